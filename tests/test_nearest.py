"""Names are folded one way everywhere: in Python, in queries and in the page's search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import AmbiguousName
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.nearest import folded, nearest
from kg.pipeline import load_ontology
from kg.vocabulary import DEFAULT_BASE, FUNCTION, PREFIXES
from tests.support import ROOT

#: Name as it may be typed, and the name that it is taken for; checked by hand.
ALIKE = [
    ("ｃａｐｉｔａｌ", "capital"),
    ("Jia\u200bxing\ufeff", "jiaxing"),
    ("soft\u00adware", "software"),
    ("Jiaxing\u3000  City\u00a0", "jiaxing city"),
    ("臺灣", "台湾"),
    ("廣東省", "广东省"),
    ("瀋陽", "沈阳"),
    ("嘉興港區", "嘉兴港区"),
    ("海鹽縣", "海盐县"),
    ("２０１７年", "2017年"),
    ("Malmö", "malmo"),
    ("Malmo\u0308", "malmo"),
    ("Ørsted", "orsted"),
    ("Straße", "strasse"),
    ("ΟΔΟΣ", "οδοσ"),
    ("İzmir", "izmir"),
    ("ガス", "ガス"),
    ("ｶﾞｽ", "ガス"),
    ("서울", "서울"),
    ("㎡", "m2"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "plain"), ALIKE)
def test_names_that_are_alike(typed: str, plain: str) -> None:
    assert folded(typed) == plain
    assert folded(plain) == plain


def test_names_that_are_not() -> None:
    for one, other in (("海盐", "海宁"), ("が", "か"), ("Haiyan", "Haining"), ("上海", "上海市"), ("a-b", "a b")):
        assert folded(one) != folded(other)


def test_no_character_is_folded_to_one_that_is_folded_again() -> None:
    table = (ROOT / "kg" / "han.txt").read_text(encoding="utf-8").split("\n", 3)[3].split()
    simple = {group[0] for group in table}
    others = [other for group in table for other in group[1:]]
    assert len(others) == len(set(others)) > 3000
    assert not simple & set(others)
    assert "OpenCC" in (ROOT / "kg" / "han.txt").read_text(encoding="utf-8")


def test_the_nearest_name_is_found_in_any_writing() -> None:
    assert nearest("ＳＥＣＴＯＲ", ["sectors", "stages"]) == ["sectors"]
    assert nearest("廣東", ["广东省", "广西"], least=0.3)[0] == "广东省"
    # What was written is what is suggested.
    assert nearest("malmo", ["Malmö", "Oslo"]) == ["Malmö"]


def graph_of(names: dict[str, str], folder: Path) -> KnowledgeGraph:
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    lines += [
        f'<{DEFAULT_BASE}region/{end}> a pk:AdministrativeRegion , pk:Region , pk:Party ; skos:prefLabel "{name}"@zh .'
        for end, name in names.items()
    ]
    path = folder / "graph.ttl"
    path.write_text("\n".join(lines), encoding="utf-8")
    store = TripleStore()
    store.load(path)
    load_ontology(store)
    derive(store)
    return KnowledgeGraph(store)


def test_a_thing_is_found_by_either_writing_and_stored_as_it_was(tmp_path: Path) -> None:
    graph = graph_of({"taipei": "臺北市", "guangdong": "广东省"}, tmp_path)
    assert graph.names.resolve("台北市").endswith("/taipei")
    assert graph.names.resolve("廣東省").endswith("/guangdong")
    assert graph.names.label(graph.names.resolve("台北市"), "zh") == "臺北市"
    found = [row["name"] for row in graph.ask("find", text="廣").records()]
    assert found == ["广东省"]
    assert [row["name"] for row in graph.ask("find", text="台\u200b北").records()] == ["臺北市"]


def test_of_several_alike_the_one_that_is_written_so_is_meant(tmp_path: Path) -> None:
    graph = graph_of({"one": "后村", "other": "後村"}, tmp_path)
    assert graph.names.resolve("后村").endswith("/one")
    assert graph.names.resolve("後村").endswith("/other")
    with pytest.raises(AmbiguousName):
        graph.names.resolve(" 后\u200b村")


def test_a_query_folds_as_python_does(tmp_path: Path) -> None:
    graph = graph_of({"taipei": "臺北市"}, tmp_path)
    for typed, plain in ALIKE:
        called = f"fn:folded({json.dumps(typed)})"
        (row,) = graph.store.select(f"PREFIX fn: <{FUNCTION}> SELECT ({called} AS ?plain) WHERE {{}}")
        assert row["plain"].value == plain  # type: ignore[union-attr]
