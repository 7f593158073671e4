// Tables that sort: a click on a heading sorts by it, a second click turns the order around. The headings
// stay where they are while the rows move, so that the keyboard keeps its place.
const ROWS = 100;
/** @type {any[]} */
const tables = []; // {id, element, columns, update}

/**
 * A table. `columns` are {title, value, cell, number}: what is sorted by and what is shown, for a row's key.
 * `own` is the order of `keys`, as [column, direction]; `each` is told of every row that is made.
 * @param {{id: string, columns: any[], keys: string[], own?: number[] | null, each?: ((row: any, key: string) => void) | null, caption?: any}} table
 */
function sortableTable({ id, columns, keys, own = null, each = null, caption = null }) {
  const body = el("tbody");
  const heads = columns.map((column, i) => headingOf(column, (/** @type {any} */ direction) => sortBy(id, i, direction, column)));
  const rows = new Map();
  const rowOf = (/** @type {string} */ key) => {
    if (!rows.has(key)) {
      const cells = columns.map((column) => cellOf(column, key));
      const row = el("tr", "", cells);
      row.dataset.key = key;
      if (each) each(row, key);
      rows.set(key, row);
    }
    return rows.get(key);
  };
  let limit = ROWS;
  const more = button("plain more", [words(say("more", { n: keys.length - ROWS }))], () => {
    limit = Infinity;
    more.remove();
    const next = rowOf(sortedKeys(id, columns, keys, own)[ROWS]);
    update();
    (next.querySelector("button") || next).focus();
    renderSheetEnds();
  }, { "data-more": keys.length - ROWS });
  function update() {
    const sort = state.sort.get(id) || own;
    heads.forEach((cell, i) => {
      if (sort && sort[0] === i) cell.setAttribute("aria-sort", sort[1] > 0 ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
    });
    body.replaceChildren(...sortedKeys(id, columns, keys, own).slice(0, limit).map(rowOf));
  }
  update();
  const table = el("table", "", [caption && words(caption, "caption"), el("thead", "", [el("tr", "", heads)]), body]);
  const element = el("div", "table", [table, keys.length > ROWS ? more : null]);
  tables.push({ id, element, update });
  return element;
}

/**
 * A cell; on a narrow screen it says itself what it holds.
 * @param {any} about
 * @param {string} key
 */
function cellOf({ title, head, number, wide, cell }, key) {
  const content = /** @type {any[]} */ ([]).concat(cell(key));
  const className = number ? "num" : wide ? "wide" : "";
  return head ? el("th", className, content, { scope: "row" }) : el("td", className, [words(brief(title, 40), "span", "label"), ...content]);
}

/**
 * A heading; one that sorts is a button: numbers from the greatest, texts from the first, then the other way.
 * @param {any} about
 * @param {any} sort
 */
function headingOf({ title, value, number, gist, told }, sort) {
  const cell = el("th", number ? "num" : "", [], { scope: "col" });
  const turn = () => sort(/** @type {Record<string, number>} */ ({ ascending: -1, descending: 1 })[String(cell.getAttribute("aria-sort"))] || (number ? -1 : 1));
  cell.append(value ? button("sort", [words(brief(title, 60))], turn) : words(title));
  if (gist) cell.append(words(brief(gist, 60), "span", "meaning"));
  if (told) translate(cell, "title", brief(told, 400));
  return cell;
}

/**
 * @param {string} id
 * @param {any} column
 * @param {any} direction
 * @param {any} about
 */
function sortBy(id, column, direction, { title }) {
  change({ sort: new Map([...state.sort, [id, [column, direction]]]) });
  announce(say(direction > 0 ? "sortedUp" : "sortedDown", { name: plain(title) }));
}

/**
 * @param {string} id
 * @param {any} columns
 * @param {any[]} keys
 * @param {any} own
 */
function sortedKeys(id, columns, keys, own) {
  const sort = state.sort.get(id) || own;
  const column = sort && columns[sort[0]];
  if (!column || !column.value) return keys;
  const compare = column.number ? (/** @type {any} */ a, /** @type {any} */ b) => a - b : new Intl.Collator(state.lang === "zh" ? "zh" : "en", { numeric: true }).compare;
  // What has no value comes last, whichever way the rest is sorted.
  const empty = (/** @type {any} */ value) => value === "" || value === null || Number.isNaN(value);
  return keys.map((/** @type {string} */ key) => [column.value(key), key]).sort((/** @type {any} */ [a], /** @type {any} */ [b]) => {
    if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
    return sort[1] * compare(a, b);
  }).map((/** @type {any} */ [, key]) => key);
}

// ---- what of a sheet of tables goes on beyond the part in sight

/** @type {any} */
let sheetEnds = null; // {below, after}: the two buttons, and the shades they stand on

/** The open sheet of tables: the list, the ranking, or the table of a view; null for none. */
const sheetOpen = () => /** @type {HTMLElement | null} */ ([...document.querySelectorAll("#list:not([hidden]), #ranking:not([hidden]), .plane:not([hidden]) .plane-table:not([hidden])")][0] || null);

function startSheetEnds() {
  const end = (/** @type {string} */ side, /** @type {number} */ x, /** @type {number} */ y) => {
    const act = button(`more-there ${side}`, [], () => {
      const sheet = sheetOpen();
      if (sheet) sheet.scrollBy({ left: x * 0.8 * sheet.clientWidth, top: y * 0.8 * sheet.clientHeight });
    });
    const shade = el("div", `sheet-end ${side}`, [act]);
    shade.hidden = true;
    $("stage").append(shade);
    return { act, shade };
  };
  sheetEnds = { below: end("below", 0, 1), after: end("after", 1, 0) };
  $("stage").addEventListener("scroll", askSheetEnds, { capture: true, passive: true });
  onResize($("stage"), renderSheetEnds);
}

/** How many pixels stand below a sheet that goes on, for the button that says so: on its rows it would hide figures. */
const SHEET_FOOT = 32;
let endsAsked = 0; // the frame in which they are brought up to date next; 0 for none

/** Bring them up to date once a frame, however often the sheet has moved since. */
function askSheetEnds() {
  endsAsked = endsAsked || requestAnimationFrame(() => {
    endsAsked = 0;
    renderSheetEnds();
  });
}

/**
 * How many of some elements, each below the one before, end below a height; few of them are measured.
 * @param {ArrayLike<Element>} all
 * @param {number} foot
 */
function howManyBelow(all, foot) {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].getBoundingClientRect().bottom > foot + 2) high = middle;
    else low = middle + 1;
  }
  return all.length - low;
}

/**
 * How many rows are below: of the table that is read, and of those after it. What a table does not show yet counts.
 * @param {HTMLElement} sheet
 * @param {number} foot
 */
function rowsBelow(sheet, foot) {
  const below = [...sheet.querySelectorAll(".table")].map((one) => {
    const rows = one.querySelectorAll("tbody tr"), more = /** @type {HTMLElement | null} */ (one.querySelector("[data-more]")), n = howManyBelow(rows, foot);
    return { isBegun: n < rows.length, n: n + (more && more.getBoundingClientRect().bottom > foot + 2 ? Number(more.dataset.more) : 0) };
  });
  const own = below.filter(({ isBegun }) => isBegun).reduce((sum, { n }) => sum + n, 0);
  return { own, rest: below.reduce((sum, { n }) => sum + n, 0) - own };
}

/** Bring the shade and the buttons at the lower and the right end of an open sheet up to date. */
function renderSheetEnds() {
  if (!sheetEnds) return;
  const sheet = sheetOpen(), { below, after } = sheetEnds;
  for (const one of document.querySelectorAll(".rolls")) if (one !== sheet) one.classList.remove("rolls");
  if (!sheet) {
    below.shade.hidden = after.shade.hidden = true;
    return;
  }
  sheet.classList.toggle("rolls", sheet.scrollHeight > sheet.clientHeight + (sheet.classList.contains("rolls") ? SHEET_FOOT : 0) + 4);
  const box = sheet.getBoundingClientRect(), around = $("stage").getBoundingClientRect(), foot = box.top + sheet.clientHeight, end = box.left + sheet.clientWidth;
  const { own, rest } = rowsBelow(sheet, foot);
  const inSight = [...sheet.querySelectorAll("thead")].find((head) => head.getBoundingClientRect().bottom > box.top && head.getBoundingClientRect().top < foot) || sheet.querySelector("thead");
  const columns = inSight ? [...inSight.querySelectorAll("th")].filter((head) => head.getBoundingClientRect().right > end + 2).length : 0;
  const isFar = { below: sheet.scrollHeight - sheet.scrollTop - sheet.clientHeight > 4, after: sheet.scrollWidth - sheet.scrollLeft - sheet.clientWidth > 4 };
  Object.assign(below.shade.style, { left: `${box.left - around.left}px`, width: `${sheet.clientWidth}px`, top: `${foot - around.top}px` });
  Object.assign(after.shade.style, { left: `${end - around.left - 40}px`, top: `${box.top - around.top}px`, height: `${sheet.clientHeight}px` });
  const said = own && rest ? say("rowsBelowAnd", { n: own, rest }) : say("rowsBelow", { n: own + rest });
  for (const [{ act, shade }, n, far, text] of /** @type {[any, number, boolean, any][]} */ ([[below, own + rest, isFar.below, said], [after, columns, isFar.after, say("columnsAfter", { n: columns })]])) {
    if (!(n && far) && document.activeElement === act) sheet.focus();
    shade.hidden = !(n && far);
    if (act.dataset.n !== plain(text)) fill(act, [words(text)]);
    act.dataset.n = plain(text);
  }
}

/** Mark the row of what is selected. */
function markRows() {
  const here = state.selection && state.selection.key;
  for (const { element } of tables) for (const row of element.querySelectorAll("tbody tr")) row.classList.toggle("current", row.dataset.key === here);
}

/** Bring the tables that are shown into the order that was asked for. */
function renderOrder() {
  forget(tables, (/** @type {any} */ { element }) => element);
  for (const { element, update } of tables) if (element.isConnected) update();
  markRows();
  renderSheetEnds();
}
