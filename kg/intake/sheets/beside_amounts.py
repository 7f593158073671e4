"""What stands beside the amount of a cell: over which time it goes, the same sum in other money, of which phase it is.

None of it is a figure of its own, and none of it goes unsaid: it is noted of the figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.intake.sheets.drafts import NOTHING
from kg.intake.sheets.taxed import without_taxed
from kg.nearest import in_both_scripts
from kg.notations import Hints, Quantity, Read, quantity
from kg.notations.doubts import TWO
from kg.notations.over_terms import OverTerm, over_terms
from kg.text import Text

#: An amount with the same sum in other money in brackets behind it, and what in brackets says that it is another one.
_IN_BRACKETS = re.compile(r"(?P<first>.*[0-9][^()（）]*?)\s*[(（](?P<other>[^()（）]*[0-9][^()（）]*)[)）]")
_AS_MUCH = re.compile(
    in_both_scripts(r"(?:约?合|折合|相当于|等于|约|即)")
    + r"|(?:equals|equivalent to|equiv\.?|i\.e\.|or|=|≈|~|entspricht|umgerechnet|soit|equivalente? a|unos|env\.?"
    r"|about|approx\.?|around|circa|ca\.?|c\.)(?![^\W\d_])",
    re.I,
)
_ANOTHER = re.compile(
    in_both_scripts("其中|包括|另|含|加|追加|贷款|自筹|配套|出资|已|到位")
    + r"|\b(?:of which|incl|plus|thereof|davon|dont|loan|grant|equity|paid|debt|own|co-?financ|from|by|per)\b|\+",
    re.I,
)
#: Which phase an amount is of, before it: 一期投资, Phase 1:, 1. Bauabschnitt.
_PHASE = re.compile(
    in_both_scripts(
        r"(?P<phase>(?:第?[一二三四五六1-6]期|首期|第[一二三四五六]阶段)(?:工程|项目)?)(?:总?投资(?:额)?)?[\s:：为约]*"
    )
    + r"|(?P<behind>(?:phase|stage|tranche|lot|bauabschnitt|tranche|fase|etapa) ?(?:[1-6]|i{1,3}|iv|v)"
    r"|(?:first|second|third|1st|2nd|3rd|[1-3]\.|erster?|zweiter?|premi[eè]re|deuxi[eè]me|primera?|segunda?)"
    r" (?:phase|stage|tranche|bauabschnitt|etappe|étape|fase|etapa))[\s:：,]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """An amount of a cell without what stands beside it, and what is noted of that.

    Attributes:
        read: what the amount is read as by itself.
        note: what is noted of the figure.
    """

    read: Read[Quantity]
    note: Text


def over_of(text: str, hints: Hints) -> OverTerm | None:
    """The time over which the amount of a cell goes; ``None`` where it names none.

    Args:
        text: the cell.
        hints: what is known of its column.

    >>> [one.words for text in ("EUR 5m over 3 years", "EUR 5m") if (one := over_of(text, Hints()))]
    ['3 years']
    """
    return next((way for way in over_terms(text) if _is_amount(quantity(way.rest, hints))), None)


def _is_amount(read: Read[Quantity]) -> bool:
    return read.value is not None or bool(read.proposals and (read.proposals[0].per or read.about))


def note_of_time(over: OverTerm) -> Text:
    """What is noted of a figure over some time.

    Args:
        over: that time.
    """
    return Text(f"The sheet gives it over a time: {over.words}.", f"原文所写期间：{over.words}。")


def without_what_is_beside(text: str, hints: Hints) -> Beside | None:
    """What a cell says whose amount stands beside its phase, taxes, an area or the same sum in other money.

    Args:
        text: the cell.
        hints: what is known of its column.

    Returns:
        the amount with what is noted of it; ``None`` of others.

    >>> one = without_what_is_beside("1 Mrd. EUR (ca. 7 Mrd. RMB)", Hints())
    >>> one.read.value.unit, one.note.en
    ('EUR', 'The sheet gives it in other money too: ca. 7 Mrd. RMB.')
    >>> without_what_is_beside("€10m (loan €4m)", Hints()) is None
    True
    """
    one = text.strip()
    if (match := _PHASE.match(one)) is not None and match.end() < len(one):
        phase, rest = (match["phase"] or match["behind"]), one[match.end() :]
        read = quantity(rest, hints)
        if read.value is not None or read.about:
            return Beside(read, Text(f"The sheet gives it for one phase: {phase}.", f"原文所指为其中一期：{phase}。"))
    rest, taxed = without_taxed(one)
    if taxed and (read := quantity(rest, hints)) and (read.value is not None or read.about):
        return Beside(read, Text(f"The sheet says of it: {taxed}.", f"原文注明：{taxed}。"))
    return _in_other_money(one, hints) or _beside_a_measure(one, hints)


def _beside_a_measure(text: str, hints: Hints) -> Beside | None:
    """An amount of money beside another thing that is counted, in a column of money: 500亩、投资6.8亿元."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()] if hints.money else []
    if not 1 < len(parts) <= _MOST_PARTS or not all(any(map(str.isdigit, part)) for part in parts):
        return None
    read = [quantity(_LED.sub("", part, count=1), Hints()) for part in parts]
    money = [one for one in read if one.value is not None and _is_money(one.value.unit)]
    others = [part for part, one in zip(parts, read, strict=True) if one.value and one.value.unit and one not in money]
    if len(money) != 1 or len(others) != len(parts) - 1:
        return None
    said = ", ".join(others)
    return Beside(money[0], Text(f"The sheet gives beside it: {said}.", f"原文另写明：{said}。"))


#: What parts an amount from another thing that is counted, and what stands before either.
_PARTS = re.compile(r"[，、;；/／\n]|,(?![0-9])|(?<![0-9]),|\s(?:and|und|et|y|e|i|on|auf)\s")
_LED = re.compile(
    in_both_scripts(
        r"\s*(?:项目|计划|预计|约定)?(?:总?投资(?:额|总额)?|总额|金额|投入|占地(?:面积)?|用地(?:面积)?|建筑面积|总建筑面积|面积)[:：为约]*"
    )
    + r"|\s*(?:investment|invested|total|amount|area|site|land|investition|fläche|surface|superficie)(?: of)?[:\s]+",
    re.I,
)
_MOST_PARTS = 3


def _is_money(unit: str) -> bool:
    return len(unit) == len("EUR") and unit.isupper()


def _in_other_money(text: str, hints: Hints) -> Beside | None:
    """An amount with the same sum in another currency behind it in brackets: INR 35,000 crore (~US$5bn)."""
    match = _IN_BRACKETS.fullmatch(text)
    if match is None or _ANOTHER.search(match["other"]):
        return None
    first, other = quantity(match["first"], hints), _money(_AS_MUCH.sub("", match["other"].strip(), count=1))
    mine = _units(first)
    if not other or not mine or mine & other or first.none_said:
        return None
    if first.value is None and not first.about:
        return None
    said = match["other"].strip()
    return Beside(first, Text(f"The sheet gives it in other money too: {said}.", f"原文另以其他货币写明：{said}。"))


def _money(text: str) -> frozenset[str]:
    """The currencies in which a text may be an amount; none where it is none."""
    read = quantity(text, Hints(money=True))
    units = _units(read)
    is_money = all(map(_is_money, units))
    return units if is_money and (read.value is not None or read.about) and not NOTHING.fullmatch(text) else frozenset()


def _units(read: Read[Quantity]) -> frozenset[str]:
    found = (read.value,) if read.value is not None else read.proposals
    return frozenset(one.unit for one in found if one.unit)


def others_left(text: str, hints: Hints, kept: Quantity) -> bool:
    """Whether a cell names more amounts than the one that is kept of it by an answer.

    Args:
        text: the cell.
        hints: what is known of its column.
        kept: the figure that is kept.
    """
    read = quantity(text, hints)
    others = [one for one in read.proposals if one.value not in (kept.value, kept.upper)]
    # What they come to together leaves none of them out.
    return read.question == TWO and bool(others) and sum(one.value for one in read.proposals) != kept.value
