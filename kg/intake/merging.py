"""Rows of several packages about the same thing: one describes it, the others testify to it.

The package that others build on comes first, then by name; so the order in which packages are named makes
no difference. A later row with the same id adds its evidence, and nothing else: a name or a sector has
no evidence of its own in the graph, and could not be withdrawn with its source. What it says otherwise is
a finding. A claim is one source saying one thing, so two claims never share an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.package import Package
from kg.intake.tables.model import Row, Table, different_values
from kg.text import Text

#: A table with this column is one of claims.
_CLAIMED = "as_of"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a thing was described first."""

    package: str
    file: str
    row: Row

    def __str__(self) -> str:
        return f"{self.file}, row {self.row.number}"


def merge(packages: Sequence[Package]) -> tuple[list[Package], list[Finding]]:
    """Reduce every row that restates a thing of an earlier package to its evidence.

    Args:
        packages: the packages, each after those that it uses; they stay as they are.

    Returns:
        the packages as they are together; and what cannot be one thing, and what a restating row says that
        does not reach the graph.
    """
    files = Counter(table.name for package in packages for table in package.tables)
    if max(files.values(), default=0) < 2:
        return list(packages), []  # within one file, the table itself has been found wrong already
    findings: list[Finding] = []
    firsts: dict[tuple[str, ...], _Place] = {}
    uses = {package.name: _uses(package) for package in packages}
    shared = _restated(packages)
    merged = []
    for package in packages:
        tables = [
            replace(table, rows=tuple([_merged(package, table, row, firsts, uses, findings) for row in table.rows]))
            if table.name in shared
            else table
            for table in package.tables
        ]
        merged.append(replace(package, tables=tuple(tables)))
    return merged, findings


def _restated(packages: Sequence[Package]) -> set[str]:
    """The names of tables of which several files may have a row of one key; rows of others need no look."""
    found: set[str] = set()
    known: dict[str, set[str]] = {}
    for table in (table for package in packages for table in package.tables):
        if table.name not in schema.table_names():
            continue
        keys = {values[0] for values in different_values(table.rows, schema.key_columns(table.name)[0])}
        before = known.setdefault(table.name, set())
        if not before.isdisjoint(keys):
            found.add(table.name)
        before |= keys
    return found


def _uses(package: Package) -> set[str]:
    names = package.metadata.get("uses")
    return {str(name) for name in names} if isinstance(names, list) else set()


def _merged(
    package: Package,
    table: Table,
    row: Row,
    firsts: dict[tuple[str, ...], _Place],
    uses: Mapping[str, set[str]],
    findings: list[Finding],
) -> Row:
    keys = schema.key_columns(table.name)
    key = tuple(row.value(column) for column in keys)
    if not all(key):
        return row
    first = firsts.setdefault((table.name, *key), _Place(package.name, table.file, row))
    # Within one file, the table itself has been found wrong already.
    if first.file == table.file:
        return row
    related = _builds_on(package.name, first.package, uses)
    findings.extend(_compared(table, row, first, keys, related))
    return Row(row.number, {name: cell for name, cell in row.cells.items() if name in keys or name in schema.EVIDENCE})


@cache
def _columns(table: str) -> Mapping[str, Mapping[str, object]]:
    return {field["name"]: field for field in schema.table_schema(table)["fields"]}


def _builds_on(package: str, other: str, uses: Mapping[str, set[str]]) -> bool:
    """Whether a package uses another one, or one that uses it."""
    reached, waiting = set[str](), [package]
    while waiting:
        new = uses.get(waiting.pop(), set()) - reached
        reached |= new
        waiting.extend(new)
    return other in reached


def _compared(table: Table, row: Row, first: _Place, keys: Sequence[str], related: bool) -> Iterator[Finding]:
    fields = _columns(table.name)
    shown = "/".join(row.value(column) for column in keys)
    if _CLAIMED in fields:
        yield _finding(
            *(Severity.VIOLATION, "duplicate-id", table, row, keys[0], shown),
            f"The id {shown!r} is already that of the claim in {first}; two claims never share one.",
            f"标识 {shown!r} 已是 {first.file} 第{first.row.number}行的陈述所用；两项陈述不可共用一个标识。",
            Text(
                "Give this claim an id of its own, for instance with its source's id in front.",
                "请为此陈述另写一个标识，例如以其来源的标识开头。",
            ),
        )
        return
    compared = [name for name in fields if name not in keys and name not in schema.EVIDENCE and name in row.cells]
    other = [name for name in compared if not set(row.cells[name].values) <= set(_values(first.row, name))]
    wrong = [name for name in other if name in first.row.cells and _is_single(table.name, fields[name], row, first.row)]
    for name in wrong:
        said, before = row.value(name), first.row.value(name)
        yield _finding(
            *(Severity.VIOLATION, "disagreeing-rows", table, row, name, said),
            f"{shown!r} has {name} {said!r} here and {before!r} in {first}: they cannot be one thing.",
            f"{shown!r} 的{name}此处为 {said!r}，在 {first.file} 第{first.row.number}行为 {before!r}，不会是同一事物。",
            Text(
                "Correct one of the two, or give this row another id if it is another thing.",
                "请改正其一；若为另一事物，请为该行另写标识。",
            ),
        )
    if wrong:
        return
    strangers = _are_strangers(fields, row, first.row)
    if strangers and not related:
        yield _finding(
            *(Severity.VIOLATION, "duplicate-id", table, row, keys[0], shown),
            f"The id {shown!r} is already in {first}, under another name, and neither package uses the other.",
            f"标识 {shown!r} 已见于 {first.file} 第{first.row.number}行，名称不同，且两个数据包互不依赖。",
            Text(
                "Give this row another id; or, if it is the same thing, name it alike or list the other package "
                "in `uses`.",
                "请为该行另写标识；若为同一事物，请使用相同名称，或在 `uses` 中列出另一数据包。",
            ),
        )
    elif other:
        yield _finding(
            *(Severity.WARNING if strangers else Severity.INFO, "restated", table, row, ", ".join(other), shown),
            f"{shown!r} is described in {first}; this row adds its evidence, and what it says otherwise is left out.",
            f"{shown!r} 已由 {first.file} 第{first.row.number}行描述；本行只增添证据，其余不同之处未采用。",
            Text(
                "Put what is missing into that row, such as a further name into alt_zh or alt_en, if you can.",
                "如可行，请将所缺内容补入该行，例如把其他名称写入 alt_zh 或 alt_en。",
            ),
        )


def _values(row: Row, name: str) -> tuple[str, ...]:
    cell = row.cells.get(name)
    return cell.values if cell else ()


def _is_single(table: str, field: Mapping[str, object], row: Row, first: Row) -> bool:
    """Whether a thing can have only one value in a column: no list, no text in words.

    The title of a source is single too, unless the hash shows that both rows mean the same text.
    """
    if str(field["name"]).startswith("title_"):
        return table == "sources" and not (row.value("sha256") and row.value("sha256") == first.value("sha256"))
    return schema.SEPARATOR not in field and not str(field["name"]).endswith(("_zh", "_en"))


def _are_strangers(fields: Iterable[str], row: Row, first: Row) -> bool:
    """Whether two rows have names, and none in common."""
    names = [name for name in fields if name.startswith(("name_", "alt_"))]
    mine, others = ({value for name in names for value in _values(item, name)} for item in (row, first))
    return bool(mine and others) and mine.isdisjoint(others)


def _finding(
    severity: Severity, code: str, table: Table, row: Row, field: str, value: str, en: str, zh: str, fix: Text
) -> Finding:
    return Finding(
        *(severity, code, en, zh, fix.en, table.file, table.name, row.number, field, value[:200]), fix_zh=fix.zh
    )
