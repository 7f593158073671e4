"""What a reader of a sheet must know, as findings: none of them stops anything."""

from __future__ import annotations

from collections.abc import Sequence

from kg.findings import Finding, Severity
from kg.text import Text

#: How many places a remark names, and how much of a value.
_MOST_NAMED, _MOST_KEPT = 10, 200
_NONE = Text()


def remark(
    code: str,
    text: Text,
    fix: Text = _NONE,
    *,
    file: str,
    sheet: str = "",
    row: int = 0,
    value: str = "",
    severity: Severity = Severity.INFO,
) -> Finding:
    """A finding about a file or a sheet.

    Args:
        code: what kind of finding it is.
        text: what is so, in both languages.
        fix: what one can do.
        file: the file's name.
        sheet: the sheet's name, if the file has several.
        row: its number, from 1; 0 for the whole sheet.
        value: what stands there; a long one is cut.
        severity: how bad it is.
    """
    kept = value if len(value) <= _MOST_KEPT else value[:_MOST_KEPT] + "…"
    return Finding(severity, code, text.en, text.zh, fix.en, file, sheet, row, "", kept, fix_zh=fix.zh)


def listed(names: Sequence[object]) -> str:
    """The first of several names, and how many more there are.

    >>> listed(range(1, 13))
    '1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … (12)'
    """
    shown = ", ".join(str(name) for name in names[:_MOST_NAMED])
    return f"{shown} … ({len(names)})" if len(names) > _MOST_NAMED else shown


def letters(column: int) -> str:
    """A column's letters, of its number from 0.

    >>> letters(0), letters(26), letters(16383)
    ('A', 'AA', 'XFD')
    """
    found, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        found = chr(ord("A") + last) + found
    return found
