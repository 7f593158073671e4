"""Two graphs' difference as a patch: order and blank nodes' labels make none, and it leads from old to new."""

from __future__ import annotations

import random
import time
from itertools import permutations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.graph.store import TripleStore
from kg.graph.writing.patch import canonical_triples, difference
from kg.knowledge_graph import KnowledgeGraph

P = ox.NamedNode("https://example.org/p")
Q = ox.NamedNode("https://example.org/q")


def store(triples: list[tuple[object, ox.NamedNode, object]], order: random.Random | None = None) -> TripleStore:
    """A graph in which integers are blank nodes, in an order and with labels of chance."""
    made = TripleStore()
    rows = list(triples)
    if order:
        order.shuffle(rows)
    blank: dict[int, ox.BlankNode] = {}
    node = lambda term: blank.setdefault(term, ox.BlankNode()) if isinstance(term, int) else term  # noqa: E731
    made.add(ox.Triple(node(s), p, node(o)) for s, p, o in rows)  # type: ignore[arg-type]
    return made


def read_patch(text: str) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
    """Deletions and additions of a patch's text, read as N-Triples: its own blank node labels are kept."""
    lines = text.splitlines()
    assert lines[0].startswith("H id <urn:sha256:")
    assert (lines[1], lines[-1]) == ("TX .", "TC .")
    assert [line[0] for line in lines[2:-1]] == sorted((line[0] for line in lines[2:-1]), reverse=True)
    found = []
    for letter in "DA":
        body = "\n".join(line[2:] for line in lines[2:-1] if line.startswith(letter))
        found.append(frozenset(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)))
    return found[0], found[1]


def by_text(old: TripleStore, text: str) -> frozenset[ox.Triple]:
    deleted, added = read_patch(text)
    before = canonical_triples(old)
    assert deleted <= before
    assert not added & before
    return (before - deleted) | added


edges = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 4), st.sampled_from([P, Q])),
        st.sampled_from([P, Q]),
        st.one_of(st.integers(0, 4), st.sampled_from([P, ox.Literal('x\n"y'), ox.Literal("好", language="zh")])),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(edges, st.randoms(use_true_random=False))
def test_order_and_labels_of_blank_nodes_make_no_difference(
    triples: list[tuple[object, ox.NamedNode, object]], order: random.Random
) -> None:
    assert not difference(store(triples), store(triples, order))


@settings(deadline=None)
@given(edges, edges)
def test_a_patch_leads_from_old_to_new(
    before: list[tuple[object, ox.NamedNode, object]], after: list[tuple[object, ox.NamedNode, object]]
) -> None:
    old, new = store(before), store(after)
    patch = difference(old, new)
    left = canonical_triples(old) - frozenset(patch.deleted)
    assert left | frozenset(patch.added) == canonical_triples(new)
    assert by_text(old, patch.text()) == canonical_triples(new)


@settings(deadline=None)
@given(edges, edges)
def test_what_is_told_as_the_same_is_the_same(
    before: list[tuple[object, ox.NamedNode, object]], after: list[tuple[object, ox.NamedNode, object]]
) -> None:
    """By trying every renaming of the five blank nodes."""

    def renamed(names: tuple[int, ...]) -> set[tuple[object, ...]]:
        name = lambda term: names[term] if isinstance(term, int) else term  # noqa: E731
        return {(name(s), p, name(o)) for s, p, o in before}

    same = any(renamed(names) == set(after) for names in permutations(range(5)))
    assert bool(difference(store(before), store(after))) != same


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_random_edits_of_the_real_graph(knowledge: KnowledgeGraph, data: st.DataObject) -> None:
    triples = sorted(knowledge.store.triples(), key=str)
    gone = data.draw(st.sets(st.integers(0, len(triples) - 1), max_size=12))
    values = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
    come = data.draw(st.lists(st.tuples(st.integers(0, len(triples) - 1), values), max_size=12))
    new = TripleStore()
    new.add(triple for number, triple in enumerate(triples) if number not in gone)
    new.add(ox.Triple(triples[n].subject, triples[n].predicate, ox.Literal(text)) for n, text in come)
    patch = difference(knowledge.store, new)
    # Counted by hand: every triple that is gone and did not come again.
    assert len(patch.deleted) == len({triples[number] for number in gone} - set(new.triples()))
    assert by_text(knowledge.store, patch.text()) == frozenset(new.triples())
    assert patch.text() == difference(knowledge.store, new).text()


def test_a_change_in_one_component_leaves_the_others_names() -> None:
    lists = [(1, P, P), (1, Q, 2), (2, P, Q), (3, P, ox.Literal("a")), (3, Q, 4)]
    changed = [*lists[:3], (3, P, ox.Literal("b")), (3, Q, 4)]
    patch = difference(store(lists), store(changed))
    assert (len(patch.deleted), len(patch.added)) == (2, 2)


def test_blank_nodes_of_which_there_are_several_alike_are_counted() -> None:
    twins = [(P, Q, 1), (P, Q, 2)]
    patch = difference(store(twins), store(twins[:1]))
    assert (len(patch.deleted), len(patch.added)) == (1, 0)


def test_a_long_list_is_told_apart() -> None:
    chain = [(number, P, number + 1) for number in range(300)]
    assert not difference(store(chain), store(chain, random.Random(1)))
    assert difference(store(chain), store(chain[:-1]))


@pytest.mark.parametrize(
    "poison",
    [
        [(a, P, b) for a in range(12) for b in range(12) if a != b],
        # Cliques in a ring, and a ring that is too long to look around.
        [(5 * c + a, P, 5 * c + b) for c in range(30) for a in range(5) for b in range(5) if a != b]
        + [(5 * c, Q, 5 * ((c + 1) % 30)) for c in range(30)],
        [(number, P, (number + 1) % 40_000) for number in range(40_000)],
    ],
)
def test_a_poisoned_graph_is_refused_and_does_not_hang(poison: list[tuple[int, ox.NamedNode, int]]) -> None:
    made = store(poison)  # type: ignore[arg-type]
    start = time.process_time()
    with pytest.raises(DataError, match=r"too alike to be told apart.*Give these nodes IRIs"):
        difference(made, TripleStore())
    # Unbounded, the first alone would try the orders of eleven nodes over and over: years.
    assert time.process_time() - start < 60


def test_the_text_of_a_patch() -> None:
    patch = difference(store([(P, Q, ox.Literal("1"))]), store([(P, Q, ox.Literal("2")), (P, P, P)]))
    p, q = P.value, Q.value
    assert patch.text().splitlines()[1:] == [
        "TX .",
        f'D <{p}> <{q}> "1" .',
        f"A <{p}> <{p}> <{p}> .",
        f'A <{p}> <{q}> "2" .',
        "TC .",
    ]
    assert difference(TripleStore(), TripleStore()).text().splitlines()[1:] == ["TX .", "TC ."]
