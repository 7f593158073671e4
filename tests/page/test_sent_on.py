"""What of a page can be sent on: the link to a view and what is open, tables, the network, a page around it."""

from __future__ import annotations

import csv
import io
import re

import networkx
import pytest

from tests.page.conftest import Open
from tests.page.small import small_page


@pytest.fixture(scope="module")
def small() -> bytes:
    """The page of the small network."""
    return small_page()


def test_back_leads_through_what_was_open(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    for name in ("South", "Metro"):
        page.tab.fill("#search", name)
        page.tab.keyboard.press("Enter")
        page.settle()
    page.tab.locator("#views button", has_text="List").click()
    page.tab.locator("[data-facet=sectors] button").first.click()  # a filter is no step of its own
    page.tab.go_back()
    page.settle()
    assert page.tab.locator("#list").is_hidden()
    assert "Metro" in page.text("#details h2")
    page.tab.go_back()
    page.settle()
    assert "South" in page.text("#details h2")
    page.tab.go_forward()
    page.settle()
    assert "Metro" in page.text("#details h2")


def test_a_link_brings_back_the_view(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    before = page.run("kgPage.where('region/south')")
    page.tab.locator("#zoom button").first.click()
    page.tab.wait_for_timeout(600)
    assert "look=" in page.run("location.hash")
    there = page.run("kgPage.where('region/south')")
    assert there != before
    again = open_page(small, page.run("location.hash"))
    back = again.run("kgPage.where('region/south')")
    assert abs(back["x"] - there["x"]) < 2
    assert abs(back["y"] - there["y"]) < 2
    # A view that is none is left out, and showing everything takes it out again.
    page.tab.locator("#zoom button").last.click()
    page.tab.wait_for_timeout(600)
    assert "look=" not in page.run("location.hash")
    odd = open_page(small, "#lang=en&look=9e9,0,99")
    assert "look" not in odd.run("location.hash")


def _rows(page_file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page_file.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("way", "header"), [("saveParties", "kind"), ("saveTies", "a_en"), ("saveRanking", "measure_en")]
)
def test_tables_are_saved(way: str, header: str, open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    page.tab.locator("#exports button").last.click()
    with page.tab.expect_download() as download:
        page.tab.locator(f"[data-way={way}]").click()
    rows = _rows(download.value.path().read_text(encoding="utf-8"))
    assert header in rows[0]
    if way == "saveTies":
        # Of the table at the head of ``small``: metro and ward; fund and talks; school.
        ends = {(row["a_en"], row["b_en"]): row["partnerships"] for row in rows}
        assert {frozenset(pair): count for pair, count in ends.items()} == {
            frozenset({"North Café", "South"}): "2",
            frozenset({"South", "East"}): "2",
            frozenset({"North Café", "East"}): "1",
        }
    if way == "saveRanking":
        degrees = {row["name_en"]: row["value"] for row in rows if row["measure_en"] == "Degree"}
        assert degrees == {"South": "4", "North Café": "3", "East": "3"}


def test_the_network_is_read_by_another_tool(open_page: Open, small: bytes) -> None:
    page = open_page(small, "#lang=en")
    written = page.run("kgPage.gexf()")
    read = networkx.read_gexf(io.BytesIO(written.encode()), version="1.3")
    # Two parties a partnership, and five partnerships.
    assert read.number_of_edges() == 10
    assert {data["label"] for _, data in read.nodes(data=True)} >= {"Metro", "North Café", "Clinic", "Money"}
    assert sorted(read.neighbors("partnership/metro")) == ["region/north", "region/south"]
    # The file says what it is of, and whose, as the pictures do.
    about = "".join(re.findall("<description>([^<]*)</description>", written))
    for said in ("The Gazette", "28 July 2017", "CC BY 4.0"):
        assert said in about, said
    filtered = open_page(small, "#lang=en&hide=Project").run("kgPage.gexf()")
    assert "Filters: without Project" in filtered


def test_embedded_there_is_only_the_drawing(open_page: Open, small: bytes) -> None:
    page = open_page(small, "?embed#lang=en")
    assert page.tab.locator("#panel").is_hidden()
    assert page.tab.locator("#head").is_hidden()
    width = page.run("document.getElementById('canvas').clientWidth")
    assert width == 1280
    assert not re.search(r"\?embed", page.tab.locator(".whole-page a").get_attribute("href"))
    whole = open_page(small, "#lang=en")
    code = whole.run("document.querySelector('[data-way=saveEmbed]') !== null")
    assert code
