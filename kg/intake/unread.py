"""Tables in which nothing has changed since an earlier build: no row is read before somebody asks for one.

What a table says by itself, and where its rows lead, was found right then. So it is right now where its file is the
same; and where cells of other columns than ids and references have changed, only the changed table is looked at again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

from kg.assets import Ontology
from kg.files.steps import Steps, digest
from kg.findings import Finding
from kg.intake import schema
from kg.intake.identities import judging
from kg.intake.load import described_packages, told_apart
from kg.intake.package import Package, read_package, read_table, table_name
from kg.intake.tables.model import Row, Table
from kg.intake.tables.reading import read_file
from kg.intake.worked_example import MARK

#: What is kept among the steps of a build: the files of tables by their hashes, and what was read of them.
TABLES, _READ = "tables", "read"
_ALL = "all"


class UnreadRows(Sequence[Row]):
    """The rows of a table, which are read when the first one is asked for.

    Args:
        number: how many they are.
        read: reads them.
    """

    def __init__(self, number: int, read: Callable[[], Sequence[Row]]) -> None:
        self._number, self._read = number, read
        self._rows: Sequence[Row] | None = None

    @property
    def _known(self) -> Sequence[Row]:
        if self._rows is None:
            self._rows = self._read()
        return self._rows

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Row]:
        return iter(self._known)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """One row, or several."""
        return self._known[place]


class _NotSo(Exception):
    """Why all tables are to be read."""


class KeptTables:
    """What an earlier build read of one package, beside the package as it is now.

    Args:
        steps: the results of the earlier build, and of this one.
        ontology: with what is one's own.

    Attributes:
        before: of tables that have changed, by their file as people are told it, the rows that the earlier build read.
    """

    def __init__(self, steps: Steps, ontology: Ontology) -> None:
        self._steps, self._ontology = steps, ontology
        self._told: Mapping[str, Sequence[Any]] = {}
        self.before: dict[str, Sequence[Row]] = {}

    def package(self, folders: Sequence[Path]) -> Package | None:
        """The one package that is built, tables in which nothing has changed unread.

        Args:
            folders: what is named to be built.

        Returns:
            it; ``None`` where it must be read, as more may be to be said of it than of the earlier one.

        Raises:
            SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
        """
        if not self._steps.about.get("inputs"):
            return None
        content = self._steps.get(_READ, _ALL)
        self._steps.taken.pop(_READ, None)
        described = described_packages(folders) if content and not self._ontology.own else []
        if content is None or len(described) != 1:
            return None
        told = json.loads(content)
        (folder, shown), *_ = told_apart([described[0].folder]).items()
        if told["key"] != _key(folder, shown) or is_joined_by_hand(described[0]):
            return None
        self._told = {file: (name, *rest) for name, file, *rest in told["tables"]}
        try:
            package, found = read_package(folder, self._ontology, shown, self._table)
        except _NotSo:
            return None
        files = {table.file for table in package.tables[1:]}  # the first one is the package itself
        return package if not found and files == set(self._told) else None

    def keep(self, packages: Sequence[Package], findings: Sequence[Finding], contents: Mapping[str, bytes]) -> None:
        """Keep for the next build what was read in this one, if there is nothing to be said of it.

        Args:
            packages: the packages that were read.
            findings: what was found in them.
            contents: the contents of their tables' files, by these as people are told them.
        """
        if findings or len(packages) != 1:
            return
        package = packages[0]
        tables = [table for table in package.tables if table.file in contents]
        if len({table.name for table in tables}) != len(tables) or len(tables) != len(package.tables) - 1:
            return
        told = {
            "key": _key(package.folder, package.shown),
            "tables": [
                (table.name, table.file, digest(contents[table.file]), len(table.rows), table.columns)
                for table in tables
            ],
        }
        self._steps.put(_READ, _ALL, json.dumps(told, ensure_ascii=False).encode())
        self._steps.made.pop(_READ, None)

    def _table(
        self, package: Package, resource: dict[str, Any], ontology: Ontology
    ) -> tuple[Table | None, list[Finding]]:
        """A table without its rows where its file is the same; else read, if no id or reference is another."""
        name, file = table_name(resource), package.file(str(resource["path"]))
        then, before, number, columns = self._told.get(file, ("", "", 0, ()))
        path = package.folder / str(resource["path"])
        if then != name or not path.is_file():
            raise _NotSo

        def read() -> Sequence[Row]:
            return read_file(package.folder, resource, name, file, ontology)[0].rows

        if digest(path.read_bytes()) == before:
            return Table(name, file, UnreadRows(number, read), tuple(columns)), []
        table, found = read_table(package, resource, ontology)
        content = self._steps.get(TABLES, before)
        self._steps.taken.pop(TABLES, None)
        if table is None or found or content is None:
            raise _NotSo
        self.before[file] = reread(resource, table, content, ontology)
        if not _leads_alike(name, self.before[file], table.rows):
            raise _NotSo
        return table, []


def is_joined_by_hand(package: Package) -> bool:
    """Whether rows of a package are set aside, or were judged to be one."""
    return package.metadata.get(MARK) is True or (package.folder / judging.FILE).exists()


def reread(resource: Mapping[str, Any], table: Table, content: bytes, ontology: Ontology) -> Sequence[Row]:
    """The rows of a table as an earlier build read them.

    Args:
        resource: its entry in ``datapackage.json``.
        table: the table as it is now.
        content: its file as it was.
        ontology: with what is one's own.
    """
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / str(resource["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return read_file(Path(name), resource, table.name, table.file, ontology)[0].rows


def _key(folder: Path, shown: str) -> str:
    return digest((folder / "datapackage.json").read_bytes(), shown)


def _leads_alike(name: str, before: Sequence[Row], now: Sequence[Row]) -> bool:
    """Whether the rows of a table have the ids that they had, and name the things that they named."""
    columns = [*schema.references(name)]
    columns += [column for column in schema.key_columns(name) if column not in columns]
    return len(before) == len(now) and all(
        one.cells == other.cells or all(one.cells.get(column) == other.cells.get(column) for column in columns)
        for one, other in zip(before, now, strict=True)
    )
