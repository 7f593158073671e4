// The map: what has coordinates, where it is; no borders and no tiles. Degrees are drawn alike in both directions at the
// middle latitude, so that near places keep their shape; the bar says how far is how far there.
VIEWS.map = {
  name: "map", help: "mapHelp",
  lay: layMap,
  paint: paintMap,
  table: mapTable,
  tools: mapTools,
  signs: () => [[(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => rule(ctx, x - 7, y, x + 7, y, theme().arc, 3), say("mapArc")], ...amidSigns(), ...insetSigns()],
  key: () => amidSigns(),
  listen: listenMap,
  keys: { "+": () => zoomMap(1.5), "=": () => zoomMap(1.5), "-": () => zoomMap(1 / 1.5), 0: () => lookAtMap(null) },
  drag: { moved: false },
};

/** @type {any} */
let mapLook = null; // {x, y, scale} that the reader chose; null for what fits
let mapWhole = false; // whether far places are on one map with the others

/** What is on the map: the regions that are shown, and whatever else has coordinates of its own. */
const mapped = () => [...SHOWN.parties].filter(placeOnMap);

/** So many places are dots of their own; of more the foremost, the others are points on the ground. */
const MOST_DOTS = 400;
/** Of more dots each grows less with its partnerships. */
const FEWER = 100;
const FOREMOST_DOTS = 150;

/**
 * The places that are dots: all, or of very many those with most partnerships, and what is selected with its partners.
 * @param {string[]} all
 */
function foremostOnMap(all) {
  if (all.length <= MOST_DOTS) return all;
  const ranked = all.map((key) => /** @type {[number, string]} */ ([standingBy("count", key), key])).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1)).slice(0, FOREMOST_DOTS).map(([, key]) => key);
  const focus = state.selection && SCENE.focus ? SCENE.focus.nodes : new Set();
  return unique([...ranked, ...all.filter((key) => focus.has(key)).slice(0, MOST_DOTS)]);
}

/**
 * Where on a part of the map those lie that are no dots.
 * @param {string[]} all
 * @param {string[]} dots
 * @param {any} part
 * @returns {Point[]}
 */
function groundOf(all, dots, { toScreen, middle }) {
  const drawn = new Set(dots);
  return all.length === dots.length ? [] : all.filter((key) => !drawn.has(key)).map((key) => toScreen(flat(placeOnMap(key), middle)));
}

/**
 * @param {Pen} ctx
 * @param {any} part
 */
function paintGround(ctx, { ground, frame }) {
  if (!ground.length) return;
  ctx.beginPath();
  for (const { x, y } of ground) {
    if (!isWithin(frame, x, y)) continue;
    ctx.moveTo(x - 0.8, y);
    ctx.lineTo(x + 0.8, y);
  }
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = theme().soft;
  ctx.globalAlpha = 0.4;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * Of more ties between very many places than can be told apart those that are drawn: of what is selected, else the strongest.
 * @param {any[]} arcs
 * @param {Map<string, number>} counts
 */
function foremostArcs(arcs, counts) {
  const own = SCENE.focus ? arcs.filter(isOnMapInFocus) : [];
  const least = (/** @type {any} */ { a, b }) => Math.min(counts.get(a) || 0, counts.get(b) || 0);
  return own.length ? own : arcs.slice().sort((x, y) => y.count - x.count || least(y) - least(x) || (x.a + x.b < y.a + y.b ? -1 : 1)).slice(0, RIVALS).reverse();
}

/** Regions, and parties of none, that have no place on the map. */
const unmapped = () => [...SHOWN.parties].filter((key) => !coordinatesOf(key) && (ISLANDS.has(key) || !ISLAND_OF.has(key) || !NODES.has(ISLAND_OF.get(key)))).sort(byName);

/** Longitudes are counted from the widest gap, so that no cluster is cut in two. */
const MERIDIAN = (() => {
  const sorted = [...COORDINATES.values()].map(({ lon }) => lon).sort((a, b) => a - b);
  if (sorted.length < 2) return -180;
  const gaps = sorted.map((lon, i) => [(i ? lon - sorted[i - 1] : lon + 360 - sorted[sorted.length - 1]), lon]);
  return gaps.reduce((a, b) => (b[0] > a[0] ? b : a))[1] - 1;
})();

/**
 * A place on the plane of the map, in degrees of latitude.
 * @param {any} about
 * @param {any} middle
 */
function flat({ lat, lon }, middle) {
  return { x: ((lon - MERIDIAN + 360) % 360) * Math.cos(middle * Math.PI / 180), y: -lat };
}

/** @param {any} numbers */
const median = (numbers) => numbers.slice().sort((/** @type {any} */ a, /** @type {any} */ b) => a - b)[Math.floor(numbers.length / 2)];

/** @param {any} size */
function layMap(size) {
  const all = mapped(), keys = foremostOnMap(all), middle = keys.length ? Math.max(-70, Math.min(70, median(keys.map((key) => /** @type {any} */ (placeOnMap(key)).lat)))) : 0;
  const points = /** @type {Known<Point>} */ (new Map(keys.map((key) => [key, flat(placeOnMap(key), middle)])));
  const near = new Set(mapWhole || keys.length < all.length ? keys : nearPoints([...points]).map((/** @type {any} */ [key]) => key)), far = keys.filter((key) => !near.has(key));
  const close = [...near].map((key) => points.get(key)), frames = framesOfMap(size, close, [...points.values()], far.length > 0);
  const main = mapPart(keys, points, middle, frames.main, mapLook || fittingLook(close.length ? close : [...points.values()], frames.main));
  /** @type {any} */
  const inset = frames.inset && mapPart(far, points, middle, frames.inset, fittingLook([...points.values()], frames.inset, INSET_ROOM), (/** @type {any} */ one) => !near.has(one.a) || !near.has(one.b));
  if (inset) inset.extent = extentOf(close, inset);
  main.ground = groundOf(all, keys, main);
  main.bar = scaleBar(main.look, Math.min(130, frames.main.width / 3));
  main.names = placeMapNames(main, [boxOfBar(main), ...boxesOfGraticule(main), ...(frames.inset ? [boxOfFrame(frames.inset)] : [])]);
  // Of two languages the reader's own, so that all of them find room.
  if (inset) inset.names = placeMapNames(inset, [inset.extent], 1);
  const within = inset ? marksOf(inset) : [];
  const marks = [...marksOf(main).filter((mark) => !inset || !isWithin(frames.inset, mark.x + mark.w / 2, mark.y + mark.h / 2)), ...within];
  const find = (/** @type {number} */ x, /** @type {number} */ y) => (inset && isWithin(frames.inset, x, y) ? markNear(within, x, y) || arcNear(inset.arcs, x, y) : markNear(marks, x, y) || arcNear(main.arcs, x, y));
  return { ...size, ...main, main, inset, marks, find, note: mapNote(far, main), notes: mapSaid(far, main), all: all.length };
}

/**
 * One part of the map in its frame: the dots of some places, and the ties that are wanted there.
 * @param {any} keys
 * @param {any} points
 * @param {any} middle
 * @param {any} frame
 * @param {any} look
 * @param {(one: any) => boolean} [wanted]
 */
function mapPart(keys, points, middle, frame, look, wanted = (_) => true) {
  const toScreen = (/** @type {any} */ { x, y }) => ({ x: (x - look.x) * look.scale + frame.x + frame.width / 2, y: (y - look.y) * look.scale + frame.y + frame.height / 2 });
  const count = (/** @type {string} */ key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  const dots = keys.map((/** @type {string} */ key) => ({ key, ...toScreen(points.get(key)), n: count(key), r: 0 })).sort((/** @type {any} */ a, /** @type {any} */ b) => b.n - a.n || byName(a.key, b.key));
  // In a small frame smaller dots leave room for their names.
  const shrink = Math.min(1, Math.max(0.62, Math.min(frame.width, 1.4 * frame.height) / 640));
  for (const dot of dots) dot.r = SCALES.sizes ? 9 * growthOf(dot.key) : Math.max(3, shrink * Math.min(16, (ISLANDS.has(dot.key) ? 4.5 : 3) + (keys.length > FEWER ? 0.4 : 1.4) * Math.sqrt(dot.n)));
  const found = mapArcs(points, toScreen, middle).filter(wanted), isMany = mapped().length > MOST_DOTS;
  const arcs = isMany ? foremostArcs(found, new Map(dots.map((/** @type {any} */ dot) => [dot.key, dot.n]))) : found;
  if (arcs.length <= 3 * RIVALS) for (const one of arcs) one.middle = bendAround(one, dots);
  placeMapBadges(dots, arcs, frame);
  return { frame, look, middle, toScreen, dots, arcs, names: /** @type {any[]} */ ([]), bar: /** @type {any} */ (null), ground: /** @type {Point[]} */ ([]), ties: found.length };
}

/**
 * What of a part can be pointed at: its dots and the numbers on its ties.
 * @param {any} about
 */
function marksOf({ dots, arcs, frame }) {
  const inSight = (/** @type {any} */ { x, y }) => isWithin({ x: frame.x - 20, y: frame.y - 20, width: frame.width + 40, height: frame.height + 40 }, x, y);
  const boxOf = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r, /** @type {any} */ rest) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, ...rest });
  return [
    ...dots.filter(inSight).map((/** @type {any} */ dot) => boxOf(dot.x, dot.y, dot.r, { thing: { key: dot.key }, lights: [dot.key], text: join([nameOf(dot.key), say("arcCount", { n: dot.n })], [": ", "："]) })),
    ...arcs.filter((/** @type {any} */ one) => one.badge && inSight(one.badge)).map((/** @type {any} */ one) => boxOf(one.badge.x, one.badge.y, 9, arcMark(one))),
  ];
}

/**
 * @param {any} about
 * @param {number} u
 * @param {number} v
 */
const isWithin = ({ x, y, width, height }, u, v) => u >= x && u <= x + width && v >= y && v <= y + height;

/**
 * Whether a tie joins two regions of the overview, and is one of its arcs.
 * @param {{a: string, b: string}} one
 */
const joinsIslands = ({ a, b }) => ISLANDS.has(a) && ISLANDS.has(b);

/**
 * Whether a tie of the map is in the focus: by its partnerships, where its ends are places that the overview does not draw.
 * @param {any} one
 */
const isOnMapInFocus = (one) => {
  const { focus } = SCENE;
  if (!focus || TIES || state.selection?.a || joinsIslands(one)) return !focus || focus.arcs(one);
  return [...one.deals].some((deal) => focus.nodes.has(deal));
};

/**
 * The selection that a tie opens which ends at places of the map.
 * @param {{a: string, b: string}} one
 * @returns {Chosen}
 */
const tieOnMap = (one) => (TIES || joinsIslands(one) ? tieOf(one) : { a: one.a, b: one.b, arc: "map" });

/** @param {any} one */
const arcMark = (one) => ({ thing: tieOnMap(one), lights: [one.a, one.b], text: join([join([nameOf(one.a), nameOf(one.b)], [" – ", "—"]), say("arcCount", { n: one.count })], [": ", "："]) });

/**
 * @param {any} marks
 * @param {number} x
 * @param {number} y
 */
function markNear(marks, x, y) {
  const off = (/** @type {any} */ mark) => Math.hypot(x - mark.x - mark.w / 2, y - mark.y - mark.h / 2) - mark.w / 2;
  return marks.filter((/** @type {any} */ mark) => off(mark) < 5).sort((/** @type {any} */ a, /** @type {any} */ b) => off(a) - off(b))[0] || null;
}

/**
 * @param {any[]} arcs
 * @param {number} x
 * @param {number} y
 */
function arcNear(arcs, x, y) {
  const found = arcs.map((/** @type {any} */ one) => [toBend({ x, y }, one), one]).filter((/** @type {any} */ [distance]) => distance < 6).sort((/** @type {any} */ a, /** @type {any} */ b) => a[0] - b[0])[0];
  return found ? { x, y, w: 0, h: 0, ...arcMark(found[1]) } : null;
}

/**
 * The places near the middle of most; those beyond them have a map of their own. All of them where none is far.
 * @param {any} points
 */
function nearPoints(points) {
  if (points.length < 4) return points;
  const x = median(points.map((/** @type {any} */ [, point]) => point.x)), y = median(points.map((/** @type {any} */ [, point]) => point.y));
  const off = (/** @type {any} */ [, point]) => Math.hypot(point.x - x, point.y - y);
  const usual = Math.max(0.2, median(points.map(off)));
  return points.filter((/** @type {any} */ one) => off(one) <= 8 * usual);
}

/** How much of a frame names may need beside the outermost places: pixels at most, and shares of a small frame. */
const MAIN_ROOM = { across: 150, down: 130, wide: 0.24, high: 0.28 };

/**
 * @param {any} points
 * @param {any} about
 * @param {any} [room]
 */
function fittingLook(points, { width, height }, room = MAIN_ROOM) {
  if (!points.length) return { x: 0, y: 0, scale: 1 };
  const xs = points.map((/** @type {any} */ { x }) => x), ys = points.map((/** @type {any} */ { y }) => y);
  const [left, right, top, bottom] = [lowest(xs), highest(xs), lowest(ys), highest(ys)];
  const across = width - Math.min(room.across, width * room.wide), down = height - Math.min(room.down, height * room.high);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(across / Math.max(right - left, 0.05), down / Math.max(bottom - top, 0.05)) };
}

/** The ties that are shown, each between two places: of a projection its own, else one for each two that partnerships join. */
function tiesOnMap() {
  if (TIES) return arcsOf([...SHOWN.deals]);
  return pairsOf([...SHOWN.deals], endsOnMap).map(([a, b, deals]) => ({ a, b, deals, count: deals.size }));
}

/**
 * The ties that are shown between places that have coordinates.
 * @param {any} points
 * @param {any} toScreen
 * @param {any} middle
 */
function mapArcs(points, toScreen, middle) {
  const at = (/** @type {string} */ key) => points.get(key) || (coordinatesOf(key) ? flat(coordinatesOf(key), middle) : null);
  // Of very many places only those between dots are worked out.
  const between = points.size < COORDINATES.size + AMID.size && TIES ? TIES.filter(({ a, b }) => points.has(a) && points.has(b)) : null;
  const drawn = (between ? between.map((tie) => arc(tie.a, tie.b, new Set(shownOf(tie.deals)))).filter((one) => one.count) : tiesOnMap()).filter(({ a, b }) => at(a) && at(b) && (at(a).x !== at(b).x || at(a).y !== at(b).y));
  return drawn.map(({ a, b, count, deals }) => {
    const from = toScreen(at(a)), to = toScreen(at(b));
    const bent = { x: (from.x + to.x) / 2 - (to.y - from.y) * 0.16, y: (from.y + to.y) / 2 + (to.x - from.x) * 0.16 };
    return { a, b, count, deals, from, to, middle: bent, badge: /** @type {Point | null} */ (null) };
  }).sort((x, y) => x.count - y.count);
}

/** How far a tie may bend, as shares of its length, the usual bend first. */
const MAP_BENDS = [0.16, 0.1, 0.22, 0.04, 0.3, -0.06, -0.14, -0.22, 0.4];

/**
 * Where a tie bends so that it goes through no dot of a third place, as if it ended there; the usual bend where all do.
 * @param {any} one
 * @param {any[]} dots
 */
function bendAround(one, dots) {
  const { a, b, from, to } = one, others = dots.filter(({ key, x, y, r }) => key !== a && key !== b && toSegment({ x, y }, from, to) < r + 6 + 0.25 * Math.hypot(to.x - from.x, to.y - from.y));
  const bent = (/** @type {number} */ by) => ({ x: (from.x + to.x) / 2 - (to.y - from.y) * by, y: (from.y + to.y) / 2 + (to.x - from.x) * by });
  let best = one.middle, least = Infinity;
  for (const by of MAP_BENDS) {
    const way = { from, to, middle: bent(by) }, met = others.filter((dot) => toBend(dot, way) < dot.r + 4).length;
    if (met < least) [best, least] = [way.middle, met];
    if (!met) break;
  }
  return best;
}

/**
 * Lines of latitude and longitude, about five of each.
 * @param {any} about
 */
function graticule({ look, middle, frame }) {
  const { width, height } = frame, shrink = Math.cos(middle * Math.PI / 180), steps = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30];
  const step = steps.find((one) => one * look.scale * shrink >= Math.max(64, Math.min(width, height) / 6)) || 30, lines = [];
  const west = (look.x - width / 2 / look.scale) / shrink + MERIDIAN, east = (look.x + width / 2 / look.scale) / shrink + MERIDIAN;
  const north = -(look.y - height / 2 / look.scale), south = -(look.y + height / 2 / look.scale);
  const round = (/** @type {number} */ x) => Number(x.toFixed(2)), turn = (/** @type {number} */ lon) => ((lon + 540) % 360) - 180;
  for (let lon = Math.ceil(west / step) * step; lon < east && lines.length < 40; lon += step) {
    const x = frame.x + ((lon - MERIDIAN) * shrink - look.x) * look.scale + width / 2, value = round(turn(lon));
    lines.push({ x, text: `${Math.abs(value)}°${value < 0 ? "W" : value > 0 ? "E" : ""}` });
  }
  for (let lat = Math.ceil(Math.max(south, -90) / step) * step; lat < Math.min(north, 90.01) && lines.length < 80; lat += step) {
    lines.push({ y: frame.y + (-lat - look.y) * look.scale + height / 2, text: `${Math.abs(round(lat))}°${lat < 0 ? "S" : lat > 0 ? "N" : ""}` });
  }
  return lines;
}

/**
 * A point of a tie on the map, `t` from 0 to 1.
 * @param {any} about
 * @param {number} t
 */
function onBend({ from, to, middle }, t) {
  const u = 1 - t, at = (/** @type {string} */ name) => u * u * from[name] + 2 * u * t * middle[name] + t * t * to[name];
  return { x: at("x"), y: at("y") };
}

/**
 * How far a place is from a tie on the map.
 * @param {any} point
 * @param {any} one
 */
function toBend(point, one) {
  const places = Array.from({ length: 17 }, (_, i) => onBend(one, i / 16));
  return Math.min(...places.slice(1).map((place, i) => toSegment(point, places[i], place)));
}

/**
 * A round length that fits into some pixels: kilometres, and how many pixels they are.
 * @param {any} about
 * @param {number} [most]
 */
function scaleBar({ scale }, most = 130) {
  const kilometre = scale / 111.32, longest = most / kilometre, power = 10 ** Math.floor(Math.log10(longest));
  const length = Number([5, 2, 1].map((one) => one * power).find((one) => one <= longest));
  return { length, pixels: length * kilometre };
}

/**
 * @param {Pen} ctx
 * @param {any} laid
 * @param {Frame} sight
 */
function paintMap(ctx, laid, sight) {
  const { main, inset } = laid, { ink } = theme();
  if (!main.dots.length) return sayNothing(ctx, say(SHOWN.deals.size ? "mapEmpty" : "emptyFiltered"), sight);
  paintGraticule(ctx, main, sight);
  paintGround(ctx, main);
  paintMapArcs(ctx, main);
  paintMapDots(ctx, main.dots);
  paintMapBadges(ctx, main);
  paintMapNames(ctx, main);
  const { bar } = main, y = main.frame.y + main.frame.height - 14;
  rule(ctx, 14, y, 14 + bar.pixels, y, ink, 2);
  for (const x of [14, 14 + bar.pixels]) rule(ctx, x, y - 5, x, y, ink, 2);
  write(ctx, bar.length >= 1 ? `${bar.length} km` : `${Math.round(bar.length * 1000)} m`, 14 + bar.pixels / 2, y - 9, { size: 11, align: "center", halo: true });
  if (inset) paintInset(ctx, inset);
  return null;
}

/**
 * @param {Pen} ctx
 * @param {any} part
 * @param {any} about
 */
function paintGraticule(ctx, part, { width, height }) {
  const { landEdge, soft } = theme();
  for (const { x, y, text } of graticule(part)) {
    ctx.globalAlpha = 0.7;
    if (x !== undefined) rule(ctx, x, 0, x, height, landEdge);
    else rule(ctx, 0, y, width, y, landEdge);
    ctx.globalAlpha = 1;
    if (x !== undefined && x < width - 48) write(ctx, text, x + 3, 9, { size: 10.5, colour: soft });
    else if (x !== undefined) continue;
    else if (y > 32 && y < height - 30) write(ctx, text, 4, y - 7, { size: 10.5, colour: soft });
  }
}

/**
 * @param {Pen} ctx
 * @param {any} about
 */
function paintMapArcs(ctx, { arcs }) {
  const { arc, select } = theme();
  const most = highest(arcs.map((/** @type {any} */ { count }) => count), 1), least = leastOf(arcs), isMany = least > 0;
  for (const one of arcs) {
    const lit = isTieLit(one), focus = isOnMapInFocus(one);
    ctx.beginPath();
    ctx.moveTo(one.from.x, one.from.y);
    ctx.quadraticCurveTo(one.middle.x, one.middle.y, one.to.x, one.to.y);
    ctx.strokeStyle = lit ? select : arc;
    ctx.lineWidth = (1 + 4 * Math.sqrt(one.count / Math.max(most, 6))) * (isMany ? 0.7 : 1);
    const share = one.count / most, usual = !isMany ? 0.3 + 0.4 * share : one.count >= least ? 0.25 + 0.5 * share : Math.max(0.05, 6 / arcs.length);
    ctx.globalAlpha = lit ? 0.95 : !focus ? 0.06 : LIT.size ? Math.min(usual, 0.25) : SCENE.focus ? 0.7 : usual;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/**
 * The numbers of the ties that can be told apart; of one that is pointed at, or in focus, in any case.
 * @param {any} dots
 * @param {any[]} arcs
 * @param {any} frame
 */
function placeMapBadges(dots, arcs, frame) {
  const taken = dots.map((/** @type {any} */ { x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
  // Of very many, none of which has more than one, a number says nothing.
  if (mapped().length > MOST_DOTS && arcs.every(({ count }) => count === 1)) return;
  const least = leastOf(arcs), seen = arcs.filter((/** @type {any} */ one) => (SCENE.focus ? isOnMapInFocus(one) : one.count >= least)).reverse().slice(0, RIVALS), thickest = thickestOf(seen);
  for (const one of seen) {
    const places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((t) => onBend(one, t)).filter(({ x, y }) => isWithin(frame, x - 9, y - 9) && isWithin(frame, x + 9, y + 9));
    const isFree = (/** @type {any} */ { x, y }) => !taken.some((/** @type {any} */ other) => overlaps({ x: x - 9, y: y - 9, w: 18, h: 18 }, other));
    const isAlone = (/** @type {any} */ at) => seen.every((/** @type {any} */ other) => other === one || toBend(at, other) > CLEAR);
    one.badge = places.find((at) => isFree(at) && isAlone(at)) || besideBend(one, frame).find((at) => isFree(at) && seen.every((/** @type {any} */ other) => other === one || toBend(at, other) > BESIDE.others)) || null;
    // One of the thickest has its number in any case, where other ties are farthest.
    if (!one.badge && thickest.has(one)) {
      const along = ALONG.map((t) => onBend(one, t)).filter((at) => isWithin(frame, at.x - 9, at.y - 9) && isWithin(frame, at.x + 9, at.y + 9) && isFree(at)), near = seen.filter((/** @type {any} */ other) => other !== one);
      one.badge = clearest(along, (at) => Math.min(...near.map((/** @type {any} */ other) => toBend(at, other))));
    }
    if (one.badge) taken.push({ x: one.badge.x - 9, y: one.badge.y - 9, w: 18, h: 18 });
  }
}

/** How far off its own tie a number may stand, and how far off all others it then is: it touches the one alone. */
const BESIDE = { own: 9, others: 12 };

/**
 * Places beside a tie that runs so near to another that a number on it would be on both.
 * @param {any} one
 * @param {any} frame
 */
function besideBend(one, frame) {
  const off = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.15, 0.1].flatMap((t) => {
    const { x, y } = onBend(one, t), next = onBend(one, t + 0.02), length = Math.hypot(next.x - x, next.y - y) || 1;
    const across = { x: -(next.y - y) / length * BESIDE.own, y: (next.x - x) / length * BESIDE.own };
    return [{ x: x + across.x, y: y + across.y }, { x: x - across.x, y: y - across.y }];
  });
  return off.filter(({ x, y }) => isWithin(frame, x - 9, y - 9) && isWithin(frame, x + 9, y + 9));
}

/**
 * What names on a part of the map must leave free.
 * @param {any} about
 */
const takenBy = ({ dots, arcs }) => [
  ...dots.map((/** @type {any} */ { key, x, y, r }) => ({ key, x: x - r, y: y - r, w: 2 * r, h: 2 * r })),
  ...arcs.filter((/** @type {any} */ { badge }) => badge).map((/** @type {any} */ { badge }) => ({ x: badge.x - 9, y: badge.y - 9, w: 18, h: 18 })),
];

/**
 * @param {Pen} ctx
 * @param {any} about
 */
function paintMapBadges(ctx, { arcs, frame }) {
  for (const one of arcs) {
    const middle = onBend(one, 0.5), isPointedAt = LIT.size > 1 && isTieLit(one) && isWithin(frame, middle.x, middle.y);
    const at = one.badge || (isPointedAt ? middle : null);
    if (at) paintBadge(ctx, at, one.count, 9);
  }
}

/**
 * @param {any} a
 * @param {any} b
 */
const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/**
 * What stands amid its places, and not where its own coordinates would be.
 * @param {Pen} ctx
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 */
function hollow(ctx, kind, x, y, r, colour) {
  outline(ctx, kind, x, y, r);
  ctx.fillStyle = theme().paper;
  ctx.fill();
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

/** The sign of what stands amid its places, where one is shown. */
const amidSigns = () => (mapped().some((key) => AMID.has(key)) ? [[(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => hollow(ctx, "region", x, y, 5, kindColour("region")), say("mapAmid")]] : []);

/**
 * @param {Pen} ctx
 * @param {any} dots
 */
function paintMapDots(ctx, dots) {
  for (const { key, x, y, r } of dots.slice().reverse()) {
    const kind = NODES.has(key) ? NODES.get(key).kind : "region";
    ctx.globalAlpha = stands([key]) ? 1 : 0.25;
    if (COORDINATES.has(key)) drawParty(ctx, kind, x, y, r, tintOf(key) || kindColour(kind));
    else hollow(ctx, kind, x, y, r, tintOf(key) || kindColour(kind));
    ctx.globalAlpha = 1;
    if (SCALES.sizes) drawRings(ctx, key, x, y, 9, 1);
    if (!isSelected(key) && !isLit(key)) continue;
    outline(ctx, kind, x, y, r + 4);
    ctx.lineWidth = isSelected(key) ? 2.6 : 1.6;
    ctx.strokeStyle = theme().select;
    ctx.stroke();
  }
}

/**
 * The room that the bar takes which says how far is how far.
 * @param {any} about
 * @returns {Box}
 */
const boxOfBar = ({ frame, bar }) => ({ x: 0, y: frame.y + frame.height - 32, w: bar.pixels + 28, h: 32 });

/**
 * The room that the degrees at the edges take.
 * @param {any} part
 * @returns {Box[]}
 */
const boxesOfGraticule = (part) => graticule(part).map(({ x, y }) => (x === undefined ? { x: 4, y: y - 14, w: 38, h: 14 } : { x: x + 3, y: 2, w: 44, h: 14 }));

/**
 * Names where they cover no dot, no number and no other name and are read as their own dot's, those of most partnerships
 * first; a region's name that finds none beside its dot stands at the end of a line.
 * @param {any} part
 * @param {Box[]} covered
 * @param {number} [most] lines of a name, of which there are two in two languages
 */
function placeMapNames(part, covered, most = 2) {
  const taken = new Boxes(), marks = new Marks(), names = [];
  for (const box of [...takenBy(part), ...covered]) taken.add(box);
  for (const dot of part.dots) marks.add(dot);
  const view = { ...part.frame, marks };
  for (const { key, x, y, r } of part.dots.slice(0, 400)) {
    if (!isWithin(part.frame, x, y)) continue;
    const found = mapNamePlace({ key, at: { x, y }, r }, taken, view, most);
    if (!found) continue;
    takePlace(taken, found);
    names.push(found);
  }
  return names;
}

/**
 * @param {any} label
 * @param {Boxes} taken
 * @param {any} view
 * @param {number} most
 */
function mapNamePlace(label, taken, view, most) {
  const isRegion = ISLANDS.has(label.key);
  for (const [size, rows] of [[12, most], [11, most], ...(view.width < 600 ? [[10.5, most]] : []), ...(most > 1 && state.lang === "both" ? [[12, 1], [11, 1]] : [])]) {
    const name = mapName(label.key, size, rows);
    for (const [x, y] of placesAround(label, name)) {
      const box = { ...name, x, y };
      if (outside(box, view) === 0 && taken.overlap(box, label.key, 0) === 0 && isOwnName(box, label, view)) return box;
    }
    const far = isRegion && farPlace(name, label, taken, view, 70);
    if (far) return far;
  }
  return null;
}

/**
 * A name on the map in its letters.
 * @param {string} key
 * @param {number} size
 * @param {number} most
 */
function mapName(key, size, most) {
  const font = `${ISLANDS.has(key) ? 600 : 400} ${size}px ${FONT}`, rows = lines(brief(nameOf(key), 40)).slice(0, most);
  const w = Math.max(...rows.map((row) => widthOf(measure2d(), row, font))) + 4;
  return { key, x: 0, y: 0, w, h: rows.length * (size + 2.5) + 2, rows, font, size, align: /** @type {CanvasTextAlign} */ ("center"), bold: ISLANDS.has(key) };
}

/**
 * The corners of a name around its dot: below, above, beside, at the four corners, and shifted along.
 * @param {any} label
 * @param {any} name
 */
function placesAround({ at: { x, y }, r }, { w, h }) {
  const gap = r + 3, [near, off] = [0.7 * gap, 0.5 * gap];
  return [[x - w / 2, y + gap], [x - w / 2, y - gap - h], [x + gap + 1, y - h / 2], [x - gap - 1 - w, y - h / 2],
    [x + near, y + off], [x - near - w, y + off], [x + near, y - off - h], [x - near - w, y - off - h],
    ...SHIFTS.flatMap((share) => [[x - w * share, y + gap], [x - w * share, y - gap - h]])];
}

/**
 * Names in their places; over them that of what is looked at, which is there in any case and moves none of the others.
 * @param {Pen} ctx
 * @param {any} part
 * @param {number} [most]
 */
function paintMapNames(ctx, part, most = 2) {
  const { dots, names, frame } = part, has = new Set(names.map((/** @type {any} */ { key }) => key));
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const name of names) drawLeader(ctx, name);
  for (const name of names) drawLabel(ctx, name, stands([name.key]) ? 1 : 0.35);
  for (const dot of dots) {
    if (has.has(dot.key) || !(isLit(dot.key) || isSelected(dot.key)) || !isWithin(frame, dot.x, dot.y)) continue;
    const name = mapName(dot.key, 12, most), [x, y] = placesAround({ at: dot, r: dot.r }, name)[0];
    // What is looked at is never cut: at an edge its name moves inside.
    const inside = { ...name, x: Math.max(frame.x + 2, Math.min(x, frame.x + frame.width - 2 - name.w)), y: Math.max(frame.y + 2, Math.min(y, frame.y + frame.height - 2 - name.h)) };
    ground(ctx, inside);
    drawLabel(ctx, inside, 1);
  }
}

/**
 * How many partnerships are on no arc; null for none.
 * @param {any[]} arcs
 */
function offInWords(arcs) {
  const on = new Set(arcs.flatMap((/** @type {any} */ { deals }) => [...deals])), off = [...SHOWN.deals].filter((deal) => !on.has(deal)).length;
  return off ? say("mapOff", { n: off, all: SHOWN.deals.size }) : null;
}

/**
 * How many of the places in sight have their names; null where all have.
 * @param {any} part
 */
function namedOnMap({ dots, names, frame }) {
  const all = dots.filter((/** @type {any} */ { x, y }) => isWithin(frame, x, y)).length;
  return names.length < all ? say(matchMedia("(pointer: coarse)").matches ? "mapNamedTap" : "mapNamedPoint", { n: names.length, all }) : null;
}

/**
 * Of very many places how many are dots and of their ties how many are drawn; null where all are.
 * @param {any} part
 */
function foremostOnMapInWords({ dots, arcs, ties, ground }) {
  return ground.length ? say("mapForemost", { n: dots.length, all: dots.length + ground.length, ties: arcs.length, allTies: ties }) : null;
}

/**
 * What is not on the map, or without its name, in words.
 * @param {any} far
 * @param {any} part
 */
function mapSaid(far, part) {
  const out = unmapped();
  const named = (/** @type {any} */ keys) => join(keys.slice(0, 12).map((/** @type {string} */ key) => brief(nameOf(key), 40)), ["; ", "；"]);
  return [foremostOnMapInWords(part), namedOnMap(part), part.ground.length ? null : offInWords(part.arcs), out.length ? join([say("mapWithout", { n: out.length }), named(out)], [": ", "："]) : null, far.length ? join([say("mapFar"), named(far)], [": ", "："]) : null].filter(Boolean);
}

/**
 * @param {any} far
 * @param {any} part
 */
function mapNote(far, part) {
  const said = SHOWN.deals.size ? [foremostOnMapInWords(part), namedOnMap(part), part.ground.length ? null : offInWords(part.arcs)] : [];
  const list = (/** @type {string} */ name, /** @type {any} */ keys) => (keys.length ? el("p", "named", [words(join([say(name, { n: keys.length }), ""], [": ", "："])), ...keys.slice(0, 40).flatMap((/** @type {string} */ key) => [" ", openerOf(key, null, "inline")]), keys.length > 40 ? words(say("andMore", { n: keys.length - 40 })) : null]) : null);
  const short = said.filter(Boolean), rows = [short.length ? words(join(short, ["; ", "；"]), "p") : null, list("mapFar", far), list("mapWithout", unmapped())].filter(Boolean);
  return rows.length ? el("div", "", rows) : null;
}

function mapTools() {
  const item = (/** @type {string} */ name, /** @type {keyof typeof GLYPHS} */ sign, /** @type {() => void} */ act) => {
    const element = button("", [glyph(sign)], act);
    translate(element, "aria-label", say(name));
    translate(element, "title", say(name));
    return element;
  };
  const zoom = el("div", "segmented", [item("zoomIn", "plus", () => zoomMap(1.5)), item("zoomOut", "minus", () => zoomMap(1 / 1.5)), item("zoomFit", "fit", () => lookAtMap(null))], { role: "group" });
  translate(zoom, "aria-label", say("viewMap"));
  zoom.className += " only-drawing";
  return [zoom];
}

/** @param {any} look */
function lookAtMap(look) {
  // What fits has far places in a map of their own first, and on the same one when asked for again.
  if (!look) mapWhole = mapLook === null && !mapWhole;
  mapLook = look;
  PLANE.scroller.style.touchAction = look ? "none" : "";
  renderPlane();
}

/**
 * @param {number} factor
 * @param {any} [at]
 */
function zoomMap(factor, at = null) {
  const { look, main: { frame }, inset } = PLANE.laid, scale = Math.min(2e5, Math.max(0.5, look.scale * factor));
  const here = at && !(inset && isWithin(inset.frame, at.x, at.y)) ? at : null;
  const [u, v] = here ? [here.x - frame.x - frame.width / 2, here.y - frame.y - frame.height / 2] : [0, 0];
  lookAtMap({ x: look.x + u / look.scale - u / scale, y: look.y + v / look.scale - v / scale, scale });
}

/** @param {any} scroller */
function listenMap(scroller) {
  /** @type {any} */
  let held = null;
  const drag = /** @type {{moved: boolean}} */ (VIEWS.map.drag);
  scroller.style.touchAction = mapLook ? "none" : "";
  scroller.addEventListener("wheel", (/** @type {any} */ event) => {
    event.preventDefault();
    const { left, top } = PLANE.canvas.getBoundingClientRect();
    zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2, { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  scroller.addEventListener("pointerdown", (/** @type {any} */ { clientX, clientY }) => {
    held = { x: clientX, y: clientY, look: PLANE.laid.look };
    drag.moved = false;
  });
  scroller.addEventListener("pointermove", (/** @type {any} */ { clientX, clientY, buttons }) => {
    if (!held || !buttons) return;
    const dx = clientX - held.x, dy = clientY - held.y;
    if (!drag.moved && Math.hypot(dx, dy) < 5) return;
    drag.moved = true;
    lookAtMap({ ...held.look, x: held.look.x - dx / held.look.scale, y: held.look.y - dy / held.look.scale });
  });
  const letGo = () => { held = null; };
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) scroller.addEventListener(name, letGo);
}

/** Everything that has a place on the map, and then what has none. */
function mapTable() {
  const keys = [...mapped(), ...unmapped()], of = (/** @type {string} */ key) => /** @type {any} */ (COORDINATES.get(key));
  if (!keys.length) return [emptyNote()];
  const degrees = (/** @type {string} */ name) => ({ title: say(name), number: true, value: (/** @type {string} */ key) => (of(key) ? of(key)[name] : NaN), cell: (/** @type {string} */ key) => raw(of(key) ? String(of(key)[name]) : "—") });
  const n = (/** @type {string} */ key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  return [sortableTable({ id: "dots", keys, own: [3, -1], caption: say("mapCaption"), columns: [
    nameColumn, degrees("lat"), degrees("lon"), { title: say("count"), number: true, value: n, cell: (/** @type {string} */ key) => raw(String(n(key))) },
  ] }), ...tieTable(tiesOnMap().filter(({ a, b }) => coordinatesOf(a) && coordinatesOf(b)), (one) => arcMark(one).thing)];
}
