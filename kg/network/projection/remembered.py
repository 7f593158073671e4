"""What was measured in an earlier build, taken where the ties are the same; names are those of now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.files.steps import Steps, digest
from kg.network.forms.labels import label
from kg.network.measures.register import FirstPlace, MeasuredNetwork, MeasureRow, left_out_remarks, read_of_nodes
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.analyses.ranking.carriers import Stated
    from kg.network.analyses.ranking.rankings import Scenario
    from kg.network.forms.sparse import SparseNetwork
    from kg.network.forms.table import TieTable

#: What the two kinds of results are called among the steps of a build.
MEASURED, CHECKED = "measures", "ranks"


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the ranks of a network hold, for readers.

    Attributes:
        intervals: as in ``MeasuredNetwork``.
        carriers: likewise.
        remark: what was left out; empty if nothing.
    """

    intervals: Mapping[Any, Mapping[str, str]]
    carriers: tuple[FirstPlace, ...]
    remark: Text


def measured(steps: Steps | None, arrays: SparseNetwork, make: Callable[[], MeasuredNetwork]) -> MeasuredNetwork:
    """The measures of a network: those of an earlier build of the same nodes and ties, or else made now.

    Args:
        steps: what the earlier build kept; nothing if ``None``.
        arrays: the network, with its budget.
        make: measures it.
    """
    if steps is None or arrays.distance is not None:
        return make()
    strength = arrays.strength
    key = digest(
        *_of_texts(arrays.nodes),
        *(np.ascontiguousarray(getattr(strength, part)).tobytes() for part in ("indptr", "indices", "data")),
        repr((bool(arrays.about.get("bipartite")), float(arrays.budget))),
        repr(read_of_nodes(arrays.nodes, arrays.attributes)),
    )
    own = left_out_remarks(arrays.about)
    if (content := steps.get(MEASURED, key)) is not None:
        told = json.loads(content)
        rows = tuple(
            MeasureRow(
                node, label(arrays.attributes.get(node, {}), node), dict(zip(told["names"], values, strict=True))
            )
            for place, values in told["rows"]
            for node in (arrays.nodes[place],)
        )
        title = Text(arrays.about.get("title_en", ""), arrays.about.get("title_zh", ""))
        return MeasuredNetwork(title, rows, (*own, *(Text(*each) for each in told["remarks"])))
    found = make()
    place = {node: number for number, node in enumerate(arrays.nodes)}
    _put(
        steps,
        MEASURED,
        key,
        {
            "names": list(found.rows[0].values) if found.rows else [],
            "rows": [(place[row.node], list(row.values.values())) for row in found.rows],
            "remarks": [(remark.en, remark.zh) for remark in found.remarks[len(own) :]],
        },
    )
    return found


def checks(
    steps: Steps | None,
    ties: TieTable,
    names: Iterable[str],
    scenarios: Sequence[Scenario] | None,
    stated: Mapping[str, Stated] | None,
    make: Callable[[], Checked | None],
) -> Checked | None:
    """How far the ranks of a network hold: as an earlier build found it of the same ties, or else looked into now.

    Args:
        steps: as in ``measured``.
        ties: the network.
        names: the measures.
        scenarios: as in ``kg.network.analyses.ranking.brief.brief_ranking``.
        stated: likewise.
        make: looks into it; ``None`` where there is nothing to rank by.
    """
    if steps is None:
        return make()
    columns = (ties.tails, ties.heads, ties.partnership, ties.weights, *(() if ties.mode is None else (ties.mode,)))
    key = digest(
        *_of_texts(ties.nodes),
        *_of_texts(ties.partnerships),
        *_of_texts(names),
        *(f"{column.dtype} ".encode() + np.ascontiguousarray(column).tobytes() for column in map(np.asarray, columns)),
        repr(scenarios and [(each.kind, each.key, each.name, sorted(each.falls)) for each in scenarios]),
        # What carries a first place is told by the names of nodes.
        repr(stated and (sorted(stated.items()), [label(ties.attributes.get(node, {}), node) for node in ties.nodes])),
        repr(read_of_nodes(ties.nodes, ties.attributes)),
    )
    if (content := steps.get(CHECKED, key)) is not None:
        told = json.loads(content)
        return Checked(
            {ties.nodes[place]: texts for place, texts in told["intervals"]},
            tuple(_first_place(each) for each in told["carriers"]),
            Text(*told["remark"]),
        )
    found = make()
    if found is not None:
        place = {node: number for number, node in enumerate(ties.nodes)}
        _put(
            steps,
            CHECKED,
            key,
            {
                "intervals": [(place[node], texts) for node, texts in found.intervals.items()],
                "carriers": [
                    (each.title.en, each.title.zh, each.told.en, each.told.zh, each.lost) for each in found.carriers
                ],
                "remark": (found.remark.en, found.remark.zh),
            },
        )
    return found


def _first_place(told: Sequence[Any]) -> FirstPlace:
    lost = tuple((iri, tuple(tuple(place) for place in places)) for iri, places in told[4])
    return FirstPlace(Text(told[0], told[1]), Text(told[2], told[3]), lost)


def _put(steps: Steps, step: str, key: str, told: Mapping[str, Any]) -> None:
    """Keep a result that JSON gives back as it was: of others, such as those of measures of one's own, none is kept."""
    try:
        content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        content.encode()
    except (TypeError, ValueError):
        return
    steps.put(step, key, content.encode())


def _of_texts(texts: Iterable[Any]) -> tuple[str, str]:
    found = [str(text) for text in texts]
    return str(len(found)), "\n".join(found)
