"""One line among many is followed from end to end, by pointer and keyboard; what has one name is told apart."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from kg.answers.records import read_records
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker

#: How far the drawing is from its paper along some places, where it is weakest; at each the strongest of nine pixels
#: counts. 0 is nothing.
_INK = """(places) => {
  const canvas = document.querySelector("#canvas canvas"), { left, top } = canvas.getBoundingClientRect();
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const ctx = copy.getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = getComputedStyle(document.body).backgroundColor;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  const at = (u, v) => [...ctx.getImageData(u, v, 1, 1).data], paper = at(2, 2);
  return Math.min(...places.map(({ x, y }) => {
    const [u, v] = [Math.round(x - left), Math.round(y - top)];
    const near = [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => at(u + i, v + j)));
    return Math.max(...near.map((one) => [0, 1, 2].reduce((sum, i) => sum + Math.abs(one[i] - paper[i]), 0)));
  }));
}"""


@pytest.fixture(scope="module")
def crossing() -> bytes:
    """Six towns on one side and six on the other, each with one of them: lines that cross."""
    make = GraphMaker()
    west, east = (make.region(side, side.title(), side) for side in ("west", "east"))
    ones = [make.region(f"w{n}", f"Wick {n}", f"维{n}", "county", [west]) for n in range(6)]
    others = [make.region(f"e{n}", f"Eck {n}", f"埃{n}", "county", [east]) for n in range(6)]
    for n, one in enumerate(ones):
        make.partnership(f"d{n}", [one, others[5 - n]], f"Deal {n}", f"合作{n}", "Project", ["transport"])
    return render_page(read_records(make.done()), lang="en")


def _ink(page: Opened, party: str, deal: str) -> float:
    along = "([party, deal]) => Array.from({ length: 9 }, (_, i) => kgPage.onLine(party, deal, 0.3 + 0.06 * i))"
    return float(page.run(_INK, page.run(along, [party, deal])))


def _inks(page: Opened) -> dict[str, float]:
    """How strong the lines of each partnership are, the weaker of its two."""
    deals = {f"d{n}": (f"w{n}", f"e{5 - n}") for n in range(6)}
    return {
        name: min(_ink(page, f"region/{end}", f"partnership/{name}") for end in ends) for name, ends in deals.items()
    }


def _point_at(page: Opened, deal: str) -> None:
    at = page.run("(key) => kgPage.where(key)", f"partnership/{deal}")
    page.tab.mouse.move(at["x"], at["y"])
    page.until(f"kgPage.lit().includes('partnership/{deal}')")
    page.settle()


def test_a_line_that_is_pointed_at_stays_and_the_others_recede(open_page: Open, crossing: bytes) -> None:
    page = open_page(crossing, "#view=all&lang=en", (1440, 900))
    before = _inks(page)
    _point_at(page, "d2")
    after = _inks(page)
    # From one end to the other it is stronger than it was; whatever else is drawn there is paler.
    assert after["d2"] > 1.5 * before["d2"]
    others = [name for name in after if name != "d2"]
    assert sum(after[name] < before[name] for name in others) >= 4
    assert after["d2"] > 1.5 * sorted(after[name] for name in others)[2]
    # Both ends say their names.
    named = {label["key"] for label in page.run("() => kgPage.labels()")}
    assert named >= {"region/w2", "region/e3", "partnership/d2"}
    page.tab.mouse.move(3, 300)
    page.until("kgPage.lit().length === 0")
    page.settle()
    assert _inks(page) == before


def test_arcs_that_are_not_pointed_at_recede(open_page: Open, crossing: bytes) -> None:
    page = open_page(crossing, "#view=regions&lang=en", (1440, 900), first=True)

    def ink(a: str, b: str) -> float:
        way = page.run("([a, b]) => kgPage.way(a, b)", [f"region/{a}", f"region/{b}"])
        if not way:
            way = page.run("([a, b]) => kgPage.way(a, b)", [f"region/{b}", f"region/{a}"])
        return float(page.run(_INK, way[3:14]))

    before = {n: ink(f"w{n}", f"e{5 - n}") for n in range(6)}
    at = page.run("() => kgPage.where('region/w1')")
    page.tab.mouse.move(at["x"], at["y"])
    page.until("kgPage.lit().length > 0")
    page.settle()
    after = {n: ink(f"w{n}", f"e{5 - n}") for n in range(6)}
    assert after[1] > 1.3 * sorted(after[n] for n in range(6) if n != 1)[2]
    assert sum(after[n] < before[n] for n in range(6) if n != 1) >= 3


def test_the_keyboard_goes_through_the_ties_of_what_is_selected(open_page: Open, crossing: bytes) -> None:
    page = open_page(crossing, "#view=all&lang=en&at=partnership/d2", (1440, 900))
    page.tab.locator("#canvas").focus()
    page.tab.keyboard.press("]")
    first = set(page.run("() => kgPage.lit()"))
    page.tab.keyboard.press("]")
    second = set(page.run("() => kgPage.lit()"))
    assert first | second == {"partnership/d2", "region/w2", "region/e3"}
    assert first != second
    assert page.text("#said").startswith("2 / 2 · ")
    # Backwards it is the first again, and one more leads around.
    page.tab.keyboard.press("[")
    assert set(page.run("() => kgPage.lit()")) == first
    page.tab.keyboard.press("[")
    assert set(page.run("() => kgPage.lit()")) == second
    page.tab.keyboard.press("Enter")
    end = next(iter(second - {"partnership/d2"}))
    assert f"party={end.replace('/', '%2F')}" in page.run("() => location.hash")
    # Another selection leaves them.
    page.tab.locator("#canvas").focus()
    page.tab.keyboard.press("Escape")
    assert page.run("() => kgPage.lit()") == []


def test_a_row_that_has_the_focus_lights_up_on_the_drawing(open_page: Open, crossing: bytes) -> None:
    page = open_page(crossing, "#view=all&lang=en&at=region/w2", (1440, 900))
    page.tab.locator("#canvas").focus()
    page.tab.keyboard.press("Enter")
    for _ in range(30):
        page.tab.keyboard.press("Tab")
        if page.run("() => document.activeElement.dataset.key === 'partnership/d2'"):
            break
    assert page.run("() => kgPage.lit()") == ["partnership/d2"]


# ---- names


def _namesakes() -> GraphMaker:
    """Two towns of one name in two lands, and a third in one of these whose Chinese name alone is another's."""
    make = GraphMaker()
    north, south = (
        make.region(land, f"{land.title()}land", f"{sign}国") for land, sign in (("north", "北"), ("south", "南"))
    )
    one = make.region("one", "Twinford", "双渡", "city", [north])
    two = make.region("two", "Twinford", "双渡", "city", [south])
    three = make.region("three", "Marsh", "泽镇", "city", [north])
    four = make.region("four", "Fen", "泽镇", "city", [south])
    make.partnership("p", [one, two], "Bridge", "桥", "Project", ["transport"])
    make.partnership("q", [three, four], "Dyke", "堤", "Project", ["transport"])
    make.institution("body", "Acme 光明 Leather", "美国光明皮革", located_in=[one])
    return make


def test_regions_of_one_name_are_told_apart_everywhere(open_page: Open) -> None:
    page = open_page(render_page(read_records(_namesakes().done()), lang="en"), "#view=regions&lang=en", first=True)
    names = [page.run("(key) => kgPage.nameOf(key)", f"region/{key}") for key in ("one", "two", "three", "four")]
    assert names == ["Twinford (Northland)", "Twinford (Southland)", "Marsh", "Fen"]
    written = {label["key"]: " ".join(label["rows"]) for label in page.run("() => kgPage.labels()")}
    assert (written["region/one"], written["region/two"]) == ("Twinford (Northland)", "Twinford (Southland)")
    page.go("view=matrix&lang=en")
    texts = {mark["text"][0] for mark in page.run("() => kgPage.marks()")}
    assert "Twinford (Northland) × Twinford (Southland): 1 partnership" in texts
    page.go("view=regions&sheet=list&lang=en")
    assert "Twinford (Southland)" in page.text("#list")
    # Of each language what needs it: the two marshes are alike in Chinese only.
    page.go("view=regions&lang=zh")
    names = [page.run("(key) => kgPage.nameOf(key)", f"region/{key}") for key in ("one", "three", "four")]
    assert names == ["双渡（北国）", "泽镇（北国）", "泽镇（南国）"]


def test_chinese_in_an_english_name_is_marked_as_chinese(open_page: Open) -> None:
    page = open_page(render_page(read_records(_namesakes().done()), lang="en"), "#sheet=list&lang=en")
    marked = page.run(
        """() => [...document.querySelectorAll("#list [lang=en] [lang=zh]")].map((one) => one.textContent)"""
    )
    assert "光明" in marked
    assert "Acme 光明 Leather" in page.text("#list")
    page.tab.locator("#data-sheet").click()
    assert "1 name has no English in the data, or none for a part: it keeps its Chinese." in page.text("#coverage")


# ---- the time line on a telephone


@pytest.mark.parametrize("size", [(390, 844), (420, 900)])
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_on_a_telephone_the_drawing_comes_before_what_explains_it(
    open_page: Open, crossing: bytes, size: tuple[int, int], lang: str
) -> None:
    page = open_page(_dated(), f"#view=time&lang={lang}", size, has_touch=True, is_mobile=True)
    tops: list[Any] = [
        page.tab.locator(selector).bounding_box()
        for selector in (".plane-frame", ".plane-key", ".plane-head > p", "#clock")
    ]
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(tops))
    # All of it is in sight at once, and the drawing has the most of it.
    assert tops[3]["y"] + tops[3]["height"] <= page.tab.locator("#panel").bounding_box()["y"]
    assert tops[0]["height"] >= max(150, *(box["height"] for box in tops[1:]))
    # Names that are too long for a line have two.
    svg = str(page.run("() => kgPage.svg()"))
    if lang == "en":
        assert "number 03</text>" in svg
        assert ">2018-03-05: report</text>" in svg


def _dated() -> bytes:
    make = GraphMaker()
    source = make.source("one", "One", "一", issued="2018-03-05")
    ends = [make.region(name, name.title(), sign) for name, sign in (("north", "北区"), ("south", "南区"))]
    for n in range(12):
        deal = make.partnership(
            f"d{n:02}", ends, f"A partnership with a long name, number {n:02}", f"名称很长的合作第{n:02}项"
        )
        make.stage(deal, "signed", "2018-03-05", (source, 1, 9))
    first = make.partnership("first", ends, "The first of all", "最早的合作")
    make.stage(first, "signed", "2016-01-01", (source, 1, 9))
    return render_page(read_records(make.done()), lang="en")
