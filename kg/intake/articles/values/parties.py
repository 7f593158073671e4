"""Whether a passage names a party, or a pronoun or a topic stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.intake.articles.values.context import Document, Passage
from kg.intake.articles.values.model import Seen, Verdict
from kg.intake.articles.values.names import Named
from kg.intake.articles.values.words import rows
from kg.text import Text

#: Where another clause begins, and the verb behind its subject.
_CLAUSE_BEFORE = re.compile(r"(?:[,;:] (?:and |while |but |where |whereas |which )?|[;,。]而?)(?:the )?\Z")
_VERB_BEHIND = re.compile(
    r" (?:will|would|is|was|are|were|has|had|have|also|said|[a-z]+(?:ed|ns|ts|ds|es|rs|ps))\b|"
    r"(?:则|将|也|已|负责|提供|承担|表示|派出|参与|为)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a document names, and where."""

    start: int
    end: int
    named: Named


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes part in a partnership: how many, and by reference what they make together or where it is.

    In the name of what they make theirs may stand, as in 浙沪共享区; in the name of another party no place is named.
    """

    number: int
    made: frozenset[str]


class Mentions:
    """Where a document names the things that are known; of names within a longer one only that counts.

    Args:
        document: the document.
        things: what is known.
        defined: the passages of the rows that define things, by reference.
    """

    def __init__(
        self, document: Document, things: Iterable[Named], defined: Mapping[str, list[tuple[int, int]]] | None = None
    ) -> None:
        self._defined = defined or {}
        there = (named for named in things if named.may_stand_in(document))
        found = [Mention(*span, named) for named in there for span in named.places(document.plain)]
        found.sort(key=lambda one: (one.start, -one.end, one.named.reference))
        self.all = tuple(found)
        outer: list[Mention] = []
        reach = -1
        for one in found:
            if one.end > reach or (outer and (one.start, one.end) == (outer[-1].start, outer[-1].end)):
                outer.append(one)
                reach = max(reach, one.end)
        self.outer = tuple(outer)

    def is_defined_here(self, named: Named, passage: Passage) -> bool:
        """Whether a thing's own row cites a part of a passage or of its sentence: it is spoken of there."""
        first, last = passage.document.sentence(passage.start, passage.end)
        return any(first <= start and end <= last for start, end in self._defined.get(named.reference, ()))

    def within(self, start: int, end: int, outer: bool = True) -> list[Mention]:
        """Those that stand in a part of the document.

        Args:
            start: where the part begins, in code points.
            end: where it ends; a name must stand in it as a whole.
            outer: whether names within longer ones are left out.
        """
        return [one for one in (self.outer if outer else self.all) if start <= one.start and one.end <= end]


def check_party(
    passage: Passage,
    named: Named,
    mentions: Mentions,
    taking: Taking | None = None,
    is_own: bool = False,
) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage names a party, or stands where it is spoken of.

    Args:
        passage: the passage.
        named: the party.
        mentions: what the document names.
        taking: where the passage tells who takes part in something: how many, and what they make.
        is_own: whether it is the passage of the row that defines it, which must have its name.
    """
    language = "zh" if passage.document.is_chinese else "en"
    if named.places(passage.words) and (taking is None or _is_named_itself(passage, named, mentions, taking.made)):
        return Verdict.STATED, ()
    if named.is_clipped_in(passage.words):
        return Verdict.CARRIED, ()
    if language not in named.languages and not is_own and mentions.is_defined_here(named, passage):
        return Verdict.UNREAD, ()
    others = [one for one in mentions.within(passage.start, passage.end) if _is_party(one.named)]
    # Who is left out is carried over only where the passage names fewer than take part.
    named_there = {one.named.reference for one in others if _stands_alone(one, others, passage)}
    is_full = taking is not None and len(named_there) >= taking.number
    if not is_full and not is_own and _is_carried(passage, named, mentions, within_names=taking is None):
        return Verdict.CARRIED, ()
    others = [one for one in others if not _has_own_verb(one, passage)]
    seen = tuple(_seen(passage, one) for one in others)
    # Who is not named is only missing; where a party is to be and two others are, those are the parties.
    return Verdict.OTHERWISE if taking and len(others) > 1 else Verdict.MISSING, seen


def _has_own_verb(mention: Mention, passage: Passage) -> bool:
    """Whether a name begins a clause of its own within a passage, and so is no party of what the rest tells."""
    text = passage.document.plain
    before = text[passage.start : mention.start]
    return bool(_CLAUSE_BEFORE.search(before) and _VERB_BEHIND.match(text, mention.end))


def _stands_alone(mention: Mention, others: list[Mention], passage: Passage) -> bool:
    """Whether a name is not only where another is: 汐海 in 汐海澄湾, Aldermoor in “the Institute in Aldermoor”."""
    if any(mention.end == one.start for one in others):
        return False
    before = passage.document.plain[max(0, mention.start - 4) : mention.start]
    return not before.endswith((" in ", " at ", "(", "（"))


def _is_named_itself(passage: Passage, named: Named, mentions: Mentions, made: frozenset[str]) -> bool:
    """Whether a party's name stands for itself in a passage, or in the name of what is made."""
    names = mentions.within(passage.start, passage.end)
    if any(one.named is named for one in names):
        return True
    own = [(passage.start + start, passage.start + end) for start, end in named.places(passage.words)]
    outer = [one for one in names if any(one.start <= start and end <= one.end for start, end in own)]
    return not outer or any(one.named.reference in made for one in outer)


def _seen(passage: Passage, mention: Mention) -> Seen:
    return Seen(passage.shown(mention.start, mention.end), mention.named.name, mention.start, mention.end)


@cache
def _pronouns() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    found = []
    for row in rows("pronouns"):
        spelling = row["spelling"]
        pattern = rf"(?<![a-z]){re.escape(spelling)}(?![a-z])" if spelling.isascii() else re.escape(spelling)
        found.append((re.compile(pattern), row["kind"], int(row["number"])))
    return tuple(found)


def _is_carried(passage: Passage, named: Named, mentions: Mentions, within_names: bool) -> bool:
    """Whether a short name or a pronoun of the passage means the party, or its sentence or paragraph is about it."""
    document = passage.document
    sentence, paragraph, earlier = passage.sentence(), passage.paragraph(), passage.paragraph_before()
    near = document.plain[paragraph.start : max(passage.end, sentence.end)]
    if named.is_called_in(near) and named.places(document.plain):
        return True
    if any(one.named is named for one in mentions.within(sentence.start, sentence.end, outer=not within_names)):
        return True
    before = [one for one in mentions.within(earlier.start, passage.start, outer=False) if _is_party(one.named)]
    order = list(dict.fromkeys(one.named.reference for one in reversed(before)))
    for pattern, kind, number in _pronouns():
        if pattern.search(passage.words) or pattern.search(sentence.words):
            fitting = [reference for reference in order if _fits(_of(before, reference), kind)]
            if named.reference in fitting[: max(number, 2)]:
                return True
            if number > 1 and named.reference in _first(mentions, passage.end, paragraph.end, number):
                return True
    # An elided subject: what the paragraph begins with, the one before it, or what was named last.
    return named.reference in (
        *_first(mentions, paragraph.start, passage.start, 3),
        *_first(mentions, earlier.start, earlier.end, 2),
        *order[:2],
    )


def _first(mentions: Mentions, start: int, end: int, most: int) -> list[str]:
    """The parties that a part of a document names first."""
    among = (one.named.reference for one in mentions.within(start, end) if _is_party(one.named))
    return list(dict.fromkeys(among))[:most]


def _of(mentions: list[Mention], reference: str) -> Named:
    return next(one.named for one in mentions if one.named.reference == reference)


def _is_party(named: Named) -> bool:
    return named.reference.startswith(("region/", "institution/"))


def _fits(named: Named, kind: str) -> bool:
    if not kind:
        return True
    if kind == "institution":
        return named.reference.startswith("institution/")
    return named.reference.startswith("region/") and (named.ending == kind or not named.ending)


def told(named: Named) -> Text:
    """A party for people: its name and its reference."""
    return Text(f"{named.name.en} ({named.reference})", f"{named.name.zh}（{named.reference}）")


def known(things: Mapping[str, Named], reference: str) -> Named | None:
    """What a typed reference means; ``None`` where it is in none of the packages."""
    return things.get(reference)
