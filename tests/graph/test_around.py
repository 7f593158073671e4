"""What is near a thing gives the same answers as the whole graph."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.answers.explaining.explanation import explain
from kg.answers.history import history
from kg.answers.names import Names
from kg.answers.questions import ask
from kg.answers.records import read_records
from kg.graph import around as parts
from kg.graph.around import around
from kg.graph.store import TripleStore
from kg.pipeline import open_graph
from tests.page.synthetic import invented


@pytest.fixture(scope="module")
def whole(built: Path) -> KnowledgeGraph:
    return open_graph(built)


@pytest.fixture(autouse=True)
def every_graph_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LEAST", 0)


def _same(whole: KnowledgeGraph, *ends: str) -> None:
    part = around(whole.store, ends)
    assert part is not None
    found, expected = explain(read_records(part), *ends), explain(whole.records, *ends)
    assert found.as_dict() == expected.as_dict()
    assert found.text("both") == expected.text("both")


def test_what_is_behind_a_thing_of_every_kind(whole: KnowledgeGraph) -> None:
    records = whole.records
    groups = (
        *(records.parties, records.partnerships, records.programmes, records.people),
        *(records.participations, records.stages, records.figures, records.statements),
    )
    for group in groups:
        assert group
        for iri in itertools.islice(group, 0, None, max(len(group) // 6, 1)):
            _same(whole, iri)


def test_what_was_claimed_of_a_partnership_is_read_without_the_rest(built: Path, whole: KnowledgeGraph) -> None:
    graph = open_graph(built)
    for iri in itertools.islice(whole.records.partnerships, 0, None, 8):
        told = graph.history(iri)
        assert told.as_dict() == history(whole.records, iri).as_dict()
        assert told.table().rows == history(whole.records, iri).table().rows
    assert "records" not in graph.__dict__


def test_what_is_behind_a_tie(whole: KnowledgeGraph) -> None:
    region = f"{whole.store.base}region/"
    ties = (("cn-jiaxing-haiyan", "cn-shanghai"), ("cn-jiaxing", "cn-shanghai"), ("cn-zhejiang", "cn-jiaxing"))
    for first, second in ties:
        assert region + first in whole.records.parties
        _same(whole, region + first, region + second)


def test_an_invented_graph_with_renamed_and_nested_regions() -> None:
    store = invented(regions=30, institutions=25, partnerships=80)
    graph = KnowledgeGraph(store)
    for iri in itertools.islice(graph.records.parties, 0, None, 6):
        _same(graph, iri)


def test_partners_asked_of_a_part_are_those_of_the_whole(
    whole: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        {"party": iri} | more
        for iri in itertools.islice(whole.records.parties, 0, None, 7)
        for more in ({}, {"level": "city"}, {"named": "true"}, {"ended": "true"})
    ]
    found = [ask(whole.store, "partners", values).rows for values in asked]
    monkeypatch.setattr(parts, "LEAST", 10**9)
    assert found == [ask(whole.store, "partners", values).rows for values in asked]
    assert any(found)


def test_a_part_is_small_and_a_source_has_none(whole: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    haiyan = f"{whole.store.base}region/cn-jiaxing-haiyan"
    part = around(whole.store, [haiyan])
    assert part is not None
    ours, all_of_them = read_records(part).partnerships, whole.records.partnerships
    assert {deal.iri for deal in whole.records.partnerships_of(haiyan)} <= ours.keys() < all_of_them.keys()
    for nowhere in (next(iter(whole.records.sources)), next(iter(whole.records.passages)), "http://x/unknown"):
        assert around(whole.store, [nowhere]) is None
    code = next(iri for iri in whole.records.codes if iri.endswith("sector/health"))
    assert around(whole.store, [code]) is None
    monkeypatch.setattr(parts, "MOST", 3)
    assert around(whole.store, [haiyan]) is None
    monkeypatch.setattr(parts, "MOST", 20_000)
    monkeypatch.setattr(parts, "LEAST", len(whole.store))
    assert around(whole.store, [haiyan]) is None


def test_names_by_id_are_those_by_look_up(whole: KnowledgeGraph) -> None:
    names, base = Names(whole.store), whole.store.base
    haiyan = "region/cn-jiaxing-haiyan"
    for text in (haiyan, base + haiyan, "id-region:cn-jiaxing-haiyan", "海盐县"):
        assert names.resolve(text, "party") == base + haiyan
    assert Names(TripleStore()).moved("region/none") is None
