"""A CSV or TSV file to rows of texts, in the encoding and the dialect that the package declares."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from itertools import islice

from kg.findings import Severity
from kg.grids.encodings import found_encoding, is_utf8_too
from kg.intake.tables.dialect import Dialect
from kg.intake.tables.problems import Problem, Unreadable, not_a_table
from kg.text import Text


def actual_encoding(content: bytes, declared: str) -> str:
    """The encoding that a package declares, unless a byte order mark of UTF-8 says otherwise."""
    return "utf-8" if content.startswith(codecs.BOM_UTF8) else declared


def decoded(content: bytes, encoding: str) -> str:
    """A file's text, without a byte order mark.

    Args:
        content: the file's bytes.
        encoding: what the package declares; a byte order mark of UTF-8 says otherwise.

    Raises:
        Unreadable: if the bytes are not in that encoding.
    """
    encoding = actual_encoding(content, encoding)
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        # Not every encoding of Python's says where.
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        shown, guess = _shown(encoding), _guess(content, encoding)
        fix = Text('Save it as UTF-8; in Excel, as "CSV UTF-8".', "请存为 UTF-8；在 Excel 中选“CSV UTF-8”。")
        if encoding != "utf-8":
            fix = Text(
                "Correct `encoding` in datapackage.json, or save the file as UTF-8 and leave `encoding` out.",
                "请改正 datapackage.json 中的 `encoding`；或将文件存为 UTF-8，并不写 `encoding`。",
            )
        problem = Problem(
            "wrong-encoding",
            Text(
                f"The file is not {shown} from byte {start} on{guess}.",
                f"文件自第 {start} 字节起不是 {shown} 编码。",
            ),
            fix,
        )
        raise Unreadable(problem, row=content.count(b"\n", 0, start) + 1) from error


def doubtful_encoding(content: bytes, encoding: str) -> Problem | None:
    """A warning for a file that is UTF-8 as well as what the package declares: hardly a chance, in a long one."""
    if not is_utf8_too(content, actual_encoding(content, encoding)):
        return None
    return Problem(
        "doubtful-encoding",
        Text(
            f"The file is read as {_shown(encoding)}, as datapackage.json says, but it is UTF-8 as well.",
            f"按 datapackage.json 以 {_shown(encoding)} 读取该文件，但它也是有效的 UTF-8。",
        ),
        Text(
            "If its names come out wrong, leave `encoding` out of datapackage.json.",
            "若名称有误，请删去 datapackage.json 中的 `encoding`。",
        ),
        Severity.WARNING,
    )


def rows(text: str, dialect: Dialect, columns: Collection[str]) -> Iterator[list[str]]:
    """The rows of a file's text, the header's and empty ones included.

    Args:
        text: the text.
        dialect: how it is written.
        columns: the names of the table's columns, by which a header is known.

    Raises:
        Unreadable: if Python's CSV reader gives up.
    """
    # Line breaks within cells stay as they are.
    lines = io.StringIO(text, newline="")
    dialect = dialect.completed(islice(lines, dialect.lines_of_header), columns)
    lines.seek(0)
    try:
        yield from csv.reader(lines, **dialect.for_csv())
    except csv.Error as error:
        raise not_a_table(Text.of(str(error).rstrip("."))) from error


def _shown(encoding: str) -> str:
    return encoding.upper()


def _guess(content: bytes, declared: str) -> str:
    found = found_encoding(content)
    return f"; it may be {_shown(found)}" if found != declared else ""
