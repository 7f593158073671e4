"""Rows that revise or add to another row: 河内培训中心（修正）, Nachtrag 1, 更正第1案, replaces row 3. Each is asked.

As partnerships of their own their amounts would be counted a second time. A renewal and a second phase are new ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft, Row, Sheet, Tables
from kg.intake.sheets.identifying import RowKey, asked_as
from kg.intake.sheets.layout import Line
from kg.intake.sheets.settings import Settings
from kg.nearest import folded
from kg.text import Text

REPLACES, ADDS, ANOTHER = "replaces", "adds to", "another"
#: What a row is that says so, as texts are compared: in one case, without accents, Chinese simplified.
_REVISED = (
    r"(?:修正|更正|修订|修改|变更|订正|勘误|调整)(?:后|案|版|稿|协议)?"
    r"|\b(?:revis(?:ed|ion)|amend(?:ed|ment)|correct(?:ed|ion)|corrigendum|geandert|anderung|korrigiert|korrektur|berichtigt"
    r"|berichtigung|neufassung|modifiee?|modification|rectifiee?|rectificatif|modificad[oa]|modificacion|corregid[oa]"
    r"|rectificad[oa]|retificad[oa]|alterad[oa]|modificat[oa])\b"
)
_ADDED = (
    r"(?:补充|追加|增补|加码|增资)(?:协议|合同|款|案|投资|预算)?"
    r"|\b(?:addend(?:um|a)|supplement(?:ary)?|top-?up|nachtrag|zusatzvereinbarung|erganzung|avenant|adenda|adicion"
    r"|ampliacion|aditivo|complement)\b"
)
_KINDS = {REPLACES: re.compile(_REVISED), ADDS: re.compile(_ADDED)}
_MARK = re.compile(rf"(?:{_ADDED}|{_REVISED})(?:\s*(?:no\.?|nr\.?|n°)?\s*[0-9一二三]{{1,2}}\b)?")
#: A note that begins so, or is no more, speaks of its row: 更正：金额由…
_AT_FIRST = re.compile(rf"\W*(?:{_ADDED}|{_REVISED})")
#: What a note does to the row of which it speaks, what that row is called, and which it is.
_VERBS = {
    REPLACES: r"更正|修正|修订|变更|替代|取代|替换|(?:revision|amendment|correction|replacement) (?:of|to)"
    r"|replaces|supersedes|amends|corrects|revises|ersetzt|andert"
    r"|berichtigt|remplace|modifie|rectifie|sustituye|reemplaza|modifica|corrige|substitui|altera",
    ADDS: r"并入|补充|追加|增补|合并[入至到]|adds to|added to|supplements|extends|merged (?:with|into)|belongs to"
    # The extension of line 4 is that of a railway.
    r"|part of|(?:extension|addition|supplement|addendum|annex|top-?up) (?:of|to)(?! (?:the )?(?:line|number)\b)"
    r"|(?:erweiterung|erganzung|nachtrag) (?:von|zu)|(?:extension|avenant) (?:de|a)(?! (?:la )?ligne\b)"
    r"|erganzt|gehort zu|complete|complementa|amplia|acrescenta",
    ANOTHER: r"参?见|详见|同|see(?: also)?|cf\.?|siehe(?: auch)?|vgl\.?|voir|vease|ver",
}
_OF_ROW = r"row|line|zeile|ligne|fila|linea|linha"
_OF_NUMBER = (
    rf"{_OF_ROW}|no\.?|nr\.?|number|nummer|entry|item|project|case|#|n[o°º]\.?|numero|num\.?|numero|projekt"
    "|projet"
)
_SPOKEN = re.compile(
    rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))(?P<verb>{'|'.join(_VERBS.values())})\s*(?:"
    rf"(?P<sheet>[^\s，。,;；:：第0-9]{{0,12}})第\s*(?P<zh>[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}})\s*"
    r"(?P<unit>案|行|号|项)(?![文令公决条规])"
    rf"|(?:the |a |la |el |die |le )?(?P<word>{_OF_NUMBER})\s*(?P<number>[0-9]{{1,4}})(?![0-9.,]*[0-9])"
    r"|(?P<id>[\w./-]{2,40}))"
)
#: What stands before a number and names no sheet, and what may stand behind a sheet's name.
_HERE = re.compile(r"^(?:原来?|本表|上表|上述|前述|表中|本|的|了|至|到|入)+|(?:工作表|表|的|中)+$")
_HAN_NUMBERS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
_SIGNS = re.compile(r"[\W_]+")
#: How much of a shorter name tells a row, and how much of a note is read.
_LEAST, _MOST = 4, 400


@dataclass(frozen=True, slots=True)
class Revision:
    """What a row is to another one.

    Attributes:
        does: ``replaces`` or ``adds to``.
        of: sheet and row of that other one.
    """

    does: str
    of: tuple[str, int]


@dataclass(slots=True)
class Revisions:
    """The rows of a file that are revisions, by sheet and row.

    Attributes:
        said: what was answered, or is asked no more.
        asked: what is asked, with the column in which the row says so.
        replaced: of rows that are replaced, by which.
    """

    said: dict[tuple[str, int], Revision] = field(default_factory=dict)
    asked: dict[tuple[str, int], tuple[int, Question]] = field(default_factory=dict)
    replaced: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    def take(self, place: tuple[str, int], way: Revision) -> None:
        """Take what was said of a row; of several that replace one row the last one holds."""
        self.said[place] = way
        if way.does == REPLACES:
            of = way.of
            while of in self.replaced:
                of = self.replaced[of]
            self.replaced[of] = place

    def root(self, place: tuple[str, int]) -> tuple[str, int]:
        """The row whose partnership it is: of a row that revises another, that one's."""
        while place in self.said:
            place = self.said[place].of
        return place


@dataclass(slots=True)
class _Earlier:
    """The rows before one: all in their order, those of the same parties, and by their ids."""

    rows: list[tuple[Sheet, Line, RowKey]] = field(default_factory=list)
    of_parties: dict[str, list[RowKey]] = field(default_factory=dict)
    by_id: dict[str, RowKey] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Told:
    """How a row speaks of another: what it does to it, which rows that may be, the column, what it says."""

    does: str
    of: Sequence[RowKey]
    column: int
    text: str


def revisions(rows: Sequence[tuple[Sheet, Line, RowKey]], settings: Settings) -> Revisions:
    """Which rows revise or add to an earlier one, as far as somebody has said so; else they are asked.

    Args:
        rows: the first rows of all that may be partnerships, in their order, with what they are known by.
        settings: what was answered.
    """
    found = Revisions()
    answers = settings.all("answers", "revises")
    earlier = _Earlier()
    for sheet, line, key in rows:
        told = _told(sheet, line, key, earlier)
        if told is not None:
            question, ways = _question(key, told)
            answer = answers.get(question.path[-1], "")
            if answer in ways:
                if (way := ways[answer]) is not None:
                    found.take(line.place, way)
            else:
                found.asked[line.place] = (told.column, question)
        earlier.rows.append((sheet, line, key))
        if key.key and not key.key.strip().isdecimal():
            earlier.by_id.setdefault(folded(key.key), key)
        if key.parties:
            earlier.of_parties.setdefault(folded(key.parties), []).append(key)
    return found


def without_mark(name: str) -> str:
    """A name without what says that its row is a revision, if that stands in brackets or behind a sign.

    >>> without_mark("河内培训中心（修正）"), without_mark("Port study - Amendment 2"), without_mark("更正")
    ('河内培训中心', 'Port study', '更正')
    """
    for match in _ENDINGS.finditer(name):
        if _MARK.fullmatch(folded(match["inside"] or match["behind"]).strip()):
            return (name[: match.start()] + name[match.end() :]).strip() or name
    return name


#: What stands in brackets in a name, and what stands last behind a sign.
_ENDINGS = re.compile(
    r"\s*[（(\[【](?P<inside>[^（）()\[\]【】]{1,30})[)）\]】]|\s*[-–—:：,，]\s*(?P<behind>[^-–—:：,，]{1,30})$"
)


def _told(sheet: Sheet, line: Line, key: RowKey, earlier: _Earlier) -> _Told | None:
    """How a row speaks of an earlier one; ``None`` where it does not, or there is none such."""
    notes = [(place, line.text(place)[:_MOST]) for place in sheet.columns("note") if line.text(place)]
    names = [(place, line.text(place)) for place in sheet.columns("name", "name_zh", "name_en") if line.text(place)]
    for place, text in (*notes, *names):
        for spoken in _SPOKEN.finditer(folded(text)):
            of = _spoken_of(spoken, sheet, earlier)
            if of is not None:
                does = next(kind for kind, verbs in _VERBS.items() if re.fullmatch(verbs, spoken["verb"]))
                return _Told(does, [of], place, text)
    return _told_by_mark(key, notes, names, earlier.of_parties.get(folded(key.parties), ()))


def _told_by_mark(
    key: RowKey, notes: Sequence[tuple[int, str]], names: Sequence[tuple[int, str]], alike: Sequence[RowKey]
) -> _Told | None:
    """How a row speaks of one of the same parties by a mark in its name or in front of its note.

    Args:
        key: what the row is known by.
        notes: its notes, by column.
        names: its names, by column.
        alike: those before it of the same parties.
    """
    for place, text in names if alike else ():
        if does := _kind(text):
            base = _bare(_MARK.sub(" ", folded(text)))
            near = [one for one in alike if _is_like(base, _bare(_MARK.sub(" ", folded(one.name))))]
            if near:
                return _Told(does, near[-1:], place, text)
    for place, text in notes if alike else ():
        if _AT_FIRST.match(folded(text)) and (does := _kind(text)):
            near = [one for one in alike if _bare(folded(one.name)) == _bare(folded(key.name))]
            if near:
                return _Told(does, near[-1:], place, text)
    return None


def _kind(text: str) -> str:
    return next((kind for kind, mark in _KINDS.items() if mark.search(folded(text))), "")


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _is_like(base: str, other: str) -> bool:
    """Whether two names are one but for a mark; one that is a mark alone says nothing else."""
    shorter, longer = sorted((base, other), key=len)
    return (
        base == other
        or not base
        or (len(shorter) >= _LEAST and (longer.startswith(shorter) or longer.endswith(shorter)))
    )


def _spoken_of(spoken: re.Match[str], sheet: Sheet, earlier: _Earlier) -> RowKey | None:
    """The earlier row of which a note speaks by its number or its id."""
    if spoken["id"]:
        wanted = spoken["id"].strip(".")
        # A bare number behind "complete" counts something.
        return earlier.by_id.get(wanted)
    named = _HERE.sub("", spoken["sheet"] or "")
    names = dict.fromkeys(one.name for one, *_ in earlier.rows)
    where = next((name for name in names if folded(name) == named), "") if named else sheet.name
    if not where:
        return None  # 修订《框架协议》第3项 speaks of a document
    rows = [(one, line, key) for one, line, key in earlier.rows if one.name == where]
    number = _number(spoken["zh"] or spoken["number"])
    if spoken["unit"] == "行" or (spoken["word"] and re.fullmatch(_OF_ROW, spoken["word"])):
        return next((key for _, line, key in rows if line.number == number), None)
    numbered = [key for one, line, key in rows if number in _numbers_of(one, line)]
    if numbered:
        return numbered[0] if len(numbered) == 1 else None
    has_numbers = any(_numbers_of(one, line) for one, line, _ in rows)
    return rows[number - 1][2] if not has_numbers and 0 < number <= len(rows) else None


def _numbers_of(sheet: Sheet, line: Line) -> set[int]:
    """The numbers by which a row is called: 6 of 東協-06, 6."""
    texts = (line.text(place) for place in sheet.columns("id", "number"))
    return {int(match[0]) for text in texts if (match := re.search(r"[0-9]{1,9}(?=\W*$)", text))}


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, sign, ones = text.partition("十")
    if not sign:
        return _HAN_NUMBERS.get(text, 0)
    return 10 * (_HAN_NUMBERS.get(tens, 1)) + _HAN_NUMBERS.get(ones, 0)


def _question(key: RowKey, told: _Told) -> tuple[Question, Mapping[str, Revision | None]]:
    """What is asked of a row, and what each answer means; the likeliest comes first."""
    of = told.of[0]
    row, called = _row(of.place, key.place[0]), asked_as(of)
    options = {
        f"{REPLACES} {called}": Text(
            f"it holds instead of {row.en}, which is left out", f"以本行为准，{row.zh}不再计入"
        ),
        f"{ADDS} {called}": Text(f"its amounts and days come on top of those of {row.en}", f"在{row.zh}之外另加"),
        ANOTHER: Text("another partnership", "另一项合作"),
    }
    order = sorted(options, key=lambda answer: not answer.startswith(told.does))
    shown = " ".join(told.text.split())[:80]
    text = Text(
        f"{asked_as(key)!r} says {shown!r}. What is it to {called!r} ({row.en})?",
        f"“{asked_as(key)}”写明“{shown}”。它与“{called}”（{row.zh}）是什么关系？",
    )
    question = Question(
        ("answers", "revises", asked_as(key)),
        text,
        tuple(Option(answer, options[answer]) for answer in order),
        holds=True,
        unsure=True,
    )
    ways: dict[str, Revision | None] = {
        f"{REPLACES} {called}": Revision(REPLACES, of.place),
        f"{ADDS} {called}": Revision(ADDS, of.place),
        ANOTHER: None,
    }
    return question, ways


def drafted(draft: Draft, found: Revisions, lines: Mapping[tuple[str, int], Line]) -> Draft:
    """A partnership in the making as a revision, where its row is one.

    What a row leaves empty that replaces another of its sheet is as there.

    Args:
        draft: the partnership, with the id of the row that it revises.
        found: what was said of all rows.
        lines: the rows by sheet and number.
    """
    first = draft.lines[0]
    revision = found.said.get(first.place)
    if revision is None:
        return draft
    if revision.does == REPLACES and revision.of[0] == first.sheet and revision.of in lines:
        whole = replace(first, cells={**lines[revision.of].cells, **first.cells})
        return replace(draft, lines=[whole, *draft.lines[1:]], revises=revision.does)
    return replace(draft, revises=revision.does)


def with_added_last(groups: Sequence[Sequence[Line]], found: Revisions) -> list[Sequence[Line]]:
    """The rows of a sheet in the order in which they are made: what a row adds comes behind that to which it does.

    Args:
        groups: the rows, by partnership.
        found: what was said of them.
    """

    def adds(group: Sequence[Line]) -> bool:
        way = found.said.get(group[0].place)
        return way is not None and way.does == ADDS

    return sorted(groups, key=adds)


def is_held(draft: Draft, found: Revisions) -> bool:
    """Whether a row makes nothing, for another takes its place, or as it is asked whether it revises one; it is told.

    Args:
        draft: the partnership.
        found: what was said and asked of all rows.
    """
    first = draft.lines[0]
    by, asked = found.replaced.get(first.place), found.asked.get(first.place)
    if by is None and asked is None:
        return False
    draft.accounts = [RowAccount(line.sheet, line.number, "left out" if by else "asked") for line in draft.lines]
    if by is not None:
        row = _row(by, first.sheet)
        draft.say(first, None, Text(f"left out as answered: {row.en} replaces it", f"按回答略去：由{row.zh}取代"))
    elif asked is not None:
        draft.leave_open(first, *asked)
    return True


def say_revised(draft: Draft, found: Revisions) -> None:
    """Tell of a row that it revises another one, as answered; nothing of other rows."""
    revision = found.said.get(draft.lines[0].place)
    if revision is None:
        return
    row = _row(revision.of, draft.lines[0].sheet)
    said = {
        REPLACES: Text(f"replaces {row.en}, as answered", f"按回答取代{row.zh}"),
        ADDS: Text(f"adds to {row.en}, as answered", f"按回答并入{row.zh}"),
    }
    draft.say(draft.lines[0], None, said[revision.does])


def _row(place: tuple[str, int], sheet: str) -> Text:
    of, number = place
    if of == sheet:
        return Text(f"row {number}", f"第{number}行")
    return Text(f"row {number} of {of}", f"“{of}”第{number}行")


def name_of_revised(draft: Draft) -> Row:
    """The name of a partnership without what says that its row is a revision; nothing for other rows."""
    if draft.revises != REPLACES:
        return {}
    return {name: without_mark(draft.row[name]) for name in ("name_zh", "name_en") if draft.row.get(name)}


def waits_for_former(draft: Draft, tables: Tables) -> bool:
    """Whether that to which a row adds is not made, as something is asked of it; what is added waits with it."""
    if draft.revises != ADDS or (draft.id,) in tables.rows.get("partnerships", {}):
        return False
    draft.say(draft.lines[0], None, Text("waits for the row to which it adds", "待其所并入的行录入后再录"))
    return True


def free_id(draft: Draft, row: Row, tables: Tables, table: str) -> str:
    """The id of a figure or a stage; of what a row adds, one that no row of its partnership has yet.

    Args:
        draft: the partnership.
        row: the figure or the stage, with the id that it would have by itself.
        tables: what is made so far.
        table: its table.

    Returns:
        nothing for a stage that the partnership to which a row adds has on that day already.
    """
    name, made = row["id"], tables.rows.get(table, {})
    if draft.revises != ADDS:
        return name
    said = ("partnership", "stage", "as_of")
    if table == "stages" and any(all(one[part] == row[part] for part in said) for one in made.values()):
        return ""
    names = (name, *(f"{name}-{number}" for number in range(2, len(made) + 3)))
    return next(one for one in names if (one,) not in made)


def join_notes(draft: Draft, tables: Tables) -> None:
    """Put the note of what a row adds behind that of the partnership to which it adds; other rows add nothing."""
    if draft.revises != ADDS:
        return
    former = tables.rows["partnerships"][draft.id,]
    for note, between in (("note_zh", "；"), ("note_en", "; ")):
        said = [one for one in (former.get(note, ""), draft.row.get(note, "")) if one]
        if said:
            former[note] = between.join(dict.fromkeys(said))
