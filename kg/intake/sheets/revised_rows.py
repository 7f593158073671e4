"""Rows that say that they revise or add to another row: 河内培训中心（修正）, Nachtrag 1, 更正第1案, replaces row 3.

Each is asked: as partnerships of their own their amounts would be counted a second time. A renewal and a second phase
are new ones, and a note that only points to another row says nothing of what its own row is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.intake.sheets import one_cell, speaking_rows
from kg.intake.sheets import revision_words as words
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.identifying import RowKey, asked_as
from kg.intake.sheets.layout import Line
from kg.intake.sheets.settings import Settings
from kg.nearest import folded
from kg.notations.numerals import mixed
from kg.text import Text

REPLACES, ADDS, NOTED, ANOTHER, IGNORE = "replaces", "adds to", "noted with", "another", "ignore"
_REVISED, _ADDED = words.marks(words.REVISED), words.marks(words.ADDED)
_KINDS = {REPLACES: re.compile(_REVISED), ADDS: re.compile(_ADDED)}
_MARK = re.compile(rf"(?:{_ADDED}|{_REVISED})(?:\s*(?:no\.?|nr\.?|n°)?\s*[0-9一二三]{{1,2}}\b)?")
#: A note that begins so, or is no more, speaks of its row: 更正：金额由…
_AT_FIRST = re.compile(rf"\W*(?:{_ADDED}|{_REVISED})")
_VERBS = {
    REPLACES: re.compile(words.any_of(words.TAKES_THE_PLACE_OF)),
    ADDS: re.compile(words.any_of(words.COMES_ON_TOP_OF)),
}
_OF_ROW = re.compile(words.any_of(words.ROW, words.LINE))
_CLAUSE_ENDS = rf"(?=\s*(?:$|[^\w\s/&'-]|[-–—]\s|(?:{words.any_of(words.AND)})\b))"
#: What a note does to the row of which it speaks, what that row is called, and which it is.
_SPOKEN = re.compile(
    r"(?:(?<!\w)|(?<=[^\x00-\x7f]))"
    rf"(?P<verb>{words.any_of(words.TAKES_THE_PLACE_OF, words.COMES_ON_TOP_OF, words.SEE)})\s*(?:"
    rf"(?P<sheet>[^\s，。,;；:：第0-9]{{0,12}})第\s*(?P<zh>[0-9]{{1,4}}|[一二三四五六七八九十百零]{{1,6}})\s*"
    rf"(?P<unit>{words.UNITS})(?![文令公决条规])"
    r"|(?:the |a |la |el |die |le |o |il |de |het )?(?:"
    rf"(?P<row>{words.any_of(words.ROW)})\s*(?P<at>[0-9]{{1,4}})(?![0-9.,]*[0-9])"
    rf"|(?P<word>{words.any_of(words.LINE, words.NUMBER)})\s*(?P<number>[0-9]{{1,4}})(?![0-9.,]*[0-9]){_CLAUSE_ENDS})"
    rf"|(?:the |la |el |die |den |le |o |il |de |het |az? )?(?P<nth>[0-9]{{1,4}}){words.ORDINAL}\s*"
    rf"(?P<of>{words.any_of(words.ROW, words.LINE, words.NUMBER)})(?:t|ot|et)?(?!\w|\.?\s*[0-9])"
    r"|(?P<id>[\w./-]{2,40}))"
)
#: The same where what is done to the row stands behind it, and is done by the note's own: 第2项金额以本项为准.
_DONE_BY_THIS = re.compile(rf"(?P<by>{words.any_of(words.BY_THIS)})|(?P<into>{words.any_of(words.INTO_THIS)})")
_TAKES = re.compile(rf"(?:(?<!\w)|(?<=[^\x00-\x7f]))(?:{words.any_of(words.TAKES_THE_PLACE_OF)})\s*")
#: What stands before a number and names no sheet, and what may stand behind a sheet's name.
_HERE = re.compile(r"^(?:原来?|本表|上表|上述|前述|表中|本|的|了|至|到|入)+|(?:工作表|表|的|中)+$")
#: What stands in brackets in a name, and what stands last behind a sign.
_ENDINGS = re.compile(
    r"\s*[（(\[【](?P<inside>[^（）()\[\]【】]{1,30})[)）\]】]|\s*[-–—:：,，]\s*(?P<behind>[^-–—:：,，]{1,30})$"
)
_SIGNS = re.compile(r"[\W_]+")
#: How much of a shorter name tells a row, how long one is that may have more than another, how much of a note is read.
_LEAST, _LONGEST, _MOST = 4, 200, 400


@dataclass(frozen=True, slots=True)
class Revision:
    """What a row is to another one.

    Attributes:
        does: ``replaces``, ``adds to`` or ``noted with``.
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
        replaces: of rows that replace another, which.
        ignored: the rows that are left out, as somebody has answered.
        another: the rows that are partnerships of their own, as somebody has answered.
    """

    said: dict[tuple[str, int], Revision] = field(default_factory=dict)
    asked: dict[tuple[str, int], tuple[int, Question]] = field(default_factory=dict)
    replaced: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    replaces: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    ignored: set[tuple[str, int]] = field(default_factory=set)
    another: set[tuple[str, int]] = field(default_factory=set)

    def take(self, place: tuple[str, int], way: Revision) -> None:
        """Take what was said of a row; of several that replace one row the last one holds.

        Args:
            place: sheet and number of the row.
            way: what it is to another one.
        """
        self.said[place] = way
        if way.does == REPLACES:
            of = way.of
            while of in self.replaced:
                of = self.replaced[of]
            self.replaced[of] = place
            self.replaces[place] = of

    def root(self, place: tuple[str, int]) -> tuple[str, int]:
        """The row whose partnership it is: of a row that revises another, that one's.

        Args:
            place: sheet and number of the row.
        """
        while place in self.said:
            place = self.said[place].of
        return place


@dataclass(slots=True)
class _Rows:
    """The rows of one sheet before one: in their order, by line, and by what numbers they have."""

    keys: list[RowKey] = field(default_factory=list)
    by_line: dict[int, RowKey] = field(default_factory=dict)
    by_number: dict[int, list[RowKey]] = field(default_factory=dict)

    def add(self, sheet: Sheet, line: Line, key: RowKey) -> None:
        self.keys.append(key)
        self.by_line[line.number] = key
        for number in numbers_of(sheet, line):
            self.by_number.setdefault(number, []).append(key)

    def called(self, number: int) -> RowKey | None:
        """The row that has a number; where none is numbered, the row in that place."""
        if self.by_number:
            found = self.by_number.get(number, [])
            return found[0] if len(found) == 1 else None
        return self.keys[number - 1] if 0 < number <= len(self.keys) else None


@dataclass(slots=True)
class _Alike:
    """The rows of the same parties before one, by their names; what is looked up is made when first asked for.

    A name is kept bare, without signs and without what marks a revision, and so are its beginnings and its ends: a
    sheet may have thousands of rows of one pair of parties.
    """

    keys: list[RowKey] = field(default_factory=list)
    _named: dict[str, int] = field(default_factory=dict)
    _bases: dict[str, int] = field(default_factory=dict)
    _parts: dict[str, int] = field(default_factory=dict)
    _made: int = 0

    def like(self, name: str) -> RowKey | None:
        """The last row whose name is that of another but for a mark; a name that is a mark alone is like any.

        Args:
            name: the name of that other.
        """
        self._make()
        base = _base(name)
        if not base:
            return self.keys[-1] if self.keys else None
        # The last with this name, with one that has more, and with one that has less.
        shorter = (self._bases.get(part, -1) for part in _parts(base))
        found = max(self._bases.get(base, -1), self._parts.get(base, -1), *shorter, -1)
        return self.keys[found] if found >= 0 else None

    def named(self, name: str) -> RowKey | None:
        """The last row of a name.

        Args:
            name: the name.
        """
        self._make()
        found = self._named.get(_bare(folded(name)), -1)
        return self.keys[found] if found >= 0 else None

    def _make(self) -> None:
        for at in range(self._made, len(self.keys)):
            name = self.keys[at].name
            base = _base(name)
            self._named[_bare(folded(name))] = at
            self._bases[base] = at
            self._parts |= dict.fromkeys(_parts(base), at)
        self._made = len(self.keys)


@dataclass(slots=True)
class _Earlier:
    """The rows before one: by their sheets, by their parties, and by their ids."""

    sheets: dict[str, _Rows] = field(default_factory=dict)
    of_parties: dict[str, _Alike] = field(default_factory=dict)
    by_id: dict[str, RowKey] = field(default_factory=dict)
    by_name: dict[str, RowKey] = field(default_factory=dict)

    def add(self, sheet: Sheet, line: Line, key: RowKey) -> None:
        self.sheets.setdefault(sheet.name, _Rows()).add(sheet, line, key)
        if key.key and not key.key.strip().isdecimal():
            self.by_id.setdefault(folded(key.key), key)
        for name in speaking_rows.names_that_tell(key.name):
            self.by_name[name] = key
        if key.parties:
            self.of_parties.setdefault(folded(key.parties), _Alike()).keys.append(key)


@dataclass(frozen=True, slots=True)
class _Told:
    """How a row speaks of another: what it does to it, which row that may be, the column, what it says."""

    does: str
    of: RowKey
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
    names = names_of([key for *_, key in rows])
    for sheet, line, key in rows:
        told = _told(sheet, line, key, earlier)
        if told is not None:
            question, ways = _question(key, names[key.place], told)
            answer = answers.get(question.path[-1], "")
            if answer == IGNORE:
                found.ignored.add(line.place)
            elif answer not in ways:
                found.asked[line.place] = (told.column, question)
            elif (way := ways[answer]) is not None:
                found.take(line.place, way)
            else:
                found.another.add(line.place)
        earlier.add(sheet, line, key)
    return found


def names_of(keys: Sequence[RowKey]) -> Mapping[tuple[str, int], str]:
    """What each row is asked as: its name; of several of one name, with what else they say and not all of them do.

    Args:
        keys: what the rows are known by.
    """
    of_name: dict[str, list[RowKey]] = {}
    for key in keys:
        of_name.setdefault(asked_as(key), []).append(key)
    found: dict[tuple[str, int], str] = {}
    for name, several in of_name.items():
        if len(several) == 1:
            found[several[0].place] = name
            continue
        shared = Counter(text for key in several for text in set(key.content.values()))
        taken: Counter[str] = Counter()
        for key in several:
            own = ", ".join(text for text in key.content.values() if text and shared[text] < len(several))
            whole = one_cell.key_of("", name, own).removeprefix(", ")
            taken[whole] += 1
            found[key.place] = called(f"{whole} #{taken[whole]}" if taken[whole] > 1 else whole)
    return found


def without_mark(name: str) -> str:
    """A name without what says that its row is a revision, if that stands in brackets or behind a sign.

    Args:
        name: the name.

    >>> without_mark("河内培训中心（修正）"), without_mark("Port study - Amendment 2"), without_mark("更正")
    ('河内培训中心', 'Port study', '更正')
    """
    for match in _ENDINGS.finditer(name):
        if _MARK.fullmatch(folded(match["inside"] or match["behind"]).strip()):
            return (name[: match.start()] + name[match.end() :]).strip() or name
    return name


def is_mark(text: str) -> bool:
    """Whether a text is no more than what says that a row is a revision or an addition: Amendment, 补充协议.

    Args:
        text: a cell.
    """
    return _MARK.fullmatch(folded(text).strip(" .")) is not None


def is_same_but_for_mark(name: str, other: str) -> bool:
    """Whether two names are one, but for what says that a row is a revision: 渔港监测网补充协议, 渔港监测网.

    Args:
        name: a name.
        other: another one.
    """
    return _base(name) in ("", _base(other))


def row_told(place: tuple[str, int], sheet: str) -> Text:
    """How a row is named where another one speaks of it; with its sheet where that is another.

    Args:
        place: its sheet and its number.
        sheet: the sheet of the row that speaks of it.

    >>> row_told(("2022", 4), "2023").en
    'row 4 of 2022'
    """
    of, number = place
    if of == sheet:
        return Text(f"row {number}", f"第{number}行")
    return Text(f"row {number} of {of}", f"“{of}”第{number}行")


def _told(sheet: Sheet, line: Line, key: RowKey, earlier: _Earlier) -> _Told | None:
    """How a row speaks of an earlier one; ``None`` where it does not, or there is none such."""
    notes = [(place, line.text(place)[:_MOST]) for place in sheet.columns("note") if line.text(place)]
    names = [(place, line.text(place)) for place in sheet.columns("name", "name_zh", "name_en") if line.text(place)]
    for place, text in (*notes, *names):
        plain = folded(text)
        for spoken in _SPOKEN.finditer(plain):
            does = _does(spoken["verb"], text) or _behind(sheet, line, key, earlier, plain[spoken.end() :])
            if does and (of := _spoken_of(spoken, sheet, earlier)) is not None:
                return _Told(does, of, place, text)
    for place, text in notes:
        if (told := _told_behind(sheet, key, earlier, (place, text))) is not None:
            return told
    for place, text in (*names, *notes):
        if (pointed := speaking_rows.begins_with_row(text)) is not None:
            of = _pointed_at(pointed, sheet, earlier)
            if of is not None and (does := _comes_of(sheet, line, text)):
                return _Told(does, of, place, text)
    alike = earlier.of_parties.get(folded(key.parties))
    return _told_by_type(sheet, line, key, earlier, alike) or (
        _told_by_mark(key, notes, names, alike) if alike else None
    )


def _told_behind(sheet: Sheet, key: RowKey, earlier: _Earlier, note: tuple[int, str]) -> _Told | None:
    """How a note speaks of an earlier row that it names before what is done to it, or of one that it calls by its name.

    Args:
        sheet: the sheet.
        key: what the note's row is known by.
        earlier: the rows before it.
        note: the column, and what it says.
    """
    place, text = note
    plain = folded(text)
    for done in _DONE_BY_THIS.finditer(plain):
        clause = speaking_rows.CLAUSE_ENDS.split(plain[: done.start()])[-1]
        of = next((_pointed_at(one, sheet, earlier) for one in speaking_rows.rows_named(clause)), None)
        of = of or speaking_rows.named_in(clause, earlier.by_name)
        if of is not None and of.name != key.name:
            return _Told(REPLACES if done["by"] else ADDS, of, place, text)
    for verb in _TAKES.finditer(plain):
        of = speaking_rows.named_first(plain[verb.end() :], earlier.by_name)
        if of is not None and of.name != key.name:
            return _Told(REPLACES, of, place, text)
    return None


def _told_by_type(sheet: Sheet, line: Line, key: RowKey, earlier: _Earlier, alike: _Alike | None) -> _Told | None:
    """How a row speaks of an earlier one whose type is no more than that: Amendment, Nachtrag, 补充协议.

    It is of the row whose id its own begins with, else of the one of the same parties with its name, or the only one.
    """
    for place in sheet.columns("type"):
        text = line.text(place)
        if not text or not is_mark(text):
            continue
        of = earlier.by_id.get(speaking_rows.id_before(folded(key.key), earlier.by_id))
        of = of or (alike.like(key.name) if alike else None)
        of = of or (alike.keys[0] if alike and len(alike.keys) == 1 else None)
        if of is not None:
            names = " ".join(line.text(at) for at in sheet.columns("name", "name_zh", "name_en"))
            return _Told(_comes_of(sheet, line, names) or _kind(text), of, place, text)
    return None


def _behind(sheet: Sheet, line: Line, key: RowKey, earlier: _Earlier, rest: str) -> str:
    """What comes of the row to which a text only points, by what stands behind: see P-10: exchange added; else nothing.

    Args:
        sheet: the sheet.
        line: the row.
        key: what it is known by.
        earlier: the rows before it.
        rest: the text behind the row that it names, folded.
    """
    is_part = bool(speaking_rows.id_before(folded(key.key), earlier.by_id))
    return _comes_of(sheet, line, rest) if is_part or re.match(r"\s*[:：,，;；–—-]", rest) else ""


def _comes_of(sheet: Sheet, line: Line, text: str) -> str:
    """What a row does to another with which its text begins, by its words, else by its type or the sign of its amount.

    A party that leaves ends nothing by that: it is noted, and nothing is added or taken away.
    """
    if speaking_rows.says_left(text):
        return NOTED
    if speaking_rows.says_more(text):
        return ADDS
    types = (line.text(place) for place in sheet.columns("type"))
    if does := _kind(text) or next((_kind(one) for one in types if is_mark(one)), ""):
        return does
    return {"+": ADDS, "-": NOTED}.get(speaking_rows.delta_of(sheet, line), "")


def _pointed_at(pointed: speaking_rows.Pointed, sheet: Sheet, earlier: _Earlier) -> RowKey | None:
    """The earlier row to which a text leads."""
    if pointed.id:
        return earlier.by_id.get(pointed.id)
    rows = earlier.sheets.get(sheet.name)
    if rows is None:
        return None
    if pointed.previous:
        return rows.keys[-1]
    number = int(pointed.number) if pointed.number.isdecimal() else int(mixed([pointed.number]) or 0)
    return rows.by_line.get(number) if pointed.is_line else rows.called(number)


def _does(verb: str, text: str) -> str:
    """What a row does to that of which it speaks; nothing where it only points to it: see row 2 for the contact."""
    if found := next((kind for kind, verbs in _VERBS.items() if verbs.fullmatch(verb)), ""):
        return found
    return _kind(text) if _AT_FIRST.match(folded(text)) else ""


def _told_by_mark(
    key: RowKey, notes: Sequence[tuple[int, str]], names: Sequence[tuple[int, str]], alike: _Alike
) -> _Told | None:
    """How a row speaks of one of the same parties by a mark in its name or in front of its note.

    Args:
        key: what the row is known by.
        notes: its notes, by column.
        names: its names, by column.
        alike: those before it of the same parties.
    """
    for place, text in names:
        if (does := _kind(text)) and (of := alike.like(text)):
            return _Told(does, of, place, text)
    for place, text in notes:
        if _AT_FIRST.match(folded(text)) and (does := _kind(text)) and (of := alike.named(key.name)):
            return _Told(does, of, place, text)
    return None


def _kind(text: str) -> str:
    return next((kind for kind, mark in _KINDS.items() if mark.search(folded(text))), "")


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _base(name: str) -> str:
    """A name without signs, and without what marks a revision."""
    return _bare(_MARK.sub(" ", folded(name)))


def _parts(base: str) -> list[str]:
    """With what a name begins and ends, as far as that tells a row; of what is too long for a name nothing."""
    if len(base) > _LONGEST:
        return []
    lengths = range(_LEAST, len(base))
    return [*(base[:length] for length in lengths), *(base[-length:] for length in lengths)]


def _spoken_of(spoken: re.Match[str], sheet: Sheet, earlier: _Earlier) -> RowKey | None:
    """The earlier row of which a note speaks by its number or its id."""
    if spoken["id"]:
        # A bare number behind "complete" counts something.
        return earlier.by_id.get(spoken["id"].strip("."))
    named = _HERE.sub("", spoken["sheet"] or "")
    where = next((name for name in earlier.sheets if folded(name) == named), "") if named else sheet.name
    rows = earlier.sheets.get(where)
    if rows is None:
        return None  # 修订《框架协议》第3项 speaks of a document
    number = int(mixed([spoken["zh"]]) or 0) if spoken["zh"] and not spoken["zh"].isdecimal() else 0
    number = number or int(spoken["zh"] or spoken["at"] or spoken["number"] or spoken["nth"])
    word = spoken["word"] or spoken["of"] or ""
    of_row = spoken["unit"] == words.UNIT_OF_ROWS or spoken["row"] or _OF_ROW.fullmatch(word)
    return rows.by_line.get(number) if of_row else rows.called(number)


def numbers_of(sheet: Sheet, line: Line) -> set[int]:
    """The numbers by which a row is called: 6 of 東協-06, 6.

    Args:
        sheet: what the columns are read as.
        line: the row.
    """
    texts = (line.text(place) for place in sheet.columns("id", "number"))
    return {int(match[0]) for text in texts if (match := re.search(r"[0-9]{1,9}(?=\W*$)", text))}


def _question(key: RowKey, name: str, told: _Told) -> tuple[Question, Mapping[str, Revision | None]]:
    """What is asked of a row, and what each answer means; the likeliest comes first."""
    of = told.of
    row, former = row_told(of.place, key.place[0]), asked_as(of)
    if of.place[0] == key.place[0]:
        empty = Text("what it leaves empty is taken from there", "本行留空之处沿用该行")
    else:
        empty = Text("what it leaves empty is told, and not taken from there", "本行留空之处不沿用，另行列出")
    options = {
        f"{REPLACES} {former}": Text(
            f"it holds instead of {row.en}, which is left out; {empty.en}", f"以本行为准，{row.zh}不再计入；{empty.zh}"
        ),
        f"{ADDS} {former}": Text(
            f"its parties, amounts, days, sectors and sites are added to {row.en}; its own name, kind and term are "
            "kept in the note",
            f"其参与方、金额、日期、领域和实施地点并入{row.zh}；名称、类型和期限保留在备注中",
        ),
        f"{NOTED} {former}": Text(
            f"all that it says is kept in the note of {row.en}, and nothing of it is counted",
            f"全部内容保留在{row.zh}的备注中，不计入",
        ),
        ANOTHER: Text("another partnership", "另一项合作"),
    }
    order = sorted(options, key=lambda answer: not answer.startswith(told.does))
    shown = " ".join(told.text.split())[:80]
    text = Text(
        f"{asked_as(key)!r} says {shown!r}. How does this row relate to {former!r} ({row.en})?",
        f"“{asked_as(key)}”写明“{shown}”。它与“{former}”（{row.zh}）是什么关系？",
    )
    question = Question(
        ("answers", "revises", name),
        text,
        tuple(Option(answer, options[answer]) for answer in order),
        holds=True,
        unsure=True,
    )
    ways: dict[str, Revision | None] = {
        f"{REPLACES} {former}": Revision(REPLACES, of.place),
        f"{ADDS} {former}": Revision(ADDS, of.place),
        f"{NOTED} {former}": Revision(NOTED, of.place),
        ANOTHER: None,
    }
    return question, ways
