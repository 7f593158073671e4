// Figures: a target beside its achievement, in the measure of each language, with the source's own spelling.

/**
 * A decimal in base units as people say it: 500 million, 5亿.
 * @param {any} value
 */
function amount(value) {
  const number = Number(value);
  const tidy = (/** @type {number} */ x) => String(Number(x.toPrecision(12)));
  const en = Math.abs(number) >= 1e9 ? `${tidy(number / 1e9)} billion` : Math.abs(number) >= 1e6 ? `${tidy(number / 1e6)} million` : grouped(value);
  const zh = Math.abs(number) >= 1e8 ? `${tidy(number / 1e8)}亿` : Math.abs(number) >= 1e4 ? `${tidy(number / 1e4)}万` : value;
  return [en, zh];
}

/**
 * Value with bound and unit.
 * @param {any} figure
 */
function quantity(figure) {
  const bound = figure.bound ? pair(CODES.get(figure.bound)) : ["", ""];
  const [en, zh] = measured(figure);
  const text = [`${bound[0]} ${en}`.trim(), `${bound[1]}${zh}`];
  return figure.outOf ? join([text, say("outOf", { n: figure.outOf })], [" ", "，"]) : text;
}

/**
 * Value with unit; a ratio as a percentage.
 * @param {any} about
 */
function measured({ value = "", unit }) {
  if (!unit) return amount(value);
  if (unit.endsWith("/ratio")) return pair(`${Number((Number(value) * 100).toPrecision(12))}%`);
  const [en, zh] = amount(value);
  const sign = SIGNS.get(unit);
  if (sign) return [`${en} ${sign}`, `${zh} ${sign}`];
  const [one, zhUnit] = pair(CODES.get(unit));
  return [`${en} ${value === "1" ? one : plural(one)}`, `${zh}${zhUnit}`];
}

/** @type {Record<string, string>} */
const PLURALS = { yuan: "yuan", yen: "yen", mu: "mu", person: "people", "pound sterling": "pounds sterling" };
/**
 * The plural of a unit's English name.
 * @param {any} one
 */
const plural = (one) => PLURALS[one] || (one.endsWith("s") ? one : one.replace(/([^aeiou])y$/, "$1ie") + "s");

/**
 * The language of the source that a figure's own spelling is in; nothing where the data name no language there.
 * @param {any} figure
 */
function languageOf(figure) {
  const first = (figure.evidence || []).map((/** @type {number} */ index) => DATA.sources[DATA.passages[index][0]])[0];
  return first && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(first.language || "") ? first.language : "";
}

/**
 * How the source itself writes the number.
 * @param {any} figure
 */
function spellingOf(figure) {
  if (!figure.spelling) return null;
  const text = el("p", "spelling", [span(figure.spelling, "", languageOf(figure))]);
  return el("div", "", [text, cut(text, figure.spelling)]);
}

/**
 * How the date of a claim is known; one that was only assumed stands out.
 * @param {any} claim
 */
function basisOf(claim) {
  if (!claim.basis) return null;
  return words(join([say("basis"), brief(CODES.get(claim.basis))], [" ", ""]), "span", claim.basis.endsWith("/assumed") ? "tag assumed" : "tag");
}

/**
 * From when to when, or as of when; whole years and months as such.
 * @param {any} figure
 */
function periodOf(figure) {
  const { start, end } = figure;
  if (!start || !end) return start || end || dateOf(figure);
  const year = start.slice(0, 4), wholeMonths = start.endsWith("-01") && isMonthEnd(end);
  if (start === `${year}-01-01` && end === `${year}-12-31`) return year;
  if (wholeMonths && start.slice(0, 7) === end.slice(0, 7)) return start.slice(0, 7);
  return wholeMonths ? `${start.slice(0, 7)} – ${end.slice(0, 7)}` : `${start} – ${end}`;
}

/** @param {string} date */
const isMonthEnd = (date) => {
  const [year, month, day] = date.split("-").map(Number);
  return day === new Date(Date.UTC(year, month, 0)).getUTCDate();
};

/**
 * A claim's date, as exactly as the source gives it.
 * @param {any} claim
 */
function dateOf(claim) {
  const { date = "", months } = claim;
  if (!months || !date) return date;
  const year = date.slice(0, 4);
  if (months >= 12) return year;
  if (months === 1) return date.slice(0, 7);
  const run = Math.ceil(Number(date.slice(5, 7)) / months);
  if (months === 3 || months === 6) return `${year} ${months === 3 ? "Q" : "H"}${run}`;
  const month = (/** @type {number} */ number) => `${year}-${String(Math.min(number, 12)).padStart(2, "0")}`;
  return `${month((run - 1) * months + 1)} – ${month(run * months)}`;
}

/**
 * The figures that a target is compared with: its result as the ledger found it, else what it is linked to.
 * @param {any} about
 */
const resultsOf = ({ status, results, targetFor }) => (status ? results : targetFor) || [];

/**
 * Figures as cards, each target in one card with its achievement; `subject` is what is known already.
 * @param {any} keys
 * @param {string} [subject]
 */
function figureCards(keys, subject = "") {
  const targets = keys.filter((/** @type {string} */ key) => FIGURES.get(key).target);
  const paired = new Set(targets.flatMap((/** @type {string} */ key) => [key, ...resultsOf(FIGURES.get(key))]));
  const alone = keys.filter((/** @type {string} */ key) => !paired.has(key));
  return [...targets.map((/** @type {string} */ key) => [key, resultsOf(FIGURES.get(key))]), ...alone.map((/** @type {string} */ key) => [null, [key]])]
    .map(([target, results]) => figureCard(target, results, subject));
}

/**
 * @param {any} target
 * @param {any} results
 * @param {any} subject
 */
function figureCard(target, results, subject) {
  const lead = FIGURES.get(target || results[0]);
  const about = lead.about !== subject && recordOf(lead.about) ? el("p", "with", [openerOf(lead.about, null, "inline")]) : null;
  const title = el("p", "measure", [words(lead.measure ? brief(codeLabel(lead.measure)) : say("figures")), capitalOf(lead)]);
  const halves = [
    target && figureHalf(FIGURES.get(target), "target"),
    ...results.map((/** @type {string} */ key) => figureHalf(FIGURES.get(key), "achieved")),
  ].filter(Boolean);
  return el("article", "figure", [title, about, el("div", halves.length > 1 ? "halves" : "halves one", halves), target && outcome(lead, results)]);
}

/**
 * How a target stands, in words, and why: met, missed, not reported and not decidable are different things.
 * @param {any} about
 * @param {any} results
 */
function outcome({ status, why }, results) {
  if (!status) return results.length ? null : words(say("noAchievement"), "p", "quiet missing");
  const reasons = (why || []).map((/** @type {any} */ reason) => words(DATA.outcomes[reason], "span", "reason"));
  return el("p", `outcome ${status}`, [words(capital(DATA.outcomes[status]), "b"), ...reasons]);
}

/** @param {any} figure */
const capitalOf = (figure) => figure.capital && words(brief(codeLabel(figure.capital)), "span", "tag");

/**
 * @param {any} figure
 * @param {string} kind
 */
function figureHalf(figure, kind) {
  return el("div", `half ${kind}`, [
    words(say(kind), "p", "half-name"),
    prose(quantity(figure), "p", "value"),
    spellingOf(figure),
    el("p", "period", spaced([raw(periodOf(figure)), basisOf(figure)].filter(Boolean))),
    flowOf(figure),
    relationOf("subsetOf", figure.subsetOf),
    relationOf("pairedWith", figure.pairedWith),
    figure.programmes && el("p", "quiet", [words(say("setBy")), raw(" "), ...figure.programmes.map((/** @type {string} */ key) => openerOf(key, null, "inline"))]),
    saidBy(figure),
    caveats(figure),
    foldedEvidence(figure),
  ]);
}

/**
 * From whom, to whom, through whom.
 * @param {any} figure
 */
function flowOf(figure) {
  const ends = ["origin", "destination", "via"].flatMap((name) => (figure[name] || []).map((/** @type {string} */ key, /** @type {number} */ i) => [i ? null : name, key]));
  if (!ends.length) return null;
  return el("p", "flow", ends.flatMap(([name, key]) => [name && words(say(name)), document.createTextNode(" "), openerOf(key, null, "inline"), document.createTextNode(" ")]));
}

/**
 * @param {string} name
 * @param {any} keys
 */
function relationOf(name, keys) {
  if (!keys || !keys.length) return null;
  const texts = keys.map((/** @type {string} */ key) => FIGURES.get(key)).map((/** @type {any} */ f) => join([f.measure ? codeLabel(f.measure) : "", quantity(f), periodOf(f)], [", ", "，"]));
  return el("p", "quiet", [words(say(name)), document.createTextNode(" "), words(join(texts, ["; ", "；"]))]);
}

/**
 * Who says it, where that is somebody else than the source itself.
 * @param {any} claim
 */
function saidBy(claim) {
  if (claim.told) {
    const [label, address, archived] = claim.told;
    const links = [linkTo(address), linkTo(archived, say("archivedCopy"))].flatMap((link) => (link ? [raw(" "), link] : []));
    return el("p", "said", [words(say("said")), raw(" "), words(pair(label), "span"), ...links]);
  }
  if (!claim.by) return null;
  const person = PEOPLE.get(claim.by);
  const name = PARTIES.has(claim.by) ? openerOf(claim.by, null, "inline") : words(nameOf(claim.by), "span");
  const post = person && person.post ? words(join([[" (", "（"], person.post, [")", "）"]], ["", ""])) : null;
  return el("p", "said", [words(say("said")), document.createTextNode(" "), name, post]);
}
