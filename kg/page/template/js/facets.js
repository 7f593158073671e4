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
  const make = (/** @type {string} */ value) => chip(name, value, label(value));
  const list = el("div", "chips", values.slice(0, FIRST_CHIPS).map(make), { role: "group", "data-facet": name });
  translate(list, "aria-label", say(name));
  // Chips are made when they are asked for, of very many some hundreds at a time.
  let rest = values.slice(FIRST_CHIPS);
  const more = rest.length ? button("plain more", [], () => {
    const [first] = unfold(rest.slice(0, MORE_CHIPS));
    renderFacets();
    first.focus();
  }) : null;
  /** @param {string[]} wanted */
  function unfold(wanted) {
    const chips = wanted.map(make);
    list.append(...chips);
    rest = rest.filter((value) => !wanted.includes(value));
    if (more) {
      fill(more, [words(say("more", { n: rest.length }))]);
      if (!rest.length) more.remove();
    }
    return chips;
  }
  if (more) fill(more, [words(say("more", { n: rest.length }))]);
  // A filter that is on must be seen, wherever it came from; of few, the others with it.
  if (more) folds.push(() => {
    const on = rest.filter((value) => state[name].has(value));
    if (on.length) unfold(rest.length > MORE_CHIPS ? on : rest);
  });
  return section(say(name), [list, more], "facet");
}

const FIRST_CHIPS = 14;
const MORE_CHIPS = 200;
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
