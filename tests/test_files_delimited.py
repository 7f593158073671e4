"""Every writer of CSV: a line break of any kind within a cell is read back as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.files import delimited_records, delimited_text
from kg.grids.blank import BlankColumn, blank_csv
from kg.intake.identities.judging import Judgement, Judgements
from kg.intake.sheets.identifying import Former, RowKey, ids_csv
from kg.network.export import csv_bytes
from kg.results.sheets import Sheet
from kg.results.tables import Table
from kg.text import Text

BREAKS = ("one\rtwo", "one\ntwo", "one\r\ntwo", "\rtwo", "one\r")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("cell", BREAKS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_break_is_in_quotes(cell: str, line_end: str) -> None:
    assert delimited_text([["a", cell, "b"]], line_end=line_end) == f'a,"{cell}",b{line_end}'


@given(st.lists(st.lists(st.text(st.sampled_from('a,"\r\n; 甲'), max_size=6), min_size=2, max_size=3), max_size=4))
def test_rows_are_read_back(rows: list[list[str]]) -> None:
    assert read(delimited_text(rows)) == rows


def test_records() -> None:
    assert delimited_records(["a", "b"], [{"b": "x\ry", "c": "left out"}, {"a": None}]) == 'a,b\n,"x\ry"\n,\n'


WRITERS: dict[str, Callable[[str], str]] = {
    "networks": lambda cell: csv_bytes(["a", "b"], [[cell, "x"]]).decode(),
    "tables": lambda cell: Table(["a", "b"], [[cell, "x"]]).csv(),
    "sheets": lambda cell: Sheet(("a", "b"), ((cell, "x"),), {}, (), ()).written("csv").decode(),
    "blank sheets": lambda cell: blank_csv([BlankColumn(n, Text("n", "n")) for n in "ab"], [[cell, "x"]]).decode(),
    "ids": lambda cell: ids_csv([Former("row", "x", cell, RowKey(("", 1), "", "", "", {}))]),
    "judgements": lambda cell: Judgements([Judgement("x", "region/y", same=True, comment=cell)]).as_csv(),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_every_writer(writer: str) -> None:
    header, *rows = read(WRITERS[writer]("one\rtwo"))
    assert [len(row) for row in rows] == [len(header)]
    assert "one\rtwo" in rows[0]


def test_there_is_no_other_writer() -> None:
    kg = Path(__file__).parents[1] / "kg"
    writing = re.compile(r"csv\.writer\(|DictWriter\(")
    own = [path for path in sorted(kg.rglob("*.py")) if writing.search(path.read_text("utf-8"))]
    assert [path.relative_to(kg).as_posix() for path in own] == ["files/delimited.py"]
