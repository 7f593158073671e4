"""Drafts of mappings: whose name a row has, which of one name are two, and which rows are nobody's; counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import kg
from kg.intake.guessing import Draft, guess
from kg.intake.identities import by_words
from kg.intake.sheets.said_totals import says_total
from kg.intake.sheets.words import words
from tests.intake.sheets.written import write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]

PARTIES = "SELECT DISTINCT ?p { ?x a pk:Participation ; pk:party ?p }"
SHIPS = "SELECT DISTINCT ?s { ?x a pk:Participation ; pk:partnership ?s }"


def parties_of(draft: Draft) -> list[str]:
    """The columns of who takes part, as the lines of a draft that say what each is have them."""
    line = next(
        line for line in draft.text.splitlines() if line.startswith("# ") and ("地区" in line or "机构" in line)
    )
    return [one.partition(":")[0].partition(", by words")[0] for one in line[2:].split("; ")]


def counted(run: Run, folder: Path, name: str) -> tuple[int, int, Outcome]:
    """How many partnerships and parties a draft makes as it is, which is short and passes the checks."""
    assert run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq").code == 0
    assert (folder / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    done = run("map", name, "m.rq", "--out", "g.nq", "--check")
    assert done.code == 0, done.err
    graph = kg.open(folder / "g.nq")
    return len(list(graph.query(SHIPS))), len(list(graph.query(PARTIES))), done


TOWNS = [
    ("Oakby", "Upper"),
    ("Oakby", "Lower"),
    ("Elmstead", "Upper"),
    ("Ashford Vale", "Lower"),
    ("Birchwick", "Upper"),
]
ABROAD = [("Neuort", "Germany"), ("Testbury", "France"), ("Samplegrad", "Serbia")]


def _twins(headings: Sequence[str], folder: Path) -> Path:
    rows = [[*one, *other, str(1970 + at)] for at, one in enumerate(TOWNS) for other in ABROAD]
    return write_csv(folder / "t.csv", rows, headings)


@pytest.mark.parametrize(
    "headings",
    [
        ("Commune", "Département", "Ville jumelée", "Pays", "Depuis"),
        ("Gemeinde", "Landkreis", "Partnergemeinde", "Staat", "Seit"),
        ("Comune", "Provincia", "Comune gemellato", "Nazione", "Anno"),
        ("Gmina", "Powiat", "Twin town", "Twin country", "Since"),
        ("Obec", "Okres", "Twin town", "Twin country", "Since"),
        ("Municipio", "Comunidad autónoma", "Ciudad hermana", "País", "Fecha"),
    ],
)
def test_towns_of_one_name_are_told_apart_by_where_they_are(headings: Sequence[str], tmp_path: Path) -> None:
    draft = guess(_twins(headings, tmp_path))
    where = headings[1].replace(" ", "_")
    assert parties_of(draft) == [headings[0], headings[2].replace(" ", "_")]
    assert f"row:{where} ?areaSaid1" in draft.text
    assert 'fn:id("region", ?text1, ?area1)' in draft.text


def test_a_column_of_places_of_which_no_heading_tells_anything_tells_towns_apart_too(run: Run, tmp_path: Path) -> None:
    names = {"Upper": "Bavaria", "Lower": "Hesse"}
    rows = [[town, names[where], *other] for town, where in TOWNS for other in ABROAD]
    write_csv(tmp_path / "t.csv", rows, ("Town", "Zyx", "Twin town", "Twin country"))
    ships, parties, _ = counted(run, tmp_path, "t.csv")
    assert (ships, parties) == (15, 8)  # five towns, two of one name, and three abroad
    # What is of the row, and differs for most names, says nothing of where they are.
    rows = [[town, ["Bavaria", "Hesse"][at % 2], *other] for town, _ in TOWNS[1:] for at, other in enumerate(ABROAD)]
    draft = guess(write_csv(tmp_path / "u.csv", rows, ("Town", "Zyx", "Twin town", "Twin country")))
    assert "?area1" not in draft.text


def test_a_region_beside_the_other_town_is_where_that_is(run: Run, tmp_path: Path) -> None:
    rows = [
        [town, where, other, region, land]
        for town, where in TOWNS
        for other, region, land in (("Kaya", "Kaya", "Mali"), ("Kaya", "Sud", "Mali"), ("Testbury", "Nord", "France"))
    ]
    headings = ("Commune", "Département", "Collectivité partenaire", "Région partenaire", "Pays")
    write_csv(tmp_path / "t.csv", rows, headings)
    ships, parties, _ = counted(run, tmp_path, "t.csv")
    assert (ships, parties) == (15, 8)


def _sixteen(folder: Path, headings: Sequence[str]) -> Path:
    """A table whose first two columns are of the row, and whose others name one of four and one of three."""
    rows = [[f"K-{at}", f"Zorp qux {at}", f"Aaa {at % 4}x", f"Aaa {(at + 1) % 4}x"] for at in range(16)]
    return write_csv(folder / f"{len(headings[0])}.csv", rows, headings)


@pytest.mark.parametrize(
    ("headings", "is_known"),
    [
        (("رقم الاتفاقية", "عنوان الاتفاقية", "الطرف الأول", "الطرف الثاني"), True),
        (("NR_CONVENIO", "OBJETO", "CONCEDENTE", "CONVENENTE"), True),
        (("Номер", "Тема", "Сторона 1", "Сторона 2"), True),
        (("Numara", "Konu", "Taraf 1", "Taraf 2"), True),
        (("번호", "제목", "협약기관", "상대기관"), True),
        (("番号", "件名", "締結先", "相手方"), True),
        (("Č. smlouvy", "Název", "Poskytovatel", "Příjemce"), True),
        (("Nr", "Titel", "Attribuant", "Begünstigter"), True),
        (("Kodea", "Xede", "Lehena", "Bigarrena"), False),
    ],
)
def test_what_each_row_has_of_its_own_is_no_party(headings: Sequence[str], is_known: bool, tmp_path: Path) -> None:
    draft = guess(_sixteen(tmp_path, headings))
    assert parties_of(draft) == [one.replace(" ", "_") for one in headings[2:]]
    told = [one for one in draft.findings if one.code == "draft-unsure" and "no heading says who" in one.message_en]
    assert bool(told) is not is_known


def test_rows_of_sums_and_notes_are_nobody_where_parties_come_first(run: Run, tmp_path: Path) -> None:
    rows = [
        ["Bavaria", "Upper Vale", "1", "1000"],
        ["Hesse", "Lower Vale", "2", "2000"],
        ["Saxony", "East Vale", "3", "3000"],
    ]
    ends = [["Razem", "", "6", "6000"], ["Źródło: own survey; numbers of 2021.", "", "", ""]]
    write_csv(tmp_path / "t.csv", [*rows, *ends], ("Region", "Partner region", "Agreements", "Amount EUR"))
    ships, parties, done = counted(run, tmp_path, "t.csv")
    assert (ships, parties) == (3, 6)
    assert "2 left out by the mapping" in done.err
    said = ["Yhteensä", "計", "Σύνολο", "Skupaj", "Ukupno", "Kopā", "Viso", "Kokku", "Summa", "I alt", "Totalt", "รวม"]
    said += ["सकल योग", "Totais", "Celkom", "Усього"]
    assert not [text for text in said if not says_total(text, words())]
    assert not [text for text in ("Summa Health", "会計学会", "Viso Ltd", "Kokkola") if says_total(text, words())]


def test_a_matrix_is_a_partnership_a_cell(run: Run, tmp_path: Path) -> None:
    rows = [
        ["Opole Province", "1", "-", "7", "8"],
        ["Lodz Province", "0", "2", "", "2"],
        ["Lubusz Province", "", "", "", ""],
        ["Total", "1", "2", "7", "10"],
    ]
    write_csv(tmp_path / "t.csv", rows, ("Province", "Bavaria", "Hesse", "North Rhine-Westphalia", "Total"))
    ships, parties, _ = counted(run, tmp_path, "t.csv")
    assert (ships, parties) == (3, 5)  # Opole with two, Lodz with one; Lubusz with nobody
    # Both halves of a square say one thing, and nobody is with itself.
    square = [["Bavaria", "x", "x", ""], ["Hesse", "x", "", "-"], ["Saxony", "", "-", "x"]]
    write_csv(tmp_path / "t.csv", square, ("", "Bavaria", "Hesse", "Saxony"))
    rows_of = [["Bavaria", *square[0][1:]], *square[1:]]
    write_csv(tmp_path / "t.csv", rows_of, ("Region", "Bavaria", "Hesse", "Saxony"))
    ships, parties, _ = counted(run, tmp_path, "t.csv")
    assert (ships, parties) == (1, 2)
    # Years and amounts head what a party has.
    years = [["Bavaria", "1", "2", "3"], ["Hesse", "4", "5", "6"]]
    assert "VALUES" not in guess(write_csv(tmp_path / "y.csv", years, ("Region", "2019", "2020", "2021"))).text


def test_things_of_one_name_are_told_apart_by_their_address_and_each_pair_is_one(run: Run, tmp_path: Path) -> None:
    things = [("Q1", "Bergvik"), ("Q2", "Bergvik"), ("Q3", "Oakby"), ("Q4", "Elmstead")]
    pairs = [(one, other) for at, one in enumerate(things) for other in things[at + 1 :]][1:]
    bindings = [
        {
            part: {"type": kind, "value": value}
            for part, kind, value in (
                ("city", "uri", f"http://www.wikidata.org/entity/{left[0]}"),
                ("cityLabel", "literal", left[1]),
                ("twin", "uri", f"http://www.wikidata.org/entity/{right[0]}"),
                ("twinLabel", "literal", right[1]),
            )
        }
        for one, other in pairs
        for left, right in ((one, other), (other, one))
    ]
    answer = {"head": {"vars": ["city", "cityLabel", "twin", "twinLabel"]}, "results": {"bindings": bindings}}
    (tmp_path / "t.json").write_text(json.dumps(answer), encoding="utf-8")
    ships, parties, _ = counted(run, tmp_path, "t.json")
    assert (ships, parties) == (5, 4)


def test_lists_of_names_are_judged_name_by_name_and_fields_beside_records_are_no_rows(tmp_path: Path) -> None:
    records = [{"id": at, "signatories": ["Bavaria", "Opole Province"][: 2 - at % 2]} for at in range(6)]
    wrapped = {"success": True, "result": {"fields": [{"id": "id"}, {"id": "signatories"}], "records": records}}
    (tmp_path / "t.json").write_text(json.dumps(wrapped), encoding="utf-8")
    draft = guess(tmp_path / "t.json")
    assert "level:province" in draft.text
    assert not any("no name says by its words" in one.en for one in draft.remarks)


def test_names_in_further_languages_say_what_they_are() -> None:
    levels = {
        "Sørfjord Kommune": "city",
        "Région de Nioro": "province",
        "Stadtgemeinde Weizfeld": "city",
        "Občina Ljutovo": "city",
        "Emirate of Fujara": "province",
        "Kreis Oakfeld": "county",
        "محافظة الجبل": "province",
    }
    assert {name: by_words(name).code for name in levels} == levels
    kinds = {
        "Marsaport Local Council": "office",
        "جامعة الساحل": "university",
        "Kommune Consulting AS": "company",
        "Region Oakby Hospital": "hospital",
        "Land Rover": "",
    }
    assert {name: by_words(name).code for name in kinds} == kinds
