"""Krippendorff's alpha, against the worked examples that its author published (2011)."""

from __future__ import annotations

import pytest

from kg.intake.articles.agreement import alpha


def units(*rows: str) -> list[tuple[str | None, ...]]:
    """One row a reviewer, one sign a unit, a point where a value is missing; turned to one tuple a unit."""
    split = [row.split() for row in rows]
    return [tuple(None if sign == "." else sign for sign in unit) for unit in zip(*split, strict=True)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # A: binary data, two observers, no missing data.
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        # B: nominal data, two observers, no missing data.
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        # C: nominal data, any number of observers, missing data.
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
    ids=["A", "B", "C"],
)
def test_the_published_examples(rows: tuple[str, ...], expected: float) -> None:
    found = alpha(units(*rows))
    assert found is not None
    assert round(found, 3) == expected


def test_where_it_is_not_defined() -> None:
    assert alpha([]) is None
    assert alpha(units("a b", ". .")) is None
    # All of one value: nothing is expected to differ.
    assert alpha(units("a a", "a a")) is None


def test_agreement_in_all_and_in_nothing() -> None:
    assert alpha(units("a b", "a b")) == 1
    # Two units, each with both values: D_o = 1, D_e = 2/3.
    assert alpha(units("a b", "b a")) == pytest.approx(-0.5)
