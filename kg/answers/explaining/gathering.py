"""What there is behind a thing or a tie: its partnerships, figures, statements and claims, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.answers.explaining.subjects import Resting, Subject, claims_by, resting_on, subject, using
from kg.answers.records import (
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Record,
    Records,
    StageRecord,
    StatementRecord,
)
from kg.errors import UsageError
from kg.text import Text

#: How figures are linked, each way: the attribute of the one that names the other.
LINKS = ("subset_of", "paired_with", "target_for")

_Item = TypeVar("_Item", bound=Record)


@dataclass(frozen=True, slots=True)
class Link:
    """A figure that another is linked to.

    Attributes:
        relation: ``subset_of``, ``paired_with`` or ``target_for``.
        figure: the figure that names the other.
        other: the one that it names.
    """

    relation: str
    figure: Figure
    other: Figure


@dataclass(frozen=True, repr=False)
class Found:
    """Everything that the graph has behind a thing, or behind the tie of two.

    Attributes:
        subjects: the things that were asked for, one or two.
        basis: the records of the graph that all of this is taken from.
        partnerships: the partnerships that tie them; for one thing, those it takes part in, is, or classifies.
        figures: figures about the thing, or about what goes between the two, that belong to none of
            the partnerships.
        statements: statements about the thing, or by one end towards the other.
        stages: stage claims that are, or are made by, the thing.
        participations: participations that are the thing, or have its code as their role.
        parties: the parties that have the thing as their code.
        links: the figures that a figure is linked to, either way.
        resting: what rests on the source or the passage that was asked for.
    """

    subjects: tuple[Subject, ...]
    basis: Records
    partnerships: tuple[PartnershipRecord, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    stages: tuple[StageRecord, ...] = ()
    participations: tuple[ParticipationRecord, ...] = ()
    parties: tuple[Record, ...] = ()
    links: tuple[Link, ...] = ()
    resting: tuple[Resting, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The IRIs of the things that were asked for."""
        return tuple(item.iri for item in self.subjects)

    @property
    def is_empty(self) -> bool:
        """Whether the graph makes no claim of it."""
        found = (self.partnerships, self.figures, self.statements, self.stages, self.participations, self.parties)
        return not any((*found, self.resting))

    def counts(self) -> dict[str, int]:
        """How many things of each kind rest on the source or passage, each thing once."""
        kinds = {item.subject.iri: item.subject.kind for item in self.resting}
        return {kind: list(kinds.values()).count(kind) for kind in sorted(set(kinds.values()))}


def gather(records: Records, first: str, second: str | None = None) -> Found:
    """Everything the graph has of a thing, or of the tie between two parties.

    Args:
        records: the graph's records.
        first: the IRI of anything in the graph: a party, a partnership, a claim, a source, a code ...
        second: the IRI of another party; a region stands for every party in it.

    Raises:
        UsageError: if both are the same.
    """
    if first == second:
        raise UsageError(
            Text(
                f"A tie has two different ends, and both are {records.label(first).en}. Name another.",
                f"一条联系有不同的两端，而这两端均为{records.label(first).zh}。请另写其一。",
            )
        )
    subjects = tuple(subject(records, iri) for iri in (first, second) if iri is not None)
    if second is None:
        return Found(subjects, records, **_of_one(records, subjects[0]))
    partnerships = records.ties(first, second)
    between = [*records.flows(first, second), *_figures_between(records, first, second)]
    return Found(
        subjects,
        records,
        partnerships=partnerships,
        figures=_others(between, partnerships),
        statements=_statements_between(records, first, second),
    )


def _of_one(records: Records, thing: Subject) -> Mapping[str, Any]:
    """The attributes of the explanation of one thing, by the thing's kind."""
    record = thing.record
    if isinstance(record, PartnershipRecord):
        return {"partnerships": (record,)}
    if isinstance(record, Figure):
        return {"figures": (record,), "links": _links(records, record)}
    if isinstance(record, StatementRecord):
        return {"statements": (record,)}
    if isinstance(record, StageRecord):
        return {"stages": (record,)}
    if isinstance(record, ParticipationRecord):
        return {"participations": (record,)}
    if thing.kind in ("source", "evidence"):
        return {"resting": tuple(resting_on(records, thing.iri))}
    if thing.kind == "code":
        return _sorted_out(using(records, thing.iri))
    return _of_party(records, thing.iri)


def _links(records: Records, figure: Figure) -> tuple[Link, ...]:
    """The links of a figure: those that it names, then those by which others name it."""
    named = [
        Link(relation, figure, records.figures[iri])
        for relation in LINKS
        for iri in getattr(figure, relation)
        if iri in records.figures
    ]
    naming = [
        Link(relation, other, figure)
        for relation in LINKS
        for other in records.figures.values()
        if figure.iri in getattr(other, relation)
    ]
    # A pair is one link, whether one of the two names the other or both do.
    pairs = {link.other.iri for link in named if link.relation == "paired_with"}
    return (*named, *(link for link in naming if link.relation != "paired_with" or link.figure.iri not in pairs))


def _sorted_out(found: Iterable[Record]) -> Mapping[str, Any]:
    """Records of any kind under the attributes of an explanation; claims go with their partnership if it is there."""
    items = list(found)
    partnerships = tuple(item for item in items if isinstance(item, PartnershipRecord))
    told = {item.iri for item in partnerships}
    return {
        "partnerships": partnerships,
        "figures": _others((item for item in items if isinstance(item, Figure)), partnerships),
        "statements": tuple(item for item in items if isinstance(item, StatementRecord) and item.about not in told),
        "stages": tuple(item for item in items if isinstance(item, StageRecord) and item.about not in told),
        "participations": tuple(
            item for item in items if isinstance(item, ParticipationRecord) and item.partnership not in told
        ),
        "parties": tuple(item for item in items if isinstance(item, PartyRecord)),
    }


def _of_party(records: Records, iri: str) -> Mapping[str, Any]:
    """What there is of a party and all in it, of a programme, or of an official: about it, and claimed by it."""
    partnerships = _partnerships_of(records, iri)
    members = records.members(iri)
    about = [records.about(item) for item in sorted(members | _programmes_of(records, members))]
    figures = [figure for found, _ in about for figure in found]
    statements = [statement for _, found in about for statement in found]
    set_by = [figure for figure in records.figures.values() if iri in figure.programmes]
    claims = _sorted_out(claims_by(records, iri))
    return {
        "partnerships": partnerships,
        "figures": _others([*figures, *set_by, *claims["figures"]], partnerships),
        "statements": tuple(_distinct([*statements, *claims["statements"]])),
        "stages": claims["stages"],
    }


def _partnerships_of(records: Records, iri: str) -> tuple[PartnershipRecord, ...]:
    if iri in records.parties:
        return records.partnerships_of(iri)
    return tuple(item for item in records.partnerships.values() if iri in item.programmes)


def _figures_between(records: Records, first: str, second: str) -> Iterator[Figure]:
    """Figures about one end that name the other as origin, destination or channel."""
    for one, other in ((first, second), (second, first)):
        far = records.members(other)
        for iri in sorted(records.members(one)):
            for figure in records.about(iri)[0]:
                if far & {*figure.origin, *figure.destination, *figure.via}:
                    yield figure


def _statements_between(records: Records, first: str, second: str) -> tuple[StatementRecord, ...]:
    ends = (records.members(first), records.members(second))
    subjects = [members | _programmes_of(records, members) for members in ends]
    return tuple(
        item
        for item in records.statements.values()
        if any(
            item.about in near and far & set(item.counterparts)
            for near, far in zip(subjects, reversed(ends), strict=True)
        )
    )


def _programmes_of(records: Records, parties: Collection[str]) -> frozenset[str]:
    """The programmes of some parties: what is said of a party's programme is said of the party."""
    return frozenset(item.iri for item in records.programmes.values() if not set(parties).isdisjoint(item.owners))


def _others(figures: Iterable[Figure], partnerships: Iterable[PartnershipRecord]) -> tuple[Figure, ...]:
    """Figures that are not told with their partnership already; each once."""
    told = {figure.iri for partnership in partnerships for figure in partnership.figures}
    return tuple(figure for figure in _distinct(figures) if figure.iri not in told)


def _distinct(items: Iterable[_Item]) -> list[_Item]:
    return list({item.iri: item for item in items}.values())
