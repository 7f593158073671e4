"""Rows to delimited text: the one writer of CSV, whatever Python it runs on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def delimited_text(rows: Iterable[Sequence[Any]], line_end: str = "\n", **dialect: Any) -> str:
    r"""Rows as delimited text; a cell with a line break of any kind is in quotes.

    Args:
        rows: the cells of each row; ``None`` is an empty cell.
        line_end: what ends a row.
        dialect: further keywords of ``csv.writer``, such as ``delimiter``.

    >>> delimited_text([["a", "b"], ["one\rtwo", None]])
    'a,b\n"one\rtwo",\n'
    """
    lines = _Lines(line_end)
    # Before Python 3.13, csv leaves bare what is a line break but not the writer's own, and reads it back as one.
    csv.writer(lines, lineterminator="\r\n", **dialect).writerows(rows)
    return "".join(lines.written)


def delimited_records(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> str:
    r"""Records as CSV under a heading; what a record lacks is an empty cell, what is no column is left out.

    >>> delimited_records(["a", "b"], [{"b": 2, "c": 3}])
    'a,b\n,2\n'
    """
    return delimited_text([columns, *([record.get(name, "") for name in columns] for record in records)])


class _Lines:
    """What ``csv.writer`` writes to: it hands over one row at a time, ended by CR LF."""

    def __init__(self, line_end: str) -> None:
        self._line_end = line_end
        self.written: list[str] = []

    def write(self, row: str) -> int:
        self.written.append(row.removesuffix("\r\n") + self._line_end)
        return len(row)
