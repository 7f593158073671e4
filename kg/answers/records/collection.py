"""All records of a graph together, and what follows from several of them: who is in what, and what ties whom.

Records
├── sources        SourceRecord
├── codes          Code
├── parties        PartyRecord
├── people         PersonRecord
├── programmes     ProgrammeRecord
├── partnerships   PartnershipRecord    with ParticipationRecord, StageRecord and Figure
├── figures        Figure               all of them, those about parties and programmes included
└── statements     StatementRecord
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from kg.answers.records.model import (
    EXACT,
    ClaimRecord,
    Code,
    Figure,
    Limits,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Passage,
    PersonRecord,
    ProgrammeRecord,
    Record,
    SourceRecord,
    StageRecord,
    StatementRecord,
)
from kg.nearest import local_name
from kg.text import Text

_Claim = TypeVar("_Claim", bound=ClaimRecord)
_Item = TypeVar("_Item", bound=Record)


@dataclass(frozen=True, repr=False)
class Records:
    """Everything the graph says, by IRI; each mapping is sorted by IRI. ``bounds`` are codes, by what they limit."""

    sources: Mapping[str, SourceRecord]
    codes: Mapping[str, Code]
    classes: Mapping[str, Text]
    parties: Mapping[str, PartyRecord]
    people: Mapping[str, PersonRecord]
    programmes: Mapping[str, ProgrammeRecord]
    partnerships: Mapping[str, PartnershipRecord]
    figures: Mapping[str, Figure]
    statements: Mapping[str, StatementRecord]
    bounds: Mapping[Limits, Code] = field(default_factory=dict)

    def bound_of(self, figure: Figure) -> Code:
        """A figure's bound; of one without, the bound that says that it is exact."""
        return figure.bound or self.bounds[EXACT]

    def label(self, iri: str) -> Text:
        """The name of anything in the records; the last part of the IRI where it has none."""
        for group in (self.parties, self.partnerships, self.programmes, self.people, self.sources, self.codes):
            if iri in group:
                return group[iri].label
        return Text.of(fallback=local_name(iri))

    def members(self, party: str) -> frozenset[str]:
        """The parties that count as ``party``: itself, and for a region all that are in it."""
        return self._members.get(party, frozenset()) | {party}

    def partnerships_of(self, party: str) -> tuple[PartnershipRecord, ...]:
        """The partnerships in which a party, or for a region any party in it, takes part."""
        found = {iri for member in self.members(party) for iri in self._taking_part.get(member, ())}
        found |= self._taking_part_at.get(party, set())
        return tuple(self.partnerships[iri] for iri in sorted(found))

    def ties(self, a: str, b: str) -> tuple[PartnershipRecord, ...]:
        """The partnerships in which a party in ``a`` and another party in ``b`` both take part.

        Of a region and another one around it, what is in the inner one stands for that one only: two parties of a
        county are no tie of the county with its province.

        Args:
            a: the IRI of a region or an institution.
            b: the IRI of another.

        Returns:
            the partnerships, sorted by IRI; each once, however many pairs it joins.
        """
        shared = {p.iri for p in self.partnerships_of(a)} & {p.iri for p in self.partnerships_of(b)}
        return tuple(self.partnerships[iri] for iri in sorted(shared) if self._joins(iri, a, b))

    def flows(self, a: str, b: str) -> tuple[Figure, ...]:
        """The figures about something going from ``a``, or a party in it, to ``b``, or back."""
        ends_a, ends_b = self.members(a), self.members(b)
        return tuple(fig for fig in self.figures.values() if _flows(fig, ends_a, ends_b) or _flows(fig, ends_b, ends_a))

    def about(self, iri: str) -> tuple[tuple[Figure, ...], tuple[StatementRecord, ...]]:
        """The figures and the statements about a party, a partnership or a programme."""
        return self._figures_about.get(iri, ()), self._statements_about.get(iri, ())

    @cached_property
    def participations(self) -> Mapping[str, ParticipationRecord]:
        """Every participation by IRI."""
        return by_iri(part for item in self.partnerships.values() for part in item.participations)

    @cached_property
    def stages(self) -> Mapping[str, StageRecord]:
        """Every stage claim by IRI."""
        return by_iri(stage for item in self.partnerships.values() for stage in item.stages)

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage that something rests on, by the IRI of its evidence."""
        found = {passage.iri: passage for record in self.everything for passage in record.evidence if passage.iri}
        return dict(sorted(found.items()))

    @property
    def everything(self) -> Iterator[Record]:
        """Every record that may have evidence: each kind in turn, by IRI."""
        return chain(
            self.parties.values(),
            self.people.values(),
            self.programmes.values(),
            self.partnerships.values(),
            self.participations.values(),
            self.stages.values(),
            self.figures.values(),
            self.statements.values(),
        )

    def _joins(self, partnership: str, a: str, b: str) -> bool:
        parts = self.partnerships[partnership].participations
        near, far = ({part.party for part in parts if end in self._counts_for(part)} for end in (a, b))
        if self.members(a) < self.members(b):
            far -= near
        elif self.members(b) < self.members(a):
            near -= far
        return any(one != other for one in near for other in far)

    def _counts_for(self, part: ParticipationRecord) -> set[str]:
        """The party, and the regions that it is in as far as the partnership is concerned."""
        places = (self.parties[place] for place in part.stands_at if place in self.parties)
        return {part.party, *part.places, *(region for place in places for region in place.within)}

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        inside: defaultdict[str, set[str]] = defaultdict(set)
        for party in self.parties.values():
            for region in party.within:
                inside[region].add(party.iri)
        return {region: frozenset(parties) for region, parties in inside.items()}

    @cached_property
    def _taking_part(self) -> Mapping[str, tuple[str, ...]]:
        taking: defaultdict[str, list[str]] = defaultdict(list)
        for part in self.participations.values():
            if not part.places:
                taking[part.party].append(part.partnership)
        return {party: tuple(found) for party, found in taking.items()}

    @cached_property
    def _taking_part_at(self) -> Mapping[str, set[str]]:
        """Partnerships of participations that name a place, by the party and by the regions around that place."""
        taking: defaultdict[str, set[str]] = defaultdict(set)
        for part in self.participations.values():
            for counted in self._counts_for(part) if part.places else ():
                taking[counted].add(part.partnership)
        return dict(taking)

    @cached_property
    def _figures_about(self) -> Mapping[str, tuple[Figure, ...]]:
        return by_subject(self.figures.values())

    @cached_property
    def _statements_about(self) -> Mapping[str, tuple[StatementRecord, ...]]:
        return by_subject(self.statements.values())


def by_iri(records: Iterable[_Item]) -> dict[str, _Item]:
    """Records by their IRI, sorted by it."""
    return {record.iri: record for record in sorted(records, key=attrgetter("iri"))}


def by_subject(claims: Iterable[_Claim]) -> Mapping[str, tuple[_Claim, ...]]:
    """Claims by what they are about, in their order."""
    found: defaultdict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.about].append(claim)
    return {subject: tuple(group) for subject, group in found.items()}


def _flows(figure: Figure, origins: frozenset[str], destinations: frozenset[str]) -> bool:
    return not origins.isdisjoint(figure.origin) and not destinations.isdisjoint(figure.destination)
