"""Names that nothing but their place in a sentence tells: capitals in English, lists with 与 in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.intake.articles.mentions import INSTITUTION, REGION, Mention, without_overlaps
from kg.intake.articles.model import Span

#: How sure such a name is.
_SURE = 0.55
_WORD = r"[A-Z][A-Za-zÀ-ÿ0-9'’&.-]*[A-Za-zÀ-ÿ0-9]|[A-Z]{2,}"
_NAME = re.compile(
    rf"(?:{_WORD})(?: (?:(?:& |and (?=[A-Z][a-z]+ (?:plc|Ltd|Group|Co)\b)|of (?:the )?|for )?(?:{_WORD})|plc|nv|ag))+"
)
#: What begins with a capital and is no name of a party.
_NO_NAME = re.compile(
    r"^(?:the|a|an|on|in|at|by|under|last|this|next|early|late|mr|mrs|ms|dr|president|minister|mayor|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|its|their|both|two|three|representatives|officials|companies|plans|backed|founded|together)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|dr|president|minister|mayor|chief executive|chair(?:man|woman)?|director|professor)\.? $",
    re.IGNORECASE,
)
#: A list behind 与, up to what was done with it.
_LIST = re.compile(
    r"(?:与|同|和|跟)([\u3400-\u9fff]{2,10}(?:[、和与][\u3400-\u9fff]{2,10}){0,3})(?=(?:正式|成功|分别|共同)?(?:签署|签订|签下|签约|订立|达成|结为|缔结|合资|合作))"
)
_PART = re.compile(r"[^、和与]+")
#: What is in no name: then it is a stretch of the sentence.
_FUNCTION = re.compile(
    "[将已了在于的就把被对为并也还又再都等其该各我本这那]|近日|双方|正式|共同|有关|多家|企业|单位|高校|部门|两地|三方"
    "|市政府|区政府|县政府|当地|公司$"
)


def guessed(text: str, sentence: Span, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a sentence with those added that only their place tells.

    Args:
        text: the whole text.
        sentence: the sentence.
        mentions: the names in it that were found otherwise.
    """
    added = [*_capitals(text, sentence, mentions), *_listed(text, sentence, mentions)]
    return tuple(without_overlaps([*mentions, *added])) if added else tuple(mentions)


def _capitals(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    taken = {at for one in mentions if one.kind != REGION for at in range(one.span.start, one.span.end)}
    regions = [one for one in mentions if one.kind == REGION]
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        while (first := _NO_NAME.match(text[start:end])) is not None:
            cut = start + first.end()
            start = cut + 1 if cut < end and text[cut] == " " else end
        words = text[start:end].split()
        inside = [one for one in regions if start <= one.span.start and one.span.end <= end]
        if len(words) < 2 or taken & set(range(start, end)) or _TITLE.search(text[max(0, start - 24) : start]):
            continue
        # A region's own name with a word before or behind it is another thing's; the name alone is the region.
        if any((one.span.start, one.span.end) == (start, end) for one in regions):
            continue
        if len(inside) > 1 or any(one.span.end == end and one.reference for one in inside):
            continue
        yield Mention(Span(start, end), INSTITUTION, text[start:end], score=_SURE, parts=tuple(inside))


def _listed(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    taken = {at for one in mentions for at in range(one.span.start, one.span.end)}
    for match in _LIST.finditer(text, sentence.start, sentence.end):
        for part in _PART.finditer(match.group(1)):
            start, end = match.start(1) + part.start(), match.start(1) + part.end()
            name = text[start:end]
            if len(name) >= 3 and not taken & set(range(start, end)) and not _FUNCTION.search(name):
                yield Mention(Span(start, end), INSTITUTION, name, score=_SURE)
