"""A passage and what stands around it: its clause, its sentence, its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from kg.nearest import folded
from kg.text import Text

_SENTENCE_END = re.compile(r"[。!?！？]+[”’」』\"')）]*|(?<=[a-z0-9)\]\"”])\.[”\"’)]*(?=\s+[\"“'‘(]?[A-Z0-9])|[\r\n]+")
_PARAGRAPH_END = re.compile(r"[\r\n]+")
_BY_CODE_POINTS = Text()
#: What may stand between the characters of a name.
_BETWEEN = re.compile(r"[\s“”\"'‘’「」《》·•\u200b-]+")
_WORDS = re.compile("[a-z0-9]+")
#: What is not seen has a sign of its own, so that the text keeps its length.
UNSEEN = "\u200b"


def plain(text: str) -> str:
    """A text of the same length in one width and case, Chinese simplified, so that places in it are those of the text.

    >>> plain("ＡＢＣ臺灣１２％")
    'abc台湾12%'
    """
    return "".join(map(_plain, text))


@cache
def _plain(sign: str) -> str:
    if sign.isspace():
        return sign
    one = folded(sign)
    return one if len(one) == 1 else UNSEEN if not one else sign


def pieces(text: str) -> frozenset[str]:
    """The pairs of characters of a text, blanks and signs left out, and its words in Latin letters.

    Args:
        text: in one width and case.
    """
    signs = _BETWEEN.sub("", text)
    pairs = {signs[at : at + 2] for at in range(len(signs) - 1) if signs[at] > "\u2fff" and signs[at + 1] > "\u2fff"}
    return frozenset(pairs | set(_WORDS.findall(text)))


@dataclass(frozen=True)
class Document:
    """A text that is cited.

    Attributes:
        text: as it is.
        issued: when it was published.
        place: what the whole of it is called, where it is a row of a sheet; a text's passages are told by code points.
    """

    text: str
    issued: date
    place: Text = _BY_CODE_POINTS
    plain: str = field(init=False, repr=False)
    _sentences: tuple[int, ...] = field(init=False, repr=False)
    _paragraphs: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(self.text))
        object.__setattr__(self, "_sentences", tuple(_ends(_SENTENCE_END, self.text)))
        object.__setattr__(self, "_paragraphs", tuple(_ends(_PARAGRAPH_END, self.text)))

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The pairs of Chinese characters and the words of it: a name that has another one cannot stand there."""
        return pieces(self.plain)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether most of it is in Chinese."""
        return sum("\u3400" <= sign <= "\u9fff" for sign in self.text[:4000]) * 4 > len(self.text[:4000])

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """From where the sentence of a passage begins to where that of its end ends."""
        return _around(self._sentences, start, end, len(self.text))

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """The same of its paragraph."""
        return _around(self._paragraphs, start, end, len(self.text))


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (match.end() for match in pattern.finditer(text))


def _around(ends: tuple[int, ...], start: int, end: int, length: int) -> tuple[int, int]:
    first, last = bisect_right(ends, start), bisect_left(ends, end)
    return ends[first - 1] if first else 0, ends[last] if last < len(ends) else length


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document: code points, end exclusive."""

    document: Document
    start: int
    end: int

    @property
    def words(self) -> str:
        """It in one width and case, as long as it is."""
        return self.document.plain[self.start : self.end]

    @property
    def place(self) -> Text:
        """Where it is, for people."""
        where = f"{self.start}-{self.end}"
        return self.document.place or Text(where, where)

    def sentence(self) -> Passage:
        """The sentence or sentences that it is part of."""
        return Passage(self.document, *self.document.sentence(self.start, self.end))

    def paragraph(self) -> Passage:
        """The paragraph or paragraphs that it is part of."""
        return Passage(self.document, *self.document.paragraph(self.start, self.end))

    def before(self) -> Passage:
        """What stands before it in its paragraph."""
        return Passage(self.document, self.document.paragraph(self.start, self.end)[0], self.start)

    def paragraph_before(self) -> Passage:
        """The paragraph before its own; an empty one at the beginning."""
        start = self.document.paragraph(self.start, self.end)[0]
        found = self.document.paragraph(max(start - 2, 0), max(start - 1, 0))
        return Passage(self.document, min(found[0], start), start)

    def shown(self, start: int, end: int) -> str:
        """The words of the document at a place, as they are."""
        return self.document.text[start:end]
