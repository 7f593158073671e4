"""Measures on a random network, as ratios in one run: to networkx, and to the compiled libraries called directly.

    python tests/bench/measures.py [NODES TIES]

By default 10,000 nodes and 30,000 ties, of which networkx needs a quarter of an hour for betweenness. Ours starts from
the networkx graph (its conversion included) and from arrays. igraph's time stands beside it where python-igraph is
installed; it is no dependency. Times are seconds of all processors together; wall time is told where threads matter.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import networkit as nk
import networkx as nx
import numpy as np
import rustworkx as rx

from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import centrality, holes, paths, sampling


class Times:
    """Seconds of each way, and what it found."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.seconds: dict[str, float] = {}

    def run(self, way: str, step: Callable[[], Any], times: int = 1) -> Any:
        """Time the best of some runs."""
        taken, wall = [], []
        for _ in range(times):
            start, begun = time.process_time(), time.perf_counter()
            found = step()
            taken.append(time.process_time() - start)
            wall.append(time.perf_counter() - begun)
        self.seconds[way] = min(taken)
        print(f"{self.what}, {way}: {min(taken):.3f} s of processors, {min(wall):.3f} s by the clock", flush=True)
        return found

    def ratio(self, over: str, under: str, wanted: str) -> None:
        """Print how many times as long one way takes as another."""
        print(f"{self.what}: {over} / {under} = {self.seconds[over] / self.seconds[under]:.2f} ({wanted})", flush=True)


def network(nodes: int, ties: int, weighted: bool) -> Any:
    """A random network; its strengths are such that many paths are equally long."""
    graph: Any = nx.gnm_random_graph(nodes, ties, seed=1)
    chance = random.Random(1)
    for _, _, data in graph.edges(data=True):
        data["strength"] = chance.choice([1 / 3, 0.5, 1.0, 2.0, 3.5]) if weighted else 1.0
        data["distance"] = 1 / data["strength"]
    return graph


def directly(graph: Any, weighted: bool) -> Callable[[], Any]:
    """The compiled library by itself: NetworKit where ties have lengths, else rustworkx, its own graph being ready."""
    ends = [(a, b) for a, b in graph.edges()]
    if not weighted:
        plain = rx.PyGraph(multigraph=False)
        plain.add_nodes_from(range(len(graph)))
        plain.extend_from_edge_list(ends)
        return lambda: rx.betweenness_centrality(plain)
    lengths = np.array([length for _, _, length in graph.edges(data="distance")])
    own = nk.GraphFromCoo((lengths, tuple(np.array(ends).T)), n=len(graph), weighted=True, directed=False)
    return lambda: nk.centrality.Betweenness(own, normalized=True).run().scores()


def igraph_way(graph: Any, weighted: bool) -> Callable[[], Any]:
    """igraph by itself."""
    import igraph

    own = igraph.Graph(n=len(graph), edges=list(graph.edges()))
    lengths = [length for _, _, length in graph.edges(data="distance")] if weighted else None
    return lambda: own.betweenness(weights=lengths)


def off(found: dict[Any, Any], expected: dict[Any, Any]) -> float:
    """How far two answers are apart."""
    return max(abs(found[node] - expected[node]) for node in expected)


def betweenness(nodes: int, ties: int, weighted: bool) -> None:
    """Exact betweenness, and the estimate."""
    graph = network(nodes, ties, weighted)
    arrays = SparseNetwork.of(graph)
    times = Times(f"betweenness, {'weighted' if weighted else 'unweighted'}")
    found = times.run("ours", lambda: paths.betweenness(graph), 2)
    times.run("ours from arrays", lambda: paths.betweenness(arrays), 2)
    times.run("the library directly", directly(graph, weighted), 2)
    if find_spec("igraph"):
        times.run("igraph", igraph_way(graph, weighted))
    estimate = times.run("estimate", lambda: sampling.sample(arrays))
    print(
        f"  estimate from {estimate.sources} nodes: off by {off(estimate.betweenness, found):.5f}, bound "
        f"{estimate.epsilon}, standard error {estimate.standard_error:.5f}"
    )
    expected = times.run("networkx", lambda: nx.betweenness_centrality(graph, weight="distance" if weighted else None))
    print(f"  furthest from networkx: {off(found, expected):.1e}")
    times.ratio("ours", "the library directly", "at most 1.2")
    times.ratio("networkx", "ours", "at least 15")


def others(nodes: int, ties: int) -> None:
    """Constraint, eigenvector and PageRank: networkx as it is called without more ado, ours to the last digit."""
    graph = network(nodes, ties, True)
    arrays = SparseNetwork.of(graph)
    ways: dict[str, tuple[Callable[[Any], Any], Callable[[], Any]]] = {
        "constraint": (holes.constraint, lambda: nx.constraint(graph, weight="strength")),
        "eigenvector": (
            centrality.eigenvector,
            lambda: nx.eigenvector_centrality(graph, max_iter=10_000, weight="strength"),
        ),
        "PageRank": (centrality.pagerank, lambda: nx.pagerank(graph, weight="strength")),
    }
    for what, (ours, theirs) in ways.items():
        times = Times(what)
        # A network keeps what several measures need: each run has its own.
        times.run("ours from arrays", lambda ours=ours: ours(SparseNetwork(arrays.nodes, arrays.strength)), 3)
        times.run("ours", lambda ours=ours: ours(graph), 2)
        times.run("networkx", theirs)
        times.ratio("networkx", "ours from arrays", "at least 8")
        times.ratio("networkx", "ours", "conversion included")


def main() -> None:
    """Run all."""
    nodes, ties = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 30_000)
    paths.betweenness(network(10, 20, True))  # imports
    others(nodes, ties)
    others(5 * nodes, 5 * ties)
    for weighted in (False, True):
        betweenness(nodes, ties, weighted)


if __name__ == "__main__":
    main()
