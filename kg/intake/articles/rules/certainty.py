"""How sure it is that the names in a clause are the parties of its cue: each is joined to the others, and near."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, Cue

_AGREEMENT = "Agreement"
#: What a score is lowered by for each name that nothing joins to the others, and for names far from the cue.
_LOOSE, _FAR = 0.14, 0.05
#: How many signs there are at most between a cue and the nearest party.
_NEAR = {CHINESE: 30, "en": 90}
#: What stands before a name that is joined to others, or that begins its clause; what it is may stand between.
_JOINED = {
    CHINESE: re.compile(
        "^[^，；]{0,12}$|(?:[与和同跟及、，：由向对给为被把将会（“《]|以及|联合|携手|会同|协同|牵手|引进|邀请|委托|授权|加入|来自|代表|方为|双方是)"
        "[^，；、与和同]{0,8}$"
    ),
    "en": re.compile(
        r"^\W*(?:[a-z0-9'-]+,? ){0,5}\W*$|"
        r"(?:\b(?:with|and|between|by|among|amongst|alongside|to|from|for|of|or|joined|including|include|are|were|in)|"
        r"[,:(&/-]|'s) ?"
        r"(?:[a-z0-9'-]+ ){0,6}\W*$"
    ),
}


def doubt(clause: Clause, cue: Cue, at: tuple[int, int], whose: Sequence[Mention]) -> float:
    """What the score of a reading is lowered by.

    Args:
        clause: the clause.
        cue: the cue in it.
        at: where the cue stands in the clause.
        whose: the parties, of which some may stand in other clauses.

    Returns:
        0 if each is joined to the others and one stands near the cue; more for each that is not.
    """
    if cue.cls != _AGREEMENT:
        return 0.0
    inside = [one for one in whose if clause.span.start <= one.span.start < clause.span.end]
    if not inside:
        return 0.0
    loose = sum(_JOINED[clause.language].search(clause.before(one)) is None for one in inside)
    start = clause.span.start
    gaps = [max(one.span.start - start - at[1], at[0] - (one.span.end - start), 0) for one in inside]
    return _LOOSE * loose + (_FAR if min(gaps) > _NEAR[clause.language] else 0.0)
