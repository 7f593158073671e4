"""What a network rests on: which partnerships fall without a source, a stage of pledge, or a doubtful record, and where
each is stated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from kg import source_place
from kg.graph.columns import value
from kg.graph.store import Store
from kg.network.analyses.ranking.carriers import Place, Stated
from kg.network.analyses.ranking.rankings import KINDS, SOURCE, Scenario
from kg.network.projection.lookup import Lookup, Topics, columns
from kg.text import Text


def scenarios(store: Store, partnerships: Collection[str], topics: Topics | None = None) -> tuple[Scenario, ...]:
    """What may be left out of a network, part by part.

    Args:
        store: the graph.
        partnerships: IRIs of the partnerships that tie the network.
        topics: as in ``read_projection``.

    Returns:
        one scenario for each source, stage, and open-ended or ambiguous record that the partnerships rest on,
        by kind, then by IRI. Without a source those fall that no other source supports: perhaps none.
    """
    wanted = set(partnerships)
    falls: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    parties: dict[str, tuple[str, str]] = {}
    rows = [tuple(map(value, row)) for row in zip(*columns(store, "reliance").values(), strict=True)]
    sources = Counter(partnership for partnership, kind, _, _ in rows if kind == SOURCE)
    for partnership, kind, key, party in rows:
        if partnership not in wanted:
            continue
        fallen = falls[KINDS.index(kind), key]
        if kind != SOURCE or sources[partnership] == 1:
            fallen.add(partnership)
        if party:
            parties[key] = partnership, party
    things = {key for _, key in falls} | {iri for pair in parties.values() for iri in pair}
    lookup = Lookup.read(topics or Topics(store), sorted(things))
    return tuple(
        Scenario(KINDS[kind], key, _name(lookup, parties.get(key, (key,))), frozenset(falls[kind, key]))
        for kind, key in sorted(falls)
    )


def stated(store: Store, partnerships: Collection[str], topics: Topics | None = None) -> dict[str, Stated]:
    """Where each partnership is stated: what is said of one in places that overlap is one passage.

    Args:
        store: the graph.
        partnerships: IRIs of the partnerships that tie the network.
        topics: as in ``read_projection``.
    """
    wanted = set(partnerships)
    found: defaultdict[str, defaultdict[str, list[tuple[int, int] | str]]] = defaultdict(lambda: defaultdict(list))
    for row in zip(*columns(store, "passages").values(), strict=True):
        partnership, source, start, end, place = map(value, row)
        if partnership in wanted:
            found[partnership][source].append(
                (int(start), int(end)) if start and end else source_place.as_written(place)
            )
    names = Lookup.read(topics or Topics(store), sorted(wanted))
    return {
        partnership: Stated(
            _name(names, (partnership,)),
            tuple(
                place
                for source, ranges in sorted(found[partnership].items())
                for place in _passages(source, partnership, ranges)
            ),
        )
        for partnership in sorted(wanted)
    }


def _passages(source: str, partnership: str, ranges: list[tuple[int, int] | str]) -> list[Place]:
    """Ranges that overlap or meet as one, then the places by row, page or address, each once; where the place is not
    always said, the statement as a whole.
    """
    if "" in ranges:
        return [Place(source, whose=partnership)]
    known = sorted(each for each in ranges if isinstance(each, tuple))
    named = sorted({each for each in ranges if isinstance(each, str)}, key=source_place.order)
    joined: list[tuple[int, int]] = []
    for start, end in known:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return [*(Place(source, *each) for each in joined), *(Place(source, place=each) for each in named)]


def _name(lookup: Lookup, parts: tuple[str, ...]) -> Text:
    """What a record is called: its own name, or of somebody's taking part the partnership's and the party's."""
    told = [lookup.node(iri) for iri in parts]
    return Text(" – ".join(each["label_en"] for each in told), "–".join(each["label_zh"] for each in told))
