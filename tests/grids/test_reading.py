"""Any file to a grid: what is in it, and what is said of how it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.grids import Book, read_book


def texts(book: Book) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.grids[0].rows]


def codes(book: Book) -> list[str]:
    return [remark.code for remark in book.remarks]


def read(folder: Path, content: bytes | str, name: str = "sheet.csv") -> Book:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_book(path)


SHEET = '名称;金额;备注\n甲;1,5;"a, b, c"\n乙;2,5;x,y\n'
ROWS = [["名称", "金额", "备注"], ["甲", "1,5", "a, b, c"], ["乙", "2,5", "x,y"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str) -> None:
    book = read(tmp_path, SHEET.encode(encoding))
    assert texts(book) == ROWS
    assert codes(book) == ["encoding", "delimiter"]


def test_a_quotation_in_a_note_does_not_change_the_delimiter(tmp_path: Path) -> None:
    book = read(tmp_path, 'name,note\nA,"He said ""one; two; three"", and left"\nB,x; y; z\n')
    assert texts(book) == [["name", "note"], ["A", 'He said "one; two; three", and left'], ["B", "x; y; z"]]


def test_a_quote_that_never_closes_swallows_no_row(tmp_path: Path) -> None:
    book = read(tmp_path, 'a,b\n"never,closed\nc,d\n')
    assert texts(book) == [["a", "b"], ['"never', "closed"], ["c", "d"]]
    assert "open-quote" in codes(book)


def test_lines_end_in_any_way_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    book = read(tmp_path, "title\r\n\r\na,b\rc,d\n")
    assert texts(book) == [["title"], ["a", "b"], ["c", "d"]]
    assert [row.number for row in book.grids[0].rows] == [1, 3, 4]
