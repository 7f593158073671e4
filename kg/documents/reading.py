"""A file as a document: which format it is in, and its text."""

from __future__ import annotations

from pathlib import Path

from kg import source_text
from kg.documents.model import HTML, MARKDOWN, PDF, PLAIN, Document
from kg.errors import SourceError
from kg.text import Text

#: The largest file that is read, in bytes.
LARGEST = 50_000_000
#: How many bytes tell what a file is.
_HEAD = 1024
_PDF = b"%PDF-"
_BY_ENDING = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
#: Formats that hold no plain text, by their first bytes.
_OTHERS = (
    (b"PK\x03\x04", Text("a packed file, such as DOCX or ODT", "压缩文件（如 DOCX、ODT）")),
    (b"\xd0\xcf\x11\xe0", Text("a file of an older Office program, such as DOC", "旧版 Office 文件（如 DOC）")),
    (b"{\\rtf", Text("RTF", "RTF 文件")),
    (b"\x89PNG", Text("a picture", "图片")),
    (b"\xff\xd8\xff", Text("a picture", "图片")),
)


def read_document(path: Path) -> Document:
    """A file as a document.

    Args:
        path: the file; what it is, its first bytes say, and else its ending.

    Raises:
        SourceError: if it cannot be read, is larger than 50 MB, is of another format, is damaged, is not in the
            encoding that it says, or holds no text.
    """
    media_type = _media_type(path)
    if media_type == HTML:
        from kg.documents.html import read_html  # the parsers are loaded where they are needed

        document = read_html(path)
    elif media_type == PDF:
        from kg.documents.pdf import read_pdf

        document = read_pdf(path)
    else:
        document = Document(media_type, source_text.read_text(path))
        if "\x00" in document.text:
            raise SourceError(
                Text(
                    f"{path}: is no text (it has a zero byte). Save it as plain text in UTF-8, HTML or PDF, and name "
                    "that file.",
                    f"{path}：不是文本（含零字节）。请存为 UTF-8 纯文本、HTML 或 PDF，并写明该文件。",
                )
            )
    if not document.text.strip("\ufeff \t\r\n\u3000\x00"):
        raise SourceError(
            Text(
                f"{path}: holds no text. Name the file that has the article's words.",
                f"{path}：没有文字。请写明含有文章正文的文件。",
            )
        )
    return document


def text_of(path: Path) -> str:
    """A copy of a source as its passages are counted in: a file's own text, or what HTML and PDF show.

    Raises:
        SourceError: as ``read_document``; plain text may be empty.
    """
    if _media_type(path) in (HTML, PDF):
        return read_document(path).text
    return source_text.read_text(path)


def copies_of(path: Path) -> tuple[str, ...]:
    """Every text that a copy of a source may stand for, the likeliest first.

    Returns:
        of HTML and PDF the text that is shown, and of HTML the file's own text behind it, as passages of it may be
        cited too; else as ``kg.source_text.read_copies``.

    Raises:
        SourceError: if the file cannot be read as any of them.
    """
    media_type = _media_type(path)
    if media_type not in (HTML, PDF):
        return source_text.read_copies(path)
    shown = read_document(path).text
    try:
        return tuple(dict.fromkeys((shown, *(source_text.read_copies(path) if media_type == HTML else ()))))
    except SourceError:  # a page may be in an encoding that only it names
        return (shown,)


def _media_type(path: Path) -> str:
    head = _head(path)
    if head.startswith(_PDF):
        return PDF
    for beginning, what in _OTHERS:
        if head.startswith(beginning):
            raise SourceError(
                Text(
                    f"{path}: is {what.en}, which is not read. Save it as plain text in UTF-8, HTML or PDF, and name "
                    "that file.",
                    f"{path}：是{what.zh}，无法读取。请存为 UTF-8 纯文本、HTML 或 PDF，并写明该文件。",
                )
            )
    ending = path.suffix.lower()
    if ending == ".pdf":
        raise SourceError(
            Text(
                f"{path}: ends in .pdf but does not begin as a PDF does. Open it in a reader and save it again.",
                f"{path}：扩展名为 .pdf，但开头不是 PDF。请用阅读器打开后另存。",
            )
        )
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return HTML if start.startswith((b"<!doctype html", b"<html")) and ending in ("", ".txt") else PLAIN


def _head(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(
                Text(
                    f"{path}: has {path.stat().st_size:,} bytes; at most {LARGEST:,} are read. Cut out the article, "
                    "and name that file.",
                    f"{path}：有 {path.stat().st_size:,} 字节，最多读取 {LARGEST:,} 字节。请截取文章部分并写明该文件。",
                )
            )
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error.strerror}). Check the path.",
                f"{path}：无法读取（{error.strerror}）。请检查路径。",
            )
        ) from error
