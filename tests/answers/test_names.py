"""From what a person types to the thing that is meant."""

from __future__ import annotations

import pytest

from kg.answers.names import Names
from kg.errors import AmbiguousName, LookupFailed
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID

DATA = """
id-region:north a pk:Region, pk:Party ; skos:prefLabel "North Town"@en, "北镇"@zh .
id-region:north skos:altLabel "N. Town"@en, "北"@zh .
id-region:south a pk:Region, pk:Party ; skos:prefLabel "South Town"@en, "南镇"@zh ; skos:altLabel "双子"@zh .
id-institution:south a pk:Institution, pk:Party ; skos:prefLabel "Southern Bank"@en ; skos:altLabel "双子"@zh .
id-partnership:north a pk:Partnership ; skos:prefLabel "北镇"@zh .
id-partnership:bare a pk:Partnership .
id-region:slash a pk:Region, pk:Party ; skos:prefLabel "either/or"@en .
"""


@pytest.fixture(scope="module")
def names() -> Names:
    store = TripleStore()
    store.rdflib.update("INSERT DATA {" + DATA + "}")
    return Names(store)


@pytest.mark.parametrize(
    "text",
    [
        f"{ID}region/north",
        "region/north",
        "North Town",
        "north town",
        "NORTH  TOWN",
        " North\tTown ",
        "Ｎｏｒｔｈ　Ｔｏｗｎ",
        "N. Town",
        "北",
        "North\u200b Town",
        "\u202aNorth Town\u202c",
    ],
)
def test_a_thing_is_found(text: str, names: Names) -> None:
    assert names.resolve(text) == f"{ID}region/north"


def test_the_kind_tells_namesakes_apart(names: Names) -> None:
    assert names.resolve("北镇", "party") == f"{ID}region/north"
    assert names.resolve("北镇", "partnership") == f"{ID}partnership/north"
    assert names.resolve("south", "region") == f"{ID}region/south"
    assert names.resolve("双子", "institution") == f"{ID}institution/south"


@pytest.mark.parametrize(
    ("text", "kind", "choices"),
    [
        ("双子", "thing", ["institution/south", "region/south"]),
        ("双子", "party", ["institution/south", "region/south"]),
        ("south", "party", ["institution/south", "region/south"]),
        ("北镇", "thing", ["partnership/north", "region/north"]),
        ("north", "thing", ["partnership/north", "region/north"]),
    ],
)
def test_several_things_are_all_named(text: str, kind: str, choices: list[str], names: Names) -> None:
    with pytest.raises(AmbiguousName) as caught:
        names.resolve(text, kind)
    assert list(caught.value.nearest) == [ID + choice for choice in choices]
    assert all(choice in str(caught.value) for choice in choices)
    assert str(caught.value).endswith("Use the id.")
    assert "Southern Bank" in str(caught.value) or "North Town" in str(caught.value)


def test_what_nothing_is_called(names: Names) -> None:
    with pytest.raises(LookupFailed) as caught:
        names.resolve("Nort Town")
    assert not isinstance(caught.value, AmbiguousName)
    assert "Nothing is called 'Nort Town'. Did you mean region/north (North Town 北镇)" in str(caught.value)
    assert 1 <= len(caught.value.nearest) <= 3
    with pytest.raises(LookupFailed, match="Nothing is called 'northern' among the institutions"):
        names.resolve("northern", "institution")
    with pytest.raises(LookupFailed, match="See `kg ask find`"):
        names.resolve("")
    with pytest.raises(LookupFailed, match="has nothing of that kind"):
        names.resolve("anything", "programme")


def test_an_iri_of_another_kind_is_not_taken(names: Names) -> None:
    with pytest.raises(LookupFailed):
        names.resolve(f"{ID}partnership/north", "party")
    with pytest.raises(LookupFailed):
        names.resolve("http://127.0.0.1/region/north")


def test_a_name_with_a_slash(names: Names) -> None:
    assert names.resolve("either/or") == f"{ID}region/slash"


def test_labels(names: Names) -> None:
    assert names.label(f"{ID}region/north") == "North Town 北镇"
    assert names.label(f"{ID}region/north", "zh") == "北镇"
    assert names.label(f"{ID}institution/south", "zh") == "Southern Bank"
    assert names.label(f"{ID}partnership/north", "en") == "北镇"
    assert names.label(f"{ID}partnership/bare") == "partnership/bare"
    assert names.label("http://elsewhere/x") == "http://elsewhere/x"


def test_every_name_of_the_bundled_data_leads_back_to_its_thing(knowledge: KnowledgeGraph) -> None:
    records = knowledge.records
    for kind, things in (("party", records.parties), ("partnership", records.partnerships)):
        for iri, record in things.items():
            for text in (iri, iri.removeprefix(ID), record.label.en, record.label.zh):
                assert knowledge.names.resolve(text, kind) == iri, text
