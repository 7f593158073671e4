"""The queue of suggestions as a sheet, for people who prefer one: a workbook with a sheet for each table, or one CSV.

One row is a suggestion, or one who takes part in it; its cells are what is suggested, to be written over. The first
columns wait for a decision. ``kg.intake.articles.taking`` reads back what a person filled in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.files import delimited_text, harmless, written_cell
from kg.grids.blank import BlankColumn
from kg.grids.filled import FilledSheet, filled_workbook
from kg.grids.writing import MOST_CHARACTERS
from kg.intake import schema
from kg.intake.articles.choosing import codes_of, column_of
from kg.intake.articles.examining import reference_kinds
from kg.intake.articles.looking import View
from kg.intake.articles.states import ABOUT, PARTICIPATIONS, TABLES, State, columns_of
from kg.intake.identities.reviewing import COMMENT, DECISION, Review
from kg.text import Text

#: Between a code and what it is called, in a cell.
BETWEEN = " · "
#: The sheet of names that may be one; it is that of ``kg names``.
NAMES = "names"
TARGET, SUGGESTION, GROUP, SEEN = "target", "suggestion", "group", "seen"
#: What may be chosen as a decision on a suggestion, and on a pair of names.
DECISIONS = (*("accept · 接受", "reject · 拒绝", "same · 即已有记录", "new · 新增", "join · 合并", "split · 拆分"),)
_JUDGEMENTS = ("same · 相同", "different · 不同")

_TO_FILL = (
    (
        DECISION,
        Text("decision", "决定"),
        Text("What becomes of the row. Empty: it stays open.", "对此行的决定；空则未决。"),
    ),
    (
        TARGET,
        Text("target", "对象"),
        Text(
            "For same: the record, as region/cn-shanghai. For join: the other suggestion. For split: what goes.",
            "选“same”时写明记录，如 region/cn-shanghai；“join”时写另一建议；“split”时写分出的组。",
        ),
    ),
    (COMMENT, Text("comment", "备注"), Text("Why, for the log.", "理由，记入决定记录。")),
)
_GIVEN = (
    (SUGGESTION, Text("suggestion", "建议")),
    (GROUP, Text("group", "组")),
    ("score", Text("score", "可信度")),
    ("place", Text("place in the text", "位置")),
    ("why", Text("why unsure", "存疑之处")),
    ("problems", Text("problems", "问题")),
)
_OWN_ROWS = Text(
    "In a row of your own, for a record that nobody proposed: the words of the article, or their place as 34-66.",
    "自行新增的一行（无人建议的记录）：写文章原文，或其位置，如 34-66。",
)
_FIELD_HELP = Text("Write over what is not right.", "不对之处请直接改写。")
_WIDTHS = {DECISION: 16, TARGET: 24, COMMENT: 20, SUGGESTION: 18, GROUP: 6, "score": 7, "place": 11, SEEN: 4}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the queue: a suggestion, or one who takes part in it.

    Attributes:
        state: the suggestion.
        group: 0 for the suggestion itself.
    """

    state: State
    group: int


def rows_of(view: View, kind: str) -> Iterator[SheetRow]:
    """The rows of the open suggestions of a table, the least sure first."""
    for state in view.waiting():
        if state.suggestion.kind == kind:
            yield SheetRow(state, 0)
            for group in state.groups:
                yield SheetRow(state, group)


def field_columns(kind: str) -> list[str]:
    """The fields of a table's sheet: what it is about, who takes part, then those of the record."""
    first = [name for name in columns_of(kind, 1) if name not in columns_of(kind)]
    about = (ABOUT,) if kind in _ABOUT else ()
    return list(dict.fromkeys((*about, *first, *columns_of(kind))))


_ABOUT = ("stages", "observations", "statements")


def fingerprint(state: State, group: int) -> str:
    """By what a row is known to be as it was written, if somebody decides in between."""
    said = "\x00".join(f"{one.name}\x01{one.value}" for one in state.suggestion.fields if one.group == group)
    return hashlib.sha256(f"{state.about}\x00{said}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def shown_value(view: View, row: SheetRow, name: str) -> str:
    """A field as its cell shows it: a code or a reference, and what it is called.

    Args:
        view: the review, which knows what references are called.
        row: the suggestion, or a participation of it.
        name: the field.

    Returns:
        each value with its name behind it, several with semicolons between.
    """
    kind = row.state.suggestion.kind
    values = row.state.values(name, row.group)
    if name == ABOUT and not row.group:
        values = [row.state.about] if row.state.about else []
    whole = ";".join(values)
    labels = {one.value: one.label for one in codes_of(kind, name, row.group)}
    if not labels and not reference_kinds(kind, name, row.group):
        return whole
    separator = ";" if is_list(kind, name, row.group) else ""
    parts = whole.split(";") if separator else [whole]
    return "; ".join(_shown(view, part, labels.get(part)) for part in parts if part)


def _shown(view: View, value: str, label: Text | None) -> str:
    said = (label or view.label(value)).in_language("both", between=BETWEEN)
    return value if said == value else f"{value}{BETWEEN}{said.removeprefix(value + BETWEEN)}"


def is_list(kind: str, name: str, group: int) -> bool:
    """Whether a field may hold several values.

    Args:
        kind: the suggestion's table.
        name: the field.
        group: 0 for the record itself, else a participation's.
    """
    column = column_of(kind, name, group)
    return bool(column and column.get(schema.SEPARATOR))


def in_cell(text: str) -> str:
    """A text as a cell of a workbook shows it."""
    shown = harmless(text)
    return shown if len(shown) <= MOST_CHARACTERS else shown[: MOST_CHARACTERS - 1] + "…"


def queue_workbook(view: View, names: Review | None = None) -> bytes:
    """The open suggestions as a workbook, a sheet for each table.

    Args:
        view: the suggestions.
        names: the pairs of names that wait for a judgement, for a sheet of their own.
    """
    sheets = []
    for kind in TABLES:
        rows = list(rows_of(view, kind))
        if rows:
            columns = _columns(view, kind)
            cells = [_cells(view, row, columns) for row in rows]
            sheets.append(FilledSheet(kind, [one for _, one in columns], cells, len(_TO_FILL), (len(columns) - 1,)))
    if names is not None and names.pairs:
        sheets.append(_of_names(names))
    if not sheets:
        columns = _columns(view, TABLES[0])
        sheets = [FilledSheet(TABLES[0], [one for _, one in columns], (), len(_TO_FILL), (len(columns) - 1,))]
    return filled_workbook(sheets)


def queue_csv(view: View) -> bytes:
    """The open suggestions as one table in CSV, in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    kinds = [kind for kind in TABLES if any(True for _ in rows_of(view, kind))]
    fields = list(dict.fromkeys(name for kind in kinds for name in field_columns(kind)))
    # A field may have the name of another column here, as kind of institutions has.
    header = [*(name for name, *_ in _TO_FILL), "table", *(name for name, _ in _GIVEN), *fields, SEEN]
    lines = [header]
    for kind in kinds:
        columns = _columns(view, kind)
        for row in rows_of(view, kind):
            cells = dict(zip([name for name, _ in columns], _cells(view, row, columns), strict=True))
            lines.append([kind if name == "table" else cells.get(name, "") for name in header])
    rows = ([written_cell(cell) for cell in line] for line in lines)
    return delimited_text(rows, line_end="\r\n").encode("utf-8-sig", "surrogatepass")


def _columns(view: View, kind: str) -> list[tuple[str, BlankColumn]]:
    """The columns of a table's sheet, by name."""
    titles = _titles(kind)
    found = [
        (name, BlankColumn(f"{name} {label.zh}", help_, _WIDTHS[name], DECISIONS if name == DECISION else ()))
        for name, label, help_ in _TO_FILL
    ]
    found += [
        (name, BlankColumn(f"{name} {label.zh}", _OWN_ROWS if name == "place" else Text(), _WIDTHS.get(name, 24)))
        for name, label in _GIVEN
    ]
    for name in field_columns(kind):
        group = 1 if name not in (*columns_of(kind), ABOUT) else 0
        choices = [_shown(view, one.value, one.label) for one in codes_of(kind, name, group)]
        if reference_kinds(kind, name, group):
            choices = _references(view, kind, name, group)
        found.append((name, BlankColumn(f"{name} {titles.get(name, '')}".strip(), _FIELD_HELP, 22, tuple(choices))))
    return [*found, (SEEN, BlankColumn(SEEN, Text(), _WIDTHS[SEEN]))]


#: How many records are offered in a list; a person scrolls no further.
_MOST_OFFERED = 400


def _references(view: View, kind: str, name: str, group: int) -> list[str]:
    first = next((one for one in view.states.values() if one.suggestion.kind == kind), None)
    if first is None:
        return []
    return [_shown(view, one.value, one.label) for one in view.choices(first.id, name, group, "", _MOST_OFFERED)]


def _titles(kind: str) -> dict[str, str]:
    """The titles of a table's columns in Chinese."""
    tables = (PARTICIPATIONS, kind) if kind == "partnerships" else (kind,)
    return {
        one["name"]: str(one.get("title_zh", "")) for table in tables for one in schema.table_schema(table)["fields"]
    } | {ABOUT: "所属"}


def _cells(view: View, row: SheetRow, columns: Sequence[tuple[str, BlankColumn]]) -> list[str]:
    suggestion, group = row.state.suggestion, row.group
    own = set(columns_of(suggestion.kind, group)) | ({ABOUT} if not group and suggestion.kind in _ABOUT else set())
    problems = [one.finding for one in view.problems(suggestion.id) if one.group == group and one.is_grave]
    span = next((one.span for one in suggestion.fields if one.group == group and one.span), suggestion.span)
    span = span if group else suggestion.span
    told = {
        SUGGESTION: suggestion.id,
        GROUP: str(group) if group else "",
        "score": f"{suggestion.score:.2f}" if not group else "",
        "place": f"{span.start}-{span.end}",
        "why": suggestion.note.in_language("both") if not group else "",
        "problems": "\n".join(f"{one.field}: {one.told('both', 60)}" for one in problems),
        SEEN: fingerprint(row.state, group),
    }
    return [shown_value(view, row, name) if name in own else told.get(name, "") for name, _ in columns]


def _of_names(names: Review) -> FilledSheet:
    """The pairs of names that may be one, as ``kg names --out`` has them."""
    records = names.records()
    header = list(records[0])
    columns = [BlankColumn(name, Text(), 20, _JUDGEMENTS if name == DECISION else ()) for name in header]
    rows = [["" if cell is None else str(cell) for cell in record.values()] for record in records]
    return FilledSheet(NAMES, columns, rows, 2)
