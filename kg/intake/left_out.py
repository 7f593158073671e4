"""What a mapping leaves out on purpose, where the engine is asked: its query, lenient to rows that lack something."""

from __future__ import annotations

from collections.abc import Sequence

from kg.intake.behind import closing
from kg.intake.templates import column_of, row_prefixes, tokens

#: What a FILTER becomes, which leaves out only what it does not hold of, and nothing of which it is an error.
_MAY_HOLD = "FILTER(COALESCE(IF({0}, true, false), true))"


def lenient(query: str) -> str:
    """A query that finds each row which no FILTER, and no text that a cell should have, leaves out on purpose.

    Args:
        query: a query without its header.

    Returns:
        the query; empty where nothing in it leaves a row out.
    """
    found, prefixes = tokens(query), row_prefixes(query)
    spelt = [token[0] for token in found]
    pieces, copied, place, leaves = list[str](), 0, 0, False
    while place < len(found):
        word, end, put = spelt[place].upper(), place + 1, ""
        if word in ("OPTIONAL", "MINUS"):
            end = _closed(spelt, place + 1)
            leaves |= word == "MINUS"
        elif word == "FILTER":
            begin, leaves = place + 1, True
            if spelt[begin].upper() in ("NOT", "EXISTS"):
                end = _closed(spelt, spelt.index("{", begin))
            else:
                end = closing(spelt, begin if spelt[begin] == "(" else begin + 1) + 1
                put = _MAY_HOLD.format(query[found[begin].start() : found[end - 1].end()])
        elif spelt[place][0] in "?$" and place + 1 < len(found) and column_of(found[place + 1], prefixes):
            end, cells = _cells(spelt, place)
            leaves |= any(cell[0] in "\"'" for _, cell in cells)
            put = " ".join(_may_have(spelt[place], *one, f"?any{place}_{at}") for at, one in enumerate(cells))
        if put:
            pieces += [query[copied : found[place].start()], put]
            copied = found[end - 1].end()
        place = end
    return "".join([*pieces, query[copied:]]) if leaves else ""


def _may_have(row: str, column: str, cell: str, other: str) -> str:
    """A pattern for a cell that a row may have; one that should have a text has it, or is not there."""
    is_text = cell[0] in "\"'"
    found = f"{{ SELECT DISTINCT {row} {{ {row} {other}c {other}v }} }} OPTIONAL {{ {row} {column} "
    return f"{found}{other} }} FILTER(COALESCE({other} = {cell}, true))" if is_text else f"{found}{cell} }}"


def _cells(spelt: Sequence[str], place: int) -> tuple[int, list[tuple[str, str]]]:
    """Where what is said of a row ends, and its columns and cells: ?row row:a ?a, ?b ; row:c ?c."""
    found, mark, at = list[tuple[str, str]](), ";", place
    column = ""
    while mark in (";", ","):
        if mark == ";":
            at += 1
            column = spelt[at]
        found.append((column, spelt[at + 1]))
        at += 2
        mark = spelt[at] if at < len(spelt) else ""
        while mark == ";" and at + 1 < len(spelt) and spelt[at + 1] in (";", ".", "}"):
            at, mark = at + 1, spelt[at + 1]
    return at + (mark == "."), found


def _closed(spelt: Sequence[str], opening: int) -> int:
    """The place behind the brace that closes one."""
    depth = 0
    for place in range(opening, len(spelt)):
        depth += {"{": 1, "}": -1}.get(spelt[place], 0)
        if not depth:
            return place + 1
    return len(spelt)
