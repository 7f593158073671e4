"""Rows that sum the others or say nothing of a partnership: they are no rows that columns are told by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import count

from kg.intake.anytable import AnyTable, Cell
from kg.intake.guessing.cells import places_of, words_of
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.words import IDENTIFIES
from kg.intake.several import column_name
from kg.intake.sheets.lines_alone import says_note
from kg.intake.sheets.said_totals import FIRST, is_number, is_total, says_total, summed, sums_a_place
from kg.intake.sheets.words import words
from kg.nearest import folded

_DIGITS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
#: What means something else in a pattern.
_IN_PATTERNS = re.compile(r"[\\.^$|?*+(){}\[\]]")
#: By so many columns rows are found that name nobody.
_MOST_STANDING = 3
#: So much of a note is found by.
_LONGEST_NOTE = 60


def without_totals(table: AnyTable) -> AnyTable:
    """A table with a blank line for each row that sums others."""
    ids = [place for place, name in enumerate(table.names) if _is_of_ids(name)] if table.first > 1 else []
    parts = subtotals(table)

    def rows() -> Iterator[Sequence[Cell]]:
        for row in table.rows():
            is_keyed = any(_is_said(row[place], parts) for place in ids if place < len(row))
            yield () if is_keyed or of_total(row, parts) else row

    return replace(table, rows=rows)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a table has of sums.

    Attributes:
        texts: those that say that they sum what another cell names, or a place: Alba Lab Total, 河北省小计.
        rows: the rows that say so and have a number in most columns: they sum the rows above, or are the last one.
    """

    texts: frozenset[str] = frozenset()
    rows: frozenset[tuple[Cell, ...]] = frozenset()


def subtotals(table: AnyTable) -> Sums:
    """What a table has of sums that no row tells by itself.

    Args:
        table: the table.
    """
    # Most tables have no such text, and most texts none of the words.
    texts = {cell for row in table.rows() for cell in row if isinstance(cell, str) and _has_total_word(cell)}
    some = {cell: parts for cell in texts if (parts := summed(cell, words())) and not _says_total(cell)}
    wanted = {part for parts in some.values() for part in parts}
    named = {
        name
        for row in (table.rows() if wanted else ())
        for cell in row
        if isinstance(cell, str) and (name := folded(cell)) in wanted
    }
    sums = frozenset(cell for cell, of in some.items() if named.intersection(of) or sums_a_place(cell, words()))
    return Sums(sums, frozenset(_full_totals(table)) if any(map(_says_total, texts)) else frozenset())


def _full_totals(table: AnyTable) -> Iterator[tuple[Cell, ...]]:
    """The rows that say in their first cell that they are totals, have numbers in all others, and sum or end all rows.

    Args:
        table: the table.
    """
    above: dict[int, tuple[int, Decimal]] = {}
    found: dict[tuple[Cell, ...], bool] = {}
    last: tuple[Cell, ...] = ()
    for row in table.rows():
        if not any(row) or _is_note(row):
            continue
        last, (said, *others) = tuple(row), row
        numbers = {at: one for at, cell in enumerate(row) if (one := _plain_number(cell)) is not None}
        are_numbers = all(isinstance(one, str) and (not one or is_number(one)) for one in others)
        if are_numbers and isinstance(said, str) and _says_total(said):
            # A number alone is the sum of itself.
            sums = (at in above and above[at][0] > 1 and above[at][1] == one for at, one in numbers.items())
            found[last] = any(sums)
        for at, one in numbers.items():
            many, total = above.get(at, (0, Decimal()))
            above[at] = many + 1, total + one
    yield from (row for row, is_sum in found.items() if is_sum or row == last)


def _plain_number(cell: Cell) -> Decimal | None:
    """A cell of digits alone, with a point at most, as a number; another one as nothing that equals any."""
    return Decimal(cell) if isinstance(cell, str) and _DIGITS.fullmatch(cell) else None


def _is_note(row: Sequence[Cell]) -> bool:
    """Whether a row has one cell, which says that it is a note on the table, or its source."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and isinstance(filled[0], str) and says_note(filled[0])


def _has_total_word(text: str) -> bool:
    return bool(_total_word().search(text if text.isascii() else folded(text)))


@cache
def _total_word() -> re.Pattern[str]:
    """What finds a word of totals in a text."""
    return re.compile("|".join(map(re.escape, sorted(words().totals, key=len, reverse=True))), re.I)


def _keyed(table: AnyTable, project: str, parts: Sums) -> tuple[str, dict[int, str]]:
    """The column of ids in which rows say that they sum others, and these rows, each with what it says.

    Args:
        table: the table.
        project: the column that tells partnerships apart, which is looked at first; empty if there is none.
        parts: the table's subtotals.

    Returns:
        the column as a mapping has it, empty where no row says so.
    """
    if table.first == 1:
        return "", {}
    names = [column_name(name) for name in table.names]
    headed = [name for name, heading in zip(names, table.names, strict=True) if _is_of_ids(heading)]
    for name in dict.fromkeys((project, *headed)):
        if names.count(name) != 1 or not name:
            continue
        place = names.index(name)
        rows = enumerate(table.rows(), table.first)
        found = {number: str(row[place]) for number, row in rows if row and _is_said(row[place], parts)}
        if found:
            return name, found
    return "", {}


def _is_of_ids(heading: str) -> bool:
    """Whether a column is headed as one of ids and of nothing more: No., id, 序号."""
    return bool(heading.strip()) and set(words_of(column_name(heading))) <= IDENTIFIES


def _is_said(cell: Cell, parts: Sums) -> bool:
    return isinstance(cell, str) and (cell in parts.texts or _says_total(cell))


def of_total(row: Sequence[Cell], parts: Sums) -> list[int]:
    """The places where a row says that it is a total, or a note, if but for that it has numbers alone; else none.

    Args:
        row: the row.
        parts: the table's subtotals.
    """
    filled = [place for place, cell in enumerate(row) if cell]
    if _is_note(row):
        return filled
    if not filled or (2 * len(filled) > len(row) + 1 and tuple(row) not in parts.rows):
        return []
    texts = {place: cell for place in filled if isinstance(cell := row[place], str)}
    said = [place for place in filled[:FIRST] if place in texts and _is_said(texts[place], parts)]
    if not said or len(texts) < len(filled):
        return []
    # Nothing tells yet in which columns who takes part stands: it may be in each.
    others = [place for place in filled if place not in said]
    if tuple(row) in parts.rows or any(texts[place] in parts.texts for place in said):
        return said if all(is_number(texts[place]) for place in others) else []
    return said if is_total(texts, others, words()) else []


@lru_cache(10_000)
def _says_total(text: str) -> bool:
    return says_total(text, words())


def of_nobody(
    rows: Iterator[tuple[int, Sequence[Cell]]], named: Collection[int], parts: Sums
) -> dict[int, Sequence[Cell]]:
    """The rows that have none of some columns, or no more there than that they are a total, and numbers.

    Args:
        rows: the rows with their numbers.
        named: the places of what tells partnerships apart, or of who takes part.
        parts: the table's subtotals.
    """
    found: dict[int, Sequence[Cell]] = {}
    for number, row in rows:
        if not any(row):
            continue
        has = [place for place in named if row[place]]
        said = of_total(row, parts) if has else []
        # The number of the row itself, and how many partners there are in all, name nobody.
        if not has or (said and all(place in said or _is_of_number(row[place]) for place in has)):
            found[number] = row
    return found


def _is_of_number(cell: Cell) -> bool:
    return isinstance(cell, str) and is_number(cell)


def standing_in(rows: Collection[Sequence[int]], liked: Collection[int], most: int) -> list[int]:
    """The places of a few columns of which each of some rows has one; empty where that takes too many.

    Args:
        rows: the places that each row has.
        liked: places that are taken before others.
        most: how many there may be.
    """
    found, left = list[int](), [set(one) for one in rows]
    while left and len(found) < most:
        places = sorted(set().union(*left), key=lambda at: (-sum(at in one for one in left), at not in liked, at))
        found.append(places[0])
        left = [one for one in left if places[0] not in one]
    return [] if left else found


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of which no partnership is made: those that sum others, and those that name nobody.

    Attributes:
        rows: patterns of those that are found by no pattern of the others.
        words: the texts by which a column, of ids or of parties, says that a row sums others.
        totals: by such a column the rows that say so there, each with what it says.
        lacking: the columns of parties that such rows alone have no cell of, so that they are no row of nobody.
    """

    rows: tuple[str, ...] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    totals: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()

    def is_total(self, variables: Mapping[str, str]) -> str:
        """What tells in a draft whether a row sums others; empty where none does.

        Args:
            variables: those of the cells of columns.
        """
        return " || ".join(_says(variables[name], texts) for name, texts in self.words.items())

    def beside(self, needed: Sequence[str]) -> str:
        """The pattern of all rows: those that name nobody make no more than their evidence, and are told.

        Args:
            needed: what each other row must have.
        """
        if not needed:
            return "  ?row ?column ?cell ."
        rows = f"?row {' ; '.join(needed)}"
        if not self.rows:
            return f"  {rows} ."
        others = " UNION ".join(self.rows)
        return f"  {{ {rows} }} UNION {others} # a row of nobody makes nothing 无参与方的行不生成内容"


def _says(variable: str, texts: Sequence[str]) -> str:
    """What tests whether a cell, which may be empty, has one of some texts."""
    some = "|".join(map(_as_pattern, texts))
    return f'REGEX(COALESCE({variable}, ""), {json.dumps(f"^({some})$", ensure_ascii=False)})'


def _as_pattern(text: str) -> str:
    """What finds a text; of a long note how it begins."""
    plain = _IN_PATTERNS.sub(r"\\\g<0>", text[:_LONGEST_NOTE])
    return f"{plain}.*" if len(text) > _LONGEST_NOTE else plain


def left_out(table: AnyTable, columns: Guessed, named_in: Callable[[str], str] | None = None) -> LeftOut:
    """How the rows are found that sum others, by the columns of ids and of parties, and those that name nobody.

    Args:
        table: the table.
        columns: what its columns are taken for.
        named_in: the column of the table in which a party stands that is none of its columns; ``None`` where each is.
    """
    own = {*map(column_name, table.names)}
    stand = (named_in(party.name) if named_in else party.name for party in columns.parties)
    parties = dict.fromkeys(name for name in stand if name in own)
    if not parties:
        return LeftOut()
    parts = subtotals(table)
    keyed, totals_by_key = _keyed(table, columns.project, parts)
    needed = places_of(table, [columns.project] if columns.project else parties)
    named, known = sorted({*needed, *places_of(table, parties)}), places_of(table, {*columns.names, *parties})
    totals: dict[str, dict[int, str]] = {keyed: totals_by_key} if keyed else {}
    rows, alone, lacking, lacked = dict[str, None](), list[list[int]](), set[int](), set[int]()
    for number, row in of_nobody(enumerate(table.rows(), table.first), named, parts).items():
        said = [place for place in of_total(row, parts) if place in known]
        for place in said if number not in totals_by_key else ():
            totals.setdefault(column_name(table.names[place]), {})[number] = str(row[place])
        (lacking if said else lacked).update(place for place in needed if not row[place])
        # What has all that is needed is found as the others are.
        if not said and any(not row[place] for place in needed):
            alone.append([place for place, cell in enumerate(row) if cell and place in known])
    names = [column_name(table.names[at]) for at in standing_in(alone, places_of(table, columns.read), _MOST_STANDING)]
    empty = [column_name(table.names[place]) for place in named]
    for place, name in enumerate(names):
        rows[_pattern(f"row:{name} ?left{place}", [*empty, *names[:place]])] = None
    found = list(rows)[:_MOST_STANDING]
    words_of_totals = {name: tuple(dict.fromkeys(texts.values())) for name, texts in totals.items()}
    # Each EXISTS has a variable of its own.
    order = count(1)
    patterns = [re.sub(r"\?no\b", lambda _: f"?no{next(order)}", one) for one in found]
    lacking -= lacked
    away = {column_name(table.names[at]) for at in lacking} if len(lacking) < len(needed) else set[str]()
    return LeftOut(tuple(patterns), words_of_totals, totals, frozenset(away))


def _pattern(here: str, without: Sequence[str]) -> str:
    """The rows that have one thing, and none of some columns."""
    return f"{{ ?row {here} {' '.join(f'FILTER NOT EXISTS {{ ?row row:{one} ?no }}' for one in without)} }}"
