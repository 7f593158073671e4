"""Regions of very many institutions: in packs by kind or sector, bundled, and never a heap of lines."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from kg.answers.records import Records, read_records
from kg.page.layout import place
from kg.page.model import make_model
from kg.page.packs import DENSE, pack_places, pack_radius
from kg.text import Text
from tests.page.conftest import Open
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker

KINDS = ("hospital", "university", "company", "fund")


def _port(institutions: int = 200, kinds: tuple[str, ...] = KINDS) -> Records:
    """A port with so many institutions of some kinds in turn, each in one partnership with one of three towns."""
    make = GraphMaker()
    port = make.region("port", "Port", "港", "city", at=(31.0, 121.0))
    towns = [make.region(f"t{n}", f"Town {n}", f"镇{n}", "city", at=(30.0 + n, 118.0)) for n in range(3)]
    for n in range(institutions):
        body = make.institution(f"b{n:03}", f"Body {n}", f"机构{n}", kinds[n % len(kinds)], [port])
        sector = ("health", "education")[n % 5 == 0]
        make.partnership(f"p{n:03}", [body, towns[n % 3]], f"Deal {n}", f"合作{n}", sectors=[sector])
    return read_records(make.done())


@pytest.fixture(scope="module")
def port() -> Records:
    """The port with 200 institutions of four kinds, 50 of each."""
    return _port()


def test_packs_are_by_kind_or_by_sector_where_there_is_one_kind(port: Records) -> None:
    (island,) = [one for one in make_model(port).islands if one.key == "region/port"]
    found = [(pack.label.en, len(pack.members)) for pack in island.packs]
    assert found == [("Company", 50), ("Fund", 50), ("Hospital", 50), ("University", 50)]
    (island,) = [one for one in make_model(_port(100, ("company",))).islands if one.key == "region/port"]
    assert sorted(len(pack.members) for pack in island.packs) == [20, 80]
    assert sorted(key for pack in island.packs for key in pack.members) == sorted(island.members)
    assert all(not one.packs for one in make_model(_port(DENSE)).islands)


def test_no_member_of_a_pack_lies_on_another_or_off_its_island(port: Records) -> None:
    model = make_model(port)
    layout = place(model)
    (island,) = [one for one in model.islands if one.packs]
    circle = layout.islands[island.key]
    at = {key: layout.nodes[key] for key in island.members}
    # Dots are 17 units wide.
    assert min(math.dist(one, other) for one, other in combinations(at.values(), 2)) > 34
    assert max(math.dist(point, (circle.x, circle.y)) for point in at.values()) < circle.r
    assert min(math.dist(point, (circle.x, circle.y)) for point in at.values()) > 30


@pytest.mark.parametrize("sizes", [(61,), (50, 11), (40, 40, 40, 40, 40), (900, 80, 5, 1, 1, 1, 1, 1, 1), (300, 300)])
def test_packs_lie_apart_and_within_their_island(sizes: tuple[int, ...]) -> None:
    places, reach = pack_places(sizes)
    discs = [(x, y, pack_radius(size)) for (x, y), size in zip(places, sizes, strict=True)]
    for (x, y, r), (u, v, q) in combinations(discs, 2):
        assert math.dist((x, y), (u, v)) >= r + q
    assert all(math.hypot(x, y) + r <= reach for x, y, r in discs)
    assert all(a >= b for a, b in pairwise(sorted((pack_radius(size) for size in sizes), reverse=True)))


def test_a_dense_region_opens_as_packs_with_bundled_ties_and_no_heap(open_page: Open, port: Records) -> None:
    page = open_page(render_page(port, Text("Port", "港"), "en"), "#view=regions", size=(1366, 768))
    assert len(page.run("kgPage.arcs()")) == 3
    at = page.run("kgPage.where('region/port')")
    page.tab.mouse.click(at["x"], at["y"])
    page.settle()
    drawn = page.run("kgPage.drawn()")
    assert sum(key.startswith("institution/") for key in drawn) == 200
    assert not [key for key in drawn if key.startswith("partnership/")]
    assert page.run("kgPage.lines()") == 0
    # Four packs and three towns: a strand for each two, with all 200 partnerships in them.
    arcs = page.run("kgPage.arcs()")
    assert len(arcs) == 12
    assert sum(arc["count"] for arc in arcs) == 200
    rows = {row for label in page.run("kgPage.labels()") for row in label["rows"]}
    assert {"Hospital 50", "University 50", "Company 50", "Fund 50"} <= rows
    # A strand opens what is behind it, and the panel counts the same.
    arc = arcs[0]
    page.go(f"lang=en&view=regions&open=region/port&a={arc['a']}&b={arc['b']}&arc=true")
    assert page.tab.locator("#details article.deal").count() == arc["count"]
    assert "Port: Company" in page.text("#details h2")
    # One institution alone shows its own tie: body 7 is with town 1.
    page.go("view=regions&open=region/port&at=institution/b007")
    own = [one for one in page.run("kgPage.arcs()") if "institution/b007" in (one["a"], one["b"])]
    assert [({one["a"], one["b"]} - {"institution/b007"}, one["count"]) for one in own] == [({"region/t1"}, 1)]
