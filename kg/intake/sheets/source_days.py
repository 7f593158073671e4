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

from kg.notations import Hints, period, period_in_its_order
from kg.text import HAN

_YEAR = r"(?:19|20)[0-9]{2}"
_HAN = "〇零○一二三四五六七八九十"
_WORD = r"[^\W\d_]{3,12}"
#: What may be a whole day, by its form.
_DAY = re.compile(
    rf"(?<![0-9A-Za-z./-]){_YEAR}(?P<a>[-/.]) ?[0-9]{{1,2}}(?P=a) ?[0-9]{{1,2}}(?![0-9]|[-/.][0-9])"
    rf"|(?<![0-9A-Za-z./-])[0-9]{{1,2}}(?P<b>[-/.]) ?[0-9]{{1,2}}(?P=b) ?{_YEAR}(?![0-9]|[-/.][0-9])"
    rf"|(?<![0-9]){_YEAR} ?年 ?[0-9]{{1,2}} ?月 ?[0-9]{{1,2}} ?[日号]"
    rf"|[{_HAN}]{{4}}年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}[日号]"
    rf"|(?:平成|昭和|令和)(?:[0-9]{{1,2}}|元)年 ?[0-9]{{1,2}}月 ?[0-9]{{1,2}}日"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th|er|º)?\.? (?:de |of )?{_WORD}\.?,? (?:de |del )?{_YEAR}(?![0-9])"
    rf"|(?<![^\W\d_]){_WORD}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}(?![0-9])",
    re.I,
)
#: A month, or the number of an issue in its year.
_MONTH = re.compile(
    rf"(?<![0-9A-Za-z./-])(?:0?[1-9]|1[0-2])/{_YEAR}(?![0-9]|[-/.][0-9])"
    rf"|(?<![0-9]){_YEAR} ?年 ?(?:0?[1-9]|1[0-2]) ?月(?!刊|报)"
    r"|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    rf"|Nov(?:ember)?|Dec(?:ember)?)\.?,? {_YEAR}(?![0-9])",
    re.I,
)
#: A month that is no number of an issue: by its name, by its signs, or as 2017-10 and 2017.10.
_SURE_MONTH = re.compile(
    rf"(?<![0-9]){_YEAR} ?年 ?(?:0?[1-9]|1[0-2]) ?月(?!刊|报)"
    rf"|(?:平成|昭和|令和)(?:[0-9]{{1,2}}|元)年 ?[0-9]{{1,2}}月"
    rf"|(?<![0-9A-Za-z./-]){_YEAR}(?:-(?:0[1-9]|1[0-2])|\.(?:0?[1-9]|1[0-2]))(?![0-9]|[-/.][0-9])"
    # No issue is counted with a zero before it.
    rf"|(?<![0-9A-Za-z./-])0[1-9]/{_YEAR}(?![0-9]|[-/.][0-9])"
    rf"|(?<![^\W\d_])[^\W\d_{HAN}]{{3,12}}\.?,? (?:de |del )?{_YEAR}(?![0-9]|[-/.][0-9])",
    re.I,
)
#: A year as papers are quoted: behind a comma or a name, in brackets, or with its sign.
_SURE_YEAR = re.compile(
    rf"(?:[,，;；] ?|[(（\[] ?|》 ?)(?P<a>{_YEAR})(?= ?[)）\]]| ?[,，;；]| ?$)"
    rf"|(?<![0-9])(?P<b>{_YEAR}) ?年(?!度|代|报|鉴|至|到|[-–—~]|底|.{{0,3}}(?:计划|规划|统计|报告))"
    rf"|[A-ZÀ-Þ][\w'’-]* (?P<c>{_YEAR})$"
)
#: What tells of a year, and is published after it.
_OF_A_YEAR = re.compile(
    r"report|bericht|rapport|rapporto|informe|relat[óo]rio|yearbook|annual|jahr|year|budget|plan|strateg|年报|年鉴|报告|统计|规划|计划|总结",
    re.I,
)
#: What stands before a number that is no day.
_NUMBER = re.compile(
    r"(?:\b(?:no|nr|núm|num|nº|n°|tel|fax|phone|telefon|issue|vol|ref|id|isbn|issn|doc|file|az)|№|号码|电话|传真|编号|文号|第)"
    r"[.:：°º]*[\s0-9()+/-]*$",
    re.I,
)
_MOST = 300


@dataclass(frozen=True, slots=True)
class Issued:
    """What a source's words tell of its day.

    Attributes:
        day: the day; of a month or a year the last one; ``None`` where they name none that is sure.
        doubtful: what may be a day, as it is written; empty where nothing is.
        precision: how fine it is said: ``day``, ``month`` or ``year``.
        first: the first day of what is said; that day itself, of a day.
        is_order: whether what is doubtful is which of two numbers is the day.
    """

    day: date | None = None
    doubtful: str = ""
    precision: str = "day"
    first: date | None = None
    is_order: bool = False


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
    >>> day_of("Reglamento 2017/1938, Nr. 5/2017") == day_of("Tel. 12-10-2017") == Issued()
    True
    >>> day_of("Bote, Sep 2017").day, day_of("电话，2021年8月").precision, day_of("The Ledger, 2016").precision
    (datetime.date(2017, 9, 30), 'month', 'year')
    """
    text = title[:_MOST]
    days: dict[date, str] = {}
    doubtful = ""
    for written in dict.fromkeys(_pieces(_DAY, text)):
        read = _read(written, day_first)
        if isinstance(read, date):
            days.setdefault(read, written)
        elif read:
            doubtful = doubtful or written
    if len(days) == 1 and not doubtful:
        day = next(iter(days))
        return Issued(day, first=day)
    if len(days) > 1 or doubtful:
        is_order = len(days) < 2 and period(doubtful).about == "day-first"
        return Issued(doubtful=" / ".join(days.values()) if len(days) > 1 else doubtful, is_order=is_order)
    return _coarser(text)


def _coarser(text: str) -> Issued:
    """The one month, else the one year, that a source without a day names."""
    months = {made: piece for piece in _pieces(_SURE_MONTH, text) if (made := _month(piece)) is not None}
    if len(months) == 1:
        first, last = next(iter(months))
        return Issued(last, precision="month", first=first)
    if months:
        return Issued(doubtful=" / ".join(months.values()))
    if unsure := next(_pieces(_MONTH, text), ""):
        return Issued(doubtful=unsure)
    found = {match[match.lastgroup or 0]: match for match in _SURE_YEAR.finditer(text)}
    if len(found) == 1 and not _OF_A_YEAR.search(text):
        year = int(next(iter(found)))
        return Issued(date(year, 12, 31), precision="year", first=date(year, 1, 1))
    return Issued(doubtful=next(iter(_A_YEAR.findall(text)), "") if found or _OF_A_YEAR.search(text) else "")


_A_YEAR = re.compile(rf"(?<![0-9A-Za-z./-]){_YEAR}(?![0-9]|[-/.][0-9])")


def _month(piece: str) -> tuple[date, date] | None:
    """The first and the last day of the month that a piece of text is; ``None`` of other words with a year."""
    one = period(piece).value
    if one is None or one.start is None or one.end is None or one.precision != "month":
        return None
    return one.start, one.end


def without_days(title: str) -> str:
    """What is said of a source without the days and months that stand in it.

    >>> without_days("Bote, 3 May 2022").strip(" ,"), without_days("样本日报 2024年4月").strip()
    ('Bote', '样本日报')
    """
    return _without_months(_MONTH.sub(" ", _DAY.sub(" ", title[:_MOST]))) + title[_MOST:]


def _without_months(text: str) -> str:
    return _SURE_MONTH.sub(lambda match: match[0] if _month(match[0]) is None else " ", text)


def is_only_a_day(title: str) -> bool:
    """Whether nothing but a day is said of a source, as beside a link: it is no title.

    >>> is_only_a_day("(accessed 5.2.2024)"), is_only_a_day("Accessed"), is_only_a_day("May 2022")
    (True, False, True)
    >>> is_only_a_day("(3 May 2022)"), is_only_a_day("2019年3月20日"), is_only_a_day("Bote, 3 May 2022")
    (True, True, False)
    """
    text = title[:_MOST]
    rest = _LOOKED_UP.sub(" ", _without_months(_DAY.sub(" ", text)))
    return bool(text) and _DAY.sub(" ", _without_months(text)) != text and not any(map(str.isalnum, rest))


#: What says that a day is the one on which a page was read.
_LOOKED_UP = re.compile(
    r"\b(?:last )?(?:accessed|retrieved|visited|viewed|checked)(?: on)?\b|\babgerufen(?: am)?\b|\bconsulté[es]*\b"
    r"|\bconsultado(?: el)?\b|\bacess?ado(?: em)?\b|访问(?:于|日期|时间)?|查阅(?:于|日期|时间)?|检索(?:于|日期|时间)?",
    re.I,
)


def _pieces(form: re.Pattern[str], text: str) -> Iterator[str]:
    """What in a text has a form, unless a word before it says that it is another number."""
    return (match[0] for match in form.finditer(text) if not _NUMBER.search(text[: match.start()]))


def _read(written: str, day_first: bool | None) -> date | bool:
    """The day that a piece of text is; else whether it may be one."""
    read = period_in_its_order(written, Hints(day_first=day_first))
    one = read.value
    if one is not None and one.start is not None and one.start == one.end:
        return one.start
    in_digits = not any(map(str.isalpha, written))
    return in_digits or any(each.start is not None and each.start == each.end for each in read.proposals)
