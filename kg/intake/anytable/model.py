"""A table of any format: named columns, and rows that are gone through as often as need be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.findings import Finding

#: A text, empty where there is nothing; or several, where the format has lists.
Cell = str | tuple[str, ...]

#: A number whose point groups thousands where people write it so, and where the cell is a number never does.
DOUBTFUL = re.compile(r"(?<![0-9.,])-?[0-9]{1,3}\.[0-9]{3}(?![0-9.,])")

#: A number with one sign between its digits, a decimal one or one of thousands.
ONE_SIGN = re.compile(r"(?<![0-9.,])[0-9]+[.,][0-9]+(?![0-9.,])")


class Number(str):
    """The text of a cell that is a number in its file, and which as a text might be read in two ways: 4.527."""

    __slots__ = ()


class OfList(tuple[str, ...]):
    """The values of a cell from a list of objects of which some have none: what each object has stands in ``each``.

    Attributes:
        each: a text an object, empty where it has none; nothing where objects have several, so that it is not told.
    """

    each: tuple[str, ...] = ()


class OneOfList(str):
    """The one value of a cell from a list of several objects; ``each`` as in ``OfList``."""

    each: tuple[str, ...] = ()


class NumberOfList(Number):
    """The same of a number that as a text might be read in two ways."""

    each: tuple[str, ...] = ()


def of_objects(each: Sequence[str], *, are_told: bool) -> Cell:
    """The cell of what the objects of a list have.

    Args:
        each: what each of them has, empty where it has nothing.
        are_told: whether it is one value an object at most.
    """
    kept = tuple(filter(None, each))
    if len(kept) == len(each) and are_told:
        return kept if len(kept) > 1 else kept[0] if kept else ""
    if not kept:
        return ""
    kind = OfList if len(kept) > 1 else NumberOfList if isinstance(kept[0], Number) else OneOfList
    cell = kind(kept if len(kept) > 1 else kept[0])
    cell.each = tuple(each) if are_told else ()
    return cell


def each_of(cell: Cell) -> tuple[str, ...] | None:
    """What each object of a list has, which a cell is from; ``None`` where that is not told.

    >>> each_of("signed"), each_of(("signed", "in force")), each_of(of_objects(("signed", ""), are_told=True))
    (('signed',), ('signed', 'in force'), ('signed', ''))
    """
    if isinstance(cell, (OfList, OneOfList, NumberOfList)):
        return cell.each or None
    return cell if isinstance(cell, tuple) else (cell,)


def of_number(text: str) -> str:
    """The text of a number, which is marked as one where a text like it has two meanings."""
    return Number(text) if DOUBTFUL.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class AnyTable:
    """A table.

    Attributes:
        names: the columns' names as the file has them.
        rows: the rows from the first on, a cell a column; a blank line is an empty one.
        first: the first row's number: 2 below a line of headings, 1 where rows are objects.
        lists: of columns that come from a list of several objects within a row, the list's path: two of one do not tell
            which of their values belong together.
        ways: of each of these lists, the path to its objects, as ``rows`` of ``open_table`` has it.
        head: the columns of what stands once in a document, around all rows.
        steps: the names on the path to the rows, of JSON and XML: ``("projects",)``.
        remarks: what must be known of how the file was read.
        encoding: of a delimited text what it was read in, where that is sure and not UTF-8.
        sheet: of a workbook, the sheet that was read.
        beside: its other sheets that have rows and are shown, each with its headings.
        above: what stands above the headings.
        by_key: of objects that stand under their keys the path to them, ``$.projects.*``; empty where rows are no such.
    """

    names: Sequence[str]
    rows: Callable[[], Iterator[Sequence[Cell]]]
    first: int = 2
    lists: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[Finding] = ()
    steps: tuple[str, ...] = ()
    head: Collection[str] = ()
    encoding: str = ""
    sheet: str = ""
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    above: Sequence[str] = ()
    by_key: str = ""
