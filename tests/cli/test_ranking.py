"""The commands that rank, compare and plot networks; what they compute is tested in tests/network."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import EditablePackage, Outcome, needs

Run = Callable[..., Outcome]
BRIEFLY = ["--resamples", "50", "--nulls", "10"]


def test_rank_in_every_format(built: Path, run: Run) -> None:
    arguments = [
        "rank",
        "region-region",
        "--level",
        "county",
        "-m",
        "betweenness",
        "-m",
        "degree",
        "--graph",
        built,
        *BRIEFLY,
    ]
    found = run(*arguments, "-f", "json").json()
    first = found["rows"][0]
    assert (first["measure"], first["label_zh"], first["rank"], first["value"]) == ("betweenness", "桐乡市", 1, 0.4)
    assert first["random_low"] == first["random_high"] == 1
    assert first["stage_low"] <= 1 <= first["stage_high"]
    assert found["checks"] == {"resamples": 50, "share": 0.5, "dropped": 4, "nulls": 10, "seed": 20170728}
    # The null networks are too few for a verdict; whatever is drawn, (1 + 10) / (1 + 10) is the most, 2 / 11 the least.
    assert 0.18 < found["first_p"]["betweenness"] <= 1
    assert 0.18 < first["p"] <= 1
    assert {scenario["kind"] for scenario in found["scenarios"]} == {"source", "stage", "record"}
    rows = list(csv.reader(io.StringIO(run(*arguments, "-f", "csv", "--lang", "en").out)))
    assert len(rows) - 1 == len(found["rows"]) == 14
    assert {"measure_id", "node_id", "node_zh", "random_low", "random_high"} <= set(rows[0])
    assert "随机略去合作的名次" in run(*arguments, "-f", "md", "--lang", "zh").out


def test_the_verdict_is_in_the_language_asked_for(built: Path, run: Run) -> None:
    arguments = ["rank", "region-region", "--level", "county", "-m", "betweenness", "--graph", built, *BRIEFLY]
    english = run(*arguments, "--lang", "en")
    assert "Tongxiang leads in " in english.err
    assert "no tie is left" in english.err  # one source
    assert not any("\u4e00" <= character <= "\u9fff" for character in english.out + english.err)
    chinese = run(*arguments, "--lang", "zh")
    assert "桐乡市在 100 % 的重抽样中领先" in chinese.err
    assert "leads" not in chinese.out + chinese.err


def test_the_same_seed_gives_the_same(built: Path, run: Run) -> None:
    arguments = ["rank", "institution-institution", "-m", "closeness", "--graph", built, *BRIEFLY, "-f", "csv"]
    assert run(*arguments, "--seed", "3").stdout == run(*arguments, "--seed", "3").stdout
    assert run(*arguments, "--seed", "3").stdout != run(*arguments, "--seed", "4").stdout


HEALTH = ["--first", "sector=health", "--second", "sector=education"]


def test_compare_in_every_format(built: Path, run: Run) -> None:
    arguments = ["compare", "region-region", *HEALTH, "-p", "coarser=true", "-m", "strength", "--graph", built]
    found = run(*arguments, "-f", "json").json()
    assert found["first_network"]["name"] == "sector=health"
    assert len(found["ties"]["kept"]) == 2
    first = found["rows"][0]
    assert (first["label_en"], first["first"], first["second"], first["change"]) == ("Shanghai", 7, 4, -3)
    rows = list(csv.reader(io.StringIO(run(*arguments, "-f", "csv", "--lang", "en").out)))
    assert rows[0][6:8] == ["first", "second"]
    assert len(rows) - 1 == len(found["rows"])
    chinese = run(*arguments, "--lang", "zh")
    assert "名次" in chinese.out
    assert "医疗卫生" in chinese.out
    assert "Jaccard" in chinese.err


def test_compare_periods(built: Path, run: Run) -> None:
    arguments = ["compare", "region-region", "--first", "as-of=2016-12-31", "--second", "as-of=2017", "--graph", built]
    arguments += ["--level", "county"]
    outcome = run(*arguments, "--lang", "en")
    assert outcome.code == 0
    assert "as-of=2016-12-31: nothing is tied." in outcome.err


@needs("plots")
def test_plot_by_the_ending_of_the_file(built: Path, run: Run, tmp_path: Path) -> None:
    for name, start in (("ties.svg", b"<?xml"), ("ties.png", b"\x89PNG")):
        outcome = run("plot", "chord", "region-region", "--graph", built, "-o", name)
        assert outcome.code == 0
        assert outcome.err.count("Parties stand at the level county") == 1  # said once, as below the picture
        assert (tmp_path / name).read_bytes().startswith(start)
    printed = run("plot", "timeline", "region-region", "--graph", built, "-f", "png")
    assert printed.stdout.startswith(b"\x89PNG")
    part = run(
        "plot",
        "heatmap",
        "region-region",
        "--level",
        "county",
        "--graph",
        built,
        "--top",
        "3",
        "-o",
        "top.svg",
        "--lang",
        "en",
    )
    assert "The plot shows 3 of 7 nodes." in part.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["plot", "pie", "region-region"],
        ["plot", "chord"],
        ["plot", "chord", "region-region", "-o", "ties.pdf"],
        ["plot", "chord", "region-region", "--top", "0"],
        ["plot", "chord", "region-region", "--by", "no-such"],
        ["plot", "ranks", "region-region", "-m", "community"],
        ["plot", "chord", "party-partnership"],
        ["plot", "timeline", "region-region", "-p", "sector=noSuchSector"],
        ["compare", "region-region"],
        ["compare", "region-region", "--first", "health", "--second", "sector=education"],
        ["compare", "region-region", "--first", "sector=helth", "--second", "sector=education"],
        ["compare", "region-region", "--first", "no=1", "--second", "sector=education"],
        ["compare", "region-region", "--first", "as-of=soon", "--second", "as-of=2017"],
        ["compare", "region-region", *HEALTH, "-p", "sector=health"],
        ["compare", "region-region", *HEALTH, "-m", "no-such"],
        ["rank"],
        ["rank", "no-such"],
        ["rank", "region-region", "-m", "centrality"],
        ["rank", "region-region", "-m", "community"],
        ["rank", "region-region", "--share", "0"],
        ["rank", "region-region", "--share", "1.5"],
        ["rank", "region-region", "--resamples", "-1"],
    ],
)
def test_wrong_calls(arguments: list[str], built: Path, run: Run) -> None:
    outcome = run(*arguments, "--graph", built)
    assert outcome.code == 2
    assert "Error" in outcome.err


def test_hostile_names(package: EditablePackage, run: Run) -> None:
    package.set("regions", 3, "name_en", '=1+1<script>"\u202e|')
    arguments = ["rank", "party-partnership", "-m", "degree", "--graph", package.folder, "--lang", "en", *BRIEFLY]
    text = run(*arguments, "-f", "csv").out
    assert "'=1+1<script>" in text
    table = run(*arguments)
    assert "\u202e" not in table.out + table.err
