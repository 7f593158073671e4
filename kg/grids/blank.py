"""A sheet to be filled in: headings that stay, help at each column, lists to choose from, examples to write over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.files import delimited_text, guarded
from kg.grids.remarks import letters
from kg.grids.writing import saved, write_text
from kg.text import Text

#: Rows below the headings that have lists to choose from.
_ROWS_WITH_LISTS = 2_000
_COLOUR, _EXAMPLE_COLOUR = "D9E2F3", "808080"
#: How long the title and the text of a message at a cell may be in Excel.
_MOST_IN_TITLE, _MOST_IN_MESSAGE = 32, 255


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column to be filled in.

    Attributes:
        heading: its heading.
        help: what to write there.
        width: in characters.
        choices: what is proposed; something else may be written too.
    """

    heading: str
    help: Text
    width: int = 20
    choices: tuple[str, ...] = ()


def blank_csv(columns: Sequence[BlankColumn], examples: Sequence[Sequence[str]]) -> bytes:
    """The sheet as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    headings = [column.heading for column in columns]
    rows = [headings, *([guarded(cell) for cell in row] for row in examples)]
    return delimited_text(rows, line_end="\r\n").encode("utf-8-sig")


def blank_workbook(columns: Sequence[BlankColumn], examples: Sequence[Sequence[str]], title: str) -> bytes:
    """The sheet as a workbook: help at each heading and cell, and the lists on a hidden sheet, which none imports.

    Args:
        columns: the columns.
        examples: the rows below the headings, in grey.
        title: the sheet's name.
    """
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    page = book.active
    page.title = title
    for number, column in enumerate(columns, 1):
        head = page.cell(1, number)
        write_text(head, column.heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_COLOUR)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(column.help.in_language("both", between="\n"), "kg", height=90, width=320)
        page.column_dimensions[letters(number - 1)].width = column.width
    for number, row in enumerate(examples, 2):
        for place, text in enumerate(row, 1):
            if text:
                write_text(page.cell(number, place), text)
                page.cell(number, place).font = Font(italic=True, color=_EXAMPLE_COLOUR)
    page.freeze_panes = "B2"
    _add_lists(book, page, columns)
    return saved(book)


def _add_lists(book: Any, page: Any, columns: Sequence[BlankColumn]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet("选项 choices")
    used = 0
    for number, column in enumerate(columns):
        place = letters(number)
        if column.choices:
            used += 1
            write_text(lists.cell(1, used), column.heading)
            for row, choice in enumerate(column.choices, 2):
                write_text(lists.cell(row, used), choice)
            lists.column_dimensions[letters(used - 1)].width = 40
            source = f"'{lists.title}'!${letters(used - 1)}$2:${letters(used - 1)}${len(column.choices) + 1}"
            check = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        else:
            check = DataValidation(allow_blank=True)
        check.showInputMessage = True
        check.promptTitle = column.heading[:_MOST_IN_TITLE]
        check.prompt = column.help.in_language("both", between="\n")[:_MOST_IN_MESSAGE]
        check.add(f"{place}2:{place}{_ROWS_WITH_LISTS}")
        page.add_data_validation(check)
    lists.sheet_state = "hidden"
