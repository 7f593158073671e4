"""Words that part, begin and end names in running text, as a table beside this file; a row more needs no code."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def words(kind: str, language: str = "zh") -> tuple[str, ...]:
    """The words of one kind, the longest first.

    Args:
        kind: what they are, as in the column ``kind``.
        language: ``zh`` or ``en``.
    """
    text = resources.files(__name__).joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = [
        word for row in rows if (row["kind"], row["language"]) == (kind, language) for word in row["words"].split(";")
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))
