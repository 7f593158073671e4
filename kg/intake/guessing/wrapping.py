"""What stands in front of the names of all columns of a row, and says nothing of any: properties, attributes, node."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.intake.guessing.words import NAMES, OF_A_PLACE, OF_ITS_OWN, PARTY, WRAPPERS

#: An object of a row holds so many columns at least, before it is taken for what wraps them.
_FEWEST = 3


def wrapper_of(names: Sequence[str], around: Collection[str] = ()) -> str:
    """What wraps the columns of a row, with the sign behind it; empty if nothing does.

    It is what all names begin with, or an object that is called as APIs call the one with all that a row says. What
    says who is meant, or when, wraps nothing: all columns of a table may be of its partners.

    Args:
        names: the columns, as a mapping has them.
        around: those that stand around all rows, and say nothing of what wraps these.

    >>> wrapper_of(["properties_City", "properties_Country", "properties_id", "geometry_type"])
    'properties_'
    >>> wrapper_of(["x1_CITY", "x1_STATE", "x1_TWIN"]), wrapper_of(["partner_name", "partner_city", "partner_id"])
    ('x1_', '')
    """
    inner = [name for name in names if name not in around]
    found = ""
    while True:
        left = [name.removeprefix(found) for name in inner if name.startswith(found)]
        first = [name.partition("_")[0].lower() for name in left if "_" in name.strip("_")]
        word = max(dict.fromkeys(first), key=first.count, default="")
        held = [name for name in left if name.lower().startswith(f"{word}_")] if word else []
        if len(held) < _FEWEST or not _wraps(word, held, left):
            return found
        found += f"{held[0][: len(word)]}_"


def _wraps(word: str, held: Sequence[str], names: Sequence[str]) -> bool:
    """Whether what begins with a word is wrapped by it: all there is, or all that may say who takes part."""
    if any(not name.startswith(held[0][: len(word)]) for name in held):
        return False
    if word not in WRAPPERS:
        return len(held) == len(names) and word not in OF_ITS_OWN
    others = {part.lower() for name in names if name not in held for part in name.split("_")}
    return 2 * len(held) > len(names) or not others & (OF_A_PLACE | PARTY | NAMES)
