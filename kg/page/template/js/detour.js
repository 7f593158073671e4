// Arcs go around the discs of third places: one that runs through a disc, or past the mark in its middle, reads as one that
// ends there. A curve keeps its ends and bends to a side; of all bends the one that goes least through foreign discs.

/** How far its middle points are shifted, as shares of its length: both, the first alone, the second alone. */
const BENDS = (() => {
  const shifts = [0.06, 0.12, 0.2, 0.3, 0.42].flatMap((one) => [one, -one]);
  return [...shifts.map((one) => [one, one]), ...shifts.map((one) => [one, 0]), ...shifts.map((one) => [0, one]), ...shifts.flatMap((one) => [[one, one / 2], [one / 2, one]])];
})();
/** What of a disc must be free around its mark: this share of it counts as often again. */
const CORE = { share: 0.55, weight: 4 };
/** How dear a bend is by itself: of two that are as free, the straighter one. */
const BENT = 60;
/** Of more arcs each goes its own way: there is no going around, and none can be followed. */
const MOST_DETOURS = 1200;

/** @type {Map<string, {first: Point, second: Point}>} */
const detours = new Map();

/**
 * The way of an arc, so that it goes through as little as can be of discs that it does not end at.
 * @param {any} a
 * @param {any} b
 * @param {any} way its ends and middle points, where nothing is in the way
 */
function aroundDiscs(a, b, way) {
  if (ISLANDS.size > MOST_LANDS_AROUND) return way;
  const key = `${a}|${b}`, known = detours.get(key);
  if (known) return { ...way, ...known };
  const { first, second } = detourOf([a, b].map(landOf), way);
  if (detours.size < MOST_DETOURS) detours.set(key, { first, second });
  return { ...way, first, second };
}

/** Of more regions only some are drawn, and those are not known here. */
const MOST_LANDS_AROUND = 200;

/**
 * @param {any[]} own the discs that it ends at
 * @param {any} way
 */
function detourOf(own, way) {
  const { from, to } = way, length = Math.hypot(to.x - from.x, to.y - from.y), foreign = discsNear(own, from, to, length);
  const straight = throughDiscs(way, foreign);
  if (!straight || !length) return way;
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const shifted = (/** @type {Point} */ at, /** @type {number} */ by) => ({ x: at.x + across.x * by * length, y: at.y + across.y * by * length });
  let best = way, least = straight;
  for (const [one, other] of BENDS) {
    const bent = { ...way, first: shifted(way.first, one), second: shifted(way.second, other) };
    const cost = throughDiscs(bent, foreign, least) + BENT * (Math.abs(one) + Math.abs(other)) * Math.sqrt(length / 100);
    if (cost < least) [best, least] = [bent, cost];
  }
  return best;
}

/**
 * The discs that an arc might go through, wherever it bends.
 * @param {any[]} own
 * @param {Point} from
 * @param {Point} to
 * @param {number} length
 */
function discsNear(own, from, to, length) {
  return [...ISLANDS.values()].filter(({ key, place: [x, y, r] }) => !own.includes(key) && toSegment({ x, y }, from, to) < r + 0.7 * length).map(({ place: [x, y, r] }) => ({ x, y, r }));
}

/**
 * How much of an arc lies in discs, in lengths of the drawing; near their middles it counts for more.
 * @param {any} way
 * @param {any[]} discs
 * @param {number} [most] more than that does not matter
 */
function throughDiscs(way, discs, most = Infinity) {
  const steps = 20, length = Math.hypot(way.to.x - way.from.x, way.to.y - way.from.y) / steps;
  let cost = 0;
  for (let i = 1; i < steps; i += 1) {
    const at = onArc(way, i / steps);
    for (const { x, y, r } of discs) {
      const off = (at.x - x) * (at.x - x) + (at.y - y) * (at.y - y), inner = r * CORE.share;
      if (off < r * r) cost += length * (off < inner * inner ? 1 + CORE.weight : 1);
    }
    if (cost > most) return cost;
  }
  return cost;
}
