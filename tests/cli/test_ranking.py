"""The commands that rank, compare and plot networks; what they compute is tested in tests/network."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]
BRIEFLY = ["--resamples", "50", "--nulls", "10"]


def test_rank_in_every_format(built: Path, run: Run) -> None:
    arguments = ["rank", "region-region", "-m", "betweenness", "-m", "degree", "--graph", built, *BRIEFLY]
    found = run(*arguments, "-f", "json").json()
    first = found["rows"][0]
    assert (first["measure"], first["label_zh"], first["rank"], first["value"]) == ("betweenness", "桐乡市", 1, 0.4)
    assert first["random_low"] == first["random_high"] == 1
    assert first["stage_low"] <= 1 <= first["stage_high"]
    assert found["checks"] == {"resamples": 50, "share": 0.1, "dropped": 1, "nulls": 10, "seed": 20170728}
    assert {scenario["kind"] for scenario in found["scenarios"]} == {"source", "stage", "record"}
    rows = list(csv.reader(io.StringIO(run(*arguments, "-f", "csv", "--lang", "en").out)))
    assert len(rows) - 1 == len(found["rows"]) == 14
    assert "Rank without random ties" in rows[0]
    assert "随机略去合作的名次" in run(*arguments, "-f", "md", "--lang", "zh").out


def test_the_verdict_is_in_the_language_asked_for(built: Path, run: Run) -> None:
    arguments = ["rank", "region-region", "-m", "betweenness", "--graph", built, *BRIEFLY]
    english = run(*arguments, "--lang", "en")
    assert "Tongxiang leads in 100 % of resamples" in english.err
    assert "no tie is left" in english.err  # one source
    assert not any("\u4e00" <= character <= "\u9fff" for character in english.out + english.err)
    chinese = run(*arguments, "--lang", "zh")
    assert "桐乡市在 100 % 的重抽样中领先" in chinese.err
    assert "leads" not in chinese.out + chinese.err


def test_the_same_seed_gives_the_same(built: Path, run: Run) -> None:
    arguments = ["rank", "institution-institution", "-m", "closeness", "--graph", built, *BRIEFLY, "-f", "csv"]
    assert run(*arguments, "--seed", "3").stdout == run(*arguments, "--seed", "3").stdout
    assert run(*arguments, "--seed", "3").stdout != run(*arguments, "--seed", "4").stdout


@pytest.mark.parametrize(
    "arguments",
    [
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
