"""A sheet as a workbook of Excel: typed cells, headings that stay, codes explained; no clock in its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.grids.writing import FIRST_DAY, MOST_DIGITS, MOST_ROWS, saved, write_text
from kg.results.screen import width_of
from kg.results.sheets import Scalar, Sheet
from kg.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: How wide a column becomes at most, in characters.
_WIDEST = 60
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


#: What the page for people is called.
_FOR_PEOPLE = {"en": "table", "zh": "表格"}


def workbook(sheet: Sheet, language: str = "") -> bytes:
    """The bytes of a workbook: the rows; the codes in them; what each column holds; what a reader must know.

    Args:
        sheet: what is written.
        language: ``en`` or ``zh`` for a first page with headings and names in it; else there is none.

    Raises:
        UsageError: if it has more rows than a sheet of Excel.
    """
    from openpyxl import Workbook

    if len(sheet.rows) >= MOST_ROWS:
        raise UsageError(
            Text(
                f"A sheet of Excel has {MOST_ROWS:,} rows, and these are more. Write CSV or Parquet.",
                f"Excel 的一张表有{MOST_ROWS:,}行，而此处更多。请写成 CSV 或 Parquet。",
            )
        )
    book = Workbook()
    first = book.active
    if language in _FOR_PEOPLE:
        first.title = _FOR_PEOPLE[language]
        _fill(first, *sheet.for_people(language))
        first = book.create_sheet()
    first.title = "data"
    _fill(first, sheet.columns, sheet.rows)
    if sheet.codes:
        rows = [(code.id, code.label.en, code.label.zh, code.definition.en, code.definition.zh) for code in sheet.codes]
        _fill(book.create_sheet("codes"), ("id", "label_en", "label_zh", "definition_en", "definition_zh"), rows)
    if sheet.titles:
        titles = [
            (name, sheet.titles[name].en, sheet.titles[name].zh) for name in sheet.columns if name in sheet.titles
        ]
        _fill(book.create_sheet("columns"), ("column", "title_en", "title_zh"), titles)
    if sheet.remarks:
        _fill(book.create_sheet("remarks"), ("en", "zh"), [(remark.en, remark.zh) for remark in sheet.remarks])
    return saved(book)


def _fill(page: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for place, name in enumerate(columns, start=1):
        page.cell(1, place, name).font = Font(bold=True)
        lengths = [width_of(str(row[place - 1])) for row in rows if row[place - 1] is not None]
        page.column_dimensions[get_column_letter(place)].width = min(max([width_of(name), *lengths]) + 2, _WIDEST)
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            if value is not None:
                _write(page.cell(number, place), value)
    page.freeze_panes = "A2"
    if rows:
        page.auto_filter.ref = page.dimensions


def _write(cell: Any, value: Scalar) -> None:
    typed = _typed(value)
    if isinstance(typed, str):
        write_text(cell, typed)
        return
    cell.value = typed
    if isinstance(typed, date):
        cell.number_format = "yyyy-mm-dd"


def _typed(value: Scalar) -> Scalar:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        digits = Decimal(value).normalize().as_tuple().digits
        return value if len(digits) <= MOST_DIGITS else format(value, "f" if isinstance(value, Decimal) else "d")
    return value
