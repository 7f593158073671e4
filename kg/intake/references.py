"""References between tables, across packages: does each name something that is there?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.package import Package
from kg.intake.tables.model import Row, Table
from kg.nearest import nearest

_Index = dict[str, dict[str, str]]


def check_references(packages: Sequence[Package], unread: Collection[str] = ()) -> list[Finding]:
    """Find references to nothing.

    Args:
        packages: all packages of a build, those that others use included.
        unread: names of tables whose rows could not be read; that nothing is in them says nothing.

    Returns:
        the findings, by package, table and row.
    """
    index: _Index = {}
    findings: list[Finding] = []
    for package in packages:
        for table in package.tables:
            _register(index, table)
    for package in packages:
        for table in package.tables:
            findings.extend(_dangling(index, table, unread))
    return findings


def _register(index: _Index, table: Table) -> None:
    if table.name in schema.KIND_OF_TABLE:
        known = index.setdefault(table.name, {})
        for row in table.rows:
            if name := row.value("id"):
                known.setdefault(name, table.file)


def _dangling(index: _Index, table: Table, unread: Collection[str]) -> Iterator[Finding]:
    if table.name not in schema.table_names():
        return
    columns = [
        field
        for field in schema.table_schema(table.name)["fields"]
        if schema.REFERENCES in field and not set(field[schema.REFERENCES]) & set(unread)
    ]
    for row in table.rows:
        for column in columns:
            yield from _dangling_cell(index, table, row, column["name"], column[schema.REFERENCES])


def _dangling_cell(index: _Index, table: Table, row: Row, column: str, targets: list[str]) -> Iterator[Finding]:
    cell = row.cells.get(column)
    for value in cell.values if cell else ():
        if _is_typed(targets):
            kinds = {schema.KIND_OF_TABLE[target]: target for target in targets}
            kind, _, name = value.partition("/")
            found = name in index.get(kinds.get(kind, ""), {})
        else:
            found = value in index.get(targets[0], {})
        if not found:
            yield _finding(index, table, row, column, value, targets)


def _is_typed(targets: Sequence[str]) -> bool:
    """Whether a column's references are written ``kind/id``: where several tables can be meant."""
    return len(targets) > 1


def _finding(index: _Index, table: Table, row: Row, column: str, value: str, targets: list[str]) -> Finding:
    typed = _is_typed(targets)
    known = [
        f"{schema.KIND_OF_TABLE[target]}/{name}" if typed else name
        for target in targets
        for name in index.get(target, {})
    ]
    near = nearest(value, known)
    form = f"Write it as kind/id, such as {schema.KIND_OF_TABLE[targets[0]]}/…. " if typed and "/" not in value else ""
    fix = f"Did you mean {' or '.join(near)}?" if near else f"Add it to the table {' or '.join(targets)}."
    return Finding(
        Severity.VIOLATION,
        "dangling-reference",
        f"{value!r} is in none of the tables {', '.join(targets)}."
        if len(targets) > 1
        else f"{value!r} is not in the table {targets[0]}.",
        f"{value!r} 不在表 {'、'.join(targets)} 中。",
        form + fix,
        table.file,
        table.name,
        row.number,
        column,
        value[:200],
    )
