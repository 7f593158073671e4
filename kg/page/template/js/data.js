// What the page holds: the payload, and indexes over it. Nothing here changes after the page opened.
/** @type {Known<Party>} */
const PARTIES = keyed("parties");
/** @type {Known<Deal>} */
const DEALS = keyed("partnerships");
/** @type {Known<Party>} */
const PROGRAMMES = keyed("programmes");
/** @type {Known<Party>} */
const PEOPLE = keyed("people");
/** @type {Known<Figure>} */
const FIGURES = /** @type {any} */ (new Map(PACKED.figures.map((/** @type {any[]} */ row, /** @type {number} */ i) => [`f${i}`, unpack(row)])));
/** @type {{meta: any, classes: Record<string, any>, sources: Source[], outcomes: any, statements: any[], passages: Passage[], rankings: RankingData[]}} */
const DATA = {
  meta: PACKED.meta,
  classes: PACKED.classes,
  sources: PACKED.sources,
  outcomes: PACKED.outcomes,
  statements: PACKED.statements.map(unpack),
  passages: passagesOf(PACKED.passages),
  rankings: PACKED.rankings.map((/** @type {any} */ one) => ({ ...one, rows: (one.rows || []).map((/** @type {any[]} */ [key, ...cells]) => [KEYS[key], ...cells.map(String)]),
    carriers: (one.carriers || []).map((/** @type {any} */ first) => ({ ...first, lost: first.lost.map((/** @type {[number, number]} */ [key, places]) => [KEYS[key], places]) })) })),
};
/** @type {Known<any>} */
const CODES = new Map(CODE_KEYS.map((key, i) => [key, PACKED.codes.label[i]]));
/** @type {Map<string, string>} */
const PHASES = new Map(CODE_KEYS.map((key, i) => [key, PACKED.codes.phase[i]]));
/** @type {Map<string, string>} */
const SIGNS = new Map(CODE_KEYS.map((key, i) => [key, PACKED.codes.sign[i]]));
const ENDING = new Set((PACKED.codes.ended || []).map((/** @type {number} */ number) => CODE_KEYS[number]));
for (const deal of DEALS.values()) {
  deal.phase = PHASES.get(deal.stage) || "unknown";
  deal.ended = ENDING.has(deal.stage);
}

const NETWORK = PACKED.network;
/** @type {Known<DrawnNode>} */
const NODES = /** @type {any} */ (new Map(rowsOf(NETWORK.nodes).map(({ id, x, y, kind, island }) => [KEYS[id], { id: KEYS[id], x, y, kind: NETWORK.kinds[kind], island }])));
/** @type {Known<Island>} */
const ISLANDS = /** @type {any} */ (new Map(PACKED.islands.map((/** @type {any[]} */ row) => {
  const island = unpack(row);
  return [island.key, { label: (PARTIES.get(island.key) || {}).label, ...island, members: [] }];
})));

// The packs of regions with very many members: by a key of their own, with what their members have in common.
/** @type {Known<Pack>} */
const PACKS = /** @type {any} */ (new Map([...ISLANDS.values()].flatMap((island) => (island.packs || []).map(([label, place, members], i) => (
  [`${island.key}~${i}`, { key: `${island.key}~${i}`, island: island.key, label: capital(label), place, members: members.map((number) => KEYS[number]) }])))));
/** @type {Known<string>} */
const PACK_OF = /** @type {any} */ (new Map([...PACKS.values()].flatMap(({ key, members }) => members.map((member) => [member, key]))));
/**
 * The island of what an arc may end at.
 * @type {(key: any) => string}
 */
const homeOf = (key) => (PACKS.has(key) ? PACKS.get(key).island : key);

/**
 * A map from key to list that answers [] for what it does not hold.
 * @template V
 * @param {any[][]} pairs
 * @returns {Lists<V>}
 */
function lists(pairs) {
  /** @type {Known<V[]>} */
  const map = new Map();
  for (const [key, value] of pairs) {
    if (map.has(key)) map.get(key).push(value);
    else map.set(key, [value]);
  }
  return { get: (key) => map.get(key) || [], has: (key) => map.has(key) };
}

/** @type {<V>(values: Iterable<V>) => V[]} */
const unique = (values) => [...new Set(values)];

/**
 * The smallest and the largest of numbers, however many: as arguments of one call a hundred thousand are an error.
 * @type {(values: number[], start?: number) => number}
 */
const lowest = (values, start = Infinity) => values.reduce((a, b) => Math.min(a, b), start);
/** @type {(values: number[], start?: number) => number} */
const highest = (values, start = -Infinity) => values.reduce((a, b) => Math.max(a, b), start);
/**
 * What says where a party is as far as a partnership is concerned: the places that are said, or the party itself.
 * @type {(part: Part) => string[]}
 */
const standsAt = (part) => part.places || [part.party];
/** @type {(deal: string) => string[]} */
const partiesOf = (deal) => unique((DEALS.get(deal).parts || []).map((part) => part.party));

// The ties of a projection, each with the partnerships behind it; null where the page shows a whole graph.
/** @type {Tie[] | null} */
const TIES = NETWORK.edges.behind
  ? rowsOf(NETWORK.edges).map(({ from, to, behind, weights }) => ({ a: KEYS[from], b: KEYS[to], deals: behind.map((/** @type {number} */ number) => KEYS[number]), weights }))
  : null;
/** @type {Lists<Tie>} */
const TIES_OF = lists((TIES || []).flatMap((tie) => [[tie.a, tie], [tie.b, tie]]));
// Partnership to the nodes of the projection that it ties.
/** @type {Lists<string>} */
const TIED_BY = lists((TIES || []).flatMap(({ a, b, deals }) => deals.flatMap((deal) => [[deal, a], [deal, b]])));
// Party to the partnerships that it takes part in itself.
/** @type {Lists<string>} */
const TAKING_PART = lists([...DEALS.keys()].flatMap((deal) => partiesOf(deal).map((party) => [party, deal])));
// Node to its own partnerships: those that it takes part in, or those behind its ties.
/** @type {Lists<string>} */
const DEALS_OF = TIES ? lists([...NODES.keys()].flatMap((key) => unique(TIES_OF.get(key).flatMap((tie) => tie.deals)).map((deal) => [key, deal]))) : TAKING_PART;
/**
 * The nodes that stand for a partnership's parties.
 * @type {(deal: string) => string[]}
 */
const nodesOf = (deal) => (TIES ? unique(TIED_BY.get(deal)) : partiesOf(deal));
// Region to every party inside it, at any depth.
/** @type {Lists<string>} */
const INSIDE = lists([...PARTIES.keys()].flatMap((key) => withinOf(key).map((region) => [region, key])));
/** @type {Lists<string>} */
const FIGURES_ABOUT = lists([...FIGURES].map(([key, figure]) => [figure.about, key]));
/** @type {Lists<any>} */
const STATEMENTS_ABOUT = lists(DATA.statements.map((statement) => [statement.about, statement]));
/** @type {Lists<string>} */
const PARTS_OF = lists([...DEALS].flatMap(([key, deal]) => (deal.partOf || []).map((whole) => [whole, key])));
/** @type {Lists<string>} */
const FIGURES_OF_PROGRAMME = lists([...FIGURES].flatMap(([key, f]) => (f.programmes || []).map((p) => [p, key])));
/** @type {Lists<string>} */
const DEALS_OF_PROGRAMME = lists([...DEALS].flatMap(([key, d]) => (d.programmes || []).map((p) => [p, key])));

// The island of each party that is drawn.
/** @type {Known<string>} */
const ISLAND_OF = new Map();
const islandKeys = [...ISLANDS.keys()];
for (const [key, { island }] of NODES) {
  if (island < 0) continue;
  ISLAND_OF.set(key, islandKeys[island]);
  if (islandKeys[island] !== key) ISLANDS.get(islandKeys[island]).members.push(key);
}
/** @type {{id: string, party: string, deal: string}[]} */
const EDGES = rowsOf(NETWORK.edges).map(({ from, to }) => ({ id: `${KEYS[from]}|${KEYS[to]}`, party: KEYS[from], deal: KEYS[to] }));
/** @type {Lists<{id: string, party: string, deal: string}>} */
const EDGES_OF = lists(EDGES.flatMap((edge) => [[edge.party, edge], [edge.deal, edge]]));

/**
 * The regions that a party is in: said, or what its direct regions are in.
 * @param {string} key
 * @param {string[]} below
 * @returns {string[]}
 */
function withinOf(key, below = []) {
  const { within, regions } = PARTIES.get(key);
  if (within) return within;
  const parents = (regions || []).filter((region) => PARTIES.has(region) && !below.includes(region));
  return unique(parents.flatMap((region) => [region, ...withinOf(region, [...below, key])])).filter((region) => region !== key);
}

// Region to the partnerships in which somebody takes part with a place in it, where that is said.
/** @type {Lists<string>} */
const TAKING_PART_AT = lists([...DEALS].flatMap(([deal, { parts }]) => (parts || []).flatMap((part) => (part.places || [])
  .flatMap((place) => [place, ...withinOf(place)].map((region) => [region, deal])))));

/**
 * Whether a party counts for one end, whose members are given: as one of them, or with a place in it.
 * @type {(part: Part, end: any, members: Set<string>) => boolean}
 */
const countsFor = (part, end, members) => members.has(part.party)
  || (part.places || []).some((place) => place === end || withinOf(place).includes(end));

/**
 * A party and, for a region, everything in it.
 * @type {(key: any) => Set<string>}
 */
const membersOf = (key) => new Set([key, ...(key === "nowhere" ? ISLANDS.get(key).members : INSIDE.get(key))]);

/**
 * The partnerships of a party and, for a region, of everything in it; of a projection's node, those behind its ties.
 * @param {Key} key
 */
function dealsOf(key) {
  const deals = TIES && NODES.has(key) ? DEALS_OF.get(key) : unique([...membersOf(key)].flatMap((member) => TAKING_PART.get(member)).concat(TAKING_PART_AT.get(key)));
  return deals.slice().sort(byName);
}

/**
 * The partnerships in which a party in one end and another party in the other end both take part. Of a region and one
 * around it, what is in the inner one stands for that one only.
 * @param {Key} a
 * @param {Key} b
 */
function dealsBetween(a, b) {
  if (TIES) return dealsTying(standFor(a), standFor(b));
  const endA = without(membersOf(a), a, b), endB = without(membersOf(b), b, a);
  return dealsOf(a).filter((deal) => {
    const parts = DEALS.get(deal).parts || [];
    return parts.some((p) => countsFor(p, a, endA) && parts.some((q) => q.party !== p.party && countsFor(q, b, endB)));
  });
}

/**
 * The members of a region without those of another one, if that lies in it.
 * @type {(members: Set<string>, outer: any, inner: any) => Set<string>}
 */
const without = (members, outer, inner) => (outer !== inner && INSIDE.get(outer).includes(inner) ? new Set([...members].filter((key) => !membersOf(inner).has(key))) : members);

/**
 * The partnerships behind the ties of a projection between two sets of nodes.
 * @param {Set<string>} endA
 * @param {Set<string>} endB
 */
function dealsTying(endA, endB) {
  const joins = (/** @type {Tie} */ { a, b }) => (endA.has(a) && endB.has(b)) || (endA.has(b) && endB.has(a));
  return unique([...endA].flatMap((key) => TIES_OF.get(key)).filter(joins).flatMap((tie) => tie.deals)).sort(byName);
}

/**
 * The nodes of a projection that one on the drawing stands for: in the overview, a region for all on its island.
 * @param {Key} key
 * @returns {Set<string>}
 */
function standFor(key) {
  const island = ISLANDS.get(key);
  const whole = island && (!NODES.has(key) || (state.drawing === "regions" && !state.expanded.has(String(key))));
  return new Set(/** @type {string[]} */ (whole ? [key, ...island.members] : [key]));
}

/**
 * The figures that say what went from one end to the other, either way.
 * @param {Set<string>[]} ends
 */
function flowsBetween([endA, endB]) {
  const some = (/** @type {string[] | undefined} */ keys, /** @type {Set<string>} */ end) => (keys || []).some((key) => end.has(key));
  return [...FIGURES.keys()].filter((key) => {
    const { origin, destination } = FIGURES.get(key);
    return (some(origin, endA) && some(destination, endB)) || (some(origin, endB) && some(destination, endA));
  });
}

/**
 * The record of any key, or undefined.
 * @param {Key} key
 * @returns {Party}
 */
function recordOf(key) {
  return PARTIES.get(key) || DEALS.get(key) || PROGRAMMES.get(key) || PEOPLE.get(key);
}

/**
 * The name of any key as [en, zh] or one text.
 * @param {Key} key
 * @returns {any}
 */
function nameOf(key) {
  if (key === "nowhere" && ISLANDS.has(key)) return ISLANDS.get(key).label;
  if (PACKS.has(key)) return join([nameOf(PACKS.get(key).island), PACKS.get(key).label], [": ", "："]);
  const record = recordOf(key);
  return namesakes().get(key) || (record ? record.label : String(key).split("/").pop());
}

/** The names of regions that are called what another one is too, each with where it is. @type {Known<[string, string]> | null} */
let namesakesFound = null;

/** They are told apart wherever a name stands: by what they are in, as near as tells them apart, or by their degrees. */
function namesakes() {
  if (namesakesFound) return namesakesFound;
  namesakesFound = new Map();
  const regions = [...PARTIES.keys()].filter((key) => PARTIES.get(key).region), degrees = new Map(rowsOf(PACKED.views.places).map(({ key, lat, lon }) => [KEYS[key], `${lat}°, ${lon}°`]));
  const labelOf = (/** @type {string | undefined} */ key, /** @type {number} */ side) => (key && PARTIES.has(key) ? pair(PARTIES.get(key).label)[side] : "");
  const names = /** @type {Known<[string, string]>} */ (new Map());
  for (const side of [0, 1]) {
    const called = lists(regions.map((key) => [labelOf(key, side).toLowerCase(), key]));
    for (const name of unique(regions.map((key) => labelOf(key, side).toLowerCase()))) {
      const alike = called.get(name);
      if (alike.length < 2) continue;
      const within = alike.map((key) => unique([...(PARTIES.get(key).regions || []), ...withinOf(key)]));
      const ways = [...Array(highest(within.map(({ length }) => length), 0)).keys()].map((depth) => within.map((around) => labelOf(around[depth], side)));
      const said = [...ways, alike.map((key) => degrees.get(key) || "")].find((one) => one.every(Boolean) && unique(one).length === one.length);
      alike.forEach((key, i) => {
        const own = names.get(key) || /** @type {[string, string]} */ (pair(PARTIES.get(key).label).slice());
        if (said) names.set(key, /** @type {[string, string]} */ (own.map((text, j) => (j === side ? (side ? `${text}（${said[i]}）` : `${text} (${said[i]})`) : text))));
      });
    }
  }
  namesakesFound = names;
  return names;
}

// Code lists write English in lower case, as inside a sentence; standing alone it begins with a capital.
/** @param {any} text */
function capital(text) {
  return Array.isArray(text) ? [upper(text[0]), text[1]] : upper(text);
}
/** @param {string} text */
function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
/** @type {(code: string) => any} */
const codeLabel = (code) => capital(CODES.get(code));
/** @type {(name: string) => any} */
const classLabel = (name) => capital(DATA.classes[name] || name);

/**
 * Order of two keys by their English name, then by key: the same in every browser.
 * @param {string} a
 * @param {string} b
 */
function byName(a, b) {
  const [x, y] = [a, b].map((key) => pair(nameOf(key))[0].toLowerCase());
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

/**
 * All passages that speak of a partnership: its own, its parts', its claims' and its figures'.
 * @param {string} deal
 */
function sourcesOf(deal) {
  const record = DEALS.get(deal);
  const figures = FIGURES_ABOUT.get(deal).map((key) => FIGURES.get(key));
  const places = [record, ...(record.parts || []), ...(record.stages || []), ...figures].flatMap((r) => r.evidence || []);
  return unique(places.map((place) => DATA.passages[place][0]));
}

/**
 * The years in which any claim about a partnership's stage is dated.
 * @type {(deal: string) => any[]}
 */
const yearsOf = (deal) => unique((DEALS.get(deal).stages || []).map((s) => s.date && +s.date.slice(0, 4)).filter(Boolean));
