"""A word at an amount that is no word that is known: perhaps a currency, which is another thing than none at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.nearest import folded
from kg.notations import rates
from kg.notations.lexicon import Token, tokens
from kg.notations.model import Hints
from kg.notations.plain import LONGEST, plain
from kg.notations.quantities import quantity
from kg.notations.tables import table
from kg.text import Text

#: What is longer is no name of a currency.
_LONGEST_WORD = 40


def unknown_word(text: str) -> str:
    """The word in front of an amount or behind it that is none that is known, where all else is; empty for others.

    Args:
        text: the cell.

    >>> unknown_word("奇币 2.2億至2.5億"), unknown_word("400 zorks"), unknown_word("EUR 3m"), unknown_word("3亿元")
    ('奇币', 'zorks', '', '')
    """
    one = plain(text[:LONGEST])
    if len(folded(one)) != len(one) or rates.apart(folded(one))[1]:
        return ""  # 年均80 says of which time it is
    found = tokens(folded(one), one)
    unknown = [at for at, token in enumerate(found) if "other" in token.kinds]
    if not unknown or len(unknown) == len(found) or unknown != list(range(unknown[0], unknown[-1] + 1)):
        return ""
    if unknown[0] > 0 and unknown[-1] < len(found) - 1:
        return ""
    start, end = found[unknown[0]].start, found[unknown[-1]].end
    word, rest = one[start:end].strip(), f"{one[:start]} {one[end:]}".strip()
    if not 0 < len(word) <= _LONGEST_WORD or not any(sign.isalpha() for sign in word) or _has_digits(found, unknown):
        return ""
    if any(proposal.per for proposal in quantity(one, Hints(money=True)).proposals):
        return ""  # 年均80: the word says how often the amount comes
    value = quantity(rest, Hints(money=True)).value
    return word if value is not None and not value.unit else ""


def _has_digits(found: Sequence[Token], unknown: Sequence[int]) -> bool:
    return any(sign.isdigit() for at in unknown for sign in found[at].text)


def stands_in_front(text: str, word: str) -> bool:
    """Whether a word stands in front of the number of an amount.

    Args:
        text: the cell.
        word: the word.
    """
    return plain(text).startswith(word)


def with_currency(text: str, word: str, code: str) -> str:
    """An amount with the code of a currency in the place of a word.

    Args:
        text: the cell.
        word: the word, as ``unknown_word`` has it.
        code: the code.

    >>> with_currency("奇币 2.2億至2.5億", "奇币", "ETB")
    'ETB 2.2億至2.5億'
    """
    return " ".join(plain(text).replace(word, f" {code} ", 1).split())


@cache
def currency_names() -> Mapping[str, tuple[str, ...]]:
    """The names of currencies, folded, with the codes of those that have them; signs and codes are none."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("iso4217.csv"):
        found |= {folded(row[language]): (row["code"],) for language in ("en", "zh")}
    for name in ("currency_names.csv", "currencies.csv", "local_currencies.csv"):
        for row in table(name):
            if len(row["spelling"]) > 1 and all(sign.isalpha() or sign in " -'" for sign in row["spelling"]):
                found[folded(row["spelling"])] = tuple(row["codes"].split())
    return found


@cache
def _iso_names() -> Mapping[str, Text]:
    return {row["code"]: Text(row["en"], row["zh"]) for row in table("iso4217.csv")}


def currency_name(code: str) -> Text:
    """What a currency is called, as it is written; its code where nobody knows.

    Args:
        code: its code.

    >>> currency_name("ETB").en, currency_name("XX").zh
    ('Ethiopian Birr', 'XX')
    """
    return _iso_names().get(code, Text(code, code))


@cache
def _tender() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in table("tender.csv"):
        for country in row["countries"].split():
            found.setdefault(country, []).append(row["code"])
    return {country: tuple(codes) for country, codes in found.items()}


def currencies_in(country: str) -> tuple[str, ...]:
    """The codes of the currencies that are legal tender in a country.

    Args:
        country: its code of two small letters.

    >>> currencies_in("et"), currencies_in("xx")
    (('ETB',), ())
    """
    return _tender().get(country, ())
