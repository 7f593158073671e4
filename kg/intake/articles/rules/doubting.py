"""Whether somebody may take part whom nobody could name: a member of a list that is no name that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE

#: A name as a sign in a row, so that lists are patterns.
_SIGN = "\ue000"
#: Behind a name and a word that joins comes no name; before such a word, and a name, stands none.
_NEXT_ZH = re.compile(f"{_SIGN}(?:、|和|与|及|同)(?!{_SIGN}|其|该|有关|相关|多|各|在|就|于|双方|上|下)[\u3400-\u9fff]")
_BEFORE = "将已日前又还再就也拟曾式次年月后来功别同天午会方县市区省此外悉签约了、与和及同"
_FIRST_ZH = re.compile(f"(?<![{_BEFORE}])[\u3400-\u9fff](?:与|和|同|、){_SIGN}")
_NEXT_EN = re.compile(
    r"(?:\b(?:and|with|between|by)|,) (?:the )?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mo[Uu]|EU|UK|US|UN|I)\b)[A-Z][A-Za-z]+"
)


def may_lack_a_party(text: str, clause: Clause) -> bool:
    """Whether a clause joins something to its names that is no name that is known.

    Args:
        text: the whole text.
        clause: the clause.
    """
    row = _row(text, clause)
    if clause.language == CHINESE:
        return bool(_NEXT_ZH.search(row) or _FIRST_ZH.search(row))
    first, last = row.find(_SIGN), row.rfind(_SIGN)
    return any(match.start() <= last + 2 and match.end() >= first for match in _NEXT_EN.finditer(row))


def _row(text: str, clause: Clause) -> str:
    """A clause with each of its names as one sign."""
    return _joined(text, clause.span.start, clause.span.end, clause.mentions)


def _joined(text: str, start: int, end: int, mentions: Sequence[Mention]) -> str:
    row, at = [], start
    for one in sorted(mentions, key=lambda one: one.span):
        if one.span.start >= at:
            row += [text[at : one.span.start], _SIGN]
            at = one.span.end
    return "".join([*row, text[at:end]])
