"""The page's main points in Firefox, from a file: what the other tests hold of Chromium in full.

Axe and hostile texts in Firefox are in ``test_axe.py`` and ``test_hostile_views.py``, in every view.
"""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import Driver, Firefox, until
from tests.page.fingers import press, text
from tests.page.small import DEALS, small_page
from tests.page.test_access import axe as axe

SIZES = ((1366, 650), (844, 390), (768, 1024), (500, 900))  # Firefox has no window narrower than 500 pixels


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of ``tests.page.small``."""
    path = tmp_path_factory.mktemp("small") / "small.html"
    path.write_bytes(small_page())
    return path.as_uri()


@pytest.fixture
def fox(firefox: Any) -> Iterator[Driver]:
    """Firefox with a window of 1366 by 650 pixels."""
    driver = Firefox(firefox, firefox.folder, SIZES[0])
    yield driver
    troubles = driver.troubles()
    driver.run("try { localStorage.clear(); } catch {}")
    firefox.navigate("about:blank")
    assert troubles == []


def _click(fox: Driver, selector: str) -> None:
    fox.run("document.querySelector(arguments[0]).click()", selector)


def test_the_drawing_the_panel_and_the_languages(fox: Driver, small: str) -> None:
    fox.open(f"{small}#lang=en&view=all")
    assert len(fox.run("return kgPage.drawn()")) == 10
    press(fox, fox.run("return kgPage.where('partnership/metro')"))
    until(fox, "return !document.getElementById('details').hidden")
    told = text(fox, "#details")
    named = ("Metro", "Project", "Transport", "North Café", "South", "The Gazette")
    for part in (*named, "Operating", "2015-04"):
        assert part in told, part
    # A figure beside its target, which the small network has by hand.
    assert "1.6 million yuan" in told
    assert "1.5 million yuan" in told
    press(fox, fox.run("return kgPage.onLine('region/east', 'partnership/fund', 0.6)"))
    _click(fox, "#languages [data-value=zh]")
    assert fox.run("return document.documentElement.lang") == "zh"
    fox.open(f"{small}#lang=zh&view=all&at=region/south")
    until(fox, "return !document.getElementById('details').hidden")
    assert text(fox, "#summary").startswith("合作5/5项 · 参与方5个 · 地点3处")
    english = fox.run(
        "return [...document.querySelectorAll('#app .en')].filter((one) => one.getClientRects().length).length"
    )
    assert english == 0
    _click(fox, "#theme")
    assert fox.run("return document.documentElement.dataset.theme") == "dark"
    address = fox.run("return location.hash")
    fox.open(f"{small}?again{address}")
    assert fox.run("return location.hash") == address
    assert fox.run("return document.documentElement.dataset.theme") == "dark"


def test_arcs_filters_search_and_the_keyboard(fox: Driver, small: str) -> None:
    fox.open(f"{small}#lang=en&view=regions")
    arcs = {(arc["a"], arc["b"]): arc for arc in fox.run("return kgPage.arcs()")}
    # By hand: metro and clinic join North and South, fund and talks join East and South, school joins East and North.
    counts = {pair: arc["count"] for pair, arc in arcs.items()}
    north, south, east = "region/north", "region/south", "region/east"
    assert counts == {(north, south): 2, (east, south): 2, (east, north): 1}
    press(fox, arcs["region/north", "region/south"]["at"])
    until(fox, "return document.querySelectorAll('#details article.deal').length === 2")
    fox.open(f"{small}?filters#lang=en&view=all")
    _click(fox, ".chips[data-facet=sectors] [data-value='sector/finance']")
    assert fox.run("return kgPage.shown().deals") == 2
    assert sorted(key for key in fox.run("return kgPage.drawn()") if key.startswith("partnership/")) == [
        "partnership/fund",
        "partnership/talks",
    ]
    _click(fox, "#summary .clear")
    assert fox.run("return kgPage.shown().deals") == 5
    fox.press("/")
    fox.type("metro")
    until(fox, "return document.querySelectorAll('#hits .hit').length > 0")
    fox.press("Enter")
    until(fox, "return !document.getElementById('details').hidden")
    assert text(fox, "#details h2") == "Metro"
    fox.run("document.getElementById('canvas').focus()")
    fox.press("ArrowRight")
    assert text(fox, "#details h2") != "Metro"
    fox.press("Escape")
    fox.press("Escape")
    assert fox.run("return document.getElementById('details').hidden")


def test_what_is_saved(fox: Driver, small: str) -> None:
    fox.open(f"{small}#lang=en&view=all")
    rows = list(csv.DictReader(io.StringIO(fox.run("return kgPage.csv()").removeprefix("\ufeff"), newline="")))
    assert {row["id"] for row in rows} == {f"partnership/{name}" for name in DEALS}
    drawing = ElementTree.fromstring(fox.run("return kgPage.svg()"))
    assert "Small" in "".join(drawing.itertext())
    _click(fox, "#exports button")
    assert fox.saved("Small.png").startswith(b"\x89PNG")
    _click(fox, "#exports button:nth-child(2)")
    assert b"<svg" in fox.saved("Small.svg")
    network = ElementTree.fromstring(fox.run("return kgPage.gexf()"))
    assert len(network.findall(".//{http://gexf.net/1.3}node")) == 10


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_nothing_sticks_out_at_any_size(firefox: Any, fox: Driver, small: str, size: tuple[int, int]) -> None:
    screen = Firefox(firefox, firefox.folder, size)
    for address in ("", "#lang=both&at=region/south", "#sheet=list", "#sheet=ranking", "#view=matrix"):
        screen.open(f"{small}?{size[0]}{address}")
        assert screen.run("return document.documentElement.scrollWidth <= innerWidth"), address
        assert screen.run("return document.getElementById('canvas').clientHeight") >= min(180, size[1] // 3)
    Firefox(firefox, firefox.folder, SIZES[0])


#: What stands over the page on demand, and how it comes.
OVER = {
    "about the data": "document.getElementById('data-sheet').click()",
    "keys": "document.getElementById('keys').click()",
    "saving": "document.querySelector('#exports button:last-child').click()",
    "keys at a first visit": "",
}


def _axe(driver: Driver, axe: str) -> list[Any]:
    driver.run(
        f"if (!window.axe) {{ {axe} }}\n window.axeFound = null;"
        " window.axe.run().then(({ violations }) => { window.axeFound = JSON.stringify("
        "violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])); });"
    )
    return list(json.loads(until(driver, "return window.axeFound")))


def test_axe_finds_nothing_in_what_stands_over_the_page(driver: Driver, small: str, axe: str) -> None:
    for number, (state, act) in enumerate(OVER.items()):
        driver.open(f"{small}?{number}#lang=both&view=regions")
        driver.run("try { localStorage.clear(); } catch {}")
        driver.run(act) if act else driver.press("Tab")
        assert (state, _axe(driver, axe)) == (state, [])
        driver.press("Escape")
