"""What a mapping makes nothing of within a row: some of the values of a cell, where it makes something of others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.findings import Finding, Severity
from kg.graph.columns import text
from kg.intake.columnar.frames import Column
from kg.intake.columnar.plan import Account, Found
from kg.intake.rows_told import MOST_ROWS, Rows, variables_told
from kg.text import shortened, typed

#: How many values a message names.
_MOST_NAMES = 5
#: By row, the variables of cells with those of the template that have no value for some values of the cell: which.
Lacking = dict[int, dict[str, dict[str, list[str]]]]


@dataclass(slots=True)
class _Values:
    """Values of lists for which something has none: how many, each counted once a row, the first, and the rows."""

    number: int = 0
    texts: dict[str, None] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    last: int = 0

    def add(self, row: int, value: str) -> None:
        self.number += 1
        if len(self.texts) < MOST_ROWS:
            self.texts[value] = None
        if row != self.last:
            self.rows.add(row)
        self.last = row


class LostOfLists:
    """The values of lists for which something has none that others of the list have.

    Args:
        columns: the columns of the cells' variables.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._found: dict[tuple[str, frozenset[str]], _Values] = {}

    def note(self, row: int, lacking: Mapping[str, Mapping[str, Sequence[str]]], told: Collection[str]) -> None:
        """Keep what is lacking in a row.

        Args:
            row: its number.
            lacking: by variable of a cell and variable of the template, the values of the cell without one.
            told: values of which something else is said.
        """
        for cell, by_name in lacking.items():
            missing: dict[str, set[str]] = {}
            for name, texts in by_name.items():
                for value in texts:
                    if value not in told:
                        missing.setdefault(value, set()).add(name)
            for value, names in sorted(missing.items()):
                self._found.setdefault((self._columns[cell], frozenset(names)), _Values()).add(row, value)

    def findings(self, table: str, total: int) -> Iterator[Finding]:
        """What is to be said.

        Args:
            table: the table's name.
            total: how many rows it has.
        """
        for (column, names), found in sorted(
            self._found.items(), key=lambda one: (one[1].rows.first, one[0][0], sorted(one[0][1]))
        ):
            some = [shortened(typed(value), 60) for value in list(found.texts)[:_MOST_NAMES]]
            more = " …" if len(found.texts) > _MOST_NAMES else ""
            of, rows, number = variables_told(names), found.rows, found.number
            yield Finding(
                Severity.WARNING,
                "listed-without-value",
                f"In {rows.number:,} of {total:,} rows ({rows.told()}) {number:,} "
                f"{'value' if number == 1 else 'values'} that {typed(column)} lists {'has' if number == 1 else 'have'} "
                f"nothing for {of.en}, though others of the list do: {'; '.join(some)}{more}. What the mapping says "
                f"with {'it' if len(names) == 1 else 'them'} is not in the graph there.",
                f"{total}行中有{rows.number}行（{rows.told('zh')}）的{typed(column)}所列各值中，有{number}个没有"
                f"{of.zh}的值，而同格其他值有：{'；'.join(some)}{more}。映射以其所述内容不在图谱中。",
                "See whether the cells are of a form that the mapping reads; else let the mapping read them too.",
                table,
                "",
                rows.first[0],
                column,
                next(iter(found.texts)),
                fix_zh="请核对单元格的写法是否为映射所能读取；否则请使映射也能读取。",
            )


def lacking_of_account(account: Account, numbers: Sequence[int]) -> Lacking:
    """What some values of cells lack, from the account of a mapping that is worked out over columns.

    Args:
        account: what became of the rows of a batch.
        numbers: the numbers of the rows that it is of.
    """
    found: Lacking = {}
    for (cell, name), (alone, held) in account.lacking.items():
        having = _by_row(held, numbers)
        for row, terms in _by_row(alone, numbers).items():
            # Where none of its values has any, the row is told as a whole.
            if row in having and (without := terms - having[row]):
                found.setdefault(row, {}).setdefault(cell, {})[name] = sorted(text(one)[0] for one in without)
    return found


def lacking_of_answer(
    made_of: Mapping[str, tuple[str, Sequence[str]]],
    answer: Mapping[str, Sequence[str]],
    rows: Sequence[Sequence[int]],
) -> Lacking:
    """The same from what the engine answers.

    Args:
        made_of: the variables of cells, each with its column and those of the template that are made of it.
        answer: variable name to its terms, one a solution.
        rows: the rows of each solution.
    """
    found: Lacking = {}
    for cell, (_, made) in made_of.items():
        terms = answer.get(cell, ())
        for name in made if len(set(terms)) > 1 else ():
            having, alone = dict[int, set[str]](), dict[int, set[str]]()
            column = answer.get(name) or [""] * len(terms)
            for place, term in enumerate(terms):
                for row in rows[place] if term else ():
                    (having if column[place] else alone).setdefault(row, set()).add(term)
            for row, without in alone.items():
                if row in having and (without := without - having[row]):
                    found.setdefault(row, {}).setdefault(cell, {})[name] = sorted(text(one)[0] for one in without)
    return found


def _by_row(parts: Sequence[Found], numbers: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for rows, column in parts:
        for row, term in terms_of(rows, column):
            found.setdefault(numbers[row], set()).add(term)
    return found


def terms_of(rows: Any, column: Column) -> Iterator[tuple[int, str]]:
    """The terms of a column with their rows."""
    return zip(rows.tolist(), map(column.terms.__getitem__, column.places.tolist()), strict=True)
