"""Addresses to regions: what an address says of country, region and place, looked up among the regions of the graph.

A name that one region of the graph has is that region, and that is said. One that none has becomes a region of its own,
since an institution that is nowhere is in no network of regions. One that several have is not decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode, Term, Triple
from kg.intake import naming
from kg.intake.joining.labels import named
from kg.nearest import folded, local_name

_PLACE = NamedNode(vocabulary.ROW + "place")
#: What an address says, the widest first, with the level of a region that is made of it.
_PARTS = tuple(
    (NamedNode(vocabulary.ROW + name), level)
    for name, level in (("country", "country"), ("region", "province"), ("locality", "city"))
)
_OF_ADDRESS = frozenset((_PLACE, *(part for part, _ in _PARTS)))
_TYPE = NamedNode(vocabulary.RDF + "type")
_REGION, _ADMINISTRATIVE, _ZONE = (
    NamedNode(vocabulary.PK + name) for name in ("Region", "AdministrativeRegion", "Zone")
)
_LOCATED, _LEVEL, _PARENT = (NamedNode(vocabulary.PK + name) for name in ("locatedIn", "level", "parentRegion"))
_NAME, _ALIAS = (NamedNode(vocabulary.SKOS + name) for name in ("prefLabel", "altLabel"))


def is_of_address(triple: Triple) -> bool:
    """Whether a triple is of an address that waits to be placed."""
    return triple.predicate in _OF_ADDRESS


@dataclass
class Places:
    """Looks addresses up among the regions of a graph.

    Args:
        store: the graph, with all regions that it is to have.
    """

    store: Store
    _made: dict[NamedNode, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        regions = {
            triple.subject
            for cls in (_REGION, _ADMINISTRATIVE, _ZONE)
            for triple in self.store.triples(None, _TYPE, cls)
        }
        self._regions = regions
        self._called: defaultdict[str, set[NamedNode]] = defaultdict(set)
        for predicate in (_NAME, _ALIAS):
            for triple in self.store.triples(None, predicate):
                subject, _, name = triple
                if isinstance(name, Literal) and isinstance(subject, NamedNode) and subject in regions:
                    self._called[folded(name.value)].add(subject)

    def placed(self, triples: Iterable[Triple], shown: str) -> tuple[list[Triple], list[Finding]]:
        """Triples with places in place of addresses.

        Args:
            triples: what was made of a file, with addresses as the queries in ``ontology/foreign/`` make them.
            shown: what people are told the file is called.

        Returns:
            the triples, and what was looked up and how.
        """
        kept: list[Triple] = []
        said: defaultdict[Term, dict[NamedNode, str]] = defaultdict(dict)
        places: defaultdict[Term, dict[Term, None]] = defaultdict(dict)
        for triple in triples:
            if triple.predicate == _PLACE:
                places[triple.subject][triple.object] = None
            elif triple.predicate in _OF_ADDRESS and isinstance(triple.object, Literal):
                first = said[triple.subject].get(triple.predicate, triple.object.value)
                said[triple.subject][triple.predicate] = min(first, triple.object.value)
            else:
                kept.append(triple)
        told = _Told(shown)
        for thing in sorted(places, key=str):
            for place in sorted(places[thing], key=str):
                region = place if place in self._regions else self._found(said[place], kept, told)
                if isinstance(region, NamedNode) and isinstance(thing, NamedNode):
                    kept.append(Triple(thing, _LOCATED, region))
                elif not said[place]:
                    told.unknown[str(place)] += 1
        return kept, told.findings()

    def _found(self, address: dict[NamedNode, str], made: list[Triple], told: _Told) -> NamedNode | None:
        """The region of an address: that of its narrowest part; parts above it are its parents if they are new."""
        parent: NamedNode | None = None
        slugs: list[str] = []
        found: NamedNode | None = None
        for predicate, level in _PARTS:
            text = " ".join(address.get(predicate, "").split())
            slug = naming.slug(text)
            if not slug:
                continue
            slugs.append(slug)
            known = self._known(text, parent)
            if len(known) > 1:
                told.several[text] += 1
                return None
            found = known[0] if known else None
            if found is not None:
                told.found[f"{text} → {local_name(found.value)}"] += found not in self._made
            else:
                found = NamedNode(f"{self.store.base}region/" + "-".join(slugs))
                made += self._new(found, text, level, parent)
                told.made[text] += 1
            parent = found
        return found

    def _known(self, text: str, parent: NamedNode | None) -> list[NamedNode]:
        """The regions of a name; of several, those right below the part of the address before it."""
        known = sorted(self._called.get(folded(text), ()), key=str)
        if len(known) > 1 and parent is not None:
            inside = [one for one in known if next(self.store.triples(one, _PARENT, parent), None) is not None]
            return inside or known
        return known

    def _new(self, region: NamedNode, text: str, level: str, parent: NamedNode | None) -> list[Triple]:
        self._made[region] = None
        self._regions.add(region)
        self._called[folded(text)].add(region)
        above = [Triple(region, _PARENT, parent)] if parent is not None else []
        return [
            Triple(region, _TYPE, _ADMINISTRATIVE),
            Triple(region, _LEVEL, NamedNode(f"{vocabulary.CODE}level/{level}")),
            *named([Triple(region, _NAME, Literal(text))]),
            *above,
        ]


@dataclass
class _Told:
    """What the addresses of a file led to."""

    shown: str
    found: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    several: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def findings(self) -> list[Finding]:
        """What is to be said of them."""
        return [
            Finding(
                severity,
                code,
                f"{en}: {_some(counts)}.",
                f"{zh}：{_some(counts)}。",
                fix,
                self.shown,
                fix_zh=fix_zh,
            )
            for counts, severity, code, en, zh, fix, fix_zh in (
                (
                    +self.found,
                    Severity.INFO,
                    "placed-by-name",
                    "Addresses that name a region of the graph were taken for it",
                    "地址中的地名与图谱中某地区同名，视为该地区",
                    "If one is another place, give the file the region itself, or its whole address.",
                    "若为另一地，请在文件中直接写明该地区或完整地址。",
                ),
                (
                    +self.made,
                    Severity.INFO,
                    "region-of-address",
                    "Addresses that name no region of the graph made regions of their own",
                    "地址中的地名在图谱中没有，另立为地区",
                    "Join a file or a package with the regions, if there is one.",
                    "如有载有这些地区的文件或数据包，请一并构建。",
                ),
                (
                    +self.several,
                    Severity.WARNING,
                    "place-ambiguous",
                    "Addresses that name several regions of the graph were not placed",
                    "地址中的地名在图谱中有数处同名，未予定位",
                    "Name the region above it in the address, or the region itself by its IRI.",
                    "请在地址中写明其上级地区，或直接写该地区的 IRI。",
                ),
                (
                    +self.unknown,
                    Severity.WARNING,
                    "place-unknown",
                    "Places that are no region of the graph and have no address were left out",
                    "所指地点不是图谱中的地区，也没有地址，已略去",
                    "Join the file that describes them.",
                    "请一并构建描述这些地点的文件。",
                ),
            )
            if counts
        ]


_MOST = 8


def _some(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = len(ordered) - _MOST
    return ", ".join(f"{name[:120]} ({number:,})" for name, number in ordered[:_MOST]) + (
        f", … (+{more})" if more > 0 else ""
    )
