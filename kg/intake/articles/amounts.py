"""Amounts of money, counts and shares in running text, with where they stand.

A number is found, and what stands before it that belongs to it; ``kg.notations`` reads what that begins with. What is a
date, an ordinal or a rate of growth is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.intake.articles import counted, english_numbers, shares
from kg.intake.articles.model import Span
from kg.intake.articles.normal import matching
from kg.notations import Beginning, Hints, Quantity, Read, beginning
from kg.notations.tables import table

#: In running text a point between digits is a decimal point, in both languages.
_HINTS = Hints(decimal_comma=False)
_HAN_DIGITS = "零一二两三四五六七八九十廿卅"
_HAN_SCALES = "百千万亿"
_NUMBER = re.compile(
    rf"[0-9]|百分之|千分之|万分之|[{_HAN_DIGITS}{_HAN_SCALES}]"
    rf"|(?<![a-z'-])(?:a (?:hundred|dozen)|half a|{english_numbers.WORDS})(?![a-z])"
)
#: How far a text is looked at, either way from a number.
_BEFORE, _BEHIND = 40, 80
#: How long what is read as one amount is at most, from its number on.
_LONGEST = 44

#: What stands for a bound before a scale alone: 上千, 过百.
_RAISED = {"上": "atLeast", "过": "moreThan", "破": "moreThan"}


#: Words that end as a bound does: 签约12个, 最近3家, 通过百家.
_NO_BOUND = {
    "约": "签条合公契预节制特邀立履违相誓商解毁失集",
    "近": "最附临靠邻毗亲新",
    "超": "赶",
    "上": "以网海线",
    "过": "通经超不路难",
}


def _alternatives(kind: str) -> Iterator[str]:
    rows = (row for row in table("words.csv") if row["kind"] == kind)
    for spelling in sorted((one for row in rows for one in row["spellings"].split("|")), key=len, reverse=True):
        word = spelling[0].isascii() and spelling[0].isalpha()
        other = f"(?<![{_NO_BOUND[spelling]}])" if spelling in _NO_BOUND else ""
        yield rf"(?<![a-z]){re.escape(spelling)} " if word else rf"{other}{re.escape(spelling)} ?"


_CURRENCY = (
    r"(?:(?<![a-z])(?:(?:us|hk|nt|nz|ca|cn|jp|rmb|u\.s\.) ?|[acs])?[$€£¥]|"
    r"(?<![a-z])(?:usd|cny|rmb|eur|gbp|jpy|hkd|sgd|aud|cad|chf|krw|inr|twd|nzd|rub|pkr|lkr|npr|mur|kes|ngn|zar|"
    r"myr|php|thb|idr|vnd|aed|sar|qar|brl|mxn|pln|sek|nok|dkk|czk|huf|ils|egp|bdt|ghs|ugx|tzs|kzt|rs\.?)|[₹₦₩₱₫₺₽₴]|人民币|港币|美金)"
)
#: A bound, and a currency, right before a number, in either order.
_BOUND = rf"(?:{'|'.join(_alternatives('before'))}|(?<![a-z])between )(?:了|有|为|达到?|a total of |a )?"
_PREFIX = re.compile(rf"(?:{_BOUND})?(?:{_CURRENCY} ?)?\Z")

#: Behind a number, what makes it a date, an ordinal, a rank, a voltage.
_NO_AMOUNT_BEHIND = re.compile(
    r" ?(?:年|月|日(?!元|圆)|号|时|点(?![零一二三四五六七八九])|秒|世纪|届|期|周|星期|天|岁|楼|路|线|倍|强|级|度|股|版"
    r"|代|维|次方|千伏|kv|g(?![a-z])|个?百分点|percentage point|个月|个小时|个工作日|个交易日|个季度|个年头|个百分|"
    r"th\b|st\b|nd\b|rd\b|[-:/]\s?[0-9]|[ap]\.?m\b|o'clock|"
    r"(?:consecutive |more |straight )?(?:years?|months?|weeks?|days?|decades?|hours?|centur|quarters?|seconds?|times)"
    r"\b|-(?:year|month|day|week|hour|storey|story|lane|strong|fold|point|star|step))"
)
#: Before a number, what makes it one of a row.
_NO_AMOUNT_BEFORE = re.compile(
    r"(?:第|[a-z0-9][+-]|(?<![a-z])(?:no\.?|number|phase|article|route|chapter|section|level|grade|line|room|block|berth|"
    r"gate|class|type|version|page|tel\.?|part|unit|vision|agenda|highway|annex|stage|zone|terminal|act|law|item|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)) ?\Z"
    r"|[a-z]\Z|[0-9][.,:]\Z|(?:one|two|three|four|five|nine|[0-9]) (?:in|out of) (?:every )?\Z"
)
#: Before a share, or a sum with what it is compared with: how much it grew.
_GROWTH_BEFORE = re.compile(
    r"(?:增长|下降|上升|提高|增加|减少|回落|增幅|降幅|涨幅|跌幅|增速|降低|上涨|下跌|提升|攀升|增收|多|少)"
    r"(?:率|额|值|量)?(?:了|达到?|为|约|近|超过?|逾)*\Z"
    r"|(?:up|down|rose|risen|rising|grew|grown|growing|fell|fallen|increased?|increasing|decreased?|jumped|climbed|"
    r"surged|gained|expanded|shrank|growth|rise|increase|drop|decline|fall|decrease)"
    r"(?: (?:by|of|about|around|nearly|almost|some|over|more than|rate|an?))*(?: average of)? ?\Z"
)
_COMPARED = re.compile(r"同比|环比|比上年|比去年|较上年|较去年|比同期")
_GROWTH_BEHIND = re.compile(
    r",? ?(?:year[- ]on[- ]year|year[- ]over[- ]year|month[- ]on[- ]month|growth|increase|rise|decline|drop|faster|"
    r"higher|lower|的?(?:增长|增速|增幅|降幅|涨幅))"
)
_NOT_TENTHS = re.compile("[立为功果员都本长就交年分品效套型]")
_RANGE = re.compile("(?<=[0-9千万亿元])(?<!—)—(?=[0-9])")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}(?![0-9,.])")


def amounts(text: str) -> tuple[tuple[Span, Read[Quantity]], ...]:
    """The amounts, counts and shares that a text states, in order.

    A passage has the bound that belongs to it: 约3亿元, more than 20 firms. Where the unit of a count is told by the
    noun beside it (项目17个, 12 new projects), the value has it. A rate of growth (同比增长8%) is left out, and so is a
    number that nothing says of what it is.

    Args:
        text: an article's text, or a part of it.
    """
    # Between numbers, a dash of one sign is that of a range: 10亿—12亿元.
    alike = _RANGE.sub("-", matching(text))
    found = []
    last = 0
    for match in _NUMBER.finditer(alike):
        if match.start() < last:
            continue
        one = _amount(alike, match.start(), last)
        if one is not None:
            found.append(one)
            last = one[0].end
        else:
            last = max(last, _end_of_number(alike, match))
    taken = {place for span, _ in found for place in range(span.start, span.end)}
    found += [one for one in shares.found(alike) if not taken.intersection(range(one[0].start, one[0].end))]
    return tuple(sorted(found, key=lambda one: one[0]))


_SAME_NUMBER = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[{_HAN_DIGITS}{_HAN_SCALES}]+")


def _end_of_number(alike: str, match: re.Match[str]) -> int:
    whole = _SAME_NUMBER.match(alike, match.start())
    return whole.end() if whole else match.end()


def _amount(alike: str, at: int, last: int) -> tuple[Span, Read[Quantity]] | None:
    reach = max(last, at - _BEFORE)
    before = alike[reach:at]
    if _NO_AMOUNT_BEFORE.search(alike, max(0, at - _BEFORE), at):
        return None
    prefix = _PREFIX.search(before)
    start = reach + prefix.start() if prefix else at
    bound = "" if start < at else _raised(alike, at)
    written, rest = _as_digits(alike, at)
    found = beginning(alike[start:at] + written + alike[rest : rest + _LONGEST], _HINTS)
    shift = rest - at - len(written)
    if found is None or found.end + start + shift <= at:
        return None
    if bound:
        start = at - 1
        found = replace(found, read=_bounded(found.read, bound), kinds=found.kinds | {"before"})
        shift += 1
    end = found.end + start + shift
    said = counted.counted(alike, Span(start, end), found)
    span = Span(start, said.end if said else end)
    if not _is_amount(alike, span, at, found, said):
        return None
    return span, _with_unit(found.read, said.unit if said else "")


def _raised(alike: str, at: int) -> str:
    """The bound of 上千, 过百 and 破亿, of which the number itself says no more than its scale."""
    sign = alike[at - 1 : at]
    if alike[at] not in _HAN_SCALES or alike[at - 2 : at - 1] in tuple(_NO_BOUND.get(sign, "")):
        return ""
    return _RAISED.get(sign, "")


_INTO_SCALE = re.compile(rf"([0-9]+(?:\.[0-9]+)?|[{_HAN_DIGITS}]+)个(?=[百千]?[万亿])")


_HALF = "half a "


def _as_digits(alike: str, at: int) -> tuple[str, int]:
    """What is read in a number's place, and where what it replaces ends: of a number in English words its digits, of
    百亿 一百亿, of 30个亿 30亿.
    """
    if alike[at].isascii() and alike[at].isalpha():
        if alike.startswith(_HALF, at):
            return "0.5", at + len(_HALF) - 1
        words = english_numbers.PATTERN.match(alike, at)
        value = english_numbers.value_of(words) if words else None
        return (str(value), words.end()) if words and value is not None else ("", at)
    if alike[at] in _HAN_SCALES and alike[at + 1 : at + 3] != "分之":
        return "一", at
    if into := _INTO_SCALE.match(alike, at):
        return into[1], into.end()
    return "", at


def _bounded(read: Read[Quantity], bound: str) -> Read[Quantity]:
    return replace(read, value=replace(read.value, bound=bound)) if read.value else read


def _is_amount(alike: str, span: Span, at: int, found: Beginning, said: counted.Counted | None) -> bool:
    """Whether a number is an amount: something says of what it is, and nothing that it is a date or a growth."""
    kinds = found.kinds
    if found.read.value is None and not (
        found.read.about == "currency" and re.search(r"[$¥£]|\brs\b|rupees", alike[span.start : span.end])
    ):
        return False
    behind = alike[span.end : span.end + _BEHIND]
    if _NO_AMOUNT_BEHIND.match(behind) and not {"currency", "percent", "leading percent"} & kinds:
        return False
    if "currency" in kinds and behind.startswith(("/", "级")):
        return False
    if not (
        kinds & {"currency", "unit", "percent", "leading percent"} or said or _is_bare_scale(alike, at, span, kinds)
    ):
        return False
    return not (
        _is_growth(alike, span, kinds, behind)
        or _is_wrong_share(alike, span, kinds, behind)
        or _is_year(alike, at, span, kinds)
        or _is_vague(alike, at, kinds, said)
    )


#: Signs of several currencies.
_SIGN = re.compile("[$¥£]|dollars?|pounds?")


def _is_bare_scale(alike: str, at: int, span: Span, kinds: frozenset[str]) -> bool:
    """Whether a number is so large that it is one without any unit too: 总投资3.5亿; 1.2 million."""
    if "scale" in kinds:
        return True
    return (
        (alike[at].isdecimal() or _INTO_SCALE.match(alike, at) is not None)
        and "run" in kinds
        and alike[span.end - 1 : span.end] in ("万", "亿")
    )


def _is_growth(alike: str, span: Span, kinds: frozenset[str], behind: str) -> bool:
    before = alike[max(0, span.start - _BEFORE) : span.start]
    grown = _GROWTH_BEFORE.search(before)
    if grown and (kinds & {"percent", "leading percent"} or _COMPARED.search(before[-14:])):
        return True
    if grown and grown[0].isascii() and re.search(r"\bby\b|\bof\b", grown[0]):
        return True
    return bool(kinds & {"percent", "leading percent"}) and bool(
        _GROWTH_BEHIND.match(behind) or _COMPARED.search(before[-6:])
    )


def _is_wrong_share(alike: str, span: Span, kinds: frozenset[str], behind: str) -> bool:
    """Whether 成 is no tenth: 3成立."""
    return "percent" in kinds and alike[span.end - 1] == "成" and _NOT_TENTHS.match(behind) is not None


def _is_year(alike: str, at: int, span: Span, kinds: frozenset[str]) -> bool:
    """Whether a number may be a year: in 2017 projects worth …"""
    return (
        _YEAR.match(alike, at) is not None
        and not kinds & {"currency", "percent", "scale", "run", "classifier", "before", "behind", "more"}
        and alike[span.end - 1].isascii()
    )


def _is_vague(alike: str, at: int, kinds: frozenset[str], said: counted.Counted | None) -> bool:
    """Whether Chinese numerals are a way of speaking: 一个, 三个方面, 百亿级; a count says of what."""
    if alike[at].isdecimal() or alike[at].isascii() or alike.startswith(("百分之", "千分之", "万分之"), at):
        return False
    if _INTO_SCALE.match(alike, at):
        return False
    whole = _SAME_NUMBER.match(alike, at)
    number = whole[0] if whole else ""
    if number[0] in _HAN_SCALES:
        return not {"before", "behind", "more"} & kinds
    if number == "一":
        return not kinds & {"currency", "percent"}
    if kinds & {"currency", "percent"} or set(number) & set("百千万亿"):
        return False
    return not (said and said.unit) and "unit" not in kinds


def _with_unit(read: Read[Quantity], unit: str) -> Read[Quantity]:
    if read.value is None or read.value.unit or not unit:
        return read
    return replace(read, value=replace(read.value, unit=unit))
