"""Tables in workbooks as spreadsheets leave them behind: what they show is read, and what they lack is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.styles import PatternFill

import kg
from kg.findings import Finding
from kg.intake.package import read_package
from tests.grids.workbooks import ods, ods_text
from tests.support import EditablePackage

YELLOW = PatternFill("solid", fgColor="FFFF00")


@pytest.fixture
def book(package: EditablePackage) -> tuple[EditablePackage, Path]:
    """The worked example with its observations in a workbook; a value of 7 in its only row."""
    package.set("observations", 2, "value", "7")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "figures"
    for row in package.rows("observations"):
        sheet.append([None if cell == "" else cell for cell in row])
    path = package.folder / "observations.xlsx"
    workbook.save(path)
    package.resource("observations", path="observations.xlsx", format="xlsx")
    return package, path


def edit(path: Path, change: Callable[[Any, dict[str, int]], object]) -> None:
    """Change the first sheet; the second argument is the columns' numbers."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    change(sheet, {str(cell.value): cell.column for cell in sheet[1]})
    workbook.save(path)


def rewrite(path: Path, pattern: str, replacement: str) -> None:
    """Change the first sheet's XML, which openpyxl would write as it likes."""
    with zipfile.ZipFile(path) as file:
        contents = {name: file.read(name) for name in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    changed, number = re.subn(pattern, replacement, contents[name].decode("utf-8"))
    assert number == 1, contents[name]
    contents[name] = changed.encode("utf-8")
    with zipfile.ZipFile(path, "w") as file:
        for name, content in contents.items():
            file.writestr(name, content)


def found(package: EditablePackage) -> list[Finding]:
    _, findings = read_package(package.folder)
    return findings


def value_of(package: EditablePackage) -> str:
    read, findings = read_package(package.folder)
    assert findings == []
    table = read.table("observations")
    assert table is not None
    return table.rows[0].value("value")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (0.07 * 100, "7"),
        (1.1 + 2.2, "3.3"),
        (0.1, "0.1"),
        (7.0, "7"),
        (1839000000, "1839000000"),
        (1e18, "1000000000000000000"),
        (1.5e-7, "0.00000015"),
    ],
)
def test_a_number_is_what_the_spreadsheet_shows(stored: float, shown: str, book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.cell(2, columns["value"], stored))
    assert value_of(package) == shown


def test_a_figure_of_fifteen_digits_is_a_decimal_like_the_one_of_csv(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    before = kg.build(package.folder).turtle()
    edit(path, lambda sheet, columns: sheet.cell(2, columns["value"], 7.000000000000001))
    assert kg.build(package.folder).turtle() == before


def test_colour_makes_no_column_and_no_row(book: tuple[EditablePackage, Path]) -> None:
    package, path = book

    def paint(sheet: Any, columns: dict[str, int]) -> None:
        for row in range(1, 12):
            for column in range(1, len(columns) + 9):
                sheet.cell(row, column).fill = YELLOW

    edit(path, paint)
    assert value_of(package) == "7"
    read, _ = read_package(package.folder)
    table = read.table("observations")
    assert table is not None
    assert [row.number for row in table.rows] == [2]


def test_a_column_between_the_others_may_be_empty(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.insert_cols(columns["value"]))
    assert value_of(package) == "7"


@pytest.mark.parametrize("beyond", [False, True], ids=["between", "at the end"])
def test_data_in_a_column_without_a_name(beyond: bool, book: tuple[EditablePackage, Path]) -> None:
    package, path = book

    def change(sheet: Any, columns: dict[str, int]) -> None:
        if beyond:
            sheet.cell(2, len(columns) + 3, "a remark")
        else:
            sheet.insert_cols(2)
            sheet.cell(2, 2, "a remark")

    edit(path, change)
    (finding,) = found(package)
    assert (finding.code, finding.file, finding.row) == ("extra-cell", "mine/observations.xlsx", 2)
    assert finding.value == "a remark"
    assert "Give the column a name" in finding.fix


@pytest.mark.parametrize("size", ["A1", "A1:B1", "C3:D4", "A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_is_not_believed(size: str, book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    rewrite(path, '<dimension ref="[^"]*" ?/>', f'<dimension ref="{size}"/>')
    assert value_of(package) == "7"


def test_a_formula_that_was_never_computed(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.cell(2, columns["value"], "=3+4"))
    (finding,) = found(package)
    assert (finding.severity, finding.code, finding.row, finding.field) == (
        *("violation", "formula-without-value", 2, "value"),
    )
    assert finding.value == "=3+4"
    column = openpyxl.load_workbook(path).worksheets[0]
    letter = next(cell.column_letter for cell in column[1] if cell.value == "value")
    assert f"in cell {letter}2 " in finding.message_en
    assert f"{letter}2" in finding.message_zh
    assert "save it there" in finding.fix


def test_a_formula_with_its_value_is_the_value(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.cell(2, columns["value"], "=3+4"))
    rewrite(path, r"<f>3\+4</f><v ?/?>(</v>)?", "<f>3+4</f><v>7</v>")
    assert value_of(package) == "7"


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.cell(2, columns["note_en"], '=IF(1=1,"","x")'))
    rewrite(path, r'(<c r="\w+")[^>]*(><f>IF[^<]*</f><v) ?/?>(</v>)?', r'\1 t="str"\2></v>')
    assert value_of(package) == "7"


def test_an_error_is_no_text(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    edit(path, lambda sheet, columns: sheet.cell(2, columns["note_en"], "#REF!"))
    (finding,) = found(package)
    assert (finding.code, finding.row, finding.field, finding.value) == ("formula-error", 2, "note_en", "#REF!")


def add_sheet(path: Path, title: str, *rows: list[object], first: bool = False) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet(title, 0 if first else None)
    for row in rows:
        sheet.append(row)
    workbook.save(path)


def test_other_sheets_with_data_are_told_unless_the_sheet_is_named(book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    add_sheet(path, "blank")
    assert found(package) == []
    add_sheet(path, "notes", ["a remark"])
    (finding,) = found(package)
    assert (finding.severity, finding.code, finding.row) == ("warning", "other-sheets", 0)
    assert finding.message_en == "The table is read from the sheet 'figures'; there is data in 'notes' too."
    assert '"dialect": {"sheetName": "figures"}' in finding.fix
    package.resource("observations", dialect={"sheetName": "figures"})
    assert value_of(package) == "7"


@pytest.mark.parametrize(
    "dialect",
    [{"sheet": "figures"}, {"sheetName": "figures"}, {"sheetNumber": 2}, {"sheet": 2}, {"excel": {"sheet": "figures"}}],
    ids=str,
)
def test_the_sheet_that_is_named_is_read(dialect: dict[str, Any], book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    add_sheet(path, "cover", ["Our figures"], first=True)
    package.resource("observations", dialect=dialect)
    assert value_of(package) == "7"


def test_a_sheet_that_is_not_there(book: tuple[EditablePackage, Path]) -> None:
    package, _ = book
    package.resource("observations", dialect={"sheet": "figure"})
    (finding,) = found(package)
    assert finding.code == "unreadable-table"
    assert finding.message_en == "The workbook has no sheet 'figure'. It has: figures."
    assert (finding.fix.strip(), finding.fix_zh) == ("Did you mean figures?", "是否为 figures？")


def test_rows_above_the_header(book: tuple[EditablePackage, Path]) -> None:
    package, path = book

    def change(sheet: Any, columns: dict[str, int]) -> None:
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1, "Figures of 2025")

    edit(path, change)
    package.resource("observations", dialect={"headerRows": [3]})
    assert value_of(package) == "7"


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsm"])
def test_workbooks_of_other_programs(ending: str, book: tuple[EditablePackage, Path]) -> None:
    package, path = book
    rows = package.rows("observations")
    other = package.folder / f"observations.{ending}"
    if ending == "xls":
        workbook = xlwt.Workbook()
        sheet = workbook.add_sheet("figures")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write(number, column, float(cell) if cell == "7" else cell)
        workbook.save(str(other))
    elif ending == "ods":
        made = "".join(f"<table:table-row>{''.join(map(ods_text, row))}</table:table-row>" for row in rows)
        ods(other, f'<table:table table:name="figures">{made}</table:table>')
    else:
        path.rename(other)
    package.resource("observations", path=other.name)
    assert value_of(package) == "7"


def test_a_cell_of_ten_million_characters(package: EditablePackage) -> None:
    long = 'x "y", ; ' * 1_111_112
    package.set("observations", 2, "note_en", long)
    read, findings = read_package(package.folder)
    assert findings == []
    table = read.table("observations")
    assert table is not None
    assert table.rows[0].value("note_en") == long
    package.set("observations", 2, "value", long)
    _, (finding,) = read_package(package.folder)
    assert (finding.code, finding.row, finding.field) == ("not-number", 2, "value")
    assert len(finding.told("both", 200)) < 2_000
