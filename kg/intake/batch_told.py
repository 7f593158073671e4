"""What is known of the rows of a batch: which give something, lack a value, have a wrong one, or a name without id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg import vocabulary
from kg.graph.columns import text
from kg.intake.columnar.plan import Account
from kg.intake.lost_of_lists import Lacking, lacking_of_account, lacking_of_answer, terms_of
from kg.intake.mapping import ROW_NODE
from kg.intake.templates import Template

#: How a row's node begins as TSV spells it.
_ROW = f"<{ROW_NODE}"

_LEXICAL = {
    vocabulary.XSD + name: re.compile(form)
    for name, form in {
        "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
        "integer": r"[+-]?[0-9]+",
        "double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
        "boolean": r"true|false|1|0",
        "date": r"-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(Z|[+-][0-9]{2}:[0-9]{2})?",
    }.items()
}


@dataclass(slots=True)
class Told:
    """What is known of the rows of a batch.

    Attributes:
        whole: rows with a solution in which each variable of the template has a value.
        made: rows that give a triple.
        stated: rows that give a triple of something else than where it is stated.
        missing: of the other rows with a solution, the variables that have a value in none.
        wrong: of a row, the variables whose value is none of its type, with one.
        unheld: of a row, the variables of names of which what is called so has no id, with the names.
        unmade: of a row, the variables of cells that name who takes part, with what makes no party.
        lacking: of a row, the variables of cells with several values, with those of the template that have none for
            some of the values, though they have one for others: the values.
    """

    whole: set[int] = field(default_factory=set)
    made: set[int] = field(default_factory=set)
    stated: set[int] = field(default_factory=set)
    missing: dict[int, set[str]] = field(default_factory=dict)
    wrong: dict[int, dict[str, str]] = field(default_factory=dict)
    unheld: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    unmade: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    lacking: Lacking = field(default_factory=dict)


def rows_of_solutions(answer: Mapping[str, Sequence[str]]) -> list[list[int]]:
    """The numbers of the rows that each solution names, of which several may be parts of one.

    Args:
        answer: variable name to its terms, one a solution, as TSV spells them.
    """
    # A search in one text is quicker than one in each cell.
    nodes = [column for column in answer.values() if _ROW in "\t".join(column)]
    return [
        [int(cell[len(_ROW) : -1].partition(".")[0]) for cell in cells if cell.startswith(_ROW)]
        for cells in zip(*nodes, strict=True)
    ]


def told_of_answer(
    template: Template,
    cells: Mapping[str, Sequence[str]],
    made_of: Mapping[str, tuple[str, Sequence[str]]],
    answer: Mapping[str, Sequence[str]],
    rows: Sequence[Sequence[int]],
) -> Told:
    """What is known of rows from the solutions of a mapping that the engine is asked.

    Args:
        template: the mapping's template.
        cells: the variables of cells that name who takes part, each with those of the parties.
        made_of: the variables of cells with several values, each with its column and what is made of it.
        answer: variable name to its terms, one a solution, as TSV spells them.
        rows: the rows of each solution.
    """
    wanted = {name: answer[name] for name in template.variables if name in answer}
    gaps = {name: column for name, column in wanted.items() if "" in column}
    told = Told()
    for place, numbers in enumerate(rows):
        missing = {name for name, column in gaps.items() if not column[place]}
        if not missing:
            told.whole.update(numbers)
            told.stated.update(numbers)
            continue
        solution = {name: column[place] for name, column in answer.items()}
        makes, states = template.makes(solution), template.states(solution)
        for number in numbers:
            told.missing[number] = told.missing.get(number, missing) & missing
            if makes:
                told.made.add(number)
            if states:
                told.stated.add(number)
    told.wrong = _wrong(wanted, rows)
    told.unheld = _unheld(template.named, answer, rows)
    told.unmade = _unheld(cells, answer, rows)
    told.lacking = lacking_of_answer(made_of, answer, rows)
    return told


def row_numbers(answer: Mapping[str, Sequence[str]]) -> set[int]:
    """The numbers of the rows that solutions name."""
    cells = {cell for column in answer.values() for cell in column if cell.startswith(_ROW)}
    return {int(cell[len(_ROW) : -1].partition(".")[0]) for cell in cells}


def told_of_account(account: Account, numbers: Sequence[int]) -> Told:
    """What is known of rows from the account of a mapping that is worked out over columns."""
    rows = np.asarray(numbers)
    whole, made, stated = (set(rows[one].tolist()) for one in (account.whole, account.made, account.stated))
    told = Told(whole, made, stated)
    for row in (account.solved & ~account.whole).nonzero()[0].tolist():
        missing = {name for name, bound in account.bound.items() if not bound[row]}
        told.missing[numbers[row]] = told.missing.get(numbers[row], missing) & missing
    for name, parts in account.terms.items():
        for rows, column in parts:
            wrong = [_is_wrong(term) for term in column.terms]
            if any(wrong):
                for row, place in zip(rows.tolist(), column.places.tolist(), strict=True):
                    if wrong[place]:
                        told.wrong.setdefault(numbers[row], {})[name] = text(column.terms[place])[0]
    told.unheld = _unheld_in(account, numbers)
    told.unmade = _unmade_in(account, numbers)
    told.lacking = lacking_of_account(account, numbers)
    return told


def _unheld_in(account: Account, numbers: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """By row, the names of what has no id, from the account of a mapping that is worked out over columns."""
    found: dict[int, dict[str, list[str]]] = {}
    for name, parts in account.unheld.items():
        alone = Counter((row, term) for rows, column in parts for row, term in terms_of(rows, column))
        places = {row for row, _ in alone}
        every = Counter[tuple[int, str]]()
        for rows, column in account.terms.get(name, ()):
            every.update(one for one in terms_of(rows, column) if one[0] in places and one[1])
        for (row, term), number in sorted(alone.items()):
            # In another of the row's solutions something may be called so.
            if every[row, term] <= number:
                found.setdefault(numbers[row], {}).setdefault(name, []).append(text(term)[0])
    return found


def _unmade_in(account: Account, numbers: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """By row, what names who takes part and makes no party, from the same."""
    found: dict[int, dict[str, list[str]]] = {}
    for name, both in account.unmade.items():
        alone, held = (
            {(numbers[row], term) for rows, column in parts for row, term in terms_of(rows, column)} for parts in both
        )
        for row, term in sorted(alone - held):
            found.setdefault(row, {}).setdefault(name, []).append(text(term)[0])
    return found


def _unheld(
    named: Mapping[str, Sequence[str]], answer: Mapping[str, Sequence[str]], rows: Sequence[Sequence[int]]
) -> dict[int, dict[str, list[str]]]:
    """By row, the names of what has no id.

    Args:
        named: the variables of names, each with those of the things that are called so.
        answer: variable name to its terms, one a solution.
        rows: the rows of each solution.
    """
    found: dict[int, dict[str, list[str]]] = {}
    for name, things in named.items():
        held, alone = set[tuple[int, str]](), dict[tuple[int, str], None]()
        columns = [answer[thing] for thing in things if thing in answer]
        for place, term in enumerate(answer.get(name, ())):
            if term:
                is_held = any(column[place] for column in columns)
                (held.update if is_held else alone.update)(dict.fromkeys((number, term) for number in rows[place]))
        for number, term in sorted(alone):
            if (number, term) not in held:
                found.setdefault(number, {}).setdefault(name, []).append(text(term)[0])
    return found


def _wrong(answer: Mapping[str, Sequence[str]], rows: Sequence[Sequence[int]]) -> dict[int, dict[str, str]]:
    """By row, the variables whose value is none of its type, with one.

    Args:
        answer: variable name to its terms, one a solution.
        rows: the rows of each solution.
    """
    found: dict[int, dict[str, str]] = {}
    for name, column in answer.items():
        wrong = {cell for cell in set(column) if _is_wrong(cell)}
        for place, cell in enumerate(column if wrong else ()):
            for number in rows[place] if cell in wrong else ():
                found.setdefault(number, {})[name] = text(cell)[0]
    return found


def _is_wrong(token: str) -> bool:
    """Whether a term is a literal with a text that is none of its datatype; TSV writes it with both then."""
    if token[-1:] != ">" or token[:1] != '"':
        return False
    form = _LEXICAL.get(token[token.rindex("^^<") + 3 : -1])
    return form is not None and form.fullmatch(text(token)[0]) is None
