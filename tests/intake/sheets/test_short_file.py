"""``SHEET.kg.yaml`` says once what all questions of a sort share, and explains itself."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "类型", "领域", "进展", "签约日期")
WORDS = ("甲样式", "乙样式", "丙样式")


def imported(tmp_path: Path, *words: str) -> Imported:
    rows = [(f"合作{at}", "嘉善县", "平湖市", word, word, word, "2019-10-08") for at, word in enumerate(words)]
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")


def written(tmp_path: Path) -> str:
    return (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")


def test_all_that_may_be_answered_stands_once_in_both_languages_at_the_end(tmp_path: Path) -> None:
    imported(tmp_path, *WORDS)
    text = written(tmp_path)
    for shown in ("Agreement/donation", "terminated (terminated, 已终止)", "crossSector"):
        assert text.count(shown) == 1
        assert text.index(shown) > text.index("项目名称:")
    for asked in (
        "What type of partnership is each?",
        "各为哪类合作？",
        "Which stage is each?",
        "Which sector is each?",
    ):
        assert text.count(asked) == 1
        assert text.index(asked) < text.index(WORDS[0], text.index(asked))
    # Three words of three kinds: less than a line each beside what they share.
    assert len(text.splitlines()) < 140


def test_a_further_word_is_added_below_what_is_said_already(tmp_path: Path) -> None:
    imported(tmp_path, *WORDS)
    first = written(tmp_path)
    imported(tmp_path, *WORDS, "丁样式")
    second = written(tmp_path)
    assert second.count("Agreement/donation (donation, 捐赠协议)") == 1
    # A line for each answer, and at most two for what is like it.
    assert len(second.splitlines()) <= len(first.splitlines()) + 3 + 4
    tree = YAML().load(second)
    assert list(tree["answers"]["class"]) == [*WORDS, "丁样式"]


def test_the_same_sheet_writes_the_same_file_again(tmp_path: Path) -> None:
    imported(tmp_path, *WORDS)
    first = written(tmp_path)
    imported(tmp_path, *WORDS)
    assert written(tmp_path) == first


def test_an_answer_that_cannot_be_is_asked_again_and_what_may_be_is_there(tmp_path: Path) -> None:
    imported(tmp_path, *WORDS)
    path = tmp_path / "deals.csv.kg.yaml"
    tree = YAML().load(written(tmp_path))
    tree["answers"]["class"]["甲样式"] = "Agreement/lease"
    tree["answers"]["stage"]["甲样式"] = "nonsense"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(tree, file)
    done = imported(tmp_path, *WORDS)
    (asked,) = (one for one in done.account.questions if one.path == ("answers", "stage", "甲样式"))
    assert "'nonsense'" in asked.text.en
    (row,) = (row for row in table(tmp_path / "made", "partnerships") if row.get("agreement_kind"))
    assert row["agreement_kind"] == "lease"


def test_a_long_text_is_told_with_its_key(tmp_path: Path) -> None:
    long = "样式" * 120
    imported(tmp_path, long)
    text = written(tmp_path)
    assert "…" in text
    assert long[:70] in text.replace("\n", "").replace("# ", "").replace(" ", "")


def test_what_is_open_stands_before_what_is_settled_and_apart_from_what_may_stay_so(tmp_path: Path) -> None:
    imported(tmp_path, *WORDS)
    text = written(tmp_path)
    tree = YAML().load(text)
    assert next(iter(tree)) == "answers"
    assert list(tree["answers"])[-1] == "class"
    apart = text.index("# ── may stay open")
    assert text.index("  stage:") < apart < text.index("  class:") < text.index("# ── settled") < text.index("columns:")
    # A file of before, with its explanation at the head, is read as it was, and a line of one's own stays.
    path = tmp_path / "deals.csv.kg.yaml"
    old = "# How kg reads deals.csv. Change what is wrong\n#\n#   期限写作10 years。\n"
    old += "answers:\n  sector:\n    甲样式: health  # ask Lin\n    乙样式:\n"
    old += "  # my own remark\n  stage:\n    甲样式: signed\n"
    path.write_text(old, encoding="utf-8")
    imported(tmp_path, *WORDS)
    text = written(tmp_path)
    assert "# ask Lin" in text
    assert "# my own remark" in text
    tree = YAML().load(text)
    assert (tree["answers"]["sector"]["甲样式"], tree["answers"]["stage"]["甲样式"]) == ("health", "signed")
    assert list(tree["answers"]["sector"]) == ["乙样式", "丙样式", "甲样式"]
    assert text.count("How kg reads") == 1
