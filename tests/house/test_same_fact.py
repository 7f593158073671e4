"""One fact, asked by every command that can say it: they agree, and with a count made here from the tables alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.knowledge_graph import KnowledgeGraph
from kg.network.projection.requests import ProjectionRequest
from tests.page.unpacking import keys, payload, records
from tests.support import ID, EditablePackage, Outcome
from tests.tables import Tables

#: Commands that make a network, with what they need besides the projection.
NETWORK_COMMANDS: dict[str, list[str]] = {
    "measure": ["-m", "degree"],
    "brokerage": [],
    "mixing": [],
    "dependence": [],
    "multiplex": [],
    "weakpoints": [],
    "communities": ["--runs", "2"],
    "rank": ["-m", "degree", "--resamples", "20", "--nulls", "5"],
}

# An invented country: province p ⊃ cities a (counties a1 ⊃ a1-town, and a2), b (county b1); province q ⊃ city c ⊃ c1.
# The zone z lies in a1 and in b1, and "loose" is an institution without a place.
REGIONS = (
    ("p", "province", ""),
    ("q", "province", ""),
    ("a", "city", "p"),
    ("b", "city", "p"),
    ("c", "city", "q"),
    ("a1", "county", "a"),
    ("a2", "county", "a"),
    ("b1", "county", "b"),
    ("c1", "county", "c"),
    ("a1-town", "town", "a1"),
    ("z", "", "a1;b1"),
)
INSTITUTIONS = (("firm", "a1-town"), ("school", "b1"), ("bureau", "c"), ("loose", ""))
PARTNERSHIPS = {
    "one": ("region/a1", "region/b1"),
    "two": ("institution/firm", "region/b1", "region/c"),
    "three": ("region/a", "institution/bureau"),
    "four": ("institution/firm", "region/a1"),
    "five": ("region/a2", "region/a"),
    "six": ("region/a1-town", "institution/loose", "institution/school"),
    "seven": ("region/p", "region/c1"),
    "eight": ("region/a2", "region/p"),
    "nine": ("region/z", "institution/bureau"),
    "ten": ("region/z", "region/a1"),
    "alone": ("region/c1", "institution/loose"),
}
FIGURES = (("f1", "region/a1"), ("f2", "institution/firm"), ("f3", "partnership/two"), ("f4", "programme/plan"))


def _invented(package: EditablePackage) -> None:
    """Fill a package with the invented country."""

    def fill(table: str, rows: Iterable[dict[str, str]]) -> None:
        header = package.rows(table)[0]
        place = {"source": "example", "start": "0", "end": "97"}
        package.write(table, [header, *([{**place, **row}.get(name, "") for name in header] for row in rows)])

    def named(key: str) -> dict[str, str]:
        return {"id": key, "name_en": f"Name {key}", "name_zh": f"名{key}"}

    fill(
        "regions",
        (
            {**named(key), "kind": "AdministrativeRegion" if level else "Zone", "level": level, "parent": parent}
            for key, level, parent in REGIONS
        ),
    )
    fill("institutions", ({**named(key), "kind": "company", "located_in": place} for key, place in INSTITUTIONS))
    fill("partnerships", ({**named(key), "class": "Project", "sectors": "logistics"} for key in PARTNERSHIPS))
    fill(
        "participations",
        (
            {"partnership": key, "party": party, "role": "partner"}
            for key, parties in PARTNERSHIPS.items()
            for party in parties
        ),
    )
    fill("programmes", [{**named("plan"), "owner": "institution/firm"}])
    fill(
        "observations",
        (
            {
                "id": key,
                "class": "Achievement",
                "about": about,
                "measure": "projectsSigned",
                "value": "3",
                "bound": "exact",
                "unit": "project",
                "as_of": "2024-03-12",
                "precision": "day",
                "time_basis": "stated",
            }
            for key, about in FIGURES
        ),
    )
    day = {"as_of": "2024-03-12", "precision": "day", "time_basis": "stated"}
    fill("stages", ({"id": f"{key}-now", "partnership": key, "stage": "signed", **day} for key in PARTNERSHIPS))
    fill("officials", [{**named("head"), "post_en": "Head", "post_zh": "主任", "body": "institution/firm"}])
    gist = {"gist_en": "It is the means", "gist_zh": "该方案是举措"}
    fill("statements", [{"id": "said", "about": "programme/plan", "kind": "means", **gist, **day}])


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeGraph, Tables]:
    from kg.intake.template import make_package

    folder = tmp_path_factory.mktemp("invented") / "mine"
    make_package(folder)
    _invented(EditablePackage(folder))
    return kg.build(folder), Tables.read(folder)


@pytest.fixture(scope="module", params=["bundled", "invented"])
def told(request: pytest.FixtureRequest, knowledge: KnowledgeGraph) -> tuple[KnowledgeGraph, Tables]:
    """A graph, and the tables that it was made from."""
    if request.param == "invented":
        found: tuple[KnowledgeGraph, Tables] = request.getfixturevalue("invented")
        return found
    folders = assets.bundled_packages()
    return knowledge, Tables.read(*folders, folders[0].parent / "regions-china")


#: A party's partners as they were answered: of the same question more than one test asks for the same.
_ANSWERED: dict[tuple[int, str, str, str], list[dict[str, str]]] = {}


def _partners(graph: KnowledgeGraph, party: str, **parameters: str) -> list[dict[str, str]]:
    """The partners of a party, each with ``partner``, ``partnerships`` and ``asNamed``."""
    key = (id(graph), party, parameters.get("named", ""), parameters.get("level", ""))
    if key not in _ANSWERED:
        rows = graph.ask("partners", party=party, **parameters).records()
        _ANSWERED[key] = [
            {**{name: str(row[name]) for name in ("partnerships", "asNamed")}, "partner": _short(row["partner"]["iri"])}
            for row in rows
        ]
    return _ANSWERED[key]


def _short(iri: str) -> str:
    return iri.removeprefix(ID)


def test_how_many_partnerships_a_party_has(told: tuple[KnowledgeGraph, Tables]) -> None:
    graph, tables = told
    packed = payload(graph.page().html)
    names = keys(packed, "partnerships")
    drawn = {name: {part["party"] for part in deal["parts"]} for name, deal in records(packed, "partnerships").items()}
    numbers = {
        key: number
        for number, key in enumerate(dict.fromkeys(key for group in packed["keys"] for key in keys(packed, group)))
    }
    assert len(names) == len(tables.parties)
    for party in tables.within:
        wanted = tables.partnerships(party)
        answer = graph.ask("partnerships", party=party).records()
        assert {_short(row["partnership"]["iri"]) for row in answer} == {f"partnership/{name}" for name in wanted}, (
            party
        )
        assert {item.id for item in graph.explain(party).partnerships} == wanted, party
        inside = {numbers[member] for member in tables.members(party) if member in numbers}
        assert {name.removeprefix("partnership/") for name, parts in drawn.items() if parts & inside} == wanted, party


def test_how_many_partnerships_tie_two_parties(told: tuple[KnowledgeGraph, Tables]) -> None:
    graph, tables = told
    for party in tables.within:
        for parameters in ({}, {"named": "true"}, {"level": "city"}):
            for row in _partners(graph, party, **parameters):
                partner = row["partner"]
                wanted = tables.between(party, partner)
                assert int(row["partnerships"]) == len(wanted), (party, partner)
                assert {item.id for item in graph.explain(party, partner).partnerships} == wanted, (party, partner)
                directly = {name for name in wanted if partner in tables.parties[name]}
                assert int(row["asNamed"]) == len(directly), (party, partner)


def test_everybody_who_shares_a_partnership_is_in_the_answer(told: tuple[KnowledgeGraph, Tables]) -> None:
    """Whatever the level: nobody is left out for having no region of it."""
    graph, tables = told
    for party in tables.within:
        own = tables.members(party)
        others = {b for name in tables.partnerships(party) for b in tables.parties[name] if b not in own}
        others = {b for b in others if tables.between(party, b)}
        for parameters in ({}, {"named": "true"}, {"level": "city"}, {"level": "province"}):
            shown = {row["partner"] for row in _partners(graph, party, **parameters)}
            assert all(({other} | tables.within[other]) & shown for other in others), (party, parameters)


def test_the_network_of_a_side_says_the_same(told: tuple[KnowledgeGraph, Tables]) -> None:
    """A region on one side, regions of each level on the other: as many edges as partnerships tie the two."""
    graph, tables = told
    compared = 0
    for party in (key for key in tables.within if key in tables.level and tables.partnerships(key)):
        level = {"municipality": "city"}.get(tables.level[party], tables.level[party])
        for other_level in ("county", "city", "province"):
            asked = ProjectionRequest(
                "region-region", {"side": party, "level": level, "otherLevel": other_level, "weight": "count"}
            )
            network = graph.project(asked)
            if f"{ID}{party}" not in network:
                continue
            strength = {row.node: row.values["strength"] for row in graph.measure(asked, ["strength"])}
            assert strength[f"{ID}{party}"] == network.degree(f"{ID}{party}")
            for partner in network.neighbors(f"{ID}{party}"):
                wanted = tables.between(party, _short(partner))
                assert network.number_of_edges(f"{ID}{party}", partner) == len(wanted), (party, partner)
                compared += 1
    assert compared > 5


def test_the_page_of_that_network_says_the_same(knowledge: KnowledgeGraph, told: tuple[KnowledgeGraph, Tables]) -> None:
    graph, tables = told
    network = graph.project("region-region")
    packed = payload(graph.page(projection="region-region").html)
    edges = packed["network"]["edges"]
    all_keys = list(dict.fromkeys(key for group in packed["keys"] for key in keys(packed, group)))
    behind = {
        frozenset((all_keys[a], all_keys[b])): len(deals)
        for a, b, deals in zip(edges["from"], edges["to"], edges["behind"], strict=True)
    }
    counted = Counter(frozenset((_short(a), _short(b))) for a, b in network.edges())
    assert behind == counted
    assert packed["meta"]["whole"] == len(tables.parties) == network.graph["partnerships"]
    assert len({data["partnership"] for *_, data in network.edges(data=True)}) + network.graph["left_out"] == len(
        tables.parties
    )


def test_which_figures_a_party_has(told: tuple[KnowledgeGraph, Tables]) -> None:
    graph, tables = told
    for party in tables.within:
        answer = {row["observation"]["iri"] for row in graph.ask("figures", about=party).records()}
        explained = graph.explain(party)
        shown = {figure.iri for figure in explained.figures}
        shown |= {figure.iri for deal in explained.partnerships for figure in deal.figures}
        assert answer == shown, party
        if party.startswith("region/"):
            ledger = graph.ledger(region=party)
            rows = {figure.iri for row in ledger.rows for figure in row.targets}
            rows |= {figure.iri for row in ledger.rows if row.result for figure in row.result.figures}
            assert rows <= answer, party
            assert {figure for figure in answer if graph.records.figures[figure].is_target} == {
                figure for figure in rows if graph.records.figures[figure].is_target
            }, party


def test_figures_of_the_invented_country(invented: tuple[KnowledgeGraph, Tables]) -> None:
    """By hand: the firm lies in a town of a1 in the city a; its plan and its partnership have one figure each."""
    graph, _ = invented
    for party, wanted in {
        "region/a": {"f1", "f2", "f3", "f4"},
        "region/a1-town": {"f2", "f3", "f4"},
        "region/b1": {"f3"},
        "institution/firm": {"f2", "f3", "f4"},
        "region/a2": set(),
    }.items():
        found = {_short(row["observation"]["iri"]) for row in graph.ask("figures", about=party).records()}
        assert found == {f"observation/{name}" for name in wanted}, party


def test_partners_of_the_invented_country(invented: tuple[KnowledgeGraph, Tables]) -> None:
    # By hand: a1 is in one and ten itself, in two by the firm, in six by the town; z stands for b1, the bureau is in c.
    graph, _ = invented
    rows = graph.ask("partners", party="region/b1").records()
    assert [(_short(row["partner"]["iri"]), row["partnerships"], row["asNamed"]) for row in rows] == [
        ("region/a1", "4", "2"),
        ("region/c", "2", "1"),
        ("institution/loose", "1", "1"),
    ]


@pytest.mark.parametrize("command", NETWORK_COMMANDS)
def test_every_command_has_the_same_network_where_no_level_is_named(
    command: str, built: Path, run: Callable[..., Outcome]
) -> None:
    """Five partnerships of 57 have one party, or several that one region stands for."""
    told = run(command, "region-region", *NETWORK_COMMANDS[command], "--graph", built, "--lang", "en").err
    assert "5 of 57 partnerships tie nothing in this projection and are left out: " in told
    assert "Parties stand at the level county; where only a broader region is named" in told


def test_no_level_keeps_more(told: tuple[KnowledgeGraph, Tables]) -> None:
    graph, _ = told
    fewest = graph.project("region-region").graph["left_out"]
    for level in ("county", "city", "province", "country", "county,city"):
        for coarser in (True, False):
            network = graph.project(ProjectionRequest("region-region", {"level": level, "coarser": coarser}))
            assert network.graph["left_out"] >= fewest, (level, coarser)
