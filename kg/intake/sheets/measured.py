"""What a figure measures whose unit is none of its column's: 150 MW below Size, 62 % below Paid, EUR 2m a year.

Below a heading that does not say what it measures, a cell with a unit of its own says it; what it may be otherwise is
asked, by the word that counts it: 120 people, 1,200 staff and 40 students are three things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.intake import schema
from kg.intake.sheets import cells
from kg.intake.sheets.arranging import how_far
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.figures_before import original
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.nearest import folded
from kg.notations import Quantity, counted_as, recurrence, recurring
from kg.notations.rates import MONTHS, NAMES
from kg.text import Text

#: How many measures are proposed.
_MOST = 5
#: From how many likely measures on none is likelier than that nobody knows.
_MANY = 3
_MONTHS_A_YEAR = MONTHS["year"]


def counts_others(sheet: Sheet, place: int) -> tuple[str, ...]:
    """The units that most cells of a column of money name, where they are none of money; none otherwise.

    Args:
        sheet: what the sheet is read as.
        place: the column.
    """
    seen = [text.rpartition(" ")[2] for text in sheet.seen.get(place, ())]
    kinds = schema.unit_kinds(sheet.ontology)
    others = [unit for unit in seen if kinds.get(f"unit/{unit}", "money") != "money"]
    return (
        tuple(dict.fromkeys(others))
        if 2 * len(others) > len(seen) and sheet.words.is_vague(sheet.headings[place])
        else ()
    )


SECOND_AMOUNT = OnlySaid(
    "money in a column of sizes, beside a column of money: kept in the note", "规模栏中的金额，另有金额栏：保留在备注中"
)


def is_said_beside(sheet: Sheet, place: int) -> bool:
    """Whether a column is one of sizes beside another one that has what it would count in money.

    Args:
        sheet: what the sheet is read as.
        place: the column.
    """
    own = sheet.readings[place]
    others = (one for at, one in sheet.readings.items() if at != place and one.written == own.written)
    return own.of_sizes and not all(one.of_sizes for one in others)


def measure_of(
    draft: Draft, line: Line, place: int, unit: str, kinds: Mapping[str, str], *, waits: bool = False
) -> str:
    """What a figure measures whose unit does not fit its column: by its unit, as somebody says, or asked.

    It is asked once for all cells of a column in that unit, and of people by the word that counts them.

    Args:
        draft: the partnership, which notes the question.
        line: the row.
        place: the column.
        unit: the code of the figure's unit.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
        waits: whether the cell waits for another answer: then nothing is taken so far, and nothing said of it.

    Returns:
        the code of the measure; empty while nobody says it, and where it is none.
    """
    sheet, heading = draft.sheet, draft.sheet.headings[place]
    word, likely, is_sure = _likely(sheet, line.text(place), unit, kinds)
    fitting = [code for code in schema.codes("measure", sheet.ontology) if cells.fitting(unit, code, kinds)]
    ordered = [*(code for code in likely if code in fitting), *(code for code in fitting if code not in likely)]
    path = ("sheets", sheet.name, "other_units", heading, word or unit)
    said = (sheet.settings.get(*path) or sheet.settings.get(*path[:-1], unit)).removeprefix("amount ")
    if said in fitting:
        return said
    if said in ("note", "ignore"):
        if not waits:
            draft.keep(place, line.text(place))
        return ""
    is_share = kinds.get(f"unit/{unit}") == "ratio"
    if is_share and how_far(heading, sheet.words) != "achieved":
        likely = ()  # of what, only a heading of what was paid says
    if not said and is_sure and likely[:1] == tuple(ordered[:1]) and sheet.words.is_vague(heading):
        if not waits:
            _say_taken(draft, line, place, likely[0])
        return likely[0]
    draft.leave_open(line, place, _question(sheet, line.text(place), place, (path, ordered, likely, said)))
    return ""


def _likely(sheet: Sheet, text: str, unit: str, kinds: Mapping[str, str]) -> tuple[str, tuple[str, ...], bool]:
    """What a cell may measure by its unit.

    Args:
        sheet: what the sheet is read as.
        text: the cell.
        unit: the code of its unit.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.

    Returns:
        the word that counts what it says, of people alone; the measures that it may be, the likeliest first; and
        whether the first of them is sure.
    """
    measured, kind = sheet.words.measured, kinds.get(f"unit/{unit}", "")
    word = counted_as(text) if kind == "person" else ""
    key = next((key for one in (word, unit, kind) if (key := folded(one)) in measured), "")
    return word, measured.get(key, ()), bool(key) and key in sheet.words.sure_by_unit


def _question(
    sheet: Sheet, text: str, place: int, about: tuple[tuple[str, ...], Sequence[str], Sequence[str], str]
) -> Question:
    """What is asked of what a cell measures.

    Args:
        sheet: what the sheet is read as.
        text: the cell.
        place: its column.
        about: where the answer stands, the measures that fit, the likely ones among them, and an answer that is none.
    """
    path, ordered, likely, said = about
    heading, unit = sheet.headings[place], path[-1]
    note = Option("note", Text("no figure: kept in the note", "不作数值，保留在备注中"))
    options = [Option(code, code_name("measure", code, sheet.ontology)) for code in ordered[:_MOST]]
    asked = Text(
        f"{text[:60]!r} below {heading!r} is in {unit}. What does it measure?",
        f"“{heading}”一栏的“{text[:60]}”以{unit}计。它指什么？",
    )
    if said:
        asked = Text(
            f"The answer {said[:60]!r} is none of these. {asked.en}", f"回答“{said[:60]}”不在可选之列。{asked.zh}"
        )
    # Where many are as likely, as of people without a word for what they do, none is put first.
    is_told = len(ordered) == 1 or 0 < len(likely) < _MANY
    return Question(path, asked, (*options, note) if is_told else (note, *options), unsure=len(likely) > 1)


def _say_taken(draft: Draft, line: Line, place: int, measure: str) -> None:
    """Say once a column what its cells in a unit are taken to measure."""
    name = code_name("measure", measure, draft.sheet.ontology)
    told = MayBeWrong(
        f"taken as {name.en} ({measure}) by its unit, wherever the column has it",
        f"按单位作{name.zh}（{measure}），该栏各处同此",
    )
    draft.say_once(line, place, measure, told)


def rate_of(sheet: Sheet, one: Quantity, step: str, measure: str) -> tuple[Quantity, str] | None:
    """An amount that comes back as a figure of each year or day, with its measure; ``None`` where none measures it.

    Of money and of shorter parts of the calendar it is worked out for the year, which its note says.

    Args:
        sheet: what the sheet is read as.
        one: the amount of each time.
        step: how often it comes.
        measure: what its column measures.
    """
    kinds = schema.unit_kinds(sheet.ontology)
    kind = kinds.get(f"unit/{one.unit}", "")
    if is_of_a_year(sheet, measure) or (kinds.get(f"measure/{measure}") == kind and kind != "money"):
        return None  # output, throughput, visitors: of a year in any case
    if found := sheet.words.rates.get(step, {}).get(kind, ""):
        return replace(one, per=""), found
    times = _MONTHS_A_YEAR // MONTHS[step] if step in MONTHS and kind == "money" else 0
    found = sheet.words.rates.get("year", {}).get(kind, "")
    if not times or not found:
        return None
    upper = one.upper * times if one.upper is not None else None
    return replace(one, value=one.value * Decimal(times), upper=upper, per=""), found


def was_once(draft: Draft, line: Line, place: int, one: Quantity) -> bool:
    """Whether the answer for an amount that comes back was taken for one year or the like alone at the last import.

    What it meant when it was given it goes on to mean; an answer that says how often, 2000000 EUR a year, is another.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        one: what it was answered as.
    """
    text, measure = line.text(place), draft.sheet.readings[place].detail
    answer = draft.answer_of(line, place, text)
    if not answer or one.per or recurring(answer):
        return False
    said = {"original_text": original(text), "measure": measure, "unit": one.unit}
    said["value"] = cells.plain_number(one.value)
    before = draft.sheet.figures_before.get(draft.id, ())
    return any("period_start" in row and said.items() <= row.items() for row in before)


def say_once(draft: Draft, line: Line, place: int, one: Quantity, step: str) -> None:
    """Say of an amount whose answer keeps its old meaning how to have it as an amount of each year.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        one: what it was answered as.
        step: how often it comes.
    """
    told = MayBeWrong("its answer is taken as at the last import", "其回答仍按上次导入的含义计")
    if rate_of(draft.sheet, one, step, draft.sheet.readings[place].detail):
        shown = cells.shown_quantity(replace(one, per=step))
        told += Text(
            f"; as an amount of each {NAMES[step].en} write the answer {shown}",
            f"；如作每{NAMES[step].zh}的数额，请将回答写为{shown}",
        )
    draft.say(line, place, told)


def is_kept_in_note(draft: Draft, cell: tuple[Line, int, str], one: Quantity, step: str) -> bool:
    """Whether no measure has an amount that comes so often: it is kept in the note, which is told.

    Args:
        draft: the partnership.
        cell: the row, the column and what the cell says.
        one: the amount of each time.
        step: how often it comes.
    """
    (line, place, text), sheet = cell, draft.sheet
    if rate_of(sheet, one, step, sheet.readings[place].detail) or _is_of_one(sheet, place, one, step):
        return False
    set_apart(sheet, line, place)
    draft.keep(place, text)
    told = OnlySaid(
        f"an amount a {NAMES[step].en}, which no measure has: kept in the note",
        f"每{NAMES[step].zh}的数额，无对应指标：保留在备注中",
    )
    draft.say(line, place, told)
    return True


def set_apart(sheet: Sheet, line: Line, place: int) -> None:
    """Leave a cell whose amount comes back out of totals; where its heading says so, a total is of each year too.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        place: the column.
    """
    if not recurrence(sheet.headings[place]):
        sheet.each_time.add((line.number, place))


def _is_of_one(sheet: Sheet, place: int, one: Quantity, step: str) -> bool:
    """Whether an amount that comes back is a figure of one year, quarter or month: output, throughput, visitors."""
    kinds, measure = schema.unit_kinds(sheet.ontology), sheet.readings[place].detail
    kind = kinds.get(f"unit/{one.unit}", "")
    return (
        step in MONTHS and kinds.get(f"measure/{measure}") == kind and (kind != "money" or is_of_a_year(sheet, measure))
    )


def asked_of_rate(sheet: Sheet, place: int, one: Quantity) -> Text:
    """What is asked of an amount that comes back: what it is kept as, and that its sum may be written instead.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        one: the amount of each time, as it is proposed.
    """
    name, rate = NAMES[one.per], rate_of(sheet, one, one.per, sheet.readings[place].detail)
    if rate:
        label = code_name("measure", rate[1], sheet.ontology)
        kept = Text(f"Given again it is kept as {label.en} ({rate[1]})", f"照填则作{label.zh}（{rate[1]}）保留")
    elif _is_of_one(sheet, place, one, one.per):
        kept = Text(f"Given again it counts for one {name.en} alone", f"照填只计一{name.zh}")
    else:
        kept = Text(
            "Given again it stays in the note, as no measure has such amounts", "照填则保留在备注中，因无对应指标"
        )
    return Text(
        f"This is an amount a {name.en}, and no sum. {kept.en}; for the whole span write the sum.",
        f"这是每{name.zh}的数额，不是合计。{kept.zh}；如指全期，请写合计。",
    )


def is_of_a_year(sheet: Sheet, measure: str) -> bool:
    """Whether money that a measure counts is of a year by itself: an amount a year of it is a figure of one year."""
    return measure in sheet.words.yearly


def note_of_rate(text: str, step: str, measure: str, sheet: Sheet) -> Text:
    """What is noted and told of a figure that is an amount of each year.

    Args:
        text: the cell.
        step: how often the sheet says that it comes.
        measure: what it is measured by.
        sheet: what the sheet is read as.
    """
    name = NAMES[step]
    label = code_name("measure", measure, sheet.ontology)
    worked_out = step in MONTHS and step != "year"
    times = _MONTHS_A_YEAR // MONTHS[step] if worked_out else 1
    more = Text(f", times {times}", f"，按{times}倍计") if worked_out else Text()
    return Text(
        f"The sheet gives an amount a {name.en}: {text}. It is kept as {label.en} ({measure}){more.en}, and is no sum.",
        f"原文为每{name.zh}的数额：{text}。作{label.zh}（{measure}）保留{more.zh}，不是合计。",
    )
