// Filters by sector, region, kind of institution and source: chips with live counts. None chosen is all.
// Built once, like the legend.
const facetChips = [];

function startFacets() {
  return [
    facet("sectors", valuesOf("sectors"), codeLabel),
    facet("regions", valuesOf("regions"), nameOf),
    facet("kinds", valuesOf("kinds"), codeLabel),
    facet("sources", valuesOf("sources"), (source) => (DATA.sources[source] ? DATA.sources[source].label : "?")),
  ];
}

/** The values that partnerships have, the most frequent first. */
function valuesOf(name) {
  const counts = new Map();
  for (const traits of TRAITS.values()) for (const value of traits[name]) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

function facet(name, values, label) {
  if (!values.length) return null;
  const chips = values.map((value) => chip(name, value, label(value)));
  const list = el("div", "chips", chips.slice(0, 14), { role: "group", "data-facet": name });
  translate(list, "aria-label", say(name));
  const more = chips.length > 14 ? button("plain more", [words(say("more", { n: chips.length - 14 }))], () => {
    list.append(...chips.slice(14));
    chips[14].focus();
    more.remove();
  }) : null;
  return section(say(name), [list, more], "facet");
}

function chip(name, value, text) {
  const number = raw("", "span", "number");
  const element = button("chip", [words(text), number], () => toggle(name, value));
  element.dataset.value = value;
  facetChips.push({ name, value, element, number });
  return element;
}

function renderFacets() {
  const counts = Object.fromEntries(FACETS.map((name) => [name, facetCounts(name)]));
  for (const { name, value, element, number } of facetChips) {
    const count = counts[name].get(value) || 0;
    number.textContent = String(count);
    element.setAttribute("aria-pressed", String(state[name].has(value)));
    element.classList.toggle("none", count === 0);
  }
}
