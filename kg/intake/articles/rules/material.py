"""What the rules read: a text with all that was found in it, and what a paragraph has told so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.assets import BUNDLED, Ontology
from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.before import Before
from kg.intake.articles.rules.dating import TheDay
from kg.intake.articles.rules.drafts import Draft
from kg.notations import Period, Quantity, Read


@dataclass(frozen=True, slots=True)
class Material:
    """What was found in a text, for the rules to put together.

    Attributes:
        source: the id of the source.
        text: the text.
        alike: the text as names are compared.
        language: ``zh`` or ``en``.
        published: the day of publication.
        paragraphs: the paragraphs.
        sentences: the sentences, in order.
        mentions: the names, in order.
        amounts: the amounts, in order.
        days: the days and periods, in order.
        ontology: where sectors are found.
    """

    source: str
    text: str
    alike: str
    language: str
    published: date
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    amounts: Sequence[tuple[Span, Read[Quantity]]]
    days: Sequence[tuple[Span, Read[Period]]]
    ontology: Ontology = BUNDLED
    mention_starts: list[int] = field(init=False, repr=False)
    amount_starts: list[int] = field(init=False, repr=False)
    day_starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mention_starts", [one.span.start for one in self.mentions])
        object.__setattr__(self, "amount_starts", [span.start for span, _ in self.amounts])
        object.__setattr__(self, "day_starts", [span.start for span, _ in self.days])

    def mentions_in(self, sentence: Span) -> list[Mention]:
        """The names in a sentence."""
        starts = self.mention_starts
        found = self.mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        return [one for one in found if one.span.end <= sentence.end]

    def amounts_in(self, start: int, end: int) -> Sequence[tuple[Span, Read[Quantity]]]:
        """The amounts that begin between two places."""
        starts = self.amount_starts
        return self.amounts[bisect_left(starts, start) : bisect_left(starts, end)]

    def days_in(self, start: int, end: int) -> Sequence[tuple[Span, Read[Period]]]:
        """The days and periods that begin between two places."""
        starts = self.day_starts
        return self.days[bisect_left(starts, start) : bisect_left(starts, end)]


@dataclass(slots=True)
class Told(Before):
    """What a paragraph has told so far.

    Attributes:
        last: the last partnership.
        day: the day that was told last, on which what follows happened if it says that it was there.
        buyer: the first side of a form whose second one is not named yet.
    """

    last: Draft | None = None
    day: TheDay | None = None
    buyer: Mention | None = None
