"""What is proposed of names: towns before what is spelt alike, full names before short ones, kinds by further words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, table, write_book, write_csv
from tests.support import tree

HEADINGS = ("项目名称", "甲方", "乙方", "乙方所在地", "签约日期")
#: Names of parties, and of which kind each is by its words.
KINDS = {
    "PT Contoh Baja": "company",
    "Yayasan Contoh": "association",
    "Exempel Handelsbolag": "company",
    "Exempel ekonomisk förening": "association",
    "JKP Uzorak": "company",
    "Minta Nyrt.": "company",
    "Minta Egyesület": "association",
    "Przykład sp. k.": "company",
    "Příklad spol. s r.o.": "company",
    "Příklad z.s.": "association",
    "Exemplo Unipessoal, Lda.": "company",
    "Örnek Ltd. Şti.": "company",
    "Tập đoàn Mẫu": "company",
    "Tashkent Medical Academy": "university",
    "Univ. de Strasbourg": "university",
}
#: Cells of places that no registry has so, and the likeliest of what each may be.
PLACES = {
    "Wuerzburg": "region/nuts-de263",
    "Landkreis Tuebingen": "region/nuts-de142",
}
#: Cells of places that are what one large city alone is called in short, or by others.
KNOWN = {"Klagenfurt": "gn-2774326", "Santiago de Chile": "gn-3871336"}
#: The same of parties.
PARTIES = {"Land Baden-Wuerttemberg": "region/de-bw", "Koeln": "region/nuts-dea2"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("names")
    names, places = [*KINDS, *PARTIES], [*PLACES, *KNOWN]
    rows = [
        (f"Sample project {at}", f"Sample {at} GmbH", name, places[at] if at < len(places) else "", "2017-07-28")
        for at, name in enumerate(names)
    ]
    made = import_sheet(write_csv(folder / "deals.csv", rows, HEADINGS), folder / "made")
    return made, table(folder / "made", "institutions")


def test_legal_forms_and_words_of_further_languages_tell_the_kind(
    done: tuple[Imported, list[dict[str, str]]],
) -> None:
    kinds = {row["name_en"]: row["kind"] for row in done[1] if row.get("name_en")}
    assert {name: kinds.get(name, "") for name in KINDS} == KINDS


def test_a_town_called_so_in_short_or_without_its_umlauts_is_the_likeliest(
    done: tuple[Imported, list[dict[str, str]]],
) -> None:
    asked = {name: options(done[0], "answers", "party", name)[:1] for name in (*PLACES, *PARTIES)}
    assert asked == {name: [thing] for name, thing in (PLACES | PARTIES).items()}


def test_what_one_large_city_alone_is_called_is_that_city(done: tuple[Imported, list[dict[str, str]]]) -> None:
    assert not [one for one in done[0].account.questions if one.path[-1] in KNOWN]
    assert set(KNOWN.values()) <= {row.get("located_in") for row in done[1]}


def test_a_word_for_town_is_no_place_of_that_name(tmp_path: Path) -> None:
    names = ("Grad Primerovo", "Kota Contoh", "Obec Příkladov")
    rows = [(f"Sample project {at}", "Sample GmbH", name, "", "2017-07-28") for at, name in enumerate(names)]
    made = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    said = {one.path[-1]: one.text.en for one in made.account.questions if one.path[1:2] == ("party",)}
    assert not any("may be in" in said[name] for name in names)


def test_the_name_in_full_is_the_name_whichever_comes_first(tmp_path: Path) -> None:
    rows = [
        ("First", "Sample GmbH", "Univ. of Musterstadt", "", "2017-07-28"),
        ("Second", "Sample GmbH", "University of Musterstadt", "", "2017-07-29"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    (tmp_path / "deals.csv.kg.yaml").write_text(
        "answers:\n  party:\n    University of Musterstadt: Univ. of Musterstadt\n", encoding="utf-8"
    )
    import_sheet(sheet, tmp_path / "made")
    first = tree(tmp_path / "made")
    (row,) = (one for one in table(tmp_path / "made", "institutions") if one["kind"] == "university")
    assert (row["name_en"], row["alt_en"]) == ("University of Musterstadt", "Univ. of Musterstadt")
    import_sheet(sheet, tmp_path / "made")
    assert tree(tmp_path / "made") == first


def test_rows_that_say_the_same_in_two_sheets_keep_their_ids(tmp_path: Path) -> None:
    headings = ["项目名称", "甲方", "乙方", "签约日期"]
    book = write_book(
        tmp_path / "deals.xlsx",
        非洲=[headings, ["合作一", "嘉善县", "上海市", "2017-07-28"], ["补充一", "6案", "", ""]],
        拉美=[headings, ["合作二", "海盐县", "上海市", "2017-07-29"], ["补充一", "6案", "", ""]],
    )
    import_sheet(tmp_path / "deals.xlsx", book)
    first = (book / "ids.csv").read_bytes() if (book / "ids.csv").is_file() else b""
    import_sheet(tmp_path / "deals.xlsx", book)
    assert first.count("补充一".encode()) == 4  # a name and a cell each
    assert (book / "ids.csv").read_bytes() == first
