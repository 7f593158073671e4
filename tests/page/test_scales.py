"""Nodes sized and coloured by a measure: how large, which rings, which colour; the numbers are worked out by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.page.conftest import Open
from tests.page.small import small_page

# Degrees 4, 3, 3 and ranks 1-3, 1-2, 2-3: South may be as low as the third, 3, and North as high as the first, 4.
FULL, LESS = 0.45 + 1.55, 0.45 + 1.55 * sqrt(3 / 4)


def test_a_measure_sizes_nodes_by_area_and_its_interval_is_two_rings(open_page: Open) -> None:
    page = open_page(small_page(lang="en"), "#size=0.0")
    looks = {name: page.run(f"() => kgPage.looks('region/{name}')") for name in ("south", "north", "east")}
    assert looks["south"]["share"] == pytest.approx(FULL)
    assert looks["north"]["share"] == looks["east"]["share"] == pytest.approx(LESS)
    assert looks["south"]["rings"] == pytest.approx([LESS])
    assert looks["north"]["rings"] == pytest.approx([FULL])
    assert looks["east"]["rings"] == []
    # What the measure does not know is small, and has no ring.
    assert page.run("() => kgPage.looks('institution/clinic')") == {"share": 0.45, "rings": [], "tint": None}
    key = page.text(".scales .key")
    assert "Degree · Regions tied 4" in key
    assert "between which the value moves" in key
    page.go("size=0.0&at=region/south")
    assert " ".join(page.text(".measured").split()) == "South · Degree · Regions tied: 4 (from 3 to 4)"


def test_colours_follow_a_measure_and_the_filters_and_stand_in_the_saved_picture(open_page: Open) -> None:
    page = open_page(small_page(lang="en"), "#tint=count")
    tint = "(key) => kgPage.looks(key).tint"
    # South takes part in three (Metro, Ward, Talks), East in three (Pool, School, Talks), North in two.
    assert page.run(tint, "region/south") == page.run(tint, "region/east") == "rgb(8, 40, 88)"
    assert page.run(tint, "region/north") != page.run(tint, "region/south")
    assert 'fill="rgb(8, 40, 88)"' in page.run("() => kgPage.svg()")
    # Of transport there is the Metro alone, between North and South.
    page.go("tint=count&sector=sector/transport")
    assert page.run(tint, "region/north") == "rgb(8, 40, 88)"
    page.tab.locator(".scales select").nth(1).select_option("0.1")
    # Communities are groups: no lighter or darker, but colours of their own.
    assert page.run(tint, "region/south") == page.run(tint, "region/north") != page.run(tint, "region/east")
    assert "tint=0.1" in page.run("() => location.hash")
    page.tab.locator("#reset").click()
    assert page.run(tint, "region/south") is None
