"""The still picture of a page: whole SVG within its bounds, nothing from outside, the same for the same page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.page.layout import Circle, Layout
from kg.page.model import NOWHERE, Kind, make_model
from kg.page.render import draw_page
from kg.page.still import COLOURS, MOST_CHARACTERS, still
from kg.results import notebook
from tests.page.synthetic import GraphMaker, invented

SVG = "{http://www.w3.org/2000/svg}"


def picture(store: object, language: str = "both") -> ElementTree.Element:
    drawn = draw_page(read_records(store))  # type: ignore[arg-type]
    text = still(drawn.model, drawn.layout, language)
    assert len(text) <= MOST_CHARACTERS
    assert text == still(drawn.model, drawn.layout, language)
    return ElementTree.fromstring(text)


def test_every_node_and_land_is_drawn(knowledge: KnowledgeGraph) -> None:
    """As many of each kind as the page draws, and the names of lands in the language that is asked for."""
    page = knowledge.page(language="zh")
    root = ElementTree.fromstring(page.svg)
    drawn = draw_page(knowledge.records, lang="zh")
    for group in root.findall(f"{SVG}g"):
        if group.find(f"{SVG}use") is not None:
            (kind,) = [kind for kind, colour in COLOURS.items() if colour == group.get("fill")]
            assert len(group.findall(f"{SVG}use")) == len([node for node in drawn.model.nodes if node.kind is kind])
    assert len(root.findall(f".//{SVG}use")) == len(drawn.model.nodes)
    assert len(root.findall(f".//{SVG}circle")) == len(drawn.model.islands)
    said = {text.text for text in root.iter(f"{SVG}text")}
    assert "海盐县" in said
    assert "Haiyan County" not in said


def test_a_large_network_is_drawn_in_brief() -> None:
    root = picture(invented(60, 1_500, 3_000))
    assert root.findall(f".//{SVG}use") == []
    assert len(root.findall(f".//{SVG}circle")) >= 10


def test_very_many_regions_stay_within_the_bounds() -> None:
    make = GraphMaker()
    for n in range(2_000):
        make.institution(f"i{n}", f"Body {n}", located_in=[make.region(f"r{n}", f"Region {n}", f"地{n}")])
    model = make_model(read_records(make.done()))
    islands = {island.key: Circle(100 * (n % 50), 100 * (n // 50), 40) for n, island in enumerate(model.islands)}
    nodes = {node.key: (islands[node.island].x, islands[node.island].y) for node in model.nodes}
    layout = Layout(nodes, islands)
    text = still(model, layout)
    assert len(text) <= MOST_CHARACTERS
    assert 60 <= text.count("<circle") < len(model.islands) == 2_000


@pytest.mark.parametrize(("bodies", "mark"), [(200, "use"), (500, "path")])
def test_a_dense_network_without_places_is_drawn_without_lines(bodies: int, mark: str) -> None:
    make = GraphMaker()
    parties = [make.institution(f"i{n}", f"Body {n}") for n in range(bodies)]
    for n in range(190):
        some = [parties[(n * 7 + k) % bodies] for k in range(30)]
        make.partnership(f"p{n}", some, f"Deal {n}", f"合作{n}", "Project")
    model = make_model(read_records(make.done()))
    middles = {node.key: (30 * (n % 25), 30 * (n // 25)) for n, node in enumerate(model.nodes)}
    text = still(model, Layout(middles, {NOWHERE: Circle(375, 300, 500)}))
    assert len(text) <= MOST_CHARACTERS
    root = ElementTree.fromstring(text)
    if mark == "use":  # every node where it is, in its kind's shape
        drawn = {(int(one.get("x", "")), int(one.get("y", ""))) for one in root.iter(f"{SVG}use")}
        assert len(drawn) == 390
        assert drawn == set(middles.values())
    else:  # too many for shapes: a dot for each party
        (dots,) = [one for one in root.iter(f"{SVG}path") if one.get("stroke") == COLOURS[Kind.INSTITUTION]]
        assert dots.get("d", "").count("M") == 500


@pytest.mark.parametrize("text", ['<script>alert("x")</script> & ]]>', "bell\u0007 \ufffe half", "x" * 5_000])
def test_hostile_names_are_text(text: str) -> None:
    make = GraphMaker()
    parties = [make.region("r", text, text), make.institution("i", text)]
    make.partnership("p", parties, text)
    root = picture(make.done())
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "rect", "g", "circle", "path", "defs", "use", "text")
    }


def test_nothing_to_draw_is_a_picture_too() -> None:
    assert picture(GraphMaker().done()).tag == f"{SVG}svg"


def test_what_a_graph_shows_holds_the_picture_within_bounds(knowledge: KnowledgeGraph) -> None:
    shown = knowledge._repr_html_()
    assert len(shown) <= notebook.MOST_CHARACTERS
    assert shown.count('<img alt="A still picture') == 1
    bundle = knowledge._repr_mimebundle_()
    assert bundle["image/svg+xml"] == knowledge.page().svg
    assert "<iframe" in bundle["text/html"]
