"""What becomes of rows that revise or add to another row, as answered: which holds, what is joined to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.clean_names import clean_name
from kg.intake.sheets.correcting_names import only_corrects
from kg.intake.sheets.drafts import Draft, Row, Sheet, Tables
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.revised_rows import (
    ADDS,
    NOTED,
    REPLACES,
    Revisions,
    is_mark,
    is_same_but_for_mark,
    row_told,
    without_mark,
)
from kg.text import Text

_Rows = Mapping[tuple[str, int], tuple[Sheet, Line]]
_NAMES = ("name", "name_zh", "name_en")
#: What a row has that is nothing of a partnership.
_OF_ROW_ALONE = ("number", "id", "ignore")


def drafted(draft: Draft, found: Revisions, rows: _Rows) -> Draft:
    """A partnership in the making as a revision, where its row is one.

    What a row leaves empty that replaces another of its sheet is as there. It stands in a line of its own behind the
    others, with the number of that row, which is cited for it.

    Args:
        draft: the partnership, with the id of the row that it revises.
        found: what was said of all rows.
        rows: the first rows of all that may be partnerships, each with its sheet.
    """
    first = draft.lines[0]
    revision = found.said.get(first.place)
    if revision is None or first.place in found.replaced:
        return draft
    lines, notes = list(draft.lines), list(draft.notes)
    for former_sheet, former in _replaced_by(first, found, rows):
        if former_sheet is draft.sheet and former.number not in draft.sheet.overlong:
            if noted := _only_corrects(draft.sheet, lines[0], former):
                # What was corrected keeps its name.
                notes += [(draft.sheet.headings[place], lines[0].text(place)) for place in noted]
                left = {place: cell for place, cell in lines[0].cells.items() if place not in noted}
                lines[0] = replace(lines[0], cells=left)
            types = draft.sheet.columns("type")
            empty = [
                place
                for place in former.cells
                if not any(line.text(place) and not (place in types and is_mark(line.text(place))) for line in lines)
            ]
            if set(empty) & set(draft.sheet.columns("amount")):
                empty += draft.sheet.columns("unit")  # an amount has the unit of its own row
            cells = {place: cell for place, cell in former.cells.items() if place in empty}
            lines += [Line(former.sheet, former.number, cells)] if cells else []
    return replace(draft, lines=lines, notes=notes, revises=revision.does)


def _only_corrects(sheet: Sheet, line: Line, former: Line) -> list[int]:
    """The columns in which a row has a name that says only that it corrects another one, which has a name there."""
    places = [place for place in sheet.columns(*_NAMES) if line.text(place)]
    known = [text for place in sheet.columns("id", "number", *_NAMES) if (text := former.text(place))]
    has_name = any(former.text(place) for place in sheet.columns(*_NAMES))
    # What marks a name of its own is taken off of it: Harbour study (revised).
    names = [line.text(place) for place in places]
    is_bare = all(only_corrects(name, known) and without_mark(name) == name for name in names)
    return places if has_name and is_bare else []


def _replaced_by(first: Line, found: Revisions, rows: _Rows) -> Iterator[tuple[Sheet, Line]]:
    """The rows that one replaces, and those which these replaced, the last one first; each with its sheet."""
    place = first.place
    while place in found.replaces:
        place = found.replaces[place]
        yield rows[place]


def with_added_last(groups: Sequence[Sequence[Line]], found: Revisions) -> list[Sequence[Line]]:
    """The rows of a sheet in the order in which they are made: what a row adds comes behind that to which it does.

    Args:
        groups: the rows, by partnership.
        found: what was said of them.
    """

    def adds(group: Sequence[Line]) -> bool:
        way = found.said.get(group[0].place)
        return way is not None and way.does in (ADDS, NOTED)

    return sorted(groups, key=adds)


def is_held(draft: Draft, found: Revisions) -> bool:
    """Whether a row makes nothing, for another takes its place, or as it is asked whether it revises one; it is told.

    Args:
        draft: the partnership.
        found: what was said and asked of all rows.
    """
    first = draft.lines[0]
    by, asked = found.replaced.get(first.place), found.asked.get(first.place)
    is_ignored = first.place in found.ignored
    if by is None and asked is None and not is_ignored:
        return False
    outcome = "left out" if by or is_ignored else "asked"
    draft.accounts = [RowAccount(line.sheet, line.number, outcome) for line in draft.lines]
    if by is not None:
        row = row_told(by, first.sheet)
        draft.say(first, None, Text(f"left out as answered: {row.en} replaces it", f"按回答略去：由{row.zh}取代"))
    elif is_ignored:
        draft.say(first, None, Text("left out as answered", "按回答略去"))
    elif asked is not None:
        draft.leave_open(first, *asked)
    return True


def say_revised(draft: Draft, found: Revisions, rows: _Rows) -> None:
    """Tell of a row that it revises another one, as answered, and what it has from there; nothing of other rows.

    Args:
        draft: the partnership.
        found: what was said of all rows.
        rows: the first rows of all that may be partnerships, each with its sheet.
    """
    first = draft.lines[0]
    revision = found.said.get(first.place)
    if revision is None:
        return
    row = row_told(revision.of, first.sheet)
    said = {
        REPLACES: Text(f"replaces {row.en}, as answered", f"按回答取代{row.zh}"),
        ADDS: Text(f"adds to {row.en}, as answered", f"按回答并入{row.zh}"),
        NOTED: Text(f"kept in the note of {row.en}, as answered", f"按回答保留在{row.zh}的备注中"),
    }
    draft.say(first, None, said[revision.does])
    taken = {line.place: line for line in draft.lines[1:]}
    for sheet, former in _replaced_by(first, found, rows):
        row = row_told(former.place, first.sheet)
        if sheet is not draft.sheet:
            for heading, text in _without(draft, sheet, former):
                draft.say(
                    first,
                    None,
                    MayBeWrong(
                        f"{row.en} has {text!r} ({heading}), and this row has none: it is not taken over. Write it "
                        "here if it still holds",
                        f"{row.zh}写有“{text}”（{heading}），本行没有：未沿用。如仍有效，请写入本行",
                    ),
                )
        if sheet is draft.sheet:
            _say_name(draft, rows[first.place][1], former)
        for place in taken[former.place].cells if former.place in taken else ():
            if not first.text(place):
                draft.say(first, place, OnlySaid(f"empty here: as in {row.en}", f"本行留空：沿用{row.zh}"))
            elif first.text(place) != taken[former.place].text(place):
                draft.say(first, place, _other_unit(first.text(place), row))


def _say_name(draft: Draft, own: Line, former: Line) -> None:
    """Tell whose name a partnership has, where its row and the one that it replaces have names that differ.

    Args:
        draft: the partnership.
        own: its row.
        former: the row that it replaces.
    """
    names = [place for place in draft.sheet.columns(*_NAMES) if own.text(place)]
    if not names or not any(former.text(place) for place in names):
        return
    line, place, row = draft.lines[0], names[0], row_told(former.place, own.sheet)
    shown = " / ".join(former.text(one) for one in names if former.text(one))[:80]
    if not line.text(place):
        told: Text = OnlySaid(
            f"says only that it corrects: the name stays that of {row.en}, {shown!r}; what it says is in the note",
            f"只说明更正：名称沿用{row.zh}的“{shown}”，所写内容保留在备注中",
        )
        draft.say(line, place, told)
    elif not any(
        is_same_but_for_mark(own.text(one), former.text(one)) or is_same_but_for_mark(former.text(one), own.text(one))
        for one in names
        if former.text(one)
    ):
        told = MayBeWrong(
            f"the name is that of this row; {row.en} is called {shown!r}. If that one is to stay, write it here",
            f"名称以本行为准；{row.zh}原名为“{shown}”。如应保留原名，请写入本行",
        )
        draft.say(line, place, told)


def _other_unit(text: str, row: Text) -> Text:
    """That a row has a unit and no amount, while the amount of the row that it replaces is in another unit."""
    return MayBeWrong(
        f"the amount is that of {row.en}, in the unit there, and {text!r} is not used. If the amount is meant in that, "
        "write it here",
        f"金额沿用{row.zh}及其单位，“{text}”未采用。如金额应以此为单位，请在本行写明金额",
    )


def _without(draft: Draft, sheet: Sheet, former: Line) -> Iterator[tuple[str, str]]:
    """What a row of another sheet has and a partnership has not, by what the columns are read as: heading and text."""
    own = {_what(draft.sheet, place) for line in draft.lines for place in line.cells if line.text(place)}
    for place in former.cells:
        is_told = place in sheet.readings and sheet.readings[place].role not in _OF_ROW_ALONE and former.text(place)
        if is_told and _what(sheet, place) not in own:
            yield sheet.headings[place], " ".join(former.text(place).split())[:80]


def _what(sheet: Sheet, place: int) -> tuple[str, str]:
    """What a column is read as; a name is one in whatever language, and of notes each heading is one."""
    reading = sheet.readings.get(place)
    if reading is None or reading.role == "note":
        return "note", sheet.headings.get(place, "")
    return ("name", "") if reading.role in _NAMES else (reading.role, reading.detail)


def accounts_of(draft: Draft, found: Revisions) -> list[RowAccount]:
    """What became of the rows of a partnership; what it has from a row that it replaces is told with its own.

    Args:
        draft: the partnership.
        found: what was said of all rows.
    """
    own = [one for one in draft.accounts if (one.sheet, one.row) not in found.replaced]
    if not own:
        return draft.accounts  # they are replaced themselves
    for account in draft.accounts:
        if account not in own:
            own[0].remarks += [said for said in account.remarks if said[0] and said not in own[0].remarks]
            own[0].open += [heading for heading in account.open if heading not in own[0].open]
    return own


def name_of_revised(draft: Draft) -> Row:
    """The name of a partnership without what says that its row is a revision; nothing for other rows.

    Args:
        draft: the partnership, with its names.
    """
    if draft.revises != REPLACES:
        return {}
    return {name: without_mark(draft.row[name]) for name in ("name_zh", "name_en") if draft.row.get(name)}


def waits_for_former(draft: Draft, tables: Tables) -> bool:
    """Whether that to which a row adds is not made, as something is asked of it; what is added waits with it.

    Args:
        draft: the partnership.
        tables: what is made so far.
    """
    if draft.revises not in (ADDS, NOTED) or (draft.id,) in tables.rows.get("partnerships", {}):
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


def unite(draft: Draft, tables: Tables) -> None:
    """Add the sectors and sites of what a row adds to those of its partnership; what else differs is kept in the note.

    A partnership has one name, one kind and one term; whether an addition prolongs it, the row does not say. Other rows
    change nothing.

    Args:
        draft: the partnership, with its row, before its note is made.
        tables: what is made so far.
    """
    if draft.revises != ADDS:
        return
    former = tables.rows["partnerships"][draft.id,]
    for column, role in (("sectors", "sector"), ("carried_out_in", "site")):
        codes, known = draft.row.get(column, "").split(";"), former.get(column, "").split(";")
        new = [code for code in codes if code and code not in known]
        if new and (cell := draft.first(role)):
            former[column] = ";".join(filter(None, (*known, *new)))
            draft.say(*cell[:2], OnlySaid("added to what the other row has", "并入另一行已有内容"))
    if draft.row.get("open_ended"):
        former["open_ended"] = "true"
    for line, place, told in _differing(draft, former):
        draft.keep(place, line.text(place))
        draft.say(line, place, told)


def _differing(draft: Draft, former: Row) -> Iterator[tuple[Line, int, Text]]:
    """The cells that say another name, kind or term than the partnership has to which a row adds, with what is told."""
    names = [former.get(name, "") for name in ("name_zh", "name_en", "alt_zh", "alt_en")]
    for line, place, text in draft.cells(*_NAMES):
        if not any(name and is_same_but_for_mark(clean_name(text), name) for name in names):
            yield line, place, _OWN_NAME
    if any(draft.row.get(name, "") != former.get(name, "") for name in ("class", "agreement_kind")):
        for line, place, _ in draft.cells("type"):
            yield line, place, _OTHER_KIND
    ends = [(draft.row.get(name, ""), former.get(name, "")) for name in ("period_start", "period_end")]
    if any(mine and mine != other for mine, other in ends):
        for line, place, _ in draft.cells("start", "end", "span"):
            yield line, place, _OTHER_TERM


_OWN_NAME = OnlySaid("its own name: kept in the note", "自有名称：保留在备注中")
_OTHER_KIND = OnlySaid("another kind than the other row: kept in the note", "类型与另一行不同：保留在备注中")
_OTHER_TERM = MayBeWrong(
    "another term than that of the row to which it adds, which stays: kept in the note. If it prolongs the whole, "
    "write it in that row",
    "期限与所并入的行不同，以该行为准：保留在备注中。如整体延期，请写入该行",
)


def join_notes(draft: Draft, tables: Tables) -> None:
    """Put the note of what a row adds behind that of the partnership to which it adds; other rows add nothing.

    Args:
        draft: the partnership, with its note.
        tables: what is made so far.
    """
    if draft.revises not in (ADDS, NOTED):
        return
    former = tables.rows["partnerships"][draft.id,]
    for note, between in (("note_zh", "；"), ("note_en", "; ")):
        known, own = former.get(note, ""), draft.row.get(note, "")
        if own and own not in known:
            former[note] = between.join(filter(None, (known, own)))
