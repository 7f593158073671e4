"""A mapping worked out over columns gives what the engine gives of the same text: triples, findings and errors."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.findings import Finding
from kg.graph.queryfile import QueryFile
from kg.graph.store import TripleStore
from kg.intake import foreign, row_batches
from kg.intake.columnar.plan import Plan
from kg.intake.columnar.syntax import NotColumnar
from kg.intake.mapping import Functions
from tests.support import ROOT, Outcome

HEAD = (
    "#: title: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
    "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)
CELLS = ["", "", "a", "b", "A", "x y", " ", "12", "012", "-1.50", "2017-07-28", "2017-02-30", "嘉兴", "İx", "true"]
CELLS += ['"q"', "back\\slash", "l\nine", "ta\tb", "a/b", "50%", "%41", "e\u0301", "é", "\x01", "ß", "=1+1", "🙂"]
VARIABLES = ["?a", "?b", "?c", "?none"]


def expressions(depth: int = 2) -> st.SearchStrategy[str]:
    simple = st.sampled_from(
        [*VARIABLES, '"a"', '"x y"', "'b'", '"嘉"', "12", "true", '"a"@en', "sector:health", "pk:x"]
    )
    if not depth:
        return simple
    inner = expressions(depth - 1)

    def call(form: str) -> st.SearchStrategy[str]:
        return st.tuples(*[inner] * form.count("{}")).map(lambda parts: form.format(*parts))

    forms = [
        'fn:id("region", {})',
        'fn:id("stage", {}, {})',
        "fn:id({}, {})",
        "fn:slug({})",
        'fn:code("sector", {})',
        "fn:term({})",
        "fn:reference({})",
        "STR({})",
        "LCASE({})",
        "UCASE({})",
        "CONCAT({}, {})",
        'REPLACE({}, "a", "-")',
        'REPLACE({}, "[a-z]", "$0")',
        "REPLACE({}, {}, {})",
        'STRLANG({}, "en")',
        'STRLANG({}, "en-GB")',
        "STRDT({}, xsd:date)",
        "STRDT({}, xsd:decimal)",
        "STRDT({}, xsd:integer)",
        "STRDT({}, xsd:boolean)",
        "STRDT({}, xsd:gYear)",
        "STRDT({}, pk:own)",
        "STRDT({}, {})",
        "xsd:decimal({})",
        "IF({}, {}, {})",
        "IF(BOUND({}), {}, {})".replace("BOUND({})", "BOUND(?b)"),
        "COALESCE({}, {})",
        "({} = {})",
        "({} != {})",
        "({} < {})",
        "({} && {})",
        "({} || {})",
        "(!{})",
        "STRLEN({})",
        "({} + 1)",
        "({} IN ({}, {}))",
        "IRI({})",
        "ENCODE_FOR_URI({})",
        "DATATYPE({})",
    ]
    return st.one_of(simple, *map(call, forms))


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """A mapping of columns a, b and c, with alternatives, and two values made of them."""
    first = draw(st.sampled_from(["?row row:a ?a .", "?row row:a ?a ; row:b ?b .", '?row row:a ?a ; row:c "12" .']))
    has_b = "?b" in first
    parts = [first]
    if not has_b:
        inner = draw(
            st.sampled_from(
                ["?row row:b ?b", "?row row:b ?b BIND(STR(?b) AS ?d)", '?row row:b ?b FILTER(?b != "a")', ""]
            )
        )
        parts.append(f"OPTIONAL {{ {inner} }}" if inner else "")
    if draw(st.booleans()):
        parts.append(f"FILTER({draw(expressions(1))})")
    if draw(st.booleans()):
        parts.append(
            draw(st.sampled_from(["FILTER NOT EXISTS { ?row row:c ?any }", "FILTER EXISTS { ?row row:c ?any }"]))
        )
    parts.append(f"BIND({draw(expressions())} AS ?x)")
    if draw(st.booleans()):
        parts.append("{ ?row row:c ?c . BIND(?c AS ?z) } UNION { ?row row:a ?e BIND(LCASE(?e) AS ?f) }")
    else:
        parts.append("OPTIONAL { ?row row:c ?c }")
    parts.append(f"BIND({draw(expressions())} AS ?y)")
    template = '?x pk:p ?y . ?y pk:q ?a . ?x a pk:Project ; skos:note ?f, ?c . ?i pk:value ?x, ?z, "fix" ; pk:r ?row .'
    parts.append('BIND(fn:id("project", ?a) AS ?i)')
    return f"{HEAD}CONSTRUCT {{ {template} }} WHERE {{ {' '.join(parts)} }}\n"


def both(folder: Path, rows: list[list[str]], query: str, header: list[str], **options: Any) -> list[Any]:
    """What the columns give, and what the engine gives."""
    table, mapping = folder / "t.csv", folder / "m.rq"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    mapping.write_text(query, encoding="utf-8")
    answers = []
    plan = row_batches.Plan

    def none(*_: Any) -> Any:
        raise NotColumnar("asked of the engine, to compare", "由引擎计算，以作比较")

    for make in (plan, none):
        row_batches.Plan = make  # type: ignore[misc, assignment]
        store, found = TripleStore(), list[Finding]()
        try:
            foreign.map_table(table, mapping, store, found=found, **options)
            wrong: Any = None
        except DataError as error:
            wrong = (str(error), [finding.as_dict() for finding in error.findings])
        finally:
            row_batches.Plan = plan  # type: ignore[misc]
        triples = sorted(str(triple) for triple in store.triples())
        answers.append((triples, wrong, [finding.as_dict() for finding in found]))
    return answers


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(mappings(), st.lists(st.lists(st.sampled_from(CELLS), min_size=3, max_size=3), min_size=1, max_size=8))
def test_columns_and_the_engine_agree(
    tmp_path_factory: pytest.TempPathFactory, query: str, rows: list[list[str]]
) -> None:
    by_columns, by_engine = both(tmp_path_factory.mktemp("m"), rows, query, ["a", "b", "c"], partial=True)
    if "FILTER" in query:
        # The engine may make ids of rows that a filter leaves out later, and complain of them; the columns do not.
        if by_engine[1] is not None:
            return
        by_engine[2][:] = [finding for finding in by_engine[2] if finding["code"] not in ("no-id", "names-alike")]
        by_columns[2][:] = [finding for finding in by_columns[2] if finding["code"] not in ("no-id", "names-alike")]
    assert by_columns == by_engine


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(mappings())
def test_what_is_generated_is_worked_out_over_columns(query: str) -> None:
    functions = Functions("https://example.org/")
    try:
        Plan(query.removeprefix(HEAD.partition("\n")[0]), functions.table(), functions.base)
        reason = ""
    except NotColumnar as error:
        reason = str(error)
    assert reason in ("", "?c is looked at where it has no value")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("?row row:a ?a . MINUS { ?row row:b ?a }", "MINUS"),
        ("?row row:a ?a ; row:b ?a", "two places"),
        ("?row ?column ?a", "no column"),
        ("?row row:a ?a OPTIONAL { ?row row:b ?b FILTER(?a = ?b) }", "no value"),
        ("?row row:a ?a BIND(RAND() AS ?b)", "RAND"),
        ("?row row:a ?a . ?other row:a ?b", "more than one row"),
        ("?row row:a ?a BIND(?late AS ?x) OPTIONAL { ?row row:b ?late }", "?late"),
        ("{ SELECT ?a { ?row row:a ?a } }", "SELECT hides"),
        ("OPTIONAL { ?row row:a ?a }", "may be any"),
        ("?row row:a ?a } LIMIT 1", "LIMIT"),
        ("?row row:a|row:b ?a", "a path"),
    ],
)
def test_what_is_asked_of_the_engine_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, pattern: str, reason: str
) -> None:
    query = f"{HEAD}CONSTRUCT {{ pk:x pk:y ?a }} WHERE {{ {pattern}{'' if 'LIMIT' in pattern else ' }'}\n"
    caplog.set_level(logging.INFO)
    by_columns, by_engine = both(tmp_path, [["x", "y"]], query, ["a", "b"], partial=True)
    assert by_columns == by_engine
    assert reason in caplog.records[0].getMessage()


@pytest.mark.parametrize(("language", "said"), [("en", "than one row"), ("zh", "行不止一个")])
def test_at_the_command_it_is_said_where_it_is_asked_for(
    tmp_path: Path, run: Callable[..., Outcome], language: str, said: str
) -> None:
    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    pattern = "?row row:a ?a . ?other row:a ?b"
    query = f"{HEAD}CONSTRUCT {{ pk:x pk:y ?a }} WHERE {{ {pattern} }}\n"
    (tmp_path / "own.rq").write_text(query, encoding="utf-8")
    command = ("--lang", language, "map", tmp_path / "t.csv", tmp_path / "own.rq", "--try", "1")
    told = [line for line in run(*command, "--verbose").err.splitlines() if line.startswith("own.rq")]
    assert len(told) == 1
    assert said in told[0]
    assert said not in run(*command).err


def test_a_build_says_which_table_is_mapped_by_the_engine(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    run("new", tmp_path / "package")
    told = run("--lang", "en", "build", tmp_path / "package", "--out", tmp_path / "out", "--verbose")
    assert "mappings/dataset.rq is asked of the query engine, which is slower: it has a path (|)." in told.err


def test_the_bundled_mappings_are_worked_out_over_columns() -> None:
    functions = Functions("https://example.org/")
    by_engine = []
    for path in sorted((ROOT / "ontology" / "mappings").glob("*.rq")):
        try:
            Plan(QueryFile.load(path).sparql, functions.table(), functions.base)
        except NotColumnar:
            by_engine.append(path.stem)
    # One row a package, found by a path.
    assert by_engine == ["dataset"]
