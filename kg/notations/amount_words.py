"""What single words of an amount tell: its currency's sign, what is counted, the language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.nearest import folded
from kg.notations.lexicon import Token, tokens
from kg.notations.model import Hints
from kg.notations.plain import LONGEST, plain

#: What stands before a number in capitals and is a word as well.
WORDS_TOO = frozenset(("ALL", "TOP", "CUP", "PEN", "MAD", "SOS", "SIT", "STD", "WON", "RAND"))


def tokens_of(text: str, hints: Hints) -> list[Token]:
    """The words of a text; where it is one of money, words for that among them."""
    return tokens(folded(text), text if is_of_money(hints) else "")


def is_of_money(hints: Hints) -> bool:
    """Whether amounts below a heading are known to be money."""
    return hints.money or is_currency(hints.unit)


def currency_sign(text: str) -> str:
    """The sign in an amount that several currencies have, as it is written; empty where there is none.

    Args:
        text: the amount.

    >>> currency_sign("R 45 million"), currency_sign("$3m"), currency_sign("€3m")
    ('R', '$', '')
    """
    one = plain(text[:LONGEST])
    several = (token for token in tokens_of(one, Hints(money=True)) if len(token.said.get("currency", ())) > 1)
    return next((one[token.start : token.end] for token in several), "") if len(folded(one)) == len(one) else ""


def counted_as(text: str) -> str:
    """The word that counts what an amount says, folded, where it names a unit: ``staff`` of 1,200 staff; else empty.

    Args:
        text: the amount.

    >>> counted_as("1,200 staff"), counted_as("120名教师"), counted_as("EUR 3m")
    ('staff', '名教师', '')
    """
    named = [token.text for token in _words_of(text) if "unit" in token.kinds]
    return named[-1] if named else ""


def _words_of(text: str) -> list[Token]:
    return tokens(folded(plain(text[:LONGEST])))


def has_own_word(text: str) -> bool:
    """Whether right behind the first number of an amount stands a word that is none of its own: 250 buses, 20台设备.

    Args:
        text: the amount.

    >>> has_own_word("250 buses"), has_own_word("EUR 250 million"), has_own_word("250 (two lots)")
    (True, False, False)
    """
    words = _words_of(text)
    at = next((at for at, token in enumerate(words) if "number" in token.kinds), len(words))
    behind = next((token for token in words[at + 1 :] if not token.kinds & _OF_NUMBERS), None)
    return behind is not None and "other" in behind.kinds and (len(behind.text) > 1 or not behind.text.isascii())


#: What may stand between a number and what it counts.
_OF_NUMBERS = frozenset(("scale", "long scale", "money scale", "foreign scale", "run", "more", "classifier"))


def speaks_long_scale(texts: Iterable[str]) -> bool:
    """Whether some texts are in a language in which a billion is a million millions, by its little words.

    Args:
        texts: headings and cells.

    >>> speaks_long_scale(["Betrag der Vereinbarung", "Forschung und Lehre mit der Hochschule"])
    True
    >>> speaks_long_scale(["Amount", "Centre for the study of wind and water"])
    False
    """
    long, english = _spoken(texts)
    return long >= _ENOUGH and long > english


def speaks_short_scale(texts: Iterable[str]) -> bool:
    """Whether some texts are in English, where a billion is a thousand millions, by its little words.

    Args:
        texts: headings and cells.

    >>> speaks_short_scale(["Signed", "Centre for the study of wind", "University of the North"])
    True
    """
    long, english = _spoken(texts, _ENGLISH)
    return english >= _ENOUGH and english > 2 * long


def _spoken(texts: Iterable[str], of_english: frozenset[str] = frozenset()) -> tuple[int, int]:
    """How many little words there are of languages in which a billion is a million millions, and of English.

    Args:
        texts: the texts.
        of_english: further words of English.
    """
    long = english = 0
    for text in texts:
        words = set(_WORD.findall(text[:LONGEST].casefold()))
        long += len(words & _LITTLE_LONG)
        english += len(words & (_LITTLE_ENGLISH | of_english))
    return long, english


#: Words of languages in which a billion is a million millions, words of English, and how many of them tell.
_LITTLE_LONG = frozenset(
    (
        *("und", "der", "die", "das", "mit", "für", "för", "zwischen", "zur", "zum", "von", "im", "betrag", "laufzeit"),
        *("et", "des", "les", "du", "pour", "avec", "sur", "entre", "montant", "durée", "partenaire"),
        *("och", "av", "og", "mellem", "mellan", "met", "voor", "tussen", "het", "een", "oraz", "dla", "mezi"),
    )
)
_LITTLE_ENGLISH = frozenset(
    ("the", "of", "and", "for", "with", "between", "amount", "name", "status", "signed", "party")
)
#: Words of headings and stages that no other language writes so.
_ENGLISH = frozenset(
    (
        *("side", "where", "money", "outcome", "notes", "remarks", "source", "year", "start", "end", "company", "town"),
        *("university", "completed", "ongoing", "under", "planned", "running", "opened", "talks", "delivered"),
    )
)
_WORD, _ENOUGH = re.compile(r"[^\W\d_]+"), 3


def is_currency(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper() and unit != "TEU"
