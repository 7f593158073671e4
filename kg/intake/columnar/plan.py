"""A mapping as a plan over columns: what a batch of rows becomes, as N-Triples, and the account of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from kg.graph.store import Function
from kg.intake.behind import cells_of_parties, variables_of_cells
from kg.intake.columnar.expressions import Values
from kg.intake.columnar.frames import Cells, Column, Frame, Places, different
from kg.intake.columnar.syntax import (
    Bind,
    ColumnOf,
    Exists,
    Filter,
    Group,
    NotColumnar,
    Optionally,
    Step,
    Union,
    expressions_of,
    read_where,
)
from kg.intake.templates import read_template, spelt_out
from kg.intake.unlisted import listings
from kg.numbers import distinct

#: A triple of a template: each part a variable with its mark, or a term as N-Triples spells it.
Pattern = Sequence[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a table.

    Attributes:
        count: how many.
        cells: column name to its cells.
        node: what the node of a row is called before its number.
        numbers: the rows' numbers in the file; of a further part of a row with a point behind it.
    """

    count: int
    cells: Mapping[str, Cells]
    node: str
    numbers: Sequence[int | str]


_Key = TypeVar("_Key")
#: Rows, and the terms that they have.
Found = tuple[Places, Column]


@dataclass(slots=True)
class Account:
    """What became of the rows of a batch, each by its place in it.

    Attributes:
        whole: whether a row has a solution in which each variable of the template has a value.
        made: whether it gives a triple.
        stated: whether it gives a triple of something else than where it is stated.
        solved: whether it has a solution.
        bound: by variable of the template, whether it has a value in any solution of the row.
        terms: by variable of the template, the rows and the terms that it has there.
        unheld: by variable of a name, the rows and the terms of solutions in which what is called so has no id.
        unmade: by variable of a cell that names who takes part, the same of solutions in which it makes no party, and
            of those in which it makes one.
        lacking: by variable of a cell that has several values in a row, and variable of the template that is made of
            it, the same of solutions in which that has no value, and of those in which it has one.
    """

    whole: Any
    made: Any
    stated: Any
    solved: Any
    bound: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, list[tuple[Places, Column]]] = field(default_factory=dict)
    unheld: dict[str, list[tuple[Places, Column]]] = field(default_factory=dict)
    unmade: dict[str, tuple[list[Found], list[Found]]] = field(default_factory=dict)
    lacking: dict[tuple[str, str], tuple[list[Found], list[Found]]] = field(default_factory=dict)


class Plan:
    """A mapping that is worked out over columns.

    Args:
        query: the query without its header.
        functions: what it may call, by IRI.
        base: the IRI under which things live.

    Attributes:
        values: what works out its expressions.

    Raises:
        NotColumnar: if it must be asked of the engine.
    """

    def __init__(self, query: str, functions: Mapping[str, Function], base: str) -> None:
        self._where = read_where(query)
        made, template = spelt_out(query), read_template(query)
        if made is None or template is None:
            raise NotColumnar("its template has blank nodes, numbers or lists", "其模板含空节点、数字或列表")
        self._made = made
        # What says something comes first, so that most rows are told by it.
        self._asked = sorted(
            (triple[0] in template.beside, spelt) for triple, spelt in zip(template.triples or (), made, strict=True)
        )
        self._led = [f"?{subject}" for subject in template.led]
        self.values = Values(functions, base, self._where.prologue)
        # A variable that stands nowhere in the pattern is no part of any answer.
        scope = {*self._where.group.variables, self._where.row}
        self._variables = [name for name in template.variables if name in scope]
        self._named = template.named
        self._cells = cells_of_parties(query, template)
        # What follows from a comparison is told of by itself.
        compared = {one.variable for one in listings(query)}
        self._made_of = variables_of_cells(query, {*self._variables} - template.names_beside, compared)
        # What must be worked out to know whether a FILTER leaves a row out.
        self._looked_at = _looked_at(self._where.group)
        self._leaves_out = _leaves_out(self._where.group)
        self._names_row = self._where.row in self._variables or any(
            self._where.row in expression.variables for expression in expressions_of(self._where.group)
        )

    def solve(self, batch: Batch) -> list[Frame]:
        """The solutions for a batch of rows; each alternative of the mapping is a frame of its own."""
        return self._group(self._where.group, batch, self._all(batch))

    def _all(self, batch: Batch) -> Frame:
        rows = np.arange(batch.count, dtype=np.int64)
        if not self._names_row:
            return Frame(rows, {})
        nodes = ["", *(f"<{batch.node}{number}>" for number in batch.numbers)]
        return Frame(rows, {self._where.row: Column(nodes, rows + 1)})

    def ntriples(self, frames: Sequence[Frame]) -> bytes:
        """What the mapping makes of solutions, as N-Triples in no order; a triple may come more than once."""
        spelt = _Spelt()
        made = [_lines(pattern, parts, spelt) for pattern in self._made for parts, _ in _alike(pattern, frames)]
        return "".join(made).encode("utf-8")

    def repeated(self, frames: Sequence[Frame]) -> bytes:
        """Those of these triples that several rows make, by one pattern each."""
        spelt = _Spelt()
        made = [
            _lines(pattern, parts, spelt, rows) for pattern in self._made for parts, rows in _alike(pattern, frames)
        ]
        return "".join(made).encode("utf-8")

    def sources(self, frames: Sequence[Frame]) -> Iterator[tuple[str, int]]:
        """The things that the template leads back to their row: the term of each, and the place of its first row."""
        for pattern in self._led:
            parts: dict[int, list[tuple[Column, Places]]] = {}
            for frame in frames:
                if column := frame.columns.get(pattern[1:]):
                    parts.setdefault(id(column.terms), []).append((column, frame.rows))
            for several in parts.values():
                terms = several[0][0].terms
                places = np.concatenate([column.places for column, _ in several])
                rows = np.concatenate([rows for _, rows in several])
                first = np.full(len(terms), -1, dtype=np.int64)
                order = np.argsort(-rows, kind="stable")
                first[places[order]] = rows[order]
                for place in np.flatnonzero(first >= 0).tolist():
                    if place and terms[place][:1] == "<":
                        yield terms[place], int(first[place])

    def account(self, frames: Sequence[Frame], count: int, listed: Collection[str] = ()) -> Account:
        """What became of each row.

        Args:
            frames: the solutions of a batch.
            count: how many rows the batch has.
            listed: the columns of which a row has several values.
        """
        none = np.zeros(count, dtype=bool)
        told = Account(none, none.copy(), none.copy(), none.copy())
        told.bound = {name: np.zeros(count, dtype=bool) for name in self._variables}
        for frame in frames:
            told.solved[frame.rows] = True
            whole = np.ones(len(frame.rows), dtype=bool)
            for name in self._variables:
                column = frame.columns.get(name)
                bound = column.places > 0 if column is not None else np.zeros(len(frame.rows), dtype=bool)
                whole &= bound
                told.bound[name][frame.rows[bound]] = True
                if column is not None:
                    told.terms.setdefault(name, []).append((frame.rows, column))
            told.whole[frame.rows[whole]] = True
            for name, things in self._named.items():
                if unheld := _unheld(frame, name, things):
                    told.unheld.setdefault(name, []).append(unheld)
            made = np.zeros(len(frame.rows), dtype=bool)
            stated = made
            for is_beside, pattern in self._asked:
                if made.all():
                    break
                made = made | _is_made(pattern, frame)
                stated = stated if is_beside else made
            told.made[frame.rows[made]] = True
            told.stated[frame.rows[stated]] = True
        told.unmade = dict(self._parted(frames, ((name, name, things) for name, things in self._cells.items())))
        lists = ((cell, made) for cell, (column, made) in self._made_of.items() if column in listed)
        told.lacking = dict(self._parted(frames, (((cell, one), cell, [one]) for cell, made in lists for one in made)))
        return told

    def left_out(self, batch: Batch, account: Account) -> Places:
        """The rows without a solution that are left out on purpose, whatever else they lack.

        That is by a FILTER that does not hold, or by a text that a pattern asks of a cell which has another one. A
        FILTER that is an error leaves none out on purpose.

        Args:
            batch: the rows.
            account: what became of them.
        """
        lost = np.flatnonzero(~account.solved)
        if not len(lost) or not self._leaves_out:
            return lost[:0]
        frames = self._group(self._where.group, batch, self._all(batch).take(lost), is_lenient=True)
        return np.setdiff1d(lost, np.concatenate([frame.rows for frame in frames]))

    def _parted(
        self, frames: Sequence[Frame], asked: Iterable[tuple[_Key, str, Sequence[str]]]
    ) -> Iterator[tuple[_Key, tuple[list[Found], list[Found]]]]:
        """The cells of which nothing is made somewhere, with where it is not and where it is.

        Args:
            frames: the solutions of a batch.
            asked: under which key, the variable of the cell, and those of what is made of it.
        """
        for key, name, things in asked:
            if alone := list(filter(None, (_unheld(frame, name, things) for frame in frames))):
                yield key, (alone, list(filter(None, (_held(frame, name, things) for frame in frames))))

    def _group(self, group: Group, batch: Batch, begin: Frame, *, is_lenient: bool = False) -> list[Frame]:
        """The solutions of a group.

        Args:
            group: the group.
            batch: the rows.
            begin: the solutions so far.
            is_lenient: whether a row may lack a cell, and a FILTER be an error.
        """
        way = self._lenient_step if is_lenient else self._step
        frames = [begin]
        for step in group.steps:
            frames = [found for frame in frames for found in way(step, batch, frame)]
        return frames

    def _lenient_step(self, step: Step, batch: Batch, frame: Frame) -> list[Frame]:
        match step:
            case ColumnOf():
                cells = _with_column(ColumnOf(step.column, step.variable), batch, Frame(self._all(batch).rows, {}))
                found = frame.joined(cells, batch.count, outer=True)
                if step.text is None:
                    return [found]
                column = found.columns[step.variable]
                fits = np.array([term in ("", step.text) for term in column.terms], dtype=bool)
                return [found.take(np.flatnonzero(fits[column.places]))]
            case Filter():
                return [frame.take(self.values.may_hold(step.expression, frame))]
            case Bind() if step.variable not in self._looked_at:
                return [frame]
            case Optionally() if not self._looked_at & step.group.variables:
                return [frame]
            case Union():
                alone = [found for group in step.groups for found in self._alone(group, batch, is_lenient=True)]
                return [frame.joined(other, batch.count) for other in alone]
        return self._step(step, batch, frame)

    def _step(self, step: Step, batch: Batch, frame: Frame) -> list[Frame]:
        match step:
            case ColumnOf():
                return [_with_column(step, batch, frame)]
            case Bind():
                return [frame.also(step.variable, self.values.column(step.expression, frame))]
            case Filter():
                return [frame.take(self.values.holds(step.expression, frame))]
            case Exists():
                there = np.ones(batch.count, dtype=bool)
                for name in step.columns:
                    there &= batch.cells[name].filled(batch.count) if name in batch.cells else False
                return [frame.take(np.flatnonzero(there[frame.rows] == step.wanted))]
            case Optionally():
                return [frame.joined(self._alone(step.group, batch)[0], batch.count, outer=True)]
            case Union():
                alone = [found for group in step.groups for found in self._alone(group, batch)]
                return [frame.joined(other, batch.count) for other in alone]

    def _alone(self, group: Group, batch: Batch, *, is_lenient: bool = False) -> list[Frame]:
        """The solutions of a group for all rows; the row itself is of the group around it."""
        return [
            Frame(frame.rows, {name: column for name, column in frame.columns.items() if name in group.variables})
            for frame in self._group(group, batch, self._all(batch), is_lenient=is_lenient)
        ]


def _steps(group: Group) -> Iterator[Step]:
    """All steps of a group and of those within it."""
    for step in group.steps:
        yield step
        inner = step.groups if isinstance(step, Union) else (step.group,) if isinstance(step, Optionally) else ()
        for one in inner:
            yield from _steps(one)


def _leaves_out(group: Group) -> bool:
    """Whether a group may leave out a row that has what its patterns ask for."""
    return any(
        isinstance(step, Filter | Exists)
        or (isinstance(step, ColumnOf) and step.text is not None)
        or (isinstance(step, Union) and any(map(_leaves_out, step.groups)))
        for step in group.steps
    )


def _looked_at(group: Group) -> frozenset[str]:
    """The variables that FILTERs look at, and those of which these are made."""
    steps = list(_steps(group))
    found = {name for step in steps if isinstance(step, Filter) for name in step.expression.variables}
    for step in reversed(steps):
        if isinstance(step, Bind) and step.variable in found:
            found.update(step.expression.variables)
    return frozenset(found)


def _with_column(step: ColumnOf, batch: Batch, frame: Frame) -> Frame:
    cells = batch.cells.get(step.column)
    if cells is None:
        return frame.take(np.zeros(0, dtype=np.int64)).also(step.variable, Column([""], np.zeros(0, dtype=np.int64)))
    kept, places = cells.of(frame.rows, batch.count)
    if step.text is not None:
        terms = cells.column.terms
        same = np.array([term == step.text for term in terms], dtype=bool)[places]
        return frame.take(kept[same])
    # Mostly each row has a cell.
    taken = frame if len(kept) == len(frame.rows) and cells.rows is None else frame.take(kept)
    return taken.also(step.variable, Column(cells.column.terms, places))


def _alike(pattern: Pattern, frames: Sequence[Frame]) -> Iterator[tuple[list[Column | str], Places]]:
    """The parts of a triple in all frames that have them, with their rows; those that share terms are put together."""
    found: dict[tuple[int, ...], list[tuple[list[Column], Places]]] = {}
    names = [part[1:] for part in pattern if part[0] in "?$"]
    if not names:
        rows = np.concatenate([frame.rows for frame in frames])
        if len(rows):
            yield list(pattern), rows
        return
    for frame in frames:
        if all(name in frame.columns for name in names):
            columns = [frame.columns[name] for name in names]
            found.setdefault(tuple(id(column.terms) for column in columns), []).append((columns, frame.rows))
    for several in found.values():
        joined = iter(
            Column(
                parts[0].terms, np.concatenate([part.places for part in parts]) if len(parts) > 1 else parts[0].places
            )
            for parts in zip(*(columns for columns, _ in several), strict=True)
        )
        rows = np.concatenate([rows for _, rows in several]) if len(several) > 1 else several[0][1]
        yield [next(joined) if part[0] in "?$" else part for part in pattern], rows


class _Spelt:
    """Columns' terms as arrays, made once for all triples of a batch."""

    def __init__(self) -> None:
        self._terms: dict[int, Any] = {}
        self._iris: dict[int, Any] = {}

    def terms(self, column: Column) -> Any:
        """The terms of a column, as an array of objects."""
        found = self._terms.get(id(column.terms))
        if found is None:
            found = self._terms[id(column.terms)] = np.array(column.terms, dtype=object)
        return found

    def iris(self, column: Column) -> Any:
        """Whether each of the terms is an IRI: a text is the subject of nothing."""
        found = self._iris.get(id(column.terms))
        if found is None:
            found = self._iris[id(column.terms)] = np.array([term[:1] == "<" for term in column.terms], dtype=bool)
        return found


def _lines(pattern: Pattern, parts: Sequence[Column | str], spelt: _Spelt, rows: Places | None = None) -> str:
    """The lines of a triple; with ``rows`` only those that several of them make."""
    columns = [part for part in parts if isinstance(part, Column)]
    if not columns:
        return f"{' '.join(pattern)} .\n"
    first, kind = different(columns)
    if rows is not None and len(rows):
        size = int(rows.max()) + 1
        first = first[np.bincount(distinct(kind * size + rows) // size, minlength=len(first)) > 1]
    for place, part in enumerate(parts):
        if isinstance(part, Column):
            first = first[spelt.iris(part)[part.places[first]] if place < 2 else part.places[first] > 0]
        elif place < 2 and part[0] != "<":
            return ""
    # What is the same in all lines stands between what differs; slices and a join are quicker than a text a line.
    between, pieces = "", list[list[str]]()
    for place, part in enumerate(parts):
        if isinstance(part, Column):
            pieces += [[between] * len(first)] if between else []
            pieces.append(spelt.terms(part)[part.places[first]].tolist())
            between = ""
        else:
            between += part
        between += " .\n" if place == 2 else " "
    pieces.append([between] * len(first))
    made = [""] * (len(pieces) * len(first))
    for number, piece in enumerate(pieces):
        made[number :: len(pieces)] = piece
    return "".join(made)


def _unheld(frame: Frame, name: str, things: Sequence[str]) -> tuple[Places, Column] | None:
    """The rows of a frame that have a name and none of the things that are called so, with the name."""
    column = frame.columns.get(name)
    if column is None:
        return None
    alone = column.places > 0
    for thing in things:
        held = frame.columns.get(thing)
        if held is not None:
            alone &= held.places == 0
    return (frame.rows[alone], Column(column.terms, column.places[alone])) if alone.any() else None


def _held(frame: Frame, name: str, things: Sequence[str]) -> tuple[Places, Column] | None:
    """The rows of a frame that have a name and any of the things that are made of it, with the name."""
    column, made = frame.columns.get(name), [one for thing in things if (one := frame.columns.get(thing)) is not None]
    if column is None or not made:
        return None
    there = (column.places > 0) & np.any([one.places > 0 for one in made], axis=0)
    return frame.rows[there], Column(column.terms, column.places[there])


def _is_made(pattern: Pattern, frame: Frame) -> Any:
    """For each solution, whether it gives a triple of a template."""
    made = np.ones(len(frame.rows), dtype=bool)
    for place, part in enumerate(pattern):
        if part[0] not in "?$":
            made &= place == 2 or part[0] == "<"
            continue
        column = frame.columns.get(part[1:])
        if column is None:
            return np.zeros(len(frame.rows), dtype=bool)
        fits = np.array([bool(term) and (place == 2 or term[0] == "<") for term in column.terms], dtype=bool)
        made &= fits[column.places]
    return made
