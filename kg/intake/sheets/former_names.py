"""Answers that stand under what rows were called, carried to what they are called now.

A row is called by its number, else by its name, else by its parties. Which columns these are may be answered later, or
otherwise, than what is asked of the rows: the answers go with the rows, as long as it is plain which ones are meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.sheets import one_cell
from kg.intake.sheets.asking import BETWEEN_ROWS, called
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.identifying import RowKey, asked_as
from kg.intake.sheets.layout import Line
from kg.intake.sheets.named_rows import plain_name
from kg.intake.sheets.settings import Settings

#: What stands between parties where they are what a row is called.
_BETWEEN = " / "
#: Behind the kind of a question, where the rows are named for which its answer holds.
_ROWS = "_rows"
#: What rows are asked as, by their places.
_Names = Callable[[Sequence[RowKey]], Mapping[tuple[str, int], str]]


def carry_named_rows(sheet: Sheet, groups: Sequence[Sequence[Line]]) -> None:
    """Name the rows anew for which alone an answer holds, where they are called otherwise by now.

    Args:
        sheet: the sheet, as its columns are read now.
        groups: its rows, by partnership.
    """
    settings, firsts = sheet.settings, [group[0] for group in groups]
    kinds = [kind for kind in settings.below("sheets", sheet.name) if kind.endswith(_ROWS)]
    now: list[str] | None = None
    for kind in kinds:
        for heading, text in settings.all("sheets", sheet.name, kind).items():
            now = [plain_name(sheet, line) for line in firsts] if now is None else now
            names = text.split(BETWEEN_ROWS)
            carried = [_now(sheet, name, firsts, now) for name in names]
            if carried != names:
                settings.set(("sheets", sheet.name, kind, heading), BETWEEN_ROWS.join(dict.fromkeys(carried)))


def carry_cells(sheet: Sheet, groups: Sequence[Sequence[Line]]) -> None:
    """Carry the answers for single cells to what their rows are called by now.

    Args:
        sheet: the sheet, as its columns are read now.
        groups: its rows, by partnership.
    """
    columns = sheet.columns("amount")
    headings = [sheet.headings[place] for place in columns]
    for way in (("sheets", sheet.name, "units"), ("answers", "amount")):
        # Of amounts, a text alone may be what is asked, with commas of its own.
        said = [key for key in sheet.settings.all(*way) if any(key.startswith(f"{one}, ") for one in headings)]
        if not said:
            continue
        cells = [
            (sheet.headings[place], group[0], text)
            for group in groups
            for line in group
            for place in columns
            if (text := line.text(place))
        ]
        own = [one_cell.key_of(heading, sheet.name_of(line), text) for heading, line, text in cells]
        former: dict[str, set[str]] = {}
        # What two rows are called tells neither.
        often = Counter(text for group in groups for text in {cell.text.strip() for cell in group[0].cells.values()})
        for key in said if set(said) - set(own) else ():
            for (heading, line, text), mine in zip(cells, own, strict=True):
                if key.startswith(f"{heading}, ") and key in _keys(heading, line, text, often):
                    former.setdefault(key, set()).add(mine)
        _rename(sheet.settings, way, {key: some for key, some in former.items() if key not in own})


def _keys(heading: str, line: Line, text: str, often: Mapping[str, int]) -> Iterator[str]:
    """All keys under which an answer for a cell may have stood."""
    others = [cell.text.strip() for cell in line.cells.values() if cell.text.strip()]
    for at, one in enumerate(others):
        if often[one] == 1:
            yield one_cell.key_of(heading, one, text)
        for other in others[at + 1 :]:
            yield one_cell.key_of(heading, f"{one}{_BETWEEN}{other}", text)


def carry_rows(settings: Settings, keys: Sequence[RowKey], names_of: _Names) -> None:
    """Carry the answers that stand under what rows are asked as, and say what other rows are asked as.

    Args:
        settings: what was answered.
        keys: what the rows are known by now.
        names_of: what rows are asked as of which another one is to be told, by their places.
    """
    for kind in ("row", "revises", "void"):
        said = settings.all("answers", kind)
        if not said:
            continue
        now = {key.place: asked_as(key) for key in keys} if kind == "row" else names_of(keys)
        if kind == "void":
            now = {key.place: _first_name(key) for key in keys}
        ways = list(_ways(keys, names_of)) if _is_any_lost(said, now.values()) else []
        former: dict[str, set[str]] = {}
        for way in ways:
            for place, name in way.items():
                if name in said and place in now and name not in now.values():
                    former.setdefault(name, set()).add(now[place])
        _rename(settings, ("answers", kind), former)
        if kind == "revises":
            _carry_answers(settings, keys)


def _first_name(key: RowKey) -> str:
    """The first name of a row that has one in several columns; of one without, the first of its parties."""
    texts, parties = [text for text in key.content.values() if text], key.parties.split("; ")
    if key.name:
        return called(next((one for one in texts if key.name.startswith(one + _BETWEEN)), key.name))
    return called(next((one for one in texts if one in parties), key.parties))


def _is_any_lost(said: Iterable[str], now: Iterable[str]) -> bool:
    return bool(set(said) - set(now))


def _ways(keys: Sequence[RowKey], names_of: _Names) -> Iterator[Mapping[tuple[str, int], str]]:
    """What the rows were asked as, were they called by each of their columns, by names alone, or by their parties."""
    for heading in dict.fromkeys(one for key in keys for one in key.content):
        some = [replace(key, key=key.content[heading]) for key in keys if key.content.get(heading)]
        yield names_of(some)
    yield names_of([replace(key, key="") for key in keys])
    yield names_of([replace(key, key="", name="") for key in keys])


def _carry_answers(settings: Settings, keys: Sequence[RowKey]) -> None:
    """Let answers that say what a row does to another one say what that one is called now."""
    now = {asked_as(key) for key in keys}
    for name, answer in dict(settings.all("answers", "revises")).items():
        words = answer.split(" ")
        for at in (1, 2):
            does, former = " ".join(words[:at]), " ".join(words[at:])
            if does not in ("replaces", "adds to", "noted with") or not former or former in now:
                continue
            rows = {
                asked_as(key) for key in keys if former in map(called, (*key.content.values(), key.name, key.parties))
            }
            if len(rows) == 1:
                settings.set(("answers", "revises", name), f"{does} {rows.pop()}")


def _rename(settings: Settings, way: tuple[str, ...], former: Mapping[str, set[str]]) -> None:
    """Carry answers to the one row that each may have been given for; one that has an answer of its own keeps that."""
    for key, names in former.items():
        if len(names) == 1 and not settings.get(*way, name := next(iter(names))):
            settings.rename((*way, key), name)


def _now(sheet: Sheet, name: str, firsts: Sequence[Line], now: Sequence[str]) -> str:
    """What the row is called now that was called so; the same where none was, or several."""
    if name in now:
        return name
    named = set(sheet.columns("id", "name", "name_zh", "name_en", "party", "parties"))
    for places in (named, None):
        found = {own for line, own in zip(firsts, now, strict=True) if _was_called(line, name, places)}
        if found:
            return found.pop() if len(found) == 1 else name
    return name


def _was_called(line: Line, name: str, places: set[int] | None) -> bool:
    """Whether a row was called so by some of its cells, of which parties may have been several."""
    if name == f"row {line.number}" and places is None:
        return True
    cells = sorted(line.cells) if places is None else sorted(places & line.cells.keys())
    texts = [" ".join(text.split()).replace(BETWEEN_ROWS.strip(), "/") for one in cells if (text := line.text(one))]
    return called(_BETWEEN.join(texts)) == name or _is_made_of(name, texts)


def _is_made_of(name: str, texts: Sequence[str]) -> bool:
    """Whether a name is one of some texts, or several of them with a stroke between, in whichever order."""
    return any(
        called(one) == name or (name.startswith(one + _BETWEEN) and _is_made_of(name[len(one + _BETWEEN) :], texts))
        for one in texts
    )
