"""What columns perhaps are of which their headings say nothing: as in another sheet, or as their cells have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.intake.registries import find
from kg.intake.sheets.readings import Reading
from kg.intake.sheets.words import bare
from kg.text import Text

#: A code of a region as registries have them: SE232, ITC4C, DE-BY, 330400.
_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}|[A-Z]{2}-[0-9A-Z]{1,3}|[1-9][0-9]{5}")
#: How many cells of a column must be such codes, and which part of them.
_ENOUGH, _NEARLY_ALL = 2, 0.75


def perhaps(
    readings: Mapping[str, Reading],
    said: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
    earlier: Mapping[str, tuple[str, Reading]],
) -> dict[str, Reading]:
    """What is proposed for columns that are kept in the note as nothing tells what they are.

    Args:
        readings: what the columns of a sheet are read as, by heading.
        said: what a person says that a heading is.
        texts: the cells of each column that are not blank.
        earlier: what columns of sheets before it are read as, by heading, with the first such sheet.
    """
    found: dict[str, Reading] = {}
    taken = {one.written for one in readings.values()}
    for heading, one in readings.items():
        if one.role != "note" or heading in said or one.is_known:
            continue
        sheet, before = earlier.get(heading, ("", one))
        if before.role not in ("note", "ignore") and before.written not in taken:
            why = Text(f"as in the sheet {sheet}", f"同工作表“{sheet}”")
            found[heading] = Reading.of(before.written, False, why).proposing(before.written)
        elif _are_codes(texts.get(heading, ())) and (places := list(_places(heading, readings))):
            why = Text("its cells are codes of regions", "单元格为地区代码")
            found[heading] = Reading.of(places[0], False, why).proposing(*places)
    return found


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether nearly all cells of a column are codes of regions, each a whole cell or several with signs between."""
    parts = [part for text in texts for part in re.split(r"[\s,;、，；/]+", text.strip()) if part]
    codes = [part for part in parts if _CODE.fullmatch(part) and find(part)]
    return len(codes) >= _ENOUGH and len(codes) >= _NEARLY_ALL * len(parts)


def _places(heading: str, readings: Mapping[str, Reading]) -> Iterator[str]:
    """The places that a column may be: of the party that its heading names first, then of the nearest one before it."""
    headings = list(readings)
    parties = [other for other in headings if readings[other].role in ("party", "parties")]
    at, text = headings.index(heading), bare(heading)

    def likely(other: str) -> tuple[bool, bool, int]:
        return bare(other) not in text, headings.index(other) > at, abs(headings.index(other) - at)

    for other in sorted(parties, key=likely):
        one = readings[other]
        yield f"place {one.detail if one.role == 'party' else 'parties'}"
