"""The page for those who use a keyboard, a screen reader, a small screen, dark colours, calm pictures or paper."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from kg.answers.records import read_records
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.small import small_page
from tests.page.synthetic import GraphMaker, invented

STATES = {
    "opened": "",
    "partnership": "#at=partnership/metro",
    "region": "#at=region/north",
    "tie": "#a=region/north&b=region/south",
    "part": "#party=region/north&deal=partnership/metro",
    "no source": "#at=partnership/talks",
    "overview": "#view=regions&at=region/south",
    "list": "#sheet=list&sort=deals:3:down",
    "ranking": "#sheet=ranking&sector=sector/finance",
    "map": "#view=map&at=region/north",
    "matrix": "#view=matrix&of=sectors",
    "time": "#view=time&asof=2015-04-30",
    "story": "#view=map&asof=2015-04-30&step=1",
    "flows as a table": "#view=flows&as=table",
    "empty": "#sector=sector/health&hide=signed",
    "empty list": "#sector=sector/health&hide=signed&sheet=list",
}


@pytest.fixture(scope="module")
def small() -> bytes:
    """The page of the network in ``small``."""
    return small_page()


def _focus(page: Opened) -> str:
    """What has the keyboard's focus: its id, else the text on it."""
    return str(page.run("document.activeElement.id || document.activeElement.textContent.trim()"))


def _press(page: Opened, *keys: str) -> None:
    for key in keys:
        page.tab.keyboard.press(key)


# ---- the keyboard


def test_the_first_stop_leads_past_the_drawing_to_the_list_and_back(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    _press(page, "Tab")
    assert _focus(page) == "skip"
    box = page.tab.locator("#skip").bounding_box()
    assert box["y"] >= 0  # it is out of sight until it has the focus
    _press(page, "Enter")
    assert _focus(page) == "list"
    _press(page, "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    name = page.run("document.activeElement.querySelector('.en').textContent")
    assert name == "Metro"
    _press(page, "Enter")
    assert _focus(page) == "details"
    assert page.text("#details h2") == "Metro"
    _press(page, "Escape")
    assert page.tab.locator("#details").is_hidden()
    assert page.run("document.activeElement.querySelector('.en').textContent") == "Metro"
    _press(page, "Escape")
    assert page.tab.locator("#list").is_hidden()
    assert _focus(page) == "canvas"


def test_esc_goes_back_through_the_details_one_by_one(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    _press(page, "/")
    page.tab.keyboard.type("metro")
    _press(page, "Enter")
    seen = [page.text("#details h2")]
    for _ in range(2):
        page.tab.locator("#details .rows .opener").first.focus()
        _press(page, "Enter")
        # The pressed button went away with the old details; the focus did not.
        assert _focus(page) == "details"
        seen.append(" ".join(page.text("#details h2").split()))
    assert len(set(seen)) == 3
    page.tab.locator("#details .back").focus()
    _press(page, "Enter")
    assert (_focus(page), page.text("#details h2")) == ("details", seen[1])
    _press(page, "Escape")
    assert (_focus(page), page.text("#details h2")) == ("details", seen[0])
    _press(page, "Escape")
    assert page.tab.locator("#details").is_hidden()
    assert _focus(page) == "search"


def test_the_arrows_walk_to_neighbours_and_go_on_where_they_stopped(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    page.tab.locator("#canvas").focus()
    assert page.tab.locator("#walk").is_visible()
    _press(page, "ArrowRight")
    start = page.text("#details h2")
    neighbours = {
        "North Café": {"Metro", "School"},
        "South": {"Metro", "Ward", "Talks"},
        "East": {"Pool", "School", "Talks"},
    }
    found = set()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        _press(page, key)
        found.add(page.text("#details h2"))
        if page.text("#details h2") != start:
            assert page.text("#said").startswith(page.text("#details h2"))
        page.run(f"location.hash = '#lang=en&view=all&at=region/{start.split()[0].lower()}'")
        page.tab.wait_for_function(
            "(name) => document.querySelector('#details h2 .en').textContent === name", arg=start
        )
    assert found & neighbours[start]
    assert _focus(page) == "canvas"
    here = page.text("#details h2")
    _press(page, "ArrowDown")
    _press(page, "Escape")
    assert page.tab.locator("#details").is_hidden()
    _press(page, "ArrowDown")
    assert page.tab.locator("#details").is_visible()
    assert here


def test_enter_on_the_drawing_goes_to_the_details_and_esc_back(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    page.tab.locator("#canvas").focus()
    _press(page, "ArrowRight", "Enter")
    assert _focus(page) == "details"
    _press(page, "Escape")
    assert _focus(page) == "canvas"


def test_the_overview_is_walked_from_region_to_region_and_opened(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&view=regions")
    page.tab.locator("#canvas").focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"):
        _press(page, key)
        seen.add(page.text("#details h2"))
    assert seen <= {"North Café", "South", "East"}
    assert len(seen) > 1
    before = len(page.run("kgPage.drawn()"))
    _press(page, "Enter")
    assert len(page.run("kgPage.drawn()")) > before


def test_the_overview_is_walked_along_its_arcs_first(open_page: Open) -> None:
    make = GraphMaker()
    west, middle, east = (make.region(n, n.title(), n, at=(30.0, 110.0 + 5 * i)) for i, n in enumerate(("w", "m", "z")))
    make.partnership("across", [west, east], "Across", "跨")
    make.partnership("own", [middle], "Own", "己")
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=regions&at=region/w")
    page.tab.locator("#canvas").focus()
    _press(page, "ArrowRight")
    assert page.text("#details h2") == "Z"


CONTROLS = (
    "#facets li[data-trait=signed] input",
    "#facets li[data-trait=region] input",
    ".chips[data-facet=sectors] .chip",
    ".chips[data-facet=sources] .chip",
    "#facets .segmented button[data-value=sector]",
    "#languages button[data-value=zh]",
    "#views button[data-value=list]",
    "#theme",
)


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_keeps_the_focus_when_it_is_used(open_page: Open, small: bytes, control: str) -> None:
    page = open_page(small, "#at=region/south")
    page.tab.locator(control).first.focus()
    _press(page, "Space")
    assert page.run("(selector) => document.activeElement === document.querySelector(selector)", control)
    assert page.run("location.hash") != "#at=region%2Fsouth"


def test_the_keys_are_listed_and_esc_closes_only_the_list_of_them(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&at=region/south")
    _press(page, "?")
    assert "walk to a neighbour" in page.text("#help")
    assert page.run("document.getElementById('help').contains(document.activeElement)")
    _press(page, "Escape")
    assert page.tab.locator("#help").is_hidden()
    assert page.tab.locator("#details").is_visible()
    page.tab.locator("#keys").click()
    page.tab.locator("#help button").click()
    assert page.tab.locator("#help").is_hidden()


def test_keys_with_a_modifier_are_left_to_the_browser(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#at=region/south")
    _press(page, "Control+/", "Alt+ArrowRight")
    assert _focus(page) != "search"
    page.tab.locator("#search").fill("what")
    _press(page, "/", "?")
    assert page.run("document.getElementById('search').value") == "what/?"


def test_every_stop_is_seen_and_the_drawing_is_only_one(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    assert page.run("document.querySelectorAll('#canvas [tabindex]').length") == 0
    stops = []
    for _ in range(80):
        _press(page, "Tab")
        stops.append(
            page.run(
                "(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();"
                " return [e.id || e.textContent.trim() || e.parentElement.textContent.trim(), e === document.body"
                " || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && b.width > 0)]; })()"
            )
        )
    assert [name for name, seen in stops if not seen] == []
    names = [name for name, _ in itertools.takewhile(lambda stop: stop[0] != "skip", stops[1:])]
    assert names.count("canvas") == 1


# ---- a screen reader


def test_changes_are_said_politely(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    assert page.tab.locator("#said").get_attribute("aria-live") == "polite"
    assert page.text("#said") == ""
    page.tab.locator(".chips[data-facet=sectors] .chip[data-value='sector/finance']").click()
    assert page.text("#said") == "2 of 5 partnerships · 3 parties · 2 places"
    page.run("location.hash = '#lang=en&at=region/south'")
    page.tab.locator("#reset").click()
    page.tab.locator("#canvas").focus()
    _press(page, "ArrowRight")
    assert page.text("#said").endswith(" partnerships")
    # Nothing else speaks for itself: whole details would be read out at each step.
    assert page.run("document.querySelectorAll('[aria-live], [role=status], [role=alert]').length") == 1


def test_the_list_says_everything_that_the_drawing_shows(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&sheet=list")
    page.run("location.hash = '#lang=en'")
    page.tab.locator("#list").wait_for(state="hidden")
    drawn = set(page.run("kgPage.drawn()"))
    page.run("location.hash = '#lang=en&view=regions'")
    page.tab.wait_for_function("() => kgPage.arcs().length > 0")
    arcs = {(arc["a"], arc["b"]): arc["count"] for arc in page.run("kgPage.arcs()")}
    page.run("location.hash = '#lang=en&sheet=list'")
    page.tab.locator("#list").wait_for()
    rows = page.run("[...document.querySelectorAll('#list tbody tr')].map((row) => row.dataset.key)")
    assert drawn <= set(rows)
    listed = page.run(
        "[...document.querySelectorAll('#list .table:last-of-type tbody tr')]"
        ".map((row) => [row.dataset.key, +row.lastElementChild.lastElementChild.textContent])"
    )
    assert {tuple(key.split("|")): count for key, count in listed} == arcs
    page.tab.locator("#list .table").last.locator("tbody button").first.click()
    assert "Partnerships behind this tie" in page.text("#details")


def test_texts_say_which_language_they_are_in(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#at=partnership/metro")
    spans = page.run("[...document.querySelectorAll('#app span[lang]')].map((s) => [s.lang, s.textContent])")
    assert len(spans) > 100
    for lang, text in spans:
        if any("\u4e00" <= character <= "\u9fff" for character in text) and lang == "en":
            assert text in {"中文", "双语"}, text
        assert lang in {"en", "zh"}


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    module = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    path: Path = module.AXE_FILE_PATH
    return path.read_text(encoding="utf-8")


def _violations(page: Opened, axe: str) -> list[Any]:
    add = "(text) => { const s = document.createElement('script'); s.textContent = text; document.head.append(s); }"
    if not page.run("'axe' in globalThis"):
        page.run(add, axe)
    found = page.run("axe.run()")
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found["violations"]]


# The other states are judged in test_axe.py.
@pytest.mark.parametrize("look", ["lang=both&theme=light", "lang=zh&theme=dark"])
def test_axe_finds_nothing(open_page: Open, small: bytes, axe: str, look: str) -> None:
    page = open_page(small, f"#{look}", bypass_csp=True)
    for state in ("opened", "no source", "story", "empty", "empty list"):
        page.go(f"{STATES[state]}&{look}")
        page.run("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
        assert (state, _violations(page, axe)) == (state, [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_on_demand(open_page: Open, small: bytes, axe: str, theme: str) -> None:
    page = open_page(small, f"#theme={theme}&sector=sector/health", bypass_csp=True)
    _press(page, "/")
    page.tab.keyboard.type("o")
    page.run("document.querySelector('#search').addEventListener('blur', (e) => e.stopImmediatePropagation(), true)")
    assert page.tab.locator("#hits").is_visible()
    assert _violations(page, axe) == []
    page.tab.locator("#search").fill("metro")
    _press(page, "Enter")
    assert page.tab.locator("#notice").is_visible()
    assert _violations(page, axe) == []
    _press(page, "?")
    assert _violations(page, axe) == []


# ---- small screens


def _cut(page: Opened) -> list[str]:
    """What sticks out of the screen sideways, or is cut by its own box; scrolling parts of the page aside."""
    script = """() => {
      const found = [];
      for (const e of document.querySelectorAll('#app *, dialog[open] *')) {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (!box.width || !box.height || e.closest('#canvas, .unseen, .sliders, .views')) continue;
        const name = `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`;
        if (e.matches('.table') && e.scrollWidth > e.clientWidth) found.push('scrolls ' + name);
        if (box.right > innerWidth + 0.5 || box.left < -0.5) found.push('sticks out ' + name);
        if (style.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1) found.push('is cut ' + name);
      }
      return found;
    }"""
    return list(page.run(script))


@pytest.mark.parametrize("lang", ["both", "en", "zh"])
def test_nothing_is_cut_at_420_pixels(open_page: Open, small: bytes, lang: str) -> None:
    page = open_page(small, f"#lang={lang}", size=(420, 860), has_touch=True)
    # What is longest, both languages at once, in every state; each language in half of them.
    turn = {"both": slice(None), "en": slice(0, None, 2), "zh": slice(1, None, 2)}[lang]
    for state, address in list(STATES.items())[turn]:
        page.go(f"{address}&lang={lang}")
        assert page.run("document.documentElement.scrollWidth") <= 420, state
        assert (state, _cut(page)) == (state, [])
    # The controls are big enough for a finger.
    small_ones = page.run(
        """[...document.querySelectorAll('button:not(.inline, .sort), input:not([type=range])')]
        .map((e) => [e.id || e.textContent, (e.closest('label') || e).getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 24)"""
    )
    assert small_ones == []


def test_on_a_phone_a_tap_in_the_list_shows_the_details_and_closing_them_the_list(
    open_page: Open, small: bytes
) -> None:
    page = open_page(small, "#lang=en&sheet=list", size=(420, 860), has_touch=True)
    row = page.tab.locator("#list tbody th button").nth(2)
    row.tap()
    box = page.tab.locator("#details h2").bounding_box()
    assert 0 <= box["y"] < 860
    page.tab.locator("#details .close").tap()
    assert 0 <= row.bounding_box()["y"] < 860


# ---- colours and movement


def _shade(page: Opened) -> str:
    return str(page.run("getComputedStyle(document.body).backgroundColor"))


def test_the_appearance_follows_the_system_until_the_reader_chooses(open_page: Open, small: bytes) -> None:
    page = open_page(small, color_scheme="dark", first=True)
    dark = _shade(page)
    page.tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.tab.wait_for_function("() => document.documentElement.dataset.theme === 'light'")
    light = _shade(page)
    assert light != dark
    assert page.run("location.hash") == ""
    page.tab.locator("#theme").click()
    assert _shade(page) == dark
    assert page.tab.locator("#theme").get_attribute("aria-pressed") == "true"
    assert page.run("location.hash") == "#theme=dark"


@pytest.mark.parametrize(("motion", "at_once"), [("reduce", True), ("no-preference", False)])
def test_nothing_moves_for_those_who_asked_for_calm(open_page: Open, small: bytes, motion: str, at_once: bool) -> None:
    page = open_page(small, reduced_motion=motion)
    script = """async () => {
      const apart = () => {
        const [p, q] = ['region/north', 'region/south'].map(kgPage.where);
        return Math.hypot(p.x - q.x, p.y - q.y);
      };
      const frame = () => new Promise(requestAnimationFrame);
      document.querySelector('#zoom button').click();
      await frame().then(frame).then(frame);
      const now = apart();
      await new Promise((done) => setTimeout(done, 700));
      return Math.abs(apart() - now) < 1;
    }"""
    assert page.run(script) is at_once


# ---- paper


def test_paper_has_the_list_in_full_and_the_details_in_dark_ink(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#theme=dark&lang=en&at=partnership/p-4")
    page.tab.emulate_media(media="print", reduced_motion="reduce")
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.tab.locator("#list .table").first.locator("tbody tr").count() == 40
    assert page.tab.locator("#details .passage").first.is_visible()
    # The small pictures in the list are painted, not styled.
    assert page.run("document.documentElement.dataset.theme") == "light"
    for gone in (
        "#canvas",
        "#card",
        "#drawn",
        "#handle",
        "#views",
        "#zoom",
        "#languages",
        "#search",
        "#facets",
        "#exports",
        "#reset",
        "#theme",
        "#skip",
    ):
        assert not page.tab.locator(gone).is_visible(), gone
    ink = page.run("getComputedStyle(document.querySelector('#details h2')).color")
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    page.run("dispatchEvent(new Event('afterprint'))")
    page.tab.emulate_media(media="screen", reduced_motion="reduce")
    assert page.tab.locator("#list").is_hidden()
    assert page.run("location.hash") == "#lang=en&theme=dark&view=all&at=partnership%2Fp-4"


def test_a_printed_page_has_every_row_of_a_long_list(open_page: Open) -> None:
    page = open_page(render_page(read_records(invented(16, 60, 130))), "#lang=en&sheet=list")
    first = page.tab.locator("#list .table").first
    assert first.locator("tbody tr").count() == 100
    count = "document.querySelector('#list tbody').children.length"
    page.run(f"addEventListener('beforeprint', () => {{ globalThis.printed = {count}; }})")
    page.tab.pdf()
    assert page.run("printed") == 130
