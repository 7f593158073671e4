// Where the foremost of very many regions stand. Those of a page with thousands are laid out without each other in mind;
// of the hundred that are drawn, place means something: about where their coordinates say, or else a ring in an order.

/** So many units apart two of them stand at least, so that both have room for their names. */
const STANDOFF = { across: 112, down: 62 };
/** How large the drawing of places by their coordinates is at first, for each region in it. */
const SPREAD = 90;
/** Far places are drawn nearer, as in the layout of small pages: distance from the middle to this power. */
const NEARING = 0.6;
/** How large the disc of a region is here: nothing opens on it. */
const SMALL_DISC = 17;
/** How often those that stand too near are pushed apart. */
const PUSHES = 120;
/** Of so large a share the coordinates must be known, or none counts. */
const KNOWN = 0.9;

/** What place means on the drawing now: "" for as the page was laid out. */
let arrangedBy = "";

/**
 * Give the regions of a projection that are drawn their places, the same for the same ones. Where partnerships are drawn too,
 * they and what stands on the regions were laid out together, and stay.
 * @param {string[]} keys the foremost first
 */
function arrange(keys) {
  if (!TIES) return;
  const own = keys.filter((key) => NODES.has(key)), known = own.filter((key) => COORDINATES.has(key));
  arrangedBy = known.length >= KNOWN * own.length ? "byCoordinates" : "inRing";
  const places = arrangedBy === "byCoordinates" ? byCoordinates(own) : inRing(own);
  for (const [key, { x, y }] of places) {
    Object.assign(NODES.get(key), { x: Math.round(x), y: Math.round(y) });
    const island = ISLANDS.get(key);
    if (island) island.place = [Math.round(x), Math.round(y), SMALL_DISC];
  }
}

/**
 * About where their coordinates say, north above; what would lie on one another is pushed apart.
 * @param {string[]} keys
 * @returns {Map<string, Point>}
 */
function byCoordinates(keys) {
  const known = keys.filter((key) => COORDINATES.has(key)).sort(), middle = median(known.map((key) => COORDINATES.get(key).lat));
  const flats = known.map((key) => flat(COORDINATES.get(key), Math.max(-70, Math.min(70, middle))));
  const centre = { x: median(flats.map(({ x }) => x)), y: median(flats.map(({ y }) => y)) };
  for (const one of flats) {
    const dx = one.x - centre.x, dy = one.y - centre.y, shrink = (Math.hypot(dx, dy) || 1) ** (NEARING - 1);
    Object.assign(one, { x: dx * shrink, y: dy * shrink });
  }
  const [xs, ys] = [flats.map(({ x }) => x), flats.map(({ y }) => y)], wide = highest(xs) - lowest(xs) || 1, high = highest(ys) - lowest(ys) || 1;
  const scale = SPREAD * Math.sqrt(known.length / (wide * high)), left = lowest(xs), top = lowest(ys);
  const places = flats.map(({ x, y }) => ({ x: (x - left) * scale, y: (y - top) * scale }));
  for (let turn = 0; turn < PUSHES; turn += 1) if (!pushApart(places)) break;
  const found = new Map(known.map((key, i) => [key, places[i]])), rest = keys.filter((key) => !found.has(key)).sort();
  rest.forEach((key, i) => found.set(key, { x: i * STANDOFF.across * 1.4, y: highest(places.map(({ y }) => y)) + 3 * STANDOFF.down }));
  return found;
}

/**
 * Move those that stand too near from one another, half of the way each; whether there were any.
 * @param {Point[]} places
 */
function pushApart(places) {
  let some = false;
  places.forEach((one, i) => {
    for (let j = i + 1; j < places.length; j += 1) {
      const other = places[j], dx = (other.x - one.x) / STANDOFF.across, dy = (other.y - one.y) / STANDOFF.down, off = Math.hypot(dx, dy);
      if (off >= 1) continue;
      some = true;
      const [u, v] = off ? [dx / off, dy / off] : [Math.cos(i), Math.sin(i)], by = (1 - off) / 2;
      one.x -= u * by * STANDOFF.across;
      one.y -= v * by * STANDOFF.down;
      other.x += u * by * STANDOFF.across;
      other.y += v * by * STANDOFF.down;
    }
  });
  return some;
}

/**
 * In a ring, clockwise from the top in their order, at even heights, so that every name finds its line; what is selected
 * stands in the middle.
 * @param {string[]} keys
 * @returns {Map<string, Point>}
 */
function inRing(keys) {
  const chosen = state.selection && state.selection.key, ring = keys.filter((key) => key !== chosen), half = Math.ceil(ring.length / 2);
  const high = Math.max(half, 6) * STANDOFF.down / 2;
  const found = new Map(ring.map((key, i) => {
    const isRight = i < half, count = isRight ? half : ring.length - half, at = isRight ? i : ring.length - 1 - i;
    const y = 2 * (at + 0.5) / count - 1;
    return [key, { x: (isRight ? 1 : -1) * Math.sqrt(1 - y * y) * high * 1.15, y: y * high }];
  }));
  if (chosen && keys.includes(chosen)) found.set(chosen, { x: 0, y: 0 });
  return found;
}

/** Of more ties than can be told apart those that are drawn: the strongest, of as strong ones those of the foremost. */
function foremostTies() {
  if (!isPart() || SCENE.focus || !TIES) return;
  const all = SCENE.arcs.length;
  SCENE.ties = { drawn: all, all };
  if (all <= RIVALS) return;
  const ranks = new Map([...SCENE.nodes.keys()].map((key) => [key, standing(key)]));
  const least = (/** @type {Arc} */ { a, b }) => Math.min(ranks.get(a) || 0, ranks.get(b) || 0), most = (/** @type {Arc} */ { a, b }) => Math.max(ranks.get(a) || 0, ranks.get(b) || 0);
  SCENE.arcs = SCENE.arcs.sort((x, y) => y.count - x.count || least(y) - least(x) || most(y) - most(x) || (x.a + x.b < y.a + y.b ? -1 : 1)).slice(0, RIVALS);
  SCENE.ties = { drawn: RIVALS, all };
}
