"""References between tables, across packages: does each name something that is there?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any

from kg import assets
from kg.findings import Finding, Severity
from kg.intake import registries, schema
from kg.intake.package import Package, read_package
from kg.intake.tables.model import Row, Table, different_values
from kg.nearest import did_you_mean, folded, nearest
from kg.text import Text

_REGIONS = "regions"
_NAMES = ("name_zh", "name_en", "alt_zh", "alt_en", "title_zh", "title_en")


def check_references(
    packages: Sequence[Package],
    unread: Collection[str] = (),
    unread_ids: Collection[tuple[str, str]] = (),
    joined: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """Find references to nothing.

    Args:
        packages: all packages of a build, those that others use included.
        unread: names of tables whose rows could not be read; that nothing is in them says nothing.
        unread_ids: tables and ids that stand in them and are wrong there: that is said once, and not again here.
        joined: ids of graphs that the packages are joined to, by table.

    Returns:
        the findings, by package, table and row.
    """
    known = _Known(packages)
    for table, ids in (joined or {}).items():
        known.ids.setdefault(table, {}).update(dict.fromkeys(ids))
    check = _Check(known, set(unread), set(unread_ids), {package.name for package in packages})
    return [
        finding
        for package in packages
        for table in package.tables
        if table.name in schema.table_names()
        for finding in check.dangling(table)
    ]


class _Known:
    """What rows can be referred to: by table, each id, and which id a name belongs to."""

    def __init__(self, packages: Sequence[Package]) -> None:
        self.ids: dict[str, dict[str, None]] = {}
        self._tables = [table for package in packages for table in package.tables if table.name in schema.KIND_OF_TABLE]
        for table in self._tables:
            ids = (values[0] for values in different_values(table.rows, "id"))
            self.ids.setdefault(table.name, {}).update(dict.fromkeys(ids))

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], Mapping[str, None]]:
        """The ids that each name of a table belongs to; nobody asks before a reference leads to nothing."""
        named: dict[tuple[str, str], dict[str, None]] = {}
        for table in self._tables:
            for row in table.rows:
                if name := row.value("id"):
                    for column in _NAMES:
                        for text in row.cells[column].values if column in row.cells else ():
                            named.setdefault((table.name, folded(text)), {})[name] = None
        return named

    def meant(self, table: str, text: str) -> list[str]:
        """The ids of a table that a text names: one that it is, or those of that name."""
        return [text] if text in self.ids.get(table, {}) else list(self._named.get((table, folded(text)), ()))


@cache
def _bundled() -> dict[str, _Known]:
    """What each bundled package has, by the package's name: for a package that could build on it."""
    read = [read_package(path)[0] for path in assets.bundled_packages()]
    return {package.name: _Known([package]) for package in read}


class _Check:
    """Finds the references of tables that lead to nothing."""

    def __init__(
        self, known: _Known, unread: set[str], unread_ids: set[tuple[str, str]], packages: Collection[str]
    ) -> None:
        self._known = known
        self._unread = unread
        self._unread_ids = unread_ids
        self._packages = packages

    def dangling(self, table: Table) -> Iterator[Finding]:
        """The findings of a table."""
        columns = [
            field
            for field in schema.table_schema(table.name)["fields"]
            if schema.REFERENCES in field and not set(field[schema.REFERENCES]) & self._unread
        ]
        # Each different value is looked up once; most lead somewhere, and then no row is asked for.
        nothing = {column["name"]: set(self._nowhere(table, column)) for column in columns}
        for row in table.rows if any(nothing.values()) else ():
            for column in columns:
                cell = row.cells.get(column["name"])
                for value in cell.values if cell else ():
                    if value in nothing[column["name"]]:
                        yield self._finding(table, row, column["name"], value, column[schema.REFERENCES])

    def _nowhere(self, table: Table, column: Mapping[str, Any]) -> Iterator[str]:
        """The different values of a column that lead to nothing."""
        targets = column[schema.REFERENCES]
        typed = {schema.KIND_OF_TABLE[target]: target for target in targets} if _is_typed(targets) else {}
        name, target = "", targets[0]
        for value in chain.from_iterable(different_values(table.rows, column["name"])):
            if typed:
                kind, _, name = value.partition("/")
                target = typed.get(kind, "")
            else:
                name = value
            if name not in self._known.ids.get(target, {}) and (target, name) not in self._unread_ids:
                yield value

    def _finding(self, table: Table, row: Row, column: str, value: str, targets: list[str]) -> Finding:
        fix = self._fix(value, targets, table.file.rpartition("/")[0])
        return Finding(
            Severity.VIOLATION,
            "dangling-reference",
            f"{value!r} is in none of the tables {', '.join(targets)}."
            if len(targets) > 1
            else f"{value!r} is not in the table {targets[0]}.",
            f"{value!r} 不在表 {'、'.join(targets)} 中。",
            fix.en,
            table.file,
            table.name,
            row.number,
            column,
            value[:200],
            fix_zh=fix.zh,
        )

    def _fix(self, value: str, targets: list[str], package_shown: str) -> Text:
        typed = _is_typed(targets)
        named = _meant(self._known, value, targets)
        if named:
            return did_you_mean(named)
        for package, known in _bundled().items():
            offered = _meant(known, value, targets) if package not in self._packages else []
            if offered:
                listed = f'"uses": ["{package}"]'
                fix = Text(
                    f"The bundled package {package} has {' and '.join(offered)}: add {listed} to datapackage.json",
                    f"自带数据包 {package} 有 {'、'.join(offered)}：请在 datapackage.json 中加入 {listed}",
                )
                if value in offered:
                    return fix + Text(".", "。")
                return fix + Text(f", and write {' or '.join(offered)} here.", f"，并在此写 {' 或 '.join(offered)}。")
        if registered := _registered(value, targets, package_shown):
            return registered
        form = Text()
        if typed and "/" not in value:
            such = f"{schema.KIND_OF_TABLE[targets[0]]}/…"
            form = Text(f"Write it as kind/id, such as {such}. ", f"请写作“类别/id”，如 {such}。")
        ids = [_written(target, name, typed) for target in targets for name in self._known.ids.get(target, {})]
        near = nearest(value, ids)
        if near:
            return form + did_you_mean(near)
        return form + Text(f"Add it to the table {' or '.join(targets)}.", f"请将其加入表 {' 或 '.join(targets)}。")


def _registered(value: str, targets: Sequence[str], package: str) -> Text:
    """How to add what a registry of regions has; empty if none has it."""
    if _REGIONS not in targets:
        return Text()
    kind, slash, rest = value.partition("/")
    name = rest if slash and kind == schema.KIND_OF_TABLE[_REGIONS] else value
    found = registries.find(name)
    offered = [one.id for one in found if one.id == name] or [one.id for one in found][:_MOST_MEANT]
    if not offered:
        return Text()
    written = [_written(_REGIONS, name, _is_typed(targets)) for name in offered]
    named = next(one.name for one in found if one.id == offered[0])
    told = f"{offered[0]} ({named.en or named.zh})" if len(offered) == 1 else ", ".join(offered)
    told_zh = f"{offered[0]}（{named.zh or named.en}）" if len(offered) == 1 else "、".join(offered)
    call = f"`kg regions add {package or 'PACKAGE'} {offered[0]}`"
    fix = Text(f"The registries of regions have {told}: {call}", f"地区名录收录了 {told_zh}：请运行 {call}")
    if value in written:
        return fix + Text(".", "。")
    return fix + Text(f", and write {' or '.join(written)} here.", f"，并在此写 {' 或 '.join(written)}。")


def _is_typed(targets: Sequence[str]) -> bool:
    """Whether a column's references are written ``kind/id``: where several tables can be meant."""
    return len(targets) > 1


def _written(table: str, name: str, typed: bool) -> str:
    return f"{schema.KIND_OF_TABLE[table]}/{name}" if typed else name


def _meant(known: _Known, value: str, targets: Sequence[str]) -> list[str]:
    """The references that a value may stand for: an id without its kind, or a name."""
    kind, slash, rest = value.partition("/")
    found = []
    for target in targets:
        text = rest if slash and kind == schema.KIND_OF_TABLE[target] else value
        found += [_written(target, name, _is_typed(targets)) for name in known.meant(target, text)]
    return found[:_MOST_MEANT]


#: How many things of one name a fix lists.
_MOST_MEANT = 4
