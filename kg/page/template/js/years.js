// Years: a histogram of the partnerships that pass the other filters, and two sliders.
/** @type {any} */
let years = null; // {first, last, bars, from, to, text}

function startYears() {
  const all = unique([...TRAITS.values()].flatMap((traits) => traits.years)).sort((a, b) => a - b);
  if (all.length < 2) return null;
  const [first, last] = [all[0], all[all.length - 1]];
  const span = Array.from({ length: Math.min(last - first + 1, 200) }, (_, i) => first + i);
  const bars = new Map(span.map((year) => [year, el("span", "bar-of-year")]));
  /** @type {(name: string, value: number) => HTMLInputElement} */
  const slider = (name, value) => {
    const input = el("input", "", [], { type: "range", min: first, max: last, step: 1, value });
    translate(input, "aria-label", say(name));
    input.addEventListener("input", onSlide);
    return input;
  };
  years = { first, last, bars, from: slider("fromYear", first), to: slider("toYear", last), text: el("p", "years-text") };
  return section(say("years"), [
    el("div", "histogram", [...bars.values()], { "aria-hidden": "true" }),
    el("div", "sliders", [years.from, years.to]),
    el("p", "ends-of-years", [raw(String(first)), raw(String(last))], { "aria-hidden": "true" }),
    years.text,
  ], "facet");
}

/** @param {Event} event */
function onSlide(event) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  // A slider that meets the other one takes it along.
  if (+years.from.value > +years.to.value) (target === years.from ? years.to : years.from).value = target.value;
  const [from, to] = [+years.from.value, +years.to.value];
  change({ years: from === years.first && to === years.last ? null : [from, to] });
}

function renderYears() {
  if (!years) return;
  const [from, to] = state.years || [years.first, years.last];
  const counts = facetCounts("years");
  const most = highest([...counts.values()], 1);
  for (const [year, bar] of years.bars) {
    bar.style.height = `${Math.round((counts.get(year) || 0) / most * 100)}%`;
    bar.classList.toggle("out", year < from || year > to);
    bar.title = `${year}: ${counts.get(year) || 0}`;
  }
  if (document.activeElement !== years.from && document.activeElement !== years.to) {
    years.from.value = from;
    years.to.value = to;
  }
  for (const [slider, year] of [[years.from, from], [years.to, to]]) slider.setAttribute("aria-valuetext", `${year} (${from}–${to})`);
  const undated = [...DEALS.keys()].filter((deal) => !TRAITS.get(deal).years.length && passes(deal, "years")).length;
  const note = undated ? say(state.years ? "undatedOut" : "undated", { n: undated }) : null;
  fill(years.text, [raw(`${from} – ${to}`, "b"), note && words(join([["", ""], note]))]);
}
