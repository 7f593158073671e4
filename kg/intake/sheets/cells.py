"""Cells to what they mean: codes, figures and days; or a question with what they may mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from kg.intake.sheets.asking import called
from kg.intake.sheets.bilingual import code_of as in_both
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.run_out import says_run_out
from kg.intake.sheets.words import BLANKS, SEVERAL, WEAK, Words
from kg.intake.tables.values import fits
from kg.nearest import folded, in_both_scripts
from kg.notations import Hints, Period, Quantity, Read, end_of, period_in_its_order, quantity, recurring
from kg.notations.points import coarser, span, start_of
from kg.text import HAN, Text

_STRONG = re.compile(rf"{BLANKS}[、，,;；|｜/／\n]+\s*")
#: Words in Chinese with blanks between: 物流 旅游.
_EACH_IN_HAN = re.compile(rf"[{HAN}]+(?:\s+[{HAN}]+)+")
_BOUNDS = ("exact", "about", "atLeast", "moreThan", "upTo", "lessThan")
_CANONICAL = re.compile(
    r"(?:(?P<bound>[A-Za-z]+) )?(?P<value>-?\d+(?:\.\d+)?)(?:\.\.(?P<upper>-?\d+(?:\.\d+)?))?"
    r"(?: (?P<unit>(?!an? )[A-Za-z0-9]+))?(?: an? (?P<per>year|half-year|quarter|month|week|day))?"
)


#: A span as ``shown_period`` writes it.
_CANONICAL_SPAN = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9])?\.\.([0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9])?")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a cell names.

    Attributes:
        codes: those that are sure, each once.
        open: the parts of the cell that are not.
        left_out: the parts of which somebody has said that they name none.
        named: the parts that name one, each with its code.
    """

    codes: tuple[str, ...]
    open: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


def codes_in(text: str, kind: str, words: Words, answers: Mapping[str, str], single: bool = False) -> Codes:
    """The codes of a list that a cell names, in either language.

    Args:
        text: the cell.
        kind: what it is read as: ``sector``, ``stage``, ``capital`` or ``class``.
        words: what is known.
        answers: what people have said that a text means; ``ignore`` for nothing.
        single: whether a cell has only one.
    """
    known = words.values.get(kind, {})
    said = {folded(written): answer for written, answer in answers.items()}
    codes = set(known.values())

    def answered(answer: str) -> str:
        # An answer that is no code of the list leaves it open: the tables could not hold it.
        if code := words.codes.get(kind, {}).get(folded(answer), ""):
            return code
        return known.get(folded(answer), answer if answer in codes else "")

    def codes_of(part: str) -> tuple[str, ...]:
        answer = said.get(folded(called(part)), "")
        if answer == "ignore":
            return (answer,)
        if not answer:
            code = in_both(part, known) or (_of_a_stage(part, known) if kind == "stage" else "")
            return tuple(code.split(SEVERAL)) if code else ()
        # Of a stage and its day only one is of that day.
        is_list = kind == "sector" and not answered(answer)
        ways = [one for one in _STRONG.split(answer.strip()) if one] if is_list else [answer]
        found = tuple(map(answered, ways))
        return tuple(code for one in found for code in one.split(SEVERAL)) if all(found) else ()

    # "Expired, not renewed" says one thing.
    is_one = single or (kind == "stage" and says_run_out(text))
    parts = [text.strip()] if is_one else list(_parts(text, codes_of))
    found = {part: codes_of(part) for part in parts if part}
    named = tuple((part, code) for part, some in found.items() for code in some if code != "ignore")
    left_out = tuple(part for part, some in found.items() if some == ("ignore",))
    sure = tuple(dict.fromkeys(code for _, code in named))
    return Codes(sure, tuple(part for part, some in found.items() if not some), left_out, named)


#: What stands before a word of a stage and says no more than that it has come to it, or how: 已正式投入使用, now open.
_HAS_COME = re.compile(
    in_both_scripts(
        r"(?:现已|均已|业已|已经|已|正式|全面|顺利|成功)+|(?:(?:now|already|officially|formally|fully|has been"
        r"|have been|was|were|is|are|bereits|wurde|offiziell|officiellement|oficialmente|ufficialmente|официально"
        r"|уже)\s+)+"
    ),
    re.I,
)
#: Stages to which something comes: what is planned is not so by a word that says already.
_COME_TO = ("signed", "underConstruction", "trialOperation", "operating", "completed", "suspended", "terminated")
#: Words of works that say with a word for already either that they began or that they are done: 已建设.
_BOTH_WAYS = frozenset(("建设", "施工", "building", "construction"))


#: How far a stage is, behind its word: 在建（约70%）, under construction, 70 % done; and how long such a text may be.
_SO_FAR = re.compile(
    in_both_scripts(
        r"(?:[,，:：（(-]\s*)?(?:(?:约|已?完成|已|进度|about|approx\.?|some|c\.|ca\.?|etwa|zu|env\.?|circa|~)\s*){0,3}"
        r"[0-9]{1,2}(?:\.[0-9]+)?\s*[%％]\s*(?:完成|左右|completed?|done|fertig|built|achevé)?\s*[)）]?$"
    ),
    re.I,
)
_LONGEST_STAGE = 60


def _of_a_stage(part: str, known: Mapping[str, str]) -> str:
    """The stage of a text with more than its word: that it has come to it, or how far it is; empty for others."""
    text = part.strip()
    so_far = text if len(text) > _LONGEST_STAGE else _SO_FAR.sub("", text).rstrip()
    code = known.get(folded(so_far), "") if so_far != text else ""
    if (closer := _CLOSER.fullmatch(text)) and says_run_out(closer["over"]):
        # Ended (relinquished): what stands in brackets says how.
        how = known.get(folded(closer["how"]), "")
        return how if how in ("terminated", "completed") else ""
    # Of what is completed all is done.
    return _come_to(part, known) or (code if code in _NOT_ALL_DONE else "")


#: A stage with more of it in brackets.
_CLOSER = re.compile(r"(?P<over>[^()（）]{1,30}?)\s*[(（]\s*(?P<how>[^()（）]{1,40}?)\s*[)）]")
_NOT_ALL_DONE = ("underConstruction", "trialOperation", "operating", "suspended", "terminated")


def _come_to(part: str, known: Mapping[str, str]) -> str:
    """The stage that a known word behind one for already or officially names; empty where there is none."""
    text = part.strip()
    lead = _HAS_COME.match(text)
    rest = text[lead.end() :].removesuffix("了") if lead else text.removesuffix("了")
    if not rest or rest == text or folded(rest) in _BOTH_WAYS:
        return ""
    code = known.get(folded(rest), "")
    return code if code in _COME_TO else ""


#: And, in further languages: culture et tourisme, cultura y turismo.
_AND_ELSEWHERE = re.compile(r"(?<!\s)\s+(?:et|y|e|i|en|och|og|ve|dan|và|и|та)\s+", re.I)


def _parts(text: str, known: Callable[[str], object]) -> Iterator[str]:
    """The parts of a cell that name a code each; ``known`` is true of what names one, or of which it is said."""
    if known(text.strip()):
        yield text.strip()
        return
    for part in _STRONG.split(text.strip()):
        # "Science and technology" is one thing; "health and education" are two. A blank parts what has none in it.
        ways = [[piece for piece in sign.split(part) if piece] for sign in (WEAK, _AND_ELSEWHERE)]
        ways.append(part.split() if _EACH_IN_HAN.fullmatch(part) else [])
        smaller = next((one for one in ways if len(one) > 1 and all(map(known, one))), [])
        if not known(part) and smaller:
            yield from smaller
        elif part:
            yield part


def amount_in(text: str, hints: Hints, answer: str) -> Read[Quantity]:
    """The figure in a cell.

    Args:
        text: the cell.
        hints: what the heading, the sheet and people say of it.
        answer: what a person says that it means, as ``shown_quantity`` writes it or as people do; may be empty.
    """
    if answer == "ignore":
        return Read(none_said=True)
    if answer:
        read = _canonical_quantity(answer) or _as_proposed(text, hints, answer) or quantity(answer, hints)
        if read.value is None and len(each := recurring(answer, hints)) == 1:
            # Somebody says that it is that of each year.
            read = Read(each[0][0])
        return _as_tables_hold(read)
    return _as_tables_hold(_from_nothing_up(_in_one_language(text, lambda half: quantity(half, hints), _same_amount)))


def _as_proposed(text: str, hints: Hints, answer: str) -> Read[Quantity] | None:
    """The proposal without a unit that an answer repeats; ``None`` of others.

    The heading's scale is in it already: 800000 a year of 年均80 below 万 is no eight thousand millions.
    """
    shown = answer.strip()
    found = (one for one in quantity(text, hints).proposals if not one.unit and shown_quantity(one) == shown)
    return next((Read(one) for one in found), None)


_Of = TypeVar("_Of")


def _in_one_language(text: str, read: Callable[[str], Read[_Of]], same: Callable[[_Of, _Of], _Of | None]) -> Read[_Of]:
    """What a text means; of one that is open as a whole, what both its languages say: 约2亿元 approx. RMB 200m.

    Args:
        text: the text.
        read: reads a text in one language.
        same: what two values are that say the same; ``None`` for others.
    """
    whole = read(text)
    if whole.value is not None or whole.none_said:
        return whole
    for left, right in halves(text):
        one, two = read(left), read(right)
        if one.none_said and two.none_said:
            return one
        if one.about == two.about == "unknown":
            return one
        if one.value is None and two.value is None:
            continue
        # Where the one language leaves two ways open, the other tells which.
        ways = [
            made
            for mine in ([one.value] if one.value is not None else one.proposals)
            for other in ([two.value] if two.value is not None else two.proposals)
            if (made := same(mine, other)) is not None
        ]
        if len(ways) == 1:
            return Read(ways[0])
    return whole


def _same_amount(one: Quantity, two: Quantity) -> Quantity | None:
    if (one.value, one.upper, one.bound) != (two.value, two.upper, two.bound):
        return None
    return one if one.unit == two.unit or not two.unit else two if not one.unit else None


def _same_span(one: Period, two: Period) -> Period | None:
    return one if (one.start, one.end) == (two.start, two.end) else None


def _as_tables_hold(read: Read[Quantity]) -> Read[Quantity]:
    """A figure; one with more digits than a table can hold is asked."""
    kept = tuple(one for one in read.proposals if _is_held(one))
    if read.value is not None and not _is_held(read.value):
        return Read(question=Text("The amount has more digits than can be kept.", "数额位数过多，无法保存。"))
    return replace(read, proposals=kept)


def _is_held(one: Quantity) -> bool:
    return fits(one.value) and (one.upper is None or fits(one.upper))


def _from_nothing_up(read: Read[Quantity]) -> Read[Quantity]:
    """A figure of which less than nothing is asked: only a rate of growth can be below it."""
    kept = tuple(one for one in read.proposals if one.value >= 0 or one.unit == "ratio")
    if read.value is not None and read.value.value < 0 and read.value.unit != "ratio":
        one = read.value
        # How much is taken back, or off another row's amount; whether it is an amount of its own, nobody says.
        near = (replace(one, value=-one.value),) if one.upper is None else ()
        return Read(question=_LESS_THAN_NOTHING, proposals=near, whole=False)
    if read.proposals and read.proposals[0] not in kept:
        # (1,200): what is likeliest is no amount, and what is left is not what is mostly meant.
        return replace(read, proposals=kept, question=_BELOW_NOTHING, whole=False)
    return replace(read, proposals=kept)


_LESS_THAN_NOTHING = Text(
    "The amount is less than nothing: money taken back, or off another row's amount. Left out, it stays in the note, "
    "and the other row may be given the amount that is left; or say it as an amount of its own.",
    "数额为负：可能是退回，或冲减另一行的数额。略去则保留在备注中，另一行可改填余额；也可作为单独的数额填写。",
)
_BELOW_NOTHING = Text(
    "A number in brackets is negative in accounts, which no amount here can be: a correction, or money paid back. If "
    "the brackets mean nothing, say the amount.",
    "会计中括号内的数字为负数，而此处数额不能为负：可能是冲减或退回。如括号无此含义，请写明数额。",
)


def amount_shown(number: str, shown: Read[Quantity]) -> Read[Quantity]:
    """The figure of a cell that shows its number otherwise: the number itself, in the unit that is shown.

    Args:
        number: the number that the cell holds.
        shown: what the text that it shows means.
    """
    if shown.value is None or not shown.value.unit:
        return shown
    try:
        return _as_tables_hold(replace(shown, value=replace(shown.value, value=Decimal(number))))
    except InvalidOperation:
        return shown


def _canonical_quantity(text: str) -> Read[Quantity] | None:
    match = _CANONICAL.fullmatch(text.strip())
    bound = (match["bound"] or "exact") if match else ""
    if match is None or bound not in _BOUNDS or not (match["unit"] or match["bound"] or match["upper"]):
        return None
    try:
        upper = Decimal(match["upper"]) if match["upper"] else None
        return Read(Quantity(Decimal(match["value"]), match["unit"] or "", bound, upper, match["per"] or ""))
    except InvalidOperation:
        return None


def shown_quantity(one: Quantity) -> str:
    """A figure as an answer has it: ``about 350000000 CNY``, ``1000000000..1200000000 CNY``, ``900000 EUR a year``."""
    bound = "" if one.bound == "exact" else f"{one.bound} "
    upper = f"..{plain_number(one.upper)}" if one.upper is not None else ""
    return f"{bound}{plain_number(one.value)}{upper} {one.unit}".strip() + (f" a {one.per}" if one.per else "")


def plain_number(value: Decimal) -> str:
    """A number without an exponent and without zeros behind its point.

    >>> plain_number(Decimal("3.50E+8")), plain_number(Decimal("0.250"))
    ('350000000', '0.25')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_in(text: str, hints: Hints, answer: str) -> Read[Period]:
    """The day or the span in a cell; as ``amount_in``.

    Args:
        text: what the cell says.
        hints: what is known of its column and sheet.
        answer: what was answered to its question; empty for nothing.
    """
    if answer == "ignore":
        return Read(none_said=True)
    if match := _CANONICAL_SPAN.fullmatch(answer):
        start, end = (date.fromisoformat(day) if day else None for day in match.groups())
        return Read(Period(start, end, "day")) if start or end else Read()
    if (said := _as_shown(answer) or _between_answered(answer, hints) or _open_answered(answer, hints)) is not None:
        return Read(said)
    return _in_one_language(answer or text, lambda half: period_in_its_order(half, hints), _same_span)


#: A month or a year as answers have them, alone or at an end of a span: of those 2007-10 is October.
_SHOWN = r"[0-9]{4}-(?:0[1-9]|1[0-2])|[0-9]{4}"
_SHOWN_SPAN = re.compile(rf"(?P<month>[0-9]{{4}}-(?:0[1-9]|1[0-2]))|(?P<first>{_SHOWN})?\.\.(?P<last>{_SHOWN})?")


def _as_shown(answer: str) -> Period | None:
    """The period that an answer is as ``shown_period`` writes it with months or years; ``None`` for others."""
    match = _SHOWN_SPAN.fullmatch(answer.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = (match["month"],) * 2 if match["month"] else (match["first"], match["last"])
    ends = [_whole_of(one) if one and int(one[:4]) else None for one in (first, last)]
    start, end = (ends[0].start if ends[0] else None), (ends[1].end if ends[1] else None)
    if [one is None for one in ends] != [not first, not last] or (start and end and start > end):
        return None
    said = [one.precision for one in ends if one]
    both = (said[0], said[1]) if len(said) > 1 and match["month"] is None else None
    return Period(start, end, coarser(*said), ends=both)


def _whole_of(text: str) -> Period:
    """The month or the year that is written as ``2007-10`` or ``2007``."""
    year, _, month = text.partition("-")
    return span("month", int(year), int(month)) if month else span("year", int(year), 1)


#: A year in a text, which is no part of a number or of a day.
YEAR_NAMED = re.compile(r"(?<![0-9./-])(?:19|20)[0-9]{2}(?![0-9./-])")
#: An interval as ISO 8601 writes it.
_INTERVAL = re.compile(r"([0-9]{4}(?:-[0-9]{1,2}){0,2}) ?/ ?([0-9]{4}(?:-[0-9]{1,2}){0,2})")

#: An interval that is open on one side, by a month or a year.
_OPEN = re.compile(r"([0-9]{4}(?:-[0-9]{2})?)?\.\.([0-9]{4}(?:-[0-9]{2})?)?")


def _between_answered(answer: str, hints: Hints) -> Period | None:
    """A span that an answer gives by its ends: 2020-07..2021-06, 2020-07/2021-06; ``None`` for others."""
    first, dots, last = answer.partition("..")
    if not dots and (parted := _INTERVAL.fullmatch(answer.strip())):
        first, dots, last = parted[1], "/", parted[2]
    if not dots or not first.strip() or not last.strip():
        return None
    start, end = period_in_its_order(first, hints).value, period_in_its_order(last, hints).value
    if start is None or end is None or start.start is None or end.end is None or start.start > end.end:
        return None
    return Period(start.start, end.end, end.precision, ends=(start.precision, end.precision))


def _open_answered(answer: str, hints: Hints) -> Period | None:
    """A span that an answer gives by one end, a month or a year: 2016.., ..2010-05; ``None`` for others."""
    if not (match := _OPEN.fullmatch(answer.strip())) or bool(match[1]) == bool(match[2]):
        return None
    one = period_in_its_order(match[1] or match[2], hints).value
    if one is None:
        return None
    return Period(one.start, None, one.precision) if match[1] else Period(None, one.end, one.precision)


def shown_period(one: Period) -> str:
    """A span as an answer has it: a day, a month, a year, or both its ends.

    >>> shown_period(Period(date(2017, 1, 1), date(2019, 12, 31), "year"))
    '2017..2019'
    >>> shown_period(Period(date(2016, 1, 1), None, "year")), shown_period(Period(None, date(2010, 5, 31), "month"))
    ('2016..', '..2010-05')
    """
    start, end = one.start, one.end
    if start is None or end is None:
        length = {"year": 4, "month": 7}.get(one.precision)
        return "..".join(day.isoformat()[:length] if day else "" for day in (start, end))
    if start == end:
        return start.isoformat()
    if one.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    if one.precision == "year" and start.year == end.year:
        return str(start.year)
    # Both ends no finer than they were said, so that the answer says no day that nobody wrote.
    if one.precision in ("year", "month") and (start, end) == (
        _first(start, one.precision),
        end_of(end, one.precision),
    ):
        length = 4 if one.precision == "year" else 7
        return f"{start.isoformat()[:length]}..{end.isoformat()[:length]}"
    return f"{start.isoformat()}..{end.isoformat()}"


def _first(day: date, precision: str) -> date:
    """The first day of the year or month that a day is in."""
    return day.replace(month=1, day=1) if precision == "year" else day.replace(day=1)


@dataclass(frozen=True, slots=True)
class Day:
    """When something holds.

    Attributes:
        as_of: the last day of the span that is said.
        precision: a code of ``date-precision``.
        plain: whether it is said so, without more: else the text itself is kept.
        about: whether the text says no more than about when: c. 2016, 2016年前后.
        limit: whether it only holds by then at the latest: before 2010, March to May 2017.
        since: not before which day, of a limit that says so.
        until: the last day that is said of a limit, where it is not ``as_of``: of spring 2018 the end of May.
        worked_out: whether the sheet does not name it, and it is counted from what it names: three years from then on.
    """

    as_of: date
    precision: str
    plain: bool
    limit: bool = False
    about: bool = False
    since: date | None = None
    worked_out: bool = False
    until: date | None = None

    @property
    def basis(self) -> str:
        """How it is known, as a code of ``time-basis``: what is only a limit is worked out."""
        return "resolved" if self.limit or self.worked_out else "stated"


_MONTHS = {"day": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}


def day_of(one: Period) -> Day:
    """The day by which what a span says holds: its last one; of a span without an end, the last of what it begins with.

    What is no day, month, quarter, half-year or year says only by when it was, and no day is made of it.
    """
    if one.end is None:
        assert one.start is not None, "a span has an end or a start"
        precision = one.precision if one.precision in _MONTHS else "day"
        return Day(end_of(one.start, precision), precision, plain=False)
    unit = _unit_of(one.start, one.end) if one.start is not None else ""
    if unit:
        return Day(one.end, unit, plain=one.bound == "exact")
    return limit_of(one.start, one.end, one.precision)


_A_WEEK = 7


def limit_of(first: date | None, last: date, precision: str) -> Day:
    """The day of what was at some time until another: the last one of the part of the calendar that all of it is in.

    Of a limit alone, before 2010, that part is as coarse as the limit is said. What goes over a new year is in none: of
    that the last day stands, as exactly as it is said.

    Args:
        first: the first day on which it may have been; ``None`` where nobody says.
        last: the last one.
        precision: how fine that is said.

    >>> autumn = limit_of(date(2019, 9, 1), date(2019, 11, 30), "month")
    >>> before = limit_of(None, date(2009, 12, 31), "year")
    >>> str(autumn.as_of), autumn.precision, str(autumn.until), str(before.as_of), before.precision
    ('2019-12-31', 'half', '2019-11-30', '2009-12-31', 'year')
    """
    if first is None:
        unit = precision if end_of(last, precision) == last else "day"
        return Day(last, unit, plain=False, limit=True)
    if precision == "day" and (last - first).days < _A_WEEK:
        # What took from the third to the fifth of May is dated by its last day.
        return Day(last, "day", plain=False, limit=True, since=first)
    unit = next((one for one in _MONTHS if start_of(last, one) <= first), "")
    if not unit:
        # No part of the calendar goes over a new year: the last day stands, as exactly as it is said.
        unit = precision if end_of(last, precision) == last else "day"
        return Day(last, unit, plain=False, limit=True, since=first)
    return Day(end_of(last, unit), unit, plain=False, limit=True, since=first, until=last)


def is_calendar_part(first: date, last: date) -> bool:
    """Whether two days are the first and the last of a day, a month, a quarter, a half-year or a year."""
    return bool(_unit_of(first, last))


def _unit_of(first: date, last: date) -> str:
    """The part of the calendar that two days are the first and the last of: a day, a month, …; empty if of none."""
    if first == last:
        return "day"
    of = (unit for unit, months in _MONTHS.items() if months and _begins(first, months) and end_of(first, unit) == last)
    return next(of, "")


def _begins(day: date, months: int) -> bool:
    """Whether a day is the first of a part of the calendar of so many months."""
    return day.day == 1 and (day.month - 1) % months == 0


def fitting(unit: str, measure: str, kinds: Mapping[str, str]) -> bool:
    """Whether a measure is counted in a unit.

    Args:
        unit: the unit's code.
        measure: the measure's code.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    return bool(unit) and kinds.get(f"unit/{unit}") == kinds.get(f"measure/{measure}", "?")


def units_of(measure: str, kinds: Mapping[str, str]) -> Sequence[str]:
    """The units that a measure is counted in, bundled ones first."""
    kind = kinds.get(f"measure/{measure}")
    return [name.removeprefix("unit/") for name, other in kinds.items() if name.startswith("unit/") and other == kind]
