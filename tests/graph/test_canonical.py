"""The same graph is the same bytes, and both parsers read the same triples from them."""

from __future__ import annotations

import random
import string

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.graph.shacl import Columns
from kg.graph.store import TripleStore
from kg.graph.writing import numbered
from kg.graph.writing.canonical import nquads, sorted_lines, trig, turtle
from kg.graph.writing.numbered import Texts
from kg.vocabulary import PK, XSD

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
iris = st.one_of(
    st.text(string.ascii_letters + string.digits + "-._~/?=&:()'!$*+,;@嘉é", max_size=15).map("http://x/".__add__),
    st.text(string.ascii_letters + "-._~", max_size=5).map("http://x/y#".__add__),
    st.sampled_from(
        [f"{PK}value", "https://w3id.org/partnership-kg/id/region/a.b", "https://w3id.org/partnership-kg/id/region/a-"]
    ),
    st.sampled_from(
        ["https://w3id.org/partnership-kg/id/region/", "urn:x:y", "https://w3id.org/partnership-kg/code/stage/signed"]
    ),
).map(ox.NamedNode)
literals = st.one_of(
    texts.map(ox.Literal),
    st.tuples(texts, st.sampled_from(["zh", "en", "zh-Hant"])).map(lambda pair: ox.Literal(pair[0], language=pair[1])),
    st.integers(-(10**12), 10**12).map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.tuples(texts, iris).map(lambda pair: ox.Literal(pair[0], datatype=pair[1])),
)
triples = st.builds(ox.Triple, iris, iris, st.one_of(iris, literals))


def store_of(made: list[ox.Triple]) -> TripleStore:
    store = TripleStore()
    store.add(made)
    return store


@settings(max_examples=150, deadline=None)
@given(st.lists(triples, max_size=12))
def test_any_graph_survives(made: list[ox.Triple]) -> None:
    store = store_of(made)
    text, lines = "".join(turtle(store)), "".join(nquads(store))
    for content, form in ((text, ox.RdfFormat.TURTLE), (lines, ox.RdfFormat.N_QUADS)):
        again = ox.Store()
        again.load(content.encode(), format=form)
        assert {quad.triple for quad in again} == set(store.triples())
        assert len(list(again.named_graphs())) == 0
    shuffled = list(made)
    random.Random(0).shuffle(shuffled)
    assert "".join(turtle(store_of(shuffled))) == text
    assert "".join(nquads(store_of(shuffled))) == lines


@settings(max_examples=150, deadline=None)
@given(st.lists(triples, max_size=12))
def test_texts_made_of_lines_are_those_made_of_terms(made: list[ox.Triple]) -> None:
    store = store_of(made)
    left = made[:2]
    rest = [triple for triple in store.triples() if triple not in left]
    assert "".join(turtle(store, left)) == "".join(trig(rest, store.base))
    assert "".join(nquads(store, left)) == "".join(sorted_lines(rest))


@settings(max_examples=150, deadline=None)
@given(st.lists(triples, max_size=12))
def test_texts_made_of_numbers_are_those_made_of_lines(made: list[ox.Triple]) -> None:
    store = store_of(made)
    texts = Texts.of(Columns(store), made[:2], store.base)
    assert texts is not None
    assert "".join(texts.turtle()) == "".join(turtle(store, made[:2]))
    assert b"".join(texts.quads()).decode() == "".join(nquads(store, made[:2]))


def test_texts_are_made_of_numbers_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "_AT_ONCE", 3)
    end = (ox.NamedNode("http://x/a"), ox.Literal("<<( _:"))
    store = store_of(
        [
            ox.Triple(ox.NamedNode(f"http://x/{s}"), ox.NamedNode(f"http://x/{p}"), o)
            for s in "abc"
            for p in "pq"
            for o in end
        ]
    )
    texts = Texts.of(Columns(store), (), store.base)
    assert texts is not None
    assert "".join(texts.turtle()) == "".join(turtle(store))
    assert b"".join(texts.quads()).decode() == "".join(nquads(store))


@pytest.mark.parametrize(
    "value",
    [ox.BlankNode("x"), ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.NamedNode("http://x/c"))],
)
def test_what_has_no_number_of_its_own_is_left_to_lines(value: ox.BlankNode | ox.Triple) -> None:
    store = store_of([ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), value)])
    assert Texts.of(Columns(store)) is None


def test_a_triple_about_a_triple_is_written_from_terms() -> None:
    said = ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.Literal(" _: <<( "))
    store = store_of([said, ox.Triple(ox.NamedNode("http://x/c"), ox.NamedNode("http://x/d"), said)])
    assert "".join(turtle(store)) == "".join(trig(store.triples(), store.base))


def test_both_parsers_read_the_same() -> None:
    store = store_of(
        [
            ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.Literal(text, language=language))
            for text in ("嘉兴", 'a"b', "a\\b", "a\nb", "a\tb", "", "\x01", "'''", "\u2028")
            for language in ("zh", "en")
        ]
        + [
            ox.Triple(
                ox.NamedNode("http://x/a"),
                ox.NamedNode(PK + "value"),
                ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal")),
            ),
            ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode(PK + "code"), ox.Literal("007")),
        ]
    )
    by_turtle = rdflib.Graph().parse(data="".join(turtle(store)), format="turtle")
    # All are in the default graph, so each line is N-Triples as well.
    by_quads = rdflib.Graph().parse(data="".join(nquads(store)), format="nt")
    assert len(by_turtle) == 20
    assert set(by_turtle) == set(by_quads)
    assert (rdflib.URIRef("http://x/a"), rdflib.URIRef(PK + "code"), rdflib.Literal("007")) in by_turtle


def test_how_it_looks() -> None:
    region = ox.NamedNode("https://w3id.org/partnership-kg/id/region/b")
    store = store_of(
        [
            ox.Triple(region, ox.NamedNode(PK + "code"), ox.Literal("1")),
            ox.Triple(
                region, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(PK + "Region")
            ),
            ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), region),
        ]
    )
    assert "".join(turtle(store)) == (
        "@prefix id-region: <https://w3id.org/partnership-kg/id/region/> .\n"
        "@prefix pk: <https://w3id.org/partnership-kg/ont#> .\n"
        "\n<http://x/a>\n    <http://x/b> id-region:b .\n"
        '\nid-region:b\n    a pk:Region ;\n    pk:code "1" .\n'
    )
    assert (
        "".join(turtle(store, [ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), region)])).count(
            "\n\n"
        )
        == 1
    )


def test_a_blank_node_is_refused() -> None:
    for triple in (
        ox.Triple(ox.BlankNode("x"), ox.NamedNode("http://x/b"), ox.Literal("1")),
        ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.BlankNode("x")),
    ):
        with pytest.raises(DataError, match=r"blank node.*Give the thing an IRI"):
            "".join(turtle(store_of([triple])))


def test_an_empty_graph() -> None:
    assert "".join(turtle(TripleStore())) == ""
    assert "".join(nquads(TripleStore())) == ""
