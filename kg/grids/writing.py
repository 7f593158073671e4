"""Cells of workbooks that are written: texts that are no formulas, numbers that stay what they are, no clock."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kg.files import harmless
from kg.grids.model import GridCell

#: Limits of a sheet and of a cell in Excel, and how many digits of a number it keeps.
MOST_ROWS, MOST_CHARACTERS, MOST_DIGITS = 1_048_576, 32_767, 15
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
#: The day that Excel counts from: it knows none before.
FIRST_DAY = date(1900, 3, 1)


def write_text(cell: Any, text: str) -> None:
    """Put a text into a cell of openpyxl, whatever it begins with."""
    text = harmless(text)
    cell.value = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    cell.data_type = "s"  # else a text that begins with = would be a formula
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def write_cell(cell: Any, read: GridCell) -> None:
    """Put what was read into a cell of openpyxl; what Excel would change stays a text."""
    if read.kind == "number" and len(Decimal(read.text).normalize().as_tuple().digits) <= MOST_DIGITS:
        if read.shown.endswith("%"):
            cell.number_format = "0.##########%"
        elif read.shown.isdigit():
            cell.number_format = "0" * len(read.shown)
        elif read.shown:
            write_text(cell, read.shown)
            return
        cell.value = Decimal(read.text)
    elif read.kind == "boolean":
        cell.value = read.text == "true"
    elif read.kind == "date" and (day := _day(read)) is not None:
        cell.value = day
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if isinstance(day, datetime) else "yyyy-mm-dd"
    elif read.kind != "empty":
        write_text(cell, read.seen)


def _day(read: GridCell) -> date | None:
    if read.shown:
        return None  # only a month or a year
    try:
        day = datetime.fromisoformat(read.text) if "T" in read.text else date.fromisoformat(read.text)
    except ValueError:
        return None
    return day if date(day.year, day.month, day.day) >= FIRST_DAY else None


def saved(book: Any) -> bytes:
    """The bytes of a workbook of openpyxl, the same each time: one fixed day for all that is dated in it."""
    content, made = io.BytesIO(), io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = _CHANGED.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return made.getvalue()
