"""An answer for other programs: columns with stable names, and typed cells without any language of their own.

A thing takes three columns, ``partner_id``, ``partner_en`` and ``partner_zh``, so that no cell holds two languages; the
bytes are the same whoever reads them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kg.errors import UsageError
from kg.files import delimited_text, guarded
from kg.text import Text

#: A value of a cell.
Scalar = str | int | float | bool | Decimal | date | None

#: The formats of a sheet, by the ending of a file.
FORMS = ("csv", "csv-bom", "tsv", "xlsx", "parquet")
#: What tells a spreadsheet on Windows that a text is UTF-8.
_MARK = "\ufeff"
_LINE_ENDS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Explained:
    """A code or a class that occurs in a sheet, with what it means."""

    id: str
    label: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under stable names.

    Attributes:
        columns: the names of the columns, in ASCII.
        rows: one value a column.
        titles: what a column holds, for people, by its name.
        codes: the codes that occur, explained.
        remarks: what a reader must know besides.
        languages: ``en`` or ``zh`` for a column in that language alone whose name does not end in ``_en`` or ``_zh``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    titles: Mapping[str, Text]
    codes: tuple[Explained, ...] = ()
    remarks: tuple[Text, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, records: Iterable[Mapping[str, Any]], columns: Sequence[str] = (), remarks: tuple[Text, ...] = ()
    ) -> Sheet:
        """Records as a sheet: a thing as three columns, a list as its items with semicolons between.

        Args:
            records: one a row, as every answer has them.
            columns: the columns where there are no records.
            remarks: what a reader must know besides.
        """
        rows = [unfolded(record) for record in records]
        names = tuple(dict.fromkeys(name for row in rows for name in row)) or tuple(columns)
        return cls(names, tuple(tuple(row.get(name) for name in names) for row in rows), {}, (), remarks)

    def for_people(self, language: str) -> tuple[list[str], list[tuple[Scalar, ...]]]:
        """The sheet as somebody reads it: headings in words, names in one language, no IRIs.

        Args:
            language: ``en`` or ``zh``.

        Returns:
            the headings, and the rows.
        """
        other = {"en": "zh", "zh": "en"}[language]
        kept = [
            place
            for place, name in enumerate(self.columns)
            if not name.endswith((f"_{other}", "_id")) and self.languages.get(name) != other
        ]
        names = [self.columns[place] for place in kept]
        said = [self.titles[name].in_language(language) if name in self.titles else name for name in names]
        # Where columns share a title, as the two ends of an interval do, the name tells them apart.
        headings = [
            f"{title} ({name})" if said.count(title) > 1 else title for title, name in zip(said, names, strict=True)
        ]
        return headings, [tuple(row[place] for place in kept) for row in self.rows]

    def written(self, form: str, language: str = "") -> bytes:
        """The sheet in one of ``FORMS``.

        Args:
            form: the format.
            language: ``en`` or ``zh`` puts a page for people before the others of a workbook; else it has none.

        Raises:
            UsageError: if there is no such format, a package that it needs is not there, or it holds no more rows.
        """
        if form == "xlsx":
            from kg.results.workbook import workbook

            return workbook(self, language)
        if form == "parquet":
            return self._parquet()
        if form not in FORMS:
            raise UsageError(
                Text(
                    f"A sheet is not written as {form!r}. Use one of: {', '.join(FORMS)}.",
                    f"表格文件不能写成“{form}”。请用其中之一：{', '.join(FORMS)}。",
                )
            )
        if form == "tsv":
            lines = [self.columns, *([_text(cell) for cell in row] for row in self.rows)]
            text = "".join("\t".join(_LINE_ENDS.sub(" ", cell) for cell in line) + "\n" for line in lines)
            return text.encode("utf-8", "backslashreplace")
        text = delimited_text([self.columns, *([_text(cell) for cell in row] for row in self.rows)])
        return ((_MARK if form == "csv-bom" else "") + text).encode("utf-8", "backslashreplace")

    def _parquet(self) -> bytes:
        try:
            import pyarrow as pa
            from pyarrow.parquet import write_table
        except ImportError as error:
            raise UsageError(
                Text(
                    "Parquet needs pyarrow: pip install 'partnership-kg[parquet]'.",
                    "Parquet 需要 pyarrow：pip install 'partnership-kg[parquet]'。",
                )
            ) from error
        arrays = [_of_one_kind([row[place] for row in self.rows]) for place in range(len(self.columns))]
        table = pa.table([pa.array(values) for values in arrays], names=list(self.columns))
        sink = io.BytesIO()
        write_table(table, sink)
        return sink.getvalue()


def unfolded(record: Mapping[str, Any]) -> dict[str, Scalar]:
    """A record with each thing in it as three entries, and each list as one text.

    >>> unfolded({"partner": {"iri": "x", "en": "A", "zh": "甲"}, "of": ["a", "b"], "n": 3})
    {'partner_id': 'x', 'partner_en': 'A', 'partner_zh': '甲', 'of': 'a; b', 'n': 3}
    """
    found: dict[str, Scalar] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            found |= {f"{name}_id": value["iri"], f"{name}_en": value["en"], f"{name}_zh": value["zh"]}
        elif isinstance(value, list | tuple):
            found[name] = "; ".join(map(str, value)) or None
        elif f"{name}_en" in record and f"{name}_zh" in record:
            found[f"{name}_id"] = value
        else:
            found[name] = value
    return found


def _text(cell: Scalar) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return repr(cell)
    return guarded(cell) if isinstance(cell, str) else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _of_one_kind(values: list[Scalar]) -> list[Any]:
    """The values of a column for a format in which a column has one type: numbers widened, what is mixed as text."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) <= 1:
        return list(values)
    if kinds <= {int, Decimal}:
        return [None if value is None else Decimal(value) for value in values]  # type: ignore[arg-type]
    if kinds <= {int, float, Decimal}:
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    return [None if value is None else _text(value) for value in values]
