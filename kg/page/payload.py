"""The page's data as JSON: what ``model`` and ``layout`` decided, and the records behind it.

Empty values are left out and what repeats is said once (``packing``), so that a page stays small enough
to send. A name is ``[en, zh]``, or one text where both are the same. Things are referred to by their
number in the table of keys, codes and passages by theirs. Records stand in the order of their keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.answers.ledger.matching import REASONS, STATUSES
from kg.answers.records import (
    Code,
    Passage,
    Record,
    Records,
    SourceRecord,
)
from kg.nearest import folded, variants
from kg.network.measures.register import FirstPlace
from kg.page.layout import Circle, Layout, pack_circles
from kg.page.model import Island, Kind, PageModel, Phase, Ranking, phase_of
from kg.page.packing import Json, Keys, Packer, by_beginning, code_key, columns, short_digest
from kg.page.recorded import RecordJson, full, name_json, shown_name
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


class _Payload(RecordJson):
    """Turns records into JSON; keeps the tables that they share."""

    def __init__(self, records: Records, model: PageModel, copies: Mapping[str, str]) -> None:
        super().__init__(records, {target.iri: row for row in model.ledger for target in row.targets})
        self._copies = copies
        self._model = model
        groups: dict[str, Mapping[str, Record]] = {name: getattr(records, name) for name in _KEYED}
        self._keys = Keys({name: [model.keys[iri] for iri in group] for name, group in groups.items()})
        self._codes: dict[str, int] = {}
        self._code_records: list[Code] = []
        self._passages: dict[tuple[Any, ...], int] = {}
        self._sources = list(records.sources)
        self._figures = {iri: number for number, iri in enumerate(records.figures)}

    def make(self, layout: Layout, network: Json) -> Json:
        """The whole payload; the shared tables come last because the rest fills them."""
        records = self._records
        packed = Packer(
            {
                "islands": [self._island(island, layout) for island in self._model.islands],
                "parties": map(self.party, records.parties.values()),
                "partnerships": map(self.deal, records.partnerships.values()),
                "programmes": map(self.programme, records.programmes.values()),
                "people": map(self.person, records.people.values()),
                "figures": map(self.figure, records.figures.values()),
                "statements": map(self.statement, records.statements.values()),
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
            "views": views_payload(records, self.ref, self._codes, self._model.not_added),
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
            **({} if own else {"label": name_json(island.label)}),
            "group": self._keys[island.group],
            "place": [circle.x, circle.y, circle.r],
            **({"packs": packs_json(island, circle, self._keys.__getitem__)} if island.packs else {}),
        }

    def _meta(self) -> Json:
        data_set = self._model.data_set
        return {
            "title": name_json(self._model.title),
            "dataSet": name_json(data_set.name),
            "version": data_set.version,
            "licence": data_set.licence,
            "whole": self._model.whole,
            "remarks": [name_json(remark) for remark in self._model.remarks],
        }

    def _outcomes(self) -> Json:
        """The words for the statuses and reasons that occur."""
        rows = self._stands.values()
        texts = {row.status.value: STATUSES[row.status] for row in rows}
        texts.update({reason: REASONS[reason] for row in rows for reason in row.reasons})
        return {name: [texts[name].en, texts[name].zh] for name in sorted(texts)}

    def _ranking(self, ranking: Ranking) -> Json:
        return full(
            title=name_json(ranking.title),
            note=name_json(ranking.note) if ranking.note.en else None,
            columns=[name_json(column) for column in ranking.columns],
            rows=[[self.ref(iri), *map(_cell, cells)] for iri, cells in ranking.rows],
            intervals=[list(texts) for texts in ranking.intervals],
            carriers=[self._first_place(first) for first in ranking.carriers],
            kept=ranking.kept,
            meanings=[[name_json(gist) if gist.en else "", name_json(told)] for gist, told in ranking.meanings],
        )

    def _first_place(self, first: FirstPlace) -> Json:
        numbers = {iri: number for number, iri in enumerate(self._sources)}
        return {
            "title": name_json(first.title),
            "told": name_json(first.told),
            # A partnership, then where it is stated: the source's number, code points, and the place without them.
            "lost": [
                [
                    self.ref(iri),
                    [
                        [numbers.get(source, -1), start, end, *filter(None, [place])]
                        for source, start, end, place in places
                    ],
                ]
                for iri, places in first.lost
            ],
        }

    def ref(self, iri: str) -> int:
        """The number of a thing's key, new or not."""
        return self._keys[self._model.keys.get(iri, iri)]

    def number_of_code(self, code: Code) -> int:
        """The number of a code, new or not."""
        if code.iri not in self._codes:
            self._codes[code.iri] = len(self._codes)
            self._code_records.append(code)
        return self._codes[code.iri]

    def number_of_figure(self, iri: str) -> int | None:
        """The number of a figure; ``None`` of anything else."""
        return self._figures.get(iri)

    def passage(self, passage: Passage) -> int:
        """The number of a passage, new or not."""
        place = (passage.source, passage.start, passage.end, passage.sha256, passage.place)
        return self._passages.setdefault(place, len(self._passages))

    def _classes(self) -> Json:
        groups: Sequence[Mapping[str, Record]] = (self._records.parties, self._records.partnerships)
        used = {record.cls for group in groups for record in group.values()}
        return {name: name_json(self._records.classes.get(name, Text.of(fallback=name))) for name in sorted(used)}

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


def packs_json(island: Island, circle: Circle, number: Callable[[str], int]) -> list[Any]:
    """Each pack's name, place and members, as the page has them.

    Args:
        island: with the packs.
        circle: where it is.
        number: the number of a key.
    """
    return [
        [name_json(pack.label), [disc.x, disc.y, disc.r], [number(key) for key in pack.members]]
        for pack, disc in zip(island.packs, pack_circles(island, circle), strict=True)
    ]


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


def source_json(source: SourceRecord) -> Json:
    """A source as the page has it."""
    return full(
        label=shown_name(source.label, source.iri),
        publisher=name_json(source.publisher) if source.publisher.en else None,
        issued=source.issued,
        language=source.language,
        url=source.url,
        archived=source.archived,
        sha256=source.sha256,
        characters=source.characters,
    )


def _cell(text: str) -> str | float:
    """A cell as a number, where the number is written as the cell is."""
    try:
        number = float(text) if "." in text or "e" in text else int(text)
    except ValueError:
        return text
    return number if str(number) == text else text
