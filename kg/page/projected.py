"""What a page of a projection shows: the projection's nodes and ties, and the records behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.answers.records import PartyRecord, Records
from kg.network.measures.register import left_out_remarks
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph


@dataclass(frozen=True, slots=True)
class Bundle:
    """The partnerships behind the tie of two nodes, and what each of them weighs."""

    partnerships: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Projected:
    """A projection beside the records that it was made of.

    Attributes:
        records: those of the partnerships behind its ties, and of everything else that can stand for a node.
        title: what the projection is called.
        nodes: IRIs of its nodes.
        concepts: those of its nodes that are neither parties nor partnerships, such as sectors.
        ties: pair of IRIs, in order, to what is behind their tie.
        whole: how many partnerships the graph has.
        remarks: what of them is not in it, and why.
    """

    records: Records
    title: Text
    nodes: frozenset[str]
    concepts: frozenset[str]
    ties: Mapping[tuple[str, str], Bundle]
    whole: int = 0
    remarks: tuple[Text, ...] = ()


def projected(records: Records, graph: MultiGraph) -> Projected:
    """Put a projection beside its records.

    Args:
        records: those of the graph that was projected.
        graph: what ``kg.network.projection.projections.project`` made of it.
    """
    ties = _ties(graph)
    behind = {iri for bundle in ties.values() for iri in bundle.partnerships}
    concepts = {
        iri: _concept(iri, data)
        for iri, data in graph.nodes(data=True)
        if iri not in records.parties and iri not in records.partnerships
    }
    dropped = records.partnerships.keys() - behind
    kept = replace(
        records,
        partnerships={iri: deal for iri, deal in records.partnerships.items() if iri in behind},
        parties={**records.parties, **dict(sorted(concepts.items()))},
        figures={iri: figure for iri, figure in records.figures.items() if figure.about not in dropped},
        statements={iri: claim for iri, claim in records.statements.items() if claim.about not in dropped},
    )
    title = Text.of(graph.graph.get("title_en", ""), graph.graph.get("title_zh", ""), fallback="Network")
    told = tuple(left_out_remarks(graph.graph))
    return Projected(kept, title, frozenset(graph), frozenset(concepts), ties, len(records.partnerships), told)


def _ties(graph: MultiGraph) -> dict[tuple[str, str], Bundle]:
    behind: defaultdict[tuple[str, str], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, target, data in graph.edges(data=True):
        pair = (source, target) if source < target else (target, source)
        behind[pair][data["partnership"]] += data["weight"]
    return {
        pair: Bundle(tuple(sorted(weights)), tuple(weights[iri] for iri in sorted(weights)))
        for pair, weights in sorted(behind.items())
        if pair[0] != pair[1]
    }


def _concept(iri: str, data: Mapping[str, Any]) -> PartyRecord:
    """A node that is no party, in the form of one, so that the page can show its ties as a party's."""
    name = iri.rstrip("/").rsplit("/", 1)[-1]
    # Code lists write English in lower case, as inside a sentence.
    english = str(data.get("label_en", ""))
    label = Text.of(english[:1].upper() + english[1:], data.get("label_zh", ""), fallback=name)
    return PartyRecord(iri=iri, id=name, cls=data.get("kind") or "Thing", label=label)
