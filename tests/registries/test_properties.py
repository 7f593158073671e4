"""Look-ups of anything: they end, what is found was asked for, and every region is found by all that it is called."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.intake import registries
from kg.intake.registries.finding import ancestors, is_of
from kg.intake.registries.reading import catalogue

IDS = sorted(catalogue().regions)
SOME = st.sampled_from(IDS).map(registries.region)
#: Names, parts of names, and several of them one behind the other, as people run them together.
NAMES = st.sampled_from(sorted(catalogue().named))
ANYTHING = st.one_of(
    st.text(max_size=100), NAMES, st.lists(NAMES, max_size=4).map("".join), st.lists(NAMES).map(", ".join)
)
DAYS = st.dates(date(1970, 1, 1), date(2030, 12, 31))


@given(SOME)
def test_a_region_is_found_by_all_that_it_is_called(one: registries.RegisteredRegion) -> None:
    for text in filter(None, (*one.names, one.code, one.id, one.id.upper())):
        assert one in registries.find(text), text


@given(SOME)
def test_a_region_is_found_where_it_lies_and_at_its_level(one: registries.RegisteredRegion) -> None:
    name = one.names[0]
    for outer in ancestors(one):
        assert one in registries.find(name, level=one.level, within=outer)
        assert one in registries.find(f"{name}, {registries.region(outer).names[0]}")


@given(ANYTHING, st.none() | DAYS, st.sampled_from(["", "province", "city", "county"]), NAMES)
def test_what_is_found_is_what_was_asked_for(text: str, day: date | None, level: str, within: str) -> None:
    whole = registries.find(text)
    found = registries.find(text, day, level, within)
    assert [one for one in whole if one in found] == found
    assert all(one.stands(day) and is_of(one, level) for one in found)


@given(SOME, DAYS)
def test_one_of_a_line_stands_on_any_day_of_it(one: registries.RegisteredRegion, day: date) -> None:
    """Between the first and the last day of what became what, there is always something."""
    line = registries.history(one)
    first, last = line[0].possible[0], max((other.possible[1] or date.max) for other in line)
    if (first is None or day >= first) and day <= last and all(len(other.successors) == 1 for other in line[:-1]):
        assert any(other.stands(day) for other in line)


@given(SOME)
def test_what_became_of_a_region_stands_today(one: registries.RegisteredRegion) -> None:
    after = registries.successors(one)
    assert all(other.is_current or not other.successors for other in after)
    if one.is_current:
        assert after == [one]
    else:
        # What was dissolved without a successor has nothing after it.
        assert one not in after
        assert bool(after) == bool(one.successors)


@given(SOME)
def test_rows_are_whole_and_in_order(one: registries.RegisteredRegion) -> None:
    seen: set[str] = set()
    rows = registries.row_for(one.id)
    for row in rows:
        assert all(parent in seen for parent in row["parent"].split(";") if parent)
        seen.add(row["id"])
    assert rows[-1]["id"] == one.id
    assert all(name in seen for row in rows for name in row.get("successor", "").split(";") if name)


@given(st.text(max_size=200))
def test_near_names_are_names(text: str) -> None:
    assert all(registries.find(name) for name in registries.near(text))
