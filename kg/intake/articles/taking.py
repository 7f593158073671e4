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
from kg.intake import schema
from kg.intake.articles import decisions as log
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
    fingerprint,
    in_cell,
    is_list,
    shown_value,
)
from kg.intake.articles.looking import View
from kg.intake.articles.states import ABOUT, JOINED, OPEN, PARTY, State, columns_of
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
    """

    path: Path
    decisions: list[Decision] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    old: int = 0

    def place_of(self, finding: Finding) -> Finding:
        """A finding about a suggestion, led back to the row that decides on it."""
        rows = [
            place
            for one, place in zip(self.decisions, self.places, strict=True)
            if one.suggestion == finding.file and one.decision in (log.ACCEPT, log.NEW)
        ]
        if not rows:
            return finding
        return replace(finding, file=rows[0].file, table=rows[0].sheet or finding.table, row=rows[0].row)


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
        for number, one in enumerate(holding(read_decisions(path)), 2):
            taken.decisions.append(replace(one, number=0, reviewer=one.reviewer or by, decided_on=one.decided_on or on))
            taken.places.append(Place(path.name, number, DECISION))
        return taken
    found: list[tuple[str, Decision, Place]] = []
    for grid in sheets:
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
        for row in self._grid.rows[1:]:
            texts = [read_cell(cell.text) if not self._grid.sheet else cell.text for cell in row.cells]
            texts += [""] * (len(self._header) - len(texts))
            cells = dict(zip(self._header, texts, strict=False))
            if not any(cells.values()):
                continue
            kind = self._state(row.number, cells).suggestion.kind
            for decision, column in self._of_row(row.number, cells):
                made = replace(decision, reviewer=by, decided_on=on, comment=cells.get(COMMENT, "").strip())
                found.append((kind, made, self._at(row.number, column)))
        # What a suggestion is, those who take part in it too, before what becomes of it.
        order = {one.suggestion: number for number, (_, one, _) in reversed(list(enumerate(found)))}
        return sorted(found, key=lambda each: (order[each[1].suggestion], not each[1].field))

    def _state(self, row: int, cells: Mapping[str, str]) -> State:
        state = self._view.states.get(cells[SUGGESTION].strip())
        if state is None:
            raise SourceError(
                self._at(row, SUGGESTION).told(
                    Text(
                        f"there is no suggestion {cells[SUGGESTION][: log.MOST]!r}. A record that nobody proposed "
                        "is added in the page, `kg review`.",
                        f"没有编号为“{cells[SUGGESTION][: log.MOST]}”的建议。"
                        "要新增无人建议的记录，请用页面 `kg review`。",
                    )
                )
            )
        return state

    def _of_row(self, row: int, cells: Mapping[str, str]) -> Iterator[tuple[Decision, str]]:
        state = self._state(row, cells)
        text = cells[GROUP].strip()
        group = int(text) if text.isdecimal() and len(text) < 6 else 0
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
    """An error of a decision, with where it stands in its file."""
    return SourceError(taken.places[index].told(error.text))


def digest_of(files: Sequence[Path]) -> str:
    """By what files are known to have been taken: the SHA-256 of their bytes, in whichever order they are named.

    Raises:
        SourceError: if one cannot be read.
    """
    digests = sorted(sha256_of_file(path) for path in files)
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests))
