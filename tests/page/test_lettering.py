"""A name is read as its own mark's, an arc as that of its ends; letters and signs are drawn as they should be."""

from __future__ import annotations

import re
import time
from itertools import pairwise, product
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.page.layout import place
from kg.page.model import make_model
from tests.browsers import Firefox
from tests.page.conftest import Open, Opened
from tests.page.geometry import distance
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, invented
from tests.page.unpacking import payload

SIZES = [(1440, 900), (1366, 650), (1024, 768), (768, 1024), (844, 390), (420, 900)]


@pytest.fixture(scope="module")
def bundled(knowledge: KnowledgeGraph) -> bytes:
    """The page of the bundled data."""
    return knowledge.page().html


@pytest.fixture(scope="module")
def crowd() -> bytes:
    """48 regions with more than 500 arcs."""
    return render_page(read_records(invented(48, 1900, 1050)))


def _gap(name: dict[str, Any], mark: dict[str, Any]) -> float:
    """How far a mark's edge is from a name, 0 where it touches it."""
    across = max(name["x"] - mark["x"], 0, mark["x"] - name["x"] - name["w"])
    down = max(name["y"] - mark["y"], 0, mark["y"] - name["y"] - name["h"])
    return max(0.0, hypot(across, down) - mark["r"])


def _misread(drawn: dict[str, Any]) -> list[Any]:
    """Names that are nearer to another mark than to their own, or at the end of a line beside any other mark."""
    marks = {mark["key"]: mark for mark in drawn["marks"]}
    found = []
    for name in drawn["names"]:
        if name["key"] not in marks:
            continue
        nearest = min((_gap(name, mark) for key, mark in marks.items() if key != name["key"]), default=999.0)
        own = 10.0 if name["led"] else _gap(name, marks[name["key"]])
        if nearest <= own:
            found.append((name["rows"], name["led"], own, nearest))
    return found


def _finger(size: tuple[int, int]) -> dict[str, bool]:
    return {"has_touch": True, "is_mobile": True} if min(size) < 500 else {}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_nearest_mark_to_a_name_is_its_own(open_page: Open, bundled: bytes, size: tuple[int, int]) -> None:
    # Each view is what some sizes open on, and what others go to.
    views = ["regions", "all", "map"]
    first = SIZES.index(size) % 3
    views = views[first:] + views[:first]
    page = open_page(bundled, f"#lang=en&view={views[0]}", size, first=True, **_finger(size))
    for view, language in product(views, ("en", "zh", "both")):
        page.go(f"lang={language}&view={view}")
        page.settle()
        drawn = page.run("() => kgPage.names()")
        assert _misread(drawn) == [], (view, language)
        assert len(drawn["names"]) >= (8 if min(size) < 500 else 15), (view, language)


@pytest.mark.parametrize("size", [(1366, 650), (844, 390), (420, 900)], ids=["low", "across", "phone"])
@pytest.mark.parametrize("view", ["regions", "map"])
def test_of_many_regions_too(open_page: Open, crowd: bytes, size: tuple[int, int], view: str) -> None:
    page = open_page(crowd, f"#lang=en&view={view}", size, first=True, **_finger(size))
    drawn = page.run("() => kgPage.names()")
    assert _misread(drawn) == []
    shown = {mark["key"] for mark in drawn["marks"] if mark["key"].startswith("region/")}
    named = shown & {name["key"] for name in drawn["names"]}
    # Whose name finds no place is told by number, in a saved picture too, and a tap shows it.
    said = f"{len(named)} of {len(shown)} {'places' if view == 'map' else 'regions'} named"
    assert (len(named) == len(shown)) or said in page.run("() => document.querySelector('.stage').textContent")
    assert (len(named) == len(shown)) or said in page.run("() => kgPage.svg()")
    if view == "regions" and len(named) < len(shown):
        left_out = min(shown - named)
        page.go(f"lang=en&view=regions&at={left_out}")
        assert left_out in {name["key"] for name in page.run("() => kgPage.names()")["names"]}


def test_in_firefox_too(firefox: Any, bundled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(bundled)
    for size, view in (((420, 900), "map"), ((844, 390), "regions"), ((1366, 650), "all")):
        driver = Firefox(firefox, firefox.folder, size)
        driver.open(f"{path.as_uri()}?{view}#lang=zh&view={view}")
        time.sleep(0.6)  # the drawing may still find its size: names follow in the frame after
        assert _misread(driver.run("return kgPage.names()")) == [], view


def _through(page: Opened) -> list[tuple[str, str, str, float]]:
    """Arcs that pass the middle of a third region's disc, nearer than half of its radius."""
    corner = page.run(
        "() => { const one = document.getElementById('canvas').getBoundingClientRect(); return [one.left, one.top]; }"
    )
    discs = page.run("() => kgPage.discs()")
    found = []
    for arc in page.run("() => kgPage.arcs().map((one) => ({ ...one, way: kgPage.way(one.a, one.b) }))"):
        for disc in discs:
            if disc["key"] in (arc["a"], arc["b"]):
                continue
            share = distance({"x": disc["x"] + corner[0], "y": disc["y"] + corner[1]}, arc["way"]) / disc["r"]
            if share < 0.5:
                found.append((arc["a"], arc["b"], disc["key"], round(share, 2)))
    return found


def test_no_arc_runs_through_the_middle_of_a_third_disc(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en", (1440, 900), first=True)
    assert len(page.run("() => kgPage.arcs()")) > 20
    assert _through(page) == []
    # That of Pudong goes around Shanghai's disc, the largest, and touches its rim at most.
    (disc,) = [one for one in page.run("() => kgPage.discs()") if one["key"] == "region/cn-shanghai"]
    (arc,) = [one for one in page.run("() => kgPage.arcs()") if "region/cn-shanghai-pudong" in (one["a"], one["b"])]
    where = page.run("() => kgPage.where('region/cn-shanghai')")
    way = page.run("([a, b]) => kgPage.way(a, b)", [arc["a"], arc["b"]])
    assert distance(where, way) > 0.9 * disc["r"]


def test_on_the_map_no_arc_runs_through_the_dot_of_a_third_place(open_page: Open) -> None:
    make = GraphMaker()
    # Between the first and the last, where their arc bends by itself, a third place stands.
    a, b, c = (
        make.region(name, name.title(), name, at=at)
        for name, at in (("west", (30.0, 120.0)), ("between", (29.92, 120.5)), ("east", (30.0, 121.0)))
    )
    make.partnership("p", [a, c], "Deal", "事")
    make.partnership("q", [a, b], "Other", "他")
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=map", (1280, 860))
    (dot,) = [mark for mark in page.run("() => kgPage.names()")["marks"] if mark["key"] == "region/between"]
    ways = {frozenset((one["a"], one["b"])): one["way"] for one in page.run("() => kgPage.mapArcs()")}
    way = ways[frozenset(("region/west", "region/east"))]
    assert distance(dot, way) > dot["r"] + 2


@pytest.mark.parametrize("view", ["regions", "all", "map"])
def test_signs_stand_in_the_middle_of_their_buttons(open_page: Open, bundled: bytes, view: str) -> None:
    page = open_page(bundled, f"#lang=en&view={view}&at=region/cn-shanghai", (1440, 900), first=True)
    off = page.run("""() => [...document.querySelectorAll('button:has(> .glyph:only-child)')]
      .filter((one) => one.getClientRects().length).map((one) => {
        const [outer, inner] = [one, one.firstChild].map((part) => part.getBoundingClientRect());
        return [one.firstChild.dataset.glyph, Math.abs(outer.left + outer.width / 2 - inner.left - inner.width / 2),
          Math.abs(outer.top + outer.height / 2 - inner.top - inner.height / 2)];
      })""")
    assert {name for name, *_ in off} >= {"close", "plus", "minus", "fit", "theme", "fold"}
    assert [one for one in off if one[1] > 0.75 or one[2] > 0.75] == []
    # A letter stands where its font has it: none is a sign on a button any more.
    bare = page.run("() => [...document.querySelectorAll('button')].map((one) => one.textContent.trim())")
    assert not set(bare) & set("×+−⤢◐«»⌃⌄")


def test_letters_with_carets_come_from_a_font_that_has_them(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en", (1024, 768), first=True)
    stacks = [
        page.run("() => getComputedStyle(document.body).fontFamily"),
        re.findall(r'font-family="([^"]+)"', page.run("() => kgPage.svg()"))[0].replace("'", '"'),
    ]
    families, saved = ([one.strip().strip('"') for one in stack.split(",")] for stack in stacks)
    assert families == saved
    chinese = min(families.index(one) for one in ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"))
    assert {"Inter", "Segoe UI", "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans"} <= set(families[:chinese])
    # A letter and its caret are one sign as wide as the letter, where one is put beside the other they are wider.
    widths = page.run(
        """(font) => { const pen = document.createElement('canvas').getContext('2d'); pen.font = `12px ${font}`;
        return ['CcZzSsLlGgRr', 'ČčŽžŠšĹĺĞğŘř', 'ĈĉŹźŜŝĽľĜĝŔŕ'].map((text) => pen.measureText(text).width); }""",
        stacks[0],
    )
    assert widths[1] < 1.06 * widths[0]
    assert widths[2] < 1.06 * widths[0]


def test_names_that_read_alike_are_told_apart(open_page: Open) -> None:
    make = GraphMaker()
    home, near, far = (
        make.region(name, name.title(), zh, at=at)
        for name, zh, at in (
            ("home", "本地", (30.0, 118.0)),
            ("near", "近处", (31.0, 121.0)),
            ("far", "远处", (29.0, 122.0)),
        )
    )
    begin, end = (
        "Agreement on the joint construction of a demonstration area for",
        "industry and for civil and military integration",
    )
    make.partnership("p1", [home, near], f"{begin} aerospace {end}", "甲合作")
    make.partnership("p2", [home, far], f"{begin} shipbuilding {end}", "乙合作")
    for name, party, year in (("q1", near, "2011"), ("q2", far, "2014")):
        deal = make.partnership(name, [home, party], "Framework agreement", "框架协议")
        make.stage(deal, "signed", f"{year}-01-01")
    for name, party in (("r1", near), ("r2", far)):
        make.partnership(name, [home, party], "Letter of intent", "意向书")
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=all", (1440, 900))
    said = {name["key"]: " ".join(name["rows"]) for name in page.run("() => kgPage.names()")["names"]}
    told = {key: said[f"partnership/{key}"] for key in ("p1", "p2", "q1", "q2", "r1", "r2")}
    assert len(set(told.values())) == 6
    assert "aerospace" in told["p1"]
    assert "shipbuilding" in told["p2"]
    assert (told["q1"], told["q2"]) == ("Framework agreement (2011)", "Framework agreement (2014)")
    assert (told["r1"], told["r2"]) == ("Letter of intent (Near)", "Letter of intent (Far)")


def _cities(count: int, *, located: bool) -> GraphMaker:
    """Cities in a circle around the globe, each tied with the next one and every third with the first."""
    make = GraphMaker()
    cities = [
        make.region(f"c{n:04}", f"City {n}", f"城{n}", at=((n % 90) - 30.0, (n * 7 % 300) - 150.0) if located else None)
        for n in range(count)
    ]
    for n in range(1, count):
        make.partnership(f"a{n}", [cities[n - 1], cities[n]], f"Tie {n}", f"联{n}")
        if n % 3 == 0:
            make.partnership(f"b{n}", [cities[0], cities[n]], f"Hub {n}", f"枢{n}")
        if n % 5 == 0:
            make.partnership(f"d{n}", [cities[n // 2], cities[n]], f"Half {n}", f"半{n}")
    return make


@pytest.fixture(scope="module")
def very_many() -> bytes:
    """The page of 600 cities with coordinates."""
    return KnowledgeGraph(_cities(600, located=True).done()).page(projection="region-region", level="city").html


@pytest.fixture(scope="module")
def very_many_in_a_ring() -> bytes:
    """The page of 600 cities without any."""
    return KnowledgeGraph(_cities(600, located=False).done()).page(projection="region-region", level="city").html


@pytest.mark.parametrize("located", [True, False], ids=["by coordinates", "in a ring"])
def test_place_means_something_where_the_foremost_of_very_many_are_drawn(
    open_page: Open, located: bool, request: pytest.FixtureRequest
) -> None:
    content = request.getfixturevalue("very_many" if located else "very_many_in_a_ring")
    page = open_page(content, "#lang=en", (1440, 900), first=True)
    said = page.text("#drawn")
    assert said.startswith("Drawn: the 100 with most partnerships of 600; 80 of the ")
    drawn = page.run("() => kgPage.drawn()")
    at = {key: page.run("(key) => kgPage.where(key)", key) for key in drawn}
    assert len(drawn) == 100
    assert len(page.run("() => kgPage.arcs()")) == 80
    if located:
        assert "by coordinates: north is above" in said
        lat = {key: (int(key[-4:]) % 90) - 30.0 for key in drawn}
        north, south = sorted(drawn, key=lat.__getitem__)[-25:], sorted(drawn, key=lat.__getitem__)[:25]
        assert max(at[key]["y"] for key in north) < min(at[key]["y"] for key in south)
    else:
        assert "in a ring, clockwise from the top, by partnerships" in said
        middle = sum(one["x"] for one in at.values()) / 100
        # The first stands at the top right, and each half has its own heights.
        first = at["region/c0000"]
        assert first["x"] > middle
        assert first["y"] == min(one["y"] for one in at.values() if one["x"] > middle)
        right = sorted(one["y"] for one in at.values() if one["x"] > middle)
        steps = [b - a for a, b in pairwise(right)]
        assert max(steps) - min(steps) < 3
    drawn_now = page.run("() => kgPage.names()")
    assert _misread(drawn_now) == []
    # What is seen at a place is what is there for the pointer, in another order too.
    page.tab.locator("#lens select").nth(0).select_option("50")
    page.settle()
    drawn = page.run("() => kgPage.drawn()")
    assert len(drawn) == 50
    where = page.run("(key) => kgPage.where(key)", drawn[20])
    page.tab.mouse.move(where["x"], where["y"])
    page.until(f"kgPage.lit().join() === '{drawn[20]}'")
    page.tab.mouse.move(2, 400)
    # One that is selected has all of its own ties.
    page.go("lang=en&view=regions&at=region/c0000")
    assert len(page.run("() => kgPage.arcs().filter((one) => one.a === 'region/c0000')")) > 180


def test_the_map_of_very_many_places_has_dots_for_the_foremost_and_points_for_the_others(
    open_page: Open, very_many: bytes
) -> None:
    page = open_page(very_many, "#lang=en&view=map", (1440, 900), first=True)
    drawn = page.run("() => kgPage.names()")
    assert len(drawn["marks"]) == 150
    assert "Dots are the 150 of 600 places with most partnerships" in page.text(".plane-note")
    assert "80 of the " in page.text(".plane-note")
    assert _misread(drawn) == []


def test_thousands_of_places_with_coordinates_are_laid_out_at_once() -> None:
    graph = KnowledgeGraph(_cities(2500, located=True).done())
    islands = place(make_model(graph.records)).islands
    assert len({(one.x, one.y) for one in islands.values()}) == 2500


def test_a_large_payload_stands_packed_in_the_page_and_opens(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    records = read_records(invented(6, 12, 10))
    plain = render_page(records)
    monkeypatch.setattr("kg.page.render._LARGE", 1000)
    packed = render_page(records)
    assert payload(packed) == payload(plain)
    assert b'id="data">{' in plain
    assert b'id="data">{' not in packed
    assert len(packed) < len(plain)
    pages = [open_page(one, "#lang=en", first=True) for one in (plain, packed)]
    assert pages[0].run("() => kgPage.csv()") == pages[1].run("() => kgPage.csv()")
    assert pages[0].run("() => kgPage.svg()") == pages[1].run("() => kgPage.svg()")
