"""What is told of queries from columns: never that one finds nothing where it finds something; small chance graphs."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from kg.graph import shacl
from kg.graph.shacl import joins
from kg.graph.shacl.columns import Columns
from kg.graph.store import TripleStore
from tests.graph.shacl_peer import EX, parsed

GRAPHS = 40
#: Bodies of constraints; the first are of forms that are joined, of the last parts are passed over.
BODIES = (
    "$this :p ?x . ?x :q ?y . FILTER(?x != ?y)",
    "$this :p ?x ; :q ?y . FILTER(?x = ?y)",
    "$this :p ?x , ?y . FILTER(STR(?x) < STR(?y) && ?x != $this)",
    "$this a ?kind . ?kind :r ?other . $this a ?other . FILTER(?kind != :C)",
    "$this :p ?x . FILTER NOT EXISTS { $this :q ?none } FILTER NOT EXISTS { ?none :r $this }",
    "$this :p ?x . FILTER NOT EXISTS { ?x :q :b } FILTER NOT EXISTS { $this :r ?x }",
    "?y :p ?x . ?x :r $this .",
    "$this :p/:q ?x . FILTER NOT EXISTS { $this :r ?x }",
    "$this :p ?x . OPTIONAL { ?x :q ?y } FILTER NOT EXISTS { ?x :r ?y }",
    "{ $this :p :b } UNION { $this :q :c } FILTER($this != :a || :a = :a)",
    "$this :p ?x . ?x :q ?y FILTER(STR(?y) = 'http://example.org/b')",
    "$this :p [ :q ?x ] , ?z . FILTER(?x != ?z)",
    "$this :n ?x ; :m ?y . FILTER(?x = ?y)",
    "$this :n ?x . $this :n ?y . FILTER(?x != ?y)",
    "$this :n ?x . FILTER(?x != ?x)",
    "$this ^:p ?x ; :q ?y . ?x :r|:q ?y",
    # What stands between < and > is no IRI.
    "$this :p ?x . OPTIONAL { ?x :n ?y FILTER(?y<(?y+1&&?y>0)) . $this :none ?z }",
    "$this :p ?x . $this :n ?y FILTER(?y<3#>) . ?x :none ?z .\n)",
)


def _graph(seed: int) -> TripleStore:
    chance = random.Random(seed)
    names = [":a", ":b", ":c"]
    numbers = ["1", "1.0", "01", "2", '"x"', '"x"@en', '"NaN"^^xsd:double']

    def lines() -> Iterator[str]:
        for _ in range(chance.randrange(3, 16)):
            predicate = chance.choice([":p", ":p", ":q", ":r", "a", ":n", ":m"])
            objects = {"a": [":A", ":B"], ":n": numbers, ":m": numbers}.get(predicate, names)
            yield f"{chance.choice(names)} {predicate} {chance.choice(objects)} ."
        if chance.random() < 0.5:
            yield ":A :r :B ."

    return parsed("\n".join(lines()))


DATA = [_graph(seed) for seed in range(GRAPHS)]


@pytest.mark.parametrize("body", BODIES)
def test_no_result_is_lost(body: str) -> None:
    shapes = parsed(
        ':ont sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .\n'
        ":S a sh:NodeShape ; sh:targetSubjectsOf :p , :q , :n ; sh:sparql [ sh:prefixes :ont ; "
        f'sh:select """SELECT $this WHERE {{ {body} }}""" ] .'
    )
    (check,) = shacl.compile_shapes(shapes)
    asked = [sorted(str(result.focus) for result in check.run(data)) for data in DATA]
    assert [sorted(str(result.focus) for result in shacl.validate(data, shapes)) for data in DATA] == asked
    assert any(asked)  # else no graph could have shown that a result is lost


#: A body, a graph in which it finds nothing, and one in which it finds something; by hand.
JOINED = (
    ("?this <p> ?x . ?x <p> ?this . FILTER(?x != ?this)", ":a :p :b . :b :p :c .", ":a :p :b . :b :p :a ."),
    ("?this <p> ?x . ?x <q> ?y . ?this <q> ?y", ":a :p :b ; :q :c . :b :q :d .", ":a :p :b ; :q :c . :b :q :c ."),
    ("?this <p> ?x . FILTER NOT EXISTS { ?this <q> ?y }", ":a :p :b ; :q :c .", ":a :p :b . :b :q :c ."),
    ("?this <p> ?x , ?y . FILTER(STR(?x) < STR(?y))", ":a :p :b . :b :p :c .", ":a :p :b , :c ."),
    ("?this <p> ?x ; <q> ?y . FILTER(?x = ?y)", ":a :p :b ; :q :c .", ":a :p :b ; :q :b ."),
    ("?this <p> ?x . ?x <r> ?y", ":a :p :b . :b :q :c .", ":a :p :b . :b :r :c ."),
)


@pytest.mark.parametrize(("body", "nothing", "something"), JOINED)
def test_what_finds_nothing_is_told_without_the_query(body: str, nothing: str, something: str) -> None:
    for name in "pqr":
        body = body.replace(f"<{name}>", f"<{EX}{name}>")
    pattern = f"BIND(?x1 AS ?this) LATERAL {{ SELECT ?this WHERE {{ {body} }} }}"
    for data, empty in ((nothing, True), (something, False)):
        columns = Columns(parsed(data))
        focus = [True] * len(columns)
        assert joins.surely_empty(pattern, columns, focus) is empty


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (':a :p "x"@en , "y"@zh .', 0),
        (':a :p "x"@en , "y"@EN .', 1),
        (':a :p "x" , "y" .', 0),
        (":a :n 1 ; :m 2 .", 0),
        (":a :n 1 , 3 ; :m 2 , 4 .", 1),
        (":a :n 1.5 ; :m 2 .", 0),
        (":a :n 2 ; :m 2 .", 1),
        (":a :n 2 . :b :m 1 .", 0),
    ],
)
def test_values_beside_others(data: str, told: int) -> None:
    shapes = parsed(
        ":S a sh:NodeShape ; sh:targetSubjectsOf :p , :n ; sh:property [ sh:path :p ; sh:uniqueLang true ] , "
        "[ sh:path :n ; sh:lessThan :m ] ."
    )
    assert len({str(result.component) for result in shacl.validate(parsed(data), shapes)}) == told
