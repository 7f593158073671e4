"""What is worked out over lines is what the rules make of the same graph in a store; or it is left to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import vocabulary
from kg.graph.library import load_ontology
from kg.graph.rules import derive, load_rules
from kg.graph.store import TripleStore
from kg.graph.streaming.worked import Lines, NotPlain, are_known, worked_out

PK, CODE = vocabulary.PK, vocabulary.CODE
THINGS = [f"<{vocabulary.DEFAULT_BASE}x/{name}>" for name in "abcdefg"]
CLASSES = [
    f"<{PK}{name}>" for name in ("AdministrativeRegion", "Institution", "Project", "StageClaim", "Target", "Region")
]
LINKS = [
    f"<{PK}{name}>" for name in ("parentRegion", "locatedIn", "participation", "party", "about", "evidence", "measure")
]
LINKS += [f"<{vocabulary.OA}hasSource>"]
STAGES = [f"<{CODE}stage/{name}>" for name in ("signed", "planned", "operating", "suspended")]
PRECISIONS = [f"<{CODE}date-precision/{name}>" for name in ("day", "month", "quarter", "half", "year")]
DATE = f"^^<{vocabulary.XSD}date>"
DAYS = [f'"{day}"{DATE}' for day in ("2017-07-28", "2017-08-01", "2017-01-01", "2016-12-31", "NA", "2017-02-30")]
DAYS += ['"soon"', '"2017-07-28"@en', THINGS[0]]

things = st.sampled_from(THINGS)
triples = st.one_of(
    st.tuples(things, st.just(f"<{vocabulary.RDF}type>"), st.sampled_from(CLASSES)),
    st.tuples(things, st.sampled_from(LINKS), things),
    st.tuples(things, st.just(f"<{PK}stage>"), st.sampled_from([*STAGES, THINGS[1]])),
    st.tuples(things, st.just(f"<{PK}asOf>"), st.sampled_from(DAYS)),
    st.tuples(things, st.just(f"<{PK}asOfPrecision>"), st.sampled_from(PRECISIONS)),
    # Where a thing should stand, a text: a rule makes nothing of which it would be the subject.
    st.tuples(things, st.sampled_from(LINKS), st.just('"a text"')),
)


@cache
def ontology() -> bytes:
    store = TripleStore()
    load_ontology(store)
    return store.ntriples()


def by_the_engine(lines: Sequence[str]) -> set[str]:
    store = TripleStore()
    store.load_ntriples(ontology() + "\n".join([*lines, ""]).encode())
    derive(store)
    return set(store.ntriples().decode().split("\n"))


def claims(*told: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Claims of one partnership: the stage, the day and its precision of each."""
    made = []
    for claim, (stage, day, precision) in zip(THINGS, told, strict=False):
        made += [
            (claim, f"<{vocabulary.RDF}type>", f"<{PK}StageClaim>"),
            (claim, f"<{PK}about>", THINGS[6]),
            (claim, f"<{PK}stage>", f"<{CODE}stage/{stage}>"),
            (claim, f"<{PK}asOf>", f'"{day}"{DATE}'),
            (claim, f"<{PK}asOfPrecision>", f"<{CODE}date-precision/{precision}>"),
        ]
    return made


@settings(max_examples=60, deadline=None)
@given(said=st.lists(triples, min_size=1, max_size=25))
@example(said=claims(("signed", "2017-12-31", "year"), ("operating", "2017-06-01", "day")))
@example(
    said=claims(("operating", "2017-06-01", "day"), ("signed", "2017-06-30", "month"), ("planned", "2018-01-01", "day"))
)
@example(
    said=[
        (subject, predicate, '"a text"' if predicate.endswith("about>") else value)
        for subject, predicate, value in claims(("signed", "2017-12-31", "year"))
    ]
)
@example(said=[(THINGS[0], f"<{PK}parentRegion>", THINGS[1]), (THINGS[1], f"<{PK}parentRegion>", THINGS[0])])
def test_lines_give_what_the_rules_make_in_a_store(said: Sequence[tuple[str, str, str]]) -> None:
    lines = sorted({f"{subject} {predicate} {value} ." for subject, predicate, value in said})
    known = [line for line in ontology().decode().split("\n") if line]
    try:
        made = worked_out(Lines(lines, Lines(known)))
    except NotPlain:
        # Left to the engine: what two sources may say of one thing, or a month of a day that does not exist.
        assert any("hasSource" in line for line in lines) or any("asOfPrecision" in line for line in lines)
        return
    assert {*known, *lines, *made, ""} == by_the_engine(lines)


@pytest.mark.parametrize("name", ["currentParty", "within", "inRegion", "supersededBy", "laterReplacedBy"])
def test_what_rules_follow_further_is_left_to_the_engine(name: str) -> None:
    with pytest.raises(NotPlain):
        Lines([f"{THINGS[0]} <{PK}{name}> {THINGS[1]} ."], Lines([]))


def test_the_bundled_rules_are_those_that_are_worked_out() -> None:
    """Another text of a rule is right too, but slower: say the same in ``worked`` and write its hash there."""
    assert are_known(load_rules())
    assert not are_known(load_rules()[1:])
