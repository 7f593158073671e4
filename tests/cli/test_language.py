"""The reader's language: ``--lang``, else ``KG_LANG``, else the locale; and input that is what tables show."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from kg.cli.commands import Command, Option
from kg.cli.helping import GROUPS
from kg.cli.main import cli
from kg.results.screen import width_of
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("environment", "option", "headings"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, [], ["代码", "名称"]),
        ({"LANG": "zh_TW"}, [], ["代码", "名称"]),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, [], ["Code", "Name"]),
        ({"LC_ALL": "en_GB.UTF-8", "KG_LANG": "zh"}, [], ["代码", "名称"]),
        ({"KG_LANG": "zh"}, ["--lang", "en"], ["Code", "Name"]),
        # The locale C names no language.
        ({"LC_ALL": "C.UTF-8"}, [], ["Code", "/"]),
    ],
)
def test_the_language_of_a_table(
    environment: dict[str, str],
    option: list[str],
    headings: list[str],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "KG_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    outcome = run("codes", "stage", *option)
    assert outcome.out.splitlines()[0].split()[:2] == headings


def test_one_run_does_not_speak_the_language_of_the_last(built: Path, run: Run) -> None:
    assert HAN.search(run("ask", "regions", "-g", built, "--lang", "zh").out)
    assert "Regions" in run("--lang", "en", "ask", "regions", "-g", built).out
    both = run("ask", "regions", "-g", built).out
    assert HAN.search(both)


def test_an_unknown_language_is_refused(built: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    refused = run("ask", "regions", "-g", built)
    assert (refused.code, "KG_LANG is 'fr'" in refused.err) == (2, True)


def test_findings_and_their_fixes_in_chinese(package: EditablePackage, run: Run) -> None:
    package.set("stages", 2, "as_of", "2026年11月24日")
    package.set("stages", 2, "stage", "singed")
    told = "".join(run("check", "mine", "--lang", "zh").out.split())
    assert "第2行，as_of栏" in told
    assert "是否为2026-11-24？请照此写明年、月、日。" in told
    assert "是否为signed？可用代码：" in told


def test_errors_in_chinese(built: Path, run: Run) -> None:
    told = run("cite", "nowhere-at-all", "Shanghai", "-g", built, "--lang", "zh").err
    assert "没有名为“nowhere-at-all”的对象。" in told
    assert ", or " not in told
    told = run("cite", "海盐", "海盐", "-g", built, "--lang", "zh").err
    assert "一条联系有不同的两端，而这两端均为海盐县。请另写其一。" in told


def test_a_cell_may_say_what_tables_show(package: EditablePackage, run: Run) -> None:
    package.set("stages", 2, "stage", "已签约")
    checked = run("check", "mine", "-f", "json")
    assert checked.code == 0
    (found,) = [item for item in checked.json()["findings"] if item["code"] == "code-by-name"]
    assert (found["severity"], found["row"], found["field"]) == ("info", 2, "stage")
    assert found["message_en"] == "'已签约' is read as the code signed."
    assert run("ask", "partnerships", "-p", "stage=signed", "-g", "mine", "-f", "json").json()


def test_a_parameter_may_say_what_tables_show(built: Path, run: Run) -> None:
    arguments = ("ask", "partnerships", "-g", built, "-f", "json")
    named = run(*arguments, "-p", "stage=已签约", "--lang", "en")
    coded = run(*arguments, "-p", "stage=signed", "--lang", "en")
    assert named.stdout == coded.stdout
    assert "stage=已签约 is the code signed." in named.err
    assert "is the code" not in coded.err


def test_a_value_is_taken_for_the_parameter_that_the_question_needs(built: Path, run: Run) -> None:
    short = run("ask", "partners", "海盐", "-g", built)
    assert short.code == 0
    assert short.stdout == run("ask", "partners", "-p", "party=海盐", "-g", built).stdout
    assert run("ask", "ambiguities", "海盐", "-g", built).code == 2


def test_which_graph_is_read_is_said_once_and_only_where_none_is_named(built: Path, run: Run) -> None:
    assert run("ask", "regions", "--lang", "en").err.count("Read: the bundled data") == 1
    assert "Read: " not in run("ask", "regions", "-g", built, "--lang", "en").err


def test_every_command_is_in_one_group_and_has_a_chinese_help(run: Run) -> None:
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(cli.commands)
    told = run("--lang", "zh", "--help").out
    assert all(heading.zh in told for heading, _ in GROUPS)
    for command in cli.commands.values():
        assert isinstance(command, Command)
        assert command.short.zh in told
        assert command.short.en not in told


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_the_help_of_a_command_is_in_the_readers_language(name: str, run: Run) -> None:
    chinese = run(name, "--help", "--lang", "zh").out
    assert chinese.startswith(f"用法：kg {name} ")
    options = [option for option in cli.commands[name].params if isinstance(option, click.Option)]
    assert all(isinstance(option, Option) and option.text.zh and option.text.en for option in options)
    assert not re.search(r"\b(OPTIONS|TEXT|INTEGER|PATH|DAY|DIR|FILE)\b", re.sub("--text FILE", "", chinese)), chinese
    # What is left in English are names and placeholders: no sentence ends in a full stop.
    assert not re.search(r"[a-z]\. |[a-z]\.$", chinese, re.MULTILINE), chinese
    # Names of places in examples, and what a sheet may say, are Chinese in both.
    assert not HAN.search(re.sub("[海盐桐乡秀洲区浙江省相同不]", "", run(name, "--help", "--lang", "en").out))
    both = run(name, "--help", "--lang", "both").out
    assert "Options 选项:" in both
    assert max(map(width_of, both.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "--nope"), "没有选项 --nope。"),
        (("rank", "region-region", "--resamples", "x"), "须为数，范围：x>=0。"),
        (("check", "--format", "xml"), "请用其中之一：table, json。"),
        (("compare",), "缺少参数 'PROJECTION'。"),
        (("asks",), "没有命令“asks”。是否为 ask？"),
        (("page", "--out"), "选项 --out 需要取值。"),
        (("names", "x", "--same", "a"), "选项 --same 需要2个取值。"),
        (("diff", "a", "b", "c"), "多余的参数：c。"),
        (("diff", "a"), "缺少参数 'NEW'。"),
        (("regions", "find", "x", "--on", "2020"), "不是日期。"),
        (("map", "a.csv", "--try", "x"), "须为数，范围：x>=1。"),
        (("map", "a.csv", "--guess", "--issued", "x"), "须为日期，如 2024-05-06"),
        (("cite", "a", "--as-of"), "选项 --as-of 需要取值。"),
    ],
)
def test_a_call_at_fault_is_told_in_the_readers_language(arguments: tuple[str, ...], said: str, run: Run) -> None:
    outcome = run("--lang", "zh", *arguments)
    assert outcome.code == 2
    assert outcome.err.splitlines()[-1].startswith("错误：")
    assert said in outcome.err
    assert "Error" not in outcome.err


def test_a_command_that_is_nearly_right(run: Run) -> None:
    assert "Did you mean ledger?" in run("leger").err
    assert run("leger").code == 2
