// The shapes of nodes: one for each kind, so that colour is never needed to tell them apart.
/** @type {Record<string, number>} */
const SIZES = { region: 15, zone: 10, institution: 8.5, fund: 10, partnership: 9.5, sector: 11, programme: 11, other: 9 };
/** @type {Record<string, number>} */
const SMALLEST_PIXELS = { region: 7, zone: 5, institution: 4, fund: 5, partnership: 4.5, sector: 5, programme: 5, other: 4.5 };

/**
 * A node's radius in the drawing's units: legible when small, not a balloon when near.
 * @param {string} key
 * @param {number} scale
 */
function radiusOf(key, scale) {
  const { kind } = NODES.get(key);
  const own = (ISLANDS.has(key) ? SIZES.region : kind === "region" ? 11 : SIZES[kind]) * growthOf(key);
  const pixels = Math.min(Math.max(own * scale, SMALLEST_PIXELS[kind] * growthOf(key)), own * 1.7);
  return pixels / scale;
}

/**
 * The outline of a kind of node, as a path.
 * @param {Pen} ctx
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function outline(ctx, kind, x, y, r) {
  ctx.beginPath();
  if (kind === "institution") ctx.arc(x, y, r, 0, 2 * Math.PI);
  else polygon(ctx, CORNERS[kind].map((/** @type {any} */ [dx, dy]) => [x + dx * r, y + dy * r]));
  ctx.closePath();
}

/**
 * @param {Pen} ctx
 * @param {any} points
 */
function polygon(ctx, points) {
  points.forEach((/** @type {any} */ [x, y], /** @type {number} */ i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
}

/** @type {Record<string, number[][]>} */
const CORNERS = {
  region: [0, 1, 2, 3, 4, 5].map((i) => [Math.cos(i * Math.PI / 3), Math.sin(i * Math.PI / 3)]),
  zone: [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]],
  fund: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]],
  partnership: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  sector: [0, 1, 2, 3, 4].map((i) => [1.05 * Math.sin(i * Math.PI * 0.4), -1.05 * Math.cos(i * Math.PI * 0.4)]),
  programme: [[-1.05, -0.8], [1.05, -0.8], [0, 1.1]],
  other: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
};

/**
 * A party: filled. A region that takes part in nothing itself is hollow.
 * @param {Pen} ctx
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 * @param {boolean} [hollow]
 */
function drawParty(ctx, kind, x, y, r, colour, hollow = false) {
  outline(ctx, kind, x, y, r);
  ctx.fillStyle = hollow ? theme().land : colour;
  ctx.fill();
  ctx.lineWidth = hollow ? r * 0.16 : r * 0.14;
  ctx.strokeStyle = hollow ? colour : theme().paper;
  ctx.stroke();
}

/**
 * A partnership: how far it has come shows in how full the diamond is; of what is only planned there are the corners.
 * @param {Pen} ctx
 * @param {any} phase
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 */
function drawDeal(ctx, phase, x, y, r, colour) {
  outline(ctx, "partnership", x, y, r);
  ctx.fillStyle = theme().paper;
  ctx.fill();
  const body = phase === "ended" || phase === "unknown" ? theme().soft : colour;
  if (phase === "operating") {
    ctx.fillStyle = body;
    ctx.fill();
  }
  if (phase === "building") fillHalf(ctx, x, y, r, body);
  ctx.lineWidth = r * 0.26;
  ctx.strokeStyle = body;
  if (phase === "planned") cornersOf(ctx, x, y, r * 0.96);
  else outline(ctx, "partnership", x, y, r * 0.9);
  ctx.stroke();
  if (phase === "ended") strike(ctx, x, y, r, body);
}

/** How much of a side each of its two corners takes of what is only planned: the gap between is the wider part. */
const CORNER = 0.27;

/**
 * The four corners of a diamond with clear gaps between them, as a path: dashes that go around run together where it is small.
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function cornersOf(ctx, x, y, r) {
  const at = CORNERS.partnership.map(([dx, dy]) => ({ x: x + dx * r, y: y + dy * r }));
  ctx.beginPath();
  at.forEach((corner, i) => {
    const [before, after] = [at[(i + 3) % 4], at[(i + 1) % 4]].map((next) => towards(corner, next, CORNER));
    ctx.moveTo(before.x, before.y);
    ctx.lineTo(corner.x, corner.y);
    ctx.lineTo(after.x, after.y);
  });
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 */
function fillHalf(ctx, x, y, r, colour) {
  ctx.beginPath();
  polygon(ctx, [[x - 1.15 * r, y], [x + 1.15 * r, y], [x, y + 1.15 * r]]);
  ctx.closePath();
  ctx.fillStyle = colour;
  ctx.fill();
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 */
function strike(ctx, x, y, r, colour) {
  ctx.beginPath();
  ctx.moveTo(x - r * 0.45, y - r * 0.45);
  ctx.lineTo(x + r * 0.45, y + r * 0.45);
  ctx.strokeStyle = colour;
  ctx.stroke();
}

/**
 * Any node as it stands in the scene.
 * @param {Pen} ctx
 * @param {string} key
 * @param {number} scale
 */
function drawNode(ctx, key, scale) {
  const { x, y, kind } = NODES.get(key);
  const r = radiusOf(key, scale);
  ctx.globalAlpha = strengthOf(key, 0.16, 0.4);
  if (kind === "partnership") drawDeal(ctx, DEALS.get(key).phase, x, y, r, tintOf(key) || dealColour(key));
  else drawParty(ctx, kind, x, y, r, tintOf(key) || kindColour(kind), kind === "region" && !DEALS_OF.has(key) && !tintOf(key));
  ctx.globalAlpha = 1;
  drawRings(ctx, key, x, y, r / growthOf(key), scale);
  if (isSelected(key) || state.hover === key || isLit(key)) {
    outline(ctx, kind, x, y, r + 4 / scale);
    ctx.lineWidth = (isSelected(key) ? 2.6 : 1.6) / scale;
    ctx.strokeStyle = theme().select;
    ctx.stroke();
  }
}

/**
 * A small picture of a kind, for lists and legends, in the document's own colours.
 * @param {string} kind
 * @param {any} draw
 */
function icon(kind, draw) {
  const canvas = el("canvas", "icon", [], { width: 36, height: 36, "aria-hidden": "true" });
  icons.push([canvas, kind, draw]);
  paintIcon(canvas, kind, draw);
  return canvas;
}

/** @type {any[]} */
const icons = [];

/**
 * @param {any} canvas
 * @param {string} kind
 * @param {any} draw
 */
function paintIcon(canvas, kind, draw) {
  const ctx = canvas.getContext("2d");
  ctx.clearRect(0, 0, 36, 36);
  draw(ctx, 18, 18, kind === "institution" || kind === "zone" ? 12 : 14);
}

/**
 * The picture of a thing, as it is drawn.
 * @param {string} key
 */
function mark(key) {
  const node = NODES.get(key);
  if (DEALS.has(key)) return icon("partnership", (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawDeal(ctx, DEALS.get(key).phase, x, y, r * 0.92, dealColour(key)));
  const kind = node ? node.kind : PARTIES.has(key) ? (PARTIES.get(key).region ? "region" : "institution") : "";
  return kind ? icon(kind, (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawParty(ctx, kind, x, y, r, kindColour(kind))) : null;
}

/** Paint the pictures again, in another theme. */
function repaintIcons() {
  for (const [canvas, kind, draw] of icons) paintIcon(canvas, kind, draw);
}
