"""What an amount measures as a word at it says, or its answer: 注册资本2亿元, loan of £5m, 2000000000 CNY fundSize.

A column of amounts measures one thing by its heading; a cell may say that its own amount is another: credit, what has
arrived, a fund. The words are those of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.intake.sheets import cells, in_parts
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded

#: What stands between a word and its number and changes nothing of what it measures.
_BETWEEN = re.compile(
    r"(?:[\s:：(（\[$€£¥~≈<>≤≥]|约|近|超过?|逾|达到?|为|是|共计?|合计|累计|不低于|不少于|不超过|至少|最高|人民币|美元|欧元"
    r"|\b(?:of|about|approx\.?|approximately|circa|ca\.?|some|up to|at least|at most|over|nearly|almost|more than"
    r"|less than|rmb|us|hk|nz|au?|ca?|s|[a-z]{3})\b)+$"
)
#: A number, and what counts it behind it.
_NUMBER = re.compile(
    r"[0-9][0-9.,'\s]*(?:[百千万亿兆]+|(?:k|m|mn|mio|bn|tn|million|billion|thousand|crore|lakh)s?(?![a-z])\.?)?\s*"
    r"(?:元|人民币|美元|欧元|英镑|日元|港元|港币|[$€£¥]|\b(?:rmb|yuan|euros?|dollars?|pounds?|[a-z]{3})\b)*"
)
_LETTER = re.compile("[a-z]")
#: So many characters before a number are looked at.
_LONGEST = 40
#: What money measures where nothing says it: a word for it says no more than its column.
_PLAIN = "totalInvestment"


def said_by(draft: Draft, line: Line, place: int, unit: str, kinds: Mapping[str, str]) -> str:
    """What an amount measures as its answer or a word at it says, which is told; empty where they say no other thing.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        unit: the code of the amount's unit.
        kinds: the kind of quantity of each ``unit/CODE`` and ``measure/CODE``.
    """
    sheet, text = draft.sheet, line.text(place)
    measure = sheet.readings[place].detail
    answer = draft.answer_of(line, place, text)
    if named := in_parts.measure_named(sheet, answer):
        return named if named != measure and cells.fitting(unit, named, kinds) else ""
    word, found = _word_at(folded(text), sheet.words)
    # What else is counted its unit says, or it is asked.
    if found == measure or kinds.get(f"measure/{found}") != "money" or not cells.fitting(unit, found, kinds):
        return ""
    name = code_name("measure", found, sheet.ontology)
    draft.say(
        line,
        place,
        OnlySaid(
            f"taken as {name.en} ({found}), as {word!r} says; for another answer with the amount and its measure",
            f"按“{word}”作{name.zh}（{found}）；如为其他，请在回答中写数额及其指标",
        ),
    )
    return found


def _word_at(text: str, words: Words) -> tuple[str, str]:
    """The word for what it measures at the one number of a text, and the measure; empty where there is none."""
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        return "", ""
    known = words.measures
    before, behind = text[: numbers[0].start()], text[numbers[0].end() :]
    for part in _endings(_BETWEEN.sub("", before[-_LONGEST:])):
        if (found := known.get(bare(part), _PLAIN)) != _PLAIN:
            return part.strip(), found
    word = behind.strip(" ()（）[]:：,，")
    found = known.get(bare(word), _PLAIN) if 0 < len(word) <= _LONGEST else _PLAIN
    return word, found if found != _PLAIN else ""


def _endings(text: str) -> Iterator[str]:
    """The ends of a text, the longest first, none of which begins within a word of Latin letters."""
    for at in range(len(text)):
        if not at or not (_LETTER.match(text[at]) and _LETTER.match(text[at - 1])):
            yield text[at:]
