"""What is suggested of a whole article that a person recorded: how much of it is found, and what is wrong.

Usage: python -m tests.bench.article ARTICLE [PACKAGE] [--misses]

PACKAGE is the bundled one unless another is named; of its names the reader knows none but those of the packages that it
uses. The article of the bundled package is not in the project: give your own copy. Its score says little about other
articles, as it was there when the rules were made; `kg read --eval` on passages that nobody looked at says more.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from kg import assets
from kg.intake.articles.documents import open_article
from kg.intake.articles.evaluating import evaluate
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.reading import read_article
from kg.intake.load import read_tables

_KINDS = ("partnerships", "signed", "stages", "observations")


def main(path: str, *options: str) -> None:
    """Print the table: what there is, what was suggested, what of that is right."""
    named = [one for one in options if not one.startswith("--")]
    folder = Path(named[0]) if named else assets.data_folder() / "jiaxing-shanghai-2017"
    packages, _ = read_tables([folder])
    gold, used = packages[-1], packages[:-1]
    article = open_article(Path(path))
    sources = gold.table("sources")
    assert sources is not None
    row = next(row for row in sources.rows if row.value("sha256") == article.sha256)
    began = time.process_time()
    gazetteer = Gazetteer.of(*reversed(used), registered=True)
    names = time.process_time() - began
    day = date.fromisoformat(row.value("issued"))
    reading = read_article(article, row.value("id"), day, gazetteer)
    spent = time.process_time() - began - names
    found = evaluate([reading], gold, used)
    print("| kind | from score | recorded | suggested | right | wrong |\n|---|---:|---:|---:|---:|---:|")
    for kind in _KINDS:
        for threshold in (0.0, 0.6):
            one = found.score(kind, threshold)
            wrong = one.suggested - one.right
            print(f"| {kind} | {threshold} | {one.gold} | {one.suggested} | {one.right} | {wrong} |")
    print(
        f"\n{len(reading.to_read)} of {reading.sentences} sentences to read. {names:.1f} s for the names, {spent:.1f} s."
    )
    if "--misses" in options:
        for miss in found.misses:
            print("wrong" if miss.is_wrong else "missed", miss.kind, miss.id, miss.reason.en)


if __name__ == "__main__":
    main(*sys.argv[1:])
