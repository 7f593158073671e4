"""A mapped table that is written in batches has the same bytes as one that is held whole, whatever its rules derive."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import kg
from kg import pipeline, vocabulary
from kg.graph import nearby
from kg.graph.rules import load_rules
from kg.graph.streaming import notes
from kg.graph.streaming.runs import Runs
from kg.intake.mapped_rows import Mapped
from tests.support import ROOT, Outcome

MAPS = ROOT / "tests" / "data" / "maps"
THINGS = [f"{vocabulary.DEFAULT_BASE}x/{name}" for name in "abcdefgh"]
CLASSES = [
    f"{vocabulary.PK}{name}"
    for name in (
        "AdministrativeRegion",
        "Institution",
        "Project",
        "Participation",
        "StageClaim",
        "Target",
        "Achievement",
    )
]
CLASSES += [f"{vocabulary.DEFAULT_BASE}Own", f"{vocabulary.CODE}currency/XAF"]
PROPERTIES = (
    "laterReplacedBy currentParty parentRegion within locatedIn inRegion participation party about evidence measure "
    "unit supersededBy subsetOf stage asOfPrecision capitalKind sector hasParty"
)
LINKS = [f"{vocabulary.DCTERMS}isReplacedBy", f"{vocabulary.RDFS}subClassOf", f"{vocabulary.OA}hasSource"]
LINKS += [f"{vocabulary.PK}{name}" for name in PROPERTIES.split(" ")]
CODES = [f"{vocabulary.CODE}{name}" for name in ("stage/signed", "stage/planned", "unit/CNY", "date-precision/year")]
CODES += [f"{vocabulary.CODE}unit/XAF", f"{vocabulary.PK}Project", f"{vocabulary.PK}Party"]
TEXTS = ["", "a", "NA", "嘉兴", 'q"', "back\\slash", "l\nine", "ta\tb", "\x01\x7f", "\u0085\u2028", "🙂", "012", "1.50"]
TEXTS += ["2017-07-28", "2017-02-30", "-0044-03-15", "2017-07-28Z", "> .", "_:b", "<< x"]
TYPES = [f"{vocabulary.XSD}{name}" for name in ("string", "date", "decimal", "integer", "boolean", "gYear")]

MAPPING = """#: title: {en: M, zh: M}
PREFIX row: <https://w3id.org/partnership-kg/row#>
CONSTRUCT { ?s ?p ?o . ?s pk:asOf ?v ; pk:note ?v, ?u }
WHERE {
  ?row row:s ?a .
  BIND(IRI(?a) AS ?s)
  OPTIONAL { ?row row:p ?b ; row:o ?c . BIND(IRI(?b) AS ?p) BIND(IRI(?c) AS ?o) }
  OPTIONAL { ?row row:t ?t ; row:d ?d . BIND(STRDT(?t, IRI(?d)) AS ?v) BIND(STRLANG(?t, "en-GB") AS ?u) }
}
"""

links = st.tuples(
    st.sampled_from([*THINGS, f"{vocabulary.PK}Partnership"]),
    st.sampled_from(LINKS),
    st.sampled_from([*THINGS, *CODES]),
)
types = st.tuples(st.sampled_from(THINGS), st.just(f"{vocabulary.RDF}type"), st.sampled_from([*CLASSES, *THINGS]))
values = st.tuples(st.sampled_from(THINGS), st.sampled_from(TEXTS), st.sampled_from(TYPES))
rows = st.one_of(links.map(lambda one: (*one, "", "")), types.map(lambda one: (*one, "", "")))
rows |= values.map(lambda one: (one[0], "", "", *one[1:]))


def written(folder: Path, table: Sequence[tuple[str, ...]], mapping: str = MAPPING) -> tuple[str, str, Mapped, Mapped]:
    """What is written of a table in small batches, and of one that is held whole; and both accounts."""
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("s", "p", "o", "t", "d"), *table])
    (folder / "m.rq").write_text(mapping, encoding="utf-8")
    one, other = Mapped(), Mapped()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.intake.row_batches.BATCH", 3)
        patch.setattr("kg.graph.streaming.streamed.PART", 4)
        patch.setattr("kg.graph.streaming.seen.ROOM", 4)
        patch.setattr("kg.graph.streaming.notes._AT_ONCE", 3)
        patch.setattr("kg.graph.streaming.runs.SAMPLE", 2)
        patch.setattr("kg.graph.streaming.runs.TOGETHER", 3)
        lines = pipeline.map_lines(folder / "t.csv", folder / "m.rq", partial=True, account=one)
        streamed = "".join(lines.nquads())
    whole = kg.map_table(folder / "t.csv", folder / "m.rq", partial=True, account=other)
    assert lines.findings == whole.findings
    return streamed, pipeline.nquads(whole).decode(), one, other


# A figure that a later one of another source supersedes; two claims of a stage; a place that was renamed, in another.
FIGURES = [
    (THINGS[number], predicate, value, "", "")
    for number, source in ((0, 2), (1, 3))
    for predicate, value in (
        (f"{vocabulary.RDF}type", f"{vocabulary.PK}Target"),
        (f"{vocabulary.PK}about", THINGS[7]),
        (f"{vocabulary.PK}measure", THINGS[6]),
        (f"{vocabulary.PK}unit", CODES[2]),
        (f"{vocabulary.PK}evidence", THINGS[source]),
    )
]
FIGURES += [(THINGS[number], f"{vocabulary.OA}hasSource", THINGS[number + 2], "", "") for number in (2, 3)]
FIGURES += [(THINGS[0], f"{vocabulary.PK}subsetOf", THINGS[6], "", "")]
FIGURES += [(THINGS[0], "", "", "2017-01-01", TYPES[1]), (THINGS[1], "", "", "2018-01-01", TYPES[1])]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.lists(rows, min_size=1, max_size=40))
@example(table=FIGURES)
@example(table=list(reversed(FIGURES)))
@example(table=[(THINGS[0], "", "", "a", TYPES[0])])  # nothing that a rule looks at
@example(table=[*FIGURES[:3], *[("", "", "", "", "")] * 4])  # a batch that gives nothing
def test_the_bytes_are_those_of_a_graph_held_whole(tmp_path: Path, table: Sequence[tuple[str, ...]]) -> None:
    streamed, whole, one, other = written(tmp_path, table)
    assert streamed == whole
    assert (one.rows, one.gave, one.unread) == (other.rows, other.gave, other.unread)


def test_a_figure_is_superseded_across_batches(tmp_path: Path) -> None:
    streamed, _, _, _ = written(tmp_path, FIGURES)
    assert f"<{THINGS[0]}> <{vocabulary.PK}supersededBy> <{THINGS[1]}> .\n" in streamed
    assert f"<{THINGS[1]}> <{vocabulary.PK}subsetOf> <{THINGS[6]}> .\n" in streamed


def test_no_rule_follows_a_property_that_it_does_not_name() -> None:
    """What a part needs goes by the properties that the rules name, so that none may have a variable for one."""
    for rule in load_rules():
        for pattern in (" ?p ", "<http", "?property"):
            assert pattern not in rule.sparql, rule.name


@pytest.mark.parametrize("template", ["?s ?p [] .", "[] pk:note ?b ."])
def test_what_must_be_held_whole_is(tmp_path: Path, caplog: pytest.LogCaptureFixture, template: str) -> None:
    caplog.set_level(logging.INFO, "kg")
    blank = MAPPING.replace("?s ?p ?o .", template)
    streamed, whole, _, _ = written(tmp_path, [(THINGS[0], LINKS[0], THINGS[1], "", "")], blank)
    assert "blank nodes" in caplog.text
    blank_node = re.compile(r"_:\w+")  # the engine gives each a name by chance
    assert blank_node.sub("_:b", streamed) == blank_node.sub("_:b", whole)


def test_lines_are_merged_in_order_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SAMPLE", 2), ("TOGETHER", 1), ("LEAST", 3), ("MOST", 3)):
        monkeypatch.setattr(f"kg.graph.streaming.runs.{name}", value)
    runs = Runs()
    runs.add(["a", "c", "é", "🙂"])
    runs.add(["b", "c", "嘉" * 9])
    runs.add([])
    runs.add(["a"])
    assert [line for piece in runs.merged() for line in piece] == ["a", "b", "c", "é", "嘉" * 9, "🙂"]
    runs.close()


def test_the_command_writes_what_the_api_gives(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    table, mapping = MAPS / "agreements.csv", MAPS / "agreements.rq"
    assert run("map", str(table), str(mapping), "--out", str(tmp_path / "g.nq")).code == 0
    assert (tmp_path / "g.nq").read_bytes() == pipeline.nquads(kg.map_table(table, mapping))


def test_only_what_several_parts_need_is_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known at once grows with what parts share, a region here, and not with the rows."""
    held = []
    common = notes.Notes.common
    monkeypatch.setattr("kg.intake.row_batches.BATCH", 8)
    monkeypatch.setattr("kg.graph.streaming.streamed.PART", 8)
    monkeypatch.setattr(notes.Notes, "common", lambda *some: held.append((len(some[0]), common(*some))) or held[-1][1])
    table = [
        (f"{vocabulary.DEFAULT_BASE}x/{row}", f"{vocabulary.PK}{name}", other, "", "")
        for row in range(100)
        for name, other in (("locatedIn", THINGS[0]), ("about", f"{vocabulary.DEFAULT_BASE}x/{row // 4 * 4}"))
    ]
    for many in (100, 200):
        with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("s", "p", "o", "t", "d"), *table[:many]])
        (tmp_path / "m.rq").write_text(MAPPING, encoding="utf-8")
        assert "".join(pipeline.map_lines(tmp_path / "t.csv", tmp_path / "m.rq", partial=True).nquads())
    (few, shared), (more, still) = held
    assert few >= 5
    assert more >= 2 * few - 1
    assert len(still) == len(shared)


def test_rules_near_a_change_follow_back_what_parts_follow_back() -> None:
    followed = {nearby._ABOUT, nearby._LATER, nearby._SUPERSEDED}
    assert {f"<{relation.value}>" for relation in followed} == set(notes.KINDS)
