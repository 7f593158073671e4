"""Spans of years, and what only has a beginning, in columns that date what is done on one day: asked once a column.

Of 2015-2020 as the day of signing nobody can tell whether it was signed in 2015 and runs to 2020, or at some time
between; since 2015 may be when it was signed, or since when it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kg.intake.sheets.asking import NOT_SAID, Option, Question, none_of
from kg.intake.sheets.cells import Day, day_of, is_calendar_part, limit_of, shown_period
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.likely import HOW_OFTEN
from kg.intake.sheets.readings import OF_ONE_DAY
from kg.nearest import in_both_scripts
from kg.notations import Hints, Period, Read, period_in_its_order
from kg.notations.lengths import length, named
from kg.notations.nearly import names_some_time, nearly
from kg.text import Text

#: What may be answered: the beginning is meant, some time between, its term and no day of signing, or nothing.
FIRST, WITHIN, TERM, LEFT_OUT = "first", "within", "term", NOT_SAID.answer
#: Longer than any quarter: what is no part of the calendar is then a term rather than a limit.
_A_QUARTER = 92
_A_YEAR = 366


def is_of_years(value: Period) -> bool:
    """Whether what is said is a term, or has no end, so that it dates nothing that is done on a day.

    A year, a half or a quarter of the calendar tells when something was; from July to June of the next year, or what
    is longer, tells for how long it holds.

    Args:
        value: what a cell says.
    """
    if value.start is None:
        return False
    if value.end is None:
        return True
    is_long = (value.end - value.start).days >= _A_QUARTER
    return is_long and not is_calendar_part(value.start, value.end)


def said_of(sheet: Sheet, place: int, text: str, value: Period) -> str:
    """What somebody has said of the spans in a column, or of this one; empty where nobody has.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        text: what the cell says: who has answered it with a span means some time in that, and so does a season.
        value: what it means: what has no end is asked apart from what has one, and begins when the answer says.
    """
    if value.end is not None and (sheet.answer("date", text) or names_some_time(text)):
        return WITHIN
    said = sheet.settings.get(*_path(sheet, place, value)).casefold()
    return said if said in _ways(sheet, place) else ""


def day_in(value: Period, said: str, by: date) -> Day:
    """The day that a span of years stands for.

    Args:
        value: the span.
        said: ``FIRST`` or ``WITHIN``.
        by: the day by which the sheet holds: what has no end was by then.
    """
    if said == FIRST:
        return day_of(Period(value.start, None, value.precision))
    if value.end is None:
        return Day(by, "day", plain=False, limit=True, since=value.start)
    return limit_of(value.start, value.end, value.precision)


def asked_of(sheet: Sheet, place: int, text: str, value: Period) -> Question:
    """What is asked of the spans in a column.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        text: one of them.
        value: what it says.
    """
    heading = sheet.headings[place]
    is_signing = sheet.readings[place].role == "signed"
    what = Text("A signing", "签约") if is_signing else Text("What a row says", "所述之事")
    has = Text("spans", "时段") if value.end else Text("days with no end", "有始无终的日期")
    asked = Text(
        f"{heading!r} has {has.en} such as {text[:60]!r}. {what.en} has one date: which?",
        f"“{heading}”一栏有“{text[:60]}”一类{has.zh}，而{what.zh}只对应一个日期。以何为准？",
    )
    if said := sheet.settings.get(*_path(sheet, place, value)):
        asked = none_of(said, _ways(sheet, place), asked)
    is_short = value.start is not None and value.end is not None and (value.end - value.start).days <= _A_QUARTER
    # 2020年3-5月 begins in March, and not in its year.
    first, last = str(value.start)[: 7 if is_short else 4] if value.start else "", value.end
    by = Text(f"at the latest by {last}", f"最迟{last}") if last else Text("by the sheet's day", "最迟为表格截至日期")
    options = (
        Option(FIRST, Text(f"its beginning: {first}", f"以起始为准：{first}")),
        Option(WITHIN, Text(f"some time in it, {by.en}", f"其间某时，{by.zh}")),
        *((Option(TERM, _ITS_TERM),) if TERM in _ways(sheet, place) else ()),
        NOT_SAID,
    )
    return Question(_path(sheet, place, value), asked, options, unsure=True)


#: What is said of a span in a column of days that is none of those days.
_ITS_TERM = Text("from when to when it runs, and no such day", "为起止期限，并非该日期")


def _ways(sheet: Sheet, place: int) -> tuple[str, ...]:
    """What may be answered of the spans of a column: what begins below its heading has its term in it anyway."""
    dates_one_day = sheet.readings[place].role in OF_ONE_DAY
    return (FIRST, WITHIN, *((TERM,) if dates_one_day else ()), LEFT_OUT)


def _path(sheet: Sheet, place: int, value: Period) -> tuple[str, ...]:
    """Where the answer stands: of 2015-2020 another than of since 2013, which is another matter."""
    return ("sheets", sheet.name, "spans" if value.end else "since", sheet.headings[place])


def perhaps(text: str, role: str, hints: Hints, read: Read[Period]) -> list[str]:
    """The spans that a text may mean of which no day is sure, as answers have them, with what else is read of it.

    Args:
        text: the cell.
        role: what its column is read as: below spans, what has both ends is likelier than a day that stands in it.
        hints: what is known of the column.
        read: what was read of it.

    >>> perhaps("FY2017/18", "signed", Hints(), Read())
    ['2017..2018', '2017-07..2018-06', '2017-04..2018-03', '2017-10..2018-09']
    >>> perhaps("2020年夏季开工", "start", Hints(), Read())
    ['2020-06..2020-08', '2020']
    >>> perhaps("2021年春", "signed", Hints(), Read()), perhaps("winter 2020", "start", Hints(), Read())
    (['2021-03..2021-05', '2021'], ['2020-12..2021-02', '2020-01..2020-02', '2020'])
    >>> perhaps("25", "span", Hints(), Read())
    ['25 years', '25 months']
    >>> perhaps("20年（至2021年）", "span", Hints(), Read()), perhaps("至2031年（30年）", "span", Hints(), Read())
    (['20 years', '..2021'], ['..2031', '30 years'])
    """
    if role in ("span", "end") and (said := _as_long_and_until(text, hints)):
        return said
    if role == "span" and _A_NUMBER.fullmatch(text.strip()):
        return [f"{text.strip()} years", f"{text.strip()} months"]
    found = nearly(text, hints) or nearly(_without_what_was_done(text), hints)
    if role == "span":
        found = tuple(sorted(found, key=lambda one: _is_short(one) if found[-1].end is None else False))
    return list(dict.fromkeys(shown_period(one) for one in (*found, *(read.proposals if found else ()))))


#: The longest cell that is held against a pattern, which costs a power of the length: what says more is a sentence.
_LONGEST = 200


def _whole(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern finds in a whole cell, without the blanks around it; nothing in one that is too long."""
    text = text.strip()
    return pattern.fullmatch(text) if len(text) <= _LONGEST else None


#: A number alone below spans: how many of what, nobody says.
_A_NUMBER = re.compile("[1-9][0-9]?")
#: How long something is, and in brackets until when, or the other way round: 20年（至2021年）, until 2031 (30 years).
_LONG_AND_UNTIL = re.compile(r"(?P<first>[^()（）]+?)\s*[(（]\s*(?P<second>[^()（）]*[0-9][^()（）]*?)\s*[)）]")


def _as_long_and_until(text: str, hints: Hints) -> list[str]:
    """How long something is and until when, of a text that says both, as answers have them; nothing of others."""
    match = _whole(_LONG_AND_UNTIL, text)
    for long, until in (match.groups(), match.groups()[::-1]) if match else ():
        value = period_in_its_order(until, hints).value
        if value is not None and says_until(until, value) and length(long) is not None:
            ways = [*named(long), shown_period(value)]
            return ways if text.strip().startswith(long) else ways[::-1]
    return []


def _without_what_was_done(text: str) -> str:
    """The time that a text names beside what was done then: 2020年夏季 of 2020年夏季开工; else empty."""
    done = (match["at"] for pattern, _ in _DONE if (match := _whole(pattern, text)))
    return next(done, "")


def _is_short(one: Period) -> bool:
    """Whether a period is a season or the like: where something runs on from it, it is less likely all of its time."""
    return one.start is not None and one.end is not None and (one.end - one.start).days <= _A_YEAR


#: What says until when something is, and no limit: 至2016年12月, until 2016, bis 2016.
_UNTIL = re.compile(r"\s*(?:至|到|直至|直到|until|till|through|thru|to|ends?|ended|bis|hasta|jusqu|fino|até|до)", re.I)
#: What says that something has gone on since: 自2013年起, since 2013, 2013年至今.
_SINCE = re.compile(
    in_both_scripts(
        r"自|从|(?<!\w)(?:since|from|seit|ab|depuis|desde|dal?|с)(?!\w)|(?:起|以来|至今|今|onwards?|present|now|ongoing)\W*$"
    ),
    re.I,
)


def says_until(text: str, value: Period) -> bool:
    """Whether a cell says until when something was, and not since when.

    Args:
        text: the cell.
        value: what it means.
    """
    if value.start is not None or value.end is None:
        return False
    done = any(side == "end" and _whole(pattern, text) for pattern, side in _DONE)
    return done or _UNTIL.match(text) is not None


def says_since(text: str) -> bool:
    """Whether a cell says that what has begun goes on.

    >>> [says_since(one) for one in ("since 2013", "2013年至今", "2017年3月起", "2013")]
    [True, True, True, False]
    """
    return _SINCE.search(text) is not None


#: What leaves an end open, behind a beginning: 2017.9-, 2021.4—, 2017-07/.., 2013年5月起，长期; since 2015, open-ended.
_OPEN_SIGN = re.compile(r"(?P<at>.*[0-9].*?)\s*(?:[-–—－―~～〜]+|/(?:\.\.)?|\.\.|…)")
_OPEN_WORDS = re.compile(
    r"(?P<at>.*[0-9].*?)\s*[,，;；(（]\s*(?:长期(?:有效|合作)?|永久|永续|无固定期限|不定期|持续(?:至今|进行)?|至今"
    r"|open[- ]?end(?:ed)?|no (?:fixed |set )?(?:end|term)(?: date)?|indefinite(?:ly)?|permanent|ongoing"
    r"|without (?:end|limit)"
    r"|unbefristet|auf unbestimmte zeit|sem prazo(?: definido)?|sin plazo|indefinid[ao]|sans (?:limite|terme|échéance)"
    r"|durée indéterminée|a tempo indeterminato|senza scadenza|bezterminowo|бессрочно)\s*[)）]?",
    re.I,
)


def open_ended(text: str, read: Read[Period], read_part: Callable[[str], Read[Period]]) -> Read[Period]:
    """What a cell of spans or of ends says that names a beginning, and by a sign or a word that no end is known.

    Args:
        text: the cell.
        read: what is read of the whole; what is sure stays.
        read_part: reads the beginning alone.

    Returns:
        the beginning with an open end; what was read, where the cell says no such thing.
    """
    if read.value is not None or read.none_said:
        return read
    for pattern in (_OPEN_SIGN, _OPEN_WORDS):
        if match := _whole(pattern, text):
            begins = read_part(match["at"].strip()).value
            if begins is not None and begins.start is not None and begins.bound == "exact" and _begins_once(begins):
                return Read(replace(begins, end=None))
    return read


#: A span with a word that says how often within it something comes back: annual since 2016, 2016年起每年举办.
_RECURRING = re.compile(
    rf"{HOW_OFTEN}\s*[,，;；:：]?\s*(?P<behind>\D*[0-9].*)|(?P<before>.*[0-9].*?)\s*[,，;；]?\s*[(（]?{HOW_OFTEN}[)）]?",
    re.I,
)


def recurring(text: str, read: Read[Period], read_part: Callable[[str], Read[Period]]) -> Read[Period]:
    """What a cell of spans says beside a word for how often something comes back, where that is a span.

    A year alone beside such a word is not sure to be its first.

    Args:
        text: the cell.
        read: what is read of the whole; what is sure stays.
        read_part: reads the span alone.

    Returns:
        the span, open where only its beginning is said; what was read, where the cell says no such thing.
    """
    is_open = read.value is None and not read.none_said
    match = _whole(_RECURRING, text) if is_open else None
    if match is None:
        return read
    part = (match["behind"] or match["before"]).strip()
    value = open_ended(part, read_part(part), read_part).value
    is_span = value is not None and value.start is not None and (value.end is None or not _begins_once(value))
    return Read(value) if is_span else read


def _begins_once(value: Period) -> bool:
    """Whether what is read of a beginning is one day, month or year, or open already, and no span of its own."""
    return value.end is None or (value.start is not None and is_calendar_part(value.start, value.end))


_PLANNED = r"(?:预计|计划|拟|预期|力争|争取|将|to be |expected |planned |due |will |scheduled )*"
_BEGINS_ZH = r"正式?(?:开工|动工)|全面开工|开工建设|开工|动工|启动|开始|奠基|起"
_ENDS_ZH = r"全面建成|建成|竣工|完工|完成|结束|到期|截止|终止|收官|止"
_BEGINS_EN = (
    r"(?:construction |works? |building )?"
    r"(?:starts?|started|begins?|began|begun|launch(?:ed|es)?|start of (?:works|construction))\b"
)
_ENDS_EN = (
    r"(?:construction |works? |building )?"
    r"(?:complet(?:ed?|ion|es)|finish(?:ed|es)?|ends?|ended|expir(?:es|ed)|closes?|closed)\b"
)
#: A day, and what was done on it: 2018年开工, completed end of 2017.
_DONE = tuple(
    (re.compile(pattern, re.I), side)
    for pattern, side in (
        (rf"{_PLANNED}(?P<at>.*[0-9].*?)[ ,，]*(?:前|之前)?{_PLANNED}(?:{_BEGINS_ZH}|{_BEGINS_EN})(?:建设)?", "start"),
        (rf"{_PLANNED}(?P<at>.*[0-9].*?)[ ,，]*(?:前|之前)?{_PLANNED}(?:{_ENDS_ZH}|{_ENDS_EN})", "end"),
        (rf"{_PLANNED}(?:{_BEGINS_ZH}|{_BEGINS_EN})(?: (?:in|on|at|by))?[ :：于]*(?P<at>.*[0-9].*)", "start"),
        (rf"{_PLANNED}(?:{_ENDS_ZH}|{_ENDS_EN})(?: (?:in|on|at|by))?[ :：于]*(?P<at>.*[0-9].*)", "end"),
    )
)


#: What says of what a span is, in a cell of spans: 建设期2018-2020, construction: 2018-2020, valid 2018-2025.
_LED_SPAN = re.compile(
    r"(?:建设期?|施工期?|工期|合作期限?|项目期|有效期|实施期|运营期?|运行期?|期限"
    r"|construction(?: period)?|works|building|operation|operating|in operation|implementation|term|validity|valid"
    r"|period|budowa|przebudowa|výstavba|stavba|construcción|construção|costruzione|bau|betrieb|laufzeit|bauzeit"
    r"|exploitation|durée|travaux|vigencia|obras|xây dựng|inşaat|строительство|срок|период)"
    r"(?![^\W\d_])[ :：为]*(?P<at>.*[0-9].*)",
    re.I,
)


def _spans_both(value: Period) -> bool:
    """Whether a period has both its ends, and is no one part of the calendar."""
    return value.start is not None and value.end is not None and not is_calendar_part(value.start, value.end)


def with_what_was_done(
    text: str, role: str, read: Read[Period], read_part: Callable[[str], Read[Period]]
) -> Read[Period]:
    """What a cell says that names a day and what begins or ends on it; what was read of it, where it names none.

    Args:
        text: the cell.
        role: what its column is read as: ``span``, ``start`` or ``end``.
        read: what is read of the whole.
        read_part: reads the day alone.

    Returns:
        the beginning or the end; of a column of beginnings or ends only what it heads.
    """
    if read.value is not None or read.none_said:
        return read
    if role == "span" and (led := _whole(_LED_SPAN, text)):
        found = read_part(led["at"].strip())
        return found if found.value is not None and _spans_both(found.value) else read
    for pattern, side in _DONE:
        if (match := _whole(pattern, text)) is None:
            continue
        found = read_part(match["at"].strip())
        if found.value is None or found.value.start is None or found.value.end is None or role not in ("span", side):
            continue
        if role != "span":
            return found
        one = found.value
        return Read(replace(one, end=None) if side == "start" else replace(one, start=None))
    return read
