// The matrix: regions by regions, regions by sectors, or parties by parties, ordered by group. Only the cells in sight are
// painted, and the headings stay, so that ten thousand rows can be read.
const GRID = { most: 44, least: 17 };
const GRID_KINDS = ["regions", "sectors", "parties"];
/** @type {any} */
let gridChoice = null; // its buttons

VIEWS.matrix = {
  name: "matrix", help: "matrixHelp",
  lay: layMatrix,
  paint: paintMatrix,
  table: matrixTable,
  tools: matrixTools,
  signs: () => gridSigns(),
  key: () => gridSigns(),
};

/** The ramp of the cells, and the number beside a name. */
const gridSigns = () => [
  [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => [0.1, 0.5, 1].forEach((share, i) => fillBox(ctx, x + r * (i * 0.8 - 1.2), y - r, r * 0.8, 2 * r, onRamp(share))), say("matrixCell")],
  [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => write(ctx, "8", x, y, { size: r * 1.7, weight: 700, align: "center" }), say("matrixAll")],
];

/** Rows and columns with what they are grouped under, and the partnerships in each cell that has any. */
function gridNow() {
  const cells = new Map();
  const put = (/** @type {any} */ row, /** @type {any} */ column, /** @type {string} */ deal) => {
    const id = `${row}\n${column}`;
    if (!cells.has(id)) cells.set(id, { row, column, deals: new Set() });
    cells.get(id).deals.add(deal);
  };
  const both = (/** @type {any} */ a, /** @type {any} */ b, /** @type {string} */ deal) => {
    put(a, b, deal);
    put(b, a, deal);
  };
  if (state.grid === "parties" || TIES) {
    if (TIES) for (const tie of TIES) for (const deal of shownOf(tie.deals)) both(tie.a, tie.b, deal);
    else for (const deal of SHOWN.deals) partiesOf(deal).forEach((a, i, all) => all.slice(i + 1).forEach((b) => both(a, b, deal)));
  } else {
    for (const deal of SHOWN.deals) {
      const { regions, sectors } = TRAITS.get(deal);
      if (state.grid === "sectors") for (const region of regions) for (const sector of sectors) put(region, sector, deal);
      else if (regions.length === 1) put(regions[0], regions[0], deal);
      else regions.forEach((a, i) => regions.slice(i + 1).forEach((b) => both(a, b, deal)));
    }
  }
  const rows = seriated(cells), sums = gridSums(cells);
  if (state.grid !== "sectors" || TIES) return { cells, rows, columns: rows, sums };
  const size = (/** @type {string} */ key) => /** @type {number} */ (sums.get(key));
  const columns = unique([...cells.values()].map(({ column }) => column)).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1)).map((key) => ({ key, group: "", name: codeLabel(key) }));
  return { cells, rows, columns, sums };
}

/**
 * How many partnerships each row and each column has in all: one that is in several cells counts once.
 * @param {Map<string, {row: string, column: string, deals: Set<string>}>} cells
 */
function gridSums(cells) {
  /** @type {Known<Set<string>>} */
  const all = new Map();
  for (const { row, column, deals } of cells.values()) {
    for (const key of row === column ? [row] : [row, column]) {
      if (!all.has(key)) all.set(key, new Set());
      for (const deal of deals) all.get(key).add(deal);
    }
  }
  return new Map([...all].map(([key, deals]) => [key, deals.size]));
}

/**
 * The rows in an order that shows blocks: group by group, the most tied first, and in each what is tied to the same stands
 * together. One walks from the most tied row along the strongest ties first; rows stand as they are met. Parties stand with
 * those of their region.
 * @param {any} cells
 */
function seriated(cells) {
  /** @type {Known<Map<string, number>>} */
  const ties = new Map();
  const tie = (/** @type {any} */ a, /** @type {any} */ b, /** @type {number} */ n) => {
    if (!ties.has(a)) ties.set(a, new Map());
    ties.get(a).set(b, n);
  };
  for (const { row, column, deals } of cells.values()) {
    tie(row, column, deals.size);
    tie(column, row, deals.size);
  }
  const weight = /** @type {Known<number>} */ (new Map([...ties].map(([key, others]) => [key, [...others.values()].reduce((sum, n) => sum + n, 0)])));
  const heavier = (/** @type {any} */ a, /** @type {any} */ b) => weight.get(b) - weight.get(a) || byName(a, b);
  /** @type {Set<string>} */
  const met = new Set();
  for (const start of [...ties.keys()].sort(heavier)) {
    const walk = met.has(start) ? [] : [start];
    met.add(start);
    for (const key of walk) {
      for (const [other] of [...ties.get(key)].filter(([one]) => !met.has(one)).sort(([a, m], [b, n]) => n - m || heavier(a, b))) {
        met.add(other);
        walk.push(other);
      }
    }
  }
  const isRow = new Set([...cells.values()].map(({ row }) => row));
  const islandOf = (/** @type {string} */ key) => (ISLANDS.has(key) ? key : ISLAND_OF.get(key) || ""), groupOf = (/** @type {string} */ key) => (ISLANDS.get(islandOf(key)) || {}).group || "";
  const found = [...met].filter((key) => isRow.has(key)), sizes = new Map();
  for (const key of found) sizes.set(groupOf(key), (sizes.get(groupOf(key)) || 0) + 1);
  // Rows that are a group by themselves, or of none, are one group: there is nothing to part between them.
  const rows = found.map((key) => ({ key, island: islandOf(key), group: sizes.get(groupOf(key)) > 1 ? groupOf(key) : "", name: nameOf(key) }));
  // Groups by all their ties; what is of none comes last, and what has no place at the end.
  const sums = new Map(), islands = new Map();
  for (const { key, island, group } of rows) {
    sums.set(group, (sums.get(group) || 0) + weight.get(key));
    if (!islands.has(island)) islands.set(island, island === "nowhere" ? Infinity : islands.size);
  }
  const groups = [...sums.keys()].sort((a, b) => Number(a === "") - Number(b === "") || sums.get(b) - sums.get(a) || (a < b ? -1 : 1));
  const place = /** @type {Known<number>} */ (new Map(groups.map((group, i) => [group, i])));
  return rows.sort((a, b) => place.get(a.group) - place.get(b.group) || (islands.get(a.island) === islands.get(b.island) ? 0 : islands.get(a.island) - islands.get(b.island)));
}

/** @param {string} name */
function widthOfName(name) {
  const measuring = measure2d();
  measuring.font = `400 12px ${FONT}`;
  return measuring.measureText(painted(brief(name, 120))).width;
}

/**
 * What a cell opens: a tie, a region, or the partnerships of a region in a sector.
 * @param {any} about
 */
function cellThing({ row, column }) {
  if (CODES.has(column)) return { key: row };
  return row === column ? { key: row } : tieOf({ a: row, b: column });
}

/** @param {any} column */
const columnName = (column) => (CODES.has(column) ? codeLabel(column) : nameOf(column));
/** @param {any} about */
const cellText = ({ row, column, deals }) => join([row === column ? nameOf(row) : join([nameOf(row), columnName(column)], [" × ", " × "]), say("arcCount", { n: deals.size })], [": ", "："]);

/** @param {any} about */
function layMatrix({ width, height }) {
  if (gridChoice) press(gridChoice, state.grid);
  const { cells, rows, columns, sums } = gridNow();
  // As wide as the longest name, where the cells leave that much.
  const top = Math.round(Math.min(170, Math.max(96, height * 0.3))), high = Math.min(GRID.most, Math.max((height - top - 4) / (rows.length || 1), 22));
  // Beside each name stands how many it has in all.
  const digits = 7 * String(highest([...sums.values()], 1)).length, tally = digits + 6;
  const longest = highest(rows.slice(0, 400).map(({ name }) => widthOfName(name)), 0) + 16 + tally, spare = width - 4 - columns.length * high;
  const left = Math.round(Math.max(110, Math.min(longest, Math.max(width * 0.26, spare)), Math.min(width * 0.26, 210)));
  const side = Math.max(GRID.least, Math.floor(Math.min((width - left - 4) / (columns.length || 1), high)));
  const placesOf = (/** @type {any} */ line) => new Map(line.map((/** @type {any} */ { key }, /** @type {number} */ i) => /** @type {[string, number]} */ ([key, i])));
  const rowAt = placesOf(rows), columnAt = placesOf(columns);
  const byRow = new Map(), most = highest([...cells.values()].map(({ deals }) => deals.size), 1);
  const marks = [...cells.values()].map((cell) => {
    const i = rowAt.get(cell.row), j = columnAt.get(cell.column);
    const mark = {
      x: left + j * side, y: top + i * side, w: side, h: side, cell, i, j, thing: cellThing(cell), text: cellText(cell),
      lights: CODES.has(cell.column) ? [cell.row, ...cell.deals] : unique([cell.row, cell.column]),
    };
    if (!byRow.has(i)) byRow.set(i, []);
    byRow.get(i).push(mark);
    return mark;
  });
  const heading = (/** @type {any} */ entry) => entry && (recordOf(entry.key) || entry.key === "nowhere") && { x: 0, y: 0, w: 0, h: 0, thing: recordOf(entry.key) ? { key: entry.key } : null, lights: [entry.key], text: sumText(entry, sums) };
  const find = (/** @type {number} */ x, /** @type {number} */ y, /** @type {Frame} */ sight) => {
    const i = Math.floor((y + sight.y - top) / side), j = Math.floor((x + sight.x - left) / side);
    if (y < top) return (x >= left && heading(columns[j])) || null;
    if (x < left) return heading(rows[i]) || null;
    return (byRow.get(i) || []).find((/** @type {any} */ mark) => mark.j === j) || null;
  };
  marks.sort((a, b) => a.i - b.i || a.j - b.j);
  const beyond = (/** @type {Frame} */ sight) => ({
    below: rows.length - Math.floor((sight.y + sight.height - top) / side + 0.3), after: columns.length - Math.floor((sight.x + sight.width - left) / side + 0.3),
  });
  return { width: left + columns.length * side + 4, height: top + rows.length * side + 4, marks, find, beyond, rows, columns, byRow, most, side, left, top, sums, tally, pad: { left, top } };
}

/**
 * A row's or a column's name with how many partnerships it has in all.
 * @param {{key: string, name: any}} entry
 * @param {Map<string, number>} sums
 */
const sumText = ({ key, name }, sums) => join([name, say("arcCount", { n: sums.get(key) || 0 })], [": ", "："]);

/**
 * @param {Pen} ctx
 * @param {any} laid
 * @param {Frame} sight
 */
function paintMatrix(ctx, laid, sight) {
  const { rows, columns, byRow, most, side, left, top } = laid, { paper, land, soft, landEdge, ink, select } = theme();
  if (!rows.length) {
    sayNothing(ctx, say(DEALS.size ? "emptyFiltered" : "empty"), sight);
    return;
  }
  const firstRow = Math.floor(sight.y / side), lastRow = Math.min(rows.length, firstRow + Math.ceil((sight.height - top) / side) + 1);
  const firstColumn = Math.floor(sight.x / side), lastColumn = Math.min(columns.length, firstColumn + Math.ceil((sight.width - left) / side) + 1);
  const x = (/** @type {number} */ j) => left + j * side - sight.x, y = (/** @type {number} */ i) => top + i * side - sight.y;
  const right = Math.min(sight.width, x(columns.length)), bottom = Math.min(sight.height, y(rows.length));
  const litRows = new Set(rows.flatMap((/** @type {any} */ { key }, /** @type {number} */ i) => (isLit(key) ? [i] : []))), litColumns = new Set(columns.flatMap((/** @type {any} */ { key }, /** @type {number} */ j) => (isLit(key) ? [j] : [])));
  for (const i of litRows) fillBox(ctx, left, y(i), right - left, side, land);
  for (const j of litColumns) fillBox(ctx, x(j), top, side, bottom - top, land);
  for (let i = firstRow; i <= lastRow; i += 1) rule(ctx, left, y(i), right, y(i), edgeBefore(rows, i) ? soft : landEdge, edgeBefore(rows, i) ? 1.2 : 0.5);
  for (let j = firstColumn; j <= lastColumn; j += 1) rule(ctx, x(j), top, x(j), bottom, edgeBefore(columns, j) ? soft : landEdge, edgeBefore(columns, j) ? 1.2 : 0.5);
  for (let i = firstRow; i < lastRow; i += 1) {
    for (const mark of byRow.get(i) || []) {
      if (mark.j < firstColumn || mark.j >= lastColumn) continue;
      const { deals } = mark.cell, share = Math.sqrt(deals.size / most), focus = !SCENE.focus || [...deals].some((deal) => !isDim(deal)) || chosen(mark);
      ctx.globalAlpha = focus ? 1 : 0.2;
      fillBox(ctx, x(mark.j) + 1, y(i) + 1, side - 2, side - 2, onRamp(share));
      write(ctx, String(deals.size), x(mark.j) + side / 2, y(i) + side / 2 + 0.5, { size: side > 22 ? 12 : 10.5, weight: 600, align: "center", colour: onDark(share) ? paper : ink });
      ctx.globalAlpha = 1;
      const lit = LIT.size && (mark.lights.every(isLit) || (LIT.size === 1 && [...deals].some(isLit)));
      if (lit || chosen(mark)) frameBox(ctx, x(mark.j) + 0.5, y(i) + 0.5, side - 1, side - 1, select, chosen(mark) ? 2.5 : 1.8);
    }
  }
  paintHeadings(ctx, laid, sight, { litRows, litColumns, firstRow, lastRow, firstColumn, lastColumn, x, y });
}

/**
 * Whether what a cell opens is what is open.
 * @param {any} about
 */
const chosen = ({ thing }) => thing !== null && state.selection !== null && JSON.stringify(thing) === JSON.stringify(state.selection);
/**
 * Whether a colour of the ramp needs light writing: the strong end in the light theme, the weak one in the dark.
 * @param {any} share
 */
const onDark = (share) => (state.theme === "dark" ? share > 0.45 : share > 0.4);
/**
 * @param {any} line
 * @param {number} i
 */
const edgeBefore = (line, i) => i > 0 && i < line.length && line[i].group !== line[i - 1].group;

/**
 * @param {Pen} ctx
 * @param {any} about
 * @param {Frame} sight
 * @param {any} theAbout
 */
function paintHeadings(ctx, { rows, columns, side, left, top, sums, tally }, sight, { litRows, litColumns, firstRow, lastRow, firstColumn, lastColumn, x, y }) {
  const { paper, soft, ink } = theme(), size = Math.min(12, side - 5);
  fillBox(ctx, 0, top, left, sight.height - top, paper);
  for (let i = firstRow; i < lastRow; i += 1) {
    const bold = litRows.has(i) || isSelected(rows[i].key);
    write(ctx, fit(rows[i].name, left - 14 - tally, size, bold ? 600 : 400), left - 6 - tally, y(i) + side / 2, { size, weight: bold ? 600 : 400, align: "right", colour: ink });
    write(ctx, String(sums.get(rows[i].key)), left - 5, y(i) + side / 2, { size: Math.min(11, size), weight: 700, align: "right", colour: soft });
  }
  fillBox(ctx, 0, 0, sight.width, top, paper);
  for (let j = firstColumn; j < lastColumn; j += 1) {
    const bold = litColumns.has(j) || isSelected(columns[j].key);
    // A number that is wider than its column runs upwards like the name.
    const isWide = tally - 6 > side - 2, high = isWide ? tally : 15;
    writeUp(ctx, fit(columns[j].name, top - 14 - high, size, bold ? 600 : 400), x(j) + side / 2, top - 6 - high, { size, weight: bold ? 600 : 400, colour: ink });
    if (isWide) writeUp(ctx, String(sums.get(columns[j].key)), x(j) + side / 2, top - 5, { size: Math.min(11, size), weight: 700, colour: soft });
    else write(ctx, String(sums.get(columns[j].key)), x(j) + side / 2, top - 9, { size: Math.min(11, size), weight: 700, align: "center", colour: soft });
  }
  fillBox(ctx, 0, 0, left, top, paper);
  const counted = say(columns[0] && CODES.has(columns[0].key) ? "matrixBySector" : TIES || state.grid === "parties" ? "matrixParties" : "matrixSize", { rows: rows.length, columns: columns.length });
  fitted([counted], left - 16, 11.5).slice(0, 5).forEach((/** @type {any} */ row, /** @type {number} */ i) => write(ctx, row, 8, top - 62 + 15 * i, { size: 11.5, colour: soft }));
  rule(ctx, left, top, sight.width, top, soft);
  rule(ctx, left, top, left, sight.height, soft);
}

function matrixTools() {
  if (TIES) return [];
  gridChoice = el("div", "segmented", [], { role: "group" });
  segmented(gridChoice, say("matrixOf"), GRID_KINDS.map((kind) => [kind, say(`matrix_${kind}`)]), state.grid, (/** @type {any} */ grid) => {
    PLANE.at = -1;
    change({ grid });
  });
  return [gridChoice];
}

/**
 * How many each row and each column has in all, which the cells do not add up to: a partnership of several counts once.
 * @param {{key: string, name: any}[]} rows
 * @param {{key: string, name: any}[]} columns
 * @param {Map<string, number>} sums
 */
function sumTables(rows, columns, sums) {
  const of = (/** @type {string} */ key) => sums.get(key) || 0;
  const table = (/** @type {string} */ id, /** @type {{key: string, name: any}[]} */ entries, /** @type {any} */ title) => {
    const names = new Map(entries.map(({ key, name }) => [key, name]));
    return sortableTable({ id, keys: [...names.keys()], own: [1, -1], caption: join([title, say("matrixSums")], [": ", "："]), columns: [
      { title, head: true, value: (/** @type {string} */ key) => plain(names.get(key)), cell: (/** @type {string} */ key) => (recordOf(key) ? openerOf(key, null, "inline") : words(names.get(key))) },
      { title: say("count"), number: true, value: of, cell: (/** @type {string} */ key) => raw(String(of(key))) },
    ] });
  };
  return [table("sums", rows, say("matrixRow")), ...(columns === rows ? [] : [table("column-sums", columns, say("matrixColumn"))])];
}

/** Every cell that has a partnership, a row each; of a tie the one way round. */
function matrixTable() {
  const { cells, columns, rows, sums } = gridNow(), same = columns === rows;
  const keys = [...cells].filter(([, { row, column }]) => !same || row <= column).map(([id]) => id), of = (/** @type {string} */ id) => cells.get(id);
  if (!keys.length) return [emptyNote()];
  const size = (/** @type {string} */ id) => of(id).deals.size;
  const name = (/** @type {string} */ key) => (recordOf(key) ? openerOf(key, null, "inline") : words(columnName(key)));
  return [sortableTable({ id: "cells", keys, own: [2, -1], caption: say("matrixCaption"), columns: [
    { title: say("matrixRow"), head: true, value: (/** @type {string} */ id) => plain(nameOf(of(id).row)), cell: (/** @type {string} */ id) => name(of(id).row) },
    { title: say("matrixColumn"), value: (/** @type {string} */ id) => plain(columnName(of(id).column)), cell: (/** @type {string} */ id) => name(of(id).column) },
    { title: say("count"), number: true, value: size, cell: (/** @type {string} */ id) => button("inline", [raw(String(size(id)))], () => openDetails(cellThing(of(id)))) },
  ] }), ...sumTables(rows, columns, sums)];
}
