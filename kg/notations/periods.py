"""A day or a span in words: a point of time, a part of one, from one to another, or open on one side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from kg.nearest import folded
from kg.notations import calendars, foreign_days, numerals
from kg.notations.model import Hints, Period, Read
from kg.notations.plain import plain, without_value
from kg.notations.points import (
    CUT,
    FAR,
    FISCAL,
    MONTH,
    MONTHS,
    NO_DATE,
    NO_SUCH_DAY,
    NO_YEAR,
    SURE,
    Found,
    coarser,
    point,
    span,
)
from kg.text import Text

#: How many readings are proposed.
MOST = 3
#: What is longer is a sentence; dates in it are proposed.
_LONG = 80
_WEEKDAY = Text("The weekday is not that of the day.", "星期与日期不符。")
_ERA = Text("The era had no such year.", "该年号没有这一年。")
_OPEN = Text("It is not sure whether the date itself belongs to it.", "不确定是否包含该日期本身。")
_ORDER = Text("The span ends before it begins.", "结束早于开始。")
_SEVERAL = Text("The text can be cut into two dates in several ways.", "这段文字可有几种断法。")
_YEARS = Text("The second year has two digits.", "后一个年份只有两位。")
_ONGOING = Text("It begins and is not said to end.", "只有开始，未说明结束。")
_SEASON = Text("A season has no fixed days.", "季节没有固定的起止日。")
_WORD = Text(
    "The month may be a word of another language: write it in digits, 2020-10.",
    "该月名在其他语言中可能是普通的词：请用数字书写，如2020-10。",
)
_OF_TWO = Text("Two languages call two months so.", "该月名在两种语言中指不同月份。")
#: The middle of a year, which has no fixed days either: its sixth and seventh months are proposed.
MIDDLE = Text("The middle of a year has no fixed days.", "年中没有固定的起止日。")
#: Doubts of which no proposal says all that the text does: of 2018-02-30 its month, of a sentence a date in it.
_PARTLY = (MIDDLE, _WEEKDAY, _ERA, _ORDER, _SEASON, _WORD, NO_DATE, NO_SUCH_DAY, FAR, FISCAL)

_HAN = re.compile("[零一二三四五六七八九十廿卅]+|元(?=年)")
_YEAR_IN_HAN = re.compile("[一二][零一二三四五六七八九]{3}")
#: The numerals of cheques and contracts, and their plain ones.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_DOT = re.compile("(?<=[0-9]) ?[·・‧•∙⋅] ?(?=[0-9])")
_DATE_WORD = re.compile("[年月日号季旬]")
_WEEKDAYS = (
    (re.compile(r" ?[(\[]? ?(?:星期|周|礼拜)([一二三四五六日天]) ?[)\]]?"), tuple("一二三四五六日天")),
    # In brackets alone; those of Japanese and Korean sheets.
    (
        re.compile(r" ?[(\[](mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[)\]]$"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ),
    (re.compile(r" ?[(\[]([月火水木金土日])(?:曜日?)?[)\]]$"), tuple("月火水木金土日")),
    (re.compile(r" ?[(\[]([월화수목금토일])(?:요일)?[)\]]$"), tuple("월화수목금토일")),
    (
        re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|r|rs|urday)?\.?,? +(?=[0-9a-z])"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ),
)
_TIME = re.compile(
    r"(?<=[0-9日])(?:t|,? )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|utc|[+-][0-9]{2}:?[0-9]{2}))?$"
)
_HALF_DAY = re.compile("(?<=[日号]) ?(?:上午|下午|早上|晚上|中午|傍晚)$")
#: Two months of one year: 2017年8、9月.
_TWO_MONTHS = re.compile(r"(?<![0-9])(?P<a>[0-9]{1,2}) ?[、,] ?(?P<b>[0-9]{1,2})月份?间?$")
#: The eras: the year before the first, and the last year.
_ERAS = {"明治": (1867, 1912), "大正": (1911, 1926), "昭和": (1925, 1989), "平成": (1988, 2019), "令和": (2018, 2199)}
#: How many years before ours the Buddhist era begins.
_OF_BUDDHA = 543
#: How they are cut short before a whole date: H30.5.16, 令2.3.4.
_ERAS_SHORT = dict(zip("mtshr", _ERAS, strict=True)) | {era[0]: era for era in _ERAS}
_ERA_DATE = re.compile(
    rf"({'|'.join((*_ERAS, *_ERAS_SHORT))}) ?([0-9]{{1,2}}) ?"
    r"(?:([./-]) ?([0-9]{1,2})\3 ?([0-9]{1,2})|年 ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?|年)"
)
#: The eras in Latin letters, and those of other countries with what is added to their years.
_ERAS_LATIN = {"meiji": "明治", "taisho": "大正", "showa": "昭和", "heisei": "平成", "reiwa": "令和"}
_MINGUO = r"(?:中华)?(?:民国|民)|minguo|r\.?o\.?c\.?"
#: Before a year "be" alone is a word, and the end of others: "maybe 2560", "to be 2560".
_BUDDHIST_BEFORE = r"佛历|仏暦|(?<![a-z])(?:buddhist era|b\. ?e\.?|b ?e\.|^b ?e)"
_ERA_YEAR = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)}|(?:(?:中华)?民国)) ?(?P<y>[0-9]{{1,3}}) ?年"
    rf"|^(?P<latin>{'|'.join(_ERAS_LATIN)}|{_MINGUO}) ?(?P<of>[0-9]{{1,3}})(?![0-9])(?: ?年|,)?"
    rf"|(?:{_BUDDHIST_BEFORE}) ?(?P<thai>2[45][0-9]{{2}})(?![0-9])(?: ?年)?"
    rf"|(?<![0-9])(?P<thais>2[45][0-9]{{2}}) ?(?:b\.? ?e\.?)(?![a-z])"
)
_LEAD = re.compile(
    r"(?:(?:signed|dated|agreed|concluded|founded|established|launched|started|opened) )?(?:on|in) (?:the )?|"
    r"dated? ?:? |date ?: ?|(?:签约|签署|签订|成立|启动|起始|开始|结束)?(?:日期|时间|年份) ?[:,]? ?|"
    r"(?:于|在|公元|西元) ?|(?:a\.?d\.?|ce) "
)
_ABOUT = re.compile(r"(?:大约|约|circa|ca?\.|c|around|about|approx\.?|approximately|~) ?(?=[0-9a-z'])")
_ABOUT_BEHIND = re.compile(r" ?(?:左右|前后|许)$")

_TO = r" ?(?:-|~|至|到|to|until|till|through|thru) ?"
_PARTS_ZH = re.compile(
    r"(.+?年)(?:的)?(底|末|初|中|内|年底|年末|岁末|岁初|年初|年中)|(.+?(?:月|季度|半年))份?(底|末|初|中|上旬|中旬|下旬)"
)
#: A part of a year that is not said: 年初, 年底.
_PART_ALONE = re.compile("年(?:底|末|初|中)")
_PARTS_EN = re.compile(
    r"(?:at |in )?(?:the )?(early|mid|late|end|year-end|beginning|start|middle|autumn|fall|spring|summer|winter)"
    r"(?:[- ]of|-| in)?(?: the year)? ?(.+)"
)
_MIDDLES = frozenset(("mid", "middle", "中", "年中"))
#: Which side of a year or a month a word says.
_PART_OF = {
    **dict.fromkeys(("early", "beginning", "start", "初", "年初", "岁初", "上旬"), "start"),
    **dict.fromkeys(("late", "end", "year-end", "底", "末", "年底", "年末", "岁末", "下旬"), "end"),
}
_SEASONS = frozenset(("autumn", "fall", "spring", "summer", "winter"))

_BEFORE = re.compile(r"(?:before|prior to|earlier than|早于) (.+)|早于(.+)")
_UNTIL = re.compile(
    r"(?:until|till|by|up to|through|to|as of|as at|no later than|not later than) (.+)"
    r"|(?:截至|截止到?|直至|直到|至|到|不晚于) ?(.+)"
)
_SINCE = re.compile(
    r"(?:since|from|starting|starting in|as from|no earlier than) (.+?)(?: on| onwards?)?"
    r"|(?:自|从)(.+?)(?:起|以来|开始|至今)?|(.+?)(?:起|以来| onwards?| and after)"
)
_NOW = (
    r"(?:至今|今|现在|目前|长期|永久|无固定期限|present|now|today|ongoing|date|current|the present"
    r"|open[- ]ended|open|indefinite|permanent)"
)
_TILL_NOW = re.compile(rf"(?:from |自|从)?(.+?)(?: ?(?:-|~|至|到|to|until|till) ?{_NOW}| ?至今)")
_AFTER = re.compile(r"(?:after|later than) (.+)")
_BEFORE_ZH = re.compile(r"(.+?)(?:之前|以前|前)")
_AFTER_ZH = re.compile(r"(.+?)(?:之后|以后|后)")
_DASH = re.compile(r"(.+?) ?[-~]")
_FIRST_QUARTERS = re.compile(r"(?:([0-9]{4}) ?年? ?)?前([23])季度?|(?:([0-9]{4}) ?年? ?)?前([23])个季度")

_MON = rf"(?:{MONTH})\.?"
_TH = "(?:st|nd|rd|th)?"
_TWO = rf"(?P<a>[0-9]{{1,2}}){_TH}{_TO}(?P<b>[0-9]{{1,2}}){_TH}"
_M_D = "[0-9]{1,2}月[0-9]{1,2}"
_IN_YEAR = "(?:(?P<y>[0-9]{4}年) ?)?"
_ISO, _OF_ISO, _M_D_ISO = "[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", "(?P<y>[0-9]{4}-)", "[0-9]{2}-[0-9]{2}"
_Q = rf"q(?P<a>[1-4]){_TO}q(?P<b>[1-4])"
#: Spans of which one side is cut short: how each side is written in full.
_SHORT = tuple(
    (re.compile(pattern), left, right)
    for pattern, left, right in (
        # Intervals as ISO 8601 has them, of days or of months; of some the end is cut short: 2019-05-03/05.
        (rf"(?P<a>{_ISO}) ?/ ?(?P<b>{_ISO})", "{a}", "{b}"),
        (rf"{_OF_ISO}(?P<m>[0-9]{{2}}-)(?P<a>[0-9]{{2}}) ?/ ?(?P<b>[0-9]{{2}})", "{y}{m}{a}", "{y}{m}{b}"),
        (rf"{_OF_ISO}(?P<a>{_M_D_ISO}) ?/ ?(?P<b>{_M_D_ISO})", "{y}{a}", "{y}{b}"),
        (rf"{_IN_YEAR}(?P<a>[0-9]{{1,2}})月?份?{_TO}(?P<b>[0-9]{{1,2}})月份?", "{y}{a}月", "{y}{b}月"),
        (
            rf"{_IN_YEAR}(?P<m>[0-9]{{1,2}}月)(?P<a>[0-9]{{1,2}})[日号]?{_TO}(?P<b>[0-9]{{1,2}})[日号]",
            "{y}{m}{a}日",
            "{y}{m}{b}日",
        ),
        (rf"{_IN_YEAR}(?P<a>{_M_D})[日号]?{_TO}(?P<b>{_M_D})[日号]", "{y}{a}日", "{y}{b}日"),
        (rf"{_TWO} (?P<m>{_MON}),? (?P<y>[0-9]{{4}})", "{a} {m} {y}", "{b} {m} {y}"),
        (rf"(?P<m>{_MON}) {_TWO},? (?P<y>[0-9]{{4}})", "{a} {m} {y}", "{b} {m} {y}"),
        (rf"(?P<a>{_MON}){_TO}(?P<b>{_MON}),? (?P<y>[0-9]{{4}})", "{a} {y}", "{b} {y}"),
        (
            rf"(?P<a>[0-9]{{1,2}} {_MON}){_TO}(?P<b>[0-9]{{1,2}} {_MON}) (?P<y>[0-9]{{4}})",
            "{a} {y}",
            "{b} {y}",
        ),
        (
            rf"(?P<a>{_MON} [0-9]{{1,2}}){_TO}(?P<b>{_MON} [0-9]{{1,2}}),? (?P<y>[0-9]{{4}})",
            "{a}, {y}",
            "{b}, {y}",
        ),
        (
            rf"(?P<y>[0-9]{{4}}) ?年?[- ]?q?第?(?P<a>[1-4])(?:季度)?{_TO}q?第?(?P<b>[1-4])季度",
            "{y}q{a}",
            "{y}q{b}",
        ),
        (rf"(?P<y>[0-9]{{4}}) ?年?[- ]?{_Q}", "{y}q{a}", "{y}q{b}"),
        (rf"{_Q},? (?P<y>[0-9]{{4}})", "{y}q{a}", "{y}q{b}"),
    )
)
#: Two quarters in a row: Q2/Q3 2020.
_TWO_QUARTERS = re.compile(
    r"(?:(?P<y>[0-9]{4}) ?)?(?P<s>q) ?(?P<a>[1-4]) ?(?:/|and|&|\+) ?q? ?(?P<b>[1-4])(?(y)|,? (?P<z>[0-9]{4}))"
)
#: Two months in a row: May/June 2019.
_TWO_NAMED = re.compile(rf"(?P<a>{_MON}) ?(?:/|and|&) ?(?P<b>{_MON}),? (?P<y>[0-9]{{4}})")
_CUT_YEAR = re.compile(rf"([0-9]{{4}})(?:{_TO}|/)'?([0-9]{{2}})年?")
_DOTTED_MONTHS = re.compile(r"([0-9]{4})[./]([0-9]{1,2}) ?[-~] ?([0-9]{1,2})")
_SEPARATOR = re.compile(r" (?:-|~|to|until|till|through|thru|and) |[-~至到]")
_IN_A_SENTENCE = re.compile(
    rf"(?<![0-9])(?:(?:[0-9]{{1,2}} )?{_MON},? (?:[0-9]{{1,2}},? )?[0-9]{{4}}|"
    r"[0-9]{4}(?: ?年(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?[日号])?)?|(?:[-/.][0-9]{1,2}){0,2})|"
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})(?![0-9])"
)


def period(text: str, hints: Hints = Hints()) -> Read[Period]:  # noqa: B008 - it cannot be changed
    """What a date or a span of time means.

    Args:
        text: as it stands in a cell.
        hints: what is known of the column, the row or the sheet.

    >>> period("before 2010").value
    Period(start=None, end=datetime.date(2009, 12, 31), precision='year', bound='exact')
    >>> read = period("7/8/2017")
    >>> read.about, [str(found.end) for found in read.proposals]
    ('day-first', ['2017-08-07', '2017-07-08'])
    """
    return _kept(text, hints) if len(text) <= _MOST_KEPT else _read(text, hints)


#: Texts up to this long are remembered: whatever looks at a column looks at its days again, and days recur in it.
_MOST_KEPT = 60


@lru_cache(maxsize=20_000)
def _kept(text: str, hints: Hints) -> Read[Period]:
    return _read(text, hints)


def _read(text: str, hints: Hints) -> Read[Period]:
    nothing = without_value(text)
    if nothing is not None:
        return nothing
    one = _in_digits(folded(foreign_days.told_apart(plain(text))).rstrip(" ,;."))
    found = _weekday_apart(one, hints)
    if found.doubt is NO_DATE:
        found = _said_twice(one, hints) or _in_other_words(one, hints) or found
    is_read = found.sure or found.about or (found.periods and found.doubt is not FAR and not _is_of_old(found))
    if not is_read and (other := calendars.read(one, lambda way: _weekday_apart(way, hints).periods)) is not None:
        return Read(question=other.doubt, proposals=other.periods[:MOST], whole=False)
    if found.sure and len(found.periods) == 1:
        return Read(found.periods[0])
    doubt = found.doubt or NO_DATE
    return Read(question=doubt, proposals=found.periods[:MOST], about=found.about, whole=doubt not in _PARTLY)


def period_in_its_order(text: str, hints: Hints) -> Read[Period]:
    """The same, where a date may show by itself whether its day or its month is first, whatever is said of others.

    Args:
        text: as it stands in a cell.
        hints: what is known of the column, the row or the sheet.

    >>> period_in_its_order("28.7.2017", Hints(day_first=False)).value.end
    datetime.date(2017, 7, 28)
    """
    read = period(text, hints)
    if read.value is not None or read.none_said or hints.day_first is None:
        return read
    other = period(text, replace(hints, day_first=None))
    return other if other.value is not None else read


def _is_of_old(found: Found) -> bool:
    """Whether all that is read lies before our time, whatever else is not sure of it: 1396/97 as of the Middle Ages."""
    days = [day for one in found.periods for day in (one.start, one.end) if day is not None]
    return bool(days) and max(days).year < _OUR_TIME


#: The first year of which sheets speak.
_OUR_TIME = 1500
#: What says a date once more in brackets: 2017年(平成29年), 平成29(2017)年.
_IN_BRACKETS = re.compile(r"(?P<before>[^()\[\]]+?) ?[(\[](?P<inside>[^()\[\]]+)[)\]](?P<behind>年.*)?")


def _said_twice(text: str, hints: Hints) -> Found | None:
    """A date that stands in brackets once more, in other words; ``None`` where the two differ, or one is none."""
    match = _IN_BRACKETS.fullmatch(text)
    if match is None:
        return None
    behind = match["behind"] or ""
    both = [_weekday_apart(match[part].strip() + behind, hints) for part in ("before", "inside")]
    read = [set(found.periods) for found in both]
    for at, part in enumerate(("before", "inside")):
        if not read[at] and (other := calendars.read(match[part].strip(), lambda way: _whole(way, hints).periods)):
            read[at] = set(other.periods)
    sure = next((found for found in both if found.sure and len(found.periods) == 1), None)
    return sure if sure is not None and set(sure.periods) <= read[0] & read[1] else None


def _in_other_words(text: str, hints: Hints) -> Found | None:
    """What the text says in another language; ``None`` where that is no more than what it says as it stands."""
    if (words := foreign_days.words_first(text)) and (found := _weekday_apart(words, hints)).sure:
        return found
    ways = [_weekday_apart(one.rstrip(" ,;."), hints) for one in foreign_days.in_english(text) if one != text]
    ways = [way for way in ways if way.periods or way.about]
    if not ways:
        return None
    if any(way.doubt is not NO_DATE for way in ways) and foreign_days.is_word_too(text, hints.languages):
        return Found(tuple(dict.fromkeys(made for way in ways for made in way.periods)), _WORD)
    if len(ways) < 2:
        return ways[0]
    return Found(tuple(dict.fromkeys(made for way in ways for made in way.periods)), _OF_TWO)


def _in_digits(text: str) -> str:
    """Chinese numerals of a date in digits, those of cheques too: 贰零壹捌年; and dots between digits as points."""
    text = _DOT.sub(".", text)
    if _DATE_WORD.search(text):
        text = text.translate(_FORMAL)
    if not _DATE_WORD.search(text) and not _YEAR_IN_HAN.fullmatch(text):
        return text
    # The weekday's numeral is none of the date's.
    return re.sub(rf"(?<!星期)(?<!周)(?<!礼拜)(?:{_HAN.pattern})", lambda match: _number(match[0]), text)


def _number(signs: str) -> str:
    if signs == "元":
        return "1"
    if "十" in signs or "廿" in signs or "卅" in signs:
        value = numerals.mixed([signs])
        return signs if value is None else str(value)
    return "".join(str(numerals.DIGITS[sign]) if sign in numerals.DIGITS else sign for sign in signs)


def _weekday_apart(text: str, hints: Hints) -> Found:
    """A weekday is taken off, and checked against the day."""
    for pattern, names in _WEEKDAYS:
        match = pattern.search(text)
        if match is None:
            continue
        found = _whole(text[: match.start()] + text[match.end() :], hints)
        days = {made.start.weekday() for made in found.periods if made.start and made.precision == "day"}
        said = min(names.index(match[1]), 6)
        return found if not found.sure or days == {said} else replace(found, doubt=_WEEKDAY)
    return _whole(text, hints)


def _whole(text: str, hints: Hints) -> Found:
    """The text from end to end; else what dates there are in it."""
    text = _TWO_MONTHS.sub(_from_to, _HALF_DAY.sub("", _TIME.sub("", text)).strip())
    text, era_doubt = _without_era(text)
    text = text[match.end() :] if (match := _LEAD.match(text)) else text
    about = _ABOUT.match(text)
    behind = _ABOUT_BEHIND.search(text)
    bare = text[about.end() if about else 0 : behind.start() if behind else len(text)].strip()
    found = _span(bare, hints) if len(bare) <= _LONG else None
    if found is None:
        return Found(tuple(_in_sentence(text, hints)))
    if about or behind:
        found = replace(found, periods=tuple(replace(made, bound="about") for made in found.periods))
    if era_doubt is FISCAL and len(found.periods) == 1 and (start := found.periods[0].start) is not None:
        fiscal = Period(date(start.year, 4, 1), date(start.year + 1, 3, 31), "year")
        found = replace(found, periods=(fiscal, *found.periods))
    return replace(found, doubt=era_doubt) if era_doubt else found


def _from_to(months: re.Match[str]) -> str:
    """Two months in a row as from the one to the other; others, such as 3、9月, stay."""
    first, second = int(months["a"]), int(months["b"])
    return f"{first}-{second}月" if second == first + 1 <= 12 else months[0]


def _without_era(text: str) -> tuple[str, Text]:
    """平成29年 as 2017年, H29.5.16 as 2017-05-16; a year that the era did not have is a doubt."""
    if short := _ERA_DATE.fullmatch(text):
        before, last = _ERAS[_ERAS_SHORT.get(short[1], short[1])]
        year = before + int(short[2])
        parts = filter(None, (str(year), short[4] or short[6], short[5] or short[7]))
        return "-".join(part.zfill(2) for part in parts), SURE if before < year <= last else _ERA
    text = _SAME_ERA.sub(r"\g<lead>\g<era>\g<year>年", text)
    doubt = SURE
    for _ in range(_MOST_ERAS):  # of a span both ends
        rest, found = _without_first_era(text)
        doubt = doubt or found
        if rest == text:
            break
        text = rest
    return text, doubt


#: The second year of a span, of the era that the first one names: 民国107年1月至108年12月.
_SAME_ERA = re.compile(
    rf"(?P<lead>(?P<era>{'|'.join(_ERAS)}|(?:中华)?民国) ?[0-9]{{1,3}} ?年[^年]{{0,12}}?[-~至到] ?)"
    r"(?P<year>[0-9]{1,3}) ?年(?!间|期)"
)
#: How many years of eras a text may name: a span has two.
_MOST_ERAS = 3


def _without_first_era(text: str) -> tuple[str, Text]:
    match = _ERA_YEAR.search(text)
    if match is None:
        return text, SURE
    if thai := match["thai"] or match["thais"]:
        return f"{text[: match.start()]}{int(thai) - _OF_BUDDHA}{text[match.end() :]}".strip(), SURE
    era = match["era"] or _ERAS_LATIN.get(match["latin"] or "", "")
    before, last = _ERAS.get(era, (1911, 2199))
    year = before + int(match["y"] or match["of"])
    rest = text[match.end() :]
    # A Japanese fiscal year goes from April to March.
    doubt = FISCAL if era in _ERAS and rest.strip().startswith("度") else SURE if before < year <= last else _ERA
    sign = "年" if match["era"] or rest[:1].isdecimal() else ""
    return f"{text[: match.start()]}{year}{sign}{rest}", doubt


def _in_sentence(text: str, hints: Hints) -> Iterator[Period]:
    """The dates that stand in a longer text, each once."""
    seen = set()
    for match in _IN_A_SENTENCE.finditer(text):
        found = point(match[0].strip(), hints)
        for made in found.periods if found else ():
            # A year of another calendar is no year of ours: 1442H.
            if made not in seen and made.start is not None and 1800 <= made.start.year <= 2199:
                seen.add(made)
                yield made


def _span(text: str, hints: Hints) -> Found | None:
    """A point, a part of one, a span between two, or one that is open."""
    for reading in (_short, _cut_years, point, _part, _open, _between):
        found = reading(text, hints)
        if found is not None:
            return found
    return None


def _short(text: str, hints: Hints) -> Found | None:
    """Spans whose sides share a year or a month: 2017年1-6月, 3-5 July 2017."""
    if (match := _TWO_QUARTERS.fullmatch(text)) and int(match["b"]) == int(match["a"]) + 1:
        year_said = match["y"] or match["z"]
        return _joined(*(point(f"{year_said}{match['s']}{match[end]}", hints) for end in "ab"))
    if (match := _TWO_NAMED.fullmatch(text)) and MONTHS[match["b"].rstrip(".")] == MONTHS[match["a"].rstrip(".")] + 1:
        return _joined(*(point(f"{match[end]} {match['y']}", hints) for end in "ab"))
    for pattern, left, right in _SHORT:
        if match := pattern.fullmatch(text):
            parts = {name: part or "" for name, part in match.groupdict().items()}
            return _joined(point(left.format(**parts), hints), point(right.format(**parts), hints))
    if match := _FIRST_QUARTERS.fullmatch(text):
        year, last = match[1] or match[3] or "", match[2] or match[4]
        return _joined(point(f"{year}q1", hints), point(f"{year}q{last}", hints))
    return None


def _cut_years(text: str, _: Hints) -> Found | None:
    """2015-20 and 2017.1-6, of which one side is cut so short that it is asked."""
    if match := _CUT_YEAR.fullmatch(text):
        first, last = int(match[1]), int(match[2])
        if last > 12 and last > first % 100:
            years = Period(date(max(first, 1), 1, 1), date(first - first % 100 + last, 12, 31), "year")
            return Found((years,), _YEARS)
    if match := _DOTTED_MONTHS.fullmatch(text):
        year, first, last = (int(part) for part in match.groups())
        if year and 1 <= first < last <= 12:
            both = span("month", year, first), span("month", year, last)
            return Found((Period(both[0].start, both[1].end, "month"),), _SEVERAL)
    return None


def _joined(left: Found | None, right: Found | None) -> Found | None:
    """From one point to another."""
    if left is None or right is None:
        return None
    doubt = left.doubt or right.doubt
    made = [
        Period(one.start, two.end, coarser(one.precision, two.precision), ends=(one.precision, two.precision))
        for one in left.periods
        for two in right.periods
        if one.start and two.end and one.start <= two.start  # type: ignore[operator]
    ]
    about = left.about or right.about
    if not made and not doubt:
        return Found((), _ORDER)
    return Found(tuple(dict.fromkeys(made)), doubt, about)


def _part(text: str, hints: Hints) -> Found | None:
    """2017年底, late 2017, 7月上旬: the year or the month, which the text says no more than a part of."""
    if _PART_ALONE.fullmatch(text):
        return Found((), NO_YEAR, "year") if hints.year is None else _part(f"{hints.year}{text}", hints)
    if match := _PARTS_ZH.fullmatch(text):
        part, whole = match[2] or match[4], match[1] or match[3]
    elif match := _PARTS_EN.fullmatch(text):
        part, whole = match[1], match[2]
    else:
        return None
    found = point(whole.strip(), hints)
    if found is None:
        return None
    told = _PART_OF.get(part, "")
    made = tuple(replace(one, bound="about", part=told) for one in found.periods if one.precision != "day")
    if part in _MIDDLES and made and all(one.precision == "year" for one in made):
        halves = (
            Period(one.start.replace(month=6), one.start.replace(month=7, day=31), "month", "about")
            for one in made
            if one.start
        )
        return Found((*halves, *made), found.doubt or MIDDLE, found.about)
    return Found(made, found.doubt or (_SEASON if part in _SEASONS else SURE if made else NO_DATE), found.about)


def _open(text: str, hints: Hints) -> Found | None:
    """A span that is open on one side."""
    for pattern, side, doubt in (
        (_TILL_NOW, "from", SURE), (_BEFORE, "before", SURE), (_UNTIL, "until", SURE), (_AFTER, "after", SURE),
        (_SINCE, "from", SURE), (_BEFORE_ZH, "before until", _OPEN), (_AFTER_ZH, "after from", _OPEN),
        (_DASH, "from", _ONGOING),
    ):  # fmt: skip
        if not (match := pattern.fullmatch(text)):
            continue
        inner = next(part for part in match.groups() if part is not None).strip()
        found = point(inner, hints) or _part(inner, hints)
        if found is not None:
            return _opened_all(found, side.split(), doubt)
    return None


def _opened_all(found: Found, sides: list[str], doubt: Text) -> Found:
    """All that is read of a point, open on one side."""
    if any(period.bound == "about" for period in found.periods) and {"before", "after"} & set(sides):
        # Before the end of 2017 is well within 2017, and by it at the latest; before its middle is no day.
        is_by_end = "before" in sides and all(period.part == "end" for period in found.periods)
        sides, doubt = ["until" if "before" in sides else "from"], SURE if is_by_end else _OPEN
    made = tuple(_opened(period, side) for side in sides for period in found.periods if _is_within(period))
    return Found(made, found.doubt or doubt, found.about)


def _is_within(period: Period) -> bool:
    """Whether there are days before and behind a period; the calendar ends with the year 9999."""
    return all(day is None or 1 < day.year < 9999 for day in (period.start, period.end))


def _opened(at: Period, side: str) -> Period:
    """A span that is open before or behind a point; ``before`` and ``after`` leave the point out."""
    if side == "until":
        return replace(at, start=None)
    if side == "from":
        return replace(at, end=None)
    if side == "before":
        return replace(at, start=None, end=at.start - timedelta(days=1) if at.start else None)
    return replace(at, start=at.end + timedelta(days=1) if at.end else None, end=None)


def _of_text(found: Found | None) -> Found | None:
    """A point within a text: of 2020.1-2023.12 no spreadsheet has cut a zero, as it would of the number 2020.10."""
    return replace(found, periods=found.periods[:1], doubt=SURE) if found is not None and found.doubt is CUT else found


def _by_its_days(text: str, hints: Hints) -> Found | None:
    """A span that can be read in one order of day and month alone: 01.09.2019 - 31.08.2022; ``None`` for others."""
    read = [_between(text, replace(hints, day_first=first)) for first in (True, False)]
    sure = [found for found in read if found is not None and found.sure and found.periods]
    return sure[0] if len(sure) == 1 else None


def _between(text: str, hints: Hints) -> Found | None:
    """From one point to another, each written in full."""
    is_between = text.startswith("between ")
    text = re.sub(r"^(?:from|between|自|从) ?", "", text)
    # 2019年5月起至2021年4月止.
    text = re.sub(r"(?<=[年月日])起? ?(?=[至到])|(?<=[年月日])止$", "", text) if text.endswith("止") else text
    ways: list[Found] = []
    for match in _SEPARATOR.finditer(text):
        if match[0] == " and " and not is_between:
            continue
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        joined = _joined(*(_of_text(point(one, hints) or _part(one, hints)) for one in (left, right)))
        if joined is not None:
            ways.append(joined)
    if len(ways) == 1:
        return _by_its_days(text, hints) or ways[0] if ways[0].about == "day-first" else ways[0]
    return Found(tuple(dict.fromkeys(made for way in ways for made in way.periods)), _SEVERAL) if ways else None
