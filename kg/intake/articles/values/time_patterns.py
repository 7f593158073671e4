"""How words of time are written in Chinese and in English, the longest forms first."""

from __future__ import annotations

import re

from kg.intake.articles.values import time_words as words
from kg.notations.points import MONTHS

_HAN = "〇零一二三四五六七八九十"
_TO = r"\s?(?:-|–|—|~|至|到|to|through|until|and)\s?"
_YEARS = "(?:19|20)[0-9]{2}"
_Y = rf"(?P<y>{_YEARS}\s?年|[一二][〇零一二三四五六七八九]{{3}}年|今年|去年|明年|前年|后年|上年|本年|当年)"
_IN_Y = rf"(?:{_Y}\s?的?)?"
_M = rf"(?P<m>[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s?月"
_D = rf"(?P<d>[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s?[日号]"
_TWO = rf"[0-9]{{1,2}}|[{_HAN}]{{1,2}}"
_MONTH = rf"(?:{'|'.join(sorted(map(re.escape, MONTHS), key=len, reverse=True))})"
_EN_YEAR = rf"(?P<y>{_YEARS}|last year|this year|next year|the previous year|the same year)"
_OF_YEAR = rf"(?:(?:,? of| in|,)? (?P<z>{_YEARS}|last year|this year|next year))?"
_SOME = r"two|three|four|five|six|seven|eight|nine|ten|eleven|[0-9]{1,2}"
_SINCE = r"(?:(?P<part>since|from|by the end|end|beginning|start)(?: of)? )?"
_TH = "(?:st|nd|rd|th)?"
_NO_MORE = "(?![0-9a-z])"

_CHINESE: tuple[tuple[str, words.Maker], ...] = (
    (rf"{_IN_Y}{_M}\s?{_D}?{_TO}(?:(?P<n>[0-9]{{1,2}})月)?(?P<e>[0-9]{{1,2}})[日号]", words.days),
    (rf"{_IN_Y}{_M}\s?{_D}", words.day),
    (rf"{_IN_Y}(?P<a>{_TWO})月?份?{_TO}(?P<b>{_TWO})月份?", words.between_months),
    (rf"{_IN_Y}前(?P<q>{_TWO}|两)个月", words.first_months),
    (rf"{_IN_Y}前(?P<q>[23二两三])个?季度?", words.first_quarters),
    (rf"{_IN_Y}第?(?P<q>[1-4一二三四])季度?(?!节)", words.quarter),
    (rf"{_IN_Y}(?P<h>[上下])半年", words.half),
    (rf"{_IN_Y}{_M}份?(?P<part>底|末|初|上旬|中旬|下旬|起|以来)?", words.month),
    (
        rf"(?<![0-9])(?P<a>{_YEARS})年?(?:-|–|—|~|至|到|/| to | through )(?P<b>{_YEARS}|[0-9]{{2}})(?:年|(?![0-9]))",
        words.between_years,
    ),
    ("今年以来|年初以来|今年至今|开年以来", words.so_far),
    (rf"{_Y}(?P<part>年?底|年?末|年?初|以来|起|开始)?", words.year),
    ("全年|年内|年底|年末|本年度|当年", words.whole_year),
    (r"[“\"]?(?P<n>十[一二三四五六])五[”\"]?(?=[规期时末,”\"])", words.five_years),
    (rf"(?P<way>近|过去|未来|今后)\s?(?P<n>{_TWO}|两)\s?年", words.some_years),
    (r"(?P<w>上|本|下|当)(?:个)?月(?P<part>底|末)?(?:(?P<d>[0-9]{1,2})[日号])?", words.relative_month),
    (r"(?<![月0-9])(?P<d>[0-9]{1,2})日(?!元)", words.day_of_month),
    ("(?P<w>昨)(?:[天日晚午])?|(?P<v>前|今|明)[天日](?!起)", words.days_ago),
    (rf"(?P<n>{_TWO}|两)个?(?P<u>年|月|周|星期|天|日)(?:多)?(?:以)?前", words.some_time_ago),
    ("(?P<part>年初)", words.year),
    ("(?:上|本|这|下)?(?:周|星期)(?P<w>[一二三四五六日天])", words.weekday),
    ("(?P<w>上|本|下)个?周末?", words.week),
    ("目前|当前|截至目前|截至当前|至今|迄今|日前|近日|最近|现在|如今|眼下", words.now),
)
_ENGLISH: tuple[tuple[str, words.Maker], ...] = (
    (rf"between (?P<a>{_YEARS}) and (?P<b>{_YEARS})", words.between_years),
    ("so far this year|this year so far|since the (?:start|beginning) of (?:the|this) year|year to date", words.so_far),
    (rf"\b(?P<way>past|last|next|coming)\s?(?P<n>{_SOME}) years", words.some_years),
    (r"\b(?P<w>last|this|next|previous) month\b", words.relative_month),
    (rf"\b(?P<n>a|an|one|{_SOME}) (?P<u>year|month|week|day)s? ago\b", words.some_time_ago),
    (r"\b(?P<w>yesterday|today|tomorrow)\b", words.days_ago),
    (rf"\b(?:on )?(?:last |this |next )?(?P<w>{'|'.join(words.WEEKDAYS)})\b", words.weekday),
    (r"\b(?P<w>last|this|next) week(?:end)?\b", words.week),
    (r"\b(?:at|over|on) the (?P<w>weekend)\b", words.week),
    (r"to date|\bcurrently\b|at present|\bso far\b|\brecently\b|\bnow\b|until now", words.now),
    (
        rf"\b(?:between |from )?(?P<a>{_MONTH})\.?{_TO}(?P<b>{_MONTH})\.?(?:,? (?:of )?{_EN_YEAR})?\b",
        words.between_months,
    ),
    (rf"\b(?:the )?(?P<h>first|second)[ -]half(?: of)?{_OF_YEAR}(?: the year)?", words.half),
    (rf"\b(?:the )?(?P<q>first|second|third|fourth|last) quarter{_OF_YEAR}", words.quarter),
    (rf"\bq(?P<q>[1-4]){_OF_YEAR}", words.quarter),
    (rf"\b(?:the )?first (?P<q>two|three) quarters{_OF_YEAR}", words.first_quarters),
    (rf"\b(?:the )?first (?P<q>{_SOME}) months{_OF_YEAR}", words.first_months),
    (rf"\b(?P<d>[0-9]{{1,2}}){_TH}(?: of)? (?P<m>{_MONTH})\.?(?:,? {_EN_YEAR})?{_NO_MORE}", words.day),
    (rf"\b{_SINCE}(?P<m>{_MONTH})\.? (?P<d>[0-9]{{1,2}}){_TH}(?![0-9])(?:,? {_EN_YEAR})?{_NO_MORE}", words.day),
    (rf"\b{_SINCE}(?P<m>{_MONTH})\.?(?:,?(?: of)? {_EN_YEAR})?{_NO_MORE}", words.month),
    (
        rf"\b(?:(?P<part>since|from|by the end|by|end|late|beginning|start)(?: of)? )?{_EN_YEAR}(?![0-9a-z%])",
        words.year,
    ),
    (r"\b(?:the )?(?P<part>end)(?: of)? (?:the|this) year", words.year),
    (r"\bthis(?: calendar)? year\b|\bthe current year\b|\bthe whole year\b", words.whole_year),
)
#: Each pattern with what makes spans of what it matches; where two match, the first counts.
PATTERNS = tuple((re.compile(pattern), made) for pattern, made in (*_CHINESE, *_ENGLISH))
#: What stands before the day up to which something is counted.
UNTIL = re.compile(r"(?:截至|截止到?|到|至|as of|as at|by|until|up to|by the)\s?(?:the )?$")
#: Words that name a year.
YEAR = re.compile(rf"(?<![0-9]){_YEARS}(?:年|(?![0-9年]))|今年|本年|去年|上年|明年|前年|this year|last year|next year")
#: A year right before a noun or its verb that tells which one is meant: the 2022 partnership, 2022年签署的协议.
_THE = re.compile(r"\b(?:the|a|an|its|their|this|that|earlier|original|previous) $")
_NOUN = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:partnership|agreement|deal|pact|contract|accord|memorandum|treaty|protocol|scheme|"
    r"programme|program|plan|fair|summit|forum|charter|framework|arrangement|edition|census|budget)s?\b"
)
_SIGNED_THEN = re.compile("[^，。；,;0-9]{0,6}(?:签订|签署|签约|达成|订立|缔结|建立|成立|启动)的")


def is_attribute(text: str, start: int, end: int) -> bool:
    """Whether a year only tells which agreement or fair is meant, and so is no day of what is said.

    Args:
        text: in one width and case.
        start: where the year begins.
        end: where it ends.
    """
    if re.fullmatch(_YEARS, text[start:end]):
        return bool(_THE.search(text[max(0, start - 12) : start]) and _NOUN.match(text, end))
    return text[start:end].endswith("年") and _SIGNED_THEN.match(text, end) is not None
