"""A page of a projection: its nodes, its ties, and every partnership behind each, as counted by hand in ``small``."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest

from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.page.model import Kind, PageModel, make_model
from kg.page.projected import projected
from tests.page.conftest import Open
from tests.page.small import small_graph
from tests.page.synthetic import iri
from tests.support import Outcome

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    """The small network. Read only."""
    return KnowledgeGraph(small_graph().done())


def _model(small: KnowledgeGraph, projection: str, **parameters: str) -> PageModel:
    found = projected(small.records, small.project(projection, **parameters))
    return make_model(found.records, projection=found)


def test_regions_are_tied_by_the_partnerships_of_whatever_is_in_them(small: KnowledgeGraph) -> None:
    model = _model(small, "region-region", level="city")
    ties = {(tie.first, tie.second): tie.partnerships for tie in model.ties or ()}
    assert ties == {
        ("region/east", "region/north"): ("partnership/school",),
        ("region/east", "region/south"): ("partnership/fund", "partnership/talks"),
        ("region/north", "region/south"): ("partnership/clinic", "partnership/metro"),
    }
    assert {node.key for node in model.nodes} == {"region/east", "region/north", "region/south"}
    assert model.edges == ()


def test_what_is_no_party_floats_between_those_that_it_is_tied_to(small: KnowledgeGraph) -> None:
    model = _model(small, "region-sector", level="city")
    finance = model.node["sector/finance"]
    assert (finance.kind, finance.island, finance.label.en) == (Kind.SECTOR, "", "Finance")
    assert set(model.parties_of["sector/finance"]) == {"region/east", "region/south"}
    assert not [node for node in model.nodes if node.kind is Kind.PARTNERSHIP]


def test_partnerships_that_tie_nothing_are_left_out(small: KnowledgeGraph) -> None:
    found = projected(small.records, small.project("region-region", level="city", sector="finance"))
    assert [iri.rsplit("/", 1)[-1] for iri in found.records.partnerships] == ["fund", "talks"]
    assert {figure.about.rsplit("/", 1)[-1] for figure in found.records.figures.values()}.isdisjoint(
        {"metro", "clinic", "school"}
    )


def test_a_click_on_a_tie_shows_every_partnership_behind_it_and_where_it_is_stated(
    open_page: Open, small: KnowledgeGraph
) -> None:
    page = open_page(small.page(projection="region-region", level="city").html, "#lang=en")
    arcs = {(arc["a"], arc["b"]): arc for arc in page.run("kgPage.arcs()")}
    assert {pair: arc["count"] for pair, arc in arcs.items()} == {
        ("region/east", "region/north"): 1,
        ("region/east", "region/south"): 2,
        ("region/north", "region/south"): 2,
    }
    assert page.text("#summary") == "3 nodes · 3 ties · 5 of 5 partnerships behind them"
    at = arcs["region/north", "region/south"]["at"]
    page.tab.mouse.click(at["x"], at["y"])
    cards = page.tab.locator("#details article.deal")
    assert cards.count() == 2
    assert "Metro" in cards.nth(0).inner_text()
    assert "characters 10–20" in cards.nth(0).inner_text()
    assert "Ward" in cards.nth(1).inner_text()
    assert "characters 70–80" in cards.nth(1).inner_text()
    page.tab.keyboard.press("Escape")
    page.tab.locator(".chips[data-facet=sectors] .chip[data-value='sector/finance']").click()
    assert [(arc["a"], arc["b"], arc["count"]) for arc in page.run("kgPage.arcs()")] == [
        ("region/east", "region/south", 2)
    ]


def test_a_sector_shows_the_regions_it_is_tied_to(open_page: Open, small: KnowledgeGraph) -> None:
    page = open_page(small.page(projection="region-sector", level="city").html, "#lang=en")
    at = page.run("kgPage.where('sector/finance')")
    page.tab.mouse.click(at["x"], at["y"])
    details = page.text("#details")
    assert "Finance" in details
    assert "East" in details
    assert "South" in details
    assert "North" not in details
    address = page.run("location.hash")
    assert open_page(small.page(projection="region-sector", level="city").html, address).text("#details") == details


@pytest.mark.parametrize(
    "projection",
    ["region-region", "region-sector", "region-institution", "institution-sector", "party-partnership"],
)
def test_every_projection_of_the_bundled_data_opens_in_every_view(
    open_page: Open, knowledge: KnowledgeGraph, projection: str
) -> None:
    level = {"level": "county"} if projection.startswith("region") else {}
    content = knowledge.page(projection=projection, **level).html
    for address in ("", "#view=regions", "#sheet=list", "#sheet=ranking&lang=zh"):
        page = open_page(content, address)
        assert page.run("kgPage.shown().deals") > 0
        if not address:
            arcs = page.run("kgPage.arcs()")
            graph = knowledge.project(projection, **level)
            assert {(arc["a"], arc["b"]) for arc in arcs} == {
                tuple(sorted("/".join(end.rsplit("/", 2)[-2:]) for end in pair)) for pair in graph.edges()
            }


def test_a_projection_without_ties_says_so_in_both_languages(open_page: Open, small: KnowledgeGraph) -> None:
    page = open_page(small.page(projection="institution-institution").html)
    assert "This projection of the data has no ties." in page.text("#empty")
    assert "此数据的该投影中没有联系。" in page.text("#empty")
    page.tab.locator("#views button[data-value=list]").click()
    assert "此数据的该投影中没有联系。" in page.text("#list")


def test_a_projection_gives_the_page_its_title_unless_it_is_given_one(small: KnowledgeGraph) -> None:
    assert small.page(projection="region-region", level="city").title == "Regions tied by partnerships"
    assert small.page(projection="region-region", level="city", title=("Mine", "我的")).title == "Mine"


def test_an_unknown_projection_or_parameter_is_refused(small: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"'region-regions'\. Did you mean 'region-region'"):
        small.page(projection="region-regions")
    with pytest.raises(UsageError, match="level"):
        small.page(projection="institution-institution", level="city")
    with pytest.raises(UsageError, match="Name a projection"):
        small.page(level="city")


def test_the_command_draws_a_projection(run: Run, built: Path, tmp_path: Path) -> None:
    made = run("page", "region-region", "--level", "county", "-p", "coarser=true", "-g", str(built), "-o", "ties.html")
    assert (made.code, made.err) == (0, "Wrote ties.html. 已写入ties.html。\n")
    assert "<title>Regions tied by partnerships 地区之间的合作网络</title>" in (tmp_path / "ties.html").read_text(
        "utf-8"
    )
    for arguments in (
        ("nonsense",),
        ("--level", "county"),
        ("region-region", "--level", "planet"),
        ("-p", "x"),
        ("region-region", "-p", "title=x"),
    ):
        failed = run("page", *arguments, "-g", str(built), "-o", "none.html")
        assert failed.code == 2, arguments
        assert failed.err.startswith("Error: ")
    assert not (tmp_path / "none.html").exists()


def test_what_is_saved_under_a_filter_weighs_what_the_filter_leaves_and_a_count_bears_the_names_of_its_stages(
    open_page: Open,
) -> None:
    make = small_graph()
    north, south, east = (iri("region", name) for name in ("north", "south", "east"))
    three = make.partnership("three", [north, south, east], "Three", "三方", "Project", ["transport"])
    make.stage(three, "completed", "2017-01-01")
    page = open_page(KnowledgeGraph(make.done()).page(projection="region-region", level="city", language="en").html)

    def weights() -> dict[frozenset[str], float]:
        read = networkx.read_gexf(io.BytesIO(page.run("kgPage.gexf()").encode()), version="1.3")
        return {frozenset(map(str, (a, b))): data["weight"] for a, b, data in read.edges(data=True)}

    # Each of three parties' pairs has a half of a partnership; of two parties' the whole.
    pairs = [frozenset((f"region/{a}", f"region/{b}")) for a, b in (("north", "south"), ("south", "east"))]
    last = frozenset(("region/north", "region/east"))
    assert weights() == {pairs[0]: 2.5, pairs[1]: 2.5, last: 1.5}
    page.go("lang=en&sector=sector/transport")
    assert weights() == {pairs[0]: 1.5, pairs[1]: 0.5, last: 0.5}
    assert " ".join(page.text("[data-trait=operating]").split()) == "Operating; Completed 2"
    page.go("lang=zh&sector=sector/health")
    assert weights() == {pairs[0]: 1}
    assert page.text("[data-trait=operating]").split() == ["运行中、已完成", "0"]
