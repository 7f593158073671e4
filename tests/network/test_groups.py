"""Which group a node is in, on the hand-written graph of conftest.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError, UsageError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.projection.groups import code_names, grouping
from kg.text import Text
from tests.network.conftest import INSTITUTION, REGION
from tests.network.projecting import project


def short(groups: object) -> dict[str, str]:
    assert isinstance(groups, dict)
    return {node.rpartition("/")[2]: group.rpartition("/")[2] for node, group in groups.items()}


def test_by_level(store: TripleStore) -> None:
    """Shanghai is a municipality, and stands for a province and for a city."""
    graph = project(store, "region-region", level="county")
    by_province = grouping(store, graph, "province")
    east = dict.fromkeys(("jinshan", "pudong", "zhangjiang"), "shanghai")
    assert short(by_province.groups) == {"haiyan": "zhejiang", "pinghu": "zhejiang", **east}
    by_city = grouping(store, graph, "city")
    assert short(by_city.groups) == {"haiyan": "jiaxing", "pinghu": "jiaxing", **east}
    assert by_province.several == by_city.several == 0


def test_a_zone_inside_a_region_of_its_own_level_is_the_innermost(store: TripleStore) -> None:
    found = grouping(store, project(store, "region-region", level="county"), "county")
    assert all(node == group for node, group in found.groups.items())
    assert f"{REGION}zhangjiang" in found.groups


def test_what_lies_in_two_is_in_the_first_and_what_lies_in_none_has_no_group(store: TripleStore) -> None:
    """twin has parents in Haiyan and in Pinghu, and firm lies in it; nowhere and the partnerships lie nowhere."""
    found = grouping(store, project(store, "party-partnership"), "county")
    assert found.groups[f"{INSTITUTION}firm"] == found.groups[f"{REGION}twin"] == f"{REGION}haiyan"
    assert found.several == 2
    assert f"{INSTITUTION}nowhere" not in found.groups
    assert f"{INSTITUTION}bureau" not in found.groups  # in Shanghai itself, which has no county
    assert not any("/partnership/" in node for node in found.groups)


def test_by_sector(store: TripleStore) -> None:
    """Haiyan: three (health, port) with two others of 1/2 each, and clinic (health) of 1: health 3/2, port 1/2.

    Pinghu and Jinshan have health and port in equal parts, and take the first; Zhangjiang has no sector.
    """
    found = grouping(store, project(store, "region-region", level="county"), "sector")
    assert short(found.groups) == dict.fromkeys(("haiyan", "jinshan", "pinghu", "pudong"), "health")
    assert found.several == 2
    assert found.names["health"] == Text("Health", "卫生")


def test_by_kind(store: TripleStore) -> None:
    found = grouping(store, project(store, "party-partnership"), "kind")
    assert found.groups[f"{REGION}twin"] == "Zone"
    assert found.groups[f"{INSTITUTION}firm"] == "Institution"


def test_by_a_table(store: TripleStore, tmp_path: Path) -> None:
    """By id, by the end of an id, and by a name in either language; an empty group is none."""
    graph = project(store, "region-region", level="county")
    path = tmp_path / "sides.csv"
    path.write_text(f"\ufeffnode,group\n{REGION}pinghu,=west\njinshan,east\n海盐县,=west\npudong,\n", encoding="utf-8")
    found = grouping(store, graph, str(path))
    assert short(found.groups) == {"pinghu": "=west", "jinshan": "east", "haiyan": "=west"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("node,side\nx,1\n", "no column 'group'"),
        ("", "no column 'group'"),
        ("node,group\nhaiyan,a\nelsewhere,a\n", "row 3, column node: 'elsewhere' is no node"),
        ("node,group\nhaiyan,a\nhaiyan,b\n", "row 3: 'haiyan' is in two groups"),
    ],
)
def test_wrong_tables_are_refused(store: TripleStore, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "sides.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        grouping(store, project(store, "region-region", level="county"), str(path))


def test_what_is_no_grouping_is_refused(knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    graph = knowledge.project("region-region")
    with pytest.raises(UsageError, match="no groups by 'side'"):
        grouping(knowledge.store, graph, "side")
    with pytest.raises(SourceError, match="cannot be read"):
        grouping(knowledge.store, graph, str(tmp_path / "missing.csv"))
    (tmp_path / "latin.csv").write_bytes(b"node,group\n\xff,a\n")
    with pytest.raises(SourceError, match="UTF-8"):
        grouping(knowledge.store, graph, str(tmp_path / "latin.csv"))


def test_an_empty_graph_has_no_groups(empty_store: TripleStore) -> None:
    graph = project(empty_store, "party-partnership")
    assert grouping(empty_store, graph, "sector").groups == {}
    assert grouping(empty_store, graph, "kind").groups == {}
    assert code_names(empty_store) == {}
