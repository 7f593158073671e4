"""Rows that sum the others or say nothing of a partnership: they are no rows that columns are told by."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count

from kg.intake.anytable import AnyTable, Cell
from kg.intake.guessing.cells import places_of, words_of
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.words import IDENTIFIES
from kg.intake.several import column_name
from kg.intake.sheets.said_totals import FIRST, is_total, says_total
from kg.intake.sheets.words import words

#: What means something else in a pattern.
_IN_PATTERNS = re.compile(r"[\\.^$|?*+(){}\[\]]")
#: By so many columns rows are found that name nobody.
_MOST_STANDING = 3


def without_totals(table: AnyTable) -> AnyTable:
    """A table with a blank line for each row that sums others."""
    ids = [place for place, name in enumerate(table.names) if _is_of_ids(name)] if table.first > 1 else []

    def rows() -> Iterator[Sequence[Cell]]:
        for row in table.rows():
            is_keyed = any(_is_said(row[place]) for place in ids if place < len(row))
            yield () if is_keyed or of_total(row) else row

    return replace(table, rows=rows)


def _keyed(table: AnyTable, project: str) -> tuple[str, dict[int, str]]:
    """The column of ids in which rows say that they sum others, and these rows, each with what it says.

    Args:
        table: the table.
        project: the column that tells partnerships apart, which is looked at first; empty if there is none.

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
        found = {number: str(row[place]) for number, row in rows if row and _is_said(row[place])}
        if found:
            return name, found
    return "", {}


def _is_of_ids(heading: str) -> bool:
    """Whether a column is headed as one of ids and of nothing more: No., id, 序号."""
    return bool(heading.strip()) and set(words_of(column_name(heading))) <= IDENTIFIES


def _is_said(cell: Cell) -> bool:
    return isinstance(cell, str) and _says_total(cell)


def of_total(row: Sequence[Cell]) -> list[int]:
    """The places where a row says that it is a total, if but for that it has numbers alone; none of another row."""
    filled = [place for place, cell in enumerate(row) if cell]
    if not filled or 2 * len(filled) > len(row) + 1:
        return []
    texts = {place: cell for place in filled if isinstance(cell := row[place], str)}
    said = [place for place in filled[:FIRST] if place in texts and _says_total(texts[place])]
    if not said or len(texts) < len(filled):
        return []
    # Nothing tells yet in which columns who takes part stands: it may be in each.
    return said if is_total(texts, [place for place in filled if place not in said], words()) else []


@lru_cache(10_000)
def _says_total(text: str) -> bool:
    return says_total(text, words())


def of_nobody(rows: Iterator[tuple[int, Sequence[Cell]]], named: Collection[int]) -> dict[int, Sequence[Cell]]:
    """The rows that have none of some columns, or no more there than that they are a total.

    Args:
        rows: the rows with their numbers.
        named: the places of what tells partnerships apart, or of who takes part.
    """
    found: dict[int, Sequence[Cell]] = {}
    for number, row in rows:
        if not any(row):
            continue
        has = [place for place in named if row[place]]
        if not has or (len(has) <= FIRST and set(has) <= set(of_total(row))):
            found[number] = row
    return found


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
        keyed: the column of ids among them; empty if there is none.
        totals: the rows that say so there, each with what it says.
    """

    rows: tuple[str, ...] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keyed: str = ""
    totals: Mapping[int, str] = field(default_factory=dict)

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
    some = "|".join(_IN_PATTERNS.sub(r"\\\g<0>", one) for one in texts)
    return f'REGEX(COALESCE({variable}, ""), {json.dumps(f"^({some})$", ensure_ascii=False)})'


def _lacking(table: AnyTable, totals: Collection[int], needed: Sequence[int]) -> list[int]:
    """The places of what other rows must have that is blank where a row says by its id that it sums others.

    Args:
        table: the table.
        totals: the numbers of these rows.
        needed: the places of what rows must have.
    """
    rows = [row for number, row in enumerate(table.rows(), table.first) if number in totals]
    return [place for place in needed if rows and all(not row[place] for row in rows)]


def left_out(table: AnyTable, columns: Guessed) -> LeftOut:
    """How the rows are found that sum others, by the columns of ids and of parties, and those that name nobody.

    Args:
        table: the table.
        columns: what its columns are taken for.
    """
    parties = dict.fromkeys(party.name for party in columns.parties)
    if not parties:
        return LeftOut()
    keyed, totals_by_key = _keyed(table, columns.project)
    needed = places_of(table, [columns.project] if columns.project else parties)
    named, known = sorted({*needed, *places_of(table, parties)}), places_of(table, columns.names)
    totals: dict[str, dict[str, None]] = {}
    rows, alone = dict[str, None](), list[list[int]]()
    for row in of_nobody(enumerate(table.rows(), table.first), named).values():
        said = [place for place in of_total(row) if place in named]
        for place in set(said) & {*places_of(table, parties)}:
            totals.setdefault(column_name(table.names[place]), {})[str(row[place])] = None
        without = [place for place in needed if not row[place]]
        if not without:
            continue  # it is found as the others are
        if said:
            here = f"row:{column_name(table.names[said[0]])} {json.dumps(row[said[0]], ensure_ascii=False)}"
            rows[_pattern(here, [column_name(table.names[place]) for place in without])] = None
        else:
            alone.append([place for place, cell in enumerate(row) if cell and place in known])
    names = [column_name(table.names[at]) for at in standing_in(alone, places_of(table, columns.read), _MOST_STANDING)]
    empty = [column_name(table.names[place]) for place in named]
    for place, name in enumerate(names):
        rows[_pattern(f"row:{name} ?left{place}", [*empty, *names[:place]])] = None
    found = list(rows)[:_MOST_STANDING]
    words_of_totals = {keyed: tuple(dict.fromkeys(totals_by_key.values()))} if keyed else {}
    lacking = _lacking(table, totals_by_key, needed)
    if lacking:
        # A subtotal of what one party has names it, and no partnership.
        here = f"row:{keyed} ?keyed FILTER({_says('?keyed', words_of_totals[keyed])})"
        found.append(_pattern(here, [column_name(table.names[place]) for place in lacking]))
    # Each EXISTS has a variable of its own.
    number = count(1)
    patterns = [re.sub(r"\?no\b", lambda _: f"?no{next(number)}", one) for one in found]
    words_of_totals |= {name: tuple(texts) for name, texts in totals.items()}
    return LeftOut(tuple(patterns), words_of_totals, keyed, totals_by_key)


def _pattern(here: str, without: Sequence[str]) -> str:
    """The rows that have one thing, and none of some columns."""
    return f"{{ ?row {here} {' '.join(f'FILTER NOT EXISTS {{ ?row row:{one} ?no }}' for one in without)} }}"
