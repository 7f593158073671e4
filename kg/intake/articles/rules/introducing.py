"""Figures of what one region has from another: to whom something came, and from where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.rules import parties, placing
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.figures import Figure
from kg.intake.articles.rules.parties import key
from kg.intake.articles.rules.staging import said_stage
from kg.intake.articles.rules.words import CHINESE, pattern

#: What is brought in, and how sure it is that it came to the region that the text is about.
_BROUGHT = frozenset(("projectsIntroduced", "companies", "capitalIntroduced", "capitalArrived"))


#: Where firms of another place invested: 某区在某市投资企业已达41家.
_INVESTED_THERE = re.compile("[在到赴]([^，。；在到赴]{2,14}?)(?:投资|落户|兴办|创办)(?:的)?(?:企业|项目)")
_BOTH = 2


def is_planned_before(clause: Clause, cut: Sequence[Clause]) -> bool:
    """Whether the last clause before one that tells of a stage tells of a plan: 拟建设某园，总投资3亿元."""
    number = cut.index(clause)
    if any(pattern("agreed", one.language).search(one.alike) for one in cut[: number + 1]):
        return said_stage(clause) is None or pattern("done", clause.language).search(clause.alike) is None
    for one in reversed(cut[:number]):
        stage = said_stage(one)
        if stage is not None:
            return stage.code == "planned"
    return False


def came_to(clause: Clause, one: Figure, regions: Sequence[Mention], topic: Mention | None) -> Mention | None:
    """The region that a figure of what was brought in is about, though nothing says from where: 力争引进项目15个.

    Args:
        clause: the clause with the figure.
        one: the figure.
        regions: the regions that the clause names.
        topic: what the sentences before were about.

    Returns:
        the region; ``None`` where several are named, none is known, or the figure is not of what is brought in.
    """
    if one.measure not in _BROUGHT or not pattern("brought", clause.language).search(clause.alike):
        return None
    distinct = list(parties.once(regions))
    if len(distinct) > 1:
        return None
    about = distinct[0] if distinct else topic
    return about if about is not None and placing.is_one_region(about) else None


def comes_from(
    clause: Clause, cut: Sequence[Clause], regions: Sequence[Mention], topic: Mention | None
) -> tuple[Mention, Mention] | None:
    """To whom something came, and from where: 去年，A从B引进项目37个.

    Args:
        clause: the clause with the figure.
        cut: all clauses of its sentence.
        regions: the regions that are named with it, in order.
        topic: what the sentences before were about; to it something came where one region alone is named.

    Returns:
        the two; ``None`` where no word of coming is said, or there are no two to tell of.
    """
    said = " ".join(part.alike for part in cut)
    chinese = ("引进", "来自", "签约", "引资", "承接", "落户", "从")
    english = (" from ", "attract")
    distinct = list(parties.once(regions))
    if clause.language == CHINESE and (there := _INVESTED_THERE.search(said)) and len(distinct) == _BOTH:
        hosts = [one for one in distinct if one.name in there[1]]
        others = [one for one in distinct if one not in hosts]
        return (hosts[0], others[0]) if len(hosts) == 1 else None
    if not any(word in said for word in (chinese if clause.language == CHINESE else english)):
        return None
    if len(distinct) >= _BOTH:
        a, b = distinct[:2]
        ahead = said[: max(0, said.find(b.name.lower()))]
        turned = (
            ahead.endswith(("from ", "来自", "从")) is False
            and " from " in said
            and said.find(" from ") < said.find(a.name.lower())
        )
        return (b, a) if turned else (a, b)
    if len(distinct) == 1 and topic is not None and placing.is_one_region(topic) and key(topic) != key(distinct[0]):
        return topic, distinct[0]
    return None
