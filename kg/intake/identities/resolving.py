"""Names to things: what each name of a sheet stands for, for sure or perhaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.intake.identities.judging import Judgement, Judgements, is_reference, side
from kg.intake.identities.keys import key
from kg.intake.identities.model import Mention, Names, Proposal, Resolution, Resolved
from kg.text import Text


def resolve(mentions: Iterable[Mention], known: Mapping[str, Names], judgements: Judgements) -> Resolution:
    """What each mention stands for.

    Args:
        mentions: names as they were met.
        known: what there is: reference to what it is called.
        judgements: what people have judged before; they go before everything else.

    Returns:
        one ``Resolved`` a mention, in their order. Nothing that is only alike is taken for one.
    """
    names = _by_key(known)
    judged = _by_name(judgements)
    return Resolution(tuple(_resolved(mention, names, known, judged) for mention in mentions))


def _by_key(known: Mapping[str, Names]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for thing, names in known.items():
        for name in names.names:
            found.setdefault(key(name), {})[thing] = None
    return {name: list(things) for name, things in found.items()}


def _by_name(judgements: Judgements) -> dict[str, list[Judgement]]:
    """The judgements that hold of each name, by its side."""
    found: dict[str, list[Judgement]] = {}
    for one in judgements.holding().values():
        if not is_reference(one.subject):
            found.setdefault(side(one.subject), []).append(one)
    return found


def _resolved(
    mention: Mention, names: Mapping[str, list[str]], known: Mapping[str, Names], judged: Mapping[str, list[Judgement]]
) -> Resolved:
    mine = key(mention.name)
    said = judged.get(f"={mine}", [])
    for one in said:
        if one.same and one.object in known:
            return Resolved(mention, mine, one.object, "judged")
    denied = {one.object for one in said if not one.same}
    things = [thing for thing in names.get(mine, ()) if thing not in denied and _is_of(thing, mention.kind)]
    if len(things) == 1:
        return Resolved(mention, mine, things[0], "exact")
    return Resolved(mention, mine, proposals=tuple(_namesakes(mention, things, known)), asked=len(things) > 1)


def _is_of(thing: str, kind: str) -> bool:
    return not kind or thing.partition("/")[0] == kind


def _namesakes(mention: Mention, things: Iterable[str], known: Mapping[str, Names]) -> Iterable[Proposal]:
    """The things that all have exactly the name of a mention, each with what it is in."""
    for thing in things:
        inside = [known[parent].label for parent in known[thing].within if parent in known]
        reason = Text(
            "has exactly this name, as others do" + "".join(f", in {one.en}" for one in inside),
            "与他者同名" + "".join(f"，属{one.zh}" for one in inside),
        )
        yield Proposal(thing, mention.name, 1.0, reason)
