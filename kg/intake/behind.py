"""Which columns stand behind the variables of a mapping, so that a message names a cell and no variable alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from kg.intake.templates import Template, column_of, row_prefixes, tokens


def spelt_tokens(query: str) -> list[str]:
    """The tokens of a query as they are written.

    Args:
        query: the query without its header.
    """
    return [token[0] for token in tokens(query)]


def cell_variables(query: str) -> dict[str, str]:
    """The variables that hold the cells of a column, ``?row row:role ?does``, each with the column; without marks.

    Args:
        query: the query without its header.
    """
    prefixes, found = row_prefixes(query), tokens(query)
    held: dict[str, str] = {}
    column = ""
    for one, other in pairwise(found):
        # ?row row:name ?one, ?other
        is_going_on = one[0] == "," or (one[0][0] in "?$" and other[0] == ",")
        column = column_of(one, prefixes) or (column if is_going_on else "")
        if column and other[0][0] in "?$":
            held.setdefault(other[0][1:], column)
    return held


def closing(spelt: Sequence[str], opening: int) -> int:
    """The place of the bracket that closes one.

    Args:
        spelt: the tokens as they are written.
        opening: the place of the bracket that opens.
    """
    depth = 0
    for place in range(opening, len(spelt)):
        depth += {"(": 1, ")": -1}.get(spelt[place], 0)
        if not depth:
            return place
    return len(spelt)


def columns_behind(query: str) -> dict[str, frozenset[str]]:
    """The columns that each variable is made of, by way of others too.

    Args:
        query: the query without its header.
    """
    spelt = spelt_tokens(query)
    found = {name: frozenset({column}) for name, column in cell_variables(query).items()}
    for place, word in enumerate(spelt[:-1]):
        if word.upper() != "BIND" or spelt[place + 1] != "(":
            continue
        end = closing(spelt, place + 1)
        # What a BIND looks at stands before it.
        used = (found.get(one[1:], frozenset[str]()) for one in spelt[place + 2 : end - 2] if one[0] in "?$")
        found[spelt[end - 1][1:]] = frozenset[str]().union(*used)
    return found


def chosen_from(query: str, compared: Collection[str]) -> set[str]:
    """The variables that are what a text is compared with, and all that is made of them.

    Args:
        query: the query without its header.
        compared: the variables of cells that are compared with texts.
    """
    spelt, found = spelt_tokens(query), set[str]()
    for place, word in enumerate(spelt[:-1]):
        if word.upper() == "BIND" and spelt[place + 1] == "(":
            end = closing(spelt, place + 1)
            within = spelt[place + 2 : end - 2]
            used = {one[1:] for one in within if one[0] in "?$"}
            if used & found or ("=" in within and used & set(compared)):
                found.add(spelt[end - 1][1:])
    return found


def variables_of_cells(
    query: str, wanted: Iterable[str], compared: Collection[str] = ()
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The variables of cells, each with its column and those of some variables that are made of it.

    Args:
        query: the query without its header.
        wanted: the variables that may be made of it: those of the template.
        compared: the variables of cells that are compared with texts: what follows from it is left out.
    """
    behind, names = columns_behind(query), sorted(set(wanted) - chosen_from(query, compared))
    return {
        cell: (column, made)
        for cell, column in cell_variables(query).items()
        if (made := tuple(name for name in names if name != cell and column in behind.get(name, ())))
    }


def cells_of_parties(query: str, template: Template) -> dict[str, tuple[str, ...]]:
    """The variables of the cells that name who takes part, each with those of the parties that are made of it.

    Args:
        query: the query without its header.
        template: its template.
    """
    behind = columns_behind(query)
    columns: dict[str, dict[str, int]] = {}
    for party in sorted(template.parties):
        names = [name for name, things in template.named.items() if party in things]
        made_of = frozenset[str]().union(*(behind.get(name, ()) for name in names or [party]))
        for column in made_of:
            columns.setdefault(column, {})[party] = len(made_of)
    cells = {cell: columns[column] for cell, column in cell_variables(query).items() if column in columns}
    # Where one party is made of the column alone, others are only so if another cell allows it.
    return {cell: tuple(one for one in made if made[one] == min(made.values())) for cell, made in cells.items()}


def empty_behind(
    missing: Iterable[str], behind: Mapping[str, Collection[str]], empty: Collection[str]
) -> tuple[str, ...]:
    """The empty columns of a row that stand behind most of the variables without a value.

    Args:
        missing: the variables.
        behind: the columns behind each variable, as ``columns_behind`` gives them.
        empty: the columns that are empty in the row.
    """
    counted = Counter(column for name in missing for column in behind.get(name, ()) if column in empty)
    most = max(counted.values(), default=0)
    return tuple(sorted(column for column, number in counted.items() if number == most))
