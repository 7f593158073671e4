"""The drawing in a real browser: names, islands, ties beside one another, and how much of a large network."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from kg.answers.records import read_records
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.page.layout import place
from kg.page.model import Ranking, make_model
from kg.text import Text
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, invented, iri

#: Names over names, and names over the middle of a node, their own too.
_COVERED = """() => {
  const { left, top } = document.getElementById('canvas').getBoundingClientRect();
  const labels = kgPage.labels();
  const inside = (x, y, box) => x > box.x + 1 && x < box.x + box.w - 1 && y > box.y + 1 && y < box.y + box.h - 1;
  const dots = kgPage.drawn().map((key) => [key, kgPage.where(key)]);
  const over = (a, b) => a.x + 1 < b.x + b.w && b.x + 1 < a.x + a.w && a.y + 1 < b.y + b.h && b.y + 1 < a.y + a.h;
  return [
    ...labels.flatMap((a, i) => labels.slice(i + 1).filter((b) => over(a, b)).map((b) => [a.key, b.key])),
    ...labels.flatMap((a) => dots.filter(([, at]) => inside(at.x - left, at.y - top, a))
      .map(([key]) => [a.key, key])),
  ];
}"""


@pytest.fixture(scope="module")
def bundled(knowledge: KnowledgeGraph) -> bytes:
    """The page of the bundled data."""
    return knowledge.page().html


@pytest.mark.parametrize("size", [(1280, 800), (420, 860)], ids=["desk", "phone"])
@pytest.mark.parametrize("view", ["all", "regions"])
def test_every_region_is_named_and_no_name_covers_a_name_or_a_node(
    open_page: Open, knowledge: KnowledgeGraph, bundled: bytes, size: tuple[int, int], view: str
) -> None:
    regions = {island.key for island in make_model(knowledge.records).islands}
    page = open_page(bundled, f"#view={view}", size=size)
    least = {("regions", 1280): len(regions), ("all", 1280): 20, ("regions", 420): 19, ("all", 420): 12}[view, size[0]]
    for language in ("both", "en", "zh"):
        page.tab.locator(f"#languages button[data-value={language}]").click()
        page.settle()
        width, height = page.run(
            "[document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]"
        )
        labels = page.run("kgPage.labels()")
        # Where not all find a place at which they are read as their own mark's, the page says how many have.
        named = regions & {label["key"] for label in labels}
        assert len(named) >= least, language
        assert named == regions or f"{len(named)} of {len(regions)} " in page.tab.locator("#drawn").text_content()
        assert page.run(_COVERED) == [], language
        assert all(one["x"] >= 0 and one["x"] + one["w"] <= width for one in labels)
        assert all(one["y"] >= 0 and one["y"] + one["h"] <= height for one in labels)


@pytest.mark.parametrize("size", [(1280, 860), (420, 860)], ids=["desk", "phone"])
def test_of_very_many_regions_those_are_named_whose_names_cover_nothing(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(render_page(read_records(invented(250, 300, 400))), "#view=regions", size=size)
    assert page.run(_COVERED) == []
    named = {label["key"] for label in page.run("kgPage.labels()")}
    assert len(named) > (20 if size[0] > 420 else 12)
    left_out = next(key for key in page.run("kgPage.drawn()") if key not in named)
    page.go(f"view=regions&at={left_out}")
    assert left_out in {label["key"] for label in page.run("kgPage.labels()")}


def test_names_keep_their_size_when_the_drawing_is_magnified(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#view=regions&lang=zh")
    for _ in range(4):
        # One line of 13 or 11.5 pixels, with what stands between lines.
        names = [one for one in page.run("kgPage.labels()") if not one["key"].startswith("side ")]
        assert {one["h"] for one in names} <= {17.5, 16}
        page.tab.locator("#zoom button").first.click()
        page.settle()


def test_no_island_of_the_bundled_data_overlaps_another(knowledge: KnowledgeGraph) -> None:
    islands = place(make_model(knowledge.records)).islands.values()
    assert all(math.dist((a.x, a.y), (b.x, b.y)) > a.r + b.r for a, b in combinations(islands, 2))


def _click(page: Opened, at: dict[str, float]) -> None:
    page.tab.mouse.click(at["x"], at["y"])
    page.settle()


def test_several_partnerships_of_the_same_parties_lie_beside_one_another(open_page: Open) -> None:
    make = GraphMaker()
    ends = [make.region("a", "A", "甲", at=(30.0, 110.0)), make.region("b", "B", "乙", at=(30.0, 120.0))]
    names = [f"p{number}" for number in range(5)]
    for name in names:
        make.partnership(name, ends, f"Deal {name}", f"合作{name}")
    page = open_page(render_page(read_records(make.done())), "#lang=en")
    places = {name: page.run(f"kgPage.where('partnership/{name}')") for name in names}
    assert min(abs(one["y"] - other["y"]) for one, other in combinations(places.values(), 2)) > 24
    for name, at in places.items():
        _click(page, at)
        assert page.text("#details h2") == f"Deal {name}"
        _click(page, page.run(f"kgPage.onLine('region/a', 'partnership/{name}', 0.8)"))
        assert "Part in a partnership" in page.text("#details")
        assert f"Deal {name}" in page.text("#details h2")
    page.tab.locator("#views button[data-value=regions]").click()
    page.settle()
    assert [(arc["a"], arc["b"], arc["count"]) for arc in page.run("kgPage.arcs()")] == [("region/a", "region/b", 5)]


def test_an_arc_to_institutions_without_a_place_shows_their_partnerships(open_page: Open) -> None:
    make = GraphMaker()
    lost = make.institution("lost", "Lost", "无处")
    make.partnership("p", [lost, make.region("a", "A", "甲")], "Deal", "合作")
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=regions")
    (arc,) = page.run("kgPage.arcs()")
    _click(page, arc["at"])
    assert page.tab.locator("#details article.deal").count() == 1


# How much of a large network is shown


def _network(nodes: int) -> TripleStore:
    """Two regions, one partnership of theirs or two, and partnerships of one of them with one institution each."""
    make = GraphMaker()
    here, there = make.region("a", "A", "甲", at=(30.0, 110.0)), make.region("b", "B", "乙", at=(30.0, 120.0))
    own = 2 - nodes % 2
    for number in range(own):
        make.partnership(f"own-{number}", [here, there], f"Own {number}", f"自{number}")
    for number in range((nodes - 2 - own) // 2):
        body = make.institution(f"body-{number}", f"Body {number}", f"机构{number}", located_in=[here])
        make.partnership(f"p-{number}", [body, there], f"Deal {number}", f"合作{number}")
    return make.done()


@pytest.mark.parametrize(("nodes", "whole"), [(400, True), (2000, True), (2001, False)])
def test_how_much_is_drawn_follows_from_how_much_there_is(open_page: Open, nodes: int, whole: bool) -> None:
    content = render_page(read_records(_network(nodes)))
    page = open_page(content, "#lang=en", first=True)
    assert page.tab.locator("#views button[aria-pressed=true]").get_attribute("data-value") == "regions"
    assert len(page.run("kgPage.drawn()")) == 2
    assert page.text("#drawn").startswith(f"2 of {nodes:,} drawn")
    page.tab.locator("#views button[data-value=all]").click()
    assert (len(page.run("kgPage.drawn()")) == nodes) is whole
    assert page.tab.locator("#lens").is_visible() is not whole
    # How much is drawn stands on the drawing and in a saved picture, in the same words.
    # Of 999 bodies and two regions B is in all partnerships but one; after it come 99 bodies, each with its own.
    drawn = "Drawn: the 100 with most partnerships of 1,001, and 99 partnerships between them"
    assert page.tab.locator("#drawn").is_visible() is not whole
    assert (drawn in page.run("kgPage.svg()")) is not whole
    assert whole or page.text("#drawn") == drawn


def test_a_large_network_shows_the_surroundings_of_what_is_chosen(open_page: Open) -> None:
    make = GraphMaker()
    regions = [make.region(f"r{n}", f"R{n}", f"地{n}") for n in range(2)]
    # A chain: body 0 - body 1 - body 2 - …
    bodies = [make.institution(f"b{n}", f"Body {n}", f"机构{n}", located_in=[regions[n % 2]]) for n in range(1501)]
    for n, pair in enumerate(pairwise(bodies)):
        make.partnership(f"p{n}", pair, f"Deal {n}", f"合作{n}")
    page = open_page(render_page(read_records(make.done())), "#view=all&at=institution/b700")
    islands = {"region/r0", "region/r1"}
    near = {"institution/b699", "institution/b700", "institution/b701", "partnership/p699", "partnership/p700"}
    assert set(page.run("kgPage.drawn()")) == islands | near
    page.tab.locator("#lens button[data-value='2']").click()
    far = {"institution/b698", "institution/b702", "partnership/p698", "partnership/p701"}
    assert set(page.run("kgPage.drawn()")) == islands | near | far
    assert "steps=2" in page.run("location.hash")


def test_a_large_network_shows_the_foremost_by_a_measure_of_choice(open_page: Open) -> None:
    records = read_records(_network(2001))
    rows = tuple((iri("institution", f"body-{n}").value, (str(n),)) for n in range(900))
    ranking = Ranking(Text("Bodies", "机构"), (Text("Number", "编号"),), rows)
    page = open_page(render_page(records, rankings=(ranking,)), "#view=all&lang=en")
    page.tab.locator("#lens select").nth(1).select_option(label="Number · Bodies")
    page.tab.locator("#lens select").first.select_option("50")
    drawn = {key for key in page.run("kgPage.drawn()") if key.startswith("institution/")}
    assert drawn == {f"institution/body-{n}" for n in range(850, 900)}
    assert page.run("location.hash").count("measure=0.0") == 1
    assert set(
        open_page(render_page(records, rankings=(ranking,)), page.run("location.hash")).run("kgPage.drawn()")
    ) == set(page.run("kgPage.drawn()"))


@pytest.mark.parametrize(("size", "most"), [((16, 60, 40), 0.7e6), ((48, 650, 300), 1e6), ((48, 1900, 1050), 2e6)])
def test_a_page_keeps_within_its_budget(size: tuple[int, int, int], most: float) -> None:
    assert len(render_page(read_records(invented(*size)))) <= most


def test_the_page_of_the_bundled_data_is_small_enough_to_send(bundled: bytes) -> None:
    # 120 nodes may take 700,000 bytes; these are 136 nodes, with some 240 places in sources behind them.
    # Names of scripts are no longer shortened, since that took a minifier of our own: 1.8 % of the page.
    # Sentences to cite, and what stands below a saved picture, take 6,500; intervals and their notes the rest.
    # vis-network stands in it packed, which leaves room for the views.
    assert len(bundled) <= 700_000


def _places(page: Opened) -> dict[str, tuple[float, float]]:
    return {one["key"]: (round(one["x"], 1), round(one["y"], 1)) for one in page.run("kgPage.labels()")}


def test_names_stay_where_they_are_and_what_is_looked_at_is_never_cut(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#lang=en", size=(1440, 900))
    before = _places(page)
    cut = [one["key"] for one in page.run("kgPage.labels()") if any("…" in row for row in one["rows"])]
    for key in [*cut[:2], "region/city-0"]:
        at = page.run("(key) => kgPage.where(key)", key)
        page.tab.mouse.move(at["x"], at["y"])
        page.settle()
        after = {one["key"]: one for one in page.run("kgPage.labels()")}
        assert not any("…" in row for row in after[key]["rows"])
        moved = {name for name, place in before.items() if name != key and _places(page).get(name) != place}
        assert moved == set()
    page.go("#lang=en&at=region/city-1")
    now = _places(page)
    assert {name for name in before if name != "region/city-1" and name in now and now[name] != before[name]} == set()


def test_the_first_filter_moves_no_row_of_the_panel(open_page: Open, page_bytes: bytes) -> None:
    for lang in ("en", "zh", "both"):
        page = open_page(page_bytes, f"#lang={lang}", size=(1366, 650))
        top = "() => document.querySelector('#facets .legend li').getBoundingClientRect().top"
        before = page.run(top)
        page.tab.locator("#facets .legend input").first.click()
        page.settle()
        assert page.run(top) == before


#: The pixels of a small box around a place of the screen.
_DRAWN_AT = """([x, y]) => {
  const canvas = document.querySelector('#canvas canvas'), box = canvas.getBoundingClientRect();
  const by = canvas.width / box.width, small = document.createElement('canvas');
  small.width = small.height = 40 * by;
  const copy = small.getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, (box.left + 20 - x) * by, (box.top + 20 - y) * by);
  return [...copy.getImageData(0, 0, 40 * by, 40 * by).data];
}"""


def test_a_cut_name_keeps_what_tells_it_apart_and_two_of_one_name_keep_their_beginning(open_page: Open) -> None:
    make = GraphMaker()
    ends = [make.region(name, name.title(), name) for name in ("north", "south")]
    long = "Demonstration Park for Internationally Integrated Manufacturing in the Municipality"
    for name in ("Harbour", "Airport"):
        make.partnership(name.lower(), ends, f"{long} {name}", f"{name}园")
    for number in (1, 2):
        make.partnership(
            f"twin-{number}", ends, "Twinning of Schools, Hospitals and Laboratories of Both Towns", "结对"
        )
    page = open_page(render_page(read_records(make.done())), "#lang=en&view=all")
    rows = {one["key"].partition("/")[2]: " ".join(one["rows"]) for one in page.run("kgPage.labels()")}
    assert (rows["harbour"][0], rows["harbour"].split()[-1]) == ("…", "Harbour")
    assert (rows["airport"][0], rows["airport"].split()[-1]) == ("…", "Airport")
    assert rows["twin-1"] == rows["twin-2"]
    assert rows["twin-1"].startswith("Twinning of Schools")


def test_while_it_is_dragged_the_drawing_goes_with_the_pointer(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    key, at = page.run(
        "(() => { const near = ({ x, y }) => Math.hypot(x - 450, y - 430);"
        "const keys = kgPage.drawn().sort((a, b) => near(kgPage.where(a)) - near(kgPage.where(b)));"
        "return [keys[0], kgPage.where(keys[0])]; })()"
    )
    before = page.run(_DRAWN_AT, [round(at["x"]), round(at["y"])])
    page.tab.mouse.move(300, 760)
    page.tab.mouse.down()
    for step in range(1, 9):
        page.tab.mouse.move(300 + 8 * step, 760 - 5 * step)
        page.settle()
    assert any(before)
    assert _unlike(before, page.run(_DRAWN_AT, [round(at["x"]) + 64, round(at["y"]) - 40])) < 0.03
    for step in range(9, 31):  # farther than a picture reaches
        page.tab.mouse.move(300 + 8 * step, 720)
        page.settle()
    assert _unlike(before, page.run(_DRAWN_AT, [round(at["x"]) + 240, round(at["y"]) - 40])) < 0.03
    page.tab.mouse.up()
    page.settle()
    moved = page.run("(key) => kgPage.where(key)", key)
    assert (round(moved["x"] - at["x"]), round(moved["y"] - at["y"])) == (240, -40)
    assert _unlike(before, page.run(_DRAWN_AT, [round(moved["x"]), round(moved["y"])])) < 0.2


def _unlike(pixels: list[int], others: list[int]) -> float:
    """The share of values that clearly differ."""
    return sum(abs(a - b) > 60 for a, b in zip(pixels, others, strict=True)) / len(pixels)


def _many_regions() -> TripleStore:
    """A hub with each of 420 places."""
    make = GraphMaker()
    hub = make.region("hub", "Hub", "中心")
    for number in range(420):
        place = make.region(f"r{number:03}", f"Place {number}", f"地方{number}")
        make.partnership(f"p{number:03}", [hub, place], f"Deal {number}", f"合作{number}")
    return make.done()


def test_of_very_many_regions_the_foremost_are_drawn_and_the_page_says_how_many(open_page: Open) -> None:
    page = open_page(render_page(read_records(_many_regions())), "#lang=en&view=regions")
    drawn = page.run("() => kgPage.drawn()")
    assert len(drawn) == 100
    assert "region/hub" in drawn
    assert page.run("() => kgPage.arcs().length") == 99  # the hub's with each other one that is drawn
    assert page.text("#drawn").startswith("Drawn: the 100 with most partnerships of 421; ")
    # What the whole is about stands above, as it does on the card of a smaller one.
    assert "420 partnerships join 421 places." in page.text("#lens")
    page.tab.locator("#lens select").nth(1).select_option(label="Partners")
    assert page.text("#drawn").startswith("Drawn: the 100 with most partners of 421; ")


def test_of_a_projection_of_very_many_regions_too(open_page: Open) -> None:
    made = KnowledgeGraph(_many_regions()).page(projection="region-region", level="city")
    page = open_page(made.html, "#lang=en&view=regions")
    assert len(page.run("() => kgPage.drawn()")) == 100
    # So many ties as can be told apart; all of those of one that is selected.
    assert page.run("() => kgPage.arcs().length") == 80
    assert page.text("#drawn").startswith(
        "Drawn: the 100 with most partnerships of 421; 80 of the 99 ties between them, those of the foremost"
    )
    # Where the drawing is explained it is said too, so that what has no line is not read as tied to nothing.
    assert "Of the 99 ties between those drawn only the 80 of the foremost are lines" in page.text("#lens")
    page.go("#lang=en&view=regions&at=region/r400")
    assert "are lines" not in page.text("#lens")
    assert sorted(page.run("() => kgPage.drawn()")) == ["region/hub", "region/r400"]


def test_a_drag_that_the_system_takes_away_has_ended(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes, "#view=all")
    before = page.run("kgPage.where(kgPage.drawn()[0])")
    page.run("""() => {
      const frame = document.querySelector("#canvas canvas"), box = frame.getBoundingClientRect();
      const tell = (type, i) => frame.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true,
        pointerId: 5, pointerType: "touch", isPrimary: true, buttons: 1,
        clientX: box.left + 300 + 12 * i, clientY: box.top + 300 }));
      tell("pointerdown", 0);
      for (let i = 1; i < 8; i += 1) tell("pointermove", i);
      tell("pointercancel", 8);
    }""")
    page.until("location.hash.includes('look=')", 5)  # where it came to rest is in the link
    assert page.run("kgPage.where(kgPage.drawn()[0])")["x"] > before["x"] + 40
    # And what is pointed at lights up again, which it does not while a picture glides.
    at = page.run("kgPage.where(kgPage.drawn()[0])")
    page.tab.mouse.move(at["x"] + 1, at["y"] + 1)
    page.until("kgPage.lit().length > 0", 5)


def test_a_link_to_another_place_of_another_drawing_is_not_overtaken_by_what_still_glides(
    open_page: Open, page_bytes: bytes
) -> None:
    page = open_page(page_bytes, "#view=regions", reduced_motion="no-preference")
    page.run("location.hash = '#view=all&look=0,0,0.03'")
    page.tab.wait_for_timeout(900)
    assert "look=0%2C0%2C0.03" in page.run("location.hash")
    middle = page.run(
        "(() => { const b = document.getElementById('canvas').getBoundingClientRect();"
        " return [b.left + b.width / 2, b.top + b.height / 2]; })()"
    )
    at = page.run("kgPage.where(kgPage.drawn()[0])")
    assert abs(at["x"] - middle[0]) < 40
    assert abs(at["y"] - middle[1]) < 40
