"""How a table's file is written, as its entry in ``datapackage.json`` says.

The names are those of the Frictionless CSV Dialect (v1), which stand in ``dialect`` itself; of its Table
Dialect (v2), which adds rows of headers and of comments and the sheet; and of frictionless-py 5, which puts
some of them one level deeper, into ``csv`` and ``excel``.
"""

from __future__ import annotations

import codecs
import csv
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.intake.tables.problems import Problem, Unreadable
from kg.text import Text

#: What may separate the cells of a file that does not say so; the first where the header does not tell.
_DELIMITERS = (",", ";", "\t", "|")

#: How a file whose name ends so is read; every other one is CSV.
_FORMATS = {".tsv": "tsv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods"}
#: Those that are workbooks.
WORKBOOKS = ("xlsx", "xls", "ods")


def file_format(path: str) -> str:
    """``csv``, ``tsv``, ``xlsx``, ``xls`` or ``ods``, by the end of a file's name.

    >>> file_format("regions.XLSX"), file_format("regions.txt")
    ('xlsx', 'csv')
    """
    return _FORMATS.get(Path(path).suffix.lower(), "csv")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file of a table is written.

    Attributes:
        encoding: the name of its encoding, as Python knows it.
        delimiter: what separates the cells; empty if nothing says so.
        quote: what stands around a cell that holds a delimiter or a line break; empty for no such sign.
        double_quote: whether a quote within a quoted cell is written twice.
        escape: what stands before a sign that means itself; empty for no such sign.
        skip_initial_space: whether the space after a delimiter belongs to no cell; none if nothing says so.
        null_sequence: a cell that is as good as empty.
        header_rows: the rows of the header, counted from 1; none if the file has no header.
        header_join: what joins the words of a header of several rows.
        comment_char: what a row begins with that is none.
        comment_rows: rows that are none, counted from 1.
        sheet: the sheet of a workbook by its name or, counted from 1, its number; none if nothing says so.
    """

    encoding: str = "utf-8"
    delimiter: str = ""
    quote: str = '"'
    double_quote: bool = True
    escape: str = ""
    skip_initial_space: bool | None = None
    null_sequence: str = ""
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_char: str = ""
    comment_rows: frozenset[int] = frozenset()
    sheet: str | int | None = None

    @classmethod
    def of(cls, resource: Mapping[str, Any]) -> Dialect:
        """The dialect of a resource.

        Args:
            resource: the table's entry in ``datapackage.json``.

        Raises:
            Unreadable: if it says what cannot be.
        """
        said = _said(resource.get("dialect"))
        tab = "\t" if file_format(str(resource["path"])) == "tsv" else ""
        return cls(
            encoding=_encoding(resource.get("encoding")),
            delimiter=_checked(said, "delimiter", _is_sign, _CHARACTER) or tab,
            # Null is no quote at all, and so differs from a quote that is not named.
            quote=_checked(said, "quoteChar", _is_sign, _CHARACTER_OR_NULL) or "" if "quoteChar" in said else '"',
            double_quote=_checked(said, "doubleQuote", _is_truth, _TRUTH, default=True),
            escape=_checked(said, "escapeChar", _is_sign, _CHARACTER) or "",
            skip_initial_space=_checked(said, "skipInitialSpace", _is_truth, _TRUTH),
            null_sequence=_checked(said, "nullSequence", _is_text, _TEXT) or "",
            header_rows=_header_rows(said),
            header_join=_checked(said, "headerJoin", _is_text, _TEXT, default=" "),
            comment_char=_checked(said, "commentChar", _is_text, _TEXT) or "",
            comment_rows=frozenset(_checked(said, "commentRows", _are_rows, _ROWS) or ()),
            sheet=_sheet(said),
        )

    def completed(self, top: Iterable[str], columns: Collection[str]) -> Dialect:
        """The dialect with what the header tells where nothing else does: the delimiter, and space after it.

        Args:
            top: the file's first lines; the header is the one with most names of columns in it.
            columns: the names of the table's columns.
        """

        def known(form: tuple[str, str]) -> int:
            line, delimiter = form
            return sum(name.strip().strip(self.quote or None) in columns for name in line.split(delimiter))

        delimiters = (self.delimiter,) if self.delimiter else _DELIMITERS
        forms = [(line.rstrip("\r\n"), delimiter) for line in top for delimiter in delimiters]
        header, delimiter = max(forms, key=known, default=("", delimiters[0]))
        spaced = self.skip_initial_space
        if spaced is None:
            spaced = 0 < header.count(delimiter) == header.count(delimiter + " ")
        return replace(self, delimiter=delimiter, skip_initial_space=spaced)

    @property
    def lines_of_header(self) -> int:
        """Among how many lines the header is: above it, a cell may hold a line break."""
        return 1 if self.header_rows in ((), (1,)) else 100

    @property
    def is_plain(self) -> bool:
        """Whether the file is a header in its first row and rows below it, without escapes and comments."""
        return self.header_rows == (1,) and not (self.escape or self.comment_char or self.comment_rows)

    def for_csv(self) -> dict[str, Any]:
        """The keywords of ``csv.reader`` and ``csv.writer``.

        A cell may be as long as it likes afterwards; the limit of 131,072 characters is the module's, not CSV's.
        """
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        return {
            "delimiter": self.delimiter or ",",
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "doublequote": self.double_quote or not self.escape,
            "escapechar": self.escape or None,
            "skipinitialspace": bool(self.skip_initial_space),
        }


#: What may be said.
_CHARACTER = Text("one character", "一个字符")
_CHARACTER_OR_NULL = Text("one character, or null", "一个字符，或 null")
_TRUTH = Text("true or false", "true 或 false")
_TEXT = Text("a text", "文本")
_ROWS = Text("a list of numbers from 1", "自1起的数的列表")


def _said(dialect: object) -> dict[str, Any]:
    """A dialect's entries in one level; what stands deeper gives way."""
    if not isinstance(dialect, dict):
        return {}
    deeper = [inner for inner in (dialect.get("csv"), dialect.get("excel")) if isinstance(inner, dict)]
    return {name: value for inner in [*deeper, dialect] for name, value in inner.items()}


def _checked(
    said: Mapping[str, Any], name: str, is_right: Callable[[Any], bool], what: Text, default: Any = None
) -> Any:
    value = said.get(name)
    if value is None:
        return default
    if not is_right(value):
        raise _wrong(f"dialect.{name}", value, what)
    return value


def _wrong(name: str, value: object, what: Text) -> Unreadable:
    return Unreadable(
        Problem(
            "wrong-dialect",
            Text(
                f"datapackage.json says {name} = {value!r} of the table, which cannot be.",
                f"datapackage.json 中该表的 {name} 为 {value!r}，无效。",
            ),
            Text(f"Write {what.en}, or leave {name} out.", f"请写{what.zh}，或不写 {name}。"),
            value=str(value),
        )
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_sign(value: object) -> bool:
    return isinstance(value, str) and (value == "" or (len(value) == 1 and value not in "\r\n"))


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(type(row) is int and row > 0 for row in value)


def _header_rows(said: Mapping[str, Any]) -> tuple[int, ...]:
    if not _checked(said, "header", _is_truth, _TRUTH, default=True):
        return ()
    return tuple(sorted(_checked(said, "headerRows", _are_rows, _ROWS, default=[1])))


def _sheet(said: Mapping[str, Any]) -> str | int | None:
    for name in ("sheet", "sheetName", "sheetNumber"):
        value = said.get(name)
        if value is not None and not isinstance(value, str) and (type(value) is not int or value < 1):
            raise _wrong(
                f"dialect.{name}", value, Text("a sheet's name, or its number from 1", "工作表的名称，或自1起的序号")
            )
        if value:
            return value
    return None


def _encoding(name: object) -> str:
    if name is None or name == "":
        return "utf-8"
    try:
        # Only to see whether it is one for text: hex and zip are none.
        "a".encode(str(name))
        return codecs.lookup(str(name)).name
    except (LookupError, UnicodeError, ValueError) as error:
        raise _wrong(
            "encoding", name, Text("utf-8, gb18030 or another encoding of text", "utf-8、gb18030 或其他文本编码")
        ) from error
