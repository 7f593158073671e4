"""What separates the cells of a delimited file, and its records, in one pass each over the text.

Records are counted as CSV has them, quotes respected: a comma in a quoted note counts for nothing. Python's own
``csv.Sniffer`` looks at quotes with expressions that take the square of a long cell's time, and is led astray by
a quotation; here Python's reader itself tries each sign.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

#: What may separate cells; of equals the first.
DELIMITERS = (",", ";", "\t", "|")
#: How many records tell the delimiter.
_MOST_COUNTED = 200
#: And how many characters, should a cell be long.
_MOST_TRIED = 2_000_000
#: How many quotes that nothing closes are mended one by one; with more, no quote is taken for one.
_MOST_MENDED = 20


def found_delimiter(text: str) -> str:
    r"""The sign by which most records have the same number of cells; of several such signs, the one with most cells.

    Args:
        text: the text of the file; its first records are looked at.

    >>> found_delimiter('name;note\na;"x, y, z"\nb;1,5\n'), found_delimiter("one column\n")
    (';', ',')
    """
    return max(DELIMITERS, key=lambda delimiter: _evenness(text[:_MOST_TRIED], delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    counted = islice(Records(text, {"delimiter": delimiter}), _MOST_COUNTED)
    widths = Counter(len(cells) for cells in counted if any(cells))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    # Titles above the headings have one cell whatever the sign, and so make no difference.
    return count / sum(widths.values()), width


@dataclass(frozen=True, slots=True)
class Slip:
    """A place where quotes are not as CSV has them.

    Attributes:
        record: the record's number, from 1.
        closed: whether it ends; else the quote was read as a letter.
    """

    record: int
    closed: bool


class Records:
    """The records of a delimited text; iterating gives the cells of one after the other, and notes slips.

    Line breaks of every kind end a record, also mixed, and stay as they are within quotes. A quote that nothing
    closes would swallow the rest of the file: it is a letter.

    Args:
        text: the text.
        dialect: keywords of ``csv.reader``.
    """

    def __init__(self, text: str, dialect: dict[str, Any]) -> None:
        # A cell may be as long as it likes; the limit of 131,072 characters is the module's, not CSV's.
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        self._lines = _Lines(text)
        self._strict = csv.reader(self._lines, **dialect, strict=True)
        self._lenient = csv.reader(self._lines, **dialect)
        without = {"quoting": csv.QUOTE_NONE, "quotechar": None}
        self._unquoted = csv.reader(self._lines, **{**dialect, **without})
        self.slips: list[Slip] = []

    def __iter__(self) -> Iterator[list[str]]:
        reader, number, open_quotes = self._strict, 0, 0
        while True:
            number += 1
            self._lines.begin()
            try:
                cells = next(reader, None)
            except csv.Error:
                cells, closed = self._mended()
                self.slips.append(Slip(number, closed))
                open_quotes += not closed
                reader = self._unquoted if open_quotes > _MOST_MENDED else reader
            if cells is None:
                return
            yield cells

    def _mended(self) -> tuple[list[str], bool]:
        """The record read again where quotes are not in order, and whether its quotes end."""
        self._lines.again()
        cells, closed = next(self._lenient), not self._lines.ended
        self._lines.again()
        plain = next(self._unquoted)
        if not closed or len(plain) == len(cells):
            return plain, closed
        self._lines.again()
        return next(self._lenient), closed


class _Lines:
    """The lines of a text, which can be gone through once more from where a record began."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self._taken: list[str] = []
        self._ahead: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else self._text.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self._taken.append(line)
        return line

    def begin(self) -> None:
        """Begin a record here."""
        self._taken.clear()
        self.ended = False

    def again(self) -> None:
        """Go back to where the record began."""
        self._ahead += reversed(self._taken)
        self.begin()
