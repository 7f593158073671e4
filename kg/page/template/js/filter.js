// Which partnerships and parties pass the filters, and how many would with each value of a filter.

/** What the filters look at, for each partnership; worked out once. */
const TRAITS = /** @type {Known<Traits>} */ (new Map([...DEALS].map(([key, deal]) => {
  const parties = partiesOf(key);
  return [key, {
    hidden: [deal.class, deal.phase],
    sectors: deal.sectors || [],
    regions: unique((TIES ? nodesOf(key) : (deal.parts || []).flatMap(standsAt)).map((/** @type {string} */ node) => ISLAND_OF.get(node)).filter(Boolean)),
    kinds: unique(parties.map((party) => PARTIES.get(party)?.kind).filter(Boolean)),
    sources: sourcesOf(key).map(String),
    years: yearsOf(key),
  }];
})));

// What is shown: partnerships that pass the filters, the parties that are drawn, those of them that take part in a shown
// partnership, and the islands these touch. Header, legend, list and files all count these sets, and nothing else.
const SHOWN = { deals: new Set(), parties: new Set(), taking: new Set(), places: new Set() };

/**
 * Whether a partnership passes all filters but one.
 * @param {string} deal
 */
function passes(deal, except = "") {
  const traits = TRAITS.get(deal);
  for (const trait of traits.hidden) if (trait !== except && state.hidden.has(trait)) return false;
  for (const name of FACETS) {
    if (name !== except && state[name].size && !traits[name].some((/** @type {string} */ value) => state[name].has(value))) return false;
  }
  if (except !== "days" && THERE && !THERE.has(deal)) return false;
  if (except !== "years" && state.years && !traits.years.some(inYears)) return false;
  return true;
}

/** @type {(year: number) => boolean} */
const inYears = (year) => state.years === null || (year >= state.years[0] && year <= state.years[1]);

/** Work out what is shown. */
function applyFilters() {
  SHOWN.deals = new Set([...DEALS.keys()].filter((deal) => passes(deal)));
  const filtered = SHOWN.deals.size < DEALS.size;
  SHOWN.parties = new Set();
  for (const [key, node] of NODES) {
    if (node.kind === "partnership" || state.hidden.has(node.kind)) continue;
    if (!filtered || isIslandRegion(key) || DEALS_OF.get(key).some((/** @type {string} */ deal) => SHOWN.deals.has(deal))) SHOWN.parties.add(key);
  }
  const taking = takingPart();
  SHOWN.taking = new Set([...SHOWN.parties].filter((key) => taking.has(key)));
  // Whose place no source states is at no place.
  SHOWN.places = new Set([...SHOWN.deals].flatMap((deal) => TRAITS.get(deal).regions).filter((key) => key !== "nowhere"));
}

/** The nodes that stand for parties of shown partnerships, of kinds that are switched off too. */
const takingPart = () => new Set([...SHOWN.deals].flatMap(nodesOf));

/** @type {(key: string) => boolean} Whether a party is drawn without part in anything that is shown. */
const isAside = (key) => !SHOWN.taking.has(key);

/** @type {(key: string) => boolean} */
const isIslandRegion = (key) => ISLANDS.has(key);

/**
 * How many partnerships each value of a facet has among those that pass the other filters.
 * @param {keyof Traits} name
 * @returns {Map<any, number>}
 */
function facetCounts(name) {
  const counts = new Map();
  for (const deal of DEALS.keys()) {
    if (!passes(deal, name)) continue;
    for (const value of TRAITS.get(deal)[name]) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

/**
 * How many partnerships a class or a phase has among those that pass the other filters.
 * @param {string} trait
 */
function traitCount(trait) {
  let count = 0;
  for (const deal of DEALS.keys()) if (TRAITS.get(deal).hidden.includes(trait) && passes(deal, trait)) count += 1;
  return count;
}

/**
 * What a tie's two ends stand for: an arc for what is on its islands, any other tie for all that is inside its ends.
 * @param {Chosen} tie
 * @returns {Set<string>[]}
 */
function endsOf({ a, b, arc }) {
  return [a, b].map((key) => /** @type {Set<string>} */ (PACKS.has(key) ? new Set(PACKS.get(key).members) : arc && ISLANDS.has(key) ? new Set([key, ...ISLANDS.get(key).members]) : membersOf(key)));
}

/**
 * The partnerships behind a tie; behind an arc those that it counts.
 * @param {any} tie
 * @returns {string[]}
 */
function dealsOfTie(tie) {
  if (!tie.arc || TIES) return dealsBetween(tie.a, tie.b);
  return [...DEALS.keys()].filter((deal) => [tie.a, tie.b].every((key) => (tie.arc === "map" ? endsOnMap(deal).includes(key) : touches(deal, key)))).sort(byName);
}

/**
 * Whether a partnership has somebody at an end of an arc: on an island, in a pack, or the party itself.
 * @param {string} deal
 * @param {string} key
 */
function touches(deal, key) {
  if (PACKS.has(key)) return partiesOf(deal).some((party) => PACK_OF.get(party) === key);
  return ISLANDS.has(key) ? TRAITS.get(deal).regions.includes(key) : partiesOf(deal).includes(key);
}

/**
 * The shown ones among partnerships, and how many are not.
 * @param {string[]} deals
 * @returns {[string[], number]}
 */
function split(deals) {
  const shown = deals.filter((deal) => SHOWN.deals.has(deal));
  return [shown, deals.length - shown.length];
}
