"""Whether a passage speaks of what a name or an editor's words say, by the pairs of characters and words they share."""

from __future__ import annotations

import re

from kg.intake.articles.values.context import Passage, plain
from kg.intake.articles.values.model import Verdict

_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z][a-z0-9]{2,}")
_LITTLE = frozenset(
    re.findall("[a-z]+", "the and for with from into its their this that are was were has have will not all one two")
)
#: How much of a name a passage must share to be about it.
_LEAST = 0.4


def stems(text: str) -> frozenset[str]:
    """The pairs of Chinese characters of a text, and the stems of its English words.

    Args:
        text: in one width and case.
    """
    pairs = {run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)}
    return frozenset(pairs | {_stem(word) for word in _WORD.findall(text) if word not in _LITTLE})


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|ing|ed|es|s|y|ion|ions|al|ment|ments)$", "", word) if len(word) > 4 else word


def is_like(passage: Passage, name: str) -> bool:
    """Whether a passage shares two fifths of a name's stems or more."""
    wanted = stems(plain(name))
    return bool(wanted) and len(wanted & stems(passage.words)) >= _LEAST * len(wanted)


def check_gist(passage: Passage, gist: str) -> Verdict:
    """Whether an editor's words share anything with the passage that they sum up; they are never its own words."""
    wanted = stems(plain(gist))
    if not wanted:
        return Verdict.UNREAD
    return Verdict.STATED if wanted & stems(passage.words) else Verdict.MISSING
