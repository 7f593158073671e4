"""A sheet of a book may be left out by ``ignore`` at its name, and no word that stands in the way is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import by_name, write_book

DEALS = [("项目名称", "甲方", "乙方", "签约日期", "进展"), ("青溪项目", "嘉善县", "青浦区", "2019-05-20", "运行中")]
CONTACTS = [("单位", "联系人", "电话"), ("嘉善县商务局", "张三", "0573-1234567")]


def book_with(folder: Path, typed: str) -> tuple[Path, Path]:
    """A workbook of partnerships and of contacts, and the file beside it with what somebody typed."""
    write_book(folder / "book.xlsx", 合作=DEALS, 联系人=CONTACTS)
    beside = folder / "book.xlsx.kg.yaml"
    beside.write_text(typed, encoding="utf-8")
    return folder / "book.xlsx", beside


def test_ignore_at_a_sheets_name_leaves_it_out_and_stays(tmp_path: Path) -> None:
    sheet, beside = book_with(tmp_path, "as_of: 2023-12-31\nsheets:\n  联系人: ignore\n")
    for _ in range(2):
        done = import_sheet(sheet, tmp_path / "made")
        assert done.written
        assert "Sheet 联系人: not read, as you say" in [notice.en for notice in done.account.notices]
        assert list(by_name(tmp_path / "made")) == ["青溪项目"]
        assert {row.sheet for row in done.account.rows} == {"合作"}
        assert "\n  联系人: ignore\n" in beside.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("sheets: {联系人: note}", "sheets, 联系人: 'note'"),
        ("sheets: nothing", "sheets: 'nothing'"),
        ("sheets: {合作: {columns: [name]}}", "sheets, 合作, columns: \"['name']\""),
    ],
)
def test_what_stands_where_lines_belong_is_an_error_and_not_overwritten(typed: str, place: str, tmp_path: Path) -> None:
    sheet, beside = book_with(tmp_path, f"as_of: 2023-12-31\n{typed}\n")
    before = beside.read_bytes()
    with pytest.raises(SourceError) as raised:
        import_sheet(sheet, tmp_path / "made")
    assert f"book.xlsx.kg.yaml: {place} stands where lines of their own belong" in raised.value.text.en
    assert beside.read_bytes() == before
    assert not (tmp_path / "made").exists()
