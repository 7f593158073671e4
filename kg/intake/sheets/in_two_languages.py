"""Two columns that name one party in two languages, Party A beside 甲方: their cells are read as one name in both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.readings import Reading
from kg.intake.sheets.twin_columns import are_one, is_in_both, tell_languages
from kg.intake.sheets.two_bodies import are_perhaps_two, are_untied
from kg.nearest import folded
from kg.text import Text

#: What parts several parties of a cell.
_SEVERAL = re.compile(r"[、;；|｜/／\n]")
#: A name that has any of these has no further bracket behind it.
_BRACKETS = "()（）"
#: How many rows are named of which the two stay two.
_MOST_ROWS = 5


def joined(
    layout: Layout, readings: Mapping[int, Reading], answers: Collection[str], nothing: re.Pattern[str]
) -> tuple[Layout, list[Text]]:
    """A table whose cells of one party in two columns are one cell in both languages, and what is told of it.

    A row with lists, and one of which somebody has said who a name is, stays as it is; it is told.

    Args:
        layout: the table.
        readings: what its columns are read as, by their places.
        answers: the names of which is answered who they are.
        nothing: what is written where nothing is said.
    """
    answered = {folded(name) for name in answers}
    headings = {one.place: one.text for one in layout.headings}
    told = []
    for pair in _pairs(layout, readings, headings, nothing):
        lines, apart = [], list[int]()
        for line in layout.lines:
            texts = [line.text(place) for place in pair]
            if line.left_out or not all(_is_said(text, nothing) for text in texts):
                lines.append(line)
            elif any(_SEVERAL.search(text) or folded(text) in answered for text in texts) or not is_in_both(texts):
                apart.append(line.number)
                lines.append(line)
            else:
                lines.append(_as_one(line, pair))
        layout = replace(layout, lines=tuple(lines))
        told.append(_told(layout.sheet, [headings[place] for place in pair], apart))
    return layout, told


def _pairs(
    layout: Layout, readings: Mapping[int, Reading], headings: Mapping[int, str], nothing: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """The columns, two and two, that name the parties of one side, the one in Chinese and the other not."""
    sides = [place for place, one in readings.items() if one.role == "party" and one.detail and one.sure]
    by_side = Counter(readings[place].detail for place in sides)
    for one, other in combinations(sorted(sides), 2):
        detail = readings[one].detail
        if detail != readings[other].detail or by_side[detail] != len((one, other)):
            continue
        if not tell_languages(headings[one], headings[other]):
            continue
        rows = [(line.text(one), line.text(other)) for line in layout.lines if not line.left_out]
        if are_one([row for row in rows if all(_is_said(text, nothing) for text in row)]):
            yield one, other


def _is_said(text: str, nothing: re.Pattern[str]) -> bool:
    return any(map(str.isalpha, text)) and not nothing.fullmatch(text)


def _as_one(line: Line, pair: tuple[int, int]) -> Line:
    """A row with both names in the first of two columns, the Chinese one before the other."""
    first, second = pair
    names = sorted((line.text(first), line.text(second)), key=is_chinese, reverse=True)
    cells = {place: cell for place, cell in line.cells.items() if place != second}
    joined = " ".join(names)
    if are_untied(*names) and not are_perhaps_two(*names) and not any(sign in joined for sign in _BRACKETS):
        # Two columns say that they are one; side by side they would be asked.
        joined = f"{names[0]}（{names[1]}）"
    return replace(line, cells={**cells, first: replace(line.cells[first], shown=joined)})


def _told(sheet: str, headings: Sequence[str], apart: Sequence[int]) -> Text:
    """That two columns are read as one party in two languages, and in which rows they are two."""
    one, other = headings
    en = (
        f"Sheet {sheet}: {one!r} and {other!r} name one party in two languages, and are read as one; "
        f"where they are two, write `parties` at {other!r}"
    )
    zh = f"工作表“{sheet}”：“{one}”与“{other}”以两种语言写同一方，按一方读取；若为两方，请在“{other}”处写 `parties`"
    if apart:
        shown = [str(number) for number in apart[:_MOST_ROWS]]
        more = len(apart) - len(shown)
        en += f". They are two parties in row {', '.join(shown)}" + (f" and {more} more" if more else "")
        en += ": lists, answered names, or names in one language"
        zh += (
            f"。第{'、'.join(shown)}行"
            + (f"等{len(apart)}行" if more else "")
            + "仍按两方计：为列表、已回答的名称或同一语言的名称"
        )
    return Text(en, zh)
