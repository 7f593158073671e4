"""A workbook in Office Open XML (XLSX, XLSM) to grids, in one pass over each sheet.

The pass is of our own because no library tells all of it at once: calamine knows neither hidden rows nor which cells
are errors or formulas without a result, and lays out the whole rectangle of a sheet with two distant cells; openpyxl
has to read a sheet twice for formulas and takes ten times as long. What a sheet says of its own size is not read at
all: several programs have it wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from kg.grids.formats import NumberFormat, day_cell, number_cell, number_format
from kg.grids.model import EMPTY, Area, GridCell
from kg.grids.packed import Elements, Handlers, Packed, inside
from kg.grids.sheets import MOST_COLUMNS, Sheet

_RELATION = "/officeDocument"
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
#: A character that XML has no room for, as Office writes it into texts.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(packed: Packed) -> list[Sheet]:
    """The sheets of a workbook, in order.

    Args:
        packed: the archive.

    Raises:
        packed.BROKEN: if the archive or a document in it is damaged.
    """
    workbooks = [target for kind, target in _relations(packed, "").values() if kind.endswith(_RELATION)]
    if not workbooks:
        raise ValueError("it holds no workbook")
    workbook = workbooks[0]
    elements = Elements("workbookPr", "sheet")
    packed.parse(workbook, elements)
    relations = _relations(packed, workbook)
    parts = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    strings = _strings(packed, parts["sharedStrings"]) if parts.get("sharedStrings", "") in packed else []
    formats = _formats(packed, parts["styles"]) if parts.get("styles", "") in packed else []
    from_1904 = any(name == "workbookPr" and said.get("date1904") in ("1", "true") for name, said in elements.found)
    sheets = []
    for name, said in elements.found:
        kind, target = relations.get(said.get("id", ""), ("", ""))
        if name == "sheet" and kind.endswith("/worksheet"):
            sheet = Sheet(_unescaped(said.get("name", "")), hidden=said.get("state", "visible") != "visible")
            sheet.epoch_1904 = from_1904
            packed.parse(target, _SheetReader(sheet, strings, formats))
            sheets.append(sheet)
    return sheets


def _relations(packed: Packed, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to, by the id of the reference: what kind each is, and its name."""
    folder, _, name = part.rpartition("/")
    place = f"{folder}/_rels/{name}.rels".lstrip("/")
    elements = Elements("Relationship")
    if place in packed or not part:
        packed.parse(place, elements)
    return {said["Id"]: (said.get("Type", ""), inside(folder, said.get("Target", ""))) for _, said in elements.found}


class _Strings(Handlers):
    """The texts that cells share; how a text is to be pronounced is none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._aside = False

    def begun(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - as handlers have it
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        self.texts.clear()

    def ended(self, name: str) -> None:
        if name == "t" and not self._aside:
            self._parts.append("".join(self.texts))
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.strings.append(_unescaped("".join(self._parts)))


def _strings(packed: Packed, part: str) -> list[GridCell]:
    reader = _Strings()
    packed.parse(part, reader)
    return [GridCell(text, "text") if text else EMPTY for text in reader.strings]


def _formats(packed: Packed, part: str) -> list[NumberFormat]:
    """The number format of each style of cells."""
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []

    class Styles(Handlers):
        within = False

        def begun(self, name: str, attributes: Mapping[str, str]) -> None:
            if name == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                self.within = True
            elif name == "xf" and self.within:
                number = int(attributes.get("numFmtId", "0"))
                formats.append(number_format(number, codes.get(number)))

        def ended(self, name: str) -> None:
            self.within = self.within and name != "cellXfs"

    packed.parse(part, Styles())
    return formats


_PLAIN = NumberFormat()


class _SheetReader(Handlers):
    """Reads the document of one sheet."""

    def __init__(self, sheet: Sheet, strings: list[GridCell], formats: list[NumberFormat]) -> None:
        super().__init__()
        self._sheet = sheet
        self._strings = strings
        self._formats = formats
        self._row = self._column = 0
        self._columns: dict[str, int] = {}
        self._cell: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []
        self._aside = False
        self._shared: dict[str, tuple[str, str]] = {}

    def begun(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self.texts.clear()
        elif name == "f":
            self.texts.clear()
            self._formula_said = attributes
        elif name == "row":
            self._row = _row_number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
            self._sheet.begin_row(self._row, hidden=attributes.get("hidden") in ("1", "true"))
        elif name == "rPh":
            self._aside = True
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._sheet.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]))
        elif name == "mergeCell":
            self._sheet.merged.append(_area(attributes["ref"]))

    def ended(self, name: str) -> None:
        if name == "v":
            self._value = "".join(self.texts)
        elif name == "c":
            self._sheet.put(self._column, self._made())
        elif name == "t":
            if not self._aside:
                self._inline.append("".join(self.texts))
        elif name == "f":
            self._formula = self._written("".join(self.texts))
        elif name == "rPh":
            self._aside = False

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("r")
        self._column = self._column + 1 if address is None else self._column_of(address)
        if self._column >= MOST_COLUMNS:
            raise ValueError("a cell lies beyond the last column")
        self._cell, self._value, self._formula = attributes, None, None
        self._inline.clear()

    def _column_of(self, address: str) -> int:
        name = address.rstrip("0123456789").upper()
        column = self._columns.get(name)
        if column is None:
            found = _ADDRESS.fullmatch(address)
            if found is None:
                raise ValueError(f"{address[:20]!r} is no address of a cell")
            column = self._columns[name] = _column_number(found[1])
        return column

    def _written(self, text: str) -> str:
        """A formula; of several cells that share one, only the first has its text."""
        shared = self._formula_said.get("si", "")
        if self._formula_said.get("t") != "shared" or not shared:
            return f"={text}"
        address = self._cell.get("r", "A1")
        if text:
            self._shared[shared] = (f"={text}", address)
        return f"={text}" if text else f"={self._shared.get(shared, ('=', ''))[0][1:]}"

    def _made(self) -> GridCell:
        kind, value = self._cell.get("t", "n"), self._value
        if kind == "inlineStr":
            return _text("".join(self._inline))
        if not value:
            # A formula whose result is an empty text has a result.
            missing = self._formula is not None and kind != "str"
            return GridCell(self._formula or "=", "formula") if missing else EMPTY
        if kind == "n":
            style = int(self._cell.get("s", "0"))
            form = self._formats[style] if style < len(self._formats) else _PLAIN
            return number_cell(value.strip(), form, epoch_1904=self._sheet.epoch_1904)
        if kind == "s":
            return self._strings[int(value)]
        return _typed(kind, value)


def _typed(kind: str, value: str) -> GridCell:
    if kind == "b":
        return GridCell("true" if value.strip() in ("1", "true") else "false", "boolean")
    if kind == "e":
        return GridCell(value, "error")
    if kind == "d":
        try:
            return day_cell(datetime.fromisoformat(value))
        except ValueError:
            return _text(value)
    return _text(value)


def _text(text: str) -> GridCell:
    return GridCell(_unescaped(text), "text") if text else EMPTY


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # A character beyond the first plane comes as two halves; a half alone is none.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _row_number(text: str) -> int:
    number = float(text)
    if not 1 <= number <= 1_048_576:
        raise ValueError(f"there is no row {text[:20]}")
    return int(number)


def _column_number(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> Area:
    corners = [_ADDRESS.fullmatch(corner) for corner in reference.split(":")]
    if None in corners:
        raise ValueError(f"{reference[:40]!r} is no area")
    places = [(int(corner[2]), _column_number(corner[1])) for corner in corners if corner]
    (top, left), (bottom, right) = places[0], places[-1]
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
