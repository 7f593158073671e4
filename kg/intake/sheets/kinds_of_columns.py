"""Names of a column of which none says what it is: one answer for all, such as funders that are public bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.towns import AROUND, TOWN, asks_town, of_heading
from kg.intake.sheets.who import KINDS
from kg.text import Text

#: From how many names on one answer for all of them is asked for.
_SEVERAL = 3
_SHOWN = 8
_INSTITUTION = "institution "
#: What is asked first of a name whose words say nothing, and that is like no place.
_SAYS_NOTHING = f"{_INSTITUTION}company"
_USUAL = frozenset(option.answer for option in KINDS)
_OPTIONS = (
    Option(f"{_INSTITUTION}office", Text("public bodies", "政府部门")),
    Option(f"{_INSTITUTION}company", Text("companies", "企业")),
    Option(f"{_INSTITUTION}association", Text("associations", "协会")),
)


def kind_said(sheet: Sheet, heading: str, kinds: Collection[str]) -> str:
    """The kind that somebody has said of all names in a column that say nothing themselves; empty if nobody has.

    Args:
        sheet: what the sheet is read as.
        heading: the heading of the column.
        kinds: the kinds of institutions that there are; another answer is none.
    """
    said = sheet.settings.get("sheets", sheet.name, "kinds", heading).removeprefix(_INSTITUTION).strip()
    return said if said in kinds else ""


def towns_said(sheet: Sheet, heading: str) -> str:
    """Whether somebody has said that the names in a column are towns or what is around them, or its heading says so.

    Args:
        sheet: what the sheet is read as.
        heading: the heading of the column.
    """
    return towns_answered(sheet, heading) or of_heading(heading)


def towns_answered(sheet: Sheet, heading: str) -> str:
    """Whether somebody has said that the names in a column are towns or what is around them; empty if nobody has.

    Args:
        sheet: what the sheet is read as.
        heading: the heading of the column.
    """
    said = sheet.settings.get("sheets", sheet.name, "towns", heading)
    return said if said in (TOWN, AROUND) else ""


def says_nothing(question: Question | None) -> bool:
    """Whether a question is about a name that says nothing of what it is, and that nothing known is like.

    Of one with any proposal of its own, as a school or a place in brackets, the others' answer says nothing.
    """
    if question is None or question.path[:2] != ("answers", "party") or question.likeliest != _SAYS_NOTHING:
        return False
    return all(option.answer in _USUAL for option in question.options)


def of_columns(sheet: Sheet, questions: Iterable[Question]) -> Iterator[Question]:
    """What is asked of a column in which several names wait that say nothing of what they are.

    Args:
        sheet: what the sheet is read as.
        questions: what is asked of its cells.
    """
    questions = list(questions)
    for heading, asked in _by_column(questions, says_nothing):
        shown = _shown(asked)
        text = Text(
            f"What are the {len(asked)} names below {heading!r} that say nothing of it ({shown})? "
            "One answer for all, or each by itself further down.",
            f"“{heading}”一栏有{len(asked)}个名称看不出是什么（{shown}）。可在此一并回答，也可在下面逐个回答。",
        )
        yield Question(("sheets", sheet.name, "kinds", heading), text, _OPTIONS, _rows(asked), heading, unsure=True)
    for heading, asked in _by_column(questions, asks_town):
        shown = _shown(asked)
        text = Text(
            f"{len(asked)} names below {heading!r} are towns and regions around them ({shown}). Which are meant? "
            "One answer for all, or each by itself further down.",
            f"“{heading}”一栏有{len(asked)}个名称既是城市又是上级地区（{shown}），指哪一种？可在此一并回答，"
            "也可在下面逐个回答。",
        )
        path, optional = ("sheets", sheet.name, "towns", heading), all(one.optional for one in asked.values())
        yield Question(path, text, _TOWNS, _rows(asked), heading, optional=optional, unsure=True)


def _by_column(
    questions: Iterable[Question], is_such: Callable[[Question], bool]
) -> Iterator[tuple[str, Mapping[str, Question]]]:
    """The columns in which several names wait with a question of one sort, with their names."""
    names: dict[str, dict[str, Question]] = {}
    for question in questions:
        if question.column and is_such(question):
            names.setdefault(question.column, {}).setdefault(question.path[2], question)
    yield from ((heading, asked) for heading, asked in names.items() if len(asked) >= _SEVERAL)


def _shown(names: Collection[str]) -> str:
    return ", ".join(list(names)[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _rows(asked: Mapping[str, Question]) -> tuple[tuple[str, int], ...]:
    return tuple(dict.fromkeys(row for question in asked.values() for row in question.rows))


_TOWNS = (Option(TOWN, Text("towns", "城市")), Option(AROUND, Text("the regions around them", "上级地区")))
