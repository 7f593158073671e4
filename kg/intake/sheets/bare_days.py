"""Days below a heading that does not say which they are, Date or 时间, beside several stages: asked once a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.intake import schema
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.dated_stages import stages_in
from kg.intake.sheets.drafts import NOTHING, Sheet
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.readings import Reading
from kg.intake.sheets.words import bare
from kg.nearest import folded
from kg.text import Text

#: What may be answered: the days of signing, those by which the stages hold, those of beginnings; or none of these.
_SIGNED, _STAGE, _START, _NOTE = "signed", "stage", "start", "note"
_ROLES = {_SIGNED: "signed", _STAGE: "date", _START: "start", _NOTE: "note"}
#: Where the answer stands.
_KEY = "bare_days"
#: How many stages there are at least that one meaning may not fit, and how many of them are shown.
_SEVERAL, _MOST_SHOWN, _LONGEST = 2, 5, 30


def answered(said: Mapping[str, str], readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """What columns of days are read as by what somebody has said of them.

    Args:
        said: what was answered of the sheet's columns, by their headings.
        readings: what they are read as without it.
    """
    return {
        heading: Reading.of(_ROLES[answer])
        for heading, answer in said.items()
        if answer in _ROLES and heading in readings and readings[heading].role == "date"
    }


def asked(layout: Layout, sheet: Sheet) -> Iterator[Question]:
    """What the days of a column are of which its heading does not say it, where they stand beside several stages.

    Where another column has days of signing, or of what was reached, or the rows are steps of the same partnerships,
    each with its day, a day is that of its row's stage.

    Args:
        layout: the table.
        sheet: what its columns are read as.
    """
    if sheet.columns("signed", "reached") or _are_steps(layout, sheet):
        return
    order = schema.codes("stage", sheet.ontology)
    for place in sheet.columns("date"):
        heading = sheet.headings[place]
        if (
            bare(heading) not in sheet.words.bare_days
            or sheet.settings.get("sheets", sheet.name, _KEY, heading) in _ROLES
        ):
            continue
        beside = [(line, code, text) for line in _dated(layout, place) for code, text in _stages(sheet, line)]
        codes = sorted({code for _, code, _ in beside}, key=order.index)
        # What is only planned or talked of has been signed on no day.
        if len(codes) >= _SEVERAL and order.index(codes[-1]) >= order.index("signed"):
            rows = tuple(dict.fromkeys(line.place for line, _, _ in beside))
            words = list({code: text for _, code, text in reversed(beside)}.values())[::-1]
            yield _question(sheet, heading, words, rows, is_signed="signed" in codes)


def _question(
    sheet: Sheet, heading: str, words: list[str], rows: tuple[tuple[str, int], ...], *, is_signed: bool
) -> Question:
    shown = ", ".join(word[:_LONGEST] for word in words[:_MOST_SHOWN]) + (" …" if len(words) > _MOST_SHOWN else "")
    text = Text(
        f"Below {heading!r}, which does not say which days it has, days stand beside several stages ({shown}). What "
        "are they? Until somebody says so, each dates the stage of its row.",
        f"“{heading}”一栏未写明是什么日期，而所在各行的进展不一（{shown}）。这些日期指什么？未作回答前，各作为本行进展的日期。",
    )
    options = (
        Option(
            _SIGNED, Text("each row was signed then, whatever its stage is now", "各行的签约日期，与现在的进展无关")
        ),
        Option(_STAGE, Text("each row had come to its stage by then", "各行截至该日处于所写进展")),
        Option(_START, Text("each row began then", "各行的开始日期")),
        Option(_NOTE, Text("none of these; kept in the note", "都不是；保留在备注中")),
    )
    if not is_signed:
        options = (options[1], options[0], *options[2:])
    path = ("sheets", sheet.name, _KEY, heading)
    return Question(path, text, options, rows, heading, optional=True, unsure=True)


def _dated(layout: Layout, place: int) -> Iterator[Line]:
    return (line for line in layout.lines if not line.left_out and not NOTHING.fullmatch(line.text(place)))


def _stages(sheet: Sheet, line: Line) -> list[tuple[str, str]]:
    """The one stage that a row names, with its words, if it names no day of its own beside it."""
    found = [(stages_in(sheet, place, text), text) for place in sheet.columns("stage") if (text := line.text(place))]
    return [
        (code, text)
        for one, text in found
        if len(one.read.codes) == 1
        for code in one.read.codes
        if code not in one.days
    ]


def _are_steps(layout: Layout, sheet: Sheet) -> bool:
    """Whether rows of one name have several days: what it came to by each, or its figures of each year."""
    names, days = sheet.columns("name", "name_zh", "name_en"), sheet.columns("date")
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in layout.lines:
        name = tuple(folded(line.text(place)) for place in names)
        said = tuple(line.text(place) for place in days)
        if not line.left_out and any(name) and any(said) and known.setdefault(name, said) != said:
            return True
    return False
