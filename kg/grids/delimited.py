"""A CSV, TSV or other delimited file to a grid: encoding and delimiter are found, and said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from kg.findings import Finding, Severity
from kg.grids.delimiters import Records, found_delimiter
from kg.grids.encodings import read_as
from kg.grids.model import EMPTY, Grid, GridCell, GridRow, Unreadable
from kg.grids.remarks import listed, remark
from kg.text import Text

_NAMES = {
    "\t": Text("tab", "制表符"),
    ",": Text("comma", "逗号"),
    ";": Text("semicolon", "分号"),
    "|": Text("bar", "竖线"),
}
#: What no text has, but files of other kinds do; a page feed and a null may stray into a text.
_NOT_IN_TEXT = frozenset(chr(code) for code in range(32)) - set("\t\n\r\f\x00\x1a")
#: How many of them may stray into a short text all the same.
_MOST_ODD = 10


def read_delimited(path: Path, content: bytes, declared: str = "") -> tuple[Grid, list[Finding]]:
    """The only sheet of a delimited file, and what must be known of it.

    Args:
        path: the file.
        content: its bytes.
        declared: the encoding that somebody says it is in; found from its bytes if empty.

    Raises:
        Unreadable: if it is no text.
        SourceError: if it is not in the encoding that was declared.
    """
    encoding, said = read_as(path, content, declared)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    if not is_text(text):
        raise Unreadable(Text("it is neither a spreadsheet nor a text", "既不是电子表格，也不是文本"))
    note = partial(remark, file=path.name)
    said += _lost_characters(text, note)
    text = text.replace("\x00", "")
    delimiter = found_delimiter(text)
    name = _NAMES[delimiter]
    said.append(
        note(
            "delimiter", Text(f"The cells are separated by: {name.en}.", f"单元格分隔符：{name.zh}。"), value=delimiter
        )
    )
    records = Records(text, {"delimiter": delimiter})
    grid = Grid(path.name, "", tuple(_rows(records)))
    return grid, said + _slips(records, note)


def is_text(text: str) -> bool:
    """Whether what a file was decoded to is a text, by its beginning: a picture has signs in it that no text has.

    Args:
        text: what it was decoded to, or the beginning of that.
    """
    start = text[:100_000]
    odd = sum(character in _NOT_IN_TEXT for character in start)
    return odd <= _MOST_ODD or odd * 50 <= len(start)


def _rows(records: Records) -> Iterator[GridRow]:
    for number, cells in enumerate(records, 1):
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield GridRow(number, tuple([GridCell(cell, "text") if cell else EMPTY for cell in cells]))


def _lost_characters(text: str, note: partial[Finding]) -> list[Finding]:
    said = []
    if nulls := text.count("\x00"):
        lost = Text(f"{nulls} null characters were left out.", f"略去 {nulls} 个空字符（NUL）。")
        said.append(note("null-characters", lost, severity=Severity.WARNING))
    if unread := text.count("\ufffd"):
        lost = Text(
            f"{unread} characters cannot be read in this encoding and stand as \ufffd.",
            f"{unread} 个字符无法按此编码读取，以 \ufffd 代替。",
        )
        fix = Text('Save the file as UTF-8; in Excel, as "CSV UTF-8".', "请另存为 UTF-8；Excel 中选“CSV UTF-8”。")
        said.append(note("unreadable-characters", lost, fix, severity=Severity.WARNING))
    return said


def _in_rows(numbers: Sequence[int]) -> str:
    return f"row{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def _slips(records: Records, note: partial[Finding]) -> list[Finding]:
    said = []
    if ended := [slip.record for slip in records.slips if slip.closed]:
        text = Text(
            f"Quotes within quotes are not doubled in {_in_rows(ended)}.",
            f"第 {listed(ended)} 行引号之内的引号没有写成两个。",
        )
        fix = Text("See whether their cells are right.", "请检查这些行的单元格是否正确。")
        said.append(note("quotes", text, fix, row=ended[0], severity=Severity.WARNING))
    if opened := [slip.record for slip in records.slips if not slip.closed]:
        text = Text(
            f"A quote that opens in {_in_rows(opened)} never closes; it was read as a letter.",
            f"第 {listed(opened)} 行的引号没有配对，已按普通字符读取。",
        )
        fix = Text("Close it, or take it out.", "请补上引号，或删去。")
        said.append(note("open-quote", text, fix, row=opened[0], severity=Severity.WARNING))
    return said
