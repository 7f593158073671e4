// Names on the drawing: always the same size on the screen, never on top of one another. The most
// important ones are placed first; one that finds no room waits until the reader comes nearer.
const FONT = '"Inter", "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const LINE = 14;
const WIDTH = 128;
const CROWD = 60; // up to so many regions are all named, whatever the names then lie on; in a small window fewer
const SHORT = 80; // how far off its mark a name may stand among them, in pixels
const ROOM = 8500; // pixels of the drawing that the name of a region takes, with the line that leads to it
/** @type {Label[]} */
let placedLabels = [];

const widths = new Map();
/**
 * @param {Pen} ctx
 * @param {any} text
 * @param {string} font
 */
function widthOf(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

const wrappedLines = new Map();
/**
 * A name in a few lines for each language, cut with an ellipsis; in brief, so many lines of the reader's own language.
 * @param {Pen} ctx
 * @param {any} text
 * @param {string} font
 * @param {any} brief
 * @param {any} most
 */
function wrapName(ctx, text, font, brief, most) {
  const key = `${state.lang} ${brief} ${most} ${font} ${pair(text).join("\u0000")}`;
  if (!wrappedLines.has(key)) {
    const rows = lines(text);
    wrappedLines.set(key, brief ? wrap(ctx, rows[0].slice(0, 120), font, brief) : rows.flatMap((name) => wrap(ctx, name.slice(0, 120), font, most)));
  }
  return wrappedLines.get(key);
}

/**
 * @param {Pen} ctx
 * @param {any} text
 * @param {string} font
 * @param {any} most
 */
function wrap(ctx, text, font, most) {
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]{1,18}\s*|\s+/g) || [];
  const rows = [""];
  for (const piece of pieces) {
    const last = rows.length - 1;
    if (rows[last] && widthOf(ctx, (rows[last] + piece).trimEnd(), font) > WIDTH) rows.push(piece.trimStart());
    else rows[last] += piece;
  }
  const kept = rows.slice(0, most).map((row) => row.trim());
  if (rows.length > most) kept[most - 1] += "…";
  return kept.filter(Boolean);
}

/** Boxes on the screen that can be asked for overlaps, kept in a grid of cells: the one thing here that is asked thousands of times. */
class Boxes {
  constructor() {
    this.cells = new Map();
    this.asked = 0;
  }
  /** @param {any} box */
  add(box) {
    const [left, right, top, bottom] = cellsOf(box), kept = { box, seen: 0 };
    for (let i = left; i <= right; i += 1) {
      for (let j = top; j <= bottom; j += 1) {
        const own = this.cells.get(i * 1e4 + j);
        if (own) own.push(kept);
        else this.cells.set(i * 1e4 + j, [kept]);
      }
    }
  }
  /**
   * How much of a box lies on others; once it is more than `most`, how much more does not matter.
   * @param {any} box
   * @param {any} own
   * @param {number} [most]
   */
  overlap(box, own, most = Infinity) {
    let area = 0;
    const [left, right, top, bottom] = cellsOf(box), x2 = box.x + box.w, y2 = box.y + box.h, asked = this.asked += 1;
    for (let i = left; i <= right; i += 1) {
      for (let j = top; j <= bottom; j += 1) {
        const cell = this.cells.get(i * 1e4 + j);
        if (!cell) continue;
        for (const kept of cell) {
          const other = kept.box;
          if (other.x >= x2 || other.y >= y2 || other.x + other.w <= box.x || other.y + other.h <= box.y || kept.seen === asked || other.key === own) continue;
          kept.seen = asked;
          area += (Math.min(x2, other.x + other.w) - Math.max(box.x, other.x)) * (Math.min(y2, other.y + other.h) - Math.max(box.y, other.y)) * (other.weight || 1);
          if (area > most) return area;
        }
      }
    }
    return area;
  }
}

/**
 * The first and last column and row of cells that a box touches.
 * @param {any} about
 */
const cellsOf = ({ x, y, w, h }) => [Math.floor(x / 40), Math.floor((x + w) / 40), Math.floor(y / 40), Math.floor((y + h) / 40)];

/** Whether there are more regions than names that find room; then those with most partnerships come first. */
function isCrammed() {
  const { clientWidth, clientHeight } = $("canvas");
  return SCENE.lands.length > Math.min(CROWD, clientWidth * clientHeight / ROOM);
}

/**
 * How early a name is placed, whatever is selected: names stay where they are.
 * @param {string} key
 * @param {any} near
 */
function rank(key, near) {
  if (ISLANDS.has(key)) return isCrammed() ? 2 - weightOf({ key }) : 1;
  if (NODES.get(key).kind === "partnership") return near ? 6 : 7;
  return 3 + 1 / (1 + DEALS_OF.get(key).length);
}

/** @type {Label[]} */
let baseLabels = []; // names that stand whatever is selected
/** @type {Label[]} */
let topLabels = []; // names of what the reader looks at, over them

/** How near to the mark of something else a name seems to be that one's, in pixels. */
const MISTAKEN = 11;

/**
 * Find a place for as many names as fit. `toScreen` turns the drawing's coordinates into pixels; `stays` is whether the
 * view is where it was when names were placed last.
 * @param {Pen} ctx
 * @param {ScreenView} view
 * @param {boolean} [stays]
 */
function placeLabels(ctx, view, stays = false) {
  const taken = new Boxes(), marks = new Boxes(), bare = new Boxes();
  const waiting = [];
  for (const box of view.covered) taken.add(box);
  for (const [key, node] of SCENE.nodes) {
    const at = view.toScreen(node);
    if (at.x < -160 || at.y < -80 || at.x > view.width + 160 || at.y > view.height + 80) continue;
    const r = radiusOf(key, view.scale) * view.scale;
    taken.add({ key, x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, weight: 1 });
    marks.add({ key, x: at.x - r - MISTAKEN, y: at.y - r - MISTAKEN, w: 2 * (r + MISTAKEN), h: 2 * (r + MISTAKEN) });
    waiting.push({ key, at, r, order: rank(key, view.scale > 0.9), text: nameOf(key) });
  }
  // A disc on which nothing stands is a mark itself: a name on it would seem to be its name.
  for (const { key, place: [x, y, r] } of SCENE.lands) {
    if (SCENE.nodes.has(key)) continue;
    const at = view.toScreen({ x, y }), reach = r * view.scale, disc = { key, x: at.x - reach, y: at.y - reach, w: 2 * reach, h: 2 * reach };
    marks.add(disc);
    bare.add(disc);
  }
  // What is chosen moves no name: its numbers look for room beside them.
  for (const { badge } of SCENE.arcs) {
    if (badge && !SCENE.focus) taken.add({ key: "badge", x: badge.x - 10, y: badge.y - 10, w: 20, h: 20 });
  }
  waiting.push(...discLabels(view));
  waiting.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  tellApart(ctx, waiting);
  const sides = [...placePacks(ctx, taken, view), ...placeSides(ctx, taken, view)];
  const seen = { ...view, marks, bare, kept: new Map(stays ? baseLabels.map((label) => [label.key, label]) : []) };
  const first = waiting.slice(0, 420), kept = new Map(first.map((label) => [label, keptPlace(label, taken, seen)]));
  baseLabels = first.map((label) => kept.get(label) || findPlace(ctx, label, taken, seen)).filter(Boolean).concat(sides);
}

/**
 * The names of the cities and provinces whose regions lie together, large and pale at the edge of what they name.
 * @param {Pen} ctx
 * @param {any} taken
 * @param {ScreenView} view
 */
function placeSides(ctx, taken, view) {
  const found = [];
  for (const [group, places] of SIDES) {
    const boxes = places.map((/** @type {any} */ [x, y, r]) => ({ ...view.toScreen({ x, y }), r: (r + 26) * view.scale }));
    const [left, top] = [Math.min(...boxes.map((/** @type {any} */ { x, r }) => x - r)), Math.min(...boxes.map((/** @type {any} */ { y, r }) => y - r))];
    const [right, bottom] = [Math.max(...boxes.map((/** @type {any} */ { x, r }) => x + r)), Math.max(...boxes.map((/** @type {any} */ { y, r }) => y + r))];
    const size = 17, font = `600 ${size}px ${FONT}`;
    const rows = lines(brief(nameOf(group), 40)).map((row) => row.toUpperCase());
    const w = Math.max(...rows.map((row) => widthOf(ctx, row, font))) + 6, h = rows.length * (size + 3) + 2;
    const x = (left + right) / 2 - w / 2, y = (top + bottom) / 2 - h / 2;
    const tries = [[x, top - h - 6], [left - w - 8, y], [right + 8, y], [x, bottom + 6], [left - w / 3, top - h / 2], [right - w * 0.6, bottom - h / 2], [left - w / 3, bottom - h], [right - w * 0.6, top]];
    const away = tries.map(([tx, ty]) => [tx, ty, awayFromOthers(group, { x: tx + w / 2, y: ty + h / 2 }, view)]).sort((a, b) => b[2] - a[2]);
    /** @type {any} */
    let best = null;
    for (const [tx, ty] of away) {
      const box = { key: `side ${group}`, x: Math.min(Math.max(tx, 8), view.width - w - 8), y: Math.min(Math.max(ty, 8), view.height - h - 8), w, h, rows, font, size, align: "center", isSide: true };
      const moved = Math.hypot(box.x - tx, box.y - ty);
      const cost = taken.overlap(box, "") + moved * 20 + onDiscs(box, view);
      if (!best || cost < best.cost) best = { ...box, cost };
      if (!cost) break;
    }
    // Out of sight, or where nothing else could be read, a side goes without its name.
    if (right < 0 || bottom < 0 || left > view.width || top > view.height || best.cost > w * h) continue;
    taken.add({ ...best, weight: 3 });
    found.push(best);
  }
  return found;
}

/**
 * The names of packs that are drawn, each at the top of its disc with how many it holds.
 * @param {Pen} ctx
 * @param {any} taken
 * @param {ScreenView} view
 */
function placePacks(ctx, taken, view) {
  const found = [];
  for (const { key, island, label, place: [x, y, r], members } of PACKS.values()) {
    if (state.drawing !== "all" && !state.expanded.has(island)) continue;
    const at = view.toScreen({ x, y: y - r }), size = 12.5, font = `600 ${size}px ${FONT}`;
    const shown = members.filter((member) => SHOWN.parties.has(member)).length;
    const rows = lines(brief(label, 40)).map((row, i) => (i ? row : `${row} ${grouped(shown)}`));
    const w = Math.max(...rows.map((row) => widthOf(ctx, row, font))) + 6, h = rows.length * (size + 2.5) + 2;
    const box = { key, x: at.x - w / 2, y: at.y - h / 2, w, h, rows, font, size, align: "center", isSide: true };
    if (box.x + w < 0 || box.y + h < 0 || box.x > view.width || box.y > view.height || w > 2.4 * r * view.scale) continue;
    taken.add({ ...box, weight: 3 });
    found.push(box);
  }
  return found;
}

/**
 * How far a place lies from the other sides, seen from the middle of one's own.
 * @param {string} group
 * @param {Point} at
 * @param {ScreenView} view
 */
function awayFromOthers(group, at, view) {
  const own = view.toScreen(middleOfSide(group)), others = SIDES.filter(([one]) => one !== group).map(([one]) => view.toScreen(middleOfSide(one)));
  return others.reduce((sum, { x, y }) => {
    const length = Math.hypot(own.x - x, own.y - y) || 1;
    return sum + ((at.x - own.x) * (own.x - x) + (at.y - own.y) * (own.y - y)) / length / length;
  }, 0);
}

/**
 * How much of a box lies on islands, about.
 * @param {any} about
 * @param {ScreenView} view
 */
function onDiscs({ x, y, w, h }, view) {
  let area = 0;
  for (const { place } of SCENE.lands) {
    const at = view.toScreen({ x: place[0], y: place[1] }), r = place[2] * view.scale * 0.9;
    const wide = Math.min(x + w, at.x + r) - Math.max(x, at.x - r), high = Math.min(y + h, at.y + r) - Math.max(y, at.y - r);
    if (wide > 0 && high > 0) area += wide * high;
  }
  return area;
}

/**
 * Names that would be cut to the same words lose their beginning instead, which they share; those that are one name keep it.
 * @param {Pen} ctx
 * @param {any} labels
 */
function tellApart(ctx, labels) {
  const font = `400 11.5px ${FONT}`, heads = new Map();
  for (const label of labels) {
    if (ISLANDS.has(label.key)) continue;
    const head = wrapName(ctx, label.text, font, 0, 2).join("\n");
    if (!head.includes("…")) continue;
    if (heads.has(head)) heads.get(head).push(label);
    else heads.set(head, [label]);
  }
  for (const alike of heads.values()) {
    const names = alike.map((/** @type {any} */ { text }) => pair(text).join("\n"));
    if (unique(names).length > 1) for (const label of alike) label.text = pair(label.text).map((text) => tail(ctx, text, font));
  }
}

/**
 * The end of a name that is too long for two lines.
 * @param {Pen} ctx
 * @param {any} text
 * @param {string} font
 */
const tail = (ctx, text, font) => lastWords(text, (/** @type {string} */ end) => !wrap(ctx, `…${end}`, font, 2).join("").endsWith("…"));

/**
 * The end of a text, from a break between words on: as much of it as fits.
 * @param {any} text
 * @param {any} fits
 */
function lastWords(text, fits) {
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) || [];
  let end = "";
  while (pieces.length && fits(pieces[pieces.length - 1] + end)) end = pieces.pop() + end;
  return pieces.length ? `…${end}` : end;
}

/**
 * Names of what the reader looks at, in full, and of what it is tied to where there is room; nothing else moves for them.
 * @param {Pen} ctx
 * @param {ScreenView} view
 */
function placeTopLabels(ctx, view) {
  topLabels = [];
  const looked = [...SCENE.nodes.keys()].filter((key) => isSelected(key) || state.hover === key);
  const around = SCENE.focus && SCENE.focus.nodes.size <= 80 ? [...SCENE.focus.nodes].filter((key) => SCENE.nodes.has(key) && !looked.includes(key)).sort() : [];
  if (!looked.length && !around.length) return;
  const based = new Map(baseLabels.map((label) => [label.key, label]));
  const taken = new Boxes();
  for (const box of view.covered) taken.add(box);
  for (const label of baseLabels) if (!isDim(label.key) && !looked.includes(label.key)) taken.add({ ...label, weight: 3 });
  for (const [key, node] of SCENE.nodes) {
    if (isDim(key)) continue;
    const at = view.toScreen(node), r = radiusOf(key, view.scale) * view.scale;
    taken.add({ key, x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, weight: 1 });
  }
  for (const { badge } of SCENE.arcs) if (badge) taken.add({ key: "badge", x: badge.x - 10, y: badge.y - 10, w: 20, h: 20 });
  for (const key of looked) {
    const full = fullLabel(ctx, key, based.get(key), taken, view);
    if (!full) continue;
    topLabels.push(full);
    taken.add({ ...full, weight: 3 });
  }
  for (const key of around) {
    if (based.has(key)) continue;
    const at = view.toScreen(SCENE.nodes.get(key));
    if (at.x < 0 || at.y < 0 || at.x > view.width || at.y > view.height) continue;
    const found = findPlace(ctx, { key, at, r: radiusOf(key, view.scale) * view.scale, order: 2, text: nameOf(key), most: 5 }, taken, view);
    if (found) topLabels.push({ ...found, top: true });
  }
}

/**
 * A name that is not cut, where its name stands already if that is whole; else where it covers least.
 * @param {Pen} ctx
 * @param {string} key
 * @param {any} own
 * @param {any} taken
 * @param {ScreenView} view
 */
function fullLabel(ctx, key, own, taken, view) {
  const at = view.toScreen(SCENE.nodes.get(key)), r = radiusOf(key, view.scale) * view.scale;
  const bold = ISLANDS.has(key), size = bold ? 13 : 11.5, font = `600 ${size}px ${FONT}`;
  const rows = wrapName(ctx, nameOf(key), font, 0, 9);
  const w = Math.max(...rows.map((/** @type {any} */ row) => widthOf(ctx, row, font))) + 4, h = rows.length * (size + 2.5) + 2;
  const box = { key, w, h, rows, font, size, bold, top: true };
  // A name that stands off and is whole stays there.
  if (own && own.leader && own.said === pair(nameOf(key)).join("\n") && own.rows.join() === rows.join()) return { ...own, font, top: true };
  // Over the name that is there, with its first line in its place.
  if (own && !own.leader && own.x >= 2 && own.x + w <= view.width - 2 && own.y + h <= view.height - 2) {
    const x = own.align === "center" ? own.x + (own.w - w) / 2 : own.align === "right" ? own.x + own.w - w : own.x;
    if (x >= 2 && x + w <= view.width - 2) return { ...box, x, y: own.y, align: own.align };
  }
  /** @type {any} */
  let best = null;
  for (const [x, y, align] of candidates({ key, at, r }, w, h, view)) {
    const cost = taken.overlap({ x, y, w, h }, key) + 20 * outside({ x, y, w, h }, view);
    if (!best || cost < best.cost) best = { ...box, x, y, align, cost };
    if (cost === 0) break;
  }
  return best;
}

/**
 * The islands whose region is not drawn: without one of its own, or hidden by a filter. No disc is without a name.
 * @param {ScreenView} view
 */
function discLabels(view) {
  return SCENE.lands.filter((island) => !SCENE.nodes.has(island.key)).map((island) => {
    const [x, y, r] = island.place;
    const at = view.toScreen({ x, y: y - r });
    return { key: island.key, at, r: 4, order: 1, text: nameOf(island.key) };
  });
}

/**
 * Where other things have come or gone, a name stays as long as nothing lies under it; null for one that cannot.
 * @param {any} about
 * @param {any} taken
 * @param {ScreenView} view
 */
function keptPlace({ key, text }, taken, view) {
  const kept = view.kept.get(key);
  if (!kept || kept.said !== pair(text).join("\n") || outside(kept, view) > 0 || taken.overlap(kept, key, 0) > 0) return null;
  taken.add({ ...kept, weight: 3 });
  return kept;
}

/**
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 */
function findPlace(ctx, label, taken, view) {
  const bold = ISLANDS.has(label.key), said = pair(label.text).join("\n");
  const must = bold;
  // A name that must be there is said in full farther off, then in brief, before it may lie on something else.
  const full = bestPlace(ctx, label, taken, view, { size: bold ? 13 : 11.5, brief: 0, bold });
  if (!full || (full.area > 0 && !must)) return null;
  // Of many regions in a small window the names would only be a heap; they too wait until the reader comes nearer.
  if (full.area > 0 && label.order > 0 && isCrammed() && SCENE.lands.length <= CROWD) {
    const beside = farPlace(full, label, taken, view, SHORT) || smallPlace(ctx, label, taken, view);
    if (beside) taken.add({ ...beside, weight: 3 });
    return beside && { ...beside, said };
  }
  const found = full.area === 0 ? (isAstray(full, label, view) && farPlace(full, label, taken, view, 90)) || full : (view.width > 700 && farPlace(full, label, taken, view, 70)) || briefPlace(ctx, label, taken, view, { full, bold });
  // Of very many, those of which nothing would be covered have their names, in brief or farther off.
  if (found.area > 0 && label.order > 0 && SCENE.lands.length > CROWD) return null;
  taken.add({ ...found, weight: 3 });
  return { ...found, said };
}

/**
 * Where a region's name finds room in the smaller letters of what stands on it: near, else a short way off; null if nowhere.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 */
function smallPlace(ctx, label, taken, view) {
  const small = bestPlace(ctx, label, taken, view, { size: 11.5, brief: 0, bold: true });
  if (!small || (small.area === 0 && !isAstray(small, label, view))) return small;
  return farPlace(small, label, taken, view, SHORT);
}

/**
 * Whether a name lies off its own mark and at that of something else, or in the middle of a disc that has none.
 * @param {any} about
 * @param {any} theAbout
 * @param {any} theTheAbout
 */
function isAstray({ x, y, w, h, cost }, { key, at, r }, { bare }) {
  if (cost > 0 && bare && bare.overlap({ x: x + w / 2, y: y + h / 2, w: 1, h: 1 }, key) > 0) return true;
  return cost > 0 && Math.hypot(Math.max(x - at.x, 0, at.x - x - w), Math.max(y - at.y, 0, at.y - y - h)) > r + MISTAKEN;
}

/**
 * Where a name in brief finds room, near or farther off; if nowhere, where it covers least.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 * @param {any} about
 */
function briefPlace(ctx, label, taken, view, { full, bold }) {
  let best = full;
  // Of two languages the other one goes before the reader's own is cut.
  for (const brief of state.lang === "both" ? [3, 1] : [1]) {
    for (const size of bold ? [13, 11.5] : [11.5]) {
      const found = bestPlace(ctx, label, taken, view, { size, brief, bold });
      if (found && found.area < best.area) best = found;
      if (best.area === 0) return (isAstray(best, label, view) && farPlace(best, label, taken, view, 90)) || best;
      const far = found && brief > 1 && view.width > 700 && farPlace(found, label, taken, view, 90);
      if (far) return far;
    }
  }
  return farPlace(best, label, taken, view, 150) || best;
}

/**
 * A place where a name that must be there covers nothing, farther away, from where a line leads to what it names.
 * @param {any} best
 * @param {any} about
 * @param {any} taken
 * @param {ScreenView} view
 * @param {any} most
 */
function farPlace(best, { key, at, r }, taken, view, most) {
  const { w, h } = best;
  for (let reach = r + 12; reach < r + most; reach += 12) {
    for (let turn = 0; turn < 16; turn += 1) {
      const angle = turn * Math.PI / 8;
      const x = at.x + Math.cos(angle) * (reach + w / 2) - w / 2, y = at.y + Math.sin(angle) * (reach + h / 2) - h / 2;
      const box = { ...best, x, y, align: "center" };
      if (outside(box, view) === 0 && taken.overlap(box, key, 0) === 0 && !mistaken(box, key, view) && !isUnder(at, box, view.covered)) return { ...box, area: 0, leader: { dx: at.x - x, dy: at.y - y } };
    }
  }
  return null;
}

/**
 * Whether a line to a name would pass under buttons or a card, where nobody sees whence it comes.
 * @param {Point} at
 * @param {any} about
 * @param {Box[]} covered
 */
function isUnder(at, { x, y, w, h }, covered) {
  const to = { x: Math.min(Math.max(at.x, x), x + w), y: Math.min(Math.max(at.y, y), y + h) };
  return covered.some((/** @type {any} */ one) => Array.from({ length: 9 }, (_, i) => between(at, to, i / 8)).some((on) => on.x > one.x && on.x < one.x + one.w && on.y > one.y && on.y < one.y + one.h));
}

/**
 * The place where a name covers least, the first that covers nothing.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 * @param {any} about
 */
function bestPlace(ctx, label, taken, view, { size, brief, bold }) {
  const font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  const rows = wrapName(ctx, label.text, font, brief, label.most || (bold ? 3 : 2));
  if (!rows.length) return null;
  const w = Math.max(...rows.map((/** @type {any} */ row) => widthOf(ctx, row, font))) + 4;
  const h = rows.length * (size + 2.5) + 2;
  /** @type {any} */
  let best = null;
  for (const [x, y, align] of candidates(label, w, h, view)) {
    const box = { key: label.key, x, y, w, h, rows, font, align, size, bold };
    // A name that need not be there stands free or not at all: how much it would cover does not matter.
    /** @type {number} */
    const area = taken.overlap(box, label.key, bold ? (best ? best.area : Infinity) : 0) + outside(box, view);
    // Of places that are free, the one that nobody takes for another thing's.
    const cost = area === 0 ? mistaken(box, label.key, view) : 0;
    if (!best || area < best.area || (area === 0 && cost < best.cost)) best = { ...box, area, cost };
    if (area === 0 && cost === 0) break;
  }
  return best;
}

/**
 * How much of a name lies so near to the mark of something else that it might be taken for its name.
 * @param {any} box
 * @param {string} key
 * @param {ScreenView} view
 */
const mistaken = (box, key, view) => (view.marks ? view.marks.overlap(box, key) : 0);

/**
 * How much of a name the edge of the drawing would cut, if anything.
 * @param {any} about
 * @param {any} theAbout
 */
function outside({ x, y, w, h }, { width, height }) {
  const across = Math.max(0, 2 - x) + Math.max(0, x + w + 2 - width);
  const down = Math.max(0, 2 - y) + Math.max(0, y + h + 2 - height);
  return across * h + down * w;
}

/**
 * Places for a name, best first: away from the island's middle, then the other sides.
 * @param {any} about
 * @param {number} w
 * @param {number} h
 * @param {ScreenView} view
 */
function candidates({ key, at, r }, w, h, view) {
  const gap = r + 3;
  /** @type {Record<string, any[]>} */
  const sides = {
    below: [at.x - w / 2, at.y + gap, "center"],
    above: [at.x - w / 2, at.y - gap - h, "center"],
    right: [at.x + gap + 1, at.y - h / 2, "left"],
    left: [at.x - gap - 1 - w, at.y - h / 2, "right"],
    rightBelow: [at.x + gap * 0.7, at.y + gap * 0.5, "left"],
    leftBelow: [at.x - gap * 0.7 - w, at.y + gap * 0.5, "right"],
    rightAbove: [at.x + gap * 0.7, at.y - gap * 0.5 - h, "left"],
    leftAbove: [at.x - gap * 0.7 - w, at.y - gap * 0.5 - h, "right"],
  };
  const order = (/** @type {string[]} */ names) => names.map((/** @type {string} */ name) => sides[name]);
  if (ISLANDS.has(key)) {
    const [x, y, radius] = ISLANDS.get(key).place;
    const top = view.toScreen({ x, y: y - radius }), bottom = view.toScreen({ x, y: y + radius });
    return [...order(["below", "above", "right", "left", "rightBelow", "leftBelow", "rightAbove", "leftAbove"]),
      [top.x - w / 2, top.y - h - 3, "center"], [bottom.x - w / 2, bottom.y + 3, "center"],
      ...[[top.x - w / 2, top.y + 2, "center"], [bottom.x - w / 2, bottom.y - h - 2, "center"]].filter((/** @type {any} */ [, y]) => y + h < at.y - r || y > at.y + r),
      // Near an edge of the drawing a name moves in from it.
      ...[sides.below, sides.above].map(([x, y, align]) => [Math.min(Math.max(x, 3), view.width - w - 3), y, align])];
  }
  const island = ISLANDS.get(ISLAND_OF.get(key));
  const dx = island ? NODES.get(key).x - island.place[0] : 1, dy = island ? NODES.get(key).y - island.place[1] : 0;
  const across = dx >= 0 ? ["right", "rightBelow", "rightAbove"] : ["left", "leftBelow", "leftAbove"];
  const along = dy >= 0 ? ["below", "above"] : ["above", "below"];
  const rest = dx >= 0 ? ["left", "leftBelow", "leftAbove"] : ["right", "rightBelow", "rightAbove"];
  return order(Math.abs(dx) > Math.abs(dy) * 0.7 ? [...across, ...along, ...rest] : [...along, ...across, ...rest]);
}

/**
 * A line from the edge of a name to what it names.
 * @param {any} ctx
 * @param {Label} label
 */
function drawLeader(ctx, { key, x, y, w, h, leader }) {
  if (!leader) return;
  const to = { x: x + leader.dx, y: y + leader.dy };
  ctx.beginPath();
  ctx.moveTo(Math.min(Math.max(to.x, x + 3), x + w - 3), Math.min(Math.max(to.y, y + 2), y + h - 2));
  ctx.lineTo(to.x, to.y);
  ctx.globalAlpha = isDim(key) ? 0.25 : 0.8;
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme().soft;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * Write the names that found a place, with a halo so that lines do not cross them; on top what is looked at.
 * @param {Pen} ctx
 */
function drawLabels(ctx) {
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  const replaced = new Set(topLabels.map((label) => label.key));
  const below = baseLabels.filter((label) => !replaced.has(label.key));
  for (const label of below) if (label.leader) drawLeader(ctx, label);
  for (const label of below) drawLabel(ctx, label, isDim(label.key) ? 0.35 : 1);
  for (const label of topLabels) {
    if (label.top) ground(ctx, label);
    if (label.top && label.leader) drawLeader(ctx, label);
    drawLabel(ctx, label, 1);
  }
  placedLabels = [...below, ...topLabels];
}

/**
 * Paper under a name that lies over others.
 * @param {Pen} ctx
 * @param {any} about
 */
function ground(ctx, { x, y, w, h }) {
  ctx.beginPath();
  ctx.moveTo(x - 3, y - 1);
  ctx.lineTo(x + w + 3, y - 1);
  ctx.lineTo(x + w + 3, y + h + 1);
  ctx.lineTo(x - 3, y + h + 1);
  ctx.closePath();
  ctx.globalAlpha = 0.9;
  ctx.fillStyle = theme().paper;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/**
 * @param {Pen} ctx
 * @param {any} label
 * @param {number} alpha
 */
function drawLabel(ctx, label, alpha) {
  const x = label.align === "center" ? label.x + label.w / 2 : label.align === "left" ? label.x + 2 : label.x + label.w - 2;
  ctx.font = label.font;
  ctx.textAlign = label.align;
  ctx.globalAlpha = alpha;
  label.rows.forEach((/** @type {any} */ row, /** @type {number} */ i) => {
    const y = label.y + 1 + i * (label.size + 2.5);
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = theme().paper;
    ctx.strokeText(row, x, y);
    ctx.fillStyle = label.isSide ? theme().soft : theme().ink;
    ctx.fillText(row, x, y);
  });
  ctx.globalAlpha = 1;
}
