"""A party whose region has no coordinates is drawn at the nearest place around it that has some; the map says so."""

from __future__ import annotations

from typing import Any

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.page.model import MANY_ISLANDS
from kg.page.projected import projected
from kg.text import Text
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, iri


def maker() -> GraphMaker:
    """Counties with and without coordinates in two prefectures."""
    make = GraphMaker()
    land = make.region("land", "Land", "国", level="country")
    province = make.region("province", "Province", "某省", level="province", parents=[land])
    within = [province, land]
    make.region("city", "Linjiang", "临江市", level="prefecture", parents=within, at=(31.2, 121.4))
    haiqiao = make.region("other", "Haiqiao", "海桥市", level="prefecture", parents=within, at=(30.7, 120.7))
    bay = make.region("bay", "Bay County", "湾县", parents=[haiqiao, *within], at=(30.5, 120.9))
    hill = make.region("hill", "Hill County", "丘县", parents=[haiqiao, *within])
    isle = make.region("isle", "Isle County", "屿县", parents=[haiqiao, *within])
    port = make.region("port", "Port", "港区", parents=[land], at=(31.3, 121.9))
    lost = make.region("lost", "Far County", "远县", parents=[land])
    mill = make.institution("mill", "Mill", "丘厂", "company", [hill])
    make.partnership("one", [mill, port], "One", "一")
    make.partnership("two", [isle, port], "Two", "二")
    make.partnership("near", [hill, isle], "Near", "近")
    make.partnership("own", [bay, port], "Own", "本")
    make.partnership("gone", [lost, port], "Gone", "无")
    return make


def graph(*, crowded: bool = False) -> bytes:
    """The page of these; of a crowded one the overview draws provinces."""
    make = maker()
    if crowded:
        land = iri("region", "land")
        rest = make.region("rest", "Rest", "其余省", level="province", parents=[land])
        crowd = [make.region(f"t{n}", f"Town {n}", f"镇{n}", parents=[rest, land]) for n in range(MANY_ISLANDS + 1)]
        make.partnership("crowd", crowd, "Crowd", "众镇")
    return render_page(read_records(make.done()), Text("Hosts", "所在"))


def _arcs(page: Opened) -> dict[frozenset[str], int]:
    drawn: list[dict[str, Any]] = page.run("() => kgPage.mapArcs()")
    return {frozenset((one["a"].split("/")[1], one["b"].split("/")[1])): one["count"] for one in drawn}


def _mark(page: Opened, name: str) -> str:
    found: list[list[str]] = [one["text"] for one in page.run("() => kgPage.marks()")]
    return next(one[0] for one in found if one[0].startswith(f"{name}:"))


@pytest.mark.parametrize("crowded", [False, True])
def test_it_is_drawn_at_the_nearest_place_around_it_and_marked(open_page: Open, crowded: bool) -> None:
    page = open_page(graph(crowded=crowded), "#lang=en&view=map", (1280, 860))
    assert _arcs(page) == {frozenset(("other", "port")): 2, frozenset(("bay", "port")): 1}
    assert "also for Hill County, Isle County" in _mark(page, "Haiqiao")
    assert "also for" not in _mark(page, "Bay County")
    assert "stands also for what is in it and has no coordinates" in page.text(".plane-key")
    note, all_deals = page.text(".plane-note"), 6 if crowded else 5
    # Of two that lie in one place, and of one in none, no tie can be drawn.
    assert f"{all_deals - 3} of {all_deals} partnerships are on no arc" in note
    assert f"2 of {all_deals} partnerships end at a broken ring" in note
    assert "2 without coordinates, drawn at the place around them (broken ring): Hill County" in note
    assert "Far County" in note.split("not on the map")[1]
    assert "Hill County" not in note.split("not on the map")[1]


def test_the_page_in_chinese_says_it_too(open_page: Open) -> None:
    page = open_page(graph(), "#lang=zh&view=map", (390, 844))
    assert "2/5项合作绘至虚线环" in page.text(".plane-note")
    assert "2个没有坐标，绘于所属的上级地区（虚线环）" in page.text(".plane-note")
    assert "亦代表其下没有坐标者" in page.text(".plane-key")


def test_the_table_says_where_it_is_drawn(open_page: Open) -> None:
    page = open_page(graph(), "#lang=en&view=map&as=table", (1280, 860))
    rows = page.run("() => [...document.querySelectorAll('.plane-table tbody tr')].map((row) => row.innerText)")
    (hill,) = [row for row in rows if row.strip().startswith("Hill County")]
    assert "Haiqiao" in hill
    (bay,) = [row for row in rows if row.strip().startswith("Bay County") and "Port" not in row]
    assert "Haiqiao" not in bay


def test_what_such_a_tie_opens_is_what_it_counts(open_page: Open) -> None:
    page = open_page(graph(), "#lang=en&view=map&from=region/other&to=region/port&arc=map", (1280, 860))
    page.run("() => { location.hash = 'lang=en&view=map&as=table'; }")
    rows = "[...[...document.querySelectorAll('.plane-table table')].pop().querySelectorAll('tbody tr')]"
    page.until(f"() => document.querySelector('.plane-table table') && {rows}.length === 2")
    page.run(f"() => {rows}.find((row) => /Haiqiao/.test(row.innerText)).querySelector('button').click()")
    page.until("() => document.querySelectorAll('article.deal').length === 2")


def test_so_it_is_where_a_projection_ties_regions(open_page: Open) -> None:
    knowledge = KnowledgeGraph(maker().done())
    found = projected(knowledge.records, knowledge.project("region-region", level="city"))
    page = open_page(render_page(found.records, Text("P", "P"), projection=found), "#lang=en&view=map", (1280, 860))
    assert _arcs(page) == {frozenset(pair): 1 for pair in (("bay", "port"), ("hill", "port"), ("isle", "port"))}
    note = page.text(".plane-note")
    assert "2 of 5 partnerships are on no arc" in note
    assert "2 of 5 partnerships end at a broken ring" in note


def test_a_region_around_another_end_needs_no_place_around_itself(open_page: Open) -> None:
    """What is of the prefecture and of its own county is no tie between that county and the country."""
    make = GraphMaker()
    land = make.region("land", "Land", "国", level="country", at=(35.0, 105.0))
    province = make.region("province", "Province", "某省", level="province", parents=[land])
    bay = make.region("bay", "Bay County", "湾县", parents=[province, land], at=(30.5, 120.9))
    port = make.region("port", "Port", "港区", parents=[land], at=(31.3, 121.9))
    make.partnership("both", [province, bay, port], "Both", "并")
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=map", (1280, 860))
    assert _arcs(page) == {frozenset(("bay", "port")): 1}
