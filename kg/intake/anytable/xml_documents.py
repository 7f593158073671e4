"""XML: a document that is small as a whole, and a large one an element of its rows at a time.

Attributes and elements are told apart by nothing: both are what they are called. What is repeated is a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat

from kg.errors import SourceError
from kg.intake.anytable.model import Cell
from kg.intake.anytable.nested import Shape, is_on, nothing_at, rows_of, way_to
from kg.intake.anytable.packing import opened, readable
from kg.text import Text

_CHUNK = 1 << 20


def whole(path: Path) -> Any:
    """A document as mappings and lists.

    Raises:
        SourceError: if it is no XML, or declares a document type.
    """
    document = _Document()
    for _ in _parsed(path, document):
        pass
    return document.root


class LargeXml:
    """A document that is gone through once for what stands around its rows, and then for each of these.

    Args:
        path: the file.
        rows: the path to the rows; found where there is one list of elements only.

    Attributes:
        way: the names on the path to the rows.

    Raises:
        SourceError: if it is no XML, declares a document type, or it is not clear which the rows are.
    """

    def __init__(self, path: Path, rows: str) -> None:
        self._path = path
        self._rows = rows
        if rows:
            self.way = way_to(path, {}, rows)
        else:
            outline = _Document(_tells_nothing)
            for _ in _parsed(path, outline):
                pass
            self.way = way_to(path, outline.root, "")
        self._repeated = len(self.way) + 1  # how deep the outermost of the rows' elements that are repeated are
        around = _Document(self._is_row)
        for _ in _parsed(path, around):
            pass
        self._around = around.root

    def records(self, shape: Shape) -> Iterator[dict[str, Cell]]:
        """The rows, as ``nested.records`` gives them.

        Raises:
            SourceError: if there is nothing at the path.
        """
        depth = self._repeated
        if depth > len(self.way):
            if self._rows and not is_on(self._around, self.way):
                raise nothing_at(self._path, self._rows, self._around)
            yield from rows_of(self._around, self.way, shape)
            return
        within: Any = self._around
        for name in self.way[: depth - 1]:
            within = within[name]
        rows, leads = _Document(taken=self.way[:depth]), not self._rows
        for _ in _parsed(self._path, rows):
            for one in rows.ready:
                leads = leads or is_on(one, self.way[depth:])
                within[self.way[depth - 1]] = [one]
                yield from rows_of(self._around, self.way, shape)
            rows.ready.clear()
        if not leads:
            raise nothing_at(self._path, self._rows, self._around)

    def _is_row(self, names: Sequence[str], number: int, *_: object) -> bool:
        """Whether an element is on the way to the rows and not the first, so that it is left out of what is around."""
        depth = len(names)
        if not number or list(names) != self.way[:depth]:
            return False
        self._repeated = min(self._repeated, depth)
        return True


class _Document:
    """A document in XML as mappings and lists.

    Args:
        leave_out: is asked of an element, by the names that lead to it, how many of it came before, what it is, and
            what came before, whether it is left out.
        taken: the names that lead to elements that are put into ``ready`` one after the other and kept nowhere else.

    Attributes:
        root: the document.
        ready: elements that were taken.
    """

    def __init__(
        self,
        leave_out: Callable[[Sequence[str], int, Any, Any], bool] | None = None,
        taken: Sequence[str] | None = None,
    ) -> None:
        self.root: dict[str, Any] = {}
        self.ready: list[Any] = []
        self._leave_out = leave_out
        self._taken = None if taken is None else list(taken)
        self._names: list[str] = []
        self._stack: list[tuple[dict[str, Any], list[str]]] = [(self.root, [])]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name.rpartition(":")[2])
        kept = {key.rpartition(":")[2]: one for key, one in attributes.items() if not key.startswith("xmlns")}
        if self._taken is not None and self._names == self._taken[:-1] and self._taken[-1] in kept:
            self.ready.append(kept[self._taken[-1]])  # an attribute is the first of the elements that have its name
        self._stack.append((kept, []))

    def data(self, text: str) -> None:
        self._stack[-1][1].append(text)

    def end(self, _: str) -> None:
        found, texts = self._stack.pop()
        text = "".join(texts).strip()
        value: Any = found if found else text
        if found and text:
            found[""] = text
        self._put(value)
        self._names.pop()

    def _put(self, value: Any) -> None:
        if self._taken is not None and len(self._names) <= len(self._taken):
            if self._names == self._taken:
                self.ready.append(value)
            return
        around, name = self._stack[-1][0], self._names[-1]
        there = around.get(name)
        number = 0 if name not in around else len(there) if isinstance(there, list) else 1
        if self._leave_out is not None and self._leave_out(self._names, number, value, there):
            return
        if not number:
            around[name] = value
        elif isinstance(there, list):
            there.append(value)
        else:
            around[name] = [there, value]


def _tells_nothing(_: Sequence[str], number: int, value: Any, there: Any) -> bool:
    """Whether an element is not needed to know which lists there are: two tell of one, and one with others in it."""
    return number > 1 and (isinstance(value, str) or any(isinstance(one, dict) for one in there))


def _parsed(path: Path, document: _Document) -> Iterator[None]:
    """Go through a file, a piece at a time."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    # Entities of one's own, which bombs and references to other files need, are declared in a document type.
    parser.StartDoctypeDeclHandler = partial(_refuse, path)
    parser.StartElementHandler, parser.EndElementHandler = document.start, document.end
    parser.CharacterDataHandler = document.data
    with readable(path):
        with opened(path) as file:
            while part := file.read(_CHUNK):
                parser.Parse(part, False)
                yield
        parser.Parse(b"", True)
        yield


def _refuse(path: Path, *_: object) -> None:
    raise SourceError(
        Text(
            f"{path}: declares a document type, which may expand without end. Take the declaration out.",
            f"{path}：声明了文档类型，可能无限展开，未予读取。请删去该声明。",
        )
    )
