// Names on the drawing: always the same size on the screen, never on top of one another. The most
// important ones are placed first; one that finds no room waits until the reader comes nearer.
// Fonts with Latin letters come first: one for Chinese has few with carets, and puts a sign beside the letter for others.
const FONT = '"Inter", "Segoe UI", "Noto Sans", "Helvetica Neue", "Roboto", "Liberation Sans", "Arial", "DejaVu Sans Condensed", "DejaVu Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';
const LINE = 14;
const WIDTH = 128;
const CROWD = 60; // up to so many regions are all named, whatever the names then lie on; in a small window fewer
const SHORT = 80; // how far off its mark a name may stand among them, in pixels
const SMALL = 10.5; // the smallest letters of a region's name, in a small window
const LONG_LINE = 230; // how far off in a window that has room at its sides alone
const SHIFTS = [0.25, 0.75, 0.1, 0.9]; // how much of a name stands left of its mark, where it is not in the middle
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
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef-]{1,24}-?\s*|-\s*|\s+/g) || [];
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
  if (ISLANDS.has(key)) return 2 - weightOf({ key });
  if (NODES.get(key).kind === "partnership") return near ? 6 : 7;
  return 3 + 1 / (1 + DEALS_OF.get(key).length);
}

/** @type {Label[]} */
let baseLabels = []; // names that stand whatever is selected
/** @type {Label[]} */
let topLabels = []; // names of what the reader looks at, over them

/** How near to the mark of something else a name had better not stand, in pixels. */
const MISTAKEN = 11;

/**
 * Find a place for as many names as fit. `toScreen` turns the drawing's coordinates into pixels; `stays` is whether the
 * view is where it was when names were placed last.
 * @param {Pen} ctx
 * @param {ScreenView} view
 * @param {boolean} [stays]
 */
function placeLabels(ctx, view, stays = false) {
  const { waiting, boxes, near, marks } = whatIsThere(view), kept = new Map(stays ? baseLabels.map((label) => [label.key, label]) : []);
  // Names that wait behind so many are not written.
  tellApart(ctx, waiting.slice(0, MOST_NAMES));
  let best = /** @type {Label[] | null} */ (null), most = -1, first = new Set();
  // Where some regions find no place for their names, those come first, then all of them with less to say.
  for (const pass of PASSES) {
    const before = first, taken = new Boxes();
    for (const box of boxes) taken.add(box);
    const sides = [...placePacks(ctx, taken, view), ...placeSides(ctx, taken, view)], seen = { ...view, near, marks, kept, pass, missing: before };
    const inTurn = [...waiting.filter(({ key }) => before.has(key)), ...waiting.filter(({ key }) => !before.has(key))].slice(0, MOST_NAMES);
    const staying = new Map(inTurn.map((label) => [label, keptPlace(label, taken, seen)]));
    const found = inTurn.map((label) => staying.get(label) || findPlace(ctx, label, taken, seen)).filter(Boolean), named = new Set(found.map(({ key }) => key));
    const missing = inTurn.filter(({ key }) => ISLANDS.has(key) && !named.has(key)), worth = found.reduce((sum, label) => sum + worthOf(label), 0);
    if (worth > most) [best, most] = [found.concat(sides), worth];
    first = new Set([...before, ...missing.map(({ key }) => key)]);
    if (SCENE.nodes.size > MOST_NAMES || (!missing.length && found.filter(({ leader }) => leader).length <= FEW_LINES * found.length)) break;
  }
  baseLabels = best || [];
  countNames(view);
}

/**
 * How much the name of a region is worth, by how many partnerships it has; less at the end of a line, and a little less
 * without its other language. Other names nothing.
 * @param {any} label
 */
function worthOf({ key, leader, rows }) {
  if (!ISLANDS.has(key)) return 0;
  return 1 + Math.sqrt(Math.max(0, weightOf({ key }) - 1)) - (leader ? 0.25 : 0) - (state.lang === "both" && rows.length < 2 ? 0.05 : 0);
}

/** Of more names than this share at the end of a line, other passes are tried too. */
const FEW_LINES = 0.18;
/** So many names are looked for at most. */
const MOST_NAMES = 420;
/**
 * The passes in which names look for a place, until every region has its own: which of them, of two languages, are written in
 * the reader's own alone, and in how large letters.
 */
const PASSES = [{ own: "none", size: 13 }, { own: "none", size: 13 }, { own: "missing", size: 13 }, { own: "all", size: 13 }, { own: "all", size: 11.5 }];

/**
 * What is drawn, as names see it: what waits for one, what they must not cover, what they had better not stand at.
 * @param {ScreenView} view
 */
function whatIsThere(view) {
  const near = new Boxes(), marks = new Marks(), waiting = [], boxes = [...view.covered];
  for (const [key, node] of SCENE.nodes) {
    const at = view.toScreen(node);
    if (at.x < -160 || at.y < -80 || at.x > view.width + 160 || at.y > view.height + 80) continue;
    const r = radiusOf(key, view.scale) * view.scale;
    boxes.push({ key, x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, weight: 1 });
    near.add({ key, x: at.x - r - MISTAKEN, y: at.y - r - MISTAKEN, w: 2 * (r + MISTAKEN), h: 2 * (r + MISTAKEN) });
    marks.add({ key, x: at.x, y: at.y, r });
    waiting.push({ key, at, r, order: rank(key, view.scale > 0.9), text: nameOf(key) });
  }
  for (const { key, place: [x, y, r] } of SCENE.lands) {
    const at = view.toScreen({ x, y }), reach = r * view.scale, inner = 0.7 * reach;
    if (SCENE.nodes.has(key)) {
      // On another's disc a name stands only where there is no better place.
      near.add({ key, x: at.x - inner, y: at.y - inner, w: 2 * inner, h: 2 * inner, weight: 0.3 });
      continue;
    }
    // A disc on which nothing stands is a mark itself: a name on it would seem to be its name.
    near.add({ key, x: at.x - reach, y: at.y - reach, w: 2 * reach, h: 2 * reach });
    marks.add({ key, x: at.x, y: at.y, r: reach });
  }
  // What is chosen moves no name: its numbers look for room beside them.
  for (const { badge } of SCENE.arcs) {
    if (badge && !SCENE.focus) boxes.push(boxOfBadge(badge, badgeSize(view)));
  }
  waiting.push(...discLabels(view));
  waiting.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  return { waiting, boxes, near, marks };
}

/** How many of the regions in sight have their names, and which have none, as of when names were placed last. */
const NAMED = { n: 0, all: 0, missing: /** @type {string[]} */ ([]) };

/**
 * Count the names of regions, and say how many there are where some found no place; none stands under what says it.
 * @param {ScreenView} view
 */
function countNames(view) {
  const inSight = [...SCENE.nodes.keys(), ...SCENE.lands.map(({ key }) => key)].filter((key) => {
    const { x, y } = view.toScreen(placeOf(key));
    return ISLANDS.has(key) && x > 0 && y > 0 && x < view.width && y < view.height;
  });
  const regions = new Set(inSight), now = () => [NAMED.n, NAMED.all, ...NAMED.missing].join("/"), before = now();
  const count = () => {
    const named = new Set(baseLabels.map(({ key }) => key)), missing = [...regions].filter((key) => !named.has(key));
    Object.assign(NAMED, { n: regions.size - missing.length, all: regions.size, missing: missing.sort((a, b) => rank(a, true) - rank(b, true) || byName(a, b)) });
  };
  count();
  if (before === now()) return;
  renderDrawn();
  const said = coveredBoxes().find(({ key }) => key === "drawn");
  if (!said) return;
  const { length } = baseLabels;
  baseLabels = baseLabels.filter((label) => !overlaps(label, said));
  if (baseLabels.length === length) return;
  count();
  renderDrawn();
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
    const size = view.height < LOW ? 14 : 17, font = `600 ${size}px ${FONT}`;
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
 * Names of what the reader looks at, in full, and of what it is tied to where there is room; nothing else moves for them.
 * @param {Pen} ctx
 * @param {ScreenView} view
 */
function placeTopLabels(ctx, view) {
  topLabels = [];
  // Of a line that is followed both ends have their names.
  const way = followed(), ends = way && way.nodes.size <= FEW_ENDS ? way.nodes : new Set();
  const looked = [...SCENE.nodes.keys()].filter((key) => isSelected(key) || state.hover === key || ends.has(key));
  const around = [SCENE.focus, followed()].flatMap((focus) => (focus && focus.nodes.size <= 80 ? [...focus.nodes] : [])).filter((key, i, all) => SCENE.nodes.has(key) && !looked.includes(key) && all.indexOf(key) === i).sort();
  if (!looked.length && !around.length) return;
  const based = new Map(baseLabels.map((label) => [label.key, label]));
  const taken = new Boxes(), marks = new Marks(), seen = { ...view, marks, pass: PASSES[0] };
  for (const box of view.covered) taken.add(box);
  for (const label of baseLabels) if (!isDim(label.key) && !looked.includes(label.key)) taken.add({ ...label, weight: 3 });
  for (const [key, node] of SCENE.nodes) {
    if (isDim(key)) continue;
    const at = view.toScreen(node), r = radiusOf(key, view.scale) * view.scale;
    taken.add({ key, x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, weight: 1 });
    marks.add({ key, x: at.x, y: at.y, r });
  }
  for (const { badge } of SCENE.arcs) if (badge) taken.add(boxOfBadge(badge, badgeSize(view)));
  // Nor on the line that is followed, which would be cut by it.
  for (const one of followedWay(view)) taken.add(one);
  for (const key of looked) {
    const full = fullLabel(ctx, key, based.get(key), taken, seen);
    if (!full) continue;
    topLabels.push(full);
    taken.add({ ...full, weight: 3 });
  }
  for (const key of around) {
    if (based.has(key)) continue;
    const at = view.toScreen(SCENE.nodes.get(key));
    if (at.x < 0 || at.y < 0 || at.x > view.width || at.y > view.height) continue;
    const found = findPlace(ctx, { key, at, r: radiusOf(key, view.scale) * view.scale, order: 2, text: nameOf(key), most: 5 }, taken, seen);
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
    const cost = taken.overlap({ x, y, w, h }, key) + 20 * outside({ x, y, w, h }, view) + (isOwnName({ x, y, w, h }, { key, at, r }, view) ? 0 : 60);
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
    const at = view.toScreen({ x, y: y - r }), disc = { key: island.key, ...view.toScreen({ x, y }), r: r * view.scale };
    return { key: island.key, at, r: 4, disc, order: 1, text: nameOf(island.key) };
  });
}

/**
 * Where other things have come or gone, a name stays as long as nothing lies under it; null for one that cannot.
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 */
function keptPlace(label, taken, view) {
  const kept = view.kept.get(label.key);
  if (!kept || kept.said !== pair(label.text).join("\n") || outside(kept, view) > 0 || taken.overlap(kept, label.key, 0) > 0) return null;
  if (!(kept.leader ? isLedClearly(kept, label, taken, view) : isOwnName(kept, label, view))) return null;
  takePlace(taken, kept);
  return kept;
}

/**
 * The place of a name, and note that it is taken; null for one that finds none where it is read as its own mark's.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 */
function findPlace(ctx, label, taken, view) {
  for (const found of ISLANDS.has(label.key) ? regionPlaces(ctx, label, taken, view) : [nearPlace(ctx, label, taken, view, { size: 11.5, brief: 0, bold: false })]) {
    if (!found) continue;
    takePlace(taken, found);
    return { ...found, said: pair(label.text).join("\n") };
  }
  return null;
}

/**
 * Where a region's name may stand, best first, each worked out when it is asked for: in full near its mark, in smaller
 * letters, at the end of a line; only then cut. In a small window lines are shorter, and come after the smaller letters.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 */
function* regionPlaces(ctx, label, taken, view) {
  const isWide = Math.min(view.width, 2 * view.height) > 700, least = isWide ? 11.5 : SMALL, { size: largest } = view.pass;
  const own = view.pass.own === "all" || (view.pass.own === "missing" && view.missing && view.missing.has(label.key));
  // Of two languages the other one goes before the reader's own is cut.
  const [whole, ...briefs] = state.lang !== "both" ? [0, 1] : own ? [3, 1] : [0, 3, 1], sizes = [13, 11.5, SMALL].filter((size) => size >= least && size <= largest);
  /** @type {(size: number, brief: number) => any} */
  const near = (size, brief) => nearPlace(ctx, label, taken, view, { size, brief, bold: true });
  /** @type {(size: number, brief: number, most: number) => any} */
  const far = (size, brief, most) => farPlace(nameInLines(ctx, label, { size, brief, bold: true }), label, taken, view, most);
  yield near(sizes[0], whole);
  if (isWide && !isCrammed()) yield far(sizes[0], whole, 70);
  for (const size of sizes.slice(1)) yield near(size, whole);
  yield far(least, whole, SHORT);
  for (const brief of briefs) {
    for (const size of sizes) yield near(size, brief);
    yield far(least, brief, isCrammed() ? SHORT : 150);
  }
  // A low window has room at its sides alone.
  if (!isWide && view.width > view.height && !isCrammed()) for (const brief of briefs) yield far(least, brief, LONG_LINE);
}

/**
 * A name in lines of some letters, and how much room they take; null for one of nothing.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} about
 */
function nameInLines(ctx, label, { size, brief, bold }) {
  const font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  const rows = wrapName(ctx, label.text, font, brief, label.most || (bold ? 3 : 2));
  if (!rows.length) return null;
  const w = Math.max(...rows.map((/** @type {any} */ row) => widthOf(ctx, row, font))) + 4;
  return { key: label.key, x: 0, y: 0, w, h: rows.length * (size + 2.5) + 2, rows, font, align: "center", size, bold };
}

/**
 * The place beside its mark where a name covers nothing and is read as that one's, of several the one that is farthest
 * from other marks; null if there is none.
 * @param {Pen} ctx
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 * @param {any} style
 */
function nearPlace(ctx, label, taken, view, style) {
  const name = nameInLines(ctx, label, style);
  if (!name) return null;
  /** @type {any} */
  let best = null;
  for (const [x, y, align] of candidates(label, name.w, name.h, view)) {
    const box = { ...name, x, y, align };
    if (outside(box, view) > 0 || taken.overlap(box, label.key, 0) > 0 || !isOwnName(box, label, view) || !isOnOwnDisc(box, label, view)) continue;
    const cost = view.near ? view.near.overlap(box, label.key) : 0;
    if (!best || cost < best.cost) best = { ...box, cost };
    if (cost === 0) break;
  }
  return best;
}

/** How far from the disc of a region that it does not lie in the name of a party stands at least, in pixels. */
const OFF_DISC = 3;

/**
 * Whether the name of a party is off the discs of other regions than its own: on one it would be read as something there.
 * @param {Box} box
 * @param {any} label
 * @param {ScreenView} view
 */
function isOnOwnDisc({ x, y, w, h }, { key }, view) {
  const home = ISLAND_OF.get(key);
  if (ISLANDS.has(key) || home === undefined || DEALS.has(key) || SCENE.lands.length > CROWD) return true;
  return SCENE.lands.every((land) => {
    if (land.key === home) return true;
    const at = view.toScreen({ x: land.place[0], y: land.place[1] });
    return Math.hypot(Math.max(x - at.x, 0, at.x - x - w), Math.max(y - at.y, 0, at.y - y - h)) > land.place[2] * view.scale + OFF_DISC;
  });
}

/**
 * A place farther away where a name covers nothing, from where a line leads to what it names.
 * @param {any} name
 * @param {any} label
 * @param {any} taken
 * @param {ScreenView} view
 * @param {number} most
 */
function farPlace(name, label, taken, view, most) {
  if (!name) return null;
  const { w, h } = name, { key } = label, mark = markOf(label);
  const turns = most === LONG_LINE ? 48 : 24;
  for (let reach = mark.r + 12; reach < mark.r + most; reach += most === LONG_LINE ? 6 : 12) {
    for (let turn = 0; turn < turns; turn += 1) {
      const angle = turn * 2 * Math.PI / turns;
      const x = mark.x + Math.cos(angle) * (reach + w / 2) - w / 2, y = mark.y + Math.sin(angle) * (reach + h / 2) - h / 2;
      const box = { ...name, x, y };
      if (outside(box, view) === 0 && taken.overlap(box, key, 0) === 0 && isLedClearly(box, label, taken, view)) return { ...box, leader: { dx: mark.x - x, dy: mark.y - y, r: mark.r } };
    }
  }
  return null;
}

/**
 * How much of a name the edge of the drawing, or of its part, would cut, if anything.
 * @param {Box} box
 * @param {any} part
 */
function outside({ x, y, w, h }, { x: left = 0, y: top = 0, width, height }) {
  const across = Math.max(0, left + 2 - x) + Math.max(0, x + w + 2 - left - width);
  const down = Math.max(0, top + 2 - y) + Math.max(0, y + h + 2 - top - height);
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
    // Of a ring names stand outside first.
    const sideways = isPart() && arrangedBy === "inRing" ? order(x < 0 ? ["left", "right"] : ["right", "left"]) : [];
    return [...sideways, ...order(["below", "above", "right", "left", "rightBelow", "leftBelow", "rightAbove", "leftAbove"]),
      ...SHIFTS.flatMap((share) => [[at.x - w * share, at.y + gap, "center"], [at.x - w * share, at.y - gap - h, "center"]]),
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
 * @param {Pen} ctx
 * @param {Label} label
 */
function drawLeader(ctx, label) {
  if (!label.leader) return;
  const [from, to] = lineTo(label, leaderEnd(label));
  // A line to a name is no tie: an edge of paper parts it from those, and it ends in a point at its mark.
  for (const [width, colour] of [[3.4, theme().paper], [1.3, theme().ink]]) {
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.globalAlpha = 0.85 * strengthOf(label.key, 0.3, 0.5);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(to.x, to.y, 2.2, 0, 2 * Math.PI);
  ctx.fillStyle = theme().ink;
  ctx.fill();
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
  for (const label of below) drawLabel(ctx, label, label.isSide ? 1 : strengthOf(label.key, 0.35, 0.5));
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
