"""Whether a passage names a period or a day, by words of time resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.model import Seen, Verdict
from kg.intake.articles.values.time_patterns import PATTERNS, UNTIL, YEAR, is_attribute
from kg.intake.articles.values.time_words import Maker, Said, Span, now, year_of
from kg.notations import end_of
from kg.text import Text

#: What points to a day that was named before.
_THAT_DAY = re.compile(
    r"当[天日晚]|同[日天]|这一天|[会式]上|仪式上|会间|会后|"
    r"\b(?:(?:the|that|same|this) day|at the (?:ceremony|meeting|event|fair|conference)|on the occasion)\b"
)


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time and the spans that they may mean, both ends included.

    Attributes:
        start, end: where the words stand, code points of the document.
        spans: what they may mean; an end is ``None`` where the words leave it open.
        until: whether it is the day up to which something is counted: 截至3月底.
        is_now: whether it is no more than 目前, which is the day of publication.
    """

    start: int
    end: int
    spans: tuple[Span, ...]
    until: bool = False
    is_now: bool = False


def check_period(passage: Passage, start: date | None, end: date | None) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage, or what stands around it, names a period.

    Args:
        passage: the passage.
        start: its first day on record, if any.
        end: its last day on record, if any.
    """
    for times, verdict in _circles(passage):
        if any(_is_span(span, start, end) for time in times for span in time.spans):
            return verdict, ()
        if times:
            return Verdict.OTHERWISE, _seen(passage, times)
    return Verdict.MISSING, ()


def check_day(passage: Passage, day: date, basis: str) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether the day by which a claim holds is that of publication, or one that the passage names.

    Args:
        passage: the passage.
        day: the day on record.
        basis: how it is known, a code of ``time-basis``.
    """
    issued = passage.document.issued
    own = times_of(passage)
    until = [time for time in own if time.until]
    if until and not any(_ends_on(time, day) for time in until):
        return Verdict.OTHERWISE, _seen(passage, until)
    if day == issued:
        return Verdict.STATED, ()
    if _is_told_before(passage, day):
        return Verdict.CARRIED, ()
    if basis == "assumed":
        told = Text(f"day of publication {issued}", f"发布日期 {issued}")
        return Verdict.OTHERWISE, (Seen(basis, told),)
    for number, (times, verdict) in enumerate(_circles(passage)):
        if any(_ends_on(time, day) or _begins_in(passage, time, day) for time in times):
            return verdict, ()
        # 2027年6月投产 in another clause is no day of what was signed before publication.
        against = [time for time in times if day > issued or not _is_to_come(time, issued)]
        if number == 0 and against:
            return Verdict.OTHERWISE, _seen(passage, against)
        if against:
            # What stands elsewhere contradicts nothing; the passage only does not say it.
            return Verdict.MISSING, _seen(passage, against)
    return Verdict.MISSING, ()


def _is_to_come(time: Time, issued: date) -> bool:
    return all(first is not None and first > issued for first, _ in time.spans)


def _is_told_before(passage: Passage, day: date) -> bool:
    """Whether a passage says only 当天, 会上 or the day, and a heading or a sentence before it names the day."""
    named = [time for time in times_of(passage) if not time.is_now]
    if named or not _THAT_DAY.search(passage.sentence().words):
        return False
    before = times_of(Passage(passage.document, 0, passage.start))
    return any(first == last == day for time in before for first, last in time.spans)


def _circles(passage: Passage) -> Iterator[tuple[list[Time], Verdict]]:
    """The times of the passage; then what was named last before it in its sentence, behind it, before, and further off.

    The first that has any decides: 今年 behind a semicolon is no time of what stands before it.
    """
    document = passage.document
    first, last = document.sentence(passage.start, passage.end)
    paragraph = document.paragraph(passage.start, passage.end)[0]
    yield [time for time in times_of(passage) if not time.is_now], Verdict.STATED
    yield _latest(Passage(document, first, passage.start)), Verdict.CARRIED
    yield times_of(Passage(document, passage.end, last))[:1], Verdict.CARRIED
    yield _latest(Passage(document, paragraph, first)), Verdict.CARRIED
    yield _latest(passage.paragraph_before()), Verdict.CARRIED


def _latest(passage: Passage) -> list[Time]:
    return [time for time in times_of(passage) if not time.is_now][-1:]


def _is_span(span: Span, start: date | None, end: date | None) -> bool:
    first, last = span
    fits_start = start is None or first == start or first is None
    fits_end = end is None or last == end or last is None
    both_open = (start is None or first is None) and (end is None or last is None)
    return fits_start and fits_end and not both_open


def _ends_on(time: Time, day: date) -> bool:
    return any(day in span for span in time.spans)


#: A year, and a month, that something runs since.
_SINCE_YEAR = re.compile(r"(?:since|from) [0-9]{4}|[0-9]{4}年(?:以来|起|开始)")
_SINCE_MONTH = re.compile(r"(?:since|from) [a-z]+\.? [0-9]{4}|[0-9]{4}年[0-9]{1,2}月份?(?:以来|起)")


def _begins_in(passage: Passage, time: Time, day: date) -> bool:
    """Whether a day is the last one of the year or the month that something runs since, by which it surely ran."""
    words = passage.document.plain[time.start : time.end].strip()
    for first, last in time.spans:
        if first is None or last not in (None, passage.document.issued) or day > passage.document.issued:
            continue
        if day == end_of(first, "year") and _SINCE_YEAR.fullmatch(words):
            return True
        if day == end_of(first, "month") and _SINCE_MONTH.fullmatch(words):
            return True
    return False


def _seen(passage: Passage, times: list[Time]) -> tuple[Seen, ...]:
    made = []
    for time in times:
        spans = " / ".join(_told(span) for span in time.spans[:2])
        made.append(Seen(passage.shown(time.start, time.end), Text(spans, spans), time.start, time.end))
    return tuple(made)


def _told(span: Span) -> str:
    first, last = span
    if first == last:
        return str(first)
    return f"{first or ''}..{last or ''}"


def times_of(passage: Passage) -> list[Time]:
    """The words of time of a passage.

    A month without a year takes the year named before it in its sentence, else the latest that is not to come.
    """
    found: list[Time] = []
    text = passage.words
    taken = bytearray(len(text))
    for pattern, made in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if is_attribute(passage.document.plain, passage.start + start, passage.start + end):
                continue
            spans = () if any(taken[start:end]) else _spans(passage, match, made)
            if not spans:
                continue
            taken[start:end] = b"\1" * (end - start)
            until = bool(UNTIL.search(text[max(0, start - 12) : start]))
            if until:
                # Up to a day: from when is not said.
                spans = tuple(dict.fromkeys([*spans, *((None, last) for _, last in spans)]))
            found.append(Time(passage.start + start, passage.start + end, spans, until, made is now))
    return sorted(found, key=lambda time: time.start)


def _spans(passage: Passage, match: re.Match[str], made: Maker) -> tuple[Span, ...]:
    document = passage.document
    at = passage.start + match.start()
    sentence, paragraph = document.sentence(at, at)[0], document.paragraph(at, at)[0]
    year = _year_named(passage, sentence, at)
    spans = [*_valid(made(Said(match, document.issued, year)))]
    earlier = _year_named(passage, paragraph, at) if year is None else None
    if earlier is not None and earlier not in (document.issued.year - 1, document.issued.year):
        # Another sentence of the paragraph may have named its year; 去年 there is of that sentence only.
        spans += _valid(made(Said(match, document.issued, earlier)))
    return tuple(dict.fromkeys(spans))


def _year_named(passage: Passage, start: int, end: int) -> int | None:
    """The year that is named last between two places of a document."""
    document = passage.document
    named = [
        year_of(match[0], document.issued)
        for match in YEAR.finditer(document.plain, start, end)
        if not is_attribute(document.plain, *match.span())
    ]
    return named[-1] if named else None


def _valid(spans: Iterator[Span]) -> Iterator[Span]:
    """Spans up to one that the calendar has not, such as 31 June."""
    try:
        yield from spans
    except (ValueError, OverflowError):
        return
