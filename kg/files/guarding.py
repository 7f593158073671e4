"""Text that no reader of it obeys: no formula for a spreadsheet, no order to a terminal."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are.

    >>> guarded("=1+1"), guarded("-3.5"), guarded("嘉兴")
    ("'=1+1", '-3.5', '嘉兴')
    """
    if cell[:1].isalnum():  # nearly all cells
        return cell
    # Spreadsheets pass over leading space before they look for a formula, and in Chinese take wide signs too.
    begins = cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or cell.startswith(
        ("\t", "\r", "\n")
    )
    if begins and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def written_cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula, and that ``read_cell`` reads as it was.

    >>> written_cell("=1+1"), written_cell("'=1"), written_cell("'tis")
    ("'=1+1", "''=1", "'tis")
    """
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def read_cell(cell: str) -> str:
    """A cell as it was before ``written_cell``.

    >>> read_cell("'=1+1"), read_cell("''=1"), read_cell("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return guarded(cell) != cell


def harmless(text: str) -> str:
    r"""A text without characters that would steer a terminal or turn the order of what follows.

    >>> harmless("a\x1b[31mb")
    'a␛[31mb'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        # The control pictures block shows C0 controls; the rest becomes the replacement character.
        return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"
    return "\ufffd" if category in ("Cs",) or unicodedata.bidirectional(character) in _TURNING else character


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
