"""A name in a text, and what it stands for as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.intake.articles.model import Span

REGION, INSTITUTION, OFFICIAL = "region", "institution", "official"
#: What ``code`` says of a region that is no administrative one.
ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        span: where it stands.
        kind: ``region``, ``institution`` or ``official``.
        name: as it stands there.
        reference: the one thing that it stands for, such as ``region/cn-shanghai``; empty where nobody knows it yet, or
            several have the name.
        candidates: those several.
        is_alias: whether it is another name than the thing's own: a short form, or a name without its suffix.
        score: how sure it is that this is a name, and of that thing; from 0 to 1.
        code: of an institution its kind, of a region its level or ``zone``, as far as the name tells.
        parts: names within it, in order: the places of 上海漕河泾开发区海宁分区, the place of an institution.
        short_for: the fuller name in the same text that this one is short for; empty if it is none.
        post: of an official, the passage with the post, with whose it is where that stands beside it.
        body: of an official, the reference of whose post it is, as far as that is known.
    """

    span: Span
    kind: str
    name: str
    reference: str = ""
    candidates: tuple[str, ...] = ()
    is_alias: bool = False
    score: float = 1.0
    code: str = ""
    parts: tuple[Mention, ...] = ()
    short_for: str = ""
    post: Span | None = None
    body: str = ""


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The mentions that do not overlap, in order: of two that do, the longer one, then the surer, then the first.

    A name within another is dropped; who needs it looks at ``parts``.
    """
    best = sorted(mentions, key=lambda one: (one.span.start - one.span.end, -one.score, one.span.start))
    taken: dict[int, None] = {}
    kept = []
    for one in best:
        # Looking at both ends is enough, as what was taken before is at least as long.
        if one.span.start not in taken and one.span.end - 1 not in taken:
            taken.update(dict.fromkeys(range(one.span.start, one.span.end)))
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)
