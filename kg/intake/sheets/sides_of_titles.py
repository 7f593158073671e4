"""The party of which a row's title alone tells: 安吉县-昌吉市 合作协议, where the column of the one side is blank.

A tie that is made without it is none; so it is asked, with the name that the title has as its proposal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import dropwhile, takewhile
from operator import itemgetter

from kg.intake.registries import find, find_cities
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.bygone import Mentioned
from kg.intake.sheets.clean_names import LONGEST_NAME, clean, is_chinese
from kg.intake.sheets.drafts import NOTHING, Draft
from kg.intake.sheets.layout import Line
from kg.nearest import folded
from kg.text import Text

#: What joins the two sides of a title.
_SIGN = r"(?:\s*[-‐‑–—―~～/／×⇄↔&＆]+\s*|\s*[与和及與]\s*|\s+(?:and|und|et|y|e|i|with|mit|avec|con|z)\s+)"
_BEFORE, _BEHIND = re.compile(rf"(?P<side>.*\S){_SIGN}", re.I), re.compile(rf"{_SIGN}(?P<rest>\S.*)", re.I)
#: What a title begins with before its first side.
_LEADS = re.compile(r"(?:关于|深化|推进|the |partnership (?:of|between) |cooperation (?:of|between) |between )", re.I)
#: The longest name that is looked for in a title.
_MOST_SIGNS, _MOST_WORDS = 24, 6


def other_side(title: str, name: str, looks: Callable[[str], int]) -> str:
    """The name that a title has beside another one; empty where it has none that is a party by itself.

    Args:
        title: the title.
        name: the name of the one party, as the row has it.
        looks: how much a text is a party: 2 for one that is known, 1 for one that looks like one, 0 for others.

    >>> known = {"安吉县": 2, "昌吉市": 2, "Lyon": 2, "Torino": 2}.get
    >>> other_side("安吉县-昌吉市 合作协议", "昌吉市", lambda one: known(one, 0))
    '安吉县'
    >>> other_side("昌吉市与安吉县合作协议", "昌吉市", lambda one: known(one, 0))
    '安吉县'
    >>> other_side("Lyon–Torino partnership", "Torino", lambda one: known(one, 0))
    'Lyon'
    >>> other_side("昌吉市水利-电力工程", "昌吉市", lambda one: known(one, 0))
    ''
    """
    at = folded(title).find(folded(name)) if len(title) <= LONGEST_NAME else -1
    if at < 0 or len(folded(title)) != len(title):
        return ""
    before, behind = title[:at], title[at + len(name) :]
    if match := _BEFORE.fullmatch(before):
        side = _LEADS.sub("", match["side"].strip(), count=1).strip()
        return side if looks(side) else ""
    match = _BEHIND.match(behind)
    return _at_beginning(match["rest"], looks) if match else ""


def _at_beginning(text: str, looks: Callable[[str], int]) -> str:
    """The shortest beginning of a text that says what it is, else the longest that is known: 上海交通大学, 上海."""
    if is_chinese(text[:1]):
        ends = range(min(len(text), _MOST_SIGNS), 1, -1)
        parts = [text[:end].strip() for end in ends]
    else:
        words = text.split()
        parts = [" ".join(words[:count]).rstrip(" ,:;") for count in range(min(len(words), _MOST_WORDS), 0, -1)]
    how = [(part, looks(part) == 1) for part in reversed(parts)]
    # 浙江大 says it in short, and goes on.
    runs = takewhile(itemgetter(1), dropwhile(lambda one: not one[1], how))
    says = next(iter([part for part, _ in runs][::-1]), "")
    return says or next((part for part in parts if looks(part)), "")


def ask_of_title(draft: Draft, mentioned: Mapping[str, Mentioned]) -> tuple[Line, int, str] | None:
    """Ask of the party that only the title of a row names; or who it is, where somebody has said.

    Args:
        draft: the partnership, in which one party alone was found.
        mentioned: that party, as its row names it.

    Returns:
        the row, the blank column and the party that was answered; ``None`` where nothing was.
    """
    blank = _blank_side(draft)
    if blank is None or len(mentioned) != 1:
        return None
    line, place = blank
    directory = draft.sheet.directory

    def looks(name: str) -> int:
        return 2 if find_cities(name) else directory.looks(name)

    (reference, named), *_ = mentioned.items()
    ways = dict.fromkeys((named.name, *directory.names_of(reference)))
    for _, _, text in draft.cells("name", "name_zh", "name_en"):
        title = clean(text)
        if answer := directory.answer_of(title):
            return None if answer == "ignore" else (line, place, answer)
        side = next((found for name in ways if (found := other_side(title, name, looks))), "")
        if not side:
            continue
        heading = draft.sheet.headings[place]
        asked = Text(
            f"{heading} is blank, and the title names {side} beside {named.name}: is {side} the other party?",
            f"“{heading}”为空，名称中与“{named.name}”并列的是“{side}”：另一方是“{side}”吗？",
        )
        options = (Option(side, Text("the other party", "即另一方")), Option("ignore", Text("no party", "不是参与方")))
        is_sure = bool(find(side) or find_cities(side))
        question = Question(("answers", "party", title), asked, options, holds=True, unsure=not is_sure)
        draft.leave_open(line, place, question)
        return None
    return None


def _blank_side(draft: Draft) -> tuple[Line, int] | None:
    """The row and the column of one party that it leaves blank, where another one is filled; ``None`` if none is."""
    for line in draft.lines:
        for place in draft.sheet.columns("party"):
            if NOTHING.fullmatch(line.text(place)):
                return line, place
    return None
