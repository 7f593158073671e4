"""The search of the page: what it finds, in which order, and what a hit opens."""

from __future__ import annotations

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker


@pytest.fixture(scope="module")
def page_of_towns() -> bytes:
    """Four towns of Zhejiang and Shanghai, a source and two partnerships."""
    make = GraphMaker()
    paper = make.source("paper", "The Delta Paper", "三角洲报", "", ("Delta House", "三角洲社"))
    towns = {
        name: make.region(name, en, zh, at=(30.0 + n, 120.0 + n))
        for n, (name, en, zh) in enumerate(
            (
                ("tongxiang", "Tongxiang", "桐乡市"),
                ("pudong", "Pudong New Area", "浦东新区"),
                ("haiyan", "Haiyan County", "海盐县"),
                ("xian", "Northshire", "北郡"),
            )
        )
    }
    ends = [towns["tongxiang"], towns["pudong"]]
    make.partnership("metro", ends, "Metro line", "地铁", "Project", ["transport"], (paper, 1, 2))
    others = [towns["haiyan"], towns["xian"]]
    make.partnership("school", others, "School", "学校合作", "Agreement", ["education"], (paper, 3, 4))
    return render_page(read_records(make.done()), lang="en")


def _hits(page: Opened, query: str) -> list[str]:
    page.tab.fill("#search", query)
    return [" ".join(text.split()) for text in page.tab.locator("#hits li:not([aria-disabled])").all_inner_texts()]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tongxiang", "Tongxiang"),
        ("桐鄉", "Tongxiang"),  # in traditional characters
        ("tongxinag", "Tongxiang"),  # two letters changed
        ("tonxiang", "Tongxiang"),  # one missing
        ("Haiyann", "Haiyan County"),  # one too many
        ("hy", "Haiyan County"),  # initials of pinyin
        ("pd", "Pudong New Area"),
        ("txs", "Tongxiang"),  # with that of what it is, 市
        ("hyx", "Haiyan County"),
        ("pdxq", "Pudong New Area"),
        ("txx", ""),
        ("tongxiang pudong", "Tongxiang – Pudong New Area Tie"),
        ("浦东 桐乡", "Pudong New Area – Tongxiang Tie"),
        ("health", ""),
        ("education", "Education Sector"),
        ("delta pap", "The Delta Paper Source"),
        ("zzzz", ""),
    ],
)
def test_what_is_found_first(query: str, first: str, open_page: Open, page_of_towns: bytes) -> None:
    page = open_page(page_of_towns, "#lang=en")
    found = _hits(page, query)
    assert (found[0] if found else "") == first


def test_two_names_without_a_tie_are_both_offered_and_that_is_said(open_page: Open, page_of_towns: bytes) -> None:
    page = open_page(page_of_towns, "#lang=en")
    assert _hits(page, "tongxiang haiyan") == ["Tongxiang", "Haiyan County"]
    none = page.tab.locator("#hits li[aria-disabled]")
    assert none.all_inner_texts() == ["No partnership ties these two"]
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Enter")
    assert "School" in page.text("#details")
    assert _hits(page, "tongxiang qqqq") == []
    assert none.all_inner_texts() == ["Nothing has that name"]


def test_a_tie_opens_and_a_sector_filters(open_page: Open, page_of_towns: bytes) -> None:
    page = open_page(page_of_towns, "#lang=en")
    page.tab.fill("#search", "tongxiang pudong")
    page.tab.keyboard.press("Enter")
    assert "Metro line" in page.text("#details")
    page.tab.fill("#search", "education")
    page.tab.keyboard.press("Enter")
    page.settle()
    assert page.run("kgPage.shown().deals") == 1
    assert "sector=" in page.run("location.hash")


@pytest.mark.parametrize("query", ["tongxiang pudong", "pudong tongxiang", "tongxang pudong"])
def test_of_namesakes_those_that_are_tied_are_meant(open_page: Open, knowledge: KnowledgeGraph, query: str) -> None:
    # A town, and the development zone that is called after it and has no tie to that district.
    page = open_page(knowledge.page().html, "#lang=en", first=True)
    page.tab.fill("#search", query)
    assert "Tie" in page.tab.locator("#hits li").first.inner_text()
    page.tab.keyboard.press("Enter")
    assert {page.run("location.hash").split(f"{end}=")[1].split("&")[0] for end in ("a", "b")} == {
        "region%2Fcn-jiaxing-tongxiang",
        "region%2Fcn-shanghai-pudong",
    }
    # A region comes before what is called after it.
    page.tab.fill("#search", "tongxang")
    assert page.tab.locator("#hits li").first.inner_text().strip() == "Tongxiang"


def test_what_has_no_place_is_no_side_of_the_sentence(open_page: Open) -> None:
    """Most partnerships tie a region with a firm of which no place is stated; two regions are tied by fewer."""
    make = GraphMaker()
    paper = make.source("paper", "The Delta Paper", "三角洲报", "", ("Delta House", "三角洲社"))
    alba, brenn = (make.region(name.lower(), name, at=(30.0 + n, 120.0)) for n, name in enumerate(("Alba", "Brenn")))
    for number in range(5):
        other = brenn if number < 2 else make.institution(f"firm{number}", f"Firm {number}")
        make.partnership(
            f"p{number}", [alba, other], f"P{number}", "", "Project", ["transport"], (paper, number, number + 1)
        )
    page = open_page(render_page(read_records(make.done()), lang="en"), "#lang=en&view=regions")
    said = page.text("#card > p:first-of-type")
    assert said.startswith("2 of 5 partnerships tie Alba with Brenn.")
