// The page's side of a conversation with a notebook that shows it in a frame. Silent unless the page was made for one:
// then an element "host" names the token of the frame and the origin of the notebook, and nobody else is heard.

/** @type {{token?: string, origin?: string, set?: object} | null} */
const HOST = (() => {
  const told = document.getElementById("host");
  return told ? JSON.parse(told.textContent) : null;
})();

let toldHost = ""; // what the notebook has heard last
let hostHears = false; // nothing is told before the page stands as the notebook asked

/** The keys of what is selected: one thing, or the two ends of a tie or a part. */
/** @type {(selection: Chosen | null) => any[]} */
const idsOf = (selection) => (selection ? [selection.key, selection.a, selection.b, selection.party, selection.deal].filter(Boolean) : []);

/**
 * The partnerships behind a selection that pass the filters; without a selection, all that do.
 * @param {any} selection
 */
function dealsBehind(selection) {
  if (!selection) return [...SHOWN.deals].sort(byName);
  if (selection.party) return shownOf([selection.deal]);
  if (selection.a) return shownOf(dealsOfTie(selection));
  if (DEALS.has(selection.key)) return shownOf([selection.key]);
  return shownOf(PROGRAMMES.has(selection.key) ? DEALS_OF_PROGRAMME.get(selection.key).slice().sort(byName) : dealsOf(selection.key));
}

/** The filters that are on, by name. */
function filtersNow() {
  /** @type {Record<string, any>} */
  const on = {};
  for (const name of ["hidden", ...FACETS]) if (state[name].size) on[name] = [...state[name]].sort();
  if (state.years) on.years = state.years;
  return on;
}

/** Say what is selected and filtered, if that is news. */
function tellHost() {
  if (!hostHears) return;
  const news = { selection: idsOf(state.selection), partnerships: dealsBehind(state.selection), filters: filtersNow() };
  const text = JSON.stringify(news);
  if (text === toldHost) return;
  toldHost = text;
  const { token, origin } = /** @type {{token: string, origin: string}} */ (HOST);
  parent.postMessage({ source: "kg-page", token, type: "state", visit: performance.timeOrigin, ...news }, origin === "null" ? "*" : origin);
}

/**
 * The selection that keys stand for: a thing, a tie of two parties, or a party's part in a partnership.
 * @param {string[]} ids
 */
function selectionOf(ids) {
  const [first, second] = ids || [];
  if (!first) return null;
  if (!second) return selectionFrom({ at: first });
  if (DEALS.has(first) || DEALS.has(second)) {
    const [party, deal] = DEALS.has(first) ? [second, first] : [first, second];
    return selectionFrom({ party, deal });
  }
  return selectionFrom({ a: first, b: second });
}

/**
 * The state that named filters make, those that are not named being off; what the page does not have is left out.
 * @param {any} filters
 */
function filtersOf(filters) {
  const parts = new URLSearchParams();
  for (const [name, field] of Object.entries(SETS)) for (const value of (filters || {})[field] || []) parts.append(name, value);
  if ((filters || {}).years) parts.set("years", filters.years.join("-"));
  /** @type {Record<string, any>} */
  const patch = fromAddress(parts.toString());
  return Object.fromEntries(["hidden", "years", ...FACETS].map((name) => [name, patch[name]]));
}

/**
 * Alter the page as the notebook asks; what it does not name stays as it is.
 * @param {any} asked
 */
function obeyHost(asked) {
  const patch = {};
  if ("filters" in asked) Object.assign(patch, filtersOf(asked.filters));
  if ("highlight" in asked) patch.highlight = asked.highlight ? new Set(asked.highlight) : null;
  if ("colours" in asked) patch.tints = chosenScale(asked.colours);
  if ("sizes" in asked) patch.sizes = chosenScale(asked.sizes);
  if (Object.keys(patch).length) change(patch);
  if ("selection" in asked) select(selectionOf(asked.selection), { remember: false });
}

/** Hear the notebook, and tell it how the page stands. */
function startHost() {
  if (!HOST) return;
  if (HOST.set) obeyHost(HOST.set);
  // Without a token the page is only to look as it was asked to: nobody listens, and nobody is heard.
  if (!HOST.token || parent === window) return;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || origin !== HOST.origin || !data || data.source !== "kg-host" || data.token !== HOST.token) return;
    if (data.type !== "set") return;
    toldHost = ""; // whoever asks is told how the page stands then, changed or not
    obeyHost(data);
    tellHost();
  });
  hostHears = true;
  tellHost();
}
