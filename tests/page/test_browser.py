"""The page in a real browser, opened from a file with the network off.

The fixture ``open_page`` fails a test after which the console has a message, the policy was
violated, a dialog opened, or anything but the file itself was requested.
"""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest

from kg.answers.records import Records, read_records
from kg.page.model import DataSet, Ranking
from kg.page.page import Page
from kg.text import Text
from kg.vocabulary import PK, SKOS
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import CODES, PLACES, GraphMaker, code, invented

# Every kind of hostile text is in test_hostile_page.py; here they are names of codes and the title of the window too.
HOSTILE = (
    "</script><script>document.title='ran'</script>",
    "a\u2028b\u2029c\u202egnp.exe\u200f اسم",
    "长" * 5000 + "x" * 5000,
)


def _hostile(text: str) -> GraphMaker:
    make = GraphMaker()
    for list_name, codes in CODES.items():
        for name in codes:
            make.names(code(list_name, name), "!" + text, "!" + text)
    source = make.source("s", text, text + "中", "javascript:document.title='ran'", (text, text))
    place = (source, 3, 9)
    left = make.region("left", text, text + "左", "city")
    body = make.institution("body", "B" + text, "乙" + text, "company", [left])
    deal = make.partnership("deal", [left, body], "D" + text, "丁" + text, evidence=place)
    make.stage(deal, "signed", "2017-01-01", place)
    make.figure("figure", deal, "5", "Target", place)
    make.statement("statement", left, text, text)
    for thing in (left, body, deal):
        make.names(thing, text, text, SKOS + "note")
        make.names(thing, text, text, PK + "ambiguity")
        make.names(thing, text, text, SKOS + "altLabel")
    return make


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_the_data_runs_and_all_of_it_is_shown_as_it_is(open_page: Open, text: str) -> None:
    records = read_records(_hostile(text).done())
    ranking = Ranking(
        Text(text, text), (Text(text, text),), (("https://w3id.org/partnership-kg/id/region/left", (text,)),)
    )
    content = render_page(
        records, Text(text, text), data_set=DataSet(Text(text, text), text, text), rankings=(ranking,)
    )
    page = open_page(content, "#lang=en&at=partnership/deal")
    assert page.run("document.querySelector('#details h2 .en').textContent") == "D" + text
    for address in (
        "at=partnership/deal",
        "at=region/left",
        "a=region/left&b=institution/body",
        "sheet=list",
        "sheet=ranking",
    ):
        page.go(f"lang=both&{address}")
        assert page.run("document.title") == " ".join(text.split()) or page.run("document.title").startswith(
            text[:20].strip()
        )
        assert page.run("document.title") != "ran"
        assert page.run("document.querySelectorAll('img, svg:not(button > .glyph), iframe, object, embed').length") == 0
        assert page.run("[...document.querySelectorAll('a')].every((a) => /^https?:/.test(a.href))")


def test_the_language_switch_leaves_nothing_behind(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#at=partnership/p-0")
    languages = page.tab.locator("#languages button")
    languages.nth(0).click()
    assert page.run("document.documentElement.lang") == "en"
    page.run("document.querySelectorAll('.spelling').forEach((element) => element.remove())")
    english = page.text("body") + page.run("document.title") + page.run("document.getElementById('search').placeholder")
    assert not _chinese(english.replace("中文", "").replace("双语", ""))
    languages.nth(1).click()
    assert page.run("document.documentElement.lang") == "zh"
    chinese = page.text("#head") + page.text("#facets") + page.text("#reading") + page.text("#details h2")
    for word in ("Show", "Planned", "Sectors", "Search", "How", "parties", "tourism"):
        assert word not in chinese
    page.settle()
    assert not any("agreement" in row for label in page.run("kgPage.labels()") for row in label["rows"])
    languages.nth(2).click()
    assert "Show 显示" in page.text("#facets")


def _chinese(text: str) -> list[str]:
    return [character for character in text if "\u4e00" <= character <= "\u9fff"]


def _click(page: Opened, at: dict[str, float]) -> None:
    page.tab.mouse.click(at["x"], at["y"])
    page.settle()


def test_a_click_on_a_partnership_shows_names_roles_stages_figures_and_evidence(
    open_page: Open, page_bytes: bytes
) -> None:
    page = open_page(page_bytes, "#lang=en")
    _click(page, page.run("kgPage.where('partnership/p-4')"))
    details = page.text("#details")
    assert "Parties" in details
    assert "The Invented Gazette, 28 July" in details
    assert "characters 40–49" in details
    assert "published 2017-07-28" in details
    assert "Target" in details
    assert "at least 7.5 million yuan" in details
    assert "Achieved" in details
    assert "5 million yuan" in details
    assert "Stage history" in details
    assert page.tab.locator("#details a").first.get_attribute("href") == "https://example.org/gazette"
    page.tab.locator("#details .hash-box summary").first.click()
    assert len(page.text("#details .hash-box code >> nth=0")) == 64


def test_a_click_on_an_institution_shows_its_partners_and_partnerships(
    open_page: Open, records: Records, page_bytes: bytes
) -> None:
    page = open_page(page_bytes, "#lang=en")
    party = next(
        p
        for p in records.partnerships["https://w3id.org/partnership-kg/id/partnership/p-4"].parties
        if "/institution/" in p
    )
    _click(page, page.run(f"kgPage.where('institution/{party.rsplit('/', 1)[-1]}')"))
    assert page.text("#details h2") == records.parties[party].label.en
    assert "Partnerships" in page.text("#details")
    page.tab.locator("#details .times").first.click()
    assert "Partnerships behind this tie" in page.text("#details")
    assert "characters" in page.text("#details")


def _clear_point(page: Opened, party: str, deal: str) -> dict[str, float]:
    """A point of a line that is far from every node and every name."""
    box = page.run("document.getElementById('canvas').getBoundingClientRect().toJSON()")
    taken = [page.run(f"kgPage.where('{key}')") for key in page.run("kgPage.drawn()")]
    labels = page.run("kgPage.labels()")

    def clearance(at: dict[str, float]) -> float:
        x, y = at["x"] - box["x"], at["y"] - box["y"]
        if any(0 < x - one["x"] + 4 < one["w"] + 8 and 0 < y - one["y"] + 4 < one["h"] + 8 for one in labels):
            return 0.0
        return min(abs(at["x"] - other["x"]) + abs(at["y"] - other["y"]) for other in taken)

    points = [page.run(f"kgPage.onLine('{party}', '{deal}', {n / 20})") for n in range(2, 19)]
    return max(points, key=clearance)


def test_a_click_on_a_line_shows_that_part_and_its_evidence(
    open_page: Open, records: Records, page_bytes: bytes
) -> None:
    page = open_page(page_bytes, "#lang=en&at=partnership/p-4")
    party = records.partnerships["https://w3id.org/partnership-kg/id/partnership/p-4"].parties[0]
    key = "/".join(party.rsplit("/", 2)[-2:])
    _click(page, _clear_point(page, key, "partnership/p-4"))
    assert "Part in a partnership" in page.text("#details")
    assert records.parties[party].label.en in page.text("#details")
    assert "characters 40–49" in page.text("#details")


def test_a_click_on_an_arc_of_the_overview_shows_every_partnership_behind_it(
    open_page: Open, page_bytes: bytes
) -> None:
    page = open_page(page_bytes, "#lang=en&view=regions")
    arc = max(page.run("kgPage.arcs()"), key=lambda one: one["count"])
    _click(page, arc["at"])
    assert "Tie" in page.text("#details")
    assert page.tab.locator("#details article.deal").count() == arc["count"]
    for index in range(arc["count"]):
        assert "characters" in page.tab.locator("#details article.deal").nth(index).inner_text()


def test_no_source_is_said_aloud(open_page: Open) -> None:
    make = GraphMaker()
    make.partnership("bare", [make.region("a", "A", "甲"), make.region("b", "B", "乙")], "Bare", "无据")
    page = open_page(render_page(read_records(make.done())), "#at=partnership/bare")
    assert "No source is given for this." in page.text("#details")
    assert "此处没有注明来源。" in page.text("#details")


def test_filters_change_drawing_list_counts_and_details_alike(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#lang=en")
    everything = page.run("kgPage.shown().deals")
    page.tab.locator("#facets li[data-trait=planned] input").click()
    page.tab.locator(".chips[data-facet=sectors] .chip").first.click()
    kept = page.run("kgPage.shown().deals")
    assert 0 < kept < everything
    assert sum(key.startswith("partnership/") for key in page.run("kgPage.drawn()")) == kept
    assert page.text("#summary").startswith(f"{kept} of {everything} ")
    page.tab.locator("#views button[data-value=list]").click()
    assert page.tab.locator("#list table").first.locator("tbody tr").count() == kept
    page.tab.locator("#list table").nth(1).locator("tbody th button").first.click()
    assert "hidden by filters" in page.text("#details") or "Partnerships" in page.text("#details")
    page.tab.locator("#summary button").click()
    assert page.run("kgPage.shown().deals") == everything


def test_legend_counts_follow_the_other_filters(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    count = page.tab.locator("#facets li[data-trait=Agreement] .number")
    before = int(count.inner_text())
    page.tab.locator(".chips[data-facet=regions] .chip").first.click()
    assert int(count.inner_text()) < before
    page.tab.locator("#facets li[data-trait=Agreement] input").click()
    assert page.tab.locator("#facets li[data-trait=Agreement] input").evaluate(
        "(box) => document.activeElement === box"
    )


def test_years_filter(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#lang=en")
    page.tab.locator(".sliders input").first.focus()
    for _ in range(4):
        page.tab.keyboard.press("ArrowRight")
    assert page.run("kgPage.shown().deals") < 40
    assert "years=" in page.run("location.hash")


def test_search_finds_both_languages_and_a_hidden_hit_clears_the_filters(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    for trait in ("planned", "signed", "building", "operating"):
        page.tab.locator(f"#facets li[data-trait={trait}] input").click()
    assert "No partnership passes these filters." in page.text("#empty")
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("合作13")
    assert "hidden by filters" in page.text("#hits")
    page.tab.keyboard.press("Enter")
    assert "合作13" in page.text("#details h2")
    assert page.run("kgPage.shown().deals") == 40
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("SILKFÓRD")
    assert "Silkford" in page.text("#hits")
    page.tab.keyboard.press("Escape")
    assert page.tab.locator("#hits").is_hidden()


def test_the_keyboard_alone_walks_opens_and_goes_back(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    page.tab.locator("#canvas").focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight"):
        page.tab.keyboard.press(key)
        seen.add(page.text("#details h2"))
    assert len(seen) > 2
    page.tab.keyboard.press("Enter")
    assert page.run("document.activeElement.id") == "details"
    page.tab.keyboard.press("Escape")
    assert page.tab.locator("#details").is_hidden()


def test_every_control_can_be_reached_with_tab(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    reached = set()
    for _ in range(90):
        page.tab.keyboard.press("Tab")
        reached.update(page.run("[document.activeElement.id, document.activeElement.parentElement.id]"))
    assert {"languages", "search", "canvas", "views", "zoom", "reset", "exports", "theme"} <= reached


def test_the_address_keeps_the_state(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    page.tab.locator("#languages button").nth(1).click()
    page.tab.locator("#facets li[data-trait=signed] input").click()
    page.tab.locator(".chips[data-facet=sectors] .chip").nth(1).click()
    page.tab.locator("#views button[data-value=regions]").click()
    _click(page, page.run("kgPage.where('region/city-1')"))
    address = page.run("location.hash")
    again = open_page(page_bytes, address, first=True)
    assert again.run("location.hash") == address
    assert again.text("#details h2") == page.text("#details h2")
    assert again.run("kgPage.shown()") == page.run("kgPage.shown()")
    assert again.run("document.documentElement.lang") == "zh"


@pytest.mark.parametrize(
    "address",
    ["#at=x/../y&years=9999-1&hide=%00&lang=<b>&region=zz", "#%E0%A4%A", "#a=region/city-1&b=", "#__proto__=1"],
)
def test_an_address_that_makes_no_sense_does_no_harm(open_page: Open, page_bytes: bytes, address: str) -> None:
    page = open_page(page_bytes, address)
    assert page.tab.locator("#details").is_hidden()


def test_an_empty_graph_says_so(open_page: Open) -> None:
    page = open_page(render_page(read_records(GraphMaker().done())))
    assert "There are no partnerships in this data." in page.text("#empty")
    page.tab.locator("#views button[data-value=list]").click()
    assert "此数据中没有合作记录。" in page.text("#list")
    page.tab.locator("#views button[data-value=regions]").click()
    page.tab.locator("#zoom button").nth(2).click()


def test_a_network_without_dates_or_with_one_partnership_opens(open_page: Open) -> None:
    make = GraphMaker()
    make.partnership("one", [make.region("a", "A", "甲")], "", "")
    make.partnership("none", [], "None", "无")
    page = open_page(render_page(read_records(make.done())))
    assert page.run("kgPage.shown()") == {"deals": 2, "parties": 1}


def test_csv_has_the_filtered_rows_a_byte_order_mark_and_no_formulas(open_page: Open) -> None:
    make = GraphMaker()
    region = make.region("a", "+x", "@甲")
    make.partnership("one", [region], '=SUM(1)", "x', "-2+3", sectors=["finance"])
    make.partnership("two", [region], "Two", "二", sectors=["health"])
    page = open_page(render_page(read_records(make.done())), "#sector=sector/finance")
    with page.tab.expect_download() as download:
        page.tab.locator("#exports button").nth(2).click()
    text = download.value.path().read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["id"] for row in rows] == ["partnership/one"]
    assert rows[0]["name_en"] == '\'=SUM(1)", "x'
    assert rows[0]["name_zh"] == "'-2+3"
    assert rows[0]["parties_en"] == "'+x"


def test_png_and_svg_hold_the_drawing(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    with page.tab.expect_download() as download:
        page.tab.locator("#exports button").nth(0).click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    with page.tab.expect_download() as download:
        page.tab.locator("#exports button").nth(1).click()
    svg = ElementTree.fromstring(download.value.path().read_text(encoding="utf-8"))
    texts = {element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert "Silkford" in texts
    # Of two languages the other one stands where there is room for it.
    assert texts & {zh for _, zh, *_ in PLACES}


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_an_svg_of_hostile_names_is_well_formed(open_page: Open, text: str) -> None:
    page = open_page(render_page(read_records(_hostile(text + "\u0001\ufffe").done())))
    ElementTree.fromstring(page.run("kgPage.svg()"))


def _overlaps(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    def apart(a: dict[str, Any], b: dict[str, Any]) -> bool:
        return (
            a["x"] + a["w"] <= b["x"] + 1
            or b["x"] + b["w"] <= a["x"] + 1
            or a["y"] + a["h"] <= b["y"] + 1
            or b["y"] + b["h"] <= a["y"] + 1
        )

    return [(a["key"], b["key"]) for i, a in enumerate(labels) for b in labels[i + 1 :] if not apart(a, b)]


@pytest.mark.parametrize("language", ["both", "en", "zh"])
@pytest.mark.parametrize("size", [(1280, 860), (420, 860)], ids=["desk", "phone"])
@pytest.mark.parametrize("view", ["all", "regions"])
def test_every_region_is_labelled_and_no_label_covers_another(
    open_page: Open, records: Records, size: tuple[int, int], language: str, view: str
) -> None:
    page = open_page(render_page(records), f"#lang={language}&view={view}", size=size)
    labels = page.run("kgPage.labels()")
    assert _overlaps(labels) == []
    assert {f"region/city-{n}" for n in range(8)} & {label["key"] for label in labels}
    islands = set(page.run("kgPage.drawn()")) & {f"region/city-{n}" for n in range(16)}
    # In a small window not every name of the network finds a place where it is read as its own mark's: it is told.
    named = islands & {label["key"] for label in labels}
    assert len(named) >= len(islands) - (8 if (view, size[0]) == ("all", 420) else 0)
    told = page.tab.locator("#drawn").text_content()
    assert named == islands or f"{len(named)} of {len(islands)} " in told or f"{len(named)}/{len(islands)}" in told
    width = page.run("document.getElementById('canvas').clientWidth")
    assert all(label["x"] >= 0 and label["x"] + label["w"] <= width for label in labels)


def test_a_narrow_screen_is_not_scrolled_sideways(open_page: Open, page_bytes: bytes) -> None:
    for address in ("", "#at=partnership/p-4", "#sheet=list", "#a=region/city-1&b=region/city-2"):
        page = open_page(page_bytes, address, size=(420, 860))
        assert page.run("document.documentElement.scrollWidth") <= 420


def test_a_large_network_opens_on_its_regions_and_opens_an_island_on_a_click(open_page: Open) -> None:
    content = render_page(read_records(invented(20, 400, 200)))
    page = open_page(content, "#lang=en", first=True)
    drawn = page.run("kgPage.drawn()")
    assert drawn
    assert all(key.startswith("region/") for key in drawn)
    # No two of the twenty regions are what the data are about.
    assert page.text("#card > p:first-of-type").startswith("200 partnerships tie many regions")
    _click(page, page.run("kgPage.where('region/city-12')"))
    assert len(page.run("kgPage.drawn()")) > len(drawn)
    assert "open=region%2Fcity-12" in page.run("location.hash")


def test_dark_appearance_follows_the_reader(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, color_scheme="dark")
    assert page.run("document.documentElement.dataset.theme") == "dark"
    page.tab.locator("#theme").click()
    assert page.run("document.documentElement.dataset.theme") == "light"


def test_the_ranking_view_shows_the_measures(open_page: Open, records: Records) -> None:
    iri = next(iter(records.parties))
    ranking = Ranking(
        Text("Regions", "地区"), (Text("Degree", "度"),), ((iri, ("4",)),), Text("Trust it little", "勿轻信")
    )
    page = open_page(render_page(records, rankings=(ranking,)), "#lang=en")
    page.tab.locator("#views button[data-value=ranking]").click()
    assert page.text("#ranking").startswith("Regions")
    page.tab.locator("#ranking summary").click()
    assert "Trust it little" in page.text("#ranking")
    assert records.parties[iri].label.en in page.text("#ranking")


def test_a_notebook_shows_the_page_in_a_sandbox(open_page: Open, page_bytes: bytes) -> None:
    bundle = Page(page_bytes, "A <title>")._repr_mimebundle_()
    html = f"<!DOCTYPE html><html data-ready=true><meta charset=utf-8>{bundle['text/html']}"
    page = open_page(html.encode())
    frame = page.tab.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(state="attached")
    frame.locator("#views button[data-value=list]").click()
    assert frame.locator("#list table").first.locator("tbody tr").count() == 40
    assert "A <title>" in page.text("p")


def test_paper_shows_the_list(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.tab.locator("#list").is_visible()
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator("#list").is_hidden()


def test_the_page_is_accessible(open_page: Open, page_bytes: bytes) -> None:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    script = axe.AXE_FILE_PATH.read_text(encoding="utf-8")
    # Every view and look of a smaller network is judged in test_axe.py; here it is that there is much of everything.
    for address in ("#at=partnership/p-4", "#theme=dark&sheet=list"):
        page = open_page(page_bytes, address, bypass_csp=True)
        page.run(
            "(text) => { const s = document.createElement('script'); s.textContent = text; document.head.append(s); }",
            script,
        )
        found = page.run("axe.run()")
        assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]] == []
