// Painting: below the nodes the land and the lines, above them the names. The same functions paint the
// canvas and the SVG file.

/** Land and lines, in the drawing's coordinates. */
function paintBelow(ctx, scale) {
  if (!isCrowded) for (const group of GROUPS) paintGroup(ctx, group);
  for (const island of SCENE.lands) paintIsland(ctx, island, scale);
  paintLines(ctx, SCENE.lines.filter((one) => !SCENE.focus || !isLineInFocus(one)), SCENE.focus ? 0.08 : SCENE.lines.length > 600 ? 0.25 : 0.55, scale);
  if (SCENE.focus) for (const one of SCENE.lines.filter(isLineInFocus)) paintLine(ctx, one, scale);
  for (const one of sortedByFocus(SCENE.arcs, isArcInFocus)) paintArc(ctx, one, scale);
}

// The sides: cities and provinces with several regions of theirs, each with the places of these.
const SIDES = (() => {
  const groups = lists([...ISLANDS.values()].map((island) => [island.group, island.place]));
  return unique([...ISLANDS.values()].map((island) => island.group)).map((group) => [group, groups.get(group)]).filter(([, places]) => places.length > 1);
})();
const GROUPS = SIDES.map(([, places]) => places);

/** Islands of one city or province lie in one shoal: discs around them, and bridges between near ones. */
function paintGroup(ctx, places) {
  ctx.fillStyle = ctx.strokeStyle = theme().group;
  ctx.lineCap = "round";
  for (const [x, y, r] of places) {
    ctx.beginPath();
    ctx.arc(x, y, r + 26, 0, 2 * Math.PI);
    ctx.fill();
  }
  places.forEach(([x, y, r], i) => places.slice(i + 1).forEach(([x2, y2, r2]) => {
    if (Math.hypot(x - x2, y - y2) > r + r2 + 180) return;
    ctx.lineWidth = Math.min(r, r2) * 1.5;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }));
}

function paintIsland(ctx, island, scale) {
  const [x, y, r] = island.place;
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = theme().land;
  ctx.fill();
  const open = state.drawing === "regions" && state.expanded.has(island.key);
  ctx.lineWidth = (open ? 2 : 1) / scale;
  ctx.strokeStyle = theme().landEdge;
  if (!NODES.has(island.key)) ctx.setLineDash([4 / scale, 4 / scale]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (open || state.drawing === "all") for (const pack of packsOn(island.key)) paintPack(ctx, pack);
}

const packsOn = (key) => [...PACKS.values()].filter((pack) => pack.island === key);

/** The ground of a pack, over that of its island. */
function paintPack(ctx, { place: [x, y, r] }) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = theme().group;
  ctx.fill();
}

const isLineInFocus = (one) => SCENE.focus === null || SCENE.focus.lines.has(one.id);
const isArcInFocus = (one) => SCENE.focus === null || SCENE.focus.arcs(one);

/** Dim ones first, so that they never cross what stands out. */
function sortedByFocus(items, inFocus) {
  return SCENE.focus ? [...items.filter((one) => !inFocus(one)), ...items.filter(inFocus)] : items;
}

const isPlanned = (one) => DEALS.get(one.deal).phase === "planned";

/** Lines that do not stand out, all of a sort in one stroke. */
function paintLines(ctx, lines, alpha, scale) {
  ctx.strokeStyle = theme().edge;
  ctx.lineWidth = 1 / scale;
  for (const planned of [true, false]) {
    const sort = lines.filter((one) => isPlanned(one) === planned);
    if (planned) ctx.setLineDash([5 / scale, 4 / scale]);
    ctx.globalAlpha = alpha;
    stroke(ctx, sort.map((one) => [shoreOf(one) || one.from, one.to]));
    // The land itself takes part: inside it the line only hints at the region's mark.
    ctx.globalAlpha = alpha * 0.3;
    stroke(ctx, sort.filter(shoreOf).map((one) => [one.from, shoreOf(one)]));
    ctx.setLineDash([]);
  }
  ctx.globalAlpha = 1;
}

/** A line that stands out, in the colour of its partnership. */
function paintLine(ctx, one, scale) {
  ctx.strokeStyle = dealColour(one.deal);
  ctx.lineWidth = 2 / scale;
  if (isPlanned(one)) ctx.setLineDash([5 / scale, 4 / scale]);
  const shore = shoreOf(one);
  ctx.globalAlpha = 0.95;
  stroke(ctx, [[shore || one.from, one.to]]);
  ctx.globalAlpha = 0.6;
  if (shore) stroke(ctx, [[one.from, shore]]);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function stroke(ctx, lines) {
  if (!lines.length) return;
  ctx.beginPath();
  for (const [from, to] of lines) {
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
}

/** Where the line of a region leaves its own island; null for other lines. */
function shoreOf(one) {
  if (one.shore === undefined) one.shore = findShore(one);
  return one.shore;
}

function findShore(one) {
  const island = ISLANDS.get(one.from.id);
  if (!island) return null;
  const dx = one.to.x - one.from.x, dy = one.to.y - one.from.y;
  const length = Math.hypot(dx, dy), r = island.place[2];
  return length > r ? { x: one.from.x + dx / length * r, y: one.from.y + dy / length * r } : null;
}

function paintArc(ctx, one, scale) {
  const focus = isArcInFocus(one);
  ctx.beginPath();
  ctx.moveTo(one.from.x, one.from.y);
  ctx.bezierCurveTo(one.first.x, one.first.y, one.second.x, one.second.y, one.to.x, one.to.y);
  ctx.strokeStyle = theme().arc;
  // Among many arcs the strong ones stand out.
  const crowd = Math.min(1, 60 / SCENE.arcs.length);
  const share = one.count / Math.max(SCENE.most, 14);
  ctx.globalAlpha = !focus ? 0.06 : SCENE.focus ? 0.85 : Math.max(0.1, Math.min(0.7, 0.28 * crowd + share * (crowd < 1 ? share : 1)));
  ctx.lineWidth = (1 + 6 * Math.sqrt(share) * (SCENE.arcs.length > 40 ? 0.55 : 1)) / scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * How many partnerships an arc stands for, written on it where no other number is; the strongest first. Where there
 * are many, those of a single one come after the names, which say more.
 */
function placeBadges(view, late) {
  const taken = SCENE.arcs.length ? [...SCENE.nodes.values()].map(view.toScreen) : [];
  taken.push(...SCENE.arcs.filter((one) => late && one.badge).map((one) => one.badge));
  const off = (at) => !late || placedLabels.every(({ x, y, w, h }) => at.x < x - 10 || at.x > x + w + 10 || at.y < y - 10 || at.y > y + h + 10);
  const free = (at) => taken.every((other) => Math.hypot(other.x - at.x, other.y - at.y) > 23) && off(at);
  const isLate = (one) => one.count === 1 && SCENE.arcs.length > 24 && !SCENE.focus;
  // The many strands between packs and regions say their numbers once one of them is chosen.
  const isStrand = (one) => !SCENE.focus && (PACKS.has(one.a) || PACKS.has(one.b));
  const inFocus = SCENE.arcs.filter((one) => isArcInFocus(one) && isLate(one) === late && !isStrand(one)).sort((a, b) => b.count - a.count);
  if (!late) for (const one of SCENE.arcs) one.badge = null;
  const meets = new Map();
  for (const { a, b } of SCENE.arcs) for (const key of [a, b]) meets.set(key, (meets.get(key) || 0) + 1);
  for (const one of inFocus.slice(0, SCENE.focus || SCENE.arcs.length < 80 ? 160 : late ? 0 : 40)) {
    const places = badgePlaces(one, meets).map((t) => view.toScreen(onArc(one, t)));
    const at = places.find(free);
    if (!at) continue;
    one.badge = at;
    taken.push(at);
  }
}

/** Where along an arc its number may stand: in the middle; of a bundled one near the end where fewer arcs meet. */
function badgePlaces(one, meets) {
  if (!one.isBundled) return [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
  const near = [0.2, 0.24, 0.16, 0.28, 0.13, 0.32];
  const far = near.map((t) => 1 - t);
  return meets.get(one.a) <= meets.get(one.b) ? [...near, ...far, 0.5] : [...far, ...near, 0.5];
}

function paintBadges(ctx) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const one of SCENE.arcs) {
    if (!one.badge) continue;
    const { x, y } = one.badge;
    ctx.beginPath();
    ctx.arc(x, y, one.count > 99 ? 13 : 10, 0, 2 * Math.PI);
    ctx.fillStyle = theme().badge;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = theme().arc;
    ctx.stroke();
    ctx.font = `600 11px ${FONT}`;
    ctx.fillStyle = theme().ink;
    ctx.fillText(String(one.count), x, y + 0.5);
  }
}

/** All of it, in pixels of the screen: land, lines, nodes and names. */
function paintDrawing(ctx, view, inSight = (_) => true) {
  const zero = view.toScreen({ x: 0, y: 0 });
  ctx.save();
  ctx.translate(zero.x, zero.y);
  ctx.scale(view.scale, view.scale);
  paintBelow(ctx, view.scale);
  for (const [key, node] of SCENE.nodes) if (inSight(node)) drawNode(ctx, key, view.scale);
  ctx.restore();
  paintAbove(ctx, view);
}

/** Names and numbers, in pixels of the screen. While the view only glides, those found last glide with it. */
function paintAbove(ctx, view) {
  const zero = view.toScreen({ x: 0, y: 0 });
  const key = [SCENE.drawn, view.scale, view.width, view.height, state.lang].join(" ");
  const dx = zero.x - lastPlaced.x, dy = zero.y - lastPlaced.y;
  if (key === lastPlaced.key && Math.hypot(dx, dy) < 140 && (SCENE.nodes.size > 300 || (!dx && !dy))) {
    for (const box of [...baseLabels, ...topLabels, ...SCENE.arcs.map((one) => one.badge).filter((badge) => badge !== null)]) {
      box.x += dx - lastPlaced.dx;
      box.y += dy - lastPlaced.dy;
    }
    Object.assign(lastPlaced, { dx, dy });
    if (lastPlaced.badges !== SCENE.version) placeBadges(view, false);
  } else {
    placeBadges(view, false);
    placeLabels(ctx, view);
    Object.assign(lastPlaced, { key, ...zero, dx: 0, dy: 0, badges: null, top: "" });
  }
  const top = [SCENE.version, state.hover].join(" ");
  if (lastPlaced.top !== top) placeTopLabels(ctx, view);
  placedLabels = [...baseLabels, ...topLabels];
  if (lastPlaced.badges !== SCENE.version) placeBadges(view, true);
  Object.assign(lastPlaced, { badges: SCENE.version, top });
  paintBadges(ctx);
  drawLabels(ctx);
}

const lastPlaced = { key: "", x: 0, y: 0, dx: 0, dy: 0, badges: null, top: "" };
