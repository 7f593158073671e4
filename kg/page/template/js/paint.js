// Painting: below the nodes the land and the lines, above them the names. The same functions paint the
// canvas and the SVG file.

/**
 * Land and lines, in the drawing's coordinates.
 * @param {Pen} ctx
 * @param {number} scale
 */
function paintBelow(ctx, scale) {
  if (!isCrowded) for (const group of GROUPS) paintGroup(ctx, group);
  for (const island of SCENE.lands) paintIsland(ctx, island, scale);
  paintAllLines(ctx, scale);
  const arcs = sortedByFocus(arcsToPaint(), isArcInFocus), follows = LIT.size > 0 && arcs.some(isTieLit);
  for (const one of arcs) paintArc(ctx, one, scale, follows);
}

// The sides: cities and provinces with several regions of theirs, each with the places of these.
/** @type {any[]} */
const SIDES = (() => {
  const groups = lists([...ISLANDS.values()].map((island) => [island.group, island.place]));
  return unique([...ISLANDS.values()].map((island) => island.group)).map((group) => [group, groups.get(group)]).filter(([, places]) => places.length > 1);
})();
const GROUPS = SIDES.map(([, places]) => places);

/**
 * Islands of one city or province lie in one shoal: discs around them, and bridges between near ones.
 * @param {Pen} ctx
 * @param {any} places
 */
function paintGroup(ctx, places) {
  ctx.fillStyle = ctx.strokeStyle = theme().group;
  ctx.lineCap = "round";
  for (const [x, y, r] of places) {
    ctx.beginPath();
    ctx.arc(x, y, r + 26, 0, 2 * Math.PI);
    ctx.fill();
  }
  places.forEach((/** @type {any} */ [x, y, r], /** @type {number} */ i) => places.slice(i + 1).forEach((/** @type {any} */ [x2, y2, r2]) => {
    if (Math.hypot(x - x2, y - y2) > r + r2 + 180) return;
    ctx.lineWidth = Math.min(r, r2) * 1.5;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }));
}

/**
 * @param {Pen} ctx
 * @param {any} island
 * @param {number} scale
 */
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

/** @param {string} key */
const packsOn = (key) => [...PACKS.values()].filter((pack) => pack.island === key);

/**
 * The ground of a pack, over that of its island.
 * @param {Pen} ctx
 * @param {any} about
 */
function paintPack(ctx, { place: [x, y, r] }) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = theme().group;
  ctx.fill();
}

/** @param {any} one */
const isLineInFocus = (one) => SCENE.focus === null || SCENE.focus.lines.has(one.id);
/** @param {any} one */
const isArcInFocus = (one) => SCENE.focus === null || SCENE.focus.arcs(one);

/**
 * Dim ones first, so that they never cross what stands out.
 * @param {any} items
 * @param {any} inFocus
 */
function sortedByFocus(items, inFocus) {
  return SCENE.focus ? [...items.filter((/** @type {any} */ one) => !inFocus(one)), ...items.filter(inFocus)] : items;
}

/** The strong arcs over the others, and over all what is pointed at. */
function arcsToPaint() {
  if (!LIT.size) return SCENE.painted;
  return [...SCENE.painted.filter((one) => !isTieLit(one)), ...SCENE.painted.filter(isTieLit)];
}

/** @param {any} one */
const isPlanned = (one) => DEALS.get(one.deal).phase === "planned";

/**
 * Lines that do not stand out, all of a sort in one stroke.
 * @param {Pen} ctx
 * @param {any} lines
 * @param {number} alpha
 * @param {number} scale
 */
function paintLines(ctx, lines, alpha, scale) {
  ctx.strokeStyle = theme().edge;
  ctx.lineWidth = 1 / scale;
  for (const planned of [true, false]) {
    const sort = lines.filter((/** @type {any} */ one) => isPlanned(one) === planned);
    if (planned) ctx.setLineDash([5 / scale, 4 / scale]);
    ctx.globalAlpha = alpha;
    stroke(ctx, sort.map((/** @type {any} */ one) => [shoreOf(one) || one.from, one.to]));
    // The land itself takes part: inside it the line only hints at the region's mark.
    ctx.globalAlpha = alpha * 0.3;
    stroke(ctx, sort.filter(shoreOf).map((/** @type {any} */ one) => [one.from, shoreOf(one)]));
    ctx.setLineDash([]);
  }
  ctx.globalAlpha = 1;
}

/**
 * A line that stands out, in the colour of its partnership.
 * @param {Pen} ctx
 * @param {any} one
 * @param {number} scale
 * @param {number} [alpha]
 * @param {number} [width]
 */
function paintLine(ctx, one, scale, alpha = 0.95, width = 2) {
  ctx.strokeStyle = dealColour(one.deal);
  ctx.lineWidth = width / scale;
  if (isPlanned(one)) ctx.setLineDash([5 / scale, 4 / scale]);
  const shore = shoreOf(one);
  ctx.globalAlpha = alpha;
  stroke(ctx, [[shore || one.from, one.to]]);
  ctx.globalAlpha = 0.63 * alpha;
  if (shore) stroke(ctx, [[one.from, shore]]);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/**
 * @param {Pen} ctx
 * @param {any} lines
 */
function stroke(ctx, lines) {
  if (!lines.length) return;
  ctx.beginPath();
  for (const [from, to] of lines) {
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
}

/**
 * Where the line of a region leaves its own island; null for other lines.
 * @param {any} one
 */
function shoreOf(one) {
  if (one.shore === undefined) one.shore = findShore(one);
  return one.shore;
}

/** @param {any} one */
function findShore(one) {
  const island = ISLANDS.get(one.from.id);
  if (!island) return null;
  const dx = one.to.x - one.from.x, dy = one.to.y - one.from.y;
  const length = Math.hypot(dx, dy), r = island.place[2];
  return length > r ? { x: one.from.x + dx / length * r, y: one.from.y + dy / length * r } : null;
}

/**
 * @param {Pen} ctx
 * @param {any} one
 * @param {number} scale
 * @param {boolean} follows whether others are pointed at: then this one recedes
 */
function paintArc(ctx, one, scale, follows) {
  const focus = isArcInFocus(one), isFew = SCENE.arcs.length <= RIVALS, lit = LIT.size > 0 && isTieLit(one);
  ctx.beginPath();
  ctx.moveTo(one.from.x, one.from.y);
  ctx.bezierCurveTo(one.first.x, one.first.y, one.second.x, one.second.y, one.to.x, one.to.y);
  const share = one.count / Math.max(SCENE.most, 14), width = (1.2 + 5 * Math.sqrt(share)) * (isFew ? 1 : 0.6);
  // Where one crosses another, an edge of paper tells which goes on where.
  if (isFew && focus) {
    ctx.strokeStyle = theme().paper;
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = (width + 2.4) / scale;
    ctx.stroke();
  }
  ctx.strokeStyle = lit ? theme().select : theme().arc;
  // Among many arcs the strong ones stand out, and the others are a ground to them.
  const strong = SCENE.arcs.length > RIVALS ? (one.count >= SCENE.strong ? 0.25 + 0.55 * one.count / SCENE.most : Math.max(0.05, 6 / SCENE.arcs.length)) : 0.34 + 0.4 * share;
  // What is chosen is one arc or a fan of dozens, in which again the strong ones come first.
  const chosen = isFew ? 0.85 : 0.25 + 0.6 * Math.sqrt(one.count / SCENE.most);
  ctx.globalAlpha = lit ? 0.9 : !focus ? (isFew ? 0.06 : 0.03) : Math.min(follows ? 0.16 : 1, SCENE.focus ? chosen : strong);
  ctx.lineWidth = width / scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * All of it, in pixels of the screen: land, lines, nodes and names.
 * @param {Pen} ctx
 * @param {ScreenView} view
 * @param {any} [inSight]
 */
function paintDrawing(ctx, view, inSight = (/** @type {any} */ _) => true) {
  const zero = view.toScreen({ x: 0, y: 0 });
  ctx.save();
  ctx.translate(zero.x, zero.y);
  ctx.scale(view.scale, view.scale);
  paintBelow(ctx, view.scale);
  for (const [key, node] of SCENE.nodes) if (inSight(node)) drawNode(ctx, key, view.scale);
  ctx.restore();
  paintAbove(ctx, view);
}

/**
 * Names and numbers, in pixels of the screen. While the view only glides, those found last glide with it.
 * @param {Pen} ctx
 * @param {ScreenView} view
 */
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
    const look = key.slice(key.indexOf(" ")), stays = look === lastPlaced.look && Math.hypot(dx - lastPlaced.dx, dy - lastPlaced.dy) < 0.5;
    placeLabels(ctx, view, stays);
    Object.assign(lastPlaced, { key, look, ...zero, dx: 0, dy: 0, badges: null, top: "" });
  }
  const top = [SCENE.version, ...LIT].join(" ");
  if (lastPlaced.top !== top) placeTopLabels(ctx, view);
  placedLabels = [...baseLabels, ...topLabels];
  if (lastPlaced.badges !== SCENE.version) placeBadges(view, true);
  Object.assign(lastPlaced, { badges: SCENE.version, top });
  paintBadges(ctx, view);
  drawLabels(ctx);
}

/** @type {any} */
const lastPlaced = { key: "", look: "", x: 0, y: 0, dx: 0, dy: 0, badges: null, top: "" };
