"""The institutions of a region with very many of them, in packs by kind or by sector, so that it opens legibly."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.answers.records import Records
from kg.text import Text

#: A region with more members than this has them in packs.
DENSE = 60
#: As many packs at most; what is left over is one more.
MOST = 8
#: Members of a pack stand on a spiral of this step, which keeps them about 46 units apart.
STEP = 27.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
#: The region's own mark in the middle, and the water between packs.
_MIDDLE = 46.0
_BETWEEN = 8.0


@dataclass(frozen=True, slots=True)
class Pack:
    """Members of an island that have something in common.

    Attributes:
        label: what they have in common.
        members: their keys, in order.
    """

    label: Text
    members: tuple[str, ...]


def packs_of(records: Records, members: Iterable[str], keys: Mapping[str, str]) -> tuple[Pack, ...]:
    """The packs of an island; none where its members are few enough to be read one by one.

    By kind, or class where there is no kind; by their most frequent sector where all are of one kind.

    Args:
        records: what the graph says.
        members: IRIs of the members.
        keys: IRI to key.
    """
    named = sorted(members)
    if len(named) <= DENSE:
        return ()
    by_kind = {iri: _kind(records, iri) for iri in named}
    names = by_kind if len(set(by_kind.values())) > 1 else _sectors(records, named)
    return together({keys[iri]: names[iri] for iri in named})


def together(names: Mapping[str, Text]) -> tuple[Pack, ...]:
    """The packs of members that have a name in common, the largest first.

    Args:
        names: the name of each member, by its key, in the order of their IRIs.
    """
    found: defaultdict[Text, list[str]] = defaultdict(list)
    for key, name in names.items():
        found[name].append(key)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].en, item[0].zh))
    rest = [key for _, own in ordered[MOST:] for key in own]
    packs = [Pack(label, tuple(own)) for label, own in ordered[:MOST]]
    return tuple([*packs, Pack(Text("Others", "其他"), tuple(sorted(rest)))] if rest else packs)


def _kind(records: Records, iri: str) -> Text:
    party = records.parties[iri]
    return party.kind.label if party.kind else records.classes.get(party.cls, Text.of(fallback=party.cls))


def _sectors(records: Records, named: Sequence[str]) -> dict[str, Text]:
    """The sector that most partnerships of each have; of as many the first by name."""
    counts: dict[str, Counter[Text]] = {iri: Counter() for iri in named}
    for deal in records.partnerships.values():
        for iri in deal.parties:
            if iri in counts:
                counts[iri].update(sector.label for sector in deal.sectors)
    return {iri: foremost(own) for iri, own in counts.items()}


def foremost(counts: Mapping[Text, int]) -> Text:
    """The sector that most partnerships have, of as many the first by name; a remark where they have none.

    Args:
        counts: how many have each.
    """
    return min(counts, key=lambda label: (-counts[label], label.en), default=Text("No sector stated", "未载明领域"))


@cache
def pack_radius(members: int) -> float:
    """How large the disc of a pack is."""
    return STEP * math.sqrt(members) + 14


@cache
def pack_places(sizes: tuple[int, ...]) -> tuple[tuple[tuple[float, float], ...], float]:
    """Where the packs of an island lie, around its middle, and how large the island is.

    Args:
        sizes: how many members each pack has.

    Returns:
        the middles of the packs, and the island's radius. No two packs overlap, and none lies on the middle.
    """
    radii = [pack_radius(size) for size in sizes]
    reach = math.sqrt(sum(radius**2 for radius in radii))
    turns = [number * math.tau / len(sizes) for number in range(len(sizes))]
    points = [[reach * math.cos(turn), reach * math.sin(turn)] for turn in turns]
    for number in range(400):
        moved = _push(points, radii)
        if number >= 300:
            if not moved:
                break
            continue
        for point in points:
            point[0] *= 0.97
            point[1] *= 0.97
    edge = max(math.hypot(x, y) + radius for (x, y), radius in zip(points, radii, strict=True))
    return tuple((x, y) for x, y in points), edge + 10


def _push(points: list[list[float]], radii: Sequence[float]) -> bool:
    """Move packs that overlap, or lie on the middle, apart; whether any had to move."""
    moved = False
    for one, radius in enumerate(radii):
        x, y = points[one]
        distance = math.sqrt(x * x + y * y) or 1e-9
        missing = _MIDDLE + radius - distance
        if missing > 0.01:
            moved = True
            points[one] = [x + x / distance * missing, y + y / distance * missing]
        for other in range(one):
            dx, dy = points[one][0] - points[other][0], points[one][1] - points[other][1]
            distance = math.sqrt(dx * dx + dy * dy) or 1e-9
            missing = (radius + radii[other] + _BETWEEN - distance) / 2
            if missing > 0.01:
                moved = True
                away = (dx / distance * missing, dy / distance * missing)
                points[one] = [points[one][0] + away[0], points[one][1] + away[1]]
                points[other] = [points[other][0] - away[0], points[other][1] - away[1]]
    return moved


def places_in(pack: Pack, middle: tuple[float, float]) -> dict[str, tuple[int, int]]:
    """A place for each member of a pack: on a spiral that fills its disc evenly (Vogel 1979)."""
    places = {}
    for number, key in enumerate(pack.members):
        reach, turn = STEP * math.sqrt(number + 0.5), number * _GOLDEN_ANGLE
        places[key] = (round(middle[0] + reach * math.cos(turn)), round(middle[1] + reach * math.sin(turn)))
    return places
