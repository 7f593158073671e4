"""Names to things: how right the proposals are, and how long 10,000 names take.

    python tests/bench/identities.py [NAMES]

Precision and recall are those of the pairs in ``tests/intake/identities/gold.csv``, which were judged by hand before
the program saw them; rules were made better with the part ``first`` only. The names of the second measurement are made
of the names of regions and of kinds; each tenth is spelt in a second way too, if there is one.
"""

from __future__ import annotations

import csv
import math
import sys
import time
from functools import reduce
from itertools import islice, product

from kg.intake import load
from kg.intake.identities import Judgements, Mention, Names, key, known, registered, resolve
from kg.intake.identities.places import Places
from tests.support import ROOT

GOLD = ROOT / "tests" / "intake" / "identities" / "gold.csv"
KINDS = (
    *(("大学", "University"), ("第一医院", "First Hospital"), ("银行", "Bank"), ("港务集团", "Port Group")),
    *(("科技有限公司", "Technology Co., Ltd."), ("商务局", "Bureau of Commerce"), ("设计院", "Design Institute")),
    *(("第二中学", "No. 2 High School"), ("开发区", "Development Zone"), ("博物馆", "Museum")),
)
SPELT = (("University", "Univ."), ("Co., Ltd.", "Limited"), ("First", "No. 1"), ("Institute", "Inst."))


def names() -> list[str]:
    """Names of places that there are, with the kinds of institutions."""
    places = [one for one in registered().everything().values() if len(one.names) > 1]
    made: list[str] = []
    for number, (kind, place) in enumerate(product(KINDS, places)):
        zh, en = place.label.zh, place.label.en
        made.append(f"{zh}{kind[0]}" if number % 2 and zh else f"{en or zh} {kind[1]}")
        if number % 20 in (0, 1):
            made.append(reduce(lambda name, pair: name.replace(*pair), SPELT, made[-1]))
    return list(dict.fromkeys(made))


def proposed(one: str, other: str, kind: str, regions: dict[str, Names], places: Places | None) -> bool:
    """Whether a pair is proposed, or one by its key."""
    there = {ref: each for ref, each in regions.items() if key(one) not in map(key, each.names)}
    thing = f"{kind}/other"
    found = resolve([Mention(one, kind)], {**there, thing: Names((other,))}, Judgements(), places).resolved[0]
    return found.thing == thing or thing in {each.thing for each in found.proposals}


def rightness() -> None:
    """Print precision and recall."""
    packages, _ = load.read_tables([ROOT / "data" / "jiaxing-shanghai-2017"])
    regions = {ref: each for ref, each in known(packages).items() if ref.startswith("region/")}
    with GOLD.open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    for part in ("first", "held"):
        right = wrong = missed = 0
        mine = [row for row in pairs if row["part"] == part]
        for row in mine:
            found, same = proposed(row["one"], row["other"], row["kind"], regions, None), row["same"] == "yes"
            right, wrong, missed = right + (found and same), wrong + (found > same), missed + (found < same)
        print(
            f"{part}: {len(mine)} pairs, precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}"
        )


def speed(most: int) -> None:
    """Print the time of more and more names, and the exponent of the growth."""
    everything = names()
    places = registered()
    resolve([Mention("a b")], {}, Judgements(), places)
    before: tuple[int, float] | None = None
    for number in (most // 8, most // 4, most // 2, most):
        mentions = [Mention(name) for name in islice(everything, number)]
        start = time.process_time()
        found = resolve(mentions, {}, Judgements(), places)
        took = time.process_time() - start
        grown = f", exponent {math.log(took / before[1], len(mentions) / before[0]):.2f}" if before else ""
        before = len(mentions), took
        print(f"{len(mentions):,} names: {took:.2f} s CPU, {len(found.open):,} with proposals{grown}", flush=True)


if __name__ == "__main__":
    rightness()
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
