"""Rows whose texts begin with the row of which they speak, or point to it, and say what comes of that one.

zu Nr. 11: X ausgestiegen; 同6，追加：…; 上项追加：…; P-10a, see P-10; in a column of types: Amendment. A row that says
no more than which one it is like does nothing to that one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.intake.sheets import revision_words as words
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import Line
from kg.nearest import folded

_LEAD = words.any_of(words.LEADS)
_UNIT = rf"(?:{words.UNITS})"
_NUMBERED = words.any_of(words.ROW, words.LINE, words.NUMBER)
_OTHERS = words.any_of({language: said for language, said in words.LEADS.items() if language != "zh"})
#: What stands behind the number, so that it is whole and what the row says comes next.
_THEN = r"(?=\s*(?:[,，:：;；、)）\]】]|[-–—]\s|$|追|增|补|的|之|の|を|に|へ|의|을|를|에))"
#: A text that begins with another row: its number behind a word that leads to it, or the one right before.
_BEGINS = re.compile(
    rf"^\W*(?:(?:{words.LEADS['zh']}|(?:{_OTHERS})\b\.?:?)\s*)?"
    rf"(?:(?P<previous>{words.any_of(words.PREVIOUS)})(?!\w*\d)"
    rf"|第\s*(?P<zh>[0-9]{{1,4}}|[一二三四五六七八九十百零]{{1,6}})\s*(?P<unit>{_UNIT})(?![文令公决条规])"
    rf"|(?P<word>{_NUMBERED})\s*(?P<number>[0-9]{{1,4}})(?![0-9.,]*[0-9]){_THEN})"
)
#: The same in languages that say behind the number what is done to the row.
_IN_FRONT = re.compile(rf"^\W*(?:(?:本件|これ|본\s?건|이\s?건|ez)(?:は|은|는)?\s*)?{words.in_front()}")
#: The same of a bare number or an id, which only a word that leads to it makes one.
_LED = re.compile(
    rf"^\W*(?:{words.LEADS['zh']}|(?:{_OTHERS})\b\.?:?)\s*"
    rf"(?:(?P<number>[0-9]{{1,4}})(?![0-9.,]*[0-9])(?:号|项|条)?{_THEN}|(?P<id>[\w./-]{{2,40}}?){_THEN})"
)
_MORE, _LEFT = (re.compile(words.marks(one)) for one in (words.MORE, words.LEFT))
#: An amount that is one of more, or of less.
_DELTA = re.compile(r"\s*(?P<sign>[+＋﹢]|[-−－–](?=\s*[0-9０-９$€£¥￥]))")
#: What is behind the id of a row in that of one that belongs to it: P-10a, P-10.1, P-10-bis.
_BEHIND_ID = re.compile(r"(?:[a-z]|[./_-][0-9]{1,2}|[ ._-]?(?:bis|ter|neu|new|add|rev))$")


@dataclass(frozen=True, slots=True)
class Pointed:
    """The row to which a text leads.

    Attributes:
        previous: whether it is the one right before.
        number: its number, as it is written.
        is_line: whether that is the number of a row of the sheet.
        id: its id, folded.
    """

    previous: bool = False
    number: str = ""
    is_line: bool = False
    id: str = ""


def begins_with_row(text: str) -> Pointed | None:
    """The row with which a text begins; ``None`` where it begins with none.

    Args:
        text: a name or a note.

    >>> begins_with_row("上项追加：职工培训").previous, begins_with_row("zu Nr. 11: ausgestiegen").number
    (True, '11')
    >>> begins_with_row("同6，追加：检验中心").number, begins_with_row("No. 3 Middle School")
    ('6', None)
    """
    plain = folded(text)
    if (found := _IN_FRONT.match(plain)) is not None:
        is_line = re.match(rf"\W*(?:{words.IN_FRONT_OF_ROW})", found["behind"]) is not None
        return Pointed(number=found["front"], is_line=is_line)
    if (found := _BEGINS.match(plain)) is not None:
        if found["previous"]:
            return Pointed(previous=True)
        if found["zh"]:
            return Pointed(number=found["zh"], is_line=found["unit"] == words.UNIT_OF_ROWS)
        of_row = re.fullmatch(words.any_of(words.ROW, words.LINE), found["word"]) is not None
        return Pointed(number=found["number"], is_line=of_row)
    if (found := _LED.match(plain)) is not None:
        return Pointed(number=found["number"] or "", id=(found["id"] or "").strip("."))
    return None


def id_before(own: str, known: Collection[str]) -> str:
    """The id that one of a row begins with, which belongs to it: p-10 of p-10a; empty where none is known.

    Args:
        own: the row's own id, folded.
        known: the ids of earlier rows, folded.
    """
    base = _BEHIND_ID.sub("", own)
    return base if base and base != own and base in known else ""


def says_more(text: str) -> bool:
    """Whether a text says that something comes on top, of whatever it speaks."""
    return _MORE.search(folded(text)) is not None


def says_left(text: str) -> bool:
    """Whether a text says that a party is one no more."""
    return _LEFT.search(folded(text)) is not None


def delta_of(sheet: Sheet, line: Line) -> str:
    """The sign of an amount of a row that is one of more or of less: + or -; empty where none is."""
    for place in sheet.columns("amount"):
        if found := _DELTA.match(line.text(place)):
            return "+" if found["sign"] in "+＋﹢" else "-"
    return ""
