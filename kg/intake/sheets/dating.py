"""When what a row says holds, and how far the partnership had come by then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kg.intake import schema
from kg.intake.sheets import (
    beside_terms,
    breaking,
    cells,
    counting,
    dated_stages,
    done_then,
    headed_spans,
    renewing,
    spans,
    vague,
    works,
)
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import NOTHING, UNDECIDED, Draft, Row, Sheet, asked_of, which_code
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.readings import DAYS
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.terms import term_of
from kg.intake.sheets.wording import is_nearest, keep_word, say_nearest
from kg.notations import Period, Read, end_of, lengths
from kg.notations.lengths import Length, length, says_how_long
from kg.notations.nearly import nearly, says_planned
from kg.notations.points import start_of
from kg.text import Text

#: How spreadsheets count the days of 1954 to 2064.
_SERIAL = re.compile(r"[2-5]\d{4}(\.\d+)?")
#: The roles of columns of days.
ROLES = ("date", "signed", "start", "end", "span")
#: Those that date what is done on one day; below others a span may stand.
_OF_ONE_DAY = ("date", "signed", "reached")
_RUNNING = ("underConstruction", "trialOperation", "operating")
_OVER = ("completed", "terminated")
#: Stages of works, which an agreement may begin before and outlast.
_OF_WORKS = {"underConstruction", "completed"}


_AFTER_ITS_DAY = OnlySaid("it is after the day of the sheet: kept in the note", "晚于表格的截至日期：保留在备注中")
_LATER = OnlySaid("it ends after the day of the sheet: kept in the note", "晚于表格的截至日期：保留在备注中")
#: What says that a date is only near.
_SAYS_ABOUT = re.compile(r"^(?:大约|约|ca?\b|circa\b|around\b|about\b|approx|~)|(?:左右|前后)$", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a row.

    Attributes:
        days: by role: the row of the sheet, and the day.
        sheet: the day by which the sheet holds.
        period: first and last day of what the row plans, as columns of the table observations.
        term: from when to when the partnership is agreed or planned to run, as columns of the table partnerships.
        start: the first day of the row's span, also of one without an end; ``None`` where it names none.
        is_of_building: whether start and end are those of works: 建设周期, 开工日期; what runs has not run since then.
        may_be_of_building: whether they may be: 起止/工期. What is said to go on, since 2013, does not tell of works.
        done: the day of each stage that a word beside it in a cell of days tells of: 2018年底开工.
        planned: which ends, of ``start`` and ``end``, are planned by their cells: 拟2018年开工.
        again: the days on which it was signed again, as a cell says beside the first: renewed 2016.
        headed: the stages of ``done`` of which a heading tells, and no word in a cell, with its column: 投产时间.
    """

    days: Mapping[str, tuple[Line, Day]]
    sheet: Day
    period: dict[str, str] = field(default_factory=dict)
    term: Row = field(default_factory=dict)
    start: date | None = None
    is_of_building: bool = False
    may_be_of_building: bool = False
    done: Mapping[str, tuple[Line, Day]] = field(default_factory=dict)
    planned: frozenset[str] = frozenset()
    again: tuple[tuple[Line, Day], ...] = ()
    headed: Mapping[str, int] = field(default_factory=dict)

    def at(self, *roles: str) -> Day | None:
        """The day of the first of some roles that the row has."""
        return next((self.days[role][1] for role in roles if role in self.days), None)

    def come(self, *roles: str) -> Day | None:
        """The same without the beginnings and ends of which their cells say that they are planned."""
        return self.at(*(role for role in roles if role not in self.planned))

    @property
    def of_figures(self) -> tuple[Day, str]:
        """The day by which the row's figures hold, and how it is known: of the row, else of the sheet."""
        if self.again and "date" not in self.days and (by := self.again[-1][1]).as_of <= self.sheet.as_of:
            return by, by.basis  # what was agreed stands as it was renewed
        return self._of("date", "signed")

    @property
    def of_what_has_come(self) -> tuple[Day, str]:
        """The same of what has been paid or done, which the day of signing does not date."""
        return self._of("date")

    def _of(self, *roles: str) -> tuple[Day, str]:
        day = self.at(*roles)
        if day is not None and day.limit and day.since is None and self.start is not None and self.start > day.as_of:
            # Signed before 2010, for the time since 2016: by the limit nobody spoke of that yet.
            day = None
        return (day, day.basis) if day is not None and day.as_of <= self.sheet.as_of else (self.sheet, "assumed")


@dataclass(slots=True)
class _Taken:
    """What the cells of a row have given so far: its days by role, the bounds of its time, and how long it runs.

    Of the bounds, ``exact`` has how exactly each is said that is no limit, and not only about when.
    ``done`` has what words beside days say was done on them, ``of_works`` whether that began or ended works; ``headed``
    the stages of which headings alone say so, with their columns. ``again`` are the days of a cell on which it was
    signed again.
    """

    found: dict[str, tuple[Line, Day]] = field(default_factory=dict)
    ends: dict[str, date | None] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    lengths: list[tuple[Line, int, Length]] = field(default_factory=list)
    done: dict[str, tuple[Line, Day]] = field(default_factory=dict)
    of_works: bool | None = None
    planned: set[str] = field(default_factory=set)
    again: list[tuple[Line, Day]] = field(default_factory=list)
    headed: dict[str, int] = field(default_factory=dict)

    def is_begun(self, draft: Draft) -> bool:
        """Whether a column of works says when these began."""
        return "start" in self.found and _is_of_works(draft, self.found) is True

    def take_span(self, draft: Draft, line: Line, place: int, value: Period) -> None:
        """Take the beginning and the end of a span, as far as the row has no others."""
        whole = {"start": value.start, "end": None if _is_one(value) else value.end}
        self.ends |= {name: day for name, day in whole.items() if name not in self.found}
        said = {name: how for name, how in _exactness(value, line.text(place)).items() if whole[name]}
        self.exact |= {name: how for name, how in said.items() if name not in self.found}
        self.found |= _of_span(draft, line, place, value, self.found)

    def take_done(self, draft: Draft, line: Line, place: int, done: done_then.Done) -> None:
        """Take what a word beside a day says was done on it, and the ends that it adds to the row's days."""
        # A column of when works began says it, and not another word beside another day.
        known = {*self.done, *(("underConstruction",) if self.is_begun(draft) else ())}
        self.done |= {code: (line, day) for code, day in done.stages.items() if code not in known}
        for role, day in done.ends().items():
            if role in self.found:
                _say_other_day(
                    draft, line, place, (self.found[role][1], day), _OTHER_SIGNED if role == "signed" else _OTHER_END
                )
                continue
            self.found[role] = (line, replace(day, plain=True))
            if role != "signed":
                self.ends[role] = done_then.first_of(day) if role == "start" else day.as_of
                self.of_works = done.of_works
                if not done.of_works:  # what is built may be agreed to run long after
                    self.exact[role] = day.precision


def dated(draft: Draft) -> Dated:
    """The days of a row, and what is asked of them."""
    taken, others = _Taken(), list[tuple[Line, int, done_then.Done]]()
    reached = list[tuple[Line, int, tuple[str, ...]]]()
    reached += [(line, place, (draft.sheet.readings[place].detail,)) for line, place, _ in draft.cells("reached")]
    for role in ROLES:
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
    _take_reached(draft, taken, reached)
    counted, bounds = counting.end_counted(draft, taken.found, taken.lengths)
    if bounds:
        begins = next(taken.found[role][1] for role in ("start", "signed") if role in taken.found)
        taken.exact = {"start": begins.precision, "end": counted["end"][1].precision} | taken.exact
    taken.found |= counted
    taken.ends = bounds | taken.ends
    return replace(_as_dated(draft, taken), term=term_of(draft, taken.found, taken.ends, taken.exact))


def _take_reached(draft: Draft, taken: _Taken, reached: Iterable[tuple[Line, int, tuple[str, ...]]]) -> None:
    """Take the days below headings that name a stage, 投产时间, as those of that stage; what is planned dates none.

    Args:
        draft: the partnership.
        taken: what its cells have given so far.
        reached: the cells: row, place and stage; of a span of works that of its beginning and that of its end.
    """
    for line, place, codes in reached:
        sheet, text = draft.sheet, line.text(place)
        if says_planned(sheet.headings[place]) or says_planned(text) or _NOT_YET.match(text.strip()):
            draft.keep(place, text)
            draft.say(line, place, _NOT_REACHED)
            continue
        done = done_then.done_in(draft, line, place, text)
        if done is not None:
            # A word in the cell says of which stage its day is.
            fresh = {one: (line, day) for one, day in done.stages.items() if one not in taken.done}
            taken.done |= fresh
            # What the word says once more is no more than the heading says.
            taken.headed |= {one: place for one in fresh if one in codes}
            continue
        read = read_day(draft, line, place, text)
        if sheet.answer("date", text):
            draft.keep(place, text)
        if read.value is None:
            _keep_untaken(draft, place, text, read)
            continue
        if len(codes) > 1:
            for code, day in zip(codes, map(_ends_of_span(read.value).get, ("start", "end")), strict=True):
                _take_headed(draft, taken, (line, place, code), day)
            continue
        day, _ = _day_of_cell(draft, (line, place, text), read.value, dates_one_day=True)
        _take_headed(draft, taken, (line, place, codes[0]), day)


def _take_headed(draft: Draft, taken: _Taken, cell: tuple[Line, int, str], day: Day | None) -> None:
    """Take a day below a heading of a stage, which another cell may date too."""
    line, place, code = cell
    if day is None:
        return
    if code not in taken.done:
        taken.done[code] = (line, day)
        taken.headed[code] = place
        return
    draft.keep(place, line.text(place))
    if taken.done[code][1].as_of != day.as_of:
        draft.say(line, place, _OTHER_STAGE)


#: What says below a heading of a stage that it has not come to that.
_NOT_YET = re.compile(
    r"尚未|还未|仍未|暂未|未(?![知详定])|待(?!定)"
    r"|(?:not yet|not|noch nicht|pas encore|aún no|todavía no|ainda não|non ancora|еще не|ещё не)\b"
    r"(?! known| said| given)",
    re.I,
)
_NOT_REACHED = OnlySaid(
    "planned, or not reached yet by its words: in the note alone, and dates no stage",
    "计划中或尚未到达该阶段：仅保留在备注中，不作为阶段的日期",
)


def _read(draft: Draft, taken: _Taken, role: str, cell: tuple[Line, int, str]) -> None:
    """Read a cell of days, and take what it says that the row has not yet."""
    line, place, text = cell
    read = read_day(draft, line, place, text)
    if draft.sheet.answer("date", text):
        # Whoever had to be asked says more or less than a day: the words stay, whatever becomes of the answer.
        draft.keep(place, text)
    if read.value is None or role in taken.found:
        _keep_untaken(draft, place, text, read)
        if read.value is not None and role in ("start", "end"):
            _say_other_day(draft, line, place, (taken.found[role][1], cells.day_of(read.value)))
        if read.none_said and (how_long := _length_of(draft, place, text)) is not None:
            taken.lengths.append((line, place, how_long))
        return
    before = set(taken.found)
    _take(draft, taken, (line, place, text), read.value)
    if not draft.sheet.answer("date", text) and says_planned(text):
        taken.planned |= {"start", "end"} & set(taken.found) - before


def _take(draft: Draft, taken: _Taken, cell: tuple[Line, int, str], value: Period) -> None:
    """Take what a cell says that has a day or a span, the first one of its role."""
    line, place, text = cell
    role = draft.sheet.readings[place].role
    if role == "span" or _says_both_ends(draft, cell, value):
        taken.take_span(draft, line, place, value)
        return
    if (other := _other_end(role, text, value)) is not None:
        if _takes_other_end(draft, line, place, other):
            taken.found |= _of_span(draft, line, place, value, taken.found)
            taken.ends[other] = value.end if other == "end" else value.start
            taken.exact |= _exactness(value, text)
        return
    is_within = role == "start" and _is_within(draft, cell, value)
    day, runs = _day_of_cell(draft, cell, value, dates_one_day=role in _OF_ONE_DAY or is_within)
    if day is None:
        return
    taken.found[role] = (line, day)
    if role in ("date", "signed"):
        taken.again += _signed_again(draft, line, place, text)
    if not is_within:
        taken.ends[role] = value.start if role == "start" else value.end
    taken.ends |= runs
    exact = _exactness(value, text) if not day.limit or spans.says_until(text, value) else {}
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
    if role not in ("start", "end") or value.start is None or value.end is None:
        return False
    if spans.is_of_years(value):
        return True
    is_answered = bool(draft.sheet.answer("date", text))
    is_from_day_to_day = value.start != value.end and value.precision == "day" and value.bound == "exact"
    said = spans.said_of(draft.sheet, place, text, value) if _is_some_time(value) else ""
    return role == "start" and not is_answered and (is_from_day_to_day or said == spans.FIRST)


def _is_within(draft: Draft, cell: tuple[Line, int, str], value: Period) -> bool:
    """Whether a cell of beginnings says within which time something began: a season, 2020年3-5月.

    Whoever answers a season, spring 2020, with its months says when it began; nobody says that it was over by then.
    What begins below the heading of works ends below another.
    """
    _, place, _ = cell
    return _is_some_time(value) and (
        works.are_headed(draft.sheet.headings[place])
        or spans.said_of(draft.sheet, place, cell[2], value) == spans.WITHIN
    )


def _is_some_time(value: Period) -> bool:
    """Whether a time of some weeks or months is no part of the calendar, so that something may have begun within it."""
    if value.start is None or value.end is None or spans.is_of_years(value):
        return False
    return not cells.is_calendar_part(value.start, value.end)


def _ask_of_span(draft: Draft, cell: tuple[Line, int, str], value: Period, said: str) -> None:
    """Keep a span in a column that dates one day, and ask which day that is, where nobody has said it."""
    line, place, text = cell
    draft.keep(place, text)
    if not said:
        draft.leave_open(line, place, spans.asked_of(draft.sheet, place, text, value))


def _exactness(value: Period, text: str) -> dict[str, str]:
    """How exactly a cell says the first and the last day of a time; nothing where it says only about when.

    Args:
        value: what the cell means.
        text: what it says: of c. 2018 no year is sure; the end of 2018 is in that.
    """
    if value.bound == "about" and _SAYS_ABOUT.search(text.strip()):
        return {}
    first, last = value.ends or (value.precision, value.precision)
    found = {"start": _precision_of(value.start, first)} if value.start else {}
    return found | ({"end": _last_of(replace(value, precision=last)).precision} if value.end else {})


def _length_of(draft: Draft, place: int, text: str) -> Length | None:
    """How long a cell of spans or ends says that something is, or an answer for it; ``None`` of others."""
    if answer := draft.sheet.answer("date", text):
        return length(answer)
    return length(text) if _may_be_length(draft, place, text) else None


def _may_be_length(draft: Draft, place: int, text: str) -> bool:
    """Whether a cell may say how long something is: one of spans or ends, and no 17年 that may be a year cut short."""
    sheet = draft.sheet
    if sheet.readings[place].role not in ("span", "end"):
        return False
    if not _A_POINT.fullmatch(text.strip()):
        return True
    # Below 期限, 10年 is how long; elsewhere where somebody has said that such a number is no year.
    is_length = headed_spans.of_lengths(sheet.headings[place]) or sheet.hints(place).two_digits is False
    return is_length and _SO_MANY_YEARS.fullmatch(text.strip()) is not None


def _may_be_either(draft: Draft, place: int, text: str) -> bool:
    """Whether a cell of spans may be a year or a month cut short, or so many of them: 10年 below 起止时间, 6月."""
    sheet = draft.sheet
    if sheet.readings[place].role != "span" or _may_be_length(draft, place, text):
        return False
    if _SO_MANY_YEARS.fullmatch(text.strip()):
        return sheet.hints(place).two_digits is None
    return _A_MONTH.fullmatch(text.strip()) is not None and headed_spans.of_lengths(sheet.headings[place])


def _ask_whether_length(draft: Draft, line: Line, place: int, text: str) -> None:
    """Ask of 10年 or 6月 in a cell of spans whether it says when, or how long."""
    number = int(re.sub("[^0-9]", "", text))
    if _A_MONTH.fullmatch(text.strip()):
        ways = [f"{number} months", *(f"{year}-{number:02}" for year in sorted(set(years_of(draft, line, place))))]
    else:
        ways = [f"{number} years", str(2000 + number)]
    asked = Text(f"{text!r} may be when it is, or how long.", f"“{text}”可能指时间，也可能指期限长短。")
    read: Read[Period] = Read(question=asked)
    draft.leave_open(
        line, place, replace(asked_of(draft.sheet, "date", draft.sheet.headings[place], text, read, ways), unsure=True)
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


def _as_dated(draft: Draft, taken: _Taken) -> Dated:
    """The days of a row with the period that they bound, and whether they are those of works."""
    found, ends = taken.found, taken.ends
    start, end = ends.get("start"), ends.get("end")
    period = {}
    if start and end and start <= end:
        period = {"period_start": start.isoformat(), "period_end": end.isoformat()}
    of_works = _is_of_works(draft, found) if taken.of_works is None else taken.of_works
    is_ongoing = (
        taken.of_works is None and "start" in found and start is not None and end is None and _goes_on(draft, found)
    )
    return Dated(
        found,
        # While it is asked by which day the sheet holds, nothing is after that day.
        Day(draft.sheet.as_of or date.max, "day", plain=True),
        period,
        start=start,
        is_of_building=of_works is True and not is_ongoing,
        may_be_of_building=of_works is None and not is_ongoing,
        done=taken.done,
        planned=frozenset(taken.planned),
        again=tuple(taken.again),
        headed=taken.headed,
    )


def _of_span(
    draft: Draft, line: Line, place: int, value: Period, found: Mapping[str, tuple[Line, Day]]
) -> dict[str, tuple[Line, Day]]:
    """The beginning and the end that a span adds to the days of a row; that it says others than they do is told."""
    draft.keep(place, line.text(place))
    ends = _ends_of_span(value)
    if value.start is None and spans.says_until(line.text(place), value):
        ends = {"end": _last_of(value)}
    for end, day in ends.items():
        if end in found:
            _say_other_day(draft, line, place, (found[end][1], day))
    return {end: (line, day) for end, day in ends.items() if end not in found}


_OTHER_END = MayBeWrong(
    "says another day than the column of beginnings or ends: in the note", "与起始栏或结束栏不同：见备注"
)
_OTHER_STAGE = MayBeWrong(
    "says another day of this stage than another cell: in the note", "与另一栏所写的该阶段日期不同：见备注"
)
_OTHER_SIGNED = MayBeWrong("says another day of signing than its column: in the note", "与签约日期栏不同：见备注")


def _say_other_day(draft: Draft, line: Line, place: int, days: tuple[Day, Day], said: Text = _OTHER_END) -> None:
    """Tell that a cell says another beginning or end than what the row has, if it does.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        days: what the row has, and what the cell says.
        said: what is told.
    """
    if days[0].as_of != days[1].as_of:
        draft.say(line, place, said)


def _keep_untaken(draft: Draft, place: int, text: str, read: Read[Period]) -> None:
    """Keep a cell that gives the row no day: a second one, or words that say that there is none."""
    if read.value is not None or (read.none_said and not NOTHING.fullmatch(text)):
        draft.keep(place, text)


def _is_one(value: Period) -> bool:
    """Whether a span is a day or a month alone: that is when it begins, and not all of the time that it takes."""
    day = cells.day_of(value)
    return day.precision in ("day", "month") and day.plain and not _names_both_ends(value)


def _names_both_ends(value: Period) -> bool:
    """Whether a span says its first and its last day, or month, though these bound one part of the calendar."""
    if value.start is None or value.end is None or value.start == value.end:
        return False
    fine = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4}
    return fine.get(value.precision, 0) < fine.get(cells.day_of(value).precision, 0)


def _is_of_works(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool | None:
    """Whether the column in which a row's beginning stands is one of works; ``None`` where it may be."""
    if "start" not in found:
        end = beside_terms.place_of(draft, found["end"][0], "end") if "end" in found else None
        return end is not None and works.are_ended(draft.sheet.headings[end])
    line = found["start"][0]
    place = beside_terms.place_of(draft, line, "start", "span")
    if place is None:
        return False
    return works.are_headed(line.text(place)) or headed_spans.of_works(draft.sheet.headings[place])


def _goes_on(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool:
    """Whether the cell in which a row's beginning stands says that what begins goes on: since 2013, 2013年至今."""
    line = found["start"][0]
    place = beside_terms.place_of(draft, line, "start", "span")
    return place is not None and spans.says_since(line.text(place))


def _ends_of_span(value: Period) -> dict[str, Day]:
    """The days on which a span begins and ends, by role; what is one part of the calendar says when it begins."""
    if value.start is None:
        return {"end": replace(cells.day_of(value), plain=True)} if value.end else {}
    if value.end is not None and cells.day_of(value).plain and not _names_both_ends(value):
        return {"start": cells.day_of(value)}
    first, last = value.ends or (value.precision, "")
    begins = replace(cells.day_of(Period(value.start, None, _precision_of(value.start, first))), plain=True)
    if value.end is None:
        return {"start": begins}
    return {"start": begins, "end": _last_of(replace(value, precision=last or begins.precision))}


def _last_of(value: Period) -> Day:
    """The day of an end that is no limit, as fine as it is said where that part of the calendar ends with it."""
    assert value.end is not None, "what says until when has an end"
    of_it = cells.day_of(Period(value.end, None, value.precision))
    return Day(value.end, of_it.precision if of_it.as_of == value.end else "day", plain=True)


def _precision_of(first: date, precision: str) -> str:
    """How fine the beginning of a span is said: of 2017年8月至2018年底 the end is as coarse as a year, and not this."""
    if cells.is_calendar_part(first, end_of(first, precision)):
        return precision
    return "month" if first.day == 1 else "day"


def _day_of_cell(
    draft: Draft, cell: tuple[Line, int, str], value: Period, *, dates_one_day: bool
) -> tuple[Day | None, dict[str, date | None]]:
    """The day of a cell, and from when to when it says that the partnership runs; no day where it is asked.

    Args:
        draft: the partnership.
        cell: the row, the place and the text.
        value: what the cell means.
        dates_one_day: whether it dates what is done on one day, so that a span in it is none.
    """
    sheet, (line, place, text) = draft.sheet, cell
    day, runs = cells.day_of(value), dict[str, date | None]()
    is_open = sheet.readings[place].role == "start" and not dates_one_day and _is_some_time(value)
    if is_open or (dates_one_day and spans.is_of_years(value)):
        said = spans.said_of(sheet, place, text, value)
        if said in ("", spans.LEFT_OUT):
            _ask_of_span(draft, cell, value, said)
            return None, runs
        day = spans.day_in(value, said, sheet.as_of or date(1, 1, 1))
        runs = {"start": value.start, "end": value.end} if said == spans.FIRST else runs
    if not day.plain:
        draft.keep(place, text)
    if value.bound == "about" and _SAYS_ABOUT.search(text.strip()):
        day = replace(day, about=True)
    if day.limit and dates_one_day:
        draft.say(line, place, _limit_said(day))
    return day, runs


def _limit_said(day: Day) -> Text:
    """What is said of a day that is only a limit, or the last of a span in which something was."""
    by, since = day.as_of, day.since
    if since is None:
        return Text(f"a limit and no day: at the latest by {by}", f"为时限而非具体日期：最迟{by}")
    return Text(
        f"a span and no day: between {since} and {by}; the last day counts, the first is noted beside it",
        f"为时段而非具体日期：{since}至{by}之间；按最后一日计，起始日记入备注",
    )


def noted(day: Day) -> dict[str, str]:
    """What is noted of a claim whose day is only a limit, or about when, by column; nothing of others.

    Args:
        day: the day by which the claim holds.
    """
    if day.about:
        return {"note_zh": "原文只说约在此时。", "note_en": "The sheet says about this time."}
    if not day.limit:
        return {}
    if day.since is not None:
        return {
            "note_zh": f"原文给出的是时段：{day.since}至此日之间。",
            "note_en": f"The sheet gives a span: between {day.since} and this day.",
        }
    return {
        "note_zh": "原文只给出时限：最迟此日，或更早。",
        "note_en": "The sheet gives a limit: at the latest by this day, perhaps earlier.",
    }


def read_day(draft: Draft, line: Line, place: int, text: str) -> Read[Period]:
    """What a cell with a day says; where it names no year, that of the row's other days counts.

    Args:
        draft: the partnership, which notes what is asked and said.
        line: the row.
        place: the column.
        text: what the cell says.

    Returns:
        the day or span; nothing, with a question in the draft, where it is open.
    """
    sheet = draft.sheet
    answer, hints = renewing.each_of(sheet.answer("date", text))[0], sheet.hints(place)
    if (said := _says_no_day(draft, line, place, text)) is not None:
        return said
    read = cells.day_in(text, hints, answer) if _are_of_signing(draft, place, text) else Read()
    if not answer and sheet.readings[place].role in ("start", "end", "span"):
        read = spans.with_what_was_done(
            text, sheet.readings[place].role, read, lambda part: cells.day_in(part, hints, "")
        )
        read = spans.open_ended(text, read, lambda part: cells.day_in(part, hints, ""))
        often = spans.recurring(text, read, lambda part: cells.day_in(part, hints, ""))
        if often is not read:
            draft.keep(place, text)  # how often it comes back, no table has
            read = often
    if not answer and line.cells[place].kind == "number" and _SERIAL.fullmatch(text) and len(read.proposals) == 1:
        # A spreadsheet's own number of a day, whose format does not say so.
        read = Read(read.proposals[0])
        draft.say(line, place, MayBeWrong(f"{text} is a spreadsheet's number of a day", f"{text}是电子表格的日期序号"))
    read = _of_this_row(draft, line, place, text, read)
    read = _of_our_time(draft, line, place, text, read)
    if not answer and sheet.readings[place].role != "span" and _AFTER.search(text):
        # After 2018 is not by the end of 2019.
        read = _without_ends(read)
    if read.about == "unknown":
        draft.keep(place, text)
        draft.say(line, place, OnlySaid("said not to be known: kept in the note", "原文表示未知：保留在备注中"))
        return Read(none_said=True)
    if _is_asked_otherwise(draft, line, place, text, read):
        return read
    if read.value is None and not read.none_said:
        shown = [cells.shown_period(one) for one in read.proposals]
        asked = asked_of(sheet, "date", sheet.headings[place], text, read, shown)
        draft.leave_open(line, place, _with_years(draft, line, asked) if read.about == "year" else asked)
    return read


def _says_no_day(draft: Draft, line: Line, place: int, text: str) -> Read[Period] | None:
    """What is read of a cell that says no day: nothing, how long something is, or perhaps that; ``None`` of others."""
    is_answered = bool(draft.sheet.answer("date", text))
    if (not is_answered and draft.pass_over(line, place, text)) or _says_how_long(draft, line, place, text):
        return Read(none_said=True)
    if is_answered or not _may_be_either(draft, place, text):
        return None
    _ask_whether_length(draft, line, place, text)
    return Read()


def _are_of_signing(draft: Draft, place: int, text: str) -> bool:
    """Whether an answer is one day, or several on each of which something was signed, below a heading of such days."""
    answers, hints = renewing.each_of(draft.sheet.answer("date", text))[1:], draft.sheet.hints(place)
    if answers and draft.sheet.readings[place].role not in ("date", "signed"):
        return False
    return all(cells.day_in(text, hints, one).value is not None for one in answers)


def _signed_again(draft: Draft, line: Line, place: int, text: str) -> list[tuple[Line, Day]]:
    """The further days on which something was signed by the answer for a cell, each as a day that it names."""
    hints = draft.sheet.hints(place)
    read = (cells.day_in(text, hints, one).value for one in renewing.each_of(draft.sheet.answer("date", text))[1:])
    return [(line, cells.day_of(value)) for value in read if value is not None]


def _says_how_long(draft: Draft, line: Line, place: int, text: str) -> bool:
    """Whether a cell of spans or ends says how long something is, or that it has no end: it is kept, and told.

    What was answered for it may say how long, too.
    """
    if draft.sheet.readings[place].role not in ("span", "end"):
        return False
    answer = draft.sheet.answer("date", text)
    is_length = says_how_long(answer) if answer else _may_be_length(draft, place, text) and says_how_long(text)
    if not is_length and (answer or not vague.says_no_end(text)):
        return False
    draft.keep(place, text)
    draft.say(line, place, vague.LENGTH if is_length else vague.ENDLESS)
    return True


#: A year of two digits, which is rather a year than so many of them: 17年; one of Minguo, which is asked: 110年.
_A_POINT = re.compile(r"(?:[0-9]{2}|1[0-3][0-9]) ?年|[0-9]{1,2} ?月")
_SO_MANY_YEARS, _A_MONTH = re.compile(r"[1-9][0-9] ?年"), re.compile(r"(?:[1-9]|1[0-2]) ?月")


def _is_asked_otherwise(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> bool:
    """Whether it is asked of a text that is no date what it may mean all the same: a fiscal year, a season, a plan."""
    if read.value is not None or read.none_said:
        return False
    is_answered = bool(draft.sheet.answer("date", text))
    role = draft.sheet.readings[place].role
    if not is_answered and _is_planned_later(draft, line, place, text):
        return True
    if not is_answered and (of_word := done_then.asked_of(draft, place, text)) is not None:
        draft.leave_open(line, place, of_word)
        return True
    if role in ("date", "signed") and not is_answered:
        hints = draft.sheet.hints(place)
        if ways := renewing.perhaps(text, lambda part: cells.day_in(part, hints, "")):
            asked = asked_of(draft.sheet, "date", draft.sheet.headings[place], text, replace(read, about=""), [])
            draft.leave_open(line, place, replace(asked, options=(*ways, *asked.options), unsure=True))
            return True
    if said := [] if is_answered or read.about else spans.perhaps(text, role, draft.sheet.hints(place), read):
        asked = asked_of(draft.sheet, "date", draft.sheet.headings[place], text, replace(read, about=""), said)
        draft.leave_open(line, place, replace(asked, unsure=True))
        return True
    if read.proposals or read.about or read.question == _NOT_WHEN:
        return False
    _ask_of_odd(draft, line, place, text, read)
    return True


def _is_planned_later(draft: Draft, line: Line, place: int, text: str) -> bool:
    """Whether a cell says of what is done on one day that it is planned for one to come: kept and told, not asked.

    Whatever was answered, it dates nothing that the sheet can know.
    """
    sheet = draft.sheet
    dates_one_day = sheet.readings[place].role in _OF_ONE_DAY or beside_terms.stages_of(draft, line, place)
    if not dates_one_day or not says_planned(text) or sheet.as_of is None:
        return False
    found = nearly(text, sheet.hints(place))
    if not found or not all(one.start is not None and one.start > sheet.as_of for one in found):
        return False
    draft.keep(place, text)
    draft.say(line, place, _PLANNED_LATER)
    return True


_PLANNED_LATER = OnlySaid(
    "planned for a day after that of the sheet: kept in the note", "计划时间晚于表格的截至日期：保留在备注中"
)


def _with_years(draft: Draft, line: Line, asked: Question) -> Question:
    """What is asked of a day without a year, with the years first that the texts of its row name."""
    texts = [line.text(place) for place in draft.sheet.columns("note", "name", "name_zh", "name_en", "source")]
    named = dict.fromkeys(year for text in texts for year in cells.YEAR_NAMED.findall(text[:_MOST_READ]))
    options = (*(Option(year, Text(year, year)) for year in named), *asked.options)
    return replace(asked, options=tuple({one.answer: one for one in options}.values())[:_MOST_YEARS])


#: How much of a text is read for a year, and how many are proposed.
_MOST_READ, _MOST_YEARS = 2_000, 4


def _without_ends(read: Read[Period]) -> Read[Period]:
    """What is read of a text that says after when something was: no day by which it was, so that it is asked."""
    kept = tuple(one for one in (read.value, *read.proposals) if one is not None and one.end is not None)
    if len(kept) == 1 + len(read.proposals) - (read.value is None):
        return read
    return Read(question=_NOT_WHEN, proposals=kept, whole=False)


_AFTER = re.compile(r"\b(?:after|later than|post|nach|apres|après)\b|[之以]?后\s*$", re.I)
_NOT_WHEN = Text("The text says after when it was, and not when.", "原文只说在何时之后，未说明时间。")


def _of_this_row(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """The same, where it names no year: that of the other days of its row, else that of the title; else it is asked."""
    hints = draft.sheet.hints(place)
    if (words := _OF_THE_SAME_YEAR.match(text)) and read.value is None:
        text = text[words.end() :]
        read = cells.day_in(text, hints, "")
    if read.about != "year" or hints.year is not None:
        return read
    rows, titles = {year for year in years_of(draft, line, place) if year}, set(draft.sheet.title_years)
    of_row = rows.pop() if len(rows) == 1 else None
    of_title = titles.pop() if len(titles) == 1 and not rows else None
    ways = {year: cells.day_in(text, replace(hints, year=year), "") for year in (of_row, of_title) if year}
    if len(ways) > 1 and _is_after(draft, place, ways[of_row or 0]):
        # What the sheet can know lies before its day: the row's other day may be one that is planned.
        made = [way.value for way in reversed(ways.values()) if way.value is not None]
        return Read(question=_WHICH_YEAR, proposals=tuple(made), whole=False)
    if of_row:
        draft.say(line, place, MayBeWrong("the year is that of the row's other days", "年份取自该行其他日期"))
        return ways[of_row]
    if of_title:
        said = MayBeWrong(f"the year is {of_title}, as the title has it", f"年份按标题计为{of_title}年")
        draft.say(line, place, said)
        return ways[of_title]
    return read


#: Words for the year of which a row speaks already.
_OF_THE_SAME_YEAR = re.compile(r"\s*(?:同年|当年|该年|same year[,: ]*)(?=\S)", re.I)
_WHICH_YEAR = Text(
    "The date has no year: that of the row's other days is after the day of the sheet, its title has another.",
    "日期没有年份：按该行其他日期则晚于表格的截至日期，标题另有年份。",
)


def _is_after(draft: Draft, place: int, read: Read[Period]) -> bool:
    """Whether a day that dates what has been lies after that of the sheet."""
    by, one = draft.sheet.as_of, read.value
    is_of_past = draft.sheet.readings[place].role in _OF_ONE_DAY
    return bool(is_of_past and by and one and one.end and one.end > by)


def _of_our_time(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """The same, where its year has two digits and the days of other rows show which it is."""
    sheet = draft.sheet
    if read.about != "two-digits" or sheet.years is None or sheet.hints(place).two_digits is not None:
        return read
    made = cells.day_in(text, replace(sheet.hints(place), two_digits=True), "").value
    day = (made.start or made.end) if made else None
    if made is None or day is None or not sheet.years[0] - 1 <= day.year <= sheet.years[1] + 1:
        return read
    said = MayBeWrong(f"the year is taken as {day.year}, as in other rows", f"年份按{day.year}年计，与其他行一致")
    draft.say(line, place, said)
    return Read(made)


def _ask_of_odd(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> None:
    """Ask of a text that is no date: what stands in it, else what it says by the day of the sheet; it says more."""
    sheet, heading = draft.sheet, draft.sheet.headings[place]
    perhaps = dict.fromkeys([*_beside_this_year(sheet, text), *(one[0] for one in _YEAR_AND_MONTH.finditer(text))])
    plans = [first for words, first in _FIVE_YEARS.items() if re.search(words, text, re.I)]
    if not perhaps and not plans and sheet.as_of is not None:
        back = next((years for words, years in _YEARS_BACK.items() if re.search(words, text, re.I)), None)
        # Of a text that speaks of no year, neither the row nor the sheet tells what it means.
        perhaps = dict.fromkeys([str(sheet.as_of.year - back)] if back is not None else [])
    shown = [cells.shown_period(value) for one in perhaps if (value := cells.day_in(one, sheet.hints(place), "").value)]
    shown += [f"{first}-01-01..{first + 4}-12-31" for first in plans if not perhaps]
    if not shown and sheet.readings[place].role in ("span", "end") and (shown := list(lengths.named(text))):
        read = replace(read, question=_NO_ONE_LENGTH)
    asked = asked_of(sheet, "date", heading, text, read, shown)
    draft.leave_open(line, place, replace(asked, unsure=True))


_NO_ONE_LENGTH = Text("The text says how long, and more. How long is it?", "文中写有期限，并有其他内容。期限多长？")
#: A year in a text that is no date, with its month where that is one.
_YEAR_AND_MONTH = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[-/.年](?:1[0-2]|0?[1-9])(?![0-9])月?)?(?![0-9])")
#: The five years of China's plans by their numbers, with the first of each.
_FIVE_YEARS = {
    "十一五|11th five[- ]year": 2006,
    "十二五|12th five[- ]year": 2011,
    "十三五|13th five[- ]year": 2016,
    "十四五|14th five[- ]year": 2021,
    "十五五|15th five[- ]year": 2026,
}


def _beside_this_year(sheet: Sheet, text: str) -> Iterator[str]:
    """What a text says by the year of the sheet's day: 今年3月 and March last year, as a day with its year."""
    if sheet.as_of is None:
        return
    for words, back in _YEARS_BACK.items():
        rest = re.sub(rf"^(?:{words})|(?:{words})$", "", text.strip(), count=1, flags=re.I).strip(" 的,")
        if not rest or rest == text.strip():
            continue
        hints = replace(sheet.hints(sheet.columns(*DAYS)[0]), year=sheet.as_of.year - back)
        value = cells.day_in(rest, hints, "").value
        if value is not None:
            yield cells.shown_period(value)


#: Words for a year beside that of the sheet: how many years back.
_YEARS_BACK = {"前年": 2, "去年|上年|last year|previous year": 1, "今年|本年|this year": 0, "明年|next year": -1}


def years_of(draft: Draft, line: Line, but: int) -> Iterator[int]:
    """The years of a row's other days.

    Args:
        draft: the partnership.
        line: the row.
        but: the column whose own day is not looked at.
    """
    for place in draft.sheet.columns(*DAYS):
        if place != but and (text := line.text(place)):
            value = cells.day_in(text, draft.sheet.hints(place), "").value
            for day in (value.start, value.end) if value else ():
                if day is not None:
                    yield day.year


def stages_of(draft: Draft, days: Dated) -> Iterator[tuple[str, Day, str, Line]]:
    """How far a partnership is said to be: the stage, by which day, how that is known, and the row that says so."""
    order = schema.codes("stage", draft.sheet.ontology)
    stage, line, said = _stage(draft, order)
    known = _known_by(draft, days, said, line)
    signing, stated = _signing(draft, days, stage), stage
    is_before = _is_before_signing(draft, stage, order)
    if is_before and _is_signed_all_the_same(draft, days, stage, line):
        # What is prepared has been signed; that it is prepared by the sheet's day would say that it is no further.
        is_before, stage = False, ""
        known.pop("planned", None)
    days = _without_what_only_headings_say(draft, days, said, stated)
    own = known | _done_by(draft, days, said, stage, order)
    _keep_headed(draft, days, own)
    yield from _signed(draft, days, stage, "" if is_before else signing)
    for role in ("signed", "date") if stage and (is_before or not signing) else ():
        if role in days.days and days.days[role][1].as_of > days.sheet.as_of:
            _say_later(draft, days, role)
    if stage and not (stage == "signed" and signing):
        if (stands := own.get(stage)) is not None:
            # What other days may date is neither asked nor told where the cell says it.
            line, day = stands
            basis = day.basis
        else:
            day, basis = _day_of(draft, stage, days, is_before=is_before)
            if _is_before_its_start(days, stage, day):
                _say_before_its_start(draft, line)
                yield from _further(days, stage, own, signing)
                return
            _say_dated(draft, days, (stage, line), is_by_signing=is_before and day is days.at("signed"))
        yield stage, day, basis, line
        yield from _still(draft, days, (stage, day, basis, line), signing, has_own=stands is not None)
    yield from _further(days, stage, own, signing)
    if not stage and signing and (begun := [code for code in own if code in _RUNNING and set(own).isdisjoint(_OVER)]):
        line, day = own[code := max(begun, key=order.index)]
        yield from _still(draft, days, (code, day, day.basis, line), signing, has_own=True)


def _is_before_its_start(days: Dated, stage: str, day: Day) -> bool:
    """Whether a row runs or is over by its stage on a day on which it had not begun by the beginning that it names."""
    begun = days.come("start")
    # What is agreed from next year on may be under construction now.
    stages = (*_RUNNING[1:], *_OVER[:1], *(_RUNNING[:1] if days.is_of_building else ()))
    # What a word beside its own day says, 2025年投产, is told by itself.
    if (
        begun is None
        or stage not in stages
        or day is begun
        or any(begun.as_of == own.as_of for _, own in days.done.values())
    ):
        return False
    return (days.start or done_then.first_of(begun) or begun.as_of) > day.as_of


def _say_before_its_start(draft: Draft, line: Line) -> None:
    """Keep and tell a stage of which the row's own beginning says that it had not come by the day of the sheet."""
    for _, place, text in draft.cells("stage"):
        draft.keep(place, text)
    draft.say(line, draft.sheet.columns("stage")[0], _BEFORE_ITS_START)


_BEFORE_ITS_START = MayBeWrong(
    "its beginning is after the day of the sheet, by which it cannot have come so far: the stage is in the note "
    "(as_of says the day of the sheet)",
    "开始时间晚于表格的截至日期，届时不可能处于该进展：进展保留在备注中（截至日期见as_of）",
)


def _is_signed_all_the_same(draft: Draft, days: Dated, stage: str, line: Line) -> bool:
    """Whether a row of what is planned or prepared has a day of signing that is past: it is signed then, and told.

    Args:
        draft: the partnership.
        days: its days.
        stage: its stage.
        line: the row that names the stage.
    """
    if stage != "planned" or "signed" not in days.days:
        return False
    at, day = days.days["signed"]
    if day.as_of > days.sheet.as_of or (day.limit and day.as_of == days.sheet.as_of):
        # Some time until the day of the sheet, as of not before 2024, says no day on which it was signed.
        return False
    place = draft.sheet.filled(at, "signed")
    said = [text for _, _, text in draft.cells("stage")]
    # Another column may say it in words, signed June 2017, which are none of what is planned.
    beside = () if place is None else (at.text(place), draft.sheet.headings[place])
    if any(map(_UNSIGNED.search, said)) or any(map(says_planned, beside)):
        return False
    for _, other, text in draft.cells("stage"):
        draft.keep(other, text)
    draft.say(line, draft.sheet.columns("stage")[0], _SIGNED_ALL_THE_SAME)
    return True


#: Stages of what is planned that say that the deal itself is: to be signed, 拟签约, a draft, an intention.
_UNSIGNED = re.compile(
    r"签|簽|意向|拟合作|草案|\bsign|\bdraft|\bpropos|\binten|\bidea|\bconcept|unterz|entwurf|signer|firmar|assinar|подпис|podpi"
    r"|체결|締結|ký",
    re.I,
)
_SIGNED_ALL_THE_SAME = MayBeWrong(
    "signed by the day of its column, and planned by its stage: taken as signed, the stage is in the note",
    "签约日期已过，而进展栏为计划中：按已签约计，进展保留在备注中",
)


def _signing(draft: Draft, days: Dated, stage: str) -> str:
    """Under which role the day of signing stands; empty where there is none."""
    if "signed" in days.days:
        return "signed"
    if stage in ("", "signed") and draft.row.get("class") == "Agreement" and "date" in days.days:
        if not stage:
            said = MayBeWrong("its date is taken as the day of signing", "日期按签约日期计")
            draft.say(days.days["date"][0], None, said)
        return "date"
    return ""


def _signed(draft: Draft, days: Dated, stage: str, signing: str) -> Iterator[tuple[str, Day, str, Line]]:
    """That it was signed, by the day of signing; the day of a row without a stage is kept in the note."""
    if signing:
        at, day = days.days[signing]
        if day.as_of > days.sheet.as_of:
            _say_later(draft, days, signing)
            yield "signed", days.sheet, "assumed", at
        else:
            yield "signed", day, day.basis, at
        yield from _renewed(draft, days)
        return
    role = next((one for one in ("signed", "date") if one in days.days), "")
    if not stage and role:
        place = draft.sheet.columns(role)[0]
        draft.keep(place, days.days[role][0].text(place))


def _renewed(draft: Draft, days: Dated) -> Iterator[tuple[str, Day, str, Line]]:
    """That it was signed again, by each day on which it was renewed."""
    for at, day in days.again:
        if day.as_of > days.sheet.as_of:
            draft.say(at, None, _later(day))
        else:
            yield "signed", day, day.basis, at


def _further(
    days: Dated, stage: str, own: Mapping[str, tuple[Line, Day]], signing: str
) -> Iterator[tuple[str, Day, str, Line]]:
    """The stages beside the furthest one: those with a day of their own, and that what stands was being built."""
    for code, (line, day) in own.items():
        if code != stage and not (code == "signed" and signing):
            yield code, day, day.basis, line
    if "underConstruction" not in own:
        yield from _built(days, stage)


def _known_by(draft: Draft, days: Dated, own: Mapping[str, Day], line: Line) -> dict[str, tuple[Line, Day]]:
    """The days of stages that the sheet can know; one after its day is told."""
    known = {code: (line, day) for code, day in own.items() if day.as_of <= days.sheet.as_of}
    if later := [day for day in own.values() if day.as_of > days.sheet.as_of]:
        draft.say(line, draft.sheet.columns("stage")[0], _later(later[0]))
    return known


def _without_what_only_headings_say(draft: Draft, days: Dated, own: Mapping[str, Day], stage: str) -> Dated:
    """The days of a row without those on which it ran or ended by a heading alone, and not by its stage: it is told.

    A day below Commissioning may be the one that is planned: of a row that is signed or planned it is no fact.

    Args:
        draft: the partnership.
        days: its days.
        own: the days of stages that its cells of stages name.
        stage: its stage, as it is said; empty where none is.
    """
    doubtful = [one for one in days.headed if one in (*done_then.RUNS, *done_then.ENDS) and one not in own]
    if stage not in ("signed", "planned") or not doubtful:
        return days
    for code in doubtful:
        line, day = days.done[code]
        place = days.headed[code]
        draft.keep(place, line.text(place))
        if day.as_of > days.sheet.as_of:
            draft.say(line, place, _later(day))
        else:
            _say_not_so_far(draft, line, place, (code, stage))
    return replace(
        days,
        done={code: cell for code, cell in days.done.items() if code not in doubtful},
        headed={code: place for code, place in days.headed.items() if code not in doubtful},
    )


def _say_not_so_far(draft: Draft, line: Line, place: int | None, codes: tuple[str, str]) -> None:
    """Tell that a day says a stage to which the row has not come by its own stage.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of the day, where it is one alone.
        codes: the stage of the day, and that of the row.
    """
    name, other = (code_name("stage", one, draft.sheet.ontology) for one in codes)
    told = MayBeWrong(
        f"says that it has been {name.en}, which its stage ({other.en}) does not: kept in the note",
        f"写有“{name.zh}”，与其阶段（{other.zh}）不符：保留在备注中",
    )
    draft.say(line, place, told)


def _done_by(
    draft: Draft, days: Dated, own: Mapping[str, Day], stage: str, order: tuple[str, ...]
) -> dict[str, tuple[Line, Day]]:
    """The stages that words beside the row's days tell of and the sheet can know; what it cannot is told.

    Args:
        draft: the partnership.
        days: its days.
        own: the days of stages that its cells of stages name, which count before these.
        stage: its stage; empty where none is said.
        order: all stages, from the first on.
    """
    known = {}
    is_open = not stage and any(one.path[:2] == ("answers", "stage") for one in draft.questions)
    for code, (line, day) in days.done.items():
        if code in own or code == "signed":
            continue
        if day.as_of > days.sheet.as_of:
            name = code_name("stage", code, draft.sheet.ontology)
            said = OnlySaid(f"says {name.en} after the day of the sheet: kept in the note", f"{name.zh}：{_LATER.zh}")
            draft.say(line, None, said)
        elif is_open and code in done_then.ENDS:
            # What is asked may say that it runs: what was built by then is no end of it.
            continue
        elif done_then.is_known(stage, code, order):
            known[code] = (line, day)
        elif code not in done_then.ENDS:
            _say_not_so_far(draft, line, None, (code, stage))
    if not stage and not is_open:
        known = {code: cell for code, cell in _of_works(draft, days).items() if code not in own} | known
    built = known.get("completed")
    if built and any(known[code][1].as_of >= built[1].as_of for code in done_then.RUNS if code in known):
        # What was finished and then ran has not ended: 竣工 before 投产.
        del known["completed"]
    return known


def _of_works(draft: Draft, days: Dated) -> dict[str, tuple[Line, Day]]:
    """The stages that 开工时间 and 竣工时间 date, which head beginnings and ends too, as far as the sheet can know."""
    found = {}
    for role, code, tells in (("start", "underConstruction", works.are_headed), ("end", "completed", works.are_ended)):
        line, day = days.days.get(role, (draft.lines[0], None))
        place = beside_terms.place_of(draft, line, role)
        if day is None or place is None or day.limit or role in days.planned or day.as_of > days.sheet.as_of:
            continue
        heading = draft.sheet.headings[place]
        if tells(heading) and not says_planned(heading):
            found[code] = (line, day)
    return found


def _keep_headed(draft: Draft, days: Dated, own: Mapping[str, tuple[Line, Day]]) -> None:
    """Keep the days below headings of stages that date no stage, and tell those that agree with the row's stage."""
    for code in sorted(days.headed):
        line, day = days.done[code]
        if own.get(code) == (line, day):
            continue
        place = days.headed[code]
        draft.keep(place, line.text(place))
        if day.as_of <= days.sheet.as_of and code in done_then.ENDS:
            said = Text("its day is in the note alone: no stage has it", "其日期仅保留在备注中：没有阶段采用")
            draft.say(line, place, said)


def _still(
    draft: Draft, days: Dated, begun: tuple[str, Day, str, Line], signing: str, *, has_own: bool
) -> Iterator[tuple[str, Day, str, Line]]:
    """That what began before it was signed goes on by the day of the sheet: else it would be no further than signed."""
    stage, day, _, line = begun
    if not signing or not _is_begun_before(days, stage, day, signing, has_own=has_own):
        return
    at = days.days[signing][1]
    if (first := start_of(at.as_of, at.precision)) <= day.as_of and not at.limit:
        said = Text(
            f"it began in the {at.precision} of signing ({first} to {at.as_of}): "
            "its stage is that of the sheet's day too",
            f"开始于签约所在的时段（{first}至{at.as_of}）：截至表格日期也处于该阶段",
        )
    else:
        said = Text(
            "it began before the day of signing, and its stage is that of the sheet's day too",
            "开始早于签约：截至表格日期也处于该阶段",
        )
    draft.say(line, next(iter(draft.sheet.columns("stage")), None), said)
    yield stage, days.sheet, "assumed", line


def _is_begun_before(days: Dated, stage: str, day: Day, signing: str, *, has_own: bool) -> bool:
    """Whether what runs has run since before the day of signing, after which it would be no further than signed."""
    signed = max(day.as_of for _, day in (days.days[signing], *days.again))
    return stage in _RUNNING and (has_own or day is days.at("start")) and day.as_of < signed <= days.sheet.as_of


def _built(days: Dated, stage: str) -> Iterator[tuple[str, Day, str, Line]]:
    """That what stands was being built from the first day of its works on, where a column says when that was."""
    if days.is_of_building and stage in _BUILT and days.come("start"):
        at, begun = days.days["start"]
        if begun.as_of <= days.sheet.as_of:
            yield "underConstruction", begun, begun.basis, at


#: Stages of what has been built, or was being built when it stopped.
_BUILT = ("trialOperation", "operating", "completed")


def _say_later(draft: Draft, days: Dated, role: str) -> None:
    """Keep and tell a day after that of the sheet, which dates nothing that the sheet can know."""
    (at, day), place = days.days[role], draft.sheet.columns(role)[0]
    draft.keep(place, at.text(place))
    draft.say(at, place, _later(day))


def _later(day: Day) -> Text:
    """What is said of a day after that of the sheet: what is a month or a year may have begun before it."""
    return _AFTER_ITS_DAY if day.precision == "day" and not day.limit else _LATER


def _say_dated(draft: Draft, days: Dated, stage: tuple[str, Line], *, is_by_signing: bool) -> None:
    """Say by which other day a stage is dated than people may think."""
    code, line = stage
    if is_by_signing:
        said = MayBeWrong(
            "nothing is signed yet by its stage: the day of its column of signing dates the stage",
            "据进展栏尚未签约：签约栏的日期作为该阶段的日期",
        )
        draft.say(days.days["signed"][0], draft.sheet.columns("signed")[0], said)
    if code in _OVER and "end" in days.days and days.days["end"][1].as_of > days.sheet.as_of:
        said = MayBeWrong(
            "it is over by its stage, and its end is after the day of the sheet: that day dates the stage",
            "据进展栏已结束，而结束时间晚于表格的截至日期：以截至日期作为该阶段的日期",
        )
        draft.say(line, draft.sheet.columns("stage")[0], said)


def _undecided(asked: Question) -> Question:
    """What is asked of a stage of which a row says that it is not decided: before that no day is one of signing."""
    codes = ("planned", "negotiating", "signed")
    names = (Text("planned", "计划中"), Text("negotiating", "洽谈中"), Text("signed", "已签约"))
    further = [one for one in asked.options if one.answer not in codes]
    return replace(asked, options=(*map(Option, codes, names), *further), unsure=True)


def _is_before_signing(draft: Draft, stage: str, order: tuple[str, ...]) -> bool:
    """Whether a row says that nothing is signed yet, also in words that are asked: 尚未签约, 待定 beside a day."""
    if stage:
        return order.index(stage) < order.index("signed")
    if any(UNDECIDED.fullmatch(text.strip()) for _, _, text in draft.cells("stage")):
        return True
    # Of a word that is like none that is known, all stages stand in their order, and the first is no likelier.
    asked = [one for one in draft.questions if one.path[:2] == ("answers", "stage") and one.options and one.near]
    return any(one.options[0].answer in order[: order.index("signed")] for one in asked)


def _day_of(draft: Draft, stage: str, days: Dated, *, is_before: bool) -> tuple[Day, str]:
    """The day of a stage, and how it is known.

    Args:
        draft: the partnership.
        stage: the stage.
        days: the days of its row.
        is_before: whether nothing is signed yet by that stage.
    """
    roles = ["date"]
    if is_before:
        roles.append("signed")
    # Of what was built at its own time the row's term says nothing.
    is_of_works = days.is_of_building or days.may_be_of_building or bool(_OF_WORKS & days.done.keys())
    if stage == "underConstruction" or (stage in _RUNNING and not is_of_works):
        roles.append("start")
    if stage == "completed" or (stage in _OVER and not days.is_of_building):
        roles.append("end")
    day = days.come(*roles)
    if day is None or day.as_of > days.sheet.as_of:
        return days.sheet, "assumed"
    if stage == "terminated" and day is days.at("end") and not breaking.ends_then(draft, days.days["end"][0]):
        return days.sheet, "assumed"
    return day, day.basis


def _stage(draft: Draft, order: tuple[str, ...]) -> tuple[str, Line, dict[str, Day]]:
    """The stage that is furthest along of those that a row names, and the days of those that have one beside them."""
    sheet = draft.sheet
    for line, place, text in draft.cells("stage"):
        said = dated_stages.stages_in(sheet, place, text)
        read = said.read
        is_undecided = UNDECIDED.fullmatch(text.strip()) is not None
        if NOTHING.fullmatch(text) and not is_undecided:
            continue
        for part in (text.strip(),) if is_undecided and read.open else read.open:
            asked = which_code(sheet, "stage", part)
            draft.leave_open(line, place, _undecided(asked) if is_undecided else asked)
        if is_undecided and not read.open:
            draft.keep(place, text)
        has_day = re.search("[0-9]", text) is not None
        if len(read.codes) > 1 or has_day or read.left_out:
            # 2019 of "ended 2019" says more than the stage that somebody answered.
            draft.keep(place, text)
        for part, code in read.named:
            keep_word(draft, "stage", place, part)
            if is_nearest(draft, "stage", part):
                say_nearest(draft, line, place, ("stage", part, code))
        if read.codes:
            furthest = max(read.codes, key=order.index)
            _say_further(draft, line, place, said, furthest)
            return furthest, line, dict(said.days)
    return "", draft.lines[0], {}


def _say_further(draft: Draft, line: Line, place: int, said: dated_stages.Stages, furthest: str) -> None:
    """Tell of the stages that a cell names beside the furthest one, which no day dates, and of a day that is not sure.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        said: what the cell says.
        furthest: the stage that counts; that it was signed before goes without saying.
    """
    left = [part for part, code in said.read.named if code not in (furthest, "signed") and code not in said.days]
    if left:
        shown = left[0][:60]
        name = code_name("stage", furthest, draft.sheet.ontology)
        told = OnlySaid(
            f"names several stages, of which {furthest} is the furthest: {shown!r} is in the note alone",
            f"写有多个阶段，以进展最靠后的“{name.zh}”（{furthest}）为准：“{shown}”仅保留在备注中",
        )
        draft.say(line, place, told)
    if said.unsure:
        shown = said.unsure[:60]
        unsure = MayBeWrong(
            f"the day {shown!r} beside the stage is not sure, and dates nothing: write it in the cell as 2017-10-08",
            f"阶段旁的日期“{shown}”不能确定，未予采用：请在单元格中写作2017-10-08的形式",
        )
        draft.say(line, place, unsure)
