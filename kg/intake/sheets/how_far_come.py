"""Whether a figure of a row is planned or achieved."""

from __future__ import annotations

from kg.intake.sheets import in_parts
from kg.intake.sheets.arranging import how_far
from kg.intake.sheets.asking import Option, Question, none_of
from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.layout import Line
from kg.text import Text

#: That it is asked whether a figure is planned or achieved.
OPEN = "open"
#: Stages at which a figure whose heading and measure do not say so is taken for achieved.
RUNS = {"operating", "completed"}


def _how_far(sheet: Sheet, place: int, measure: str) -> str:
    """Whether a figure is ``planned`` or ``achieved``: as its heading says, else as what it measures; empty if neither.

    What a contract is worth stays what was agreed, also when it has long been carried out. Of columns by year the
    measure tells nothing: what was invested in each year is as likely what has come.
    """
    said = how_far(sheet.headings[place], sheet.words)
    said = said or ("" if place in sheet.years_of else sheet.words.how_far.get(measure, ""))
    whole = in_parts.whole_of(sheet, place) if not said else None
    return said if whole is None else _how_far(sheet, whole, sheet.readings[whole].detail)


def said_how_far(draft: Draft, line: Line, place: int, measure: str, stages: set[str]) -> str:
    """Whether a figure is planned or achieved, as ``_how_far``; asked once a column where it may be either.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        measure: what the figure measures.
        stages: the codes of the stages that the partnership has: what does not run yet has been promised.

    Returns:
        ``planned``, ``achieved``, nothing where the stage tells, or ``OPEN`` while it is asked.
    """
    sheet = draft.sheet
    said = _how_far(sheet, place, measure)
    if said != "either":
        return said
    if not stages & RUNS:
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
    return OPEN
