"""The words at a number, in both languages, and a text cut into them.

A word has one kind or several: a bound before or behind the number, a scale, a currency, a unit, a counting word, what
leads in. The words are tables beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from kg.nearest import folded
from kg.notations import numerals
from kg.notations.tables import table
from kg.text import HAN


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a text.

    Attributes:
        kinds: what it may be: a bound is before or behind a number by where it stands.
        text: as it stands, folded.
        start, end: where it stands in the folded text.
        said: for each kind, the bound, the codes of a currency or the code of a unit.
        factor: what the number is multiplied by.
        in_base: what a number in this unit is multiplied by to be in that of ``said``; several where the word is one of
            several units.
    """

    kinds: frozenset[str]
    text: str
    start: int
    end: int
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    factor: Decimal = Decimal(1)
    in_base: tuple[Decimal, ...] = (Decimal(1),)


def is_power(factor: Decimal) -> bool:
    """Whether a factor is a power of ten, as that of kilowatts is and that of miles is not.

    >>> is_power(Decimal("0.001")), is_power(Decimal("1.852"))
    (True, False)
    """
    return factor == Decimal(1).scaleb(factor.adjusted())


@dataclass(frozen=True, slots=True)
class _Word:
    said: Mapping[str, tuple[str, ...]]
    factor: Decimal = Decimal(1)
    in_base: tuple[Decimal, ...] = (Decimal(1),)


_METALS = ("XAG", "XAU", "XPD", "XPT")


@cache
def _words() -> dict[str, _Word]:
    """The words of all tables by how they are spelt; what stands in a later table takes the place of an earlier one."""
    found: dict[str, _Word] = {}
    for row in table("iso4217.csv"):
        # Gold is a currency of the standard, and more often a word.
        for spelling in (row["code"],) if row["code"] in _METALS else (row["en"], row["zh"], row["code"]):
            found[folded(spelling)] = _Word({"currency": (row["code"],)})
    for row in (*table("currency_names.csv"), *table("currencies.csv")):
        found[folded(row["spelling"])] = _Word({"currency": tuple(row["codes"].split())})
    for row in table("units.csv"):
        found[folded(row["spelling"])] = _Word(
            {"unit": (row["code"],)}, in_base=tuple(map(Decimal, row["factor"].split("|")))
        )
    for row in table("words.csv"):
        for spelling in row["spellings"].split("|"):
            if row["kind"] not in ("none", "unknown"):
                _add(found, folded(spelling), row["kind"], row["said"], Decimal(row["factor"]))
    return found


@cache
def currency_codes() -> frozenset[str]:
    """The codes of ISO 4217, in capitals."""
    return frozenset(row["code"] for row in table("iso4217.csv"))


def _add(found: dict[str, _Word], word: str, kind: str, said: str, factor: Decimal) -> None:
    """A word more; min is a unit and a bound."""
    known = found.get(word, _Word({}))
    found[word] = _Word({**known.said, kind: (said,) if said else ()}, known.factor * factor, known.in_base)


@cache
def _by_first() -> dict[str, list[str]]:
    """The words by their first sign, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(_words(), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return found


@cache
def _local_signs() -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """The signs of currencies in their own countries by their first sign, folded: folded, as written, and their codes.

    The longest first.
    """
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for row in sorted(table("local_currencies.csv"), key=lambda row: -len(row["spelling"])):
        # Chinese is compared as it is folded: 比爾 is 比尔.
        sign = folded(row["spelling"]) if _HAN.search(row["spelling"]) else row["spelling"]
        found.setdefault(folded(sign[0]), []).append((folded(sign), sign, tuple(row["codes"].split())))
    return found


@cache
def _local_sign(sign: str) -> re.Pattern[str]:
    """How a sign stands in a text: one of two letters or less counts as it is written, and one letter alone only before
    a number, where k is no thousand.
    """
    is_short = len(sign.rstrip(".")) <= 2 and sign.rstrip(".").isalpha() and sign.isascii()
    behind = r"(?=\s?[0-9])" if len(sign) == 1 and is_short else rf"(?!{_LETTER})" if _is_alphabetic(sign[-1]) else ""
    if sign.rstrip(".") == "Q":
        behind += r"(?!\s?[1-4](?![0-9.,]))"  # Q3 is a quarter
    before = rf"(?<!{_LETTER})" if _is_alphabetic(sign[0]) else ""
    return re.compile(before + re.escape(sign) + behind, 0 if is_short else re.I)


#: A letter of an alphabet, which Chinese characters are not.
_LETTER = r"[^\W\d_\u3400-\u9fff]"


_HAN = re.compile(f"[{HAN}]")


def _is_alphabetic(sign: str) -> bool:
    return re.fullmatch(_LETTER, sign) is not None


def _local(text: str, written: str, at: int) -> Token | None:
    """The sign of a currency in its own country that starts here, if no longer word does."""
    for plain_sign, sign, codes in _local_signs().get(text[at], ()):
        stands_in = text if _HAN.search(sign) else written
        if text.startswith(plain_sign, at) and (match := _local_sign(sign).match(stands_in, at)):
            if len(_word(text, at)) > len(match[0]):
                return None
            return Token(frozenset(("currency", "local")), text[at : match.end()], at, match.end(), {"currency": codes})
    return None


_NOT_WORDS = re.compile(
    rf"(?P<number>{numerals.LITERAL})|(?P<run>{numerals.RUN})|(?P<open>[(\[])|(?P<close>[)\]])|(?P<other>[a-z]+|\S)"
)
_BLANK = re.compile(r"\s*")


def tokens(text: str, written: str = "") -> list[Token]:
    """A folded text as words and numbers, in order.

    Args:
        text: as ``kg.nearest.folded`` has it, in one width.
        written: the same before it was folded, where money is spoken of: the signs that currencies have in their own
            countries, such as R, KSh and Kč, are words elsewhere.
    """
    found = []
    is_money = len(written) == len(text)
    at = _end_of_blank(text, 0)
    while at < len(text):
        token = (_local(text, written, at) if is_money else None) or _token(text, at)
        found.append(token)
        at = _end_of_blank(text, token.end)
    return found


def _end_of_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _token(text: str, at: int) -> Token:
    is_number = text[at].isdecimal() or (text[at] == "." and text[at + 1 : at + 2].isdecimal())
    if not is_number and (word := _word(text, at)):
        meant = _words()[word]
        return Token(frozenset(meant.said), word, at, at + len(word), meant.said, meant.factor, meant.in_base)
    match = _NOT_WORDS.match(text, at)
    if match is None:
        return Token(frozenset({"other"}), text[at], at, at + 1)
    return Token(frozenset({str(match.lastgroup)}), match[0], at, match.end())


def _word(text: str, at: int) -> str:
    """The longest word that starts here; one of Latin letters stands alone: the m of 5 mu is none."""
    if at and _is_latin(text[at - 1]) and _is_latin(text[at]):
        return ""
    if _ENDS_WORD.match(text, max(at - 1, 0)) and at:
        return ""  # 직원 and 병원 are no won
    for word in _by_first().get(text[at], ()):
        end = at + len(word)
        if text.startswith(word, at) and not (_is_latin(word[-1]) and end < len(text) and _is_latin(text[end])):
            return word
    return ""


#: One syllable of Hangul right behind another that is no numeral.
_ENDS_WORD = re.compile("(?![십백천만억조])[\uac00-\ud7a3][원엔](?![\uac00-\ud7a3])")


def _is_latin(sign: str) -> bool:
    return "a" <= sign <= "z"
