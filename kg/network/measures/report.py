"""The measures of a network as a table of results, and the list of the measures that there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.network.forms.directed import has_direction
from kg.network.forms.labels import NODE
from kg.network.forms.sparse import network_of
from kg.network.measures.directed import DIRECTED
from kg.network.measures.register import MEASURES, known, measure, measures_of, remarks
from kg.network.measures.work import with_budget
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.sparse import Network


def measure_report(network: Network, names: Iterable[str] | None = None, *, budget: float | None = None) -> Report:
    """Every node with its measures, the strongest first, and what must be known of the network.

    Args:
        network: a projection, the simple graph made from one, or its arrays.
        names: the measures' names; all of them if ``None``. Of all, some have no room on a terminal.
        budget: as in ``kg.network.measures.register.measure``.

    Raises:
        UsageError: if a name is not that of a measure, or the graph is directed.

    >>> import networkx as nx
    >>> measure_report(nx.path_graph(2), ["degree"]).records()[0]
    {'node': 0, 'label_en': '0', 'label_zh': '0', 'degree': 1}
    """
    among = measures_of(network)
    chosen = known(among if names is None else names, among)
    # Once: it keeps what is estimated.
    arrays = network if has_direction(network) else with_budget(network_of(network), budget)
    wanted = [item.name for item in chosen]
    rows = measure(arrays, wanted)
    return Report(
        (NODE, *(Column(item.name, item.title, brief=names is not None or item.brief) for item in chosen)),
        tuple((Named(row.node, row.label), *row.values.values()) for row in rows),
        tuple(remarks(arrays, wanted)),
    )


def measure_list(names: Iterable[str] | None = None, *, directed: bool = False) -> Report:
    """What measures there are: their titles, what they say of a node, and where they come from.

    Args:
        names: the measures' names; all of them if ``None``.
        directed: whether those of ties with a direction are meant.

    Raises:
        UsageError: if a name is not that of a measure.

    >>> measure_list(["degree"]).records()[0]["definition_en"]
    'Number of partners.'
    """
    among = DIRECTED if directed else MEASURES
    chosen = known(among if names is None else names, among)
    columns = (
        Column("name", Text("Name", "名称")),
        Column("title", Text("Title", "标题")),
        Column("definition", Text("Definition", "定义")),
        Column("source", Text("Source", "出处")),
        Column("complexity", Text("complexity (n nodes, m ties)", "复杂度（n 个节点，m 条联系）"), brief=False),
        Column("see_also", Text("see also", "参见"), brief=False),
    )
    rows = (
        (item.name, item.title, item.definition, item.source, item.complexity, ", ".join(item.see_also))
        for item in chosen
    )
    return Report(columns, tuple(rows), result=tuple(chosen), is_list=True)
