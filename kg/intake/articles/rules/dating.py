"""The day of what happened where, or on the day when, the sentence before did: 4月8日，论坛召开。会上，…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.intake.articles.model import Span
from kg.intake.articles.rules.staging import Since, is_of_setting_up
from kg.intake.articles.rules.words import CHINESE
from kg.notations import Period, Read

#: A line that says when a page was put up, by whom, and how often it was read.
_PUT_UP = re.compile(
    r"(?:发布|更新|发稿|刊发|时间|日期|来源|作者|编辑|浏览|阅读)[^，。；]{0,6}：|[0-9]{1,2}:[0-9]{2}|"
    r"\b(?:published|updated|posted|last modified)\b|\| ?[0-9]"
)
#: What a sentence begins with that tells of what happened at what the one before told of; 会后, 随后 only say later.
_THERE = {
    CHINESE: re.compile(
        "会上|会议(?:上|期间|现场)|仪式上|(?:签约|启动|揭牌|开幕)仪式上?|活动(?:上|中|现场|期间)|现场|期间|论坛上|推介会上|"
        "座谈会?上|会谈中|当场"
    ),
    "en": re.compile(
        r"\W*(?:(?:at|during|on the sidelines of) (?:the|this|that) (?:[a-z-]+ )?"
        r"(?:ceremony|meeting|event|forum|summit|signing|visit|conference|talks|session)|there),? "
    ),
}
#: What says that something was done on the day that was told last.
_SAME_DAY = {
    CHINESE: re.compile("当[天日]|同[日天]"),
    "en": re.compile(r"\b(?:(?:on )?(?:the|that) (?:very )?same day|(?:later )?that day)\b"),
}
#: What people sign something at.
_OCCASION = {
    CHINESE: re.compile(
        "会议|[大年例峰晤盟览洽谈见介接席]会|招商会|会[谈见晤]|论坛|仪式|活动|访问|来访|到访|考察|调研|举[行办]|召开|开幕"
    ),
    "en": re.compile(
        r"\b(?:ceremony|meeting|event|forum|summit|signing|visit(?:ed|s)?|conference|talks|session|fair|expo|"
        r"festival|congress|held|hosted|met|convened|gathered|opened)\b"
    ),
}
#: How far from its beginning a sentence says when all of it happened.
_HEAD = {CHINESE: 6, "en": 14}
#: What stands beside a day in a clause that only says when the others happened.
_BESIDE_DAY = {
    CHINESE: re.compile(
        "(?:上午|中午|下午|傍晚|晚上?|凌晨|当地时间|星期[一二三四五六日天]|周[一二三四五六日末]|[于在（）() ])*"
    ),
    "en": re.compile(r"(?:\b(?:on|early|late|the|morning|afternoon|evening|of|[a-z]+day)\b|\W)*"),
}
_COMMA = re.compile("[，,；;:：]")


@dataclass(frozen=True, slots=True)
class TheDay:
    """The only day that a sentence tells.

    Attributes:
        since: the day.
        is_of_occasion: whether something was held then at which people may sign.
    """

    since: Since
    is_of_occasion: bool


def day_there(alike: str, sentence: Span, language: str, told: TheDay | None) -> Since | None:
    """The day of a whole sentence that says it happened where the one before did, or on that day.

    Args:
        alike: the whole text as names are compared.
        sentence: the sentence.
        language: ``zh`` or ``en``.
        told: the day that the one before told.
    """
    if told is None:
        return None
    if told.is_of_occasion and _THERE[language].match(alike, sentence.start, sentence.end):
        return told.since
    begins = _SAME_DAY[language].search(alike, sentence.start, min(sentence.end, sentence.start + _HEAD[language]))
    return told.since if begins else None


def is_same_day(alike: str, clause: Span, language: str) -> bool:
    """Whether a clause says that it happened on the day that was told before: 两市同日签订协议.

    Args:
        alike: the whole text as names are compared.
        clause: where the clause stands in it.
        language: ``zh`` or ``en``.
    """
    return _SAME_DAY[language].search(alike, clause.start, clause.end) is not None


def day_of(
    alike: str,
    sentence: Span,
    language: str,
    days: Sequence[tuple[Span, Read[Period]]],
    published: date,
    told: TheDay | None,
) -> TheDay | None:
    """The day on which what follows a sentence happened, if that says so.

    It is the only day of the sentence; without any it is that of the one before, if the sentence happened there.
    A longer time, a second day, or that something was set up then leave it open.

    Args:
        alike: the whole text as names are compared.
        sentence: the sentence.
        language: ``zh`` or ``en``.
        days: the days and periods in it.
        published: the day of publication.
        told: the day that the one before told.
    """
    if _PUT_UP.search(alike, sentence.start, sentence.end):
        return None
    if not days:
        return told if day_there(alike, sentence, language, told) is not None else None
    single: set[tuple[date, Span]] = set()
    for span, read in days:
        period = read.value
        if period is not None and period.start is not None and period.start == period.end and period.start <= published:
            single.add((period.start, span))
    if len({day for day, _ in single}) != 1 or len(single) != len(days):
        return None
    day, span = min(single, key=lambda one: one[1])
    if is_of_setting_up(alike, span, sentence.end, language):
        return None
    return TheDay(Since(day, "day", "resolved", span, of=span), _is_of_occasion(alike, sentence, language, span))


def _is_of_occasion(alike: str, sentence: Span, language: str, day: Span) -> bool:
    """Whether a day is that of an occasion: one of its clause, or of those that it leads."""
    cuts = [match.start() for match in _COMMA.finditer(alike, sentence.start, sentence.end)]
    start = max((at + 1 for at in cuts if at < day.start), default=sentence.start)
    end = min((at for at in cuts if at >= day.end), default=sentence.end)
    leads = _BESIDE_DAY[language].fullmatch(alike[start : day.start] + alike[day.end : end]) is not None
    return _OCCASION[language].search(alike, start, sentence.end if leads else end) is not None
