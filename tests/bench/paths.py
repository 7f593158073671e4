"""Betweenness, closeness and harmonic closeness of the networks that a build measures: ours beside what it was.

    python -m tests.bench.paths [PARTNERSHIPS]

One run in one process of the package that ``scale`` writes: what each of the networks costs for each node and tie,
which is what ``kg.network.measures.work`` reckons with, closeness and harmonic closeness by NetworKit, one search each,
as they were found before, and one search for all three from every node, as it was before a network's core was searched.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import networkit as nk
import numpy as np

from kg.network.forms.compiled import networkit_graph
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import brandes, paths, sampling, work
from kg.outputs import MEASURED
from kg.pipeline import open_graph
from tests.bench.scale import write_package


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def _by_networkit(arrays: SparseNetwork) -> Any:
    """Closeness and harmonic closeness by one search each."""
    graph = networkit_graph(len(arrays), arrays.lengths, weighted=arrays.one_length is None)
    nk.centrality.Closeness(graph, False, nk.centrality.ClosenessVariant.GENERALIZED).run().scores()
    return np.array(nk.centrality.HarmonicCloseness(graph, False).run().scores())


def _searched(arrays: SparseNetwork) -> None:
    for _ in brandes.searches(arrays, range(len(arrays))):
        pass


def _by_core(arrays: SparseNetwork) -> str:
    """What searches from every node cost beside those by way of the core, where ties are of several lengths."""
    if arrays.one_length is not None:
        return ""
    ours, _ = _timed(lambda: _searched(arrays))
    with mock.patch.object(brandes, "contracted", return_value=None):
        before, _ = _timed(lambda: _searched(arrays))
    return f"from every node / by its core {before / ours:.2f}; "


def main() -> None:
    """Print a line a network."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name), partnerships)
        graph = open_graph(name)
    for projection, parameters in MEASURED:
        _told(f"{projection} {parameters}", graph.project_sparse(projection, **parameters))


def _told(name: str, arrays: SparseNetwork) -> None:
    size = len(arrays) * (arrays.strength.nnz // 2)
    near, ours = _timed(lambda: paths.nearness(arrays))
    before, theirs = _timed(lambda: _by_networkit(arrays))
    assert np.allclose(ours.inverse * (arrays.one_length or 1), theirs, rtol=1e-9)
    between, _ = _timed(lambda: paths.betweenness(arrays))
    estimate, found = _timed(lambda: sampling.sample(arrays, budget=work.searches(arrays)))
    print(
        f"{name}: {len(arrays):,} nodes, {arrays.strength.nnz // 2:,} ties, "
        f"{'equal' if arrays.one_length else 'unequal'}; closeness and harmonic {near:.2f} s "
        f"({1e9 * near / size:.1f} ns a node and tie), NetworKit / ours {before / near:.1f}; {_by_core(arrays)}"
        f"betweenness {between:.2f} s "
        f"({1e9 * between / size:.0f} ns); estimate from {found.sources} searches {estimate:.2f} s "
        f"({1e9 * estimate / found.sources / (arrays.strength.nnz // 2):.0f} ns a search and tie)",
        flush=True,
    )


if __name__ == "__main__":
    main()
