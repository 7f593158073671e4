"""Which things of a package are likely to be one and wait for a judgement, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.intake.identities.joining import join
from kg.intake.identities.judging import Judgements
from kg.intake.identities.keys import key
from kg.intake.identities.knowing import Thing, registered, things_of, uses
from kg.intake.identities.likeness import LEAST
from kg.intake.identities.matching import Index
from kg.intake.identities.places import Places
from kg.intake.package import Package
from kg.intake.registries import cities, matches, registries
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: What makes two things of like names less likely to be one.
_OTHER_KIND, _OTHER_CLASS, _ELSEWHERE = 0.9, 0.85, 0.75
_KIND_SAID = Text("their kinds differ", "类型不同")
_CLASS_SAID = Text("one is a zone", "一方为功能区")
_PLACE_SAID = Text("they are in different places", "所在地不同")
_OTHER_LEVEL, _LEVEL_SAID = 0.8, Text("two registries have it, at different levels", "两种名录均载，层级不同")
#: How long the id of a country is.
_COUNTRY = 2
_MATCHED, _MATCH_SAID = 0.98, Text("two registries have this place", "为两种名录所载的同一地区")
_ALIKE = Text("they have one name", "名称相同")
#: What the columns of a row with a decision are called, in ``taking`` too.
DECISION, SUBJECT, OBJECT, COMMENT = "decision", "subject_id", "object_id", "comment"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that are likely to be one.

    Attributes:
        subject: the one that would leave.
        object: the one that would stay.
        score: from 0 to 1, how sure it is.
        reason: why.
        rows, other_rows: how many rows name each.
    """

    subject: Thing
    object: Thing
    score: float
    reason: Text
    rows: int
    other_rows: int


@dataclass(frozen=True, repr=False)
class Review(Tabular):
    """The pairs of a package that wait for a judgement, the likeliest first."""

    pairs: tuple[Pair, ...]
    within: Mapping[str, Text] = field(default_factory=dict)

    def table(self, language: str = "both") -> Table:
        """One row a pair."""
        headings = [
            Text("Score", "可能性"),
            Text("This", "此"),
            Text("may be", "可能即"),
            Text("Why", "理由"),
            Text("Where", "位置"),
        ]
        rows = [
            [
                f"{pair.score:.2f}",
                self.shown(pair.subject, pair.rows, language),
                self.shown(pair.object, pair.other_rows, language),
                pair.reason.in_language(language),
                f"{pair.subject.names.where}; {pair.object.names.where}",
            ]
            for pair in self.pairs
        ]
        number = len(self.pairs)
        summary = Text(
            f"{number} pair{'' if number == 1 else 's'} of things may be one. Nothing is joined before you judge.",
            f"{number}对事物可能相同；判定之前不作合并。",
        )
        return Table([text.in_language(language) for text in headings], rows, (2, 0, 1, 3, 4), summary, None)

    def records(self) -> list[dict[str, Any]]:
        """One record a pair, with an empty cell for the decision."""
        return [
            {
                DECISION: None,
                COMMENT: None,
                "score": round(pair.score, 2),
                **self._record("subject", pair.subject, pair.rows),
                **self._record("object", pair.object, pair.other_rows),
                "reason_en": pair.reason.en,
                "reason_zh": pair.reason.zh,
            }
            for pair in self.pairs
        ]

    def as_dict(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {"pairs": self.records()}

    def _columns(self) -> Sequence[str]:
        told = ("_id", "_en", "_zh", "_kind", "_in_en", "_in_zh", "_rows", "_where")
        sides = (f"{side}{one}" for side in ("subject", "object") for one in told)
        return (DECISION, COMMENT, "score", *sides, "reason_en", "reason_zh")

    def shown(self, thing: Thing, rows: int, language: str) -> str:
        """A thing for people: its names, its kind, what it is in, and how many rows name it.

        Args:
            thing: the thing.
            rows: how many rows name it.
            language: ``en``, ``zh`` or ``both``.
        """
        inside = [self.within.get(one, Text.of(one)).name(language) for one in thing.names.within]
        told = ", ".join(filter(None, (thing.names.code, *inside))) or "?"
        return f"{thing.names.label.name(language)} ({told}) [{thing.reference}] ×{rows}"

    def _record(self, name: str, thing: Thing, rows: int) -> dict[str, Any]:
        inside = [self.within.get(one, Text.of(one)) for one in thing.names.within]
        return {
            f"{name}_id": thing.reference,
            f"{name}_en": thing.names.label.en,
            f"{name}_zh": thing.names.label.zh,
            f"{name}_kind": thing.names.code,
            f"{name}_in_en": "; ".join(one.en for one in inside),
            f"{name}_in_zh": "；".join(one.zh for one in inside),
            f"{name}_rows": rows,
            f"{name}_where": thing.names.where,
        }


def review(packages: Sequence[Package], named: Collection[str]) -> Review:
    """The pairs that wait for a judgement.

    Args:
        packages: the packages as they were read, nothing joined, each after those that it uses.
        named: the names of those that are looked through; pairs of two things of others are left to others.

    Raises:
        SourceError: if judgements cannot be read.
    """
    joined, _ = join(packages)
    things = things_of(joined)
    judged = Judgements(one for package in packages for one in Judgements.read(package.folder))
    apart = _Apart(judged)
    search = _Search(things)
    counts = uses(joined)
    order = {reference: number for number, reference in enumerate(things)}
    place = {package.name: number for number, package in enumerate(packages)}
    pairs: dict[tuple[str, str], Pair] = {}
    for thing in things.values():
        for other, score, reason, name, other_name in search.likely(thing) if thing.package in named else ():
            one, two = sorted(
                ((thing, name), (other, other_name)),
                key=lambda pair: (
                    -place[pair[0].package],
                    counts.get(pair[0].reference, 0),
                    len(pair[1]),
                    -order[pair[0].reference],
                ),
            )
            sides = (one[0].reference, two[0].reference)
            if score == _MATCHED and reason == _MATCH_SAID and not all(counts.get(side) for side in sides):
                continue  # what nothing uses makes no second node of a place, and joining it would change nothing
            if not apart.are(*sides) and (sides not in pairs or pairs[sides].score < score):
                rows = (counts.get(side, 0) for side in sides)
                pairs[sides] = Pair(one[0], two[0], score, reason, *rows)
    found = sorted(pairs.values(), key=lambda pair: (-pair.score, pair.subject.reference, pair.object.reference))
    return Review(tuple(found), {reference: thing.names.label for reference, thing in things.items()})


class _Apart:
    """What was judged to be different; what is one with either of a pair is as different."""

    def __init__(self, judgements: Judgements) -> None:
        self._one_of: dict[str, str] = {}
        holding = judgements.holding().values()
        for one in holding:
            if one.same:
                self._one_of[self._root(one.subject)] = self._root(one.object)
        self._pairs = {frozenset(map(self._root, (one.subject, one.object))) for one in holding if not one.same}

    def are(self, one: str, other: str) -> bool:
        return frozenset(map(self._root, (one, other))) in self._pairs

    def _root(self, thing: str) -> str:
        while self._one_of.get(thing, thing) != thing:
            thing = self._one_of[thing]
        return thing


_Likely = tuple[Thing, float, Text, str, str]


class _Search:
    """What each thing may be besides itself."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things
        self._places = Places({reference: thing.names for reference, thing in things.items()}, registered())
        self._index = Index(self._places)
        self._keys: dict[str, list[tuple[str, str]]] = {}
        for reference, thing in things.items():
            for name in thing.names.names:
                self._index.add(reference, name)
                self._keys.setdefault(key(name), []).append((reference, name))

    def likely(self, thing: Thing) -> Iterator[_Likely]:
        kind = thing.reference.partition("/")[0]
        around = self._places.around(thing.reference)
        for name in thing.names.names:
            for reference, other_name in self._keys.get(key(name), ()):
                yield from self._weighed(thing, reference, 1.0, _ALIKE, name, other_name)
            if name == thing.names.names[0] and kind == "region":
                yield from self._matched(thing, name)
            for found in self._index.likely(name, kind, around):
                yield from self._weighed(thing, found.owner, found.score, found.reason, name, found.name)

    def _matched(self, thing: Thing, name: str) -> Iterator[_Likely]:
        """The region that another registry has for the same place."""
        for one in matches(thing.reference.partition("/")[2]):
            if other := self._things.get(f"region/{one}"):
                yield other, _MATCHED, _MATCH_SAID, name, next(iter(other.names.names), one)

    def _weighed(
        self, thing: Thing, reference: str, score: float, reason: Text, name: str, other_name: str
    ) -> Iterator[_Likely]:
        other = self._things[reference]
        if reference == thing.reference or reference.partition("/")[0] != thing.reference.partition("/")[0]:
            return
        weighed = _of_regions if reference.startswith("region/") else _of_institutions
        outer = {one: self._places.outer(one) | {one} for side in (thing, other) for one in side.names.within}
        factor, said = weighed(thing, other, outer, self._places)
        if score * factor >= LEAST:
            parts = [reason, *said]
            told = Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))
            yield other, score * factor, told, name, other_name


def _are_elsewhere(thing: Thing, other: Thing, outer: Mapping[str, Collection[str]]) -> bool:
    """Whether it is known of both where they are, and neither place is in the other."""
    mine, others = thing.names.within, other.names.within
    return bool(mine and others) and not any(one in outer[two] or two in outer[one] for one in mine for two in others)


def _of_regions(
    thing: Thing, other: Thing, outer: Mapping[str, Collection[str]], places: Places
) -> tuple[float, list[Text]]:
    mine, others = thing.reference, other.reference
    if _at_another_level(thing, other, outer):
        return _OTHER_LEVEL, [_LEVEL_SAID]
    levels = {side.row.value("level") for side in (thing, other)} - {""}
    codes = {side.row.value("code") for side in (thing, other)} - {""}
    # Places of one name in different places, or at different levels, are different places; so is what has another code.
    if len(levels) > 1 or len(codes) > 1 or mine in places.outer(others) or others in places.outer(mine):
        return 0.0, []
    if _are_elsewhere(thing, other, outer) or _succeed(thing, other):
        return 0.0, []
    if thing.row.value("kind") != other.row.value("kind"):
        return _OTHER_CLASS, [_CLASS_SAID]
    return 1.0, []


def _at_another_level(thing: Thing, other: Thing, outer: Mapping[str, Collection[str]]) -> bool:
    """Whether two registries have them, each at its level, within what both know for one place smaller than a country.

    Paris is a city of one, and a county of the other; Venice is a city, and the province around it.
    """
    one, two = _registry_of(thing), _registry_of(other)
    if not one or not two or one == two or thing.row.value("level") == other.row.value("level"):
        return False
    mine, others = (
        {place.partition("/")[2] for near in side.names.within for place in outer[near]} for side in (thing, other)
    )
    mine |= {match for place in mine for match in matches(place)}
    return any(len(place) > _COUNTRY for place in mine & others)


def _registry_of(thing: Thing) -> str:
    """The registry that a region is of by its id; empty if none has it."""
    name = thing.reference.partition("/")[2]
    known = (*registries().values(), cities())
    return next((registry.name for registry in known if name in registry.regions), "")


def _of_institutions(
    thing: Thing, other: Thing, outer: Mapping[str, Collection[str]], _: Places
) -> tuple[float, list[Text]]:
    if _succeed(thing, other) or _belong(thing, other) or _belong(other, thing):
        return 0.0, []
    factor, said = 1.0, []
    if thing.names.code != other.names.code:
        factor, said = _OTHER_KIND, [_KIND_SAID]
    if _are_elsewhere(thing, other, outer):
        factor, said = factor * _ELSEWHERE, [*said, _PLACE_SAID]
    return factor, said


def _succeed(thing: Thing, other: Thing) -> bool:
    return any(
        two.row.value("id") in (one.row.cells["successor"].values if "successor" in one.row.cells else ())
        for one, two in ((thing, other), (other, thing))
    )


def _belong(thing: Thing, other: Thing) -> bool:
    """Whether one is run or branded by the other: then they are two."""
    cell = thing.row.cells.get("affiliated_with")
    return other.reference in (cell.values if cell else ())
