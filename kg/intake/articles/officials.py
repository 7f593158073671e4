"""People with their posts: 云溪县县长林知远, Mayor Jane Doe, Jane Doe, director of the bureau."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.words import words

_HAN = "\u3400-\u9fff"
#: How long what stands between a body and a post is at most: 党委副书记、.
_POST_REACH = 24


@cache
def _chinese() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, words("title")))
    surnames = "|".join(map(re.escape, words("surname")))
    return re.compile(rf"(?P<title>(?:{titles})(?:、(?:{titles}))*) ?(?P<surname>{surnames})(?P<given>[{_HAN}]{{1,3}})")


@cache
def _behind() -> frozenset[str]:
    return frozenset(words("behind name"))


_NAME = r"(?:[A-Z][a-z]+(?:[-'][A-Za-z]+)*)(?: (?:[A-Z]\. ?)?[A-Z][a-z]+(?:[-'][A-Za-z]+)*){1,2}"


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    titles = "|".join(re.escape(word).replace(r"\ ", " ").replace(r"\-", "-") for word in words("title", "en"))
    # In running text a post stands in capitals before a name, and in small letters behind it.
    title = rf"(?:(?:[Tt]he )?(?:(?:then|former|acting) )?(?i:{titles}))"
    of = r"(?:of|at|for) (?:the )?(?P<of>[A-Z][^,.;:\n]{2,100}"
    return (
        re.compile(rf"(?<![\w-])(?P<title>{title}),? (?P<name>{_NAME})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?P<title>(?i:{titles}) {of}?)),? (?P<name>{_NAME})(?=,| said| told| added|\.)"),
        re.compile(rf"(?<![\w-])(?P<name>{_NAME}), (?:the )?(?P<title>(?i:{titles})(?: {of}))?)"),
    )


def officials(text: str, alike: str, bodies: Sequence[Mention]) -> Iterator[Mention]:
    """People with their posts, overlapping ones too.

    Args:
        text: the text as it was written.
        alike: the same as ``matching`` has it.
        bodies: the regions and institutions in it, in order and without overlaps.
    """
    starts = {one.span.start: one for one in bodies}
    ends = {one.span.end: one for one in bodies}
    for match in _chinese().finditer(alike):
        yield from _in_chinese(text, alike, match, ends)
    before, of_before, behind = _english()
    for pattern in (behind, of_before, before):
        for match in pattern.finditer(text):
            found = _in_english(match, starts, ends)
            if found is not None:
                yield found


def _in_chinese(text: str, alike: str, match: re.Match[str], ends: dict[int, Mention]) -> Iterator[Mention]:
    start = match.start("surname")
    if alike.startswith(words("not person"), start):
        return
    length = _given_length(alike, match)
    if not length:
        return
    end = match.end("surname") + length
    post, body = _post(alike, match.start("title"), match.end("title"), ends)
    yield Mention(Span(start, end), OFFICIAL, text[start:end], score=0.85 if body else 0.65, post=post, body=body)


def _given_length(alike: str, match: re.Match[str]) -> int:
    """Of how many characters a given name is: two, or one where what stands behind it goes on with the sentence."""
    at = match.end("surname")
    for length in (1, 2):
        follows = alike[at + length : at + length + 1]
        if not follows or not _is_han(follows) or follows in _behind():
            # 林说 is no name of its own.
            return (
                length if not (length == 1 and alike[at] in _behind() and alike[at] in "说表介指在与出率对主致") else 0
            )
    return 0


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _post(alike: str, start: int, end: int, ends: dict[int, Mention]) -> tuple[Span, str]:
    """The passage of a post with whose it is before it, and that one's reference."""
    for at in range(start, max(-1, start - _POST_REACH), -1):
        if at in ends and ends[at].kind in (REGION, INSTITUTION):
            return Span(ends[at].span.start, end), ends[at].reference
        if at < start and not (_is_han(alike[at]) or alike[at] == "、"):
            break
        if at < start and alike[at] in "的是与和了在":
            break
    return Span(start, end), ""


_ADDRESS = re.compile(r"(?:Professor|Prof|Dr|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Mayor|Governor)\.? ")


def _in_english(match: re.Match[str], starts: dict[int, Mention], ends: dict[int, Mention]) -> Mention | None:
    start, end = match.span("name")
    if address := _ADDRESS.match(match["name"]):
        start += address.end()
    name = match.string[start:end]
    first = name.split(" ")[0].lower()
    if (
        first in words("not name", "en")
        or start in starts
        or any(word.lower() in words("weak region", "en") for word in name.split(" "))
    ):
        return None
    title_start, title_end = match.span("title")
    body = ""
    groups = match.groupdict()
    if groups.get("of"):
        of_start = match.start("of")
        found = starts.get(of_start)
        body = found.reference if found else ""
        if found:
            title_end = max(found.span.end, of_start) if title_start > start else title_end
    elif (before := ends.get(title_start - 1)) is not None:
        title_start, body = before.span.start, before.reference
    return Mention(Span(start, end), OFFICIAL, name, score=0.8, post=Span(title_start, title_end), body=body)
