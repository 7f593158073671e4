"""The ids of sheets as sources: each sheet of a workbook has its own, and so has each file of a package."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.intake.sheets.clean_names import in_latin
from kg.intake.sheets.updating import Rows

_PREFIX = "sheet-"
_Base = Mapping[str, Mapping[str, Rows]]


def sheet_ids(file: str, sheets: Sequence[str], base: _Base, *, several: bool) -> dict[str, str]:
    """The id of each sheet of a file as a source; an id is frozen at first sight.

    Two sheets whose names have the same Latin letters, 2024年 and 2024年度, or none beside those of their file, have
    a part of a hash behind these.

    Args:
        file: the file's name.
        sheets: the names of those of its sheets that are read.
        base: what the last import of each file wrote, by the file.
        several: whether the file has several sheets, be they read or not.

    Returns:
        ids by the names of the sheets.
    """
    mine = base.get(file, {}).get("sources", {})
    others = {thing for name, tables in base.items() if name != file for (thing,) in tables.get("sources", {})}
    plain = {sheet: _plain(file, sheet, several=several) for sheet in sheets}
    own = {sheet: _own(file, sheet, plain[sheet]) for sheet in sheets}
    found = {sheet: name for sheet, name in own.items() if (name,) in mine}
    for sheet, name in plain.items():
        row = mine.get((name,)) if sheet not in found and name not in others else None
        if row is not None and (not several or row.get("title_en", "").endswith(behind(sheet))):
            found[sheet] = name
    taken = {*others, *found.values()}
    alike = Counter(name for sheet, name in plain.items() if sheet not in found)
    for sheet, name in plain.items():
        if sheet not in found:
            found[sheet] = name if alike[name] == 1 and name not in taken else own[sheet]
    return found


def behind(sheet: str) -> str:
    """What stands behind the name of a file of several sheets where one of them is told.

    >>> behind("Europe")
    ' (Europe)'
    """
    return f" ({sheet})"


def _plain(file: str, sheet: str, *, several: bool) -> str:
    name = f"{Path(file).stem} {sheet}" if several else Path(file).stem
    return f"{_PREFIX}{in_latin(name) or _digest(name)}"


def _own(file: str, sheet: str, plain: str) -> str:
    return f"{plain}-{_digest(f'{file}/{sheet}')}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
