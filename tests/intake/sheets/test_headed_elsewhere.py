"""Columns headed in further languages, in a sheet of no other; headings of two meanings, told by their cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.words import bare, words
from tests.intake.sheets.written import by_name, how_far, of, options, table, write_csv

_GERMAN = (
    ("Projekt", "Wasserstoffzentrum"),
    ("Chinesischer Partner", "嘉善县"),
    ("Deutscher Partner", "Hamburg"),
    ("Vertragsart", "Absichtserklärung"),
    ("Branche", "Energie"),
    ("Unterzeichnet am", "15.09.2019"),
    ("Betrag (Mio. EUR)", "3,5"),
    ("Stand", "unterzeichnet"),
    ("Bemerkung", "erster Besuch"),
)
_FRENCH = (
    ("Intitulé du projet", "Centre hydrogène"),
    ("Partenaire chinois", "嘉善县"),
    ("Partenaire français", "Bretagne"),
    ("Type d'accord", "Lettre d'intention"),
    ("Secteur", "Énergie"),
    ("Date de signature", "15/09/2019"),
    ("Montant (millions EUR)", "3,5"),
    ("Avancement", "signé"),
    ("Remarques", "première visite"),
)
_SPANISH = (
    ("Nombre del proyecto", "Centro de hidrógeno"),
    ("Socio chino", "嘉善县"),
    ("Socio español", "Cataluña, Spain"),
    ("Tipo de acuerdo", "Carta de intención"),
    ("Sector", "Energía"),
    ("Fecha de firma", "15/09/2019"),
    ("Importe (millones EUR)", "3,5"),
    ("Estado", "firmado"),
    ("Observaciones", "primera visita"),
)


def one_row(folder: Path, cells: Sequence[tuple[str, str]], answers: str = "") -> Imported:
    sheet = write_csv(folder / "deals.csv", [tuple(cell for _, cell in cells)], tuple(head for head, _ in cells))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-12-31\n{answers}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


@pytest.mark.parametrize("cells", [_GERMAN, _FRENCH, _SPANISH])
def test_a_sheet_in_another_language_alone_is_read(cells: Sequence[tuple[str, str]], tmp_path: Path) -> None:
    done = one_row(tmp_path, cells)
    assert not [one for one in done.account.questions if one.path[2:3] == ("columns",)]
    row = by_name(tmp_path / "made")[cells[0][1]]
    assert (row["class"], row["agreement_kind"], row["sectors"]) == ("Agreement", "letterOfIntent", "energy")
    assert how_far(tmp_path / "made", cells[0][1]) == [("signed", "2019-09-15", "day", "stated")]
    (figure,) = table(tmp_path / "made", "observations")
    assert (figure["value"], figure["unit"]) == ("3500000", "EUR")
    assert cells[-1][1] in row["note_en"]


_PARTIES = (("Name", "Deal 1"), ("Party A", "嘉善县"), ("Party B", "青浦区"))


@pytest.mark.parametrize(
    ("heading", "cell", "reading"),
    [
        ("Land", "12 ha", "amount area"),
        ("Land (ha)", "12", "amount area"),
        ("Firma", "2019-05-06", "signed"),
        ("Firma", "Example Werke GmbH", "party 3"),
        ("Stand", "im Bau", "stage"),
        ("Stand", "irgendwie", "stage"),
        ("Stand", "2019-05-06", "date"),
        ("Estado", "firmado", "stage"),
        ("Data", "2019-05-06", "date"),
        ("Data", "see the file", "note"),
        ("COD", "2019-05", "reached operating"),
        ("运营时间", "2019年5月", "reached operating"),
        ("运营时间", "2019-2025", "span"),
        ("运营时间", "9:00-17:00", "note"),
    ],
)
def test_a_heading_of_two_meanings_is_told_by_its_cells(heading: str, cell: str, reading: str, tmp_path: Path) -> None:
    one_row(tmp_path, (*_PARTIES, (heading, cell)))
    lines = map(str.strip, (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8").splitlines())
    assert [line for line in lines if line.startswith(f"{heading}:")] == [f"{heading}: {reading} # {cell}"]


def test_a_heading_of_two_meanings_with_a_place_below_it_is_asked_for_whose_place_that_is(tmp_path: Path) -> None:
    done = one_row(tmp_path, (*_PARTIES, ("Local", "Hamburg")))
    assert options(done, "sheets", "deals", "columns", "Local") == ["place 2", "place 1", "site", "note"]


@pytest.mark.parametrize("cell", ["Germany", "Atlantis"])
def test_land_with_names_below_it_is_a_country_and_no_area(cell: str, tmp_path: Path) -> None:
    done = one_row(tmp_path, (*_PARTIES, ("Land", cell)))
    proposed = options(done, "sheets", "deals", "columns", "Land")
    assert proposed[0].startswith("place")
    assert "amount area" not in proposed


def test_a_heading_of_two_meanings_whose_cells_do_not_tell_is_asked(tmp_path: Path) -> None:
    done = one_row(tmp_path, (*_PARTIES, ("Abschluss", "2019-05-06")))
    assert options(done, "sheets", "deals", "columns", "Abschluss") == ["signed", "end", "note"]


@pytest.mark.parametrize(
    "heading",
    ["联系人 / Remarks", "Remarks 联系人", "备注/联系人", "Ansprechpartner", "Personne de contact", "Remarkz"],
)
def test_what_can_only_be_a_note_is_not_asked(heading: str, tmp_path: Path) -> None:
    done = one_row(tmp_path, (*_PARTIES, (heading, "王女士 first visit")))
    assert not done.account.questions
    row = by_name(tmp_path / "made")["Deal 1"]
    assert "王女士 first visit" in row.get("note_zh", "") + row.get("note_en", "")


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Number", ("V-2020/17", "V-2020/18"), "id"),
        ("Nummer", ("V-2020/17", "V-2020/17"), "note"),
        ("序号", ("1", "2"), "number"),
        ("No.", ("（一）", "（二）"), "number"),
        ("N°", ("1", "合计"), "number"),
    ],
)
def test_what_is_no_running_number_is_kept(heading: str, cells: tuple[str, str], role: str, tmp_path: Path) -> None:
    rows = [(cell, f"Deal {at}", "嘉善县", "青浦区") for at, cell in enumerate(cells)]
    sheet = write_csv(tmp_path / "deals.csv", rows, (heading, "Name", "Party A", "Party B"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    import_sheet(sheet, tmp_path / "made")
    notes = [row.get("note_en", "") for row in table(tmp_path / "made", "partnerships")]
    assert [cell in note for cell, note in zip(cells, notes, strict=True)] == [role != "number"] * 2
    assert (cells[0] in [row.get("key") for row in table(tmp_path / "made", "ids")]) is (role == "id")


def test_no_heading_is_in_two_lists_but_those_that_say_so() -> None:
    known = words()
    for heading, readings in known.either.items():
        assert known.headings[heading] in readings, heading
    for heading, reading in (("betrag", "amount totalInvestment"), ("país", "place"), ("datum", "date")):
        assert known.headings[bare(heading)] == reading
    assert all(role.en and role.zh for role in known.roles.values())


def test_whose_side_a_word_says_before_a_partner(tmp_path: Path) -> None:
    cells = (("Name", "Deal 1"), ("German partner", "Hamburg"), ("Chinese partner", "嘉善县"))
    one_row(tmp_path, cells)
    made = of(table(tmp_path / "made", "participations"), "partnership", by_name(tmp_path / "made")["Deal 1"]["id"])
    assert [row["party"] for row in made] == ["region/de-hh", "region/cn-jiaxing-jiashan"]


def test_words_of_two_meanings_with_a_unit_behind_end_no_import(tmp_path: Path) -> None:
    heads = ("Stand EUR m", "Stand in EUR", "Art EUR", "Firma EUR m", "Nombre EUR", "Land EUR", "Data EUR m")
    done = one_row(
        tmp_path, [("项目", "海堤"), ("甲方", "宁波市"), ("乙方", "上海市"), *((head, "3") for head in heads)]
    )
    assert len(done.account.rows) == 1
