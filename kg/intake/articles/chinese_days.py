"""Dates and spans of time in Chinese prose, written out so that ``kg.notations`` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from kg.intake.articles.model import Span
from kg.intake.articles.publishing import Publishing, is_to_come
from kg.notations import Period, Read, period

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y = r"(?<![0-9])(?:19|20)[0-9]{2}|(?<![零一二三四五六七八九十])[一二][零一二三四五六七八九]{3}"
_TO = r" ?(?:-{1,2}|—|——|~|～|至|到) ?"
_NO_PART = r"(?![心学国小期间部央标药医部枢场])"
_PART = rf"(?:[初底末]|中{_NO_PART})"
_RELATIVE = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上一年度": -1, "上一年": -1, "上年度": -1, "上年": -1, "前年": -2,
    "明年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_YEAR = (
    rf"(?:(?P<y>{_Y}) ?年(?!代|轻|龄|产|级|会|报|薪|检|均)度?|"
    rf"(?<![以之产前])(?P<ry>{'|'.join(_RELATIVE)})(?!同期|产|均|纳))"
)

#: What may follow a year, or stand alone: the parts of a year.
_MONTHS = rf"(?P<m1>{_MONTH}) ?(?:月份?)?{_TO}(?P<m2>{_MONTH}) ?月份?"
_DAYS = rf"(?P<dm>{_MONTH}) ?月 ?(?P<d1>{_DAY}) ?[日号]?{_TO}(?:(?P<dm2>{_MONTH}) ?月 ?)?(?P<d2>{_DAY}) ?[日号]"
_ONE_DAY = rf"(?P<m>{_MONTH}) ?月 ?(?P<d>{_DAY}) ?[日号]"
_ONE_MONTH = rf"(?P<mm>{_MONTH}) ?月(?:份(?!额))?(?P<mp>[上中下]旬|{_PART})?"
_QUARTER = r"第?(?P<q>[一二三四1-4])季度|前(?P<qs>[二三两23])个?季度"
_HALF = r"(?P<half>[上下])半年"
_FIRST_MONTHS = rf"[前头](?P<fm>{_MONTH}) ?个月"
_WITHIN = rf"{_DAYS}|{_MONTHS}|{_ONE_DAY}|{_ONE_MONTH}|{_QUARTER}|{_HALF}|{_FIRST_MONTHS}"
_SIDES = (
    r"(?P<behind>以来|之前|以前|前(?![后二三两23四五六沿景期来往提置])|之后|以后|后(?![台勤期续备发])|起(?![来步点草源初])"
    r"|开始|至今(?!年))?"
)
_AHEAD = (
    r"(?P<ahead>截至|截止到?|(?<![得受直遇感赶找看年月日号度底初末旬])到(?=[0-9二今明去])|"
    r"自|从|(?<![年月日号度底初末旬])至(?=[0-9二今明去]))?"
)

_YEARS = re.compile(rf"(?:自|从)?(?P<y1>{_Y}) ?年?{_TO}(?P<y2>{_Y}|[0-9]{{2}}(?=年)) ?年(?!代)度?(?:间|期间)?")
_FULL_SPAN = re.compile(
    rf"(?:自|从)?(?P<left>(?:{_Y}) ?年 ?(?:{_MONTH}) ?月(?: ?{_DAY} ?[日号])?){_TO}"
    rf"(?P<right>(?:(?:{_Y}) ?年 ?)(?:{_MONTH}) ?月(?: ?{_DAY} ?[日号])?)"
)
_WITH_YEAR = re.compile(rf"{_AHEAD}{_YEAR}(?:年?(?P<part>{_PART})|年?全年|内|,? ?(?:的)?(?:{_WITHIN}))?{_SIDES}")
_WITHOUT_YEAR = re.compile(
    rf"(?<![0-9零一二三四五六七八九十年.])(?P<ahead>截至|截止到?|自|从)?"
    rf"(?:(?:{_WITHIN})|(?P<bare>年[底末初]|年内|全年))"
    rf"(?![0-9个])(?!娥|季|饼|嫂|薪|供|租|息|刊|报|球|亮|光|票|均|度|子){_SIDES}"
)
_ISO = re.compile(
    r"(?<![0-9.,-])(?:19|20)[0-9]{2}([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12][0-9]|0?[1-9])(?![0-9.,]*[0-9])"
)
_DAY_ALONE = re.compile(
    r"(?<![0-9零一二三四五六七八九十月至到年~-])(?P<d>3[01]|[12][0-9]|[1-9]) ?日"
    r"(?=[,，、。;；讯电上下]|从|在|举|召|签|获|起|晚|,|与|和|宣|正|的?消息|由|到|前往|率|赴|揭|启|开|发|公|透|介)"
)
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PLAN = re.compile(rf"[“\"]?(?P<plan>{'|'.join(_PLANS)})[”\"]?(?:规划)?(?:时期|期间|以来|阶段)")
_NEAR = re.compile(
    r"(?P<so_far>(?:今年|年初)以来)|(?P<until>截[至止](?:目前|今日|今天|日前|发稿(?:时)?|当前|现在)(?:为止)?|迄今(?:为止)?)|"
    r"(?P<day>前天|前日|昨天|昨日|昨晚|昨(?=[上下]午)|今天|今日|今晨|今晚|明天|明日|后天)(?!新闻|晚报|头条|时报|日报)|"
    r"(?P<month>本月|当月|上月|上个月|下月|下个月)"
    r"(?: ?(?P<md>3[01]|[12][0-9]|[1-9]) ?[日号]|(?P<mpart>[初底末]|[上中下]旬))?|"
    r"(?P<week>本周|这周|上周|上星期|下周|下星期)(?:(?P<wd>[一二三四五六日天]))?|"
    r"(?P<quarter>本季度|上季度|上个季度)"
)
_AWAY = {"前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨": -1, "明天": 1, "明日": 1, "后天": 2}
_WEEKS = {"上周": -1, "上星期": -1, "下周": 1, "下星期": 1}
_MONTHS_AWAY = {"上月": -1, "上个月": -1, "下月": 1, "下个月": 1}

Found = tuple[Span, Read[Period]]


def found(alike: str, published: Publishing) -> Iterator[Found]:
    """The dates and spans of a text, in order, without overlaps.

    Args:
        alike: the text in one width, as ``matching`` has it.
        published: when it was published.
    """
    at = 0
    for match in _ANY.finditer(alike):
        if match.start() < at:
            continue
        for pattern, reading in _READINGS:
            start = match.start()
            one = pattern.match(alike, start)
            if one and one.end() > start and (read := reading(alike, one, published)) is not None:
                at = one.end()
                yield Span(start, at), read
                break


#: Where a date may begin.
_ANY = re.compile(r"(?<![0-9])[0-9]|[一二三四五六七八九十廿“\"截到自从至今去前明后来上下本当这昨年全第头迄]")


def _years(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    first, last = _digits(match["y1"]), _digits(match["y2"])
    last = first[:2] + last if len(last) == 2 else last
    return period(f"{first}年至{last}年")


def _full_span(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    return period(f"{match['left']}至{match['right']}")


def _iso(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    return period(match[0])


def _with_year(_: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    relative = match["ry"]
    year = published.day.year + _RELATIVE[relative] if relative else int(_digits(match["y"]))
    if not 1 <= year <= 9998:
        return None
    return _read(match, _written(match, year))


def _without_year(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    bare = match["bare"]
    deadline = (match["behind"] or "") in ("前", "之前", "以前")
    to_come = is_to_come(alike, match.start(), match.end()) or (deadline and not match["ahead"])
    if bare:
        early = published.day.month <= 2 and bare in ("年底", "年末") and not to_come
        year = published.day.year - early
        part = bare[1] if bare in ("年底", "年末", "年初") else ""
        return _read(match, f"{year}年{part}")
    return _read(match, _written(match, _inferred(match, published, to_come)))


def _inferred(match: re.Match[str], published: Publishing, to_come: bool) -> int:
    if match["q"] or match["half"]:
        first = (_number(match["q"]) - 1) * 3 + 1 if match["q"] else 7 if match["half"] == "下" else 1
        return published.year_of_span(first, to_come)
    if match["fm"] or match["qs"]:
        return published.year_of(_number(match["fm"]) or 3 * _number(match["qs"]), None, to_come)
    month = match["dm2"] or match["dm"] or match["m2"] or match["m"] or match["mm"]
    day = match["d2"] or match["d"]
    return published.year_of(_number(month), _number(day) if day else None, to_come)


def _written(match: re.Match[str], year: int) -> str:
    """The date with its year, as ``kg.notations`` reads it."""
    parts = match.groupdict()
    if parts["dm"]:
        second = f"{_number(parts['dm2'])}月" if parts["dm2"] else ""
        return f"{year}年{_number(parts['dm'])}月{_number(parts['d1'])}日至{second}{_number(parts['d2'])}日"
    if parts["m1"]:
        return f"{year}年{_number(parts['m1'])}月至{_number(parts['m2'])}月"
    if parts["m"]:
        return f"{year}年{_number(parts['m'])}月{_number(parts['d'])}日"
    if parts["mm"]:
        return f"{year}年{_number(parts['mm'])}月{parts['mp'] or ''}"
    if parts["q"]:
        return f"{year}年第{_number(parts['q'])}季度"
    if parts["qs"]:
        return f"{year}年前{_number(parts['qs'])}季度"
    if parts["half"]:
        return f"{year}年{parts['half']}半年"
    if parts["fm"]:
        return f"{year}年1月至{_number(parts['fm'])}月"
    return f"{year}年{parts.get('part') or ''}"


def _read(match: re.Match[str], written: str) -> Read[Period] | None:
    ahead, behind = match["ahead"] or "", match["behind"] or ""
    is_part = written[-1] in "初底末中旬"
    if ahead in ("截至", "截止", "截止到", "到", "至") or (behind in ("前", "之前", "以前") and is_part):
        return period(f"截至{written}")
    if behind in ("以来", "起", "开始", "至今"):
        return period(f"{written}以来") if "至" not in written else None
    if ahead in ("自", "从"):
        return period(f"自{written}") if "至" not in written else period(written)
    return period(written + {"前": "之前", "后": "之后"}.get(behind, behind))


def _day_alone(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    day = int(match["d"])
    to_come = is_to_come(alike, match.start(), match.end())
    away = 1 if to_come and day < published.day.day else -1 if not to_come and day > published.day.day else 0
    year, month = published.month(away)
    return period(f"{year}年{month}月{day}日")


def _plan(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    first = _PLANS[match["plan"]]
    return Read(Period(date(first, 1, 1), date(first + 4, 12, 31), "year"))


def _near(_: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    if match["so_far"]:
        return Read(published.so_far())
    if match["until"]:
        return Read(published.until_now())
    if match["day"]:
        return Read(published.days(_AWAY.get(match["day"], 0)))
    if match["month"]:
        year, month = published.month(_MONTHS_AWAY.get(match["month"], 0))
        rest = f"{match['md']}日" if match["md"] else match["mpart"] or ""
        return period(f"{year}年{month}月{rest}")
    if match["week"]:
        week = published.week(_WEEKS.get(match["week"], 0))
        if match["wd"] and week.start:
            days = ["一二三四五六日".index("日" if match["wd"] == "天" else match["wd"])]
            day = week.start.toordinal() + days[0]
            return Read(Period(date.fromordinal(day), date.fromordinal(day), "day"))
        return Read(week)
    quarter = (published.day.month - 1) // 3 + (0 if match["quarter"] == "上季度" or "上" in match["quarter"] else 1)
    year = published.day.year - (quarter == 0)
    return period(f"{year}年第{quarter or 4}季度")


def _digits(text: str) -> str:
    return "".join(str(_DIGITS[sign]) if sign in _DIGITS else sign for sign in text)


def _number(text: str | None) -> int:
    """A number up to 39, in digits or in Chinese."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十")
    if "十" not in text:
        return _DIGITS[text]
    tens, _, ones = text.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


_READINGS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], Publishing], Read[Period] | None]], ...] = (
    (_NEAR, _near),
    (_FULL_SPAN, _full_span),
    (_YEARS, _years),
    (_ISO, _iso),
    (_WITH_YEAR, _with_year),
    (_WITHOUT_YEAR, _without_year),
    (_PLAN, _plan),
    (_DAY_ALONE, _day_alone),
)
