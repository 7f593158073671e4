"""What a reader sees first and does first, in Chromium and in Firefox, on four screens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.answers.records import read_records
from tests.browsers import Chromium, Driver, Firefox, until
from tests.page.fingers import press, text
from tests.page.rendering import render_page
from tests.page.small import small_page
from tests.page.synthetic import GraphMaker

SIZES = {"laptop": (1366, 650), "telephone across": (844, 390), "tablet": (768, 1024), "telephone": (420, 900)}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of ``tests.page.small``."""
    path = tmp_path_factory.mktemp("small") / "small.html"
    path.write_bytes(small_page())
    return path.as_uri()


@pytest.fixture(scope="module")
def bundled(built: Path) -> str:
    """The address of the page of the bundled data."""
    return (built / "network.html").as_uri()


@pytest.fixture(params=[*((name, "chromium") for name in SIZES), ("telephone", "firefox")], ids="-".join)
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """A browser with a window of one of the four sizes; Firefox with the smallest, as its own the others share."""
    name, kind = request.param
    if kind == "firefox":
        marionette = request.getfixturevalue("firefox")
        yield Firefox(marionette, marionette.folder, SIZES[name])
        return
    chromium = Chromium(request.getfixturevalue("browser"), tmp_path, "en-GB", SIZES[name])
    yield chromium
    assert chromium.troubles() == []
    chromium.close()


def _rows(driver: Driver) -> set[str]:
    return {str(row) for label in driver.run("return kgPage.labels()") for row in label["rows"]}


def test_the_page_opens_on_the_regions_with_both_sides_named(driver: Driver, bundled: str) -> None:
    driver.open(f"{bundled}?1#lang=en")
    drawn = driver.run("return kgPage.drawn()")
    assert drawn
    assert not [key for key in drawn if not key.startswith("region/")]
    assert {"JIAXING", "SHANGHAI"} <= _rows(driver)
    # 48 of the 57 have a party on an island of either side: counted in the tables of the package by hand.
    assert text(driver, "#card > p").startswith("48 of 57 partnerships tie Jiaxing with Shanghai.")
    assert driver.run("return document.querySelectorAll('#card .legend li').length") == 4
    assert text(driver, "#drawn").startswith("22 of 136 drawn")
    driver.run("document.querySelector('#views [data-value=all]').click()")
    assert len(driver.run("return kgPage.drawn()")) == 136
    driver.run("document.querySelector('#card .close').click()")
    assert driver.run("return document.getElementById('card').hidden")


def test_every_sign_that_is_drawn_is_in_the_key(driver: Driver, bundled: str) -> None:
    driver.open(f"{bundled}?2#lang=en&view=all&at=region/cn-shanghai")
    signs = dict(driver.run("return kgPage.signs()"))
    wanted = {
        "region",
        "zone",
        "institution",
        "fund",
        "hollow",
        "partnership",
        "disc",
        "shoal",
        "nowhere",
        "arc",
        "line",
    }
    assert set(signs) == wanted | {"dash", "selected"}
    in_legend = driver.run("return [...document.querySelectorAll('#facets [data-trait], #facets [data-sign]')]"
                           ".map((row) => row.dataset.trait || row.dataset.sign)")  # fmt: skip
    assert set(signs) - {"partnership"} <= set(in_legend)
    # A saved picture explains what it shows, and nothing that it does not.
    svg = driver.run("return kgPage.svg()")
    assert "Takes part in one that is only planned" in svg
    assert "Partnerships between two regions" not in svg
    driver.run("document.querySelector('#views [data-value=regions]').click()")
    svg = driver.run("return kgPage.svg()")
    assert "Partnerships between two regions" in svg
    assert "Region where only those in it take part" in svg


def test_no_disc_is_without_a_name_whatever_is_hidden(driver: Driver, small: str) -> None:
    for view in ("all", "regions"):
        driver.open(f"{small}?3#lang=en&view={view}&hide=region")
        assert not [key for key in driver.run("return kgPage.drawn()") if key.startswith("region/")]
        assert {"North Café", "South", "East"} <= _rows(driver)


#: Of the small network by hand: filters to partnerships, parties that take part, and places.
COUNTS = {
    "": (5, 5, 3),
    "sector=sector/finance": (2, 3, 2),
    "hide=institution": (5, 4, 3),
    "source=1": (2, 4, 3),
    "sector=sector/health&hide=Service": (0, 0, 0),
    "years=2015-2015": (2, 3, 2),
}


def test_header_legend_list_and_files_say_one_number(driver: Driver, small: str) -> None:
    for address, (deals, parties, places) in COUNTS.items():
        driver.open(f"{small}?4#lang=en&view=all&sheet=list&{address}")
        until(driver, "return location.hash.includes('sheet=list') && document.querySelector('#list h2') !== null")
        seen = text(driver, "#summary")
        assert seen.startswith(f"{deals} of 5 partnerships · {parties} parties · {places} places"), address
        heads = driver.run("return [...document.querySelectorAll('#list h2')].map((one) => one.innerText)")
        numbers = {re.sub(r"\s*\(.*", "", head): re.sub(r".*\((\d+)\)", r"\1", head) for head in map(str, heads)}
        assert numbers["Partnerships shown"] == str(deals)
        assert numbers.get("Parties that take part in them", "0") == str(parties)
        kinds = "[...document.querySelectorAll('#facets li[data-trait] input:checked')].map((box) => box.closest('li'))"
        legend = driver.run(
            f"return {kinds}.filter((row) => ['region', 'zone', 'institution', 'fund'].includes(row.dataset.trait))"
            ".reduce((sum, row) => sum + Number(row.querySelector('.number').textContent), 0)"
        )
        assert legend == parties, address
        phases = driver.run(
            f"return {kinds}.filter((row) => ['planned', 'signed', 'building', 'operating', 'ended', 'unknown']"
            ".includes(row.dataset.trait))"
            ".reduce((sum, row) => sum + Number(row.querySelector('.number').textContent), 0)"
        )
        assert phases == deals, address
        tables = driver.run("return kgPage.tables()")
        assert len(tables["parties"]) - 1 == parties
        assert len(driver.run("return kgPage.csv()").strip().split("\n")) - 1 == deals


def test_a_search_says_how_many_of_all_it_lists(driver: Driver, tmp_path: Path) -> None:
    make = GraphMaker()
    region = make.region("a", "A", "甲")
    for number in range(27):
        make.partnership(f"p{number}", [region], f"Harbour deal {number}", f"港口合作{number}")
    path = tmp_path / "page.html"
    path.write_bytes(render_page(read_records(make.done()), lang="en"))
    driver.open(path.as_uri())
    driver.press("/")
    driver.type("harbour")
    until(driver, "return document.querySelectorAll('#hits .hit').length === 12")
    assert driver.run("return document.getElementById('hits').dataset.count") == "12 of 27 found"
    driver.press("Escape")


def test_a_name_of_blanks_is_said_by_its_id(driver: Driver, tmp_path: Path) -> None:
    make = GraphMaker()
    ends = [make.region("blank", " \u200b\u3000", "\u2800"), make.region("half", "\u00a0", "半名")]
    make.partnership("p", ends, "\u3164", "合作")
    path = tmp_path / "page.html"
    path.write_bytes(render_page(read_records(make.done()), lang="en"))
    driver.open(path.as_uri())
    # Of two languages the one that says something, else the end of the IRI.
    assert {"blank", "半名"} <= _rows(driver)
    driver.open(f"{path.as_uri()}#at=partnership/p")
    until(driver, "return !document.getElementById('details').hidden")
    assert text(driver, "#details h2") == "合作"


def test_what_is_tapped_stays_in_sight_on_every_screen(screen: Driver, bundled: str) -> None:
    screen.open(f"{bundled}#lang=en")
    wide, high = screen.run("return [innerWidth, innerHeight]")
    assert screen.run("return document.documentElement.scrollWidth") <= wide
    for key in ("region/cn-jiaxing-haiyan", "region/cn-shanghai", "region/us"):
        screen.run("document.querySelector('#zoom button:last-child').click(); window.scrollTo(0, 0)")
        # Two taps in a row would be a double tap.
        time.sleep(0.5)
        at = _at_rest(screen, key)
        if at["y"] > high - 60:
            screen.run("window.scrollTo(0, 400)")
            at = screen.run("return kgPage.where(arguments[0])", key)
        press(screen, at, "touch" if wide < 1000 else "mouse")
        until(screen, "return location.hash.includes('at=')")
        until(
            screen,
            "const { x, y } = kgPage.where(arguments[0]); const hit = document.elementFromPoint(x, y);"
            "return hit !== null && hit.closest('#canvas') !== null",
            key,
        )
        # Below 1,000 pixels a sheet over the drawing holds the details, and folds to its handle.
        assert screen.run("return getComputedStyle(document.getElementById('panel')).position") == (
            "fixed" if wide < 1000 else "static"
        )
        screen.run("document.querySelector('#details .close').click()")
        if wide < 1000:
            screen.run("document.getElementById('handle').click()")
            assert screen.run("return document.getElementById('panel').getBoundingClientRect().height") < 60
    assert screen.run("return document.documentElement.scrollWidth") <= wide
    # The header is no trap: it scrolls away where the page is higher than the window.
    if wide < 1000:
        assert screen.run("return document.documentElement.scrollHeight") > high
        screen.run("window.scrollTo(0, 10000)")
        assert screen.run("return document.getElementById('head').getBoundingClientRect().bottom") < 10
    else:
        screen.run("document.getElementById('fold').click()")
        assert screen.run("return document.getElementById('stage').getBoundingClientRect().width") == wide


def _at_rest(screen: Driver, key: str) -> dict[str, float]:
    """Where something is once the view has come to rest; a machine with much to do takes its time."""
    for _ in range(40):
        at: dict[str, float] = screen.run("return kgPage.where(arguments[0])", key)
        time.sleep(0.15)
        if screen.run("return kgPage.where(arguments[0])", key) == at:
            return at
    raise AssertionError(f"{key} never came to rest")


def test_of_dots_that_are_as_near_a_finger_is_asked_which(browser: Any, tmp_path: Path) -> None:
    make = GraphMaker()
    home, away = (
        make.region("home", "Home", "本地", at=(30.0, 120.0)),
        make.region("away", "Away", "外地", at=(31.0, 125.0)),
    )
    for number in range(50):
        body = make.institution(f"b{number:02}", f"Body {number}", f"机构{number}", located_in=[home])
        make.partnership(f"p{number}", [body, away], f"Deal {number}", f"合作{number}")
    path = tmp_path / "page.html"
    path.write_bytes(render_page(read_records(make.done()), lang="en"))
    screen = Chromium(browser, tmp_path, "en-GB", SIZES["telephone"])
    screen.open(f"{path.as_uri()}#view=all")
    screen.run("document.querySelector('#card .close').click()")
    first = "institution/b00"
    nearest = screen.run(
        "const [key] = arguments, here = kgPage.where(key);"
        "return kgPage.drawn().filter((one) => one !== key).map((one) => [Math.hypot(kgPage.where(one).x - here.x,"
        " kgPage.where(one).y - here.y), one]).sort((a, b) => a[0] - b[0])[0]",
        first,
    )
    assert nearest[0] < 24
    here, second = screen.run("return kgPage.where(arguments[0])", first), nearest[1]
    there = screen.run("return kgPage.where(arguments[0])", second)
    press(screen, {"x": (here["x"] + there["x"]) / 2, "y": (here["y"] + there["y"]) / 2}, "touch")
    until(screen, "return !document.getElementById('chooser').hidden")
    names = screen.run("return [...document.querySelectorAll('#chooser .name')].map((one) => one.innerText)")
    label = {key: screen.run("return kgPage.nameOf(arguments[0])", key) for key in (first, second)}
    assert set(names[:2]) == set(label.values())
    screen.run(
        "[...document.querySelectorAll('#chooser button')].find((one) => one.innerText === arguments[0]).click()",
        label[first],
    )
    until(screen, "return !document.getElementById('details').hidden")
    assert text(screen, "#details h2") == label[first]
    # A mouse is exact: it takes what it points at. Two taps in a row would be a double tap.
    time.sleep(0.5)
    screen.run("document.querySelector('#details .close').click(); document.getElementById('handle').click()")
    press(screen, screen.run("return kgPage.where(arguments[0])", first))
    until(screen, "return !document.getElementById('details').hidden")
    assert screen.run("return document.getElementById('chooser').hidden")
    assert screen.troubles() == []
    screen.close()


def test_one_finger_scrolls_the_page_at_the_edge_of_the_drawing(browser: Any, bundled: str) -> None:
    context = browser.new_context(
        viewport={"width": 420, "height": 900}, has_touch=True, is_mobile=True, locale="en-GB"
    )
    tab = context.new_page()
    tab.goto(f"{bundled}#lang=en")
    tab.wait_for_selector("html[data-ready=true]")
    protocol = context.new_cdp_session(tab)

    def moved(x: int) -> float:
        tab.evaluate("window.scrollTo(0, 0)")
        for kind, y in [("Start", 640), *(("Move", 640 - 20 * step) for step in range(1, 11)), ("End", 0)]:
            points = [] if kind == "End" else [{"x": x, "y": y}]
            protocol.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
            tab.wait_for_timeout(16)
        tab.wait_for_timeout(300)
        return float(tab.evaluate("scrollY"))

    assert moved(10) > 60
    assert moved(411) > 60
    # In the middle a finger moves the drawing.
    assert moved(210) == 0
    context.close()


def test_the_readers_language_comes_first_where_one_must_go(browser: Any, tmp_path: Path, bundled: str) -> None:
    for locale, first, second in (("zh-CN", "zh", "en"), ("en-GB", "en", "zh")):
        screen = Chromium(browser, tmp_path, locale, SIZES["laptop"])
        screen.open(f"{bundled}#lang=both")
        order = screen.run("return [...document.querySelector('#title span').children].map((one) => one.lang)")
        assert order == [first, second]
        # Buttons with room for one language keep the reader's.
        kept = screen.run(
            "return [...document.querySelectorAll('#exports button:last-child span [lang]')]"
            ".filter((one) => one.getClientRects().length).map((one) => one.lang)"
        )
        assert kept == [first]
        assert str(screen.run("return document.title")).startswith("嘉兴" if first == "zh" else "Jiaxing")
        screen.close()


def test_the_keys_are_told_once_to_who_takes_to_the_keyboard(browser: Any, tmp_path: Path, small: str) -> None:
    screen = Chromium(browser, tmp_path, "en-GB")
    screen.open(f"{small}#lang=en")
    assert screen.run("return document.getElementById('first-keys')") is None
    screen.press("Tab")
    assert "search; arrows choose" in text(screen, "#first-keys")
    screen.press("Escape")
    assert screen.run("return document.getElementById('first-keys')") is None
    screen.open(f"{small}?again#lang=en")
    screen.press("Tab")
    assert screen.run("return document.getElementById('first-keys')") is None
    screen.close()


def test_the_keys_are_not_told_over_a_story_that_the_arrows_walk(browser: Any, tmp_path: Path, bundled: str) -> None:
    screen = Chromium(browser, tmp_path, "en-GB", (1366, 650))
    screen.open(f"{bundled}#lang=en&step=1")
    screen.press("ArrowRight")
    until(screen, "return location.hash.includes('step=2')")
    assert screen.run("return document.getElementById('first-keys')") is None
    screen.close()


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_upright_the_list_of_partnerships_has_all_its_columns_in_sight(
    browser: Any, tmp_path: Path, bundled: str, lang: str
) -> None:
    screen = Chromium(browser, tmp_path, "en-GB", (768, 1024))
    screen.open(f"{bundled}#lang={lang}&sheet=list")
    seen, whole = screen.run(
        "const list = document.getElementById('list'); return [list.clientWidth, list.scrollWidth]"
    )
    assert whole <= seen
    screen.close()


def test_a_sheet_tells_what_the_data_cover_and_what_is_left_out(driver: Driver, small: str) -> None:
    driver.open(f"{small}?5#lang=en")
    driver.run("document.getElementById('data-sheet').click()")
    told = text(driver, "#coverage")
    # By hand: "talks" has no stage and no source; "clinic", "metro" and the others have both.
    for part in (
        "Partnerships with a stage 4 of 5",
        "Years that stages are dated in 2012–2017",
        "Partnerships with a source 4 of 5",
        "Partnerships with the exact place in it 4 of 5",
        "Parties that take part in a partnership 5; 5 are named in all",
        "1 targets, 1 achievements, 1 statements",
        "a missing tie does not mean that there is none",
        "The Gazette",
    ):
        assert part in told, part
    driver.press("Escape")
    until(driver, "return !document.getElementById('coverage').open")


def test_headings_of_tables_stay(driver: Driver, bundled: str) -> None:
    driver.open(f"{bundled}?6#lang=en&sheet=list")
    driver.run("document.getElementById('list').scrollTop = 900")
    head, sheet = driver.run(
        "return ['#list .table thead th', '#list']"
        ".map((one) => document.querySelector(one).getBoundingClientRect().top)"
    )
    assert abs(head - sheet) < 2


def test_a_ranking_says_first_what_it_ranks_and_once_what_holds(driver: Driver, bundled: str) -> None:
    driver.open(f"{bundled}?7#lang=en&sheet=ranking")
    told = text(driver, "#ranking")
    # `kg rank region-region -p side=嘉兴市 -p otherLevel=city` keeps 52 of the 57, and no other choice keeps more.
    assert told.startswith("Regions tied by partnerships (counties of Jiaxing,")
    assert "14 ranked. 52 of 57 partnerships tie them." in told
    assert "does not hold" not in text(driver, "#ranking tbody")
    first = text(driver, "#ranking tbody tr")
    assert first.startswith("Shanghai")
    assert text(driver, "#ranking thead th:nth-child(2)").startswith("Strength")


def test_on_a_low_telephone_the_card_is_a_sentence_and_the_drawing_stays_large(browser: Any, bundled: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-GB")
    tab = context.new_page()
    tab.goto(f"{bundled}#lang=en")
    tab.wait_for_selector("html[data-ready=true]")
    tab.wait_for_function("kgPage.labels().length > 10")
    assert not tab.locator(".card .legend").is_visible()
    card = tab.locator(".card").bounding_box()
    places = tab.evaluate("kgPage.drawn().map((key) => kgPage.where(key))")
    across = max(place["x"] for place in places) - min(place["x"] for place in places)
    assert across > 360 / 2
    assert min(place["y"] for place in places) > card["y"] + card["height"]
    context.close()
