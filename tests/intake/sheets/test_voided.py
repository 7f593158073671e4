"""A row that says of itself that it is void, double or not to be used is asked about, and left out as answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.intake.sheets.written import by_name, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "投资额（万元）", "签约日期", "备注", "标记")


def imported(run: Run, tmp_path: Path, *rows: tuple[str, str, str], lang: str = "en") -> Outcome:
    """The account of a sheet of projects, each with its note and its mark."""
    cells = [
        (name, "嘉善县", "上海市", "9900", f"2018-03-0{at}", note, mark)
        for at, (name, note, mark) in enumerate(rows, 1)
    ]
    write_csv(tmp_path / "deals.csv", cells, HEADINGS)
    return run("import", "deals.csv", "--lang", lang)


def asked(tmp_path: Path) -> set[str]:
    """The rows of which it is asked whether they are taken."""
    said = yaml.safe_load((tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8"))
    return set(((said or {}).get("answers") or {}).get("void") or {})


@pytest.mark.parametrize(
    ("name", "note", "mark"),
    [
        ("旧港项目（作废）", "", ""),
        ("旧港项目", "重复录入，勿用", ""),
        ("旧港项目", "此行作废", ""),
        ("旧港项目", "", "作废"),
        ("[VOID] 旧港项目", "", ""),
        ("旧港项目", "duplicate entry, see row 2", ""),
        ("旧港项目", "Do not use.", ""),
        ("旧港项目", "Cancelled entry", ""),
        ("旧港项目", "", "void"),
    ],
)
def test_a_row_that_marks_itself_is_asked(run: Run, tmp_path: Path, name: str, note: str, mark: str) -> None:
    imported(run, tmp_path, (name, note, mark), ("新港项目", "", ""))
    assert asked(tmp_path) == {name}
    assert set(by_name(tmp_path / "deals")) == {"新港项目"}


@pytest.mark.parametrize(
    "note",
    [
        "原协议作废后重签",
        "do not use peat; water only",
        "并非重复录入",
        "重复投资待避免",
        "Use duplicate keys",
        "未作废",
    ],
)
def test_words_of_the_thing_itself_are_no_mark(run: Run, tmp_path: Path, note: str) -> None:
    imported(run, tmp_path, ("旧港项目", note, ""))
    assert set(by_name(tmp_path / "deals")) == {"旧港项目"}


@pytest.mark.parametrize(("answer", "rows"), [("ignore", "row 2 (9900)"), ("", "row 2 (9900)")])
def test_a_total_says_what_of_it_is_made_and_what_not(run: Run, tmp_path: Path, answer: str, rows: str) -> None:
    cells = [
        ("旧港项目", "嘉善县", "上海市", "9900", "2018-03-01", "重复录入，勿用", ""),
        ("新港项目", "嘉善县", "上海市", "100", "2018-03-02", "", ""),
        ("合计", "", "", "10000", "", "", ""),
    ]
    write_csv(tmp_path / "deals.csv", cells, HEADINGS)
    (tmp_path / "deals.csv.kg.yaml").write_text(f"answers:\n  void:\n    旧港项目: {answer}\n", encoding="utf-8")
    said = run("import", "deals.csv", "--format", "json").out
    assert (
        "agrees with the rows: 100000000 CNY; 1000000 CNY of it is made; not made, and not in it: "
        f"{rows}, which wait or are left out"
    ) in said
    assert "与各行之和相符：100000000 CNY；其中已录入1000000 CNY；未录入而不计：第2行（9900），待回答或已略去" in said


def test_a_total_without_the_void_row_agrees_and_says_so(run: Run, tmp_path: Path) -> None:
    cells = [
        ("旧港项目", "嘉善县", "上海市", "9900", "2018-03-01", "重复录入，勿用", ""),
        ("新港项目", "嘉善县", "上海市", "100", "2018-03-02", "", ""),
        ("合计", "", "", "100", "", "", ""),
    ]
    write_csv(tmp_path / "deals.csv", cells, HEADINGS)
    (tmp_path / "deals.csv.kg.yaml").write_text("answers:\n  void:\n    旧港项目: ignore\n", encoding="utf-8")
    said = run("import", "deals.csv", "--format", "json").out
    assert "agrees with the rows: 1000000 CNY; not made, and not in it: row 2 (9900)" in said


@pytest.mark.parametrize(
    ("answer", "names", "told"),
    [("ignore", {"新港项目"}, "left out as answered: '重复录入，勿用'"), ("keep", {"新港项目", "旧港项目"}, "")],
)
def test_the_row_is_left_or_taken_as_answered(
    run: Run, tmp_path: Path, answer: str, names: set[str], told: str
) -> None:
    rows = (("旧港项目", "重复录入，勿用", ""), ("新港项目", "", ""))
    imported(run, tmp_path, *rows)
    settings = tmp_path / "deals.csv.kg.yaml"
    tree = yaml.safe_load(settings.read_text(encoding="utf-8"))
    tree["answers"]["void"]["旧港项目"] = answer
    settings.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    said = run("import", "deals.csv", "--lang", "en")
    assert said.code == 0
    assert set(by_name(tmp_path / "deals")) == names
    assert told in " ".join(said.out.split())


@pytest.mark.parametrize(("lang", "text"), [("en", "the row is left out"), ("zh", "该行自称")])
def test_it_is_asked_in_both_languages(run: Run, tmp_path: Path, lang: str, text: str) -> None:
    said = imported(run, tmp_path, ("旧港项目", "此行作废", ""), lang=lang)
    assert text in (said.out + said.err).replace("\n", "") or lang == "en"
    written = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "keep" in written
    assert "照常采用" in written
