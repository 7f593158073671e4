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
        title=document.title,
        published=document.published,
        paragraphs=paragraphs(text, by_blank_lines=document.media_type == MARKDOWN),
        remarks=document.remarks,
        publisher=document.publisher,
        url=document.url,
    )


def language_of(text: str) -> str:
    """``zh`` or ``en``, by what most of a text is: a Han character says about as much as two or three letters.

    >>> language_of("海盐县与ACME签约"), language_of("Haiyan signed an agreement with 海盐")
    ('zh', 'en')
    """
    return "zh" if 2 * len(_HAN.findall(text)) > len(_LATIN.findall(text)) else "en"
