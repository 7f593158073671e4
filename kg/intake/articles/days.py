"""Days and spans of time in running text, with where they stand; what is relative, by the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.intake.articles import chinese_days, english_days
from kg.intake.articles.model import Span
from kg.intake.articles.normal import matching
from kg.intake.articles.publishing import Publishing
from kg.notations import Period, Read
from kg.notations.points import coarser

#: The title of a paper; a longer stretch between such marks is none.
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
Found = tuple[Span, Read[Period]]
#: What stands between two ends of one span.
_TO = re.compile(r" ?(?:-{1,2}|—{1,2}|~|至|到|to|until|through) ?")


def days(text: str, published: date, *, titles: bool = True) -> tuple[Found, ...]:
    """The days and spans of time that a text names, in order.

    A date without its year is the last that was before publication, so that 12月5日 is last year's in July, unless its
    clause tells of what is to come. 今年, last month, yesterday and the like count from the day of publication;
    今年以来 and 截至目前 end on it. Words that open a span belong to it: since 2015, 截至3月底, by the end of March.

    Args:
        text: an article's text, or a part of it.
        published: the day of publication.
        titles: whether those in titles of papers count, which say of when a paper is and of nothing else:
            签订《2025年度协作协议》.
    """
    alike = matching(text)
    when = Publishing(published)
    chinese = list(chinese_days.found(alike, when))
    taken = [span for span, _ in chinese]
    english = [one for one in english_days.found(text, alike, when) if not _overlaps(one[0], taken)]
    found = _joined(alike, sorted([*chinese, *english], key=lambda one: one[0]))
    titled = [] if titles else [Span(*match.span()) for match in _TITLE.finditer(alike)]
    return tuple(one for one in found if not _overlaps(one[0], titled))


def _overlaps(span: Span, taken: list[Span]) -> bool:
    at = _first_behind(span.start, taken)
    return at < len(taken) and taken[at].start < span.end


def _first_behind(place: int, taken: list[Span]) -> int:
    """The first span that ends behind a place, among some in order."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return low


def _joined(alike: str, found: list[Found]) -> list[Found]:
    """Two dates with 至 between them as one span: 去年11月至今年2月, 4月下旬至5月上旬."""
    made: list[Found] = []
    for span, read in found:
        if made and _TO.fullmatch(alike, made[-1][0].end, span.start):
            before, first = made[-1][0], made[-1][1].value
            both = _both(first, read.value)
            if both is not None:
                made[-1] = Span(before.start, span.end), Read(both)
                continue
        made.append((span, read))
    return made


def _both(first: Period | None, second: Period | None) -> Period | None:
    if first is None or second is None or first.start is None or second.end is None or second.start is None:
        return None
    if first.end is None or first.start > second.start:
        return None
    about = "about" in (first.bound, second.bound)
    joined = Period(first.start, second.end, coarser(first.precision, second.precision))
    return replace(joined, bound="about") if about else joined
