"""What the graph says, as typed records: read once, in bulk, and used by whatever shows it.

``read_records(store)`` asks the SELECTs of ``ontology/records/`` once each over the whole graph and
joins their rows in memory. The page and ``kg explain`` are made from the result; neither of them asks
SPARQL of its own. Everything is sorted, so the same graph gives the same records.

    Records
    ├── sources        SourceRecord         articles, plans, data sets
    ├── codes          Code                 sectors, stages, roles, measures ...
    ├── parties        PartyRecord          regions and institutions, and what else takes part
    ├── people         PersonRecord         officials whom claims are attributed to
    ├── programmes     ProgrammeRecord
    ├── partnerships   PartnershipRecord    with ParticipationRecord, StageRecord and Figure
    ├── figures        Figure               all of them, those about parties and programmes included
    └── statements     StatementRecord
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

import pyoxigraph as ox

from kg import assets
from kg.graph.queryfile import QueryFile
from kg.graph.store import Row, Term, TripleStore
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import PK, RDFS, SKOS

#: Classes that a thing has besides a narrower one, for the graphs where both have the same members.
_GENERAL = ("Service", "Partnership", "Observation", "Claim", "Institution", "Region", "Party")


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a code list; ``broader`` are the codes, by IRI, that it is a part of."""

    iri: str
    code: str
    label: Text
    order: int | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source: an article, a plan, a data set."""

    iri: str
    id: str
    label: Text
    publisher: Text
    issued: str
    language: str
    url: str
    sha256: str
    characters: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: code points from ``start`` (inclusive) to ``end`` (exclusive)."""

    iri: str
    source: str
    label: Text
    publisher: Text
    issued: str
    url: str
    start: int | None
    end: int | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: its name, its evidence, and what is uncertain about it."""

    iri: str
    id: str
    cls: str
    label: Text
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
        regions: where it is directly: a region's parents, or what an institution is located in.
        within: every region it is in, itself included if it is one, as the rules derived it.
        affiliated_with: who runs or brands it.
    """

    kind: Code | None = None
    level: Code | None = None
    code: str = ""
    lat: float | None = None
    lon: float | None = None
    regions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    affiliated_with: tuple[str, ...] = ()

    @property
    def is_region(self) -> bool:
        """Whether it is a region, of any class."""
        return (
            self.level is not None or self.iri in self.within or self.cls in {"Region", "AdministrativeRegion", "Zone"}
        )


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
    """One party's part in one partnership."""

    partnership: str
    party: str
    role: Code | None


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


_Claim = TypeVar("_Claim", bound=ClaimRecord)


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
        return self.cls == "Target"


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
        stages: what was claimed of its stage, oldest first.
        current_stage: the stage that the rules derived; ``None`` if nothing is claimed.
        figures: the figures about it, targets beside their achievements.
    """

    agreement_kind: Code | None = None
    sectors: tuple[Code, ...] = ()
    programmes: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    participations: tuple[ParticipationRecord, ...] = ()
    stages: tuple[StageRecord, ...] = ()
    current_stage: Code | None = None
    figures: tuple[Figure, ...] = ()
    statements: tuple[StatementRecord, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties' IRIs, each once, sorted."""
        return tuple(sorted({part.party for part in self.participations}))


@dataclass(frozen=True)
class Records:
    """Everything the graph says, by IRI; each mapping is sorted by IRI."""

    sources: Mapping[str, SourceRecord]
    codes: Mapping[str, Code]
    classes: Mapping[str, Text]
    parties: Mapping[str, PartyRecord]
    people: Mapping[str, PersonRecord]
    programmes: Mapping[str, ProgrammeRecord]
    partnerships: Mapping[str, PartnershipRecord]
    figures: Mapping[str, Figure]
    statements: Mapping[str, StatementRecord]

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
        return tuple(self.partnerships[iri] for iri in sorted(found))

    def ties(self, a: str, b: str) -> tuple[PartnershipRecord, ...]:
        """The partnerships in which a party in ``a`` and another party in ``b`` both take part.

        Args:
            a: the IRI of a region or an institution.
            b: the IRI of another.

        Returns:
            the partnerships, sorted by IRI; each once, however many pairs it joins.
        """
        ends_a, ends_b = self.members(a), self.members(b)
        shared = {p.iri for p in self.partnerships_of(a)} & {p.iri for p in self.partnerships_of(b)}
        return tuple(self.partnerships[iri] for iri in sorted(shared) if self._joins(iri, ends_a, ends_b))

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
        return _by_iri(part for item in self.partnerships.values() for part in item.participations)

    @cached_property
    def stages(self) -> Mapping[str, StageRecord]:
        """Every stage claim by IRI."""
        return _by_iri(stage for item in self.partnerships.values() for stage in item.stages)

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

    def _joins(self, partnership: str, ends_a: frozenset[str], ends_b: frozenset[str]) -> bool:
        parties = self.partnerships[partnership].parties
        return any(p in ends_a and q in ends_b and p != q for p in parties for q in parties)

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
        for partnership in self.partnerships.values():
            for party in partnership.parties:
                taking[party].append(partnership.iri)
        return {party: tuple(found) for party, found in taking.items()}

    @cached_property
    def _figures_about(self) -> Mapping[str, tuple[Figure, ...]]:
        return _by_subject(self.figures.values())

    @cached_property
    def _statements_about(self) -> Mapping[str, tuple[StatementRecord, ...]]:
        return _by_subject(self.statements.values())


def read_records(store: TripleStore) -> Records:
    """All records of a graph, rules applied.

    Args:
        store: the checked graph with its derived triples.

    Returns:
        the records, sorted.
    """
    return _Reader(store).read()


def _flows(figure: Figure, origins: frozenset[str], destinations: frozenset[str]) -> bool:
    return not origins.isdisjoint(figure.origin) and not destinations.isdisjoint(figure.destination)


def _by_subject(claims: Iterable[_Claim]) -> Mapping[str, tuple[_Claim, ...]]:
    found: defaultdict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.about].append(claim)
    return {subject: tuple(group) for subject, group in found.items()}


class _Reader:
    """Joins the rows of the SELECTs. Lives for one call of ``read_records``."""

    def __init__(self, store: TripleStore) -> None:
        self._store = store
        self._texts = _texts(store)
        self._links = self._read_links()
        self._class = self._read_classes()
        self._codes = self._read_codes()
        self._sources = self._read_sources()
        self._evidence = self._read_evidence()

    def read(self) -> Records:
        """All records."""
        figures = self._read_figures()
        statements = self._read_statements()
        rows = self._rows("parties")
        people = self._read_people(rows)
        programmes = self._read_programmes(rows)
        parties = self._read_parties(
            row for row in rows if _iri(row["thing"]) not in people and _iri(row["thing"]) not in programmes
        )
        return Records(
            sources=self._sources,
            codes=self._codes,
            classes=self._class_labels(),
            parties=parties,
            people=people,
            programmes=programmes,
            partnerships=self._read_partnerships(_by_subject(figures.values()), _by_subject(statements.values())),
            figures=figures,
            statements=statements,
        )

    def _rows(self, name: str) -> list[Row]:
        return _rows(self._store, name)

    def _read_links(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Thing and the local name of a relation to IRIs, sorted."""
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._rows("links"):
            found[_iri(row["thing"]), local_name(_iri(row["relation"]))].add(_iri(row["other"]))
        return {key: tuple(sorted(others)) for key, others in found.items()}

    def _read_classes(self) -> Mapping[str, str]:
        """Thing to the local name of its narrowest class: the one with the fewest members."""
        of: defaultdict[str, list[str]] = defaultdict(list)
        members: defaultdict[str, int] = defaultdict(int)
        for row in self._rows("types"):
            name = local_name(_iri(row["class"]))
            of[_iri(row["thing"])].append(name)
            members[name] += 1

        def breadth(name: str) -> tuple[int, int, str]:
            return members[name], _GENERAL.index(name) if name in _GENERAL else -1, name

        return {thing: min(names, key=breadth) for thing, names in of.items()}

    def _read_codes(self) -> Mapping[str, Code]:
        codes = {}
        for row in self._rows("codes"):
            iri = _iri(row["concept"])
            # One notation is the code itself; the order of a stage or a level is the same in every row.
            name, order = _text(row["code"]) or local_name(iri), _integer(row["order"])
            codes[iri] = Code(iri, name, self._label(iri), order, self._linked({"thing": row["concept"]}, "broader"))
        return dict(sorted(codes.items()))

    def _read_sources(self) -> Mapping[str, SourceRecord]:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows("sources"):
            rows[_iri(row["source"])].append(row)
        return {iri: self._source(iri, rows[iri]) for iri in sorted(rows)}

    def _source(self, iri: str, rows: list[Row]) -> SourceRecord:
        first = rows[0]
        return SourceRecord(
            iri=iri,
            id=local_name(iri),
            label=self._label(iri),
            publisher=_label_of([row["publisher"] for row in rows]),
            issued=_text(first["issued"]),
            language=_text(first["language"]),
            url=_text(first["url"]),
            sha256=_text(first["sha256"]),
            characters=_integer(first["characters"]),
        )

    def _read_evidence(self) -> Mapping[str, tuple[Passage, ...]]:
        found: defaultdict[str, list[Passage]] = defaultdict(list)
        for row in self._rows("evidence"):
            found[_iri(row["thing"])].append(self._passage(row))
        return {thing: tuple(sorted(passages, key=_place)) for thing, passages in found.items()}

    def _passage(self, row: Row) -> Passage:
        iri = _iri(row["source"])
        source = self._sources.get(iri)
        return Passage(
            iri=_iri(row["evidence"]),
            source=iri,
            label=source.label if source else self._label(iri),
            publisher=source.publisher if source else Text("", ""),
            issued=source.issued if source else "",
            url=source.url if source else "",
            start=_integer(row["start"]),
            end=_integer(row["end"]),
            sha256=_text(row["sha256"]),
        )

    def _read_parties(self, rows: Iterable[Row]) -> Mapping[str, PartyRecord]:
        return _by_iri(
            PartyRecord(
                **self._common(row),
                kind=self._code(row["kind"]),
                level=self._code(row["level"]),
                code=_text(row["code"]),
                lat=_number(row["lat"]),
                lon=_number(row["long"]),
                regions=self._linked(row, "parentRegion") + self._linked(row, "locatedIn"),
                within=self._linked(row, "inRegion"),
                affiliated_with=self._linked(row, "affiliatedWith"),
            )
            for row in rows
        )

    def _read_people(self, rows: Iterable[Row]) -> Mapping[str, PersonRecord]:
        return _by_iri(
            PersonRecord(
                **self._common(row),
                post=_label_of(self._texts.get(_iri(row["thing"]), {}).get(PK + "post", ())),
                body=_iri(row["body"]),
            )
            for row in rows
            if self._class[_iri(row["thing"])] == "Official"
        )

    def _read_programmes(self, rows: Iterable[Row]) -> Mapping[str, ProgrammeRecord]:
        return _by_iri(
            ProgrammeRecord(
                **self._common(row),
                owners=self._linked(row, "owner"),
                period_start=_text(row["periodStart"]),
                period_end=_text(row["periodEnd"]),
            )
            for row in rows
            if self._class[_iri(row["thing"])] == "Programme"
        )

    def _read_partnerships(
        self, figures: Mapping[str, tuple[Figure, ...]], statements: Mapping[str, tuple[StatementRecord, ...]]
    ) -> Mapping[str, PartnershipRecord]:
        participations = self._read_participations()
        stages = self._read_stages()
        return _by_iri(
            PartnershipRecord(
                **self._common(row),
                agreement_kind=self._code(row["agreementKind"]),
                sectors=self._linked_codes(row, "sector"),
                programmes=self._linked(row, "programme"),
                part_of=self._linked(row, "partOf"),
                participations=participations.get(_iri(row["thing"]), ()),
                stages=stages.get(_iri(row["thing"]), ()),
                current_stage=max(self._linked_codes(row, "currentStage"), key=_stage_order, default=None),
                figures=figures.get(_iri(row["thing"]), ()),
                statements=statements.get(_iri(row["thing"]), ()),
            )
            for row in self._rows("partnerships")
        )

    def _read_participations(self) -> Mapping[str, tuple[ParticipationRecord, ...]]:
        found: defaultdict[str, list[ParticipationRecord]] = defaultdict(list)
        for row in self._rows("participations"):
            record = ParticipationRecord(
                **self._common(row),
                partnership=_iri(row["partnership"]),
                party=_iri(row["party"]),
                role=self._code(row["role"]),
            )
            found[record.partnership].append(record)
        return {iri: tuple(sorted(parts, key=lambda part: part.iri)) for iri, parts in found.items()}

    def _read_stages(self) -> Mapping[str, tuple[StageRecord, ...]]:
        claims = [StageRecord(**self._claim(row), stage=self._known_code(row["stage"])) for row in self._rows("stages")]
        claims.sort(key=lambda claim: (claim.as_of, _stage_order(claim.stage), claim.iri))
        return _by_subject(claims)

    def _read_figures(self) -> Mapping[str, Figure]:
        return _by_iri(self._figure(row) for row in self._rows("figures"))

    def _figure(self, row: Row) -> Figure:
        return Figure(
            **self._claim(row),
            measure=self._code(row["measure"]),
            value=_text(row["value"]),
            bound=self._code(row["bound"]),
            unit=self._code(row["unit"]),
            period_start=_text(row["periodStart"]),
            period_end=_text(row["periodEnd"]),
            origin=self._linked(row, "origin"),
            destination=self._linked(row, "destination"),
            via=self._linked(row, "via"),
            capital_kind=self._code(row["capitalKind"]),
            sectors=self._linked_codes(row, "sector"),
            out_of=_text(row["outOf"]),
            subset_of=self._linked(row, "subsetOf"),
            paired_with=self._linked(row, "pairedWith"),
            target_for=self._linked(row, "targetFor"),
            programmes=self._linked(row, "programme"),
            original_text=_text(row["originalText"]),
        )

    def _read_statements(self) -> Mapping[str, StatementRecord]:
        return _by_iri(
            StatementRecord(
                **self._claim(row),
                kind=self._code(row["kind"]),
                counterparts=self._linked(row, "counterpart"),
                sectors=self._linked_codes(row, "sector"),
            )
            for row in self._rows("statements")
        )

    def _claim(self, row: Row) -> dict[str, Any]:
        asserted_by = _iri(row["assertedBy"])
        return {
            **self._common(row),
            "about": _iri(row["about"]),
            "as_of": _text(row["asOf"]),
            "precision": self._code(row["precision"]),
            "time_basis": self._code(row["timeBasis"]),
            "asserted_by": asserted_by,
            "asserted_by_label": self._label(asserted_by) if asserted_by else None,
        }

    def _common(self, row: Row) -> dict[str, Any]:
        iri = _iri(row["thing"])
        texts = self._texts.get(iri, {})
        return {
            "iri": iri,
            "id": local_name(iri),
            "cls": self._class.get(iri, ""),
            "label": self._label(iri),
            "alt": tuple(dict.fromkeys(text.value for text in texts.get(SKOS + "altLabel", ()))),
            "note": _bilingual(texts.get(SKOS + "note", ())),
            "ambiguity": _bilingual(texts.get(PK + "ambiguity", ())),
            "open_ended": _text(row["openEnded"]) == "true",
            "evidence": self._evidence.get(iri, ()),
        }

    def _label(self, iri: str) -> Text:
        texts = self._texts.get(iri, {})
        return _name(texts, iri)

    def _class_labels(self) -> Mapping[str, Text]:
        """What classes are called; the ontology is asked if the graph, as a build writes it, does not hold it."""
        return _class_names(self._texts) or _ontology_class_names()

    def _code(self, term: Term | None) -> Code | None:
        return self._known_code(term) if term is not None else None

    def _known_code(self, term: Term | str | None) -> Code:
        iri = term if isinstance(term, str) else _iri(term)
        # A code that no list has is a finding of validation; here it still has a name.
        return self._codes.get(iri) or Code(iri, local_name(iri), self._label(iri))

    def _linked(self, row: Row, relation: str) -> tuple[str, ...]:
        return self._links.get((_iri(row["thing"]), relation), ())

    def _linked_codes(self, row: Row, relation: str) -> tuple[Code, ...]:
        return tuple(self._known_code(iri) for iri in self._linked(row, relation))


def _rows(store: TripleStore, name: str) -> list[Row]:
    return QueryFile.load(assets.ontology_folder() / "records" / f"{name}.rq").run(store)


def _texts(store: TripleStore) -> Mapping[str, Mapping[str, tuple[ox.Literal, ...]]]:
    """Thing to relation to literals, sorted by language and text."""
    found: defaultdict[str, defaultdict[str, list[ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(store, "texts"):
        if isinstance(row["text"], ox.Literal):
            found[_iri(row["thing"])][_iri(row["relation"])].append(row["text"])
    return {
        thing: {name: tuple(sorted(texts, key=lambda t: (t.language or "", t.value))) for name, texts in by.items()}
        for thing, by in found.items()
    }


def _name(texts: Mapping[str, tuple[ox.Literal, ...]], iri: str) -> Text:
    return _label_of(texts.get(SKOS + "prefLabel", ()) or texts.get(RDFS + "label", ()), local_name(iri))


def _class_names(texts: Mapping[str, Mapping[str, tuple[ox.Literal, ...]]]) -> Mapping[str, Text]:
    return {local_name(iri): _name(texts[iri], iri) for iri in sorted(texts) if iri.startswith(PK)}


@cache
def _ontology_class_names() -> Mapping[str, Text]:
    ontology = TripleStore()
    for path in assets.ontology_files("modules", ".ttl"):
        ontology.load(path)
    return _class_names(_texts(ontology))


_Item = TypeVar("_Item", bound=Record)


def _by_iri(records: Iterable[_Item]) -> dict[str, _Item]:
    return {record.iri: record for record in sorted(records, key=lambda record: record.iri)}


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _integer(term: Term | None) -> int | None:
    text = _text(term)
    return int(text) if text.lstrip("-").isdecimal() else None


def _number(term: Term | None) -> float | None:
    try:
        return float(_text(term))
    except ValueError:
        return None


def _bilingual(texts: Iterable[Term | None]) -> Text:
    """The first text of each language, in order of language and text; one without a language is both."""
    by_language: dict[str, str] = {}
    for text in sorted((t for t in texts if isinstance(t, ox.Literal)), key=lambda t: (t.language or "", t.value)):
        by_language.setdefault((text.language or "").split("-")[0], text.value)
    plain = by_language.get("", "")
    return Text(by_language.get("en", plain), by_language.get("zh", plain))


def _label_of(texts: Iterable[Term | None], fallback: str = "") -> Text:
    text = _bilingual(texts)
    return Text.of(text.en, text.zh, fallback)


def _place(passage: Passage) -> tuple[str, int, int, str]:
    return passage.source, passage.start or 0, passage.end or 0, passage.sha256


def _stage_order(code: Code) -> tuple[int, str]:
    return (code.order if code.order is not None else -1), code.code
