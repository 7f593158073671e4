"""Names to things: what each name of a sheet stands for, for sure or perhaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kg.intake.identities.judging import Judgement, Judgements, is_reference, side
from kg.intake.identities.keys import key
from kg.intake.identities.kinds import guess
from kg.intake.identities.matching import Index
from kg.intake.identities.model import Guess, Mention, Names, Proposal, Resolution, Resolved
from kg.intake.identities.places import Places, is_han
from kg.intake.identities.twins import well_known
from kg.intake.registries import find
from kg.intake.registries import region as registered_region
from kg.text import Text

#: How many things are proposed for a name.
_MOST = 5


def resolve(
    mentions: Iterable[Mention],
    known: Mapping[str, Names],
    judgements: Judgements,
    regions: Places | None = None,
) -> Resolution:
    """What each mention stands for.

    Args:
        mentions: names as they were met.
        known: what there is: reference to what it is called.
        judgements: what people have judged before; they go before everything else.
        regions: those of the registries (``registered()``), where they are to be looked through too: a region that a
            registry alone has is found too, and ``kg.intake.registries.row_for`` has its row; names of regions may
            stand within others, and are proposed as what something is in.

    Returns:
        one ``Resolved`` a mention, in their order. Nothing that is only alike is taken for one. A name that nothing
        known is for sure has proposals among what is known, and among the other names that are met.
    """
    met = list(mentions)
    names = _by_key(known)
    judged = _Judged(judgements)
    sure = [_surely(mention, names, known, judged) for mention in met]
    if regions is not None:
        sure = [one if one.thing or one.asked else _registered(one, known, judged) for one in sure]
    perhaps = _Perhaps(known, judged, sure, regions)
    return Resolution(tuple(one if one.thing else perhaps.told(one) for one in sure))


class _Judged:
    """The judgements that hold of names, by the key of the name."""

    def __init__(self, judgements: Judgements) -> None:
        self._of: dict[str, list[Judgement]] = {}
        for one in judgements.holding().values():
            for name, other in ((one.subject, one.object), (one.object, one.subject)):
                if not is_reference(name):
                    self._of.setdefault(key(name), []).append(
                        one if name == one.subject else replace(one, subject=name, object=other)
                    )

    def thing(self, name: str, known: Mapping[str, Names]) -> str:
        """The thing that a name was judged to be, itself or by another name that it is; empty without one."""
        seen, waiting = {name}, [name]
        while waiting:
            for one in self._of.get(waiting.pop(0), ()):
                if one.same and one.object in known:
                    return one.object
                if one.same and not is_reference(one.object) and key(one.object) not in seen:
                    seen.add(key(one.object))
                    waiting.append(key(one.object))
        return ""

    def denied(self, name: str) -> set[str]:
        """The sides that a name was judged not to be, and those that it was judged to be: nothing is open of them."""
        return {side(one.object) for one in self._of.get(name, ())}


class _Perhaps:
    """What names that nothing known has for sure may be."""

    def __init__(
        self, known: Mapping[str, Names], judged: _Judged, sure: Sequence[Resolved], regions: Places | None
    ) -> None:
        self._judged = judged
        self._known = known
        self._places = Places(known, regions)
        self._index = Index(self._places)
        self._found: dict[tuple[str, str], tuple[tuple[Proposal, ...], Guess]] = {}
        unknown = {one.key: one.mention.name for one in sure if not one.thing}
        for thing, names in known.items() if unknown else ():
            for name in dict.fromkeys(names.names):
                self._index.add(thing, name)
        for mine, name in unknown.items():
            self._index.add(f"={mine}", name)

    def told(self, one: Resolved) -> Resolved:
        """The same with what it may be, and what it looks like."""
        asked = (one.key, one.mention.kind)
        if asked not in self._found:
            looks = guess(one.mention.name, self._places)
            # Two Han signs alone are many things: 人大 is a congress before it is a university.
            clipped = len(one.mention.name) < 3 and is_han(one.mention.name[-1:] or " ")
            if not looks.kind and not clipped and (known := well_known(one.mention.name)):
                # CNNC says nothing of its kind; its name in full does.
                looks = replace(guess(known, self._places), located_in=looks.located_in)
            self._found[asked] = (self._proposals(one), looks)
        proposals, looks = self._found[asked]
        return replace(one, proposals=one.proposals or proposals, guess=looks)

    def _proposals(self, one: Resolved) -> tuple[Proposal, ...]:
        denied = {*self._judged.denied(one.key), f"={one.key}"}
        found = (
            Proposal("" if like.owner.startswith("=") else like.owner, like.name, like.score, like.reason)
            for like in self._index.likely(one.mention.name, one.mention.kind)
            if like.owner not in denied
        )
        return tuple(islice(found, _MOST))


def _by_key(known: Mapping[str, Names]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for thing, names in known.items():
        for name in names.names:
            found.setdefault(key(name), {})[thing] = None
    return {name: list(things) for name, things in found.items()}


def _surely(mention: Mention, names: Mapping[str, list[str]], known: Mapping[str, Names], judged: _Judged) -> Resolved:
    mine = key(mention.name)
    if thing := judged.thing(mine, known):
        return Resolved(mention, mine, thing)
    denied = judged.denied(mine)
    things = [thing for thing in names.get(mine, ()) if thing not in denied and _is_of(thing, mention.kind)]
    if len(things) == 1:
        return Resolved(mention, mine, things[0])
    return Resolved(mention, mine, proposals=tuple(_namesakes(mention, things, known)), asked=len(things) > 1)


def _registered(one: Resolved, known: Mapping[str, Names], judged: _Judged) -> Resolved:
    """What a name means to the registries, if nothing known has it: the one region, or all that are asked about."""
    if one.mention.kind not in ("", "region"):
        return one
    denied = judged.denied(one.key)
    found = [region for region in find(one.mention.name) if region.is_current and f"region/{region.id}" not in denied]
    if len(found) == 1:
        return replace(one, thing=f"region/{found[0].id}")
    inside = {
        f"region/{each.id}": Names((), each.name) for region in found for each in map(registered_region, region.parents)
    }
    told = {
        f"region/{region.id}": Names(region.names, region.name, "", tuple(f"region/{each}" for each in region.parents))
        for region in found
    }
    proposals = tuple(_namesakes(one.mention, told, {**inside, **known, **told}))
    return replace(one, proposals=proposals, asked=bool(proposals))


def _is_of(thing: str, kind: str) -> bool:
    return not kind or thing.partition("/")[0] == kind


def _namesakes(mention: Mention, things: Iterable[str], known: Mapping[str, Names]) -> Iterable[Proposal]:
    """The things that all have exactly the name of a mention, each with what it is in."""
    for thing in things:
        inside = [_label(parent, known) for parent in known[thing].within]
        reason = Text(
            "has exactly this name, as others do" + "".join(f", in {one.en}" for one in inside),
            "与他者同名" + "".join(f"，属{one.zh}" for one in inside),
        )
        yield Proposal(thing, mention.name, 1.0, reason)


def _label(thing: str, known: Mapping[str, Names]) -> Text:
    names = known.get(thing)
    return (names.label or Text.of(*names.names[:1])) if names and (names.label or names.names) else Text.of(thing)
