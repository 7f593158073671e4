"""What tables look like at the width of a screen: no line is wider, whatever the command and the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.results.screen import fitted
from kg.results.tables import Table
from tests.support import Outcome

Run = Callable[..., Outcome]

BRIEFLY = ["--resamples", "5", "--nulls", "2"]
#: Every command that prints a table, with what makes it print one.
PRINTING = [
    ["ask", "--list"],
    ["ask", "target-status"],
    ["ask", "partnerships"],
    ["ask", "figures", "-p", "about=南湖区"],
    ["codes"],
    ["codes", "sector"],
    ["query", "SELECT ?p ?name WHERE { ?p a pk:Partnership ; skos:prefLabel ?name }"],
    ["network", "--list"],
    ["measure", "--list"],
    ["measure", "region-region", "-p", "level=county"],
    ["ledger"],
    ["coverage"],
    ["history", "science-city-fund-founding", "--figures"],
    ["brokerage", "region-region", "--level", "county", "--by", "province"],
    ["mixing", "region-region", "--level", "county", "--by", "city"],
    ["dependence", "region-region"],
    ["multiplex", "region-region"],
    ["weakpoints", "region-region"],
    ["communities", "institution-institution", "--runs", "2"],
    ["suggest", "region-region", "普陀区"],
    ["rank", "region-region", "-m", "degree", *BRIEFLY],
    ["compare", "region-region", "--first", "sector=health", "--second", "sector=education"],
    ["export", "--list"],
]
WITHOUT_GRAPH = {"codes", "export"}


def width_of(line: str) -> int:
    """By the Unicode standard itself, and not by the library that the program counts with."""
    marks = sum(unicodedata.combining(sign) > 0 for sign in line)
    return len(line) - marks + sum(unicodedata.east_asian_width(sign) in "WF" for sign in line)


@pytest.mark.parametrize("arguments", PRINTING, ids=lambda arguments: " ".join(arguments[:2]))
@pytest.mark.parametrize(("language", "width"), [("en", 80), ("zh", 80), ("both", 100)])
def test_no_line_is_wider_than_the_screen(
    arguments: list[str], language: str, width: int, built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    graph = [] if arguments[0] in WITHOUT_GRAPH or "--list" in arguments else ["-g", built]
    outcome = run(*arguments, *graph, "--lang", language)
    assert outcome.code == 0, outcome.err
    lines = outcome.out.splitlines()
    assert len(lines) > 2
    assert [line for line in lines if width_of(line) > width] == []


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_prose_is_as_wide_as_the_screen_and_as_long_as_it_likes_on_a_pipe(
    language: str, built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain = ("explain", "海盐", "Shanghai", "-g", built, "--lang", language)
    compare = (
        "compare",
        "region-region",
        "--first",
        "as-of=2016",
        "--second",
        "as-of=2017",
        "-g",
        built,
        "--lang",
        language,
    )
    piped, remarks = run(*explain).out, run(*compare).err
    assert max(map(width_of, piped.splitlines())) > 80
    assert max(map(width_of, remarks.splitlines())) > 80
    monkeypatch.setenv("COLUMNS", "60")
    shown, said = run(*explain).out, run(*compare).err
    # Not a sign is lost, and what a line goes on with stands further in.
    for text, whole in ((shown, piped), (said, remarks)):
        assert max(map(width_of, text.splitlines())) <= 60
        # How many columns a table leaves out depends on the width.
        texts = [re.sub(r"^.*--wide(showsall\.|显示全部。)", "", "".join(each.split())) for each in (text, whole)]
        assert texts[0] == texts[1] != ""
    run(*explain, "-o", "explained.txt")
    assert max(map(width_of, Path("explained.txt").read_text("utf-8").splitlines())) > 80


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_the_bundled_ledger_fits_two_screens(language: str, built: Path, run: Run) -> None:
    lines = run("ledger", "-g", built, "--lang", language).out.splitlines()
    assert len(lines) <= 100
    assert max(map(width_of, lines)) <= 100
    told = {
        "en": "10 targets: 0 met, 0 missed, 1 in progress, 9 not reported.",
        "zh": "10项目标：0项已达成，0项未达成，1项进行中，9项未见报告。",
    }
    assert all(said in lines[0] + lines[1] for name, said in told.items() if language in (name, "both"))


def test_amounts_are_as_people_write_them(built: Path, run: Run) -> None:
    # 45亿元 of capital are to be brought to Nanhu, at least: 4,500,000,000 yuan in the table of figures.
    arguments = ("ledger", "--region", "南湖区", "-g", built)
    assert "≥ CNY 4.5bn" in run(*arguments, "--lang", "en").out
    assert "≥ 45亿元" in run(*arguments, "--lang", "zh").out
    assert "4500000000" in run(*arguments, "-f", "csv").out


def test_what_is_not_shown_is_counted_and_wide_shows_it(built: Path, run: Run) -> None:
    arguments = ("ask", "target-status", "-g", built, "--lang", "en")
    narrow, wide = run(*arguments), run(*arguments, "--wide")
    assert "--wide shows all." in narrow.err
    assert "--wide" not in wide.err
    assert "…" in narrow.out
    assert "…" not in wide.out
    assert narrow.out.splitlines()[0] == wide.out.splitlines()[0].rstrip() or len(wide.out) > len(narrow.out)


def test_columns_give_way_by_their_rank_and_cells_wrap_once() -> None:
    table = Table(["first", "second", "third"], [["word " * 30, "2", "yy " * 20]], ranks=(0, 1, 0))
    shown = fitted(table, 40)
    # The first and the third, of at least 18 places each, leave no room for a second.
    assert shown.left_out == ("second",)
    assert len(shown.body) == 2
    assert shown.body[1].count("…") == 2
    assert shown.shortened == 2
    assert all(width_of(line) <= 40 for line in (*shown.heading, *shown.body))


def test_chinese_takes_two_places() -> None:
    shown = fitted(Table(["甲"], [["嘉兴市与上海市的合作"]]), 10)
    assert shown.body == ("嘉兴市与上", "海市的合作")
