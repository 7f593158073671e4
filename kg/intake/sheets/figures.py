"""The amounts of a row as figures with a measure, a unit and a bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.intake import schema
from kg.intake.sheets import (
    added_up,
    beside_amounts,
    cells,
    headed_spans,
    in_parts,
    measure_words,
    measured,
    merged_amounts,
    units,
    yearly,
)
from kg.intake.sheets.by_year import OfYear
from kg.intake.sheets.clean_names import kebab
from kg.intake.sheets.dated_rows import Dated, noted
from kg.intake.sheets.drafts import Draft, Row, Sheet
from kg.intake.sheets.figures_before import original
from kg.intake.sheets.how_far_come import OPEN, RUNS, said_how_far
from kg.intake.sheets.known_of_amounts import known_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.one_amount import settled
from kg.intake.sheets.remarks import OnlySaid
from kg.nearest import in_both_scripts
from kg.notations import Hints, Period, Quantity
from kg.notations.rates import NAMES
from kg.text import Text

_NO_NOTE = Text()


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount of a cell that is understood.

    Attributes:
        line, place, text: the row, the column and what the cell says.
        quantity: the figure.
        measure: what it measures.
        said: whether it is ``planned`` or ``achieved``; empty where the stage tells.
        step: how often it comes, of what counts for one year or the like alone.
        note: what is noted of it beside its days.
        is_rate: whether it is an amount of each year of the row's time, which is no part of the amount elsewhere.
        is_part: whether it is a part of the first amount of its cell.
        over: from when to when it goes by its cell; ``None`` where that does not say so.
    """

    line: Line
    place: int
    text: str
    quantity: Quantity
    measure: str
    said: str
    step: str = ""
    note: Text = _NO_NOTE
    is_rate: bool = False
    is_part: bool = False
    over: Period | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """When a figure holds, and what it is of.

    Attributes:
        period: the columns with the first and the last day that it is of.
        day: by when it holds.
        basis: how that day is known.
        is_target: whether it is planned.
        notes: the columns with what is noted of its days.
    """

    period: Row
    day: cells.Day
    basis: str
    is_target: bool
    notes: Row


def figures(draft: Draft, days: Dated, stages: set[str]) -> Iterator[tuple[Row, Line]]:
    """The rows of observations, each with the row of the sheet that it is from.

    Args:
        draft: the partnership; what is asked and said of its amounts is noted in it.
        days: the days of its figures, as its cells tell them.
        stages: the codes of the stages that it has, by which a figure is a target or achieved.
    """
    used, kinds = dict[str, int](), schema.unit_kinds(draft.sheet.ontology)
    for line, place, text in draft.cells("amount"):
        said = merged_amounts.said_of(draft, line, place)
        if said != "each":
            if said and merged_amounts.is_first(draft, line, place):
                settled(draft, line, place, text, known_of(draft, line, place, text), kinds)
            continue
        found = _found(draft, (line, place, text), days, stages, kinds)
        rows = list[Row]()
        for one in (found, *_further(draft, found)) if found is not None else ():
            for row in _rows(draft, one, _held(draft, one, days, stages), used):
                rows.append({**row, "subset_of": rows[0]["id"]} if one.is_part else row)
        yield from ((row, line) for row in added_up.in_one_cell(draft, rows))


def _further(draft: Draft, found: _Found) -> Iterator[_Found]:
    """The further amounts of a cell by the answer for it: the foreign capital of a whole, a sum in another currency."""
    sheet = draft.sheet
    answer = draft.answer_of(found.line, found.place, found.text)
    for amount, measure, is_part in in_parts.further(sheet, answer, sheet.readings[found.place].detail):
        # A part of an amount has come as far as its whole, unless it measures what has come.
        own = sheet.words.how_far.get(measure, "")
        said = own if own in ("planned", "achieved") else found.said
        yield replace(
            found, quantity=amount, measure=measure, said=said, step="", note=Text(), is_rate=False, is_part=is_part
        )
    if answer and not in_parts.further(sheet, answer, sheet.readings[found.place].detail):
        hints = known_of(draft, found.line, found.place, found.text)
        if beside_amounts.others_left(found.text, hints, found.quantity):
            draft.keep(found.place, found.text)
            draft.say(found.line, found.place, _OTHERS_LEFT)


_OTHERS_LEFT = OnlySaid(
    "the answer keeps one amount of the cell: what else it names is in the note alone",
    "回答只保留该单元格的一个数额：其余仅保留在备注中",
)


def _found(
    draft: Draft, cell: tuple[Line, int, str], days: Dated, stages: set[str], kinds: Mapping[str, str]
) -> _Found | None:
    """The amount of a cell with its measure and whether it is planned; ``None`` while any of it is open.

    Args:
        draft: the partnership.
        cell: the row, the column and what the cell says.
        days: the days of its figures.
        stages: the codes of its stages.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    (line, place, text), sheet = cell, draft.sheet
    hints = known_of(draft, line, place, text)
    quantity = settled(draft, line, place, text, hints, kinds)
    if quantity is None:
        return None
    measure, step, note = sheet.readings[place].detail, _step(draft, line, place, quantity, hints), Text()
    is_rate = False
    was_once = bool(step) and measured.was_once(draft, line, place, quantity)
    if step and not was_once and measured.is_kept_in_note(draft, (line, place, text), quantity, step):
        return None
    if rate := measured.rate_of(sheet, quantity, step, measure) if step and not was_once else None:
        note = measured.note_of_rate(original(text), step, rate[1], sheet)
        (quantity, measure), step, is_rate = rate, "", True
        measured.set_apart(sheet, line, place)
        draft.keep(place, text)
        draft.say(line, place, note)
    elif cells.fitting(quantity.unit, measure, kinds) and measured.is_said_beside(sheet, place):
        draft.keep(place, text)
        draft.say(line, place, measured.SECOND_AMOUNT)
        return None
    else:
        measure = _measure_of(draft, line, place, quantity.unit, kinds)
    if not measure or sheet.as_of is None:
        return None
    if step and not was_once and _of_no_year(draft, line, place, step, days):
        return None
    if was_once:
        measured.say_once(draft, line, place, quantity, step)
    units.say_converted(draft, line, place, text, quantity)
    units.say_contradicted(draft, line, place)
    over, beside = _beside(draft, (line, place, text), hints)
    # An amount of each year was agreed or paid as its column says, and so is any other measure by itself.
    told_by = measure if not note or not cells.fitting(quantity.unit, sheet.readings[place].detail, kinds) else ""
    # Of what may be either, a word at the amount says no more than its column.
    told_by = "" if sheet.words.how_far.get(measure) == "either" else told_by
    said = said_how_far(draft, line, place, told_by or sheet.readings[place].detail, stages)
    made = _Found(line, place, text, quantity, measure, said, step, _joined(note, beside), is_rate, over=over)
    return None if said == OPEN else made


def _measure_of(draft: Draft, line: Line, place: int, unit: str, kinds: Mapping[str, str]) -> str:
    """What an amount measures: as its answer or a word at it says, else its column, else its unit; empty while open.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        unit: the code of its unit.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    measure = draft.sheet.readings[place].detail
    if own := measure_words.said_by(draft, line, place, unit, kinds):
        return own
    return measure if cells.fitting(unit, measure, kinds) else measured.measure_of(draft, line, place, unit, kinds)


def _beside(draft: Draft, cell: tuple[Line, int, str], hints: Hints) -> tuple[Period | None, Text]:
    """From when to when the amount of a cell goes, where that says it, and what is noted of what stands beside it.

    Args:
        draft: the partnership.
        cell: the row, the column and what the cell says.
        hints: what is known of it.
    """
    line, place, text = cell
    if (over := beside_amounts.over_of(text, hints)) is not None:
        note, span = beside_amounts.note_of_time(over), over.span
    elif (other := beside_amounts.without_what_is_beside(text, hints)) is not None:
        note, span = other.note, None
    else:
        return None, _NO_NOTE
    draft.keep(place, text)
    draft.say(line, place, note)
    return span, note


def _joined(one: Text, other: Text) -> Text:
    """Two notes as one; either may be empty."""
    return Text(f"{one.en} {other.en}", one.zh + other.zh) if one.en and other.en else one if one.en else other


def _step(draft: Draft, line: Line, place: int, quantity: Quantity, hints: Hints) -> str:
    """How often the amount of a cell comes; empty of what comes once, or is of the year in its column's heading."""
    if place in draft.sheet.years_of:
        return ""
    return quantity.per or yearly.step_of(draft, line, place, quantity, hints)


def _of_no_year(draft: Draft, line: Line, place: int, step: str, days: Dated) -> bool:
    """Whether nothing says of which year an amount a year is, which is told: before 2015 is a limit, and no year."""
    if days.start or not days.of_figures[0].limit or yearly.names_year(draft.sheet, place, step):
        return False
    name = NAMES[step]
    draft.keep(place, line.text(place))
    told = OnlySaid(
        f"an amount a {name.en} of which the row does not say which {name.en} it is of: kept in the note",
        f"每{name.zh}的数额，该行未说明属于哪{name.zh}：保留在备注中",
    )
    draft.say(line, place, told)
    return True


def _held(draft: Draft, found: _Found, days: Dated, stages: set[str]) -> _Held:
    """By when a figure holds and what it is of.

    Args:
        draft: the partnership.
        found: the figure.
        days: the days of its figures.
        stages: the codes of its stages.
    """
    sheet, place = draft.sheet, found.place
    of_year = sheet.years_of.get(place)
    is_target = found.said == "planned" or (not found.said and not stages & RUNS)
    # What has been paid or reached holds by the day of the sheet, and not by the day of signing.
    day, basis = days.of_figures if is_target else days.of_what_has_come
    is_of_time = is_target and (days.is_of_amounts or found.is_rate or headed_spans.names_time(sheet.headings[place]))
    period, notes = days.period if is_of_time else {}, noted(day)
    if found.step:
        achieved = found.said == "achieved"
        span, is_target = _span_of(sheet, place, found.step, days, day, is_target=is_target, achieved=achieved)
        period, notes = span.columns, span.note(original(found.text))
        draft.say(found.line, place, span.remark)
        draft.keep(place, found.text)
    if found.over is not None and not found.step and found.over.start and found.over.end:
        period = {"period_start": found.over.start.isoformat(), "period_end": found.over.end.isoformat()}
    if of_year:
        period, day, is_target = _in_its_year(of_year, days, is_target=is_target)
        basis = "stated" if day.as_of == of_year.last else basis
    return _Held(period, day, basis, is_target, notes)


def _rows(draft: Draft, found: _Found, held: _Held, used: dict[str, int]) -> Iterator[Row]:
    """The rows of observations of a figure: one, or two of a range.

    Args:
        draft: the partnership.
        found: the figure.
        held: when it holds.
        used: how often each ending of an id was given; it is counted on.
    """
    of_year, name = draft.sheet.years_of.get(found.place), kebab(found.measure)
    named = f"{name}-{of_year.year}" if of_year else name
    for bound, value in _ends(found.quantity):
        used[named] = number = used.get(named, 0) + 1
        row = {
            "id": f"{draft.id}-{named}" + (f"-{number}" if number > 1 else ""),
            "class": "Target" if held.is_target else "Achievement",
            "about": f"partnership/{draft.id}",
            "measure": found.measure,
            "value": cells.plain_number(value),
            "bound": bound,
            "unit": found.quantity.unit,
            **held.period,
            "as_of": held.day.as_of.isoformat(),
            "precision": held.day.precision,
            "time_basis": held.basis,
            "original_text": original(found.text),
            **held.notes,
        }
        for told in filter(None, (*_further_notes(found.quantity, found.text), found.note)):
            for note, words in {"note_zh": told.zh, "note_en": told.en}.items():
                row[note] = f"{words} {row[note]}" if note in row else words
        yield row


#: What says that a figure is somewhat less than about.
_NEARLY = re.compile(
    in_both_scripts(r"^\W*(?:总投资|投资)?(?:将近|接近|近(?!年))")
    + r"|\b(?:nearly|almost|close to|presque|casi|quase|fast|knapp)\b|почти",
    re.I,
)


def _further_notes(one: Quantity, text: str) -> Iterator[Text]:
    """What is noted of a figure: that it is a range, in another unit than its code's, or nearly what is said."""
    if one.bound == "about" and _NEARLY.search(text):
        yield Text("The sheet says nearly: somewhat less.", "原文为“近”，即略低于此数。")
    if one.upper is not None:
        yield Text("The sheet gives a range.", "原文给出的是区间。")
    if one.converted:
        yield Text(
            f"The sheet gives it in {one.converted}; here it is in {one.unit}.",
            f"原文单位为{one.converted}，此处换算为{one.unit}。",
        )


def _in_its_year(one: OfYear, days: Dated, *, is_target: bool) -> tuple[Row, cells.Day, bool]:
    """The days of a figure of a column by year, the day by which it holds, and whether it is planned.

    Of a year that is over, what has come was known on its last day; what is for a year that has not begun is planned.
    """
    by, period = days.sheet.as_of, {"period_start": one.first.isoformat(), "period_end": one.last.isoformat()}
    if is_target or one.first > by:
        return period, days.of_figures[0], True
    if one.last <= by:
        return period, cells.Day(one.last, "year", plain=True), False
    return {**period, "period_end": by.isoformat()}, days.sheet, False


def _span_of(
    sheet: Sheet, place: int, step: str, days: Dated, day: cells.Day, *, is_target: bool, achieved: bool
) -> tuple[yearly.Once, bool]:
    """The one year that an amount a year counts for, and whether it is planned.

    A year that is not over has been promised; that it was paid only a heading says.
    """
    span = yearly.once(sheet, place, step, days, day)
    if is_target or span.last <= day.as_of:
        return span, is_target
    return (yearly.up_to(day.as_of, step), False) if achieved else (span, True)


def _ends(one: Quantity) -> Iterator[tuple[str, Decimal]]:
    if one.upper is None:
        yield one.bound, one.value
        return
    yield "atLeast", one.value
    yield "upTo", one.upper
