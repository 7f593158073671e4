"""The commands that ask: ask, and where the graph comes from. ``query`` and ``explain`` are in tests/answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.answers.questions import list_questions
from tests.support import ID, EditablePackage, Outcome

Run = Callable[..., Outcome]
PARTNERS = [("Shanghai", "3"), ("China Nuclear Industry Fifth Construction", "1"), ("Shanghai Electric", "1")]


QUESTIONS = {question.name: question for question in list_questions()}


@pytest.fixture
def ask(run: Run, built: Path) -> Callable[..., Outcome]:
    return lambda *arguments: run("ask", *arguments, "--graph", built)


def test_the_list(run: Run) -> None:
    names = list(QUESTIONS)
    assert len(names) >= 12
    printed = run("ask", "--list")
    assert printed.code == 0
    assert all(name in printed.out for name in names)
    assert [item["name"] for item in run("ask", "--list", "-f", "json").json()] == names
    header, *rows = csv.reader(io.StringIO(run("ask", "--list", "-f", "csv", "--lang", "zh").out, newline=""))
    assert header == ["name", "question_en", "question_zh", "parameters"]
    assert [row[0] for row in rows] == names
    for row in rows:
        chinese = [any("\u4e00" <= character <= "\u9fff" for character in cell) for cell in row]
        assert chinese[1:3] == [False, True]


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_a_question_explains_itself(name: str, run: Run) -> None:
    printed = run("ask", name, "--explain", "--lang", "en")
    question = QUESTIONS[name]
    assert printed.out.startswith(question.question.en + "\n")
    assert all(f"  {parameter} (" in printed.out for parameter in question.parameters)
    assert printed.out.endswith(question.sparql)
    assert "#:" not in printed.out


def test_the_formats(ask: Callable[..., Outcome]) -> None:
    arguments = ["partners", "-p", "party=海盐", "--lang", "en"]
    header, *rows = csv.reader(io.StringIO(ask(*arguments, "-f", "csv").out, newline=""))
    # Names that stay, whatever the language: the query's variables.
    assert header == ["partner_id", "partner_en", "partner_zh", "partnerships", "asNamed"]
    assert len(rows) == 2
    assert rows[0] == [f"{ID}region/cn-shanghai", "Shanghai", "上海市", "6", "3"]
    tabs = [line.split("\t") for line in ask(*arguments, "-f", "tsv").out.splitlines()]
    assert tabs == [header, *rows]
    assert "| Shanghai | 6 | 3 |" in ask(*arguments, "-f", "md").out
    records = ask(*arguments, "-f", "json").json()
    assert records[0] == {
        "partner": {"iri": f"{ID}region/cn-shanghai", "en": "Shanghai", "zh": "上海市"},
        "partnerships": "6",
        "asNamed": "3",
    }
    table = ask(*arguments).out
    assert table.splitlines()[0].startswith("2 rows: ")
    assert table.splitlines()[2].split()[0] == "Partner"


def test_the_languages(ask: Callable[..., Outcome]) -> None:
    arguments = ["partners", "-p", "party=海盐", "-f", "md"]
    assert "上海市" not in ask(*arguments, "--lang", "en").out
    assert "Shanghai" not in ask(*arguments, "--lang", "zh").out.split("\n")[2]
    assert "| Shanghai 上海市 | 6 | 3 |" in ask(*arguments).out


def test_no_rows_are_told_apart_from_no_answer(ask: Callable[..., Outcome]) -> None:
    outcome = ask("find", "-p", "text=no such thing", "-f", "csv", "--lang", "en")
    assert outcome.code == 0
    assert outcome.out.count("\n") == 1
    assert outcome.err.startswith("No rows: the graph has nothing that fits.")


def test_a_name_that_nothing_has(ask: Callable[..., Outcome]) -> None:
    outcome = ask("partners", "-p", "party=海监")
    assert outcome.code == 1
    assert "Nothing is called '海监' among the parties. Did you mean" in outcome.err


def test_a_value_is_never_part_of_the_query(ask: Callable[..., Outcome]) -> None:
    for value in ('" } #', "x') || true || CONTAINS('", "\\", "?s", "<x>"):
        outcome = ask("find", "-p", f"text={value}", "-f", "csv")
        assert outcome.code == 0
        assert outcome.out.count("\n") == 1, value


def test_an_answer_in_a_file(ask: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = ask("partners", "-p", "party=海盐", "-f", "csv", "-o", "partners.csv")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("Wrote partners.csv. 已写入partners.csv。\nA partner counts with everybody in it")
    assert (tmp_path / "partners.csv").read_bytes() == ask("partners", "-p", "party=海盐", "-f", "csv").stdout
    (tmp_path / "folder").mkdir()
    refused = ask("partners", "-p", "party=海盐", "-o", "folder")
    assert refused.code == 1
    assert "folder: is a folder" in refused.err
    assert (tmp_path / "folder").is_dir()


def test_where_the_graph_comes_from(package: EditablePackage, run: Run, built: Path) -> None:
    """What --graph names; else build/ in this folder; else the bundled data."""
    count = ["query", "SELECT (COUNT(?p) AS ?n) { ?p a pk:Partnership }", "-f", "csv"]
    assert run(*count).out == "n\n57\n"
    assert run(*count, "--graph", "mine").out == "n\n1\n"
    assert run("build", "mine").code == 0
    assert run(*count).out == "n\n1\n"
    assert run(*count, "--graph", built / "graph.ttl").out == "n\n57\n"


def test_data_that_is_wrong_cannot_be_asked(package: EditablePackage, run: Run) -> None:
    package.set("stages", 2, "stage", "singed")
    outcome = run("ask", "open-lists", "--graph", "mine")
    assert outcome.code == 1
    assert outcome.out == ""
    assert "mine/stages.csv, row 2, field stage" in outcome.err
