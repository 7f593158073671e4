"""A package with regions of the registries in its table ``regions``: those that are named, or that it refers to."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.files import write_files
from kg.findings import Finding, Severity
from kg.intake import registries, schema
from kg.intake.load import read_packages
from kg.intake.package import Package, describe_package, read_descriptor, table_name
from kg.intake.registries import RegisteredRegion
from kg.intake.tables.appending import appended
from kg.text import Text

_REGIONS, _SOURCES = "regions", "sources"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of regions that a package was to have.

    Attributes:
        regions: those that it has now and had not, each after its parents.
        remarks: what a reader must know besides.
    """

    regions: tuple[RegisteredRegion, ...]
    remarks: tuple[Text, ...] = ()


def add_regions(folder: Path, names: Sequence[str]) -> Added:
    """Put regions into a package's table ``regions``, and the registries that they are of into ``sources``.

    All that is written there stays as it is; what the package or one that it uses has already is not written again. A
    region that the package has under another id, known by its official code, is taken to be that one.

    Args:
        folder: the package's folder, or its ``datapackage.json``.
        names: the ids of regions; their parents and successors come with them.

    Raises:
        UsageError: if no registry has one of the ids.
        DataError: if a table of regions or sources cannot be read as it is.
        SourceError: if there is no package, or a file cannot be written. Nothing was changed then.
    """
    wanted = registries.needed(names)
    folder = describe_package(folder).folder
    packages, findings = read_packages([folder])
    wrong = [one for one in findings if one.severity is Severity.VIOLATION and one.code in _UNREADABLE]
    if wrong:
        raise DataError(
            Text(f"{folder}: mend its tables first; nothing was added.", f"{folder}：请先改正其表格；未添加任何内容。"),
            wrong,
        )
    known = _Known(packages)
    new = [one for one in wanted if one.id not in known.ids and one.id not in known.same(wanted)]
    if new:
        _write(folder, new, known, wanted)
    return Added(tuple(new), (*known.remarks(wanted), *_told_twice(new, {*known.ids, *(one.id for one in new)})))


def _told_twice(new: Iterable[RegisteredRegion], there: Container[str]) -> Iterator[Text]:
    """That a place stands in a package twice now, as two registries have it: nothing of the one counts for the other.

    Args:
        new: the regions that were added.
        there: the ids of all that the package has with them.
    """
    seen: set[str] = set()
    for one in new:
        for other in registries.matches(one.id):
            if other in there and one.id not in seen:
                seen |= {one.id, other}
                yield Text(
                    f"{one.id} and {other} are one place, by two registries; what is said of the one does not count "
                    "for the other. Refer to one of them, and take the other out.",
                    f"{one.id} 与 {other} 为同一地区，分见两种名录；二者分别计算。请只引用其一，并删去另一个。",
                )


def missing_regions(folder: Path) -> list[str]:
    """The ids of regions that the tables of a package refer to and that neither it nor one that it uses has, sorted.

    Args:
        folder: the package's folder, or its ``datapackage.json``.

    Raises:
        SourceError: if there is no package, or its ``datapackage.json`` cannot be read.
    """
    _, findings = read_packages([folder])
    return sorted({name for finding in findings if (name := _missing(finding))})


def _missing(finding: Finding) -> str:
    """The id of a region that a dangling reference means; empty if it is none to a region."""
    if finding.code != "dangling-reference":
        return ""
    fields = schema.table_schema(finding.table)["fields"]
    targets = next(field[schema.REFERENCES] for field in fields if field["name"] == finding.field)
    kind, slash, rest = finding.value.partition("/")
    if len(targets) > 1:
        return rest if slash and kind == schema.KIND_OF_TABLE[_REGIONS] and _REGIONS in targets else ""
    return finding.value if targets == [_REGIONS] else ""


#: Findings after which it is not sure what a table holds.
_UNREADABLE = ("unreadable-table", "wrong-encoding", "wrong-dialect", "missing-column", "unsafe-path", "no-tables")


class _Known:
    """What regions and sources a package has, with those of the packages that it uses."""

    def __init__(self, packages: Sequence[Package]) -> None:
        self.ids: dict[str, None] = {}
        self.sources: set[str] = set()
        self._by_code: dict[tuple[str, str], str] = {}
        for package in packages:
            for table in package.tables:
                for row in table.rows if table.name in (_REGIONS, _SOURCES) else ():
                    if table.name == _SOURCES:
                        self.sources.add(row.value("id"))
                        continue
                    self.ids[row.value("id")] = None
                    if (code := row.value("code")) and not row.value("valid_to"):
                        self._by_code.setdefault((code, row.value("code_scheme")), row.value("id"))

    def same(self, wanted: Iterable[RegisteredRegion]) -> dict[str, str]:
        """Ids of registries to those that the package has for the same place of today."""
        pairs = (
            (one.id, self._by_code.get((one.code, one.row.get("code_scheme", ""))))
            for one in wanted
            if one.code and one.is_current
        )
        return {name: own for name, own in pairs if own and own != name and name not in self.ids}

    def remarks(self, wanted: Sequence[RegisteredRegion]) -> Iterator[Text]:
        for name, own in self.same(wanted).items():
            code = registries.region(name).code
            yield Text(
                f"{own} has the code {code}, so {name} was not added; refer to {own}.",
                f"{own} 的代码为 {code}，故未添加 {name}；请引用 {own}。",
            )


def _write(folder: Path, new: Sequence[RegisteredRegion], known: _Known, wanted: Sequence[RegisteredRegion]) -> None:
    descriptor = read_descriptor(folder)
    same = known.same(wanted)
    rows = [_with_own_ids(one.row, same) for one in new]
    sources = [row for row in registries.source_rows(one.id for one in new) if row["id"] not in known.sources]
    contents: dict[str, bytes] = {}
    for table, lines in ((_SOURCES, sources), (_REGIONS, rows)):
        if lines:
            _put(folder, descriptor, table, lines, contents)
    described = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    if descriptor != read_descriptor(folder):
        contents["datapackage.json"] = described
    write_files(folder, dict(contents))


def _put(
    folder: Path,
    descriptor: dict[str, Any],
    table: str,
    rows: Sequence[Mapping[str, str]],
    contents: dict[str, bytes],
) -> None:
    """Add to the files what a table is with further rows, and to the description what columns it has then."""
    resource = next((one for one in descriptor["resources"] if table_name(one) == table), None)
    if resource is None:
        resource = schema.resource_descriptor(table, f"{table}.csv")
        descriptor["resources"].append(resource)
    columns = [field["name"] for field in schema.table_schema(table)["fields"]]
    contents[resource["path"]], names = appended(folder / resource["path"], resource, columns, rows)
    fields = resource["schema"]["fields"] if isinstance(resource.get("schema"), dict) else []
    if fields and [field["name"] for field in fields] != list(names):
        anew = schema.resource_descriptor(table, resource["path"], columns=names)["schema"]["fields"]
        own = {field["name"]: field for field in fields}
        order = {name: number for number, name in enumerate(names)}
        resource["schema"]["fields"] = sorted(
            (own.get(field["name"], field) for field in anew if field["name"] in order),
            key=lambda field: order[field["name"]],
        )


def _with_own_ids(row: Mapping[str, str], same: Mapping[str, str]) -> dict[str, str]:
    """A registry's row that refers to the package's own ids where it has others."""
    referring = {
        column: ";".join(same.get(name, name) for name in row.get(column, "").split(";"))
        for column in ("parent", "successor")
    }
    return {**row, **referring}
