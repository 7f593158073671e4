"""Workbooks to grids: what other programs wrote, with values worked out by hand and by calamine."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from python_calamine import CalamineWorkbook

from kg.errors import SourceError
from kg.grids import Book, GridCell, read_book
from kg.grids.model import Unreadable
from kg.grids.packed import Packed
from tests.grids.workbooks import archive, ods, ods_text, xlsx


def cells(book: Book, sheet: int = 0) -> dict[str, GridCell]:
    return {
        f"{chr(65 + column)}{row.number}": cell
        for row in book.grids[sheet].rows
        for column, cell in enumerate(row.cells)
        if cell.kind != "empty"
    }


def codes(book: Book) -> list[str]:
    return [remark.code for remark in book.remarks]


@pytest.fixture
def made(tmp_path: Path) -> Book:
    """A workbook with one of everything."""
    book = openpyxl.Workbook()
    sheet = book.active
    values = {
        "A1": "名称",
        "B1": 0.1 + 0.2,
        "C1": 1234567890123456,
        "D1": True,
        "E1": "=B1*2",
        "F1": "#DIV/0!",
        "A2": date(2017, 7, 1),
        "B2": datetime(2017, 7, 1, 9, 30),
        "C2": time(3, 4),
        "D2": timedelta(hours=30),
        "A3": 0.35,
        "B3": 3.5,
        "C3": 42,
        "D3": 42917,
        "E3": 42917,
        "F3": -1500,
        "A5": "hidden",
        "A6": "merged",
    }
    for place, value in values.items():
        sheet[place] = value
    sheet["F1"].data_type = "e"
    for place, code in {"A3": "0.0%", "B3": '0.0"亿元"', "C3": "0000", "D3": "yyyy-mm", "F3": '"€"#,##0'}.items():
        sheet[place].number_format = code
    sheet["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A6:B7")
    other = book.create_sheet("second")
    other["B2"] = "x"
    other.sheet_state = "hidden"
    book.save(tmp_path / "made.xlsx")
    return read_book(tmp_path / "made.xlsx")


def test_a_workbook_is_read_with_all_that_must_be_known(made: Book) -> None:
    first = cells(made)
    assert first["B1"] == GridCell("0.3", "number")
    assert first["C1"] == GridCell("1234567890123456", "number")
    assert first["D1"] == GridCell("true", "boolean")
    assert first["E1"] == GridCell("=B1*2", "formula")
    assert first["F1"] == GridCell("#DIV/0!", "error")
    assert [first[place] for place in ("A2", "B2")] == [
        GridCell("2017-07-01", "date"),
        GridCell("2017-07-01T09:30:00", "date"),
    ]
    assert [first[place].text for place in ("C2", "D2")] == ["03:04:00", "30:00:00"]
    assert first["A3"] == GridCell("0.35", "number", "35%")
    assert first["B3"] == GridCell("3.5", "number", "3.5亿元")
    assert first["C3"] == GridCell("42", "number", "0042")
    assert first["D3"] == GridCell("2017-07-01", "date", "2017-07")
    assert first["E3"] == GridCell("2017-07-01", "date")
    assert first["F3"] == GridCell("-1500", "number", "-€1500")
    assert [row.number for row in made.grids[0].rows] == [1, 2, 3, 5, 6]
    assert [row.number for row in made.grids[0].rows if row.hidden] == [5]
    assert made.grids[0].merged == ((6, 0, 7, 1),)
    assert made.grids[1].hidden
    assert cells(made, 1) == {"B2": GridCell("x", "text")}
    assert sorted(codes(made)) == [
        *("formula-error", "formula-without-value", "hidden-columns", "hidden-rows", "hidden-sheet"),
    ]
    assert all(remark.message_zh and remark.message_en for remark in made.remarks)


def test_calamine_reads_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(40):
        book.active.append([f"名 {row}", row, row / 7, date(2000, 1, 1) + timedelta(days=row * 100), row % 2 == 0])
    book.save(tmp_path / "many.xlsx")
    there = CalamineWorkbook.from_path(tmp_path / "many.xlsx").get_sheet_by_index(0).to_python()
    ours = read_book(tmp_path / "many.xlsx").grids[0].rows
    for row, line in zip(ours, there, strict=True):
        name, number, share, day, truth = (cell.text for cell in row.cells)
        assert (name, int(number), day, truth == "true") == (line[0], line[1], str(line[3]), line[4])
        assert float(share) == pytest.approx(line[2], rel=1e-14)


def test_days_from_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2017, 7, 28)
    book.save(tmp_path / "mac.xlsx")
    read = read_book(tmp_path / "mac.xlsx")
    assert cells(read)["A1"] == GridCell("2017-07-28", "date")
    assert read.grids[0].epoch_1904


def test_texts_of_excel(tmp_path: Path) -> None:
    """Shared and inline, in pieces, with a pronunciation, with a character that XML has no room for."""
    strings = (
        "<si><r><t>上</t></r><r><t>海</t></r><rPh sb='0' eb='1'><t>Shanghai</t></rPh></si>"
        "<si><t xml:space='preserve'> a_x000D_b </t></si>"
    )
    sheet = (
        "<dimension ref='A1:B2'/><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
        "<c t='inlineStr'><is><t>in</t></is></c><c t='str'><f>\"\"</f><v></v></c></row>"
        "<row r='9'><c r='D9' t='str'><f>B1</f><v>x</v></c></row></sheetData>"
    )
    read = read_book(xlsx(tmp_path / "a.xlsx", sheet, strings=strings))
    assert {place: cell.text for place, cell in cells(read).items()} == {
        "A1": "上海",
        "B1": " a\rb ",
        "C1": "in",
        "D9": "x",
    }


@pytest.mark.parametrize("hint", ["A1", "A1:XFD1048576"])
def test_a_wrong_size_hides_nothing(tmp_path: Path, hint: str) -> None:
    sheet = f"<dimension ref='{hint}'/><sheetData><row r='3'><c r='C3'><v>7</v></c></row></sheetData>"
    assert cells(read_book(xlsx(tmp_path / "a.xlsx", sheet))) == {"C3": GridCell("7", "number")}


def test_two_distant_cells(tmp_path: Path) -> None:
    sheet = (
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>"
    )
    rows = read_book(xlsx(tmp_path / "a.xlsx", sheet)).grids[0].rows
    assert [(row.number, len(row.cells)) for row in rows] == [(1, 1), (1048576, 16384)]


def test_what_is_not_sane_is_refused_in_one_sentence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "good.xlsx")
    good = (tmp_path / "good.xlsx").read_bytes()
    files = {
        "cut.xlsx": good[: len(good) // 2],
        "turned.xlsx": good[:300] + bytes(255 - byte for byte in good[300:-900]) + good[-900:],
        "empty.zip.xlsx": archive(tmp_path / "none.zip", {"readme.txt": "no workbook"}).read_bytes(),
        "page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "noise.csv": bytes(range(1, 32)) * 20,
        "line.json": b'{"a": [' + b"1," * 1_000 + b"1]}",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError) as caught:
            read_book(tmp_path / name)
        assert name in caught.value.text.en
        assert name in caught.value.text.zh
        assert len(caught.value.text.en) < 600
    sheet = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"
    with_type = xlsx(tmp_path / "type.xlsx", sheet)
    parts = _parts(with_type)
    parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + bytes(parts["xl/worksheets/sheet1.xml"])
    with pytest.raises(SourceError, match="document type"):
        read_book(archive(with_type, parts))


def _parts(path: Path) -> dict[str, str | bytes]:
    import zipfile

    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_an_archive_is_measured_before_it_is_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"a.xml": "x" * 5_000})
    with pytest.raises(Unreadable, match="to 5,000 bytes"):
        Packed(path, most=4_999)
    with Packed(path, most=5_000) as packed:
        assert len(packed.read("A.xml")) == 5_000


def test_opendocument(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="{}" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    rows = (
        "<table:table-row>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>a<text:s text:c="2"/>'
        "b</text:p><text:p>c</text:p></table:table-cell>"
        + number.format("float", "3.5", "3.5亿元")
        + number.format("percentage", "0.35", "35%")
        + number.format("float", "42", "0042")
        + "</table:table-row>"
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="date" office:date-value="2017-07-01"><text:p>2017年7月</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="time" office:time-value="PT30H05M00S"><text:p>30:05</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" '
        'office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation><text:p>m</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    styles = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'
    second = f"<table:table-row>{ods_text('x')}</table:table-row></table:table>"
    second = f'<table:table table:name="two" table:style-name="t2">{second}'
    read = read_book(ods(tmp_path / "a.ods", f'<table:table table:name="one">{rows}</table:table>{second}', styles))
    assert cells(read) == {
        "A1": GridCell("a  b\nc", "text"),
        "B1": GridCell("a  b\nc", "text"),
        "C1": GridCell("3.5", "number", "3.5亿元"),
        "D1": GridCell("0.35", "number", "35%"),
        "E1": GridCell("42", "number", "0042"),
        **{
            f"{column}{row}": cell
            for row in (2, 3)
            for column, cell in {
                "A": GridCell("2017-07-01", "date", "2017-07"),
                "B": GridCell("#DIV/0!", "error"),
                "C": GridCell("=A1", "formula"),
                "D": GridCell("true", "boolean"),
                "E": GridCell("30:05:00", "text"),
            }.items()
        },
        "A4": GridCell("m", "text"),
    }
    assert [row.number for row in read.grids[0].rows if row.hidden] == [2, 3]
    assert read.grids[0].merged == ((4, 0, 4, 1),)
    assert [(grid.sheet, grid.hidden) for grid in read.grids] == [("one", False), ("two", True)]


def test_a_formula_that_nobody_has_worked_out_is_told_in_excel_before_2007_too(tmp_path: Path) -> None:
    """Such files store an empty text with it; so do programs for what is empty, but another formula has one then."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("one")
    sheet.write(0, 0, 2)
    sheet.write(0, 1, xlwt.Formula("A1+A1"))
    book.save(str(tmp_path / "old.xls"))
    read = read_book(tmp_path / "old.xls")
    assert cells(read)["B1"] == GridCell("=A1+A1", "formula")
    assert codes(read) == ["formula-without-value"]
    sheet.write(1, 1, xlwt.Formula("A1*4"))
    book.save(str(tmp_path / "older.xls"))
    content = (tmp_path / "older.xls").read_bytes()
    empty, eight = b"\x03\0\0\0\0\0\xff\xff", struct.pack("<d", 8)
    at = content.rindex(empty)
    (tmp_path / "saved.xls").write_bytes(content[:at] + eight + content[at + 8 :])
    read = read_book(tmp_path / "saved.xls")
    assert cells(read) == {"A1": GridCell("2", "number"), "B2": GridCell("8", "number")}
    assert codes(read) == []


def test_excel_before_2007(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    day, share = xlwt.XFStyle(), xlwt.XFStyle()
    day.num_format_str, share.num_format_str = "YYYY-MM-DD", "0%"
    sheet.write(0, 0, "名称")
    sheet.write(0, 1, 350_000_000)
    sheet.write(0, 2, date(2017, 7, 28), day)
    sheet.write(0, 3, 0.35, share)
    sheet.write(0, 4, True)
    sheet.write_merge(2, 3, 0, 1, "m")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.save(str(tmp_path / "old.xls"))
    read = read_book(tmp_path / "old.xls")
    assert cells(read) == {
        "A1": GridCell("名称", "text"),
        "B1": GridCell("350000000", "number"),
        "C1": GridCell("2017-07-28", "date"),
        "D1": GridCell("0.35", "number", "35%"),
        "E1": GridCell("true", "boolean"),
        "A3": GridCell("m", "text"),
    }
    assert read.grids[0].merged == ((3, 0, 4, 1),)
    assert codes(read) == ["hidden-rows", "hidden-columns"]
