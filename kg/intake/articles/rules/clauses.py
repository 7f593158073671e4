"""Sentences cut into clauses, each with the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.intake.articles.mentions import OFFICIAL, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.words import CHINESE

_ENDS = {
    CHINESE: re.compile(r"[，；。！？：\n]|,(?=\D)|——|--"),
    "en": re.compile(
        r"[;\n]|:(?![0-9]{2}\b)|,? (?:while|whereas) |"
        r"(?<![.\s-][a-z])(?<!\bltd)(?<!\bco)(?<!\binc)(?<!\bst)(?<!\bmr)(?<!\bdr)\. | - |"
        r",? (?:an?|one|two|three|[0-9]+|some|few) (?:hours?|days?|weeks?|months?|years?) (?:after|"
        r"before) (?=[a-z]+ (?:[a-z]+ed|[a-z]+ing|was|were|had|sign)\b)|"
        r" (?:after|because|although|once) (?=(?:the|an?|its|their) (?:[a-z]+ ){1,3}?"
        r"(?:[a-z]+ed|threw|lost|won|took|gave|fell|said|was|were|had) )"
    ),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence.

    Attributes:
        span: where it stands in the text.
        alike: its text as names are compared, sign for sign.
        mentions: the regions and institutions in it, in order.
        language: ``zh`` or ``en``.
    """

    span: Span
    alike: str
    mentions: tuple[Mention, ...]
    language: str

    def before(self, mention: Mention) -> str:
        """What stands before a name."""
        return self.alike[: mention.span.start - self.span.start]

    def behind(self, mention: Mention) -> str:
        """What stands behind a name."""
        return self.alike[mention.span.end - self.span.start :]


def clauses(alike: str, sentence: Span, mentions: Sequence[Mention], language: str) -> tuple[Clause, ...]:
    """The clauses of a sentence.

    Args:
        alike: the whole text as names are compared.
        sentence: where the sentence stands in it.
        mentions: the names in the sentence.
        language: ``zh`` or ``en``.
    """
    named = [one for one in mentions if one.kind != OFFICIAL]
    made = []
    for span in _cut(alike, sentence, named, language):
        inside = tuple(one for one in named if span.start <= one.span.start and one.span.end <= span.end)
        made.append(Clause(span, alike[span.start : span.end], inside, language))
    return tuple(made)


def _cut(alike: str, sentence: Span, named: Sequence[Mention], language: str) -> Iterator[Span]:
    within = {at for one in named for at in range(one.span.start, one.span.end)}
    start = sentence.start
    for match in _ENDS[language].finditer(alike, sentence.start, sentence.end):
        if match.start() not in within and match.start() > start:
            yield Span(start, match.start())
            start = match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)
