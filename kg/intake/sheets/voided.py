"""Rows that say of themselves that they are not to be used: 作废, 重复录入，勿用, VOID, duplicate entry, do not use.

Whoever keeps a ledger marks such a row and leaves it there; its sums would be added a second time. It is asked.
"""

from __future__ import annotations

import re

from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.nearest import in_both_scripts
from kg.text import Text

#: What is said of the row itself, wherever it stands.
_SAID = re.compile(
    in_both_scripts(
        r"(?<![未不非无])(?:(?:此|本|该)(?:行|条|项|记录)(?:已?作废|无效|废弃|重复|不计|请删除|勿用|删除)"
        r"|重复(?:录入|登记|填报|条目|记录|行|项目?[，,；;。)）\]】]|$)|(?:请勿|勿|不要|不得)(?:使用|采用|统计|计入|引用)|勿用"
        r"|不(?:计入|纳入)(?:统计|合计|总数)|误录|录入有?误|填报错误|(?:请|待|应|可)删除|废弃(?:条目|记录|行))"
        r"|\b(?:(?:duplicated?|double|cancell?ed|void(?:ed)?|deleted|obsolete|erroneous|invalid)"
        r" (?:entry|row|record|line)s?"
        r"|duplicate of (?:row|line|entry|no|nr|#|[0-9])|entered (?:twice|in error|by mistake)"
        r"|(?:delete|ignore|disregard|skip) (?:this |the )?(?:row|entry|line|record)|please (?:delete|ignore|disregard)"
        r"|(?:do not|don['’]t|not to be|never) (?:use|be used|used|count|counted)"
        r"(?= *(?:[.;,:!)\]}–—-]|$|this|the row|it\b|again|any more|anymore)))"
    ),
    re.I,
)
#: What is a mark of the row where it is all that a cell says, or stands in brackets, first before a colon, or last.
_MARK = r"(?:已?作废|废|重复|无效|void(?:ed)?|duplicate|dup\.?|deleted|cancel+ed entry|invalid|do not use|n/?v)"
_MARKED = re.compile(
    in_both_scripts(
        rf"\s*[*!#]*\s*{_MARK}\s*[*!.。！]*\s*"
        rf"|.*[（(\[【<]\s*{_MARK}\s*[)）\]】>].*"
        rf"|\s*{_MARK}\s*[:：—–-]\s*\S.*"
        rf"|.*\S\s*[—–:：|/-]\s*{_MARK}\s*"
    ),
    re.I | re.S,
)
#: What is no mark of a row: whose parties, where and what it is, and at which stage; there 作废 is said of the thing.
_ELSEWHERE = frozenset(
    ("party", "parties", "place", "site", "source", "link", "archived", "sector", "type", "stage", "amount", "capital")
)
_MOST = 2_000
KEEP, LEAVE = "keep", "ignore"


def is_left(draft: Draft) -> bool:
    """Whether somebody has said that a row which marks itself as void is to be left out; where nobody has, it is asked.

    Args:
        draft: the partnership, which notes what is asked and said.
    """
    found = _mark(draft)
    if found is None:
        return False
    line, place, text = found
    name = next((said for _, _, said in draft.cells("name", "name_zh", "name_en", "party", "parties")), text)
    answer = draft.sheet.answer("void", name).strip().lower()
    shown = " ".join(text.split())[:80]
    if answer == LEAVE:
        draft.say(line, place, Text(f"left out as answered: {shown!r}", f"按回答略去：“{shown}”"))
        return True
    if answer != KEEP:
        asked = Text(
            f"The row says of itself {shown!r}. Is it left out, or taken all the same?",
            f"该行自称“{shown}”。略去，还是照常采用？",
        )
        options = (
            Option(LEAVE, Text("the row is left out", "略去该行")),
            Option(KEEP, Text("it is taken all the same", "照常采用")),
        )
        question = Question(("answers", "void", name), asked, options, holds=True, unsure=True)
        draft.leave_open(line, place, question)
    return False


def _mark(draft: Draft) -> tuple[Line, int, str] | None:
    """The first cell of a row that says that the row is not to be used."""
    for line in draft.lines:
        for place in sorted(line.cells):
            reading = draft.sheet.readings.get(place)
            if reading is not None and reading.role in _ELSEWHERE:
                continue
            text = line.text(place)[:_MOST]
            if _SAID.search(text) or _MARKED.fullmatch(text):
                return line, place, text
    return None
