"""What accepted records have put into a package's files, and how the files were before: kept in ``.kg-review.json``.

The tables follow from the states of suggestions: from the rows that are wanted and those that were written before, what
has to be put behind, changed in its place or taken out follows. So a decision that is taken back leaves the bytes that
were there before it, whichever decisions were made in between. A row that a person has changed by hand meanwhile is
never written over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.files import settled
from kg.intake import schema
from kg.intake.package import table_name
from kg.intake.tables.editing import Before, Cells, TableFile
from kg.text import Text

#: The file in a package.
FILE = ".kg-review.json"
_FORMAT = "kg-review/1"
DESCRIPTOR = "datapackage.json"
#: What a row is known by: its table and the cells of its key.
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that is to be in a table.

    Attributes:
        owner: for whose sake: a suggestion's id; ``evidence``, ``source`` or ``registry`` for what several need.
        table: the table.
        row: its filled cells.
    """

    owner: str
    table: str
    row: Cells

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.table, tuple(self.row.get(name, "") for name in schema.key_columns(self.table))


@dataclass(frozen=True, slots=True)
class Fill:
    """Empty cells of a row that was there, to be filled in.

    Attributes:
        table: the table.
        key: the row's key.
        cells: what they are to hold; texts without signs that would need quotes.
    """

    table: str
    key: tuple[str, ...]
    cells: Cells


@dataclass(slots=True)
class Written:
    """What a review has written.

    Attributes:
        rows: the rows that it put into tables, in their order.
        filled: cells that it filled: table, key, and by column what stood there before and what stands there now.
        files: how each file was before, by its path.
        described: the text of ``datapackage.json`` before; empty where it was not changed.
        described_now: the SHA-256 of ``datapackage.json`` as it was written.
        taken: the files that decisions were taken from, by the SHA-256 of their bytes: the numbers of the first and the
            last decision.
    """

    rows: dict[Key, Wanted] = field(default_factory=dict)
    filled: list[tuple[str, tuple[str, ...], dict[str, tuple[str, str]]]] = field(default_factory=list)
    files: dict[str, Before] = field(default_factory=dict)
    described: str = ""
    described_now: str = ""
    taken: dict[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Written:
        """What a review has written into a package; nothing where none has.

        Raises:
            SourceError: if the file cannot be read.
        """
        path = settled(folder, FILE)
        if not path.is_file():
            return cls()
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["format"] != _FORMAT:
                raise ValueError
            rows = [
                Wanted(owner, table, {str(k): str(v) for k, v in row.items()}) for owner, table, row in said["rows"]
            ]
            filled = [
                (str(table), tuple(map(str, key)), {str(k): (str(a), str(b)) for k, (a, b) in cells.items()})
                for table, key, cells in said["filled"]
            ]
            files = {str(name): Before(**before) for name, before in said["files"].items()}
            taken = {str(digest): (int(first), int(last)) for digest, (first, last) in said["taken"].items()}
            described = str(said["described"]), str(said["described_now"])
            return cls({one.key: one for one in rows}, filled, files, *described, taken)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, SourceError) as error:
            raise SourceError(
                Text(
                    f"{folder / FILE}: cannot be read ({type(error).__name__}). Take it back from a copy, or delete "
                    "it: then accepted records stay, and an undo leaves the files' form as it is.",
                    f"{folder / FILE}：无法读取（{type(error).__name__}）。请从备份恢复，或将其删除；"
                    "删除后已接受的记录仍在，撤回时不再恢复文件原有的格式。",
                )
            ) from error

    def as_bytes(self) -> bytes | None:
        """The file; ``None`` where there is nothing to keep."""
        kept = self.rows or self.filled or self.files or self.described or self.taken
        return self.in_full() if kept else None

    def in_full(self) -> bytes:
        """The file, though there be nothing in it."""
        said = {
            "format": _FORMAT,
            "rows": [[one.owner, one.table, one.row] for one in self.rows.values()],
            "filled": [[table, list(key), cells] for table, key, cells in self.filled],
            "files": {name: asdict(before) for name, before in sorted(self.files.items())},
            "described": self.described,
            "described_now": self.described_now,
            "taken": dict(sorted(self.taken.items())),
        }
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


class Plan:
    """The files of a package as they are to be, by what is wanted in them and what was written before.

    Args:
        folder: the package's folder.
        descriptor: the bytes of its ``datapackage.json``.
        written: what was written before; it stays as it is.
        ontology: where codes are found.
    """

    def __init__(self, folder: Path, descriptor: bytes, written: Written, ontology: Ontology = BUNDLED) -> None:
        self._folder = folder
        self._ontology = ontology
        self._old = written
        self._raw = descriptor
        self._descriptor: dict[str, Any] = json.loads(descriptor.decode("utf-8-sig"))
        self._files: dict[str, TableFile] = {}
        self.new = replace(
            written,
            rows=dict(written.rows),
            filled=list(written.filled),
            files=dict(written.files),
            described_now="",
            taken=dict(written.taken),
        )
        #: The files that are written: their bytes, or ``None`` for those that go.
        self.contents: dict[str, bytes | None] = {}

    def make(self, wanted: Sequence[Wanted], fills: Sequence[Fill]) -> None:
        """Work out what the files are to hold.

        Raises:
            SourceError: if a row was changed by hand meanwhile, or a file cannot be written into.
        """
        target = {one.key: one for one in wanted}
        for key in [key for key in reversed(self._old.rows) if key not in target]:
            self._take_out(self._old.rows[key])
        self._unfill(fills)
        for table in dict.fromkeys(table for table, _ in target):
            self._put([one for one in target.values() if one.table == table])
        self._fill(fills)
        self.new.rows = target
        self._give_back()
        self._describe()
        if not (self.new.rows or self.new.filled or self.new.files):
            self.new.described = self.new.described_now = ""

    def file_name(self, table: str) -> str:
        """The name of a table's file in the package."""
        return str(self._resource(table)["path"])

    def emptied(self, name: str) -> bytes:
        """A file that is to go, without anything in it."""
        if name == FILE:
            return self.new.in_full()
        return next((file.content for file in self._files.values() if file.path.name == name), b"")

    def place(self, key: Key) -> int:
        """Where a row is in its file, as a spreadsheet counts; 0 if it is not there."""
        place = self._file(key[0]).find(key[1])
        return place + 1 if place else 0

    def _resource(self, table: str) -> dict[str, Any]:
        listed = self._descriptor.setdefault("resources", [])
        found = next(
            (one for one in listed if isinstance(one, dict) and "path" in one and table_name(one) == table), None
        )
        if found is None:
            # Of columns that a table may lack, a new one has those of a passage; more come when a row fills them.
            passage = (schema.START, schema.END)
            found = schema.resource_descriptor(table, f"{table}.csv", ontology=self._ontology, columns=passage)
            listed.append(found)
        return found

    def _file(self, table: str) -> TableFile:
        if table not in self._files:
            resource = self._resource(table)
            name = str(resource["path"])
            if Path(name).name != name:
                raise SourceError(
                    Text(
                        f"{self._folder / name}: lies in a folder of its own. Put the tables beside datapackage.json: "
                        "only files of one folder are written all at once.",
                        f"{self._folder / name}：位于子文件夹中。"
                        "请将各表放在 datapackage.json 旁：只有同一文件夹的文件才能一并写入。",
                    )
                )
            columns = [one["name"] for one in schema.table_schema(table)["fields"]]
            file = TableFile(
                self._folder / name, resource, columns, schema.key_columns(table), self._new_columns(table)
            )
            self._files[table] = file
            self.new.files.setdefault(name, file.before)
        return self._files[table]

    @staticmethod
    def _new_columns(table: str) -> list[str]:
        """The columns of a file that is made anew."""
        fields = schema.table_schema(table)["fields"]
        wanted = (schema.START, schema.END)
        return [one["name"] for one in fields if not one.get(schema.MAY_BE_MISSING) or one["name"] in wanted]

    def _own(self, one: Wanted) -> int:
        """The place of a row that was written; 0 if it is gone.

        Raises:
            SourceError: if somebody changed it.
        """
        file = self._file(one.table)
        place = file.find(one.key[1])
        if place and file.cells(place) != one.row:
            name = "/".join(one.key[1])
            changed = sorted(
                column
                for column in {*file.cells(place), *one.row}
                if file.cells(place).get(column) != one.row.get(column)
            )
            raise SourceError(
                Text(
                    f"{file.path}, row {place + 1}: {name} was changed by hand since it was accepted "
                    f"({', '.join(changed)}). Nothing was written. Change it back there, or change it by hand only.",
                    f"{file.path}，第{place + 1}行：{name} 接受之后有人手工改过（{'、'.join(changed)}）。"
                    "未写入任何内容。请在该处改回，或只以手工修改。",
                )
            )
        return place

    def _take_out(self, one: Wanted) -> None:
        if place := self._own(one):
            self._file(one.table).remove(place)

    def _put(self, rows: Sequence[Wanted]) -> None:
        """Bring the rows of a table into it, each before those that come after it, so that one state has one order."""
        old = [key for key in self._old.rows if key[0] == rows[0].table]
        kept = [one.key for one in rows if one.key in self._old.rows]
        if kept != [key for key in old if key in set(kept)]:
            for key in kept:
                self._take_out(self._old.rows[key])
            kept = []
        behind: list[Wanted] = []
        for number, one in enumerate(rows):
            if one.key in kept:
                before = self._old.rows[one.key]
                if before.row != one.row and (place := self._own(before)):
                    self._file(one.table).replace(place, one.row)
                continue
            file = self._file(one.table)
            following = (file.find(later.key[1]) for later in rows[number + 1 :] if later.key in kept)
            place = next((place for place in following if place), 0)
            if place:
                file.insert(place, one.row)
            else:
                behind.append(one)
        if behind:
            self._file(behind[0].table).append([one.row for one in behind])

    def _unfill(self, fills: Sequence[Fill]) -> None:
        wanted = {(one.table, one.key) for one in fills}
        kept = []
        for table, key, cells in self.new.filled:
            if (table, key) in wanted:
                kept.append((table, key, cells))
                continue
            file = self._file(table)
            place = file.find(key)
            for name, (old, now) in cells.items() if place else ():
                if file.cells(place).get(name) == now:
                    file.put(place, name, old)
        self.new.filled = kept

    def _fill(self, fills: Sequence[Fill]) -> None:
        done = {(table, key) for table, key, _ in self.new.filled}
        for one in fills:
            file = self._file(one.table)
            place = 0 if (one.table, one.key) in done else file.find(one.key)
            cells = {}
            for name, value in one.cells.items() if place else ():
                if not file.cells(place).get(name) and (old := file.put(place, name, value)) is not None:
                    cells[name] = (old, value)
            if cells:
                self.new.filled.append((one.table, one.key, cells))

    def _give_back(self) -> None:
        """The contents of the files; those in which nothing is left of the review as they were before it."""
        used = {table for table, _ in self.new.rows} | {table for table, _, _ in self.new.filled}
        for table, file in self._files.items():
            content: bytes | None = file.content
            columns = len(file.names)
            if table not in used:
                before = self.new.files.pop(file.path.name)
                content = file.given_back(before)
                columns = columns if content == file.content else before.columns
            self.contents[file.path.name] = content
            if content is None:
                self._descriptor["resources"].remove(self._resource(table))
            elif file.names[:columns] != file.names_before:
                self._columns(table, file.names[:columns])

    def _columns(self, table: str, names: Sequence[str]) -> None:
        """Say in the description what columns a file has."""
        resource = self._resource(table)
        listed = resource["schema"]["fields"] if isinstance(resource.get("schema"), dict) else []
        if listed:
            anew = schema.resource_descriptor(table, str(resource["path"]), ontology=self._ontology, columns=names)
            own = {one["name"]: one for one in listed}
            entries = {one["name"]: own.get(one["name"], one) for one in anew["schema"]["fields"]}
            resource["schema"]["fields"] = [entries[name] for name in names if name in entries]

    def _describe(self) -> None:
        """``datapackage.json``: as it was before where nothing of the review is left in it."""
        old, first = json.loads(self._raw.decode("utf-8-sig")), self._old.described
        # A byte order mark is a part of what is given back, and none of JSON.
        before = json.loads(first.removeprefix("\ufeff")) if first else old
        self._order(before)
        is_ours = bool(first) and hashlib.sha256(self._raw).hexdigest() == self._old.described_now
        if is_ours and before == self._descriptor:
            self.new.described = ""
            self.contents[DESCRIPTOR] = first.encode("utf-8")
            return
        if self._descriptor == old:
            self.new.described_now = self._old.described_now
            return
        content = (json.dumps(self._descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        self.contents[DESCRIPTOR] = content
        if not is_ours:
            # Somebody else wrote it since, or it is the first time: that is what is given back.
            self.new.described = self._raw.decode("utf-8")
        self.new.described_now = hashlib.sha256(content).hexdigest()

    def _order(self, before: dict[str, Any]) -> None:
        """Put the tables that a review made behind the others, in an order that does not depend on which came first."""
        names = [table_name(one) for one in before.get("resources", []) if isinstance(one, dict) and "path" in one]
        order = {name: number for number, name in enumerate(schema.table_names())}

        def place(one: Any) -> int:
            is_new = isinstance(one, dict) and "path" in one and table_name(one) not in names
            return order.get(table_name(one), 0) + 1 if is_new else 0

        self._descriptor["resources"].sort(key=place)


def changed(contents: Mapping[str, bytes | None], folder: Path) -> dict[str, bytes | None]:
    """Those of some files that differ from what is in the folder."""
    return {name: content for name, content in contents.items() if content != _content(folder / name)}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def owners(rows: Iterable[Wanted]) -> set[str]:
    """For whose sake rows are there."""
    return {one.owner for one in rows}
