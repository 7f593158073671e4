// Two days: what was true by the one, as far as it was known by the other. A claim counts from the last day of the span
// that its date stands for, and is known from the day on which a source that says it came out. The same as `--as-of`
// and `--known-by` of the command line.

/**
 * @param {number} year
 * @param {number} month
 */
const MONTH_LENGTH = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * The last day of the span that a claim's date stands for.
 * @param {any} claim
 */
function lastDayOf({ date = "", months }) {
  if (!months || !date) return date;
  const year = Number(date.slice(0, 4)), last = Math.ceil(Number(date.slice(5, 7)) / months) * months;
  return `${date.slice(0, 4)}-${String(last).padStart(2, "0")}-${MONTH_LENGTH(year, last)}`;
}

/**
 * The first day of that span.
 * @param {any} claim
 */
function firstDayOf({ date = "", months }) {
  if (!months || !date) return date;
  const first = Math.floor((Number(date.slice(5, 7)) - 1) / months) * months + 1;
  return `${date.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}

/**
 * The day on which the first of a record's sources came out; "" where none says so: then it was always known.
 * @param {any} record
 */
function knownFrom(record) {
  const days = (record.evidence || []).map((/** @type {number} */ index) => DATA.sources[DATA.passages[index][0]]).map((/** @type {any} */ source) => (source && source.issued) || "");
  return days.length && days.every(Boolean) ? days.reduce((/** @type {any} */ a, /** @type {any} */ b) => (a < b ? a : b)) : "";
}

/**
 * Whether a claim or a figure counts on the two days.
 * @param {Claim} claim
 * @param {string | null} asOf
 * @param {string | null} knownBy
 */
const counts = (claim, asOf, knownBy) => (!asOf || lastDayOf(claim) <= asOf) && (!knownBy || knownFrom(claim) <= knownBy);

/** What speaks of each partnership: its claims, and what is said of it without a date of its own. */
const SPOKEN = /** @type {Known<any>} */ (new Map([...DEALS].map(([key, deal]) => [key, {
  claims: [...(deal.stages || []), ...FIGURES_ABOUT.get(key).map((id) => FIGURES.get(id)), ...STATEMENTS_ABOUT.get(key)],
  undated: [deal, ...(deal.parts || [])].filter((record) => (record.evidence || []).length),
  stage: deal.stage, phase: deal.phase, ended: deal.ended,
}])));

/**
 * Whether anything that was true and known by the two days speaks of a partnership; one that nothing speaks of is there.
 * @param {string} deal
 * @param {string | null} asOf
 * @param {string | null} knownBy
 */
function isThere(deal, asOf, knownBy) {
  const { claims, undated } = SPOKEN.get(deal);
  if (!claims.length && !undated.length) return true;
  // A source that was out by the day had spoken of it by then.
  const until = [asOf, knownBy].filter(Boolean).sort()[0];
  return claims.some((/** @type {Claim} */ claim) => counts(claim, asOf, knownBy)) || undated.some((/** @type {any} */ record) => knownFrom(record) <= /** @type {string} */ (until));
}

/** How far on each stage is. */
const STAGE_ORDER = new Map(Object.entries(PACKED.views.order).map(([number, order]) => [CODE_KEYS[Number(number)], order]));

/**
 * The stage that a partnership had reached by the two days: of those that no later claim follows, the one furthest on.
 * @param {string} deal
 * @param {string | null} asOf
 * @param {string | null} knownBy
 */
function stageBy(deal, asOf, knownBy) {
  const stages = (DEALS.get(deal).stages || []).filter((claim) => counts(claim, asOf, knownBy));
  const begun = stages.map(firstDayOf).reduce((a, b) => (a > b ? a : b), "");
  const latest = stages.filter((claim) => lastDayOf(claim) >= begun);
  return latest.reduce((/** @type {any} */ best, { stage }) => (best === undefined || STAGE_ORDER.get(stage) > STAGE_ORDER.get(best) ? stage : best), undefined);
}

/** @type {Set<string> | null} */
let THERE = null; // the partnerships that were there; null for all

/** Put the two days into force: which partnerships there were, and at which stage each was. */
function applyDays() {
  const { asOf, knownBy } = state;
  THERE = asOf || knownBy ? new Set([...DEALS.keys()].filter((deal) => isThere(deal, asOf, knownBy))) : null;
  for (const [key, deal] of DEALS) {
    const then = SPOKEN.get(key), stage = THERE ? stageBy(key, asOf, knownBy) : then.stage;
    if (deal.stage === stage) continue;
    deal.stage = stage;
    deal.phase = stage === then.stage ? then.phase : PHASES.get(stage) || "unknown";
    deal.ended = stage === then.stage ? then.ended : ENDING.has(stage);
    TRAITS.get(key).hidden[1] = deal.phase;
  }
}

/** All days on which something came to be true, or to be known. */
const DAYS = (() => {
  const claims = [...SPOKEN.values()].flatMap(({ claims: own }) => own);
  return unique([...claims.map(lastDayOf), ...[...claims, ...[...SPOKEN.values()].flatMap(({ undated }) => undated)].map(knownFrom)].filter(isDay)).sort();
})();

/** @param {string} text */
function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text || "");
}

/** The two days in words; nothing where neither is set. */
function daysInWords() {
  return [state.asOf ? say("asOfDay", { day: state.asOf }) : null, state.knownBy ? say("knownByDay", { day: state.knownBy }) : null].filter(Boolean);
}
