"""One table's file through Frictionless: typed rows, and each error in our words with its fix."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import frictionless
from frictionless import errors as frictionless_errors

from kg.findings import Finding, Severity
from kg.intake import schema

#: Oxigraph's xsd:decimal has 18 digits after the point and about 20 before it.
_LARGEST = Decimal(10) ** 20
_MOST_DECIMALS = 18

#: How much of an overlong number a message shows.
_MOST_SHOWN = 60

#: Code pages that a spreadsheet in Chinese or a Western language saves by default.
_OTHER_ENCODINGS = ("gb18030", "utf-16", "cp1252")

#: Where a row is stated: all three are filled in, or none.
_EVIDENCE = ("source", "start", "end")

#: How a file whose name ends so is read; every other one is CSV.
_FORMATS = {".tsv": "tsv", ".xlsx": "xlsx"}


class TableReader:
    """Reads one table; what is wrong with it collects in ``findings``.

    Args:
        folder: the package's folder.
        resource: the resource's entry in ``datapackage.json``.
        name: the table's name, one of ``schema.table_names()``.
        file: the file as people are told it.
    """

    def __init__(self, folder: Path, resource: dict[str, Any], name: str, file: str) -> None:
        self._folder = folder
        self._name = name
        self._file = file
        self._schema = schema.table_schema(name)
        self._path = str(resource["path"])
        self._dialect = resource.get("dialect")
        self._key_rows: dict[tuple[Any, ...], int] = {}
        self.fields: dict[str, dict[str, Any]] = {field["name"]: field for field in self._schema["fields"]}
        self.findings: list[Finding] = []

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and typed values of each row, also of rows with errors; wrong cells are ``None``."""
        if not self._is_readable():
            return
        try:
            with self._open_labels() as opened:
                labels = [str(label) for label in opened.labels]
            if not any(labels):
                self._no_header()
                return
            if not self._check_labels(labels):
                return
            last = 0
            with self._resource(labels) as resource:
                for row in resource.row_stream:
                    yield from self._row(row)
                    last = row.row_number
            self._suspect_quote(last)
        except frictionless.FrictionlessException as exception:
            self._unreadable(str(exception.error.note or exception.error.message))
        except _Unreadable as error:
            self._unreadable(str(error))

    def _open_labels(self) -> Any:
        descriptor = self._descriptor()
        descriptor["schema"] = {"fields": []}
        return frictionless.Resource.from_descriptor(descriptor, basepath=str(self._folder))

    def _resource(self, labels: list[str]) -> Any:
        # Columns may stand in any order; Frictionless wants the schema in the file's order.
        descriptor = self._descriptor()
        descriptor["schema"] = {**self._schema, "fields": [_frictionless_field(self.fields[name]) for name in labels]}
        # We look for repeated keys ourselves, to say which row had the key first.
        descriptor["schema"].pop("primaryKey", None)
        return frictionless.Resource.from_descriptor(descriptor, basepath=str(self._folder))

    def _descriptor(self) -> dict[str, Any]:
        form = _FORMATS.get(Path(self._path).suffix.lower(), "csv")
        if form == "xlsx":
            return {"name": self._name, "data": self._cells_of_workbook}
        descriptor: dict[str, Any] = {"name": self._name, "path": self._path, "format": form, "encoding": "utf-8"}
        if isinstance(self._dialect, dict):
            descriptor["dialect"] = self._dialect
        return descriptor

    @cached_property
    def _cells_of_workbook(self) -> list[list[str]]:
        """A workbook's sheet as text: a spreadsheet makes a number of every code, and a day of every date."""
        import openpyxl  # type: ignore[import-untyped]

        dialect = self._dialect if isinstance(self._dialect, dict) else {}
        named = dialect.get("sheet") or dialect.get("excel", {}).get("sheet") or 1
        try:
            workbook = openpyxl.load_workbook(self._folder / self._path, read_only=True, data_only=True)
            sheet = workbook[named] if isinstance(named, str) else workbook.worksheets[named - 1]
            return [[_spelling(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        except (BadZipFile, KeyError, IndexError, OSError, SyntaxError, ValueError) as error:
            raise _Unreadable(str(error).rstrip(".")) from error

    def _is_readable(self) -> bool:
        path = self._folder / self._path
        if path.stat().st_size == 0:
            self._no_header()
            return False
        if _FORMATS.get(path.suffix.lower()) == "xlsx":
            return True
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            row = content.count(b"\n", 0, error.start) + 1
            self._add(
                "wrong-encoding",
                f"The file is not UTF-8 from byte {error.start} on{_guess(content)}.",
                f"文件自第 {error.start} 字节起不是 UTF-8 编码。",
                'Save it as UTF-8; in Excel, as "CSV UTF-8".',
                row=row,
            )
            return False
        return True

    def _no_header(self) -> None:
        self._add(
            "empty-table",
            "The file is empty: it has not even a header.",
            "文件为空，连表头也没有。",
            f"Write the header {','.join(self.fields)} and the rows, or take the table out of datapackage.json.",
        )

    def _check_labels(self, labels: list[str]) -> bool:
        before = len(self.findings)
        for label in labels:
            if label not in self.fields:
                self._unknown_column(label)
        for name in self.fields:
            if name not in labels:
                self._add(
                    "missing-column",
                    f"The column {name} is missing.",
                    f"缺少列 {name}。",
                    "Add the column; its cells may stay empty unless it is required.",
                    row=1,
                    field=name,
                )
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            self._add(
                "repeated-column",
                f"The column {label} stands twice.",
                f"列 {label} 重复。",
                "Keep one.",
                row=1,
                field=label,
            )
        return len(self.findings) == before

    def _unknown_column(self, label: str) -> None:
        near = difflib.get_close_matches(label, self.fields, n=1)
        fix = f"Did you mean {near[0]}?" if near else f"Take it out; the columns are: {', '.join(self.fields)}."
        self._add(
            "unknown-column",
            f"The table {self._name} has no column {label!r}.",
            f"表 {self._name} 没有列 {label!r}。",
            fix,
            row=1,
            field=label,
            value=label,
        )

    def _row(self, row: Any) -> Iterator[tuple[int, dict[str, Any]]]:
        kinds = {error.type for error in row.errors}
        if "blank-row" in kinds or not any(str(cell or "").strip() for cell in row.cells):
            return
        values = {name: row[name] for name in self.fields}
        for error in _telling(row.errors):
            self._error(row.row_number, error)
        wrong = {error.field_name for error in row.errors if isinstance(error, frictionless_errors.CellError)}
        self._check_evidence(row.row_number, values, wrong)
        values.update(dict.fromkeys(wrong & values.keys()))
        for name, value in values.items():
            if isinstance(value, Decimal | int) and not isinstance(value, bool) and not _fits(Decimal(value)):
                values[name] = None
                code, message_en, message_zh, fix = _out_of_range(str(value))
                self._add(code, message_en, message_zh, fix, row=row.row_number, field=name, value=str(value))
        self._check_key(row.row_number, values)
        yield row.row_number, values

    def _error(self, number: int, error: Any) -> None:
        name = getattr(error, "field_name", "") or ""
        value = str(getattr(error, "cell", "") or "")
        field = self.fields.get(name, {"name": name})
        code, message_en, message_zh, fix = _explain(error, field, value)
        self._add(code, message_en, message_zh, fix, row=number, field=name, value=value)

    def _suspect_quote(self, last: int) -> None:
        """A quote that is never closed swallows the rest of the file, so that the last row ends too early."""
        self.findings = [
            replace(finding, fix=f"{finding.fix[:-1]}, or close a quote that is left open in this row.")
            if finding.code == "missing-cell" and finding.row == last
            else finding
            for finding in self.findings
        ]

    def _check_evidence(self, number: int, values: dict[str, Any], wrong: set[str]) -> None:
        """Where evidence is optional, the mapping would pass over a row with part of it."""
        optional = [
            name
            for name in _EVIDENCE
            if name in self.fields and not self.fields[name].get("constraints", {}).get("required")
        ]
        empty = [name for name in optional if values[name] is None and name not in wrong]
        if len(optional) < len(_EVIDENCE) or len(empty) in (0, len(_EVIDENCE)):
            return
        self._add(
            "incomplete-evidence",
            f"The row says only in part where it is stated: {' and '.join(empty)} not filled in.",
            f"该行的出处不完整：{'、'.join(empty)} 未填写。",
            "Fill in source, start and end, or leave all three empty.",
            row=number,
            field=", ".join(empty),
        )

    def _check_key(self, number: int, values: dict[str, Any]) -> None:
        key = self._schema["primaryKey"]
        names = [key] if isinstance(key, str) else list(key)
        found = tuple(values.get(name) for name in names)
        if None in found:
            return
        first = self._key_rows.setdefault(found, number)
        if first != number:
            shown = ", ".join(str(value) for value in found)
            self._add(
                "duplicate-id" if len(names) == 1 else "duplicate-key",
                f"{' + '.join(names)} {shown!r} is already in row {first}.",
                f"{'、'.join(names)} {shown!r} 已出现在第 {first} 行。",
                "Give this row an id of its own." if len(names) == 1 else "Keep one of the two rows.",
                row=number,
                field=names[-1],
                value=shown,
            )

    def _unreadable(self, note: str) -> None:
        self._add(
            "unreadable-table",
            f"The table cannot be read: {note}.",
            f"无法读取该表：{note}。",
            "Open it in a spreadsheet, and save it again as CSV UTF-8 or XLSX.",
        )

    def _add(
        self, code: str, message_en: str, message_zh: str, fix: str, row: int = 0, field: str = "", value: str = ""
    ) -> None:
        self.findings.append(
            Finding(
                Severity.VIOLATION, code, message_en, message_zh, fix, self._file, self._name, row, field, value[:200]
            )
        )


def _telling(errors: Sequence[Any]) -> list[Any]:
    """The errors of a row; of cells that are missing, the first, and not that they are not filled in either."""
    missing = [error for error in errors if error.type == "missing-cell"]
    fields = {error.field_name for error in missing}
    others = [error for error in errors if getattr(error, "field_name", None) not in fields]
    return [*missing[:1], *others]


def _frictionless_field(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key in ("name", "type", "title", "format", "constraints")}


class _Unreadable(Exception):
    """A file that is not what its name says."""


def _spelling(cell: Any) -> str:
    """The text that a cell of a workbook would be in CSV."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


def _fits(number: Decimal) -> bool:
    if not number.is_finite() or abs(number) >= _LARGEST:
        return False
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or exponent >= -_MOST_DECIMALS


def _guess(content: bytes) -> str:
    for encoding in _OTHER_ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeError:
            continue
        return f"; it may be {encoding.upper()}"
    return ""


_TYPES = {
    "integer": ("a whole number", "整数", "Write digits only, such as 120."),
    "number": (
        "a decimal number",
        "十进制数",
        "Write digits and a point, such as 1839000000 or 7.3, without separators or units.",
    ),
    "date": ("a day that exists", "存在的日期", "Write it as 2017-07-28."),
    "boolean": ("true or false", "true 或 false", "Write true or false, or leave it empty."),
    "string": ("a text", "文本", "Write a text."),
}


def _explain(error: Any, field: dict[str, Any], value: str) -> tuple[str, str, str, str]:
    """Code, message in both languages, and fix for an error of Frictionless."""
    if error.type == "type-error":
        if field["type"] == "date" and not _DAY.fullmatch(value.strip()):
            return _not_a_day(value)
        what_en, what_zh, fix = _TYPES[field.get("type", "string")]
        return f"not-{field['type']}", f"{value!r} is not {what_en}.", f"{value!r} 不是{what_zh}。", fix
    if error.type == "constraint-error":
        return _explain_constraint(error, field, value)
    if error.type == "extra-cell":
        return (
            "extra-cell",
            "The row has more cells than the header.",
            "该行单元格多于表头。",
            "Quote a text that holds a comma.",
        )
    if error.type == "missing-cell":
        return (
            "missing-cell",
            "The row has fewer cells than the header.",
            "该行单元格少于表头。",
            "Fill the row up with empty cells.",
        )
    return error.type, f"{error.message}", f"{error.message}", "Correct the row."


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _not_a_day(value: str) -> tuple[str, str, str, str]:
    """2021 and 01/06/2021 do exist, so it would mislead to call them days that do not."""
    return (
        "not-date",
        f"{value!r} is not a day written as YYYY-MM-DD.",
        f"{value!r} 不是 YYYY-MM-DD 格式的日期。",
        "Write it as 2017-07-28.",
    )


def _explain_constraint(error: Any, field: dict[str, Any], value: str) -> tuple[str, str, str, str]:
    constraints = field.get("constraints", {})
    name = field["name"]
    if "required" in error.note:
        return "required", f"{name} must be filled in.", f"{name} 为必填项。", "Fill in the cell."
    if "minimum" in error.note and value.strip().lower().lstrip("+-") in ("nan", "snan", "inf", "infinity"):
        return _out_of_range(value)
    if "minimum" in error.note:
        least = constraints["minimum"]
        return (
            "too-small",
            f"{value!r} is less than {least}.",
            f"{value!r} 小于 {least}。",
            f"Write a number of at least {least}.",
        )
    allowed = schema.codes(field[schema.CODE_LIST]) if schema.CODE_LIST in field else constraints.get("enum", ())
    if allowed:
        return _explain_enum(field, value, list(allowed))
    if "pattern" in error.note:
        return (
            "wrong-pattern",
            f"{value!r} is not of the form that {name} needs.",
            f"{value!r} 不符合 {name} 的格式。",
            f"It must match {constraints.get('pattern')}"
            + ("; use lower-case ASCII with hyphens." if name == "id" else "."),
        )
    return (
        "constraint",
        f"{value!r} breaks a rule of {name}: {error.note}.",
        f"{value!r} 不符合 {name} 的约束。",
        "Correct it.",
    )


def _out_of_range(value: str) -> tuple[str, str, str, str]:
    shown = value if len(value) <= _MOST_SHOWN else value[:_MOST_SHOWN] + "…"
    return (
        "number-out-of-range",
        f"{shown!r} is not finite, or has more than 20 digits before or 18 after the point.",
        f"{shown!r} 不是有限数，或整数部分超过20位、小数部分超过18位。",
        "Write an ordinary decimal number in base units.",
    )


def _explain_enum(field: dict[str, Any], value: str, allowed: list[str]) -> tuple[str, str, str, str]:
    separator = field.get(schema.SEPARATOR)
    parts = [part.strip() for part in value.split(separator)] if separator else [value]
    wrong = next((part for part in parts if part not in allowed), value)
    near = difflib.get_close_matches(wrong, allowed, n=1)
    fix = f"Did you mean {near[0]}? " if near else ""
    return (
        "unknown-code",
        f"{wrong!r} is not a code of {field['name']}.",
        f"{wrong!r} 不是 {field['name']} 的有效代码。",
        f"{fix}The codes are: {', '.join(allowed)}.",
    )
