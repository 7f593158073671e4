// Painting: below the nodes the land and the lines, above them the names. The same functions paint the
// canvas and the SVG file.

/** Land and lines, in the drawing's coordinates. */
function paintBelow(ctx, scale) {
  for (const group of GROUPS) paintGroup(ctx, group);
  for (const island of ISLANDS.values()) paintIsland(ctx, island, scale);
  for (const one of sortedByFocus(SCENE.lines, isLineInFocus)) paintLine(ctx, one, scale);
  for (const one of sortedByFocus(SCENE.arcs, isArcInFocus)) paintArc(ctx, one, scale);
}

const GROUPS = (() => {
  const groups = lists([...ISLANDS.values()].map((island) => [island.group, island.place]));
  return unique([...ISLANDS.values()].map((island) => island.group)).map(groups.get).filter((places) => places.length > 1);
})();

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
}

const isLineInFocus = (one) => SCENE.focus === null || SCENE.focus.lines.has(one.id);
const isArcInFocus = (one) => SCENE.focus === null || SCENE.focus.arcs(one);

/** Dim ones first, so that they never cross what stands out. */
function sortedByFocus(items, inFocus) {
  return SCENE.focus ? [...items.filter((one) => !inFocus(one)), ...items.filter(inFocus)] : items;
}

function paintLine(ctx, one, scale) {
  const focus = isLineInFocus(one);
  ctx.beginPath();
  ctx.moveTo(one.from.x, one.from.y);
  ctx.lineTo(one.to.x, one.to.y);
  ctx.strokeStyle = dealColour(one.deal);
  ctx.globalAlpha = !focus ? 0.07 : SCENE.focus ? 0.9 : 0.5;
  ctx.lineWidth = (SCENE.focus && focus ? 2 : 1.1) / scale;
  if (DEALS.get(one.deal).phase === "planned") ctx.setLineDash([5 / scale, 4 / scale]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function paintArc(ctx, one, scale) {
  const focus = isArcInFocus(one);
  ctx.beginPath();
  ctx.moveTo(one.from.x, one.from.y);
  ctx.quadraticCurveTo(one.middle.x, one.middle.y, one.to.x, one.to.y);
  ctx.strokeStyle = theme().arc;
  ctx.globalAlpha = !focus ? 0.06 : SCENE.focus ? 0.85 : Math.min(0.7, 0.28 + one.count / 14);
  ctx.lineWidth = (1 + 1.5 * Math.sqrt(one.count)) / scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** How many partnerships an arc stands for, written on it: on all while there are few, else on those in focus. */
function markBadges() {
  const all = SCENE.arcs.length <= 40;
  for (const one of SCENE.arcs) one.shownBadge = isArcInFocus(one) && (all || SCENE.focus !== null || one.count > 2);
}

function paintBadges(ctx, view) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const one of SCENE.arcs) {
    if (!one.shownBadge) continue;
    const { x, y } = view.toScreen(one.badge);
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

/** Names and numbers, in pixels of the screen. */
function paintAbove(ctx, view) {
  markBadges();
  placeLabels(ctx, view);
  paintBadges(ctx, view);
  drawLabels(ctx);
}
