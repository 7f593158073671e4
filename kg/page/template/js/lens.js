// Of a network too large to be drawn whole: the surroundings of what is selected, or else the nodes that are
// foremost by a measure of the reader's choice. More would be a hairball that nobody can read or move.
const MANY = 2000;
const MOST = [50, 100, 200, 400];
const STEPS = [1, 2];
const isLarge = NODES.size > MANY;
/** Whether there are so many regions that they are drawn as the nodes of a large network are: the foremost only. */
const isCrowded = ISLANDS.size > MOST[3];
/** Whether only a part of what passes the filters is drawn, of which the reader says how much and by what. */
const isPart = () => (state.drawing === "all" ? isLarge : isCrowded);

/** The measures that can choose: the number of partnerships or partners, and each column of each ranking. */
const MEASURES = (() => {
  const columns = DATA.rankings.flatMap((ranking, i) => (ranking.columns || []).map((column, j) => [`${i}.${j}`, join([column, ranking.title]),
    new Map((ranking.rows || []).map(([key, ...cells]) => [key, Number(cells[j])]))]));
  const own = [["count", say("count"), null], ["partners", say("partnersCount"), null]];
  return new Map([...own, ...columns].map((/** @type {any[]} */ [id, label, values]) => [id, { label, values }]));
})();

/** @returns {{label: any, values: Map<string, number> | null}} the measure that is chosen */
const measureNow = () => MEASURES.get(state.measure) || { label: "", values: null };

/**
 * How a node stands by the chosen measure, among what passes the filters where that can be counted.
 * @param {string} key
 */
function standing(key) {
  const { values } = measureNow();
  if (!NODES.has(key)) return -1;
  return values ? (values.has(key) ? values.get(key) || 0 : -1) : standingBy(state.measure, key);
}

/**
 * The number of a node's shown partnerships, or of its partners in them.
 * @param {string} measure
 * @param {string} key
 */
function standingBy(measure, key) {
  const deals = DEALS_OF.get(key).filter((deal) => SHOWN.deals.has(deal));
  return measure === "count" ? deals.length : unique(deals.flatMap(nodesOf)).length - 1;
}

/** The nodes that a large network shows: parties and partnerships. */
function lensed() {
  const chosen = state.selection && SCENE.focus ? around(SCENE.focus) : foremost();
  const regions = isCrowded ? [] : [...SHOWN.parties].filter(isIslandRegion);
  return { parties: new Set([...regions, ...chosen.parties]), deals: chosen.deals, foremost: state.selection && SCENE.focus ? null : chosen.parties.size };
}

/**
 * @param {any} values
 * @returns {string[]} the keys of the highest values, of those above nothing
 */
function highestOf(values) {
  const ranked = values.filter((/** @type {any} */ [value]) => value > 0).sort((/** @type {any} */ a, /** @type {any} */ b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
  return ranked.slice(0, state.most).map((/** @type {any} */ [, key]) => key);
}

function foremost() {
  const parties = new Set(highestOf([...SHOWN.parties].map((key) => [standing(key), key])));
  const deals = unique([...parties].flatMap((key) => DEALS_OF.get(key))).filter((deal) => SHOWN.deals.has(deal));
  return { parties, deals: new Set(deals.filter((deal) => nodesOf(deal).filter((key) => parties.has(key)).length > 1)) };
}

/** Of very many regions those that are drawn: the foremost, and what is selected with its partners. */
function foremostRegions() {
  const counts = new Map();
  for (const deal of SHOWN.deals) for (const key of TRAITS.get(deal).regions) counts.set(key, (counts.get(key) || 0) + 1);
  if (!state.selection || !SCENE.focus) return new Set(highestOf([...counts].map(([key, n]) => [state.measure === "count" ? n : standing(key), key])));
  const { parties, deals } = around(SCENE.focus);
  return new Set([...[...parties].map((key) => ISLAND_OF.get(key) || key), ...[...deals].flatMap((deal) => TRAITS.get(deal).regions)]);
}

/**
 * What the focus holds, and with each step the partners of it; the nearest ones only if they are too many.
 * @param {Focus} focus
 */
function around(focus) {
  const parties = new Set([...focus.nodes].filter((key) => SHOWN.parties.has(key)));
  const deals = new Set([...focus.nodes].filter((key) => SHOWN.deals.has(key)));
  for (let step = 1; step < state.steps; step += 1) {
    for (const key of [...parties]) {
      for (const deal of DEALS_OF.get(key)) {
        if (!SHOWN.deals.has(deal) || deals.size >= 2 * MOST[3]) continue;
        deals.add(deal);
        for (const party of nodesOf(deal)) if (SHOWN.parties.has(party)) parties.add(party);
      }
    }
  }
  return { parties, deals };
}

// ---- its controls

/** @type {Record<string, any>} */
let lensParts = {};

/** The box that chooses how much of a large network is drawn; made once, so that the keyboard keeps its place. */
function startLens() {
  const choice = (/** @type {string} */ name, /** @type {any} */ options, /** @type {string} */ field) => {
    const box = el("select", "", options.map((/** @type {any} */ [value, text]) => {
      const option = el("option", "", [], { value });
      lensTexts.push([option, text]);
      return option;
    }));
    translate(box, "aria-label", say(name));
    box.addEventListener("change", () => change({ [field]: typeof state[field] === "number" ? Number(box.value) : box.value }));
    return box;
  };
  const steps = el("div", "segmented", [], { role: "group" });
  segmented(steps, say("steps"), STEPS.map((n) => [String(n), say(n === 1 ? "oneStep" : "twoSteps")]), String(state.steps), (/** @type {any} */ value) => change({ steps: Number(value) }));
  const most = choice("howMany", MOST.map((n) => [n, [String(n), String(n)]]), "most");
  const measure = choice("byMeasure", [...MEASURES].map(([id, { label }]) => [id, label]), "measure");
  const ego = el("p", "lens-row", [words(say("egoOf")), steps]);
  const top = el("p", "lens-row", [words(say("topOf")), most, words(say("byMeasure")), measure]);
  const gist = el("div", "lens-gist");
  lensParts = { gist, ego, top, steps, most, measure };
  const box = el("div", "lens", [gist, ego, top], { id: "lens", role: "group" });
  translate(box, "aria-label", say("lens"));
  box.hidden = true;
  $("stage").append(box);
}

/** @type {[HTMLElement, any][]} */
const lensTexts = []; // options of a list, which hold one language at a time

function renderLens() {
  $("lens").hidden = !isPart() || state.sheet !== "";
  fill(lensParts.gist, !$("lens").hidden && SHOWN.deals.size ? [words(gistOfDrawing(), "p"), tiesUndrawn()] : []);
  lensParts.ego.hidden = !SCENE.focus;
  lensParts.top.hidden = SCENE.focus !== null;
  press(lensParts.steps, String(state.steps));
  lensParts.most.value = String(state.most);
  lensParts.measure.value = state.measure;
  for (const [option, text] of lensTexts) option.textContent = plain(text).slice(0, 90);
}
