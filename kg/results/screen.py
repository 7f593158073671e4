"""A table as it fits on a screen: columns chosen, cells wrapped once, and what does not fit is counted.

Widths are those of a terminal, on which a Chinese character takes two places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.results.tables import Table, one_line
from kg.text import Text

#: Stands for a blank that is no place to break a line at; no text has it.
_BLANK = "\ue000"
#: Between two columns.
_GAP = "  "
#: How many lines a heading takes at most.
_LINES_OF_HEADING = 3
#: Below this many places a column of text is hardly read.
_NARROW = 18
#: So much of a name without spaces, which may be typed, stays in one line.
_LONG_NAME = 26
#: A heading in Chinese does not stand one character below another.
_TWO_CHARACTERS = 4
#: A word of a heading that is longer is broken.
_LONG_WORD = 14
_NUMBER = re.compile(r"[-+≥>≤<≈ ]*[0-9][0-9.,]*( ?%)?")
_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef"
#: Where a line may break: around each wide character, but not before what closes or parts, and at spaces.
_PIECES = re.compile(f"[{_WIDE}][、，。；：！？）》”’…]*|\\s+|[^\\s{_WIDE}]+")


@dataclass(frozen=True, slots=True)
class Screen:
    """A table as lines.

    Attributes:
        heading: the lines of the headings.
        body: the lines of the rows.
        left_out: the headings of the columns that there is no room for.
        shortened: how many cells are cut.
    """

    heading: tuple[str, ...]
    body: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    shortened: int = 0

    @property
    def remark(self) -> Text | None:
        """What is not shown, and how to see it; ``None`` if all is."""
        if not self.left_out and not self.shortened:
            return None
        columns, cells = len(self.left_out), self.shortened
        en = [f"{columns} column{'s' * (columns != 1)} left out"] if columns else []
        en += [f"{cells} cell{'s' * (cells != 1)} shortened"] if cells else []
        zh = [f"未列{columns}栏"] if columns else []
        zh += [f"{cells}格有省略"] if cells else []
        return Text(f"{' and '.join(en)}: --wide shows all.".capitalize(), f"{'，'.join(zh)}：--wide 显示全部。")


def width_of(text: str) -> int:
    """How many places a text takes on a terminal.

    >>> width_of("ab"), width_of("嘉兴")
    (2, 4)
    """
    from rich.cells import cell_len

    return cell_len(text)


def fitted(table: Table, width: int) -> Screen:
    """A table in at most so many places a line.

    Args:
        table: the table; of its columns those that it ranks last go first.
        width: how many places there are.
    """
    headers = [one_line(header) for header in table.headers]
    rows = [[one_line(cell) for cell in row] for row in table.rows]
    columns = [_Column.of(header, [row[place] for row in rows]) for place, header in enumerate(headers)]
    chosen = _chosen(columns, table.ranks, width)
    widths = _widths([columns[place] for place in chosen], width)
    cut = 0
    body: list[str] = []
    for row in rows:
        cells = []
        for place, room in zip(chosen, widths, strict=True):
            lines, whole = wrapped(row[place], room, table.lines)
            cut += not whole
            cells.append(lines)
        body += _side_by_side(cells, widths, [columns[place].is_number for place in chosen])
    heads = [wrapped(headers[place], room, _LINES_OF_HEADING)[0] for place, room in zip(chosen, widths, strict=True)]
    heading = _side_by_side(heads, widths, [columns[place].is_number for place in chosen])
    left_out = tuple(header for place, header in enumerate(headers) if place not in chosen)
    return Screen((*heading, _GAP.join("─" * room for room in widths)), tuple(body), left_out, cut)


def whole(table: Table) -> Screen:
    """A table as wide as its cells are, nothing wrapped and nothing left out."""
    headers = [one_line(header) for header in table.headers]
    rows = [[one_line(cell) for cell in row] for row in table.rows]
    columns = [_Column.of(header, [row[place] for row in rows]) for place, header in enumerate(headers)]
    widths = [max(column.widest, width_of(column.header)) for column in columns]
    numbers = [column.is_number for column in columns]
    lines = [line for row in rows for line in _side_by_side([[cell] for cell in row], widths, numbers)]
    heading = _side_by_side([[header] for header in headers], widths, numbers)
    return Screen((*heading, _GAP.join("─" * room for room in widths)), tuple(lines))


def wrapped(text: str, width: int, most: int | None = None) -> tuple[list[str], bool]:
    """A text in lines of a width, and whether that is all of it; where it is not, it ends in an ellipsis.

    >>> wrapped("Haiyan County 海盐县", 13, 2)
    (['Haiyan County', '海盐县'], True)
    >>> wrapped("one two three", 5, 1)
    (['one…'], False)

    Args:
        text: the text, in one line.
        width: how many places a line has.
        most: how many lines there may be; any number if ``None``.
    """
    lines, line, used = [], "", 0
    for piece in _pieces(text, width):
        taken = width_of(piece)
        if used + taken > width:
            lines.append(line.rstrip())
            line, used = "", 0
        if piece.isspace() and not line:
            continue
        line, used = line + piece, used + taken
    lines.append(line.rstrip())
    if most is None or len(lines) <= most:
        return lines, True
    last = lines[most - 1]
    while last and width_of(last) > width - 1:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"], False


def hanging(text: str, width: int) -> str:
    r"""Lines of text in at most so many places each; what a line goes on with stands further in than its beginning.

    Args:
        text: lines, indented by what they belong to.
        width: how many places a line has.

    >>> print(hanging("one\n    two three four five six", 24), end="")
    one
        two three four five
          six
    """
    found = []
    for line in text.splitlines():
        begin = line[: len(line) - len(line.lstrip(" "))]
        room = width - len(begin)
        if width_of(line) <= width or room < _NARROW:
            found.append(line)
            continue
        # Two blanks part what does not belong together, and stay.
        body = re.sub(r" {2,}", f"{_BLANK} ", line.strip())
        first = wrapped(body, room)[0][0]
        rest = wrapped(body[len(first) :].lstrip(), room - 2)[0]
        made = [begin + first, *(f"{begin}  {more}" for more in rest)]
        found += [part.replace(_BLANK, " ").rstrip() for part in made]
    return "".join(f"{line}\n" for line in found)


def _pieces(text: str, width: int) -> list[str]:
    """What is not broken at the end of a line; longer words are cut to the width."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if piece.isspace():
            found.append(" ")
            continue
        while width_of(piece) > width and len(piece) > 1:
            found.append(piece[:width])
            piece = piece[width:]
        found.append(piece)
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    widest: int
    is_number: bool
    longest_word: int

    @classmethod
    def of(cls, header: str, cells: Sequence[str]) -> _Column:
        said = [cell for cell in cells if cell]
        numbers = bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)
        words = (len(word) for cell in said for word in cell.split() if word.isascii())
        return cls(header, max(map(width_of, cells), default=0), numbers, max(words, default=0))

    @property
    def least(self) -> int:
        """What it needs at least: a number whole, of a text and of the heading a part."""
        words = (width_of(piece) for piece in _PIECES.findall(self.header))
        heading = max(min(max(words, default=1), _LONG_WORD), -(-width_of(self.header) // _LINES_OF_HEADING))
        heading = max(heading, min(width_of(self.header), _TWO_CHARACTERS))
        text = max(min(self.widest, _NARROW), min(self.longest_word, _LONG_NAME))
        body = self.widest if self.is_number else text
        return max(min(heading, _NARROW), body, 1)

    @property
    def most(self) -> int:
        return max(self.widest, width_of(self.header))


def _chosen(columns: Sequence[_Column], ranks: Sequence[int], width: int) -> list[int]:
    """The places of the columns that there is room for; the first one always is one of them."""
    order = sorted(range(len(columns)), key=lambda place: (ranks[place] if ranks else 0, place))
    chosen: list[int] = []
    used = -len(_GAP)
    for place in order:
        needed = columns[place].least + len(_GAP)
        if columns[place].widest == 0 and columns[place].header and len(columns) > 1 and _has_rows(columns):
            continue  # a column without anything in it says nothing here
        if used + needed <= width or not chosen:
            chosen.append(place)
            used += needed
    return sorted(chosen)


def _has_rows(columns: Sequence[_Column]) -> bool:
    return any(column.widest for column in columns)


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """The room of each column: what it needs, and of what is left the most to the one that has the least of its own."""
    widths = [column.least for column in columns]
    spare = width - sum(widths) - len(_GAP) * (len(widths) - 1)
    if spare < 0:  # one column that is wider than the screen
        return [max(width, 2)]
    while spare > 0:
        wanting = [place for place, column in enumerate(columns) if widths[place] < column.most]
        if not wanting:
            break
        place = max(wanting, key=lambda item: (columns[item].most / widths[item], -item))
        widths[place] += 1
        spare -= 1
    return widths


def _side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int], numbers: Sequence[bool]) -> list[str]:
    lines = []
    for number in range(max(map(len, cells), default=0)):
        parts = []
        for cell, width, is_number in zip(cells, widths, numbers, strict=True):
            text = cell[number] if number < len(cell) else ""
            blank = " " * (width - width_of(text))
            parts.append(blank + text if is_number else text + blank)
        lines.append(_GAP.join(parts).rstrip())
    return lines
