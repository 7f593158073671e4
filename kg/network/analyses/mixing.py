"""Do ties stay within groups or cross them? E-I index, assortativity and the mixing matrix.

All functions take an undirected networkx graph or a ``SparseNetwork``, and a mapping from node to
group. A tie of which an end has no group is not counted. ``weighted`` counts a tie by its strength
instead of as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.labels import GROUP, grouping_remarks, node_record
from kg.network.forms.partition import Partition, ratio
from kg.network.forms.sparse import network_of
from kg.network.measures.communities import SEED
from kg.results.numbers import rounded, shown
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph
    from kg.network.forms.partition import Grouping, Groups
    from kg.network.forms.sparse import Network

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MixingMatrix:
    """How many ties each group has with each.

    Attributes:
        groups: the groups, sorted; they name rows and columns.
        ties: symmetric; a tie within a group counts once, in the diagonal.
        strength: the same, of summed strengths.
        without_group: how many nodes have no group.
    """

    groups: tuple[Any, ...]
    ties: tuple[tuple[int, ...], ...]
    strength: tuple[tuple[float, ...], ...]
    without_group: int


@dataclass(frozen=True, slots=True)
class Balance:
    """External against internal ties, of a node, a group or a network.

    Attributes:
        external: ties, or strength, between groups.
        internal: the same, within a group.
    """

    external: float
    internal: float

    @property
    def index(self) -> float | None:
        """(E - I) / (E + I): 1 if all ties cross, -1 if none does; ``None`` without ties."""
        return ratio(self.external - self.internal, self.external + self.internal)


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """What the E-I index would be if groups said nothing about ties: groups are dealt out anew among the nodes.

    Attributes:
        permutations: how often they were dealt.
        expected: the mean of the index over all ways to deal, exactly.
        sd: the standard deviation over those dealt.
        low: share of deals with an index as low as the observed one or lower, the observed one counted in.
        high: the same, as high or higher.
    """

    permutations: int
    expected: float
    sd: float
    low: float
    high: float

    @property
    def two_sided(self) -> float:
        """Twice the smaller of the two shares, at most 1."""
        return min(1.0, 2 * min(self.low, self.high))


@dataclass(frozen=True, slots=True)
class EIIndex:
    """E-I index of a network, of its groups and of its nodes; ``test`` is ``None`` where nothing can be tested."""

    network: Balance
    groups: Mapping[Any, Balance]
    nodes: Mapping[Any, Balance]
    test: PermutationTest | None
    without_group: int


def mixing_matrix(network: Network, groups: Groups) -> MixingMatrix:
    """Ties and strength between each pair of groups.

    Source: Newman (2003), Mixing patterns in networks, Phys. Rev. E 67, 026126, as counts.

    >>> import networkx as nx
    >>> mixing_matrix(nx.path_graph(3), {0: "a", 1: "a", 2: "b"}).ties
    ((1, 1), (1, 0))
    """
    found = _Crossed.of(network, groups)
    return MixingMatrix(
        found.partition.groups,
        tuple(tuple(int(value) for value in row) for row in found.table(weighted=False)),
        tuple(tuple(float(value) for value in row) for row in found.table(weighted=True)),
        found.partition.without,
    )


def assortativity(network: Network, groups: Groups, *, weighted: bool = False) -> float | None:
    """Nominal assortativity: 1 if all ties stay within groups, 0 if they ignore them, below 0 if they cross.

    r = (sum of e_gg - sum of a_g²) / (1 - sum of a_g²), where e_gh is the share of tie ends that lead
    from group g to group h, and a_g the share that lies in g. ``None`` without ties, and where all
    ties lie within one group.

    Source: Newman (2003), Mixing patterns in networks, Phys. Rev. E 67, 026126, eq. 2.

    Args:
        network: its ties.
        groups: the group of each node; a node without one is left out.
        weighted: whether a tie counts as much as its weight.

    >>> import networkx as nx
    >>> assortativity(nx.disjoint_union(nx.path_graph(2), nx.path_graph(2)), {0: "a", 1: "a", 2: "b", 3: "b"})
    1.0
    """
    table = _Crossed.of(network, groups).table(weighted)
    ends = table + np.diag(np.diag(table))
    total = ends.sum()
    if not total or np.count_nonzero(ends.sum(axis=0)) < 2:
        return None
    chance = float(((ends.sum(axis=0) / total) ** 2).sum())
    return float((np.trace(ends) / total - chance) / (1 - chance))


def ei_index(
    network: Network, groups: Groups, *, weighted: bool = False, permutations: int = 1000, seed: int = SEED
) -> EIIndex:
    """Krackhardt and Stern's E-I index with its permutation test.

    Args:
        network: an undirected graph or its arrays.
        groups: node to group.
        weighted: whether ties count by strength.
        permutations: how often groups are dealt out anew for the test; 0 for none.
        seed: of the dealing.

    Returns:
        balances of the network, of each group and of each node that has a group. Of a group,
        ``internal`` counts each of its inner ties once.

    Source: Krackhardt & Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51(2), 123-140.

    >>> import networkx as nx
    >>> ei_index(nx.path_graph(3), {0: "a", 1: "a", 2: "b"}).network.index
    0.0
    """
    found = _Crossed.of(network, groups)
    table = found.table(weighted)
    inner, around = np.diag(table), table.sum(axis=1)
    external, internal = found.of_nodes(weighted)
    nodes = network_of(network).nodes
    places = found.partition.places.tolist()
    return EIIndex(
        Balance(float((around.sum() - inner.sum()) / 2), float(inner.sum())),
        {
            group: Balance(float(around[code] - inner[code]), float(inner[code]))
            for code, group in enumerate(found.partition.groups)
        },
        {nodes[place]: Balance(float(external[row]), float(internal[row])) for row, place in enumerate(places)},
        found.test(weighted, permutations, seed),
        found.partition.without,
    )


@dataclass(frozen=True)
class _Crossed:
    """The ties between nodes that have a group; ends are places among those nodes."""

    partition: Partition
    tails: Ints
    heads: Ints
    strength: Floats

    @classmethod
    def of(cls, network: Network, groups: Groups) -> _Crossed:
        arrays = network_of(network)
        partition = Partition.of(arrays.nodes, groups)
        row = np.full(len(arrays), -1, dtype=np.int64)
        row[partition.places] = np.arange(len(partition.places))
        tails, heads, strength = arrays.ties()
        kept = (row[tails] >= 0) & (row[heads] >= 0)
        return cls(partition, row[tails[kept]], row[heads[kept]], strength[kept])

    def weights(self, weighted: bool) -> Floats:
        return self.strength if weighted else np.ones(len(self.tails))

    def table(self, weighted: bool) -> Floats:
        """Groups x groups, symmetric, inner ties once."""
        codes, size = self.partition.codes, len(self.partition.groups)
        table: Floats = np.zeros((size, size))
        ends = codes[self.tails], codes[self.heads]
        np.add.at(table, (np.minimum(*ends), np.maximum(*ends)), self.weights(weighted))
        return table + np.triu(table, 1).T

    def of_nodes(self, weighted: bool) -> tuple[Floats, Floats]:
        """External and internal ties of each node."""
        codes, size, weights = self.partition.codes, len(self.partition.codes), self.weights(weighted)
        inside = codes[self.tails] == codes[self.heads]

        def sums(chosen: NDArray[np.bool_]) -> Floats:
            ends = np.concatenate([self.tails[chosen], self.heads[chosen]])
            return np.bincount(ends, np.tile(weights[chosen], 2), minlength=size).astype(np.float64)

        return sums(~inside), sums(inside)

    def test(self, weighted: bool, permutations: int, seed: int) -> PermutationTest | None:
        size, weights = len(self.partition.codes), self.weights(weighted)
        total = float(weights.sum())
        if not total or permutations < 1 or len(self.partition.groups) < 2:
            return None
        sizes = self.partition.sizes.astype(float)
        within = float((sizes * (sizes - 1)).sum() / (size * (size - 1)))
        chance = np.random.default_rng(seed)
        dealt = np.array(
            [self._internal(chance.permutation(self.partition.codes), weights) for _ in range(permutations)]
        )
        observed = self._internal(self.partition.codes, weights)
        # Sums of strengths in another order differ in their last digits: what is that near is the same.
        near = 1e-9 * total
        return PermutationTest(
            permutations,
            1 - 2 * within,
            float(np.std(1 - 2 * dealt / total)),
            float((1 + np.count_nonzero(dealt >= observed - near)) / (1 + permutations)),
            float((1 + np.count_nonzero(dealt <= observed + near)) / (1 + permutations)),
        )

    def _internal(self, codes: Ints, weights: Floats) -> float:
        return float(weights[codes[self.tails] == codes[self.heads]].sum())


def mixing_report(graph: Graph, grouping: Grouping) -> Report:
    """Ties between each two groups, with the E-I index; ``about`` has what is of the whole network."""
    network = network_of(graph)
    matrix = mixing_matrix(network, grouping.groups)
    index = ei_index(network, grouping.groups)
    heavy = ei_index(network, grouping.groups, weighted=True)
    # Groups that are regions are IRIs, of which the end is enough of a name for a column.
    others = tuple(Column(f"ties_{str(group).rpartition('/')[2]}", grouping.label(group)) for group in matrix.groups)
    columns = (
        GROUP,
        Column("internal", Text("Internal ties", "组内联系")),
        Column("external", Text("External ties", "组间联系")),
        Column("ei_index", Text("E-I index", "E-I 指数")),
        Column("ei_index_strength", Text("E-I index by strength", "E-I 指数（按强度）")),
        *others,
    )
    rows = tuple(
        (
            Named(group, grouping.label(group)),
            int(index.groups[group].internal),
            int(index.groups[group].external),
            index.groups[group].index,
            heavy.groups[group].index,
            *matrix.ties[place],
        )
        for place, group in enumerate(matrix.groups)
    )
    about = {
        "ei_index": rounded(index.network.index),
        "ei_index_strength": rounded(heavy.network.index),
        "assortativity": rounded(assortativity(network, grouping.groups)),
        "assortativity_strength": rounded(assortativity(network, grouping.groups, weighted=True)),
        "permutation_test": None
        if index.test is None
        else {
            name: rounded(getattr(index.test, name))
            for name in ("permutations", "expected", "sd", "low", "high", "two_sided")
        },
        "strength": [[rounded(value) for value in row] for row in matrix.strength],
        "nodes": [
            {
                **node_record(graph.nodes, node),
                "external": int(found.external),
                "internal": int(found.internal),
                "ei_index": rounded(found.index),
            }
            for node, found in index.nodes.items()
        ],
    }
    remarks = (*grouping_remarks(graph.nodes, grouping), *_mixing_remarks(about, index))
    return Report(columns, rows, remarks, about, index)


def _mixing_remarks(about: Mapping[str, Any], index: EIIndex) -> list[Text]:
    told = []
    if about["ei_index"] is not None:
        value, together = shown(about["ei_index"]), shown(about["assortativity"]) or "-"
        told.append(
            Text(
                f"E-I index of the network: {value} (1 if all ties cross groups, -1 if none does); "
                f"assortativity {together}.",
                f"全网 E-I 指数：{value}（全部为组间联系时为 1，全部为组内联系时为 -1）；同配系数 {together}。",
            )
        )
    if index.test is not None:
        chance = "differs" if index.test.two_sided < 0.05 else "does not differ"
        zh = "有显著差异" if index.test.two_sided < 0.05 else "没有显著差异"
        expected, share = shown(rounded(index.test.expected)), shown(rounded(index.test.two_sided))
        told.append(
            Text(
                f"If groups were dealt out by chance it would be {expected} on average; the observed one {chance} "
                f"from that (p = {share}, {index.test.permutations} permutations).",
                f"若随机分组，平均为 {expected}；观测值与之{zh}（p = {share}，置换 {index.test.permutations} 次）。",
            )
        )
    return told
