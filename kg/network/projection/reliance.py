"""What a network rests on: which partnerships fall without a source, a stage of pledge, or a doubtful record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kg.graph.columns import value
from kg.graph.store import Store
from kg.network.analyses.ranking.rankings import KINDS, SOURCE, Scenario
from kg.network.projection.lookup import Lookup, columns
from kg.text import Text


def scenarios(store: Store, partnerships: Collection[str]) -> tuple[Scenario, ...]:
    """What may be left out of a network, part by part.

    Args:
        store: the graph.
        partnerships: IRIs of the partnerships that tie the network.

    Returns:
        one scenario for each source, stage, and open-ended or ambiguous record that the partnerships rest on,
        by kind, then by IRI. Without a source those fall that no other source supports: perhaps none.
    """
    wanted = set(partnerships)
    falls: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    parties: dict[str, tuple[str, str]] = {}
    for row in zip(*columns(store, "reliance").values(), strict=True):
        partnership, kind, key, party, others = map(value, row)
        if partnership not in wanted:
            continue
        fallen = falls[KINDS.index(kind), key]
        if kind != SOURCE or others == "0":
            fallen.add(partnership)
        if party:
            parties[key] = partnership, party
    things = {key for _, key in falls} | {iri for pair in parties.values() for iri in pair}
    lookup = Lookup.read(store, sorted(things))
    return tuple(
        Scenario(KINDS[kind], key, _name(lookup, parties.get(key, (key,))), frozenset(falls[kind, key]))
        for kind, key in sorted(falls)
    )


def _name(lookup: Lookup, parts: tuple[str, ...]) -> Text:
    """What a record is called: its own name, or of somebody's taking part the partnership's and the party's."""
    told = [lookup.node(iri) for iri in parts]
    return Text(" – ".join(each["label_en"] for each in told), "–".join(each["label_zh"] for each in told))
