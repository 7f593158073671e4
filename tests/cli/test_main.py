"""The command as a whole: help, usage errors, exit codes, and pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli.main import cli
from tests.support import ROOT, EditablePackage, Outcome, run_in_process

Run = Callable[..., Outcome]


@pytest.mark.parametrize("name", ["", *sorted(cli.commands)])
def test_help(name: str, run: Run) -> None:
    for flag in ("--help", "-h"):
        outcome = run(*([name] if name else []), flag)
        assert outcome.code == 0
        assert outcome.out.startswith(f"Usage 用法: kg {name}".rstrip())
        assert outcome.err == ""


@pytest.mark.parametrize(("language", "fix"), [("en", "Check the path, its permissions"), ("zh", "请检查路径、权限")])
def test_what_the_system_refuses_is_told_with_what_to_look_at(
    language: str, fix: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "mine/stages.csv")

    monkeypatch.setattr(kg, "check", refused)
    outcome = run("--lang", language, "check", "mine")
    assert outcome.code == 1
    assert "mine/stages.csv" in outcome.err
    assert fix in outcome.err


def test_the_commands(run: Run) -> None:
    expected = {"ask", "build", "check", "evidence", "explain", "measure", "network", "new", "page", "query"}
    assert expected <= set(cli.commands)
    printed = run("--help").out
    assert all(f"\n  {name} " in printed for name in expected)


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"kg, version {kg.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Usage: kg "),
        (["frob"], "No such command 'frob'"),
        (["parners"], "Did you mean kg ask partners"),
        (["build", "--bogus"], "No such option '--bogus'"),
        (["explain"], "Missing argument 'FIRST'"),
        (["explain", "a", "b", "c"], "unexpected extra argument"),
        (["check", "-f", "xml"], "--format / -f takes no value 'xml'. Use one of: table, json"),
        (["evidence", "mine"], "Missing option '--text'"),
        (["ask"], "Name a question"),
        (["ask", "partnerz"], "no question 'partnerz'. Did you mean partners"),
        (["ask", "partners", "-p", "party"], "must be of the form name=value"),
        (["ask", "partners", "-p", "=x"], "must be of the form name=value"),
        (["ask", "partners", "-p", "party=x", "-p", "party=y"], "party is given twice. Keep one"),
        (["ask", "partners"], "needs the parameter party"),
        (["ask", "partners", "-p", "colour=red"], "has no parameter 'colour'"),
        (["ask", "partnerships", "-p", "stage=finished"], "'finished' is not a code of the list stage. Use one of"),
        (["ask", "passage", "-p", "start=x"], "must be of type integer, not 'x'"),
        (["ask", "--explain", "nope"], "no question 'nope'"),
        (["ask", "partners", "-f", "xml"], "takes no value 'xml'. Use one of: "),
        (["query"], "Give either the query or --file"),
        (["query", "ASK {}", "--file", "q.rq"], "Give either the query or --file"),
        (["query", "ASK {}", "-f", "turtle"], "--format turtle does not fit ASK"),
        (["query", "SELECT * {}", "-f", "json-ld"], "--format json-ld does not fit SELECT"),
        (["query", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv"], "--format csv does not fit CONSTRUCT"),
        (["network"], "Name a projection: institution-institution"),
        (["network", "region-regino"], "no projection 'region-regino'"),
        (["network", "region-region", "--level", "village"], "'village' is not a code of the list level"),
        (["network", "region-region", "--level", "city", "-p", "level=county"], "The level is given twice"),
        (["network", "party-partnership", "--level", "city"], "has no parameter 'level'"),
        (["network", "region-region", "-f", "table"], "takes no value 'table'. Use one of: "),
        (["measure"], "Name a projection"),
        (["measure", "region-region", "-m", "beauty"], "no measure 'beauty'. Use one of: degree"),
        (["build", "--base", "here"], "ends in / or #"),
        (["new"], "Name the folder of the new package, or --sheet FILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_call_at_fault_is_told_so_and_exits_2(arguments: list[str], words: str, run: Run, example: Path) -> None:
    reads = arguments[:1] in (["ask"], ["query"], ["network"], ["measure"]) and "--explain" not in arguments
    outcome = run(*arguments, *(["--graph", example] if reads else []))
    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err


def test_a_module_can_be_run(tmp_path: Path) -> None:
    outcome = run_in_process("frob", cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err == "Error: No such command 'frob'. See `kg --help`. 错误：没有命令“frob”。见 `kg --help`。\n"


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}])
def test_chinese_is_read_and_printed_in_any_locale(environment: dict[str, str], example: Path, tmp_path: Path) -> None:
    outcome = run_in_process("explain", "示例市", "--graph", example, cwd=tmp_path, **environment)
    assert outcome.code == 0
    assert outcome.out.startswith("Exampleton 示例市\n")
    unknown = run_in_process("explain", "嘉兴", "--graph", example, cwd=tmp_path, **environment)
    assert unknown.err.startswith("Error: Nothing is called '嘉兴'.")


def test_chinese_is_printed_where_python_would_refuse(example: Path, tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    outcome = run_in_process("explain", "xx-exampleton", "--graph", example, cwd=tmp_path, **environment)
    assert outcome.code == 0
    assert outcome.out.startswith("Exampleton 示例市\n")


@pytest.mark.parametrize("arguments", [["ask", "--list"], ["query", "SELECT * { ?s ?p ?o }", "-f", "csv"]])
def test_a_reader_that_goes_away(arguments: list[str], example: Path) -> None:
    reads = ["--graph", str(example)] if arguments[0] == "query" else []
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments, *reads],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_bytes_that_are_no_text(example: Path, tmp_path: Path) -> None:
    for arguments in (
        ["explain", b"\xff\xfe"],
        ["query", b"ASK { ?s ?p '\xff' }"],
        ["ask", "find", "-p", b"text=\xff"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments, "--graph", str(example)],
            cwd=tmp_path,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode in (1, 2)
        assert done.stderr.decode("utf-8").startswith("Error: ")


def test_nothing_but_the_answer_is_on_standard_output(package: EditablePackage, tmp_path: Path) -> None:
    """On a pipe there is no progress, and JSON is all that is printed."""
    built = run_in_process("build", "mine", cwd=tmp_path)
    assert built.code == 0
    assert built.err == ""
    assert "\x1b" not in built.out
    checked = run_in_process("check", "mine", "-f", "json", cwd=tmp_path)
    assert checked.json()["counts"]["violation"] == 0
    assert checked.err == ""
