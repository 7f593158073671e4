"""The day by which a sheet holds: what counts for it, and which day is proposed first where it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import how_far, options, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed", "Baubeginn", "Status")


def imported(folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Imported:
    return import_sheet(write_csv(folder / "deals.csv", rows, headings), folder / "made")


def issued(folder: Path) -> str:
    """The day by which the sheet holds."""
    return next(row["issued"] for row in table(folder / "made", "sources") if row["id"].startswith("sheet-"))


def test_a_beginning_between_makes_the_latest_day_near(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "苏州市", "Ulm", "2018-01-02", "2019-05-01", "signed"),
        ("Beta", "无锡市", "Turku", "2018-01-02", "2019-05-01", "planned"),
        ("Gamma", "常州市", "Vaasa", "2021-05-01", "", "operating"),
    ]
    done = imported(tmp_path, rows)
    assert not options(done, "as_of")
    assert issued(tmp_path) == "2021-05-01"


def test_a_beginning_is_proposed_where_the_latest_day_is_far_from_all(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "苏州市", "Ulm", "2018-01-02", "2019-05-01", "under construction"),
        ("Gamma", "常州市", "Vaasa", "2031-05-01", "", "operating"),
    ]
    # What has begun by a day is not known before it.
    assert options(imported(tmp_path, rows), "as_of") == ["2019-05-01", "2031-05-01"]


def test_a_year_to_come_is_not_the_first_proposal(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "苏州市", "Ulm", "2017", "2016", "operating"),
        ("Beta", "无锡市", "Turku", "2019-05-01", "2030", "operating"),
    ]
    headings = ("Project", "Party A", "Party B", "Signed", "Inbetriebnahme", "Status")
    assert options(imported(tmp_path, rows, headings), "as_of") == ["2019-05-01", "2030-12-31"]


def test_the_day_of_what_is_talked_of_counts(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "苏州市", "Ulm", "12", "4", "2018-01-02", "signed"),
        ("Beta", "无锡市", "Turku", "10", "3", "2019-01-02", "negotiating"),
        ("Gamma", "常州市", "Vaasa", "8", "2", "2020-03-04", "planned"),
    ]
    headings = (
        "Project",
        "Party A",
        "Party B",
        "Total investment (EUR m)",
        "of which foreign (EUR m)",
        "Signed",
        "Status",
    )
    imported(tmp_path, rows, headings)
    assert issued(tmp_path) == "2019-01-02"
    assert how_far(tmp_path / "made", "Beta") == [("negotiating", "2019-01-02", "day", "stated")]
    days = {row["as_of"] for row in table(tmp_path / "made", "observations") if row["about"] == "partnership/beta"}
    assert days == {"2019-01-02"}


def test_the_day_of_what_is_talked_of_says_nothing_behind_a_stated_one(tmp_path: Path) -> None:
    rows = [
        ("Project", "Party A", "Party B", "Signed", "Status"),
        ("Alpha", "苏州市", "Ulm", "2018-01-02", "signed"),
        ("Beta", "无锡市", "Turku", "2019-01-02", "negotiating"),
    ]
    done = imported(tmp_path, rows, ("Register, as of 2018-06-30", "", "", "", ""))
    assert not options(done, "as_of")
    assert issued(tmp_path) == "2018-06-30"
