"""Sheets that are written: one to be filled in, and a copy with remarks."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from kg.errors import UsageError
from kg.grids import Grid, read_book, write_marked_copy
from kg.text import Text
from tests.grids.workbooks import ods, ods_text
from tests.support import Outcome

Run = Callable[..., Outcome]

HEADINGS = [
    *("名称 name", "甲方 party A", "乙方 party B", "其他各方 other parties", "类型 type", "领域 sector"),
    *("金额 amount", "日期 date", "阶段 stage", "来源 source", "备注 note"),
]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


@pytest.mark.parametrize("name", ["mine.xlsx", "mine.csv"])
def test_a_sheet_to_fill_in(name: str, tmp_path: Path, run: Run) -> None:
    outcome = run("new", "--sheet", name)
    assert outcome.code == 0, outcome.err
    written = (tmp_path / name).read_bytes()
    rows = texts(read_book(tmp_path / name).grids[0])
    assert rows[0] == HEADINGS
    assert len(rows) == 3
    assert all(row[0].startswith("示例 example") for row in rows[1:])
    (tmp_path / name).unlink()
    assert run("new", "--sheet", name).code == 0
    assert (tmp_path / name).read_bytes() == written
    again = run("new", "--sheet", name)
    assert (again.code, "is there already" in again.err) == (2, True)


def test_the_csv_opens_in_excel(tmp_path: Path, run: Run) -> None:
    run("new", "--sheet", "mine.csv")
    content = (tmp_path / "mine.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == HEADINGS


def test_the_workbook_has_lists_and_help(tmp_path: Path, run: Run) -> None:
    run("new", "--sheet", "mine.xlsx")
    book = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    page = book.worksheets[0]
    assert page.freeze_panes == "B2"
    checks = {str(check.sqref).split("2:")[0]: check for check in page.data_validations.dataValidation}
    assert len(checks) == len(HEADINGS)
    assert all(check.prompt and len(check.prompt) <= 255 and len(check.promptTitle) <= 32 for check in checks.values())
    sheet, _, area = checks["I"].formula1.replace("$", "").rpartition("!")
    stages = [cell.value for (cell,) in book[sheet.strip("'")][area]]
    assert stages[:3] == ["规划中 / planned", "洽谈中 / negotiating", "已签约 / signed"]
    chosen = {choice for row in book["选项 choices"].iter_rows(min_row=2, values_only=True) for choice in row}
    assert {page["E2"].value, page["F2"].value, page["I2"].value, page["E3"].value} <= chosen
    assert book["选项 choices"].sheet_state == "hidden"
    assert all("\n" in page.cell(1, column).comment.text for column in range(1, len(HEADINGS) + 1))


@pytest.mark.parametrize("name", ["mine.xlsx", "mine.csv"])
def test_the_sheet_is_imported(name: str, tmp_path: Path, run: Run) -> None:
    """Headings and choices are known, examples are left out, and two rows of one's own are all that comes in."""
    run("new", "--sheet", name)
    path = tmp_path / name
    first = ["嘉善—松江产业合作框架协议", "嘉善县", "上海市松江区", "", "框架协议 / framework agreement"]
    first += ["现代物流 / logistics", "3.5亿元", "2017-07-28", "已签约 / signed", "示例日报", ""]
    if name.endswith(".csv"):
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(first)
    else:
        book = openpyxl.load_workbook(path)
        book.worksheets[0].append(first)
        book.save(path)
    outcome = run("import", name, "--into", "package")
    told = " ".join(outcome.out.split())
    assert "3 rows read = " in told
    assert " 2 left out: examples, notes, replaced; 0 cells not understood" in told
    settings = (tmp_path / f"{name}.kg.yaml").read_text(encoding="utf-8")
    assert "其他各方 other parties: parties" in settings
    assert "What type of partnership" not in outcome.out + outcome.err + settings
    assert "choices" not in settings


def test_what_a_sheet_may_not_be(tmp_path: Path, run: Run) -> None:
    for call in (["--sheet", "mine.txt"], ["folder", "--sheet", "mine.csv"], []):
        outcome = run("new", *call)
        assert outcome.code == 2, outcome.err
        assert "Error" in outcome.err
    assert list(tmp_path.glob("mine*")) == []


REMARKS = {("Sheet", 2): [Text("=Which day?", "=哪一天？"), Text("second", "第二")], ("none", 2): [Text("x", "x")]}


def test_a_marked_copy_keeps_the_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["名称", "金额"])
    page.append(["甲", 3.5])
    page["B2"].number_format = '0.0"亿元"'
    page["A1"].font = Font(bold=True, color="FF0000")
    page["C5"] = "=SUM(B2:B3)"
    book.save(tmp_path / "mine.xlsx")
    read = read_book(tmp_path / "mine.xlsx")
    for out in ("a.xlsx", "b.xlsx"):
        write_marked_copy(read, REMARKS, tmp_path / out)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    made = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert made["A1"].font.color.rgb == "00FF0000"
    assert made["B2"].number_format == '0.0"亿元"'
    assert made["C5"].value == "=SUM(B2:B3)"
    assert made["D1"].value == "remarks of kg kg 批注"
    assert made["D2"].value == "=Which day?\n=哪一天？\nsecond\n第二"
    assert (made["D2"].data_type, made["D2"].fill.fgColor.rgb) == ("s", "00FFF2CC")
    with pytest.raises(UsageError):
        write_marked_copy(read, REMARKS, tmp_path / "mine.xlsx")
    assert hashlib.sha256((tmp_path / "mine.xlsx").read_bytes()).hexdigest() == read.sha256


def test_a_marked_copy_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes("名称;金额\n=1+1;007\n-x;\x01y\n".encode("gb18030"))
    read = read_book(tmp_path / "mine.csv")
    write_marked_copy(read, {("", 3): [Text("why", "为何")]}, tmp_path / "out.xlsx")
    made = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [[cell.value for cell in row] for row in made.iter_rows()] == [
        ["名称", "金额", "remarks of kg kg 批注"],
        ["=1+1", "007", None],
        ["-x", "␁y", "why\n为何"],
    ]
    assert made["A2"].data_type == "s"
    assert made["A2"].quotePrefix


def test_a_marked_copy_of_opendocument_keeps_what_cells_are(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="{}" office:{}="{}"><text:p>{}</text:p></table:table-cell>'
    rows = (
        "<table:table-row>"
        + number.format("float", "value", "3.25", "3.25")
        + number.format("percentage", "value", "0.35", "35%")
        + number.format("date", "date-value", "2017-07-28", "28.07.17")
        + "</table:table-row><table:table-row table:visibility='collapse'>"
        + ods_text("=x")
        + "</table:table-row>"
    )
    read = read_book(ods(tmp_path / "a.ods", f'<table:table table:name="a/b*c">{rows}</table:table>'))
    write_marked_copy(read, {}, tmp_path / "out.xlsx")
    made = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert made.title == "a b c"
    assert [made[place].value for place in ("A1", "B1", "A2")] == [3.25, 0.35, "=x"]
    assert made["B1"].number_format.endswith("%")
    assert made["C1"].value.date() == date(2017, 7, 28)
    assert made.row_dimensions[2].hidden
