"""The archive that a workbook is: its parts, none unpacked before the whole is known to be of a sane size.

A part says in the archive's list how large it is, and no more than that is ever read of it, so that what is declared
bounds what is unpacked. Documents in XML are read by expat without document types, which bombs and references to
other files need.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from kg.grids.model import Unreadable
from kg.text import Text

#: How many bytes a workbook may unpack to; and from how many on it may not be packed more tightly than so many to one.
MOST_UNPACKED, MOST_UNSUSPECTED, MOST_RATIO = 2_000_000_000, 100_000_000, 250
#: How many parts it may have.
MOST_PARTS = 20_000
#: What a damaged archive or document raises.
BROKEN = (
    *(BadZipFile, ZlibError, expat.ExpatError, EOFError, OSError, NotImplementedError, RuntimeError),
    *(LookupError, ValueError, ArithmeticError),
)


class Packed:
    """An archive, opened to read.

    Args:
        path: the file.
        most: how many bytes it may unpack to.

    Raises:
        Unreadable: if it would unpack to too much.
        BadZipFile: if it is no archive.
    """

    def __init__(self, path: Path, most: int = MOST_UNPACKED) -> None:
        self.path = path
        self._zip = ZipFile(path)
        parts = self._zip.infolist()
        unpacked, packed = sum(part.file_size for part in parts), path.stat().st_size
        if len(parts) > MOST_PARTS or unpacked > most or unpacked > max(MOST_UNSUSPECTED, MOST_RATIO * packed):
            self.close()
            raise Unreadable(
                Text(
                    f"it would unpack from {packed:,} to {unpacked:,} bytes in {len(parts):,} parts, which no "
                    "sheet needs, and was not unpacked",
                    f"解压后将从 {packed:,} 字节变为 {unpacked:,} 字节（{len(parts):,} 个部分），"
                    "不像正常的表格，未予解压",
                )
            )
        # Some programs write other letter cases or slashes into the list than into their references.
        self._names = {part.filename.replace("\\", "/").lower(): part for part in reversed(parts)}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        return self._zip.read(self._names[name.lower()])

    def parse(self, name: str, reader: Handlers) -> None:
        """Go through a part that is a document in XML, from its first to its last sign."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.data
        parser.StartDoctypeDeclHandler = _refuse
        with self._zip.open(self._names[name.lower()]) as part:
            parser.ParseFile(part)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def __enter__(self) -> Packed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Handlers:
    """What is called for the elements of a document, by their names without prefix; texts collect in between."""

    def __init__(self) -> None:
        self._local: dict[str, str] = {}
        self.texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = self._local.get(name) or self._local.setdefault(name, name.rpartition(":")[2])
        self.begun(local, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        self.ended(self._local[name])

    def data(self, text: str) -> None:
        """A piece of text."""
        self.texts.append(text)

    def begun(self, name: str, attributes: Mapping[str, str]) -> None:
        """What to do when an element begins."""

    def ended(self, name: str) -> None:
        """What to do when an element ends."""


class Elements(Handlers):
    """All elements of a small document that have one of some names, with their attributes, in order."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._wanted = names
        self.found: list[tuple[str, dict[str, str]]] = []
        self.begun = self._keep  # type: ignore[method-assign]

    def _keep(self, name: str, attributes: Mapping[str, str]) -> None:
        self.texts.clear()
        if name in self._wanted:
            self.found.append((name, {key.rpartition(":")[2]: value for key, value in attributes.items()}))


def inside(folder: str, target: str) -> str:
    """The name of a part that another one in a folder refers to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refuse(*_: object) -> None:
    raise ValueError("it declares a document type")


Reader = Callable[[Packed], None]
