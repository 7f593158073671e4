"""The numbers of a text: digits, Chinese numerals, number words, each with its scale, and what they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kg.intake.articles.values.words import rows
from kg.notations import numerals

_LITERAL = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_HAN = "零〇一壹二贰两三叁参四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅点"
_PIECE = re.compile(rf"(?P<literal>{_LITERAL})|(?P<han>(?:(?!千[瓦米克]|[百千万]分之)[{_HAN}])+)")
_MORE_INSIDE = re.compile(r"\s?[余多来]\s?(?=[十百千万亿])|\s(?=[十百千万亿])")
_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "million": 6, "mn": 6, "mln": 6, "m": 6, "crore": 7,
    "billion": 9, "bn": 9, "bln": 9, "b": 9, "milliard": 9, "trillion": 12, "tn": 12, "trn": 12, "dozen": 0,
}  # fmt: skip
_SCALE = re.compile(rf"[\s-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})s?(?![a-z0-9])")
_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8}
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "score": 20,
}  # fmt: skip
#: Words that count only what stands before them.
_UNCOUNTED = frozenset(("dozen", "score", "hundred", "thousand", "million", "billion", "trillion"))
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_SPELT = re.compile(rf"(?<![a-z])(?:half a |a |an )?{_WORD}s?(?:(?:[\s-]| and ){_WORD}s?)*(?![a-z])")
_ORDINAL = re.compile(r"(?:第|no\.? ?|number |#)$")
_PERCENT_BEFORE = re.compile(r"([百千万])分之$")
_PERCENT = re.compile(r"\s?(%|‰|percentage points?|per ?cent|pct|个百分点|成(?![立为功员都长了]))")
_FRACTION = re.compile(
    rf"([0-9{_HAN}]{{1,4}})分之([0-9{_HAN}]{{1,4}})|(?<![0-9/])([0-9]{{1,2}})/([0-9]{{1,2}})(?![0-9/])"
)
_RANGE = re.compile(r"\s?(?:-|–|—|~|至|到|to|and|or|、|或|和)\s?(?:us\$|\$|€|£|¥|rmb)?\s?$")
_TIMES = re.compile(r"\s?倍| times| ?-?fold")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start, end: where it and its scale stand, code points.
        values: what it may mean: one value, or a second one for an end of a range that shares the other's scale, a
            share in per cent, or a multiple.
        is_share: whether it is a percentage or a fraction.
        more: whether it has 余, 多 or a plus sign: it is more than that.
        bound: the bound that its own words say, as 过半 does; empty where what stands around tells it.
        unit: the same of its unit.
        weak: whether it may be part of a word: 一 in 一体化, 万 in 万达.
        other_end: where the other end of a range ends, if it is the first and shares what stands there.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    is_share: bool = False
    more: bool = False
    bound: str = ""
    unit: str = ""
    weak: bool = False
    other_end: int = 0

    @property
    def unit_at(self) -> int:
        """Where its unit stands: behind it, or behind the other end of a range."""
        return self.other_end or self.end


def numbers(text: str) -> list[Number]:
    """The numbers of a text in their order.

    Args:
        text: in one width and case, as ``context.plain`` has it.

    >>> [str(one.values[0].quantize(1)) for one in numbers("三亿二千万元,30余家,$1.2bn,twenty-two firms")]
    ['320000000', '30', '1200000000', '22']
    """
    found = [*_digits(text), *_spelt(text), *_fractions(text), *_shares(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    outer: list[Number] = []
    for one in found:
        inside = outer and one.end <= outer[-1].end and (one.start, one.end) != (outer[-1].start, outer[-1].end)
        if not inside:
            outer.append(one)
    return _with_shared_scale(text, outer)


def _digits(text: str) -> Iterator[Number]:
    at = 0
    while (match := _PIECE.search(text, at)) is not None:
        start, end, more = match.start(), match.end(), False
        parts: list[numerals.Part] = [_part(match)]
        while True:
            inside = _MORE_INSIDE.match(text, end)
            following = _PIECE.match(text, inside.end() if inside else end)
            if following is None or (following["literal"] and match["literal"] and not _is_han(parts[-1])):
                break
            if inside and inside[0].strip():
                more = True
            parts.append(_part(following))
            end = following.end()
        at = end
        is_latin = match["literal"] is not None
        if (
            is_latin
            and start
            and (text[start - 1].isascii() and text[start - 1].isalpha())
            and text[start - 1] not in "$"
        ):
            continue  # part of a code such as g60
        yield from _made(text, start, end, parts, more)


def _is_han(part: numerals.Part) -> bool:
    return isinstance(part, str)


def _part(match: re.Match[str]) -> numerals.Part:
    if match["literal"]:
        return Decimal(match["literal"].replace(",", "").replace(" ", ""))
    return match["han"].replace("〇", "零")


def _made(text: str, start: int, end: int, parts: list[numerals.Part], more: bool) -> Iterator[Number]:
    bare = len(parts) == 1 and isinstance(parts[0], str) and set(parts[0]) <= set(_POWERS)
    try:
        value = _bare(str(parts[0])) if bare else numerals.mixed(parts)
    except ArithmeticError:
        value = None
    if value is None:
        # 三四十, 五六百: no number that is sure; its parts are none either.
        return
    value, end = _scaled(text, end, value, isinstance(parts[-1], Decimal))
    weak = isinstance(parts[0], str) and (bare or value < 10)
    weak = weak or _ORDINAL.search(text[max(0, start - 8) : start]) is not None
    if power := _PERCENT_BEFORE.search(text, max(0, start - 3), start):
        share = {"百": 2, "千": 3, "万": 4}[power[1]]
        yield Number(power.start(), end, (value.scaleb(-share), value), True, more)
    elif percent := _PERCENT.match(text, end):
        share = {"‰": 3, "成": 1}.get(percent[1], 2)
        yield Number(start, percent.end(), (value.scaleb(-share), value), True, more)
    elif times := _TIMES.match(text, end):
        yield Number(start, times.end(), (value, value - 1), True, more)
    else:
        yield Number(start, end, (value,), False, more, weak=weak)


def _scaled(text: str, end: int, value: Decimal, in_digits: bool) -> tuple[Decimal, int]:
    """A number with the English scale behind it, or two: 3.5 hundred million; a single letter only behind digits."""
    for _ in range(2):
        scale = _SCALE.match(text, end)
        if scale is None or (len(scale["scale"]) == 1 and not in_digits):
            break
        value = value * 12 if scale["scale"] == "dozen" else value.scaleb(_SCALES[scale["scale"]])
        end = scale.end()
    return value, end


def _bare(signs: str) -> Decimal | None:
    """亿 in 亿元以上, 万 in 万吨级: one of them."""
    power = sum(_POWERS[sign] for sign in signs)
    return Decimal(1).scaleb(power) if power <= 16 else None


def _spelt(text: str) -> Iterator[Number]:
    for match in _SPELT.finditer(text):
        words = re.findall(_WORD, match[0])
        article = match[0].startswith(("a ", "an ", "half a "))
        if article != (words[0] in _UNCOUNTED):
            # “a nine” is no nine, and “million” alone is none.
            continue
        value = _of_words(words)
        if match[0].startswith("half a "):
            value /= 2
        yield Number(match.start(), match.end(), (value,), weak=value < 2)


def _of_words(words: list[str]) -> Decimal:
    whole, part = 0, 0
    for word in words:
        value = _WORDS[word]
        if value == 100 or (value in (12, 20) and part and word in ("dozen", "score")):
            part = max(part, 1) * value
        elif value >= 1000:
            whole, part = whole + max(part, 1) * value, 0
        else:
            part += value
    return Decimal(whole + part)


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        pair = (match[2], match[1]) if match[1] else (match[3], match[4])
        upper, under = (
            Decimal(part) if part.isdecimal() else numerals.mixed([part.replace("〇", "零")]) for part in pair
        )
        if upper and under and upper < under and match[1] not in ("百", "千", "万"):
            yield Number(match.start(), match.end(), (upper / under,), True)


_ONE_IN = re.compile(
    rf"(?<![a-z0-9])({_WORD}|[0-9]{{1,3}}) (?:in|out of|of) (?:every )?({_WORD}|[0-9]{{1,3}})(?![a-z0-9])"
)


def _shares(text: str) -> Iterator[Number]:
    for match in _ONE_IN.finditer(text):
        upper, under = (int(word) if word.isdecimal() else _WORDS[word] for word in match.groups())
        if 0 < upper < under:
            yield Number(match.start(), match.end(), (Decimal(upper) / under,), True)
    for row in rows("shares"):
        for match in re.finditer(_alone(row["spelling"]), text):
            yield Number(match.start(), match.end(), (Decimal(row["value"]),), True, False, row["bound"], row["unit"])


def _alone(spelling: str) -> str:
    return rf"(?<![a-z]){re.escape(spelling)}(?![a-z])" if spelling.isascii() else re.escape(spelling)


def _with_shared_scale(text: str, found: list[Number]) -> list[Number]:
    """10-12亿元: the first end may mean what stands there, or share the second's scale."""
    made = list(found)
    for at, (one, two) in enumerate(pairwise(found)):
        between = text[one.end : two.start]
        if one.end > two.start or len(between) > 8 or not _RANGE.fullmatch(between or " "):
            continue
        if two.is_share and not one.is_share:
            factor = (two.values[0] / two.values[-1]) if two.values[-1] else Decimal(1)
        else:
            piece = _PIECE.match(text, two.start)
            digits = _part(piece) if piece else ""
            if not isinstance(digits, Decimal) or not digits:
                continue
            factor = two.values[0] / digits
        if factor != 1:
            values = (*one.values, *(value * factor for value in one.values))
            made[at] = replace(one, values=values, is_share=one.is_share or two.is_share, other_end=two.end)
    return made
