"""Regions that are one place by two registries and stand in a graph as two, of which neither has what the other has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.intake import schema
from kg.intake.identities.judging import Judgements
from kg.intake.package import Package
from kg.intake.registries.matches import matches
from kg.intake.tables.model import Row, Table
from kg.text import Text

_REGIONS, _KIND = "regions", "region/"
_TYPE = NamedNode(vocabulary.RDF + "type")
_REGION = NamedNode(vocabulary.PK + "AdministrativeRegion")
#: What a region lies in, and came after: rows of registries bring both along.
_BROUGHT = ("parent", "successor")
#: The same in a graph, with what follows from it.
_OF_PLACES = frozenset(
    (
        *(NamedNode(vocabulary.PK + name) for name in ("parentRegion", "within", "inRegion", "supersededBy")),
        NamedNode(vocabulary.DCTERMS + "isReplacedBy"),
    )
)


def in_packages(packages: Sequence[Package]) -> Iterator[Finding]:
    """What is to be said of regions of packages that are one place, where rows of tables refer to both.

    Args:
        packages: the packages that make one graph, with what was judged to be one as one.

    Yields:
        a warning at the row of each region that another one, of an earlier row, is; none of those that were judged to
        be different.
    """
    rows = {row.value("id"): (package, table, row) for package in packages for table, row in _rows([package], _REGIONS)}
    pairs = list(_pairs(rows))
    if not pairs:
        return
    used = set(_referred_to(packages))
    judged = Judgements(one for package in packages for one in Judgements.read(package.folder))
    apart = {frozenset((one.subject, one.object)) for one in judged.holding().values() if not one.same}
    for kept, other in pairs:
        if {kept, other} <= used and frozenset((_KIND + kept, _KIND + other)) not in apart:
            package, table, row = rows[other]
            # A judgement is of things that one package has.
            judge = f"kg names {package.shown} --same {_KIND}{other} {_KIND}{kept}" if rows[kept][0] is package else ""
            fix = _refer_to(kept, judge)
            yield _finding(kept, other, fix, (table.file, table.name, row.number))


def in_files(store: Store, homes: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """The same of regions of a graph of which one is of a file of RDF, or of two of them.

    Args:
        store: the graph with all that is joined.
        homes: the regions and institutions of each file, by its name; empty text for those of the packages.
    """
    base = store.base + _KIND
    described = (triple.subject for triple in store.triples(None, _TYPE, _REGION))
    ids = {one.value.removeprefix(base) for one in described if isinstance(one, NamedNode) and one.value != base}
    homes_of: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(homes):
        for iri in homes[file]:
            homes_of[iri.removeprefix(base)].append(file)
    for kept, other in _pairs(sorted(ids, key=lambda one: (homes_of[one][:1], one))):
        file = max((*homes_of[other], *homes_of[kept]), default="")
        if file and all(_is_referred_to(store, NamedNode(base + one)) for one in (kept, other)):
            fix = Text(f"Give both the IRI that ends in {_KIND}{kept}.", f"两处均写以 {_KIND}{kept} 结尾的 IRI。")
            yield _finding(kept, other, fix, (file, "", 0))


def are_one(one: str, other: str) -> bool:
    """Whether two regions are one place by two registries.

    Args:
        one: the one, by its IRI or id.
        other: the other.
    """
    return other.rpartition("/")[2] in matches(one.rpartition("/")[2])


def _pairs(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs among some regions that are one place, each once, the earlier of both first."""
    seen: set[str] = set()
    for one in ids:
        for other in matches(one):
            if other in seen:
                yield other, one
        seen.add(one)


def _rows(packages: Sequence[Package], name: str) -> Iterator[tuple[Table, Row]]:
    for package in packages:
        for table in package.tables:
            if table.name == name:
                yield from ((table, row) for row in table.rows)


def _referred_to(packages: Sequence[Package]) -> Iterator[str]:
    """The ids of the regions that rows refer to, but by what registries bring along."""
    for table in {table.name for package in packages for table in package.tables} & set(schema.table_names()):
        columns = [one for one in schema.columns_to(table, _REGIONS) if table != _REGIONS or one not in _BROUGHT]
        for _, row in _rows(packages, table) if columns else ():
            for cell in (row.cells[column] for column in columns if column in row.cells):
                yield from (value.removeprefix(_KIND) for value in cell.values)


def _is_referred_to(store: Store, region: NamedNode) -> bool:
    """Whether anything speaks of a region but what registries bring along."""
    return any(triple.predicate not in _OF_PLACES for triple in store.triples(None, None, region))


def _refer_to(kept: str, judge: str) -> Text:
    en, zh = (f", or: {judge}", f"，或：{judge}") if judge else ("", "")
    return Text(f"Refer to {kept} alone{en}.", f"请只引用 {kept}{zh}。")


def _finding(kept: str, other: str, fix: Text, place: tuple[str, str, int]) -> Finding:
    """What is said of two regions that are one place.

    Args:
        kept: the one that the other is advised to be.
        other: the other.
        fix: how they become one.
        place: the file of the other, its table and its row.
    """
    file, table, row = place
    return Finding(
        Severity.WARNING,
        "one-place-two-ids",
        f"{other} and {kept} are one place, by two registries, and two here: what is said of the one does not count "
        "for the other.",
        f"{other} 与 {kept} 为同一地区，分见两种名录，此处却为两个：二者分别计算。",
        fix.en,
        file,
        table,
        row,
        "id" if table else "",
        other,
        fix_zh=fix.zh,
    )
