"""Whether something that was agreed or done together has ended: terminated, expired, not renewed, left."""

from __future__ import annotations

import re

from kg.intake.articles.model import Span
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, pattern

TERMINATED = "terminated"
#: A signing that only says which agreement is spoken of: 某年签订的…; 曾与某地签订…; the pact that was signed in ….
_SIGNED_ONCE = {
    CHINESE: re.compile(r"^[^，。；]{0,4}的|^[^，。；]{0,24}后"),
    "en": re.compile(r"^[^,;.]{0,60}\b(?:was|were|has been|have been|expired|lapsed|ran out)\b"),
}
_ONCE_BEFORE = re.compile("曾|此前|原(?=与|由|和|定)|早前|先前")
#: In English an ending behind these is that of another one: signed a pact to replace a lease that expired.
_OF_ANOTHER = re.compile(r"\b(?:replac\w+|previous|earlier|former|old|after|since|until|before|when|once)\b")


def ended(alike: str, start: int, end: int, language: str) -> Span | None:
    """The words between two places that say that something has ended; not that it will, may or might.

    Args:
        alike: the text as names are compared.
        start: where to begin.
        end: where to stop.
        language: ``zh`` or ``en``.
    """
    for match in pattern("ended", language).finditer(alike, start, end):
        if not pattern("ended", f"{language}_not_yet").search(alike, max(start, match.start() - 24), match.start()):
            return Span(*match.span())
    return None


def ended_since(alike: str, sentence: Span, clause: Clause, cue_end: int) -> Span | None:
    """The words behind a signing that say that what was signed then has ended: 某年签订的协议，经协商解除.

    Args:
        alike: the text as names are compared.
        sentence: the sentence.
        clause: the clause with the signing.
        cue_end: where the cue ends in it.
    """
    start = clause.span.start + cue_end
    behind, ahead = alike[start : sentence.end], clause.alike[:cue_end]
    is_once = _SIGNED_ONCE[clause.language].search(behind) is not None
    if clause.language == CHINESE:
        is_once = is_once or _ONCE_BEFORE.search(ahead) is not None
        return ended(alike, start, sentence.end, CHINESE) if is_once else None
    found = ended(alike, start, clause.span.end, clause.language) if is_once else None
    return None if found is None or _OF_ANOTHER.search(alike, start, found.start) else found
