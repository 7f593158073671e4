"""Things that were judged to be one, made one where a package is read.

The tables stay as they are. Of things that are one, one is kept: its id stands wherever the others' ids stood, it is
also called what they were called, its empty cells are filled from theirs, and their rows add their evidence. Without
the judgement the next build has them apart again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.identities.judging import FILE, MOST, Judgement, Judgements, is_reference, side, told
from kg.intake.package import Package
from kg.intake.tables.model import Cell, Row, Table
from kg.text import HAN, Text

_NOTHING: Mapping[str, Judgements] = {}
#: What a row says of itself, and not of its thing.
_OWN = ("id", *schema.EVIDENCE, "place")
#: What two rows that are one need not agree in.
_LOOSE = ("note_", "ambiguity_", "name_", "alt_", "open_ended")


def join(
    packages: Sequence[Package], instead: Mapping[str, Judgements] = _NOTHING
) -> tuple[list[Package], list[Finding]]:
    """Make things that were judged to be one, one.

    Args:
        packages: the packages, each after those that it uses.
        instead: by a package's name, judgements in place of those that its folder has.

    Returns:
        the packages with what is kept in place of what it is; and what was joined, and what cannot be.

    Raises:
        SourceError: if the judgements of a package cannot be read.
    """
    judged = [
        replace(one, file=package.file(FILE))
        for package in packages
        for one in (instead[package.name] if package.name in instead else Judgements.read(package.folder))
    ]
    if not judged:
        return list(packages), []
    joining = _Joining(packages, Judgements(judged))
    findings = [*_contradictions(judged), *joining.findings()]
    if joining.is_wrong:
        return list(packages), findings
    joined = [replace(package, tables=tuple(map(joining.table, package.tables))) for package in packages]
    return joined, [*findings, *joining.told()]


@dataclass(slots=True)
class _Left:
    """What became of a thing that is another one."""

    kept: str
    file: str
    row: int
    judgement: Judgement
    unsaid: list[str] = field(default_factory=list)


class _Joining:
    """Which things are one, and which of them is kept."""

    def __init__(self, packages: Sequence[Package], judgements: Judgements) -> None:
        self._rows = dict(_things(packages))
        self._order = {thing: number for number, thing in enumerate(self._rows)}
        holding = judgements.holding().values()
        self._same = [one for one in holding if one.same and is_reference(one.subject) and is_reference(one.object)]
        self._different = [one for one in holding if not one.same]
        self._names = [one for one in holding if one.same and is_reference(one.subject) != is_reference(one.object)]
        self._one_of: dict[str, str] = {}
        self._wrong: list[Finding] = []
        for one in self._same:
            if found := self._cannot_be(one):
                self._wrong.append(found)
            elif one.subject in self._rows and one.object in self._rows:
                self._unite(one.subject, one.object)
        self._groups = self._grouped()
        self._wrong += self._apart()
        self._kept = self._chosen(packages)
        self._left = dict(self._leaving())
        self._filled = self._filling()

    @property
    def is_wrong(self) -> bool:
        """Whether something is judged that cannot be."""
        return any(finding.severity is Severity.VIOLATION for finding in self._wrong)

    def findings(self) -> list[Finding]:
        """What cannot be, or is of no use."""
        return [*self._wrong, *self._of_nothing(), *self._of_several()]

    def told(self) -> Iterator[Finding]:
        """What was joined, a finding each."""
        for thing, left in self._left.items():
            unsaid = Text(
                f" What it says otherwise is left out: {', '.join(left.unsaid)}." if left.unsaid else "",
                f"其余不同之处未采用：{'、'.join(left.unsaid)}。" if left.unsaid else "",
            )
            said = told(left.judgement)
            yield Finding(
                Severity.INFO,
                "joined",
                f"{thing} is {left.kept}, as was judged: {said.en}.{unsaid.en}",
                f"据判定，{thing} 即 {left.kept}：{said.zh}。{unsaid.zh}",
                "Take the judgement back with `kg names … --undo` if it is wrong.",
                *(left.judgement.file, "names", left.judgement.row, "subject_id", thing),
                fix_zh="若判定有误，用 `kg names … --undo` 撤回。",
            )

    def table(self, table: Table) -> Table:
        """A table with what is kept in place of what it is."""
        if table.name not in schema.table_names() or not (self._left or self._filled):
            return table
        kind = schema.KIND_OF_TABLE.get(table.name, "")
        rows = [self._row(table.name, kind, row) for row in table.rows]
        return replace(table, rows=tuple(_once(table.name, rows)))

    def _row(self, table: str, kind: str, row: Row) -> Row:
        thing = f"{kind}/{row.value('id')}"
        if thing in self._left:
            cells = {name: cell for name, cell in row.cells.items() if name in _OWN}
            return Row(row.number, cells | {"id": _text(self._left[thing].kept.partition("/")[2])})
        cells = {**row.cells, **self._filled.get(thing, {})} if kind else dict(row.cells)
        for column, targets in schema.references(table).items():
            if column in cells:
                cells[column] = self._referred(cells[column], targets, thing)
        return Row(row.number, {name: cell for name, cell in cells.items() if cell.values})

    def _referred(self, cell: Cell, targets: Sequence[str], thing: str) -> Cell:
        typed = len(targets) > 1
        prefix = "" if typed else f"{schema.KIND_OF_TABLE[targets[0]]}/"
        values = []
        for value in cell.values:
            left = self._left.get(prefix + value)
            meant = left.kept.removeprefix(prefix) if left else value
            # What is said of one in terms of the other says nothing of both.
            if not (left and prefix + meant == thing):
                values.append(meant)
        if thing in self._filled:
            values = [value for value in values if prefix + value != thing]
        return Cell(tuple(dict.fromkeys(values)), cell.datatype)

    def _unite(self, one: str, other: str) -> None:
        self._one_of[self._root(one)] = self._root(other)

    def _root(self, thing: str) -> str:
        while thing in self._one_of and self._one_of[thing] != thing:
            thing = self._one_of[thing]
        return thing

    def _grouped(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for thing in self._rows if self._same else ():
            groups.setdefault(self._root(thing), []).append(thing)
        return {root: things for root, things in groups.items() if len(things) > 1}

    def _chosen(self, packages: Sequence[Package]) -> dict[str, str]:
        """By root, which thing of a group is kept: of the package that others use, then what others are."""
        place = {package.name: number for number, package in enumerate(packages)}
        judged = {one.subject for one in self._same}
        return {
            root: min(
                things,
                key=lambda thing: (place[self._rows[thing][0].name], thing in judged, self._order[thing]),
            )
            for root, things in self._groups.items()
        }

    def _leaving(self) -> Iterator[tuple[str, _Left]]:
        judged = {text: one for one in reversed(self._same) for text in (one.object, one.subject)}
        for root, things in self._groups.items():
            kept = self._kept[root]
            for thing in things:
                if thing != kept:
                    _, table, row = self._rows[thing]
                    yield thing, _Left(kept, table.file, row.number, judged[thing])

    def _filling(self) -> dict[str, dict[str, Cell]]:
        """What is added to the rows of things that are kept: other names, and what their rows leave empty."""
        filled: dict[str, dict[str, Cell]] = {}
        for thing, left in self._left.items():
            mine = filled.setdefault(left.kept, {})
            cells = {**self._rows[left.kept][2].cells, **mine}
            for name, cell in self._rows[thing][2].cells.items():
                if name.startswith(("name_", "alt_")):
                    _add_names(mine, {**cells, **mine}, name[-2:], cell.values)
                elif name in _OWN:
                    continue
                elif name not in cells:
                    mine[name] = cells[name] = cell
                elif cells[name].values != cell.values and not name.startswith(_LOOSE):
                    left.unsaid.append(f"{name} {', '.join(cell.values)[:100]}")
        for one in self._names:
            name, thing = (one.object, one.subject) if is_reference(one.subject) else (one.subject, one.object)
            kept = self._kept.get(self._root(thing), thing)
            if kept in self._rows:
                mine = filled.setdefault(kept, {})
                language = "zh" if re.search(f"[{HAN}]", name) else "en"
                _add_names(mine, {**self._rows[kept][2].cells, **mine}, language, [name])
        return {thing: cells for thing, cells in filled.items() if cells}

    def _cannot_be(self, one: Judgement) -> Finding | None:
        kinds = [text.partition("/")[0] for text in (one.subject, one.object)]
        if kinds[0] == kinds[1]:
            return None
        return _found(
            *(Severity.VIOLATION, "joined-kinds", one),
            Text(
                f"{one.subject} and {one.object} are of two kinds and cannot be one thing.",
                f"{one.subject} 与 {one.object} 种类不同，不会是同一事物。",
            ),
            Text("Take the judgement back with `kg names … --undo`.", "用 `kg names … --undo` 撤回该判定。"),
        )

    def _apart(self) -> Iterator[Finding]:
        """Two that are different, and one by way of others."""
        for one in self._different:
            if (
                one.subject in self._rows
                and one.object in self._rows
                and one.subject != one.object
                and self._root(one.subject) == self._root(one.object)
            ):
                things = self._way(one.subject, one.object)
                way, numbers = " = ".join(things), ", ".join(map(str, self._rows_of_way(things)))
                yield _found(
                    *(Severity.VIOLATION, "judgements-conflict", one),
                    Text(
                        f"{one.subject} and {one.object} are judged different, and others make them one: {way} "
                        f"(rows {numbers}).",
                        f"{one.subject} 与 {one.object} 判定为不同，但其他判定使二者相同：{way}（第{numbers}行）。",
                    ),
                    Text(
                        "Take one of these judgements back with `kg names … --undo`.",
                        "用 `kg names … --undo` 撤回其一。",
                    ),
                )

    def _way(self, start: str, end: str) -> list[str]:
        """The shortest way from one thing to another by what was judged to be one."""
        before: dict[str, str] = {start: ""}
        waiting = [start]
        while waiting and end not in before:
            thing = waiting.pop(0)
            for one in self._same:
                for mine, other in ((one.subject, one.object), (one.object, one.subject)):
                    if mine == thing and other not in before:
                        before[other] = thing
                        waiting.append(other)
        way = [end]
        while before[way[-1]]:
            way.append(before[way[-1]])
        return way[::-1]

    def _rows_of_way(self, things: Sequence[str]) -> list[int]:
        """The rows of the judgements by which things are one, in the order of the way."""
        steps = [{*pair} for pair in pairwise(things)]
        return [next(one.row for one in self._same if {one.subject, one.object} == step) for step in steps]

    def _of_several(self) -> Iterator[Finding]:
        """Names that were judged to be several things, which nobody judged to be one."""
        firsts: dict[str, str] = {}
        for one in self._names:
            name, thing = (one.object, one.subject) if is_reference(one.subject) else (one.subject, one.object)
            first = firsts.setdefault(side(name), thing)
            if self._root(first) != self._root(thing):
                yield _found(
                    *(Severity.WARNING, "name-of-several", one),
                    Text(
                        f"The name {name[:MOST]!r} is judged to be {first} and {thing}, which are two.",
                        f"名称“{name[:MOST]}”既判为 {first}，又判为 {thing}，而二者不同。",
                    ),
                    Text("Take one of them back with `kg names … --undo`.", "用 `kg names … --undo` 撤回其一。"),
                )

    def _of_nothing(self) -> Iterator[Finding]:
        for one in (*self._same, *self._different, *self._names):
            for text in (one.subject, one.object):
                if is_reference(text) and text not in self._rows:
                    yield _found(
                        *(Severity.WARNING, "judgement-of-nothing", one),
                        Text(f"{text} was judged, and is in no table.", f"判定涉及的 {text} 不在任何表中。"),
                        Text("Take the judgement back, or add the row.", "撤回该判定，或补上该行。"),
                        text,
                    )


def _things(packages: Iterable[Package]) -> Iterator[tuple[str, tuple[Package, Table, Row]]]:
    """Each thing with the row that describes it first."""
    seen = set()
    for package in packages:
        for table in package.tables:
            kind = schema.KIND_OF_TABLE.get(table.name)
            for row in table.rows if kind else ():
                thing = f"{kind}/{row.value('id')}"
                if thing not in seen:
                    seen.add(thing)
                    yield thing, (package, table, row)


def _once(table: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Rows of which each key has one that says what it says; others of that key add their evidence."""
    described = schema.table_schema(table)["primaryKey"]
    keys = (described,) if isinstance(described, str) else tuple(described)
    if len(keys) == 1 or not set(keys) & set(schema.references(table)):
        yield from rows
        return
    firsts: dict[tuple[str, ...], int] = {}
    made: list[Row] = []
    for row in rows:
        mine = tuple(row.value(name) for name in keys)
        place = firsts.setdefault(mine, len(made))
        if place == len(made):
            made.append(row)
            continue
        made[place] = Row(made[place].number, {**row.cells, **made[place].cells})
        made.append(Row(row.number, {name: cell for name, cell in row.cells.items() if name in (*keys, *_OWN)}))
    yield from made


def _add_names(mine: dict[str, Cell], cells: Mapping[str, Cell], language: str, names: Iterable[str]) -> None:
    """Further names of a thing in a language: the first one where it has none, the others beside it."""
    first, others = cells.get(f"name_{language}"), cells.get(f"alt_{language}")
    has = dict.fromkeys(others.values if others else ())
    new = [name for name in names if name not in has and not (first and name in first.values)]
    if new and not first and not has:
        mine[f"name_{language}"] = _text(new.pop(0))
    if new:
        mine[f"alt_{language}"] = Cell((*has, *new), "string")


def _text(value: str) -> Cell:
    return Cell((value,), "string")


def _contradictions(judged: Sequence[Judgement]) -> Iterator[Finding]:
    """Pairs that were judged both ways; the later judgement holds."""
    pairs: dict[tuple[str, str], list[Judgement]] = {}
    for one in judged:
        pairs.setdefault(one.pair, []).append(one)
    for made in pairs.values():
        holds = next(iter(Judgements(made).holding().values()))
        against = [one for one in made if one.same != holds.same]
        if against:
            several = any(one.by != holds.by for one in against)
            before, now = _with_row(against[-1]), _with_row(holds)
            yield _found(
                *(Severity.WARNING if several else Severity.INFO, "judged-both-ways", holds),
                Text(
                    f"Judged both ways: {before.en}; {now.en}. The later holds.",
                    f"前后判定相反：{before.zh}；{now.zh}。以后者为准。",
                ),
                Text("Take one of them back with `kg names … --undo`.", "用 `kg names … --undo` 撤回其一。"),
            )


def _with_row(judgement: Judgement) -> Text:
    """A judgement as a sentence, with the row of its table where it has one."""
    said = told(judgement)
    at = Text(f"row {judgement.row}: ", f"第{judgement.row}行：") if judgement.row else Text()
    return Text(at.en + said.en, at.zh + said.zh)


def _found(severity: Severity, code: str, judgement: Judgement, message: Text, fix: Text, value: str = "") -> Finding:
    return Finding(
        *(severity, code, message.en, message.zh, fix.en, judgement.file, "names", judgement.row, "object_id"),
        value=(value or side(judgement.object))[:200],
        fix_zh=fix.zh,
    )
