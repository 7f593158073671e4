// The state in the page's address, so that a view can be sent as a link.
/** @type {Record<string, string>} */
const SETS = { hide: "hidden", sector: "sectors", region: "regions", kind: "kinds", source: "sources", open: "expanded" };
/** @type {Record<string, any>} */
const first = { drawing: state.drawing, lang: state.lang, theme: state.theme, steps: state.steps, most: state.most, measure: state.measure };

/** The state as the part of an address after "#". */
function toAddress() {
  const parts = new URLSearchParams();
  if (state.lang !== first.lang) parts.set("lang", state.lang);
  if (state.theme !== first.theme) parts.set("theme", state.theme);
  if (VIEWS[state.sheet]) parts.set("view", state.sheet);
  else if (state.drawing !== first.drawing) parts.set("view", state.drawing);
  if (state.sheet && !VIEWS[state.sheet]) parts.set("sheet", state.sheet);
  if (state.step !== null) parts.set("step", String(state.step + 1));
  if (state.asTable) parts.set("as", "table");
  if (state.sheet === "matrix" && state.grid !== "regions") parts.set("of", state.grid);
  if (state.beside) parts.set("beside", "1");
  if (state.asOf) parts.set("asof", state.asOf);
  if (state.knownBy) parts.set("known", state.knownBy);
  for (const name of ["steps", "most", "measure"]) if (state[name] !== first[name]) parts.set(name, state[name]);
  if (state.colourBy !== "class") parts.set("colour", state.colourBy);
  for (const [name, field] of [["size", "sizes"], ["tint", "tints"]]) if (typeof state[field] === "string") parts.set(name, state[field]);
  for (const [name, field] of Object.entries(SETS)) for (const value of [...state[field]].sort()) parts.append(name, value);
  for (const [id, [column, direction]] of [...state.sort].sort()) parts.append("sort", `${id}:${column}:${direction > 0 ? "up" : "down"}`);
  if (state.years) parts.set("years", state.years.join("-"));
  const s = state.selection;
  if (s && s.key) parts.set("at", s.key);
  if (s && s.a) ["a", "b", ...(s.arc ? ["arc"] : [])].forEach((end) => parts.set(end, /** @type {Record<string, any>} */ (s)[end]));
  if (s && s.party) ["party", "deal"].forEach((end) => parts.set(end, /** @type {Record<string, any>} */ (s)[end]));
  if (state.look) parts.set("look", state.look.join(","));
  return parts.toString();
}

/**
 * What an address says, as far as it makes sense for this page.
 * @param {string} hash
 */
function fromAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  // A step that is named alone brings the view that it tells of.
  const told = STORY.steps[Number(parts.get("step")) - 1];
  if (told && [...parts.keys()].every((name) => ["step", "lang", "theme"].includes(name))) {
    for (const [name, value] of new URLSearchParams(told.address)) if (name !== "step") parts.append(name, value);
  }
  const among = (/** @type {string} */ name, /** @type {any} */ allowed, /** @type {any} */ otherwise) => (allowed.includes(parts.get(name)) ? parts.get(name) : otherwise);
  /** @type {Record<string, any>} */
  const patch = {
    lang: among("lang", ["en", "zh", "both"], first.lang),
    theme: among("theme", ["light", "dark"], first.theme),
    drawing: among("view", ["all", "regions"], first.drawing),
    sheet: among("view", VIEW_NAMES, among("sheet", ["list", ...(DATA.rankings.length ? ["ranking"] : [])], "")),
    step: /^[1-9]\d{0,2}$/.test(parts.get("step") || "") && Number(parts.get("step")) <= STORY.steps.length ? Number(parts.get("step")) - 1 : null,
    asTable: parts.get("as") === "table",
    grid: among("of", GRID_KINDS, "regions"),
    beside: parts.get("beside") === "1",
    asOf: dayFrom(parts.get("asof")),
    knownBy: dayFrom(parts.get("known")),
    colourBy: among("colour", ["class", "sector"], "class"),
    sizes: among("size", [...MEASURES.keys()], ofProgram(state.sizes)),
    tints: among("tint", [...MEASURES.keys()], ofProgram(state.tints)),
    steps: Number(among("steps", STEPS.map(String), first.steps)),
    most: Number(among("most", MOST.map(String), first.most)),
    measure: among("measure", [...MEASURES.keys()], first.measure),
    years: null,
    selection: null,
    sort: new Map(/** @type {any} */ (parts.getAll("sort").map(sortFrom).filter(Boolean))),
    look: lookFrom(parts.get("look") || ""),
  };
  /** @type {Record<string, Set<string>>} */
  const known = { hidden: new Set([...PARTY_KINDS, ...[...TRAITS.values()].flatMap((t) => t.hidden)]), expanded: new Set(ISLANDS.keys()) };
  for (const name of FACETS) known[name] = new Set([...TRAITS.values()].flatMap((traits) => traits[name]));
  for (const [name, field] of Object.entries(SETS)) patch[field] = new Set(parts.getAll(name).filter((value) => known[field].has(value)));
  patch.years = yearsFrom(parts.get("years") || "");
  patch.selection = selectionFrom(Object.fromEntries(["at", "a", "b", "arc", "party", "deal"].map((name) => [name, parts.get(name)])));
  return patch;
}

/**
 * A day that there is; null for anything else.
 * @param {any} text
 */
const dayFrom = (text) => (isDay(text) && dayOf(dayNumber(text)) === text ? text : null);

/**
 * Numbers that a program gave stay: they are in no address.
 * @param {any} chosen
 */
const ofProgram = (chosen) => (typeof chosen === "string" ? null : chosen);

/**
 * A range of years that the page's data has; null for any other, and for all years.
 * @param {any} text
 */
function yearsFrom(text) {
  const [, from, to] = (/^(\d{1,4})-(\d{1,4})$/.exec(text) || []).map(Number);
  if (!years || !(from <= to) || to < years.first || from > years.last) return null;
  const range = [Math.max(from, years.first), Math.min(to, years.last)];
  return range[0] === years.first && range[1] === years.last ? null : range;
}

/**
 * Something that has details; null for anything else.
 * @param {{at?: string, a?: string, b?: string, arc?: string, party?: string, deal?: string}} named
 * @returns {Chosen | null}
 */
function selectionFrom({ at, a, b, arc, party, deal }) {
  if (PARTIES.has(at) || DEALS.has(at) || PROGRAMMES.has(at)) return { key: at };
  const isEnd = (/** @type {Key} */ key) => ISLANDS.has(key) || PACKS.has(key) || PACK_OF.has(key);
  if (arc === "map" && placeOnMap(a) && placeOnMap(b) && a !== b) return { a: String(a), b: String(b), arc: "map" };
  if (arc === "true" && isEnd(a) && isEnd(b) && a !== b) return { a, b, arc: true };
  if (PARTIES.has(a) && PARTIES.has(b) && a !== b) return { a, b };
  return DEALS.has(deal) && partiesOf(String(deal)).includes(String(party)) ? { party, deal } : null;
}

/**
 * An order that a table of this page can be brought into; null for any other.
 * @param {string} text
 * @returns {[string, [number, number]] | null}
 */
function sortFrom(text) {
  const [, id, column, direction] = /** @type {any[]} */ (/^(deals|parties|aside|ties|times|cells|dots|flows|r\d{1,3}):(\d{1,2}):(up|down)$/.exec(text) || []);
  const ranking = id && DATA.rankings[Number(id.slice(1))];
  const columns = /** @type {Record<string, number>} */ ({ deals: 7, parties: 4, aside: 4, ties: 2, times: 5, cells: 3, dots: 4, flows: 7 })[id] || (ranking ? (ranking.columns || []).length + 1 : 0);
  return column < columns ? [id, [Number(column), direction === "up" ? 1 : -1]] : null;
}

/**
 * A view of the drawing: its middle and its scale; null for anything else.
 * @param {any} text
 */
function lookFrom(text) {
  const [, x, y, scale] = (/^(-?\d{1,6}),(-?\d{1,6}),(\d{1,2}(?:\.\d{1,3})?)$/.exec(text) || []).map(Number);
  return scale >= 0.02 && scale <= 8 ? [x, y, scale] : null;
}

/** What the browser's Back leads through: what is open. Filters and the view are not steps of their own. */
const openNow = () => JSON.stringify([state.selection, state.sheet, state.drawing, state.step]);
/** @type {string | null} */
let lastOpen = null;

function writeAddress() {
  const hash = toAddress(), here = openNow(), isStep = lastOpen !== null && here !== lastOpen;
  lastOpen = here;
  if (hash === location.hash.replace(/^#/, "")) return;
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // A page inside a notebook has no address of its own.
  }
}

/**
 * Put a text into the clipboard; where the browser refuses, it is shown to be copied by hand.
 * @param {any} text
 * @param {any} done
 */
function copyText(text, done) {
  const shown = () => notify(say("copyByHand", { text }));
  if (!navigator.clipboard) return shown();
  return navigator.clipboard.writeText(text).then(() => notify(done), shown);
}

/** The code that puts this view into another page, without its panel. */
function embedCode() {
  const url = new URL(location.href);
  url.search = "?embed";
  const attribute = (/** @type {any} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<iframe src="${attribute(url.href)}" title="${attribute(plain(DATA.meta.title))}" width="100%" height="560" loading="lazy"></iframe>`;
}

/** Inside another page there is only the drawing, with its title and a way to the whole page. */
function startEmbed() {
  if (!new URLSearchParams(location.search).has("embed")) return;
  document.documentElement.dataset.embed = "true";
  const link = words(say("wholePage"), "a", "whole");
  link.target = "_blank";
  link.rel = "noopener";
  link.addEventListener("pointerdown", () => { link.href = location.href.replace("?embed", ""); });
  link.href = location.href.replace("?embed", "");
  $("stage").append(el("p", "whole-page", [words(pair(DATA.meta.title), "b"), raw(" "), link]));
}
