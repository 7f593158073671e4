"""After some triples went and came, looking near them alone finds what looking everywhere finds."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

import kg
from kg.assets import BUNDLED
from kg.files.steps import Patch, Steps
from kg.graph import shacl
from kg.graph.library import turtle_files
from kg.graph.shacl.reach import Reach
from kg.graph.shacl.scopes import Edge, scopes_of
from kg.graph.store import TripleStore
from kg.graph.terms import NamedNode, Triple
from kg.graph.validation import load_shapes, validate
from kg.vocabulary import RDF, SKOS
from tests.bench.scale import write_package

E = "http://e/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    """A graph of 12 partnerships, of which much is to be found. Read only."""
    folder = tmp_path_factory.mktemp("reach") / "package"
    write_package(folder, 12)
    store = kg.build(folder).store
    assert isinstance(store, TripleStore)
    return store


def _line(triple: Triple) -> bytes:
    return f"{triple} .".encode()


def _change(store: TripleStore, gone: Sequence[Triple], come: Sequence[Triple]) -> Patch:
    """Change a graph; the lines that went and came."""
    come = [triple for triple in come if not any(store.triples(*triple)) or triple in gone]
    both = {*gone} & {*come}
    removed, added = ({_line(triple) for triple in each if triple not in both} for each in (gone, come))
    store.change(removed, added)
    return Patch([], frozenset(removed), frozenset(added))


def _edit(store: TripleStore, chance: Random, things: Sequence[Triple]) -> Patch:
    """One to three triples go, and of each mostly another one comes, with a value that others of its property have."""
    gone = chance.sample(things, chance.randint(1, 3))
    come = []
    for triple in gone:
        values = sorted({str(other.object): other.object for other in store.triples(None, triple.predicate)}.items())
        kind = chance.random()
        if kind < 0.7:
            come.append(Triple(triple.subject, triple.predicate, chance.choice(values)[1]))
        if kind > 0.6:
            come.append(Triple(chance.choice(things).subject, triple.predicate, triple.object))
    return _change(store, gone, come)


def test_any_change_is_found_near_it_or_looked_for_everywhere(graph: TripleStore) -> None:
    """One change upon the other, as each takes what the last one left."""
    chance, store, steps = Random(15), graph.snapshot(), Steps(None, "")
    validate(store, steps=steps)
    differed = 0
    before = validate(store)
    for number in range(12):
        things = sorted(
            (t for t in store.triples() if isinstance(t.subject, NamedNode) and "/id/" in t.subject.value), key=str
        )
        steps.patch = _edit(store, chance, things)
        found, expected = validate(store, steps=steps), validate(store)
        assert found == expected, (number, steps.patch)
        differed += expected != before
        before = expected
    assert differed >= 8


def test_of_what_is_bundled_every_query_is_understood_and_few_nodes_are_looked_at(graph: TripleStore) -> None:
    """A name of one thing: who has it too is asked, and nobody else."""
    checks = shacl.compile_shapes(load_shapes(turtle_files(BUNDLED, "shapes")))
    assert [check.text for check in checks if scopes_of(check.text) is None] == []
    label = NamedNode(f"{SKOS}prefLabel")
    named = sorted(graph.triples(None, label), key=str)
    things = [triple for triple in named if "/partnership/" in str(triple.subject)]
    other = things[1]
    reach = Reach(graph, [_line(things[0])], [_line(Triple(things[0].subject, label, other.object))])
    looked = {node for check in checks for node in reach.focus_nodes(check) or ()}
    assert things[0].subject in looked
    assert other.subject in looked
    assert all(reach.focus_nodes(check) is not None for check in checks)
    assert len([node for node in looked if isinstance(node, NamedNode)]) < 10


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a WHERE { ?a !<http://e/p> ?b }",
        "SELECT (COUNT(?a) AS ?n) WHERE { ?a <http://e/p> ?b }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b MINUS { ?a <http://e/q> ?b } }",
        "SELECT ?a WHERE { ?a <http://e/p> [ <http://e/q> 1 ] }",
        "SELECT ?a WHERE { ?a e:p ?b }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b FILTER(<http://e/function>(?b)) }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b FILTER <http://e/function>(?b) }",
        "SELECT ?a (<http://e/function>(?b) AS ?c) WHERE { ?a <http://e/p> ?b }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b OPTIONAL { ?b <http://e/q> ?c } ?c <http://e/r> ?a }",
        "SELECT ?a WHERE { { ?a <http://e/p> ?b OPTIONAL { ?b <http://e/q> ?c } } ?c <http://e/r> ?a }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b OPTIONAL { ?b <http://e/q> ?c } BIND(STR(?c) AS ?d) ?a <http://e/r> ?d }",
        "SELECT ?a WHERE { GRAPH ?g { ?a <http://e/p> ?b } }",
        "SELECT ?a WHERE { ?a <http://e/p> ?b",
        "ASK { ?a <http://e/p> ?b }",
    ],
)
def test_what_is_not_surely_understood_is_not_read(query: str) -> None:
    assert scopes_of(query) is None


def test_a_pattern_behind_an_optional_that_asks_for_nothing_of_it_is_read() -> None:
    for pattern in (f"?b <{E}r> ?a", f"?a <{E}r> ?z", f"OPTIONAL {{ ?c <{E}r> ?a }}"):
        assert scopes_of(f"SELECT ?a WHERE {{ ?a <{E}p> ?b OPTIONAL {{ ?b <{E}q> ?c }} {pattern} }}") is not None


def test_what_each_branch_of_a_union_has_leads_on() -> None:
    """From the class of one end to the other end there is a way, whichever of both properties it is."""
    scope = scopes_of(
        f"SELECT ?a ?b WHERE {{ {{ ?a <{E}p> ?b }} UNION {{ ?a <{E}q> ?b . ?b <{E}r> ?d }} ?a a ?c . ?b a ?c }}"
    )
    assert scope is not None
    holding = next(around for edge, around in scope.with_outer() if edge.predicates == frozenset({f"{RDF}type"}))
    both = Edge("?a", "?b", frozenset({f"{E}p", f"{E}q"}))
    assert both in holding
    assert [edge for edge, _ in scope.with_outer() if edge == both] == []  # it is no pattern by itself
    only = scopes_of(f"SELECT ?a WHERE {{ {{ ?a <{E}p> ?b }} UNION {{ ?b <{E}p> ?a }} ?a a ?c }}")
    assert only is not None
    assert only.given == []


def test_a_query_is_read_as_its_groups() -> None:
    scope = scopes_of(
        f"SELECT ?a ?b ?this WHERE {{ {{ SELECT ?a WHERE {{ ?c <{E}sub>* <{E}C> . ?a a ?c }} }} LATERAL {{ "
        f"BIND(?a AS ?this) ?this <{E}p>/^<{E}q> ?b , ?d ; ?any 'x; .'@en-GB . "
        f"FILTER NOT EXISTS {{ ?b (<{E}r>|^<{E}s>)+ ?c }} }} }}"
    )
    assert scope is not None
    found = [(edge.subject, {*(edge.predicates or ())}, edge.value, edge.walk) for edge, _ in scope.with_outer()]
    own = found[0][0]
    assert own != "?c"  # what the inner query does not return is its own
    assert found[:3] == [
        (own, {f"{E}sub"}, f"<{E}C>", True),
        ("?a", {f"{RDF}type"}, own, False),
        ("?a", set(), "?this", False),
    ]
    middle = found[3][2]
    assert [*found[3:5]] == [("?this", {f"{E}p"}, middle, False), ("?b", {f"{E}q"}, middle, False)]
    assert ("?this", set(), "'x; .'", False) in found
    lacking = [edge for edge, _ in scope.with_outer() if edge.walk][1:]
    assert lacking == [Edge("?b", lacking[0].value, frozenset({f"{E}r", f"{E}s"}), walk=True)]
