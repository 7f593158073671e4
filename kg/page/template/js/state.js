// What the reader chose. `change` is the only way to alter it; everything shown follows from it.
/** @type {("sectors" | "regions" | "kinds" | "sources")[]} */
const FACETS = ["sectors", "regions", "kinds", "sources"];

/** @type {State} */
const state = {
  lang: document.documentElement.dataset.lang || "both",
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  // At first the regions and what joins them; the full network is a click away.
  drawing: ISLANDS.size > 1 && !(TIES && NODES.size <= 400) ? "regions" : "all",
  sheet: "", // "list", "ranking" or one of VIEW_NAMES over the drawing
  selection: null, // {key}, {a, b} or {party, deal}
  hidden: new Set(), // kinds of party, classes and phases that are switched off
  sectors: new Set(),
  regions: new Set(),
  kinds: new Set(),
  sources: new Set(),
  years: null, // [first, last]
  asOf: null, // the day by which it was true, and
  knownBy: null, // the day by which it was known
  beside: false, // whether a view stands beside the network, not over it
  step: null, // which step of the story is told
  grid: "regions", // what the matrix is of
  asTable: false, // whether a view is shown as its table
  colourBy: "class",
  sizes: null, // by which measure nodes are sized: its id, or numbers by key
  tints: null, // by which they are coloured
  expanded: new Set(), // islands opened in the overview
  steps: 1, // how far around the selection a large network is drawn
  most: 100, // how many nodes of it are drawn while nothing is selected
  measure: "count", // by which measure those are chosen
  sort: new Map(), // table to [column, 1 or -1]
  look: null, // [x, y, scale] of a view that the reader chose
  hover: null,
  highlight: null, // keys that a notebook lets stand out
};

/** @type {Chosen[]} */
const past = []; // earlier selections, for the back button

/**
 * Alter the state, and bring everything that shows it up to date.
 * @param {Partial<State>} patch
 */
function change(patch) {
  Object.assign(state, patch);
  refresh(Object.keys(patch));
}

let isArriving = false; // whether a view is taken up that comes with a place of its own

/**
 * Alter the state as a link or a step says, at once: what glides to one place would miss the other.
 * @param {Partial<State>} patch
 */
function arrive(patch) {
  isArriving = true;
  change(patch);
  isArriving = false;
}

/**
 * Open something's details; null closes them.
 * @param {Chosen | null} selection
 */
function select(selection, { remember = true, more = {} } = {}) {
  if (remember && state.selection && selection) past.push(state.selection);
  if (!selection) past.length = 0;
  leaveTies();
  change({ ...more, selection });
  if (selection) {
    showDetails();
    announce(gistOf(selection));
  }
}

/**
 * Open something's details and go there; closing them leads back to where the reader was.
 * @param {Chosen} selection
 */
function openDetails(selection, more = {}) {
  const here = /** @type {HTMLElement | null} */ (document.activeElement);
  if (here && !$("details").contains(here) && here !== document.body) cameFrom = here;
  select(selection, { more });
  $("details").focus();
}

/** @type {HTMLElement | null} */
let cameFrom = null; // what had the keyboard's focus before the details were opened

/** Close the details; the keyboard goes back to where they were opened from. */
function closeDetails() {
  const inside = $("details").contains(document.activeElement);
  select(null);
  if (inside) returnFocus();
}

function returnFocus() {
  const target = cameFrom && cameFrom.isConnected && cameFrom.getClientRects().length ? cameFrom : state.sheet ? $(state.sheet) : $("canvas");
  cameFrom = null;
  target.focus();
}

/** The details that were open before; without any, none. */
function goBack() {
  if (!past.length) return closeDetails();
  return select(past.pop() || null, { remember: false });
}

/**
 * Switch a value in a set of the state.
 * @param {string} name
 * @param {string} value
 * @param {boolean} [on]
 */
function toggle(name, value, on) {
  const next = new Set(state[name]);
  if (on === undefined ? next.has(value) : !on) next.delete(value);
  else next.add(value);
  change({ [name]: next });
}

const isFiltered = () => state.hidden.size > 0 || state.years !== null || state.asOf !== null || state.knownBy !== null || FACETS.some((name) => state[name].size > 0);

/** @returns {Partial<State>} */
const noFilters = () => ({
  hidden: new Set(), years: null, asOf: null, knownBy: null, sectors: new Set(), regions: new Set(), kinds: new Set(), sources: new Set(),
});
