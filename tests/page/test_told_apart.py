"""What stands beside something else can be told apart from it: far places from near ones on the map, the number of one
arc from those of others, a name from the marks around it, the columns of a wide table, what is on paper."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

import pytest

from kg.answers.records import Records, read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.page.conftest import Open, Opened
from tests.page.geometry import distance
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, invented

#: Six places within a degree of latitude, and three on other continents.
NEAR = {
    "a": (30.0, 120.0),
    "b": (30.2, 120.6),
    "c": (30.4, 120.2),
    "d": (30.6, 121.0),
    "e": (30.8, 120.4),
    "f": (31.0, 121.4),
}
FAR = {"west": (48.1, 11.6), "south": (-37.8, 145.0), "north": (43.7, -79.4)}
SIZES = [(1440, 900), (1024, 768), (768, 1024), (420, 900), (844, 390)]
#: The colours that are painted at some places of an open view.
_PAINTED = """(places) => {
  const canvas = document.querySelector('.plane-canvas'), ratio = canvas.width / canvas.clientWidth;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return places.map(([x, y]) => 4 * (Math.round(y * ratio) * canvas.width + Math.round(x * ratio)))
    .map((at) => [...data.slice(at, at + 3)]);
}"""
#: The parts of a view's size, of where the drawing is, and what is asked of an element's style.
_SIZE = "() => { const one = document.querySelector('.plane-canvas'); return [one.clientWidth, one.clientHeight]; }"
_CORNER = "() => { const one = document.getElementById('canvas').getBoundingClientRect(); return [one.left, one.top]; }"
_ACROSS = "() => { const one = document.getElementById('ranking'); return [one.clientWidth, one.scrollWidth]; }"
_STYLE = """(of) => {
  const { position, display, visibility } = getComputedStyle(document.querySelector(of));
  return { position, display, visibility };
}"""
_RULES = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule.media && /(width|height)/.test(rule.conditionText)).map((rule) => rule.conditionText)"""
REGION = [0x1D, 0x3A, 0x5C]


def _placed(places: dict[str, tuple[float, float]]) -> bytes:
    """A page of places, each with a partnership with the next one."""
    make = GraphMaker()
    regions = [make.region(name, name.title(), name, "city", at=at) for name, at in places.items()]
    for number, pair in enumerate(pairwise(regions)):
        make.partnership(f"p{number}", list(pair), f"Deal {number}", f"事{number}")
    return render_page(read_records(make.done()), Text("Far", "远"), "en")


@pytest.fixture(scope="module")
def far_page() -> bytes:
    return _placed(NEAR | FAR)


def _dots(page: Opened) -> dict[str, tuple[float, float]]:
    marks = [mark for mark in page.run("() => kgPage.marks()") if len(mark["lights"]) == 1]
    return {
        mark["lights"][0].removeprefix("region/"): (mark["x"] + mark["w"] / 2, mark["y"] + mark["h"] / 2)
        for mark in marks
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_map_shows_places_on_other_continents_too(open_page: Open, far_page: bytes, size: tuple[int, int]) -> None:
    page = open_page(far_page, "#view=map", size)
    dots = _dots(page)
    assert set(dots) == set(NEAR | FAR)
    width, height = page.run(_SIZE)
    assert all(0 < x < width for x, _ in dots.values())
    assert all(0 < y < height for _, y in dots.values())
    # Each is to be seen: nothing lies over it.
    assert page.run(_PAINTED, list(dots.values())) == [REGION] * len(dots)
    # Near places are apart, and those far away are where they are: the median latitude is 30.6.
    assert dots["f"][0] - dots["a"][0] > 0.15 * width
    across, down = (dots["south"][i] - dots["west"][i] for i in (0, 1))
    assert across / down == pytest.approx((145.0 - 11.6) * cos(radians(30.6)) / (48.1 + 37.8), abs=0.01)
    assert "what the large map shows" in page.run("() => kgPage.svg()")
    # Zoomed, the large map grows and the small one stays.
    page.tab.locator(".plane-head button", has=page.tab.locator("[data-glyph=plus]")).click()
    again = _dots(page)
    assert again["west"] == pytest.approx(dots["west"])
    page.tab.locator(".plane-head button", has=page.tab.locator("[data-glyph=fit]")).click()
    # Asked for once more, all are on one map.
    page.tab.locator(".plane-head button", has=page.tab.locator("[data-glyph=fit]")).click()
    whole = _dots(page)
    assert set(whole) == set(NEAR | FAR)
    assert (whole["west"][0] - whole["a"][0]) / (dots["west"][0] - dots["south"][0]) > 0
    assert "what the large map shows" not in page.run("() => kgPage.svg()")


def test_a_map_without_far_places_is_one_map(open_page: Open) -> None:
    page = open_page(_placed(NEAR), "#view=map")
    assert set(_dots(page)) == set(NEAR)
    assert "what the large map shows" not in page.run("() => kgPage.svg()")


@pytest.fixture(scope="module")
def crowd() -> bytes:
    """48 regions with more than 600 arcs."""
    return render_page(read_records(invented(48, 1900, 1050)))


@pytest.mark.parametrize("name", ["bundled", "crowd"])
def test_a_number_stands_on_one_arc_and_near_no_other(
    open_page: Open, knowledge: KnowledgeGraph, crowd: bytes, name: str
) -> None:
    content = crowd if name == "crowd" else knowledge.page().html
    page = open_page(content, "#lang=en", (1440, 900), first=True)
    arcs: list[dict[str, Any]] = page.run("() => kgPage.arcs()")
    numbered = [one for one in arcs if one["at"]]
    least = min(one["count"] for one in numbered)
    seen = [one for one in arcs if one["count"] >= least]
    ways = {(one["a"], one["b"]): page.run("([a, b]) => kgPage.way(a, b)", [one["a"], one["b"]]) for one in seen}
    assert len(numbered) >= (8 if name == "bundled" else 10)
    for one in numbered:
        own = (one["a"], one["b"])
        assert distance(one["at"], ways[own]) < 3, own
        for other, way in ways.items():
            assert other == own or distance(one["at"], way) > 8, (own, other)
    # Of very many arcs a few dozen at most have one: the others have theirs when they are pointed at.
    assert len(numbered) <= 40


def test_an_arc_without_a_number_has_one_while_it_is_pointed_at(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(knowledge.page().html, "#lang=en", (1366, 650), first=True)

    def numbers() -> int:
        return str(page.run("() => kgPage.svg()")).count('font-size="11" font-weight="600"')

    arcs, before = page.run("() => kgPage.arcs()"), numbers()
    assert before == len([one for one in arcs if one["at"]])
    bare = next(one for one in arcs if not one["at"])
    at = page.run("([a, b]) => kgPage.way(a, b)", [bare["a"], bare["b"]])
    ends = {bare["a"], bare["b"]}
    for place in at[5:12]:
        page.tab.mouse.move(place["x"], place["y"])
        if set(page.run("() => kgPage.lit()")) == ends:
            break
    assert set(page.run("() => kgPage.lit()")) == ends
    assert numbers() == before + 1
    # A region that is pointed at shows those of its arcs that find room; away from it they go again.
    where = page.run("() => kgPage.where('region/cn-jiaxing-tongxiang')")
    page.tab.mouse.move(where["x"], where["y"])
    page.until("kgPage.lit().join() === 'region/cn-jiaxing-tongxiang'")
    assert numbers() >= before + 1
    page.tab.mouse.move(2, 400)
    page.until("kgPage.lit().length === 0")
    assert numbers() == before


def test_arcs_between_two_sides_lie_beside_one_another(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(knowledge.page().html, "#lang=en", (1440, 900), first=True)
    middles = {
        key: page.run("([a, b]) => kgPage.way(a, b)", [f"region/cn-jiaxing-{key}", "region/cn-shanghai"])[8]
        for key in ("jiashan", "pinghu", "haiyan", "haining", "xiuzhou", "nanhu")
    }
    for a, at in middles.items():
        for b, other in middles.items():
            assert a == b or hypot(at["x"] - other["x"], at["y"] - other["y"]) > 6, (a, b)


@pytest.mark.parametrize("size", [(1440, 900), (1366, 650)], ids=["desk", "low"])
@pytest.mark.parametrize("address", ["lang=en", "lang=zh", "lang=en&step=1", "lang=en&step=2"])
def test_no_name_stands_at_the_mark_of_another(
    open_page: Open, knowledge: KnowledgeGraph, size: tuple[int, int], address: str
) -> None:
    page = open_page(knowledge.page().html, f"#{address}", size, first=True)
    left, top = page.run(_CORNER)
    dots = {
        key: page.run("(key) => kgPage.where(key)", key)
        for key in page.run("() => kgPage.drawn()")
        if key.startswith("region/")
    }

    def gap(box: dict[str, float], at: dict[str, float]) -> float:
        x, y = at["x"] - left, at["y"] - top
        return hypot(max(box["x"] - x, 0, x - box["x"] - box["w"]), max(box["y"] - y, 0, y - box["y"] - box["h"]))

    for label in page.run("() => kgPage.labels()"):
        if label["key"] not in dots:
            continue
        nearest = min(gap(label, at) for key, at in dots.items() if key != label["key"])
        assert gap(label, dots[label["key"]]) <= nearest + 2 or nearest > 12, label


@pytest.mark.parametrize(
    "size", [(1440, 900), (1366, 650), (1280, 720), (768, 1024)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.parametrize("address", ["lang=en", "lang=both", "lang=en&view=all"])
def test_no_name_stands_on_a_disc_that_has_no_mark_of_its_own(
    open_page: Open, knowledge: KnowledgeGraph, size: tuple[int, int], address: str
) -> None:
    page = open_page(knowledge.page().html, f"#{address}", size, first=True)
    left, top = page.run(_CORNER)
    labels = page.run("() => kgPage.labels()")
    drawn = set(page.run("() => kgPage.drawn()"))
    (bare,) = [label["key"] for label in labels if "Place not stated" in label["rows"]]
    assert bare not in drawn
    disc = page.run("(key) => kgPage.where(key)", bare)
    regions = [label for label in labels if label["key"] in drawn and label["key"].startswith("region/")]
    assert len(regions) >= 20
    for label in regions:
        own = page.run("(key) => kgPage.where(key)", label["key"])
        x, y = label["x"] + label["w"] / 2 + left, label["y"] + label["h"] / 2 + top
        # Nearer to its own mark than to the disc, or off the disc.
        off = hypot(x - disc["x"], y - disc["y"])
        assert off > hypot(x - own["x"], y - own["y"]) or off > 40, label


@pytest.mark.parametrize("width", [1440, 1366, 1280])
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_a_ranking_has_all_its_columns_in_sight(
    open_page: Open, knowledge: KnowledgeGraph, width: int, lang: str
) -> None:
    page = open_page(knowledge.page().html, f"#lang={lang}&sheet=ranking", (width, 900))
    seen, whole = page.run(_ACROSS)
    assert page.tab.locator("#ranking thead th").count() >= 10
    assert whole <= seen


def test_where_a_ranking_rolls_sideways_its_names_stay(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(knowledge.page().html, "#lang=en&sheet=ranking", (1024, 768))
    # Beside the panel it fits by now; in less room it rolls.
    page.run("() => { const s = document.getElementById('ranking'); s.style.right = '160px'; s.scrollLeft = 10000; }")
    assert page.run("() => document.getElementById('ranking').scrollLeft") > 20
    last, name, sheet = (
        page.tab.locator(one).bounding_box()
        for one in ("#ranking thead th:last-child >> nth=0", "#ranking tbody th >> nth=0", "#ranking")
    )
    assert last["x"] + last["width"] <= sheet["x"] + sheet["width"] + 1
    assert abs(name["x"] - sheet["x"]) < 10


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_held_across_a_telephone_gives_the_drawing_most_of_its_height(
    open_page: Open, knowledge: KnowledgeGraph, lang: str
) -> None:
    page = open_page(knowledge.page().html, f"#lang={lang}", (844, 390), first=True, has_touch=True, is_mobile=True)
    canvas, handle = page.tab.locator("#canvas").bounding_box(), page.tab.locator("#handle").bounding_box()
    assert canvas["height"] >= 0.8 * 390
    assert canvas["y"] + canvas["height"] <= 391
    # The closed sheet is a button in a corner; what the page has to say beside it does not lie under it.
    assert handle["width"] < 0.3 * 844
    drawn = page.tab.locator("#drawn").bounding_box()
    assert drawn["x"] + drawn["width"] <= handle["x"]
    for part in ("#title", "#summary", "#views", "#search", "#languages"):
        box = page.tab.locator(part).bounding_box()
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= 844, part
        assert box["y"] + box["height"] <= canvas["y"], part
    page.tab.locator("#handle").tap()
    sheet = page.tab.locator("#panel").bounding_box()
    assert sheet["x"] > 0.4 * 844
    assert sheet["height"] > 380
    page.tab.locator("#handle").tap()
    assert page.tab.locator("#panel").bounding_box()["height"] < 50


def test_paper_is_no_narrow_window(open_page: Open, records: Records) -> None:
    page = open_page(render_page(records), "#lang=en&at=region/city-1", (680, 900))
    page.run("() => dispatchEvent(new Event('beforeprint'))")
    page.tab.emulate_media(media="print")
    assert page.run(_STYLE, "#panel") == {"position": "static", "display": "contents", "visibility": "visible"}
    assert page.run(_STYLE, "#list tbody tr")["display"] == "table-row"
    assert page.tab.locator("#details h2").first.is_visible()
    # Any rule for the width of a window is one for screens: Firefox takes the width of the paper there.
    rules = page.run(_RULES)
    assert len(rules) >= 8
    assert all(part.strip().startswith("screen and") for rule in rules for part in rule.split(", "))
    page.tab.emulate_media(media="screen")
    page.run("() => dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("name", ["bundled", "crowd"])
def test_names_stay_where_they_are_when_a_region_opens(
    open_page: Open, knowledge: KnowledgeGraph, crowd: bytes, name: str
) -> None:
    page = open_page(crowd if name == "crowd" else knowledge.page().html, "#lang=en", (1440, 900), first=True)
    key = "region/city-0" if name == "crowd" else "region/cn-jiaxing-haining"

    def places() -> dict[str, tuple[float, float]]:
        return {label["key"]: (label["x"], label["y"]) for label in page.run("() => kgPage.labels()")}

    before, at = places(), page.run("(key) => kgPage.where(key)", key)
    page.tab.mouse.click(at["x"], at["y"])
    page.until("location.hash.includes('open=')")
    page.settle()
    after = places()
    # What has come may push away a name or two that it lies under, and the opened one's own.
    moved = [
        one
        for one, place in before.items()
        if one in after and hypot(*(a - b for a, b in zip(place, after[one], strict=True))) > 1
    ]
    assert len(moved) <= 4, moved
    assert len([one for one in before if one not in after]) <= 2
    # It is one step: Back closes the region and its details.
    assert "open=" in page.run("location.hash")
    page.tab.go_back()
    page.until("!location.hash.includes('open=')")
    assert not page.tab.locator("#details").is_visible()


@pytest.mark.parametrize("size", [(420, 900), (844, 390)], ids=["upright", "across"])
def test_of_more_regions_than_names_find_room_the_largest_are_named(
    open_page: Open, crowd: bytes, size: tuple[int, int]
) -> None:
    page = open_page(crowd, "#lang=en", size, first=True, has_touch=True, is_mobile=True)
    width, height = page.run(
        "() => [document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]"
    )
    labels = [label for label in page.run("() => kgPage.labels()") if label["key"].startswith("region/")]
    assert (22 if size[0] == 420 else 18) <= len(labels) < 48
    for label in labels:
        assert label["x"] >= 0
        assert label["x"] + label["w"] <= width
        assert label["y"] + label["h"] <= height
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            across = min(one["x"] + one["w"], other["x"] + other["w"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["h"], other["y"] + other["h"]) - max(one["y"], other["y"])
            assert min(across, down) <= 1, (one, other)
    # The invented institutions are spread so that the first cities have most of them.
    named = {label["key"] for label in labels}
    assert {f"region/city-{n}" for n in range(4)} & named


_COVERED = """() => ['card', 'lens', 'zoom', 'drawn'].map((id) => document.getElementById(id))
  .filter((one) => one && !one.hidden)
  .map((one) => [one.offsetLeft, one.offsetTop, one.offsetWidth, one.offsetHeight])"""


@pytest.mark.parametrize("address", ["lang=en", "lang=en&view=all"])
@pytest.mark.parametrize("size", [(1366, 650), (420, 900)], ids=["low", "phone"])
def test_a_line_to_a_name_goes_under_no_card(
    open_page: Open, crowd: bytes, size: tuple[int, int], address: str
) -> None:
    page = open_page(crowd, f"#{address}", size, first=True)
    left, top = page.run(_CORNER)
    covered = page.run(_COVERED)
    led = [label for label in page.run("() => kgPage.labels()") if label["led"]]
    assert covered
    assert led
    for label in led:
        at = page.run("(key) => kgPage.where(key)", label["key"])
        x, y = at["x"] - left, at["y"] - top
        to = (min(max(x, label["x"]), label["x"] + label["w"]), min(max(y, label["y"]), label["y"] + label["h"]))
        for step in range(41):
            on = (x + (to[0] - x) * step / 40, y + (to[1] - y) * step / 40)
            for a, b, w, h in covered:
                assert not (a + 3 < on[0] < a + w - 3 and b + 3 < on[1] < b + h - 3), label
