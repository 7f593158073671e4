"""Long cells cost as much as they are long: no pattern reads a run of signs again from each of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from kg.intake.guessing.towns import without_country
from kg.intake.registries import by_its_kind
from kg.intake.sheets.naming import names_others, parties_in, sides_of
from kg.intake.sheets.records import note_of
from kg.intake.sheets.signs_between import names_several
from kg.intake.sheets.spans import open_ended, perhaps, says_until, with_what_was_done
from kg.notations import Hints, Period, Read

#: How much longer the longer text is. What is quadratic takes the square of it as long.
TIMES = 8


def taken(read: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("read", "unit", "around"),
    [
        (lambda text: note_of([("Notes", text)], {"Notes"}), "a", ""),
        (lambda text: note_of([("Notes", text)], {"Notes"}), "样", ""),
        (without_country, " ", "ab"),
        (by_its_kind, "Miao ", ""),
        (lambda text: parties_in(text, lambda name: 1), " ", "ab"),
        (sides_of, "\n", "ab"),
        (names_several, " ", "ab"),
        (names_others, " ", "ab"),
    ],
)
def test_a_cell_that_is_longer_takes_no_more_than_its_length(
    read: Callable[[str], object], unit: str, around: str
) -> None:
    read("ab")  # tables are read once
    head, tail = around[:1], around[1:]
    short, long = (min(taken(read, head + unit * count + tail) for _ in range(3)) for count in (500, 500 * TIMES))
    assert long < 3 * TIMES * short + 0.02


def nothing_read(_: str) -> Read[Period]:
    return Read()


@pytest.mark.parametrize(
    ("read", "before", "unit"),
    [
        (lambda text: perhaps(text + "1" * len(text), "span", Hints(), Read()), "a (", " "),
        (lambda text: perhaps(text + "1" * len(text), "end", Hints(), Read()), "a (", "\u3000"),
        (lambda text: perhaps(text, "span", Hints(), Read()), "", "2019 "),
        (lambda text: with_what_was_done(text, "span", Read(), nothing_read), "", "2019 "),
        (lambda text: open_ended(text, Read(), nothing_read), "", "2019 "),
        (lambda text: says_until(text, Period(None, date(2019, 12, 31), "year")), "", "2019 "),
    ],
)
def test_a_cell_of_spans_that_is_longer_takes_no_more_than_its_length(
    read: Callable[[str], object], before: str, unit: str
) -> None:
    # Shorter than those above: what reads by the cube of the length would be at it for hours.
    read(before)
    short, long = (min(taken(read, before + unit * count) for _ in range(3)) for count in (50, 50 * TIMES))
    assert long < 3 * TIMES * short + 0.02
