"""How sure it is that the names in a clause are the parties of its cue: each is joined to the others, and near."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, Cue

_AGREEMENT = "Agreement"
#: What a score is lowered by for each name that nothing joins to the others, for names far from the cue, and for a list
#: in which one more seems to stand that was not found.
_LOOSE, _FAR, _UNFOUND = 0.14, 0.05, 0.12
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


#: Behind the last party before a cue, and before the first: one more, of whom nothing tells that it is a name.
_ONE_MORE = {
    CHINESE: re.compile("^(?:[、与和及跟]|(?<!合)同)[\u3400-\u9fff]{3,}$"),
    "en": re.compile(r"^,? and (?:the )?[a-z]{4,}(?: [a-z]+)? $"),
}
_ONE_BEFORE = re.compile(r"^\W*(?:the )?[a-z]{4,}(?: [a-z]{4,})? and (?:the )?$")


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
    far = _FAR if min(gaps) > _NEAR[clause.language] else 0.0
    return _LOOSE * loose + far + (_UNFOUND if _is_one_more(clause, at[0]) else 0.0)


def _is_one_more(clause: Clause, cue_start: int) -> bool:
    """Whether a list of names before a cue seems to have one more that was not found."""
    ahead = [one.span for one in clause.mentions if one.span.end - clause.span.start <= cue_start]
    if not ahead:
        return False
    rest = clause.alike[max(span.end for span in ahead) - clause.span.start : cue_start]
    first = clause.alike[: min(span.start for span in ahead) - clause.span.start]
    if _ONE_MORE[clause.language].search(rest) is not None:
        return True
    return clause.language != CHINESE and _ONE_BEFORE.search(first) is not None
