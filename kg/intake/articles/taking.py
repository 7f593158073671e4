"""Decisions from files: a sheet that a person filled in, or a table with the columns of the log.

Of a sheet only what a person filled in is taken: decisions, and cells that differ from what was suggested. What is
wrong is told with the sheet, the row and the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import SourceError, UsageError
from kg.files import read_cell
from kg.findings import Finding
from kg.grids import Grid, read_book
from kg.grids.reading import is_workbook
from kg.intake import schema
from kg.intake.articles import decisions as log
from kg.intake.articles.adding import added, is_new, passage_of
from kg.intake.articles.choosing import codes_of, column_of
from kg.intake.articles.decisions import Decision, holding, read_decisions
from kg.intake.articles.examining import reference_kinds
from kg.intake.articles.exchange import (
    BETWEEN,
    GROUP,
    NAMES,
    SEEN,
    SUGGESTION,
    TARGET,
    SheetRow,
    field_columns,
    fingerprint,
    in_cell,
    is_list,
    shown_value,
)
from kg.intake.articles.looking import View
from kg.intake.articles.states import ABOUT, JOINED, NEW_PARTY, OPEN, PARTY, TABLES, State, columns_of
from kg.intake.identities.judging import Judgement
from kg.intake.identities.reviewing import COMMENT, DECISION
from kg.intake.identities.taking import decisions_of
from kg.nearest import folded
from kg.source_text import sha256, sha256_of_file
from kg.text import Text

#: What may be typed as a decision, folded.
_WORDS = {
    **dict.fromkeys(("accept", "a", "yes", "y", "接受", "采纳", "是", "通过"), log.ACCEPT),
    **dict.fromkeys(("reject", "r", "no", "n", "拒绝", "否", "不采纳", "删除"), log.REJECT),
    **dict.fromkeys(("same", "s", "=", "即", "相同", "即已有记录", "同"), log.SAME),
    **dict.fromkeys(("new", "新增", "新建", "新"), log.NEW),
    **dict.fromkeys(("join", "合并"), log.JOIN),
    **dict.fromkeys(("split", "拆分"), log.SPLIT),
    **dict.fromkeys(("edit", "修改"), log.EDIT),
}
_OPEN = ("", "skip", "open", "?", "？", "跳过", "待定", "未决")
_TYPED = re.compile("(region|institution)/(.+)", re.DOTALL)
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
#: Parties first, so that records that name them find them; then what the others are about.
_ORDER = ("regions", "institutions", "officials", "partnerships", "stages", "observations", "statements")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a decision stands."""

    file: str
    row: int
    column: str
    sheet: str = ""

    def told(self, said: Text) -> Text:
        """What is wrong there."""
        at_en = f"{self.file}, {f'sheet {self.sheet}, ' if self.sheet else ''}row {self.row}, field {self.column}"
        at_zh = f"{self.file}，{f'工作表{self.sheet}，' if self.sheet else ''}第{self.row}行，{self.column}栏"
        return Text(f"{at_en}: {said.en}", f"{at_zh}：{said.zh}")


@dataclass(slots=True)
class Taken:
    """What a file decides.

    Attributes:
        path: the file.
        decisions: in an order in which they can be carried out.
        places: where each stands.
        judgements: of names that may be one.
        old: how many of its decisions are so already.
        new: the ids of records that it adds.
        labels: what new rows are called in it, folded, with their ids.
        named: the ids of new rows by their kind and a name, as ``institution/NAME``, folded.
    """

    path: Path
    decisions: list[Decision] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    old: int = 0
    new: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def place_of(self, finding: Finding) -> Finding:
        """A finding about a suggestion, led back to the row that decides on it, or names the new party."""
        rows = [
            place
            for one, place in zip(self.decisions, self.places, strict=True)
            if one.suggestion == finding.file and one.decision in (log.ACCEPT, log.NEW)
        ]
        if not rows:
            rows = [
                place
                for one, place in zip(self.decisions, self.places, strict=True)
                if one.decision == log.NEW
                and one.field
                and f"{finding.file}-".startswith(f"{one.suggestion}-p{one.group}-")
            ]
        if not rows:
            return finding
        place = rows[0]
        file = f"{place.file} [{place.sheet}]" if place.sheet else place.file
        return replace(finding, file=file, table=place.sheet or finding.table, row=place.row)


def read_taken(path: Path, view: View, by: str = "", on: str = "") -> Taken:
    """The decisions of a file.

    Args:
        path: a workbook or a CSV that ``kg review --out`` wrote and a person filled in, or a table with the columns of
            the log.
        view: the suggestions as they are.
        by: who decided, where the file does not say.
        on: on which day, where the file does not say.

    Raises:
        SourceError: if the file cannot be read, or a cell is wrong. It says where.
    """
    taken = Taken(path)
    book = read_book(path)
    sheets = [grid for grid in book.grids if grid.rows]
    headers = {grid.sheet: _header(grid) for grid in sheets}
    if not any(SEEN in header or grid.sheet == NAMES for grid, header in zip(sheets, headers.values(), strict=True)):
        _refuse_workbook(path)
        for number, one in enumerate(holding(read_decisions(path)), 2):
            taken.decisions.append(replace(one, number=0, reviewer=one.reviewer or by, decided_on=one.decided_on or on))
            taken.places.append(Place(path.name, number, DECISION))
        return taken
    found: list[tuple[str, Decision, Place]] = []
    # A new row may be about one of a sheet before it, whichever comes first in the book.
    order = {kind: number for number, kind in enumerate(_ORDER)}
    for grid in sorted(sheets, key=lambda one: order.get(one.sheet, -1)):
        if grid.sheet == NAMES:
            taken.judgements += decisions_of(_plain_decisions(grid), path, by, on)
        elif SEEN in headers[grid.sheet]:
            found += _Sheet(path, grid, headers[grid.sheet], view, taken).decisions(by, on)
    for kind in _ORDER:
        for table, decision, place in found:
            if table == kind:
                taken.decisions.append(decision)
                taken.places.append(place)
    return taken


def _refuse_workbook(path: Path) -> None:
    """A workbook is no table of the log, and one without the columns of a review holds no decisions."""
    if is_workbook(path.read_bytes()[:64]):
        raise SourceError(
            Text(
                f"{path}: is a workbook in which no sheet has the column {SEEN} or the name {NAMES}, so it holds no "
                "decisions. `kg review PACKAGE --out review.xlsx` writes one to fill in.",
                f"{path}：该工作簿中没有含“{SEEN}”列或名为“{NAMES}”的工作表，故不含任何决定。"
                "`kg review PACKAGE --out review.xlsx` 可写出供填写的工作簿。",
            )
        )


def _header(grid: Grid) -> list[str]:
    """The names of a sheet's columns, without what they are called in Chinese behind them."""
    return [(cell.text.split() or [""])[0] for cell in grid.rows[0].cells]


def _plain_decisions(grid: Grid) -> Grid:
    """The sheet of names with decisions as they are typed, without their Chinese."""
    header = _header(grid)
    place = header.index(DECISION) if DECISION in header else -1
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, text=cell.text.partition(BETWEEN)[0]) if number == place else cell
                for number, cell in enumerate(row.cells)
            ),
        )
        for row in grid.rows
    ]
    return replace(grid, rows=tuple(rows))


def _group(cells: Mapping[str, str]) -> int:
    text = cells[GROUP].strip()
    return int(text) if text.isdecimal() and len(text) < 6 else 0


class _Sheet:
    """One sheet of suggestions, being read."""

    def __init__(self, path: Path, grid: Grid, header: list[str], view: View, taken: Taken) -> None:
        self._path, self._grid, self._view, self._taken = path, grid, view, taken
        self._header = header
        for name in (DECISION, SUGGESTION, GROUP):
            if name not in header:
                raise SourceError(
                    self._at(1, name).told(
                        Text(
                            "the column is missing. Write the sheet with `kg review PACKAGE --out FILE`.",
                            "缺少此栏。请用 `kg review PACKAGE --out FILE` 生成该表。",
                        )
                    )
                )

    def _at(self, row: int, column: str) -> Place:
        return Place(self._path.name, row, column, self._grid.sheet)

    def decisions(self, by: str, on: str) -> list[tuple[str, Decision, Place]]:
        """What the rows decide: table, decision and place, edits before what they are for."""
        found: list[tuple[str, Decision, Place]] = []
        new: State | None = None
        for row in self._grid.rows[1:]:
            texts = [read_cell(cell.text) if not self._grid.sheet else cell.text for cell in row.cells]
            texts += [""] * (len(self._header) - len(texts))
            cells = dict(zip(self._header, texts, strict=False))
            if not any(cells.values()):
                continue
            name = cells[SUGGESTION].strip()
            if is_new(name) and name not in self._view.states:
                new, decided = self._new(row.number, cells, new)
                kind = new.suggestion.kind
            else:
                kind, decided = self._state(row.number, cells).suggestion.kind, list(self._of_row(row.number, cells))
            for decision, column in decided:
                made = replace(decision, reviewer=by, decided_on=on, comment=cells.get(COMMENT, "").strip())
                found.append((kind, made, self._at(row.number, column)))
        # What a suggestion is, those who take part in it too, before what becomes of it.
        order = {one.suggestion: number for number, (_, one, _) in reversed(list(enumerate(found)))}
        return sorted(
            found, key=lambda each: (order[each[1].suggestion], each[1].decision != log.ADD, not each[1].field)
        )

    def _new(
        self, row: int, cells: Mapping[str, str], before: State | None
    ) -> tuple[State, list[tuple[Decision, str]]]:
        """A row that a person typed: a record that nobody proposed, or one who takes part in the one above.

        Returns:
            the record, and what is decided on it.
        """
        group = _group(cells)
        if group:
            if before is None:
                raise self._wrong(
                    row,
                    SUGGESTION,
                    Text(
                        "who takes part stands below the new record, and there is none above. Leave the group empty in "
                        "the record's own row.",
                        "参与方须写在新增记录之下，而其上没有新增的记录。记录本身一行的组请留空。",
                    ),
                )
            return before, list(self._edits(row, cells, before, group))
        kind = (self._grid.sheet or cells.get("table", "")).strip()
        if kind not in TABLES:
            raise self._wrong(
                row,
                SUGGESTION if self._grid.sheet else "table",
                Text(
                    f"{kind[: log.MOST]!r} is no table of records. It may be: {', '.join(TABLES)}.",
                    f"“{kind[: log.MOST]}”不是记录的表。可用的有：{'、'.join(TABLES)}。",
                ),
            )
        try:
            source, span = passage_of(self._view, cells.get("place", ""))
        except UsageError as error:
            raise self._wrong(row, "place", error.text) from error
        decision, state = added(self._view, kind, source, span, self._taken.new)
        label = folded(cells[SUGGESTION])
        if label and self._taken.labels.setdefault(label, state.id) != state.id:
            raise self._wrong(
                row,
                SUGGESTION,
                Text(
                    f"two new rows are called {label[: log.MOST]!r}. Give each a name of its own.",
                    f"有两行新增都叫“{label[: log.MOST]}”，请分别命名。",
                ),
            )
        for column in ("name_zh", "name_en"):
            if name := cells.get(column, "").strip():
                self._taken.named.setdefault(folded(f"{schema.KIND_OF_TABLE[kind]}/{name}"), state.id)
        decided = self._decided(row, cells, state, 0)
        return state, [
            (decision, SUGGESTION),
            *self._edits(row, cells, state, 0),
            *([(decided, DECISION)] if decided is not None else []),
        ]

    def _wrong(self, row: int, column: str, said: Text) -> SourceError:
        return SourceError(self._at(row, column).told(said))

    def _state(self, row: int, cells: Mapping[str, str]) -> State:
        state = self._view.states.get(cells[SUGGESTION].strip())
        if state is None:
            raise SourceError(
                self._at(row, SUGGESTION).told(
                    Text(
                        f"there is no suggestion {cells[SUGGESTION][: log.MOST]!r}. To add a record that nobody "
                        "proposed, leave the cell empty and write its passage into `place`.",
                        f"没有编号为“{cells[SUGGESTION][: log.MOST]}”的建议。"
                        "要新增无人建议的记录，请留空此格，并在 place 栏写明引文。",
                    )
                )
            )
        return state

    def _of_row(self, row: int, cells: Mapping[str, str]) -> Iterator[tuple[Decision, str]]:
        state = self._state(row, cells)
        group = _group(cells)
        edits = list(self._edits(row, cells, state, group))
        decided = self._decided(row, cells, state, group)
        if (edits or decided) and state.status == JOINED:
            raise SourceError(
                self._at(row, SUGGESTION).told(
                    Text(f"it was joined into {state.became} since.", f"该建议已并入 {state.became}。")
                )
            )
        if edits and cells.get(SEEN, "").strip() != fingerprint(state, group):
            raise SourceError(
                self._at(row, edits[0][1]).told(
                    Text(
                        "the suggestion was changed since this sheet was written. Write the sheet anew.",
                        "此表生成之后，该建议已被改动。请重新生成此表再填写。",
                    )
                )
            )
        yield from edits
        if decided is not None:
            yield decided, DECISION

    def _decided(self, row: int, cells: Mapping[str, str], state: State, group: int) -> Decision | None:
        typed = cells[DECISION].partition(BETWEEN)[0].strip()
        word = folded(typed)
        if word in _OPEN:
            return None
        decision = _WORDS.get(word)
        if decision is None:
            raise SourceError(
                self._at(row, DECISION).told(
                    Text(
                        f"{typed[: log.MOST]!r} is no decision. Write accept, reject, same, new, join or split, "
                        "or leave it empty.",
                        f"“{typed[: log.MOST]}”不是决定。请写“接受”“拒绝”“即”“新增”“合并”或“拆分”，或留空。",
                    )
                )
            )
        if decision == log.EDIT:
            return None  # what was changed is in the cells
        value = cells.get(TARGET, "").partition(BETWEEN)[0].strip()
        if decision in (log.SAME, log.JOIN, log.SPLIT) and not value:
            raise SourceError(
                self._at(row, TARGET).told(
                    Text(f"{decision} needs a value: which record, suggestion or groups.", "请写明记录、建议或组。")
                )
            )
        if self._is_so(state, decision, value, group):
            self._taken.old += 1
            return None
        if decision in (log.ACCEPT, log.NEW) and not group:
            value = ""
        return Decision(decision, state.id, PARTY if group else "", group, value)

    @staticmethod
    def _is_so(state: State, decision: str, value: str, group: int) -> bool:
        """Whether that was decided already."""
        if group or state.status == OPEN:
            return False
        wanted = {log.ACCEPT: "accepted", log.NEW: "accepted", log.REJECT: "rejected"}.get(decision)
        return state.status == wanted or (decision == log.SAME == state.status and state.became == value)

    def _edits(self, row: int, cells: Mapping[str, str], state: State, group: int) -> Iterator[tuple[Decision, str]]:
        kind = state.suggestion.kind
        names = [*columns_of(kind, group), *([ABOUT] if not group and ABOUT not in columns_of(kind, group) else [])]
        astray = next((name for name in field_columns(kind) if name not in names and cells.get(name, "").strip()), "")
        if astray:
            raise self._wrong(
                row,
                astray,
                Text(
                    f"{'who takes part has' if group else 'the record itself has'} no {astray}. Write it into the row "
                    f"{'of the record, whose group is empty' if group else 'of the one who takes part'}.",
                    f"{'参与方' if group else '记录本身'}没有{astray}栏，请写在"
                    f"{'记录本身的一行（组为空）' if group else '参与方的一行'}。",
                ),
            )
        for name in names:
            if name not in cells:
                continue
            typed = cells[name].strip()
            shown = shown_value(self._view, SheetRow(state, group), name)
            if typed in (shown.strip(), in_cell(shown).strip()):
                continue
            value = self._read(row, kind, name, group, typed)
            old = state.about if name == ABOUT and not group else ";".join(state.values(name, group))
            if value != old:
                new = _TYPED.fullmatch(value) if name == PARTY else None
                decision = log.NEW if new and not _ID.fullmatch(new[2]) else log.EDIT
                yield Decision(decision, state.id, name, group, value), name

    def _read(self, row: int, kind: str, name: str, group: int, typed: str) -> str:
        """A cell as a field holds it: codes by themselves, records by their references."""
        codes, kinds = codes_of(kind, name, group), reference_kinds(kind, name, group)
        if not typed or not (codes or kinds):
            return typed
        parts = typed.split(";") if is_list(kind, name, group) else [typed]
        found = [part.partition(BETWEEN)[0].strip() for part in parts]
        if codes:
            return ";".join(self._code(kind, name, group, part) for part in found if part)
        return ";".join(self._record(row, name, kinds, part) for part in found if part)

    @staticmethod
    def _code(kind: str, name: str, group: int, text: str) -> str:
        column = column_of(kind, name, group)
        code_list = column.get(schema.CODE_LIST) if column else None
        named = schema.sure_names(code_list) if isinstance(code_list, str) else {}
        listed = {one.value for one in codes_of(kind, name, group)}
        return text if text in listed else named.get(folded(text), text)

    def _record(self, row: int, name: str, kinds: tuple[str, ...], text: str) -> str:
        if folded(text) in self._taken.labels:
            return self._taken.labels[folded(text)]
        # A record that the same file adds is meant by its name before a further one is made of it.
        called = [text] if "/" in text else [f"{kind}/{text}" for kind in kinds]
        mine = {self._taken.named[folded(one)] for one in called if folded(one) in self._taken.named}
        if len(mine) == 1:
            return ("" if name == ABOUT else NEW_PARTY) + mine.pop()
        if "/" in text or text in self._view.states:
            return text
        meant = self._view.meant(kinds, text)
        if len(meant) == 1:
            return meant[0]
        if len(kinds) == 1 and not meant:
            return text  # an id of its table
        near = ", ".join(meant[:5]) or "–"
        raise SourceError(
            self._at(row, name).told(
                Text(
                    f"{text[: log.MOST]!r} names no one record; such are: {near}. Write kind/id, or institution/NAME "
                    "for a new one.",
                    f"“{text[: log.MOST]}”所指不唯一或不存在；可能的有：{near}。"
                    f"请写成 kind/id；新的机构写成 institution/名称。",
                )
            )
        )


def wrong_place(taken: Taken, error: UsageError, index: int) -> SourceError:
    """An error of a decision, with where it stands in its file.

    Args:
        taken: the file's decisions with their places.
        error: what is wrong.
        index: which of its decisions, from 0.
    """
    return SourceError(taken.places[index].told(error.text))


def digest_of(files: Sequence[Path]) -> str:
    """By what files are known to have been taken: the SHA-256 of their bytes, in whichever order they are named.

    Raises:
        SourceError: if one cannot be read.
    """
    digests = sorted(sha256_of_file(path) for path in files)
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests))
