"""Sampled measures on grids, where the first nodes differ by less than any error, and on networks with hubs.

    OPENBLAS_NUM_THREADS=1 python tests/bench/separation.py [SIDE]

How many of the first 20 are the exact first 20, before and after the sample is raised, what is said of them, and how
far off the harmonic closeness is beside its bound.
"""

from __future__ import annotations

import sys
from typing import Any

import networkx as nx

from kg.network.measures import paths, sampling

NAMES = ("betweenness", "closeness", "harmonic")


def first(values: dict[Any, float], top: int = sampling.TOP) -> set[Any]:
    """The first nodes."""
    return set(sorted(values, key=lambda node: (-values[node], str(node)))[:top])


def tried(title: str, graph: Any) -> None:
    """Print what samples of two sizes find."""
    exact = {name: getattr(paths, name)(graph) for name in NAMES}
    for budget in (0.0, 1200.0 * graph.number_of_edges()):
        found = sampling.sample(graph, budget=budget)
        told = ", ".join(
            f"{each.name} {len(first(getattr(found, each.name)) & first(exact[each.name]))} of {each.top} right, "
            f"{'told apart' if each.told else 'not told apart'}, {each.certain} places certain"
            for each in found.separations
        )
        off = max(abs(found.harmonic[node] - exact["harmonic"][node]) for node in graph)
        print(
            f"{title}, {len(graph)} nodes, {found.sources} searched: {told}; harmonic off by {off:.3g}, bound "
            f"{found.harmonic_error:.3g}",
            flush=True,
        )


def main() -> None:
    """A grid, and a network in which a few nodes have most ties."""
    side = int(sys.argv[1]) if len(sys.argv) > 1 else 45
    tried("grid", nx.convert_node_labels_to_integers(nx.grid_2d_graph(side, side)))
    tried("hubs", nx.barabasi_albert_graph(side * side, 2, seed=1))
    hubs = nx.empty_graph(20)  # twenty stars of unlike size whose hubs are tied to each other
    for hub in range(20):
        hubs.add_edges_from((hub, other) for other in range(hub))
        hubs.add_edges_from((hub, f"{hub}-{leaf}") for leaf in range(side * side // 20))
    tried("twenty stars", nx.convert_node_labels_to_integers(hubs))


if __name__ == "__main__":
    main()
