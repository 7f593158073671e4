"""A whole article from zero: what is proposed of its records, and a curator's key presses with and without.

    python -m tests.bench.article ARTICLE [PACKAGE] [--known PACKAGE]

PACKAGE is what a person made of the article (the bundled one if none is given). The reader knows what PACKAGE uses,
and the regions and institutions of ``--known``. A key press is one character typed, or one key:

* without the reader, every cell of the rows of partnerships, participations, stages and observations that are cited
  from the article is typed, with one key to the next cell; places are marked in the text by two keys;
* with it, a right suggestion takes one key to accept, and one key and its characters for each cell that differs or is
  missing; a wrong one takes one key to reject; what was not suggested is typed as without.

Keys of reading, scrolling and thinking are in neither. It prints the seconds of CPU of the reading, too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.intake.articles.documents import open_article
from kg.intake.articles.evaluating import evaluate
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.matching import Names, Record, gold_records, suggested_records
from kg.intake.articles.model import Reading
from kg.intake.articles.reading import read_article
from kg.intake.articles.scoring import Source
from kg.intake.load import read_tables
from kg.intake.package import Package
from kg.intake.passages import find_source

ROOT = Path(__file__).resolve().parents[2]
#: What a program fills in or nobody types: the place is marked, the source is the article's.
NOT_TYPED = {"source", "start", "end", "note_zh", "note_en", "ambiguity_zh", "ambiguity_en"}


def read(article: Path, folder: Path, known: list[Path]) -> tuple[Reading, Package, list[Package]]:
    """The reading of an article by what a package uses, and by further packages."""
    packages, _ = read_tables([folder])
    gold = packages[-1]
    used = [*packages[:-1], *(read_tables(known)[0] if known else [])]
    text = open_article(article)
    source = find_source(gold, text.text)
    table = gold.table("sources")
    (issued,) = [row.value("issued") for row in (table.rows if table else ()) if row.value("id") == source]
    gazetteer = Gazetteer.of(*reversed(used), registered=text.language == "zh")
    return read_article(text, source, date.fromisoformat(issued), gazetteer), gold, used


def typed(values: Mapping[str, str]) -> int:
    """The key presses of a row: its characters, a key for each cell, two for the place."""
    return sum(len(value) + 1 for name, value in values.items() if value and name not in NOT_TYPED) + 2


def participations(gold: Package, partnership: str) -> int:
    """The key presses of the rows of a partnership's parties; the partnership's id and the place are typed again."""
    table = gold.table("participations")
    rows = [row for row in (table.rows if table else ()) if row.value("partnership") == partnership]
    return sum(typed({name: row.value(name) for name in row.cells}) for row in rows)


def mended(gold: Record, found: Record) -> int:
    """The key presses that make a right suggestion the record: one to accept, and each cell that differs."""
    presses = 1
    for name, value in gold.values.items():
        # What says which row it is, the program knows.
        if name in NOT_TYPED or name in ("id", "partnership", "about") or not value:
            continue
        if found.values.get(name, "") != value:
            presses += 1 + len(value)
    return presses


def main() -> None:
    """Print what was proposed, and the key presses."""
    arguments = sys.argv[1:]
    known = [Path(arguments.pop(at + 1)) for at, word in reversed(list(enumerate(arguments))) if word == "--known"]
    arguments = [word for word in arguments if word != "--known"]
    folder = Path(arguments[1]) if len(arguments) > 1 else ROOT / "data" / "jiaxing-shanghai-2017"
    begun = time.process_time()
    reading, gold, used = read(Path(arguments[0]), folder, known)
    seconds = time.process_time() - begun
    print(evaluate([reading], gold, used).text("en"))
    names = Names.of([gold, *used])
    source = Source(
        reading.source,
        reading.article.language,
        gold_records(gold, reading.source, names),
        suggested_records(reading.suggestions, names),
    )
    without = with_it = 0
    for kind in ("partnerships", "stages", "observations"):
        records, found = source.of_kind(kind)
        right = {pair.gold.id: pair.found for pair in source.pairs(kind)}
        accepted = {one.id for one in right.values()}
        for record in records:
            by_hand = typed(record.values) + (participations(gold, record.id) if kind == "partnerships" else 0)
            without += by_hand
            with_it += mended(record, right[record.id]) if record.id in right else by_hand
        with_it += sum(one.id not in accepted for one in found)
    print(f"{len(reading.article.text)} characters read in {seconds:.1f} s of CPU, the registries among it")
    print(f"key presses without {without}, with {with_it}: {1 - with_it / without:.0%} fewer")


if __name__ == "__main__":
    main()
