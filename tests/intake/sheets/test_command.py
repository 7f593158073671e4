"""``kg import`` from the command line: what is asked, how it is answered, and the way to the page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import HEADINGS, ROWS, by_name, of, table, write_csv
from tests.support import ROOT, Outcome

Run = Callable[..., Outcome]

#: A sector and a party that nobody can be sure of.
UNSURE = ("智慧养老", "嘉善县", "腾讯", "合作", "智慧康养", "3500", "2017-07-28", "已签约", "")


def settings_of(sheet: Path) -> Path:
    return sheet.with_name(f"{sheet.name}.kg.yaml")


def answer(sheet: Path, name: str, said: str) -> None:
    """Answer a question in the file beside the sheet."""
    path = settings_of(sheet)
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
    before, _, remark = lines[number].partition("#")
    lines[number] = f"{before.split(':')[0]}: {said}" + (f"  #{remark}" if remark else "")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_from_a_sheet_to_the_page_in_three_commands(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", ROWS)
    assert run("import", "deals.csv").code == 0
    assert run("check", "deals").code == 0
    built = run("build", "deals", "--lang", "en")
    assert built.code == 0
    assert "4 partnerships" in built.out
    assert (tmp_path / "build" / "network.html").stat().st_size > 100_000
    # The evidence is the row of the sheet.
    explained = run("explain", "海盐县", "闵行区", "--lang", "en")
    assert "[sheet-deals row 3]" in explained.out


def test_what_is_open_is_listed_with_its_place_and_answered_there(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [*ROWS, UNSURE])
    first = run("import", "deals.csv", "--lang", "en")
    assert first.code == 0
    assert "answers > sector > 智慧康养" in first.err
    assert "answers > party > 腾讯" in first.err
    # The row with a party that is open is not made; the others are.
    assert set(by_name(tmp_path / "deals")) == {row[0] for row in ROWS}
    answer(sheet, "腾讯", "institution company")
    answer(sheet, "智慧康养", "elderlyCare")
    second = run("import", "deals.csv", "--lang", "en", "--strict")
    made = by_name(tmp_path / "deals")["智慧养老"]
    assert made["sectors"] == "elderlyCare"
    company = of(table(tmp_path / "deals", "institutions"), "name_zh", "腾讯")
    assert [row["kind"] for row in company] == ["company"]
    assert second.code == 0
    assert run("import", "deals.csv", "--strict").code == 0


def test_strict_is_one_while_anything_is_open(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [UNSURE])
    assert run("import", "deals.csv", "--strict").code == 1
    assert (tmp_path / "deals" / "partnerships.csv").is_file()


def test_accept_takes_the_likeliest_and_says_each(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [UNSURE])
    accepted = run("import", "deals.csv", "--accept", "--lang", "en")
    assert accepted.code == 0
    assert "Taken: Which sector is '智慧康养'? elderlyCare" in accepted.out
    # That it is a company rests on nothing: its row waits.
    assert "Taken: What is 腾讯?" not in accepted.out
    answer(sheet, "腾讯", "institution company")
    run("import", "deals.csv")
    assert by_name(tmp_path / "deals")["智慧养老"]["sectors"] == "elderlyCare"
    # They are kept: without --accept nothing is asked any more.
    assert run("import", "deals.csv", "--strict").code == 0


def test_a_column_that_is_not_sure_stops_everything(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "类型", "领域", "投资额（万元）", "签约日其", "进展", "备注")
    sheet = write_csv(tmp_path / "deals.csv", ROWS, headings)
    stopped = run("import", "deals.csv", "--lang", "en")
    assert stopped.code == 1
    assert "What is the column '签约日其'?" in stopped.err
    assert not (tmp_path / "deals").exists()
    answer(sheet, "签约日其", "signed")
    assert run("import", "deals.csv").code == 0
    assert len(table(tmp_path / "deals", "stages")) >= 4


def test_nobody_is_a_party_by_any_heading(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "子", "丑", "类型", "领域", "投资额（万元）", "签约日期", "进展", "备注")
    sheet = write_csv(tmp_path / "deals.csv", ROWS, headings)
    stopped = run("import", "deals.csv", "--lang", "en")
    assert stopped.code == 1
    # Both are asked by their cells in the same run, and none is called a wrong answer.
    assert "     子  [party 1 (" in stopped.err
    assert "     丑  [party 2 (" in stopped.err
    assert "not possible" not in stopped.err
    answer(sheet, "子", "party 1")
    answer(sheet, "丑", "party 2")
    assert run("import", "deals.csv").code == 0
    assert len(table(tmp_path / "deals", "participations")) == 8


def test_an_answer_that_is_no_reading_is_asked_again(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", ROWS)
    run("import", "deals.csv")
    answer(sheet, "备注", "noote")
    stopped = run("import", "deals.csv", "--lang", "en")
    assert stopped.code == 1
    assert "cannot be read as 'noote'" in stopped.err
    assert "[note" in stopped.err


def test_the_account_as_json(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [*ROWS, UNSURE, ("合计", *[""] * 8)])
    read = run("import", "deals.csv", "--format", "json").json()
    assert read["rows_read"] == 6
    assert [read[name] for name in ("made", "joined", "asked", "refused", "total", "left_out")] == [4, 0, 1, 0, 1, 0]
    assert read["package"] == "deals"
    assert [column["read_as"] for column in read["columns"]] == [
        *("name", "party 1", "party 2", "type", "sector", "amount totalInvestment", "signed", "stage", "note"),
    ]
    assert read["tables"]["partnerships"] == 4
    assert {tuple(question["place"]) for question in read["questions"] if not question["optional"]} == {
        ("answers", "party", "腾讯"),
        ("answers", "sector", "智慧康养"),
    }


def test_a_marked_copy_to_work_through_and_to_import_again(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [*ROWS, UNSURE])
    assert run("import", "deals.csv", "--marked", "marked.xlsx").code == 0
    (sheet,) = load_workbook(tmp_path / "marked.xlsx").worksheets
    said = {row: sheet.cell(row, len(HEADINGS) + 1).value for row in range(1, 7)}
    assert "What is 腾讯?" in said[6]
    assert "待回答" in said[6]
    assert not said[2]
    # The column of remarks is none of the sheet's own.
    assert run("import", "marked.xlsx").code == 0
    made = {name: row.get("note_zh") for name, row in by_name(tmp_path / "marked").items()}
    assert made == {name: row.get("note_zh") for name, row in by_name(tmp_path / "deals").items()}


def test_in_chinese(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [UNSURE])
    said = run("import", "deals.csv", "--lang", "zh")
    assert "读取 1 行 = 生成合作 0 + 并入其他行 0 + 待回答 1" in said.out
    assert "“腾讯”是什么？" in said.err
    assert "已写入deals" in said.err


@pytest.mark.parametrize(
    ("sheet", "into", "code", "said"),
    [
        ("nowhere.csv", "made", 1, "nowhere.csv"),
        ("deals.csv", "full", 2, "is there already, and is no package"),
    ],
)
def test_bad_calls(run: Run, tmp_path: Path, sheet: str, into: str, code: int, said: str) -> None:
    write_csv(tmp_path / "deals.csv", ROWS)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    outcome = run("import", sheet, "--into", into, "--lang", "en")
    assert outcome.code == code
    assert said in outcome.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("deals.csv.kg.yaml", "sheets: [unclosed"),
        ("deals.csv.kg.yaml", "- a list"),
        ("deals/.kg-import.json", "{"),
        ("deals/ids.csv", "kind,id\npartnership,x\n"),
        ("deals/partnerships.csv", 'id\n"a\n'),
    ],
)
def test_damaged_files_are_named_and_stay(run: Run, tmp_path: Path, file: str, content: str) -> None:
    write_csv(tmp_path / "deals.csv", ROWS)
    run("import", "deals.csv")
    (tmp_path / file).write_text(content, encoding="utf-8")
    outcome = run("import", "deals.csv", "--lang", "en")
    assert outcome.code == 1
    assert Path(file).name in outcome.err
    assert (tmp_path / file).read_text(encoding="utf-8") == content


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    write_csv(tmp_path / "deals.csv", [UNSURE])
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_LANG": "en", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "import", "deals.csv"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    # The first proposal for the sector and the party; where it sits may stay open.
    shown = b""
    answers = {b"Which sector": b"1\n", b"What is ": b"1\n", b"In which region": b"\n"}
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
            for asked, said in list(answers.items()):
                if asked in shown and shown.rstrip().endswith(b"open:"):
                    os.write(ours, said)
                    shown = b""
                    del answers[asked]
                    break
    except OSError:  # the terminal closes with the process
        pass
    assert process.wait(timeout=60) == 0
    assert not answers
    assert by_name(tmp_path / "deals")["智慧养老"]["sectors"] == "elderlyCare"
    assert of(table(tmp_path / "deals", "institutions"), "name_zh", "腾讯")[0]["kind"] == "company"


def test_who_leaves_in_the_middle_keeps_the_answers(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [UNSURE])
    given = iter(["elderlyCare"])

    def ask(question: Question) -> str:
        try:
            return next(given)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        import_sheet(sheet, ask=ask)
    assert not (tmp_path / "deals").exists()
    done = import_sheet(sheet)
    assert "elderlyCare" in settings_of(sheet).read_text(encoding="utf-8")
    assert ("answers", "sector", "智慧康养") not in {question.path for question in done.account.questions}


def test_headings_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine" / "headings").mkdir(parents=True)
    words = "roles:\n  party: {slots: {1: [谁], 2: [与谁]}}\nsector:\n  elderlyCare: [智慧康养]\n"
    (tmp_path / "mine" / "headings" / "ours.yaml").write_text(words, encoding="utf-8")
    headings = ("项目名称", "谁", "与谁", *HEADINGS[3:])
    write_csv(tmp_path / "deals.csv", [(*ROWS[0][:4], "智慧康养", *ROWS[0][5:])], headings)
    assert run("import", "deals.csv", "--ontology", "mine", "--strict").code == 0
    assert by_name(tmp_path / "deals")["医疗合作协议"]["sectors"] == "elderlyCare"


def test_where_no_row_makes_a_partnership_it_says_what_to_answer(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [("甲", "Nowhereton", "上海市", "", "医疗", "", "2017-07-28", "", "")])
    done = run("import", "deals.csv", "--into", "made", "--lang", "en")
    assert done.code == 0
    said = " ".join((done.out + done.err).split())
    assert "kg build made" not in said
    assert "1 row waits for an answer: fill in answers > party > Nowhereton in" in said


def test_what_is_not_written_would_be_made(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", [("甲", "嘉善县", "上海市", "", "医疗", "", "", "", "")])
    done = run("import", "deals.csv", "--into", "made", "--lang", "en")
    said = " ".join((done.out + done.err).split())
    assert "Nothing was written" in said
    assert "1 partnerships would be made" in said
    assert "partnerships made" not in said
