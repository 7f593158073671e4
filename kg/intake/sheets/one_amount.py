"""What the amount of a cell is, with its unit; asked where it is not sure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.intake import schema
from kg.intake.sheets import beside_amounts, cells, commas, in_parts, measured, units, vague, which_currency
from kg.intake.sheets.arranging import how_far
from kg.intake.sheets.drafts import SAID_UNKNOWN, Draft, Sheet, asked_of, sign_path
from kg.intake.sheets.known_of_amounts import answer_refused, known_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.plain_words import NOT_KNOWN
from kg.intake.sheets.remarks import OnlySaid
from kg.nearest import in_both_scripts
from kg.notations import Hints, Quantity, Read, currency_sign, has_own_word, unknown_word, with_currency
from kg.text import Text

_NO_SHARE = "[^0-9()（）%％,，;；、]{0,20}"
_SHARE = rf"{_NO_SHARE}(?:约|about |approx\.? ?|ca\.? ?)?[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})? ?[%％]{_NO_SHARE}"
#: Whose share of an amount each has, behind it: 1.5亿（中方60%，德方40%）, EUR 3m (50% each), 1亿元，其中中方占60%.
_SHARES_BEHIND = re.compile(
    rf"(?<!\s)\s*(?:[（(]\s*{_SHARE}(?:[,，;；、/]\s*{_SHARE})*[)）]|(?:[,，;；]\s*{_SHARE})+)\s*$"
)
_SHARES_BESIDE = OnlySaid("the shares beside the amount are in the note alone", "数额旁所写的比例仅保留在备注中")
#: What a cell says of its amount that says no more than its unit does: 产能 5万吨/年, capacity: 12 MW.
_CAPACITY = re.compile(
    in_both_scripts(
        r"(?:年?设计|年)?(?:产能|生产能力|处理能力|吞吐能力|通过能力|装机(?:容量)?)[\s:：为]*(?P<amount>\S.*)"
    )
    + r"|(?:(?:annual|design(?:ed)?|production|installed) )*capacity(?: of)?[\s:]+(?P<behind>\S.*)",
    re.I,
)
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


def settled(draft: Draft, line: Line, place: int, text: str, hints: Hints, kinds: Mapping[str, str]) -> Quantity | None:
    """The figure in a cell with its unit; nothing while it is open, and where there is none.

    Args:
        draft: the partnership; what is asked and said of the amount is noted in it.
        line: the row.
        place: the column.
        text: what the cell says.
        hints: what is known of it.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    sheet, measure = draft.sheet, draft.sheet.readings[place].detail
    read: Read[Quantity]
    if units.said_of_cell(draft, line, place) == units.NOT_KNOWN:
        draft.say(line, place, units.LEFT)
        read = Read(none_said=True)
    elif (why := answer_refused(draft, line, place, text)).en:
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
    names_one = any(one.unit and cells.fitting(one.unit, measure, kinds) for one in read.proposals)
    for unit in dict.fromkeys(one.unit for one in read.proposals if not one.per or not one.unit):
        if not unit and names_one:
            continue  # £8.25 million over 5 years: the number without a unit is hardly the amount
        if not unit and not draft.sheet.unit_said(draft.sheet.headings[draft.sheet.asked_with(place)]).unit:
            units.with_unit_of(draft, line, place, Quantity(read.proposals[0].value), measure, kinds)
        elif not unit:
            continue  # it is said already, and the amount has it once it is known
        elif not cells.fitting(unit, measure, kinds) and not any(
            cells.fitting(one.unit, measure, kinds) for one in read.proposals[:1]
        ):
            # Of 1.5亿（中方60%） the amount is likelier meant than the share: what that measures is asked if it is.
            measured.measure_of(draft, line, place, unit, kinds, waits=True)


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
    word = _word_at(draft, line, place, read)
    said = which_currency.said_of(draft.sheet, word) if word else ""
    if said == units.NOT_KNOWN:
        draft.say(line, place, units.LEFT)
        return Read(none_said=True)
    named = with_currency(text, word, said) if said else ""
    return _read(named, known_of(draft, line, place, named), "") if named else read


def _amount(draft: Draft, line: Line, place: int, text: str, hints: Hints) -> Read[Quantity]:
    answer = draft.answer_of(line, place, text)
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
    elif read.about == "currency" and (stated := draft.sheet.signs_above.get(currency_sign(text), "")) and not answer:
        read = cells.amount_in(text, replace(hints, unit=stated), "")
    elif cell.currency and not answer:
        read = _in_its_currency(draft, line, place, text, hints) or read
    elif read.about == "currency" and not answer:
        meant = which_currency.by_country(draft, line, text, [one.unit for one in read.proposals])
        read = _read(text, replace(hints, unit=meant), "") if meant else read
    if cell.shown and not answer:
        read = cells.amount_shown(cell.text, read)
    if not answer and _is_nothing(draft, place, read):
        return Read(none_said=True)
    read = _with_word(draft, line, place, text, read)
    read = units.in_yuan(draft, line, place, text, _beside_shares(draft, line, place, hints, read))
    is_read = (read.value is not None or read.none_said) and read.about != "unknown"
    return read if is_read else _open(draft, (line, place, answer), read, hints)


def _open(draft: Draft, cell: tuple[Line, int, str], read: Read[Quantity], hints: Hints) -> Read[Quantity]:
    """What is read of a cell of which no amount is sure: said not to be known, some of a number, or asked.

    Args:
        draft: the partnership.
        cell: the row, the column and what was answered.
        read: what is read of it.
        hints: what is known of it.
    """
    line, place, answer = cell
    text = line.text(place)
    if read.about == "unknown":
        draft.keep(place, text)
        draft.say(line, place, SAID_UNKNOWN)
        return read
    if not answer and (told := _vague(draft, place, text)).en:
        draft.say(line, place, told)
        return Read(none_said=True)
    return _ask(draft, line, place, read, hints)


def _is_nothing(draft: Draft, place: int, read: Read[Quantity]) -> bool:
    """Whether a cell says nought of money that is agreed, $0, as nil does; that nothing has been paid is a figure."""
    sheet = draft.sheet
    found = (read.value,) if read.value is not None else read.proposals
    if not found or any(one.value or one.upper for one in found):
        return False
    kinds, measure = schema.unit_kinds(sheet.ontology), sheet.readings[place].detail
    is_money = kinds.get(f"measure/{measure}") == "money" and all(one.unit in ("", *sheet.words.money) for one in found)
    return is_money and "achieved" not in (
        how_far(sheet.headings[place], sheet.words),
        sheet.words.how_far.get(measure),
    )


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
    if read.value is not None or plain == text or draft.answer_of(line, place, text):
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


def _read(text: str, hints: Hints, answer: str) -> Read[Quantity]:
    """What a cell says, also behind a word for a capacity.

    Args:
        text: the cell.
        hints: what is known of its column.
        answer: what somebody has said that it means; may be empty.
    """
    if not answer and NOT_KNOWN.fullmatch(text.strip()):
        return Read(none_said=True, about="unknown")
    read = cells.amount_in(text, hints, answer)
    if answer or read.value is not None or read.none_said:
        return read
    if named := _CAPACITY.fullmatch(text.strip()):
        return cells.amount_in(named["amount"] or named["behind"], hints, "")
    beside = beside_amounts.without_what_is_beside(text, hints)
    return beside.read if beside is not None else read


def _word_at(draft: Draft, line: Line, place: int, read: Read[Quantity]) -> str:
    """The word at an amount of money that is none that is known, and may be a currency; empty for others."""
    measure, text = draft.sheet.readings[place].detail, line.text(place)
    if read.value is not None or read.none_said or read.about or draft.answer_of(line, place, text):
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
    if parts := in_parts.proposed(text, hints):
        read = replace(read, question=in_parts.ASKED, about="", whole=False)
        question = asked_of(sheet, "amount", sheet.headings[place], text, read, parts)
        draft.leave_open(line, place, draft.asked_again(line, place, question))
        return read
    if hints.money and not hints.unit and in_parts.proposed(text, replace(hints, unit=_SOME_MONEY)):
        # In which money it is is asked first: what the parts come to then keeps all of them.
        return replace(read, proposals=tuple(replace(one, unit="") for one in read.proposals))
    if word := _word_at(draft, line, place, read):
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
    # All of it is as much in no other row.
    question = draft.asked_again(line, place, question, is_own=read.question == _ALL_ASKED)
    # A thousandth of an amount is no likelier than the amount, nor is 120 what 120 teachers cost.
    is_open = (hints.decimal_comma and commas.may_group(text)) or not all(one.unit for one in read.proposals)
    draft.leave_open(line, place, replace(question, unsure=question.unsure or (not read.about and bool(is_open))))
    return read


#: Any money will do to see whether a cell without one names parts.
_SOME_MONEY = "EUR"


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


def _shown(proposals: Sequence[Quantity]) -> list[str]:
    return [cells.shown_quantity(one) for one in proposals]
