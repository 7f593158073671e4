"""Decisions that were typed into a sheet of pairs, taken as judgements."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import SourceError
from kg.intake.identities.judging import MOST, Judgement
from kg.intake.identities.reviewing import COMMENT, DECISION, OBJECT, SUBJECT
from kg.nearest import folded
from kg.text import Text

#: What may be typed as a decision, folded.
DECISIONS = {
    **dict.fromkeys(("same", "s", "yes", "y", "one", "=", "相同", "同", "是", "同一", "合并"), True),
    **dict.fromkeys(("different", "d", "no", "n", "two", "≠", "!=", "不同", "否", "不是", "非同一"), False),
}
_OPEN = ("", "skip", "?", "跳过", "待定", "？")


def decisions(path: Path, by: str = "", on: str = "") -> list[Judgement]:
    """The judgements that a sheet holds, as ``kg names --out`` writes it and a person fills it.

    Args:
        path: a file in XLSX, or CSV in UTF-8.
        by: who judged.
        on: on which day.

    Raises:
        SourceError: if the file cannot be read, or a decision is none.
    """
    rows = _rows_of_workbook(path) if path.suffix.lower() == ".xlsx" else _rows_of_text(path)
    header = next(rows, [])
    places = {folded(name): place for place, name in reversed(list(enumerate(header)))}
    for name in (DECISION, SUBJECT, OBJECT):
        if name not in places:
            raise SourceError(
                Text(
                    f"{path}, row 1: the column {name} is missing. Write the sheet with `kg names PACKAGE --out FILE`.",
                    f"{path}，第1行：缺少{name}栏。请用 `kg names PACKAGE --out FILE` 生成该表。",
                )
            )
    found = []
    for number, row in enumerate(rows, 2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if folded(cells[DECISION]) in _OPEN:
            continue
        same = DECISIONS.get(folded(cells[DECISION]))
        if same is None:
            raise SourceError(
                Text(
                    f"{path}, row {number}, field {DECISION}: {cells[DECISION][:MOST]!r} is no decision. Write same or "
                    "different, or leave it empty.",
                    f"{path}，第{number}行，{DECISION}栏：“{cells[DECISION][:MOST]}”不是判定。请写“相同”或“不同”，或留空。",
                )
            )
        if not cells[SUBJECT] or not cells[OBJECT]:
            raise SourceError(
                Text(
                    f"{path}, row {number}: has a decision and not two things. Fill {SUBJECT} and {OBJECT}.",
                    f"{path}，第{number}行：有判定而缺事物。请填{SUBJECT}与{OBJECT}。",
                )
            )
        found.append(Judgement(cells[SUBJECT], cells[OBJECT], same=same, by=by, on=on, comment=cells.get(COMMENT, "")))
    return found


def _rows_of_text(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            Text(
                f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8, or as XLSX.",
                f"{path}：不是UTF-8编码（第{error.start}字节），请另存为UTF-8或XLSX。",
            )
        ) from error
    except OSError as error:
        raise _unread(path, error.strerror) from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise _unread(path, str(error)) from error


def _rows_of_workbook(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows: list[Sequence[object]] = list(sheet.iter_rows(values_only=True))
    except OSError as error:
        raise _unread(path, error.strerror) from error
    except (zipfile.BadZipFile, zlib.error, LookupError, SyntaxError, TypeError, ValueError, EOFError) as error:
        raise _unread(path, "it is no workbook") from error
    for row in rows:
        yield ["" if cell is None else str(cell) for cell in row]


def _unread(path: Path, reason: str | None) -> SourceError:
    return SourceError(
        Text(
            f"{path}: cannot be read ({reason}). Check the path, or save the sheet anew as XLSX or CSV.",
            f"{path}：无法读取（{reason}）。请检查路径，或另存为XLSX或CSV。",
        )
    )
