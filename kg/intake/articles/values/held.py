"""Whether the rows that are cited are those of what cites them: one of their names or figures is in them.

A hash proves that a sheet is the one that was recorded, not that row 8 of it is the row that was meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg import source_place
from kg.findings import Finding, Severity
from kg.grids import Book
from kg.intake import schema
from kg.intake.articles.values.context import plain
from kg.intake.articles.values.figures import is_stated
from kg.intake.articles.values.names import Named
from kg.intake.articles.values.sources import NAMED, Cited, Source, partnership_of
from kg.text import Text

_IN_WORDS = re.compile(r"[\W_]+")
_Place = tuple[str, int]
#: Whether a row has something, by its sheet and its number.
_Holds = Callable[[_Place], bool]


@dataclass(slots=True)
class Held:
    """What the cited rows of a source hold.

    Attributes:
        names: how many names of parties and figures cite a row.
        found: how many of these are in their row as they are written.
        findings: the rows that hold nothing of what cites them, where another row does.
    """

    names: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_held(source: Source, book: Book, own: Book) -> Held:
    """Whether the rows that are cited hold a name or a figure of what cites them.

    Rows that have codes, or names in a language in which the package has none, are not doubted: what is nowhere in the
    file is not in another row of it either.

    Args:
        source: the source, opened with the sheets that it is.
        book: the whole file.
        own: the sheets of it that the source is.
    """
    texts = _texts(book)
    numbers = _numbers(texts, own)
    groups: dict[tuple[str, str], list[Cited]] = {}
    for one in source.cited:
        groups.setdefault((one.row.value(schema.PLACE), partnership_of(one) or _thing_of(one)), []).append(one)
    held = Held()
    for (place, _), cited in groups.items():
        rows = source_place.rows_of(place)
        assert rows is not None  # a sheet is opened with nothing else
        mine = _within(numbers, rows)
        own_signs = [(one, sign) for one in cited if (sign := _sign(source, one, texts, mine)) is not None]
        is_there = [any(map(sign, mine)) for _, sign in own_signs]
        held.names += len(is_there)
        held.found += sum(is_there)
        parties = [_named(party, texts) for one in cited for party in _parties(source, one)]
        signs = [*(sign for _, sign in own_signs), *parties, *_names(source, cited, texts)]
        # What the file does not have at all is told by itself.
        if not mine or any(is_there) or any(sign(at) for sign in signs for at in mine):
            continue
        needed = [sign for _, sign in own_signs] or parties
        others = texts.keys() - set(mine)
        if elsewhere := next((at for at in texts if at in others and _has_all(at, needed)), None):
            where = _told(elsewhere, is_alone=len(book.grids) == 1)
            held.findings += [_finding(one, place, where) for one in cited]
    return held


def _numbers(texts: Mapping[_Place, str], own: Book) -> Mapping[str, Sequence[int]]:
    """The numbers of the rows of each sheet that the source is, in their order: each claim looks its own up in them."""
    found: dict[str, list[int]] = {grid.sheet: [] for grid in own.grids}
    for sheet, number in texts:
        if sheet in found:
            found[sheet].append(number)
    return {sheet: sorted(some) for sheet, some in found.items()}


def _within(numbers: Mapping[str, Sequence[int]], rows: source_place.Rows) -> list[_Place]:
    """The rows of all sheets that the source is from the first to the last that are cited."""
    found: list[_Place] = []
    for sheet, some in numbers.items():
        cited = some[bisect_left(some, rows.first) : bisect_right(some, rows.last)]
        found += [(sheet, number) for number in cited]
    return found


def _has_all(at: _Place, signs: Sequence[_Holds]) -> bool:
    """Whether a row has all that there is to look for; of many names one alone stands in many rows."""
    return bool(signs) and all(sign(at) for sign in signs)


def _texts(book: Book) -> Mapping[_Place, str]:
    """What stands in each row, in one width and case; of merged cells in every row that they cover."""
    found: dict[_Place, list[str]] = {}
    for grid in book.grids:
        for row in grid.rows:
            found[grid.sheet, row.number] = [cell.seen for cell in row.cells]
        by_number = {row.number: row for row in grid.rows}
        for top, left, bottom, _ in grid.merged:
            first = by_number.get(top)
            for number in range(top + 1, bottom + 1) if first and left < len(first.cells) else ():
                if (grid.sheet, number) in found and first:
                    found[grid.sheet, number].append(first.cells[left].seen)
    return {place: plain(" | ".join(texts)) for place, texts in found.items()}


def _sign(source: Source, one: Cited, texts: Mapping[_Place, str], mine: Sequence[_Place]) -> _Holds | None:
    """What a row of the package would be known by in a row of the sheet; ``None`` where it says nothing of the kind."""
    if one.table.name == "participations":
        named = source.things.get(one.row.value("party"))
        return None if named is None else _named(named, texts)
    if one.table.name in NAMED:
        named = source.things.get(_thing_of(one))
        return None if named is None else _named(named, texts)
    if one.table.name == "observations":
        return _figure(one, texts, mine)
    return None


def _figure(one: Cited, texts: Mapping[_Place, str], mine: Sequence[_Place]) -> _Holds | None:
    """By its cell as it was written, in the cited rows by its value too; numbers like 2 are in many another row."""
    original = _IN_WORDS.sub("", plain(one.row.value("original_text")))
    try:
        value = Decimal(one.row.value("value"))
    except InvalidOperation:
        return None
    in_own = is_stated(one.passage, value)

    def holds(at: _Place) -> bool:
        return (in_own and at in mine) or bool(original and original in _IN_WORDS.sub("", texts[at]))

    return holds


def _named(named: Named, texts: Mapping[_Place, str]) -> _Holds:
    def holds(at: _Place) -> bool:
        text = texts[at]
        return bool(named.places(text)) or named.is_called_in(text) or named.is_clipped_in(text)

    return holds


def _names(source: Source, cited: Sequence[Cited], texts: Mapping[_Place, str]) -> Iterator[_Holds]:
    for partnership in {partnership_of(one) for one in cited} - {""}:
        if named := source.things.get(f"partnership/{partnership}"):
            yield _named(named, texts)


def _parties(source: Source, one: Cited) -> Sequence[Named]:
    return source.parties_of_partnerships.get(partnership_of(one), ())


def _thing_of(one: Cited) -> str:
    kind = NAMED.get(one.table.name)
    return f"{kind}/{one.row.value('id')}" if kind else ""


def _told(at: _Place, *, is_alone: bool) -> Text:
    sheet, number = at
    told = source_place.told(f"row={number}")
    return told if is_alone else Text(f"{told.en} of sheet {sheet}", f"工作表“{sheet}”{told.zh}")


def _finding(one: Cited, place: str, where: Text) -> Finding:
    cited = source_place.told(place)
    return Finding(
        Severity.VIOLATION,
        "row-of-another",
        f"{cited.en[:1].upper()}{cited.en[1:]} is cited here, but it has none of the names and figures of this "
        f"partnership; {where.en} has them.",
        f"此处引用{cited.zh}，但其中没有这项合作的任何名称或数值；这些见于{where.zh}。",
        "Correct source and place: which sheet it is, and which row.",
        one.table.file,
        one.table.name,
        one.row.number,
        schema.PLACE,
        place,
        fix_zh="请改正 source 与 place：是哪份表、哪一行。",
    )
