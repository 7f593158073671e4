"""Turtle of which the blocks of a few subjects go and come reads as Turtle of the whole graph does."""

from __future__ import annotations

from random import Random

from kg.files.lines import SortedLines
from kg.graph.writing.canonical import turtle_of, turtle_patched
from kg.vocabulary import PK, RDF

BASE = "https://example.org/id/"
#: Names that begin as others do, so that lines stand in another order than blocks.
NAMES = ("a", "a-1", "a1", "a10", "a1/b", "a_", "aA", "b", "b/1", "b/10", "b/1-x", "c#d", "c", "é", "z", "z%20y")
VALUES = ('"x"', '"a\\n\\nb"', f"<{PK}Partnership>", "<http://example.org/other>", f"<{BASE}a>")


def _line(chance: Random) -> bytes:
    subject, value = chance.choice(NAMES), chance.choice(VALUES)
    place = chance.choice((BASE, f"{BASE}thing/", "http://example.org/far/"))
    relation = chance.choice((f"{RDF}type", f"{PK}note", "http://example.org/far/says"))
    return f"<{place}{subject}> <{relation}> {value} .".encode()


def _text(lines: SortedLines) -> str:
    return "".join(turtle_of(lines.all(), BASE))


def test_subjects_that_come_and_go_are_put_in_their_places() -> None:
    chance, patched = Random(15), 0
    lines = SortedLines.of(sorted({_line(chance) for _ in range(40)}))
    for _ in range(400):
        there = lines.all()
        removed = set(chance.sample(there, min(len(there), chance.choice((0, 0, 1, 2, 5)))))
        if chance.random() < 0.4:  # all that is said of a subject
            subject = chance.choice(there).split(b" ", 1)[0]
            removed |= {line for line in there if line.startswith(subject + b" ")}
        added = {_line(chance) for _ in range(chance.choice((1, 1, 2, 4)))} - set(there)
        now = lines.changed(removed, added)
        found = turtle_patched(_text(lines), now, removed, added, BASE)
        if found is not None:
            patched += 1
            assert found == _text(now), (removed, added)
        lines = now
    assert patched > 300
