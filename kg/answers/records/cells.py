"""Cells of an answer as Python's values, told from how SPARQL's TSV spells them: what ``terms`` does for terms.

Large answers are read so, since to make an object of each of a million terms takes most of the time.
"""

from __future__ import annotations

from kg.answers.records.terms import Said, whole_number
from kg.graph import columns


def iri_of(cell: str) -> str:
    """The IRI; empty for anything else.

    >>> iri_of("<https://e/a>"), iri_of('"a"@en'), iri_of("")
    ('https://e/a', '', '')
    """
    return cell[1:-1] if cell[:1] == "<" and cell[1:2] != "<" else ""


def text_of(cell: str) -> str:
    """The IRI, or a literal's text; empty for nothing, for a blank node and a triple.

    >>> text_of("<https://e/a>"), text_of('"a"@en'), text_of("12"), text_of("_:b"), text_of("<<( <a> <b> <c> )>>")
    ('https://e/a', 'a', '12', '', '')
    """
    if not cell:
        return ""
    if cell[0] == "<":
        return iri_of(cell)
    return "" if cell[0] == "_" else columns.text(cell)[0]


def said_of(cell: str) -> Said | None:
    """A literal's language, if it has one, and its text; ``None`` for anything else.

    >>> said_of('"a"@en'), said_of('"a"'), said_of("<https://e/a>")
    (('en', 'a'), ('', 'a'), None)
    """
    if not cell or cell[0] in "<_":
        return None
    text, language = columns.text(cell)
    # A base direction is no part of the language.
    return language.partition("--")[0] if "--" in language else language, text


def truth_of(cell: str) -> bool:
    """Whether it is a true boolean."""
    return text_of(cell) in ("true", "1")


def integer_of(cell: str) -> int | None:
    """A whole number; ``None`` for anything else."""
    return whole_number(text_of(cell))


def number_of(cell: str) -> float | None:
    """A number; ``None`` for anything else."""
    try:
        return float(text_of(cell))
    except ValueError:
        return None
