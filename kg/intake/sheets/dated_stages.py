"""Days that stand in a cell of stages beside the stage: 终止（2019年11月）, suspended since March 2022."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.intake.sheets import cells
from kg.intake.sheets.cells import Codes, Day
from kg.intake.sheets.drafts import Sheet
from kg.notations import Hints, Period
from kg.text import HAN

_Y = r"(?:19|20)[0-9]{2}"
_MONTH = r"[^\W\d_]{3,12}\.?"
_PART_ZH = r"(?:第?[一二三四1-4]季度|[上下]半年|Q[1-4])"
#: A part of a month: 8月底, 8月下旬.
_OF_MONTH = "(?:[底初末]|[上中下]旬)"
#: A part of a year: end of 2018, Anfang 2018, finales de 2018.
_PART_OF = (
    r"(?:early|late|end|year-end|beginning|start|anfang|ende|début|fin|principios|finales|inicios?|início|finais|inizio|fine"
    r"|начале|конце|pocz[aą]tek|koniec|końcem|eind|begin)"
)
#: A day, a month or a year, by its form.
_WHEN = re.compile(
    rf"(?<![0-9]){_Y} ?[年년](?: ?[0-9]{{1,2}} ?[月월](?: ?[0-9]{{1,2}} ?[日号일])?)?{_OF_MONTH}?(?:的?{_PART_ZH})?"
    rf"|(?:民国|民國|平成|昭和|令和)[0-9元]{{1,3}}年(?: ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?[日号])?)?{_OF_MONTH}?"
    rf"|(?<![0-9]){_Y} ?(?:{_PART_ZH}|[-/]? ?[QH][1-4](?![0-9]))|\b[QH][1-4][ /-]{{0,2}}{_Y}(?![0-9])"
    rf"|\b(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)(?: of|,)? {_Y}(?![0-9])"
    rf"|(?<![^\W\d_])(?:the )?{_PART_OF}[- ](?:of |de |du |del |di |do |van |of the year )?"
    rf"(?:{_MONTH},? (?:de |del )?)?{_Y}(?![0-9])"
    rf"|(?<![0-9]){_Y}\. ?{_MONTH} [0-9]{{1,2}}\.?(?![0-9])"
    rf"|(?:ngày [0-9]{{1,2}} )?tháng [0-9]{{1,2}}(?:/| năm ){_Y}(?![0-9])"
    rf"|(?<![0-9./-]){_Y}([-/.])[0-9]{{1,2}}(?:\1[0-9]{{1,2}})?(?![0-9])"
    rf"|(?<![0-9./-])[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\2{_Y}(?![0-9])"
    rf"|(?<![0-9./-])[0-9]{{1,2}}[/.]{_Y}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th|er|º)?\.? (?:of |de )?{_MONTH},? (?:de |del )?{_Y}(?![0-9])"
    rf"|(?<![^\W\d_]){_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? {_Y}(?![0-9])"
    rf"|(?<![^\W\d_]){_MONTH},? (?:de |del )?{_Y}(?![0-9])"
    rf"|(?<![0-9./-]){_Y}(?![0-9./-])",
    re.I,
)
#: What leads a day and says no more than that it was so from then on, and what stands behind it.
_LEAD = re.compile(
    r"(?:\b(?:since|from|as (?:of|from|at)|in|on|at|of|seit(?: dem)?|ab|vom|im|am|depuis(?: le)?|dès|en|le|el|desde|em"
    r"|dal?|od|с|в|во|у|op|på|sejak|sinds|från|fra|vào|từ|pada|tahun|năm"
    r"|(?:w|we|v|ve|u|od|do|в|во|у)(?: (?:dniu|roku|roce|году|році|godini))?)|自|从|于|在|截至|[,，:：-])\s*$",
    re.I,
)
_BEHIND = re.compile(
    r"^\s*(?:(?:году|года|год|г\.?|рік|року|р\.|r\.|roku|rok|roce|évben|жылы|yılında|yili)(?!\w)\s*)?"
    r"(?:起|以来|开始|已|óta|onwards?\b|[~～]|より|から|부터|에(?=\s|$)|に)?",
    re.I,
)
#: What says that it was not so by that day: a plan, a limit.
_NOT_BY_THEN = re.compile(
    r"预计|计划|拟|预期|力争|争取|\b(?:expected|planned|due|target|scheduled|until|till|by|before|after|to|bis|voraussichtlich|geplant"
    r"|prévue?|jusqu\W?|avant|previst[oa]|hasta|até|antes)\b|[至到]\s*$|^\s*(?:之?前|之?后|以前|以后|止)",
    re.I,
)
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
_EMPTY_BRACKETS = re.compile(r"[(（\[]\s*[)）\]]")


@dataclass(frozen=True, slots=True)
class Stages:
    """What a cell of stages says.

    Attributes:
        read: its codes.
        days: the day of each code beside which one stands.
        unsure: a day beside a stage of which it is not sure what it means, as it is written; empty for none.
        until: the end of its term, of what runs or is in force until then; ``None`` of others.
    """

    read: Codes
    days: Mapping[str, Day] = field(default_factory=dict)
    unsure: str = ""
    until: Period | None = None


@dataclass(frozen=True, slots=True)
class _Apart:
    rest: str
    when: str
    day: Day | None


def stages_in(sheet: Sheet, place: int, text: str) -> Stages:
    """The stages that a cell names, each with the day that stands beside it.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        text: the cell.
    """
    hints = sheet.hints(place)
    whole = _codes(sheet, text)
    if (lasting := _lasting(sheet, text, whole, hints)) is not None:
        return lasting
    if whole.open and (found := _one_stage(sheet, text, hints)) is not None:
        return found
    if whole.open and (found := _with_brackets(sheet, place, text)) is not None:
        return found
    if whole.open and (joined := _IN_A_DAY.sub(_joined, text)) != text:
        # 2018/10 is one day, and no list.
        whole = _codes(sheet, joined)
    days: dict[str, Day] = {}
    named, still_open, unsure = list(whole.named), [], ""
    for part in whole.open:
        found = _one_stage(sheet, part, hints)
        if found is None:
            still_open.append(part)
            continue
        named += found.read.named
        days |= found.days
        unsure = unsure or found.unsure
    for part, code in whole.named:
        # Whoever answered what it is has not said that its day is none.
        if (apart := _apart(part, hints)) is not None:
            days |= {code: apart.day} if apart.day is not None and code not in days else {}
            unsure = unsure or ("" if apart.day else apart.when)
    codes = tuple(dict.fromkeys([*whole.codes, *(code for _, code in named)]))
    return Stages(replace(whole, codes=codes, open=tuple(still_open), named=tuple(named)), days, unsure)


#: A stage, and in brackets behind it one with its day: 在建（2021年3月开工）.
_IN_BRACKETS = re.compile(r"([^()（）]+)[(（]([^()（）]+)[)）]")


def _with_brackets(sheet: Sheet, place: int, text: str) -> Stages | None:
    """The stages of a text that names one, and in brackets another, or the same, with its day; ``None`` of others."""
    match = _IN_BRACKETS.fullmatch(text.strip())
    if match is None:
        return None
    first = _codes(sheet, match[1].strip())
    inside = stages_in(sheet, place, match[2].strip())
    if first.open or not first.codes or inside.read.open or not inside.days:
        return None
    codes = tuple(dict.fromkeys((*first.codes, *inside.read.codes)))
    read = replace(first, codes=codes, named=(*first.named, *inside.read.named))
    return Stages(read, inside.days, inside.unsure)


#: Signs within a day that part lists elsewhere: 2018/10开工, signed May 3, 2018.
_IN_A_DAY = re.compile(rf"(?<=[0-9])/(?=[0-9])|(?<=[0-9]), ?(?={_Y}(?![0-9]))")


def _joined(sign: re.Match[str]) -> str:
    return "-" if sign[0] == "/" else " "


#: What runs, or has been agreed, until a day: of what is suspended until then it is no end.
_LASTING = ("signed", "operating", "trialOperation")
#: What leads the day until which something runs, and what stands behind one.
_UNTIL = re.compile(
    r"(?:^|[\s,，;；(（])(?:until|till?|through|valid to|bis(?: zum| ende)?|jusqu['’]?(?:au|à|en)?|hasta(?: el)?"
    r"|até(?: a)?|fino (?:al?|a)|do|до|tot)\s*$|(?:有效期|期限|持续)?直?[至到]\s*$",
    re.I,
)
_UNTIL_BEHIND = re.compile(r"^\s*(?:止|为止|まで|까지)?[)）\s.]*$")


def _lasting(sheet: Sheet, text: str, whole: Codes, hints: Hints) -> Stages | None:
    """The stage of a text that says until when it lasts, with that: in force until 2033; ``None`` of others."""
    rest, until = _until(text, hints)
    if until is None:
        return None
    read = _codes(sheet, rest) if whole.open else whole
    return Stages(read, until=until) if read.codes and not read.open and {*read.codes} <= {*_LASTING} else None


def _until(text: str, hints: Hints) -> tuple[str, Period | None]:
    """A text without the day until which something is so, and that with an open beginning: in force until 2033."""
    found = days_in(text, hints)
    if len(found) != 1:
        return text, None
    at, end, value = found[0]
    before, behind = text[:at], text[end:]
    lead = _UNTIL.search(before)
    if lead is None or value is None or value.start is None or value.end is None or not _UNTIL_BEHIND.match(behind):
        return text, None
    return before[: lead.start()].strip(" ,，;；:：.-–—(（"), replace(value, start=None)


def word_beside(sheet: Sheet, place: int, text: str) -> str:
    """What stands beside the one day of a text: 挂牌 of 2018年5月挂牌; empty where none does, or it is planned.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        text: the cell.
    """
    apart = _apart(text, sheet.hints(place))
    return apart.rest if apart is not None and apart.day is not None else ""


def _codes(sheet: Sheet, text: str) -> Codes:
    return cells.codes_in(text, "stage", sheet.words, sheet.answers("stage"))


def _one_stage(sheet: Sheet, text: str, hints: Hints) -> Stages | None:
    """The stage of a text that names one and its day, and nothing else."""
    apart = _apart(text, hints)
    read = _codes(sheet, apart.rest) if apart is not None else Codes(())
    if apart is None or len(read.codes) != 1 or read.open or read.left_out:
        return None
    return Stages(read, {read.codes[0]: apart.day} if apart.day else {}, "" if apart.day else apart.when)


def _apart(text: str, hints: Hints) -> _Apart | None:
    """A text without the one day that stands in it; of none, of several, or of one that is planned, nothing."""
    found = days_in(text, hints)
    if len(found) != 1:
        return None
    at, end, value = found[0]
    before, behind = text[:at], text[end:]
    if _NOT_BY_THEN.search(before) or _NOT_BY_THEN.search(behind):
        return None
    before, behind = _LEAD.sub("", before.rstrip()), _BEHIND.sub("", behind)
    rest = _EMPTY_BRACKETS.sub(" ", before + " " + behind).strip(" ,，;；:：.-–—")
    rest = _BETWEEN_HAN.sub("", " ".join(rest.split()))
    day = cells.day_of(value) if value is not None and value.start and value.end else None
    return _Apart(rest, text[at:end], day) if rest else None


def days_in(text: str, hints: Hints) -> list[tuple[int, int, Period | None]]:
    """The days, months and years in a text: where each begins and ends, and what it means."""
    found = []
    for match in _WHEN.finditer(text):
        at, end = match.span()
        year = cells.YEAR_NAMED.search(match[0])
        value = cells.day_in(match[0], hints, "").value
        is_whole = value is not None and value.start is not None and value.end is not None
        if not is_whole and year and match[0][:1].isalpha():
            # "suspended 2019" and "since 2019" have the form of a month and its year.
            at += year.start()
            end = whole.end() if (whole := _WHEN.match(text, at)) else end
            value = cells.day_in(text[at:end], hints, "").value
        found.append((at, end, value))
    return found
