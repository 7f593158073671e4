"""The amounts of a row as figures with a measure, a unit and a bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.intake import schema
from kg.intake.sheets import (
    cells,
    commas,
    headed_spans,
    in_parts,
    measured,
    merged_amounts,
    units,
    vague,
    which_currency,
    yearly,
)
from kg.intake.sheets.arranging import how_far
from kg.intake.sheets.asking import Option, Question, none_of, refusing
from kg.intake.sheets.by_year import OfYear
from kg.intake.sheets.dated_rows import Dated, noted
from kg.intake.sheets.drafts import NOTHING, Draft, Row, Sheet, asked_of, currencies, sign_path
from kg.intake.sheets.figures_before import original
from kg.intake.sheets.layout import Line
from kg.intake.sheets.naming import kebab
from kg.intake.sheets.remarks import OnlySaid
from kg.nearest import in_both_scripts
from kg.notations import (
    Hints,
    Quantity,
    Read,
    currency_sign,
    has_own_word,
    heading_hints,
    quantity,
    unknown_word,
    with_currency,
)
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
                _settled(draft, line, place, text, _known_of(draft, line, place, text), kinds)
            continue
        found = _found(draft, (line, place, text), days, stages, kinds)
        whole = ""
        for one in (found, *_further(draft, found)) if found is not None else ():
            for row in _rows(draft, one, _held(draft, one, days, stages), used):
                whole = whole or row["id"]
                yield {**row, "subset_of": whole} if one.is_part else row, line


def _further(draft: Draft, found: _Found) -> Iterator[_Found]:
    """The further amounts of a cell by the answer for it: the foreign capital of a whole, a sum in another currency."""
    sheet = draft.sheet
    answer = _answer(draft, found.line, found.place, found.text)
    for amount, measure, is_part in in_parts.further(sheet, answer, sheet.readings[found.place].detail):
        # A part of an amount has come as far as its whole, unless it measures what has come.
        own = sheet.words.how_far.get(measure, "")
        said = own if own in ("planned", "achieved") else found.said
        yield replace(
            found, quantity=amount, measure=measure, said=said, step="", note=Text(), is_rate=False, is_part=is_part
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
    hints = _known_of(draft, line, place, text)
    quantity = _settled(draft, line, place, text, hints, kinds)
    if quantity is None:
        return None
    measure, step, note = sheet.readings[place].detail, _step(sheet, place, text, quantity, hints), Text()
    is_rate = False
    was_once = bool(step) and measured.was_once(draft, text, quantity, measure)
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
    elif not cells.fitting(quantity.unit, measure, kinds):
        measure = measured.measure_of(draft, line, place, quantity.unit, kinds)
    if not measure or sheet.as_of is None:
        return None
    if step and not was_once and _of_no_year(draft, line, place, step, days):
        return None
    if was_once:
        measured.say_once(draft, line, place, quantity, step)
    units.say_converted(draft, line, place, text, quantity)
    units.say_contradicted(draft, line, place)
    # An amount of each year was agreed or paid as its column says, and so is any other measure by itself.
    told_by = measure if not note or not cells.fitting(quantity.unit, sheet.readings[place].detail, kinds) else ""
    said = _said_how_far(draft, line, place, told_by or sheet.readings[place].detail, stages)
    return None if said == _OPEN else _Found(line, place, text, quantity, measure, said, step, note, is_rate)


def _step(sheet: Sheet, place: int, text: str, quantity: Quantity, hints: Hints) -> str:
    """How often the amount of a cell comes; empty of what comes once, or is of the year in its column's heading."""
    return "" if place in sheet.years_of else quantity.per or yearly.step_of(sheet, place, text, quantity, hints)


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
    is_target = found.said == "planned" or (not found.said and not stages & _RUNS)
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


def _settled(
    draft: Draft, line: Line, place: int, text: str, hints: Hints, kinds: Mapping[str, str]
) -> Quantity | None:
    """The figure in a cell with its unit; nothing while it is open, and where there is none."""
    sheet, measure = draft.sheet, draft.sheet.readings[place].detail
    read: Read[Quantity]
    if units.said_of_cell(draft, line, place) == units.NOT_KNOWN:
        draft.say(line, place, units.LEFT)
        read = Read(none_said=True)
    elif (why := _answer_refused(draft, line, place, text)).en:
        units.asked_of_cell(draft, line, place, why)
        read = Read(about="unknown")
    else:
        read = _amount(draft, line, place, text, hints)
    if read.none_said:
        # That there is none is said, be it by a sign: it is another thing than an empty cell.
        draft.keep(place, text)
        return None
    quantity = read.value
    if read.about == "unknown":
        sheet.amounts[line.number, place] = None  # a total may have it
        return None
    if quantity is None:
        _ask_along(draft, line, place, read, kinds)
    elif not quantity.unit:
        quantity = units.with_unit_of(draft, line, place, quantity, measure, kinds)
    sheet.amounts[line.number, place] = quantity
    return quantity


def _ask_along(draft: Draft, line: Line, place: int, read: Read[Quantity], kinds: Mapping[str, str]) -> None:
    """Ask in the same run what an answer about an amount would make to be asked next: its unit, what it measures.

    What comes back each year has measures of its own.
    """
    measure = draft.sheet.readings[place].detail
    for unit in dict.fromkeys(one.unit for one in read.proposals if not one.per or not one.unit):
        if not unit:
            units.with_unit_of(draft, line, place, Quantity(read.proposals[0].value), measure, kinds)
        elif not cells.fitting(unit, measure, kinds) and not any(
            cells.fitting(one.unit, measure, kinds) for one in read.proposals[:1]
        ):
            # Of 1.5亿（中方60%） the amount is likelier meant than the share: what that measures is asked if it is.
            measured.measure_of(draft, line, place, unit, kinds, waits=True)


def _answer(draft: Draft, line: Line, place: int, text: str) -> str:
    """What was answered of an amount: of its own cell, else of all cells that say so."""
    own = draft.sheet.settings.get("answers", "amount", draft.cell_key(line, place))
    return own or draft.sheet.answer("amount", text)


def _all_of(draft: Draft, line: Line, place: int, text: str) -> Quantity | None:
    """The amount of which a cell says that all of it is meant: that of the column whose part its own is, or before it.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: the cell.
    """
    sheet, kinds = draft.sheet, schema.unit_kinds(draft.sheet.ontology)
    if not in_parts.says_all(text):
        return None
    whole = in_parts.whole_of(sheet, place)
    come = {one for one in sheet.columns("amount") if how_far(sheet.headings[one], sheet.words) == "achieved"}
    before = [one for one in sheet.columns("amount") if one < place and one not in come]
    at = whole if whole is not None else max(before, default=None)
    amount = sheet.amounts.get((line.number, at)) if at is not None else None
    fits = amount is not None and cells.fitting(amount.unit, sheet.readings[place].detail, kinds)
    return amount if fits else None


def _as_whole(draft: Draft, line: Line, place: int, whole: Quantity, hints: Hints) -> Read[Quantity]:
    """All of an amount, where a heading says of which; asked where the column may be of something else: 全部 paid."""
    if in_parts.whole_of(draft.sheet, place) is None:
        return _ask(draft, line, place, Read(question=_ALL_ASKED, proposals=(whole,), whole=False), hints)
    draft.say(line, place, _ALL_TOLD)
    return Read(whole)


def _with_word(draft: Draft, line: Line, place: int, text: str, read: Read[Quantity]) -> Read[Quantity]:
    """What a cell means with a word at its amount of which somebody has said which currency it is.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: the cell.
        read: what was understood of it, which is given back where there is no such word.
    """
    word = _word_at(draft, place, text, read)
    said = which_currency.said_of(draft.sheet, word) if word else ""
    if said == units.NOT_KNOWN:
        draft.say(line, place, units.LEFT)
        return Read(none_said=True)
    named = with_currency(text, word, said) if said else ""
    return _read(named, _known_of(draft, line, place, named), "") if named else read


def _amount(draft: Draft, line: Line, place: int, text: str, hints: Hints) -> Read[Quantity]:
    answer = _answer(draft, line, place, text)
    whole = _all_of(draft, line, place, text) if not answer else None
    return _one(draft, line, place, answer, hints) if whole is None else _as_whole(draft, line, place, whole, hints)


def _one(draft: Draft, line: Line, place: int, answer: str, hints: Hints) -> Read[Quantity]:
    """What a cell means by itself, asked where it is not sure.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        answer: what somebody has answered of it; may be empty.
        hints: what is known of it.
    """
    text = line.text(place)
    answer = in_parts.first_of(draft.sheet, answer, draft.sheet.readings[place].detail)
    cell = line.cells[place]
    if _names_no_currency_alone(draft.sheet, place, text, hints):
        hints = replace(hints, unit="")
    read = _read(text, hints, answer)
    if read.about == "currency" and (said := units.said_of_sign(draft, line, place, text, read)):
        if said == units.NOT_KNOWN:
            draft.say(line, place, units.LEFT)
            return Read(none_said=True)
        read = cells.amount_in(text, replace(hints, unit=said), answer)
    elif cell.currency and not answer:
        read = _in_its_currency(draft, line, place, text, hints) or read
    if cell.shown and not answer:
        read = cells.amount_shown(cell.text, read)
    read = _with_word(draft, line, place, text, read)
    read = units.in_yuan(draft, line, place, text, _beside_shares(draft, line, place, hints, read))
    if read.about == "unknown":
        draft.keep(place, text)
        draft.say(line, place, OnlySaid("said not to be known: kept in the note", "原文表示未知：保留在备注中"))
    elif read.value is None and not read.none_said and not answer and (told := _vague(draft, place, text)).en:
        draft.say(line, place, told)
        return Read(none_said=True)
    elif read.value is None and not read.none_said:
        read = _ask(draft, line, place, read, hints)
    return read


_NO_SHARE = "[^0-9()（）%％,，;；、]{0,20}"
_SHARE = rf"{_NO_SHARE}(?:约|about |approx\.? ?|ca\.? ?)?[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})? ?[%％]{_NO_SHARE}"
#: Whose share of an amount each has, behind it: 1.5亿（中方60%，德方40%）, EUR 3m (50% each), 1亿元，其中中方占60%.
_SHARES_BEHIND = re.compile(
    rf"(?<!\s)\s*(?:[（(]\s*{_SHARE}(?:[,，;；、/]\s*{_SHARE})*[)）]|(?:[,，;；]\s*{_SHARE})+)\s*$"
)
_SHARES_BESIDE = OnlySaid("the shares beside the amount are in the note alone", "数额旁所写的比例仅保留在备注中")


def _beside_shares(draft: Draft, line: Line, place: int, hints: Hints, read: Read[Quantity]) -> Read[Quantity]:
    """The amount of a cell beside the shares behind it, which stay in the note and are told.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        hints: what is known of it.
        read: what was understood of the cell, which is given back where it is no such one, or was answered.
    """
    text = line.text(place)
    plain = _without_shares(text)
    if read.value is not None or plain == text or draft.sheet.answer("amount", text):
        return read
    beside = _read(plain, hints, "")
    if beside.value is None:
        return read
    draft.keep(place, text)
    draft.say(line, place, _SHARES_BESIDE)
    return beside


def _without_shares(text: str) -> str:
    """A cell of an amount without the shares in per cent behind it; itself where it has none.

    >>> _without_shares("1.5亿（中方60%，德方40%）"), _without_shares("EUR 3m (50% each)"), _without_shares("60%")
    ('1.5亿', 'EUR 3m', '60%')
    """
    return _SHARES_BEHIND.sub("", text) if "%" in text or "％" in text else text


#: What a cell says of its amount that says no more than its unit does: 产能 5万吨/年, capacity: 12 MW.
_CAPACITY = re.compile(
    in_both_scripts(
        r"(?:年?设计|年)?(?:产能|生产能力|处理能力|吞吐能力|通过能力|装机(?:容量)?)[\s:：为]*(?P<amount>\S.*)"
    )
    + r"|(?:(?:annual|design(?:ed)?|production|installed) )*capacity(?: of)?[\s:]+(?P<behind>\S.*)",
    re.I,
)


def _read(text: str, hints: Hints, answer: str) -> Read[Quantity]:
    """What a cell says, also behind a word for a capacity.

    Args:
        text: the cell.
        hints: what is known of its column.
        answer: what somebody has said that it means; may be empty.
    """
    read = cells.amount_in(text, hints, answer)
    if not answer and read.value is None and (named := _CAPACITY.fullmatch(text.strip())):
        return cells.amount_in(named["amount"] or named["behind"], hints, "")
    return read


def _word_at(draft: Draft, place: int, text: str, read: Read[Quantity]) -> str:
    """The word at an amount of money that is none that is known, and may be a currency; empty for others."""
    measure = draft.sheet.readings[place].detail
    if read.value is not None or read.none_said or read.about or draft.sheet.answer("amount", text):
        return ""
    is_money = schema.unit_kinds(draft.sheet.ontology).get(f"measure/{measure}") == "money"
    return unknown_word(text) if is_money else ""


def _ask(draft: Draft, line: Line, place: int, read: Read[Quantity], hints: Hints) -> Read[Quantity]:
    """Ask what an amount is, and give what it may be.

    Args:
        draft: the partnership, which notes the question.
        line: the row.
        place: the column.
        read: what was understood of it.
        hints: what is known of it.
    """
    text, sheet = line.text(place), draft.sheet
    if not sheet.answer("amount", text) and (parts := in_parts.proposed(text, hints)):
        read = replace(read, question=in_parts.ASKED, about="", whole=False)
        draft.leave_open(line, place, asked_of(sheet, "amount", sheet.headings[place], text, read, parts))
        return read
    if word := _word_at(draft, place, text, read):
        if asked := which_currency.question_of(draft, line, text, word):
            draft.leave_open(line, place, asked)
            return replace(read, proposals=(), whole=False)
        if not sheet.heading_says(place).unit:
            # What somebody has said of amounts without a word is nothing of one with a word that nobody knows.
            hints = replace(hints, unit="")
            read = replace(read, proposals=tuple(replace(one, unit="") for one in read.proposals))
    if not hints.unit and not any(one.unit for one in read.proposals) and has_own_word(text):
        # What counts buses is no money of an unknown currency.
        read = replace(read, proposals=(), question=_COUNTS_OTHER)
    if comes := next((one for one in read.proposals if one.per), None):
        read = replace(read, question=measured.asked_of_rate(sheet, place, comes))
    question = asked_of(sheet, "amount", sheet.headings[place], text, read, _shown(read.proposals))
    key = draft.cell_key(line, place)
    refused = sheet.settings.get("answers", "amount", key)
    if refused or read.question == _ALL_ASKED:
        # All of it is as much in no other row.
        question = refusing(replace(question, path=("answers", "amount", key)), refused)
    # A thousandth of an amount is no likelier than the amount, nor is 120 what 120 teachers cost.
    is_open = (hints.decimal_comma and commas.may_group(text)) or not all(one.unit for one in read.proposals)
    draft.leave_open(line, place, replace(question, unsure=question.unsure or (not read.about and bool(is_open))))
    return read


_ALL_TOLD = Text("all of the amount of which it is a part", "即其所属数额的全部")
_ALL_ASKED = Text(
    "The cell says all of it, and no number; the amount before it in its row is proposed.",
    "该单元格只说全部，未写数字；建议取同行前一数额。",
)
#: What is asked of 250 buses.
_COUNTS_OTHER = Text(
    "The cell counts something of which no measure is known; left out, it stays in the note. An amount in it: write it "
    "with its unit.",
    "该单元格所计内容没有对应指标；略去则保留在备注中。如含数额，请连同单位写出。",
)


def _vague(draft: Draft, place: int, text: str) -> Text:
    """What is told of an amount that says no number; empty for others."""
    kinds, measure = schema.unit_kinds(draft.sheet.ontology), draft.sheet.readings[place].detail
    return vague.vague_amount(text, kinds.get(f"measure/{measure}") == "ratio")


def _in_its_currency(draft: Draft, line: Line, place: int, text: str, hints: Hints) -> Read[Quantity] | None:
    """An amount whose sign several currencies have, in the one that the workbook means by it, if it can be that one.

    What people say of the sign or beside the amount, in a heading or a column of units, comes before it, for a format
    is often a program's choice; what was answered about amounts that name no currency does not.
    """
    sheet, meant, sign = draft.sheet, line.cells[place].currency, currency_sign(text)
    if not sign or cells.amount_in(text, hints, "").about != "currency" or sheet.settings.get(*sign_path(sheet, text)):
        return None
    read = cells.amount_in(text, replace(hints, unit=meant), "")
    if read.value is None or read.value.unit != meant:
        return None
    sheet.meant.setdefault((place, sign, meant), set()).add(line.number)
    return read


def _names_no_currency_alone(sheet: Sheet, place: int, text: str, hints: Hints) -> bool:
    """Whether all that is known of an amount's currency was answered of those that name none, and it has a sign.

    The sign, as ¥ or $, may be another's: it is asked for itself.
    """
    answered = sheet.unit_said(sheet.headings[place]).unit
    return bool(currency_sign(text) and answered and answered == hints.unit and not sheet.heading_says(place).unit)


def _known_of(draft: Draft, line: Line, place: int, text: str) -> Hints:
    """What is known of a cell: what its column, the sheet, its row and the cell itself say of its unit and signs."""
    cell, hints = line.cells[place], draft.sheet.hints(place)
    if cell.kind == "number" and not cell.shown:
        # A program wrote it, with a point before the decimals.
        hints = replace(hints, decimal_comma=False)
    hints = _of_cell(draft.sheet, place, text, _beside(draft, line, place, hints))
    return commas.told(text, hints, draft.sheet.commas)


def _of_cell(sheet: Sheet, place: int, text: str, hints: Hints) -> Hints:
    """What is known of a cell that may name its own unit: what is said of those that name none is none of its own."""
    heading = sheet.headings[place]
    if not hints.scale or sheet.heading_says(place).unit:
        return hints
    if _says_unit(text):
        return replace(hints, scale=0)
    return replace(hints, cell_scale=True) if sheet.unit_said(heading).scale else hints


def _beside(draft: Draft, line: Line, place: int, hints: Hints) -> Hints:
    """What is known of a cell, with the unit that the column beside it says for its row."""
    sheet = draft.sheet
    if (of_cell := units.said_of_cell(draft, line, place)) and of_cell != units.NOT_KNOWN:
        return with_unit(sheet, of_cell, hints) or hints
    unit, text = unit_cell(sheet, line, place)
    if not text:
        return _noted_unit(draft, line, place, hints)
    known = with_unit(sheet, text, hints)
    if known is None and sheet.settings.get("sheets", sheet.name, "units", text) != units.NOT_KNOWN:
        asked = Text(f"Which unit or currency is {text[:60]!r}?", f"“{text[:60]}”是什么单位或币种？")
        options = (*currencies(sheet.seen.get(place, ())), units.LEFT_OUT)
        draft.leave_open(line, unit, Question(("sheets", sheet.name, "units", text), asked, options, unsure=True))
    return known or hints


def _answer_refused(draft: Draft, line: Line, place: int, text: str) -> Text:
    """Why the answer for one cell cannot be used: it is no unit, or may have been meant for another cell; else empty.

    Of a cell that names its own unit for sure no answer is needed.
    """
    said = units.said_of_cell(draft, line, place)
    if said and with_unit(draft.sheet, said, Hints()) is None:
        heading = draft.sheet.headings[place]
        return Text(f"{said[:60]!r} is no unit for {heading!r}", f"“{said[:60]}”不是“{heading}”可用的单位")
    value = None if said else quantity(text).value
    return Text() if value is not None and value.unit else units.is_lost(draft, line, place)


def unit_cell(sheet: Sheet, line: Line, place: int) -> tuple[int, str]:
    """The column of units of a column of amounts, and what it says in a row.

    It stands behind the column, or is the only one, and then of columns whose heading names no unit. A currency is no
    unit of an area or of jobs.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        place: the column of amounts.

    Returns:
        the column, -1 if there is none; and the text, empty where it says nothing of these amounts.
    """
    amounts, units = sheet.columns("amount"), sheet.columns("unit")
    behind = [unit for unit in units if unit > place and not any(place < other < unit for other in amounts)]
    if not behind and (len(units) != 1 or sheet.heading_says(place).unit):
        return -1, ""
    unit = (behind or units)[0]
    text = line.text(unit)
    return unit, "" if NOTHING.fullmatch(text) or not _may_be_in(sheet, place, text) else text


def _may_be_in(sheet: Sheet, place: int, text: str) -> bool:
    """Whether what a column is read as can be measured in a unit; of money, where the text is none that is known."""
    kinds, measure = schema.unit_kinds(sheet.ontology), sheet.readings[place].detail
    known = with_unit(sheet, text, Hints())
    if known is None or not known.unit:
        return kinds.get(f"measure/{measure}") == "money"
    return cells.fitting(known.unit, measure, kinds)


def with_unit(sheet: Sheet, text: str, hints: Hints) -> Hints | None:
    """What is known of a cell, with a unit that stands beside it; ``None`` where the text is no unit.

    Args:
        sheet: the sheet, in which somebody may have said what the text stands for.
        text: what stands beside the cell.
        hints: what is known of the cell without it.
    """
    found = sheet.unit_said(text)
    found = found if found.unit else heading_hints(f"({text})")
    if not found.unit and not found.scale:
        return None
    scale = found.scale or hints.scale
    if not found.unit:
        return replace(hints, scale=scale)
    return replace(hints, unit=found.unit, in_base=found.in_base, of_unit=found.of_unit, scale=scale)


def _noted_unit(draft: Draft, line: Line, place: int, hints: Hints) -> Hints:
    """What is known of a cell, with the unit that its row's note says; that of a heading stands, which is told."""
    sheet = draft.sheet
    noted, found = _unit_in(line.text(other)[:_MOST_OF_NOTES] for other in sheet.columns("note"))
    if not noted or (found.unit, found.scale) == (hints.unit, hints.scale):
        return hints
    if not cells.fitting(found.unit, sheet.readings[place].detail, schema.unit_kinds(sheet.ontology)):
        return hints  # it is that of another column
    if sheet.heading_says(place).unit or _says_unit(line.text(place)):
        draft.say(line, place, Text(f"its note names another unit: {noted}", f"备注另写单位：{noted}"))
        return hints
    draft.say(line, place, Text(f"in the unit that its note says: {noted}", f"单位按备注：{noted}"))
    return replace(hints, unit=found.unit, in_base=found.in_base, of_unit=found.of_unit, scale=found.scale)


def _unit_in(notes: Iterable[str]) -> tuple[str, Hints]:
    """The words of a row's notes that say the unit of its amount, and that; empty where none do."""
    for note in notes:
        # A note that is a unit and nothing else says whose it is by where it stands.
        ways = [*_UNIT_NOTED.finditer(note), *_A_WHOLE_NOTE.finditer(note.strip())]
        for match in ways:
            said = next(group for group in match.groups() if group)
            found = heading_hints(f"({said.strip()})") if not _A_NUMBER.search(said) else Hints()
            if found.unit:
                return match[0].strip(), found
    return "", Hints()


def _says_unit(text: str) -> bool:
    read = quantity(text)
    return any(one.unit for one in (read.value, *read.proposals) if one is not None)


#: The unit of a row's amount in its note: 单位：亿元, 金额为人民币, 以美元计, unit: million GBP, amounts are in USD m.
_UNIT_NOTED = re.compile(
    in_both_scripts(
        r"(?:单位|币种|货币|金额|数额|款项)\s*[:：为是]\s*([^\s，,。；;、()（）]{1,8})"
        r"|单位\s*([^\s，,。；;、()（）:：为是][^\s，,。；;、()（）]{0,7})"
        r"|[以按用]\s*([^\s，,。；;、()（）以按用]{1,8}?)\s*(?:计价|计算|结算|计)"
    )
    + r"|\b(?:units?|currency|amount in|in)\s*[:：]\s*([^.;,()]{1,24})"
    r"|\b(?:amounts?|sums?|figures?|values?)\s+(?:(?:is|are|given|stated)\s+){0,2}in\s+([^.;,()]{1,24})",
    re.I,
)
_A_WHOLE_NOTE = re.compile(r"\A[（(]?([^\s，,。；;、:：()（）]{1,8}|[A-Za-z]{1,8}(?: [A-Za-z]{1,8}){0,2})[）)]?\Z")
_A_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十]")
_MOST_OF_NOTES = 1000


def _shown(proposals: Sequence[Quantity]) -> list[str]:
    return [cells.shown_quantity(one) for one in proposals]


def _ends(one: Quantity) -> Iterator[tuple[str, Decimal]]:
    if one.upper is None:
        yield one.bound, one.value
        return
    yield "atLeast", one.value
    yield "upTo", one.upper


def _how_far(sheet: Sheet, place: int, measure: str) -> str:
    """Whether a figure is ``planned`` or ``achieved``: as its heading says, else as what it measures; empty if neither.

    What a contract is worth stays what was agreed, also when it has long been carried out. Of columns by year the
    measure tells nothing: what was invested in each year is as likely what has come.
    """
    said = how_far(sheet.headings[place], sheet.words)
    said = said or ("" if place in sheet.years_of else sheet.words.how_far.get(measure, ""))
    whole = in_parts.whole_of(sheet, place) if not said else None
    return said if whole is None else _how_far(sheet, whole, sheet.readings[whole].detail)


def _said_how_far(draft: Draft, line: Line, place: int, measure: str, stages: set[str]) -> str:
    """Whether a figure is planned or achieved, as ``_how_far``; asked once a column where it may be either.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        measure: what the figure measures.
        stages: the codes of the stages that the partnership has: what does not run yet has been promised.

    Returns:
        ``planned``, ``achieved``, nothing where the stage tells, or ``_OPEN`` while it is asked.
    """
    sheet = draft.sheet
    said = _how_far(sheet, place, measure)
    if said != "either":
        return said
    if not stages & _RUNS:
        return ""
    heading = sheet.headings[place]
    path = ("sheets", sheet.name, "come", heading)
    answer = sheet.settings.get(*path).casefold()
    if answer in ("planned", "achieved"):
        return answer
    asked = Text(
        f"Is what stands below {heading!r} what was agreed, or what was paid, of partnerships that run?",
        f"合作已开展的，“{heading}”一栏是约定数额，还是实际到账数额？",
    )
    if answer:
        asked = none_of(answer, ("planned", "achieved"), asked)
    options = (Option("planned", Text("agreed", "约定数额")), Option("achieved", Text("paid", "实际到账数额")))
    draft.leave_open(line, place, Question(path, asked, options, unsure=True))
    return _OPEN


#: That it is asked whether a figure is planned or achieved.
_OPEN = "open"
#: Stages at which a figure whose heading and measure do not say so is taken for achieved.
_RUNS = {"operating", "completed"}
