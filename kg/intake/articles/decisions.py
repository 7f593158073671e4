"""The log of what people decided on suggestions: the table ``decisions.csv`` of a package, which only ever grows.

Nothing in it is changed or taken out. A decision that is taken back stays, and a later row, ``undo``, names it by its
number; undoing an undo brings it back. What holds is worked out from the whole log (``holding``), so that the same
suggestions and the same log make the same state. Who decided and on which day is what the user says: no clock is asked.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import SourceError, UsageError
from kg.files import delimited_text, own_file, read_cell, settled, written_cell
from kg.intake.articles.model import Span
from kg.text import Text

#: The log's file in a package.
FILE = "decisions.csv"
COLUMNS = (
    *("number", "suggestion", "field", "group", "decision", "value", "start", "end"),
    *("reviewer", "decided_on", "comment"),
)
ACCEPT, REJECT, EDIT, SAME, NEW, SPLIT, JOIN, ADD, READ, UNDO = KINDS = (
    *("accept", "reject", "edit", "same", "new"),
    *("split", "join", "add", "read", "undo"),
)
#: How much of a text an error shows.
MOST = 100
_WHOLE = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a suggestion, or on one field of it.

    Attributes:
        decision: one of ``KINDS``.

            * ``accept``: the suggestion becomes a record; ``value`` is its typed reference, filled in by the desk. Of
              a field: it is as it should be.
            * ``reject``: the suggestion is none. Of a field: the field is taken out.
            * ``edit``: a field has this value, and was read from this span. Value and span empty: the field is taken
              out; value empty with a span: only the span changes. With an empty field: the span of the record.
            * ``same``: the suggestion is the record ``value`` (``region/…``, ``partnership/…``), or the party in
              this field is.
            * ``new``: of a party suggestion: it is a new record, like ``accept``. Of a field ``party``: the party
              is a new record, ``value`` being ``institution/NAME`` or ``region/NAME``; a suggestion of that is made.
            * ``split``: a second suggestion (``ID-2``) gets what ``value`` lists by semicolons: numbers of
              groups, and names of fields; ``+3`` and ``+name_zh`` stay in the first too. Other fields of the record
              itself are in both.
            * ``join``: the suggestion takes over what the suggestion ``value`` has, which is no more.
            * ``add``: a record that no rule proposed; ``value`` is ``table/source`` (``stages/daily-2024``), the
              span what it was drawn on. Its fields are edited in afterwards.
            * ``read``: the sentence in the span, of the source ``value``, was read; it decides on no suggestion.
            * ``undo``: the decision with the number ``value`` no longer holds.
        suggestion: its id; empty for ``undo`` and ``read``.
        field: the name of a field; empty for the whole suggestion.
        group: the field's group.
        value: as above.
        span: as above.
        reviewer: who decided.
        decided_on: on which day, ISO 8601; may be empty.
        comment: why; may be empty.
        number: its number in the log, from 1; 0 before it is in there.
    """

    decision: str
    suggestion: str = ""
    field: str = ""
    group: int = 0
    value: str = ""
    span: Span | None = None
    reviewer: str = ""
    decided_on: str = ""
    comment: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        if self.decision not in KINDS:
            raise UsageError(
                Text(
                    f"{self.decision[:MOST]!r} is no decision. Use one of {', '.join(KINDS)}.",
                    f"“{self.decision[:MOST]}”不是决定。可用的有：{'、'.join(KINDS)}。",
                )
            )
        if self.decided_on and not _is_day(self.decided_on):
            raise UsageError(
                Text(
                    f"{self.decided_on[:MOST]!r} is no day. Write it as 2026-11-28.",
                    f"“{self.decided_on[:MOST]}”不是日期，请写成 2026-11-28 的形式。",
                )
            )

    def cells(self) -> tuple[str, ...]:
        """The decision as a row of the log, in the order of ``COLUMNS``."""
        start, end = (str(self.span.start), str(self.span.end)) if self.span else ("", "")
        return (
            *(str(self.number), self.suggestion, self.field, str(self.group) if self.group else "", self.decision),
            *(self.value, start, end, self.reviewer, self.decided_on, self.comment),
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def lines(decisions: Iterable[Decision]) -> bytes:
    """Decisions as lines of the log."""
    rows = ([written_cell(cell) for cell in one.cells()] for one in decisions)
    return delimited_text(rows).encode("utf-8", "surrogatepass")


def whole(decisions: Iterable[Decision]) -> bytes:
    """A log's file with nothing but these decisions."""
    return appended(b"", decisions)


def appended(content: bytes, decisions: Iterable[Decision]) -> bytes:
    """The log's file with further decisions; what is in it stays as it is."""
    begin = content or (",".join(COLUMNS) + "\n").encode()
    return begin + (b"" if begin.endswith(b"\n") else b"\n") + lines(decisions)


def read_log(folder: Path) -> tuple[Decision, ...]:
    """The decisions of a package, in their order; none where it has no log.

    Raises:
        SourceError: if the file cannot be read, or a row is no decision.
    """
    path = own_file(folder, FILE)
    waiting = settled(folder, FILE)
    if not waiting.exists():
        return ()
    decisions = read_decisions(waiting, path)
    numbers = [one.number for one in decisions]
    wrong = next((number for place, number in enumerate(numbers, 1) if number != place), None)
    if wrong is not None:
        raise SourceError(
            Text(
                f"{path}, row {numbers.index(wrong) + 2}, field number: {wrong} is out of order. The log is only added "
                "to: take it back from a copy.",
                f"{path}，第{numbers.index(wrong) + 2}行，number栏：{wrong} 的次序不对。该记录只可追加，请从备份恢复。",
            )
        )
    return decisions


def read_decisions(path: Path, shown: Path | None = None) -> tuple[Decision, ...]:
    """The decisions of a file with the columns of the log; numbers may be missing, and are the rows' then.

    Args:
        path: the file.
        shown: the file as people are told it, if another.

    Raises:
        SourceError: as ``read_log``.
    """
    told = shown or path
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        text = path.read_bytes().decode("utf-8-sig", "surrogatepass")
        rows = list(_rows(text))
    except UnicodeDecodeError as error:
        raise SourceError(
            Text(
                f"{told}: is not UTF-8 (byte {error.start}). Save it as UTF-8.",
                f"{told}：不是UTF-8编码（第{error.start}字节），请另存为UTF-8。",
            )
        ) from error
    except OSError as error:
        raise SourceError(
            Text(
                f"{told}: cannot be read ({error.strerror}). Check the path and its permissions.",
                f"{told}：无法读取（{error.strerror}），请检查路径与权限。",
            )
        ) from error
    except csv.Error as error:
        raise SourceError(
            Text(
                f"{told}: is not a CSV file ({error}). Save it as CSV.",
                f"{told}：不是CSV文件（{error}），请另存为CSV。",
            )
        ) from error
    header = [name.strip() for name in rows[0][1]] if rows else []
    for name in ("suggestion", "field", "decision", "value"):
        if name not in header:
            raise SourceError(
                Text(
                    f"{told}, row 1: the column {name} is missing. A log of decisions has the columns "
                    f"{', '.join(COLUMNS)}.",
                    f"{told}，第1行：缺少{name}栏。决定记录的各栏为：{'、'.join(COLUMNS)}。",
                )
            )
    found: list[Decision] = []
    for number, row in rows[1:]:
        cells = dict(zip(header, map(read_cell, row), strict=False))
        if any(cells.values()):
            found.append(_decision(told, number, cells, len(found) + 1))
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number in the file as a spreadsheet counts it."""
    yield from enumerate(csv.reader(io.StringIO(text, newline="")), 1)


def _decision(path: Path, row: int, cells: Mapping[str, str], number: int) -> Decision:
    whole = {name: _whole(path, row, name, cells.get(name, "")) for name in ("number", "group", "start", "end")}
    start, end = whole["start"], whole["end"]
    if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
        said = f"{cells.get('start', '')}-{cells.get('end', '')}"
        raise wrong_cell(path, row, "end", Text(f"{said} is no passage.", f"“{said}”不是一段文字。"))
    try:
        return Decision(
            cells["decision"].strip(),
            cells["suggestion"],
            cells["field"],
            whole["group"] or 0,
            cells["value"],
            None if start is None or end is None else Span(start, end),
            cells.get("reviewer", ""),
            cells.get("decided_on", ""),
            cells.get("comment", ""),
            whole["number"] or number,
        )
    except UsageError as error:
        name = "decision" if cells["decision"].strip() not in KINDS else "decided_on"
        raise wrong_cell(path, row, name, error.text) from error


def _whole(path: Path, row: int, name: str, text: str) -> int | None:
    if text and not _WHOLE.fullmatch(text):
        raise wrong_cell(
            *(path, row, name),
            Text(f"{text[:MOST]!r} is no whole number.", f"“{text[:MOST]}”不是整数。"),
        )
    return int(text) if text else None


def wrong_cell(path: Path, row: int, name: str, said: Text) -> SourceError:
    """The error for a cell of a log or of a sheet with decisions.

    Args:
        path: the file.
        row: the row's number, from 1, the heading's being 1.
        name: the column.
        said: what is wrong, and the fix.
    """
    return SourceError(
        Text(f"{path}, row {row}, field {name}: {said.en}", f"{path}，第{row}行，{name}栏：{said.zh}"),
    )


def holding(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, in their order: those that no undo took back that holds itself.

    >>> log = [Decision("accept", "s-1", number=1), Decision("undo", value="1", number=2)]
    >>> [one.number for one in holding(log)], [one.number for one in holding([*log, Decision("undo", value="2")])]
    ([], [1])
    """
    undone: set[int] = set()
    found: list[Decision] = []
    for one in reversed(decisions):
        if one.number in undone and one.number:
            continue
        if one.decision == UNDO:
            undone.add(int(one.value) if _WHOLE.fullmatch(one.value) else 0)
        else:
            found.append(one)
    return tuple(reversed(found))
