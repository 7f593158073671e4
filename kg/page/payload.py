"""The page's data as JSON: what ``model`` and ``layout`` decided, and the records behind it.

Empty values are left out and what repeats is said once (``packing``), so that a page stays small enough
to send. A name is ``[en, zh]``, or one text where both are the same. Things are referred to by their
number in the table of keys, codes and passages by theirs. Records stand in the order of their keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import category

from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow
from kg.answers.records import (
    ClaimRecord,
    Code,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Passage,
    Record,
    Records,
    SourceRecord,
    StageRecord,
    StatementRecord,
)
from kg.nearest import folded, local_name, variants
from kg.network.measures.register import FirstPlace
from kg.page.layout import Circle, Layout, pack_circles
from kg.page.model import Island, Kind, PageModel, Phase, Ranking, phase_of
from kg.page.packing import Json, Keys, Packer, by_beginning, code_key, columns, short_digest
from kg.page.views import views_payload
from kg.source_text import sha256
from kg.text import Text
from kg.vocabulary import CODE

#: Kinds of node, in the order of their numbers.
KINDS = tuple(Kind)


#: The groups of records that have keys, in the order of the keys' numbers.
_KEYED = ("parties", "partnerships", "programmes", "people")


def make_payload(
    records: Records, model: PageModel, layout: Layout, network: Json, copies: Mapping[str, str] | None = None
) -> Json:
    """Everything the page's scripts read.

    Args:
        records: what the graph says.
        model: what is shown.
        layout: where it is.
        network: nodes, edges and options as pyvis carries them.
        copies: texts of sources, by source, whose passages are to stand in the page; none if ``None``.
    """
    return _Payload(records, model, copies or {}).make(layout, network)


def to_script(payload: Json) -> str:
    """JSON that can stand inside a ``<script>`` element: nothing in it can end the element or start markup."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class _Payload:
    """Turns records into JSON; keeps the tables that they share."""

    def __init__(self, records: Records, model: PageModel, copies: Mapping[str, str]) -> None:
        self._records = records
        self._copies = copies
        self._model = model
        groups: dict[str, Mapping[str, Record]] = {name: getattr(records, name) for name in _KEYED}
        self._keys = Keys({name: [model.keys[iri] for iri in group] for name, group in groups.items()})
        self._codes: dict[str, int] = {}
        self._code_records: list[Code] = []
        self._passages: dict[tuple[Any, ...], int] = {}
        self._sources = list(records.sources)
        self._stands = {target.iri: row for row in model.ledger for target in row.targets}
        self._figures = {iri: number for number, iri in enumerate(records.figures)}

    def make(self, layout: Layout, network: Json) -> Json:
        """The whole payload; the shared tables come last because the rest fills them."""
        records = self._records
        packed = Packer(
            {
                "islands": [self._island(island, layout) for island in self._model.islands],
                "parties": map(self._party, records.parties.values()),
                "partnerships": map(self._deal, records.partnerships.values()),
                "programmes": map(self._programme, records.programmes),
                "people": map(self._person, records.people),
                "figures": map(self._figure, records.figures.values()),
                "statements": map(self._statement, records.statements.values()),
            }
        ).pack()
        content = {
            "meta": self._meta(),
            **packed,
            "network": self._network(network),
            "sources": [source_json(source) for source in records.sources.values()],
            "rankings": [self._ranking(ranking) for ranking in self._model.rankings],
        }
        return {
            **content,
            "codes": code_table(self._code_records),
            "classes": self._classes(),
            "passages": self._passage_table(),
            "keys": self._keys.table(),
            "outcomes": self._outcomes(),
            "views": views_payload(records, self._ref, self._codes, self._model.not_added),
            "folds": self._folds(),
        }

    def _folds(self) -> str:
        """What the search needs to take traditional Chinese for simplified, of the characters that names have."""
        groups: Iterable[Mapping[str, Record]] = (getattr(self._records, name) for name in _KEYED)
        named = [record for group in groups for record in group.values()]
        texts = {text for record in named for text in (record.label.en, record.label.zh, *record.alt)}
        return variants({character for text in texts for character in folded(text)})

    def _network(self, network: Json) -> Json:
        """What pyvis carries, field by field; with each node the number of its island, -1 for a partnership."""
        island = {island.key: number for number, island in enumerate(self._model.islands)}
        nodes = columns(network["nodes"], ("x", "y"))
        nodes["id"] = [self._keys[node["id"]] for node in network["nodes"]]
        nodes["kind"] = [KINDS.index(Kind(node["group"])) for node in network["nodes"]]
        nodes["island"] = [island.get(self._model.node[node["id"]].island, -1) for node in network["nodes"]]
        ends: dict[str, list[Any]] = {
            name: [self._keys[edge[name]] for edge in network["edges"]] for name in ("from", "to")
        }
        if self._model.ties is not None:
            # Who is tied is what pyvis carries; here is why.
            ends["behind"] = [[self._keys[key] for key in tie.partnerships] for tie in self._model.ties]
            if any(weight != 1 for tie in self._model.ties for weight in tie.weights):
                ends["weights"] = [[round(weight, 6) for weight in tie.weights] for tie in self._model.ties]
        return {"options": network["options"], "kinds": [kind.value for kind in KINDS], "nodes": nodes, "edges": ends}

    def _island(self, island: Island, layout: Layout) -> Json:
        circle = layout.islands[island.key]
        own = island.key in self._model.node
        return {
            "key": self._keys[island.key],
            # An island is called what its region is called.
            **({} if own else {"label": _label(island.label)}),
            "group": self._keys[island.group],
            "place": [circle.x, circle.y, circle.r],
            **({"packs": self._packs(island, circle)} if island.packs else {}),
        }

    def _packs(self, island: Island, circle: Circle) -> list[Any]:
        """Each pack's name, place and members."""
        discs = pack_circles(island, circle)
        return [
            [_label(pack.label), [disc.x, disc.y, disc.r], [self._keys[key] for key in pack.members]]
            for pack, disc in zip(island.packs, discs, strict=True)
        ]

    def _meta(self) -> Json:
        data_set = self._model.data_set
        return {
            "title": _label(self._model.title),
            "dataSet": _label(data_set.name),
            "version": data_set.version,
            "licence": data_set.licence,
            "whole": self._model.whole,
            "remarks": [_label(remark) for remark in self._model.remarks],
        }

    def _party(self, party: PartyRecord) -> Json:
        return _full(
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

    def _deal(self, deal: PartnershipRecord) -> Json:
        return _full(
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
        found["party"] = self._ref(part.party)
        if part.places:
            found["places"] = self._refs(part.places)
        if part.role:
            found["role"] = self._code(part.role)
        return found

    def _programme(self, iri: str) -> Json:
        programme = self._records.programmes[iri]
        return _full(
            **self._common(programme),
            owners=self._refs(programme.owners),
            start=programme.period_start,
            end=programme.period_end,
        )

    def _person(self, iri: str) -> Json:
        person = self._records.people[iri]
        post = _label(person.post) if person.post.en else None
        return _full(**self._common(person), post=post, body=self._ref(person.body) if person.body else None)

    def _stage(self, claim: StageRecord) -> Json:
        return _full(**self._about(claim), **self._claim(claim), stage=self._code(claim.stage))

    def _figure(self, figure: Figure) -> Json:
        figures = self._figures
        return _full(
            **self._about(figure),
            **self._claim(figure),
            **self._outcome(self._stands.get(figure.iri)),
            about=self._ref(figure.about),
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
            subsetOf=[figures[iri] for iri in figure.subset_of if iri in figures],
            pairedWith=[figures[iri] for iri in figure.paired_with if iri in figures],
            targetFor=[figures[iri] for iri in figure.target_for if iri in figures],
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
            "results": [self._figures[claim.iri] for claim in claims if claim.iri in self._figures],
        }

    def _outcomes(self) -> Json:
        """The words for the statuses and reasons that occur."""
        rows = self._stands.values()
        texts = {row.status.value: STATUSES[row.status] for row in rows}
        texts.update({reason: REASONS[reason] for row in rows for reason in row.reasons})
        return {name: [texts[name].en, texts[name].zh] for name in sorted(texts)}

    def _statement(self, statement: StatementRecord) -> Json:
        return _full(
            **self._common(statement),
            **self._claim(statement),
            about=self._ref(statement.about),
            kind=self._code(statement.kind),
            counterparts=self._refs(statement.counterparts),
            sectors=self._code_list(statement.sectors),
        )

    def _ranking(self, ranking: Ranking) -> Json:
        return _full(
            title=_label(ranking.title),
            note=_label(ranking.note) if ranking.note.en else None,
            columns=[_label(column) for column in ranking.columns],
            rows=[[self._ref(iri), *map(_cell, cells)] for iri, cells in ranking.rows],
            intervals=[list(texts) for texts in ranking.intervals],
            carriers=[self._first_place(first) for first in ranking.carriers],
            kept=ranking.kept,
            meanings=[[_label(gist) if gist.en else "", _label(told)] for gist, told in ranking.meanings],
        )

    def _first_place(self, first: FirstPlace) -> Json:
        numbers = {iri: number for number, iri in enumerate(self._sources)}
        return {
            "title": _label(first.title),
            "told": _label(first.told),
            # A partnership, then where it is stated: the source's number, code points, and the place without them.
            "lost": [
                [
                    self._ref(iri),
                    [
                        [numbers.get(source, -1), start, end, *filter(None, [place])]
                        for source, start, end, place in places
                    ],
                ]
                for iri, places in first.lost
            ],
        }

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
        found: Json = {"evidence": [self._passage(passage) for passage in record.evidence]} if record.evidence else {}
        if record.note or record.ambiguity or record.open_ended:
            found |= _full(note=shown_text(record.note), ambiguity=shown_text(record.ambiguity), open=record.open_ended)
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
            "by": self._ref(by) if named and source is None else None,
            **({"told": told_of(source)} if source is not None else {}),
        }

    def _ref(self, iri: str) -> int:
        return self._keys[self._model.keys.get(iri, iri)]

    def _refs(self, iris: Iterable[str]) -> list[int]:
        return [self._ref(iri) for iri in iris]

    def _code(self, code: Code | None) -> int | None:
        return None if code is None else self._code_list([code])[0]

    def _code_list(self, codes: Iterable[Code]) -> list[int]:
        return [self._number_of_code(code) for code in codes]

    def _number_of_code(self, code: Code) -> int:
        if code.iri not in self._codes:
            self._codes[code.iri] = len(self._codes)
            self._code_records.append(code)
        return self._codes[code.iri]

    def _passage(self, passage: Passage) -> int:
        place = (passage.source, passage.start, passage.end, passage.sha256, passage.place)
        return self._passages.setdefault(place, len(self._passages))

    def _classes(self) -> Json:
        groups: Sequence[Mapping[str, Record]] = (self._records.parties, self._records.partnerships)
        used = {record.cls for group in groups for record in group.values()}
        return {name: _label(self._records.classes.get(name, Text.of(fallback=name))) for name in sorted(used)}

    def _passage_table(self) -> Json:
        numbers = {iri: number for number, iri in enumerate(self._sources)}
        columns = zip(*self._passages, strict=True) if self._passages else ((), (), (), (), ())
        source, start, end, digest, place = columns
        places = {number: text for number, text in enumerate(place) if text}
        words = {number: text for number, one in enumerate(self._passages) if (text := self._words(*one))}
        return {
            "source": [numbers.get(iri, -1) for iri in source],
            "start": start,
            "length": [None if a is None or b is None else b - a for a, b in zip(start, end, strict=True)],
            "hash": " ".join(map(short_digest, digest)),
            # Places without code points: a row, a page, an address.
            **({"place": places} if places else {}),
            # The passages themselves, where the reader's own copy was given.
            **({"text": words} if words else {}),
        }

    def _words(self, source: str, start: int | None, end: int | None, digest: str, _: str) -> str:
        """A passage in the copy of its source, if its hash says that it is the one."""
        if source not in self._copies or start is None or end is None:
            return ""
        words = self._copies[source][start:end]
        return words if sha256(words) == digest else ""


#: Letters, by Unicode's categories, that show nothing all the same.
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def _seen(text: str) -> bool:
    """Whether a text shows anything: it has more than blanks, controls and letters that are drawn as nothing."""
    return any(category(character)[0] not in "ZC" and character not in _BLANK_LETTERS for character in text)


def code_table(codes: Sequence[Code]) -> Json:
    """The codes that records have, as the page has them.

    Args:
        codes: as many, in the order of their numbers.
    """
    ended = [number for number, code in enumerate(codes) if code.ended]
    return {
        "key": by_beginning(code_key(code.iri) for code in codes),
        "label": [shown_name(code.label, code.iri) for code in codes],
        # How a partnership at this stage is drawn; for stages only.
        "phase": {number: phase for number, code in enumerate(codes) if (phase := phase_of(code)) is not Phase.UNKNOWN},
        # What is written beside a number; money is told in words, and so are bounds.
        "sign": {
            number: code.sign
            for number, code in enumerate(codes)
            if code.sign and not code.currency and code.iri.startswith(f"{CODE}unit/")
        },
        # Stages at which a partnership is over for good, where there are any.
        **({"ended": ended} if ended else {}),
    }


def shown_name(label: Text, iri: str) -> list[str] | str:
    """A name that can be read: of a blank one its other language, or else the end of the IRI."""
    if _seen(label.en) and _seen(label.zh):
        return _label(label)
    en, zh = (text if _seen(text) else "" for text in (label.en, label.zh))
    return _label(Text.of(en, zh, fallback=local_name(iri)))


def told_of(source: SourceRecord) -> list[Any]:
    """A source that somebody's words are in: its name and address, and that of its archived copy where it has one."""
    return [_label(source.label), source.url, *filter(None, [source.archived])]


def source_json(source: SourceRecord) -> Json:
    """A source as the page has it."""
    return _full(
        label=shown_name(source.label, source.iri),
        publisher=_label(source.publisher) if source.publisher.en else None,
        issued=source.issued,
        language=source.language,
        url=source.url,
        archived=source.archived,
        sha256=source.sha256,
        characters=source.characters,
    )


def _label(label: Text) -> list[str] | str:
    return label.en if label.en == label.zh else [label.en, label.zh]


def _cell(text: str) -> str | float:
    """A cell as a number, where the number is written as the cell is."""
    try:
        number = float(text) if "." in text or "e" in text else int(text)
    except ValueError:
        return text
    return number if str(number) == text else text


def shown_text(text: Text) -> list[str] | str | None:
    """A text as a record has it; ``None`` for none."""
    return _label(Text.of(text.en, text.zh)) if text else None


def _full(**values: Any) -> Json:
    """Only the values that say something."""
    # The number 0 says something, and equals False.
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}
