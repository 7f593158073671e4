"""Every answer keeps one protocol: the same members, of the same kind, made of each other as they promise."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from kg.answers.coverage import Coverage
from kg.answers.diff.diff import Diff
from kg.answers.explaining.explanation import Explanation
from kg.answers.history import History
from kg.answers.ledger.ledger import Ledger
from kg.answers.questions import Answer
from kg.answers.universe.declared import crossed
from kg.answers.universe.survey import Survey, survey
from kg.answers.withdrawal import Losses, losses
from kg.intake.identities import Judgement
from kg.intake.identities.judged import Judged
from kg.intake.identities.reviewing import Review
from kg.knowledge_graph import KnowledgeGraph
from kg.results.report import Report
from kg.results.result import Result
from kg.results.tables import Table
from kg.text import Text
from tests.support import needs

HAN = re.compile("[\u4e00-\u9fff]")
SOURCE = "zjol-2017-07-28"
METHODS = ("table", "records", "frame", "as_dict", "text", "_repr_html_")


def withdrawn(graph: KnowledgeGraph) -> Losses:
    left = graph.without(SOURCE)
    return losses(graph.records, left.records, left.left_out)


#: Each class of results on the bundled graph: one that is full, and one that is empty if it can be.
def surveyed(graph: KnowledgeGraph) -> Survey:
    counties = {iri: party.label for iri, party in graph.records.parties.items() if party.is_region}
    return survey(crossed(counties, graph.records), graph.records)


MADE: dict[str, tuple[type, Callable[[KnowledgeGraph], Any]]] = {
    "answer": (Answer, lambda graph: graph.ask("partners", party="海盐")),
    "answer, empty": (Answer, lambda graph: graph.at("1990-01-01").ask("partnerships")),
    "report": (Report, lambda graph: graph.measure_report("region-region", ["degree"], level="county")),
    "report with groups": (Report, lambda graph: graph.brokerage("region-region", by="province", level="county")),
    "ledger": (Ledger, lambda graph: graph.ledger()),
    "ledger, empty": (Ledger, lambda graph: graph.ledger("region/cn-shanghai", period="1999")),
    "coverage": (Coverage, lambda graph: graph.coverage()),
    "history": (History, lambda graph: graph.history("science-city-fund-founding")),
    "explanation of a tie": (Explanation, lambda graph: graph.explain("海盐", "Shanghai")),
    "explanation of a source": (Explanation, lambda graph: graph.explain(SOURCE)),
    "explanation of a code": (Explanation, lambda graph: graph.explain("sector:health")),
    "diff": (Diff, lambda graph: graph.at("2016-12-31").diff(graph)),
    "diff, empty": (Diff, lambda graph: graph.diff(graph)),
    "withdrawal": (Losses, withdrawn),
    "survey of a universe": (Survey, surveyed),
    "review of names": (Review, lambda _: Review(())),
    "judgements": (Judged, lambda _: Judged((Judgement("a", "institution/b", same=True),))),
}


@pytest.fixture(scope="module", params=MADE)
def result(request: pytest.FixtureRequest, knowledge: KnowledgeGraph) -> Any:
    kind, make = MADE[request.param]
    made = make(knowledge)
    assert isinstance(made, kind)
    return made


def test_it_keeps_the_protocol(result: Any) -> None:
    assert isinstance(result, Result)


def test_members_are_of_one_kind_everywhere(result: Any) -> None:
    assert isinstance(result.remarks, tuple)
    assert all(isinstance(remark, Text) and remark.en and HAN.search(remark.zh) for remark in result.remarks)
    for name in METHODS:
        method = getattr(type(result), name)
        assert inspect.isfunction(method), name
        _, *others = inspect.signature(method).parameters.values()
        language = [others.pop(0)] if name in ("table", "text") else []
        assert [(one.name, one.default) for one in language] == [("language", "both")] * len(language)
        # Whatever else a result takes is a keyword that may be left out.
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY and one.default is not one.empty for one in others), name


def test_a_table_has_its_headings_in_either_language(result: Any) -> None:
    english, chinese, both = (result.table(language) for language in ("en", "zh", "both"))
    assert all(isinstance(table, Table) for table in (english, chinese, both))
    for table in (english, chinese, both):
        assert all(len(row) == len(table.headers) for row in table.rows)
        assert all(isinstance(cell, str) for row in table.rows for cell in row)
    assert english.headers
    assert not [heading for heading in english.headers if HAN.search(heading)]
    assert all(HAN.search(heading) for heading in chinese.headers)


def test_records_are_flat_and_their_names_stay(result: Any) -> None:
    records = result.records()
    assert len({tuple(record) for record in records}) <= 1
    for record in records:
        assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) for name in record)
        for value in record.values():
            inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
            assert not isinstance(value, dict) or set(value) == {"iri", "en", "zh"}
            assert all(one is None or isinstance(one, str | int | float | bool) for one in inside), record
    assert json.loads(json.dumps(records)) == records


@needs("frames")
def test_a_frame_has_the_records_columns(result: Any) -> None:
    import pandas as pd

    frame, records = result.frame(), result.records()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == len(records)
    assert frame.columns.is_unique
    expected = list(frame.columns)
    if records:
        things = {name for record in records for name, value in record.items() if isinstance(value, dict)}
        names = [(f"{name}_label_en", f"{name}_label_zh", name) if name in things else (name,) for name in records[0]]
        expected = [name for group in names for name in group]
        for key in [name.removesuffix("label_en") for name in records[0] if name.endswith("label_en")]:
            thing = key.removesuffix("_") or "node"
            if thing in expected:  # a report's records hold a thing in three entries already
                expected.remove(thing)
                expected.insert(expected.index(f"{key}label_zh") + 1, thing)
    assert list(frame.columns) == expected
    assert expected


def test_as_dict_is_json_and_comes_back_the_same(result: Any) -> None:
    content = result.as_dict()
    assert isinstance(content, dict)
    assert json.loads(json.dumps(content, allow_nan=False)) == content


def test_text_is_lines_in_the_language_that_is_asked_for(result: Any) -> None:
    english, chinese = result.text("en"), result.text("zh")
    assert english.endswith("\n")
    assert HAN.search(chinese)
    assert english != chinese


def test_html_is_a_table(result: Any) -> None:
    html = result._repr_html_()
    assert "<table" in html
    assert "<th" in html


def test_pandas_is_imported_when_a_frame_is_asked_for() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import kg.results.result, kg.results.report, kg.answers.history, kg.answers.diff.diff;"
        "import kg.answers.ledger.ledger, kg.answers.explaining.explanation, kg.answers.coverage, kg.answers.questions;"
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
