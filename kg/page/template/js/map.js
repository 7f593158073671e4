// The map: what has coordinates, where it is; no borders and no tiles. Degrees are drawn alike in both directions at the
// middle latitude, so that near places keep their shape; the bar says how far is how far there.
const COORDINATES = new Map(rowsOf(PACKED.views.places).map(({ key, lat, lon }) => [KEYS[key], { lat, lon }]));

VIEWS.map = {
  name: "map", help: "mapHelp",
  lay: layMap,
  paint: paintMap,
  table: mapTable,
  tools: mapTools,
  signs: () => [[(ctx, x, y) => rule(ctx, x - 7, y, x + 7, y, theme().arc, 3), say("mapArc")]],
  listen: listenMap,
  keys: { "+": () => zoomMap(1.5), "=": () => zoomMap(1.5), "-": () => zoomMap(1 / 1.5), 0: () => lookAtMap(null) },
  drag: { moved: false },
};

let mapLook = null; // {x, y, scale} that the reader chose; null for what fits
let mapWhole = false; // whether far places are in what fits

/** The coordinates that a thing stands at: its own, or those of the region that it stands on in the network. */
const coordinatesOf = (key) => COORDINATES.get(key) || COORDINATES.get(ISLAND_OF.get(key)) || null;

/** What is on the map: the regions that are shown, and whatever else has coordinates of its own. */
const mapped = () => [...SHOWN.parties].filter((key) => COORDINATES.has(key));

/** Regions, and parties of none, that have no place on the map. */
const unmapped = () => [...SHOWN.parties].filter((key) => !coordinatesOf(key) && (ISLANDS.has(key) || !ISLAND_OF.has(key) || !NODES.has(ISLAND_OF.get(key)))).sort(byName);

/** Longitudes are counted from the widest gap, so that no cluster is cut in two. */
const MERIDIAN = (() => {
  const sorted = [...COORDINATES.values()].map(({ lon }) => lon).sort((a, b) => a - b);
  if (sorted.length < 2) return -180;
  const gaps = sorted.map((lon, i) => [(i ? lon - sorted[i - 1] : lon + 360 - sorted[sorted.length - 1]), lon]);
  return gaps.reduce((a, b) => (b[0] > a[0] ? b : a))[1] - 1;
})();

/** A place on the plane of the map, in degrees of latitude. */
function flat({ lat, lon }, middle) {
  return { x: ((lon - MERIDIAN + 360) % 360) * Math.cos(middle * Math.PI / 180), y: -lat };
}

const median = (numbers) => numbers.slice().sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function layMap(size) {
  const keys = mapped(), middle = keys.length ? Math.max(-70, Math.min(70, median(keys.map((key) => COORDINATES.get(key).lat)))) : 0;
  const points = new Map(keys.map((key) => [key, flat(COORDINATES.get(key), middle)]));
  const near = nearPoints([...points]), look = mapLook || fittingLook(near.length && !mapWhole ? near.map(([, point]) => point) : [...points.values()], size);
  const toScreen = ({ x, y }) => ({ x: (x - look.x) * look.scale + size.width / 2, y: (y - look.y) * look.scale + size.height / 2 });
  const count = (key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  const dots = keys.map((key) => ({ key, ...toScreen(points.get(key)), n: count(key), r: 0 })).sort((a, b) => b.n - a.n || byName(a.key, b.key));
  for (const dot of dots) dot.r = SCALES.sizes ? 9 * growthOf(dot.key) : Math.min(16, (ISLANDS.has(dot.key) ? 4.5 : 3) + 1.4 * Math.sqrt(dot.n));
  const arcs = mapArcs(points, toScreen, middle);
  const inSight = ({ x, y }) => x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20;
  const boxOf = (x, y, r, rest) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, ...rest });
  const marks = [
    ...dots.filter(inSight).map((dot) => boxOf(dot.x, dot.y, dot.r, { thing: { key: dot.key }, lights: [dot.key], text: join([nameOf(dot.key), say("arcCount", { n: dot.n })], [": ", "："]) })),
    ...arcs.filter((one) => inSight(one.badge)).map((one) => boxOf(one.badge.x, one.badge.y, 9, arcMark(one))),
  ];
  const far = [...points.keys()].filter((key) => !mapLook && !mapWhole && !near.some(([one]) => one === key));
  const find = (x, y) => markNear(marks, x, y) || arcNear(arcs, x, y);
  return { ...size, dots, arcs, marks, find, look, middle, note: mapNote(far, arcs), notes: mapSaid(far, arcs) };
}

const arcMark = (one) => ({ thing: tieThing(one.a, one.b), lights: [one.a, one.b], text: join([join([nameOf(one.a), nameOf(one.b)], [" – ", "—"]), say("arcCount", { n: one.count })], [": ", "："]) });

function markNear(marks, x, y) {
  const off = (mark) => Math.hypot(x - mark.x - mark.w / 2, y - mark.y - mark.h / 2) - mark.w / 2;
  return marks.filter((mark) => off(mark) < 5).sort((a, b) => off(a) - off(b))[0] || null;
}

function arcNear(arcs, x, y) {
  const found = arcs.map((one) => [toBend({ x, y }, one), one]).filter(([distance]) => distance < 6).sort((a, b) => a[0] - b[0])[0];
  return found ? { x, y, w: 0, h: 0, ...arcMark(found[1]) } : null;
}

/** The places near the middle of most, from which far ones are told in words; all of them where none is far. */
function nearPoints(points) {
  if (points.length < 4) return points;
  const x = median(points.map(([, point]) => point.x)), y = median(points.map(([, point]) => point.y));
  const off = ([, point]) => Math.hypot(point.x - x, point.y - y);
  const usual = Math.max(0.2, median(points.map(off)));
  return points.filter((one) => off(one) <= 8 * usual);
}

function fittingLook(points, { width, height }) {
  if (!points.length) return { x: 0, y: 0, scale: 1 };
  const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [lowest(xs), highest(xs), lowest(ys), highest(ys)];
  // Room for the names of the outermost places; of a small window less.
  const scale = Math.min((width - Math.min(150, width * 0.24)) / Math.max(right - left, 0.05), (height - Math.min(130, height * 0.28)) / Math.max(bottom - top, 0.05));
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(scale, 0.5) };
}

/** The ties of the overview between places that have coordinates, with a number on each where there is room. */
function mapArcs(points, toScreen, middle) {
  const at = (key) => points.get(key) || (coordinatesOf(key) ? flat(coordinatesOf(key), middle) : null);
  const drawn = arcsOf([...SHOWN.deals]).filter(({ a, b }) => at(a) && at(b) && (at(a).x !== at(b).x || at(a).y !== at(b).y));
  return drawn.map(({ a, b, count, deals }) => {
    const from = toScreen(at(a)), to = toScreen(at(b));
    const bent = { x: (from.x + to.x) / 2 - (to.y - from.y) * 0.16, y: (from.y + to.y) / 2 + (to.x - from.x) * 0.16 };
    const one = { a, b, count, deals, from, to, middle: bent };
    return { ...one, badge: onBend(one, 0.5) };
  }).sort((x, y) => x.count - y.count);
}

/** Lines of latitude and longitude, about five of each. */
function graticule({ look, middle }, { width, height }) {
  const shrink = Math.cos(middle * Math.PI / 180), steps = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30];
  const step = steps.find((one) => one * look.scale * shrink >= Math.max(64, Math.min(width, height) / 6)) || 30, lines = [];
  const west = (look.x - width / 2 / look.scale) / shrink + MERIDIAN, east = (look.x + width / 2 / look.scale) / shrink + MERIDIAN;
  const north = -(look.y - height / 2 / look.scale), south = -(look.y + height / 2 / look.scale);
  const round = (x) => Number(x.toFixed(2)), turn = (lon) => ((lon + 540) % 360) - 180;
  for (let lon = Math.ceil(west / step) * step; lon < east && lines.length < 40; lon += step) {
    const x = ((lon - MERIDIAN) * shrink - look.x) * look.scale + width / 2, value = round(turn(lon));
    lines.push({ x, text: `${Math.abs(value)}°${value < 0 ? "W" : value > 0 ? "E" : ""}` });
  }
  for (let lat = Math.ceil(Math.max(south, -90) / step) * step; lat < Math.min(north, 90.01) && lines.length < 80; lat += step) {
    lines.push({ y: (-lat - look.y) * look.scale + height / 2, text: `${Math.abs(round(lat))}°${lat < 0 ? "S" : lat > 0 ? "N" : ""}` });
  }
  return lines;
}

/** A point of a tie on the map, `t` from 0 to 1. */
function onBend({ from, to, middle }, t) {
  const u = 1 - t, at = (name) => u * u * from[name] + 2 * u * t * middle[name] + t * t * to[name];
  return { x: at("x"), y: at("y") };
}

/** How far a place is from a tie on the map. */
function toBend(point, one) {
  const places = Array.from({ length: 17 }, (_, i) => onBend(one, i / 16));
  return Math.min(...places.slice(1).map((place, i) => toSegment(point, places[i], place)));
}

/** A round length that fits into some pixels: kilometres, and how many pixels they are. */
function scaleBar({ scale }, most = 130) {
  const kilometre = scale / 111.32, longest = most / kilometre, power = 10 ** Math.floor(Math.log10(longest));
  const length = [5, 2, 1].map((one) => one * power).find((one) => one <= longest);
  return { length, pixels: length * kilometre };
}

function paintMap(ctx, laid, sight) {
  const { dots, arcs } = laid, { landEdge, soft, arc, badge, ink, select } = theme();
  if (!dots.length) return sayNothing(ctx, say(SHOWN.deals.size ? "mapEmpty" : "emptyFiltered"), sight);
  for (const { x, y, text } of graticule(laid, sight)) {
    ctx.globalAlpha = 0.7;
    if (x !== undefined) rule(ctx, x, 0, x, sight.height, landEdge);
    else rule(ctx, 0, y, sight.width, y, landEdge);
    ctx.globalAlpha = 1;
    if (x !== undefined && x < sight.width - 48) write(ctx, text, x + 3, 9, { size: 10.5, colour: soft });
    else if (x !== undefined) continue;
    else if (y > 32 && y < sight.height - 30) write(ctx, text, 4, y - 7, { size: 10.5, colour: soft });
  }
  const most = highest(arcs.map(({ count }) => count), 1), crowd = Math.min(1, 40 / arcs.length);
  const isLine = (one) => LIT.size && ((isLit(one.a) && isLit(one.b)) || [...one.deals].some(isLit) || (LIT.size === 1 && (isLit(one.a) || isLit(one.b))));
  for (const one of arcs) {
    const lit = isLine(one), focus = !SCENE.focus || SCENE.focus.arcs(one);
    ctx.beginPath();
    ctx.moveTo(one.from.x, one.from.y);
    ctx.quadraticCurveTo(one.middle.x, one.middle.y, one.to.x, one.to.y);
    ctx.strokeStyle = lit ? select : arc;
    ctx.lineWidth = 1 + 5 * Math.sqrt(one.count / most);
    ctx.globalAlpha = lit ? 0.95 : !focus ? 0.1 : LIT.size ? 0.25 : 0.3 * crowd + 0.4 * one.count / most;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  const taken = dots.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
  paintMapDots(ctx, dots);
  // The strongest ties have their number first; names come after, the most connected first.
  for (const one of arcs.slice().reverse().slice(0, 40)) {
    if (SCENE.focus && !SCENE.focus.arcs(one)) continue;
    const places = [0.5, 0.4, 0.6, 0.3, 0.7].map((t) => onBend(one, t)).map(({ x, y }) => ({ x: x - 9, y: y - 9, w: 18, h: 18 }));
    const place = places.find((box) => !taken.some((other) => overlaps(box, other)));
    if (!place) continue;
    taken.push(place);
    Object.assign(one.badge, { x: place.x + 9, y: place.y + 9 });
    ctx.beginPath();
    ctx.arc(one.badge.x, one.badge.y, 9, 0, 2 * Math.PI);
    ctx.fillStyle = badge;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = arc;
    ctx.stroke();
    write(ctx, String(one.count), one.badge.x, one.badge.y + 0.5, { size: 10.5, weight: 600, align: "center" });
  }
  paintMapNames(ctx, dots, taken, sight);
  const bar = scaleBar(laid.look), y = sight.height - 14;
  rule(ctx, 14, y, 14 + bar.pixels, y, ink, 2);
  for (const x of [14, 14 + bar.pixels]) rule(ctx, x, y - 5, x, y, ink, 2);
  return write(ctx, bar.length >= 1 ? `${bar.length} km` : `${Math.round(bar.length * 1000)} m`, 14 + bar.pixels / 2, y - 9, { size: 11, align: "center", halo: true });
}

const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function paintMapDots(ctx, dots) {
  for (const { key, x, y, r } of dots.slice().reverse()) {
    const kind = NODES.has(key) ? NODES.get(key).kind : "region";
    ctx.globalAlpha = stands([key]) ? 1 : 0.25;
    drawParty(ctx, kind, x, y, r, tintOf(key) || kindColour(kind));
    ctx.globalAlpha = 1;
    if (SCALES.sizes) drawRings(ctx, key, x, y, 9, 1);
    if (!isSelected(key) && !isLit(key)) continue;
    outline(ctx, kind, x, y, r + 4);
    ctx.lineWidth = isSelected(key) ? 2.6 : 1.6;
    ctx.strokeStyle = theme().select;
    ctx.stroke();
  }
}

/** Names where they cover no dot, no number and no other name; what is looked at has its name in any case. */
function paintMapNames(ctx, dots, taken, { width, height }) {
  const first = dots.slice().sort((a, b) => Number(isLit(b.key)) - Number(isLit(a.key)) || Number(isSelected(b.key)) - Number(isSelected(a.key)) || b.n - a.n);
  for (const { key, x, y, r } of first.slice(0, 400)) {
    const weight = ISLANDS.has(key) ? 600 : 400, rows = lines(brief(nameOf(key), 40)), size = 12;
    ctx.font = `${weight} ${size}px ${FONT}`;
    const w = Math.max(...rows.map((row) => ctx.measureText(row).width)) + 4, h = rows.length * 14;
    const places = [[x - w / 2, y + r + 3], [x - w / 2, y - r - 3 - h], [x + r + 4, y - h / 2], [x - r - 4 - w, y - h / 2]].map(([left, top]) => ({ x: left, y: top, w, h }));
    const free = places.find((one) => one.x > 2 && one.y > 2 && one.x + w < width - 2 && one.y + h < height - 30 && !taken.some((other) => overlaps(one, other)));
    // What is looked at is never cut: at an edge its name moves inside.
    const [{ x: left, y: top }] = places, inside = { x: Math.max(2, Math.min(left, width - 2 - w)), y: Math.max(2, Math.min(top, height - 30 - h)), w, h };
    const place = free || (isLit(key) || isSelected(key) ? inside : null);
    if (!place) continue;
    taken.push(place);
    ctx.globalAlpha = stands([key]) ? 1 : 0.35;
    rows.forEach((row, i) => write(ctx, row, place.x + w / 2, place.y + 7 + 14 * i, { size, weight, align: "center", halo: true }));
    ctx.globalAlpha = 1;
  }
}

/** What is not on the map, in words. */
function mapSaid(far, arcs) {
  const out = unmapped();
  const named = (keys) => join(keys.slice(0, 12).map((key) => brief(nameOf(key), 40)), ["; ", "；"]);
  const on = new Set(arcs.flatMap(({ deals }) => [...deals])), off = [...SHOWN.deals].filter((deal) => !on.has(deal)).length;
  return [off ? say("mapOff", { n: off, all: SHOWN.deals.size }) : null, out.length ? join([say("mapWithout", { n: out.length }), named(out)], [": ", "："]) : null, far.length ? join([say("mapFar"), named(far)], [": ", "："]) : null].filter(Boolean);
}

function mapNote(far, arcs) {
  const out = unmapped(), [off] = mapSaid([], arcs);
  const list = (name, keys) => (keys.length ? el("p", "", [words(join([say(name, { n: keys.length }), ""], [": ", "："])), ...keys.slice(0, 40).flatMap((key, i) => [raw(i ? "; " : ""), openerOf(key, null, "inline")]), keys.length > 40 ? words(say("andMore", { n: keys.length - 40 })) : null]) : null);
  const rows = [off && SHOWN.deals.size && arcs.length < 1e4 ? words(off, "p") : null, list("mapFar", far), list("mapWithout", out)].filter(Boolean);
  return rows.length ? el("div", "", rows) : null;
}

function mapTools() {
  const item = (name, sign, act) => {
    const element = button("", [raw(sign)], act);
    translate(element, "aria-label", say(name));
    translate(element, "title", say(name));
    return element;
  };
  const zoom = el("div", "segmented", [item("zoomIn", "+", () => zoomMap(1.5)), item("zoomOut", "−", () => zoomMap(1 / 1.5)), item("zoomFit", "⤢", () => lookAtMap(null))], { role: "group" });
  translate(zoom, "aria-label", say("viewMap"));
  zoom.className += " only-drawing";
  return [zoom];
}

function lookAtMap(look) {
  // What fits is shown without the far places first, and with them when asked for again.
  if (!look) mapWhole = mapLook === null && !mapWhole;
  mapLook = look;
  PLANE.scroller.style.touchAction = look ? "none" : "";
  renderPlane();
}

function zoomMap(factor, at = null) {
  const { look, width, height } = PLANE.laid, scale = Math.min(2e5, Math.max(0.5, look.scale * factor));
  const [u, v] = at ? [at.x - width / 2, at.y - height / 2] : [0, 0];
  lookAtMap({ x: look.x + u / look.scale - u / scale, y: look.y + v / look.scale - v / scale, scale });
}

function listenMap(scroller) {
  let held = null;
  const { drag } = VIEWS.map;
  scroller.style.touchAction = mapLook ? "none" : "";
  scroller.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = PLANE.canvas.getBoundingClientRect();
    zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2, { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  scroller.addEventListener("pointerdown", ({ clientX, clientY }) => {
    held = { x: clientX, y: clientY, look: PLANE.laid.look };
    drag.moved = false;
  });
  scroller.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
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
  const keys = [...mapped(), ...unmapped()], of = (key) => COORDINATES.get(key);
  if (!keys.length) return [emptyNote()];
  const degrees = (name) => ({ title: say(name), number: true, value: (key) => (of(key) ? of(key)[name] : NaN), cell: (key) => raw(of(key) ? String(of(key)[name]) : "—") });
  const n = (key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  return [sortableTable({ id: "dots", keys, own: [3, -1], caption: say("mapCaption"), columns: [
    nameColumn, degrees("lat"), degrees("lon"), { title: say("count"), number: true, value: n, cell: (key) => raw(String(n(key))) },
  ] }), ...tieTable()];
}
