"""Where a quote stands in a text: whoever quotes gives the words, and the code points are found here.

A quote is looked for as it is; then without regard to case, width, blanks and signs of punctuation; then with letters
that differ (by edit distance, rapidfuzz). What is in the text in no such way has no place: it was made up. Numbers must
be the same in every way of looking, and a quote never begins or ends within a word or a number of the text.

A quote that stands in several places gets the one inside the passage that it belongs to, or the one that is clearly the
nearest to what was quoted with it; where neither tells, it has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from kg.intake.articles.model import Span
from kg.nearest import folded


class Way(StrEnum):
    """How a quote was found."""

    EXACT = "exact"
    NORMALISED = "normalised"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands, and how it was found.

    Attributes:
        span: the place.
        way: the first way of looking that found it.
        likeness: from 0 to 1; 1 unless letters differ.
    """

    span: Span
    way: Way
    likeness: float = 1.0


#: Quotes with fewer letters than this must be right to the letter.
_FEWEST = 8
#: How alike a passage must be to a quote with letters that differ (2 · letters in common ÷ letters of both).
_LEAST = 0.85
#: How much less alike any other passage must be.
_MARGIN = 0.06
#: How many places of one quote are told apart.
_MOST_PLACES = 50
#: How much nearer than any other the nearest of several places must be, in code points.
_CLEARLY = 10
_POINTS = ".,．，"
_CHINESE_DIGITS = "〇零一二三四五六七八九十百千两"
_NUMBER = re.compile(rf"[0-9]+(?:[.:/~-][0-9]+)*|[{_CHINESE_DIGITS}]+")


def anchor(text: str, quote: str, within: Span | None = None, near: Sequence[Span] = ()) -> Anchor | None:
    """The place of a quote.

    Args:
        text: the text.
        quote: the quote, as somebody has it.
        within: the passage that it belongs to, if that is known; what stands outside does not count.
        near: where else something was quoted for the same record.

    Returns:
        its place; ``None`` if it is not in the text, or if nothing tells which of several places is meant.

    >>> anchor("甲市与乙校签约。", "甲市与乙校 签约").span
    Span(start=0, end=7)
    >>> anchor("投资1.2亿元", "2亿元") is None
    True
    """
    if within is not None:
        found = anchor(text[within.start : within.end], quote, near=[_moved(span, -within.start) for span in near])
        return None if found is None else Anchor(_moved(found.span, within.start), found.way, found.likeness)
    quote = quote.strip()
    if not quote:
        return None
    places = [span for start in _starts(text, quote) if _is_whole(text, span := Span(start, start + len(quote)))]
    if places:
        return _resolved(places, Way.EXACT, near)
    letters, points = _letters(text)
    wanted, _ = _letters(quote)
    if not wanted:
        return None
    inner = (Span(points[start], points[start + len(wanted) - 1] + 1) for start in _starts(letters, wanted))
    places = [_with_signs(text, span, quote) for span in inner if _is_whole(text, span)]
    if places:
        return _resolved(places, Way.NORMALISED, near)
    return _fuzzy(text, letters, points, wanted, quote)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _resolved(places: Sequence[Span], way: Way, near: Sequence[Span]) -> Anchor | None:
    """The one place; of several the one that is clearly the nearest to what was quoted beside it."""
    if len(places) == 1:
        return Anchor(places[0], way)
    if not near or len(places) > _MOST_PLACES:
        return None
    ranked = sorted((min(_gap(place, other) for other in near), place) for place in places)
    (first, place), (second, _) = ranked[:2]
    return Anchor(place, way) if second - first >= max(_CLEARLY, first) else None


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _starts(text: str, quote: str) -> list[int]:
    """Where a quote begins; no more places than are told apart."""
    found: list[int] = []
    start = text.find(quote)
    while start >= 0 and len(found) <= _MOST_PLACES:
        found.append(start)
        start = text.find(quote, start + 1)
    return found


def _is_whole(text: str, span: Span) -> bool:
    return not _runs_on(text, span.start) and not _runs_on(text, span.end)


def _runs_on(text: str, at: int) -> bool:
    """Whether a word or a number of the text runs on over a place."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    kind = _kind(before)
    if kind and kind == _kind(after):
        return True
    # A point or comma within a number: 1|.2, 1.|2
    sign = at if after in _POINTS else at - 1 if before in _POINTS else 0
    return 0 < sign < len(text) - 1 and text[sign - 1].isdigit() and text[sign + 1].isdigit()


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character in _CHINESE_DIGITS:
        return "number"
    return "letter" if character.isalpha() and unicodedata.name(character, "").startswith("LATIN") else ""


class _Folded(dict[str, str]):
    """What each character counts as where blanks and punctuation do not."""

    def __missing__(self, character: str) -> str:
        counts = unicodedata.category(character)[0] in "LNS" or character in "%‰％"
        self[character] = folded(character).replace(" ", "") if counts else ""
        return self[character]


_FOLDED = _Folded()
_SIGNS = str.maketrans("。、《》【】", ".,〈〉[]")
#: Signs that are part of a number: all but the comma of thousands.
_IN_NUMBERS = {
    ".": ".",
    "．": ".",
    ":": ":",
    "：": ":",
    "∶": ":",
    "/": "/",
    "-": "-",
    "–": "-",
    "—": "-",
    "~": "-",
    "～": "-",
}


@lru_cache(maxsize=4)  # many quotes of one text
def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and numbers of a text, folded, and where each stands."""
    letters: list[str] = []
    points: list[int] = []
    for point, character in enumerate(text):
        counted = _FOLDED[character]
        if not counted or character in _IN_NUMBERS:
            inside = text[point - 1 : point].isdigit() and text[point + 1 : point + 2].isdigit()
            counted = _IN_NUMBERS.get(character, "") if inside else ""
        for letter in counted:
            letters.append(letter)
            points.append(point)
    return "".join(letters), points


def _with_signs(text: str, span: Span, quote: str) -> Span:
    """A place with the sign before it and behind it, where the quote has the same there."""
    first, last = span.start, span.end
    if last < len(text) and _sign(quote[-1]) == _sign(text[last]) != "":
        last += 1
    if first and _sign(quote[0]) == _sign(text[first - 1]) != "":
        first -= 1
    return Span(first, last)


def _sign(character: str) -> str:
    """A sign of punctuation, as it is compared; empty for what is none."""
    if _FOLDED[character] or character.isspace():
        return ""
    return '"' if character in "“”‘’\"'「」『』＂＇" else unicodedata.normalize("NFKC", character).translate(_SIGNS)


# --- With letters that differ -----------------------------------------------------------------------------------------


def _fuzzy(text: str, letters: str, points: Sequence[int], wanted: str, quote: str) -> Anchor | None:
    if len(wanted) < _FEWEST or len(wanted) > 2 * len(letters):
        return None
    best = _best(letters, wanted)
    if best is None:
        return None
    likeness, start, end = best
    others = (_best(letters[:start], wanted), _best(letters[end:], wanted))
    if any(other is not None and other[0] > likeness - _MARGIN for other in others):
        return None
    span = _whole_words(text, Span(points[start], points[end - 1] + 1))
    if _NUMBER.findall(wanted) != _NUMBER.findall(_letters(text[span.start : span.end])[0]):
        return None
    span = _with_signs(text, span, quote)
    return Anchor(span, Way.FUZZY, round(likeness, 4))


def _best(letters: str, wanted: str) -> tuple[float, int, int] | None:
    """The passage that is most like a quote: how much, where it begins and where it ends."""
    if not letters:
        return None
    # A first look is generous: the passage may be a little shorter or longer than the quote.
    found = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=100 * (_LEAST - 0.1))
    if found is None:
        return None
    slack = 2 + len(wanted) // 10
    starts = range(max(0, found.dest_start - slack), min(len(letters), found.dest_start + slack + 1))
    ends = range(max(1, found.dest_end - slack), min(len(letters), found.dest_end + slack) + 1)
    likeness, start, end = max(
        (fuzz.ratio(wanted, letters[start:end]) / 100, -start, end) for start in starts for end in ends if start < end
    )
    return (likeness, -start, end) if likeness >= _LEAST else None


def _whole_words(text: str, span: Span) -> Span:
    """A passage with the whole of the words and numbers at its ends."""
    start, end = span.start, span.end
    while _runs_on(text, start):
        start -= 1
    while _runs_on(text, end):
        end += 1
    return Span(start, end)
