"""What the records of a graph are: one class a kind of thing, with the attributes that readers of it need.

SourceRecord         an article, a plan, a data set
Code                 a sector, a stage, a role, a measure ...
PartyRecord          a region or an institution
PersonRecord         an official whom claims are attributed to
ProgrammeRecord
PartnershipRecord    with ParticipationRecord, StageRecord, Figure and StatementRecord
Passage              where in a source one of them is stated
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, NamedTuple

from kg import source_place
from kg.text import Text

#: Marks a field that says what a code or a class means: it is the ontology's, and no part of the record as JSON.
_MEANING = {"meaning": True}


class Limits(NamedTuple):
    """On which sides a figure with a bound limits the true one: ``included``, ``excluded``, or empty for no limit."""

    lower: str = ""
    upper: str = ""


INCLUDED, EXCLUDED = "included", "excluded"
#: What a figure without a bound is, and what a bound that says nothing leaves open.
EXACT, OPEN = Limits(INCLUDED, INCLUDED), Limits()


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a code list, with what the ontology says that it means.

    Attributes:
        iri: its IRI.
        code: its notation.
        label: its name.
        order: its place, of a stage or a level.
        broader: the codes, by IRI, that it is a part of.
        halted: whether a partnership at this stage stands still (``pk:halted``).
        ended: whether a partnership at this stage is over for good (``pk:ended``).
        months: how many months a date of this precision spans; 0 for a day (``pk:spanMonths``).
        phase: the phase that a stage belongs to (``pk:phase``), for what has no room for each stage.
        limits: which true figures a bound allows (``pk:lowerLimit``, ``pk:upperLimit``).
        sign: what is written for it beside a number, in any language (``pk:sign``).
        currency: whether it is a unit of money (``pk:currency``).
    """

    iri: str
    code: str
    label: Text
    order: int | None = None
    broader: tuple[str, ...] = ()
    halted: bool = field(default=False, compare=False, metadata=_MEANING)
    ended: bool = field(default=False, compare=False, metadata=_MEANING)
    phase: str = field(default="", compare=False, metadata=_MEANING)
    months: int = field(default=0, compare=False, metadata=_MEANING)
    limits: Limits = field(default=OPEN, compare=False, metadata=_MEANING)
    sign: str = field(default="", compare=False, metadata=_MEANING)
    currency: bool = field(default=False, compare=False, metadata=_MEANING)

    @property
    def is_exact(self) -> bool:
        """Whether it is a bound that adds nothing to the number."""
        return self.limits == EXACT


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source: an article, a plan, a data set. ``archived`` is the address of a copy that is kept elsewhere."""

    iri: str
    id: str
    label: Text
    publisher: Text
    issued: str
    language: str
    url: str
    sha256: str
    characters: int | None
    archived: str = ""


def passage_order(start: int | None, end: int | None, place: str) -> tuple[object, ...]:
    """What the places in a source are sorted by.

    Args:
        start: The first code point, ``None`` where none is known.
        end: The code point after the last, likewise.
        place: What the column ``place`` has, empty where it has nothing.

    Returns:
        A key for ``sorted``.
    """
    return start or 0, end or 0, *source_place.order(place)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: code points from ``start`` (inclusive) to ``end`` (exclusive), or one without them.

    ``place`` is then what the column of that name has: ``row=17``, ``page=3``, an address, ``#part``; empty where only
    the source is known.
    """

    iri: str
    source: str
    label: Text
    publisher: Text
    issued: str
    url: str
    start: int | None
    end: int | None
    sha256: str
    place: str = ""

    @property
    def where(self) -> Text:
        """The place in words, code points as ``30-53``; empty where only the source is known."""
        return source_place.where(self.start, self.end, self.place)

    @property
    def written(self) -> str:
        """The place for programs, as tables write it: ``30-53``, ``row=17``; empty where only the source is known."""
        return self.place if self.start is None or self.end is None else f"{self.start}-{self.end}"

    @property
    def order(self) -> tuple[object, ...]:
        """What the places in a source are sorted by."""
        return passage_order(self.start, self.end, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: its name, its evidence, and what is uncertain about it.

    ``cls`` is its narrowest class, and ``classes`` all that it is in, by local name.
    """

    iri: str
    id: str
    cls: str
    label: Text
    classes: frozenset[str] = field(default=frozenset(), compare=False, repr=False, metadata=_MEANING)
    alt: tuple[str, ...] = ()
    note: Text = field(default_factory=Text)
    ambiguity: Text = field(default_factory=Text)
    open_ended: bool = False
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord(Record):
    """A region or an institution.

    Attributes:
        kind: the institution's kind; ``None`` for a region.
        level: the region's level; ``None`` for an institution.
        regions: where it is directly: a region's parents, or what an institution is located in; as they are now.
        within: every region it is in, itself included if it is one, as the rules derived it.
        affiliated_with: who runs or brands it.
        current: what it is now, where it was renamed, renumbered or merged; else empty.
        successors: what directly came after it.
        valid_from: the first day on which it was what it is; empty where it is not said.
        valid_to: the last such day.
    """

    kind: Code | None = None
    level: Code | None = None
    code: str = ""
    lat: float | None = None
    lon: float | None = None
    regions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    affiliated_with: tuple[str, ...] = ()
    current: str = ""
    successors: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""

    @property
    def is_region(self) -> bool:
        """Whether it is a region, of any class."""
        return "Region" in self.classes


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """An official: a post at a body."""

    post: Text
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRecord(Record):
    """A plan that sets targets or runs partnerships."""

    owners: tuple[str, ...] = ()
    period_start: str = ""
    period_end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationRecord(Record):
    """One party's part in one partnership.

    Attributes:
        partnership: the partnership.
        party: who takes part; what it is now where it was renamed, renumbered or merged.
        role: as what.
        places: with which of its places, where that is said.
        named: the party that the source names, where it is another one by now; else empty.
    """

    partnership: str
    party: str
    role: Code | None
    places: tuple[str, ...] = ()
    named: str = ""

    @property
    def stands_at(self) -> tuple[str, ...]:
        """What says where the party is as far as the partnership is concerned: the places that are said, or itself."""
        return self.places or (self.party,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord(Record):
    """One source saying one thing at one time.

    Attributes:
        about: what it is about: a partnership, a party or a programme.
        as_of: a full date, of which ``precision`` says how much the source gives.
        time_basis: whether the date is stated, resolved or assumed.
        asserted_by: who says it; the source itself where nobody is named.
    """

    about: str
    as_of: str = ""
    precision: Code | None = None
    time_basis: Code | None = None
    asserted_by: str = ""
    asserted_by_label: Text | None = None

    @property
    def first_day(self) -> str:
        """The first day of the span that the date stands for; the date itself where it is exact to the day."""
        months = self.precision.months if self.precision else 0
        if not months:
            return self.as_of
        year, month = self.as_of[:4], int(self.as_of[5:7])
        return f"{year}-{(month - 1) // months * months + 1:02}-01"

    def follows(self, other: ClaimRecord) -> bool:
        """Whether it is surely later than another claim: spans that overlap have no order."""
        return self.first_day > other.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord(ClaimRecord):
    """A claim that a partnership was at a stage."""

    stage: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(ClaimRecord):
    """One figure: a target or an achievement. ``value`` is a decimal in base units, as text."""

    measure: Code | None = None
    value: str = ""
    bound: Code | None = None
    unit: Code | None = None
    period_start: str = ""
    period_end: str = ""
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    capital_kind: Code | None = None
    sectors: tuple[Code, ...] = ()
    out_of: str = ""
    subset_of: tuple[str, ...] = ()
    paired_with: tuple[str, ...] = ()
    target_for: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    original_text: str = ""

    @property
    def is_target(self) -> bool:
        """Whether it is planned rather than achieved."""
        return "Target" in self.classes


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord(ClaimRecord):
    """A statement without a figure; its label is its gist."""

    kind: Code | None = None
    counterparts: tuple[str, ...] = ()
    sectors: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipRecord(Record):
    """Anything two or more parties sign, build, run or plan together.

    Attributes:
        carried_out_in: the regions in which it is built, run or done; as they are now.
        period_start: the first day on which it is agreed or planned to run.
        period_start_precision: how exactly the source gives that day.
        period_end: the last such day; whether it ended then, its stages say.
        period_end_precision: how exactly the source gives that day.
        stages: what was claimed of its stage, oldest first.
        current_stage: the stage that the rules derived; ``None`` if nothing is claimed.
        figures: the figures about it, targets beside their achievements.
    """

    agreement_kind: Code | None = None
    sectors: tuple[Code, ...] = ()
    programmes: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    carried_out_in: tuple[str, ...] = ()
    period_start: str = ""
    period_start_precision: Code | None = None
    period_end: str = ""
    period_end_precision: Code | None = None
    participations: tuple[ParticipationRecord, ...] = ()
    stages: tuple[StageRecord, ...] = ()
    current_stage: Code | None = None
    figures: tuple[Figure, ...] = ()
    statements: tuple[StatementRecord, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties' IRIs, each once, sorted."""
        return tuple(sorted({part.party for part in self.participations}))

    @property
    def stands_at(self) -> tuple[str, ...]:
        """What says where the parties are: the places with which they take part, or themselves; each once, sorted."""
        return tuple(sorted({place for part in self.participations for place in part.stands_at}))

    @property
    def term(self) -> tuple[str, str]:
        """From when to when it is agreed or planned to run, each end as exactly as the source gives it; else empty."""
        return (
            as_exact_as_given(self.period_start, self.period_start_precision),
            as_exact_as_given(self.period_end, self.period_end_precision),
        )

    @property
    def path(self) -> str:
        """What names it where one types its id; its IRI, where that is of another form."""
        path = f"partnership/{self.id}"
        return path if self.iri.endswith(f"/{path}") else self.iri


def as_exact_as_given(day: str, precision: Code | None) -> str:
    """A full date as exactly as its source gives it: ``2018``, ``2018 H1``, ``2018 Q2``, ``2018-03``, ``2018-03-01``.

    Args:
        day: the date, or nothing.
        precision: how exact it is; ``None`` for a day.
    """
    months = precision.months if precision and len(day) == len("2018-03-01") else 0
    if not months:
        return day
    if months == _A_YEAR:
        return day[:4]
    if months == 1:
        return day[:7]
    number = (int(day[5:7]) - 1) // months + 1
    letter = {_A_QUARTER: "Q", _A_HALF: "H"}.get(months)
    return f"{day[:4]} {letter}{number}" if letter else day


_A_QUARTER, _A_HALF, _A_YEAR = 3, 6, 12


def as_json(value: Any, seen: Callable[[Passage], Mapping[str, Any]] | None = None) -> Any:
    """A record, a code or a text as JSON's types: a dictionary with its attributes by name.

    What the ontology says that a code means is left out; it is the same for every record.

    Args:
        value: the record, or several of them as a tuple.
        seen: what to say besides of each passage, such as what a copy of its source has there.
    """
    if is_dataclass(value):
        said = {item.name: as_json(getattr(value, item.name), seen) for item in fields(value) if not item.metadata}
        return said | dict(seen(value)) if seen is not None and isinstance(value, Passage) else said
    return [as_json(item, seen) for item in value] if isinstance(value, tuple) else value
