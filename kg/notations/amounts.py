"""Quantities as people write them: 约3.5亿元, US$ 1.2m, 10-12亿, 30余家, 50 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.notations import digits, words
from kg.notations.model import LONGEST, Hints, Quantity, Read, plain, shown
from kg.text import Text


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a text: what it is, its text, and what it stands for."""

    kind: str  # number, scale, currency, shared, unit, counter, before, behind, range, letters
    text: str
    values: tuple[Decimal, ...] = ()
    sure: bool = True
    power: int = 0
    meaning: str = ""
    factor: Decimal = Decimal(1)
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """One end of a quantity: what it may be, and what is said of it."""

    values: tuple[Decimal, ...]
    sure: bool
    power: int
    short: bool = False
    more: bool = False

    @property
    def scaled(self) -> bool:
        """Whether it has a scale of its own, as 3.5亿 has."""
        return self.power > 0


class _Unsure(Exception):
    """That a text is none of the forms that are read."""


def quantity(text: str, hints: Hints = Hints()) -> Read[Quantity]:  # noqa: B008
    """What an amount or another number means.

    Args:
        text: the text of a cell, or a passage.
        hints: what is known of its column; what the text says itself counts more.

    Returns:
        the quantity; or that there is none; or a question, with what it may be. Of an empty text, none of these.

    >>> quantity("约3.5亿元").value
    Quantity(value=Decimal('350000000'), unit='CNY', bound='about', upper=None)
    >>> quantity("1.500 €").proposals
    (Quantity(value=Decimal('1500'), unit='EUR', bound='exact', upper=None), ...)
    """
    told = plain(text)
    if not told:
        return Read()
    low = told.lower().strip(" .") if len(told) <= LONGEST else ""
    if told.lower() in words.NONE or low in words.NONE:
        return Read(none_said=True)
    if not low or low in words.UNKNOWN or told in words.UNKNOWN:
        return _asked(text, "")
    lead = words.LEAD_IN.match(told)
    told = _without_forms(told[lead.end() :] if lead else told)
    negative = _NEGATIVE.match(told)
    try:
        found = _read(list(_tokens(told[1:] if negative else told, hints)), hints, text)
    except _Unsure:
        return _asked(text, "", *_nearest(told, hints))
    if not negative:
        return found
    if found.value is None or found.value.upper is not None or found.value.bound != "exact":
        return _asked(text, "")
    return found.then(lambda item: replace(item, value=-item.value))


_NEGATIVE = re.compile(r"[-−](?=[0-9.])")
_PER_HUNDRED = re.compile(r"百分之([0-9.]+|[零〇一二三四五六七八九十百点]+)")
#: A currency in brackets behind an amount.
_IN_BRACKETS = re.compile(r"\(([^()]{1,24})\)$")


def _without_forms(told: str) -> str:
    """A text with forms that only stand around a figure written as others: 百分之五十, 5亿元(人民币)."""
    told = _PER_HUNDRED.sub(r"\1%", told.strip()).removesuffix("整")
    bracket = _IN_BRACKETS.search(told)
    if bracket and (bracket[1].lower() in words.CURRENCIES or bracket[1].upper() in words.CODES):
        told = f"{told[: bracket.start()]} {bracket[1]}"
    return told


def _asked(text: str, about: str, *proposals: Quantity) -> Read[Quantity]:
    said = shown(text)
    questions = {
        "": Text(f"What amount is {said!r}?", f"“{said}”是多少？"),
        "currency": Text(f"In which currency is {said!r}?", f"“{said}”是何种货币？"),
        "decimal-comma": Text(
            f"Does the sign in {said!r} part thousands, or the whole from the rest?",
            f"“{said}”中的符号是千位分隔还是小数点？",
        ),
        "scale": Text(f"What does the letter in {said!r} stand for?", f"“{said}”中的字母代表什么？"),
    }
    return Read(question=questions[about], proposals=tuple(dict.fromkeys(proposals)), about=about)


def _nearest(told: str, hints: Hints) -> list[Quantity]:
    """What the beginning of a text says, for a question: as far as it can be read."""
    tokens: list[_Token] = []
    for token in _tokens(told, hints):
        if token.kind == "letters" and any(item.kind == "number" for item in tokens):
            break
        if token.kind != "letters":
            tokens.append(token)
    while tokens:
        try:
            found = _read(tokens, hints, told)
        except _Unsure:
            tokens.pop()
            continue
        return [found.value] if found.value else list(found.proposals)
    return []


def _read(tokens: Sequence[_Token], hints: Hints, text: str) -> Read[Quantity]:
    rest = list(tokens)
    front = _taken(rest, ("before", "currency", "shared"))
    first = _number(rest)
    inner = _taken(rest, ("currency", "shared", "unit", "counter"))
    second = None
    if rest and (rest[0].kind == "range" or rest[0].text == "~"):
        rest.pop(0)
        inner += _taken(rest, ("currency", "shared"))
        second = _number(rest)
    back = _taken(rest, ("behind", "currency", "shared", "unit", "counter"))
    if rest:
        raise _Unsure
    said = [*front, *inner, *back]
    units = list(dict.fromkeys(token for token in said if token.kind in ("currency", "shared", "unit")))
    bounds = [token.meaning for token in said if token.kind in ("before", "behind")]
    bounds += ["moreThan"] * first.more
    unit, factor, doubt = _unit(units, hints)
    if any(token.kind == "counter" for token in said) and (units or hints.unit in words.CODES):
        raise _Unsure  # 30家元 is no amount
    return _made(text, first, second, _bound(bounds, second is not None), unit, factor, doubt, bool(units), hints)


def _taken(rest: list[_Token], kinds: Sequence[str]) -> list[_Token]:
    found = []
    while rest and rest[0].kind in kinds:
        found.append(rest.pop(0))
    return found


def _number(rest: list[_Token]) -> _Number:
    """A number with its scales: 3, 3亿2千万, 1.2 million."""
    if not rest or rest[0].kind != "number":
        raise _Unsure
    total: list[Decimal] = [Decimal(0)]
    sure, first, short, more, last = True, 0, False, False, 10**9
    while rest and rest[0].kind == "number":
        token = rest.pop(0)
        values = list(token.values)
        if rest and rest[0].kind == "behind" and rest[0].text in ("余", "多", "有余") and _goes_on(rest):
            rest.pop(0)
            more = True
        power, chinese = 0, True
        first = first or token.power
        while rest and rest[0].kind == "scale":
            scale = rest.pop(0)
            power, chinese, short = power + scale.power, chinese and scale.chinese, short or scale.text in _SHORT
        if power >= last or (first and not power and last != 10**9):
            raise _Unsure  # 3亿5亿; and 3亿2, which may be 320 million
        if power and chinese and len(values) > 1 and "." in token.text:
            values, token = values[1:], replace(token, sure=True)  # 1.839亿: thousands are not parted there
        sure = sure and token.sure
        first, last = first or power, power
        total = [before + value.scaleb(power) for before in total for value in values]
        if not power:
            break
    return _Number(tuple(total), sure, first, short, more)


_SHORT = words.SHORT_SCALES


def _goes_on(rest: Sequence[_Token]) -> bool:
    """Whether behind 余 comes what it stands before: 30余家, 30多亿; at the end it is a bound as any."""
    return len(rest) > 1 and rest[1].kind in ("scale", "unit", "counter", "currency")


def _unit(units: Sequence[_Token], hints: Hints) -> tuple[str, Decimal, tuple[str, ...]]:
    """The unit, how much of it one is, and where it is in doubt the units that it may be."""
    clear = [token for token in units if token.kind != "shared"]
    shared = [token for token in units if token.kind == "shared"]
    names = {token.meaning for token in clear}
    if len(names) > 1:
        raise _Unsure
    if clear:
        if any(clear[0].meaning not in _may_be(token) for token in shared):
            raise _Unsure
        return clear[0].meaning, clear[0].factor, ()
    if not shared:
        return hints.unit, Decimal(1), ()
    if len({token.text for token in shared}) > 1:
        raise _Unsure
    if hints.unit and hints.unit in _may_be(shared[0]):
        return hints.unit, Decimal(1), ()
    return "", Decimal(1), words.SHARED_SIGNS[shared[0].text]


def _may_be(token: _Token) -> set[str]:
    """The currencies that a sign of several may stand for."""
    sign = {"dollar": "$", "dollars": "$"}.get(token.text, token.text)
    return {*words.SHARED_SIGNS[token.text], *(code for code, own in words.SIGN_OF.items() if own == sign)}


def _bound(bounds: Sequence[str], is_range: bool) -> str:
    found = list(dict.fromkeys(bounds))
    if not found:
        return "exact"
    if len(found) > 1 or (is_range and found != ["about"]):
        raise _Unsure
    return found[0]


def _made(
    text: str,
    first: _Number,
    second: _Number | None,
    bound: str,
    unit: str,
    factor: Decimal,
    doubt: tuple[str, ...],
    said_unit: bool,
    hints: Hints,
) -> Read[Quantity]:
    lows, highs = first.values, second.values if second else (None,)
    if second is not None and second.scaled and not first.scaled:
        lows = tuple(low.scaleb(second.power) for low in lows)  # 10-12亿: both are
    own_scale = first.scaled or bool(second and second.scaled)
    is_money = not unit or unit in words.CODES
    scale = hints.scale if is_money and not own_scale else 0
    found = [
        Quantity((low * factor).scaleb(scale), unit, bound, None if high is None else (high * factor).scaleb(scale))
        for low in lows
        for high in highs
    ]
    found = [
        replace(item, value=_plain_number(item.value), upper=None if item.upper is None else _plain_number(item.upper))
        for item in found
        if item.upper is None or item.value < item.upper
    ]
    if not found:
        raise _Unsure
    if scale and said_unit:
        # 500元 below 金额（万元）: the cell says its unit, and the heading another one.
        unscaled = [
            replace(item, value=_plain_number(item.value.scaleb(-scale)), upper=_scaled(item.upper, -scale))
            for item in found
        ]
        return _asked(text, "", *unscaled, *found)
    if doubt:
        return _asked(text, "currency", *(replace(item, unit=name) for item in found for name in doubt))
    short = first.short or bool(second and second.short)
    if short and unit not in words.CODES:
        return _asked(text, "scale", *found)
    if not first.sure or (second is not None and not second.sure):
        return _asked(text, "decimal-comma", *found)
    return Read(found[0])


def _scaled(value: Decimal | None, power: int) -> Decimal | None:
    return None if value is None else _plain_number(value.scaleb(power))


def _plain_number(value: Decimal) -> Decimal:
    """The same number without an exponent, and without zeros behind its last digit."""
    return Decimal(format(value.normalize(), "f"))


@cache
def _pattern() -> re.Pattern[str]:
    """Everything that a quantity is made of, the longest words first."""
    listed = {*words.CURRENCIES, *words.SHARED_SIGNS, *words.UNITS, *words.COUNTERS, *words.SCALES}
    listed |= {*words.CHINESE_SCALES, *words.BEFORE, *words.BEHIND, *words.RANGE}
    listed |= {code.lower() for code in words.CODES}
    ordered = [re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word))]
    latin = "|".join(word for word in ordered if word[-1].isascii() and word[-1].isalpha())
    signs = "|".join(word for word in ordered if not (word[-1].isascii() and word[-1].isalpha()))
    return re.compile(
        f"(?P<arabic>{digits.ARABIC.pattern})|(?P<word>(?<![a-z])(?:{latin})(?![a-z])|{signs})"
        "|(?P<space> )|(?P<other>.)"
    )


def _tokens(told: str, hints: Hints) -> Iterator[_Token]:
    low = told.lower()
    place = 0
    while place < len(low):
        # Chinese numerals share their signs with scales: behind a figure they are scales.
        numerals = digits.CHINESE.match(low, place)
        if numerals and not (place and low[place - 1].isdigit()):
            yield from _chinese_number(numerals[0])
            place = numerals.end()
            continue
        match = _pattern().match(low, place)
        assert match is not None
        place = match.end()
        if match.lastgroup == "arabic":
            values, sure = digits.arabic(match[0], hints.decimal_comma)
            yield _Token("number" if values else "letters", match[0], tuple(values), sure)
        elif match.lastgroup == "word":
            yield _word(match[0])
        elif match.lastgroup == "other":
            yield _Token("letters", match[0])


def _chinese_number(signs: str) -> Iterator[_Token]:
    value = digits.chinese(signs)
    if value is None:
        yield _Token("letters", signs)
        return
    bare = signs.rstrip("万萬亿億")
    yield _Token("number", signs, (value,), power=sum(words.CHINESE_SCALES[sign] for sign in signs[len(bare) :]))


@cache
def _word(word: str) -> _Token:
    if word in words.CHINESE_SCALES:
        return _Token("scale", word, power=words.CHINESE_SCALES[word], chinese=True)
    if word in words.SCALES:
        return _Token("scale", word, power=words.SCALES[word])
    if word in words.CURRENCIES or word.upper() in words.CODES:
        return _Token("currency", word, meaning=words.CURRENCIES.get(word, word.upper()))
    if word in words.UNITS:
        unit, factor = words.UNITS[word]
        return _Token("unit", word, meaning=unit, factor=Decimal(factor))
    kinds = {"shared": words.SHARED_SIGNS, "counter": words.COUNTERS, "before": words.BEFORE, "behind": words.BEHIND}
    kind = next((kind for kind, known in kinds.items() if word in known), "range")
    bounds = words.BEFORE if kind == "before" else words.BEHIND
    return _Token(kind, word, meaning=bounds.get(word, ""))
