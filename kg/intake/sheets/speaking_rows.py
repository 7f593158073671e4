"""Rows whose texts begin with the row of which they speak, or point to it, and say what comes of that one.

zu Nr. 11: X ausgestiegen; 同6，追加：…; 上项追加：…; P-10a, see P-10; in a column of types: Amendment. A row that says
no more than which one it is like does nothing to that one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.intake.sheets import revision_words as words
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import Line
from kg.nearest import folded

T = TypeVar("T")

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
#: A row that a text names by its number, wherever it stands.
_NAMED = re.compile(
    rf"第\s*(?P<zh>[0-9]{{1,4}}|[一二三四五六七八九十百零]{{1,6}})\s*(?P<unit>{_UNIT})(?![文令公决条规])"
    rf"|(?<!\w)(?P<word>{_NUMBERED})\s*(?P<number>[0-9]{{1,4}})(?![0-9.,]*[0-9])"
)
#: What parts the clauses of a note; a point within a number parts none.
CLAUSE_ENDS = re.compile(r"[;；。，\n！!]|(?<![0-9]),|,(?![0-9])|\.(?=\s+(?![0-9])|\s*$)")
#: How many letters a name has at least by which a note tells a row, and how many signs; how long one is.
_LEAST_LETTERS, _LEAST_SIGNS, _LONGEST_NAME = 5, 3, 80
#: What may stand before a name and behind it, where it is not Latin.
_BEFORE_NAME = re.compile(
    r"(?:the |a |die |der |das |den |le |la |les |el |los |il |lo |het |de |[\s\"'“”‘’《「『(（\[])*"
)
_BEHIND_HAN = re.compile(r"(?=$|[\W的之已被由改现拟因]|项目|合作|协议|的?(?:金额|投资|数额|数据|合同))")


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


def rows_named(text: str) -> Iterator[Pointed]:
    """The rows that a text names by their numbers, wherever they stand.

    Args:
        text: a text, folded.

    >>> [one.number for one in rows_named("figure in row 2, as in no. 7")], next(rows_named("见第四项")).number
    (['2', '7'], '四')
    """
    for found in _NAMED.finditer(text):
        if found["zh"]:
            yield Pointed(number=found["zh"], is_line=found["unit"] == words.UNIT_OF_ROWS)
        else:
            of_row = re.fullmatch(words.any_of(words.ROW, words.LINE), found["word"]) is not None
            yield Pointed(number=found["number"], is_line=of_row)


def begins_named(text: str) -> bool:
    """Whether a text, folded, begins with the number of a row: row 4, 第4项, also behind the."""
    lead = _BEFORE_NAME.match(text)
    return _NAMED.match(text, lead.end() if lead else 0) is not None


def names_that_tell(name: str) -> Iterator[str]:
    """A row's names, folded, as far as they are long enough that a text which has one speaks of it.

    Args:
        name: its names, with a sign between.
    """
    for one in map(folded, name.split(" / ")):
        least = _LEAST_LETTERS if one.isascii() else _LEAST_SIGNS
        if least <= len(one) <= _LONGEST_NAME:
            yield one


def named_first(text: str, known: Mapping[str, T]) -> T | None:
    """What a text begins with the name of, the longest; ``None`` where it begins with no name that is known.

    Args:
        text: a text, folded.
        known: what is known, by its name, folded.
    """
    lead = _BEFORE_NAME.match(text)
    return _named_at(text, lead.end() if lead else 0, known)


def named_in(text: str, known: Mapping[str, T]) -> T | None:
    """What a text has the name of, the first; ``None`` where it has none that is known.

    Args:
        text: a text, folded.
        known: what is known, by its name, folded.
    """
    starts = (at for at in range(len(text)) if not (at and text[at - 1].isalnum() and text[at].isascii()))
    return next((found for at in starts if (found := _named_at(text, at, known)) is not None), None)


def _named_at(text: str, at: int, known: Mapping[str, T]) -> T | None:
    for end in range(min(len(text), at + _LONGEST_NAME), at + _LEAST_SIGNS - 1, -1):
        if (found := known.get(text[at:end])) is None:
            continue
        last = text[end - 1]
        is_whole = not text[end : end + 1].isalnum() if last.isascii() else _BEHIND_HAN.match(text, end) is not None
        if is_whole:
            return found
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
