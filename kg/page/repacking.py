"""A page's data in which single values of records are put in place of others, without unpacking the rest.

The tables that records share are numbered as they are met, and that of texts by how often each recurs (``packing``).
So a value may only go where it leaves the former as they are; of the texts the table is made anew, and what stands for
them in all records is too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.page.packing import FIRST_LETTER, NESTED_FIELDS, TEXT_FIELDS, Json, Text, as_text, recurring

#: The groups of records, in the order in which the shared tables are filled.
GROUPS = ("islands", "parties", "partnerships", "programmes", "people", "figures", "statements")
#: Fields of records that hold a code's number, or several.
_CODED = frozenset(
    ("kind", "level", "agreement", "sectors", "stage", "role", "measure", "bound", "unit", "capital", "basis")
)

#: A record: the number of its shape, and its values.
Row = list[Any]


class Packed:
    """The records of a page's data.

    Args:
        data: all of the page's data; what is put into the records stands there once ``settle`` was called.
    """

    def __init__(self, data: Json) -> None:
        self._data = data
        fields = data["fields"]
        self._shapes = [[fields[ord(letter) - ord(FIRST_LETTER)] for letter in shape] for shape in data["shapes"]]
        self._nested = [_places(shape, NESTED_FIELDS) for shape in self._shapes]
        self._texts = [_places(shape, TEXT_FIELDS) for shape in self._shapes]
        self._coded = [_places(shape, _CODED) for shape in self._shapes]
        #: Where a text was put that is not looked up in the table yet.
        self._open: list[tuple[Row, int]] = []

    def rows(self, group: str) -> Sequence[Row]:
        """The records of a group, in their order.

        Args:
            group: one of ``GROUPS``.
        """
        rows: list[Row] = self._data[group]
        return rows

    def value(self, row: Row, field: str) -> Any:
        """What a record has in a field; ``None`` where it has no such field.

        Args:
            row: the record.
            field: the field's name.
        """
        shape = self._shapes[row[0]]
        if field not in shape:
            return None
        value = row[shape.index(field) + 1]
        return self._data["texts"][value] if field in TEXT_FIELDS and isinstance(value, int) else value

    def put(self, row: Row, field: str, value: Any) -> None:
        """Put a value in place of that which a record has in a field.

        Args:
            row: the record.
            field: the field's name; the record has it.
            value: the value, as the record would have it if it were not packed.
        """
        place = self._shapes[row[0]].index(field) + 1
        row[place] = value
        if field in TEXT_FIELDS:
            self._open.append((row, place))

    def has_codes_before(self, group: str, number: int, codes: set[int]) -> bool:
        """Whether records before one have met codes, which are numbered as they are met.

        Args:
            group: the record's group.
            number: its place there.
            codes: numbers of codes.
        """
        most = max(codes, default=-1)
        for name in GROUPS[: GROUPS.index(group) + 1]:
            rows = self.rows(name)
            for row in rows[:number] if name == group else rows:
                if any(code >= most for code in self._codes(row)):
                    return True
        return not codes

    def _codes(self, row: Row) -> Iterator[int]:
        for place in self._coded[row[0]]:
            value = row[place]
            yield from value if isinstance(value, list) else (value,)
        for place in self._nested[row[0]]:
            for inner in row[place]:
                yield from self._codes(inner)

    def settle(self) -> None:
        """Make the table of texts anew, and what stands for texts in the records with it."""
        if not self._open:
            return
        before = [as_text(text) for text in self._data["texts"]]
        cells = list(self._cells())
        times = Counter([value if isinstance(value := row[place], int) else as_text(value) for row, place in cells])
        counts: Counter[Text] = Counter()
        for said, count in times.items():
            counts[before[said] if isinstance(said, int) else said] += count
        now = recurring(counts)
        numbers: Mapping[Text, int] = {text: number for number, text in enumerate(now)}
        for row, place in self._open if now == before else cells:
            value = row[place]
            text = before[value] if isinstance(value, int) else as_text(value)
            row[place] = numbers.get(text, text)
        self._data["texts"] = now
        self._open = []

    def _cells(self) -> Iterator[tuple[Row, int]]:
        """Where texts stand: the records, and the place in each."""
        waiting = [row for group in GROUPS for row in self.rows(group)]
        for row in waiting:
            for place in self._nested[row[0]]:
                waiting.extend(row[place])
            for place in self._texts[row[0]]:
                yield row, place


def _places(shape: Sequence[str], fields: frozenset[str]) -> list[int]:
    """Where a record of a shape has the values of some fields."""
    return [place for place, field in enumerate(shape, 1) if field in fields]
