"""Whether a passage states a figure: its number, its unit and its bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.intake import schema
from kg.intake.articles.values.bounds import COUNTING, bounds
from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.model import Seen, Verdict
from kg.intake.articles.values.numbers import Number, numbers
from kg.intake.articles.values.words import rows
from kg.nearest import folded
from kg.notations.lexicon import Token, tokens
from kg.notations.tables import table
from kg.text import Text

#: How far a unit's noun may stand from its number, and a bound.
_NEAR = 28
_STOP = re.compile(r"[;:。!?！？]|(?<![0-9])\.(?![0-9])")
_CURRENCY_BEFORE = re.compile(
    r"(us\$|hk\$|nt\$|a\$|c\$|s\$|us dollars?|usd|eur|gbp|jpy|cny|rmb|hkd|twd|人民币|美元|欧元|英镑|日元|港元|港币|"
    r"新台币|[$€£¥])\s?(?:of\s)?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a passage with what stands at it.

    Attributes:
        number: the number.
        units: the codes that its unit may have; empty where none is said.
        factor: by what its values are multiplied to be in base units.
        bounds: the bounds that it may have.
    """

    number: Number
    units: tuple[str, ...]
    factor: Decimal
    bounds: tuple[str, ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        """What it may be, in base units."""
        return tuple(value * self.factor for value in self.number.values)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a passage says of a figure: a verdict on its value, its unit and its bound, and what it has instead."""

    value: Verdict
    unit: Verdict
    bound: Verdict
    seen: tuple[Seen, ...]
    of_bound: tuple[Seen, ...] = ()


def check_figure(passage: Passage, value: Decimal, unit: str, bound: str) -> Figure:
    """Whether a passage states a figure.

    Args:
        passage: the passage.
        value: the value on record, in base units.
        unit: its unit's code.
        bound: its bound's code.
    """
    text = passage.words
    found = [amount for number in numbers(text) for amount in amounts(text, number)]
    same = [amount for amount in found if any(_same(value, one) for one in amount.values)]
    fitting = [amount for amount in same if _fits(text, amount, unit)]
    if fitting:
        wrong = [amount for amount in fitting if not _is_bound(bound, amount)]
        if len(wrong) < len(fitting):
            return Figure(Verdict.STATED, Verdict.STATED, Verdict.STATED, ())
        shown = tuple(seen(passage, amount) for amount in wrong)
        return Figure(Verdict.STATED, Verdict.STATED, Verdict.OTHERWISE, (), shown)
    if same:
        shown = tuple(seen(passage, amount) for amount in same)
        said = any(amount.units for amount in same)
        return Figure(Verdict.STATED, Verdict.OTHERWISE if said else Verdict.MISSING, Verdict.UNREAD, shown)
    near = sorted(
        (
            amount
            for amount in found
            if (amount.units or not amount.number.weak) and _fits(text, amount, unit) and not _is_year(text, amount)
        ),
        key=lambda amount: min(_distance(value, one) for one in amount.values),
    )
    shown = tuple(seen(passage, amount) for amount in near)
    return Figure(Verdict.OTHERWISE if shown else Verdict.MISSING, Verdict.UNREAD, Verdict.UNREAD, shown)


def of_unit(passage: Passage, unit: str) -> list[Amount]:
    """The figures of a passage that may be of a unit, in order.

    Args:
        passage: the passage.
        unit: the unit's code.
    """
    text = passage.words
    found = [amount for number in numbers(text) for amount in amounts(text, number)]
    said = [one for one in found if (one.units or not one.number.weak) and not _is_year(text, one)]
    return [amount for amount in said if _fits(text, amount, unit)]


def is_of(amount: Amount, value: Decimal) -> bool:
    """Whether a figure is a value on record, in base units."""
    return any(_same(value, one) for one in amount.values)


def is_stated(passage: Passage, value: Decimal) -> bool:
    """Whether a number stands in a passage, whatever it counts."""
    return any(_same(value, one) for number in numbers(passage.words) for one in number.values)


_ALL = re.compile("全覆盖|全面覆盖|全部|悉数|全员|均已|所有|(?<![a-z])(?:all|every|each|full|fully|entire)(?![a-z])")


def is_all(passage: Passage) -> bool:
    """Whether a passage speaks of all there are: 全覆盖, every."""
    return _ALL.search(passage.words) is not None


def amounts(text: str, number: Number) -> Iterator[Amount]:
    """What a number is of, by the words around it."""
    behind = text[number.unit_at : number.unit_at + _NEAR]
    ahead = text[max(0, number.start - _NEAR) : number.start]
    units, factor, length = _unit_behind(behind)
    currency = _CURRENCY_BEFORE.search(ahead)
    if number.is_share:
        units, factor = ("ratio",), Decimal(1)
    elif number.unit:
        units = (number.unit,)
    elif currency and not set(units) & set(_codes(currency[1])):
        # $ before, or a currency behind that is the same.
        units = (
            units
            if units and not _are_currencies(units) and not _are_currencies(_codes(currency[1]))
            else _codes(currency[1])
        )
    elif currency and units:
        units = tuple(code for code in units if code in _codes(currency[1]))
    said = tuple(number.bound.split()) or bounds(ahead, behind, length, number.more)
    yield Amount(number, units, factor, said)


def _same(value: Decimal, other: Decimal) -> bool:
    """Whether two numbers are one, up to how many digits of a fraction are on record."""
    if value == other:
        return True
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return digits >= 2 and abs(value - other) <= Decimal(1).scaleb(-digits)


def _distance(value: Decimal, other: Decimal) -> Decimal:
    return abs(value - other) / max(abs(value), abs(other), Decimal(1))


def _is_year(text: str, amount: Amount) -> bool:
    number = amount.number
    behind = text[number.end : number.end + 1]
    return behind in ("年", "月", "日", "号") or (not amount.units and 1900 <= number.values[0] <= 2100)


@cache
def _codes(spelling: str) -> tuple[str, ...]:
    said = [token.said["currency"] for token in tokens(folded(spelling)) if "currency" in token.kinds]
    return said[0] if said else ()


def _are_currencies(codes: tuple[str, ...]) -> bool:
    return bool(codes) and all(schema.unit_kinds().get(f"unit/{code}") == "money" for code in codes)


def _unit_behind(behind: str) -> tuple[tuple[str, ...], Decimal, int]:
    """The currency or the physical unit right behind a number, its factor, and where it ends."""
    # The lexicon folds, which shortens what is not seen; a few signs are enough here.
    text = folded(behind).replace("-", " ", 1) if behind[:1] == "-" else folded(behind)
    shift = len(behind) - len(behind.lstrip())
    units: tuple[str, ...] = ()
    factor, end = Decimal(1), 0
    for token in _words_at(text):
        if "currency" in token.kinds and not (token.text.isalpha() and token.text.isascii() and len(token.text) < 2):
            codes = token.said["currency"]
            units = tuple(code for code in units if code in codes) or codes if units else codes
        elif "unit" in token.kinds and not units:
            code = token.said["unit"][0]
            if code not in _counts():
                # Of a word for several units, such as tons, nothing is said.
                units, factor = (code,), token.in_base[0] if len(token.in_base) == 1 else Decimal(1)
            else:
                # Engineers are people, and experts where experts are counted.
                units = tuple(unit for unit, (nouns, _) in _counts().items() if _has_noun(token.text, nouns)) or (code,)
        elif not token.kinds & {"more", "classifier", "percent"}:
            break
        end = token.end
    return units, factor, end + shift if end else 0


def _words_at(text: str) -> list[Token]:
    try:
        return tokens(text)
    except (KeyError, IndexError):
        return []


@cache
def _counts() -> dict[str, tuple[tuple[str, ...], str]]:
    """The units that count: code to nouns and counting words."""
    return {row["unit"]: (tuple(row["nouns"].split("|")), row["classifiers"]) for row in rows("counted")}


def _fits(text: str, amount: Amount, unit: str) -> bool:
    """Whether a number may be one of a unit."""
    if amount.units:
        if unit in amount.units:
            return True
        if unit == "ratio" or amount.units == ("ratio",) or _are_currencies(amount.units) or unit not in _counts():
            # A share may stand as a plain number: three of five.
            return False
    if unit == "ratio":
        return (amount.number.is_share and not amount.units) or amount.units == ("ratio",)
    if _are_currencies((unit,)):
        # 投资10亿: a scale that only money has is enough for the currency of the country.
        return (
            not amount.units
            and unit == "CNY"
            and bool(re.search("[万亿]$", text[amount.number.start : amount.number.end]))
        )
    counted = _counts().get(unit)
    if counted is None:
        return not amount.units and unit not in _known_units()
    return _is_counted(text, amount.number, *counted)


@cache
def _known_units() -> frozenset[str]:
    return frozenset(row["code"] for row in table("units.csv"))


def _is_counted(text: str, number: Number, nouns: tuple[str, ...], classifiers: str) -> bool:
    """Whether a number counts things of one kind: by their noun behind or before it, or a counting word of theirs."""
    behind = text[number.unit_at : number.unit_at + 2 * _NEAR]
    stop = _STOP.search(behind)
    clause = behind[: stop.start()] if stop else behind
    if _has_noun(clause, nouns):
        return True
    classifier = re.match(rf"\s?[余多来]?\s?([{COUNTING}])", behind)
    if classifier:
        return classifier[1] in classifiers
    ahead = re.split(r"[;。!?！？]", text[max(0, number.start - 2 * _NEAR) : number.start])[-1]
    if _has_noun(ahead, nouns):
        return True
    return not clause.strip(" ,.、") and not number.weak


def _has_noun(clause: str, nouns: tuple[str, ...]) -> bool:
    return any(
        re.search(rf"(?<![a-z]){re.escape(noun)}", clause) if noun.isascii() else noun in clause for noun in nouns
    )


def _is_bound(bound: str, amount: Amount) -> bool:
    return bound in amount.bounds or "" in amount.bounds


def seen(passage: Passage, amount: Amount) -> Seen:
    """A figure of a passage as it is shown to people: its words, what they mean, and where."""
    number = amount.number
    start, end = passage.start + number.start, passage.start + number.end
    words = passage.shown(start, end)
    values = " / ".join(f"{value.normalize():f}" for value in dict.fromkeys(amount.values))
    unit = "/".join(amount.units)
    bound = "/".join(one for one in amount.bounds if one)
    told = " ".join(filter(None, (bound if bound != "exact" else "", values, unit)))
    return Seen(words, Text(told, told), start, end)
