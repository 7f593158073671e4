"""When what a row says holds: its days, its time and its term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kg.intake.sheets import beside_terms, cells, counting, dated_stages, done_then, spans, works
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.ends_of_spans import begins_within, exactness, is_some_time, last_of
from kg.intake.sheets.how_long import length_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.one_day import day_of_cell
from kg.intake.sheets.reached import take_reached
from kg.intake.sheets.reading_days import keep_unsaid, read_day, signed_again
from kg.intake.sheets.readings import OF_ONE_DAY, OF_ROWS
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.taken import OTHER, Taken, goes_on, is_of_term, is_of_works, take_first
from kg.intake.sheets.terms import is_of_amounts, term_of
from kg.notations import Period
from kg.notations.nearly import names_some_time, says_planned
from kg.notations.points import start_of
from kg.text import Text


def dated(draft: Draft) -> Dated:
    """The days of a row, and what is asked of them."""
    taken, others = Taken(), list[tuple[Line, int, done_then.Done]]()
    reached = list[tuple[Line, int, tuple[str, ...]]]()
    reached += [(line, place, (draft.sheet.readings[place].detail,)) for line, place, _ in draft.cells("reached")]
    for role in OF_ROWS:
        for line, place, text in draft.cells(role):
            if codes := beside_terms.stages_of(draft, line, place):
                reached.append((line, place, codes))
                continue
            if (done := done_then.done_in(draft, line, place, text)) is not None:
                own, of_others = done.parted(role)
                taken.take_done(draft, line, place, own)
                others.append((line, place, of_others))
                continue
            _read(draft, taken, role, (line, place, text))
    for cell in others:
        # What a column of its own says counts before what another one says beside its own day.
        taken.take_done(draft, *cell)
    take_reached(draft, taken, reached)
    _take_until(draft, taken)
    counted, bounds = counting.end_counted(draft, taken.found, taken.lengths)
    if bounds:
        begins = next(taken.found[role][1] for role in ("start", "signed") if role in taken.found)
        taken.exact = {"start": begins.precision, "end": counted["end"][1].precision} | taken.exact
    taken.found |= counted
    taken.ends = bounds | taken.ends
    dates, ends, exact = _as_dated(draft, taken), taken.ends, taken.exact
    if taken.within is not None and "start" not in exact:
        # A row that begins in a season runs from some time in it on, of which its time as a whole has no first day.
        ends, exact = ends | {"start": taken.within[0]}, exact | {"start": taken.within[1]}
    return replace(dates, term=term_of(draft, taken.found, ends, exact))


def _read(draft: Draft, taken: Taken, role: str, cell: tuple[Line, int, str]) -> None:
    """Read a cell of days, and take what it says that the row has not yet."""
    line, place, text = cell
    read = read_day(draft, line, place, text)
    if draft.sheet.answer("date", text):
        # Whoever had to be asked says more or less than a day: the words stay, whatever becomes of the answer.
        draft.keep(place, text)
    if read.value is None:
        keep_unsaid(draft, place, text, read)
        if read.none_said and (how_long := length_of(draft, place, text)) is not None:
            taken.lengths.append((line, place, how_long))
        return
    if role in taken.found:
        other = OTHER[role] if role in ("start", "end") else None
        take_first(draft, taken.found, role, (line, place, cells.day_of(read.value)), other)
        return
    before = set(taken.found)
    _take(draft, taken, (line, place, text), read.value)
    if not draft.sheet.answer("date", text) and says_planned(text):
        taken.planned |= {"start", "end"} & set(taken.found) - before


def _take_until(draft: Draft, taken: Taken) -> None:
    """Take until when something runs or is in force by its stage, in force until 2033, where nothing else ends it."""
    for line, place, text in draft.cells("stage"):
        value = dated_stages.stages_in(draft.sheet, place, text).until
        if value is None or value.end is None or "end" in taken.found:
            continue
        taken.found["end"], taken.until = (line, last_of(value)), place
        taken.ends["end"] = value.end
        taken.exact |= exactness(value, text)


def _take(draft: Draft, taken: Taken, cell: tuple[Line, int, str], value: Period) -> None:
    """Take what a cell says that has a day or a span, the first one of its role."""
    line, place, text = cell
    role = draft.sheet.readings[place].role
    if role == "span" or _says_both_ends(draft, cell, value) or _is_said_term(draft, cell, value):
        taken.take_span(draft, line, place, value)
        return
    if (other := _other_end(role, text, value)) is not None:
        if _takes_other_end(draft, line, place, other):
            taken.take_ends(draft, line, place, value)
            taken.ends[other] = value.end if other == "end" else value.start
            taken.exact |= exactness(value, text)
        return
    is_within = role == "start" and _is_within(draft, cell, value)
    day, runs = day_of_cell(draft, cell, value, dates_one_day=role in OF_ONE_DAY or is_within)
    if day is None:
        return
    taken.found[role] = (line, day)
    if role in ("date", "signed"):
        taken.again += signed_again(draft, line, place, text)
    if is_within:
        taken.within = begins_within(day)
    else:
        taken.ends[role] = value.start if role == "start" else value.end
    taken.ends |= runs
    exact = exactness(value, text) if not day.limit or spans.says_until(text, value) else {}
    if role == "end" and day.limit and not exact and not day.about:
        # Of the middle of 2026 no day is said: the part of the calendar ends it that all of it is in.
        taken.ends["end"], exact = day.as_of, {"end": day.precision}
    taken.exact |= {name: how for name, how in exact.items() if name == role or name in runs}
    if day.about and role in ("start", "end"):
        draft.say(line, place, _ONLY_ABOUT)


_ONLY_ABOUT = Text(
    "says only about when: no term has it, and its words are in the note", "只写大约时间：不作期限，原文保留在备注中"
)


def _says_both_ends(draft: Draft, cell: tuple[Line, int, str], value: Period) -> bool:
    """Whether a cell of beginnings or ends says both: a term, or its first and last day, 05/07/2017 – 30/09/2017."""
    _, place, text = cell
    role = draft.sheet.readings[place].role
    if role not in ("start", "end") or value.start is None or value.end is None or names_some_time(text):
        return False
    is_answered = bool(draft.sheet.answer("date", text))
    if spans.is_of_years(value):
        return True
    is_from_day_to_day = value.start != value.end and value.precision == "day" and value.bound == "exact"
    said = spans.said_of(draft.sheet, place, text, value) if is_some_time(value) else ""
    return role == "start" and not is_answered and (is_from_day_to_day or said == spans.FIRST)


def _is_said_term(draft: Draft, cell: tuple[Line, int, str], value: Period) -> bool:
    """Whether somebody has said of a span below a heading of days of signing that it is the term."""
    _, place, text = cell
    if draft.sheet.readings[place].role not in ("date", "signed") or not spans.is_of_years(value):
        return False
    return spans.said_of(draft.sheet, place, text, value) == spans.TERM


def _is_within(draft: Draft, cell: tuple[Line, int, str], value: Period) -> bool:
    """Whether a cell of beginnings says within which time something began: a season, 2020年3-5月.

    Whoever answers a season, a semester or a school year, spring 2020, SS 2019, 2015/16, with its months says when it
    began; nobody says that it was over by then.
    What begins below the heading of works ends below another.
    """
    _, place, text = cell
    if names_some_time(text):
        return value.start is not None and value.end is not None and not cells.is_calendar_part(value.start, value.end)
    return is_some_time(value) and (
        works.are_headed(draft.sheet.headings[place]) or spans.said_of(draft.sheet, place, text, value) == spans.WITHIN
    )


def _other_end(role: str, text: str, value: Period) -> str | None:
    """Which end a cell says below a heading of the other one: 至2016年12月 below beginnings, since 2015 below ends."""
    if role == "start" and spans.says_until(text, value):
        return "end"
    return "start" if role == "end" and value.end is None else None


def _takes_other_end(draft: Draft, line: Line, place: int, other: str) -> bool:
    """Whether what a cell says of the other end is that end, as no column of those has it; it is told both ways."""
    is_end, is_taken = other == "end", draft.first(other, "span") is None
    what = Text("says until when", "写的是结束时间") if is_end else Text("says since when", "写的是开始时间")
    end = Text("end", "结束时间") if is_end else Text("beginning", "开始时间")
    if is_taken:
        draft.say(line, place, MayBeWrong(f"{what.en}: read as the {end.en}", f"{what.zh}：按{end.zh}计"))
        return True
    draft.keep(place, line.text(place))
    told = f"{what.en}, which another column says too: kept in the note", f"{what.zh}，而另一栏已有：保留在备注中"
    draft.say(line, place, OnlySaid(*told))
    return False


def _as_dated(draft: Draft, taken: Taken) -> Dated:
    """The days of a row with the period that they bound, and whether they are those of works."""
    found, ends = taken.found, taken.ends
    start, end = ends.get("start"), ends.get("end")
    period = {}
    if start and end and start <= end:
        period = {"period_start": start.isoformat(), "period_end": end.isoformat()}
    of_works = is_of_works(draft, found) if taken.of_works is None else taken.of_works
    is_ongoing = (
        taken.of_works is None and "start" in found and start is not None and end is None and goes_on(draft, found)
    )
    return Dated(
        found,
        # While it is asked by which day the sheet holds, nothing is after that day.
        Day(draft.sheet.as_of or date.max, "day", plain=True),
        period,
        is_of_amounts=is_of_amounts(draft, found),
        start=start,
        is_of_building=of_works is True and not is_ongoing,
        may_be_of_building=of_works is None and not is_ongoing,
        is_before_signing=_is_before_signing(draft, found),
        is_of_term=taken.of_works is None and of_works is False and is_of_term(draft, found),
        done=taken.done,
        planned=frozenset(taken.planned),
        again=tuple(taken.again),
        headed=taken.headed,
        until=taken.until,
    )


def _is_before_signing(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool:
    """Whether a row's date is before it was signed, which is told: 年度 2019 of what was signed in May 2020.

    Of what is talked of, or planned, there is no signing yet.
    """
    if "date" not in found or "signed" not in found:
        return False
    (line, day), (_, signed) = found["date"], found["signed"]
    by = draft.sheet.as_of or date.max
    if signed.limit or not day.as_of < start_of(signed.as_of, signed.precision) <= by:
        return False
    stages = (dated_stages.stages_in(draft.sheet, place, text).read.codes for _, place, text in draft.cells("stage"))
    if set(_NOT_SIGNED) & {code for codes in stages for code in codes}:
        return False
    place = next(place for at, place, _ in draft.cells("date") if at is line)
    draft.keep(place, line.text(place))
    draft.say(line, place, _BEFORE_SIGNING)
    return True


_NOT_SIGNED = ("planned", "negotiating")
_BEFORE_SIGNING = MayBeWrong(
    "is before the day of signing: its amounts and its stage hold by their other days, and this one is in the note",
    "早于签约日期：数额与进展按其他日期计，此日期保留在备注中",
)
