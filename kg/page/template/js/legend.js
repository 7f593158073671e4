// The legend: what the shapes, colours and fillings mean, how many of each there are, and which are shown.
// Built once; afterwards only numbers, ticks and pictures change, so that the keyboard keeps its place.
const PARTY_KINDS = ["region", "zone", "institution", "fund", "sector", "programme", "other"];
const PHASE_ORDER = ["planned", "signed", "building", "operating", "ended", "unknown"];
/** @type {any[]} */
const legendRows = [];

function startLegend() {
  const classes = unique([...DEALS.values()].map((deal) => deal.class))
    .sort((a, b) => (CLASS_ORDER.indexOf(a) + 99) % 99 - (CLASS_ORDER.indexOf(b) + 99) % 99 || (a < b ? -1 : 1));
  const kinds = PARTY_KINDS.filter((kind) => [...NODES.values()].some((node) => node.kind === kind));
  const phases = PHASE_ORDER.filter((phase) => [...DEALS.values()].some((deal) => deal.phase === phase));
  const classRows = classes.map((name) => legendRow(name, classLabel(name), classIcon(name), () => traitCount(name)));
  const kindRows = kinds.map((kind) => legendRow(kind, say(kind), icon(kind, (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawParty(ctx, kind, x, y, r, kindColour(kind))), () => kindCount(kind)));
  const phaseRows = phases.map((phase) => legendRow(phase, phaseName(phase), phaseIcon(phase), () => traitCount(phase)));
  return [
    section(say("show"), [el("ul", "legend", [...kindRows, ...classRows]), asideNote], "facet"),
    section(say("stages"), [el("ul", "legend", phaseRows)], "facet"),
    DEALS.size ? colourChoice() : null,
  ];
}

/**
 * What a way of drawing stands for: the stages that are drawn so, by the names that the list and all answers use, so that
 * no count of several stages bears the name of one.
 * @param {any} phase
 */
function phaseName(phase) {
  const stages = CODE_KEYS.filter((stage) => [...DEALS.values()].some((deal) => deal.stage === stage && deal.phase === phase));
  if (!stages.length || stages.length > 3) return say(phase);
  const names = stages.map((stage) => pair(CODES.get(stage)));
  return capital([0, 1].map((i) => names.map((name) => name[i]).join(["; ", "、"][i])));
}

/** @param {string} name */
const classIcon = (name) => icon("partnership", (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawDeal(ctx, "operating", x, y, r, state.colourBy === "class" ? classColour(name) : theme().soft));
/** @param {any} phase */
const phaseIcon = (phase) => icon("partnership", (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawDeal(ctx, phase, x, y, r, theme().deals[5]));
/**
 * How many parties of a kind take part in what is shown; of one that is switched off, how many would.
 * @param {string} kind
 */
function kindCount(kind) {
  const keys = state.hidden.has(kind) ? [...takingPart()].filter((key) => NODES.has(key)) : [...SHOWN.taking];
  return keys.filter((key) => NODES.get(key).kind === kind).length;
}

/**
 * @param {any} trait
 * @param {any} text
 * @param {any} picture
 * @param {any} count
 */
function legendRow(trait, text, picture, count) {
  const box = el("input", "", [], { type: "checkbox" });
  box.addEventListener("change", () => toggle("hidden", trait, !box.checked));
  const number = raw("", "span", "number");
  legendRows.push(() => {
    box.checked = !state.hidden.has(trait);
    number.textContent = grouped(count());
  });
  return el("li", "", [el("label", "", [box, picture, words(brief(text, 60), "span", "name"), number])], { "data-trait": trait });
}

const asideNote = el("p", "quiet aside-note");

function renderLegend() {
  legendRows.forEach((update) => update());
  const n = SHOWN.parties.size - SHOWN.taking.size;
  fill(asideNote, n ? [words(say(TIES ? "asideTies" : "aside", { n }))] : []);
  renderColourKey();
}

// ---- what the colour of partnerships means

/** @type {any} */
let colourButtons = null;
/** @type {any} */
let colourKey = null;

function colourChoice() {
  colourButtons = el("div", "segmented", [], { role: "group" });
  segmented(colourButtons, say("colourBy"), [["class", say("byClass")], ["sector", say("bySector")]], state.colourBy, (/** @type {any} */ value) => change({ colourBy: value }));
  colourKey = el("ul", "legend key");
  return section(say("colourBy"), [colourButtons, colourKey], "facet");
}

function renderColourKey() {
  if (!colourButtons) return;
  press(colourButtons, state.colourBy);
  const rows = state.colourBy !== "sector" ? [] : [...COLOURED_SECTORS.map(codeLabel), say("otherSectors")].map((text, i) => el("li", "", [
    icon("partnership", (/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => drawDeal(ctx, "operating", x, y, r, theme().deals[i === COLOURED_SECTORS.length ? 5 : i])), words(brief(text, 60), "span", "name")]));
  fill(colourKey, rows);
}
