"""The panel in a real browser: rankings, filters, search, details, languages, address, what is saved."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest
from PIL import Image

from kg.answers.ledger.matching import ledger_rows, natures
from kg.answers.records import Records, read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.network.measures.register import FirstPlace
from kg.page.model import DataSet, Ranking
from kg.text import Text
from kg.vocabulary import PK
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.small import DEALS, small_graph, small_page
from tests.page.synthetic import GraphMaker, code, iri

CITIES = [iri("region", f"city-{number}").value for number in range(4)]


@pytest.fixture(scope="module")
def ranked_page(records: Records) -> bytes:
    """A page with a ranking of four cities by two measures; the first as an analyst would give it."""
    ranking = Ranking(
        title=Text("Cities", "城市"),
        columns=(Text("Degree", "度"), Text("Brokerage", "中介")),
        rows=(
            (CITIES[0], ("9", "0.5")),
            (CITIES[1], ("7", "")),
            (CITIES[2], ("7", "10")),
            (CITIES[3], ("2", "0.25")),
        ),
        note=Text("Trust it little", "勿轻信"),
        intervals=(("1-2", "1-4"), ("1-3", ""), ("2-3", "1"), ("4", "")),
        carriers=(
            FirstPlace(
                Text("Degree", "度"),
                Text("It leads by 1 passage.", "其领先系于 1 处原文。"),
                (
                    (
                        sorted(records.partnerships)[0],
                        ((sorted(records.sources)[0], 12, 34, ""), ("no-such", None, None, "")),
                    ),
                ),
            ),
        ),
    )
    return render_page(records, rankings=(ranking,))


def _column(page: Opened, number: int) -> list[str]:
    """The texts of a column of the ranking; 0 is the name."""
    cells = page.tab.locator(f"#ranking tbody tr > :nth-child({number + 1})").all_inner_texts()
    return [" ".join(text.split()) for text in cells]


def test_each_number_of_a_ranking_has_its_rank_and_how_far_that_swings(open_page: Open, ranked_page: bytes) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    assert _column(page, 1) == ["9 rank 1 (1–2)", "7 rank 1–3", "7 rank 2 (2–3)", "2 rank 4 (4)"]
    # A number that was not tried has no rank: it may be that of a group.
    assert _column(page, 2) == ["0.5 rank 1–4", "–", "10 rank 1 (1)", "0.25"]
    # Of four rows a rank may move over one place: 1-3 and 1-4 do not hold, and have no rank; the rest is in bold.
    assert "Quote only the 4 of 6 ranks in bold" in page.text("#ranking > p.quiet >> nth=0")
    firm = page.tab.locator("#ranking .rank.firm").all_inner_texts()
    assert firm == ["rank 1 (1–2)", "rank 2 (2–3)", "rank 1 (1)", "rank 4 (4)"]
    assert "does not hold" not in " ".join(_column(page, 1) + _column(page, 2))
    page.tab.locator("#languages button").nth(1).click()
    assert _column(page, 1)[:2] == ["9 第1名（1–2）", "7 第1–3名"]


def test_what_carries_the_first_place_stands_below_the_table_and_leads_to_the_record(
    open_page: Open, ranked_page: bytes, records: Records
) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    told = " ".join(page.text("#ranking .carriers").split())
    deal, source = (
        getattr(records, group)[sorted(getattr(records, group))[0]] for group in ("partnerships", "sources")
    )
    assert "Degree: It leads by 1 passage." in told
    assert f"{deal.label.en} · {source.label.en} · characters 12–34 · ?" in told
    page.tab.locator("#languages button").nth(1).click()
    assert "度：其领先系于 1 处原文。" in " ".join(page.text("#ranking .carriers").split())
    page.tab.locator("#ranking .carriers button").first.click()
    assert deal.label.zh in page.text("#details")


def test_a_ranking_sorts_by_each_measure_with_the_keyboard_and_keeps_the_focus(
    open_page: Open, ranked_page: bytes, records: Records
) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    names = [records.parties[city].label.en for city in CITIES]
    assert _column(page, 0) == names
    heads = page.tab.locator("#ranking thead th")
    heads.nth(2).locator("button").focus()
    page.tab.keyboard.press("Enter")
    assert _column(page, 0) == [names[2], names[0], names[3], names[1]]
    assert heads.nth(2).get_attribute("aria-sort") == "descending"
    assert page.text("#said") == "Sorted by Brokerage, descending"
    page.tab.keyboard.press("Enter")
    # What has no value stays at the end.
    assert _column(page, 0) == [names[3], names[0], names[2], names[1]]
    assert heads.nth(2).get_attribute("aria-sort") == "ascending"
    assert page.run("document.activeElement.closest('th')?.ariaSort") == "ascending"
    heads.nth(0).locator("button").click()
    assert _column(page, 0) == sorted(names)
    again = open_page(ranked_page, page.run("location.hash"))
    assert _column(again, 0) == sorted(names)
    assert again.tab.locator("#ranking thead th").nth(0).get_attribute("aria-sort") == "ascending"


def test_a_click_on_a_row_of_the_ranking_opens_it(open_page: Open, ranked_page: bytes, records: Records) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    page.tab.locator("#ranking tbody tr").nth(1).locator("td").nth(1).click()
    assert page.text("#details h2") == records.parties[CITIES[1]].label.en
    assert page.tab.locator("#ranking tr.current th").inner_text() == records.parties[CITIES[1]].label.en


def test_a_ranking_says_that_filters_do_not_change_it(open_page: Open, ranked_page: bytes) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    before = _column(page, 1)
    assert "Filters are on" not in page.text("#ranking")
    page.tab.locator(".chips[data-facet=regions] .chip[data-value='region/city-3']").click()
    assert _column(page, 1) == before
    assert "Filters are on" in page.text("#ranking")
    assert "hidden by filters" not in _column(page, 0)[3]
    shown = sum("hidden by filters" not in name for name in _column(page, 0))
    assert f"{shown} of 4 rows" in page.text("#ranking")


def _judged_page() -> bytes:
    """A page of four targets that stand in four ways; the ledger is that of the package."""
    make = GraphMaker()
    region = make.region("r", "Region", "地区")
    deals = {name: make.partnership(name, [region], name, name) for name in ("met", "missed", "open", "none")}
    done = {"met": "1600000", "missed": "1400000", "open": "1400000"}
    for name, deal in deals.items():
        links = {}
        if name in done:
            links["targetFor"] = make.figure(f"{name}-done", deal, done[name])
        make.figure(f"{name}-plan", deal, "1500000", "Target", **links)
    # Said to be "at least 1.4 million", the result leaves both possible.
    make.quads = [
        ox.Triple(one.subject, one.predicate, code("bound", "atLeast")) if _is_bound(one, "open-done") else one
        for one in make.quads
    ]
    store = make.done()
    records = read_records(store)
    rows = ledger_rows(records, list(records.figures.values()), natures(store))
    return render_page(records, ledger=tuple(rows))


def _is_bound(triple: ox.Triple, figure: str) -> bool:
    return triple.predicate.value == PK + "bound" and str(triple.subject).endswith(f"/{figure}>")


@pytest.mark.parametrize(
    ("name", "word", "zh"),
    [
        ("met", "Met", "已达成"),
        ("missed", "Missed", "未达成"),
        ("open", "Not decidable", "无法判定"),
        ("none", "Not reported", "未见报告"),
    ],
)
def test_a_target_stands_beside_its_achievement_and_how_it_stands_is_said(
    open_page: Open, name: str, word: str, zh: str
) -> None:
    page = open_page(_judged_page(), f"#at=partnership/{name}&lang=en")
    assert page.text("#details .outcome b") == word
    assert page.tab.locator("#details article.figure").count() == 1
    halves = page.tab.locator("#details .half .value").all_inner_texts()
    assert halves[0] == "at least 1.5 million yuan"
    assert len(halves) == (1 if name == "none" else 2)
    page.tab.locator("#languages button").nth(1).click()
    assert page.text("#details .outcome b") == zh


@pytest.fixture(scope="module")
def small() -> bytes:
    """The page of the network in ``small``, which can be counted by hand."""
    return small_page()


def _shown(page: Opened) -> set[str]:
    """The partnerships on the drawing; the same ones must be in the list, the counts and the file."""
    drawn = {key.removeprefix("partnership/") for key in page.run("kgPage.drawn()") if key.startswith("partnership/")}
    in_list = page.run(
        "[...document.querySelectorAll('#list .table:first-of-type tbody tr')].map((r) => r.dataset.key)"
    )
    in_file = [row["id"] for row in _csv(page.run("kgPage.csv()"))]
    assert {f"partnership/{name}" for name in drawn} == {k for k in in_list if k.startswith("partnership/")}
    assert sorted(in_file) == sorted(f"partnership/{name}" for name in drawn)
    assert page.text("#summary").startswith(f"{len(drawn)} of 5 partnerships")
    return drawn


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def _chip(facet: str, value: str) -> str:
    return f".chips[data-facet={facet}] .chip[data-value='{value}']"


def _box(trait: str) -> str:
    return f"#facets li[data-trait={trait}] input"


FILTERS = [
    (_chip("sectors", "sector/finance"), {"fund", "talks"}),
    (_chip("regions", "region/north"), {"metro", "clinic", "school"}),
    (_chip("kinds", "institution-kind/hospital"), {"clinic"}),
    (_chip("sources", "0"), {"metro", "clinic", "school"}),
    (_chip("sources", "1"), {"metro", "fund"}),
    (_box("signed"), {"metro", "fund", "talks"}),
    (_box("unknown"), {"metro", "clinic", "fund", "school"}),
    (_box("Agreement"), {"metro", "clinic", "talks"}),
]


@pytest.mark.parametrize(("control", "kept"), FILTERS, ids=[control for control, _ in FILTERS])
def test_each_filter_changes_drawing_list_counts_ranking_details_and_file_alike(
    open_page: Open, small: bytes, control: str, kept: set[str]
) -> None:
    page = open_page(small, "#lang=en&sheet=list&at=region/south")
    assert _shown(page) == set(DEALS)
    page.tab.locator(control).click()
    assert _shown(page) == kept
    assert page.run("document.activeElement.matches('input, .chip')")
    south = kept & {"metro", "clinic", "fund", "talks"}
    details = page.tab.locator("#details h3:has-text('Partnerships')").inner_text()
    assert details == f"Partnerships ({len(south)})"
    hidden = 4 - len(south)
    told = f"{hidden} more {'is' if hidden == 1 else 'are'} hidden by filters"
    assert (told in page.text("#details")) == bool(hidden)
    page.tab.locator("#views button[data-value=ranking]").click()
    assert "Filters are on" in page.text("#ranking")
    page.tab.locator("#summary button").click()
    assert "Filters are on" not in page.text("#ranking")
    page.tab.locator("#views button[data-value=list]").click()
    assert _shown(page) == set(DEALS)


def test_years_are_a_range_with_a_histogram_and_say_what_has_no_date(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&sheet=list")
    bars = page.run("[...document.querySelectorAll('.bar-of-year')].map((bar) => bar.title)")
    assert bars == ["2012: 1", "2013: 0", "2014: 0", "2015: 2", "2016: 0", "2017: 2"]
    assert "1 without a date" in page.text(".years-text")
    first, last = page.tab.locator(".sliders input").all()
    first.focus()
    page.tab.keyboard.press("ArrowRight")
    assert _shown(page) == {"metro", "clinic", "fund", "school"}
    assert "1 without a date left out" in page.text(".years-text")
    for _ in range(2):
        page.tab.keyboard.press("ArrowRight")
    last.focus()
    for _ in range(2):
        page.tab.keyboard.press("ArrowLeft")
    assert _shown(page) == {"metro", "clinic"}
    assert page.text(".years-text b") == "2015 – 2015"
    assert last.evaluate("(slider) => slider === document.activeElement")
    again = open_page(small, page.run("location.hash"))
    assert again.run("[...document.querySelectorAll('.sliders input')].map((one) => +one.value)") == [2015, 2015]


def test_the_legend_counts_what_the_other_filters_leave(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")

    def counts() -> dict[str, int]:
        rows = page.run(
            "[...document.querySelectorAll('.legend li[data-trait]')]"
            ".map((row) => [row.dataset.trait, +row.querySelector('.number').textContent])"
        )
        return dict(rows)

    before = counts()
    assert {name: before[name] for name in ("Agreement", "Project", "signed", "planned", "unknown")} == {
        "Agreement": 2,
        "Project": 1,
        "signed": 2,
        "planned": 1,
        "unknown": 1,
    }
    page.tab.locator(_chip("sectors", "sector/finance")).click()
    assert counts()["Agreement"] == 1
    assert counts()["signed"] == 0
    # A filter does not take its own values away from the counts.
    page.tab.locator(_box("planned")).click()
    assert (counts()["planned"], counts()["unknown"], counts()["Agreement"]) == (1, 1, 0)


def test_nothing_left_says_so_everywhere_and_offers_the_way_back(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    page.tab.locator(_chip("sectors", "sector/health")).click()
    page.tab.locator(_box("Service")).click()
    assert "No partnership passes these filters." in page.text("#empty")
    assert page.text("#said").startswith("0 of 5 partnerships")
    page.tab.locator("#views button[data-value=list]").click()
    assert "No partnership passes these filters." in page.text("#list")
    page.tab.locator("#list .empty-note button").click()
    assert _shown(page) == set(DEALS)
    assert page.run("document.activeElement !== document.body")


def test_reset_takes_everything_back(open_page: Open, small: bytes) -> None:
    address = (
        "#lang=en&theme=dark&view=regions&sheet=list&hide=signed&sector=sector/health&region=region/north"
        "&kind=institution-kind/hospital&source=0&years=2015-2017&at=region/south&open=region/south&colour=sector"
        "&sort=deals:3:down"
    )
    page = open_page(small, address)
    page.tab.locator("#search").fill("metro")
    page.tab.locator("#reset").click()
    # The language and the appearance are the reader's, not the view's.
    assert page.run("location.hash") == "#lang=en&theme=dark"
    assert page.tab.locator("#details").is_hidden()
    assert page.tab.locator("#list").is_hidden()
    assert page.run("document.getElementById('search').value") == ""
    assert page.run("kgPage.shown().deals") == 5


def test_a_filter_that_is_on_is_seen_even_far_down_its_list(open_page: Open) -> None:
    make = GraphMaker()
    regions = [make.region(f"r-{n:02}", f"R {n:02}", f"区{n:02}") for n in range(20)]
    for number, region in enumerate(regions):
        make.partnership(f"p-{number:02}", [region, regions[0]], f"P {number}", f"合{number}")
    page = open_page(render_page(read_records(make.done())), "#region=region/r-19")
    assert page.tab.locator(_chip("regions", "region/r-19")).get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("north cafe", "North Café"),
        ("CAFÉ", "North Café"),
        ("Ｎｏｒｔｈ", "North Café"),
        ("beiqu nan", "North Café"),
        ("BĚIQŪ", "North Café"),
        ("北区", "North Café"),
        ("metro", "Metro"),
        ("地铁", "Metro"),
    ],
)
def test_search_looks_in_both_languages_without_accents_case_or_width(
    open_page: Open, small: bytes, query: str, found: str
) -> None:
    page = open_page(small, "#lang=en")
    page.tab.keyboard.press("/")
    page.tab.keyboard.insert_text(query)
    assert page.text("#hits [aria-selected=true] .name") == found
    page.tab.keyboard.press("Enter")
    assert page.text("#details h2") == found


def test_search_is_a_combobox_that_the_arrows_walk(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    field = page.tab.locator("#search")
    assert (field.get_attribute("role"), field.get_attribute("aria-expanded")) == ("combobox", "false")
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("o")
    hits = page.tab.locator("#hits [role=option]").all_inner_texts()
    assert len(hits) > 2
    assert field.get_attribute("aria-expanded") == "true"
    assert page.text("#said") == f"{len(hits)} found"
    for _ in range(2):
        page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == "hit-1"
    assert page.tab.locator("#hit-1").get_attribute("aria-selected") == "true"
    page.tab.keyboard.press("Enter")
    assert page.text("#details h2") == hits[1].split("\n")[0]
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("zzz")
    assert page.text("#hits") == "Nothing has that name"
    page.tab.keyboard.press("Enter")
    page.tab.keyboard.press("Escape")
    assert page.tab.locator("#hits").is_hidden()


def test_pinyin_finds_nothing_that_the_data_does_not_spell(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("nanqu")
    assert page.text("#hits") == "Nothing has that name"


def test_a_hit_that_filters_hide_clears_them_and_says_so(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&sector=sector/health")
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("metro")
    assert "hidden by filters" in page.text("#hits")
    page.tab.keyboard.press("Enter")
    assert page.text("#notice") == page.text("#said") == "Filters were cleared to show Metro."
    assert page.text("#details h2") == "Metro"
    assert page.run("kgPage.shown().deals") == 5
    # The next change takes the notice away, so that it is never about something else.
    page.tab.locator("#languages button").nth(1).click()
    assert page.tab.locator("#notice").is_hidden()


def test_details_of_a_partnership_show_roles_history_figures_and_each_place_in_a_source(
    open_page: Open, small: bytes
) -> None:
    page = open_page(small, "#lang=en&at=partnership/metro")
    details = page.text("#details")
    assert page.tab.locator("#details .rows .role").all_inner_texts() == ["Party", "Host"]
    history = [
        " ".join(text.split()) for text in page.tab.locator("#details .history > li > p:first-child").all_inner_texts()
    ]
    assert history == ["2012-03 Signed date stated", "2015-04 Operating date stated"]
    assert page.text("#details .outcome") == "Met"
    assert page.tab.locator("#details .half .value").all_inner_texts() == [
        "at least 1.5 million yuan",
        "1.6 million yuan",
    ]
    for place in ("characters 10–20", "characters 5–9", "characters 30–40", "characters 50–60"):
        assert place in details
    assert "The Gazette" in details
    assert "published 2017-07-28" in details
    links = page.tab.locator("#details > section > .evidence a").all()
    assert [link.get_attribute("href") for link in links] == ["https://example.org/g?a=1&b=2"]
    assert links[0].get_attribute("rel") == "noopener noreferrer nofollow"


def test_an_address_that_is_no_link_is_text(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&at=partnership/fund")
    assert page.tab.locator("#details a").count() == 0
    assert "javascript:document.title='ran'" in page.text("#details > section > .evidence")


def test_what_is_uncertain_is_said(open_page: Open) -> None:
    make = small_graph()
    talks = iri("partnership", "talks")
    make.stage(talks, "planned", "2017-01-01")
    make.add(talks, PK + "openEnded", ox.Literal(True))
    assumed, stated = code("time-basis", "assumed"), code("time-basis", "stated")
    make.quads = [
        ox.Triple(one.subject, one.predicate, assumed) if one.object == stated and "talks" in str(one.subject) else one
        for one in make.quads
    ]
    page = open_page(small_page(make.done()), "#lang=en&at=partnership/talks")
    assert page.text("#details .assumed") == "date assumed"
    caveats = " ".join(page.tab.locator("#details .caveat").all_inner_texts())
    assert "Could also be read otherwise" in caveats
    assert "Or it is a visit" in caveats
    assert "The source leaves this list open." in caveats
    assert page.text("#details > section > .evidence.none") == "No source is given for this."


def test_an_arc_between_regions_lists_the_partnerships_and_flows_behind_it(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&view=regions&a=region/north&b=region/south")
    assert page.tab.locator("#details article.deal > .opener .name").all_inner_texts() == ["Metro", "Ward"]
    assert "1.6 million yuan" in page.text("#details")
    page.tab.locator(_box("Service")).click()
    assert page.tab.locator("#details article.deal > .opener .name").all_inner_texts() == ["Metro"]
    assert "1 more is hidden by filters." in page.text("#details")


def test_a_party_that_takes_part_twice_has_both_its_parts(open_page: Open) -> None:
    make = small_graph()
    region = iri("region", "north")
    make.partnership("double", [region, region, iri("region", "east")], "Double", "双重")
    page = open_page(small_page(make.done()), "#lang=en&party=region/north&deal=partnership/double")
    assert page.tab.locator("#details .facts dd").all_inner_texts() == ["Party", "Host"]


LEFT_OVERS = (
    "#at=partnership/metro",
    "#at=region/north",
    "#a=region/north&b=region/south",
    "#party=region/north&deal=partnership/metro",
    "#sheet=list&sector=sector/finance",
    "#sheet=ranking&sector=sector/finance",
    "#view=regions&hide=planned&hide=signed&hide=operating&hide=unknown",
)
#: What is the same in every language.
SAME = re.compile(
    r"EN|中文|双语|PNG|SVG|CSV|CC BY 4\.0|kg|pyvis|vis-network|SHA-256|[0-9a-f]{12,}…?|元|Enter|Esc|Tab|javascript:\S+"
    r"|example\.org|Běiqū Nán"
)


@pytest.mark.parametrize("address", LEFT_OVERS)
def test_a_switch_of_language_leaves_no_text_of_the_other(open_page: Open, small: bytes, address: str) -> None:
    page = open_page(small, address)
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("o")
    for number, lang, stray in (
        (0, "en", r"[\u4e00-\u9fff]"),
        (1, "zh", r"[A-Za-z]{2,}"),
        (0, "en", r"[\u4e00-\u9fff]"),
    ):
        page.tab.locator("#languages button").nth(number).click()
        page.settle()
        assert page.run("document.documentElement.lang") == lang
        for text in _everything_said(page):
            assert not re.search(stray, SAME.sub("", text)), text


def _everything_said(page: Opened) -> list[str]:
    """What is seen, what a screen reader says, and what the drawing has written."""
    shown = page.text("body").split("\n")
    hidden = page.run(
        "[document.title, ...[...document.querySelectorAll('*')].flatMap((e) => ['title', 'aria-label', 'placeholder',"
        " 'aria-valuetext', 'alt'].map((name) => e.getAttribute(name)).filter(Boolean))]"
    )
    drawn = [row for label in page.run("kgPage.labels()") for row in label["rows"]]
    return [*shown, *hidden, *drawn, page.text("#said")]


def test_the_whole_state_travels_in_the_address(open_page: Open, small: bytes) -> None:
    page = open_page(small, first=True)
    for control in (
        "#languages button[data-value=zh]",
        "#theme",
        _box("planned"),
        _chip("sectors", "sector/transport"),
        _chip("regions", "region/south"),
        _chip("sources", "1"),
        "#views button[data-value=all]",
        "#views button[data-value=list]",
        "#list thead th:nth-child(3) button",
        "#list tbody th button",
        "#facets .segmented button[data-value=sector]",
    ):
        page.tab.locator(control).first.click()
    address = page.run("location.hash")
    for part in ("lang=zh", "theme=dark", "hide=planned", "sector=", "region=", "source=1", "view=all"):
        assert part in address
    for part in ("sheet=list", "sort=deals%3A2%3Aup", "at=partnership%2Fmetro", "colour=sector"):
        assert part in address
    again = open_page(small, address)
    assert again.run("location.hash") == address
    assert again.text("#app") == page.text("#app")
    assert again.run("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize(
    "address",
    [
        "#lang=fr&theme=<script>&view=..&sheet=help&colour=red&years=2017&at=toString&a=constructor&b=__proto__",
        "#years=2017-2012&years=NaN-Infinity&sort=deals:99:up&sort=r9:0:up&sort=deals:0:sideways&sort=__proto__:0:up",
        "#hide=toString&sector=__proto__&region=constructor&source=-1&source=99&kind=&open=hasOwnProperty",
        "#party=region/north&deal=toString",
        "#%",
        "#" + "at=" + "x" * 100_000,
        "#" + "&".join(f"sector=s{n}" for n in range(2000)),
        "#a=region/north&b=region/nowhere",
        "#\u202e%00%ff=%ff%fe",
    ],
)
def test_a_damaged_address_changes_nothing(open_page: Open, small: bytes, address: str) -> None:
    page = open_page(small, address, first=True)
    assert page.run("kgPage.shown()") == {"deals": 5, "parties": 5}
    assert page.tab.locator("#details").is_hidden()
    assert page.tab.locator("#list, #ranking").evaluate_all("(all) => all.every((one) => one.hidden)")
    page.run("location.hash = '#sheet=list&at=partnership/metro'")
    page.tab.locator("#list tbody tr").first.wait_for()
    assert "Metro" in page.text("#details h2")


def test_the_file_for_spreadsheets_is_complete_and_safe(open_page: Open) -> None:
    make = small_graph()
    south = iri("region", "south")
    starts = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", '"=1']
    for number, start in enumerate(starts):
        make.partnership(f"x-{number}", [south], f"{start} x", f"{start} 甲, \n乙", sectors=["tourism"])
    page = open_page(small_page(make.done()), "#sector=sector/tourism&sector=sector/transport")
    with page.tab.expect_download() as download:
        page.tab.locator("#exports button").nth(2).click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename == "Small.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    rows = _csv(text)
    assert text.count("\r\n") >= len(rows) + 1
    assert text.endswith("\r\n")
    assert [row["id"] for row in rows if "x-" not in row["id"]] == ["partnership/metro"]
    assert len(rows) == len(starts) + 1
    for row in rows:
        for cell in row.values():
            assert not re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell), cell
    metro = next(row for row in rows if row["id"] == "partnership/metro")
    assert (metro["name_en"], metro["name_zh"], metro["stage_en"], metro["stage_zh"]) == (
        "Metro",
        "地铁",
        "Operating",
        "运行中",
    )
    assert (metro["parties_en"], metro["parties_zh"]) == ("North Café; South", "北区；南区")
    assert (metro["sources_en"], metro["passages"]) == ("The Gazette; The Herald", "10-20")


def test_the_drawing_is_saved_as_it_is_shown(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en&sector=sector/finance")
    texts = {element.text for element in ElementTree.fromstring(page.run("kgPage.svg()")).iter() if element.text}
    assert {"South", "Pool"} <= texts
    assert not {"Metro", "南区"} & texts
    with page.tab.expect_download() as download:
        page.tab.locator("#exports button").nth(0).click()
    image = Image.open(download.value.path()).convert("RGB")
    box = page.run("document.getElementById('canvas').getBoundingClientRect().toJSON()")
    # Twice as fine as on the screen; above it stand title, counts and filters, below it key, sources and licence.
    assert image.width == 2 * round(box["width"])
    frame = image.height / 2 - box["height"]
    assert 80 <= frame <= 180
    assert {"Small", "Filters: Finance"} <= texts
    assert any(text.startswith("2 of 5 partnerships") for text in texts)
    assert {"Region", "Fund", "Planned"} <= texts
    assert any("Gazette" in text and text.startswith("Source") for text in texts)
    at = page.run("kgPage.where('region/south')")
    column = [image.getpixel((round(2 * (at["x"] - box["x"])), y)) for y in range(image.height)]
    marks = [y for y, colour in enumerate(column) if colour == (0x1D, 0x3A, 0x5C)]  # a region
    above = marks[len(marks) // 2] / 2 - (at["y"] - box["y"])
    assert 40 <= above <= 90
    assert image.getpixel((1, 1)) == (0xFB, 0xFB, 0xF8)  # the paper


def test_the_foot_names_data_version_licence_and_the_reading_is_short(open_page: Open) -> None:
    records = read_records(small_graph().done())
    licence = "https://creativecommons.org/licenses/by/4.0/"
    page = open_page(render_page(records, data_set=DataSet(Text("Set", "数据集"), "1.2.3", licence)), "#lang=en")
    assert page.text("#about").startswith("Set · version 1.2.3 · drawn with")
    assert page.tab.locator("#about a").get_attribute("href") == licence
    page.tab.locator("#reading summary").click()
    assert 50 < len(page.text("#reading").split()) < 250


def _nested() -> bytes:
    """A city with two counties and a district across the water, so that regions lie inside regions that partner."""
    make = GraphMaker()
    city = make.region("city", "City", "城市", "city")
    counties = [make.region(f"county-{n}", f"County {n}", f"县{n}", "county", [city]) for n in (1, 2)]
    port = make.region("port", "Port", "港市", "municipality")
    district = make.region("district", "District", "区", "county", [port])
    works = make.institution("works", "Works", "厂", "company", [counties[0]])
    bank = make.institution("bank", "Bank", "银行", "company", [district])
    nowhere = make.institution("lost", "Lost", "某处")
    for name, parties in {
        "a": [city, port],
        "b": [counties[0], port],
        "c": [works, bank],
        "d": [counties[1], district],
        "e": [counties[0], counties[1], port],
        "f": [nowhere, port],
        "g": [city, counties[0]],
    }.items():
        make.partnership(name, parties, name.upper(), name)
    return render_page(read_records(make.done()))


def test_an_arc_opens_as_many_partnerships_as_it_says(open_page: Open) -> None:
    page = open_page(_nested(), "#lang=en&sheet=list")
    rows = page.tab.locator("#list .table:last-of-type tbody tr")
    counts = {}
    for row in rows.all():
        key = row.get_attribute("data-key")
        counts[key] = int(row.locator("td .label ~ span").inner_text())
        row.locator("button").click()
        assert page.tab.locator("#details article.deal").count() == counts[key], key
        again = page.run("location.hash")
        assert "arc=true" in again
    # Counted by hand, by who stands on which island.
    assert counts == {
        "region/city|region/port": 1,
        "region/city|region/county-1": 1,
        "region/county-1|region/port": 2,
        "region/county-1|region/county-2": 1,
        "region/county-2|region/port": 1,
        "region/county-1|region/district": 1,
        "region/county-2|region/district": 1,
        "nowhere|region/port": 1,
    }


@pytest.mark.parametrize("key", ["region/city", "region/county-1", "region/port", "institution/works"])
def test_a_partner_opens_as_many_partnerships_as_it_says(open_page: Open, key: str) -> None:
    page = open_page(_nested(), f"#lang=en&at={key}")
    found = {}
    for number in range(page.tab.locator("#details .times").count()):
        row = page.tab.locator("#details .rows:has(.times) .opener").nth(number)
        name, times = row.locator(".name").inner_text(), int(row.locator(".times").inner_text().removeprefix("×"))
        row.click()
        assert page.tab.locator("#details article.deal").count() == times, name
        found[name] = times
        page.go(f"#lang=en&at={key}")
    assert (
        found
        == {
            "region/city": {"Port": 5, "District": 2},
            "region/county-1": {"Port": 3, "District": 1, "County 2": 1, "City": 2},
            "region/port": {"City": 5, "County 1": 3, "County 2": 2},
            "institution/works": {"Bank": 1},
        }[key]
    )


def test_a_tie_is_cited_as_the_command_cites_it(open_page: Open, knowledge: KnowledgeGraph) -> None:
    """Whatever the filters say: the sentence is of the whole data."""
    page = open_page(knowledge.page().html)
    for a, b in (
        ("region/cn-jiaxing-tongxiang", "region/cn-shanghai"),
        ("region/cn-jiaxing-haiyan", "region/cn-shanghai"),
        ("region/cn-jiaxing-jiashan", "region/cn-zhejiang"),
        ("institution/science-city-fund", "region/cn-shanghai"),
    ):
        for language in ("en", "zh"):
            page.go(f"lang={language}&hide=signed&a={a}&b={b}")
            if not page.run("document.querySelector('#details .cite[open], #details .cite details[open]')"):
                page.tab.locator("#details .cite summary").click()
            assert page.text(f"#details .cite p .{language}") + "\n" == knowledge.cite(a, b).text(language)


def test_what_the_panel_shows_is_cited_as_the_command_cites_it(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(knowledge.page().html)
    for key in (
        "region/cn-jiaxing-haiyan",
        "region/cn-shanghai",
        "institution/science-city-fund",
        "partnership/science-city-fund-founding",
    ):
        for language in ("en", "zh"):
            page.go(f"lang={language}&hide=signed&at={key}")
            if not page.run("document.querySelector('#details .cite[open], #details .cite details[open]')"):
                page.tab.locator("#details .cite summary").click()
            assert page.text(f"#details .cite p .{language}") + "\n" == knowledge.cite(key).text(language)


def test_the_foot_names_the_sources(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(knowledge.page().html, "#lang=en")
    (source,) = knowledge.cite("region/cn-jiaxing-haiyan").records()
    name = source["source"]["en"]
    assert page.text("#sources").startswith(f"Source: {name}")
    assert source["url"] == ""  # the article has no address: its name is no link
    assert page.tab.locator("#sources a").count() == 0
