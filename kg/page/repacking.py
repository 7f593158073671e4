"""A page's data in which single values of records are put in place of others, without unpacking the rest.

The tables that records share are numbered as they are met, and that of texts by how often each recurs (``packing``).
So a key may only go where it leaves its table as it is; those of codes, of texts, of shapes and of passages are made
anew, and what stands for them in all records is too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from kg.page.packing import FIRST_LETTER, NESTED_FIELDS, TEXT_FIELDS, Json, Text, as_text, recurring

#: The groups of records, in the order in which the shared tables are filled.
GROUPS = ("islands", "parties", "partnerships", "programmes", "people", "figures", "statements")
#: Fields of records that hold a code's number, or several.
_CODED = frozenset(
    ("kind", "level", "agreement", "sectors", "stage", "role", "measure", "bound", "unit", "capital", "basis")
)
#: Fields of figures that hold the numbers of others.
_FIGURES = frozenset(("results", "subsetOf", "pairedWith", "targetFor"))

#: A record: the number of its shape, and its values.
Row = list[Any]
_EVIDENCE = "evidence"


class PassageRow(NamedTuple):
    """A place in a source, as the table of passages has it.

    Attributes:
        source: the source's number.
        start: the first code point; ``None`` where that is not known.
        length: how many there are; likewise.
        digest: as ``packing.short_digest`` gives it.
        place: a place without code points.
    """

    source: int
    start: int | None
    length: int | None
    digest: str
    place: str


class Packed:
    """The records of a page's data.

    Args:
        data: all of the page's data; what is put into the records stands there once ``settle`` was called.
    """

    def __init__(self, data: Json) -> None:
        self._data = data
        fields = data["fields"]
        self._know([[fields[ord(letter) - ord(FIRST_LETTER)] for letter in shape] for shape in data["shapes"]])
        #: Where a text was put that is not looked up in the table yet.
        self._open: list[tuple[Row, int]] = []
        self._reshaped = self._has_new_passages = False

    def _know(self, shapes: list[list[str]]) -> None:
        self._shapes = shapes
        self._nested = [_places(shape, NESTED_FIELDS) for shape in shapes]
        self._texts = [_places(shape, TEXT_FIELDS) for shape in shapes]
        self._coded = [_places(shape, _CODED) for shape in shapes]

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

    def put_behind(self, row: Row, field: str, value: Any, before: Collection[str]) -> None:
        """Put a value in a field that a record has or has not, or take the field away.

        Args:
            row: the record.
            field: the field's name.
            value: as in ``put``; ``None`` to take it away.
            before: the fields that stand before it in a record.
        """
        shape = self._shapes[row[0]]
        if value is not None and field in shape:
            self.put(row, field, value)
            return
        if value is None and field not in shape:
            return
        if value is None:
            place = shape.index(field)
            now = shape[:place] + shape[place + 1 :]
            del row[place + 1]
        else:
            place = sum(name in before for name in shape)
            now = [*shape[:place], field, *shape[place:]]
            row.insert(place + 1, value)
        if now not in self._shapes:
            self._know([*self._shapes, now])
        row[0], self._reshaped = self._shapes.index(now), True
        # What was put into the record before stands at another place now.
        self._open = [(other, at) for other, at in self._open if other is not row]
        self._open.extend((row, at) for at in self._texts[row[0]])

    def put_passages(self, row: Row, passages: Sequence[PassageRow]) -> None:
        """Put in the places that a record is stated at, instead of those that it has.

        Args:
            row: the record.
            passages: the places, in their order.
        """
        self.put_behind(row, _EVIDENCE, list(passages) or None, ())
        self._has_new_passages = True

    def insert(self, group: str, place: int, record: Json) -> None:
        """Put in a record before the one at a place.

        Args:
            group: one of ``GROUPS``.
            place: the place.
            record: the record as it is before it is packed, its codes by their numbers, its passages as ``PassageRow``.
        """
        self._data[group].insert(place, self._row(record))

    def replace(self, group: str, place: int, record: Json) -> None:
        """Put a record in place of another one; arguments as in ``insert``.

        Args:
            group: as there.
            place: likewise.
            record: likewise.
        """
        self._data[group][place] = self._row(record)

    def take_out(self, group: str, place: int) -> None:
        """Take out the record at a place.

        Args:
            group: one of ``GROUPS``.
            place: the place.
        """
        del self._data[group][place]
        self._reshaped = self._has_new_passages = True

    def _row(self, record: Json) -> Row:
        shape = list(record)
        if shape not in self._shapes:
            self._know([*self._shapes, shape])
        row: Row = [self._shapes.index(shape)]
        for name, value in record.items():
            row.append([self._row(inner) for inner in value] if name in NESTED_FIELDS else value)
        self._open.extend((row, place) for place in self._texts[row[0]])
        self._reshaped = self._has_new_passages = True
        return row

    def number_figures(self, numbers: Mapping[int, int]) -> None:
        """Give figures other numbers, wherever another figure has them.

        Args:
            numbers: the number that a figure had, to that which it gets.
        """
        at = [_places(shape, _FIGURES) for shape in self._shapes]
        for row in self.rows("figures"):
            for place in at[row[0]]:
                row[place] = [numbers[figure] for figure in row[place]]

    def number_sources(self, numbers: Mapping[int, int]) -> None:
        """Give sources other numbers, in the table of passages.

        Args:
            numbers: the number that a source had, to that which it gets.
        """
        table = self._data["passages"]
        table["source"] = [numbers[source] for source in table["source"]]

    @cached_property
    def has_plain_passages(self) -> bool:
        """Whether every passage is of a source that the page has, is there once, and none stands there in its words."""
        table = self._data["passages"]
        if "text" in table or -1 in table["source"]:
            return False
        passages = self._passages()
        return len(set(passages)) == len(passages)

    def codes_in_order(self) -> list[int]:
        """The numbers of the codes that records have, each once, in the order in which they are met."""
        return list(dict.fromkeys(code for row, place in self._with_codes() for code in _listed(row[place])))

    def number_codes(self, numbers: Mapping[int, int]) -> None:
        """Give codes other numbers, in all records.

        Args:
            numbers: the number that a code had, to that which it gets.
        """
        for row, place in self._with_codes():
            value = row[place]
            row[place] = [numbers[code] for code in value] if isinstance(value, list) else numbers[value]

    def _with_codes(self) -> Iterator[tuple[Row, int]]:
        """Where codes stand: the records, and the place in each."""
        return ((row, place) for row in self._in_order() for place in self._coded[row[0]])

    def settle(self) -> None:
        """Make the tables of texts and of shapes anew, and what stands for them in the records with them."""
        if self._has_new_passages:
            self._number_passages()
        if self._reshaped:
            self._number_shapes()
        if not self._open and not self._reshaped:
            return
        self._reshaped = False
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

    def _number_shapes(self) -> None:
        """Number the shapes and their fields as ``packing.Packer`` meets them."""
        numbers: dict[int, int] = {}
        for row in self._in_order():
            row[0] = numbers.setdefault(row[0], len(numbers))
        shapes = [self._shapes[number] for number in numbers]
        fields = list(dict.fromkeys(name for shape in shapes for name in shape))
        letter = {name: chr(ord(FIRST_LETTER) + number) for number, name in enumerate(fields)}
        self._data["fields"] = fields
        self._data["shapes"] = ["".join(letter[name] for name in shape) for shape in shapes]
        self._know(shapes)

    def _number_passages(self) -> None:
        """Number the passages as ``payload`` meets them, and leave out those that nothing is stated at any more."""
        before = self._passages()
        at = [shape.index(_EVIDENCE) + 1 if _EVIDENCE in shape else 0 for shape in self._shapes]
        numbers: dict[PassageRow, int] = {}
        for row in self._in_order():
            if place := at[row[0]]:
                told = (before[each] if isinstance(each, int) else each for each in row[place])
                row[place] = [numbers.setdefault(each, len(numbers)) for each in told]
        now = {number: each.place for each, number in numbers.items() if each.place}
        self._data["passages"] = {
            "source": [each.source for each in numbers],
            "start": [each.start for each in numbers],
            "length": [each.length for each in numbers],
            "hash": " ".join(each.digest for each in numbers),
            **({"place": now} if now else {}),
        }
        self._has_new_passages = False

    def _passages(self) -> list[PassageRow]:
        """The passages of the page, by their numbers."""
        table = self._data["passages"]
        count, places = len(table["source"]), table.get("place", {})
        columns = (table["source"], table["start"], table["length"], table["hash"].split(" ")[:count])
        return [
            PassageRow(*told, places.get(str(number), "")) for number, told in enumerate(zip(*columns, strict=True))
        ]

    def _in_order(self) -> Iterator[Row]:
        """All records, each before those in it: the order in which tables are filled."""
        waiting = [row for group in reversed(GROUPS) for row in reversed(self.rows(group))]
        while waiting:
            row = waiting.pop()
            for place in reversed(self._nested[row[0]]):
                waiting.extend(reversed(row[place]))
            yield row

    def _cells(self) -> Iterator[tuple[Row, int]]:
        """Where texts stand: the records, and the place in each."""
        return ((row, place) for row in self._in_order() for place in self._texts[row[0]])


def _listed(value: Any) -> list[int]:
    return value if isinstance(value, list) else [value]


def _places(shape: Sequence[str], fields: frozenset[str]) -> list[int]:
    """Where a record of a shape has the values of some fields."""
    return [place for place, field in enumerate(shape, 1) if field in fields]
