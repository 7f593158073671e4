"""Where everything is drawn, computed here so that the page opens at once and always looks the same.

Islands keep the compass bearing of their coordinates; those without any stand beside their
container, or in the order of the hierarchy. They are pushed apart until none overlaps. Parties stand
on their island's shore, facing their partners; partnerships float between their parties.

Angles come from ``math`` and distances from ``sqrt``, which round alike everywhere, and positions
are whole numbers: the same model gives the same page.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.page.model import Island, PageModel
from kg.page.packs import pack_places, pack_radius, places_in

Points = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

#: One unit is about a pixel when a hundred nodes fill a screen.
SHORE = 26.0
SPACING = 62.0
SMALLEST = 62.0
BETWEEN_ISLANDS = 34.0
BETWEEN_DEALS = 58.0
CLEAR_OF_ISLAND = 20.0
#: Far coordinates are drawn nearer: distance from the middle to this power.
COMPRESSION = 0.6
#: How often partnerships are moved, less often above some hundreds, which nobody sees at once; and after how many turns
#: one looks anew who is near whom.
TURNS = 160
FEWEST_TURNS = 16
LOOK_AGAIN = 8
#: Neighbours on a shore that is not full stand this far apart, in radians.
WIDEST_STEP = math.radians(58)
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Circle:
    """An island's place."""

    x: int
    y: int
    r: int


#: Circles above which not every pair of them is looked at, and pairs of points and islands that are at once in memory.
_MOST_IN_PAIRS = 1_500
#: Islands above which one looks up under a partnership, and not at each of them.
MOST_LANDS = 1_000
_CELLS_AT_ONCE = 4_000_000
#: More islands stand in rows: the page draws the foremost only, and gives those of a projection their places itself
#: (``arrange.js``). To push thousands apart that nobody sees together takes minutes and gigabytes.
CROWDED = _MOST_IN_PAIRS


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions by key; ``y`` grows downwards, as on a screen."""

    nodes: Mapping[str, tuple[int, int]]
    islands: Mapping[str, Circle]


def place(model: PageModel) -> Layout:
    """Find a place for every island, party and partnership.

    Args:
        model: what is shown.

    Returns:
        the places; no two islands overlap.
    """
    circles = _islands(model)
    parties = _parties(model, circles)
    return Layout({**parties, **_deals(model, circles, parties)}, circles)


# ---------------------------------------------------------------- islands


def _islands(model: PageModel) -> dict[str, Circle]:
    """Each group as a block of islands, the blocks beside one another, then everything apart."""
    groups: defaultdict[str, list[Island]] = defaultdict(list)
    for island in model.islands:
        groups[island.group].append(island)
    by_rows = len(model.islands) > CROWDED
    blocks = {key: _block(islands, by_rows) for key, islands in groups.items()}
    centres = _block_centres(model, groups, blocks)
    centre = [centres[island.group] for island in model.islands]
    within = [blocks[island.group][island.key] for island in model.islands]
    points = np.array([(x + dx, y + dy) for (x, y), (dx, dy) in zip(centre, within, strict=True)]).reshape(-1, 2)
    radii = np.array([_radius_of(island) for island in model.islands])
    points = _apart(points, radii, BETWEEN_ISLANDS)
    return {
        island.key: Circle(round(x), round(y), round(r))
        for island, (x, y), r in zip(model.islands, points.tolist(), radii.tolist(), strict=True)
    }


def _radius_of(island: Island) -> float:
    """As large as its members need, or the packs that they are in."""
    return _packed(island)[1] if island.packs else _radius(len(island.members))


def _packed(island: Island) -> tuple[tuple[tuple[float, float], ...], float]:
    return pack_places(tuple(len(pack.members) for pack in island.packs))


def pack_circles(island: Island, circle: Circle) -> list[Circle]:
    """Where the packs of an island are drawn."""
    places, _ = _packed(island)
    return [
        Circle(round(circle.x + x), round(circle.y + y), round(pack_radius(len(pack.members))))
        for pack, (x, y) in zip(island.packs, places, strict=True)
    ]


@cache
def _radius(members: int) -> float:
    """As large as an island's members need: on one ring while they are few, on several when they are many."""
    radius = SMALLEST
    while sum(_ring_sizes(radius)) < members:
        radius += 6
    return radius


def _ring_sizes(radius: float) -> list[int]:
    """How many members fit on each ring of an island, the outermost first."""
    rings = []
    at = radius - SHORE / 2
    while at >= 46:
        rings.append(int(math.tau * at / SPACING))
        at -= SPACING
    return rings


def _block(islands: Sequence[Island], by_rows: bool) -> dict[str, tuple[float, float]]:
    """The islands of one group around their common middle; in rows, or where their coordinates say."""
    radii = np.array([_radius_of(island) for island in islands])
    points = _rows(radii) if by_rows else _apart(_near_coordinates(islands, radii), radii, BETWEEN_ISLANDS)
    points -= _middle(points, radii)
    return {island.key: (x, y) for island, (x, y) in zip(islands, points.tolist(), strict=True)}


def _near_coordinates(islands: Sequence[Island], radii: Points) -> Points:
    """Islands by their coordinates, those without any around the group's own; else in rows."""
    known = [(island.lat, island.lon) for island in islands if island.lat is not None and island.lon is not None]
    if len(known) < 2:
        return _rows(radii)
    home = next((i for i in islands if i.key == i.group and i.lat is not None and i.lon is not None), None)
    middle = (home.lat or 0.0, home.lon or 0.0) if home else _mean_place(known)
    points = []
    for number, island in enumerate(islands):
        if island.lat is not None and island.lon is not None:
            points.append(_project(island.lat, island.lon, middle))
        else:
            angle = number * GOLDEN_ANGLE
            points.append((0.01 * math.cos(angle), 0.01 * math.sin(angle)))
    return _scaled(np.array(points), radii)


def _mean_place(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in places) / len(places), sum(lon for _, lon in places) / len(places)


def _project(lat: float, lon: float, middle: tuple[float, float]) -> tuple[float, float]:
    """East and south of the middle, far places drawn nearer; the bearing stays."""
    x = ((lon - middle[1] + 180) % 360 - 180) * math.cos(math.radians(middle[0]))
    y = middle[0] - lat
    distance = math.sqrt(x * x + y * y)
    shrink = distance ** (COMPRESSION - 1) if distance else 0.0
    return x * shrink, y * shrink


def _scaled(points: Points, radii: Points) -> Points:
    """Stretch the points so that the islands would just cover half of the area around them."""
    spread = float(np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean()))
    wanted = math.sqrt(float((radii**2).sum())) * 1.05
    return points * (wanted / spread) if spread > 1e-9 else points


def _rows(radii: Points) -> Points:
    """Rows from top to bottom, in the order given."""
    across = max(1, math.ceil(math.sqrt(len(radii)) * 0.8))
    step = float(radii.max()) * 2 + BETWEEN_ISLANDS if len(radii) else 0.0
    places = [((i % across) * step + (i // across % 2) * step / 2, i // across * step * 0.9) for i in range(len(radii))]
    return np.array(places, dtype=np.float64).reshape(-1, 2)


def _middle(points: Points, radii: Points) -> Points:
    """The middle of the box around islands."""
    around = radii[:, None]
    middle: Points = ((points - around).min(axis=0) + (points + around).max(axis=0)) / 2
    return middle


def _block_centres(
    model: PageModel, groups: Mapping[str, Sequence[Island]], blocks: Mapping[str, Mapping[str, tuple[float, float]]]
) -> dict[str, tuple[float, float]]:
    """Blocks by their bearing from one another, with room between them for their partnerships."""
    shapes = {key: _shape(groups[key], blocks[key]) for key in groups}
    located = {key: place for key in groups if (place := _group_place(groups[key])) is not None}
    if len(located) < 2 or len(model.islands) > CROWDED:
        located = {}
    centres = _by_bearing(located, shapes, _room(model)) if located else {}
    rest = [key for key in groups if key not in located]
    return {**centres, **_below(rest, shapes, centres, _room(model))}


def _shape(islands: Sequence[Island], block: Mapping[str, tuple[float, float]]) -> Points:
    """A block's islands as rows of x, y and radius, around its middle."""
    return np.array([(*block[island.key], _radius_of(island)) for island in islands])


def _group_place(islands: Sequence[Island]) -> tuple[float, float] | None:
    known = [(i.lat, i.lon) for i in islands if i.lat is not None and i.lon is not None]
    own = [(i.lat, i.lon) for i in islands if i.key == i.group and i.lat is not None and i.lon is not None]
    return own[0] if own else _mean_place(known) if known else None


def _room(model: PageModel) -> float:
    """How wide the water between two groups is: wider with more partnerships to float in it."""
    group = {island.key: island.group for island in model.islands}
    island_of = {node.key: node.island for node in model.nodes}
    between: defaultdict[frozenset[str], int] = defaultdict(int)
    for parties in model.parties_of.values():
        ends = {group[island_of[party]] for party in parties}
        if len(ends) > 1:
            between[frozenset(ends)] += 1
    return 60 + 42 * math.sqrt(max(between.values(), default=0))


def _by_bearing(
    located: Mapping[str, tuple[float, float]], shapes: Mapping[str, Points], room: float
) -> dict[str, tuple[float, float]]:
    """Blocks moved from one another along their bearing until their islands leave the room between them."""
    keys = list(located)
    middle = _mean_place(list(located.values()))
    reach = np.array([_reach(shapes[key]) + room / 2 for key in keys])
    # Too near at first, so that the blocks end as near as the room between them allows.
    points = _scaled(np.array([_project(*located[key], middle) for key in keys]), reach * 0.5)
    block = np.repeat(np.arange(len(keys)), [len(shapes[key]) for key in keys])
    crowd = _Crowd(np.concatenate([shapes[key] for key in keys]), block, room)
    for _ in range(2000):
        away = crowd.pushes(points)
        if not away.any():
            break
        points += away
    return {key: (x, y) for key, (x, y) in zip(keys, points.tolist(), strict=True)}


#: How much further apart than they have to be blocks may lie to be looked at, in times of the room between them.
_SLACK = 8


class _Crowd:
    """How far blocks have to move because islands of others are too near.

    Most blocks are far from most others: only those are looked at that may have come near since all were.
    """

    def __init__(self, islands: Points, block: Numbers, room: float) -> None:
        self._islands, self._block, self._room = islands, block, room
        # Pairs of islands of two blocks, those of the same two blocks in a row.
        one, other = np.triu_indices(len(islands), 1)
        apart = block[one] != block[other]
        one, other = one[apart], other[apart]
        order = np.lexsort((block[other], block[one]))
        self._all = _Pairs(one[order], other[order], block)
        self._near = self._all
        self._seen: Points | None = None

    def pushes(self, points: Points) -> Points:
        """Moves of the blocks at these places; the mean of the pushes, so that a crowd loosens instead of bursting."""
        # What lay so far apart that moves of both sides cannot have brought it near is left out, and changes nothing.
        if self._seen is None or 2 * _lengths(points - self._seen).max() > _SLACK * self._room:
            water = self._all.water(self._islands, points[self._block])
            self._near, self._seen = self._all.kept(water < (1 + _SLACK) * self._room, self._block), points.copy()
        missing = self._room - self._near.water(self._islands, points[self._block])
        near = missing > 0.5
        first, second = self._near.first[near], self._near.second[near]
        away, _ = _towards(points, first, second)
        push = away * (missing[near] * 0.5)[:, None]
        return _spread(len(points), first, second, -push)


class _Pairs:
    """Pairs of islands of two blocks, those of the same two blocks in a row.

    Attributes:
        first: the one block of each pair of blocks.
        second: the other.
    """

    def __init__(self, one: Numbers, other: Numbers, block: Numbers) -> None:
        self._one, self._other = one, other
        pair = block[one] * (int(block.max(initial=0)) + 1) + block[other]
        self._starts = np.flatnonzero(np.diff(pair, prepend=-1))
        self.first, self.second = block[one][self._starts], block[other][self._starts]

    def water(self, islands: Points, places: Points) -> Points:
        """How wide the water between the blocks of each pair is, where their islands lie around these places."""
        if not len(self._one):
            return np.zeros(0)
        line = islands[self._one, :2] + places[self._one] - (islands[self._other, :2] + places[self._other])
        apart: Points = _lengths(line) - (islands[self._one, 2] + islands[self._other, 2])
        nearest: Points = np.minimum.reduceat(apart, self._starts)
        return nearest

    def kept(self, which: npt.NDArray[np.bool_], block: Numbers) -> _Pairs:
        """Those of some pairs of blocks, in their order."""
        islands = np.repeat(which, np.diff(self._starts, append=len(self._one)))
        return _Pairs(self._one[islands], self._other[islands], block)


def _spread(count: int, first: Numbers, second: Numbers, push: Points) -> Points:
    """Pushes of pairs, the second the other way, over the root of how many meet at each point."""
    ends = np.concatenate([first, second])
    moves = _added(count, ends, np.concatenate([push, -push]))
    spread: Points = moves / np.maximum(np.sqrt(np.bincount(ends, minlength=count)), 1.0)[:, None]
    return spread


def _added(count: int, places: Numbers, vectors: Points) -> Points:
    """The sum of the vectors at each place."""
    return np.stack([np.bincount(places, vectors[:, axis], count) for axis in (0, 1)], axis=1)


def _reach(shape: Points) -> float:
    """From the middle of a block to the farthest shore of its islands."""
    return float((_lengths(shape) + shape[:, 2]).max())


def _below(
    keys: Sequence[str], shapes: Mapping[str, Points], above: Mapping[str, tuple[float, float]], room: float
) -> dict[str, tuple[float, float]]:
    """Groups without coordinates: rows in the order of the hierarchy, under the others if there are any."""
    sizes = {key: _reach(shapes[key]) for key in keys}
    left, right, top = _box({key: shapes[key] for key in above}, above)
    gap = BETWEEN_ISLANDS if above else room
    wide = max(right - left, math.sqrt(sum((2 * size + gap) ** 2 for size in sizes.values()) * 1.5))
    placed: dict[str, tuple[float, float]] = {}
    row: list[str] = []
    for number, key in enumerate(keys):
        row.append(key)
        length = sum(2 * sizes[one] + gap for one in row)
        following = 2 * sizes[keys[number + 1]] if number + 1 < len(keys) else math.inf
        if length + following > wide:
            placed.update(_row(row, sizes, (left + right) / 2 - (length - gap) / 2, top + gap, gap))
            top += gap + 2 * max(sizes[one] for one in row)
            row = []
    return placed


def _box(shapes: Mapping[str, Points], centres: Mapping[str, tuple[float, float]]) -> tuple[float, float, float]:
    """The left, the right and the bottom edge of blocks; zeros without any."""
    circles = [(x + cx, y + cy, r) for key, (cx, cy) in centres.items() for x, y, r in shapes[key].tolist()]
    if not circles:
        return 0.0, 0.0, 0.0
    return min(x - r for x, _, r in circles), max(x + r for x, _, r in circles), max(y + r for _, y, r in circles)


def _row(
    keys: Sequence[str], sizes: Mapping[str, float], x: float, top: float, gap: float
) -> dict[str, tuple[float, float]]:
    """Blocks side by side from a left edge on, their middles on one line."""
    line = top + max(sizes[key] for key in keys)
    placed = {}
    for key in keys:
        placed[key] = (x + sizes[key], line)
        x += 2 * sizes[key] + gap
    return placed


def _apart(points: Points, radii: Points, gap: float) -> Points:
    """Push circles from one another, each pair along its own line, until none overlaps."""
    points = points.astype(np.float64).copy()
    if len(points) > _MOST_IN_PAIRS:
        return _many_apart(points, radii, gap)
    first, second = np.triu_indices(len(points), 1)
    need = radii[first] + radii[second] + gap
    for turn in range(4000):
        away, distance = _towards(points, second, first)
        missing = np.maximum(need - distance, 0.0)
        if not (missing > 0.5).any():
            break
        near = missing > 0
        points += _spread(len(points), first[near], second[near], (away * (missing * 0.5)[:, None])[near])
        if turn % 400 == 399:
            # Circles that are wedged between others get room from everything moving outwards.
            points = points.mean(axis=0) + (points - points.mean(axis=0)) * 1.08
    return points


def _many_apart(points: Points, radii: Points, gap: float) -> Points:
    """The same of so many circles that only pairs which may touch are looked at, and with more room made sooner."""
    reach = 2 * float(radii.max()) + gap
    area = float(np.prod(np.maximum(np.ptp(points, axis=0), reach)))
    wanted = 2 * math.pi * float(((radii + gap / 2) ** 2).sum())
    middle = points.mean(axis=0)
    points = middle + (points - middle) * max(math.sqrt(wanted / area), 1.0)
    turn = 0
    while True:
        first, second = close_pairs(points, reach)
        away, distance = _towards(points, second, first)
        missing = radii[first] + radii[second] + gap - distance
        near = missing > 0
        if not (missing > 0.5).any():
            return points
        points += _spread(len(points), first[near], second[near], (away * (missing * 0.5)[:, None])[near])
        turn += 1
        if turn % 10 == 0:
            points = points.mean(axis=0) + (points - points.mean(axis=0)) * 1.06


def _lengths(lines: Points) -> Points:
    x, y = lines[:, 0], lines[:, 1]
    length: Points = np.sqrt(x * x + y * y)
    return length


def _towards(points: Points, start: Numbers, end: Numbers) -> tuple[Points, Points]:
    """Unit vectors from one set of points to another, and distances; a fixed direction where they coincide."""
    line = points[end] - points[start]
    distance = _lengths(line)
    same = distance < 1e-6
    if same.any():
        turns = [number * GOLDEN_ANGLE for number in np.flatnonzero(same).tolist()]
        line[same] = [(math.cos(turn), math.sin(turn)) for turn in turns]
    return line / np.where(same, 1.0, distance)[:, None], np.where(same, 0.0, distance)


# ---------------------------------------------------------------- parties


def _parties(model: PageModel, circles: Mapping[str, Circle]) -> dict[str, tuple[int, int]]:
    """The region in the middle of its island, the others on rings, facing their partners."""
    directions = _directions(model, circles)
    placed: dict[str, tuple[int, int]] = {}
    for island in model.islands:
        circle = circles[island.key]
        if island.key in model.node:
            placed[island.key] = (circle.x, circle.y)
        if island.packs:
            for pack, disc in zip(island.packs, pack_circles(island, circle), strict=True):
                placed.update(places_in(pack, (disc.x, disc.y)))
            continue
        waiting = sorted(island.members, key=lambda key: (-directions.get(key, _NOWHERE)[2], key))
        at = circle.r - SHORE / 2
        sizes = _ring_sizes(circle.r)
        for number, size in enumerate(sizes):
            ring, waiting = waiting[:size], waiting[size:]
            if number == len(sizes) - 1:
                ring, waiting = ring + waiting, []
            placed.update(_on_ring(ring, circle, at - number * SPACING, directions))
    return placed


#: East, south and how many partners, summed over the partners on other islands.
Direction = tuple[int, int, int]
_NOWHERE: Direction = (0, 0, 0)


def _directions(model: PageModel, circles: Mapping[str, Circle]) -> dict[str, Direction]:
    """Where the partners of each party are: the sum of the vectors from its island to theirs."""
    found: dict[str, Direction] = {}
    island_of = {node.key: node.island for node in model.nodes}
    for parties in model.parties_of.values():
        islands = [island_of[party] for party in parties]
        x, y = sum([circles[island].x for island in islands]), sum([circles[island].y for island in islands])
        everyone = len(islands)
        for party, island in zip(parties, islands, strict=True):
            here, (dx, dy, count) = circles[island], found.get(party, _NOWHERE)
            away = everyone - islands.count(island)
            found[party] = (dx + x - everyone * here.x, dy + y - everyone * here.y, count + away)
    return found


def _on_ring(
    ring: Sequence[str], circle: Circle, at: float, directions: Mapping[str, Direction]
) -> dict[str, tuple[int, int]]:
    """Spread the members of a ring evenly around the direction that most of them look."""
    if not ring:
        return {}
    looks = [directions.get(key, _NOWHERE) for key in ring]
    facing = _angle(sum(x for x, _, _ in looks), sum(y for _, y, _ in looks), -math.pi / 2)

    def turn(key: str) -> float:
        x, y, _ = directions.get(key, _NOWHERE)
        return (_angle(x, y, facing) - facing + math.pi) % math.tau - math.pi

    step = min(math.tau / len(ring), WIDEST_STEP)
    placed = {}
    for number, key in enumerate(sorted(ring, key=lambda key: (round(turn(key), 6), key))):
        angle = facing + (number - (len(ring) - 1) / 2) * step
        placed[key] = (round(circle.x + at * math.cos(angle)), round(circle.y + at * math.sin(angle)))
    return placed


def _angle(x: int, y: int, otherwise: float) -> float:
    return math.atan2(y, x) if x or y else otherwise


# ---------------------------------------------------------------- partnerships


def _deals(
    model: PageModel, circles: Mapping[str, Circle], parties: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Between their parties, in open water if these are on different islands, and clear of one another."""
    keys = [node.key for node in model.nodes if node.key not in parties]
    if not keys:
        return {}
    targets = _targets(model, keys, circles, parties)
    afloat = np.array([number for number, key in enumerate(keys) if _is_afloat(model, key)], dtype=np.int64)
    fixed = np.array(list(parties.values()), dtype=np.float64).reshape(-1, 2)
    lands = _Lands(np.array([(c.x, c.y, c.r) for c in circles.values()], dtype=np.float64).reshape(-1, 3))
    points = targets.copy()
    near = _neighbours(points, fixed)
    turns = max(FEWEST_TURNS, min(TURNS, TURNS * 600 // len(keys)))
    for turn in range(turns):
        if turn and turn % LOOK_AGAIN == 0:
            near = _neighbours(points, fixed)
        points += (targets - points) * (0.06 if turn < turns * 0.7 else 0.0)
        _push_off(points, fixed, near)
        _to_water(points, afloat, lands)
    return {key: (round(x), round(y)) for key, (x, y) in zip(keys, points.tolist(), strict=True)}


def _is_afloat(model: PageModel, key: str) -> bool:
    parties = model.parties_of.get(key, ())
    return len({model.node[party].island for party in parties}) != 1 or len(parties) == 1


def _targets(
    model: PageModel, keys: Sequence[str], circles: Mapping[str, Circle], parties: Mapping[str, tuple[int, int]]
) -> Points:
    """The middle of the parties; partnerships of the same parties side by side across the line between them."""
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in keys:
        alike[model.parties_of.get(key, ())].append(key)
    bottom = max((circle.y + circle.r for circle in circles.values()), default=0) + 90
    found: dict[str, tuple[float, float]] = {}
    for ends, group in alike.items():
        x, y = _between(ends, model, circles, parties) if ends else (0.0, float(bottom))
        across_x, across_y = _across([parties[end] for end in ends])
        for number, key in enumerate(group):
            step = (number - (len(group) - 1) / 2) * BETWEEN_DEALS
            found[key] = (x + across_x * step, y + across_y * step)
    return np.array([found[key] for key in keys])


def _between(
    ends: Sequence[str], model: PageModel, circles: Mapping[str, Circle], parties: Mapping[str, tuple[int, int]]
) -> tuple[float, float]:
    """The middle of the shores that face each other; beside the island where there is one party only."""
    if len(ends) == 1:
        circle = circles[model.node[ends[0]].island]
        x, y = parties[ends[0]]
        away = math.atan2(y - circle.y, x - circle.x) if (x, y) != (circle.x, circle.y) else -math.pi / 2
        reach = circle.r + 2 * CLEAR_OF_ISLAND
        return circle.x + reach * math.cos(away), circle.y + reach * math.sin(away)
    return sum([parties[end][0] for end in ends]) / len(ends), sum([parties[end][1] for end in ends]) / len(ends)


def _across(points: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The unit vector at right angles to the line between the first and the last point."""
    if len(points) < 2:
        return 1.0, 0.0
    x, y = points[-1][0] - points[0][0], points[-1][1] - points[0][1]
    length = math.sqrt(x * x + y * y)
    return (-y / length, x / length) if length else (1.0, 0.0)


def _neighbours(points: Points, fixed: Points) -> tuple[Numbers, Numbers]:
    """Pairs that may come too near before one looks again; of the fixed ones only those with a point that moves."""
    first, second = close_pairs(np.concatenate([points, fixed]), BETWEEN_DEALS * 1.25)
    moves = np.minimum(first, second) < len(points)
    return first[moves], second[moves]


def _push_off(points: Points, fixed: Points, near: tuple[Numbers, Numbers]) -> None:
    """Move points that are too near to one another, or to a fixed one, a little apart."""
    everything = np.concatenate([points, fixed])
    first, second = near
    away, distance = _towards(everything, second, first)
    push = away * (np.maximum(BETWEEN_DEALS - distance, 0.0) * 0.3)[:, None]
    shift = _added(len(everything), np.concatenate([first, second]), np.concatenate([push, -push]))
    points += shift[: len(points)]


def _to_water(points: Points, afloat: Numbers, lands: _Lands) -> None:
    """Move what should float off the islands."""
    if lands.looked_up:
        _off(points, afloat, lands, *lands.under(points[afloat]))
        return
    most = max(1, _CELLS_AT_ONCE // max(len(lands.places), 1))
    for start in range(0, len(afloat), most):
        some = afloat[start : start + most]
        x = points[some, 0][:, None] - lands.places[:, 0]
        y = points[some, 1][:, None] - lands.places[:, 1]
        _off(points, some, lands, *np.nonzero(x * x + y * y < lands.reach * lands.reach))


def _off(points: Points, afloat: Numbers, lands: _Lands, ashore: Numbers, land: Numbers) -> None:
    """Move points half the way to the water.

    Args:
        points: the points.
        afloat: the numbers of some of them.
        lands: the islands.
        ashore: which of those lie on one.
        land: on which.
    """
    line = points[afloat[ashore]] - lands.places[land, :2]
    distance = _lengths(line)
    out = line * ((lands.reach[land] - distance) * 0.5 / np.maximum(distance, 1e-6))[:, None]
    points[afloat] += _added(len(afloat), ashore, out)


class _Lands:
    """Islands, to be looked up by place: of many, in a grid for each size.

    Args:
        places: one row an island: its middle, and its radius.
    """

    def __init__(self, places: Points) -> None:
        self.places = places
        self.reach = places[:, 2] + CLEAR_OF_ISLAND
        self.looked_up = len(places) > MOST_LANDS
        # Within a size no island reaches further than twice as far as another, so that cells hold few of them.
        sizes = np.frexp(self.reach)[1]
        self._grids = [self._grid(np.flatnonzero(sizes == size)) for size in np.unique(sizes)] if self.looked_up else []

    def _grid(self, members: Numbers) -> tuple[Numbers, Numbers, float]:
        cell = float(self.reach[members].max()) * 1.001  # so that no rounding puts a neighbour two cells off
        address = _address(*np.floor(self.places[members, :2] / cell).T)
        order = np.argsort(address, kind="stable")
        return members[order], address[order], cell

    def under(self, points: Points) -> tuple[Numbers, Numbers]:
        """Which points lie on which islands or too near to them: points and islands, in this order."""
        ashore, under = [], []
        for members, ordered, cell in self._grids:
            column, row = np.floor(points / cell).T
            for across in (-1, 0, 1):
                # Three cells of a column follow each other.
                low = np.searchsorted(ordered, _address(column + across, row - 1), "left")
                count = np.searchsorted(ordered, _address(column + across, row + 1), "right") - low
                number = np.repeat(np.arange(len(points)), count)
                offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
                land = members[np.repeat(low, count) + offset]
                x, y = (points[number] - self.places[land, :2]).T
                keep = x * x + y * y < self.reach[land] * self.reach[land]
                ashore.append(number[keep])
                under.append(land[keep])
        first, second = np.concatenate(ashore), np.concatenate(under)
        order = np.lexsort((second, first))
        return first[order], second[order]


def _address(column: Numbers, row: Numbers) -> Numbers:
    """One number a cell; those of a column follow each other."""
    found: Numbers = column.astype(np.int64) * (1 << 31) + row.astype(np.int64)
    return found


def close_pairs(points: Points, reach: float) -> tuple[Numbers, Numbers]:
    """All pairs of points nearer than ``reach``, found through a grid of cells of that size.

    Args:
        points: one row a point.
        reach: the distance, exclusive.

    Returns:
        the pairs' first and second indices, each pair once, in a fixed order.
    """
    cells = np.floor((points - points.min(axis=0)) / reach).astype(np.int64)
    width = int(cells[:, 0].max()) + 3
    address = (cells[:, 1] + 1) * width + cells[:, 0] + 1
    order = np.argsort(address, kind="stable")
    ordered = address[order]
    firsts, seconds = [], []
    for step in (0, 1, width - 1, width, width + 1):
        low = np.searchsorted(ordered, address + step, "left")
        count = np.searchsorted(ordered, address + step, "right") - low
        first = np.repeat(np.arange(len(points)), count)
        offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        second = order[np.repeat(low, count) + offset]
        keep = first < second if step == 0 else np.ones(len(first), dtype=bool)
        firsts.append(first[keep])
        seconds.append(second[keep])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    near = _lengths(points[first] - points[second]) < reach
    return first[near], second[near]
