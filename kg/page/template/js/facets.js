// Filters by sector, region, kind of institution and source: chips with live counts. None chosen is all.
// Built once, like the legend.
/** @type {{name: string, value: string, element: HTMLElement, number: HTMLElement}[]} */
const facetChips = [];

function startFacets() {
  return [
    facet("sectors", valuesOf("sectors"), codeLabel),
    facet("regions", valuesOf("regions"), nameOf),
    facet("kinds", valuesOf("kinds"), codeLabel),
    facet("sources", valuesOf("sources"), (/** @type {any} */ source) => (DATA.sources[source] ? DATA.sources[source].label : "?")),
  ];
}

/**
 * The values that partnerships have, the most frequent first.
 * @param {keyof Traits} name
 */
function valuesOf(name) {
  const counts = new Map();
  for (const traits of TRAITS.values()) for (const value of traits[name]) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

/**
 * @param {string} name
 * @param {string[]} values
 * @param {(value: string) => any} label
 */
function facet(name, values, label) {
  if (!values.length) return null;
  const chips = values.map((value) => chip(name, value, label(value)));
  const list = el("div", "chips", chips.slice(0, FIRST_CHIPS), { role: "group", "data-facet": name });
  translate(list, "aria-label", say(name));
  const rest = chips.slice(FIRST_CHIPS);
  const more = rest.length ? button("plain more", [words(say("more", { n: rest.length }))], () => {
    unfold();
    rest[0].focus();
  }) : null;
  function unfold() {
    list.append(...rest);
    if (more) more.remove();
  }
  // A filter that is on must be seen, wherever it came from.
  if (more) folds.push(() => { if (more.isConnected && values.slice(FIRST_CHIPS).some((value) => state[name].has(value))) unfold(); });
  return section(say(name), [list, more], "facet");
}

const FIRST_CHIPS = 14;
/** @type {(() => void)[]} */
const folds = [];

/**
 * @param {string} name
 * @param {string} value
 * @param {any} text
 */
function chip(name, value, text) {
  const number = raw("", "span", "number");
  const element = button("chip", [words(brief(text, 60)), number], () => toggle(name, value));
  if (brief(text, 60) !== text && pair(text).some((one) => one.length > 60)) translate(element, "title", text);
  element.dataset.value = value;
  facetChips.push({ name, value, element, number });
  return element;
}

function renderFacets() {
  folds.forEach((unfoldIfOn) => unfoldIfOn());
  const counts = Object.fromEntries(FACETS.map((name) => [name, facetCounts(name)]));
  for (const { name, value, element, number } of facetChips) {
    const count = counts[name].get(value) || 0;
    number.textContent = grouped(count);
    element.setAttribute("aria-pressed", String(state[name].has(value)));
    element.classList.toggle("none", count === 0);
  }
}
