"""Objects within objects as rows: ``a_b`` for what is in ``a``, and a row for each object that a path leads to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.grids.formats import decimal
from kg.intake.anytable.model import Cell, of_number, of_objects
from kg.text import Text

_STEP = re.compile(r"""\[\s*(?:\*|'([^']*)'|"([^"]*)")\s*\]|[./]?([^./\[\]]+)""")
#: How deep lists are looked for where no path is given.
_DEEPEST = 3
#: A step that stands for each of what there is by whatever key: ``$.projects.*``.
EACH = "*"
#: The column of the key that an object stands under; another name where its objects have one of their own.
_KEY, _OTHER_KEY = "key", "object_key"
#: A key with a digit is an id, and by so many objects of one form others are told too.
_DIGIT, _MANY = re.compile("[0-9]"), 5
#: A name that stands on a path as it is.
_PLAIN = re.compile(r"[^./\[\]'\"]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is seen of a document while its rows are made.

    Attributes:
        lists: the columns that come from lists of several objects within a row, each with its list.
        ways: the path to the objects of each of these lists.
        head: the columns of what stands once in the document, around all rows.
        keyed: the path to each object whose objects are rows by their keys, with the column of these.
    """

    lists: dict[str, str] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    head: set[str] = field(default_factory=set)
    keyed: dict[str, str] = field(default_factory=dict)


def steps_of(path: str) -> list[str]:
    """The names on a path, ``$.projects[*].partners[*]`` or ``/projects/project``.

    >>> steps_of("$.projects[*].partners[*]"), steps_of("/projects/project")
    (['projects', 'partners'], ['projects', 'project'])
    >>> steps_of("$.projects.*.partners[*]"), steps_of("$['P 1'].partners")
    (['projects', '*', 'partners'], ['P 1', 'partners'])
    """
    found = [one or other or name for one, other, name in _STEP.findall(path.strip().removeprefix("$"))]
    return [name for name in found if name]


def are_by_key(value: Any) -> bool:
    """Whether objects stand in another one under their ids, as in a list: of one form, and the keys are no names.

    Args:
        value: what there is.

    >>> are_by_key({"P1": {"name": "A"}, "P2": {"name": "B"}}), are_by_key({"lead": {"name": "A"}, "of": {"name": "B"}})
    (True, False)
    """
    if not isinstance(value, Mapping) or len(value) < 2 or not all(isinstance(one, Mapping) for one in value.values()):
        return False
    has = Counter(name for one in value.values() for name in one)
    alike = any(10 * number >= 8 * len(value) for number in has.values())
    return alike and (len(value) >= _MANY or all(map(_DIGIT.search, value)))


def records(path: Path, document: Any, rows: str, shape: Shape) -> Iterator[dict[str, Cell]]:
    """The rows of a document, each column name to its cell.

    Args:
        path: the file, for the error.
        document: lists, mappings and values, as JSON has them.
        rows: the path to the rows; found where there is one list of objects only.
        shape: is filled with what is seen of the document.

    Raises:
        SourceError: if it is not clear which the rows are.
    """
    steps = way_to(path, document, rows)
    if rows and not is_on(document, steps):
        raise nothing_at(path, rows, document)
    yield from rows_of(document, steps, shape)


def rows_of(document: Any, steps: Sequence[str], shape: Shape) -> Iterator[dict[str, Cell]]:
    """The rows of a document, of which the way to them is known: each column name to its cell.

    Args:
        document: the document, as ``json`` reads it.
        steps: the names on the way, as ``way_to`` gives them.
        shape: notes which columns are from lists within a row, and which stand once around all rows.
    """
    yield from _records(document, list(steps), {}, _Place("", "$"), within=False, shape=shape)


def nothing_at(path: Path, rows: str, document: Any) -> SourceError:
    """The error that there is nothing at the path to the rows, with the paths that there are.

    Args:
        path: the document's file, for the error.
        rows: the path to the rows, as it was given: ``$.data.items``.
        document: the document, in which other lists are looked for.
    """
    known = ", ".join(f"$.{'.'.join(one)}" for one in _all_lists(document, ()))[:600] or "$"
    return SourceError(
        Text(
            f"{path}: has nothing at {rows}. Its lists of objects: {known}.",
            f"{path}：{rows} 处没有内容。其中的对象列表：{known}。",
        )
    )


def way_to(path: Path, document: Any, rows: str) -> list[str]:
    """The names on the path to the rows: as it is given, else to the one list of objects that there is.

    Args:
        path: the document's file, for the error.
        document: the document, in which lists are looked for.
        rows: the path to the rows, ``$.data.items``; empty where it was not given.

    Raises:
        SourceError: if there are several.
    """
    return steps_of(rows) if rows else _found(path, document)


@lru_cache
def _step(name: str) -> str:
    """A name as a step of a path."""
    return f".{name}" if _PLAIN.fullmatch(name) else f"['{name}']" if "'" not in name else f'["{name}"]'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a document something stands.

    Attributes:
        prefix: what the names of its columns begin with.
        way: the path to it.
    """

    prefix: str
    way: str

    def under(self, name: str, prefix: str) -> _Place:
        """What stands there under a name."""
        return _Place(prefix, f"{self.way}{_step(name)}")

    @property
    def each(self) -> _Place:
        """Each of the list that stands there."""
        return _Place(self.prefix, f"{self.way}[*]")


def _records(
    value: Any, steps: list[str], outer: dict[str, Cell], place: _Place, *, within: bool, shape: Shape
) -> Iterator[dict[str, Cell]]:
    if isinstance(value, list):
        if not value and outer and within:
            yield outer  # what has none of the rows asked for is a row by itself
        each = steps[1:] if steps[:1] == [EACH] else steps  # each of a list is each of it
        for one in value:
            yield from _records(one, each, outer, place.each, within=True, shape=shape)
        return
    if not isinstance(value, Mapping):
        if value is not None or outer:
            yield {**outer, **({place.prefix[:-1] or "value": text_of(value)} if value is not None else {})}
        return
    if steps[:1] == [EACH] or (not steps and not within and are_by_key(value)):
        yield from _by_key(value, steps[1:], outer, place, within=within, shape=shape)
    elif not steps:
        found = dict(outer)
        _flatten(value, place, found, shape)
        yield found
    else:
        yield from _below(value, steps, outer, place, within=within, shape=shape)


def _below(
    value: Mapping[str, Any], steps: list[str], outer: dict[str, Cell], place: _Place, *, within: bool, shape: Shape
) -> Iterator[dict[str, Cell]]:
    """The rows of what stands in an object under the next name of the path, each with what is around it."""
    name = steps[0]
    around = dict(outer)
    _flatten({key: one for key, one in value.items() if key != name}, place, around, shape)
    shape.head.update(() if within else around)
    inner = value.get(name)
    if inner is not None:
        inside = place.under(name, f"{place.prefix}{name}_" if within else "")
        yield from _records(inner, steps[1:], around, inside, within=within, shape=shape)
    elif within:
        yield around


def _by_key(
    value: Mapping[str, Any], steps: list[str], outer: dict[str, Cell], place: _Place, *, within: bool, shape: Shape
) -> Iterator[dict[str, Cell]]:
    """The rows of what stands in an object under keys, each with its key."""
    inner = {key: one for key, one in value.items() if isinstance(one, (Mapping, list))}
    around = dict(outer)
    _flatten({key: one for key, one in value.items() if key not in inner}, place, around, shape)
    shape.head.update(() if within else around)
    fields = {name for one in inner.values() if isinstance(one, Mapping) for name in one}
    name = f"{place.prefix}{_OTHER_KEY if _KEY in fields else _KEY}"
    if inner:
        shape.keyed[f"{place.way}.{EACH}"] = name
    for key, one in inner.items():
        yield from _records(
            one, steps, {**around, name: key}, place.under(EACH, place.prefix), within=True, shape=shape
        )


def _flatten(value: Mapping[str, Any], place: _Place, found: dict[str, Cell], shape: Shape) -> None:
    for key, one in value.items():
        name = f"{place.prefix}{key}" if key else place.prefix[:-1]
        if isinstance(one, Mapping):
            _flatten(one, place.under(key, f"{name}_"), found, shape)
        elif isinstance(one, list):
            _flatten_list(one, name, place.under(key, f"{name}_"), found, shape)
        else:
            found[name] = text_of(one)


def _flatten_list(values: list[Any], name: str, place: _Place, found: dict[str, Cell], shape: Shape) -> None:
    several: dict[str, list[Cell]] = {}
    for number, one in enumerate(values):
        inner: dict[str, Cell] = {}
        if isinstance(one, (Mapping, list)):
            if isinstance(one, list):
                _flatten_list(one, f"{place.prefix}{name}", place.each, inner, shape)
            else:
                _flatten(one, place.each, inner, shape)
            # Of a list of one object it is told which values belong together.
            if len(values) > 1:
                shape.lists.update(dict.fromkeys(inner, name))
                shape.ways[name] = place.each.way
        else:
            inner = {name: text_of(one)}
        for column, cell in inner.items():
            cells = several.setdefault(column, [])
            cells += [""] * (number - len(cells))
            cells.append(cell)
    for column, cells in several.items():
        cells += [""] * (len(values) - len(cells))
        texts = [text for cell in cells for text in ((cell,) if isinstance(cell, str) else cell)]
        found[column] = of_objects(texts, are_told=all(isinstance(cell, str) for cell in cells))


#: Digits of a number that is written without an exponent.
MOST_DIGITS = 1_000


def text_of(value: Any) -> str:
    """A value as a text: a number as the shortest decimal, a day in ISO 8601, nothing as an empty one."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return of_number(decimal(value)) if value - value == 0 else ""
    if isinstance(value, Decimal):
        # One that would be more than its file as a plain number stays as it is spelt.
        return of_number(format(value, "f")) if abs(value.adjusted()) < MOST_DIGITS else str(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _found(path: Path, document: Any) -> list[str]:
    if isinstance(document, list):
        return []
    lists = [(EACH,)] if are_by_key(document) else list(_all_lists(document, ()))
    lists = [one for one in lists if not _are_of_columns(document, one, lists)] or lists
    if len(lists) > 1:
        known = ", ".join(f"$.{'.'.join(one)}" for one in lists)[:600]
        raise SourceError(
            Text(
                f"{path}: which are the rows? Its lists of objects: {known}. Name one by --rows.",
                f"{path}：哪些是行？其中的对象列表：{known}。请用 --rows 指明其一。",
            )
        )
    return list(lists[0]) if lists else []


def _are_of_columns(document: Any, one: tuple[str, ...], lists: Sequence[tuple[str, ...]]) -> bool:
    """Whether a list describes the columns of another list beside it, and has no rows: fields beside records."""
    described = _names_in(_at(document, one))
    return bool(described) and any(
        other[:-1] == one[:-1] and described <= {key for row in _rows_at(document, other) for key in row}
        for other in lists
        if other != one
    )


def _names_in(rows: Any) -> set[str]:
    """What each object of a list calls a column: the one text that all have under id or name; none if some lack it."""
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return set()
    for key in ("id", "name", "fieldName", "field", "column", "key"):
        said = [row.get(key) for row in rows]
        names = {one for one in said if isinstance(one, str)}
        if len(names) == len(said) > 0:
            return names
    return set()


def _rows_at(document: Any, steps: Sequence[str]) -> list[Mapping[str, Any]]:
    rows = _at(document, steps)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _at(document: Any, steps: Sequence[str]) -> Any:
    """What a path of names leads to; nothing if it leads nowhere."""
    for step in steps:
        document = document.get(step) if isinstance(document, Mapping) else None
    return document


def _all_lists(document: Any, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths of lists of objects that are in no other list, and of objects by their keys."""
    if isinstance(document, Mapping) and len(before) < _DEEPEST:
        for name, value in document.items():
            if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
                yield (*before, name)
            elif are_by_key(value):
                yield (*before, name, EACH)
            else:
                yield from _all_lists(value, (*before, name))


def is_on(value: Any, steps: Sequence[str]) -> bool:
    """Whether a path leads to something."""
    if isinstance(value, list):
        steps = steps[1:] if steps[:1] == [EACH] else steps
        return any(is_on(one, steps) for one in value)
    if steps[:1] == [EACH]:
        inner = value.values() if isinstance(value, Mapping) else ()
        return any(isinstance(one, (Mapping, list)) and is_on(one, steps[1:]) for one in inner)
    return not steps or (isinstance(value, Mapping) and steps[0] in value and is_on(value[steps[0]], steps[1:]))
