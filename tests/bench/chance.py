"""How often whoever leads is called other than chance in networks that are nothing but chance: 5 %, or less.

    OPENBLAS_NUM_THREADS=1 python tests/bench/chance.py [NETWORKS NULLS]

Partnerships draw their parties with chances that are alike or fall as 1/rank (a hub), so that of all networks with the
same numbers each is as likely, and only the null decides. For comparison, nodes that are told by their own p.
"""

from __future__ import annotations

import itertools
import sys

import numpy as np

from kg.network.analyses.ranking.nulls import SIGNIFICANT
from kg.network.analyses.ranking.rankings import Checks, rank
from kg.network.forms.table import TieTable

MEASURES = ("degree", "betweenness", "closeness", "harmonic", "eigenvector", "pagerank", "clustering")
#: What it is called, nodes, sizes of the partnerships in turn, how many of them, exponent of 1/rank.
SETTINGS = (
    ("pairs", 20, (2,), 40, 0.0),
    ("pairs with a hub", 20, (2,), 40, 1.0),
    ("of three", 20, (3,), 25, 0.0),
    ("of two to five with a hub", 15, (2, 2, 3, 5), 24, 1.0),
)


def network(nodes: int, sizes: tuple[int, ...], count: int, power: float, draw: np.random.Generator) -> TieTable:
    """A network of pure chance: parties are drawn one by one, and drawn again if one is there twice."""
    chance = 1 / np.arange(1, nodes + 1) ** power
    chance /= chance.sum()
    rows = []
    for number, size in enumerate(itertools.islice(itertools.cycle(sizes), count)):
        members = draw.choice(nodes, size=size, p=chance)
        while len(set(members.tolist())) < size:
            members = draw.choice(nodes, size=size, p=chance)
        rows += [(a, b, number, 1 / (size - 1)) for a, b in itertools.combinations(sorted(members.tolist()), 2)]
    tails, heads, whose, weights = (np.array(column) for column in zip(*rows, strict=True))
    names = tuple(f"p{number:03}" for number in range(count))
    return TieTable(tuple(range(nodes)), names, tails, heads, whose, weights).ordered()


def main() -> None:
    """Print for each setting and measure how often the leader is called so, and how often by its own p."""
    networks, nulls = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (200, 200)
    for title, *setting in SETTINGS:
        draw = np.random.default_rng(6)
        called, own, led = (dict.fromkeys(MEASURES, 0) for _ in range(3))
        for seed in range(networks):
            ranking = rank(network(*setting, draw), MEASURES, checks=Checks(0, 0.5, nulls, seed, carriers=False))
            for measure in ranking.measures:
                leaders, p = measure.leaders(), ranking.first_p(measure)
                if len(leaders) == 1 and p is not None:
                    led[measure.name] += 1
                    called[measure.name] += p <= SIGNIFICANT
                    own[measure.name] += measure.p[leaders[0]] <= SIGNIFICANT
        told = ", ".join(f"{name} {called[name] / networks:.3f} ({own[name] / networks:.3f})" for name in MEASURES)
        mean = sum(called.values()) / (len(MEASURES) * networks)
        print(f"{title}; {networks} networks, {nulls} nulls: {mean:.3f} ({told})", flush=True)


if __name__ == "__main__":
    main()
