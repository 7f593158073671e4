"""Single records as a page has them, before they are packed: only what says something.

Things, codes and passages are named by what whoever makes the page calls them: numbers in tables that it keeps.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import category

from kg.answers.ledger.matching import LedgerRow
from kg.answers.records import (
    ClaimRecord,
    Code,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Passage,
    PersonRecord,
    ProgrammeRecord,
    Record,
    Records,
    SourceRecord,
    StageRecord,
    StatementRecord,
)
from kg.nearest import local_name
from kg.page.packing import Json
from kg.text import Text


class RecordJson(ABC):
    """Turns records into JSON.

    Args:
        records: the graph's records, or those of all that is near what is turned.
        stands: how targets stand, by IRI.
    """

    def __init__(self, records: Records, stands: Mapping[str, LedgerRow]) -> None:
        self._records = records
        self._stands = stands

    @abstractmethod
    def ref(self, iri: str) -> int:
        """The number of a thing's key."""

    @abstractmethod
    def number_of_code(self, code: Code) -> int:
        """The number of a code."""

    @abstractmethod
    def passage(self, passage: Passage) -> Any:
        """What stands for a passage."""

    @abstractmethod
    def number_of_figure(self, iri: str) -> int | None:
        """The number of a figure; ``None`` of anything else."""

    def party(self, party: PartyRecord) -> Json:
        """A region or an institution."""
        return full(
            **self._common(party),
            kind=self._code(party.kind),
            level=self._code(party.level),
            code=party.code,
            region=party.is_region,
            regions=self._refs(party.regions),
            within=None if self._follows(party) else self._refs(iri for iri in party.within if iri != party.iri),
            affiliated=self._refs(party.affiliated_with),
        )

    def _follows(self, party: PartyRecord) -> bool:
        """Whether what a party is in is what its direct regions are in, and need not be said."""
        parents = (self._records.parties.get(iri) for iri in party.regions)
        implied = {iri for parent in parents if parent for iri in (parent.iri, *parent.within)}
        return implied - {party.iri} == set(party.within) - {party.iri}

    def deal(self, deal: PartnershipRecord) -> Json:
        """A partnership."""
        return full(
            **self._common(deal),
            agreement=self._code(deal.agreement_kind),
            sectors=self._code_list(deal.sectors),
            programmes=self._refs(deal.programmes),
            partOf=self._refs(deal.part_of),
            places=self._refs(deal.carried_out_in),
            start=deal.term[0],
            end=deal.term[1],
            stage=self._code(deal.current_stage),
            parts=[self._part(part) for part in deal.participations],
            stages=[self._stage(claim) for claim in deal.stages],
        )

    def _part(self, part: ParticipationRecord) -> Json:
        found = self._about(part)
        found["party"] = self.ref(part.party)
        if part.places:
            found["places"] = self._refs(part.places)
        if part.role:
            found["role"] = self._code(part.role)
        return found

    def programme(self, programme: ProgrammeRecord) -> Json:
        """A programme."""
        return full(
            **self._common(programme),
            owners=self._refs(programme.owners),
            start=programme.period_start,
            end=programme.period_end,
        )

    def person(self, person: PersonRecord) -> Json:
        """An official."""
        post = name_json(person.post) if person.post.en else None
        return full(**self._common(person), post=post, body=self.ref(person.body) if person.body else None)

    def _stage(self, claim: StageRecord) -> Json:
        return full(**self._about(claim), **self._claim(claim), stage=self._code(claim.stage))

    def figure(self, figure: Figure) -> Json:
        """A figure, planned or achieved."""
        return full(
            **self._about(figure),
            **self._claim(figure),
            **self._outcome(self._stands.get(figure.iri)),
            about=self.ref(figure.about),
            target=figure.is_target,
            measure=self._code(figure.measure),
            value=figure.value,
            bound=None if figure.bound is None or figure.bound.is_exact else self._code(figure.bound),
            unit=self._code(figure.unit),
            start=figure.period_start,
            end=figure.period_end,
            origin=self._refs(figure.origin),
            destination=self._refs(figure.destination),
            via=self._refs(figure.via),
            capital=self._code(figure.capital_kind),
            sectors=self._code_list(figure.sectors),
            outOf=figure.out_of,
            subsetOf=self._numbers(figure.subset_of),
            pairedWith=self._numbers(figure.paired_with),
            targetFor=self._numbers(figure.target_for),
            programmes=self._refs(figure.programmes),
            spelling=figure.original_text,
        )

    def _outcome(self, row: LedgerRow | None) -> Json:
        """How a target stands: which figures are its result, and why it is met, missed or undecided."""
        if row is None:
            return {}
        claims = row.result.figures if row.result else ()
        return {
            "status": row.status.value,
            "why": list(row.reasons),
            "results": self._numbers(claim.iri for claim in claims),
        }

    def statement(self, statement: StatementRecord) -> Json:
        """A statement without a figure."""
        return full(
            **self._common(statement),
            **self._claim(statement),
            about=self.ref(statement.about),
            kind=self._code(statement.kind),
            counterparts=self._refs(statement.counterparts),
            sectors=self._code_list(statement.sectors),
        )

    def _common(self, record: Record) -> Json:
        return {
            **self._about(record),
            "label": shown_name(record.label, record.iri),
            "class": record.cls,
            "alt": list(record.alt),
        }

    def _about(self, record: Record) -> Json:
        """What is uncertain about a record, and where it is stated."""
        # Most records have evidence only, and there are many.
        found: Json = {"evidence": [self.passage(passage) for passage in record.evidence]} if record.evidence else {}
        if record.note or record.ambiguity or record.open_ended:
            found |= full(note=shown_text(record.note), ambiguity=shown_text(record.ambiguity), open=record.open_ended)
        return found

    def _claim(self, claim: ClaimRecord) -> Json:
        by = claim.asserted_by
        # A source of the evidence is named there; repeating it would say nothing.
        named = bool(by) and by not in {passage.source for passage in claim.evidence}
        source = self._records.sources.get(by) if named else None
        return {
            "date": claim.as_of,
            # How many months the date spans; a day says nothing more than itself.
            "months": (claim.precision.months if claim.precision else 0) or None,
            "basis": self._code(claim.time_basis),
            "by": self.ref(by) if named and source is None else None,
            **({"told": told_of(source)} if source is not None else {}),
        }

    def _refs(self, iris: Iterable[str]) -> list[int]:
        return [self.ref(iri) for iri in iris]

    def _code(self, code: Code | None) -> int | None:
        return None if code is None else self._code_list([code])[0]

    def _code_list(self, codes: Iterable[Code]) -> list[int]:
        return [self.number_of_code(code) for code in codes]

    def _numbers(self, iris: Iterable[str]) -> list[int]:
        """The numbers of those of some things that are figures."""
        return [number for iri in iris if (number := self.number_of_figure(iri)) is not None]


#: Letters, by Unicode's categories, that show nothing all the same.
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def _seen(text: str) -> bool:
    """Whether a text shows anything: it has more than blanks, controls and letters that are drawn as nothing."""
    return any(category(character)[0] not in "ZC" and character not in _BLANK_LETTERS for character in text)


def shown_name(label: Text, iri: str) -> list[str] | str:
    """A name that can be read: of a blank one its other language, or else the end of the IRI."""
    if _seen(label.en) and _seen(label.zh):
        return name_json(label)
    en, zh = (text if _seen(text) else "" for text in (label.en, label.zh))
    return name_json(Text.of(en, zh, fallback=local_name(iri)))


def told_of(source: SourceRecord) -> list[Any]:
    """A source that somebody's words are in: its name and address, and that of its archived copy where it has one."""
    return [name_json(source.label), source.url, *filter(None, [source.archived])]


def name_json(label: Text) -> list[str] | str:
    """A text in both languages, or the one of both."""
    return label.en if label.en == label.zh else [label.en, label.zh]


def shown_text(text: Text) -> list[str] | str | None:
    """A text as a record has it; ``None`` for none."""
    return name_json(Text.of(text.en, text.zh)) if text else None


def full(**values: Any) -> Json:
    """Only the values that say something."""
    # The number 0 says something, and equals False.
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}
