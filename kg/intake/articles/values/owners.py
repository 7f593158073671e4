"""Whose a figure is, where a sentence gives one to each of several: 甲县引进企业9家，乙县12家."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.figures import Amount, is_of, of_unit, seen
from kg.intake.articles.values.model import Seen
from kg.intake.articles.values.parties import Mention, Mentions

_PARTIES = ("region/", "institution/")
#: What ends what is told of those named before.
_END = re.compile("[。;；!！?？\n]")
#: What stands between a name and the next figure where that is not the name's, or not its alone.
_NOT_ITS = re.compile(
    "其中|两地|双方|合计|共计|总计|(?<![a-z])(?:both|together|in all|in total|of which|of whom)(?![a-z])"
)
#: What a part of a sentence with a subject of its own begins behind.
_BEGINS = re.compile("(?:\\A|[，。；;!！?？\n:：]|,|(?<![a-z])(?:and|while|whereas|but))(?:而|则)?(?: ?the)? ?\\Z")
#: What may stand beside a verb, and changes nothing of who does what.
_BESIDE_VERB = re.compile(
    "^[ ,，]*(?:则|也|还|已|共|又)*|(?<![a-z])(?:also|about|around|some|nearly|over|the)(?![a-z])|"
    "约|近|逾|超过?|[€$£¥￥, ]"
)
_FEWEST = 2
_CLASSIFIER = re.compile("[余多来]?([家个名位人所项份件宗座条户批])")


@dataclass(frozen=True, slots=True)
class _Given:
    """Figures of a sentence, with who is the subject of their part, and what that one did."""

    owner: str
    does: str
    amounts: tuple[Amount, ...]


def given_to_another(
    passage: Passage, value: Decimal, unit: str, own: Collection[str], mentions: Mentions
) -> tuple[Seen, ...]:
    """What a sentence gives to those a row is about, where it gives the row's figure to others.

    Only where both are plain: the figure stands in a part of the sentence that begins with another, and those the row
    is about begin one alike of their own.

    Args:
        passage: the passage that the row cites.
        value: the value on record, in base units.
        unit: its unit's code.
        own: those that the row is about, as references.
        mentions: what the document names.

    Returns:
        the figures that they have; none if nothing tells that the row's is another's.
    """
    around = passage.sentence()
    named = [one for one in mentions.within(around.start, around.end) if one.named.reference.startswith(_PARTIES)]
    found = of_unit(around, unit)
    counted = {_counting(around, amount) for amount in found if is_of(amount, value)}
    given = _given(around, named, [amount for amount in found if _counting(around, amount) in counted])
    if len(given) < _FEWEST:
        return ()
    same = [one for one in given if any(is_of(amount, value) for amount in one.amounts)]
    mine = [one for one in given if one.owner in own]
    if not same or len(mine) != 1 or mine[0] in same or any(one.owner == mine[0].owner for one in same):
        return ()
    return tuple(seen(around, amount) for amount in mine[0].amounts)


def _counting(around: Passage, amount: Amount) -> str:
    """The counting word of a number in Chinese, which tells firms from people: 9家, 12名; empty for what has a unit."""
    match = None if amount.units else _CLASSIFIER.match(around.words, amount.number.unit_at)
    return match[1] if match else ""


def _given(around: Passage, named: Sequence[Mention], amounts: Sequence[Amount]) -> list[_Given]:
    """The figures of a sentence in their order, each with the subject of its part; none unless all parts are alike.

    They are alike where each has one name alone, which begins it, and each did the same: what only the first says the
    others leave out. Of several figures right behind one another the name before the first is that of all.
    """
    made: list[_Given] = []
    before = around.start
    for amount in amounts:
        start, end = around.start + amount.number.start, around.start + amount.number.end
        between = around.document.plain[before:start]
        there = [one for one in named if before <= one.start and one.end <= start]
        if _NOT_ITS.search(between):
            return []
        if there:
            (one, *others), text = there, around.document.plain
            does = _BESIDE_VERB.sub("", text[one.end : start])
            is_alike = not made or does in ("", made[0].does)
            if others or _END.search(does) or not is_alike or not _BEGINS.search(text[before : one.start]):
                return []
            made.append(_Given(one.named.reference, does, (amount,)))
        elif made:
            made[-1] = _Given(made[-1].owner, made[-1].does, (*made[-1].amounts, amount))
        else:
            return []
        before = end
    return made
