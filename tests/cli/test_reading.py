"""kg read: articles to suggestions, on the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.source_text import sha256
from tests.support import Outcome

TEXT = "本报讯 7月3日，澜溪县与枫岭大学签署战略合作协议，总投资3.5亿元。今年，双方还将共建实验室。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "daily-2024.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_without_a_day_of_publication_nothing_is_read(
    article: Path, tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    result = run("read", article)
    assert result.code == 2
    assert "--published" in result.err


@pytest.mark.parametrize(
    ("content", "more"),
    [(b"", ()), ("云溪县".encode("gbk"), ()), (b"a\x00b", ()), (TEXT.encode(), ("--source", "A b"))],
)
def test_what_cannot_be_read_leaves_no_package_behind(
    content: bytes, more: tuple[str, ...], tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    for days in ((), ("--published", "2024-07-05")) if not content or more else (("--published", "2024-07-05"),):
        result = run("read", tmp_path / "a.txt", *days, *more, "--into", tmp_path / "deals")
        assert result.code in (1, 2)
        assert not (tmp_path / "deals").exists()


def test_figures_of_new_regions_are_in_the_table_by_their_names(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    (tmp_path / "a.txt").write_text("去年，银岬市引进澄浦区企业18家。\n", encoding="utf-8")
    result = run("read", tmp_path / "a.txt", "--published", "2024-07-05", "--format", "md")
    assert result.code == 0, result.err
    (line,) = [line for line in result.out.splitlines() if "澄浦区 → 银岬市" in line]
    assert "18家" in line


def test_accepting_a_partnership_accepts_its_houses_and_where_they_are(
    tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    (tmp_path / "a.txt").write_text("银岬市第一中学与澄浦区实验学校签订结对协议。\n", encoding="utf-8")
    package, sheet = tmp_path / "deals", tmp_path / "review.csv"
    for arguments in (
        ("read", "a.txt", "--published", "2024-07-05", "--into", package),
        ("review", package, "--out", sheet),
    ):
        assert run(*arguments).code == 0
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["decision"] = "accept" if row["table"] == "partnerships" and not row["group"] else ""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    accepted = run("accept", package, sheet, "--text", "a.txt")
    assert accepted.code == 0, accepted.err

    def table(name: str) -> list[dict[str, str]]:
        with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    places = {row["id"]: row["name_zh"] for row in table("regions")}
    assert {row["name_zh"]: places[row["located_in"]] for row in table("institutions")} == {
        "银岬市第一中学": "银岬市",
        "澄浦区实验学校": "澄浦区",
    }


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "03/07/2024"])
def test_a_day_that_is_none_is_refused(day: str, article: Path, tmp_path: Path, run: Callable[..., Outcome]) -> None:
    result = run("read", article, "--published", day)
    assert result.code == 2
    assert day in result.err


def test_suggestions_are_put_into_a_new_package_that_passes_its_check(
    article: Path, tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    package = tmp_path / "deals"
    result = run("read", article, "--published", "2024-07-05", "--into", package)
    assert result.code == 0, result.err
    made = json.loads((package / "suggestions" / "daily-2024.json").read_text(encoding="utf-8"))
    assert (made["source"]["id"], made["source"]["sha256"]) == ("daily-2024", sha256(TEXT))
    assert (made["source"]["characters"], made["source"]["published"]) == (len(TEXT), "2024-07-05")
    (agreement,) = [one for one in made["suggestions"] if one["kind"] == "partnerships" and one["rule"] == "agreement"]
    parties = [TEXT[one["start"] : one["end"]] for one in agreement["fields"] if one["name"] == "party"]
    assert parties == ["澜溪县", "枫岭大学"]
    (signed,) = [one for one in made["suggestions"] if one["about"] == agreement["id"] and one["kind"] == "stages"]
    assert {one["name"]: one["value"] for one in signed["fields"]}["as_of"] == "2024-07-03"
    # Nothing is in the tables yet, and the text in no file.
    assert not (package / "partnerships.csv").exists()
    assert not [path for path in package.rglob("*") if path.is_file() and "本报讯" in path.read_text(encoding="utf-8")]
    checked = run("check", package)
    assert checked.code == 0, checked.err


def test_the_day_that_the_package_has_is_taken_and_told(
    article: Path, tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    package = tmp_path / "deals"
    first = run("read", article, "--published", "2024-07-05", "--into", package)
    assert first.code == 0, first.err
    path = package / "sources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = list(csv.DictReader(file).fieldnames or ())
    row = {"id": "daily", "title_zh": "日报", "issued": "2024-07-05", "language": "zh", "sha256": sha256(TEXT)}
    row["characters"] = str(len(TEXT))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerow(row)
    again = run("read", article, "--into", package)
    assert again.code == 0, again.err
    assert "2024-07-05" in again.out + again.err
    assert (package / "suggestions" / "daily.json").is_file()


def test_the_table_is_in_the_readers_language(article: Path, tmp_path: Path, run: Callable[..., Outcome]) -> None:
    english = run("read", article, "--published", "2024-07-05", "--lang", "en", "--wide")
    chinese = run("read", article, "--published", "2024-07-05", "--lang", "zh", "--wide")
    assert "signed" in english.out
    assert "已签" in chinese.out
    assert "澜溪县" in english.out


@pytest.mark.parametrize("name", ["Daily News", "UPPER", "-", "每日"])
def test_an_id_that_is_none_is_refused(name: str, article: Path, tmp_path: Path, run: Callable[..., Outcome]) -> None:
    result = run("read", article, "--published", "2024-07-05", "--source", name)
    assert result.code == 2
    assert name in result.err


def test_a_folder_without_texts_is_told(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    (tmp_path / "empty").mkdir()
    result = run("read", tmp_path / "empty", "--published", "2024-07-05")
    assert result.code == 2
    assert "holds no text" in result.err
