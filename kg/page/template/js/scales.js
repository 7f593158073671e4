// Nodes sized and coloured by a measure: one of the page's own, a column of a ranking, or numbers that a program gives.
// A node's disc says the value; the two thin rings around it say how far the value moves (its interval).

/**
 * @typedef {{label: [string, string] | string, values: Map<string, number>, around: Map<string, [number, number]>,
 *   colours: Map<string, string>, low: number, high: number, groups: boolean}} Scale
 */

/** What sizes and colours stand for now; null for the page's own. @type {{sizes: Scale | null, tints: Scale | null}} */
const SCALES = { sizes: null, tints: null };

const paint = Object.freeze({
  /** Colour nodes by a measure (an id of `MEASURES`), by numbers or colours by key, or as usual (null). */
  colourBy: (/** @type {any} */ of) => change({ tints: chosenScale(of) }),
  /** Size nodes by a measure, by numbers by key, or as usual (null). */
  sizeBy: (/** @type {any} */ of) => change({ sizes: chosenScale(of) }),
});

/**
 * What was asked for, as far as it makes sense: an id that is known, a map that is not empty, or null.
 * @param {any} of
 */
function chosenScale(of) {
  if (typeof of === "string") return MEASURES.has(of) ? of : null;
  if (!of || typeof of !== "object") return null;
  const map = of instanceof Map ? of : new Map(Object.entries(of));
  return map.size ? map : null;
}

/** Work the scales out again, where what they stand for has changed. */
function renewScales() {
  SCALES.sizes = scaleOf(state.sizes);
  SCALES.tints = scaleOf(state.tints);
}

/**
 * @param {any} chosen
 * @returns {Scale | null}
 */
function scaleOf(chosen) {
  if (!chosen) return null;
  const colours = new Map(), values = new Map(), around = new Map();
  const own = typeof chosen === "string";
  if (!own) {
    for (const [key, value] of chosen) {
      if (typeof value === "number" && Number.isFinite(value)) values.set(key, value);
      else if (typeof value === "string" && COLOUR.test(value)) colours.set(key, value);
    }
  } else if (/^\d/.test(chosen)) {
    const [ranking, column] = chosen.split(".").map(Number);
    readColumn(DATA.rankings[ranking], column, values, around);
  } else {
    for (const key of SHOWN.parties) values.set(key, standingBy(chosen, key));
  }
  const numbers = [...values.values()];
  return {
    label: own ? /** @type {any} */ (MEASURES.get(chosen)).label : say("givenNumbers"), values, around, colours,
    low: lowest(numbers, 0), high: highest(numbers, 0), groups: own && isOfGroups(chosen),
  };
}

// Nothing else is let into a picture as a colour: it may come from outside the page.
const COLOUR = /^(#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,24}|rgb\(\d{1,3}, ?\d{1,3}, ?\d{1,3}\))$/i;

/**
 * The numbers of a ranking's column, and between which values each moves: those at the ends of its ranks.
 * @param {RankingData} ranking
 * @param {any} column
 * @param {any} values
 * @param {any} around
 */
function readColumn(ranking, column, values, around) {
  const rows = ranking.rows.filter((/** @type {any} */ cells) => cells[column + 1] !== "" && Number.isFinite(Number(cells[column + 1])));
  const sorted = rows.map((/** @type {any} */ cells) => Number(cells[column + 1])).sort((/** @type {any} */ a, /** @type {any} */ b) => b - a);
  ranking.rows.forEach((/** @type {any} */ cells, /** @type {number} */ i) => {
    if (!rows.includes(cells)) return;
    values.set(cells[0], Number(cells[column + 1]));
    const [, best, worst] = /^(\d+)(?:\D+(\d+))?$/.exec(((ranking.intervals || [])[i] || [])[column] || "") || [];
    if (best) around.set(cells[0], [Number(worst || best), Number(best)].map((rank) => sorted[Math.min(rank, sorted.length) - 1]));
  });
}

/**
 * Whether a column numbers groups: its table tells how far ranks move, and of this column tells nothing.
 * @param {string} id
 */
function isOfGroups(id) {
  const [ranking, column] = id.split(".").map(Number);
  const { intervals } = /** @type {any} */ (DATA.rankings[ranking] || {});
  return Boolean(intervals) && intervals.every((/** @type {any} */ row) => !row[column]);
}

/**
 * How large a value is drawn: a radius as a share of the usual one. Areas go with values, so radii with their root.
 * @param {any} scale
 * @param {any} value
 */
function sizeShare(scale, value) {
  const { low, high } = scale;
  return 0.45 + 1.55 * Math.sqrt(high > low ? (value - low) / (high - low) : 0);
}

/**
 * The factor of a node's radius; 1 where sizes stand for nothing, small where the node has no value.
 * @param {string} key
 */
function growthOf(key) {
  const scale = SCALES.sizes;
  if (!scale || scale.groups) return 1;
  if (scale.values.has(key)) return sizeShare(scale, scale.values.get(key));
  return DEALS.has(key) ? 0.8 : 0.45;
}

/** @type {Record<string, number[][]>} */
const RAMPS = { light: [[200, 218, 236], [52, 122, 183], [8, 40, 88]], dark: [[52, 78, 104], [73, 148, 208], [208, 232, 255]] };

/**
 * A colour between the ends of the ramp, `t` from 0 to 1.
 * @param {number} t
 */
function onRamp(t) {
  const ramp = RAMPS[state.theme], i = t < 0.5 ? 0 : 1, share = t * 2 - i;
  return `rgb(${ramp[i].map((/** @type {any} */ from, /** @type {number} */ j) => Math.round(from + (ramp[i + 1][j] - from) * share)).join(", ")})`;
}

/**
 * The colour that a node has by the scale; null where it has its usual one.
 * @param {string} key
 */
function tintOf(key) {
  const scale = SCALES.tints;
  if (!scale) return null;
  if (scale.colours.has(key)) return scale.colours.get(key);
  if (!scale.values.has(key)) return DEALS.has(key) ? null : theme().landEdge;
  const value = /** @type {number} */ (scale.values.get(key));
  if (scale.groups) return theme().deals[Math.abs(Math.round(value)) % theme().deals.length];
  return onRamp(scale.high > scale.low ? (value - scale.low) / (scale.high - scale.low) : 0);
}

/**
 * The rings of a node whose value moves: the radii of the ends, as shares of the usual radius.
 * @param {string} key
 */
function ringsOf(key) {
  const scale = SCALES.sizes;
  const ends = scale && !scale.groups && scale.around.get(key);
  return ends ? ends.filter((end) => end !== scale.values.get(key)).map((end) => sizeShare(scale, end)) : [];
}

/**
 * Draw them, around a node whose usual radius is given.
 * @param {Pen} ctx
 * @param {string} key
 * @param {number} x
 * @param {any} y
 * @param {any} usual
 * @param {any} scale
 */
function drawRings(ctx, key, x, y, usual, scale) {
  for (const share of ringsOf(key)) {
    ctx.beginPath();
    ctx.arc(x, y, usual * share, 0, 2 * Math.PI);
    ctx.lineWidth = 1.3 / scale;
    ctx.strokeStyle = theme().arc;
    ctx.globalAlpha = isDim(key) ? 0.1 : 0.75;
    ctx.setLineDash([2.5 / scale, 2.5 / scale]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

/**
 * A number as it is written in keys.
 * @param {any} value
 */
const rounded = (value) => String(Number(value.toPrecision(4)));

/** What sizes and colours mean, as signs for the key of a picture: how to paint each, and in words. */
function scaleSigns() {
  const { sizes, tints } = SCALES, signs = [];
  if (sizes && !sizes.groups) {
    for (const value of unique([sizes.low, sizes.high])) {
      signs.push([(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {any} */ y) => drawParty(ctx, "institution", x, y, KEY.sign * 0.5 * sizeShare(sizes, value), theme().soft), join([brief(sizes.label, 40), rounded(value)], [" ", " "])]);
    }
    if (sizes.around.size) signs.push([(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {any} */ y) => dashedRing(ctx, x, y), say("sizeRings")]);
  }
  if (tints && tints.values.size && !tints.groups) {
    for (const value of unique([tints.low, tints.high])) {
      signs.push([(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {any} */ y) => drawParty(ctx, "institution", x, y, KEY.sign, onRamp(value === tints.high && tints.high > tints.low ? 1 : 0)), join([brief(tints.label, 40), rounded(value)], [" ", " "])]);
    }
  }
  return signs;
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {any} y
 */
function dashedRing(ctx, x, y) {
  ctx.beginPath();
  ctx.arc(x, y, KEY.sign, 0, 2 * Math.PI);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = theme().arc;
  ctx.setLineDash([2.5, 2.5]);
  ctx.stroke();
  ctx.setLineDash([]);
}

// ---- its controls: two lists in the panel, and a key below them

/** @type {any} */
let scaleParts = null;

function startScales() {
  const choice = (/** @type {string} */ name, /** @type {any} */ field) => {
    const first = el("option", "", [], { value: "" });
    lensTexts.push([first, say(field === "sizes" ? "usualSize" : "usualColour")]);
    const options = [...MEASURES].map(([id, { label }]) => {
      const option = el("option", "", [], { value: id });
      lensTexts.push([option, label]);
      return option;
    });
    const box = el("select", "", [first, ...options]);
    translate(box, "aria-label", say(name));
    box.addEventListener("change", () => paint[field === "sizes" ? "sizeBy" : "colourBy"](box.value || null));
    return box;
  };
  scaleParts = { sizes: choice("nodeSize", "sizes"), tints: choice("nodeColour", "tints"), key: el("ul", "legend key"), said: el("p", "quiet measured") };
  const row = (/** @type {string} */ name, /** @type {any} */ box) => el("p", "scale-row", [words(say(name)), box]);
  return section(say("nodesBy"), [row("nodeSize", scaleParts.sizes), row("nodeColour", scaleParts.tints), scaleParts.key, scaleParts.said], "facet scales");
}

function renderScales() {
  for (const field of ["sizes", "tints"]) scaleParts[field].value = typeof state[field] === "string" ? state[field] : "";
  const signs = scaleSigns();
  fill(scaleParts.key, signs.map(([draw, text]) => el("li", "", [icon("institution", (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {any} */ y) => scaledIcon(ctx, draw, x, y)), words(text, "span", "name")])));
  renderMeasured();
}

/**
 * A sign of the picture's key, as large as the panel's icons.
 * @param {Pen} ctx
 * @param {any} draw
 * @param {number} x
 * @param {any} y
 */
function scaledIcon(ctx, draw, x, y) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1.7, 1.7);
  draw(ctx, 0, 0);
  ctx.restore();
}

/** What is looked at, in numbers: its values, and between which each moves. */
function renderMeasured() {
  const key = state.hover || (state.selection && state.selection.key);
  const texts = /** @type {any[]} */ (unique([SCALES.sizes, SCALES.tints])).filter((scale) => scale && key && scale.values.has(key)).map((scale) => {
    const ends = scale.around.get(key), value = rounded(scale.values.get(key));
    return join([brief(scale.label, 60), ends ? say("valueMoves", { value, low: rounded(ends[0]), high: rounded(ends[1]) }) : value], [": ", "："]);
  });
  fill(scaleParts.said, texts.length ? [words(join([brief(nameOf(key), 60), ...unique(texts.map((text) => text.join("\n"))).map((text) => text.split("\n"))], [" · ", " · "]))] : []);
}
