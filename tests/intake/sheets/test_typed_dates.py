"""Days and spans as analysts of twenty countries type them: right, or asked with what is right among the proposals.

``typed_dates.csv`` was written before any of it was imported: the role of the column, the cell, what it means; several
where a text leaves that open, ``-`` where it names no day.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Partnership", "Party A", "Party B", "Type", "Status", "Signed", "Start", "End", "Project period")
COLUMNS = {"signed": "Signed", "start": "Start", "end": "End", "span": "Project period"}
#: What is asked once a sheet, with an answer that nobody proposes as no cell shows it.
OF_SHEETS = {"day_first": (), "short_year": (), "two_digits": (), "year": ("2021",)}
#: What is asked once a column of spans that date one day and of lengths, with what is answered here.
OF_COLUMNS = {"spans": "within", "since": "within", "lengths": "whole"}
#: What is asked of what was read already: whether what has ended so is over.
AFTER = ("ended", "begun")
#: What is told of one end that no table has, by role: it is a limit, or another column has the beginning.
_IN_THE_NOTE = {
    "start": "when it begins is in the note alone: no stage or figure has it",
    "end": "says since when, which another column says too: kept in the note",
}
TYPED = list(csv.DictReader((Path(__file__).parent / "typed_dates.csv").open(encoding="utf-8")))


class Done(NamedTuple):
    """What became of a cell."""

    questions: Sequence[Question]
    remarks: Sequence[str]
    stages: set[tuple[str, str]]
    periods: set[tuple[str, str]]
    note: str


def imported(folder: Path, role: str, cell: str, said: str = "") -> Done:
    """A sheet of one row with a cell below the heading of its role, imported by the middle of 2025."""
    row = dict.fromkeys(HEADINGS, "") | {"Partnership": "Deal 1", "Party A": "嘉善县", "Party B": "青浦区"}
    row |= {"Type": "agreement", "Status": "signed" if role == "signed" else "operating"}
    row |= {} if role == "signed" else {"Signed": "2014-06-03"}
    row |= {"Start": "2014-07-01"} if role == "end" else {}
    row[COLUMNS[role]] = cell
    write_csv(folder / "deals.csv", [[*row.values(), "5000"]], (*HEADINGS, "Total investment (EUR)"))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2025-06-30\n{said}", encoding="utf-8")
    account = import_sheet(folder / "deals.csv", folder / "made").account
    notes: list[dict[str, Any]] = table(folder / "made", "partnerships")
    return Done(
        [one for one in account.questions if _is_of_day(one)],
        [text.en for one in account.rows for heading, text in one.remarks if heading == COLUMNS[role]],
        {(one["stage"], one["as_of"]) for one in table(folder / "made", "stages")},
        {
            (one.get("period_start", ""), one.get("period_end", ""))
            for name in ("observations", "partnerships")
            for one in table(folder / "made", name)
        },
        " ".join(one.get("note_en", "") + one.get("note_zh", "") for one in notes),
    )


def _is_of_day(one: Question) -> bool:
    is_of_column = one.column in COLUMNS.values() and one.path[2] not in AFTER
    return is_of_column or one.path[2:3] in {(name,) for name in OF_SHEETS}


def _days(text: str) -> tuple[str, str]:
    """The first and the last day of what an answer says, 2019-05 or 2019-05..2020-02; empty where it is open."""
    first, dots, last = text.partition("..")
    last = last if dots else first
    return (f"{first}-01-01"[:10] if first else "", _last(last) if last else "")


def _last(text: str) -> str:
    year, *rest = map(int, text.split("-"))
    if len(rest) == 2:
        return text
    month = rest[0] if rest else 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()


def test_the_days_of_answers_are_worked_out_here_by_hand() -> None:
    assert [_days(one) for one in ("2019-05", "2016..", "..2020-02", "2019-05-03", "2018..2022")] == [
        *(("2019-05-01", "2019-05-31"), ("2016-01-01", ""), ("", "2020-02-29"), ("2019-05-03", "2019-05-03")),
        ("2018-01-01", "2022-12-31"),
    ]


def _is_right(role: str, truth: tuple[str, str], cell: str, done: Done) -> bool:
    """Whether the tables have what a cell means, or it is told below its heading and stays in the note."""
    first, last = truth
    if role == "signed":
        # Of some months that are no part of the calendar that part is kept which they are in.
        parts = {last, f"{last[:4]}-06-30", f"{last[:4]}-12-31"} if first[:7] < last[:7] else {last}
        return any(("signed", day) in done.stages for day in parts if day >= last)
    begun = {day for stage, day in done.stages if stage == "operating" and day != "2025-06-30"}
    if role == "start" and not first and last in begun:
        return True
    if role == "start" and last and any(first <= day <= last for day in begun):
        return True
    if role == "span" and not last:
        return any(day[:4] == first[:4] for day in begun)
    if role == "end" and any(end == last for _, end in done.periods if last):
        return True
    is_told = not (first and last) and _IN_THE_NOTE.get(role) in done.remarks and cell in done.note
    return truth in done.periods or is_told


@pytest.mark.parametrize("typed", TYPED, ids=[f"{at} {one['cell']}" for at, one in enumerate(TYPED, 2)])
def test_what_people_type_is_right_or_asked_with_it_among_the_proposals(typed: dict[str, str], tmp_path: Path) -> None:
    role, cell = typed["role"], typed["cell"]
    done = imported(tmp_path, role, cell)
    if typed["truth"] == "-":
        assert done.remarks
        assert cell in done.note
        assert not done.questions
        return
    truths = [_days(one) for one in typed["truth"].split("|")]
    if not done.questions:
        assert any(_is_right(role, one, cell, done) for one in truths), done
        return
    (question,) = done.questions
    proposed = [one.answer for one in question.options if one.answer != "ignore"]
    if question.path[2] in OF_COLUMNS:
        # What has both ends is read; whether it was done at its beginning or some time in it is asked once a column.
        said = OF_COLUMNS[question.path[2]]
        assert said in proposed
        answer = f"sheets:\n  deals:\n    {question.path[2]}:\n      {COLUMNS[role]}: {said}\n"
        way = imported(tmp_path, role, cell, answer)
        assert any(_is_right(role, one, cell, way) for one in truths), way
        return
    if question.path[2] not in OF_SHEETS:
        assert set(truths) & set(map(_days, proposed)), proposed
        return
    ways = [
        imported(tmp_path / answer, role, cell, f"sheets:\n  deals:\n    {question.path[2]}: '{answer}'\n")
        for answer in (*proposed, *OF_SHEETS[question.path[2]])
        if (tmp_path / answer).mkdir() is None
    ]
    assert any(not way.questions and _is_right(role, truths[0], cell, way) for way in ways), ways


#: Scripts by the letters that no other of them has; what has no letters is in digits alone.
SCRIPTS = {
    "Hangul": r"[\uac00-\ud7a3]",
    "Han": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "Cyrillic": r"[\u0400-\u04ff]",
    "Arabic": r"[\u0620-\u064a]",
    "Latin": r"[A-Za-z]",
    "digits": r"\d",
}
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def _script(cell: str) -> str:
    return next(name for name, letters in SCRIPTS.items() if re.search(letters, cell))


def _says_all(typed: dict[str, str]) -> bool:
    """Whether by its truth a cell means one thing, and says the years of that in full: it leaves no need to ask.

    Of a span below a heading of days, which of them is meant is asked in any case.
    """
    truth, is_open = typed["truth"], ".." in typed["truth"] and typed["role"] != "span"
    said = {str(int(year)) for year in _YEAR.findall(typed["cell"])}  # the digits of Arabic are as ours
    years = set(_YEAR.findall(truth))
    return bool(years) and "|" not in truth and not is_open and years <= said


def test_every_script_has_cells_that_say_all() -> None:
    found = Counter(_script(one["cell"]) for one in TYPED if _says_all(one))
    assert set(found) == set(SCRIPTS)
    assert min(found.values()) > 5


@pytest.mark.parametrize("script", SCRIPTS)
def test_of_cells_that_say_all_most_are_read_unasked_in_each_script(script: str, tmp_path: Path) -> None:
    """Asking of everything would pass each cell by itself: two of three at least are read, and rightly."""
    typed = [one for one in TYPED if _says_all(one) and _script(one["cell"]) == script]
    right = 0
    for at, one in enumerate(typed):
        (folder := tmp_path / str(at)).mkdir()
        done = imported(folder, one["role"], one["cell"])
        right += not done.questions and _is_right(one["role"], _days(one["truth"]), one["cell"], done)
    assert 3 * right >= 2 * len(typed)


@pytest.mark.parametrize("cell", ["2020-06/2020-05", "2020-06 / 2020-05", "2020-06 - 2020-05", "2020-06-03 / 2019-05"])
def test_of_a_span_that_ends_before_it_begins_no_other_is_cut_out(cell: str, tmp_path: Path) -> None:
    """The year of 2020-06 is no beginning of 2020-01-01..2020-05-31."""
    (question,) = imported(tmp_path, "span", cell).questions
    assert [one.answer for one in question.options if ".." in one.answer] == []


@pytest.mark.parametrize(
    ("days", "orders", "unread"),
    [
        (("05/06/17", "05/13/17"), ["mdy", "dmy", "ymd"], {"dmy": "1 of 2", "ymd": "1 of 2"}),
        (("05/06/17", "13/05/17"), ["dmy", "ymd", "mdy"], {"mdy": "1 of 2"}),
        (("21/5/6", "20/7/1", "19/12/31"), ["ymd", "dmy"], {"dmy": "2 of 3"}),
        (("7/8/97", "7/9/98"), ["dmy", "mdy"], {}),
    ],
)
def test_in_which_order_short_days_stand_is_proposed_by_all_of_them(
    days: tuple[str, ...], orders: list[str], unread: dict[str, str], tmp_path: Path
) -> None:
    rows = [(f"Deal {at}", "Hamburg", "Shanghai", day) for at, day in enumerate(days)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Name", "Party A", "Party B", "Signed"))
    (asked,) = [one for one in import_sheet(sheet, tmp_path / "made").account.questions if one.path[-1] == "short_year"]
    assert [one.answer for one in asked.options] == orders
    told = {one.answer: one.text.en for one in asked.options}
    assert {order for order, text in told.items() if "cannot be read so" in text} == set(unread)
    assert all(f"; {said} cannot be read so" in told[order] for order, said in unread.items())


@pytest.mark.parametrize(
    ("others", "is_month"), [(("2017-05", "2018-11"), True), (("2010-15", "2017-05", "2018-11"), False), ((), False)]
)
def test_a_year_with_two_digits_is_a_month_where_others_written_so_are(
    others: tuple[str, ...], is_month: bool, tmp_path: Path
) -> None:
    rows = [(f"Deal {at}", "Hamburg", "Shanghai", day) for at, day in enumerate(("2004-07", *others))]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Name", "Party A", "Party B", "Signed"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    asked = [one for one in done.account.questions if one.path == ("answers", "date", "2004-07")]
    assert bool(asked) is not is_month
    assert ("2004-07-31" in {row["as_of"] for row in table(tmp_path / "made", "stages")}) is is_month
