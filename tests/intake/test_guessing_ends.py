"""Drafts of mappings: when partnerships end, by what columns are headed; and that it is said where it is not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.intake.sheets.written import write_csv
from tests.support import Outcome

TERMS = """SELECT ?p ?from ?to { ?p a pk:Partnership
OPTIONAL { ?p pk:periodStart ?from } OPTIONAL { ?p pk:periodEnd ?to } }"""
ROWS = [
    ("1", "Piers", "Port of Alba", "Corva Ltd", "2010-03-01", "2015-04-02"),
    ("2", "Locks", "Port of Brenn", "Dorn Ltd", "2012-03-01", ""),
    ("3", "Quays", "Port of Brenn", "Corva Ltd", "2013-07-01", "2030-01-31"),
]
ENDS = {"1": "2015-04-02", "3": "2030-01-31"}


def guessed(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[str, str]:
    answer = run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq")
    assert answer.code == 0, answer.err
    return (folder / "m.rq").read_text(encoding="utf-8"), answer.err


def terms(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[dict[str, str], dict[str, str], str]:
    """From when and until when partnerships run by their draft, and what was said in mapping."""
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    starts, ends = dict[str, str](), dict[str, str]()
    for partnership, start, end in kg.open(folder / "g.nq").query(TERMS):
        key = str(partnership).rpartition("/")[2]
        starts |= {key: str(start.value)} if start else {}
        ends |= {key: str(end.value)} if end else {}
    return starts, ends, answer.err


@pytest.mark.parametrize(
    ("start", "end", "is_term"),
    [
        ("from", "to", True),
        ("start", "to", True),
        ("period_from", "period_to", True),
        ("effective from", "effective to", True),
        ("von", "bis", True),
        ("Laufzeit von", "Laufzeit bis", True),
        ("du", "au", True),
        ("Vigencia desde", "Vigencia hasta", True),
        ("inizio", "fine", True),
        ("Data início", "Data término", True),
        ("开始", "至", True),
        ("date of entry into force", "end", True),
        ("in force since", "no longer in force", True),
        ("start", "Year ended", True),
        ("signed", "terminated on", False),
        ("signed", "denounced on", False),
        ("signed", "Vigencia hasta", False),
        ("signed", "date of termination", False),
        ("签订日期", "失效日期", False),
    ],
)
def test_ends_are_read_by_their_headings(
    run: Callable[..., Outcome], tmp_path: Path, start: str, end: str, *, is_term: bool
) -> None:
    write_csv(tmp_path / "t.csv", ROWS, ("id", "title", "party a", "party b", start, end))
    guessed(run, tmp_path, "t.csv")
    starts, ends, said = terms(run, tmp_path, "t.csv")
    assert ends == ENDS
    assert starts == ({one[0]: one[4] for one in ROWS} if is_term else {})
    assert "nobody reads" not in said
    assert "makes no end" not in said


@pytest.mark.parametrize(("digits", "found"), [(8, ENDS), (5, {})])
def test_from_and_to_are_days_where_they_are_written_as_numbers_of_eight_digits(
    run: Callable[..., Outcome], tmp_path: Path, digits: int, found: dict[str, str]
) -> None:
    rows = [(*row[:4], *(day.replace("-", "")[:digits] for day in row[4:])) for row in ROWS]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "party a", "party b", "from", "to"))
    guessed(run, tmp_path, "t.csv")
    starts, ends, _ = terms(run, tmp_path, "t.csv")
    assert ends == found
    assert bool(starts) == bool(found)


def test_years_that_both_directions_of_a_pair_say(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("Bremen", "Germany", "Leeds", "United Kingdom", "1966", "2001"),
        ("Leeds", "United Kingdom", "Bremen", "Germany", "1966", ""),
        ("Bremen", "Germany", "Lyon", "France", "1970", ""),
    ]
    head = ("City", "Country", "Twin city", "Twin country", "Year established", "Year ended")
    write_csv(tmp_path / "t.csv", rows, head)
    guessed(run, tmp_path, "t.csv")
    _, ends, _ = terms(run, tmp_path, "t.csv")
    assert list(ends.values()) == ["2001-12-31"]
    # Where they say two, neither is read, and that is said.
    rows[1] = (*rows[1][:5], "2003")
    write_csv(tmp_path / "t.csv", rows, head)
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "Year_ended: says when partnerships end" in said
    assert "Year_ended: says when partnerships end" in draft
    _, ends, said = terms(run, tmp_path, "t.csv")
    assert ends == {}
    assert "makes no end of a partnership, and does not read Year ended" in said


@pytest.mark.parametrize("heading", ["duration", "Duration (years)", "valid for", "Laufzeit", "合作期限", "durée"])
def test_a_duration_is_not_read_and_told(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    rows = [(*one[:5], "5 years" if heading != "Duration (years)" else "5") for one in ROWS]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "party a", "party b", "signed", heading))
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "how long they run, and is not read" in said
    assert "how long they run, and is not read" in draft
    _, ends, said = terms(run, tmp_path, "t.csv")
    assert ends == {}
    assert f"and does not read {heading}" in said


def test_a_day_that_may_be_the_end_is_asked(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", ROWS, ("id", "title", "party a", "party b", "start", "day of goodbye"))
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "day_of_goodbye: not read, and no column is known to say when partnerships end" in said
    assert "day_of_goodbye: not read" in draft
