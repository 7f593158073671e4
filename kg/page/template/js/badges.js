// How many partnerships an arc stands for, written on it where it can be told apart from all others; on one that is
// pointed at in any case. A number between several arcs would be anybody's.

/** So many arcs are drawn alike; of more, the strong ones stand out and the others are a ground to them. */
const RIVALS = 80;
/** How many of very many stand out. */
const STRONG = 24;
/** How many pixels off its number no other arc may pass. */
const CLEAR = 10;
const BADGE = 10;
/** Where a drawing is small, so are the numbers on it: there more of them find room. */
const SMALL_BADGE = 8.5;
/** So many arcs are of the greatest width at most; of more none is the foremost. */
const FOREMOST = 16;

/**
 * How large numbers are in a window.
 * @param {{width: number, height: number}} view
 */
const badgeSize = ({ width, height }) => (Math.min(width, 2 * height) > 700 ? BADGE : SMALL_BADGE);

/**
 * The arcs that are drawn thickest, each of which has its number wherever it is in sight: those with more than half of what
 * the first one has.
 * @param {any[]} arcs
 * @returns {Set<any>}
 */
function thickestOf(arcs) {
  const most = highest(arcs.map(({ count }) => count), 0), thick = arcs.filter(({ count }) => count > 1 && 2 * count > most);
  return new Set(thick.length <= FOREMOST ? thick : []);
}

/** Places along an arc, from its middle to its ends. */
const ALONG = Array.from({ length: 29 }, (_, i) => 0.5 + (i % 2 ? -1 : 1) * Math.ceil(i / 2) * 0.03);

/**
 * The place of some that is the farthest from all other arcs, as far as that matters; of several the first.
 * @param {any[]} places
 * @param {(place: any) => number} off how far from the nearest other arc a place is, in pixels
 * @returns {any}
 */
function clearest(places, off) {
  let best = null, most = -1;
  for (const place of places) {
    const free = Math.min(off(place), CLEAR);
    if (free > most + 0.5) [best, most] = [place, free];
  }
  return best;
}

/**
 * The least number of partnerships behind an arc that stands out: of few arcs none, of many what the foremost have.
 * @param {{count: number}[]} arcs
 */
const leastOf = (arcs) => (arcs.length > RIVALS ? arcs.map((one) => one.count).sort((a, b) => b - a)[STRONG] + 1 : 0);

/**
 * Whether a tie is pointed at: itself, a partnership behind it, or the one place that it leads from.
 * @param {{a: string, b: string, deals: Set<string>}} one
 */
const isTieLit = (one) => LIT.size > 0 && ((isLit(one.a) && isLit(one.b)) || [...one.deals].some(isLit) || (LIT.size === 1 && (isLit(one.a) || isLit(one.b))));

/**
 * Find where the numbers stand, the strongest first. Those of a single partnership come after the names, which say more.
 * @param {ScreenView} view
 * @param {boolean} late whether it is these that are placed
 */
function placeBadges(view, late) {
  /** @type {Point[]} */
  const taken = SCENE.arcs.length ? [...SCENE.nodes.values()].map(view.toScreen) : [];
  for (const one of SCENE.arcs) {
    if (!late) one.badge = null;
    else if (one.badge) taken.push(one.badge);
  }
  const size = badgeSize(view);
  /** @type {(at: Point) => boolean} */
  const off = (at) => placedLabels.every(({ x, y, w, h }) => at.x < x - size - BESIDE_NAME || at.x > x + w + size + BESIDE_NAME || at.y < y - size || at.y > y + h + size);
  /** @type {(at: Point) => boolean} */
  const free = (at) => taken.every((other) => Math.hypot(other.x - at.x, other.y - at.y) > 2 * size + 3) && (!late || off(at));
  // Beside the mark of a third place a number would seem to be that one's.
  const marks = [...SCENE.nodes].map(([key, node]) => ({ key, at: view.toScreen(node) }));
  /** @type {(at: Point, one: Arc) => boolean} */
  const isOwn = (at, { a, b }) => marks.every((mark) => mark.key === a || mark.key === b || Math.hypot(mark.at.x - at.x, mark.at.y - at.y) > 36);
  /** @type {(one: Arc) => boolean} */
  const isLate = (one) => one.count === 1 && SCENE.arcs.length > 24 && !SCENE.focus;
  // The many strands between packs and regions say their numbers once one of them is chosen.
  /** @type {(one: Arc) => boolean} */
  const isStrand = (one) => !SCENE.focus && (PACKS.has(one.a) || PACKS.has(one.b));
  const seen = SCENE.arcs.filter((one) => isArcInFocus(one) && (SCENE.focus || one.count >= SCENE.strong)).sort((a, b) => b.count - a.count).slice(0, 2 * RIVALS);
  const meets = meetingsOf(SCENE.arcs), thickest = thickestOf(seen);
  // Of a part of very many, none of which has more than one, a number says nothing.
  if (isPart() && SCENE.most === 1) return;
  for (const one of seen.slice(0, SCENE.focus ? 2 * RIVALS : RIVALS)) {
    if (isLate(one) !== late || isStrand(one)) continue;
    const places = badgePlaces(one, meets).map((t) => onArc(one, t)).filter((place) => free(view.toScreen(place)) && isOwn(view.toScreen(place), one) && isApart(place, one, seen, view.scale));
    // Names stay where they are when something is chosen: its numbers look for room beside them first.
    const at = (SCENE.focus && places.find((place) => off(view.toScreen(place)))) || places[0] || (thickest.has(one) ? thickPlace(one, seen, taken, view) : null);
    if (!at) continue;
    one.badge = view.toScreen(at);
    taken.push(one.badge);
  }
}

/**
 * What names leave free around a number: beside it more than above and below.
 * @param {Point} at
 * @param {number} size
 * @returns {any}
 */
const boxOfBadge = ({ x, y }, size) => ({ key: "badge", x: x - size - BESIDE_NAME, y: y - size, w: 2 * (size + BESIDE_NAME), h: 2 * size });

/** How far before or behind a name a number stands at least: nearer it would be read as a part of it. */
const BESIDE_NAME = 7;

/**
 * Where the number of one of the thickest arcs stands that has no place for itself: on it, clear of marks and of other
 * numbers, and as far from other arcs as there is room.
 * @param {Arc} one
 * @param {Arc[]} seen
 * @param {Point[]} taken
 * @param {ScreenView} view
 */
function thickPlace(one, seen, taken, view) {
  const size = badgeSize(view), { width, height } = view;
  const isFree = (/** @type {Point} */ { x, y }) => x > size && y > size && x < width - size && y < height - size
    && taken.every((other) => Math.hypot(other.x - x, other.y - y) > 2 * size + 1)
    && !view.covered.some((box) => overlaps({ x: x - size, y: y - size, w: 2 * size, h: 2 * size }, box));
  const near = seen.filter((other) => other !== one);
  return clearest(ALONG.map((t) => onArc(one, t)).filter((place) => isFree(view.toScreen(place))), (place) => Math.min(...near.map((other) => toArc(place, other) * view.scale)));
}

/**
 * Whether no other arc that is seen passes under a number at a place of the drawing.
 * @param {Point} place
 * @param {Arc} own
 * @param {Arc[]} seen
 * @param {number} scale
 */
const isApart = (place, own, seen, scale) => seen.every((other) => other === own || toArc(place, other) * scale > CLEAR);

/**
 * How many arcs end at each place.
 * @param {Arc[]} arcs
 */
function meetingsOf(arcs) {
  /** @type {Known<number>} */
  const meets = new Map();
  for (const { a, b } of arcs) for (const key of [a, b]) meets.set(key, (meets.get(key) || 0) + 1);
  return meets;
}

/**
 * Where along an arc its number may stand: in the middle; of a bundled one near the end where fewer arcs meet.
 * @param {Arc} one
 * @param {Known<number>} meets
 */
function badgePlaces(one, meets) {
  if (!one.isBundled) return [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
  const near = [0.2, 0.24, 0.16, 0.28, 0.13, 0.32, 0.37, 0.42];
  const far = near.map((t) => 1 - t);
  return meets.get(one.a) <= meets.get(one.b) ? [...near, 0.5, ...far] : [...far, 0.5, ...near];
}

/**
 * The numbers that have a place, and over them those of what is pointed at.
 * @param {any} ctx
 * @param {ScreenView} view
 */
function paintBadges(ctx, view) {
  const size = badgeSize(view);
  for (const one of SCENE.arcs) if (one.badge) paintBadge(ctx, one.badge, one.count, size);
  if (!LIT.size) return;
  const lit = SCENE.arcs.filter((one) => !one.badge && isTieLit(one)), meets = meetingsOf(lit);
  const taken = [...SCENE.arcs.flatMap(({ badge }) => (badge ? [badge] : [])), ...[...SCENE.nodes.values()].map(view.toScreen)];
  for (const one of lit.slice(0, RIVALS)) {
    // Of all that leave one place each has its number near its other end, where they have parted.
    const places = meets.get(one.a) > meets.get(one.b) ? [0.72, 0.64, 0.8, 0.55] : meets.get(one.a) < meets.get(one.b) ? [0.28, 0.36, 0.2, 0.45] : [0.5, 0.42, 0.58, 0.34, 0.66];
    const at = places.map((t) => view.toScreen(onArc(one, t))).find((place) => taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) > 2 * size));
    if (!at) continue;
    taken.push(at);
    paintBadge(ctx, at, one.count, size);
  }
}

/**
 * A number on its disc.
 * @param {any} ctx
 * @param {Point} at
 * @param {number} count
 */
function paintBadge(ctx, { x, y }, count, r = BADGE) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.beginPath();
  ctx.arc(x, y, count > 99 ? r + 3 : r, 0, 2 * Math.PI);
  ctx.fillStyle = theme().badge;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = theme().arc;
  ctx.stroke();
  ctx.font = `600 ${r < BADGE ? 10.5 : 11}px ${FONT}`;
  ctx.fillStyle = theme().ink;
  ctx.fillText(String(count), x, y + 0.5);
}
