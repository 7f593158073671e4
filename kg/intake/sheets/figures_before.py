"""Figures as the last import wrote them: each keeps its id, one that waits for an answer stays, what changed is told.

An id is frozen at first sight, as a partnership's is: what was typed in a figure's row, and what other rows say of it,
go by it, whatever a later version makes of the cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from kg.intake.inputs import program
from kg.intake.sheets.clean_names import clean
from kg.intake.sheets.drafts import Draft, Row, Tables
from kg.intake.sheets.settings import Settings
from kg.intake.sheets.updating import Rows
from kg.text import Text

#: How much of a cell stands in a figure's row, and how many figures are named.
_LONGEST, _MOST_NAMED = 100, 3
#: How much of a hash is kept.
_SHORT = 16

_Key = Callable[[Row], tuple[str, ...]]


def _says(*names: str) -> _Key:
    return lambda row: tuple(row.get(name, "") for name in names)


#: By what a figure is the former one, the surest first.
_ALIKE: tuple[_Key, ...] = (
    _says("id", "original_text"),
    _says("original_text", "measure", "bound", "period_start"),
    _says("original_text", "bound", "period_start"),
    _says("original_text", "measure", "bound"),
    _says("original_text", "bound"),
    _says("original_text"),
    _says("id"),
    _says("measure", "bound"),
)
#: From here on those by which several are told apart by their order alone are left out where their numbers differ.
_ID_ALONE = 6


def original(text: str) -> str:
    """What of a cell stands in its figure's row, by which the figure of the last import is found."""
    return clean(text)[:_LONGEST]


def keep_ids(tables: Tables, before: Rows) -> None:
    """Give the figures of each partnership the ids that they had at the last import.

    Args:
        tables: what an import makes; its observations are named anew.
        before: the observations as the last import wrote them.
    """
    made = tables.rows.get("observations", {})
    then, now = _by_partnership(before), _by_partnership(made)
    renamed: dict[str, str] = {}
    for about, rows in now.items():
        renamed |= _former_ids(rows, then.get(about, ()))
    if any(old != new for old, new in renamed.items()):
        # A part of an amount names its whole by its id.
        rows = [
            {**row, **{name: renamed.get(row[name], row[name]) for name in ("id", "subset_of") if name in row}}
            for row in made.values()
        ]
        tables.rows["observations"] = {(row["id"],): row for row in rows}


def _by_partnership(rows: Rows) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows.values():
        found.setdefault(row.get("about", ""), []).append(row)
    return found


def _former_ids(rows: Sequence[Row], before: Sequence[Row]) -> dict[str, str]:
    """The id of each figure of a partnership, by the one that it would have as a new one."""
    waiting, left = list(rows), list(before)
    found: dict[str, str] = {}
    for at, alike in enumerate(_ALIKE):
        for group, others in _groups(alike, waiting, left):
            if len(group) != len(others) and 0 < at < _ID_ALONE:
                continue  # which of them is which nothing says
            for row, former in zip(group, others, strict=False):
                found[row["id"]] = former["id"]
                waiting.remove(row)
                left.remove(former)
    taken = {*found.values(), *(row["id"] for row in before)}
    for row in waiting:
        found[row["id"]] = name = _free(row["id"], taken)
        taken.add(name)
    return found


def _groups(alike: _Key, rows: Sequence[Row], before: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows that say the same, of both sides."""
    groups: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = {}
    for side, several in enumerate((rows, before)):
        for row in several:
            groups.setdefault(alike(row), ([], []))[side].append(row)
    yield from ((here, there) for here, there in groups.values() if here and there)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(one for number in count(2) if (one := f"{name}-{number}") not in taken)


def stay(draft: Draft, tables: Tables) -> None:
    """Keep the figures of cells that nobody changed while it is asked anew what they say, and tell it.

    Args:
        draft: the partnership, which is made.
        tables: where its figures of the last import are added.
    """
    before: dict[str, list[Row]] = {}
    for row in draft.sheet.figures_before.get(draft.id, ()):
        before.setdefault(row.get("original_text", ""), []).append(row)
    waiting = [
        (line, place, original(text))
        for line, place, text in (draft.cells("amount") if before else ())
        if draft.sheet.headings[place] in draft.account(line).open and original(text) in before
    ]
    if not waiting:
        return
    about = f"partnership/{draft.id}"
    made = {row["original_text"] for row in tables.rows.get("observations", {}).values() if row["about"] == about}
    for line, place, said in waiting:
        if said in made:
            continue
        for row in before[said]:
            tables.add("observations", {**row, "source": draft.sheet.source, "place": f"row={line.number}"})
        draft.say(line, place, Text("its figure stays as it was until then", "在此之前其数值保持原状"))


def stamp(settings: Settings) -> str:
    """What an import was made by: the version, and what was said and answered."""
    said = json.dumps(settings.said(), ensure_ascii=False, sort_keys=True)
    return f"{program()[:_SHORT]} {hashlib.sha256(said.encode('utf-8', 'backslashreplace')).hexdigest()[:_SHORT]}"


def is_by_itself(now: str, then: str) -> bool:
    """Whether what changes in rows that nobody touched follows from no answer: another version, or the rows around.

    Args:
        now: what this import is made by.
        then: what the last one was made by; empty where a version wrote it that did not say so.
    """
    return now == then or now.partition(" ")[0] != then.partition(" ")[0]


def told_changes(untouched: Mapping[str, tuple[str, str]], before: Rows, made: Rows) -> Iterator[Text]:
    """What is told of figures of rows that nobody touched: those that are others now, those that came, those that went.

    Args:
        untouched: the partnerships whose rows are as they were, each with where its row stood and where it stands.
        before: the observations as the last import wrote them.
        made: the observations now.
    """
    then, now = _of(before, untouched, 0), _of(made, untouched, 1)
    changed = [key for key in then if key in now and _is_other(then[key], now[key])]
    shown = {
        "changed": [(f"{key[0]}: {_shown(then[key])} > {_shown(now[key])}") for key in changed],
        "new": [f"{key[0]}: {_shown(row)}" for key, row in now.items() if key not in then],
        "gone": [f"{key[0]}: {_shown(row)}" for key, row in then.items() if key not in now],
    }
    for what, listed in shown.items():
        if listed:
            more = len(listed) - _MOST_NAMED
            named = "; ".join(listed[:_MOST_NAMED])
            rest = Text(f" and {more} more", f"等{len(listed)}个") if more > 0 else Text()
            told = _TOLD[what]
            yield Text(f"{told.en}: {named}{rest.en}", f"{told.zh}：{named}{rest.zh}")


#: What is told of some figures, by what became of them.
_TOLD: Mapping[str, Text] = {
    "changed": Text(
        "figures whose rows are as they were, read otherwise than at the last import",
        "所在行未变、但读法与上次导入不同的数值",
    ),
    "new": Text(
        "figures whose rows are as they were, which the last import did not make", "所在行未变、上次导入未生成的数值"
    ),
    "gone": Text(
        "figures whose rows are as they were, which the last import made and this one does not",
        "所在行未变、上次导入已生成而此次未生成的数值",
    ),
}


def _of(rows: Rows, untouched: Mapping[str, tuple[str, str]], when: int) -> dict[tuple[str, ...], Row]:
    """Figures of rows that nobody touched; of the rows that are joined to one it is not known."""
    places = {f"partnership/{one}": at[when] for one, at in untouched.items()}
    return {key: row for key, row in rows.items() if places.get(row.get("about", "")) == row.get("place")}


def _is_other(then: Row, now: Row) -> bool:
    """Whether a figure is another one; a period that moves with the day of the sheet is told of the sheet."""
    names = ("class", "measure", "value", "bound", "unit")
    same_day = then.get("as_of") == now.get("as_of")
    periods = [(row.get("period_start", ""), row.get("period_end", "")) for row in (then, now)]
    moved = periods[0] != periods[1] if same_day else any(periods[0]) != any(periods[1])
    return moved or any(then.get(name) != now.get(name) for name in names)


def _shown(row: Row) -> str:
    bound = "" if row.get("bound") in ("exact", None) else row["bound"]
    span = "..".join(filter(None, (row.get("period_start", ""), row.get("period_end", ""))))
    parts = (bound, row.get("value", ""), row.get("unit", ""), row.get("measure", ""), span)
    return f"{' '.join(filter(None, parts))} ({row.get('class', '')})"
