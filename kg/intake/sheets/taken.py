"""What the cells of a row have given of its days so far: the first counts, another one is kept and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kg.intake.sheets import beside_terms, done_then, headed_spans, spans, works
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.ends_of_spans import ends_of_span, exactness, is_one, last_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import MayBeWrong
from kg.notations import Period
from kg.notations.lengths import Length
from kg.text import Text


@dataclass(slots=True)
class Taken:
    """What the cells of a row have given so far: its days by role, the bounds of its time, and how long it runs.

    Of the bounds, ``exact`` has how exactly each is said that is no limit, and not only about when.
    ``done`` has what words beside days say was done on them, ``of_works`` whether that began or ended works; ``headed``
    the stages of which headings alone say so, with their columns. ``again`` are the days of a cell on which it was
    signed again, ``until`` the column of stages that says the end. Of a beginning that is somewhere within a season or
    the like, ``within`` is its first day for the term, and how exactly that is known.
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
    until: int | None = None
    within: tuple[date, str] | None = None

    def is_begun(self, draft: Draft) -> bool:
        """Whether a column of works says when these began."""
        return "start" in self.found and is_of_works(draft, self.found) is True

    def take_span(self, draft: Draft, line: Line, place: int, value: Period) -> None:
        """Take the beginning and the end of a span, as far as the row has no others.

        Args:
            draft: the partnership.
            line: the row.
            place: the column.
            value: what the cell means.
        """
        whole = {"start": value.start, "end": None if is_one(value) else value.end}
        self.ends |= {name: day for name, day in whole.items() if name not in self.found}
        said = {name: how for name, how in exactness(value, line.text(place)).items() if whole[name]}
        self.exact |= {name: how for name, how in said.items() if name not in self.found}
        if value.end and value.start is None and not spans.says_until(line.text(place), value):
            by = value.end
            draft.say(line, place, Text(f"a limit and no end: at the latest by {by}", f"为时限而非结束日：最迟{by}"))
        self.take_ends(draft, line, place, value)

    def take_ends(self, draft: Draft, line: Line, place: int, value: Period) -> None:
        """Take the days on which a span begins and ends, and keep its cell, which says more than each of them.

        Args:
            draft: the partnership.
            line: the row.
            place: the column.
            value: what the cell means.
        """
        draft.keep(place, line.text(place))
        ends = ends_of_span(value)
        if value.start is None and spans.says_until(line.text(place), value):
            ends = {"end": last_of(value)}
        for end, day in ends.items():
            take_first(draft, self.found, end, (line, place, day), OTHER[end])

    def take_done(self, draft: Draft, line: Line, place: int, done: done_then.Done) -> None:
        """Take what a word beside a day says was done on it, and the ends that it adds to the row's days.

        Args:
            draft: the partnership.
            line: the row.
            place: the column.
            done: what its word says was done.
        """
        # A column of when works began says it, and not another word beside another day.
        known = {*self.done, *(("underConstruction",) if self.is_begun(draft) else ())}
        self.done |= {code: (line, day) for code, day in done.stages.items() if code not in known}
        for role, day in done.ends().items():
            is_first = take_first(draft, self.found, role, (line, place, replace(day, plain=True)), OTHER[role])
            if is_first and role != "signed":
                self.ends[role] = done_then.first_of(day) if role == "start" else day.as_of
                self.of_works = done.of_works
                # What is built may be agreed to run long after; a column of spans of works says all that is known.
                is_span = draft.sheet.readings[place].role == "span"
                if not done.of_works or (is_span and headed_spans.of_works(draft.sheet.headings[place])):
                    self.exact[role] = day.precision


def take_first(
    draft: Draft, days: dict[str, tuple[Line, Day]], name: str, cell: tuple[Line, int, Day], other: Text | None
) -> bool:
    """Take the day of a cell under a name that has none yet: the first counts, a further one is kept and may be told.

    Args:
        draft: the partnership.
        days: what the row has so far, by role or by stage.
        name: the role or stage.
        cell: the row, the column, and the day that its cell says.
        other: what is told where that is another day than the first; ``None`` where it goes without saying.

    Returns:
        whether it is the first.
    """
    line, place, day = cell
    if name not in days:
        days[name] = (line, day)
        return True
    draft.keep(place, line.text(place))
    if other is not None and days[name][1].as_of != day.as_of:
        draft.say(line, place, other)
    return False


#: What is told of a day that differs from the one that the row has already.
_OTHER_END = MayBeWrong(
    "says another day than the column of beginnings or ends: in the note", "与起始栏或结束栏不同：见备注"
)
_OTHER_SIGNED = MayBeWrong("says another day of signing than its column: in the note", "与签约日期栏不同：见备注")
#: The same, by the role of the day.
OTHER = {"start": _OTHER_END, "end": _OTHER_END, "signed": _OTHER_SIGNED}


def is_of_works(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool | None:
    """Whether the column in which a row's beginning stands is one of works; ``None`` where it may be."""
    if "start" not in found:
        end = beside_terms.place_of(draft, found["end"][0], "end", "span") if "end" in found else None
        if end is not None and draft.sheet.readings[end].role == "span":
            return headed_spans.of_works(draft.sheet.headings[end])
        return end is not None and works.are_ended(draft.sheet.headings[end])
    line = found["start"][0]
    place = beside_terms.place_of(draft, line, "start", "span")
    if place is None:
        return False
    return works.are_headed(line.text(place)) or headed_spans.of_works(draft.sheet.headings[place])


def is_of_term(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool:
    """Whether a row's beginning is that of what is agreed: of a span with its end, or below 合作期限 or valid from.

    Args:
        draft: the partnership.
        found: the days of the row, by role; none of them of works.
    """
    if "start" not in found:
        return False
    place = beside_terms.place_of(draft, found["start"][0], "start", "span")
    if place is None:
        return False
    is_closed = draft.sheet.readings[place].role == "span" and "end" in found
    return is_closed or headed_spans.of_agreement(draft.sheet.headings[place])


def goes_on(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool:
    """Whether the cell in which a row's beginning stands says that what begins goes on: since 2013, 2013年至今."""
    line = found["start"][0]
    place = beside_terms.place_of(draft, line, "start", "span")
    return place is not None and spans.says_since(line.text(place))
