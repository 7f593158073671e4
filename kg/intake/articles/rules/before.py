"""Who was named before in a paragraph, for words and elided subjects that stand for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Span


@dataclass(slots=True)
class Before:
    """Who was named before.

    Attributes:
        topic: whom the paragraph is about.
        earlier: who was named in it, the last one last.
        venues: where those are named that are only where something happened.
        pair: the two of what was told last, if they are two.
        parted: the keys of those of whom the text said last that they did nothing together, or no longer do.
    """

    topic: Mention | None = None
    earlier: list[Mention] = field(default_factory=list)
    venues: set[Span] = field(default_factory=set)
    pair: tuple[Mention, ...] = ()
    parted: set[str] = field(default_factory=set)
