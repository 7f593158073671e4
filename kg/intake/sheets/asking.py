"""What is asked: one question for all cells that one answer settles, and where its answer goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.intake import schema
from kg.text import Text

#: How much of a text is shown in a question, and how long one is that answers are given to by itself.
_MOST_SHOWN, _LONGEST = 600, 200
#: How many rows of a question are named.
_MOST_ROWS = 8


def called(text: str) -> str:
    """What a text is called where it is answered: itself; of a long one its beginning, and a part of its hash."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:60]}… {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that is proposed.

    Attributes:
        answer: as it is written in ``SHEET.kg.yaml``.
        text: what it means; the answer itself where it says enough.
    """

    answer: str
    text: Text

    @property
    def shown(self) -> Text:
        """The answer, with what it means where that says more."""
        if self.answer == "ignore":
            return Text(self.answer, self.answer)
        en, zh = (
            self.answer if told in ("", self.answer) else f"{self.answer} ({told})"
            for told in (self.text.en, self.text.zh)
        )
        return Text(en, zh)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that a question is about.

    Attributes:
        row: the number of its row.
        text: what it says.
        heading: the heading of its column.
        key: where an answer for it alone stands; empty where there is none.
    """

    row: int
    text: str
    heading: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not sure.

    Attributes:
        path: where its answer goes in ``SHEET.kg.yaml``: ``("answers", "sector", "智慧康养")``.
        text: what is asked.
        options: the answers that are proposed, the likeliest first; others may be given.
        rows: the rows that wait for it, as sheet and number.
        column: the heading of the column.
        every: all that may be answered, where other questions of its sort share that, so that a file has it once.
        near: how many of the options are near what is asked, and no more than what all share.
        stops: whether nothing can be written before it is answered.
        holds: whether its rows are not made before it is answered; else only the cell is left out.
        optional: whether everything is made as it stands, unless somebody says otherwise.
        unsure: whether no proposal is much likelier than the others, so that none is taken unasked.
        refused: the answer that somebody has given, and that is none of those that are possible.
        cells: the cells that one answer settles, which the question does not name by itself.
        named: what the rows are called for which alone its answer holds; empty where it holds for all of its kind.
    """

    path: tuple[str, ...]
    text: Text
    options: tuple[Option, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    column: str = ""
    every: tuple[Option, ...] = ()
    near: int = 0
    stops: bool = False
    holds: bool = False
    optional: bool = False
    unsure: bool = False
    refused: str = ""
    cells: tuple[Cell, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def is_safe(self) -> bool:
        """Whether its first proposal is so much likelier than all else that it may be taken unasked."""
        return not (self.optional or self.unsure or not self.options)

    @property
    def is_plain(self) -> bool:
        """Whether it asks no more of its text than all others of its sort do, so that the text alone says what."""
        name = self.path[-1]
        if self.path[:2] == ("answers", "stage"):
            return self.text.en.startswith("Which stage is ")
        plain = (f"What is {name}?", f"In which region is {name}? (may stay open)")
        return self.path[1] not in ("party", "place") or self.text.en in plain

    @property
    def likeliest(self) -> str:
        """The first proposal; empty if there is none."""
        return self.options[0].answer if self.options else ""

    def __post_init__(self) -> None:
        # A cell may hold a whole report; nobody reads it in a question, nor answers it by its text.
        object.__setattr__(self, "path", tuple(map(called, self.path)))
        object.__setattr__(self, "text", Text(_cut(self.text.en), _cut(self.text.zh)))

    @property
    def where(self) -> Text:
        """The rows, for people."""
        if not self.rows:
            return Text()
        shown = self.rows[:_MOST_ROWS]
        sheets = dict.fromkeys(sheet for sheet, _ in shown)
        named = [(sheet, [str(number) for one, number in shown if one == sheet]) for sheet in sheets]
        more = " …" if len(self.rows) > len(shown) else ""
        en = "; ".join(_rows_of(sheet, numbers) for sheet, numbers in named)
        zh = "；".join(f"{f'{sheet}, ' if sheet else ''}第{', '.join(numbers)}行" for sheet, numbers in named)
        column = f", {self.column}" if self.column else ""
        return Text(f"{en}{more}{column}", f"{zh[:-1]}{more}行{column}")


def _rows_of(sheet: str, numbers: Sequence[str]) -> str:
    noun = "row" if len(numbers) == 1 else "rows"
    return f"{f'{sheet}, ' if sheet else ''}{noun} {', '.join(numbers)}"


#: What stands between the names of rows for which alone an answer holds.
BETWEEN_ROWS = " | "


def rows_path(path: Sequence[str]) -> tuple[str, ...]:
    """Where the rows are named for which alone an answer holds: beside its own place.

    Args:
        path: the place of the answer.

    >>> rows_path(("sheets", "deals", "ended", "End"))
    ('sheets', 'deals', 'ended_rows', 'End')
    """
    *way, kind, name = path
    return (*way, f"{kind}_rows", name)


#: What closes a question of days that nobody may know.
NOT_SAID = Option("ignore", Text("not said; kept in the note", "未说明，保留在备注中"))


def refusing(question: Question, answer: str) -> Question:
    """The same question, where it is still open though it was answered: that the answer is not possible.

    Args:
        question: the question.
        answer: what stands at its place; nothing if it is empty.
    """
    shown = answer[:80]
    text = question.text
    if not answer or f"`{shown}`" in text.en:
        return question  # it says itself what stands there, which nobody need have typed
    if shown not in text.en:
        text = Text(f"The answer {shown!r} is not possible. {text.en}", f"回答“{shown}”不可用。{text.zh}")
    return replace(question, text=text, refused=shown)


def none_of(answer: str, possible: Sequence[str], asked: Text) -> Text:
    """What is asked again, where an answer was none of those that there are.

    Args:
        answer: the answer.
        possible: those that there are, two or more.
        asked: what was asked.
    """
    listed_zh = f"{'、'.join(possible[:-1])}或{possible[-1]}"
    return Text(
        f"The answer {answer[:60]!r} is none of {', '.join(possible)}. {asked.en}",
        f"回答“{answer[:60]}”不是{listed_zh}。{asked.zh}",
    )


#: What is asked of several texts at once, by the place of their answers.
_ALIKE = {
    "party": Text("Who are these?", "这些名称指谁？"),
    "sector": Text(
        "Which sector is each? (all codes: `kg codes sector`; several with ; between)",
        "各属哪个领域？（全部代码见`kg codes sector`；多个以;分隔）",
    ),
    "stage": Text("Which stage is each?", "各处于哪个阶段？"),
    "class": Text(
        "What type of partnership is each? (of none, if left open; all kinds: `kg codes agreement-kind`)",
        "各为哪类合作？（可不答；全部类别见`kg codes agreement-kind`）",
    ),
    "amount": Text("Which amount is each?", "各为多少？"),
    "date": Text(
        "Which day or span is each? (2021-03-15, 2021-03, 2020-07..2021-06)",
        "各为何时？（写作2021-03-15、2021-03或2020-07..2021-06）",
    ),
    "place": Text("Where is each? (networks of regions would know; may stay open)", "各在何地？（可不答）"),
    "row": Text("Which row is which?", "各行对应哪一项？"),
    "revises": Text(
        "What are these rows to the rows that they speak of? (they wait until somebody says so)",
        "这些行与其所指的行是什么关系？（未作回答前不录入）",
    ),
    "void": Text("Are these rows left out, as they say of themselves?", "这些行自称作废或重复，是否略去？"),
    "cells": Text("Where do the cells of these rows belong?", "这些行的单元格各属哪一栏？"),
}
_SAME = Text("Are these one and the same? (two, until somebody says so)", "是否同一主体？（未作回答前按两者计）")
_MEANT = Text(
    "What do these names mean? (as each question says, until somebody says so)",
    "这些名称各指什么？（未作回答前按各题所述）",
)
_COLUMNS = Text("What are these columns?", "这些栏各是什么？")
_KINDS = Text("What are the names in these columns that say nothing of it?", "这些栏中看不出是什么的名称各是什么？")
_UNITS = Text("In which units are these?", "各以何单位计？")
_OTHER_UNITS = Text(
    "What do these cells measure, whose unit does not fit their column?", "下列单元格的单位与所在栏不符，各指什么？"
)
_TOWNS = Text(
    "Are the names in these columns towns, or the regions around them?", "这些栏中的名称指城市，还是同名的上级地区？"
)
_SPANS = Text("When is what these columns date, whose cells give a span?", "这些栏有的单元格为时段，以何日为准？")
_SINCE = Text(
    "When is what these columns date, whose cells name a beginning alone?", "这些栏有的单元格只写起始，以何日为准？"
)
_ENDED = Text("Had these ended, which go on by their stage?", "进展栏所写仍在进行而结束时间已过的，是否已结束？")
_BEGUN = Text("What were these from their start on, which are over?", "已结束的，自开始之日起处于什么阶段？")
_BEGUN_BROKEN_OFF = Text(
    "What were these from their start on, which were broken off? Some may never have begun.",
    "中止的合作自开始之日起处于什么阶段？有的可能从未开始。",
)
_UNSIGNED = Text(
    "Were these signed on their day, which are planned or negotiated by their stage?",
    "据进展栏尚在计划或洽谈中的，签约栏所写日期是否已签约？",
)
_COME = Text(
    "Are the amounts of these columns what was agreed, or what was paid?", "这些栏是约定数额，还是实际到账数额？"
)
_BROKEN_OFF = Text(
    "Were these broken off at the ends that they name, or is that what was planned?",
    "据进展栏已中止的，所写结束时间是中止时间，还是原定期限？",
)
_MERGED = Text(
    "Is an amount in a cell over several rows that of each, or of all together?",
    "跨行合并的数额是每行各自的，还是各行合计的？",
)
_LENGTHS = Text("When do these end, which say only how long they are?", "只写期限的，何时结束？")
#: Answers of a column of amounts, and of one of starts or of ends, each of which holds for all of its cells.
OF_UNITS, OF_ENDS = ("units", "other_units"), ("ended", "broken_off", "lengths")
OF_NUMBERS = ("decimal_comma", "mil_thousand", "long_billion", "cell_scale")
OF_STARTS = ("begun", "begun_open", "begun_broken_off")
#: What is asked of several places of a sheet at once.
_OF_SHEET = {
    "columns": _COLUMNS,
    "kinds": _KINDS,
    "units": _UNITS,
    "other_units": _OTHER_UNITS,
    "spans": _SPANS,
    "since": _SINCE,
    "ended": _ENDED,
    "broken_off": _BROKEN_OFF,
    "lengths": _LENGTHS,
    "begun": _BEGUN,
    "begun_open": _BEGUN,
    "begun_broken_off": _BEGUN_BROKEN_OFF,
    "towns": _TOWNS,
    "come": _COME,
    "unsigned": _UNSIGNED,
    "merged": _MERGED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one sort, which people answer in one go.

    Attributes:
        place: the place of their answers in ``SHEET.kg.yaml``.
        text: what is asked; that of the question where it is one alone.
        questions: the questions.
        optional: whether all of them may stay open.
    """

    place: tuple[str, ...]
    text: Text
    questions: tuple[Question, ...]
    optional: bool


def all_codes(question: Question) -> Text:
    """Which codes may be answered beside those that are proposed, of which none may be right; empty for others.

    Stages are few and all named; of sectors and of types, where they are listed is said.
    """
    if question.path[:2] == ("answers", "stage"):
        stages = schema.codes("stage")
        return Text(f"(all: {', '.join(stages)})", f"（全部：{'、'.join(stages)}）")
    if question.path[:2] == ("answers", "sector"):
        return Text("(all: `kg codes sector`)", "（全部见`kg codes sector`）")
    if question.path[:2] == ("answers", "class"):
        return Text("(all: `kg codes agreement-kind`)", "（全部见`kg codes agreement-kind`）")
    return Text()


def shared(question: Question) -> Text:
    """What is asked of all texts of a question's sort, to be said once above them; empty where each says it itself."""
    kind = question.path[1] if question.path[0] == "answers" else ""
    if kind == "place":
        return _ALIKE[kind]
    if kind == "revises":
        return Text(f"{_ALIKE[kind].en} {_REVISES.en}", f"{_ALIKE[kind].zh}{_REVISES.zh}")
    if not question.every or kind not in _ALIKE:
        return Text()
    near = Text(" Proposals stand above each.", "各名称上方为建议。") if kind == "party" else Text()
    return Text(f"{_ALIKE[kind].en}{near.en} {_AT_THE_END.en}", f"{_ALIKE[kind].zh}{near.zh}{_AT_THE_END.zh}")


_AT_THE_END = Text("All that may be written: at the end of this file.", "可填内容均见文末。")
#: What each answer for a row that speaks of another one does.
_REVISES = Text(
    "replaces: it holds instead of that one, and what it leaves empty is taken from there; adds to: its parties, "
    "amounts, days, sectors and sites are added to that one, its own name, kind and term are kept in the note; noted "
    "with: all that it says is kept in the note of that one, and nothing is counted; another: another partnership; "
    "ignore: left out.",
    "replaces：以本行为准，所指的行不再计入，留空之处沿用该行；adds to：参与方、金额、日期、领域和实施地点并入该行，"
    "名称、类型和期限保留在备注中；noted with：全部内容保留在该行的备注中，不计入；another：另一项合作；ignore：略去。",
)


def _with_kinds(text: Text, questions: Sequence[Question]) -> Text:
    """What is asked with all that may be answered, of which few are proposed: of stages, of kinds of institutions."""
    if (every := all_codes(questions[0])).en and "`kg codes" not in text.en:
        return Text(f"{text.en} {every.en}", f"{text.zh}{every.zh}")
    is_of_kind = any(option.answer.startswith("institution ") for one in questions for option in one.options)
    if questions[0].path[:2] != ("answers", "party") or not is_of_kind:
        return text
    kinds = schema.codes("institution-kind")
    return Text(
        f"{text.en} An institution: institution, its kind, and where it is if you know (institution university nl). "
        f"Kinds: {', '.join(kinds)}.",
        f"{text.zh}机构写作institution加类别，知道所在地的可再写地区（institution university nl）。"
        f"类别：{'、'.join(kinds)}。",
    )


def sorted_by_sort(questions: Iterable[Question]) -> tuple[Asked, ...]:
    """Questions of one sort together, what must be answered first."""
    found: dict[tuple[tuple[str, ...], bool], list[Question]] = {}
    for question in questions:
        place = question.path
        if place[0] == "answers":
            place = place[:-1]
        elif len(place) > 2 and place[2] in _OF_SHEET:
            place = place[:3]
        found.setdefault((place, question.optional), []).append(question)
    made = []
    for (place, optional), alike_questions in found.items():
        text = alike_questions[0].text
        if len(alike_questions) == 1:
            place = alike_questions[0].path
            text = _with_kinds(text, alike_questions)
        elif place == ("answers", "party") and optional:
            text = _SAME if all(map(_asks_of_one, alike_questions)) else _MEANT
        elif place[0] == "answers":
            text = _with_kinds(_ALIKE.get(place[1], text), alike_questions)
        elif len(place) > 2:
            text = _OF_SHEET.get(place[2], text)
        made.append(Asked(place, text, tuple(alike_questions), optional))
    return tuple(sorted(made, key=lambda one: (one.optional, not any(each.stops for each in one.questions))))


def _asks_of_one(question: Question) -> bool:
    """Whether a question is whether two names are of one thing, so that they are two until somebody says so."""
    return not question.unsure


def gathered(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions with one place for their answer as one, with all their rows, in the order of the first."""
    found: dict[tuple[str, ...], Question] = {}
    for question in questions:
        first = found.get(question.path)
        if first is None:
            found[question.path] = question
            continue
        rows = tuple(dict.fromkeys((*first.rows, *question.rows)))
        found[question.path] = replace(
            first,
            rows=rows,
            stops=first.stops or question.stops,
            holds=first.holds or question.holds,
            optional=first.optional and question.optional,
            cells=tuple(dict.fromkeys((*first.cells, *question.cells))),
            named=tuple(dict.fromkeys((*first.named, *question.named))),
        )
    return tuple(_with_cells(one) if _are_shown(one) else one for one in found.values())


def _are_shown(question: Question) -> bool:
    """Whether a question names the cells that its answer settles: one amount alone stands in it already."""
    return len(question.cells) > (question.path[:2] == ("answers", "amount"))


#: How many cells a question shows, and how much of each.
_MOST_CELLS, _MOST_OF_CELL = 8, 24
#: How many where the answer holds for cells that are read each by itself, and nobody would think to look up.
_MOST_READ = 24


def _with_cells(question: Question) -> Question:
    """A question with the cells that its answer settles, so that nobody has to look them up."""
    en = "; ".join if _in_several_columns(question) else ", ".join
    most = _MOST_CELLS if is_of_column(question, *OF_UNITS) else _MOST_READ
    shown, more = question.cells[:most], len(question.cells) > most
    cells = [_cell_shown(question, one) for one in shown]
    said = Text(
        en(one.en for one in cells) + (" …" if more else ""),
        "、".join(one.zh for one in cells) + ("……" if more else ""),
    )
    text = Text(f"{question.text.en} Cells: {said.en}.", f"{question.text.zh}单元格：{said.zh}。")
    key = question.cells[0].key
    if key and len(question.cells) > 1:
        text = Text(f"{text.en} One row alone: '{key}: …'.", f"{text.zh}仅答某一行：'{key}: …'。")
    return replace(question, text=text)


def is_of_column(question: Question, *names: str) -> bool:
    """Whether one answer to a question holds for all cells of a column, by its place in ``SHEET.kg.yaml``.

    Args:
        question: the question.
        *names: the names of the places that are meant.
    """
    return question.path[0] == "sheets" and question.path[2] in names


def _in_several_columns(question: Question) -> bool:
    return len({one.heading for one in question.cells}) > 1


def _cell_shown(question: Question, one: Cell) -> Text:
    """A cell with its row, and its column where the question is about those of several."""
    text = one.text if len(one.text) <= _MOST_OF_CELL else f"{one.text[:_MOST_OF_CELL]}…"
    if _in_several_columns(question):
        return Text(f"{text} (row {one.row}, {one.heading})", f"{text}（第{one.row}行，{one.heading}）")
    return Text(f"{text} (row {one.row})", f"{text}（第{one.row}行）")
