"""What is wrong with a suggestion beyond its cells: passages that are not in the text, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.articles.choosing import column_of
from kg.intake.articles.drafting import FieldProblem, Row
from kg.intake.articles.model import Span
from kg.intake.articles.states import ABOUT, State
from kg.text import Text


def reference_kinds(kind: str, name: str, group: int) -> tuple[str, ...]:
    """The kinds of records that a field may refer to, as in typed references; none for a field that refers to none.

    Args:
        kind: the suggestion's table.
        name: the field.
        group: 0 for the record itself, else a participation's.
    """
    if name == ABOUT and kind == "stages":
        return (schema.KIND_OF_TABLE["partnerships"],)
    column = column_of(kind, name, group)
    targets = column.get(schema.REFERENCES, ()) if column else ()
    return tuple(schema.KIND_OF_TABLE[table] for table in targets) if isinstance(targets, list) else ()


def passage_problems(state: State, text: str | None) -> Iterator[FieldProblem]:
    """What is wrong with where a suggestion was read.

    Args:
        state: the suggestion.
        text: the text of its source; ``None`` where it is not at hand.
    """
    if text is None:
        return
    spans = [("", 0, state.suggestion.span), *((one.name, one.group, one.span) for one in state.suggestion.fields)]
    for name, group, span in spans:
        if span is None:
            continue
        if not 0 <= span.start < span.end <= len(text):
            yield _problem(state, "offset-beyond-source", name, group, span, _BEYOND)
        elif not text[span.start : span.end].strip():
            yield _problem(state, "blank-passage", name, group, span, _BLANK)


_BEYOND = (
    Text("The passage is not within the text.", "引文超出全文。"),
    Text("Draw it again.", "请重新划出引文。"),
)
_BLANK = (Text("The passage is blank.", "引文为空白。"), Text("Draw it again.", "请重新划出引文。"))


def _problem(state: State, code: str, name: str, group: int, span: Span, said: tuple[Text, Text]) -> FieldProblem:
    value, (message, fix) = f"{span.start}-{span.end}", said
    finding = Finding(
        *(Severity.VIOLATION, code, message.en, message.zh, fix.en, state.id, state.suggestion.kind, 0, name, value),
        fix_zh=fix.zh,
    )
    return FieldProblem(name, group, finding)


def references_in(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """The columns of a row that refer to records, each with a typed reference."""
    for column in schema.table_schema(table)["fields"]:
        targets = column.get(schema.REFERENCES)
        cell = row.get(column["name"], "")
        if not targets or not cell or column["name"] == "source":
            continue
        for value in cell.split(column[schema.SEPARATOR]) if column.get(schema.SEPARATOR) else [cell]:
            yield column["name"], f"{schema.KIND_OF_TABLE[targets[0]]}/{value}" if len(targets) == 1 else value


def nowhere(state: State, table: str, name: str, group: int, value: str) -> FieldProblem:
    """That a field refers to a record that nobody has.

    Args:
        state: the suggestion.
        table: the table that the record would stand in.
        name: the field.
        group: 0 for the record itself, else a participation's.
        value: what it refers to.

    Returns:
        the problem, with a violation ``dangling-reference``.
    """
    said = Text(f"There is no record {value[:100]!r}.", f"没有记录“{value[:100]}”。")
    fix = Text("Choose one that there is, or make a new party.", "请选择已有的记录，或新建参与方。")
    finding = Finding(
        *(Severity.VIOLATION, "dangling-reference", said.en, said.zh, fix.en, state.id, table, 0, name, value),
        fix_zh=fix.zh,
    )
    return FieldProblem(name, group, finding)
