// What lies under the pointer besides nodes: names, lines and arcs. vis finds the nodes.

/**
 * The name at a place on the screen.
 * @param {Point} at
 */
function labelAt({ x, y }) {
  const hit = placedLabels.find((l) => x >= l.x && x <= l.x + l.w && y >= l.y && y <= l.y + l.h);
  return hit && NODES.has(hit.key) ? hit.key : null;
}

/**
 * The tie whose number is at a place on the screen.
 * @param {Point} at
 */
function badgeAt({ x, y }) {
  const hit = SCENE.arcs.find(({ badge }) => badge && Math.hypot(badge.x - x, badge.y - y) < 13);
  return hit ? tieOf(hit) : null;
}

/**
 * The selection that an arc opens; one that ends at a partnership is somebody's part in it.
 * @param {{a: string, b: string}} one
 */
function tieOf({ a, b }) {
  if (DEALS.has(b)) return { party: a, deal: b };
  if (DEALS.has(a)) return { party: b, deal: a };
  return TIES ? { a, b } : { a, b, arc: true };
}

/**
 * The selection that a line or an arc near a place of the drawing opens.
 * @param {Point} point
 * @param {number} reach
 */
function tieAt(point, reach) {
  /** @type {Chosen | null} */
  let best = null;
  let nearest = reach;
  for (const one of SCENE.lines) {
    const distance = toSegment(point, one.from, one.to) * (isLineInFocus(one) ? 1 : 3);
    if (distance < nearest) [best, nearest] = [{ party: one.party, deal: one.deal }, distance];
  }
  for (const one of SCENE.arcs) {
    const distance = toArc(point, one) * (isArcInFocus(one) ? 1 : 3);
    if (distance < nearest) [best, nearest] = [tieOf(one), distance];
  }
  return best;
}

/**
 * The island at a place of the drawing.
 * @param {Point} point
 * @returns {string | null}
 */
function islandAt(point) {
  for (const island of ISLANDS.values()) {
    const [x, y, r] = island.place;
    if (Math.hypot(point.x - x, point.y - y) < r) return island.key;
  }
  return null;
}

/**
 * How far a place is from a straight line.
 * @param {Point} p
 * @param {Point} a
 * @param {Point} b
 */
function toSegment(p, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y;
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/**
 * How far a place is from an arc.
 * @param {Point} p
 * @param {Arc} one
 */
function toArc(p, one) {
  let nearest = Infinity, before = one.from;
  for (let step = 1; step <= 16; step += 1) {
    const next = onArc(one, step / 16);
    nearest = Math.min(nearest, toSegment(p, before, next));
    before = next;
  }
  return nearest;
}
