"""The panel in a real browser: rankings, filters, search, details, languages, address, what is saved."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.answers.matching import ledger_rows, natures
from kg.answers.records import Label, Records, read_records
from kg.page.model import Ranking
from kg.page.render import render_page
from kg.vocabulary import PK
from tests.page.conftest import Open, Opened
from tests.page.synthetic import GraphMaker, code, iri

CITIES = [iri("region", f"city-{number}").value for number in range(4)]


@pytest.fixture(scope="module")
def ranked_page(records: Records) -> bytes:
    """A page with a ranking of four cities by two measures; the first as an analyst would give it."""
    ranking = Ranking(
        title=Label("Cities", "城市"),
        columns=(Label("Degree", "度"), Label("Brokerage", "中介")),
        rows=(
            (CITIES[0], ("9", "0.5")),
            (CITIES[1], ("7", "")),
            (CITIES[2], ("7", "10")),
            (CITIES[3], ("2", "0.25")),
        ),
        note=Label("Trust it little", "勿轻信"),
        intervals=(("1-2", "1-4"), ("1-3", ""), ("2-3", "1"), ("4", "")),
    )
    return render_page(records, rankings=(ranking,))


def _column(page: Opened, number: int) -> list[str]:
    """The texts of a column of the ranking; 0 is the name."""
    cells = page.tab.locator(f"#ranking tbody tr > :nth-child({number + 1})").all_inner_texts()
    return [" ".join(text.split()) for text in cells]


def test_each_number_of_a_ranking_has_its_rank_and_how_far_that_swings(open_page: Open, ranked_page: bytes) -> None:
    page = open_page(ranked_page, "#lang=en&sheet=ranking")
    assert _column(page, 1) == ["9 rank 1 (1–2)", "7 rank 2 (1–3) does not hold", "7 rank 2 (2–3)", "2 rank 4 (4)"]
    # A number that was not tried has no rank: it may be that of a group.
    assert _column(page, 2) == ["0.5 rank 2 (1–4) does not hold", "–", "10 rank 1 (1)", "0.25"]
    assert "does not hold" in page.text("#ranking p:has-text('brackets')")
    page.tab.locator("#languages button").nth(1).click()
    assert _column(page, 1)[0] == "9 第1名（1–2）"


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
