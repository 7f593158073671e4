"""A workbook in OpenDocument (ODS) to grids, in one pass.

No library tells what is hidden, merged, wrong or never computed in it; rows and cells that repeat are written once
and may stand for a million.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.grids.formats import NumberFormat, number_cell
from kg.grids.model import EMPTY, GridCell
from kg.grids.packed import Handlers, Packed
from kg.grids.sheets import MOST_COLUMNS, Sheet

_CONTENT = "content.xml"
_CELLS = ("table-cell", "covered-table-cell")
#: What stands in a cell, or among the sheets, and is none of its text.
_ASIDE = ("annotation", "ruby-text", "frame", "custom-shape", "shapes", "dde-links", "tracked-changes")
_AMOUNT = re.compile(r"(\D*?)\s*([-−]?)\s*(\d[\d.,\s]*)(\D*)")
_TIME = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_MONTH, _YEAR = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}月?|\d{1,2}[/.]\d{4}|[^\W\d]+\.? \d{4}"), re.compile(r"\d{4}年?")
#: How many more rows than the last with something in it a sheet may have.
_MOST_ROWS = 1_048_576


def read_ods(packed: Packed) -> list[Sheet]:
    """The sheets of a workbook, in order.

    Args:
        packed: the archive.

    Raises:
        packed.BROKEN: if the archive or its document is damaged.
    """
    if "META-INF/manifest.xml" in packed and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise ValueError("it is protected by a password")
    reader = _Reader()
    packed.parse(_CONTENT, reader)
    for sheet in reader.sheets:
        sheet.epoch_1904 = reader.epoch_1904
    return reader.sheets


class _Reader(Handlers):
    """Reads the document."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.epoch_1904 = False
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._row = self._column = self._columns = 0
        self._repeated = 1
        self._row_hidden = False
        self._cells: list[tuple[int, int, GridCell]] = []
        self._cell: Mapping[str, str] = {}
        self._paragraphs: list[str] = []
        self._foreign = False

    def begun(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
            return
        begin = _BEGIN.get(name)
        if begin:
            said = {key.rpartition(":")[2]: value for key, value in attributes.items() if key[:8] != "calcext:"}
            begin(self, said, attributes)

    def ended(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "p":
            self._paragraphs.append("".join(self.texts))
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table" and self._foreign:
            self.sheets.pop()

    def data(self, text: str) -> None:
        if not self._aside:
            self.texts.append(text)

    def _begin_style(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        self._style = said.get("name", "")

    def _begin_display(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        if said.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_table(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        self.sheets.append(Sheet(said.get("name", ""), hidden=said.get("style-name", "") in self._hidden_styles))
        self._row = self._columns = 0
        self._foreign = False

    def _begin_source(self, _: Mapping[str, str], __: Mapping[str, str]) -> None:
        # A copy of a sheet of another file, which formulas refer to.
        self._foreign = True

    def _begin_null_date(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        self.epoch_1904 = said.get("date-value", "").startswith("1904")

    def _begin_column(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        count = int(said.get("number-columns-repeated", "1"))
        if said.get("visibility", "visible") != "visible":
            self.sheets[-1].hide_columns(self._columns, self._columns + count)
        self._columns += count

    def _begin_row(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        self._repeated = int(said.get("number-rows-repeated", "1"))
        self._row_hidden = said.get("visibility", "visible") != "visible"
        self._column = 0
        self._cells.clear()

    def _begin_cell(self, said: Mapping[str, str], attributes: Mapping[str, str]) -> None:
        self._cell = said
        if attributes.get("calcext:value-type") == "error":
            self._cell = {**said, "value-type": "error"}
        self._paragraphs.clear()

    def _begin_paragraph(self, _: Mapping[str, str], __: Mapping[str, str]) -> None:
        self.texts.clear()

    def _begin_spaces(self, said: Mapping[str, str], _: Mapping[str, str]) -> None:
        self.texts.append(" " * min(int(said.get("c", "1")), 1_000))

    def _end_cell(self) -> None:
        count = int(self._cell.get("number-columns-repeated", "1"))
        cell = _made(self._cell, "\n".join(self._paragraphs))
        if cell is not EMPTY:
            if self._column + count > MOST_COLUMNS:
                raise ValueError("a cell lies beyond the last column")
            self._cells.append((self._column, count, cell))
        wide, high = (int(self._cell.get(f"number-{way}-spanned", "1")) for way in ("columns", "rows"))
        if wide > 1 or high > 1:
            row = self._row + 1
            self.sheets[-1].merged.append((row, self._column, row + high - 1, self._column + wide - 1))
        self._column += count

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._repeated
        if not self._cells:
            return
        if self._row > _MOST_ROWS:
            raise ValueError(f"the sheet {self.sheets[-1].name!r} has more than {_MOST_ROWS:,} rows")
        for number in range(first, self._row + 1):
            self.sheets[-1].begin_row(number, hidden=self._row_hidden)
            for start, count, cell in self._cells:
                for column in range(start, start + count):
                    self.sheets[-1].put(column, cell)


_BEGIN = {
    "style": _Reader._begin_style,
    "table-properties": _Reader._begin_display,
    "table": _Reader._begin_table,
    "table-source": _Reader._begin_source,
    "null-date": _Reader._begin_null_date,
    "table-column": _Reader._begin_column,
    "table-row": _Reader._begin_row,
    **dict.fromkeys(_CELLS, _Reader._begin_cell),
    "p": _Reader._begin_paragraph,
    "s": _Reader._begin_spaces,
    "tab": lambda reader, *_: reader.texts.append("\t"),
    "line-break": lambda reader, *_: reader.texts.append("\n"),
}


def _made(said: Mapping[str, str], displayed: str) -> GridCell:
    kind = said.get("value-type", "")
    if kind in ("float", "currency", "percentage"):
        cell = _number(said.get("value", displayed), kind, displayed.strip())
        return replace(cell, currency=said.get("currency", "")) if cell.shown and kind == "currency" else cell
    if kind == "boolean":
        return GridCell(said.get("boolean-value", displayed).lower(), "boolean")
    if kind == "date":
        return _date(said.get("date-value", displayed), displayed.strip())
    if kind == "time":
        return GridCell(_clock(said.get("time-value", displayed)), "text")
    text = said.get("string-value") or displayed
    if kind == "error" or (text and "formula" in said and re.fullmatch(r"Err:\d+|#[A-Z0-9/]+[!?]|#N/A", text)):
        return GridCell(text or "#VALUE!", "error")
    if not text and "formula" in said and not kind:
        return GridCell("=" + said["formula"].partition("=")[2], "formula")
    return GridCell(text, "text") if text else EMPTY


def _number(value: str, kind: str, displayed: str) -> GridCell:
    """A number; what is displayed besides its digits is its unit, where it is not scaled."""
    cell = number_cell(value, NumberFormat(percent=kind == "percentage"), epoch_1904=False)
    if cell.shown or cell.kind != "number":
        return cell
    if displayed.isdigit() and displayed.startswith("0") and displayed.lstrip("0") == cell.text:
        return GridCell(cell.text, cell.kind, displayed)
    found = _AMOUNT.fullmatch(displayed)
    if found is None or not re.search(r"[^\W\d_]|[$¥￥€£]", found[1] + found[4]):
        return cell
    shown, whole = re.sub(r"\D", "", found[3]), re.sub(r"\D", "", cell.text)
    # Rounded, the one begins as the other; scaled, they have another number of digits before the point.
    return GridCell(cell.text, cell.kind, f"{found[1]}{cell.text}{found[4]}") if whole.startswith(shown[:1]) else cell


def _date(value: str, displayed: str) -> GridCell:
    day, _, clock = value.partition("T")
    text = value[:19] if clock[:8].strip("0:") else day
    if _MONTH.fullmatch(displayed):
        return GridCell(text, "date", day[:7])
    return GridCell(text, "date", day[:4] if _YEAR.fullmatch(displayed) else "")


def _clock(value: str) -> str:
    found = _TIME.fullmatch(value)
    if found is None:
        return value
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return f"{found[1]}{hours:02}:{minutes:02}:{seconds:02}"
