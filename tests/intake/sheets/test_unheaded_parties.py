"""Columns of parties that no heading tells, headings of two things, and what the cells of a column settle unasked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, table, write_csv


def read_as(done: Imported) -> dict[str, str]:
    """What each column is read as; with a sign behind it where it is asked."""
    return {one.heading: one.reading.written + ("" if one.reading.sure else " ?") for one in done.columns}


def answered(sheet: Path, **answers: str) -> Imported:
    """Answer columns in the file beside a sheet, where they are asked, and import it again."""
    file = sheet.with_name(f"{sheet.name}.kg.yaml")
    text = file.read_text(encoding="utf-8")
    for heading, said in answers.items():
        assert f"      {heading}:\n" in text, heading
        text = text.replace(f"      {heading}:\n", f"      {heading}: {said}\n")
    file.write_text(text, encoding="utf-8")
    return import_sheet(sheet, sheet.with_suffix(""))


def test_all_columns_whose_cells_are_parties_are_asked_at_once(tmp_path: Path) -> None:
    headings = ("Qq", "Xx", "Ort", "Vorhaben", "Unterzeichnet am", "Yy")
    rows = [
        ("Universität Tübingen", "Stadt Lyon; Stadt Turin", "Metz", "Uferweg", "2020-11-28", "gelb"),
        ("Universität Kiel", "Université de Nantes", "Mulhouse", "Archiv", "2020-11-29", "rot"),
        ("Landkreis Görlitz", "Stadt Zürich", "Kehl", "Brücke", "2020-11-30", "rot"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    first = import_sheet(sheet, tmp_path / "deals")
    said = read_as(first)
    assert (said["Qq"], said["Xx"], said["Ort"], said["Yy"]) == ("party 1 ?", "parties ?", "site ?", "note")
    assert options(first, "sheets", "deals", "columns", "Xx") == ["parties", "note"]
    # Whoever answers one of them alone still finds the others open: they were not put down as notes.
    second = answered(sheet, Qq="party 1")
    assert {one.path[-1] for one in second.account.questions if one.stops} == {"Xx", "Ort"}
    third = answered(sheet, Xx="parties", Ort="site")
    assert third.written
    assert len(table(tmp_path / "deals", "participations")) == 7


def test_partnerships_of_one_party_each_are_told_and_unknown_names_are_asked(tmp_path: Path) -> None:
    headings = ("Ref", "Qq", "Xx", "Initiative", "Signed")
    rows = [
        ("A1", "Hitavia", "Bolsch", "Rail", "2020-05-01"),
        ("A2", "Sirmens", "Koneva", "Trams", "2020-06-01"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    first = import_sheet(sheet, tmp_path / "deals")
    assert {one.path[-1] for one in first.account.questions if one.stops} == {"Qq", "Xx"}
    assert all(one.unsure for one in first.account.questions if one.stops)  # --accept takes neither

    # Beside a column of parties that is known, what may be names or not is kept in the note, and told.
    rows = [("A1", "City of York", "Bolsch", "Rail", "2020-05-01"), ("A2", "City of Leeds", "Koneva", "Trams", "2020")]
    other = write_csv(tmp_path / "other.csv", rows, ("Ref", "Lead", "Xx", "Initiative", "Signed"))
    done = import_sheet(other, tmp_path / "other")
    assert done.written
    [told] = [one.en for one in done.account.notices if "name one party alone" in one.en]
    assert told.startswith("Sheet other: all 2 partnerships")
    assert "Kept in the note are: 'Xx'" in told


def test_a_heading_of_two_things_is_settled_by_its_cells(tmp_path: Path) -> None:
    headings = (
        "Reference",
        "Lead partner",
        "Partner 2",
        "Deal",
        "Instrument",
        "Beginn",
        "Ende/Laufzeit",
        "Link / reference",
    )
    rows = [
        ("P-01", "City of York", "City of Lyon", "Rail", "MoU", "28.7.2017", "31.12.2021", "https://a.example/1"),
        ("P-02", "City of Leeds", "City of Turin", "Dock", "Framework agreement", "3.6.2015", "3 Jahre", "Reuters"),
        ("P-03", "City of Bath", "City of Kyoto", "Heat", "Cooperation agreement", "01.10.16", "2022", "ditto"),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "deals", as_of=date(2023, 1, 1))
    said = read_as(done)
    assert said["Reference"] == "id"
    assert (said["Instrument"], said["Ende/Laufzeit"], said["Link / reference"]) == ("type", "end", "source")
    # Days with points prove how the others with points are written, also with two digits of the year.
    assert not {one.path[-1] for one in done.account.questions} & {"day_first", "short_year"}
    terms = {
        row["name_en"]: (row.get("period_start"), row.get("period_end"))
        for row in table(tmp_path / "deals", "partnerships")
    }
    assert terms == {
        "Rail": ("2017-07-28", "2021-12-31"),
        "Dock": ("2015-06-03", None),  # how long is asked
        "Heat": ("2016-10-01", "2022-12-31"),
    }
    [told] = [one.en for one in done.account.notices if "the day is first" in one.en]
    assert "'3.6.2015'" in told

    # The other way round: both ends in one cell, keys of rows, and links alone.
    rows = [
        ("FT", "City of York", "City of Lyon", "Rail", "crane", "2017", "2017–2021", "https://a.example/1"),
        ("FT", "City of Leeds", "City of Turin", "Dock", "boat", "2015", "2018–2022", "https://a.example/2"),
        ("BBC", "City of Bath", "City of Kyoto", "Heat", "pipe", "2016", "2019–2022", "https://a.example/3"),
    ]
    other = import_sheet(write_csv(tmp_path / "other.csv", rows, headings), tmp_path / "other")
    said = read_as(other)
    assert (said["Reference"], said["Link / reference"]) == ("source", "link")
    assert said["Ende/Laufzeit"] == "span ?"
    assert said["Instrument"].endswith("?")
