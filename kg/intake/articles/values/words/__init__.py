"""Words that a value is told by, as tables beside this file; a row more needs no code."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of words, column to cell.

    Args:
        table: a file's name, without its ending.
    """
    text = resources.files(__name__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
