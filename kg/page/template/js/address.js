// The state in the page's address, so that a view can be sent as a link.
const SETS = { hide: "hidden", sector: "sectors", region: "regions", kind: "kinds", source: "sources", open: "expanded" };
const first = { drawing: state.drawing, lang: state.lang, theme: state.theme, steps: state.steps, most: state.most, measure: state.measure };

/** The state as the part of an address after "#". */
function toAddress() {
  const parts = new URLSearchParams();
  if (state.lang !== first.lang) parts.set("lang", state.lang);
  if (state.theme !== first.theme) parts.set("theme", state.theme);
  if (state.drawing !== first.drawing) parts.set("view", state.drawing);
  if (state.sheet) parts.set("sheet", state.sheet);
  for (const name of ["steps", "most", "measure"]) if (state[name] !== first[name]) parts.set(name, state[name]);
  if (state.colourBy !== "class") parts.set("colour", state.colourBy);
  for (const [name, field] of Object.entries(SETS)) for (const value of [...state[field]].sort()) parts.append(name, value);
  for (const [id, [column, direction]] of [...state.sort].sort()) parts.append("sort", `${id}:${column}:${direction > 0 ? "up" : "down"}`);
  if (state.years) parts.set("years", state.years.join("-"));
  const s = state.selection;
  if (s && s.key) parts.set("at", s.key);
  if (s && s.a) ["a", "b", ...(s.arc ? ["arc"] : [])].forEach((end) => parts.set(end, s[end]));
  if (s && s.party) ["party", "deal"].forEach((end) => parts.set(end, s[end]));
  return parts.toString();
}

/** What an address says, as far as it makes sense for this page. */
function fromAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const among = (name, allowed, otherwise) => (allowed.includes(parts.get(name)) ? parts.get(name) : otherwise);
  const patch = {
    lang: among("lang", ["en", "zh", "both"], first.lang),
    theme: among("theme", ["light", "dark"], first.theme),
    drawing: among("view", ["all", "regions"], first.drawing),
    sheet: among("sheet", ["list", ...(DATA.rankings.length ? ["ranking"] : [])], ""),
    colourBy: among("colour", ["class", "sector"], "class"),
    steps: Number(among("steps", STEPS.map(String), first.steps)),
    most: Number(among("most", MOST.map(String), first.most)),
    measure: among("measure", [...MEASURES.keys()], first.measure),
    years: null,
    selection: null,
    sort: new Map(parts.getAll("sort").map(sortFrom).filter(Boolean)),
  };
  const known = { hidden: new Set([...PARTY_KINDS, ...[...TRAITS.values()].flatMap((t) => t.hidden)]), expanded: new Set(ISLANDS.keys()) };
  for (const name of FACETS) known[name] = new Set([...TRAITS.values()].flatMap((traits) => traits[name]));
  for (const [name, field] of Object.entries(SETS)) patch[field] = new Set(parts.getAll(name).filter((value) => known[field].has(value)));
  patch.years = yearsFrom(parts.get("years") || "");
  patch.selection = selectionFrom(Object.fromEntries(["at", "a", "b", "arc", "party", "deal"].map((name) => [name, parts.get(name)])));
  return patch;
}

/** A range of years that the page's data has; null for any other, and for all years. */
function yearsFrom(text) {
  const [, from, to] = (/^(\d{1,4})-(\d{1,4})$/.exec(text) || []).map(Number);
  if (!years || !(from <= to) || to < years.first || from > years.last) return null;
  const range = [Math.max(from, years.first), Math.min(to, years.last)];
  return range[0] === years.first && range[1] === years.last ? null : range;
}

/** Something that has details; null for anything else. */
function selectionFrom({ at, a, b, arc, party, deal }) {
  if (PARTIES.has(at) || DEALS.has(at) || PROGRAMMES.has(at)) return { key: at };
  if (arc === "true" && ISLANDS.has(a) && ISLANDS.has(b) && a !== b) return { a, b, arc: true };
  if (PARTIES.has(a) && PARTIES.has(b) && a !== b) return { a, b };
  return DEALS.has(deal) && partiesOf(deal).includes(party) ? { party, deal } : null;
}

/** An order that a table of this page can be brought into; null for any other. */
function sortFrom(text) {
  const [, id, column, direction] = /^(deals|parties|ties|r\d{1,3}):(\d{1,2}):(up|down)$/.exec(text) || [];
  const ranking = id && DATA.rankings[id.slice(1)];
  const columns = { deals: 7, parties: 4, ties: 2 }[id] || (ranking ? (ranking.columns || []).length + 1 : 0);
  return column < columns ? [id, [Number(column), direction === "up" ? 1 : -1]] : null;
}

function writeAddress() {
  const hash = toAddress();
  if (hash === location.hash.replace(/^#/, "")) return;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // A page inside a notebook has no address of its own.
  }
}
