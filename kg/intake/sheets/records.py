"""A row of a sheet to the rows of a package's tables, and what is open in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.intake import schema
from kg.intake.registries import find, find_cities
from kg.intake.sheets import added_up, cells
from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.addresses import told, with_addresses
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.bygone import Mentioned, ask_of_ended
from kg.intake.sheets.clean_names import clean, is_chinese, kebab
from kg.intake.sheets.dated_rows import noted
from kg.intake.sheets.dating import dated
from kg.intake.sheets.describing import describe, entitle
from kg.intake.sheets.drafts import NOTHING, Draft, Row, Tables
from kg.intake.sheets.figures import figures
from kg.intake.sheets.joints import surely_two
from kg.intake.sheets.kinds_of_columns import kind_said, says_nothing, towns_answered, towns_said
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.listed import Lists
from kg.intake.sheets.naming import names_others, parties_in
from kg.intake.sheets.noted_days import with_noted_days
from kg.intake.sheets.numbered import footnotes_in, is_owned_by_another, owners_in, reached_through, roles_in, unmarked
from kg.intake.sheets.own_names import listed_bodies
from kg.intake.sheets.places_inside import is_finer, place_inside, regions_of
from kg.intake.sheets.readings import Reading, narrowness
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.revised_rows import ADDS, NOTED
from kg.intake.sheets.revising import free_id, join_notes, name_of_revised, unite, waits_for_former
from kg.intake.sheets.running import say_unrecorded, with_end, with_start
from kg.intake.sheets.seating import Seat
from kg.intake.sheets.shares import share_noted, share_of, share_told
from kg.intake.sheets.sides_of_titles import ask_of_title
from kg.intake.sheets.signs_between import A_SLASH
from kg.intake.sheets.sites import site
from kg.intake.sheets.so_far import stages_of
from kg.intake.sheets.sourcing import join_copies, sources_of
from kg.intake.sheets.towns import TOWN
from kg.intake.sheets.voided import is_left
from kg.nearest import folded
from kg.text import Text

_Seats: TypeAlias = Sequence[tuple[int, str]]
#: What stands between two places of a cell.
_PARTS = re.compile(rf"[、;；|｜\n]|{A_SLASH}")


def make(draft: Draft, tables: Tables) -> None:
    """Make the rows of a partnership, if nothing holds it up; say what became of each row of the sheet."""
    draft.accounts = [RowAccount(line.sheet, line.number, "made") for line in draft.lines]
    if any(line.number in draft.sheet.overlong for line in draft.lines):
        _ask_of_cells(draft)
        return
    if is_left(draft):
        _hold_up(draft, "left out")
        return
    draft.say_as_above()
    draft.say_marks()
    if draft.revises == NOTED:
        _note_alone(draft, tables)
        return
    describe(draft)
    parties = _parties(draft)
    draft.parties |= {*parties}
    waits = any(question.holds for question in draft.questions)
    evidence = {line.number: {"source": draft.sheet.source, "place": f"row={line.number}"} for line in draft.lines}
    first = draft.lines[0]
    draft.row |= {"id": draft.id, **evidence[first.number]}
    entitle(draft, parties)
    draft.row |= name_of_revised(draft)
    site(draft)
    said_by, sources = sources_of(draft)
    days = dated(draft)
    draft.row |= days.term
    stages = with_start(draft, days, with_end(draft, days, list(stages_of(draft, days))))
    stages = list(with_noted_days(draft, stages, days.sheet.as_of))
    found_figures = list(figures(draft, days, {code for code, *_ in stages}))
    if (waits := waits or waits_for_former(draft, tables)) or not parties:
        draft.sheet.directory.waiting |= parties.keys()
        _hold_up(draft, "asked" if waits else "refused")
        return
    if len(parties) == 1:
        draft.say(first, None, Text("names one party alone: it makes no tie", "只写明一方，不构成联系"))
    say_unrecorded(draft, days, stages, found_figures)
    join_copies(draft, sources, tables)
    _keep_places_of_none(draft)
    _keep_places(draft, {reference: seat for reference, (_, seat, _) in parties.items()})
    _keep_rest(draft, unled=bool(said_by) and not stages and not found_figures)
    unite(draft, tables)
    draft.row |= note_of(draft.notes, {draft.sheet.headings[place] for place in draft.sheet.columns("note")})
    join_notes(draft, tables)
    tables.add("partnerships", draft.row)
    for reference, (role, seat, line) in parties.items():
        row = {"partnership": draft.id, "party": reference, "role": role, "at_place": seat}
        row |= share_noted(draft.shares.get(reference, ""))
        tables.add("participations", row | evidence[line.number])
    for source in sources:
        tables.add("sources", source)
    asserted = {"asserted_by": said_by} if said_by else {}
    _add(draft, tables, "stages", [(row | asserted | evidence[line.number]) for row, line in _stages(draft, stages)])
    _add(draft, tables, "observations", [(row | asserted | evidence[line.number]) for row, line in found_figures])
    _say_made(draft)


def _add(draft: Draft, tables: Tables, table: str, rows: Sequence[Row]) -> None:
    """Add rows of stages or figures to a table; those of what a row adds behind those that are there."""
    names: dict[str, str] = {}
    for row in rows:
        if name := free_id(draft, row, tables, table):
            names[row["id"]] = name
            whole = row.get("subset_of", "")
            tables.add(table, row | {"id": name, "subset_of": names.get(whole, whole)})
    if draft.revises == ADDS and table == "observations":
        added_up.to_earlier(draft, tables, set(names.values()))


def _stages(draft: Draft, stages: Sequence[tuple[str, cells.Day, str, Line]]) -> Iterator[tuple[Row, Line]]:
    """The rows of stages, each with the row of the sheet that it is from."""
    for at, (code, day, basis, line) in enumerate(stages):
        before = sum(other == code for other, *_ in stages[:at])
        number = f"-{before + 1}" if before else ""
        row = {"id": f"{draft.id}-{kebab(code)}{number}", "partnership": draft.id, "stage": code}
        row |= {"as_of": day.as_of.isoformat(), "precision": day.precision, "time_basis": basis}
        yield row | noted(day), line


def _ask_of_cells(draft: Draft) -> None:
    """Ask of rows that do not fit the headings; what their cells are is not known before."""
    for line in draft.lines:
        if question := draft.sheet.overlong.get(line.number):
            draft.say(line, None, question.text)
            draft.questions.append(replace(question, rows=(line.place,)))
    _hold_up(draft, "asked")


def _hold_up(draft: Draft, outcome: str) -> None:
    if outcome == "refused":
        draft.say(draft.lines[0], None, Text("names no party", "未写明任何参与方"))
    _say_joined(draft)
    for account in draft.accounts:
        account.outcome = outcome


def _note_alone(draft: Draft, tables: Tables) -> None:
    """Keep all that a row says in the note of that with which it is noted, and make nothing else of it."""
    if waits_for_former(draft, tables):
        _hold_up(draft, "asked")
        return
    apart = {place for role in ("id", "number", "ignore") for place in draft.sheet.columns(role)}
    for line in draft.lines:
        for place in line.cells:
            if place not in apart and place in draft.sheet.headings and (text := line.text(place)):
                draft.keep(place, text)
    draft.row |= note_of(draft.notes, {draft.sheet.headings[place] for place in draft.sheet.columns("note")})
    join_notes(draft, tables)
    _say_made(draft)


def _say_made(draft: Draft) -> None:
    _say_joined(draft)
    for account, line in zip(draft.accounts, draft.lines, strict=True):
        account.id = draft.id
        account.outcome = "made" if line is draft.lines[0] and draft.revises not in (ADDS, NOTED) else "joined"


def _say_joined(draft: Draft) -> None:
    first = draft.lines[0].number
    for account in draft.accounts[1:]:
        account.remarks.insert(0, ("", Text(f"one partnership with row {first}", f"与第{first}行为同一合作")))


def _parties(draft: Draft) -> dict[str, tuple[str, str, Line]]:
    """References of the parties, each with its role, where it takes part, and the row that names it."""
    sheet, found = draft.sheet, dict[str, tuple[str, str, Line]]()
    usual = "signatory" if draft.row.get("class") == "Agreement" else "partner"
    roles = set(schema.codes("role", sheet.ontology))
    mentioned: dict[str, Mentioned] = {}
    for line, place, text in draft.cells("party", "parties"):
        detail = sheet.readings[place].detail
        several = sheet.readings[place].role == "parties"
        seats = _seats(draft, line, _side(sheet.readings[place]))
        if draft.pass_over(line, place, text):
            continue
        if names_others(text):
            draft.row["open_ended"] = "true"
            draft.say(line, place, Text("says that there are others", "原文未列尽参与方"))
        written, addresses = _written(draft, line, place, [said for _, said in seats], several=several)
        names = [part for name in written for part in sheet.directory.parties_by_answer(name)]
        for name, mine, beside in _with_seats(names, seats):
            if address := addresses.get(name, ""):
                mine, beside = [(place, address), *mine], [name]
            reference = _party(draft, line, place, name, [text for _, text in mine])
            if not reference:
                continue
            if share := share_of(name, names, sheet.shares.get((line.number, place))):
                draft.shares.setdefault(reference, share)
                draft.say(line, place, share_told(name, share))
            named = Mentioned(line, place, name, is_placed=bool(mine))
            mentioned.setdefault(reference, named)
            seat = _seat(draft, named, reference, mine, beside)
            before = found.get(reference)
            if before is not None and not (detail in roles and before[0] == usual):
                draft.say(line, place, Text(f"{name} is a party already", f"“{name}”已是参与方"))
                continue
            # A column that says as what a party takes part goes before one that does not.
            found[reference] = (detail if detail in roles else usual, seat or (before[1] if before else ""), line)
    mentioned |= _of_title(draft, mentioned)
    found |= {reference: (usual, "", one.line) for reference, one in mentioned.items() if reference not in found}
    _place(draft, found, mentioned)
    open_now = ask_of_ended(draft, mentioned)
    return {reference: said for reference, said in found.items() if reference not in open_now}


def _of_title(draft: Draft, mentioned: Mapping[str, Mentioned]) -> dict[str, Mentioned]:
    """The party that somebody has said to be the one that only the title of a row names; it is asked where none has."""
    is_asked = any(question.path[:2] == ("answers", "party") for question in draft.questions)
    blank = None if is_asked or draft.revises else ask_of_title(draft, mentioned)
    reference = _party(draft, *blank, ()) if blank else ""
    return {reference: Mentioned(*blank)} if blank and reference else {}


def _place(draft: Draft, found: Collection[str], mentioned: Mapping[str, Mentioned]) -> None:
    """Say where the parties of a row are by what stands beside them, and tell what is read from a word of a name."""
    directory = draft.sheet.directory
    regions = [reference for reference in found if reference.startswith("region/")]
    names = [text for _, _, text in draft.cells("name", "name_zh", "name_en")]
    for reference in found:
        directory.bear_out(reference, regions)
        directory.bear_out_zone(reference, [one for one in regions if one != reference], names)
    for reference, one in mentioned.items():
        if said := directory.seat_by_word(reference):
            draft.say(one.line, one.place, said)


def _written(
    draft: Draft, line: Line, place: int, seats: Sequence[str], *, several: bool
) -> tuple[list[str], dict[str, str]]:
    """The parties of a cell as they are written, and where some of them are by it, which is told.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of parties.
        seats: what the row's own columns of places say of them.
        several: whether the column is one of several parties.
    """
    directory, text = draft.sheet.directory, unmarked(line.text(place))
    _keep_marks(draft, line, place)
    lists = draft.sheet.lists.get(place, Lists())
    names = []
    for name in parties_in(text, directory.looks, several):
        parts = directory.apart(name, seats)
        if len(parts) > 1 and parts == directory.alone(name):
            said = Text(
                f"{name}: {len(parts)} parties, as each stands by itself in another cell",
                f"“{name}”：{len(parts)}方，因各方均在其他单元格中单独出现",
            )
            draft.say(line, place, said)
        elif parts == surely_two(name) or (*parts,) == listed_bodies(name).names:
            shown, many = ", ".join(parts), "、".join(parts)
            draft.say(line, place, MayBeWrong(f"{name} is read as {shown}", f"“{name}”按{many}计"))
        names += parts

    def apart(name: str) -> list[str]:
        return parties_in(name, directory.looks, several)

    found = with_addresses(text, names, directory.answer_of, lists, seats, apart)
    for name, address in found.places.items():
        directory.bind(name, address)
    for said in told(found.places, found.places.values(), found.unknown):
        draft.say(line, place, said)
    if found.spelt:
        draft.keep(place, text)
    for question in found.asked:
        draft.leave_open(line, place, question)
    return found.names, found.places


def _keep_marks(draft: Draft, line: Line, place: int) -> None:
    """Keep in the note, and tell, what a cell of parties has that is none of a name.

    That is the mark of a footnote, and what stands in brackets of what one does, or whose it is.
    """
    if owners := owners_in(line.text(place)):
        draft.keep(place, line.text(place))
        en, zh = "; ".join(owners), "；".join(owners)
        told_of = OnlySaid(
            f"{en!r} says whose a party is, and is none of its name: kept in the note",
            f"“{zh}”为所属关系，不属名称：保留在备注中",
        )
        draft.say(line, place, told_of)
    if through := reached_through(line.text(place)):
        draft.keep(place, line.text(place))
        en, zh = "; ".join(through), "；".join(through)
        told_of = OnlySaid(
            f"{en!r} says through whom a party is reached, and is none of its name: kept in the note",
            f"“{zh}”为转交或代收方，不属名称：保留在备注中",
        )
        draft.say(line, place, told_of)
    if marks := footnotes_in(line.text(place)):
        draft.keep(place, line.text(place))
        shown = " ".join(dict.fromkeys(marks))
        said = f"{shown} is the mark of a footnote, and none of a name: kept in the note"
        draft.say(line, place, OnlySaid(said, f"“{shown}”为脚注标记，不属名称：保留在备注中"))
    if roles := roles_in(line.text(place)):
        draft.keep(place, line.text(place))
        en, zh = ", ".join(roles), "、".join(roles)
        draft.say(
            line,
            place,
            OnlySaid(
                f"{en} is what a party does, and none of its name: kept in the note",
                f"“{zh}”为分工，不属名称：保留在备注中",
            ),
        )


def _with_seats(names: Sequence[str], seats: Sequence[tuple[int, str]]) -> Iterator[tuple[str, _Seats, Sequence[str]]]:
    """Each party of a cell with the cells that say where it is, and the names of all for which these are."""
    each = [_each(text, len(names)) for _, text in seats]
    if not each or not all(each):
        yield from ((name, seats, names) for name in names)
        return
    for at, name in enumerate(names):
        # As many places as parties: each is where its own party is.
        yield name, [(place, parts[at]) for (place, _), parts in zip(seats, each, strict=True)], [name]


def _side(reading: Reading) -> str:
    """What a column of places says whose parties stand in a column: ``parties`` for a list without a role."""
    return "parties" if reading.role == "parties" and not reading.detail else reading.detail


def _seats(draft: Draft, line: Line, detail: str) -> list[tuple[int, str]]:
    """The cells that say where a party is, with their columns: the narrowest place first."""
    sheet = draft.sheet
    columns = [place for place in sheet.columns("place") if sheet.readings[place].detail == detail]
    # What nobody has confirmed rules nothing out.
    columns = [place for place in columns if sheet.readings[place].sure]
    columns.sort(key=lambda place: (-narrowness(sheet.headings[place]), -place))
    found = [(place, line.text(place)) for place in columns]
    return [(place, text) for place, text in found if not NOTHING.fullmatch(text)]


def _places_of(text: str) -> list[str]:
    """The places that signs part in a cell."""
    return [part.strip() for part in _PARTS.split(unmarked(text)) if part.strip()]


def _each(text: str, number: int) -> list[str]:
    """The places in a cell, if it names as many regions as there are parties, and more than one."""
    found = _places_of(text)
    return found if len(found) == number > 1 and all(map(find, found)) else []


def _party(draft: Draft, line: Line, place: int, name: str, seats: Sequence[str]) -> str:
    """The party of a name, as a reference; empty where it is asked, or is none."""
    if draft.pass_over(line, place, name):
        return ""
    directory = draft.sheet.directory
    heading = draft.sheet.headings[place]
    party = directory.party(name, tuple(seats), towns=towns_said(draft.sheet, heading))
    kind = kind_said(draft.sheet, heading, directory.kinds)
    if kind and says_nothing(party.asked):
        called = code_name("institution-kind", kind, draft.sheet.ontology).zh
        said = OnlySaid(f"{name}: {kind}, by the answer for its column", f"“{name}”：{called}（{kind}），依该栏的回答")
        draft.say(line, place, said)
        return directory.institution_of(name, kind)
    if says_nothing(party.asked) and is_owned_by_another(line.text(place), name):
        read = MayBeWrong(f"{name} is read as a company, as it is another one's", f"“{name}”隶属他方，按企业计")
        draft.say(line, place, read)
        return directory.institution_of(name, "company")
    if (answer := towns_answered(draft.sheet, heading)) and party.reference and find(name) and find_cities(name):
        called = "城市" if answer == TOWN else "上级地区"
        said = OnlySaid(
            f"{name}: {answer}, by the answer for its column", f"“{name}”：{called}（{answer}），依该栏的回答"
        )
        draft.say(line, place, said)
    if party.remark:
        draft.say(line, place, party.remark)
    for question in filter(None, (party.asked, party.also)):
        draft.leave_open(line, place, question)
    if not party.reference and party.asked is None:
        draft.keep(place, name)
    return party.reference


def _seat(
    draft: Draft, named: Mentioned, reference: str, seats: Sequence[tuple[int, str]], beside: Sequence[str]
) -> str:
    """The region with which an institution takes part, by its id, where the sheet says so.

    Args:
        draft: the partnership.
        named: its name, and where it stands.
        reference: the party.
        seats: the cells that say where it is, with their columns, the narrowest place first.
        beside: the names of the parties for which those cells are.
    """
    directory, places = draft.sheet.directory, [text for _, text in seats]
    is_address = bool(seats) and draft.sheet.readings[seats[0][0]].role != "place"  # it stands behind its own name
    inside = "" if is_address else place_inside(named.name, directory.answer_of(named.name))
    # Of several names of a cell, the place of another one bounds nothing.
    bounds = places if len(beside) == 1 or not inside else []
    if inside and (seat := directory.sits_inside(reference, named.name, inside, bounds)) is not None:
        for question in filter(None, (seat.of_cell, seat.asked)):
            draft.leave_open(named.line, seats[0][0] if bounds else named.place, question)
        if seat.told:
            draft.say(named.line, named.place, seat.told)
        return seat.reference.removeprefix("region/") if reference.startswith("institution/") else ""
    if not reference.startswith("institution/"):
        inner = [inside] if inside and not any(is_finer(place, regions_of(inside)) for place in places) else []
        placed = directory.place_zone(reference, [*inner, *bounds]) if inner or seats else Seat()
        if placed.asked and (is_address or inner):
            draft.leave_open(named.line, named.place, placed.asked)
        return ""
    if not seats:
        return ""
    seat = directory.sits(reference, places, beside, is_address=is_address)
    if seat.told and seat.reference:
        draft.say(named.line, seats[0][0], seat.told)
    if seat.asked:
        draft.leave_open(named.line, seats[0][0], seat.asked)
        is_open = not (is_address or seat.reference or directory.is_placed(reference))
        draft.unplaced |= {*seats} if is_open else set()
    return seat.reference.removeprefix("region/")


def _keep_places(draft: Draft, parties: Mapping[str, str]) -> None:
    """Keep in the note, and tell, what cells of places say and no party of the row is placed by.

    Args:
        draft: the partnership.
        parties: its parties, as references, each with the region with which it takes part.
    """
    for line, place, text in draft.cells("place"):
        if (draft.sheet.headings[place], text) in draft.notes or draft.pass_over(line, place, text):
            continue
        ways, said = ([text], _places_of(text)), Text()
        if (place, text) in draft.unplaced:
            # What another party of the cell is placed by may say nothing of this one, until somebody says so.
            draft.keep(place, text)
            said = OnlySaid("not every party is placed by it: kept in the note", "未据此确定各方所在地：保留在备注中")
        if not any(all(draft.sheet.directory.is_used(one, parties.items()) for one in way) for way in ways):
            draft.keep(place, text)
            said = OnlySaid("no party is placed by it: kept in the note", "未据此确定参与方所在地：保留在备注中")
        if said:
            draft.say(line, place, said)


def _keep_rest(draft: Draft, *, unled: bool) -> None:
    """Keep in the note what no table has a place for; a source too that no claim leads to."""
    for _, place, text in draft.cells("source", "link", "archived") if unled else ():
        draft.keep(place, text)
    for line, place, text in draft.cells("note", "id", "start", "end", "number"):
        if draft.sheet.readings[place].role != "number" and not draft.pass_over(line, place, text):
            draft.keep(place, text)
    for line, place, text in draft.cells("capital"):
        draft.keep(place, text)
        del line
    for line, place, text in draft.cells("type"):
        if draft.row["class"] == "Partnership" and not NOTHING.fullmatch(text):
            draft.keep(place, text)
            if _is_known_type(draft, text) and folded(text) not in _NO_TYPE:
                said = OnlySaid("names no type that is told apart: kept in the note", "该类型不单列：保留在备注中")
                draft.say(line, place, said)


def _keep_places_of_none(draft: Draft) -> None:
    """Keep in the note, and tell, where parties are of which the sheet has no column."""
    readings = draft.sheet.readings
    named = {_side(one) for one in readings.values() if one.role in ("party", "parties")}
    for line, place, text in draft.cells("place"):
        of = readings[place].detail
        if of in named or draft.pass_over(line, place, text):
            continue
        draft.keep(place, text)
        column = "parties" if of == "parties" else f"party {of}".strip()
        said = OnlySaid(
            f"no column is read as `{column}`, whose place this would be: kept in the note",
            f"没有读作`{column}`的栏，无从作其所在地：保留在备注中",
        )
        draft.say(line, place, said)


def _is_known_type(draft: Draft, text: str) -> bool:
    return bool(cells.codes_in(text, "class", draft.sheet.words, draft.sheet.answers("class"), single=True).codes)


#: Words that say no more of a partnership than that it is one.
_NO_TYPE = frozenset(("partnership", "cooperation", "collaboration", "other", "合作", "协作", "其他", "伙伴关系"))


#: What makes a text one of words: a name alone, a currency or a month are in no language. Two words, or one that
#: begins with a small letter.
_WORDS = re.compile(r"[^\W\d_]{2}[ ,]+[^\W\d_]{2}|(?<![^\W\d_])[a-z][a-z]{3,}(?![^\W\d_])")
#: Headings that say no more than that there is a note.
_HEADINGS_IN_ENGLISH = dict.fromkeys(("备注", "附注", "说明", "备 注"), "Note")


def note_of(notes: Sequence[tuple[str, str]], of_words: Collection[str]) -> Row:
    """The note, by language: what is in Chinese, and what is not.

    Args:
        notes: headings and what stands below them.
        of_words: the headings of columns of notes: what is written there is in the language of its words.
    """
    found: dict[str, list[str]] = {"note_zh": [], "note_en": []}
    for heading, text in notes:
        in_both = [half for pair in halves(heading) for half in pair if not is_chinese(half)]
        is_english = (heading in of_words or bool(in_both)) and not is_chinese(text) and _WORDS.search(text) is not None
        chinese = is_chinese(text) or (is_chinese(heading) and not is_english)
        if not chinese:
            heading = next(iter(in_both), _HEADINGS_IN_ENGLISH.get(clean(heading), heading))
        said = f"{clean(heading)}：{clean(text)}" if chinese else f"{clean(heading)}: {clean(text)}"
        found["note_zh" if chinese else "note_en"].append(said)
    return {"note_zh": "；".join(found["note_zh"]), "note_en": "; ".join(found["note_en"])}
