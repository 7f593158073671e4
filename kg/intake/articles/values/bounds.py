"""The bound that the words around a number set: 约, 不少于, more than, or more."""

from __future__ import annotations

import re
from functools import cache

from kg.intake.articles.values.words import rows
from kg.notations.tables import table

#: Counting words of Chinese.
COUNTING = "家个名位所项场次份座条件只辆套处户间张批起届期宗种类款"
#: What may stand between the words of a bound and the number.
_LED_IN = (
    r"(?:\s?(?:人民币|美元|欧元|rmb|us\$|hk\$|usd|eur|cny|gbp|[$€£¥]|的|了|为|达到|达|有|至|到|是|"
    r"a total of|the|an?|some|to|of|its|these|those)\s?)*\s?$"
)
_LATER = re.compile(r"[a-z ,]{0,30}?\b(or more|and above|or above|or so|or fewer|or less|at least|at most)\b")


def bounds(ahead: str, behind: str, length: int, more: bool) -> tuple[str, ...]:
    """The bounds that a number may have by the words around it; ``exact`` where there are none.

    Args:
        ahead: what stands before the number, in one width and case.
        behind: what stands behind it and its scale.
        length: how much of that is its unit.
        more: whether the number itself has 余 or 多 in it.
    """
    if more or behind[:1] in ("余", "多"):
        return ("moreThan",)
    if behind[:1] == "+":
        return ("atLeast", "moreThan")
    found = next((bound for pattern, bound in _ahead() if pattern.search(ahead)), "")
    rest = re.sub(rf"^\s?[{COUNTING}]?[\u4e00-\u9fff]{{0,5}}?(?=(?:及|或)?以[上下内]|左右|上下)", "", behind[length:])
    later = _LATER.match(rest)
    for pattern, bound in _behind():
        if pattern.match(rest) or (later and not found and pattern.match(later[1])):
            return tuple(dict.fromkeys((bound, *found.split())))
    return tuple(found.split()) or ("exact",)


@cache
def _ahead() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each bound's words before a number, the longest first."""
    found = [
        *_spelt("before"),
        *((spelling, row["bound"]) for row in rows("bounds") for spelling in row["words"].split("|")),
    ]
    found.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(f"{_alone(word)}{_LED_IN}"), bound) for word, bound in found)


@cache
def _behind() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each bound's words behind a number, the longest first."""
    found = sorted(_spelt("behind"), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\s?{re.escape(word)}(?![a-z])"), bound) for word, bound in found)


def _spelt(kind: str) -> list[tuple[str, str]]:
    listed = (row for row in table("words.csv") if row["kind"] == kind)
    return [(spelling, row["said"]) for row in listed for spelling in row["spellings"].split("|")]


def _alone(word: str) -> str:
    return rf"(?<![a-z]){re.escape(word)}" if word.isascii() and word[0].isalpha() else re.escape(word)
