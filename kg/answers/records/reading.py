"""Reads the records of a graph: the SELECTs of ``ontology/records/``, asked once each over the whole graph.

Their rows are joined in memory. The page, ``kg explain``, the ledger and the others are made from the result; none of
them asks SPARQL of its own. Everything is sorted, so the same graph gives the same records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from kg import source_place
from kg.answers.records.cells import integer_of, iri_of, number_of, said_of, text_of, truth_of
from kg.answers.records.collection import Records, by_iri, by_subject
from kg.answers.records.meaning import Classes, Codes, cells_of, class_names, read_texts, told_rows
from kg.answers.records.model import (
    Code,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Passage,
    PersonRecord,
    ProgrammeRecord,
    SourceRecord,
    StageRecord,
    StatementRecord,
)
from kg.answers.records.terms import bilingual, label_of, name_of, said_in, whole_number
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import PK, RDFS, SKOS

#: Variable to cell, as ``kg.answers.records.cells`` reads it.
_Row = dict[str, str]
_NOTHING = Text()
_IRI = attrgetter("iri")
_NONE: Mapping[str, tuple[str, ...]] = {}


def read_records(store: Store) -> Records:
    """All records of a graph, rules applied.

    Args:
        store: the checked graph with its derived triples.

    Returns:
        the records, sorted.
    """
    return _Reader(store).read()


def read_source(store: Store, iri: str) -> tuple[int, SourceRecord]:
    """One source of a graph, without reading the rest.

    Args:
        store: the graph.
        iri: the source's IRI.

    Returns:
        its place among all sources, and its record.
    """
    rows = _by_source(told_rows(store, "sources"))
    return sorted(rows).index(iri), _source(iri, rows[iri], name_of(_names(store, iri), iri))


def read_codes(store: Store, iris: Iterable[str]) -> list[Code]:
    """Some codes of a graph, in their order, without what they are parts of.

    Args:
        store: the graph.
        iris: the codes' IRIs.
    """
    wanted = list(iris)
    codes = Codes(store, {iri: _names(store, iri) for iri in wanted}, {})
    return [codes.get(iri) for iri in wanted]


def _names(store: Store, iri: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a thing is called, by property."""
    return {
        name: tuple(said_in(triple.object) for triple in store.triples(NamedNode(iri), NamedNode(name)))
        for name in (SKOS + "prefLabel", RDFS + "label")
    }


def source_places(store: Store) -> Mapping[str, int]:
    """The place of each source among all of them, by its IRI."""
    return {iri: number for number, iri in enumerate(sorted(_by_source(told_rows(store, "sources"))))}


class _Reader:
    """Joins the rows of the SELECTs. Lives for one call of ``read_records``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts = read_texts(store)
        self._labels: dict[str, Text] = {}
        self._links = self._read_links()
        self._classes = Classes(store)
        self._codes = Codes(store, self._texts, self._links.get("broader", {}))
        self._code_of: dict[str, Code | None] = {"": None}
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
            row for row in rows if iri_of(row["thing"]) not in people and iri_of(row["thing"]) not in programmes
        )
        return Records(
            sources=self._sources,
            codes=self._codes.by_iri,
            classes=class_names(self._texts),
            parties=parties,
            people=people,
            programmes=programmes,
            partnerships=self._read_partnerships(by_subject(figures.values()), by_subject(statements.values())),
            figures=figures,
            statements=statements,
            bounds=self._codes.bounds(),
        )

    def _rows(self, name: str) -> list[_Row]:
        return list(told_rows(self._store, name))

    def _read_links(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The local name of a relation to thing to IRIs, sorted."""
        found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for thing, relation, other in cells_of(self._store, "links"):
            found[relation][thing].add(other)
        return {
            local_name(relation): {
                thing: tuple(sorted(others)) if len(others) > 1 else tuple(others) for thing, others in by.items()
            }
            for relation, by in found.items()
        }

    def _read_sources(self) -> Mapping[str, SourceRecord]:
        rows = _by_source(self._rows("sources"))
        return {iri: _source(iri, rows[iri], self._label(iri)) for iri in sorted(rows)}

    def _read_evidence(self) -> Mapping[str, tuple[Passage, ...]]:
        found: defaultdict[str, list[Passage]] = defaultdict(list)
        # Many things rest on one passage: one record serves them all.
        made: dict[tuple[str, ...], Passage] = {}
        for thing, *passage in cells_of(self._store, "evidence"):
            key = tuple(passage)
            if key not in made:
                made[key] = self._passage(*key)
            found[thing].append(made[key])
        return {
            thing: tuple(passages) if len(passages) == 1 else tuple(sorted(passages, key=_place))
            for thing, passages in found.items()
        }

    def _passage(self, iri: str, cited: str, start: str, end: str, fragment: str, address: str, sha256: str) -> Passage:
        source = self._sources.get(cited)
        label, publisher = (source.label, source.publisher) if source else (self._label(cited), _NOTHING)
        issued, url = (source.issued, source.url) if source else ("", "")
        return Passage(
            iri,
            cited,
            label,
            publisher,
            issued,
            url,
            whole_number(start),
            whole_number(end),
            sha256,
            source_place.as_written(address or fragment),
        )

    def _read_parties(self, rows: Iterable[_Row]) -> Mapping[str, PartyRecord]:
        return by_iri(
            PartyRecord(
                **self._common(row),
                kind=self._code(row["kind"]),
                level=self._code(row["level"]),
                code=text_of(row["code"]),
                lat=number_of(row["lat"]),
                lon=number_of(row["long"]),
                regions=self._directly_in(iri_of(row["thing"])),
                within=self._linked(row, "inRegion"),
                affiliated_with=self._linked(row, "affiliatedWith"),
                current=next(iter(self._linked(row, "currentParty")), ""),
                successors=self._linked(row, "isReplacedBy"),
                valid_from=text_of(row["validFrom"]),
                valid_to=text_of(row["validTo"]),
            )
            for row in rows
        )

    def _read_people(self, rows: Iterable[_Row]) -> Mapping[str, PersonRecord]:
        return by_iri(
            PersonRecord(
                **self._common(row),
                post=label_of(self._texts.get(iri_of(row["thing"]), {}).get(PK + "post", ())),
                body=iri_of(row["body"]),
            )
            for row in rows
            if "Official" in self._classes.of(iri_of(row["thing"]))
        )

    def _read_programmes(self, rows: Iterable[_Row]) -> Mapping[str, ProgrammeRecord]:
        return by_iri(
            ProgrammeRecord(
                **self._common(row),
                owners=self._linked(row, "owner"),
                period_start=text_of(row["periodStart"]),
                period_end=text_of(row["periodEnd"]),
            )
            for row in rows
            if "Programme" in self._classes.of(iri_of(row["thing"]))
        )

    def _read_partnerships(
        self, figures: Mapping[str, tuple[Figure, ...]], statements: Mapping[str, tuple[StatementRecord, ...]]
    ) -> Mapping[str, PartnershipRecord]:
        participations = self._read_participations()
        stages = self._read_stages()
        return by_iri(
            PartnershipRecord(
                **self._common(row),
                agreement_kind=self._code(row["agreementKind"]),
                sectors=self._linked_codes(row, "sector"),
                programmes=self._linked(row, "programme"),
                part_of=self._linked(row, "partOf"),
                carried_out_in=tuple(sorted({self._now(place) for place in self._linked(row, "carriedOutIn")})),
                period_start=text_of(row["periodStart"]),
                period_start_precision=self._code(row["startPrecision"]),
                period_end=text_of(row["periodEnd"]),
                period_end_precision=self._code(row["endPrecision"]),
                participations=participations.get(iri_of(row["thing"]), ()),
                stages=stages.get(iri_of(row["thing"]), ()),
                current_stage=max(self._linked_codes(row, "currentStage"), key=_stage_order, default=None),
                figures=figures.get(iri_of(row["thing"]), ()),
                statements=statements.get(iri_of(row["thing"]), ()),
            )
            for row in self._rows("partnerships")
        )

    def _read_participations(self) -> Mapping[str, tuple[ParticipationRecord, ...]]:
        found: defaultdict[str, list[ParticipationRecord]] = defaultdict(list)
        for row in self._rows("participations"):
            named = iri_of(row["party"])
            record = ParticipationRecord(
                **self._common(row),
                partnership=iri_of(row["partnership"]),
                party=self._now(named),
                role=self._code(row["role"]),
                places=tuple(sorted({self._now(place) for place in self._linked(row, "atPlace")})),
                named="" if self._now(named) == named else named,
            )
            found[record.partnership].append(record)
        return {iri: tuple(sorted(parts, key=_IRI)) for iri, parts in found.items()}

    def _read_stages(self) -> Mapping[str, tuple[StageRecord, ...]]:
        claims = [
            StageRecord(**self._claim(row), stage=self._codes.get(iri_of(row["stage"]))) for row in self._rows("stages")
        ]
        claims.sort(key=lambda claim: (claim.as_of, _stage_order(claim.stage), claim.iri))
        return by_subject(claims)

    def _read_figures(self) -> Mapping[str, Figure]:
        return by_iri(self._figure(row) for row in self._rows("figures"))

    def _figure(self, row: _Row) -> Figure:
        return Figure(
            **self._claim(row),
            measure=self._code(row["measure"]),
            value=text_of(row["value"]),
            bound=self._code(row["bound"]),
            unit=self._code(row["unit"]),
            period_start=text_of(row["periodStart"]),
            period_end=text_of(row["periodEnd"]),
            origin=self._linked(row, "origin"),
            destination=self._linked(row, "destination"),
            via=self._linked(row, "via"),
            capital_kind=self._code(row["capitalKind"]),
            sectors=self._linked_codes(row, "sector"),
            out_of=text_of(row["outOf"]),
            subset_of=self._linked(row, "subsetOf"),
            paired_with=self._linked(row, "pairedWith"),
            target_for=self._linked(row, "targetFor"),
            programmes=self._linked(row, "programme"),
            original_text=text_of(row["originalText"]),
        )

    def _read_statements(self) -> Mapping[str, StatementRecord]:
        return by_iri(
            StatementRecord(
                **self._claim(row),
                kind=self._code(row["kind"]),
                counterparts=self._linked(row, "counterpart"),
                sectors=self._linked_codes(row, "sector"),
            )
            for row in self._rows("statements")
        )

    def _claim(self, row: _Row) -> dict[str, Any]:
        asserted_by = iri_of(row["assertedBy"])
        return {
            **self._common(row),
            "about": iri_of(row["about"]),
            "as_of": text_of(row["asOf"]),
            "precision": self._code(row["precision"]),
            "time_basis": self._code(row["timeBasis"]),
            "asserted_by": asserted_by,
            "asserted_by_label": self._label(asserted_by) if asserted_by else None,
        }

    def _common(self, row: _Row) -> dict[str, Any]:
        iri = iri_of(row["thing"])
        cls, classes = self._classes.told(iri)
        texts = self._texts.get(iri)
        name = local_name(iri)
        found = {
            "iri": iri,
            "id": name,
            "cls": cls,
            "classes": classes,
            "label": self._label(iri) if texts else Text(name, name),
            "open_ended": row["openEnded"] != "" and truth_of(row["openEnded"]),
            "evidence": self._evidence.get(iri, ()),
        }
        if texts:  # most things have none, and there are many
            found["alt"] = tuple(dict.fromkeys(text for _, text in texts.get(SKOS + "altLabel", ())))
            found["note"] = bilingual(texts.get(SKOS + "note", ()))
            found["ambiguity"] = bilingual(texts.get(PK + "ambiguity", ()))
        return found

    def _now(self, iri: str) -> str:
        """What a party is now; itself where it was never renamed, renumbered or merged."""
        return next(iter(self._led_to(iri, "currentParty")), iri)

    def _directly_in(self, iri: str) -> tuple[str, ...]:
        """What a party is directly in; of a region that was replaced, what it is now."""
        replaced, seats = self._led_to(iri, "currentParty"), self._led_to(iri, "locatedIn")
        if replaced and not seats:
            return replaced
        found = [*self._led_to(iri, "parentRegion"), *seats]
        return tuple(dict.fromkeys(map(self._now, found)))

    def _label(self, iri: str) -> Text:
        known = self._labels.get(iri)
        if known is None:
            known = self._labels[iri] = name_of(self._texts.get(iri, {}), iri)
        return known

    def _code(self, cell: str) -> Code | None:
        if cell not in self._code_of:
            self._code_of[cell] = self._codes.get(iri_of(cell))
        return self._code_of[cell]

    def _linked(self, row: _Row, relation: str) -> tuple[str, ...]:
        return self._led_to(iri_of(row["thing"]), relation)

    def _led_to(self, thing: str, relation: str) -> tuple[str, ...]:
        return self._links.get(relation, _NONE).get(thing, ())

    def _linked_codes(self, row: _Row, relation: str) -> tuple[Code, ...]:
        return tuple(self._codes.get(iri) for iri in self._linked(row, relation))


def _place(passage: Passage) -> tuple[object, ...]:
    return passage.source, passage.order, passage.sha256


def _stage_order(code: Code) -> tuple[int, str]:
    return (code.order if code.order is not None else -1), code.code


def _by_source(rows: Iterable[_Row]) -> Mapping[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[iri_of(row["source"])].append(row)
    return found


def _source(iri: str, rows: list[_Row], label: Text) -> SourceRecord:
    first = rows[0]
    return SourceRecord(
        iri=iri,
        id=local_name(iri),
        label=label,
        publisher=label_of([said for row in rows if (said := said_of(row["publisher"]))]),
        issued=text_of(first["issued"]),
        language=text_of(first["language"]),
        url=text_of(first["url"]),
        sha256=text_of(first["sha256"]),
        characters=integer_of(first["characters"]),
        archived=text_of(first["archived"]),
    )
