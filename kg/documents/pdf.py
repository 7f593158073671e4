"""The text layer of a PDF, with the lines of a paragraph joined."""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.documents.model import PDF, Document
from kg.documents.signs import characters, letters
from kg.errors import SourceError
from kg.findings import Finding, Severity
from kg.text import Text

if TYPE_CHECKING:
    from pypdf import PdfReader

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
#: What ends a paragraph or a heading if it ends a line.
_ENDS = re.compile(r"""[。！？!?；;：:.…]["'”’」』）)\]]*$""")
#: What begins a paragraph wherever it stands.
_NUMERALS = "一二三四五六七八九十0-9"
_BEGINS = re.compile(
    rf"[ \t]*[\u3000\u2022◆■●▪]|[(（]?[{_NUMERALS}]{{1,3}}[)）、.．][^0-9]|第[{_NUMERALS}]{{1,4}}[章条节]"
)
#: A line that ends so goes on, however short it is: sign five- / year agreement.
_DIVIDED = re.compile("[A-Za-z]-$")
_COMPOUND = re.compile("[A-Za-z]+-[A-Za-z]+")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"^[^\W\d_]+")
#: A word whose hyphen is its own: five-year, and no ten-ant.
_COUNTED = re.compile(
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-"
    "(?:year|month|week|day|hour|party|way|point|member|nation|city|county|star|storey|side|lane|mile|page|stage|phase)s?"
)
#: A line that is as much shorter than the longest of its page is the last of its paragraph.
_SHORT = 0.7


def read_pdf(path: Path) -> Document:
    """The text layer of a PDF.

    Raises:
        SourceError: if the file is damaged or locked, or no page has text.
    """
    import pypdf

    with _quiet():
        try:
            reader = pypdf.PdfReader(path)
            if reader.is_encrypted and not reader.decrypt(""):
                raise _locked(path)
            pages = [page.extract_text() for page in reader.pages]
            title, made = _described(reader)
        except SourceError:
            raise
        # What is wrong in a damaged file shows in many ways, most of them no error of the library's own.
        except Exception as error:
            raise SourceError(
                Text(
                    f"{path}: is damaged, or no PDF that can be read ({type(error).__name__}). Open it in a reader and "
                    "save it anew, or copy its text into a file in UTF-8.",
                    f"{path}：已损坏，或不是可读取的 PDF（{type(error).__name__}）。请用阅读器打开后另存，"
                    "或将文字复制到 UTF-8 文本文件。",
                )
            ) from error
    texts = [_joined(page) for page in pages]
    empty = [number for number, text in enumerate(texts, 1) if not text]
    if len(empty) == len(texts):
        raise SourceError(
            Text(
                f"{path}: has no text layer ({len(pages)} pages of pictures, as a scanner makes them). Recognise its "
                "text first, with an OCR program that writes a searchable PDF, and name that file.",
                f"{path}：没有文字层（{len(pages)}页，可能为扫描件）。请先用 OCR 软件识别并存为"
                "可检索的 PDF，再写明该文件。",
            )
        )
    text = "\n".join(filter(None, texts))
    return Document(PDF, text, title, made, tuple(_remarks(path, empty)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's own warnings on the screen; what matters is raised."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _locked(path: Path) -> SourceError:
    return SourceError(
        Text(
            f"{path}: is locked with a password. Open it, save it without one, and name that file.",
            f"{path}：有密码保护。请打开后另存为无密码的文件，再写明该文件。",
        )
    )


def _described(reader: PdfReader) -> tuple[str, date | None]:
    """The title and the day of making; what is badly written there counts as not said."""
    try:
        said = reader.metadata
        title = str(said.title or "").strip() if said else ""
        made = said.creation_date if said else None
    except Exception:
        return "", None
    return title, made.date() if made else None


def _joined(page: str) -> str:
    """The lines of a page as paragraphs, each on one line."""
    # Half a character, as badly made fonts have it, is no text.
    clean = page.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    lines = [line.rstrip() for line in letters(characters(clean)).splitlines()]
    whole = {word.lower() for word in _COMPOUND.findall(clean)}
    longest = max((_width(line) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        bare = line.strip()
        if bare and goes_on and not _BEGINS.match(line):
            paragraphs[-1] = _with(paragraphs[-1], bare, whole)
        elif bare:
            paragraphs.append(bare)
        is_full = _width(bare) >= longest * _SHORT or _DIVIDED.search(bare) is not None
        goes_on = bool(bare) and is_full and not (_ENDS.search(bare) and _width(bare) < longest * 0.95)
    return "\n".join(paragraphs)


def _with(text: str, line: str, whole: Container[str]) -> str:
    """A line behind a text: Han stand together, words apart, and a word that was divided is one again.

    Args:
        text: what stands before.
        line: the line.
        whole: words with a hyphen of their own that stand undivided in the page, in small letters.
    """
    if _WIDE.match(text[-1]) and _WIDE.match(line[0]):
        return text + line
    if text[-1] == "-" and text[-2:-1].isalpha() and line[0].islower():
        first, second = _LAST_WORD.findall(text[:-1])[-1], _FIRST_WORD.findall(line)[0]
        compound = f"{first}-{second}".lower()
        return text + line if compound in whole or _COUNTED.fullmatch(compound) else text[:-1] + line
    return f"{text} {line}"


def _width(line: str) -> int:
    """How wide a line is, in halves of a Han character."""
    return len(line) + len(_WIDE.findall(line))


def _remarks(path: Path, empty: list[int]) -> Iterator[Finding]:
    if empty:
        shown = ", ".join(str(number) for number in empty[:20])
        yield Finding(
            Severity.WARNING,
            "pages-without-text",
            f"{len(empty)} pages have no text layer and were not read: {shown}.",
            f"{len(empty)}页没有文字层，未读取：{shown}。",
            "If they hold words, recognise them with an OCR program first.",
            path.name,
            fix_zh="如其中有文字，请先用 OCR 软件识别。",
        )
