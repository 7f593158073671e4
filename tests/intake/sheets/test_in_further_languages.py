"""Sheets with sums in further languages, works beside what runs, nearest codes, and rows that mirror others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.words import bare, words
from tests.intake.sheets.written import by_name, of, stages_of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
PLAIN = ("Name", "Party A", "Party B", "Type", "Field", "Status", "Signed", "Amount (EUR)")


def imported(
    run: Run, folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str], answers: str = ""
) -> dict[tuple[str, ...], dict[str, Any]]:
    """A sheet, imported; what is asked, by the place of its answer."""
    write_csv(folder / "deals.csv", rows, headings)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    return {tuple(one["place"]): one for one in done["questions"]} | {("rows",): {"rows": done["rows"]}}


def row(name: str, **cells: str) -> tuple[str, ...]:
    said = {"Name": name, "Party A": "嘉善县", "Party B": "青浦区", "Type": "agreement", "Status": "signed", **cells}
    return tuple(said.get(heading, "") for heading in PLAIN)


def stages(folder: Path, name: str) -> dict[str, str]:
    return {one["stage"]: one["as_of"] for one in stages_of(folder / "made", name)}


def figures(folder: Path, name: str) -> list[tuple[str, str, str, str]]:
    about = f"partnership/{by_name(folder / 'made')[name]['id']}"
    found = of(table(folder / "made", "observations"), "about", about)
    return [(one["measure"], one["value"], one["bound"], one["unit"]) for one in found]


def test_mil_is_asked_once_a_column_where_neither_currency_nor_words_tell(run: Run, tmp_path: Path) -> None:
    rows = [
        row("A", **{"Amount (EUR)": "500 mil"}),
        row("B", **{"Amount (EUR)": "R$ 500 mil"}),
        row("C", **{"Amount (EUR)": "20 mil"}),
    ]
    asked = imported(run, tmp_path, rows, PLAIN)
    place = ("sheets", "deals", "mil_thousand", "Amount (EUR)")
    assert [one["row"] for one in asked[place]["rows"]] == [2, 4]
    assert [figures(tmp_path, name) for name in "AB"] == [[], [("totalInvestment", "500000", "exact", "BRL")]]
    imported(run, tmp_path, rows, PLAIN, "sheets:\n  deals:\n    mil_thousand:\n      Amount (EUR): true\n")
    assert figures(tmp_path, "A") == [("totalInvestment", "500000", "exact", "EUR")]


@pytest.mark.parametrize(
    ("field", "code", "is_told"),
    [
        ("机器人", "artificialIntelligence", True),
        ("矿业", "mining", False),
        ("renewable energy", "energy", True),
        ("digital economy", "digitalEconomy", False),
    ],
)
def test_a_word_without_a_code_of_its_own_is_kept_and_told_once(
    field: str, code: str, is_told: bool, run: Run, tmp_path: Path
) -> None:
    asked = imported(run, tmp_path, [row("A", Field=field), row("B", Field=field)], PLAIN)
    made = by_name(tmp_path / "made")
    assert {made[name]["sectors"] for name in "AB"} == {code}
    said = [text for one in asked["rows",]["rows"] for text in one["remarks_en"] if "nearest code" in text]
    assert len(said) == is_told
    notes = [f"{made[name].get('note_en', '')}{made[name].get('note_zh', '')}" for name in "AB"]
    assert [field in note for note in notes] == [is_told, is_told]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("采购协议", "supply"),
        ("supply contract", "supply"),
        ("concession agreement", "concession"),
        ("贷款合同", "loan"),
    ],
)
def test_kinds_of_agreements_that_are_no_cooperation(word: str, kind: str, run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, [row("A", Type=word)], PLAIN)
    assert by_name(tmp_path / "made")["A"]["agreement_kind"] == kind


def test_a_type_that_is_only_near_is_told_and_stays_in_the_note(run: Run, tmp_path: Path) -> None:
    asked = imported(run, tmp_path, [row("A", Type="joint laboratory"), row("B", Type="设备采购与安装协议")], PLAIN)
    remarks = [" ".join(one["remarks_en"]) for one in asked["rows",]["rows"]]
    assert "'joint laboratory' is taken as joint construction agreement" in remarks[0]
    assert "'设备采购与安装协议' is taken as cooperation agreement" in remarks[1]
    assert "joint laboratory" in by_name(tmp_path / "made")["A"]["note_en"]


def test_what_runs_has_not_run_since_its_works_began(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "建设周期", "进展")
    rows = [
        ("甲", "嘉善县", "青浦区", "2016-01-05", "2016年12月-2019年底", "运营中"),
        ("乙", "嘉善县", "青浦区", "2016-01-05", "2016.12-2019.11", "完成"),
    ]
    asked = imported(run, tmp_path, rows, headings)
    assert stages(tmp_path, "甲") == {
        "signed": "2016-01-05",
        "underConstruction": "2016-12-31",
        "operating": "2024-06-30",
    }
    assert stages(tmp_path, "乙")["completed"] == "2019-11-30"
    assert not {place[2] for place in asked if len(place) > 2} & {"ended", "begun"}


def test_a_column_of_which_no_heading_tells_is_asked_where_its_cells_are_days_or_sums(run: Run, tmp_path: Path) -> None:
    headings = (*PLAIN[:6], "Signed", "Zeta", "Eta", "Theta")
    rows = [(*row(name)[:6], "2020-01-05", "12 May 2021", "3.5 million EUR", "blue") for name in ("A", "B", "C")]
    asked = imported(run, tmp_path, rows, headings)
    proposed = {place[-1]: one["proposals"][0]["answer"] for place, one in asked.items() if "columns" in place}
    assert proposed == {"Zeta": "date", "Eta": "amount totalInvestment"}


def test_rows_that_mirror_others_are_offered_as_one(run: Run, tmp_path: Path) -> None:
    first = row("Lyon", **{"Party A": "嘉善县", "Party B": "青浦区", "Signed": "1999-03-05"})
    other = row("Turin", **{"Party A": "青浦区", "Party B": "嘉善县", "Signed": "1999-03-05"})
    later = row("Third", **{"Party A": "青浦区", "Party B": "嘉善县", "Signed": "2001-03-05"})
    asked = imported(run, tmp_path, [first, other, later], PLAIN)
    question = asked["sheets", "deals", "mirrored"]
    assert question["optional"]
    assert [one["row"] for one in question["rows"]] == [3]
    assert len(table(tmp_path / "made", "partnerships")) == 3
    imported(run, tmp_path, [first, other, later], PLAIN, "sheets:\n  deals:\n    mirrored: one\n")
    assert len(table(tmp_path / "made", "partnerships")) == 2
    assert "Turin" in by_name(tmp_path / "made")["Lyon"]["note_en"]


@pytest.mark.parametrize(
    "answer", ["2020-07..2021-06", "2020-07/2021-06", "2020-07-01/2021-06-30", "2020年7月至2021年6月"]
)
def test_a_span_may_be_answered_in_the_ways_in_which_people_write_one(answer: str, run: Run, tmp_path: Path) -> None:
    headings = ("Name", "Party A", "Party B", "Status", "Duration", "Amount (EUR)")
    rows = [("A", "嘉善县", "青浦区", "signed", "one season", "500 000")]
    imported(run, tmp_path, rows, headings, f"answers:\n  date:\n    one season: {answer}\n")
    (deal,) = table(tmp_path / "made", "partnerships")
    assert (deal["period_start"], deal["period_end"]) == ("2020-07-01", "2021-06-30")


def test_kinds_of_institutions_are_named_where_a_party_is_asked(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [row("A", **{"Party B": "Acme"})], PLAIN)
    said = run("import", "deals.csv", "--into", "made", "--as-of", "2024-06-30", "--lang", "en").err
    assert "Kinds: " in said
    assert "culturalInstitution" in said


def test_a_university_in_short_behind_a_comma_is_asked_and_a_legal_form_is_not(run: Run, tmp_path: Path) -> None:
    rows = [row("A", **{"Party B": "ETH Zürich, UAB"}), row("B", **{"Party B": "Acme Baltic, UAB"})]
    asked = imported(run, tmp_path, rows, PLAIN)
    assert asked["answers", "party", "ETH Zürich, UAB"]["proposals"][0]["answer"] == "ETH Zürich; UAB"
    assert ("answers", "party", "Acme Baltic, UAB") not in asked


def test_rows_whose_columns_say_as_what_each_takes_part_mirror_nothing(run: Run, tmp_path: Path) -> None:
    headings = ("Name", "Investor", "Recipient", "Type", "Status", "Signed")
    rows = [
        ("Alpha plant", "Berlin", "Paris", "project", "operating", "2020-05-01"),
        ("Beta school", "Paris", "Berlin", "project", "operating", "2020-05-01"),
    ]
    assert ("sheets", "deals", "mirrored") not in imported(run, tmp_path, rows, headings)
    imported(run, tmp_path, rows, headings, "sheets:\n  deals:\n    mirrored: one\n")
    assert set(by_name(tmp_path / "made")) == {"Alpha plant", "Beta school"}


def test_a_day_whose_year_has_two_digits_shows_no_order(run: Run, tmp_path: Path) -> None:
    rows = [row("A", Signed="21-03-15"), row("B", Signed="3/4/2020"), row("C", Signed="20/12/05")]
    asked = imported(run, tmp_path, rows, PLAIN)
    assert "Elsewhere" not in str(asked["sheets", "deals", "day_first"])
    asked = imported(run, tmp_path, rows, PLAIN, "sheets:\n  deals:\n    short_year: dmy\n")
    assert "Elsewhere 21-03-15 (row 2), 20/12/05 (row 4) can only be day first" in str(
        asked["sheets", "deals", "day_first"]
    )


def test_a_month_that_is_a_word_elsewhere_is_read_where_the_column_is_in_its_language(run: Run, tmp_path: Path) -> None:
    asked = imported(run, tmp_path, [row("A", Signed="set 2020"), row("B", Signed="2019-03-05")], PLAIN)
    assert any(place[-1] == "set 2020" for place in asked)
    asked = imported(run, tmp_path, [row("A", Signed="set 2020"), row("B", Signed="fev 2019")], PLAIN)
    assert not any(place[-1] == "set 2020" for place in asked)
    assert stages(tmp_path, "A")["signed"] == "2020-09-30"


def test_miles_of_a_route_are_no_thousands(run: Run, tmp_path: Path) -> None:
    headings = ("Name", "Party A", "Party B", "Type", "Signed", "Route length")
    rows = [(name, "嘉善县", "青浦区", "agreement", "2020-05-01", f"{name} miles") for name in ("12", "300")]
    imported(run, tmp_path, rows, headings)
    assert not {one["value"] for one in table(tmp_path / "made", "observations")} & {"12000", "300000"}


def test_whether_something_is_valid_and_how_long_is_asked_of_nobody(run: Run, tmp_path: Path) -> None:
    headings = ("Name", "Party A", "Party B", "Type", "Signed", "Valid", "Term")
    rows = [
        ("A", "嘉善县", "青浦区", "agreement", "2020-05-01", "yes", "5 years"),
        ("B", "嘉善县", "海盐县", "agreement", "2020-05-02", "No", "三年"),
    ]
    asked = imported(run, tmp_path, rows, headings)
    assert not [place for place in asked if "date" in place or "columns" in place]
    expected = (("yes", "5 years"), ("No", "三年"))
    notes = [one.get("note_en", "") + one.get("note_zh", "") for one in table(tmp_path / "made", "partnerships")]
    assert [all(word in note for word in said) for note, said in zip(notes, expected, strict=True)]
    remarks = [text for one in asked["rows",]["rows"] for text in one["remarks_en"]]
    assert sum("says how long" in text for text in remarks) == 2
    rows = [("A", "嘉善县", "青浦区", "agreement", "2020-05-01", "2020-2023", "")]
    imported(run, tmp_path, rows, headings)
    assert {one["as_of"] for one in table(tmp_path / "made", "stages")} >= {"2020-05-01"}


def test_rows_as_they_were_that_get_other_codes_are_told(run: Run, tmp_path: Path) -> None:
    rows = [row("A", Field="zorbing"), row("B", Field="water")]
    for folder, code in (("earlier", "tourism"), ("later", "sport")):
        (tmp_path / folder / "headings").mkdir(parents=True)
        (tmp_path / folder / "headings" / "values.yaml").write_text(f"sector:\n  {code}: [zorbing]\n", encoding="utf-8")
    write_csv(tmp_path / "deals.csv", rows, PLAIN)
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2024-06-30\n", encoding="utf-8")
    said = [
        run("import", "deals.csv", "--into", "made", "--ontology", one).err for one in ("earlier", "earlier", "later")
    ]
    assert ["read otherwise" in one for one in said] == [False, False, True]
    assert "sectors: tourism > sport in 1 partnership whose row is as it was (a)" in said[-1]


@pytest.mark.parametrize("cell", ["k. A.", "k.A.", "keine Angabe", "néant", "Néant"])
def test_what_says_that_nothing_is_said_is_not_asked(cell: str, tmp_path: Path) -> None:
    headings = ("Project", "Party A", "Party B", "Signed", "Amount (ZAR m)", "Remarks")
    rows = [("P1", "Jiashan", "Jinan", "2018-01-02", cell, ""), ("P2", "Jiashan", "Jinan", "2018-01-02", "45", cell)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert not done.account.questions
    assert len(table(tmp_path / "made", "observations")) == 1


#: Headings of a register, by language: number, name, party, type, signed, end, stage, sector, source, note.
HEADED = {
    "pl": "Lp.|Nazwa przedsięwzięcia|Lider|Forma współpracy|Data zawarcia|"
    "Obowiązuje do|Stan realizacji|Branża|Źródło|Uwagi",
    "cs": "Poř. č.|Název projektu|Žadatel|Forma spolupráce|Datum podpisu|Platnost do|Stav|Odvětví|Zdroj|Poznámka",
    "nl": "Volgnr.|Projectnaam|Penvoerder|Soort overeenkomst|Ondertekend|"
    "Geldig tot|Stand van zaken|Sectoren|Bron|Toelichting",
    "sv": "Löpnr|Projektnamn|Samordnare|Avtalstyp|Undertecknat|Gäller till|Nuläge|Bransch|Källa|Anmärkning",
    "fi": "Järjestysnumero|Hankkeen nimi|Osapuoli|Yhteistyömuoto|Allekirjoitettu|"
    "Päättyy|Vaihe|Toimiala|Lähde|Huomautus",
    "hu": "Sorszám|Projekt neve|Szervezet|Szerződés típusa|Aláírás dátuma|Lejárat|Állapot|Ágazat|Forrás|Megjegyzés",
    "ro": "Nr. crt.|Numele proiectului|Instituție|Tipul acordului|Data semnării|"
    "Valabil până la|Stadiul|Domeniul|Sursa|Observații",
    "tr": "Sıra no|Proje adı|Kuruluş|Anlaşma türü|İmza tarihi|Bitiş tarihi|Durum|Sektör|Kaynak|Açıklama",
    "uk": "№ з/п|Назва проєкту|Установа|Вид угоди|Дата підписання|Діє до|Стан реалізації|Галузь|Джерело|Примітка",
    "vi": "STT|Tên dự án|Đối tác|Hình thức hợp tác|Ngày ký|Ngày kết thúc|Tình trạng|Lĩnh vực|Nguồn|Ghi chú",
    "id": "No urut|Nama proyek|Instansi|Bentuk kerja sama|Tanggal penandatanganan|"
    "Tanggal berakhir|Tahap|Bidang|Sumber|Keterangan",
}


def test_usual_headings_of_further_languages_are_known() -> None:
    roles = ["number", "name", "party", "type", "signed", "end", "stage", "sector", "source", "note"]
    for language, headings in HEADED.items():
        found = [words().headings.get(bare(one), "") for one in headings.split("|")]
        assert found == roles, language


def test_a_polish_register_is_read_as_its_words_say(run: Run, tmp_path: Path) -> None:
    headings = ("Lp.", "Nazwa przedsięwzięcia", "Strona A", "Strona B", "Forma współpracy", "Data zawarcia")
    headings = (*headings, "Stan realizacji", "Branża", "Źródło")
    cells = [  # kind, day, stage, sector, source
        ("porozumienie", "II kw. 2021", "działa", "OZE", "brzozowka.pl"),
        ("deklaracja współpracy", "VI 2019", "w trakcie negocjacji", "drogi", "Kurier Brzozowski"),
        ("umowa partnerska", "X 2020 r.", "zerwana", "lotnictwo", "b.d."),
        ("porozumienie", "b.d.", "zrealizowane", "szkolnictwo wyższe", "nie dotyczy"),
    ]
    rows = [
        (str(at), f"Projekt {at}", "嘉善县", "青浦区", kind, day, stage, sector, source)
        for at, (kind, day, stage, sector, source) in enumerate(cells, 1)
    ]
    known = {"columns": {"Strona A": "party 1", "Strona B": "party 2"}}
    said = "".join(f"      {heading}: {role}\n" for heading, role in known["columns"].items())
    asked = imported(run, tmp_path, rows, headings, f"sheets:\n  deals:\n    columns:\n{said}")
    assert not [place for place in asked if place[0] == "answers" and place[1] in ("stage", "sector", "class", "date")]
    made = by_name(tmp_path / "made")
    assert [made[f"Projekt {at}"]["agreement_kind"] for at in range(1, 5)] == [
        "cooperation",
        "letterOfIntent",
        "cooperation",
        "cooperation",
    ]
    assert [made[f"Projekt {at}"]["sectors"] for at in range(1, 5)] == ["energy", "roads", "aviation", "education"]
    assert [list(stages(tmp_path, f"Projekt {at}"))[-1] for at in (1, 3, 4)] == ["operating", "terminated", "completed"]
    assert stages(tmp_path, "Projekt 1")["signed"] == "2021-06-30"
    assert "negotiating" in stages(tmp_path, "Projekt 2")
    assert stages(tmp_path, "Projekt 3")["signed"] == "2020-10-31"
    assert "https://brzozowka.pl" in str(table(tmp_path / "made", "sources"))


def test_decades_by_two_digits_are_asked_with_their_years(run: Run, tmp_path: Path) -> None:
    decades = ("lata 90.", "90年代", "90er Jahre", "années 90", "90-е годы", "90-talet")
    asked = imported(run, tmp_path, [row(f"P{at}", Signed=one) for at, one in enumerate(decades)], PLAIN)
    for one in decades:
        shown = asked[("answers", "date", one)]
        assert "1990..1999" in str(shown), one
