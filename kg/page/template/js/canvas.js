// The drawing: vis-network pans, zooms and finds nodes; it is given only the nodes that the scene has.
/** @type {Network} */
let network;
/** @type {any} */
let visNodes;

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function startCanvas() {
  const container = $("canvas");
  visNodes = new vis.DataSet([]);
  network = new vis.Network(container, { nodes: visNodes, edges: [] }, {
    ...NETWORK.options,
    nodes: { shape: "custom", ctxRenderer: renderNode, chosen: false, physics: false },
    interaction: { ...NETWORK.options.interaction, hover: true, hideNodesOnDrag: true, hideEdgesOnDrag: true, dragNodes: false, selectable: false, keyboard: false, zoomSpeed: 0.7 },
  });
  // vis makes its frame a tab stop of its own; the container is one already.
  container.querySelectorAll("[tabindex]").forEach((element) => element.removeAttribute("tabindex"));
  network.on("beforeDrawing", (ctx) => { if (!GLIDE.on) paintBelow(ctx, network.getScale()); });
  network.on("afterDrawing", (ctx) => {
    if (GLIDE.on) return paintGliding(ctx);
    ctx.save();
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintAbove(ctx, screenView());
    return ctx.restore();
  });
  startGlide();
  network.on("click", onClick);
  network.on("hoverNode", ({ node }) => hover(SCENE.nodes.has(node) ? node : null));
  network.on("blurNode", () => hover(null));
  container.addEventListener("mousemove", onMove);
  network.on("resize", sharpen);
  sharpen();
  // A tap is no click as well: that would land on whatever has come up under the finger meanwhile.
  container.addEventListener("touchend", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
  onResize(container, () => { if (!moved) fitView(false); });
  container.addEventListener("wheel", () => { moved = true; }, { passive: true });
  network.on("dragStart", () => { moved = true; });
  // vis tells of no end where the system takes the pointer away in the middle of a drag, as for a gesture of its own.
  for (const name of ["pointercancel", "touchcancel"]) addEventListener(name, endGlide);
  network.on("zoom", noteLook);
  network.on("animationFinished", () => { if (moved) noteLook(); });
}

/**
 * Show the drawing as large as its own pixels. vis gives it the pixels of a whole number of CSS pixels; where the window or
 * its zoom leaves it another size, it would be stretched by half of one, and blurred from end to end.
 */
function sharpen() {
  const canvas = /** @type {HTMLCanvasElement} */ ($("canvas").querySelector("canvas")), ratio = devicePixelRatio || 1, { width, height } = $("canvas").getBoundingClientRect();
  const by = (/** @type {number} */ pixels, /** @type {number} */ side) => `calc(100% + ${(pixels / ratio - side).toFixed(4)}px)`;
  Object.assign(canvas.style, { width: by(canvas.width, width), height: by(canvas.height, height) });
}

let lookTimer = 0;

/** Put the view that the reader chose into the address, once it rests. */
function noteLook() {
  clearTimeout(lookTimer);
  lookTimer = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    state.look = lookFrom([Math.round(x), Math.round(y), Math.min(8, Math.max(0.02, network.getScale())).toFixed(3)].join(","));
    writeAddress();
  }, 250);
}

/** Bring back a view that an address names. */
function applyLook() {
  if (!state.look) return;
  const [x, y, scale] = state.look;
  moved = true;
  network.moveTo({ position: { x, y }, scale, animation: false });
}

let moved = false; // whether the reader has chosen a view of their own

const NOTHING = { drawNode: () => {}, nodeDimensions: { width: 0, height: 0 } };

/** @param {any} about */
function renderNode({ ctx, id }) {
  if (!SCENE.nodes.has(id)) return NOTHING;
  const scale = network.getScale();
  const size = 2 * radiusOf(id, scale) + 4 / scale;
  return { drawNode: () => drawNode(ctx, id, scale), nodeDimensions: { width: size, height: size } };
}

function screenView() {
  const scale = network.getScale();
  const zero = network.canvasToDOM({ x: 0, y: 0 });
  const { clientWidth: width, clientHeight: height } = $("canvas");
  return { scale, width, height, covered: coveredBoxes(), toScreen: (/** @type {any} */ { x, y }) => ({ x: x * scale + zero.x, y: y * scale + zero.y }) };
}

/** Where buttons lie on the drawing, so that no name is written under them. */
function coveredBoxes() {
  return [$("zoom"), $("card"), $("drawn"), $("lens")].filter((element) => element && !element.hidden).map((element) => (
    { key: element.id, x: element.offsetLeft, y: element.offsetTop, w: element.offsetWidth, h: element.offsetHeight, weight: 4 }));
}

/** @type {Map<string, string>} */
const given = new Map(); // the nodes that vis has, and where

/**
 * Give vis the nodes of the scene that it lacks. Others stay, undrawn, until the view changes: adding is dear.
 * @param {boolean} clear
 */
function syncCanvas(clear) {
  const wanted = SCENE.nodes;
  const gone = clear ? [...given.keys()].filter((id) => !wanted.has(id)) : [];
  const placed = [...wanted.values()].map(({ id, x, y }) => ({ id, x, y })).filter(({ id, x, y }) => given.get(id) !== `${x} ${y}`);
  const fresh = placed.filter(({ id }) => !given.has(id)), shifted = placed.filter(({ id }) => given.has(id));
  gone.forEach((id) => given.delete(id));
  placed.forEach(({ id, x, y }) => given.set(id, `${x} ${y}`));
  if (gone.length) visNodes.remove(gone);
  if (fresh.length) visNodes.add(fresh);
  if (shifted.length) visNodes.update(shifted);
  network.redraw();
}

/** @param {any} about */
function onClick({ pointer, event }) {
  tapAt(pointer.DOM, event.pointerType === "touch");
}

/**
 * What a click or a tap at a place of the screen does: a finger is given more room, and may be asked what it means.
 * @param {any} at
 * @param {boolean} isFinger
 */
function tapAt(at, isFinger) {
  if (closeChooser()) return null;
  const node = network.getNodeAt(at);
  const key = node && SCENE.nodes.has(node) ? node : labelAt(at);
  if (key && !isFinger) return openFromCanvas(key);
  if (isFinger && onTap(at)) return null;
  if (key) return openFromCanvas(key);
  const onCanvas = network.DOMtoCanvas(at);
  const tie = badgeAt(at) || tieAt(onCanvas, (isFinger ? 16 : 7) / network.getScale());
  if (tie) return select(tie);
  const island = islandAt(onCanvas);
  if (island && PARTIES.has(island)) return openFromCanvas(island);
  return select(null);
}

/**
 * A click opens details; in the overview a region opens on the drawing too.
 * @param {string} key
 */
function openFromCanvas(key) {
  if (state.drawing === "regions" && ISLANDS.has(key)) {
    const expanded = new Set(state.expanded);
    if (state.selection && state.selection.key === key && expanded.has(key)) expanded.delete(key);
    else expanded.add(key);
    // In one step, so that Browser Back closes both.
    return select({ key }, { more: { expanded } });
  }
  return select({ key });
}

/** @param {string | null} key */
function hover(key) {
  light(key ? [key] : []);
}

/** @param {any} event */
function onMove(event) {
  if (GLIDE.on) return;
  const box = $("canvas").getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  const canvasAt = network.DOMtoCanvas(at);
  const node = LIT.size === 1 && state.hover, tie = node ? null : badgeAt(at) || tieAt(canvasAt, 5 / network.getScale());
  if (!node) light(tie ? [tie.a, tie.b, tie.party, tie.deal] : []);
  const over = node || tie || labelAt(at);
  $("canvas").style.cursor = over ? "pointer" : "grab";
}

/**
 * The box around everything, or around some nodes, with room for names.
 * @param {any} keys
 */
function boundsOf(keys) {
  const boxes = keys
    ? keys.filter((/** @type {string} */ key) => NODES.has(key)).map((/** @type {string} */ key) => ({ ...placeOf(key), r: 60 }))
    : [...SCENE.lands.map(({ place: [x, y, r] }) => ({ x, y, r })),
      ...[...SCENE.nodes.values()].filter((node) => node.island < 0).map((node) => ({ ...node, r: 12 }))];
  if (!boxes.length) return null;
  const edge = (/** @type {string} */ name, /** @type {any} */ sign) => boxes.map((/** @type {any} */ box) => box[name] + sign * box.r);
  return {
    left: Math.min(...edge("x", -1)), right: Math.max(...edge("x", 1)),
    top: Math.min(...edge("y", -1)), bottom: Math.max(...edge("y", 1)),
  };
}

/** Of less height than this a drawing that is wider has no room above and below its discs. */
const LOW = 400;
/** How far from the edge of the drawing the card stands. */
const CARD = { x: 14, y: 12 };
/** How much of its size the drawing may give up to the card; where it would be more, as on a telephone, the card lies on it. */
const WORTH = 0.6;

/**
 * Where the drawing may go, first the whole: else beside the card that explains it, or below it.
 * @param {number} width
 * @param {number} height
 * @param {any} about
 * @param {any} keys
 * @returns {Box[]}
 */
function roomsFor(width, height, { side, top, bottom }, keys) {
  const whole = { x: side, y: top, w: width - 2 * side, h: height - top - bottom }, card = $("card");
  if (keys || card.hidden) return [whole];
  const right = CARD.x + card.offsetWidth + 30, below = Math.max(top, CARD.y + card.offsetHeight + 26);
  return [whole, { ...whole, x: right, w: width - right - side }, { ...whole, y: below, h: height - below - bottom }].filter(({ w, h }) => w > 40 && h > 40);
}

/**
 * Whether the card would lie on something where the view looks so.
 * @param {any} about
 * @param {number} width
 * @param {number} height
 */
function isUnderCard({ scale, position }, width, height) {
  const card = $("card");
  if (card.hidden) return false;
  const right = CARD.x + card.offsetWidth, bottom = CARD.y + card.offsetHeight;
  return SCENE.lands.some(({ place: [x, y, r] }) => (x - r - position.x) * scale + width / 2 < right && (y - r - position.y) * scale + height / 2 < bottom);
}

/**
 * Show everything, or some nodes: with a margin for the names outside.
 * @param {boolean} [animated]
 * @param {any} [keys]
 */
function fitView(animated = true, keys = null) {
  const box = boundsOf(keys);
  const { clientWidth: width, clientHeight: height } = $("canvas");
  if (!box || !width || !height) return;
  const isSmall = width < 600;
  const margin = isSmall ? { side: 34, top: 30, bottom: 30 } : { side: 70, top: 40, bottom: 34 };
  // Below it stand the buttons and how much is drawn.
  if (isSmall) margin.bottom += Math.max($("zoom").offsetHeight, $("drawn").offsetHeight);
  else margin.bottom = Math.max(margin.bottom, $("drawn").hidden ? 0 : $("drawn").offsetHeight + 22);
  // In a low window the names of the lowest row find no place beside one another: they have one below it.
  if (!isSmall && height < LOW) margin.bottom += 20;
  if (!$("lens").hidden) margin.top = $("lens").offsetTop + $("lens").offsetHeight + 12;
  const wide = box.right - box.left || 1, high = box.bottom - box.top || 1;
  const looks = roomsFor(width, height, margin, keys).map((room) => {
    const scale = Math.max(0.02, Math.min(room.w / wide, room.h / high, keys ? 1.3 : 1.6));
    return { scale, position: { x: (box.left + box.right) / 2 + (width / 2 - room.x - room.w / 2) / scale, y: (box.top + box.bottom) / 2 + (height / 2 - room.y - room.h / 2) / scale } };
  });
  const [whole, ...spared] = looks, best = spared.sort((a, b) => b.scale - a.scale)[0];
  const isCrammed = !best || best.scale < WORTH * whole.scale;
  const { position, scale } = keys || isCrammed || !isUnderCard(whole, width, height) ? whole : best;
  network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 320, easingFunction: "easeInOutQuad" } : false });
  if (!keys) {
    placeCardSoon();
    moved = moved && animated;
    state.look = null;
    clearTimeout(lookTimer);
    writeAddress();
  }
}

/** @param {number} factor */
function zoomBy(factor) {
  moved = true;
  noteLook();
  network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)), animation: calm() ? false : { duration: 160, easingFunction: "easeInOutQuad" } });
}

/**
 * Move the view only if something that is being looked at lies outside of what the panel leaves in sight.
 * @param {any} keys
 */
function reveal(keys) {
  const drawn = keys.filter((/** @type {string} */ key) => SCENE.nodes.has(key) || ISLANDS.has(key));
  if (!drawn.length) return;
  const view = screenView(), free = inSight();
  const inside = drawn.every((/** @type {string} */ key) => {
    const { x, y } = view.toScreen(placeOf(key));
    return x > free.x + 20 && y > free.y + 20 && x < free.x + free.w - 20 && y < free.y + free.h - 20;
  });
  if (inside && view.scale >= 0.25) return;
  if (free.h === view.height && free.w === view.width) {
    fitView(true, drawn);
    return;
  }
  moved = true;
  // All of it in what is free, as near as before if it fits; of very distant things the first.
  const places = drawn.map(placeOf), spans = [places.map((/** @type {any} */ { x }) => x), places.map((/** @type {any} */ { y }) => y)].map((numbers) => [lowest(numbers), highest(numbers)]);
  const [wide, high] = spans.map(([from, to]) => to - from || 1);
  const fitting = Math.min((free.w - 130) / wide, (free.h - 90) / high), fits = fitting >= 0.16;
  const scale = fits ? Math.min(Math.max(view.scale, 0.25), fitting) : Math.max(view.scale, 0.25);
  const [x, y] = fits ? spans.map(([from, to]) => (from + to) / 2) : [places[0].x, places[0].y];
  const position = { x: x - (free.x + free.w / 2 - view.width / 2) / scale, y: y - (free.y + free.h / 2 - view.height / 2) / scale };
  network.moveTo({ position, scale, animation: calm() ? false : { duration: 240, easingFunction: "easeInOutQuad" } });
}

/** Put the card where it covers least, once the view has come to rest. */
function placeCardSoon() {
  placeCard();
  setTimeout(() => { placeCard(); network.redraw(); }, 340);
}

function startZoom() {
  const item = (/** @type {string} */ name, /** @type {keyof typeof GLYPHS} */ sign, /** @type {() => void} */ act) => {
    const element = button("", [glyph(sign)], act);
    translate(element, "aria-label", say(name));
    translate(element, "title", say(name));
    return element;
  };
  fill($("zoom"), [item("zoomIn", "plus", () => zoomBy(1.4)), item("zoomOut", "minus", () => zoomBy(1 / 1.4)), item("zoomFit", "fit", () => { moved = false; fitView(); })]);
}
