"""Queries that count over a whole graph: columns give what the engine gives, in the same order, or nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.answers.questions import list_questions
from kg.graph.store import ReadOnlyStore, TripleStore
from kg.graph.terms import Literal, NamedNode, Triple
from kg.graph.wholes import NotHere, Whole
from kg.vocabulary import PK, prefixes

BASE = "https://example.org/"


def whole(store: TripleStore) -> Whole:
    """The columns of a store."""
    return Whole(store.columns, prefixes(store.base))


def counted(store: TripleStore, text: str, **given: str) -> list[tuple[str, ...]]:
    """The rows of an answer from columns, as TSV spells its terms."""
    names, columns = whole(store).answer(text, given)
    assert len(names) == len(columns)
    return list(zip(*columns, strict=True))


def by_engine(store: TripleStore, text: str, **given: Literal) -> list[tuple[str, ...]]:
    """The same by the engine."""
    return list(zip(*store.columns(text, given).values(), strict=True))


def graph(*lines: str) -> TripleStore:
    """A graph of lines like ``a p b`` with names of our vocabulary; what begins with a digit or sign is a value."""
    store = TripleStore(base=BASE)
    for line in lines:
        subject, predicate, value = line.split()
        end = Literal(int(value)) if value.lstrip("-").isdigit() else None
        end = Literal(value == "true") if value in ("true", "false") else end
        store.add([Triple(NamedNode(PK + subject), NamedNode(PK + predicate), end or NamedNode(PK + value))])
    return store


DEALS = ("d1 in x", "d1 in y", "d2 in x", "d3 in y", "d4 in x", "d2 over true", "d1 size 3", "d4 size 12", "d3 near d1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d pk:in ?s } GROUP BY ?s ORDER BY DESC(?n)", ["x 3", "y 2"]),
        (
            "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s MINUS { ?d pk:over true } } GROUP BY ?s ORDER BY ?s",
            ["x 2", "y 2"],
        ),
        (
            "SELECT ?s (COUNT(DISTINCT ?m) AS ?n) WHERE { ?d pk:in ?s OPTIONAL { ?d pk:size ?z . FILTER(?z > 3) "
            "BIND(?d AS ?m) } } GROUP BY ?s ORDER BY ?s",
            ["x 1", "y 0"],
        ),
        ("SELECT (COUNT(?d) AS ?n) WHERE { ?d pk:in pk:none }", ["0"]),
        ("SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:none ?s } GROUP BY ?s", []),
        (
            "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s FILTER NOT EXISTS { ?d pk:near ?other } } "
            "GROUP BY ?s ORDER BY ?n",
            ["y 1", "x 3"],
        ),
        # A property that may be left out: d3 is near d1, and each deal is near itself.
        (
            "SELECT ?o (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s . ?d pk:near? ?o } GROUP BY ?o ORDER BY DESC(?n) ?o",
            ["d1 3", "d2 1", "d3 1", "d4 1"],
        ),
        (
            "SELECT ?s (COUNT(DISTINCT ?d) AS ?n) WHERE { { ?d pk:in ?s } UNION { ?s pk:near ?d } } "
            "GROUP BY ?s ORDER BY DESC(?n) ?s",
            ["x 3", "y 2", "d3 1"],
        ),
    ],
)
def test_counts_by_hand(query: str, expected: list[str]) -> None:
    store = graph(*DEALS)
    shown = [" ".join(term.removeprefix(f"<{PK}").removesuffix(">") for term in row) for row in counted(store, query)]
    assert shown == expected


@pytest.mark.parametrize(
    "query",
    [
        # What the engine may give in any order is left to it.
        "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s } GROUP BY ?s",
        "SELECT ?d (COUNT(?s) AS ?n) WHERE { ?d pk:in ?s } GROUP BY ?d ORDER BY ?n",
        "SELECT ?d WHERE { ?d pk:in ?s } ORDER BY ?d",
        "SELECT ?s (SUM(?z) AS ?n) WHERE { ?d pk:in ?s ; pk:size ?z } GROUP BY ?s ORDER BY ?s",
        "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in+ ?s } GROUP BY ?s ORDER BY ?s",
        "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d ?p ?s } GROUP BY ?s ORDER BY ?s",
        "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s } GROUP BY ?s ORDER BY ?s LIMIT 1",
        "SELECT ?s (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s FILTER(?s > 3) } GROUP BY ?s ORDER BY ?s",
        "SELECT (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s OPTIONAL { ?d pk:size ?z } ?d pk:size ?z }",
        # A column that is made of the one before it, or has the name of what is there.
        "SELECT (COUNT(?t) AS ?n) WHERE { { SELECT (STR(?d) AS ?u) (STR(?u) AS ?t) WHERE { ?d pk:in ?s } } }",
        "SELECT (COUNT(?s) AS ?n) WHERE { { SELECT (?d AS ?s) WHERE { ?d pk:in ?s } } }",
        # Numbers that the engine spells otherwise or has no room for, and a text with a tab.
        "SELECT (COUNT(?d) AS ?n) WHERE { BIND(007 AS ?z) ?d pk:size ?z }",
        "SELECT (COUNT(?d) AS ?n) WHERE { ?d pk:size ?z FILTER(?z < 99999999999999999999) }",
        'SELECT (COUNT(?d) AS ?n) WHERE { ?d pk:in ?s FILTER(STR(?s) != "a\tb") }',
        "no query",
    ],
)
def test_what_is_left_to_the_engine(query: str) -> None:
    with pytest.raises(NotHere):
        counted(graph(*DEALS), query)


PARTS = (
    "?a pk:p ?b .",
    "?b pk:p ?c .",
    "?a pk:q ?c .",
    "?c pk:p/pk:q? ?b .",
    "?a pk:kind pk:n3 .",
    "?b pk:rank ?r .",
    "OPTIONAL { ?a pk:q ?c }",
    "OPTIONAL { ?a pk:p ?d . ?d pk:rank ?r . FILTER(?r > 2 && ?d != ?b) BIND(?a AS ?e) }",
    "OPTIONAL { SELECT DISTINCT ?b (?x AS ?d) WHERE { ?x pk:p ?b . ?b pk:over true } }",
    "MINUS { ?a pk:over true }",
    "MINUS { SELECT ?b WHERE { ?b pk:q ?y . ?y pk:over false } }",
    "{ ?a pk:p ?d } UNION { ?a pk:q ?d }",
    "{ ?b pk:p ?d } UNION { ?d pk:q ?a BIND(?d AS ?b) }",
    "FILTER NOT EXISTS { ?a pk:q ?z . FILTER NOT EXISTS { ?z pk:over true } }",
    "FILTER EXISTS { ?b pk:kind ?k . ?k pk:p ?l }",
    "FILTER(?a != ?b || BOUND(?c))",
    "FILTER(!BOUND(?g) || ?a = ?b)",
    "FILTER(STR(?a) < STR(?b))",
    'BIND(fn:parameter("least") AS ?g)',
    'BIND(fn:parameter("none") AS ?g)',
    "BIND(COALESCE(?c, ?b) AS ?f)",
    "FILTER(COALESCE(?r >= ?g, true))",
)
NAMES = "abcdefgr"


def _question(chance: random.Random) -> str:
    """A query that counts, of some of the parts in any order."""
    parts = ["?a pk:p ?b .", *chance.sample(PARTS, chance.randrange(1, 5))]
    if chance.random() < 0.3:
        chance.shuffle(parts)
    by = chance.sample(NAMES, chance.choice((0, 1, 1, 2)))
    counts = [
        f"(COUNT({chance.choice(('', 'DISTINCT '))}?{name}) AS ?n{place})"
        for place, name in enumerate(chance.sample(NAMES, chance.choice((1, 2))))
    ]
    order = [
        f"DESC(?{name})" if chance.random() < 0.5 else f"?{name}" for name in chance.sample([*by, "n0"], len(by) + 1)
    ]
    head = " ".join([*(f"?{name}" for name in by), *counts])
    grouped = f" GROUP BY {' '.join('?' + name for name in by)} ORDER BY {' '.join(order)}" if by else ""
    return f"SELECT {head} WHERE {{ {' '.join(parts)} }}{grouped}"


def _random_graph(chance: random.Random) -> TripleStore:
    size = chance.randrange(2, 9)
    nodes = [f"n{number}" for number in range(size)]
    lines = {
        f"{chance.choice(nodes)} {chance.choice(('p', 'p', 'q', 'kind'))} {chance.choice(nodes)}"
        for _ in range(chance.randrange(3 * size))
    }
    lines |= {f"{node} rank {chance.randrange(-2, 12)}" for node in nodes if chance.random() < 0.7}
    lines |= {f"{node} over {chance.choice(('true', 'false'))}" for node in nodes if chance.random() < 0.4}
    return graph(*sorted(lines))


def test_generated_queries_over_generated_graphs_give_what_the_engine_gives() -> None:
    chance = random.Random(15)
    answered = with_rows = 0
    for _ in range(60):
        store = _random_graph(chance)
        columns = whole(store)
        for _ in range(25):
            query = _question(chance)
            try:
                names, found = columns.answer(query, {"least": "3"})
            except NotHere:
                continue
            expected = store.columns(query, {"least": Literal(3)})
            assert dict(zip(names, found, strict=True)) == expected, query
            answered += 1
            with_rows += bool(found[0]) and found[-1][0] != "0"
    # Else the test would say nothing.
    assert answered > 400
    assert with_rows > 150


def test_a_store_that_is_only_read_answers_questions_as_one_in_memory(tmp_path: Path) -> None:
    from kg import build

    memory = build("jiaxing-shanghai-2017").store
    disk = TripleStore(tmp_path / "store", memory.base)
    disk.add(memory.triples())
    del disk  # closes it
    read_only = ReadOnlyStore(tmp_path / "store", memory.base)
    from_columns = 0
    for question in list_questions():
        if "COUNT" not in question.text:
            continue
        assert read_only.select(question.text) == memory.select(question.text), question.name
        try:
            whole(read_only).answer(question.text, {})
            from_columns += 1
        except NotHere:
            pass
    assert from_columns >= 2


def test_a_number_without_room_is_left_to_the_engine() -> None:
    """Beyond 64 bits a whole number is no number to the engine."""
    store = graph("d1 size 7", "d2 size 12")
    huge = Literal("9" * 20, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    store.add([Triple(NamedNode(PK + "d3"), NamedNode(PK + "size"), huge)])
    query = "SELECT (COUNT(?d) AS ?n) WHERE { ?d pk:size ?z FILTER(?z > 8) }"
    with pytest.raises(NotHere):
        counted(store, query)
    assert by_engine(store, query) == [("1",)]
