"""Whose a paper is where its clause names nobody: 某市与某县会谈，并签署备忘录; The contract was signed in May."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.rules import placing
from kg.intake.articles.rules.attributive import is_with_unnamed
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.parties import Found, named, once
from kg.intake.articles.rules.words import CHINESE, Cue, pattern

#: Who was only called on may have signed with somebody else: 走访了甲、乙，签署了协议.
_VISITS = re.compile("走访|访问|拜访|参观|考察了|应[^，。；]{2,40}邀请")
#: When a Chinese clause says that something was signed by those who had just met: 会谈后签署了备忘录.
_OCCASION = re.compile(
    "^(?:其间|期间|会[谈见晤]?[后上中]|座谈(?:会上|后|时)|随后|最后|现场|仪式上|签约仪式上|(?:考察|访问|活动|调研)(?:期间|中|结束后|后)|当[天日])"
)
#: Papers by which those below answer to those above them.
_OF_ONE_S_OWN = re.compile("责任书|承诺书|责任状|军令状")
_SIGNS_IT = re.compile("^(?:还|并|也|又|正式|共同|现场|成功)*(?:签|订立|达成)")
#: A paper that is spoken of again is of two; who was named before besides may have no part in it.
_TWO = 2


def meant(clause: Clause, cue: Cue, cut: Sequence[Clause], previous: Sequence[Clause]) -> Found | None:
    """The parties of a paper that a clause without names says was signed.

    Args:
        clause: the clause.
        cue: the cue in it.
        cut: the clauses of its sentence.
        previous: those of the sentence before it in the paragraph; nobody beyond it is meant.

    Returns:
        those that the sentence named before; else the two that the one before it named, which is a guess.
    """
    if not pattern("paper", clause.language).search(clause.alike):
        return None
    if is_with_unnamed(clause.alike, clause.span.start, clause.mentions):
        return None
    here = _named(cut[: cut.index(clause)], cue)
    if len(here) >= _TWO:
        visited = any(_VISITS.search(part.alike) for part in cut[: cut.index(clause)])
        return Found(here, len(here), is_guessed=visited)
    if here or not pattern("the_paper", clause.language).search(clause.alike):
        return None
    there = _named(previous, cue)
    return Found(there, _TWO, is_guessed=True) if len(there) == _TWO else None


def of_those_who_met(clause: Clause, cut: Sequence[Clause], met: Sequence[Mention]) -> Found | None:
    """The parties of a paper that a Chinese clause without names says was signed at a meeting that was just told.

    Args:
        clause: the clause.
        cut: the clauses of its sentence.
        met: who met.
    """
    place = cut.index(clause)
    at_its_head = place == 0 and _OCCASION.match(clause.alike) is not None
    behind = place == 1 and _OCCASION.match(cut[0].alike) is not None and not cut[0].mentions
    if clause.language != CHINESE or _OF_ONE_S_OWN.search(clause.alike):
        return None
    if len(met) < _TWO or not (at_its_head or (behind and _SIGNS_IT.match(clause.alike))):
        return None
    return Found(tuple(met), len(met), is_guessed=True)


def _named(clauses: Iterable[Clause], cue: Cue) -> tuple[Mention, ...]:
    return once(one for part in clauses for one in named(part, cue) if not placing.is_venue(part, one))
