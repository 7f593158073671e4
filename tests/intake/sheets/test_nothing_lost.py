"""No amount and no day that is typed goes lost: each is a value of the package, an open question or a remark."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake.sheets.importing import import_sheet
from kg.notations import end_of
from tests.intake.sheets.written import table, write_csv

HEADINGS = (
    "Name",
    "Party A",
    "Party B",
    "Type",
    "Status",
    "Date",
    "Signed",
    "Start",
    "End",
    "Duration",
    "Total investment (EUR)",
)
#: What is typed, with the days of which one must be in a table.
DAYS: Mapping[str, tuple[str, ...]] = {
    "2019-03-05": ("2019-03-05",),
    "2023-02": ("2023-02-28", "2023-02-01"),
    "2030": ("2030-12-31", "2030-01-01"),
    "15 de marzo de 2021": ("2021-03-15",),
    "12. März 2019": ("2019-03-12",),
    "март 2020": ("2020-03-31", "2020-03-01"),
    "3/4/2021": ("2021-04-03", "2021-03-04"),
    "25/12/2020": ("2020-12-25",),
    "2016–2018": ("2016-12-31", "2018-12-31", "2016-01-01"),
    "since 2013": ("2013-12-31", "2013-01-01"),
    "before 2010": ("2009-12-31",),
    "2017年底": ("2017-12-31", "2017-01-01"),
    "1-6月": (),
    "2021Q3": ("2021-09-30", "2021-07-01"),
    "circa 2015": ("2015-12-31", "2015-01-01"),
    "until 31.8.2019": ("2019-08-31",),
    "to 2030": ("2030-12-31",),
    "20-XI-2018": ("2018-11-20",),
    "tbd": (),
    "next spring": (),
}
AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "1200000": ("1200000",),
    "€3.5 m": ("3500000",),
    "500 mil": ("500000", "500000000"),
    "约2亿元": ("200000000",),
    "10-12 million": ("10000000",),
    "n.a.": (),
    "a lot": (),
    "450 тыс. руб.": ("450000",),
    "USD 1.500.000,00": ("1500000",),
}
STAGES = ("planned", "negotiating", "signed", "operating", "completed", "terminated", "on hold", "")
TYPES = ("agreement", "project", "", "training")


def _row() -> st.SearchStrategy[tuple[str, ...]]:
    day = st.sampled_from(["", *DAYS])
    return st.tuples(
        st.sampled_from(TYPES), st.sampled_from(STAGES), day, day, day, day, day, st.sampled_from(["", *AMOUNTS])
    )


@settings(max_examples=12, deadline=None)
@given(st.lists(_row(), min_size=1, max_size=6), st.sampled_from([None, date(2022, 6, 30)]))
def test_each_day_and_amount_is_in_a_table_or_asked_or_told(rows: list[tuple[str, ...]], as_of: date | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        cells = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
        sheet = write_csv(where / "deals.csv", cells, HEADINGS)
        done = import_sheet(sheet, where / "made", as_of=as_of)
        found = {row["id"]: row for row in table(where / "made", "partnerships")} if done.written else {}
        for at, row in enumerate(cells, 2):
            asked = [one for one in done.account.questions if ("deals", at) in one.rows or one.stops]
            if any(one.stops for one in asked):
                continue
            (account,) = [one for one in done.account.rows if one.row == at]
            values = set(_values(where / "made", account.id)) if account.id in found else set()
            for heading, text in zip(HEADINGS[5:], row[5:], strict=True):
                meant = {**DAYS, **AMOUNTS}.get(text, ())
                told = {one.column for one in asked} | set(dict(account.remarks))
                # When it begins may be told at the column of beginnings, though the term says it.
                told |= {"Duration"} if told & {"Start", "End"} else set()
                # Of one day in two columns, one is told.
                is_said = any(text == row[HEADINGS.index(other)] for other in told if other in HEADINGS)
                is_none = text in ("", "n.a.")
                assert is_none or is_said or values & set(meant), (heading, text, row, values, account.remarks)


def _values(folder: Path, partnership: str) -> Iterator[str]:
    """All days and numbers that the package has of a partnership."""
    tables: list[tuple[str, str, str]] = [
        ("partnerships", "id", partnership),
        ("stages", "partnership", partnership),
        ("observations", "about", f"partnership/{partnership}"),
    ]
    for name, column, value in tables:
        rows: list[dict[str, Any]] = table(folder, name)
        for row in rows:
            if row[column] == value:
                yield from (row.get(part) or "" for part in ("as_of", "period_start", "period_end", "value"))
                if how := row.get("period_start_precision"):
                    yield end_of(date.fromisoformat(row["period_start"]), how).isoformat()
