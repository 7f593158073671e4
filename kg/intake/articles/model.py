"""What an article is, and what is suggested of it: passages, fields, suggestions, and a whole reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.findings import Finding
from kg.text import Text

_NOTHING = Text()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of an article's text.

    Attributes:
        start: the first code point, counted from 0.
        end: the one after the last.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A document as the text that a reader sees of it.

    Attributes:
        path: the file.
        media_type: ``text/plain``, ``text/markdown``, ``text/html`` or ``application/pdf``.
        text: of plain text and Markdown the file's own text, code point by code point; of HTML and PDF the text that
            is shown, without scripts.
        sha256: of the text in UTF-8, in hexadecimal.
        language: ``zh`` or ``en``, by what most of it is.
        title: what the file itself gives as its title; a proposal.
        published: the day that the file itself gives; a proposal.
        paragraphs: the passages that stand on their own, in order, without the blanks around them.
        remarks: what a reader should know of how the text was read.
        publisher, url: what the file itself says of them; empty if it says nothing.
    """

    path: Path
    media_type: str
    text: str
    sha256: str
    language: str
    title: str = ""
    published: date | None = None
    paragraphs: tuple[Span, ...] = ()
    remarks: tuple[Finding, ...] = ()
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a suggested record, and the passage it was read from.

    Attributes:
        name: a column of the package's table, such as ``party`` or ``period_start``.
        value: as a cell of that column holds it: a code, an ISO date, a typed reference such as
            ``region/cn-shanghai``, or ``new/`` and a suggestion's id for a party that is itself suggested.
        span: where it was read; ``None`` for what a rule gives of itself, never a guess of a place.
        group: 0 for what is the record's own; fields with the same number above that are of one participation.
        rule: the rule that read it.
    """

    name: str
    value: str
    span: Span | None = None
    group: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that the text may tell of.

    Attributes:
        id: stable: ``s-`` and the first 12 hexadecimal digits of a SHA-256 over source, kind, span and fields.
        kind: the package's table: ``partnerships stages observations statements regions institutions officials``.
        span: the passage that the record as a whole cites.
        fields: its values.
        rule: the rule that found it.
        score: how sure it is, from 0 to 1.
        about: of a stage, a figure or a statement: the id of the suggestion, or the typed reference of the record,
            that it belongs to.
        present: the typed reference of what the package has of it already; empty if it is new.
        relation: with ``present``: ``same``, ``confirms``, ``contradicts`` or ``advances``.
        note: why it is unsure.
    """

    id: str
    kind: str
    span: Span
    fields: tuple[Field, ...]
    rule: str
    score: float
    about: str = ""
    present: str = ""
    relation: str = ""
    note: Text = _NOTHING

    def value(self, name: str) -> str:
        """The value of the first field of a name; empty if it has none."""
        return next((field.value for field in self.fields if field.name == name), "")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is suggested of one article.

    Attributes:
        source: the id of the source in the package: given, found by its hash, or made from the file's name.
        article: the article.
        published: the day of publication, against which relative dates were read.
        suggestions: in the order of the text.
        to_read: sentences with a cue and no safe record, each with the cue's name.
        sentences: how many sentences the article has.
    """

    source: str
    article: Article
    published: date
    suggestions: tuple[Suggestion, ...]
    to_read: tuple[tuple[Span, str], ...]
    sentences: int
