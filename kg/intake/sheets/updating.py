"""What a sheet says and what was typed in the package since the last import, joined cell by cell.

Three states of a table are compared: what the last import wrote, what stands in the package, and what the sheet says
now. A cell that only one of the two changed has that change; what both changed has what the sheet says, and is told. A
row that the sheet no longer has goes; a party or a source goes with its last use, unless somebody has typed in its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.intake.schema import KIND_OF_TABLE
from kg.intake.sheets.drafts import Row
from kg.text import Text

Rows = dict[tuple[str, ...], Row]

#: Tables of things that rows of others speak of: they go with their last use.
_SPOKEN_OF = ("regions", "institutions", "sources")
#: Columns that follow from the sheet alone: where in it a row stands.
_FOLLOWS = ("source", "place")


@dataclass(slots=True)
class Update:
    """A package after an import.

    Attributes:
        tables: its tables.
        notices: what both sides changed, and what went.
    """

    tables: dict[str, Rows] = field(default_factory=dict)
    notices: list[Text] = field(default_factory=list)


def update(base: Mapping[str, Rows], now: Mapping[str, Rows], said: Mapping[str, Rows]) -> Update:
    """A package's tables with what a sheet says now.

    Args:
        base: what the last import of the sheet wrote.
        now: what stands in the package.
        said: what the sheet says now.
    """
    done = Update()
    for table in dict.fromkeys((*now, *said)):
        done.tables[table] = _joined(table, base.get(table, {}), now.get(table, {}), said.get(table, {}), done.notices)
    _go_with_partnerships(base, done)
    _go_unused(base, said, done)
    return done


def _joined(table: str, base: Rows, now: Rows, said: Rows, notices: list[Text]) -> Rows:
    found: Rows = {}
    for key, row in now.items():
        if key in said:
            found[key] = _merged(table, key, base.get(key), row, said[key], notices)
        elif key not in base or table in _SPOKEN_OF:
            found[key] = row
        elif any(row.get(name, "") != value for name, value in base[key].items()):
            notices.append(
                Text(
                    f"{table} {'/'.join(key)}: the sheet no longer has it, so it goes, with what was typed there since",
                    f"{table} {'/'.join(key)}：表中已无此项，连同此后填写的内容一并删去",
                )
            )
    for key, row in said.items():
        found.setdefault(key, dict(row))
    return found


def _merged(table: str, key: tuple[str, ...], base: Row | None, now: Row, said: Row, notices: list[Text]) -> Row:
    """A row cell by cell."""
    merged = dict(now)
    for name in dict.fromkeys((*said, *(base or {}))):
        new, old, before = said.get(name, ""), now.get(name, ""), base.get(name, "") if base is not None else None
        if before is None:
            # Another hand made the row: what it says stays.
            new = old or new
        elif new == before:
            new = old
        elif old not in (before, new) and name not in _FOLLOWS:
            notices.append(
                Text(
                    f"{table} {'/'.join(key)}, {name}: the sheet says {new!r} now; {old!r} was typed in the package",
                    f"{table} {'/'.join(key)}，{name}：表中现为“{new}”；数据包中曾填写“{old}”",
                )
            )
        merged[name] = new
    return {name: value for name, value in merged.items() if value}


def _go_with_partnerships(base: Mapping[str, Rows], done: Update) -> None:
    """What speaks of a partnership that went goes with it."""
    gone = {key[0] for key in base.get("partnerships", {}) if key not in done.tables.get("partnerships", {})}
    if not gone:
        return
    for table, rows in done.tables.items():
        for key, row in list(rows.items()):
            about = row.get("about", "").removeprefix("partnership/") if "/" in row.get("about", "") else ""
            if row.get("partnership", about) in gone:
                del rows[key]
                notices = f"{table} {'/'.join(key)}"
                done.notices.append(Text(f"{notices}: goes with its partnership", f"{notices}：随所属合作一并删去"))


def _go_unused(base: Mapping[str, Rows], said: Mapping[str, Rows], done: Update) -> None:
    """Things that only the import made, and that nothing speaks of any more, go; until no more do."""
    while True:
        used = set(_references(done.tables))
        gone = [
            (table, key)
            for table in _SPOKEN_OF
            for key, row in done.tables.get(table, {}).items()
            if row == base.get(table, {}).get(key)
            and key not in said.get(table, {})
            and not {key[0], f"{KIND_OF_TABLE[table]}/{key[0]}"} & used
        ]
        if not gone:
            return
        for table, key in gone:
            del done.tables[table][key]


def _references(tables: Mapping[str, Rows]) -> Iterator[str]:
    for rows in tables.values():
        for row in rows.values():
            for name, value in row.items():
                if name != "id" and not name.endswith(("_zh", "_en")):
                    yield from value.split(";")
