"""A file as an article: its text, its language and its paragraphs."""

from __future__ import annotations

import re
from pathlib import Path

from kg.documents import MARKDOWN, read_document
from kg.intake.articles.model import Article
from kg.intake.articles.segments import paragraphs
from kg.source_text import sha256

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def open_article(path: Path) -> Article:
    """A document as an article.

    Args:
        path: plain text, Markdown, HTML, or a PDF with a text layer.

    Raises:
        SourceError: if it cannot be read, is larger than 50 MB, is of another format, is damaged, is in another
            encoding than it should be, or holds no text.
    """
    document = read_document(path)
    text = document.text
    return Article(
        path=path,
        media_type=document.media_type,
        text=text,
        sha256=sha256(text),
        language=language_of(text),
        title=document.title or headline(text),
        published=document.published,
        paragraphs=paragraphs(text, by_blank_lines=document.media_type == MARKDOWN),
        remarks=document.remarks,
        publisher=document.publisher,
        url=document.url,
    )


#: How long a heading is at most; a Han character counts as three letters.
_LONGEST_HEADING = 150
_MARKS = re.compile(r"^\s*#{1,6}\s+|\s+#+\s*$")
#: What ends a sentence, and what lines with something else than a heading begin with or hold.
_ENDS = re.compile(r"[。！!；;…,，、]$|(?<![A-Z])\.$|。")
_NO_HEADING = re.compile(
    r"^\s*(?:[-*+>|•]|\d+[.)、]|[（(]|https?:|来源|作者|记者|编辑|发布|时间|日期|by |source|date|published)|"
    r"@|：.*：|\t",
    re.IGNORECASE,
)


def headline(text: str) -> str:
    r"""The heading that a text begins with: a short first line without a full stop, with more below; else nothing.

    >>> headline("云溪县与芙洲大学签约\n\n7月8日，云溪县与芙洲大学签署协议。")
    '云溪县与芙洲大学签约'
    >>> headline("7月8日，云溪县与芙洲大学签署协议。\n双方将共建研究院。")
    ''
    """
    lines = [line.strip() for line in text.split("\n", 40)[:40] if line.strip()]
    if len(lines) < 2:
        return ""
    line = _MARKS.sub("", lines[0]).strip()
    length = len(line) + 2 * len(_HAN.findall(line))
    if not 6 <= length <= _LONGEST_HEADING or _ENDS.search(line) or _NO_HEADING.search(line):
        return ""
    return line


def language_of(text: str) -> str:
    """``zh`` or ``en``, by what most of a text is: a Han character says about as much as two or three letters.

    >>> language_of("海盐县与ACME签约"), language_of("Haiyan signed an agreement with 海盐")
    ('zh', 'en')
    """
    return "zh" if 2 * len(_HAN.findall(text)) > len(_LATIN.findall(text)) else "en"
