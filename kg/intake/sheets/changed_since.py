"""Notes that say of a row that something in it is otherwise by now: told at the row that they name, with both readings.

A note of another row, or one below the table, may say it: Quay link: value since revised to AUD 5m; 第2项金额有误. What
stands in the cells counts; whoever reads the sheet knows which holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.intake.sheets import cells, speaking_rows
from kg.intake.sheets import revision_words as words
from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.drafts import NOTHING, Sheet
from kg.intake.sheets.identifying import RowKey
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.speaking_rows import Pointed
from kg.nearest import folded
from kg.notations.numerals import mixed
from kg.text import Text

_BY_NOW = re.compile(rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))(?:{words.any_of(words.BY_NOW)})(?=\s*\W{{0,2}}\D{{0,14}}[0-9])")
_ELSE = re.compile(rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))(?:{words.any_of(words.IS_WRONG, words.IS_OVER)})(?![a-z])")
_POINTS = re.compile(
    rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))(?:{words.any_of(words.SEE)}|以)(?=\W{{0,2}}(?:the )?(?:第|[a-z]))"
    rf"(?=.{{0,60}}(?:{words.any_of(words.IS_RIGHT)}))|(?:{words.any_of(words.IS_RIGHT)}).{{0,20}}(?:{words.any_of(words.SEE)})"
)
#: What a row is to another one, of which it is not asked: a later one, or one that holds instead of it.
_RELATES = re.compile(
    rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))"
    rf"(?:{words.any_of(words.BY_ANOTHER, words.TAKES_THE_PLACE_OF, words.COMES_ON_TOP_OF)})(?![a-z])"
)
#: The amount behind what says that it is so by now: AUD 5m, 9亿元.
_AMOUNT = re.compile(
    r"\s*(?:[:：为]\s*)?((?:[A-Za-z]{2,4}\$?|[€$£¥￥]|约|about|some)?\s*[0-9][0-9.,]*\s*"
    r"(?:[万亿千百]{1,2}[美欧日港澳英]?[元镑]?|[A-Za-z€$£]{1,8}(?: [A-Za-z]{3,8})?)?)"
)
#: How much of a note is read, and shown.
_MOST, _SHOWN = 400, 80


@dataclass(slots=True)
class _Known:
    """The rows of a sheet by their numbers, their lines and their names."""

    by_line: dict[int, Line] = field(default_factory=dict)
    by_number: dict[int, list[Line]] = field(default_factory=dict)
    by_name: dict[str, Line] = field(default_factory=dict)
    order: list[Line] = field(default_factory=list)

    def add(self, line: Line, key: RowKey, numbers: set[int]) -> None:
        self.order.append(line)
        self.by_line[line.number] = line
        for number in numbers:
            self.by_number.setdefault(number, []).append(line)
        for name in speaking_rows.names_that_tell(key.name):
            self.by_name.setdefault(name, line)

    def pointed(self, one: Pointed) -> Line | None:
        number = int(one.number) if one.number.isdecimal() else int(mixed([one.number]) or 0)
        if one.is_line:
            return self.by_line.get(number)
        if self.by_number:
            found = self.by_number.get(number, [])
            return found[0] if len(found) == 1 else None
        return self.order[number - 1] if 0 < number <= len(self.order) else None

    def numbered_first(self, text: str) -> Line | None:
        """The row with whose number a text, folded, begins."""
        pointed = next(speaking_rows.rows_named(text), None) if speaking_rows.begins_named(text) else None
        return self.pointed(pointed) if pointed is not None else None

    def in_text(self, text: str) -> Line | None:
        """The first row that a text, folded, names by its number, or else by its name."""
        found = (line for one in speaking_rows.rows_named(text) if (line := self.pointed(one)) is not None)
        return next(found, None) or speaking_rows.named_in(text, self.by_name)


def say_changed(
    layout: Layout,
    sheet: Sheet,
    rows: Sequence[tuple[Line, RowKey]],
    accounts: Mapping[int, RowAccount],
    numbers_of: Callable[[Sheet, Line], set[int]],
    revising: Collection[int],
) -> None:
    """Tell at each row what notes say is otherwise by now than its cells have it.

    Args:
        layout: the table, with the notes below it.
        sheet: what it was read as, with the amounts of its rows.
        rows: the first rows of all that may be partnerships, with what they are known by.
        accounts: what became of the rows, by their numbers.
        numbers_of: the numbers by which a row is called.
        revising: the rows of which it is asked what they are to another one, or was.
    """
    of_notes = sheet.columns("note")
    notes: list[tuple[Line | None, str]]
    notes = [(line, line.text(place)[:_MOST]) for line, _ in rows for place in of_notes if line.number not in revising]
    notes += [(None, note[:_MOST]) for note in layout.notes]
    speaking = [(line, text) for line, text in notes if _says(folded(text))]
    if not speaking:
        return
    known = _Known()
    for line, key in rows:
        known.add(line, key, numbers_of(sheet, line))
    for own, text in speaking:
        for of, told in _said(sheet, known, own, text):
            account = accounts.get(of.number)
            if account is not None and account.outcome in ("made", "asked"):
                account.remarks.append(("", told))


def _said(sheet: Sheet, known: _Known, own: Line | None, text: str) -> Iterator[tuple[Line, Text]]:
    """The rows at which something is told of a note, with that."""
    plain = folded(text)
    for of, by_now in _changed(known, own, plain):
        if (told := _told(sheet, own, of, text, by_now)) is not None:
            yield of, told
    other = _related(known, own, plain) if own is not None else None
    if own is not None and other is not None:
        shown = " ".join(text.split())[:_SHOWN]
        yield (
            own,
            MayBeWrong(
                f"its note says {shown!r}, which is row {other.number}: both rows count. If one holds instead of the "
                "other, leave that one out of the sheet",
                f"备注写明“{shown}”，所指为第{other.number}行：两行均计入。如其中一行已由另一行取代，请从表中删去",
            ),
        )


def _related(known: _Known, own: Line, plain: str) -> Line | None:
    """The row that a note's own takes the place of, or the other way round, by what the note says; else ``None``."""
    for clause in speaking_rows.CLAUSE_ENDS.split(plain):
        for found in _RELATES.finditer(clause):
            rest = clause[found.end() :]
            of = speaking_rows.named_first(rest, known.by_name) or known.numbered_first(rest)
            if of is not None and of is not own:
                return of
    return None


def _says(plain: str) -> bool:
    return any(pattern.search(plain) for pattern in (_BY_NOW, _ELSE, _POINTS, _RELATES))


def _changed(known: _Known, own: Line | None, plain: str) -> Iterator[tuple[Line, str]]:
    """The rows of which a note says that something is otherwise by now, and the amount that it names, if it does."""
    before: Line | None = None
    for clause in filter(str.strip, speaking_rows.CLAUSE_ENDS.split(plain)):
        if (points := _POINTS.search(clause)) and own is not None:
            if (of := known.in_text(clause[points.start() :])) is not None and of is not own:
                yield own, ""
            continue
        by_now = _BY_NOW.search(clause)
        said = by_now or _ELSE.search(clause)
        named = known.in_text(clause[: said.start()] if said else clause)
        before = named or before
        if said is None:
            continue
        if by_now is not None:
            of, amount = named or before or own, _AMOUNT.match(clause[by_now.end() :])
            if of is not None:
                yield of, amount[1].strip() if amount else ""
        elif named is not None and named is not own:
            yield named, ""


def _told(sheet: Sheet, own: Line | None, of: Line, text: str, by_now: str) -> Text | None:
    """What is told at a row of which a note speaks; ``None`` where its amounts are what the note says."""
    places = [place for place in sheet.columns("amount") if not NOTHING.fullmatch(of.text(place))]
    if by_now and any(_is_same(sheet, of, place, by_now) for place in places):
        return None
    if own is of and not places:
        return None
    shown = " ".join(text.split())[:_SHOWN]
    who = (
        Text("a note below the table says of this row", "表下注释就本行写明")
        if own is None
        else Text("its note says", "备注写明")
        if own is of
        else Text(f"the note of row {own.number} says of this row", f"第{own.number}行的备注就本行写明")
    )
    has = ", ".join(f"{sheet.headings[place]}: {of.text(place)[:_SHOWN]}" for place in places[:2])
    en = f"the row has {has}, which counts" if has else "the row's cells count"
    zh = f"本行为{has}，以此计入" if has else "以本行单元格为准"
    return MayBeWrong(
        f"{who.en} {shown!r}; {en}. If the note holds, write it in the row",
        f"{who.zh}“{shown}”；{zh}。如以备注为准，请写入本行",
    )


def _is_same(sheet: Sheet, of: Line, place: int, by_now: str) -> bool:
    """Whether an amount in a note is that of a cell: 700万元, beside 700 below a heading in 万元."""
    made = sheet.amounts.get((of.number, place))
    said = cells.amount_in(by_now, sheet.hints(place), "").value
    if said is None:
        return by_now in of.text(place)
    return made is not None and (made.value, made.unit or said.unit) == (said.value, said.unit or made.unit)
