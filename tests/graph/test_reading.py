"""Which properties a check follows: told from its text, and held to what changes of a graph do to its results."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kg import vocabulary
from kg.files.steps import Steps
from kg.graph.following import properties, written_out
from kg.graph.rules import load_rules
from kg.graph.shacl.columns import Columns
from kg.graph.shacl.reading import Properties
from kg.graph.store import TripleStore
from kg.graph.terms import BlankNode, Literal, NamedNode, Triple
from kg.graph.validation import validate
from kg.knowledge_graph import KnowledgeGraph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?a ?b WHERE { ?a <http://e/p> ?b }", {"http://e/p"}),
        (
            "SELECT ?a WHERE { ?a <http://e/p>|^<http://e/q>/<http://e/r>* ?b }",
            {"http://e/p", "http://e/q", "http://e/r"},
        ),
        ('SELECT ?a WHERE { ?a <http://e/p> "?a ?b <http://e/not>" }', {"http://e/p"}),
        ("SELECT ?a WHERE { ?a <http://e/p> ?b . FILTER(!BOUND(?c) || ?b != 3) }", {"http://e/p"}),
        ("SELECT ?a WHERE { { SELECT ?a ?c WHERE { ?a <http://e/p> ?b } } }", {"http://e/p"}),
        ("SELECT ?a WHERE { ?a ?p ?b }", None),
        ("SELECT ?a WHERE { ?a <http://e/p> ?b ; ?q 1 }", None),
        ("SELECT ?a WHERE { ?a <http://e/p> ?b ; $q <http://e/C> }", None),
        ("SELECT ?p WHERE { <http://e/a> ?p <http://e/b> }", None),
        ("SELECT ?a WHERE { ?a !<http://e/p> ?b }", None),
        ("SELECT ?a WHERE { ?a !(<http://e/p>|<http://e/q>) ?b }", None),
        ("SELECT ?a WHERE { ?a (<http://e/p>|!<http://e/q>) ?b }", None),
        ("SELECT ?a WHERE { ?a rdfs:label ?b }", None),
        ("SELECT ?p WHERE { <http://e/a> ?p true }", None),
        ("SELECT ?p WHERE { [] ?p <http://e/b> }", None),
        ("SELECT ?p WHERE { <http://e/a> ?p (1) }", None),
        ("SELECT ?p WHERE{?a <http://e/p> ?b FILTER(?a<?b).?b?p?c.FILTER(?c>?a)}", None),
        ("SELECT ?p WHERE { [ ?p <http://e/b> ] <http://e/p> 1 }", None),
        ("SELECT ?p WHERE { <http://e/a> ?p [] }", None),
        ("SELECT ?p WHERE { ?a?p?b }", None),
        ('SELECT ?a WHERE { ?a <http://e/p> """a"b""" . ?a <http://e/q> "c" }', {"http://e/p", "http://e/q"}),
        ("SELECT ?a WHERE { VALUES ?p { <http://e/p> } ?a ?p ?b }", None),
    ],
)
def test_the_properties_of_a_query(text: str, expected: set[str] | None) -> None:
    assert properties(text) == expected


def test_a_class_is_looked_for_by_rdf_type() -> None:
    found = properties("SELECT ?a WHERE { ?a a <http://e/C> }")
    assert found == {"http://e/C", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}


@pytest.mark.parametrize(
    ("text", "by_members"),
    [
        ("SELECT ?a WHERE { ?a a <http://e/C> }", True),
        ("SELECT ?a WHERE { ?a a <http://e/C> ; <http://e/p> ?b . ?b a <http://e/C>. }", True),
        ("SELECT ?a WHERE { VALUES ?c { <http://e/C> <http://e/D> } ?a a ?c }", True),
        ("SELECT ?a WHERE { ?a a ?c }", False),
        ("SELECT ?a WHERE { ?a a <http://e/C> , ?c }", False),
        ("SELECT ?a WHERE { ?a a/<http://e/p> <http://e/C> }", False),
        ("SELECT ?a WHERE { <http://e/C> ^a ?a }", False),
        ("SELECT ?a WHERE { ?a (<http://e/p>|a) <http://e/C> }", False),
        ("SELECT ?a WHERE { ?a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?c }", False),
    ],
)
def test_members_of_classes_that_are_named_are_told_apart(text: str, *, by_members: bool) -> None:
    found = properties(text, listed=True, by_class=True)
    assert found is not None
    assert (f"{vocabulary.RDF}type" not in found) == by_members


def test_a_class_has_the_hash_of_its_members() -> None:
    def named(text: str) -> NamedNode:
        return NamedNode(f"http://e/{text}")

    of = NamedNode(f"{vocabulary.RDF}type")
    store = TripleStore()
    store.add([Triple(named("a"), of, named("C")), Triple(named("b"), of, named("D"))])
    before = Properties.of(Columns(store))
    more = Triple(named("c"), of, named("D"))
    changed = before.changed([], [f"{more.subject} {more.predicate} {more.object} .".encode()])
    store.add([more])
    for now in (Properties.of(Columns(store)), changed):
        assert now.hashes["http://e/C"] == before.hashes["http://e/C"]
        assert now.hashes["http://e/D"] != before.hashes["http://e/D"]
        assert now.hashes[of.value] != before.hashes[of.value]


def test_a_rule_makes_the_same_of_the_properties_that_it_follows_as_of_all(knowledge: KnowledgeGraph) -> None:
    store = knowledge.store
    made = 0
    for rule in load_rules():
        followed = properties(written_out(rule.text, vocabulary.prefixes(store.base)), listed=True)
        assert followed is not None, rule.name
        part = TripleStore(base=store.base)
        part.add(triple for triple in store.triples() if triple.predicate.value in followed)
        assert len(part) < len(store) / 2, rule.name
        found = set(store.construct(rule.text))
        assert set(part.construct(rule.text)) == found, rule.name
        assert {triple.predicate.value for triple in found} <= followed
        made += len(found)
    assert made > 1_000


def test_a_variable_that_is_listed_stands_for_what_is_listed() -> None:
    text = "SELECT ?a WHERE { VALUES ?p { <http://e/p> <http://e/q> } ?a ?p ?b } GROUP BY ?a ?b"
    assert properties(text, listed=True) == {"http://e/p", "http://e/q"}
    assert properties(text.replace("?a ?p ?b", "?a ?p ?b . ?b ?other ?c"), listed=True) is None


def test_whatever_changes_the_findings_are_those_of_all_checks(knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    """Triples are taken out, and others of the same properties put in; each time by the last results."""
    chance = random.Random(5)
    store = knowledge.store.snapshot()
    triples = sorted(store.triples(), key=str)
    before, taken = None, 0
    for _ in range(15):
        gone = chance.sample(triples, chance.choice((1, 1, 3)))
        given = [
            Triple(one.subject, one.predicate, other.object)
            for one in chance.sample(triples, chance.choice((0, 1, 2)))
            for other in [chance.choice([each for each in triples if each.predicate == one.predicate])]
        ]
        store.remove(gone)
        store.add(given)
        triples = sorted({*triples, *given} - ({*gone} - {*given}), key=str)
        steps = Steps(before, "one")
        found = validate(store, steps=steps)
        assert found == validate(store)
        taken += steps.taken["checks"]
        before = tmp_path / str(len(list(tmp_path.iterdir())))
        before.mkdir()
        steps.write(before, {})
    assert taken > 15 * 50


def test_what_checks_found_is_kept_as_after_a_build_from_nothing(knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    """What findings have in common goes with the last of them, and all is in one order."""
    store = knowledge.store.snapshot()
    dates = [each for each in store.triples() if "XMLSchema#date" in str(each.object)]
    store.remove(dates)
    wrong = [Triple(each.subject, each.predicate, Literal("no date")) for each in dates]
    store.add(wrong)
    first = Steps(None, "one")
    validate(store, steps=first)
    first.write(tmp_path, {})
    store.remove(wrong)
    store.add(dates)
    upon, anew = Steps(tmp_path, "one"), Steps(None, "one")
    assert validate(store, steps=upon) == validate(store, steps=anew)
    assert upon.taken["checks"] > 50
    before, kept, whole = first.get("checks", "all"), upon.get("checks", "all"), anew.get("checks", "all")
    assert before is not None
    assert kept is not None
    assert kept == whole
    told, earlier = json.loads(kept), json.loads(before)
    assert set(map(tuple, earlier["common"])) - set(map(tuple, told["common"]))
    assert told["common"] == sorted(told["common"])
    assert all(each == sorted(each) for each in told["checks"].values())


@pytest.mark.parametrize(
    ("lines", "other", "changed"),
    [
        (["a p 1", "b p 2"], ["b p 2", "a p 1"], set()),
        (["a p 1", "b p 2"], ["a p 2", "b p 1"], {"p"}),
        (["a p 1", "a q 2"], ["a p 2", "a q 1"], {"p", "q"}),
        (["a p b"], ["b p a"], {"p"}),
        (["a p b", "b p a"], ["a p a", "b p b"], {"p"}),
        (["a p 1", "a q 1"], ["a p 1"], {"q"}),
        (["a p 1", "a q 1"], ["a q 1", "a p 1", "b p 1", "b q 1"], {"p", "q"}),
    ],
)
def test_a_property_is_told_apart_by_which_subject_has_which_object(
    lines: list[str], other: list[str], changed: set[str]
) -> None:
    one, two = (_hashes(some) for some in (lines, other))
    assert {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)} == {
        f"http://e/{name}" for name in changed
    }


def test_what_is_said_of_blank_nodes_is_apart_from_the_rest() -> None:
    store = TripleStore()
    named, nameless = NamedNode("http://e/a"), BlankNode("b")
    store.add(Triple(subject, NamedNode("http://e/p"), Literal("1")) for subject in (named, nameless))
    found = Properties.of(Columns(store)).hashes
    assert found.keys() == {"", "http://e/p"}
    assert found["http://e/p"] == _hashes(["a p 1"])["http://e/p"]


def _hashes(lines: list[str]) -> dict[str, str]:
    """The hashes of triples of one letter a term; a digit is a literal."""
    store = TripleStore()
    terms = [
        [Literal(name) if name.isdigit() else NamedNode(f"http://e/{name}") for name in line.split()] for line in lines
    ]
    store.add(Triple(*each) for each in terms)
    return Properties.of(Columns(store)).hashes
