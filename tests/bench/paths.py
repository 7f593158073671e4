"""Betweenness, closeness and harmonic closeness of the networks that a build measures: ours beside what it was.

    python -m tests.bench.paths [PARTNERSHIPS]

One run in one process of the package that ``scale`` writes: what each of the networks costs for each node and tie,
which is what ``kg.network.measures.work`` reckons with, and closeness and harmonic closeness by NetworKit, one search
each, as they were found before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkit as nk
import numpy as np

from kg.network.forms.compiled import networkit_graph
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import paths, sampling, work
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
        f"({1e9 * near / size:.1f} ns a node and tie), NetworKit / ours {before / near:.1f}; "
        f"betweenness {between:.2f} s "
        f"({1e9 * between / size:.0f} ns); estimate from {found.sources} searches {estimate:.2f} s "
        f"({1e9 * estimate / found.sources / (arrays.strength.nnz // 2):.0f} ns a search and tie)",
        flush=True,
    )


if __name__ == "__main__":
    main()
