"""Names of two places: what one place or institution has in another, as in 某某科技园云溪分园."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.words import Cue

_ENDING = re.compile(
    "(?:高新|科技|产业|工业|临港|经济|创新)?(?P<zone>分区|分园|园区|产业园|工业园|科技园|科创园|合作区)|"
    "(?P<house>分院|分校|校区|院区|分公司|分中心|分馆|研究院|附属医院|附属学校|实验学校|办事处|工作站)"
)
_NEVER = re.compile("$^")


@dataclass(frozen=True, slots=True)
class Branch:
    """A name of two places.

    Attributes:
        span: the whole name.
        owner: whose it is.
        host: where it is.
        cue: what such a name tells.
    """

    span: Span
    owner: Mention
    host: Mention
    cue: Cue


def branches(alike: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Branch]:
    """The names of two places in a sentence.

    Args:
        alike: the whole text as names are compared.
        sentence: the sentence.
        mentions: the names in it, in order.
    """
    for one in mentions:
        places = [part for part in one.parts if part.kind == REGION]
        owners = [part for part in one.parts if part.kind == INSTITUTION or part.code == ZONE]
        if owners and places and owners[0].span.end <= places[-1].span.start and places[-1].code != "country":
            yield from _branch(alike, sentence, owners[0], places[-1])
    for first, second in pairwise(mentions):
        if first.kind != INSTITUTION and first.code != ZONE:
            continue
        host = second if second.kind == REGION else next((p for p in second.parts if p.kind == REGION), None)
        if host is not None and host.span.start == first.span.end and host.code not in (ZONE, "country"):
            yield from _branch(alike, sentence, first, host)


def _branch(alike: str, sentence: Span, owner: Mention, host: Mention) -> Iterator[Branch]:
    match = _ENDING.match(alike, host.span.end, sentence.end)
    if match:
        cls = "Project" if match["zone"] else "Partnership"
        cue = Cue("two-place name", _NEVER, cls, "", ("brand", "host"), "operating", 0.68, "", None)
        yield Branch(Span(owner.span.start, match.end()), owner, host, cue)
