// The views beside the network: map, matrix, time, flows. Each lays out marks, paints them, and has a table that says
// the same in words. They share the filters, one selection and one hover with the network, the list and the ranking.

/**
 * A thing that a view has drawn: where, what it selects, what it lights, and what it is in words.
 * @typedef {{x: number, y: number, w: number, h: number, thing: object | null, lights: string[], text: [string, string]}} Mark
 * A view. `lay` makes the marks for a size in pixels, with `width` and `height` of the whole; `paint` paints the part
 * that is in sight; `table` and `tools` are elements; `signs` are for the key of a saved picture, `key` for that above the
 * drawing. What is laid out says by `beyond` how much of it goes on below and to the right.
 * @typedef {{name: string, help: string, lay: (size: any) => any, paint: (ctx: any, laid: any, sight: any) => void,
 *   table: () => Element[], tools?: () => Element[], signs?: () => any[], key?: () => any[], start?: () => void,
 *   listen?: (scroller: HTMLElement) => void, keys?: Record<string, () => void>, drag?: {moved: boolean}}} View
 */

/** @type {Record<string, View>} */
const VIEWS = {};
const VIEW_NAMES = ["map", "matrix", "time", "flows"];
const viewNow = () => VIEWS[state.sheet] || null;

/** What is being looked at, in every view: keys of things. A tie lights both ends and what is between them. */
const LIT = new Set();
/** @param {string} key */
const isLit = (key) => LIT.has(key);
/**
 * Whether a partnership lights up: itself, or with somebody who takes part.
 * @param {string} deal
 */
const isDealLit = (deal) => LIT.size > 0 && (LIT.has(deal) || partiesOf(deal).some(isLit) || TRAITS.get(deal).regions.some(isLit));

/**
 * The one way of hovering: what is pointed at anywhere lights up everywhere.
 * @param {any} keys
 */
function light(keys) {
  const wanted = keys.filter(Boolean);
  if (wanted.length === LIT.size && wanted.every(isLit)) return;
  LIT.clear();
  wanted.forEach((/** @type {string} */ key) => LIT.add(key));
  state.hover = wanted[0] || null;
  renderMeasured();
  if (!$("canvas").classList.contains("covered")) network.redraw();
  paintPlane();
  document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  if (wanted.length === 1) {
    document.querySelectorAll(`[data-key="${CSS.escape(wanted[0])}"]`).forEach((element) => element.classList.add("lit"));
  }
}

// ---- the bar of views

function startViews() {
  const names = ["regions", "all", ...VIEW_NAMES, "list", ...(DATA.rankings.length ? ["ranking"] : []), "story"];
  segmented($("views"), say("views"), names.map((name) => [name, say(VIEW_TITLES[name])]), state.drawing, chooseView);
  for (const name of VIEW_NAMES) if (VIEWS[name].start) VIEWS[name].start();
  const plane = el("section", "sheet plane", [], { id: "plane", tabindex: "-1" });
  plane.hidden = true;
  $("ranking").after(plane);
  document.addEventListener("pointerover", (event) => {
    const target = /** @type {Element} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest && target.closest("[data-key]"));
    if (row) light(String(row.dataset.key).split("|").filter(recordOf));
    else if (pointedAt && !target.closest("#canvas, .plane-canvas")) light([]);
    pointedAt = Boolean(row);
  });
  // The keyboard's focus on a row lights up what the pointer on it does.
  document.addEventListener("focusin", (event) => {
    const target = /** @type {Element} */ (event.target), row = /** @type {HTMLElement | null} */ (target.matches(":focus-visible") ? target.closest("[data-key]") : null);
    if (row) light(String(row.dataset.key).split("|").filter(recordOf));
    else if (focusedOn) light([]);
    focusedOn = Boolean(row);
  });
  // Its own size is the window's and what lies beside it; what is in it has no part in that.
  onResize(plane, () => { if (PLANE.outer !== outerSize()) renderPlane(); });
}

let pointedAt = false; // whether the pointer was on a row or a name
let focusedOn = false; // whether the keyboard's focus was on one

/** @type {Record<string, string>} */
const VIEW_TITLES = { all: "viewAll", regions: "viewRegions", map: "viewMap", matrix: "viewMatrix", time: "viewTime", flows: "viewFlows", list: "viewList", ranking: "viewRanking", story: "story" };

/**
 * Open a view by its name; one that lies over the network closes when it is chosen again.
 * @param {string} name
 */
function chooseView(name) {
  if (name === "story") return state.step === null ? tellStep(0) : closeStory();
  if (name === "all" || name === "regions") change({ drawing: name, sheet: "" });
  else change({ sheet: state.sheet === name ? "" : name });
  return null;
}

function renderViewBar() {
  press($("views"), state.sheet || state.drawing);
  const pressed = /** @type {HTMLElement | null} */ ($("views").querySelector('[aria-pressed="true"]'));
  if (pressed && $("views").scrollWidth > $("views").clientWidth) $("views").scrollLeft = pressed.offsetLeft - 40;
}

// ---- the plane on which a view is drawn

/** @type {{name: string, laid: any, at: number, brought: string, outer: string, size: Size, [part: string]: any}} */
const PLANE = { name: "", laid: null, scroller: null, canvas: null, at: -1, brought: "", outer: "", size: { width: 0, height: 0 } };

/** Bring the open view up to date: make its parts when another one is opened, then lay it out and paint it. */
function renderPlane() {
  const view = viewNow(), plane = $("plane");
  plane.hidden = !view;
  $("stage").toggleAttribute("data-beside", Boolean(view) && state.beside);
  if (!view) {
    Object.assign(PLANE, { name: "", laid: null });
    return fill(plane, []);
  }
  if (PLANE.name !== state.sheet) makePlane(view);
  press(PLANE.ways, state.asTable ? "table" : "drawing");
  PLANE.beside.setAttribute("aria-pressed", String(state.beside));
  PLANE.scroller.hidden = PLANE.note.hidden = state.asTable;
  PLANE.table.hidden = !state.asTable;
  if (state.asTable) {
    PLANE.laid = null;
    return fill(PLANE.table, view.table());
  }
  PLANE.outer = outerSize();
  layPlane(view, planeSize());
  // What stands around it may take less room now than what stood there before.
  const { width, height } = planeSize(), { size } = PLANE;
  return width > size.width || height > size.height ? layPlane(view, { width: Math.max(width, size.width), height: Math.max(height, size.height) }) : null;
}

const outerSize = () => `${$("plane").offsetWidth} ${$("plane").offsetHeight}`;

/**
 * What a layout writes around the drawing, and the bars that it brings, may take room from it, and give it back when it is
 * laid out for less, so that neither of the two would stay. A view is laid out for less room as often as that comes about,
 * and for more only when something else has changed.
 */
function settlePlane() {
  const view = viewNow(), { size, scroller } = PLANE;
  if (!view || !scroller.isConnected || state.asTable) return null;
  if (!PLANE.laid) return renderPlane();
  const now = planeSize(), least = { width: Math.min(size.width, now.width), height: Math.min(size.height, now.height) };
  return least.width === size.width && least.height === size.height ? paintPlane() : layPlane(view, least);
}

/**
 * @param {View} view
 * @param {Size} size
 */
function layPlane(view, size) {
  if (!size.width || !size.height) return null;
  Object.assign(PLANE, { size, laid: view.lay(size) });
  // A drawing that is longer than its frame ends above the button that says how it goes on: on it that would hide figures.
  PLANE.frame.toggleAttribute("data-rolls", PLANE.laid.height > PLANE.frame.clientHeight);
  // What fits makes no room beyond what is there: a browser that counts whole pixels of the screen would let it roll by one.
  const reach = (/** @type {number} */ all, /** @type {number} */ room) => `${all > room ? all : 1}px`;
  Object.assign(PLANE.spacer.style, { width: reach(PLANE.laid.width, size.width), height: reach(PLANE.laid.height, size.height) });
  fill(PLANE.note, PLANE.laid.note ? [PLANE.laid.note] : []);
  fillKey(view);
  PLANE.at = Math.min(PLANE.at, PLANE.laid.marks.length - 1);
  bringSelected();
  return paintPlane();
}

/**
 * The key above a drawing: its few signs with what they mean, written anew only where they are others.
 * @param {View} view
 */
function fillKey(view) {
  const signs = view.key ? view.key() : [], told = JSON.stringify(signs.map(([, text]) => text));
  if (PLANE.keyed === told) return;
  PLANE.keyed = told;
  fill(PLANE.key, signs.map(([paint, text]) => el("li", "", [icon("", paint), words(text)])));
}

/** What of a drawing goes on beyond the part in sight: a shade at that edge, and at two of them how much it is. */
function showBeyond() {
  const { laid, frame, more } = PLANE, sight = sightNow();
  const { below = 0, after = 0, unit = "rowsBelow" } = laid.beyond ? laid.beyond(sight) : {};
  const far = { above: sight.y, before: sight.x, below: laid.height - sight.y - sight.height, after: laid.width - sight.x - sight.width };
  frame.dataset.beyond = Object.entries(far).filter(([, pixels]) => pixels > 4).map(([side]) => side).join(" ");
  for (const [side, n, name] of /** @type {[string, number, string][]} */ ([["below", below, unit], ["after", after, "columnsAfter"]])) {
    const hides = !n || !frame.dataset.beyond.split(" ").includes(side);
    if (hides && document.activeElement === more[side]) PLANE.scroller.focus();
    more[side].hidden = hides;
    if (more[side].dataset.n !== String(n)) fill(more[side], [words(say(name, { n }))]);
    more[side].dataset.n = String(n);
  }
}

/** The buttons at the lower and the right edge: each rolls on by nearly what is in sight. */
function beyondButtons() {
  const on = (/** @type {number} */ x, /** @type {number} */ y) => () => {
    const { pad = { left: 0, top: 0 } } = PLANE.laid, sight = sightNow();
    PLANE.scroller.scrollBy({ left: x * 0.8 * (sight.width - pad.left), top: y * 0.8 * (sight.height - pad.top) });
  };
  return { below: button("more-there below", [], on(0, 1)), after: button("more-there after", [], on(1, 0)) };
}

/** What is selected comes into sight of an open view, once. */
function bringSelected() {
  const { selection } = state, here = JSON.stringify(selection);
  if (PLANE.brought === here) return;
  PLANE.brought = here;
  if (!selection) return;
  const { marks } = PLANE.laid, key = selection.key || selection.deal;
  const mark = marks.find((/** @type {any} */ { thing }) => thing && JSON.stringify(thing) === here) || marks.find((/** @type {any} */ { lights }) => key && lights[0] === key);
  if (mark) rollTo(mark);
}

/**
 * Roll a view just so far that a mark is in sight.
 * @param {any} mark
 */
function rollTo(mark) {
  const { scroller } = PLANE, pad = PLANE.laid.pad || { left: 0, top: 0 }, sight = sightNow();
  if (mark.x < sight.x + pad.left) scroller.scrollLeft = mark.x - pad.left - 8;
  if (mark.x + mark.w > sight.x + sight.width) scroller.scrollLeft = mark.x + mark.w - sight.width + 8;
  if (mark.y < sight.y + pad.top) scroller.scrollTop = mark.y - pad.top - 8;
  if (mark.y + mark.h > sight.y + sight.height) scroller.scrollTop = mark.y + mark.h - sight.height + 8;
}

/**
 * The parts of a view: made when it is opened, so that the keyboard keeps its place while it changes.
 * @param {any} view
 */
function makePlane(view) {
  const ways = el("div", "segmented", [], { role: "group" });
  segmented(ways, say("drawingOrTable"), [["drawing", say("asDrawing")], ["table", say("asTable")]], "", (/** @type {any} */ way) => change({ asTable: way === "table" }));
  const beside = button("plain beside", [words(say("besideNetwork"))], () => change({ beside: !state.beside }));
  Object.assign(PLANE, { name: state.sheet, at: -1, brought: "", ways, beside, keyed: "", key: el("ul", "plane-key only-drawing"), table: el("div", "plane-table"), note: el("div", "plane-note"), more: beyondButtons() });
  const head = el("div", "plane-head", [words(say(view.help), "p", "quiet"), el("div", "view-tools", [...(view.tools ? view.tools() : []), ways, beside])]);
  PLANE.canvas = el("canvas", "plane-canvas", [], { "aria-hidden": "true" });
  PLANE.spacer = el("div", "plane-spacer");
  PLANE.scroller = el("div", "plane-scroll", [PLANE.canvas, PLANE.spacer], { tabindex: "0", role: "application" });
  translate(PLANE.scroller, "aria-label", join([say(VIEW_TITLES[state.sheet]), say("planeKeys")], [". ", "。"]));
  PLANE.scroller.addEventListener("scroll", paintPlane);
  PLANE.scroller.addEventListener("keydown", onPlaneKey);
  PLANE.scroller.addEventListener("pointermove", (/** @type {any} */ event) => pointAt(markAt(event)));
  PLANE.scroller.addEventListener("pointerleave", () => pointAt(null));
  PLANE.scroller.addEventListener("click", (/** @type {any} */ event) => {
    const mark = markAt(event);
    if (!view.drag || !view.drag.moved) select(mark ? mark.thing : null);
  });
  if (view.listen) view.listen(PLANE.scroller);
  // What stands below it may leave it less room than it was laid out for.
  const { scroller } = PLANE;
  onResize(scroller, () => { if (scroller === PLANE.scroller) settlePlane(); });
  PLANE.frame = el("div", "plane-frame only-drawing", [PLANE.scroller, PLANE.more.below, PLANE.more.after]);
  fill($("plane"), [head, PLANE.key, PLANE.frame, PLANE.note, PLANE.table]);
}

/**
 * The whole pixels that the plane has inside its border and bars. A browser rounds where a part is left: a canvas that
 * is half a pixel too large brings both bars, which take the room that would let them go, and the view is laid out
 * again and again.
 */
function planeSize() {
  const { scroller } = PLANE, { width, height } = scroller.getBoundingClientRect();
  return {
    width: Math.min(scroller.clientWidth, Math.max(0, Math.floor(width) - scroller.offsetWidth + scroller.clientWidth)),
    height: Math.min(scroller.clientHeight, Math.max(0, Math.floor(height) - scroller.offsetHeight + scroller.clientHeight)),
  };
}

/** The part of a view that is in sight. */
const sightNow = () => ({ x: PLANE.scroller.scrollLeft, y: PLANE.scroller.scrollTop, ...planeSize() });

function paintPlane() {
  const view = viewNow();
  if (!view || state.asTable || !PLANE.laid || !PLANE.scroller) return;
  const sight = sightNow(), ratio = devicePixelRatio || 1, { canvas } = PLANE;
  // As large as its own pixels: one that is stretched by half of one is blurred from end to end.
  const [width, height] = [sight.width, sight.height].map((side) => Math.floor(side * ratio));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  Object.assign(canvas.style, { width: `${width / ratio}px`, height: `${height / ratio}px` });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, sight.width, sight.height);
  view.paint(ctx, PLANE.laid, sight);
  const mark = PLANE.laid.marks[PLANE.at];
  if (mark && document.activeElement === PLANE.scroller) frameBox(ctx, mark.x - sight.x - 2, mark.y - sight.y - 2, mark.w + 4, mark.h + 4, theme().select, 2);
  showBeyond();
}

/** What a picture of the view is made of: its size, how to paint it on a canvas or as SVG, and what it leaves out. */
function planePicture() {
  const view = viewNow(), seen = PLANE.laid && sightNow(), size = seen || { width: 1000, height: 640 };
  const laid = PLANE.laid || view.lay(size), { notes = [] } = laid;
  // The whole of it, or where that is too large for a picture the part that is in sight.
  const whole = { x: 0, y: 0, width: Math.max(laid.width, size.width), height: Math.max(laid.height, 120) };
  const sight = whole.width <= 3200 && whole.height <= 4200 ? whole : { x: 0, y: 0, ...size };
  return { width: sight.width, height: sight.height, notes, paint: (/** @type {Pen} */ ctx) => view.paint(ctx, laid, sight) };
}

/** The signs of an open view for the key of its picture, with those of partnerships or parties that it draws. */
function viewSigns() {
  const view = viewNow(), own = view && view.signs ? view.signs() : [];
  if (state.sheet === "time") return [...dealSigns([...SHOWN.deals]), ...own];
  return state.sheet === "map" ? [...partySigns(mapped()), ...own, ...scaleSigns()] : own;
}

/** @param {any} event */
function markAt(event) {
  if (!PLANE.laid) return null;
  const box = PLANE.canvas.getBoundingClientRect(), sight = sightNow();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const { laid } = PLANE;
  if (laid.find) return laid.find(x, y, sight);
  const found = laid.marks.filter((/** @type {any} */ mark) => x + sight.x >= mark.x - 3 && x + sight.x <= mark.x + mark.w + 3 && y + sight.y >= mark.y - 3 && y + sight.y <= mark.y + mark.h + 3);
  // Of marks that lie on one another, the nearest middle.
  const off = (/** @type {any} */ mark) => Math.hypot(x + sight.x - mark.x - mark.w / 2, y + sight.y - mark.y - mark.h / 2);
  return found.sort((/** @type {any} */ a, /** @type {any} */ b) => off(a) - off(b))[0] || null;
}

/** @param {any} mark */
function pointAt(mark) {
  PLANE.scroller.style.cursor = mark && mark.thing ? "pointer" : "";
  PLANE.scroller.title = mark ? plain(brief(mark.text, 300)) : "";
  light(mark ? mark.lights : []);
}

/**
 * Arrows walk to the next mark in a direction, Enter opens what it stands for.
 * @param {any} event
 */
function onPlaneKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !PLANE.laid) return;
  const { marks } = PLANE.laid, view = viewNow();
  if (DIRECTIONS[event.key] && marks.length) {
    event.preventDefault();
    walkPlane(DIRECTIONS[event.key]);
  } else if (event.key === "Enter" && marks[PLANE.at] && marks[PLANE.at].thing) {
    event.preventDefault();
    openDetails(marks[PLANE.at].thing);
  } else if (view.keys && view.keys[event.key]) {
    event.preventDefault();
    view.keys[event.key]();
  }
}

/** @param {any} pair */
function walkPlane([dx, dy]) {
  const { marks } = PLANE.laid, here = marks[PLANE.at];
  const middle = (/** @type {any} */ mark) => [mark.x + mark.w / 2, mark.y + mark.h / 2];
  let best = here ? -1 : 0, least = Infinity;
  if (here) {
    const [x, y] = middle(here);
    marks.forEach((/** @type {any} */ mark, /** @type {number} */ i) => {
      const [u, v] = middle(mark), along = (u - x) * dx + (v - y) * dy, aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
      const cost = along > 0.5 ? along + 2 * aside : Infinity;
      if (cost < least) [best, least] = [i, cost];
    });
  }
  if (best < 0) return;
  PLANE.at = best;
  const mark = marks[best];
  rollTo(mark);
  light(mark.lights);
  announce(mark.text);
  paintPlane();
}

/**
 * Whether a mark stands out: it is selected or in the selection's focus.
 * @param {any} keys
 */
const stands = (keys) => !SCENE.focus || keys.some((/** @type {string} */ key) => !isDim(key));

// ---- strokes that the views share; each works on a canvas and on the pen of the SVG file

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 */
function box(ctx, x, y, w, h) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + w, y);
  ctx.lineTo(x + w, y + h);
  ctx.lineTo(x, y + h);
  ctx.closePath();
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {string} colour
 */
function fillBox(ctx, x, y, w, h, colour) {
  box(ctx, x, y, w, h);
  ctx.fillStyle = colour;
  ctx.fill();
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {string} colour
 * @param {number} [width]
 */
function frameBox(ctx, x, y, w, h, colour, width = 1) {
  box(ctx, x, y, w, h);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} u
 * @param {number} v
 * @param {string} colour
 * @param {number} [width]
 */
function rule(ctx, x, y, u, v, colour, width = 1) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(u, v);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * @param {Pen} ctx
 * @param {any} text
 * @param {number} x
 * @param {number} y
 * @param {any} [about]
 */
function write(ctx, text, x, y, { size = 12, weight = 400, align = "left", colour = theme().ink, halo = false } = {}) {
  ctx.font = `${weight} ${size}px ${FONT}`;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  if (halo) {
    ctx.lineWidth = 3.5;
    ctx.lineJoin = "round";
    ctx.strokeStyle = theme().paper;
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/**
 * A text that runs upwards from a place.
 * @param {Pen} ctx
 * @param {any} text
 * @param {number} x
 * @param {number} y
 * @param {any} style
 */
function writeUp(ctx, text, x, y, style) {
  if (ctx.turn !== undefined) {
    ctx.turn = `rotate(-90 ${n(x)} ${n(y)})`;
    write(ctx, text, x, y, style);
    ctx.turn = "";
    return;
  }
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(-Math.PI / 2);
  write(ctx, text, 0, 0, style);
  ctx.restore();
}

const fittedNames = new Map();

/**
 * A name in the language of the drawing, as much of it as fits a width.
 * @param {any} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
function fit(text, width, size = 12, weight = 400) {
  const key = [painted(brief(text, 120)), width, size, weight].join("\n");
  if (!fittedNames.has(key)) {
    if (fittedNames.size > 20000) fittedNames.clear();
    const font = `${weight} ${size}px ${FONT}`, measuring = measure2d();
    measuring.font = font;
    // Of two languages in one line the reader's own comes first, and is what stays.
    const cut = brief(text, 120);
    let short = painted(cut);
    if (measuring.measureText(short).width > width) short = lines(cut)[0];
    const signs = [...short];
    while (signs.length > 1 && measuring.measureText(signs.join("") + (signs.length < [...short].length ? "…" : "")).width > width) signs.pop();
    fittedNames.set(key, signs.join("") + (signs.length < [...short].length ? "…" : ""));
  }
  return fittedNames.get(key);
}

/**
 * The end of a name in the reader's language, as much of it as fits a width.
 * @param {any} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
function fitEnd(text, width, size = 12, weight = 400) {
  const measuring = measure2d();
  measuring.font = `${weight} ${size}px ${FONT}`;
  return lastWords(lines(text)[0], (/** @type {number} */ end) => measuring.measureText(`…${end}`).width <= width);
}

const measure2d = (() => {
  /** @type {any} */
  let ctx = null;
  return () => (ctx = ctx || document.createElement("canvas").getContext("2d"));
})();

/**
 * A sentence where a view has nothing to draw.
 * @param {Pen} ctx
 * @param {any} text
 * @param {any} about
 */
function sayNothing(ctx, text, { width, height }) {
  fitted([text], width - 40, 14).forEach((/** @type {any} */ row, /** @type {number} */ i) => write(ctx, row, width / 2, height / 2 + 20 * i, { size: 14, align: "center", colour: theme().soft }));
}
