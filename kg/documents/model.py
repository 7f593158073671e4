"""What a document is once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.findings import Finding

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text, and what the file says of itself.

    Attributes:
        media_type: one of the four above.
        text: of plain text and Markdown the file's own, code point by code point; else what is shown.
        title: what the file gives as its title; empty if it gives none.
        published: the day that the file gives, of its publication or, in a PDF, of its making.
        publisher: who published it, if the file says so.
        url: its own address, if the file says so.
        remarks: what a reader should know of how the text was read.
    """

    media_type: str
    text: str
    title: str = ""
    published: date | None = None
    remarks: tuple[Finding, ...] = ()
    publisher: str = ""
    url: str = ""
