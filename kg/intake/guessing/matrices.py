"""Tables whose headings are parties too: the first column names some, the others are headed by whom these are with."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.intake.anytable import AnyTable, Cell
from kg.intake.guessing.cells import Seen, some_cells, words_of
from kg.intake.guessing.towns import is_known
from kg.intake.guessing.words import OF_A_PLACE, PARTY, YEAR
from kg.intake.identities import by_words
from kg.intake.several import column_name, named_columns
from kg.intake.sheets.said_totals import is_number, says_total
from kg.intake.sheets.words import words
from kg.nearest import folded
from kg.text import Text, typed

#: So many headings at least are parties, and so many columns beside them say other things.
_FEWEST, _MOST_OTHERS = 3, 2
_LOOKED_AT = 200
#: What a cell says where two are together, and where they are not; a cross says either, as others stand beside it.
_MARKS = frozenset(
    (
        "x",
        "✓",
        "✔",
        "√",
        "●",
        "•",
        "■",
        "○",
        "◯",
        "〇",
        "*",
        "yes",
        "y",
        "ja",
        "oui",
        "si",
        "sim",
        "tak",
        "true",
        "是",
        "有",
    )
)
_NONE = frozenset(
    ("-", "–", "—", "−", ".", "..", "…", "no", "n", "nein", "non", "nao", "nie", "false", "n/a", "✗", "✘", "否", "无")
)
_CROSS = "×"
_ZERO = re.compile(r"0(?:[.,]0+)?")
#: What the column of whom headings name is called in the rows that are made; and where its like is there already.
_OTHER = "partner"
_SIDES = ("party_1", "party_2")


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of which each cell says whether the row's party and the heading's are together.

    Attributes:
        first: the heading of the column that names the parties of rows.
        across: the columns that are headed as parties, as a mapping has them, each with its heading.
        none: what a cell says where two are not together; an empty one says so by itself.
        is_square: whether a party of a row heads a column too.
        names: what the two columns of parties are called in the rows that are made.
        others: the columns that say something else.
    """

    first: str
    across: tuple[tuple[str, str], ...]
    none: tuple[str, ...]
    is_square: bool
    names: tuple[str, str]
    others: tuple[str, ...] = ()

    def rows_of(self, table: AnyTable) -> AnyTable:
        """The table with a row for each cell that says that two are together.

        Args:
            table: the table.
        """
        places = {column_name(name): place for place, name in enumerate(table.names)}
        first, out = places[column_name(self.first)], {*map(folded, self.none), ""}

        def rows() -> Iterator[Sequence[Cell]]:
            for row in table.rows():
                for name, heading in self.across if any(row) and row[first] else ():
                    cell = row[places[name]]
                    is_same = isinstance(row[first], str) and folded(str(row[first])) == folded(heading)
                    if not is_same and folded(str(cell)) not in out:
                        yield row[first], heading

        return replace(table, names=self.names, rows=rows, lists={}, ways={}, head=())

    def pattern(self, name: str, variables: Sequence[str]) -> str:
        """What finds in a draft the parties of headings, beside those of rows.

        Args:
            name: the column of a party, as its rows have it.
            variables: those of the names of both.

        Returns:
            the line; nothing of the column that names the parties of rows.
        """
        if name != self.names[1]:
            return ""
        values = " ".join(f"(row:{one} {json.dumps(heading, ensure_ascii=False)})" for one, heading in self.across)
        out = ", ".join(json.dumps(one, ensure_ascii=False) for one in self.none)
        tests = [*([f"?mark NOT IN ({out})"] if out else []), *([" != ".join(variables)] if self.is_square else [])]
        kept = f" FILTER({' && '.join(tests)})" if tests else ""
        return f"  VALUES (?column {variables[1]}) {{ {values} }} ?row ?column ?mark .{kept}"

    def column(self, name: str) -> str:
        """The column of the table that a party of its rows stands in."""
        return column_name(self.first) if name == self.names[0] else name

    def remark(self) -> Text:
        """What the table is taken for."""
        named, first = named_columns([heading for _, heading in self.across]), typed(self.first)
        out = ", ".join(self.none) or "—"
        return Text(
            f"The headings are parties too ({named.en}): each cell that says something makes one partnership of "
            f"{first} and its heading; none is made of a cell that is empty or says {out}. What else a cell says, as "
            "how many agreements there are, is not read.",
            f"表头也是参与方（{named.zh}）：每个有内容的单元格为{first}与该表头的一项合作；空白或写作 {out} "
            "的单元格不生成合作。单元格中的其他内容（如协议数）未读取。",
        )


def matrix_in(table: AnyTable) -> Matrix | None:
    """The matrix that a table is; nothing where its headings say what columns have.

    Args:
        table: the table.
    """
    if len(table.names) <= _FEWEST or table.lists or table.head:
        return None
    seen = Seen(table, *some_cells(table, _LOOKED_AT))
    columns = [column_name(name) for name in table.names]
    if len(set(columns)) < len(columns) or any(name not in seen.headings for name in columns) or not seen.filled:
        return None
    first, names = columns[0], {folded(text) for text in seen.texts(columns[0])}
    if not seen.are_names(first) or len(names) < len(seen.cells[first]) or seen.is_day(first):
        return None
    marked = [name for name in columns[1:] if _is_marked(seen, name)]
    across = [name for name in marked if not says_total(seen.headings[name], words())]
    if len(across) < _FEWEST or len(columns) - 1 - len(marked) > _MOST_OTHERS:
        return None
    known = [name for name in across if _is_party(seen.headings[name], names)]
    if 2 * len(known) <= len(across) or any(seen.roles[name] for name in across if name not in known):
        return None
    others = tuple(name for name in columns[1:] if name not in across)
    if any(seen.roles[name].startswith("part") for name in others):
        return None  # the other party has a column of its own
    cells = {cell for name in across for cell in seen.texts(name)}
    headings = {folded(seen.headings[name]) for name in across}
    none = [cell for cell in sorted(cells) if folded(cell) in _NONE or _ZERO.fullmatch(cell)]
    crosses = [_CROSS] if _CROSS in cells and any(folded(cell) in _MARKS for cell in cells) else []
    said = {*words_of(first)} & (OF_A_PLACE | PARTY)
    both = (first, _OTHER) if said and _OTHER not in words_of(first) else _SIDES
    return Matrix(
        table.names[0],
        tuple((name, seen.headings[name]) for name in across),
        (*none, *crosses),
        bool(headings & names),
        both,
        others,
    )


def _is_marked(seen: Seen, name: str) -> bool:
    """Whether a column has numbers, or marks, and nothing else."""
    texts = seen.texts(name)
    return len(texts) == len(seen.cells.get(name, ())) and all(
        folded(text) in _MARKS | _NONE or text == _CROSS or is_number(text) for text in texts
    )


def _is_party(heading: str, names: Collection[str]) -> bool:
    """Whether a heading names who takes part: one of the rows, a known place, or by its words."""
    if YEAR.fullmatch(heading.strip()) or is_number(heading):
        return False
    return folded(heading) in names or is_known(heading) or bool(by_words(heading).kind)
