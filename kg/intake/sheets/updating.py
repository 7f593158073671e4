"""What a sheet says and what was typed in the package since the last import, joined cell by cell.

Three states of a table are compared: what the last import wrote, what stands in the package, and what the sheet says
now. A cell that only one of the two changed has that change; what both changed has what the sheet says, and is told. A
row that the sheet no longer has goes; a party or a source goes with its last use, unless somebody has typed in its row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from kg.intake.schema import KIND_OF_TABLE
from kg.intake.sheets.drafts import Row
from kg.nearest import folded
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


#: What places a thing, by table: networks of one level, and all that is counted by region, change with it.
_PLACED_BY = {"regions": ("level", "parent"), "institutions": ("located_in",)}
#: How many things are named.
_MOST_NAMED = 3


def placed_otherwise(
    base: Mapping[str, Rows], now: Mapping[str, Rows], after: Mapping[str, Rows], answered: Collection[str]
) -> list[Text]:
    """What is told of things that the last import wrote, and that are at another level or place after this one.

    Args:
        base: what the last import of the sheet wrote.
        now: what stands in the package.
        after: the package's tables after this import.
        answered: the names, folded, of which somebody has said what or where they are: that is no news.
    """
    changes: dict[tuple[str, str, str, str], list[str]] = {}
    for table, columns in _PLACED_BY.items():
        for key in base.get(table, {}):
            was, new = now.get(table, {}).get(key), after.get(table, {}).get(key)
            if was is None or new is None or {folded(new.get(name, "")) for name in _NAMES} & {*answered}:
                continue
            for column in columns:
                if was.get(column, "") != new.get(column, ""):
                    changes.setdefault((table, column, was.get(column, ""), new.get(column, "")), []).append(key[0])
    gone = {key[0] for key in base.get("regions", {}) if key not in after.get("regions", {})}
    return [_told_change(change, sorted(ids), gone) for change, ids in sorted(changes.items())]


def _told_change(change: tuple[str, str, str, str], ids: list[str], gone: Collection[str]) -> Text:
    """That some things are at another level or place than at the last import, and which regions go with that."""
    table, column, was, new = change
    left = [one for one in was.split(";") if one in gone and column != "level"]
    en = f"{', '.join(ids[:_MOST_NAMED])}{', …' if len(ids) > _MOST_NAMED else ''}"
    zh = f"{'、'.join(ids[:_MOST_NAMED])}{'等' if len(ids) > _MOST_NAMED else ''}"
    goes = f"; {', '.join(left)} goes" if left else ""
    goes_zh = f"；{'、'.join(left)}随之删去" if left else ""
    return Text(
        f"{table}, {column}: {was or '-'} > {new or '-'} in {len(ids)} of them ({en}): read otherwise than at the last "
        f"import{goes}",
        f"{table}，{column}：{was or '-'} > {new or '-'}，共{len(ids)}项（{zh}）：读法与上次导入不同{goes_zh}",
    )


_NAMES = ("name_zh", "name_en")
