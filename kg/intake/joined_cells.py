"""Where texts stand that a mapping joins of two cells, or of one and its own words: an amount and its currency.

``CONCAT(?amountText, " EUR")`` of a cell ``n/a`` is no cell of the table: what is asked of it is asked of that cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from kg.intake.anytable import Cell
from kg.intake.behind import columns_behind
from kg.intake.calls import calls
from kg.intake.several import values

_DIGIT = re.compile("[0-9]")
_CURRENCY = re.compile(r"[A-Za-z]{3}|[^\w\s]{1,3}")
_VARIABLE = re.compile(r"[?$](\w+)")
#: What a mapping joins to a cell.
_WORD = re.compile(r'" ?([^"\s]+) ?"')
_OF_AMOUNTS = ("amount", "number", "unit", "bound")


def amount_columns(query: str) -> frozenset[str]:
    """The columns of which a mapping makes amounts.

    Args:
        query: the query without its header.
    """
    behind = columns_behind(query)
    read = (call.arguments[0] for call in calls(query) if call.name in _OF_AMOUNTS and call.arguments)
    names = {name for argument in read for name in _VARIABLE.findall(argument)}
    return frozenset[str]().union(*(behind.get(name, frozenset()) for name in names))


@dataclass(slots=True)
class Joined:
    """Where joined texts were found.

    Attributes:
        places: of each the first row, and the place of the column of its amount.
        rows: in how many rows each is.
        number: in how many rows any is that was looked for as refused.
    """

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    number: int = 0


def find_joined(
    rows: Iterable[tuple[int, Sequence[Cell]]],
    places: Sequence[int],
    texts: Collection[str],
    query: str,
    refused: Collection[str],
) -> Joined:
    """Where texts stand that are joined of a cell and something else.

    Args:
        rows: the rows with their numbers.
        places: the columns of which amounts are made.
        texts: the texts.
        query: the mapping, which may say the other part itself.
        refused: those of the texts of which rows are counted.

    Returns:
        the first row of each, in how many it is, and in how many rows one is refused.
    """
    found, said = Joined(), set(_WORD.findall(query))
    parts: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        head, _, tail = text.rpartition(" ")
        if _CURRENCY.fullmatch(text.partition(" ")[0]) and not _CURRENCY.fullmatch(tail):
            tail, _, head = text.partition(" ")
        if head.strip():
            parts.setdefault(head.strip(), []).append((tail, text))
    for number, cells in rows if parts else ():
        here = [(place, text.strip()) for place in places if cells for text in values(cells[place])]
        met = {
            text: place
            for place, cell in here
            for other, text in parts.get(cell, ())
            if _DIGIT.search(cell) or other in said or any(other == one for _, one in here)
        }
        for text, place in met.items():
            found.places.setdefault(text, (number, place))
            found.rows[text] += 1
        found.number += any(text in refused for text in met)
    return found
