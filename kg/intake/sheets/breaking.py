"""Whether a deal that was broken off was so at the end that its row names, which may be the one that was planned."""

from __future__ import annotations

import re

from kg.intake.sheets import beside_terms, spans
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.named_rows import of_its_rows
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.run_out import says_run_out
from kg.notations import period
from kg.text import Text

#: What may be answered of a column: its ends are when such rows were broken off, or what was planned.
_THEN, _PLANNED = "then", "planned"
#: Headings of ends that were agreed on before: what is broken off is so before them.
_OF_A_PLAN = re.compile(
    r"plan|expect|schedul|target|due|expir|valid|term\b|预计|预期|计划|拟|约定|合同|协议|到期|届满|期满|期限|年限|有效|prevu|prévu|previst|vencim|"
    r"vigenc|laufzeit|geplant|voraussichtlich",
    re.I,
)


def ends_then(draft: Draft, line: Line) -> bool:
    """Whether what was broken off was so at the end that its row names; else nobody knows when.

    Args:
        draft: the partnership, in which it is asked, once a column for all such rows.
        line: the row that names the end.
    """
    if ran_out(draft):
        return True
    place = beside_terms.place_of(draft, line, "end", "span", "start")
    if place is None:
        return True
    text, heading = line.text(place), draft.sheet.headings[place]
    own = draft.sheet.readings[place].role == "end"
    if _OF_A_PLAN.search(heading) is None and (own or _says_until(text)):
        return True
    said = draft.said_of_column(line, place, of_its_rows(draft, _asked(draft, text, heading)))
    if said != _THEN:
        draft.keep(place, text)
    if said == _PLANNED:
        told = OnlySaid(
            "broken off before its end, by the answer for its column: the day of the sheet dates the stage",
            "依该栏的回答，提前中止：以表格的截至日期作为该阶段的日期",
        )
        draft.say(line, place, told)
    return said == _THEN


def _says_until(text: str) -> bool:
    """Whether a cell of a term says its end alone: until August 2017 is when it was over."""
    read = period(text).value
    return read is not None and read.start is None and spans.says_until(text, read)


def ran_out(draft: Draft) -> bool:
    """Whether the words of a row's stage say that it ran to its end, and was not broken off: expired, 到期."""
    words = [text for _, _, text in draft.cells("stage")]
    return bool(words) and all(map(says_run_out, words))


def _asked(draft: Draft, text: str, heading: str) -> Question:
    path = ("sheets", draft.sheet.name, "broken_off", heading)
    asked = Text(
        f"Rows such as the one with {text[:60]!r} in {heading!r} were broken off by their stage. Was that at the end "
        "named there, or is it what was planned? Until you say so, they are so by the day of the sheet, assumed.",
        f"“{heading}”一栏写有“{text[:60]}”一类的合作据进展栏已中止。所写结束时间是中止时间，还是原定期限？"
        "未作回答前按表格的截至日期计，为推定。",
    )
    options = (
        Option(_PLANNED, Text("what was planned; when it was broken off is not said", "原定期限，中止时间未写明")),
        Option(_THEN, Text("that is when it was broken off", "即中止时间")),
    )
    return Question(path, asked, options, optional=True, unsure=True)
