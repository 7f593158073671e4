"""What a bound proves: by hand, case by case, and against every number that an interval holds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.ledger.bounds import Interval, Verdict, combined, decimal_text, judge, number
from kg.answers.ledger.periods import Period, read_period
from kg.answers.records import Limits
from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph

#: What each bound of the list means, written down by hand.
LIMITS = {
    "exact": Limits("included", "included"),
    "atLeast": Limits("included", ""),
    "moreThan": Limits("excluded", ""),
    "upTo": Limits("", "included"),
    "lessThan": Limits("", "excluded"),
    "about": Limits("", ""),
    "unheardOf": Limits("", ""),
}
BOUNDS = ("exact", "atLeast", "moreThan", "upTo", "lessThan", "about")
whole_numbers = st.integers(min_value=-12, max_value=12)


def test_the_bundled_bounds_mean_what_their_names_say(empty: KnowledgeGraph) -> None:
    found = {code.code: code for iri, code in empty.records.codes.items() if "/bound/" in iri}
    assert {name: code.limits for name, code in found.items()} == {name: LIMITS[name] for name in BOUNDS}
    assert {name: code.sign for name, code in found.items()} == dict(
        zip(BOUNDS, ("", "≥", ">", "≤", "<", "≈"), strict=True)
    )
    assert {code.limits: code.code for code in empty.records.bounds.values()} == {LIMITS[name]: name for name in BOUNDS}


@pytest.mark.parametrize(
    ("target", "result", "verdict"),
    [
        # A target to be reached, and a result that is exact.
        ("atLeast 100", "exact 120", "met"),
        ("atLeast 100", "exact 100", "met"),
        ("atLeast 100", "exact 99", "missed"),
        ("moreThan 100", "exact 100", "missed"),
        ("moreThan 100", "exact 101", "met"),
        ("exact 8", "exact 9", "met"),  # a plan without a bound is to be reached; more is no failure
        ("exact 8", "exact 7", "missed"),
        # "About" has no tolerance: neither what falls short of the number nor what is above it decides anything.
        ("about 100", "exact 99", "undecided"),
        ("about 100", "exact 10", "undecided"),
        ("about 100", "exact 100", "undecided"),
        ("about 100", "exact 1000", "undecided"),
        ("atLeast 100", "about 120", "undecided"),
        ("upTo 100", "about 10", "undecided"),
        # Results with a bound.
        ("atLeast 50", "moreThan 50", "met"),
        ("atLeast 51", "moreThan 50", "undecided"),
        ("exact 50", "moreThan 40", "undecided"),
        ("atLeast 50", "upTo 49", "missed"),
        ("atLeast 50", "upTo 50", "undecided"),
        ("atLeast 50", "lessThan 50", "missed"),
        ("moreThan 50", "upTo 50", "missed"),
        ("moreThan 50", "atLeast 50", "undecided"),
        # Ceilings.
        ("upTo 100", "exact 100", "met"),
        ("upTo 100", "exact 101", "missed"),
        ("lessThan 100", "exact 100", "missed"),
        ("upTo 100", "lessThan 100", "met"),
        ("upTo 100", "moreThan 100", "missed"),
        ("upTo 100", "atLeast 100", "undecided"),
        ("unheardOf 100", "exact 100", "undecided"),
    ],
)
def test_a_verdict(target: str, result: str, verdict: str) -> None:
    bound, value = target.split()
    said, reached = result.split()
    assert judge(Fraction(value), LIMITS[bound], Interval.of(Fraction(reached), LIMITS[said])) == verdict


def test_whole_numbers_make_more_than_fifty_at_least_fifty_one() -> None:
    more = Interval.of(Fraction(50), LIMITS["moreThan"], whole=True)
    assert judge(Fraction(51), LIMITS["atLeast"], more, whole=True) is Verdict.MET
    assert judge(Fraction(51), LIMITS["atLeast"], Interval.of(Fraction(50), LIMITS["moreThan"])) is Verdict.UNDECIDED
    less = Interval.of(Fraction(50), LIMITS["lessThan"], whole=True)
    assert judge(Fraction(50), LIMITS["atLeast"], less, whole=True) is Verdict.MISSED
    assert Interval.of(Fraction("2.5"), LIMITS["moreThan"], whole=True).low == 3
    assert Interval.of(Fraction("2.5"), LIMITS["lessThan"], whole=True).high == 2


def test_where_lower_is_better_a_plain_target_is_a_ceiling() -> None:
    def verdict(minutes: int) -> Verdict:
        return judge(
            Fraction(30), LIMITS["exact"], Interval.of(Fraction(minutes), LIMITS["exact"]), lower_is_better=True
        )

    assert [verdict(minutes) for minutes in (25, 30, 31)] == [Verdict.MET, Verdict.MET, Verdict.MISSED]


@given(whole_numbers, st.sampled_from(BOUNDS[:-1]), whole_numbers, st.sampled_from(BOUNDS))
def test_a_verdict_holds_for_every_number_that_the_result_may_be(
    target: int, bound: str, value: int, said: str
) -> None:
    """Checked by trying: all halves within reach that the result's own words allow, against the target's words."""
    fits = {
        "exact": lambda x, y: x == y,
        "atLeast": lambda x, y: x >= y,
        "moreThan": lambda x, y: x > y,
        "upTo": lambda x, y: x <= y,
        "lessThan": lambda x, y: x < y,
        "about": lambda x, y: True,
    }
    wanted = "atLeast" if bound == "exact" else bound
    possible = [Fraction(n, 2) for n in range(-60, 61) if fits[said](Fraction(n, 2), value)]
    outcomes = {fits[wanted](number, target) for number in possible}
    expected = {frozenset({True}): "met", frozenset({False}): "missed"}.get(frozenset(outcomes), "undecided")
    assert judge(Fraction(target), LIMITS[bound], Interval.of(Fraction(value), LIMITS[said])) == expected


@given(st.lists(st.tuples(whole_numbers, st.sampled_from(BOUNDS)), min_size=1, max_size=4))
def test_claims_together_leave_what_all_of_them_leave(claims: list[tuple[int, str]]) -> None:
    intervals = [Interval.of(Fraction(value), LIMITS[bound]) for value, bound in claims]
    together, disagree = combined(intervals)
    points = [Fraction(n, 2) for n in range(-60, 61)]
    shared = [p for p in points if all(Interval(p, p).lies_in(interval) for interval in intervals)]
    if disagree:
        assert shared == []
        assert all(interval.lies_in(together) for interval in intervals)
    else:
        assert shared == [p for p in points if Interval(p, p).lies_in(together)]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**30), max_value=10**30))
def test_no_digit_is_lost(value: object) -> None:
    text = format(value, "f")
    read = number(text)
    assert read is not None
    assert number(decimal_text(read)) == read


@pytest.mark.parametrize("text", ["", "many", "NaN", "1e9", "1/2", "9" * 401])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-h2", "2017-07-01", "2017-12-31"),
        ("2017-Q3", "2017-07-01", "2017-09-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),  # a leap year
        ("2016-Q4..2017-07-28", "2016-10-01", "2017-07-28"),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    assert read_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text", ["", "last year", "2017-Q5", "2017-H3", "2017-13", "2017-02-30", "2017..", "..2017", "0000"]
)
def test_a_period_that_is_none(text: str) -> None:
    with pytest.raises(UsageError, match="Write it like 2017, 2017-H1"):
        read_period(text)


def test_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(UsageError, match="ends before it begins"):
        read_period("2018..2017")
