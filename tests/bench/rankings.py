"""Checked rankings: variants measured together against one by one, as ratios in one run, on the bundled data.

OPENBLAS_NUM_THREADS=1 python tests/bench/rankings.py [RESAMPLES NULLS]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import kg
from kg.network.analyses.ranking.rankings import Checks, rank, ranked_by_default
from kg.network.forms.table import TieTable
from kg.network.forms.variants import Variants
from kg.network.measures.batches import measure_variants
from kg.network.measures.register import MEASURES
from kg.network.projection.reliance import scenarios
from tests.network.projecting import project_ties

NETWORKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("region-region", {}),
    ("region-region", {"coarser": True}),
    ("institution-institution", {}),
    ("region-sector", {}),
    ("party-partnership", {}),
)


def timed(run: Callable[[], Any]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def resamples(ties: TieTable, count: int) -> Variants:
    """Variants of a network that lack a tenth of its partnerships."""
    keep = np.random.default_rng(1).random((count, len(ties.partnerships))) < 0.9
    return Variants(ties.nodes, ties.tails[None], ties.heads[None], ties.weights[None], keep, ties.partnership)


def one_by_one(variants: Variants, name: str) -> None:
    """Each variant as a network of its own."""
    for row in range(len(variants)):
        MEASURES[name].function(variants.network(row))


def main() -> None:
    """Print the seconds of whole rankings, and how many times as fast each measure is in a stack."""
    count, nulls = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (1000, 200)
    graph = kg.build()
    for name, parameters in NETWORKS:
        network = project_ties(graph.store, name, **parameters)
        found = scenarios(graph.store, network.partnerships)
        took = timed(partial(rank, network, None, found, Checks(count, 0.1, nulls)))
        print(f"{name} {parameters or ''}: {len(network.nodes)} nodes, {count} resamples, {nulls} nulls: {took:.2f} s")
        variants = resamples(network, 100)
        for measure in ranked_by_default():
            single = timed(partial(one_by_one, variants, measure))
            stacked = timed(partial(measure_variants, variants, [measure]))
            print(f"  {measure}: {single:.3f} s / {stacked:.3f} s, {single / stacked:.1f} times as fast")


if __name__ == "__main__":
    main()
