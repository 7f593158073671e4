"""Regions that have ended since, and that a row may mean: on its day another region may have had the same name too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.intake.registries import RegisteredRegion, ancestors, find, region
from kg.intake.sheets import cells
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.name_languages import both_languages
from kg.intake.sheets.placing import begun_with, is_same_place, told
from kg.intake.sheets.readings import DAYS
from kg.intake.sheets.things import BY_NAME
from kg.text import Text

#: The roles of cells that may tell in which province a row is.
_TEXTS = ("source", "link", "name", "name_zh", "name_en", "note", "party", "parties")
_MOST_PROPOSED = 6


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A party as a row names it.

    Attributes:
        line: the row.
        place: the column.
        name: the name, as it stands there.
        is_placed: whether the sheet says in which region it is.
    """

    line: Line
    place: int
    name: str
    is_placed: bool = False


def ask_of_ended(draft: Draft, mentioned: Mapping[str, Mentioned]) -> set[str]:
    """Ask which region a row means, where on its day one had the name that has ended since.

    Args:
        draft: the partnership; questions are noted in it.
        mentioned: the parties, as references, with where they are named.

    Returns:
        the parties that are open by that, as references: a region; an institution is made without its place.
    """
    dropped: set[str] = set()
    for reference, one in mentioned.items():
        if one.is_placed or draft.sheet.directory.is_answered(one.name):
            continue
        if reference.startswith("region/"):
            asked = _of_region(draft, reference, one, mentioned)
            dropped |= {reference} if asked else set()
        else:
            asked = _of_institution(draft, reference, one, mentioned)
        if asked is not None:
            heading = draft.sheet.headings[one.place]
            if heading not in draft.account(one.line).open:
                draft.account(one.line).open.append(heading)
            draft.say(one.line, one.place, asked.text)
            draft.questions.append(replace(asked, rows=(one.line.place,), column=heading))
    return dropped


def _of_region(draft: Draft, reference: str, one: Mentioned, beside: Mapping[str, Mentioned]) -> Question | None:
    """What is asked of a region that is called as one was on the row's day; nothing where none was."""
    own = reference.removeprefix("region/")
    found = find(one.name)
    current = next((each for each in found if each.id == own and each.is_current), None)
    if current is None:
        return None
    others = _ended(found, [current], _days(draft, one.line))
    if not others:
        return None
    options = _options([current, *others], draft, one, beside, "region/")
    return Question(("answers", "party", one.name), _which(one.name), options, holds=True, unsure=True)


def _of_institution(draft: Draft, reference: str, one: Mentioned, beside: Mapping[str, Mentioned]) -> Question | None:
    """What is asked of where an institution is whose name begins as regions are called, one of which has ended."""
    row = draft.sheet.directory.institutions.get(reference.removeprefix("institution/"))
    if row is None or (row.get("located_in") and row.get("note_en") != BY_NAME.en):
        return None
    zh, en = both_languages(one.name)
    found = begun_with(zh or en)
    current = [each for each in found if each.is_current]
    if row.get("located_in") and row["located_in"] not in {each.id for each in current}:
        return None
    others = _ended(found, current, _days(draft, one.line)) if current else []
    if not others:
        return None
    regions = {other for other in beside if other.startswith("region/")}
    inside = [each for each in (*current, *others) if {f"region/{outer}" for outer in _around(each)} & regions]
    if len(inside) == 1:
        if inside[0].is_current:
            return None
        draft.sheet.directory.seat(reference, inside[0].id, one.name)
        return None
    draft.sheet.directory.seat(reference, "", one.name)
    options = _options([*current, *others], draft, one, beside, "")
    return Question(("answers", "place", one.name), _where(one.name), options, unsure=True)


def _which(name: str) -> Text:
    return Text(
        f"Which {name} is meant? On the row's day another region was called so as well, which has ended since.",
        f"“{name}”指哪一个？该行日期时另有同名地区，现已撤销。",
    )


def _where(name: str) -> Text:
    return Text(
        f"In which region is {name}? On the row's day another region was called so as well, which has ended since.",
        f"“{name}”在哪个地区？该行日期时另有同名地区，现已撤销。",
    )


def _ended(
    found: Collection[RegisteredRegion], current: Collection[RegisteredRegion], days: Collection[date]
) -> list[RegisteredRegion]:
    """The regions that have ended, stood on one of some days, and are nothing that any of the current ones was."""
    return [
        one
        for one in found
        if not one.is_current
        and one.level not in ("town", "country")
        and any(one.stands(day) for day in days)
        and not any(is_same_place(each, one) for each in current)
    ]


def _days(draft: Draft, line: Line) -> list[date]:
    """The days of a row; that of the sheet where it names none."""
    sheet, found = draft.sheet, list[date]()
    for place in sheet.columns(*DAYS):
        if text := line.text(place):
            value = cells.day_in(text, sheet.hints(place), sheet.answer("date", text)).value
            found += [day for day in (value.start, value.end) if day is not None] if value else []
    return found or ([sheet.as_of] if sheet.as_of else [])


def _around(one: RegisteredRegion) -> set[str]:
    return {one.id, *ancestors(one)}


def _options(
    regions: Collection[RegisteredRegion],
    draft: Draft,
    one: Mentioned,
    beside: Mapping[str, Mentioned],
    prefix: str,
) -> tuple[Option, ...]:
    """Regions as answers: those first that lie where the row's other parties do, or what its texts name."""
    near = set(_near(draft, one, beside))
    texts = [one.line.text(place) for place in draft.sheet.columns(*_TEXTS)]

    def likely(each: RegisteredRegion) -> tuple[int, int]:
        around = _around(each) - {"cn"}
        names = {name for outer in around for name in region(outer).names if len(name) > 1 and outer != each.id}
        return -len(around & near), -sum(any(name in text for name in names) for text in texts)

    ranked = sorted(regions, key=likely)[:_MOST_PROPOSED]
    return tuple(Option(f"{prefix}{each.id}", told(each)) for each in ranked)


def _near(draft: Draft, one: Mentioned, beside: Mapping[str, Mentioned]) -> Iterator[str]:
    """The regions of the other parties of a row, with what they lie in, by their ids."""
    directory = draft.sheet.directory
    for reference, other in beside.items():
        if other.name == one.name:
            continue
        kind, _, thing = reference.partition("/")
        row = directory.institutions.get(thing, {}) if kind == "institution" else {"located_in": thing}
        for seat in filter(None, row.get("located_in", "").split(";")):
            for found in find(seat):
                yield from _around(found) if found.id == seat else ()
