"""How often rank intervals hold the true rank, each under its own assumption, where the truth is known.

    OPENBLAS_NUM_THREADS=1 python tests/bench/coverage.py [NETWORKS RESAMPLES]

Drawn anew (``--share 0.5``): partnerships are drawn, each by itself, from pairs or triples of nodes with unlike
chances; the true rank is that of the node's expected value, the mean over 3,000 networks of the same size. Missing
(``--share 0.1``): a tenth of the partnerships of a whole is missing at random; the true rank is that in the whole. Each
interval is tried under the other assumption as well.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.network.analyses.ranking.league import places
from kg.network.analyses.ranking.rankings import ANEW, RANDOM, Checks, rank, ranked_by_default
from kg.network.forms.table import TieTable
from kg.network.forms.variants import Variants
from kg.network.measures.batches import measure_variants

#: Nodes, partnerships, parties of each.
SETTINGS = ((12, 30, 2), (20, 60, 2), (20, 200, 2), (15, 40, 3))
MISSING = 0.1
_TRUTH = 3_000


@dataclass(frozen=True)
class Population:
    """What partnerships are drawn from: nodes of unlike chances to take part."""

    nodes: int
    parties: int

    def members(self, count: int, draw: np.random.Generator) -> Any:
        """Count x parties different nodes (Efraimidis & Spirakis 2006: the largest of u^(1/w))."""
        weight = 1 / np.arange(1, self.nodes + 1) ** 0.7
        keys = draw.random((count, self.nodes)) ** (1 / weight)
        return np.argsort(-keys, axis=1)[:, : self.parties]

    def table(self, members: Any) -> TieTable:
        """Their ties, each of the weight 1/(n-1)."""
        first, second = np.triu_indices(self.parties, 1)
        tails, heads = members[:, first].ravel(), members[:, second].ravel()
        whose = np.repeat(np.arange(len(members)), len(first))
        names = tuple(f"p{number:04}" for number in range(len(members)))
        weights = np.full(len(tails), 1 / (self.parties - 1))
        return TieTable(tuple(range(self.nodes)), names, tails, heads, whose, weights).ordered()

    def expected(self, count: int, draw: np.random.Generator) -> dict[str, Any]:
        """Measure to the true ranks: those of the mean values."""
        tables = [self.table(self.members(count, draw)) for _ in range(_TRUTH)]
        ends = (np.array([getattr(table, name) for table in tables]) for name in ("tails", "heads"))
        every = np.ones((1, 1), dtype=bool)
        weights = np.full((1, len(tables[0])), 1 / (self.parties - 1))
        variants = Variants(tuple(range(self.nodes)), *ends, weights, every, np.zeros(len(tables[0]), dtype=np.int64))
        values = measure_variants(variants, ranked_by_default())
        return {name: places(found.mean(axis=0)[None])[0] for name, found in values.items()}


def held(table: TieTable, truth: dict[str, Any], share: float, resamples: int, seed: int) -> dict[str, float]:
    """Measure to the share of nodes whose interval holds the true rank."""
    found = rank(table, checks=Checks(resamples, share, 0, seed, carriers=False))
    return {
        each.name: float(
            np.mean(
                (each.intervals[RANDOM][:, 0] <= truth[each.name]) & (truth[each.name] <= each.intervals[RANDOM][:, 1])
            )
        )
        for each in found.measures
    }


def anew(setting: tuple[int, int, int], share: float, networks: int, resamples: int) -> dict[str, float]:
    """Coverage where all partnerships are drawn anew."""
    nodes, count, parties = setting
    draw = np.random.default_rng(1)
    population = Population(nodes, parties)
    truth = population.expected(count, draw)
    tables = [population.table(population.members(count, draw)) for _ in range(networks)]
    return _mean([held(table, truth, share, resamples, seed) for seed, table in enumerate(tables)])


def missing(setting: tuple[int, int, int], share: float, networks: int, resamples: int) -> dict[str, float]:
    """Coverage where a tenth of a whole is missing."""
    nodes, count, parties = setting
    draw = np.random.default_rng(2)
    population = Population(nodes, parties)
    found = []
    for seed in range(networks):
        members = population.members(count, draw)
        whole = rank(population.table(members), checks=Checks(0, MISSING, 0, carriers=False))
        truth = {each.name: each.ranks for each in whole.measures}
        kept = np.sort(draw.permutation(count)[: count - round(MISSING * count)])
        found.append(held(population.table(members[kept]), truth, share, resamples, seed))
    return _mean(found)


def _mean(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}


def main() -> None:
    """Print the coverage of both intervals under both assumptions."""
    networks, resamples = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (100, 400)
    for title, run in (("drawn anew", anew), ("a tenth missing", missing)):
        for setting in SETTINGS:
            for share in (ANEW, MISSING):
                found = run(setting, share, networks, resamples)
                told = ", ".join(f"{name} {value:.3f}" for name, value in found.items())
                mean = np.mean(list(found.values()))
                nodes, count, parties = setting
                print(
                    f"{title}; {nodes} nodes, {count} partnerships of {parties}; share {share}: {mean:.3f} ({told})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
