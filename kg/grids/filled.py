"""Sheets with rows to be decided on: lists to choose from in each cell, help at the headings, some columns hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.grids.blank import BlankColumn
from kg.grids.remarks import letters
from kg.grids.writing import saved, write_text

_FILL_IN, _GIVEN, _CODES = "FFF2CC", "D9E2F3", "选项 choices"
_MOST_IN_TITLE, _MOST_IN_MESSAGE, _MOST_IN_NAME = 32, 255, 31


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that is written with its rows.

    Attributes:
        title: the sheet's name.
        columns: its columns.
        rows: the cells of its rows, as texts.
        to_fill: how many of the first columns wait for a person.
        hidden: the places of columns, from 0, that nobody needs to see.
    """

    title: str
    columns: Sequence[BlankColumn]
    rows: Sequence[Sequence[str]]
    to_fill: int = 0
    hidden: Sequence[int] = ()


def filled_workbook(sheets: Sequence[FilledSheet]) -> bytes:
    """Sheets as one workbook, the lists to choose from on a hidden sheet behind them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    lists = _Lists(book)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:_MOST_IN_NAME])
        _headings(page, sheet)
        for number, row in enumerate(sheet.rows, 2):
            for place, text in enumerate(row, 1):
                if text:
                    write_text(page.cell(number, place), text)
        for place, column in enumerate(sheet.columns):
            lists.offer(page, place, column, len(sheet.rows) + 1)
        page.freeze_panes = page.cell(2, sheet.to_fill + 1)
        page.auto_filter.ref = f"A1:{letters(len(sheet.columns) - 1)}{len(sheet.rows) + 1}"
    lists.finish()
    return saved(book)


def _headings(page: Any, sheet: FilledSheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(sheet.columns, 1):
        head = page.cell(1, number)
        write_text(head, column.heading)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor=_FILL_IN if number <= sheet.to_fill else _GIVEN)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if column.help:
            head.comment = Comment(column.help.in_language("both", between="\n"), "kg", height=90, width=320)
        dimension = page.column_dimensions[letters(number - 1)]
        dimension.width, dimension.hidden = column.width, number - 1 in sheet.hidden


class _Lists:
    """The lists to choose from, each once, on a sheet of their own."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._places: dict[tuple[str, ...], str] = {}

    def offer(self, page: Any, place: int, column: BlankColumn, last: int) -> None:
        """Offer the choices of a column in its cells; something else may be typed all the same."""
        from openpyxl.worksheet.datavalidation import DataValidation

        if not column.choices or last < 2:
            return
        check = DataValidation(type="list", formula1=self._range(column.choices), allow_blank=True)
        check.showErrorMessage, check.showInputMessage = False, bool(column.help)
        check.promptTitle = column.heading[:_MOST_IN_TITLE]
        check.prompt = column.help.in_language("both", between="\n")[:_MOST_IN_MESSAGE]
        check.add(f"{letters(place)}2:{letters(place)}{last}")
        page.add_data_validation(check)

    def _range(self, choices: tuple[str, ...]) -> str:
        if choices not in self._places:
            page = self._book[_CODES] if _CODES in self._book.sheetnames else self._book.create_sheet(_CODES)
            used = len(self._places)
            for row, choice in enumerate(choices, 1):
                write_text(page.cell(row, used + 1), choice)
            column = letters(used)
            self._places[choices] = f"'{_CODES}'!${column}$1:${column}${len(choices)}"
        return self._places[choices]

    def finish(self) -> None:
        """Hide the lists, behind all other sheets."""
        if _CODES in self._book.sheetnames:
            page = self._book[_CODES]
            self._book.move_sheet(page, len(self._book.sheetnames))
            page.sheet_state = "hidden"
