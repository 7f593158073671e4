"""The day that a source's own words name: that of a newspaper, of a letter; and what may be one and is not sure.

What looks like a whole day in its text is read as cells of days are: 29.07.2017, 平成29年10月8日. Where there is none,
a month or a year is: Sep 2017, 2021年8月, The Ledger, 2016. What has the same form and is none stays: numbers of
pages, of issues, of laws, of telephones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.notations import Hints, Period, Read, period, period_in_its_order
from kg.text import HAN

_YEAR = r"(?:19|20)[0-9]{2}"
_HAN = "〇零○一二三四五六七八九十"
_WORD = r"[^\W\d_]{3,12}"
_ERA = "平成|昭和|令和|中華民國|中华民国|民國|民国"
#: What may be a whole day, by its form.
_DAY = re.compile(
    rf"(?<![0-9A-Za-z./-]){_YEAR}(?P<a>[-/.]) ?[0-9]{{1,2}}(?P=a) ?[0-9]{{1,2}}(?![0-9]|[-/.][0-9])"
    rf"|(?<![0-9A-Za-z./-])[0-9]{{1,2}}(?P<b>[-/.]) ?[0-9]{{1,2}}(?P=b) ?{_YEAR}(?![0-9]|[-/.][0-9])"
    # A year of two digits: 8/11/18. Numbers of a version have such a form too.
    r"|(?<![0-9A-Za-z./-])(?:0?[1-9]|[12][0-9]|3[01])(?P<short>[/.-])(?:0?[1-9]|[12][0-9]|3[01])(?P=short)[0-9]{2}"
    r"(?![0-9A-Za-z]|[-/.][0-9])"
    rf"|(?<![0-9]){_YEAR} ?年 ?[0-9]{{1,2}} ?月 ?[0-9]{{1,2}} ?[日号]"
    rf"|[{_HAN}]{{4}}年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}[日号]"
    rf"|(?:{_ERA})(?:[0-9]{{1,3}}|元|[{_HAN}百]{{1,5}})年 ?(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月"
    rf" ?(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})[日號号]"
    # 2022년 9월 30일, 2022. szeptember 30., 2022 m. rugsėjo 30 d., 2022 ж. 30 қыркүйек, 30 tháng 9 năm 2022.
    rf"|(?<![0-9]){_YEAR}년 ?[0-9]{{1,2}}월 ?[0-9]{{1,2}}일"
    rf"|(?<![0-9]){_YEAR}(?:\.| m\.) {_WORD}\.? [0-9]{{1,2}}(?:\.| d\.)?(?![0-9])"
    rf"|(?<![0-9]){_YEAR}(?:\. gada| ж\.| жылғы) [0-9]{{1,2}}\.? {_WORD}"
    rf"|(?:ngày )?(?<![0-9])[0-9]{{1,2}} tháng [0-9]{{1,2}},? năm {_YEAR}"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th|er|º)?\.? (?:de |of )?{_WORD}\.?,? (?:de |del )?{_YEAR}(?![0-9])"
    rf"|(?<![^\W\d_]){_WORD}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}(?![0-9])",
    re.I,
)
#: A month, or the number of an issue in its year.
_MONTH = re.compile(
    rf"(?<![0-9A-Za-z./-])(?:0?[1-9]|1[0-2])[/.-]{_YEAR}(?![0-9]|[-/.][0-9])"
    rf"|(?<![0-9]){_YEAR} ?年 ?(?:0?[1-9]|1[0-2]) ?月(?!刊|报)"
    r"|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    rf"|Nov(?:ember)?|Dec(?:ember)?)\.?,? {_YEAR}(?![0-9])",
    re.I,
)
#: A month that is no number of an issue: by its name, by its signs, or as 2017-10 and 2017.10.
_SURE_MONTH = re.compile(
    rf"(?<![0-9]){_YEAR} ?年 ?(?:0?[1-9]|1[0-2]) ?月(?!刊|报)"
    rf"|(?:{_ERA})(?:[0-9]{{1,3}}|元)年 ?[0-9]{{1,2}}月"
    rf"|(?<![0-9]){_YEAR}년 ?[0-9]{{1,2}}월|(?<![0-9]){_YEAR}\. {_WORD}(?! ?[0-9])"
    rf"|(?<![0-9A-Za-z./-]){_YEAR}(?:-(?:0[1-9]|1[0-2])|\.(?:0?[1-9]|1[0-2]))(?![0-9]|[-/.][0-9])"
    # No issue is counted with a zero before it.
    rf"|(?<![0-9A-Za-z./-])0[1-9]/{_YEAR}(?![0-9]|[-/.][0-9])"
    rf"|(?<![^\W\d_])[^\W\d_{HAN}]{{3,12}}\.?,? (?:de |del )?{_YEAR}(?![0-9]|[-/.][0-9])",
    re.I,
)
#: A year as papers are quoted: behind a comma or a name, in brackets, or with its sign.
_SURE_YEAR = re.compile(
    rf"(?:[,，;；] ?|[(（\[〔［【] ?|》 ?)(?P<a>{_YEAR})(?= ?[)）\]〕］】]| ?[,，;；]| ?$)"
    rf"|(?<![0-9])(?P<b>{_YEAR}) ?年(?!度|代|报|鉴|至|到|[-–—~]|底|.{{0,3}}(?:计划|规划|统计|报告))"
    # A journal's year with its page or its number: GBl. 1997, 112; BGBl. I 2016 S. 12.
    rf"|[A-ZÀ-Þ][\w'’-]*\.?(?: [IVX]{{1,4}})? (?P<c>{_YEAR})"
    r"(?:$|(?= ?[,，]? ?(?:S|pp?|págs?|núm|Nr|No|n[°º])\.? ?[0-9]|, ?[0-9]{1,4}(?![0-9A-Za-z])))"
    # The Official Journal's numbers: 2018/S 31-1234.
    rf"|(?<![0-9])(?P<e>{_YEAR})/S ?[0-9]"
    # The number of a notice in its year: 公告2022-017, 2022年第17号.
    rf"|(?:公告|通告|通知|通报|令|字|函|文件?|批复?|announcement|notice|circular)"
    rf"(?:编号|No\.?|[:：№ ])* ?(?P<d>{_YEAR})-[0-9]{{2,4}}(?![0-9-])"
)
#: What tells of a year, and is published after it.
_OF_A_YEAR = re.compile(
    r"(?-i:\bAR(?= ?(?:19|20)[0-9]{2}))"
    r"|report|bericht|rapport|rapporto|informe|relat[óo]rio|yearbook|annual|jahr|year|budget|plan|strateg|年报|年鉴|报告|统计|规划|计划|总结",
    re.I,
)
#: What stands before a number that is no day.
_NUMBER = re.compile(
    r"(?:\b(?:no|nr|núm|num|nº|n°|tel|fax|phone|telefon|issue|version|ver|rev|vol|ref|id|isbn|issn|doc|file|az)|№|号码|电话|传真|编号|文号|第)"
    r"[.:：°º]*[\s0-9()+/-]*$",
    re.I,
)
#: What stands before the number of a version, and before the day of what is given to the press.
_RELEASE = re.compile(r"(?<!press )(?<!news )(?<!media )\brelease[.:]*\s*$", re.I)
_WHOLE_YEAR = re.compile(rf"(?:(?<=[^0-9])|^){_YEAR}(?![0-9])")
_MOST = 300


@dataclass(frozen=True, slots=True)
class Issued:
    """What a source's words tell of its day.

    Attributes:
        day: the day; of a month or a year the last one; ``None`` where they name none that is sure.
        doubtful: what may be a day, as it is written; empty where nothing is. Where its year is sure, the day is of it.
        precision: how fine it is said: ``day``, ``month``, ``year``, or ``report`` where the year may be the one of
            which a report tells.
        first: the first day of what is said; that day itself, of a day.
        is_order: whether what is doubtful is which of two numbers is the day.
    """

    day: date | None = None
    doubtful: str = ""
    precision: str = "day"
    first: date | None = None
    is_order: bool = False


@lru_cache(maxsize=1024)  # a part of a text is asked for its day, its month and its year, and so is the rest of it
def _period(piece: str) -> Read[Period]:
    """What a piece of text is read as alone."""
    return period(piece)


def day_of(title: str, day_first: bool | None = None) -> Issued:
    """The one day that a source's words name.

    Args:
        title: what is said of the source.
        day_first: whether the day stands before the month, where somebody has said it of the sheet.

    Returns:
        the day; else what may be one, where it can be read in two ways, names a month, or stands beside others.

    >>> day_of("Süd-Presse, 29.07.2017, S. 4").day, day_of("山口新報 平成29年10月8日").day
    (datetime.date(2017, 7, 29), datetime.date(2017, 10, 8))
    >>> day_of("E-mail, 12/10/2017").doubtful, day_of("E-mail, 12/10/2017", day_first=True).day
    ('12/10/2017', datetime.date(2017, 10, 12))
    >>> day_of("Zeitung 8.11.2018").day, day_of("Post, 8/11/18", day_first=True).day, day_of("Post, 8/11/18").doubtful
    (datetime.date(2018, 11, 8), datetime.date(2018, 11, 8), '8/11/18')
    >>> day_of("Reglamento 2017/1938, Nr. 5/2017") == day_of("Tel. 12-10-2017") == Issued()
    True
    >>> day_of("Bote, Sep 2017").day, day_of("电话，2021年8月").precision, day_of("The Ledger, 2016").precision
    (datetime.date(2017, 9, 30), 'month', 'year')
    """
    text = title[:_MOST]
    days: dict[date, str] = {}
    doubtful = ""
    for written in dict.fromkeys((*_pieces(_DAY, text), *_parts(text, "day"))):
        read = _read(written, day_first)
        if isinstance(read, date):
            days.setdefault(read, written)
        elif read:
            doubtful = doubtful or written
    if len(days) == 1 and not doubtful:
        day = next(iter(days))
        return Issued(day, first=day)
    if len(days) > 1 or doubtful:
        is_order = len(days) < 2 and (_period(doubtful).about == "day-first" or _hangs_on_order(doubtful))
        return Issued(doubtful=" / ".join(days.values()) if len(days) > 1 else doubtful, is_order=is_order)
    return _coarser(text)


def _coarser(text: str) -> Issued:
    """The one month, else the one year, that a source without a day names."""
    pieces = (*_pieces(_SURE_MONTH, text), *_parts(text, "month"))
    months = {made: piece for piece in pieces if (made := _month(piece)) is not None}
    if len(months) == 1:
        first, last = next(iter(months))
        return Issued(last, precision="month", first=first)
    if months:
        return Issued(doubtful=" / ".join(months.values()))
    unsure = next(_pieces(_MONTH, text), "")
    if len(years := _years_of_issues(text)) == 1:
        year = years.pop()
        doubtful = "" if _ISSUE.search(text) else unsure
        return Issued(date(year, 12, 31), doubtful, precision="year", first=date(year, 1, 1))
    if unsure:
        return Issued(doubtful=unsure)
    found = {match[match.lastgroup or 0] for match in _SURE_YEAR.finditer(text)}
    found |= {str(one.start.year) for piece in _parts(text, "year") if (one := _period(piece).value) and one.start}
    named = set(_A_YEAR.findall(text)) if _OF_A_YEAR.search(text) else found
    if len(named) == 1:
        year = int(named.pop())
        precision = "report" if _OF_A_YEAR.search(text) else "year"
        return Issued(date(year, 12, 31), precision=precision, first=date(year, 1, 1))
    return Issued(doubtful=next(iter(_A_YEAR.findall(text)), "") if found or _OF_A_YEAR.search(text) else "")


#: What comes out in numbers, which are counted in each year.
_IN_NUMBERS = (
    r"PM|Magazin|magazine|Heft|Ausgabe|Issue|Pressemitteilung|Pressemeldung|press release|newsletter|Rundbrief|bulletin"
    r"|Mitteilung(?:en)?|Zeitschrift|Journal|Amtsblatt|ABl\.?(?: [A-Z])?|revista|boletín|revue|lettre"
)
_ISSUE = re.compile(
    rf"(?<![^\W\d_])(?:{_IN_NUMBERS})[ ,.:]*(?:Nr|No|n[°º]|núm)?[ .]*[0-9]{{1,3}}[/-](?P<year>{_YEAR}|[0-9]{{2}})"
    r"(?![0-9A-Za-z]|[-/.][0-9])",
    re.I,
)


def _years_of_issues(text: str) -> set[int]:
    """The years of numbers of issues: ISE-PM 12/15, Magazin 4/2020; and of 5/2017, which is a month or a number."""
    found = {int(one["year"]) + (0 if len(one["year"]) == len("2017") else 2000) for one in _ISSUE.finditer(text)}
    named = (_A_YEAR_AT_END.search(piece) for piece in _pieces(_MONTH, text))
    return found | {int(one[0]) for one in named if one}


_A_YEAR_AT_END = re.compile(rf"{_YEAR}$")
_A_YEAR = re.compile(rf"(?<![0-9A-Za-z./-]){_YEAR}(?![0-9]|[-/.][0-9])")


def _month(piece: str) -> tuple[date, date] | None:
    """The first and the last day of the month that a piece of text is; ``None`` of other words with a year."""
    one = _period(piece).value
    if one is None or one.start is None or one.end is None or one.precision != "month":
        return None
    return one.start, one.end


def without_days(title: str) -> str:
    """What is said of a source without the days and months that stand in it.

    >>> without_days("Bote, 3 May 2022").strip(" ,"), without_days("样本日报 2024年4月").strip()
    ('Bote', '样本日报')
    """
    text = _without_months(_MONTH.sub(" ", _DAY.sub(" ", title[:_MOST])))
    for piece in (*_parts(text, "day"), *_parts(text, "month")):
        text = text.replace(piece, " ", 1)
    return text + title[_MOST:]


def _without_months(text: str) -> str:
    return _SURE_MONTH.sub(lambda match: match[0] if _month(match[0]) is None else " ", text)


def is_only_a_day(title: str) -> bool:
    """Whether nothing but a day is said of a source, as beside a link: it is no title.

    >>> is_only_a_day("May 2022"), is_only_a_day("(3 May 2022)"), is_only_a_day("2019年3月20日")
    (True, True, True)
    >>> is_only_a_day("Bote, 3 May 2022"), is_only_a_day("Bote")
    (False, False)
    """
    rest = without_days(title)
    return bool(title) and rest != title and not any(map(str.isalnum, rest))


def a_day_at_the_start(text: str) -> int:
    """How many signs of a text are the day or the month that it begins with; none where it begins with no such thing.

    >>> a_day_at_the_start("5 May 2022, p. 4"), a_day_at_the_start("five of them")
    (10, 0)
    """
    text = text[:_LONGEST_DAY]
    lengths = [match.end() for form in (_DAY, _SURE_MONTH, _MONTH) if (match := form.match(text)) and _reads(match[0])]
    return max([*lengths, _as_far_as_it_reads(_PARTED.split(text, maxsplit=1)[0])])


def _as_far_as_it_reads(part: str) -> int:
    """How many signs of a text are the day or the month at its beginning, and none of the words behind that."""
    if not _reads(part):
        return 0
    ends = [*(match.start() for match in _WORD_ENDS.finditer(part)), len(part)]
    read = {end: _period(part[:end]) for end in ends if _reads(part[:end])}
    sure = [end for end, one in read.items() if one.value is not None or one.about]
    # What may be a day of another calendar is proposed, and so is all of what a day stands amid.
    return max(sure) if sure else next(end for end in ends if end in read and read[end] == read[len(part)])


def a_day_at_the_end(text: str) -> int | None:
    """Where in a text the day or the month begins with which it ends; ``None`` where it ends with no such thing."""
    text = text.rstrip()
    before = max(len(text) - _LONGEST_DAY, 0)
    for form in (_DAY, _SURE_MONTH, _MONTH):
        for match in form.finditer(text, before):
            if match.end() == len(text) and _reads(match[0]):
                return match.start()
    return None


_WORD_ENDS = re.compile(r"[:：]?\s+")
#: No day is longer.
_LONGEST_DAY = 48


def _reads(piece: str) -> bool:
    """Whether a piece of text is a day or a month, or may be one."""
    if not _has_digit(piece):
        return False
    read = _period(piece)
    return any(one.precision in ("day", "month") for one in (read.value, *read.proposals) if one)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text)) or any(sign in _HAN for sign in text)


#: What parts the name of a paper, its day and its page.
_PARTED = re.compile(r"[,，;；()（）\[\]《》「」『』|]|\s[–—-]\s")


def _parts(text: str, precision: str) -> Iterator[str]:
    """The parts of a text, between its signs, that are a day, a month or a year in whatever language.

    Args:
        text: the text.
        precision: which of them.
    """
    for part in _PARTED.split(text):
        part = part.strip(" .")
        if len(part) > _LONGEST_DAY or not _has_digit(part) or not any(map(str.isalpha, part)):
            continue
        read = _period(part).value
        if read is not None and read.start and read.end and read.precision == precision and read.bound == "exact":
            yield part


def _pieces(form: re.Pattern[str], text: str) -> Iterator[str]:
    """What in a text has a form, unless a word before it says that it is another number."""
    return (match[0] for match in form.finditer(text) if not _is_a_number(text[: match.start()], match[0], form))


def _is_a_number(before: str, written: str, form: re.Pattern[str]) -> bool:
    """Whether the words before what has a form of days say that it is another number.

    Args:
        before: what stands before it.
        written: what has the form.
        form: the form.
    """
    if _RELEASE.search(before):
        # release 1.2.18 and release 2017.10 are versions; a whole day with its year is none.
        return form is not _DAY or not _WHOLE_YEAR.search(written)
    return bool(_NUMBER.search(before))


#: A day with its year behind it and points between: 8.11.2018.
_WITH_POINTS = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?(?:19|20)[0-9]{2}")


def _hangs_on_order(written: str) -> bool:
    """Whether a piece of text is a day once it is said whether the day or the month is first: 8/11/18."""
    return any(not isinstance(_read(written, first), bool) for first in (True, False))


def _read(written: str, day_first: bool | None) -> date | bool:
    """The day that a piece of text is; else whether it may be one."""
    if day_first is None and _WITH_POINTS.fullmatch(written):
        day_first = True  # nobody writes the month first with points
    short = "" if day_first is None else "dmy" if day_first else "mdy"
    read = period_in_its_order(written, Hints(day_first=day_first, two_digits=bool(short) or None, short_year=short))
    one = read.value
    if one is not None and one.start is not None and one.start == one.end:
        return one.start
    in_digits = not any(map(str.isalpha, written))
    return in_digits or any(each.start is not None and each.start == each.end for each in read.proposals)
