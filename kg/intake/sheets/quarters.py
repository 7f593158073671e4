"""Quarters and streets that an address has before its town: Naka-ku, Xuhui District, Barrio Norte, 12 Sample Road.

What is called so may be a body too: a school district and a forum on roads take part in things, and lie in their town.
"""

from __future__ import annotations

import re
from functools import cache

from kg.intake.identities import guess, kinds_within, registered
from kg.intake.identities.words import rows
from kg.nearest import folded

#: The longest side of an address that is looked through.
_LONGEST = 80


@cache
def _words(where: str) -> str:
    """The words that stand somewhere in the names of quarters, folded, as a pattern."""
    listed = [folded(word) for row in rows("quarters") if row["where"] == where for word in row["words"].split("|")]
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


@cache
def _quarter() -> re.Pattern[str]:
    """A whole side, folded, that is called as quarters are: of words behind a name, that name is one word."""
    return re.compile(
        rf"[\w' -]*[^\W\d_]-(?:{_words('hyphen')})|[\w'’-]+ (?:{_words('end')})|(?:{_words('begin')}) \w[\w'’. -]*"
    )


@cache
def _street() -> re.Pattern[str]:
    """A whole side, folded, that is called as streets are, without a house number or with it."""
    return re.compile(
        rf"[\w'’.-]+(?: [\w'’.-]+){{0,2}} (?:{_words('street end')})|\w{{3,}}(?:straße|strasse|platz|allee|gasse|weg)"
        rf"|(?:{_words('street begin')}) \w[\w'’. -]*"
    )


#: A house number before a street, or behind it: 12 Sample Road, Sample Road 12b.
_NUMBER = re.compile(r"(?P<ahead>\d{1,5}[a-z]?(?:[-/]\d{1,5})? )?(?P<street>.*?)(?P<behind> \d{1,5}[a-z]?)?")


def says_quarter(side: str) -> bool:
    """Whether a side of an address says by a word that it is a quarter or a street, and by none that it is a body.

    Args:
        side: one side, without commas.

    >>> [says_quarter(one) for one in ("Naka-ku", "Xuhui District", "Barrio Norte", "12 College Road", "Via Roma")]
    [True, True, True, True, True]
    >>> [says_quarter(one) for one in ("Nowhere School District", "Health District", "Belt and Road Forum", "Beta")]
    [False, False, False, False]
    """
    text = folded(side) if len(side) <= _LONGEST else ""
    numbered = _NUMBER.fullmatch(text) if text else None
    if numbered and (numbered["ahead"] or numbered["behind"]) and _street().fullmatch(numbered["street"]):
        return True  # 12 College Road: no body has a house number
    if not text or is_perhaps_a_body(side) or guess(side, registered()).kind == "institution":
        return False
    return bool(_quarter().fullmatch(text) or _street().fullmatch(text))


def is_perhaps_a_body(side: str) -> bool:
    """Whether a side of an address has a word of institutions, or of what districts are for: Health District.

    Args:
        side: one side, without commas.
    """
    return bool(kinds_within(side)) or not _no_quarter().isdisjoint(re.findall(r"\w+", folded(side)))


@cache
def _no_quarter() -> frozenset[str]:
    return frozenset(_words("no quarter").split("|"))
