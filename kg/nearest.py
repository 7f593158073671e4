"""What a person may have meant: one way to compare names, and one way to suggest the nearest."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable

from kg.errors import UsageError

#: How many names are suggested in place of one that nothing has.
MOST = 3


def folded(text: str) -> str:
    r"""A name for comparing: one width and case, nothing that is not seen, single spaces.

    >>> folded("Ｊｉａｘｉｎｇ\u200b  City")
    'jiaxing city'
    """
    normal = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join(character for character in normal if unicodedata.category(character) != "Cf")
    return " ".join(visible.split())


def nearest(text: str, names: Iterable[str], most: int = MOST, least: float = 0.6) -> list[str]:
    """The names that come nearest to what was typed, the nearest first.

    Args:
        text: what was typed.
        names: what there is.
        most: how many at most.
        least: how like they must be, from 0 to 1, by the ratio of ``difflib``.
    """
    return difflib.get_close_matches(text, list(names), n=most, cutoff=least)


def did_you_mean(near: Collection[str]) -> str:
    """A hint with the nearest names, and a space behind it; empty without one."""
    return f"Did you mean {', or '.join(near)}? " if near else ""


def no_such(kind: str, name: str, known: Collection[str], otherwise: str = "") -> UsageError:
    """The error for a name that nothing of a kind has; it names the nearest three.

    Args:
        kind: what is looked for, e.g. ``question``.
        name: what was typed.
        known: the names that there are.
        otherwise: what to advise where no name is near; by default all names.
    """
    hint = did_you_mean(nearest(name, known)).rstrip() or otherwise or f"Use one of: {', '.join(known)}."
    return UsageError(f"There is no {kind} {name!r}. {hint}")


def local_name(iri: str) -> str:
    """The end of an IRI.

    >>> local_name("https://w3id.org/partnership-kg/ont#Region")
    'Region'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
