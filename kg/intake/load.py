"""Several packages at once: those that are named, and those that they use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.assets import BUNDLED, Ontology
from kg.findings import Finding, Severity, sort_key
from kg.intake import schema
from kg.intake.identities.joining import join
from kg.intake.mapping import Place, Trace
from kg.intake.merging import merge
from kg.intake.one_place import in_packages
from kg.intake.package import Package, describe_package, read_package, used_packages
from kg.intake.references import check_references
from kg.intake.tables.model import Row
from kg.intake.worked_example import set_aside


def package_ontology(paths: Sequence[Path], ontology: Ontology = BUNDLED) -> Ontology:
    """An ontology with what packages, and those that they use, add to it beside their ``datapackage.json``.

    Args:
        paths: folders of packages, or their ``datapackage.json``.
        ontology: what there is already.

    Raises:
        SourceError: if a package, or one that it uses, is not there or cannot be read.
    """
    return ontology.also(package.folder for package in described_packages(paths))


def read_packages(
    paths: Sequence[Path], ontology: Ontology | None = None, joined: Mapping[str, Collection[str]] | None = None
) -> tuple[list[Package], list[Finding]]:
    """Read packages and those that they use, and check all tables and the references between them.

    Args:
        paths: folders of packages, or their ``datapackage.json``.
        ontology: where codes are found; what ``package_ontology`` says if ``None``.
        joined: ids that rows may refer to besides, by table: those of graphs that the packages are joined to.

    Returns:
        the packages, used ones before their users, each once; and what is wrong, sorted.

    Raises:
        SourceError: if a package, or one that it uses, is not there or cannot be read.
    """
    ontology = package_ontology(paths) if ontology is None else ontology
    packages, findings = read_tables(paths, ontology)
    findings.extend(_namesakes(packages))
    packages, told = join(packages)
    findings.extend(told)
    findings.extend(check_references(packages, _unread(packages, findings), _unread_ids(findings), joined or {}))
    findings.extend(in_packages(packages))
    merged, clashes = merge(packages)
    return merged, sorted([*findings, *clashes], key=sort_key)


def read_tables(paths: Sequence[Path], ontology: Ontology | None = None) -> tuple[list[Package], list[Finding]]:
    """Read packages and those that they use, each table by itself: nothing is joined, merged or looked up.

    Args:
        paths: as in ``read_packages``.
        ontology: as in ``read_packages``.

    Raises:
        SourceError: as ``read_packages`` does.
    """
    ontology = package_ontology(paths) if ontology is None else ontology
    packages: list[Package] = []
    findings: list[Finding] = []
    described = described_packages(paths)
    for folder, shown in told_apart([package.folder for package in described]).items():
        package, found = read_package(folder, ontology, shown)
        package, told = set_aside(package)
        packages.append(package)
        findings.extend([*found, *told])
    return packages, findings


def described_packages(paths: Sequence[Path]) -> list[Package]:
    """The packages that are named and those that they use, tables unread, in an order that is not the caller's."""
    read: dict[Path, Package] = {}
    for path in paths:
        _describe(path, read)
    # A package that is named stands for its name, wherever it lies.
    named = {package.name: folder for folder, package in sorted(read.items(), reverse=True)}
    uses: dict[Path, list[Path]] = {}
    waiting = list(read)
    while waiting:
        folder = waiting.pop()
        uses[folder] = [_describe(used, read) for used in used_packages(read[folder], named)]
        waiting.extend(used for used in uses[folder] if used not in uses and used not in waiting)
    ordered: dict[Path, None] = {}
    for folder in sorted(read, key=lambda folder: (read[folder].name, folder)):
        _put_after_used(folder, uses, ordered, frozenset(), read)
    return [read[folder] for folder in ordered]


def _put_after_used(
    folder: Path,
    uses: Mapping[Path, list[Path]],
    ordered: dict[Path, None],
    on_the_way: frozenset[Path],
    read: Mapping[Path, Package],
) -> None:
    if folder in ordered or folder in on_the_way:
        return
    for used in sorted(uses[folder], key=lambda used: (read[used].name, used)):
        _put_after_used(used, uses, ordered, on_the_way | {folder}, read)
    ordered[folder] = None


def told_apart(folders: Sequence[Path]) -> dict[Path, str]:
    """The folders as people are told them: by the end of their paths, as much of it as tells them apart."""
    paths = {folder: folder.resolve().parts for folder in folders}
    shown = {}
    for folder, parts in paths.items():
        others = [other for other in paths.values() if other != parts]
        length = 1
        while length < len(parts) and any(other[-length:] == parts[-length:] for other in others):
            length += 1
        shown[folder] = "/".join(parts[-length:])
    return shown


def _unread_ids(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    """Ids that stand in a table and are wrong there, by table: what refers to them is not to blame."""
    return {
        (finding.table, finding.value)
        for finding in findings
        if finding.field == "id" and finding.severity is Severity.VIOLATION
    }


def _unread(packages: Sequence[Package], findings: Sequence[Finding]) -> set[str]:
    """Tables that were not read to their end: what refers to them is not to blame.

    A table with findings and without rows was not read; one whose last row breaks off may have lost
    the rows after it to a quote that is never closed.
    """
    last = {table.file: table.rows[-1].number for package in packages for table in package.tables if table.rows}
    return {
        finding.table
        for finding in findings
        if finding.file not in last or (finding.code == "missing-cell" and finding.row == last[finding.file])
    }


def _describe(path: Path, packages: dict[Path, Package]) -> Path:
    """Read what a package says of itself, unless that was read before; returns its folder."""
    folder = (path.parent if path.name == "datapackage.json" else path).resolve()
    if folder not in packages:
        packages[folder] = describe_package(path)
    return folder


def _namesakes(packages: Sequence[Package]) -> Iterator[Finding]:
    folders: dict[str, Path] = {}
    for package in packages:
        if folders.setdefault(package.name, package.folder) != package.folder:
            yield Finding(
                Severity.VIOLATION,
                "duplicate-package",
                f"The packages in {folders[package.name]} and {package.folder} are both called {package.name!r}.",
                f"{folders[package.name]} 与 {package.folder} 两个数据包同名：{package.name!r}。",
                "Give one of them another `name`.",
                package.file("datapackage.json"),
                field="name",
                value=package.name,
                fix_zh="请为其一另起 `name`。",
            )


def locate(findings: Sequence[Finding], trace: Trace, packages: Sequence[Package] = ()) -> list[Finding]:
    """Lead findings of the graph back to the table rows that they come from.

    Args:
        findings: findings that name a node, and as their field every column that may hold the value.
        trace: which row speaks of which thing, from the mapping.
        packages: the packages; with their rows, the columns become those that do hold the value.

    Returns:
        the findings, with file, table and row where the node has them, sorted.
    """
    places = [(finding, trace.find(finding.node)) for finding in findings]
    files = {place.file for _, place in places if place is not None}
    rows = {
        (table.file, row.number): row
        for package in packages
        for table in package.tables
        if table.file in files
        for row in table.rows
    }
    located = [
        finding if place is None or finding.file else _located(finding, place, rows.get((place.file, place.row)))
        for finding, place in places
    ]
    return sorted(located, key=sort_key)


def _located(finding: Finding, place: Place, row: Row | None) -> Finding:
    columns = _columns(finding, place.table, row)
    return replace(finding, file=place.file, table=place.table, row=place.row, field=", ".join(columns))


def _columns(finding: Finding, table: str, row: Row | None) -> list[str]:
    named = [column for column in finding.field.split(", ") if column]
    own = _own_columns(table)
    if not own:
        return named
    columns = [column for column in named if column in own] or named
    # A cell with an id becomes an IRI that ends in it.
    holding = [
        column
        for column in columns
        if row and column in row.cells and any(_is_value(finding, cell) for cell in row.cells[column].values)
    ]
    return holding or columns


@cache
def _own_columns(table: str) -> frozenset[str]:
    """The columns of a bundled table; none of another."""
    if table not in schema.table_names():
        return frozenset()
    return frozenset(field["name"] for field in schema.table_schema(table)["fields"])


def _is_value(finding: Finding, cell: str) -> bool:
    return bool(cell) and (finding.value == cell or finding.value.endswith("/" + cell))


def has_violations(findings: Sequence[Finding]) -> bool:
    """Whether any finding is grave enough to stop a build."""
    return any(finding.severity is Severity.VIOLATION for finding in findings)
