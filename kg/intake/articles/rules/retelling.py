"""What an article tells more than once: a headline, its body and "under the deal …" are one agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.model import Field, Span, Suggestion

_AGREEMENT = "Agreement"
#: How many partnerships of the same parties back a mention may be of one.
_REACH = 6
_GENERAL = "cooperation"
#: What one paper is called, now longer, now shorter: 战略合作框架协议, 战略合作协议, 框架协议.
_FRAMES = ("strategicFramework", "strategicCooperation", "framework", "jointConstruction")
#: How far behind what it is about the sentence of a paper begins at most.
_BESIDE = 80
_ASSUMED = "assumed"
#: How far a partnership has come, from the first stage to the last.
_ORDER = (
    *("planned", "negotiating", "signed", "underConstruction", "trialOperation", "operating", "completed"),
    *("suspended", "terminated"),
)
#: What tells that a mention is of another one.
_ANOTHER = re.compile(
    r"\b(?:another|separate|separately|further|additional|also)\b|"
    r"\b(?:second|third) (?:such )?(?:agreement|deal|pact|accord|contract|memorandum|mou|one)\b|"
    "另|又|还|再|第[二三四五](?:[份个次项轮批]|阶段)|同时|此外|分别(?!代表)"
)


@dataclass(slots=True)
class _Told:
    """The mentions of one partnership, with the kinds of agreement and the days that they tell."""

    mentions: list[Suggestion]
    kinds: set[str]
    days: set[tuple[str, str]]


def once_told(suggestions: Iterable[Suggestion], text: str) -> list[Suggestion]:
    """Suggestions with what was told before left out.

    A partnership of the same parties and the same class as one before, with no kind and no day of its own, is that one.
    The surest is kept, with the stage that is furthest on; figures and statements about the other go to it. A stage
    that no words told gives way to one that a later sentence tells.

    Args:
        suggestions: in the order of the text.
        text: the text.
    """
    made = list(suggestions)
    stages: dict[str, list[Suggestion]] = {}
    for one in made:
        if one.kind == "stages":
            stages.setdefault(one.about, []).append(one)
    groups, of_both, further = _grouped(made, stages, text)
    moved: dict[str, str] = {}
    of_kind: dict[str, Suggestion] = {}
    kept_stages: dict[str, Suggestion] = {}
    for mentions in (each.mentions for each in groups):
        best = max(mentions, key=_surest)
        of_kind[best.id] = max(mentions, key=_specific)
        moved.update({one.id: best.id for one in mentions})
        found = [stage for one in mentions for stage in stages.get(one.id, [])]
        if found:
            kept_stages[best.id] = replace(max(found, key=_advance), about=best.id)
    made = [_with_kind(one, of_kind[one.id]) if one.id in of_kind else one for one in made]
    made = [replace(one, span=of_both[one.id]) if one.id in of_both else one for one in made]
    fields = {moved[first]: [field for one in found for field in one.fields] for first, found in further.items()}
    made = [_about_more(one, fields[one.id]) if one.id in fields else one for one in made]
    return list(_put(made, moved, kept_stages))


def _grouped(
    made: Sequence[Suggestion], stages: dict[str, list[Suggestion]], text: str
) -> tuple[list[_Told], dict[str, Span], dict[str, list[Suggestion]]]:
    """The mentions of each partnership; the passages of those that are of two; what later ones say one is about.

    Args:
        made: the suggestions, in the order of the text.
        stages: the stages of each partnership, by its id.
        text: the text.
    """
    groups: list[_Told] = []
    of_both: dict[str, Span] = {}
    further: dict[str, list[Suggestion]] = {}
    of_whom: dict[tuple[str, frozenset[str]], list[_Told]] = {}
    for one in (one for one in made if one.kind == "partnerships"):
        told = of_whom.setdefault((one.value("class"), _whose(one)), [])
        new = _Told([one], {_family(_kind(one))} - {"", _GENERAL}, _days(stages.get(one.id, ())))
        group = next((group for group in told[-_REACH:] if _is_told(new, group, text)), None)
        before = groups[-1].mentions[-1] if groups else None
        if group is None and before is not None and _is_its_content(one, before, text):
            # What both will do under an agreement is what it is about.
            group = groups[-1]
            further.setdefault(before.id, []).append(one)
            told.append(group)
        elif group is None and before is not None and _is_its_paper(one, before, text):
            # An agreement and what it is about are one record, and its passage is of both.
            of_both[one.id] = Span(before.span.start, one.span.end)
            group = groups[-1]
            told.append(group)
        if group is None:
            told.append(new)
            groups.append(new)
        else:
            group.mentions.append(one)
            group.kinds |= new.kinds
            group.days |= new.days
    return groups, of_both, further


def _surest(one: Suggestion) -> tuple[bool, int, float]:
    """What makes one mention be kept before another: that it is of the agreement, of which kind, how sure it is.

    A headline often has the shorter name of a paper: strategic cooperation of a strategic framework agreement.
    """
    kind = _kind(one)
    how_telling = 0 if kind in ("", _GENERAL) else 1 if kind in _FRAMES[2:] else 3 if kind == _FRAMES[0] else 2
    return one.value("class") == _AGREEMENT, how_telling, one.score


def _specific(one: Suggestion) -> tuple[bool, int]:
    """What makes the kind of agreement of one mention say more than that of another: 战略合作框架协议 than 合作协议."""
    kind = _kind(one)
    return kind not in ("", _GENERAL), -_FRAMES.index(kind) if kind in _FRAMES else 0


def _with_kind(one: Suggestion, other: Suggestion) -> Suggestion:
    """A suggestion with the kind of agreement that another mention of it tells, where that says more."""
    if one is other or one.value("class") != _AGREEMENT or _specific(other) <= _specific(one):
        return one
    kind = next(field for field in other.fields if field.name == _KIND)
    kept = [kind if field.name == _KIND else field for field in one.fields]
    return replace(one, fields=tuple(kept))


_KIND = "agreement_kind"


def _is_its_paper(one: Suggestion, before: Suggestion, text: str) -> bool:
    """Whether an agreement that names nobody is that of what was told right before: The contract was signed in May."""
    return (
        one.value("class") == _AGREEMENT != before.value("class")
        and bool(one.note.en)
        and _whose(one) == _whose(before)
        and before.span.end <= one.span.start <= before.span.end + _BESIDE
        and _ANOTHER.search(text[one.span.start : one.span.end].lower()) is None
    )


#: What says that what follows is of the paper that was just told of.
_UNDER = re.compile(
    "(?:根据|按照|依据|依照|按)[^，。；]{0,12}(?:协议|合同|备忘录|约定|协定|框架)|"
    "协议(?:约定|明确|商定|提出|内容)|双方(?:将|约定|商定|同意)|"
    r"\b(?:under|according to|in line with|as part of) (?:the|this|their|its) (?:[a-z-]+ ){0,3}"
    r"(?:agreement|memorandum|mou|deal|pact|accord|partnership|framework|contract)\b|"
    r"\b(?:the two|both) (?:sides|parties|cities|counties|governments|institutions|universities|partners)\b"
)


def _is_its_content(one: Suggestion, before: Suggestion, text: str) -> bool:
    """Whether a plan of unnamed parties is what the agreement told right before is about: 双方将在…开展合作."""
    begin = max(before.span.end, one.span.start - _BESIDE)
    return (
        one.value("class") == "Partnership"
        and one.rule == _WORKING
        and before.value("class") == _AGREEMENT
        and bool(one.note.en)
        and _whose(one) == _whose(before)
        and before.span.end <= one.span.start <= before.span.end + 2 * _BESIDE
        and _UNDER.search(text[begin : one.span.end].lower()) is not None
        and _ANOTHER.search(text[one.span.start : one.span.end].lower()) is None
    )


def _about_more(one: Suggestion, fields: Sequence[Field]) -> Suggestion:
    """An agreement with the sectors that a later sentence says it is about; one that no words told gives way."""
    named = [field for field in one.fields if field.name == _SECTORS and field.span is not None]
    new = [field for field in fields if field.name == _SECTORS and field.span is not None]
    if not new:
        return one
    known = {field.value for field in named}
    both = [*named, *(field for field in new if field.value not in known)]
    kept: list[Field] = []
    for field in one.fields:
        if field.name != _SECTORS:
            kept.append(field)
        elif both:
            kept, both = [*kept, *both], []
    return replace(one, fields=tuple(kept))


_SECTORS, _WORKING = "sectors", "working-together"


def _put(made: Sequence[Suggestion], moved: dict[str, str], kept: dict[str, Suggestion]) -> Iterable[Suggestion]:
    for one in made:
        if one.kind == "partnerships" and moved[one.id] == one.id:
            yield one
            if one.id in kept:
                yield kept[one.id]
        elif one.kind == "partnerships" or (one.kind == "stages" and one.about in moved):
            continue
        else:
            yield replace(one, about=moved[one.about]) if one.about in moved else one


def _is_told(new: _Told, group: _Told, text: str) -> bool:
    """Whether a mention, as a group of its own, is of what a group of the same parties and class told."""
    one, first = new.mentions[0], group.mentions[0]
    if one.value("class") != _AGREEMENT and (one.rule != first.rule or not _is_about_the_same(one, first)):
        return False
    if _ANOTHER.search(text[one.span.start : one.span.end].lower()):
        return False
    return len(group.kinds | new.kinds) <= 1 and _is_one_time([*group.days, *new.days])


def _days(stages: Iterable[Suggestion]) -> set[tuple[str, str]]:
    return {day for stage in stages if (day := _told_day(stage)) is not None}


def _is_about_the_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two of the same kind may be one by what they are about: one is about no more than the other."""
    a, b = ({field.value for field in each.fields if field.name == "sectors"} for each in (one, other))
    return a <= b or b <= a


def _is_one_time(days: Sequence[tuple[str, str]]) -> bool:
    """Whether days may be the same: 3 July and July may."""
    length = {"year": 4, "month": 7}
    return all(
        a[: min(length.get(b_is, 10), length.get(a_is, 10))] == b[: min(length.get(b_is, 10), length.get(a_is, 10))]
        for a, a_is in days
        for b, b_is in days
    )


def _told_day(stage: Suggestion) -> tuple[str, str] | None:
    if stage.value("time_basis") == _ASSUMED:
        return None
    return stage.value("as_of"), stage.value("precision")


def _advance(stage: Suggestion) -> tuple[bool, int, bool, bool, float]:
    """What makes one stage be kept before another: that words tell it, how far it is, that its day is told."""
    is_told = any(field.name == "stage" and field.span is not None for field in stage.fields)
    day = _told_day(stage)
    is_day = day is not None and day[1] == "day"
    return is_told, _ORDER.index(stage.value("stage")), day is not None, is_day, stage.score


def _whose(one: Suggestion) -> frozenset[str]:
    roles = {field.group: field.value for field in one.fields if field.name == "role"}
    parties = (field for field in one.fields if field.name == "party")
    return frozenset(field.value for field in parties if roles.get(field.group) != "product")


def _family(kind: str) -> str:
    return _FRAMES[0] if kind in _FRAMES else kind


def _kind(one: Suggestion) -> str:
    return one.value("agreement_kind")
