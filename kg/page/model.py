"""What the page shows, as typed values: made from records, drawn by ``render``.

An **island** is a region drawn as land: its own hexagon in the middle, and on it its institutions,
towns and zones. A **group** is the city, municipality or province that islands belong to. A
partnership is a node of its own between its parties, so that one with five parties is one thing.
Things are named by **keys**, the end of their IRI (``region/cn-shanghai``), which are short and
stay readable in the page's address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from kg.answers.ledger.matching import LedgerRow
from kg.answers.records import Code, PartnershipRecord, PartyRecord, Records
from kg.network.measures.register import FirstPlace
from kg.page.packs import Pack, packs_of
from kg.page.projected import Projected
from kg.page.story import Story
from kg.text import Text

#: ``pk:order`` of a county. Narrower regions lie on the island of their county.
COUNTY = 40
#: ``pk:order`` of a city. Islands are grouped by the first container as broad as this.
CITY = 30
#: Above this many islands, counties share the island of their city, and cities that of their province.
MANY_ISLANDS = 60
#: The key of the island of institutions that no region is stated for.
NOWHERE = "nowhere"


class Kind(StrEnum):
    """What a node is; each has a shape and a colour."""

    REGION = "region"
    ZONE = "zone"
    INSTITUTION = "institution"
    FUND = "fund"
    PARTNERSHIP = "partnership"
    SECTOR = "sector"
    PROGRAMME = "programme"
    OTHER = "other"


class Phase(StrEnum):
    """How far a partnership has come, in the five ways that are drawn differently."""

    PLANNED = "planned"
    SIGNED = "signed"
    BUILDING = "building"
    OPERATING = "operating"
    ENDED = "ended"
    UNKNOWN = "unknown"


def phase_of(stage: Code | None) -> Phase:
    """How a stage is drawn, as the ontology says it (``pk:phase``); unknown where it names none of those drawn."""
    said = stage.phase if stage else ""
    return Phase(said) if said in set(Phase) else Phase.UNKNOWN


@dataclass(frozen=True, slots=True)
class DataSet:
    """What the page's footer says about the data."""

    name: Text = field(default_factory=lambda: Text("", ""))
    version: str = ""
    licence: str = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Ranking:
    """A table for the ranking view, made by whoever measured the network.

    Attributes:
        title: what was measured, and of which projection.
        columns: the names of the numbers.
        rows: the thing's IRI, then one text for each column; best first.
        note: how far the ranking can be trusted.
        intervals: for each row and column, the ranks between which the row moves when parts of the data are left
            out, as ``2-5``, or ``3`` for a rank that never moves; an empty text where it was not tried. Ranks
            count from 1 for the greatest value, and equal values share the better one.
        carriers: the passages whose loss changes who is first, with the partnerships that are lost with them.
        kept: how many partnerships tie something in it; ``None`` where that was not counted.
        meanings: of each column what it says in a few words, and in a sentence; none where nobody has said it.
    """

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: Text = field(default_factory=lambda: Text("", ""))
    intervals: tuple[tuple[str, ...], ...] = ()
    carriers: tuple[FirstPlace, ...] = ()
    kept: int | None = None
    meanings: tuple[tuple[Text, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A party or a partnership on the canvas."""

    key: str
    iri: str
    kind: Kind
    label: Text
    island: str = ""
    phase: Phase = Phase.UNKNOWN


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes of a projection that partnerships tie, the keys of those, and what each of them weighs."""

    first: str
    second: str
    partnerships: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A participation: one party's part in one partnership."""

    party: str
    partnership: str


@dataclass(frozen=True, slots=True)
class Island:
    """A region drawn as land.

    Attributes:
        key: the region's key, or ``NOWHERE``.
        members: the keys of the nodes on it, the region's own left out.
        group: the key of the region that it is grouped under; its own where there is none.
        path: keys from the broadest container down to itself; for sorting by hierarchy.
        packs: its members in packs, where they are very many.
    """

    key: str
    label: Text
    members: tuple[str, ...]
    group: str
    path: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None
    packs: tuple[Pack, ...] = ()


@dataclass(frozen=True)
class PageModel:
    """Everything that is placed and drawn, in a fixed order.

    Nodes without an island float between the parties that they are tied to. A page of a whole graph has
    ``edges``, from parties to their partnerships; that of a projection has ``ties`` instead, with how many partnerships
    the ``whole`` graph has and ``remarks`` on what of them it leaves out. ``not_added`` says why figures are in no sum.
    """

    title: Text
    data_set: DataSet
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    islands: tuple[Island, ...]
    keys: Mapping[str, str]
    rankings: tuple[Ranking, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    ties: tuple[Tie, ...] | None = None
    whole: int = 0
    remarks: tuple[Text, ...] = ()
    not_added: Mapping[str, str] = field(default_factory=dict)
    story: Story | None = None

    @cached_property
    def node(self) -> Mapping[str, Node]:
        """Nodes by key."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def parties_of(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of the parties that something joins, by its key: a floating node, or a tie of two parties."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for edge in self.edges:
            found[edge.partnership].append(edge.party)
        for tie in self.ties or ():
            ashore = [key for key in (tie.first, tie.second) if self.node[key].island]
            afloat = [key for key in (tie.first, tie.second) if not self.node[key].island]
            # No key has a line break in it, so a tie's is none of a node's.
            for key in afloat or [f"{tie.first}\n{tie.second}"]:
                found[key].extend(ashore)
        return {key: tuple(parties) for key, parties in found.items()}


def make_model(
    records: Records,
    title: Text | None = None,
    data_set: DataSet | None = None,
    rankings: Sequence[Ranking] = (),
    ledger: Sequence[LedgerRow] = (),
    projection: Projected | None = None,
    not_added: Mapping[str, str] = MappingProxyType({}),
    story: Story | None = None,
) -> PageModel:
    """Choose what is shown, and say on which island it is.

    Args:
        records: what the graph says.
        title: the page's heading; a general one if ``None``.
        data_set: what the footer says.
        rankings: tables for the ranking view.
        ledger: how the targets stand.
        projection: what is shown instead of everything in its records.
        not_added: why figures are in no sum, by IRI; those that are not there may be added.
        story: the views that the page leads through.

    Returns:
        what is drawn, before a layout or a template is chosen.
    """
    atlas = Atlas(records, projection)
    parties = [_party_node(party, atlas) for party in atlas.shown]
    deals = records.partnerships.values()
    floating = [_partnership_node(deal, atlas) for deal in deals if not projection or deal.iri in projection.nodes]
    if projection:
        floating += [_concept_node(records.parties[iri], atlas) for iri in sorted(projection.concepts)]
    return PageModel(
        title=title or Text("Cross-regional partnerships", "跨区域合作网络"),
        data_set=data_set or DataSet(),
        nodes=tuple(sorted([*parties, *floating], key=lambda node: node.key)),
        edges=() if projection else _edges(records, atlas),
        islands=tuple(atlas.islands()),
        keys=atlas.keys,
        rankings=tuple(rankings),
        ledger=tuple(ledger),
        ties=_ties(projection, atlas.keys) if projection else None,
        whole=projection.whole if projection else len(records.partnerships),
        remarks=projection.remarks if projection else (),
        not_added=not_added,
        story=story,
    )


def _edges(records: Records, atlas: Atlas) -> tuple[Edge, ...]:
    pairs = {
        (atlas.keys[part.party], atlas.keys[record.iri])
        for record in records.partnerships.values()
        for part in record.participations
        if part.party in atlas.shown_iris
    }
    return tuple(Edge(*pair) for pair in sorted(pairs))


def _ties(projection: Projected, keys: Mapping[str, str]) -> tuple[Tie, ...]:
    return tuple(
        Tie(keys[first], keys[second], tuple(keys[iri] for iri in bundle.partnerships), bundle.weights)
        for (first, second), bundle in projection.ties.items()
    )


def short_keys(iris: Iterable[str]) -> Mapping[str, str]:
    """IRI to key: its last two parts, or the whole IRI where two things would share a key."""
    short = {iri: "/".join(iri.rsplit("/", 2)[-2:]) for iri in sorted(set(iris))}
    times = Counter(short.values())
    return {iri: key if times[key] == 1 and key != NOWHERE else iri for iri, key in short.items()}


class Atlas:
    """Which parties are shown, and which island each of them is on.

    A region is shown if it takes part in something, if something is stated about it, or if a shown
    party lies on its island; regions that only a shared gazetteer names are not. Of a projection its nodes
    are shown.
    """

    def __init__(self, records: Records, projection: Projected | None = None) -> None:
        self._records = records
        self._around: dict[tuple[str, int], str] = {}
        self._grouped: dict[str, tuple[str, str] | None] = {}
        self.keys = short_keys([*records.parties, *records.partnerships, *records.programmes, *records.people])
        named = (projection.nodes & records.parties.keys()) - projection.concepts if projection else _shown(records)
        self._breadth = self._choose_breadth(named)
        # An island's own region stands on it, even where nothing is said of the region itself.
        around = {region for iri in named if (region := self._island_region(iri, self._breadth))}
        self.shown_iris = named if projection else named | around
        self.shown = [party for iri, party in records.parties.items() if iri in self.shown_iris]

    def island_of(self, iri: str) -> str:
        """The key of the island that a party is on."""
        region = self._island_region(iri, self._breadth)
        return self.keys[region] if region else NOWHERE

    def islands(self) -> list[Island]:
        """The islands, in the order of the hierarchy."""
        on: defaultdict[str, list[str]] = defaultdict(list)
        for party in self.shown:
            on[self._island_region(party.iri, self._breadth)].append(party.iri)
        return sorted((self._island(region, on[region]) for region in on), key=lambda island: island.path)

    def _island(self, region: str, members: Iterable[str]) -> Island:
        if not region:
            keys = tuple(sorted(self.keys[iri] for iri in members))
            # U+10FFFF sorts it after every region.
            return Island(NOWHERE, Text("Place not stated", "未载明地点"), keys, NOWHERE, ("\U0010ffff",))
        party = self._records.parties[region]
        chain = self.chain(region)
        group = self._group(region)
        return Island(
            key=self.keys[region],
            label=party.label,
            members=tuple(sorted(self.keys[iri] for iri in members if iri != region)),
            group=self.keys[group],
            path=tuple(self._records.parties[iri].code or self.keys[iri] for iri in reversed(chain)),
            lat=party.lat,
            lon=party.lon,
            packs=packs_of(self._records, [iri for iri in members if iri != region], self.keys),
        )

    def group_of(self, iri: str) -> tuple[str, str] | None:
        """The region of a party's island and the city or province around it, as IRIs; ``None`` without a place."""
        if iri not in self._grouped:
            region = self._island_region(iri, self._breadth)
            self._grouped[iri] = (region, self._group(region)) if region else None
        return self._grouped[iri]

    def _group(self, region: str) -> str:
        chain = self.chain(region)
        return next((iri for iri in chain if _order(self._records.parties[iri]) <= CITY), chain[-1])

    def chain(self, iri: str) -> list[str]:
        """A region and its containers, by the first parent of each; never runs in a circle."""
        found: list[str] = []
        while iri in self._records.parties and iri not in found:
            found.append(iri)
            iri = next(iter(self._records.parties[iri].regions), "")
        return found

    def _island_region(self, iri: str, breadth: int) -> str:
        """The region that a party's island is of, where no island is broader than ``breadth``."""
        party = self._records.parties[iri]
        start = iri if party.is_region else self._place(party)
        if (start, breadth) not in self._around:
            self._around[start, breadth] = self._broadest(start, breadth)
        return self._around[start, breadth]

    def _place(self, party: PartyRecord) -> str:
        """Where an institution is; of one with several places, the narrowest region that holds them all."""
        if len(party.regions) < 2:
            return next(iter(party.regions), "")
        around = (iri for iri in party.within if iri in self._records.parties)
        return max(around, key=lambda iri: (_order(self._records.parties[iri]), iri), default="")

    def _broadest(self, region: str, breadth: int) -> str:
        """The broadest region around a region that is not broader than ``breadth``, else the narrowest."""
        chain = self.chain(region)
        return next((r for r in reversed(chain) if _order(self._records.parties[r]) >= breadth), next(iter(chain), ""))

    def _choose_breadth(self, named: frozenset[str]) -> int:
        for breadth in (COUNTY, CITY):
            if len({self._island_region(iri, breadth) for iri in sorted(named)}) <= MANY_ISLANDS:
                return breadth
        return 20


def _shown(records: Records) -> frozenset[str]:
    """The parties that are shown: all institutions, and the regions that matter to something."""
    shown = {party.iri for party in records.parties.values() if not party.is_region}
    shown.update(iri for record in records.partnerships.values() for iri in (*record.parties, *record.stands_at))
    for claim in (*records.figures.values(), *records.statements.values()):
        shown.add(claim.about)
    for figure in records.figures.values():
        shown.update((*figure.origin, *figure.destination, *figure.via))
    for iri in sorted(shown & records.parties.keys()):
        party = records.parties[iri]
        if not party.is_region:
            shown.update(party.regions[:1] if len(party.regions) == 1 else ())
    return frozenset(shown & records.parties.keys())


def _order(party: PartyRecord) -> int:
    """How broad a region is; without a level it counts as narrow."""
    return party.level.order if party.level and party.level.order is not None else COUNTY + 10


def _party_node(party: PartyRecord, atlas: Atlas) -> Node:
    if party.cls == "Zone":
        kind = Kind.ZONE
    elif party.is_region:
        kind = Kind.REGION
    else:
        kind = Kind.FUND if party.cls == "Fund" else Kind.INSTITUTION
    return Node(atlas.keys[party.iri], party.iri, kind, party.label, atlas.island_of(party.iri))


def _concept_node(concept: PartyRecord, atlas: Atlas) -> Node:
    kind = {"Sector": Kind.SECTOR, "Programme": Kind.PROGRAMME}.get(concept.cls, Kind.OTHER)
    return Node(atlas.keys[concept.iri], concept.iri, kind, concept.label)


def _partnership_node(record: PartnershipRecord, atlas: Atlas) -> Node:
    phase = phase_of(record.current_stage)
    return Node(atlas.keys[record.iri], record.iri, Kind.PARTNERSHIP, record.label, phase=phase)
