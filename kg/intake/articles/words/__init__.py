"""Words that part, begin and end names in running text, as a table beside this file; a row more needs no code."""

from __future__ import annotations

from functools import cache

from kg.intake.identities.words import rows_beside


@cache
def words(kind: str, language: str = "zh") -> tuple[str, ...]:
    """The words of one kind, the longest first.

    Args:
        kind: what they are, as in the column ``kind``.
        language: ``zh`` or ``en``.
    """
    of_kind = (row for row in rows_beside(__name__, "words") if (row["kind"], row["language"]) == (kind, language))
    found = [word for row in of_kind for word in row["words"].split(";")]
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))
