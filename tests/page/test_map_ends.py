"""Between which places the map draws a partnership: where the region that stands for a party has no coordinates, its
nearest place that has them, or the middle of its places."""

from __future__ import annotations

from typing import Any

import pytest

from kg.answers.records import read_records
from kg.page.model import MANY_ISLANDS
from kg.text import Text
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker

#: Places of two provinces without coordinates, and a third that has one place alone.
PLACES = {
    "harbour": ("east", (30.0, 122.0)),
    "valley": ("east", (32.0, 120.0)),
    "mine": ("west", (31.0, 103.0)),
    "forge": ("west", (29.0, 105.0)),
    "lone": ("far", (40.0, 110.0)),
    "mill": ("north", (45.0, 111.0)),
    "well": ("north", (46.0, 113.0)),
}


def graph() -> bytes:
    """Partnerships of cities, of provinces, and of both."""
    make = GraphMaker()
    land = make.region("land", "Land", "国", level="country")
    provinces = {
        name: make.region(name, name.title(), f"{name}省", level="province", parents=[land])
        for name in ("east", "west", "far", "north")
    }
    places = {
        name: make.region(name, name.title(), f"{name}市", parents=[provinces[province], land], at=at)
        for name, (province, at) in PLACES.items()
    }
    mill = make.institution("mill", "Mill", "厂", "company", [places["valley"]])
    make.partnership("cities", [places["harbour"], places["mine"]], "Cities", "城市")
    make.partnership("again", [places["harbour"], places["mine"]], "Again", "再次")
    make.partnership("works", [mill, places["mine"]], "Works", "工厂")
    make.partnership("provinces", [provinces["east"], provinces["west"]], "Provinces", "省际")
    make.partnership("both", [provinces["east"], places["harbour"], places["mine"]], "Both", "省市")
    make.partnership("alone", [provinces["far"], places["mine"]], "Alone", "单独")
    make.partnership("unmet", [provinces["north"], provinces["far"]], "Unmet", "无遇")
    # So many places that the overview draws provinces.
    rest = make.region("rest", "Rest", "其余省", level="province", parents=[land])
    crowd = [make.region(f"t{n}", f"Town {n}", f"镇{n}", parents=[rest, land]) for n in range(MANY_ISLANDS + 1)]
    make.partnership("crowd", crowd, "Crowd", "众镇")
    return render_page(read_records(make.done()), Text("Ends", "两端"))


@pytest.fixture
def page(open_page: Open) -> Opened:
    return open_page(graph(), "#lang=en&view=map", (1280, 860))


def _arcs(page: Opened) -> dict[frozenset[str], int]:
    """What the map draws between which places, by their names."""
    drawn: list[dict[str, Any]] = page.run("() => kgPage.mapArcs()")
    return {frozenset((one["a"].split("/")[1], one["b"].split("/")[1])): one["count"] for one in drawn}


def test_a_tie_ends_at_the_nearest_place_that_has_coordinates(page: Opened) -> None:
    assert _arcs(page) == {
        frozenset(("harbour", "mine")): 3,
        frozenset(("valley", "mine")): 1,
        frozenset(("east", "west")): 1,
    }
    assert "3 of 8 partnerships are on no arc" in page.text(".plane-note")


def test_a_region_without_coordinates_stands_amid_its_places_and_says_so(page: Opened) -> None:
    """In the middle of two places; one that has a single place is not drawn, as it would be that place."""
    marks = {mark["text"][0].split(":")[0]: mark for mark in page.run("() => kgPage.marks()")}
    assert {"East", "West", "Harbour", "Mine"} <= set(marks)
    assert "Far" not in marks
    # Nor is one drawn at which no tie ends.
    assert "North" not in marks

    def middle(name: str) -> tuple[float, float]:
        mark = marks[name]
        return mark["x"] + mark["w"] / 2, mark["y"] + mark["h"] / 2

    for side in (0, 1):
        assert middle("East")[side] == pytest.approx((middle("Harbour")[side] + middle("Valley")[side]) / 2, abs=4)
    assert "without coordinates of its own" in page.text(".plane-key")
    assert "Far" in page.text(".plane-note")
    assert "East" not in page.text(".plane-note")


#: The rows of the last table: the ties.
ROWS = "[...[...document.querySelectorAll('.plane-table table')].pop().querySelectorAll('tbody tr')]"
CARDS = "[...document.querySelectorAll('article.deal')].map((one) => one.querySelector('button').innerText).sort()"


def test_what_a_tie_opens_is_what_it_counts(page: Opened) -> None:
    page.run("() => { location.hash = 'lang=en&view=map&as=table'; }")
    page.until(f"() => document.querySelector('.plane-table table') && {ROWS}.length === 3")
    rows = page.run(f"() => {ROWS}.map((row) => row.innerText)")
    assert any("Harbour" in row and "Mine" in row and row.strip().endswith("3") for row in rows)
    page.run(
        f"() => {ROWS}.map((row) => row.querySelector('button')).find((one) => /Harb/.test(one.innerText)).click()"
    )
    page.until("() => /arc=map/.test(location.hash)")
    assert page.run(f"() => {CARDS}") == ["Again", "Both", "Cities"]
    address = page.run("() => location.hash")
    page.run("() => { location.hash = 'lang=en&view=map'; }")
    page.until("() => !document.querySelector('article.deal')")
    page.run("(address) => { location.hash = address; }", address)
    page.until("() => document.querySelectorAll('article.deal').length === 3")
