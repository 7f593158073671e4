"""The unit of a figure that names none: its measure's, what somebody has said for its column, sign or row, or asked.

A heading that names something in brackets that may be a unit, Length (mi), is never taken for the measure's own unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.intake.sheets import cells
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft, Sheet, currencies, sign_path
from kg.intake.sheets.layout import Line
from kg.intake.sheets.measured import counts_others
from kg.intake.sheets.readings import BRACKETS
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.words import bare
from kg.notations import Quantity, Read, currency_sign, heading_hints
from kg.notations.doubts import SCALE
from kg.text import Text

#: What parts the words that a heading has in brackets.
_PARTS = re.compile(r"[\s()（）,，;；、。:：/]+")
#: What is answered of a unit that nobody knows.
NOT_KNOWN = "ignore"
LEFT_OUT = Option(NOT_KNOWN, Text("not known; the cells stay in the note", "不详，单元格保留在备注中"))
#: What is said of a cell that is left out by it.
LEFT = OnlySaid("its unit is said not to be known: kept in the note", "单位不详：保留在备注中")


def said_of_cell(draft: Draft, line: Line, place: int) -> str:
    """The unit that somebody has said of one cell: under units, the heading with the row's name and the cell behind it.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of amounts.
    """
    said = draft.sheet.of_cells.said
    return said.get(draft.cell_key(line, place), "") if said else ""


def asked_of_cell(draft: Draft, line: Line, place: int, why: Text) -> None:
    """Ask for the unit of one cell again: what was answered for it is no unit, or may have been meant for another one.

    Args:
        draft: the partnership, which notes the question.
        line: the row.
        place: the column of amounts.
        why: what is wrong with the answer.
    """
    sheet, key = draft.sheet, draft.cell_key(line, place)
    asked = Text(
        f"{why.en}. In which unit is {line.text(place)!r} below {sheet.headings[place]!r}?",
        f"{why.zh}。“{sheet.headings[place]}”一栏的“{line.text(place)}”单位是什么？",
    )
    options = (*currencies(sheet.seen.get(place, ())), LEFT_OUT)
    draft.leave_open(line, place, Question(("sheets", sheet.name, "units", key), asked, options, unsure=True))


def is_lost(draft: Draft, line: Line, place: int) -> Text:
    """What is wrong with an answer for one cell that may have been meant for this one, and leads to none; else empty.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of amounts.
    """
    sheet, heading = draft.sheet, draft.sheet.headings[place]
    if not sheet.of_cells.lost or said_of_cell(draft, line, place):
        return Text()
    name, text = sheet.name_of(draft.lines[0]), line.text(place)
    lost = (one for one in sheet.of_cells.lost if one.may_be(heading, name, text, line.number))
    return next((one.told for one in lost), Text())


def said_of_sign(draft: Draft, line: Line, place: int, text: str, read: Read[Quantity]) -> str:
    """The currency that somebody has said of the sign in a cell, of its row first; empty where nobody has.

    What was answered of the column's numbers without a sign is another matter, which is told where both may be meant.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what it may mean.
    """
    sheet = draft.sheet
    said = said_of_cell(draft, line, place) or sheet.settings.get(*sign_path(sheet, text))
    other, sign = sheet.unit_said(sheet.headings[place]).unit, currency_sign(text)
    may_be = {one.unit for one in read.proposals}
    if said and other != said and other in may_be:
        told = MayBeWrong(
            f"two answers: {sign} is {said}, numbers without a sign are {other}; each is taken for its own cells",
            f"两个回答：{sign}为{said}，不带符号的数字为{other}；各用于各自的单元格",
        )
        draft.say_once(line, place, sign, told)
    return said


#: Yuan by a number's own word alone, which stands for dollars too where everybody knows of which: 3-5亿元.
_YUAN = re.compile(r"(?:[0-9零〇一二两三四五六七八九十百千万亿兆多余几数]|\s)[元圆](?![^\W\d_])")
_RENMINBI = re.compile(r"人民[币幣]|\b(?:rmb|cny|yuan|renminbi)\b|[¥￥]", re.I)
_OF_CHINA = "CNY"


def in_yuan(draft: Draft, line: Line, place: int, text: str, read: Read[Quantity]) -> Read[Quantity]:
    """An amount in 元 below a heading of another currency, 3-5亿元 below 万美元: in which it is is asked once a sheet.

    Args:
        draft: the partnership, which notes the question.
        line: the row.
        place: the column of amounts.
        text: what the cell says.
        read: what was understood of it, which is given back where nothing is against it.

    Returns:
        the amount in the currency that somebody has said; without a value while that is asked.
    """
    # Of what is open for another reason, 每年500万元, that comes first.
    open_scale = read.proposals if read.question == SCALE else ()
    sheet, found = draft.sheet, (read.value,) if read.value is not None else open_scale
    heading = sheet.heading_says(place)
    is_other = heading.unit in sheet.words.money and heading.unit != _OF_CHINA and not sheet.hints(place).unless_noted
    if not is_other or not found or any(one.unit != _OF_CHINA for one in found) or draft.answer_of(line, place, text):
        return read
    if not _YUAN.search(text) or _RENMINBI.search(text) or said_of_cell(draft, line, place):
        return read
    path = ("sheets", sheet.name, "units", "元")
    said = sheet.settings.get(*path)
    if said == NOT_KNOWN:
        draft.say(line, place, LEFT)
        return Read(none_said=True)
    if said in (_OF_CHINA, heading.unit):
        value = read.value and replace(read.value, unit=said)
        return replace(read, value=value, proposals=tuple(replace(one, unit=said) for one in read.proposals))
    asked = Text(
        f"元 is yuan, or short for the {heading.unit} of {sheet.headings[place]!r}. Which is it?",
        f"“元”可能是人民币元，也可能是“{sheet.headings[place]}”中{heading.unit}的简写。是哪种？",
    )
    options = (Option(_OF_CHINA, Text("yuan", "人民币")), Option(heading.unit, Text(heading.unit, heading.unit)))
    draft.leave_open(line, place, Question(path, asked, (*options, LEFT_OUT), unsure=True))
    sheet.amounts[line.number, place] = None  # a total may have it
    return Read(none_said=True)


def say_contradicted(draft: Draft, line: Line, place: int) -> None:
    """Say once a column that somebody has answered another unit than its heading has, which counts.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of amounts.
    """
    sheet = draft.sheet
    of_heading, of_answer = sheet.heading_says(place).unit, sheet.unit_said(sheet.headings[place]).unit
    if of_heading and of_answer and of_heading != of_answer:
        told = Text(
            f"the answer {of_answer} is not used, as the heading says {of_heading}; one row otherwise: "
            f"'{draft.cell_key(line, place)}: {of_answer}' under units",
            f"表头写明{of_heading}，回答{of_answer}未采用；个别行不同时在units下写"
            f"“{draft.cell_key(line, place)}: {of_answer}”",
        )
        draft.say_once(line, place, "unit", told)


def with_unit_of(
    draft: Draft, line: Line, place: int, one: Quantity, measure: str, kinds: Mapping[str, str]
) -> Quantity | None:
    """A figure with the unit of its measure where there is one alone and its heading names no other; else it is asked.

    Args:
        draft: the partnership, which notes the question.
        line: the row.
        place: the column.
        one: the figure without a unit.
        measure: what it measures.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    sheet, heading = draft.sheet, draft.sheet.headings[place]
    units, kind = cells.units_of(measure, kinds), kinds.get(f"measure/{measure}", "")
    if len(units) > 1 and kind == "person" and not _COUNTS_OTHERS.search(heading):
        # Among people only experts are counted apart.
        units = ["person"]
    of_cell = _other_count(kind, heading, line.text(place)) if kind in _COUNTED else ""
    unknown = of_cell if kind in _COUNTED else _unit_unknown(sheet, place)
    if units == ["ratio"] and one.value > 1 and not unknown:
        draft.leave_open(line, place, draft.asked_again(line, place, _share_of(line.text(place), one)))
        return None
    if len(units) == 1 and not unknown:
        return Quantity(one.value, units[0], one.bound, one.upper)
    asked_with = sheet.headings[sheet.asked_with(place)]
    said = said_of_cell(draft, line, place) or sheet.settings.get("sheets", sheet.name, "units", asked_with)
    if said == NOT_KNOWN:
        draft.keep(place, line.text(place))
        draft.say(line, place, LEFT)
        return None
    cell = line.text(place) if of_cell and of_cell in line.text(place) else ""
    draft.leave_open(line, place, _question(draft, place, units, kind, unknown, cell))
    return None


def _question(draft: Draft, place: int, units: Sequence[str], kind: str, unknown: str, cell: str) -> Question:
    """What is asked of the unit of a column's figures.

    Args:
        draft: the partnership.
        place: the column.
        units: those that may be answered.
        kind: the kind of quantity.
        unknown: what is no unit that is known.
        cell: the cell that says so; empty where the heading does.
    """
    sheet = draft.sheet
    heading = sheet.headings[sheet.asked_with(place)]
    scaled = _scaled_beside(sheet, place) if kind == "money" else ()
    above = tuple(Option(one, Text("stated around the table", "表外说明")) for one in sheet.units_above)
    named = (*_named_inside(heading), *above) if kind == "money" else ()
    likely = _LIKELY.get((kind, bare(unknown)), ())
    others = counts_others(sheet, place) if kind == "money" else ()
    options = (
        tuple(Option(name, Text(name, name)) for name in others)
        if others
        else (*named, *scaled, *currencies(sheet.seen.get(place, ())))
        if kind == "money"
        else tuple(Option(name, Text(name, name)) for name in dict.fromkeys((*likely, *units[:5])))
    )
    asked = Text(f"In which unit are the amounts of {heading!r}?", f"“{heading}”一栏的单位是什么？")
    if kind == "money":
        scales = Text("With its scale, if it has one: CNY, 万元, USD m.", "可带倍数，如CNY、万元、USD m。")
        asked = Text(f"{asked.en} {scales.en}", asked.zh + scales.zh)
    whole = asked
    if unknown:
        asked = Text(
            f"{unknown!r} in {heading!r} is no unit of it that is known. {asked.en}",
            f"“{heading}”一栏所写的“{unknown}”不是其已知单位。{asked.zh}",
        )
    if unknown and cell:
        asked = Text(
            f"{unknown!r} in the cell {cell[:40]!r} is no unit of {heading!r} that is known. {whole.en}",
            f"单元格“{cell[:40]}”中的“{unknown}”不是“{heading}”的已知单位。{whole.zh}",
        )
    path = ("sheets", sheet.name, "units", heading)
    if said := sheet.settings.get(*path):
        asked = Text(
            f"{said!r} is no unit for {heading!r}. {asked.en}", f"“{said}”不是“{heading}”可用的单位。{asked.zh}"
        )
    return Question(path, asked, (*options, LEFT_OUT), unsure=bool(named or scaled or unknown or others))


def _named_inside(heading: str) -> tuple[Option, ...]:
    """The units that a heading has in brackets among other words: （万元，2019年前为美元）."""
    parts = (part for inside in BRACKETS.findall(heading) for part in _PARTS.split(inside) if part)
    named = dict.fromkeys(part for part in parts if heading_hints(f"({part})", money=True).unit)
    return tuple(Option(part, Text(part, part)) for part in named)


def _share_of(text: str, one: Quantity) -> Question:
    """What is asked of a number without a sign below a heading of shares: 60 is sixty per cent, or sixty times.

    Args:
        text: the cell.
        one: the number.
    """
    asked = Text(f"Is {text[:40]!r} in per cent?", f"“{text[:40]}”是百分数吗？")
    ways = (replace(one, value=one.value / 100, unit="ratio"), replace(one, unit="ratio"))
    options = [
        Option(cells.shown_quantity(way), Text(f"{way.value * 100:f} %", f"{way.value * 100:f}%")) for way in ways
    ]
    return Question(("answers", "amount", text), asked, (*options, LEFT_OUT), unsure=True)


#: Kinds of quantities of which no other unit is known: what stands in brackets explains the heading.
_COUNTED = frozenset(
    ("money", "person", "visit", "project", "company", "agreement", "event", "locality", "hospital", "school", "ratio")
)
#: What is counted otherwise than people are: a household is several.
_HOUSEHOLDS = re.compile(r"(?<![客用窗门账帐开落储])户(?![籍外型口])|家庭|\bhouseholds?\b|\bfamil(?:y|ies)\b", re.I)


def _other_count(kind: str, heading: str, text: str) -> str:
    """The word by which a cell or a heading in brackets counts something else than its measure; empty otherwise."""
    inside = " ".join(BRACKETS.findall(heading))
    found = _HOUSEHOLDS.search(text) or _HOUSEHOLDS.search(inside) if kind == "person" else None
    return found[0] if found else ""


#: What a short word in a heading may be of each kind of quantity, as an answer.
_LIKELY: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("length", "m"): ("metres",),
    ("length", "mi"): ("miles",),
    ("length", "ft"): ("feet",),
    ("length", "yd"): ("yards",),
    ("length", "nm"): ("nautical miles",),
    ("length", "nmi"): ("nautical miles",),
    ("length", "里"): ("华里", "km"),
    ("mass", "ton"): ("tonne", "short tons", "long tons"),
    ("mass", "tons"): ("tonne", "short tons", "long tons"),
    ("mass", "kt"): ("kilotonnes",),
    ("mass", "mt"): ("tonne", "million tonnes"),
    ("mass", "dwt"): ("tonne",),
    ("area", "ac"): ("acres",),
    ("area", "m"): ("m2",),
    ("time", "m"): ("minute",),
}
#: A word in brackets that is longer than this explains, and names no unit.
_LONGEST_UNIT = 12


def _unit_unknown(sheet: Sheet, place: int) -> str:
    """What a heading has in brackets at its end that may be a unit and is none that is known; empty otherwise."""
    heading = sheet.headings[place]
    if sheet.heading_says(place).unit or sheet.unit_said(heading).unit:
        return ""
    found = BRACKETS.findall(heading)
    inside = found[-1][1:-1].strip() if found and heading.rstrip().endswith(found[-1]) else ""
    inside = re.sub(r"^(?:单位|unit|in)\s*[:：]?\s*", "", inside, flags=re.I)
    if not inside or len(inside) > _LONGEST_UNIT or re.search("[0-9]", inside):
        return ""
    # 长度（length） and "area (planned)" are one heading in two languages, and what is counted.
    words = sheet.words
    known = {*words.headings, *map(bare, (*words.planned, *words.achieved)), *words.modifiers}
    return "" if bare(inside) in known else inside


def say_converted(draft: Draft, line: Line, place: int, text: str, one: Quantity) -> None:
    """Say once a column and unit that its figures are in another unit here than in the sheet, with one of them.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        one: the figure.
    """
    if not one.converted:
        return
    draft.keep(place, text)
    shown = cells.shown_quantity(one)
    told = Text(
        f"{one.converted} are counted in {one.unit}, wherever the column has them: {text[:40]} is {shown}",
        f"{one.converted}换算为{one.unit}计，该栏各处同此：{text[:40]}为{shown}",
    )
    draft.say_once(line, place, one.converted, told)


#: A heading that speaks of experts, who have a unit of their own.
_COUNTS_OTHERS = re.compile(r"专家|expert|specialist", re.I)


def _scaled_beside(sheet: Sheet, place: int) -> tuple[Option, ...]:
    """Units with a scale that headings of other amounts have: 万元 above one column may be meant of the next."""
    found: dict[str, None] = {}
    for other in sheet.columns("amount"):
        one = sheet.heading_says(other)
        scale = _SCALES.get(one.scale, "")
        name = _SCALED.get((one.unit, one.scale), f"{one.unit} {scale}" if scale else "")
        if one.unit and other != place and name:
            found.setdefault(name)
    return tuple(Option(name, Text("as the column beside it", "同旁栏")) for name in found)


#: Units with a scale, as people answer them.
_SCALED = {("CNY", 4): "万元", ("CNY", 8): "亿元", ("USD", 4): "万美元", ("USD", 8): "亿美元", ("EUR", 4): "万欧元"}
_SCALES = {3: "k", 6: "m", 9: "bn"}
