"""JSON: a document that is small as a whole, and a large one an object of its list of rows at a time."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ijson

from kg.errors import SourceError
from kg.intake.anytable.json_numbers import PlainNumbers, number_text
from kg.intake.anytable.model import Cell
from kg.intake.anytable.nested import Shape, is_on, nothing_at, rows_of, text_of, way_to
from kg.intake.anytable.packing import opened, readable
from kg.text import Text

_CHUNK = 1 << 20


def parsed(path: Path, data: bytes, number: int = 0) -> Any:
    """A document, its numbers as texts, and nothing for what is none, such as ``NaN``.

    Args:
        path: the file, for the error.
        data: the document.
        number: the line that it stands in; found if 0.

    Raises:
        SourceError: if it is not JSON.
    """
    try:
        return json.loads(
            data.decode(json.detect_encoding(data)),
            parse_float=number_text,
            parse_int=number_text,
            parse_constant=lambda _: None,
        )
    except UnicodeDecodeError as error:
        raise SourceError(
            Text(f"{path}: is not UTF-8 ({error.reason}). Save it as UTF-8.", f"{path}：不是UTF-8编码。请另存为UTF-8。")
        ) from error
    except json.JSONDecodeError as error:
        line = number or error.lineno
        raise SourceError(
            Text(
                f"{path}, line {line}, column {error.colno}: is not JSON ({error.msg}). Correct it there.",
                f"{path} 第{line}行第{error.colno}列：不是JSON（{error.msg}）。请在该处更正。",
            )
        ) from error


class LargeJson:
    """A document that is gone through once for what stands around its list of rows, and then for each of its objects.

    Args:
        path: the file.
        rows: the path to the rows; found where there is one list of objects only.

    Attributes:
        way: the names on the path to the rows.

    Raises:
        SourceError: if it is not JSON in UTF-8, or it is not clear which the rows are.
    """

    def __init__(self, path: Path, rows: str) -> None:
        self._path = path
        self._rows = rows
        way = way_to(path, self._outline(None), "") if not rows else way_to(path, {}, rows)
        self._around = self._outline(way)
        self.way = way
        outer = next((depth for depth in range(len(self.way) + 1) if isinstance(self._at(depth), list)), None)
        self._outer = outer
        self._place: Any = None if outer is None else self._at(outer)
        self._left: Sequence[str] = self.way if outer is None else self.way[outer:]

    def records(self, shape: Shape) -> Iterator[dict[str, Cell]]:
        """The rows, as ``nested.records`` gives them.

        Raises:
            SourceError: if there is nothing at the path.
        """
        if self._outer is None:
            if self._rows and not is_on(self._around, self.way):
                raise nothing_at(self._path, self._rows, self._around)
            yield from rows_of(self._around, self.way, shape)
            return
        leads = not self._rows
        with _readable(self._path) as file:
            for one in self._objects(file, self.way[: self._outer]):
                leads = leads or is_on(one, self._left)
                self._place[:] = [one]
                yield from rows_of(self._around, self.way, shape)
        if not leads:
            raise nothing_at(self._path, self._rows, self._around)

    def _objects(self, file: PlainNumbers, way: Sequence[str]) -> Iterator[Any]:
        """What is in the list at the end of a path, one after the other."""
        if any(map(_is_odd, way)) or _has_odd_key(self._around):
            yield from _listed(ijson.basic_parse(file, buf_size=_CHUNK), way)
        else:  # as quick again, and goes by the names with points between them
            yield from ijson.items(file, ".".join([*way, "item"]), buf_size=_CHUNK)

    def _outline(self, wanted: Sequence[str] | None) -> Any:
        with _readable(self._path) as file:
            return _outline(ijson.basic_parse(file, buf_size=_CHUNK), wanted)

    def _at(self, depth: int) -> Any:
        found: Any = self._around
        for name in self.way[:depth]:
            found = found.get(name) if isinstance(found, dict) else None
        return found


@contextmanager
def _readable(path: Path) -> Iterator[PlainNumbers]:
    """The bytes of a file behind its mark, with all numbers written plainly."""
    try:
        with readable(path), opened(path) as file:
            if file.read(len(BOM_UTF8)) != BOM_UTF8:
                file.seek(0)
            yield PlainNumbers(file)
    except ijson.JSONError as error:
        reason = " ".join(str(error).split())[:100]
        raise SourceError(
            Text(f"{path}: is not JSON ({reason}). Correct it.", f"{path}：不是JSON（{reason}）。请更正。")
        ) from error


def _outline(events: Iterable[tuple[str, Any]], wanted: Sequence[str] | None) -> Any:
    """A document with one object of its list of rows; of each list of objects, if it is not known which that is."""
    document: dict[str, Any] = {}
    stack: list[Any] = [document]
    path: list[str] = []
    keys: list[str] = [""]
    skipped = 0  # how deep what is skipped goes
    for event, value in events:
        begins, ends = event.startswith("start_"), event.startswith("end_")
        if skipped:
            skipped += begins - ends
            continue
        around = stack[-1]
        if event == "map_key":
            keys[-1] = value
        elif ends:
            stack.pop()
            keys.pop()
            if path and not isinstance(stack[-1], list):
                path.pop()
        elif isinstance(around, list) and around and _is_row(around, path, stack, wanted):
            skipped = int(begins)
        else:
            made = _put(around, keys[-1], event, value)
            if begins:
                path += [] if isinstance(around, list) else [keys[-1]]
                stack.append(made)
                keys.append("")
    return document.get("")


def _is_odd(key: str) -> bool:
    """Whether a key makes a path of names with points between them that may be another one's too."""
    return key in ("", "item") or "." in key


def _has_odd_key(value: Any) -> bool:
    return isinstance(value, dict) and any(_is_odd(key) or _has_odd_key(one) for key, one in value.items())


def _listed(events: Iterable[tuple[str, Any]], way: Sequence[str]) -> Iterator[Any]:
    """What is in the list at the end of a path."""
    keys: list[str | None] = []  # of each mapping that is open the key, of a list none
    inside = 0  # how deep it is within one of the objects
    made = ijson.ObjectBuilder()
    for event, value in events:
        begins, ends = event.startswith("start_"), event.startswith("end_")
        if not inside and event == "map_key":
            keys[-1] = value
        elif inside or (not ends and keys == [*way, None]):
            made = made if inside else ijson.ObjectBuilder()
            made.event(event, value)
            inside += begins - ends
            if not inside:
                yield made.value
        elif begins:
            keys.append("" if event == "start_map" else None)
        elif ends:
            keys.pop()


def _put(around: Any, key: str, event: str, value: Any) -> Any:
    """Put what an event begins, or says, into the list or mapping around it."""
    made: Any = {} if event == "start_map" else [] if event == "start_array" else value
    if event == "number":
        made = text_of(value)
    if isinstance(around, list):
        around.append(made)
    else:
        around[key] = made
    return made


def _is_row(around: list[Any], path: Sequence[str], stack: Sequence[Any], wanted: Sequence[str] | None) -> bool:
    """Whether a list has the rows, or may have them, so that one of its objects is enough."""
    if sum(isinstance(one, list) for one in stack) > 1:
        return False  # it is within a row
    if wanted is None:
        return isinstance(around[0], dict)
    return [*path[1:]] == [*wanted[: len(path) - 1]]
