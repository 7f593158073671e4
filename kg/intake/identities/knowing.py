"""What a package has names for: its regions and institutions, with what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.intake import schema
from kg.intake.identities.model import Names
from kg.intake.identities.places import Places
from kg.intake.package import Package
from kg.intake.registries import is_only_shown, registries
from kg.intake.tables.model import Row, Table
from kg.text import Text

#: The tables whose things are names of: each with the column of its kind or level, and that of what it is in.
TABLES = {"regions": ("level", "parent"), "institutions": ("kind", "located_in")}
_NAMES = ("name_zh", "name_en", "alt_zh", "alt_en")


@dataclass(frozen=True, slots=True)
class Thing:
    """A region or an institution as a package describes it.

    Attributes:
        reference: ``kind/id``.
        names: what it is called.
        package: the name of its package.
        row: the row that describes it.
    """

    reference: str
    names: Names
    package: str
    row: Row


def things_of(packages: Iterable[Package]) -> dict[str, Thing]:
    """The regions and institutions of packages, each as it is described first, by reference."""
    found: dict[str, Thing] = {}
    for package in packages:
        for table in package.tables:
            if table.name in TABLES:
                for row in table.rows:
                    thing = _thing(package, table, row)
                    found.setdefault(thing.reference, thing)
    return found


def known(packages: Iterable[Package]) -> dict[str, Names]:
    """What the regions and institutions of packages are called, by reference; as ``resolve`` takes it."""
    return {reference: thing.names for reference, thing in things_of(packages).items()}


@cache
def registered() -> Places:
    """The regions of the registries: places that may stand within a name, as ``resolve`` takes them.

    Raises:
        SourceError: if a registry cannot be read.
    """
    found: dict[str, Names] = {}
    for registry in registries().values():
        for region in registry.regions.values():
            within = tuple(f"region/{parent}" for parent in region.parents)
            found[f"region/{region.id}"] = Names(region.names, region.name, region.level, within)
    return Places(found)


def uses(packages: Sequence[Package]) -> dict[str, int]:
    """How many rows name each thing, by reference."""
    found: dict[str, int] = {}
    for package in packages:
        for table in package.tables:
            if table.name in schema.table_names():
                for reference in _named_in(table):
                    found[reference] = found.get(reference, 0) + 1
    return found


def _named_in(table: Table) -> Iterable[str]:
    columns = schema.references(table.name)
    for row in table.rows:
        named: set[str] = set()
        for column, targets in columns.items():
            cell = row.cells.get(column)
            prefix = "" if len(targets) > 1 else f"{schema.KIND_OF_TABLE[targets[0]]}/"
            named.update(prefix + value for value in (cell.values if cell else ()))
        yield from named


def _thing(package: Package, table: Table, row: Row) -> Thing:
    kind, within = TABLES[table.name]
    texts = {name: row.cells[name].values for name in _NAMES if name in row.cells}
    label = Text.of(row.value("name_en"), row.value("name_zh"), row.value("id"))
    if table.name == "regions" and is_only_shown(row.value("id"), row.value("name_en")):
        del texts["name_en"]
    cell = row.cells.get(within)
    return Thing(
        f"{schema.KIND_OF_TABLE[table.name]}/{row.value('id')}",
        Names(
            tuple(dict.fromkeys(text for values in texts.values() for text in values)),
            label,
            row.value(kind) or row.value("kind"),
            tuple(f"region/{value}" for value in (cell.values if cell else ())),
            f"{table.file}, row {row.number}",
        ),
        package.name,
        row,
    )
