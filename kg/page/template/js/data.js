// What the page holds: the payload, and indexes over it. Nothing here changes after the page opened.
const DATA = JSON.parse(document.getElementById("data").textContent);
const STRINGS = JSON.parse(document.getElementById("strings").textContent);
const NETWORK = DATA.network;

// Records name codes by number: put the codes in their places.
const CODE_FIELDS = ["kind", "level", "role", "agreement", "stage", "bound", "unit", "measure", "capital", "basis"];
const CODES = new Map(DATA.codes.map((one) => [one.code, one.label]));
for (const group of [DATA.parties, DATA.partnerships, DATA.figures, DATA.statements]) {
  for (const record of Object.values(group)) [record, ...(record.parts || []), ...(record.stages || [])].forEach(nameCodes);
}
function nameCodes(record) {
  for (const field of CODE_FIELDS) if (field in record) record[field] = DATA.codes[record[field]].code;
  if (record.sectors) record.sectors = record.sectors.map((number) => DATA.codes[number].code);
}

const byKey = (object) => new Map(Object.entries(object));
const PARTIES = byKey(DATA.parties);
const DEALS = byKey(DATA.partnerships);
const PROGRAMMES = byKey(DATA.programmes);
const PEOPLE = byKey(DATA.people);
const FIGURES = byKey(DATA.figures);
const NODES = new Map(NETWORK.nodes.map(({ group, ...node }) => [node.id, { ...node, kind: group }]));
const ISLANDS = new Map(DATA.islands.map((island) => [island.key, island]));

/** A map from key to list that answers [] for what it does not hold. */
function lists(pairs) {
  const map = new Map();
  for (const [key, value] of pairs) {
    if (map.has(key)) map.get(key).push(value);
    else map.set(key, [value]);
  }
  return { get: (key) => map.get(key) || [], has: (key) => map.has(key) };
}

const unique = (values) => [...new Set(values)];
const partiesOf = (deal) => unique((DEALS.get(deal).parts || []).map((part) => part.party));

// Party to the partnerships that it takes part in itself.
const DEALS_OF = lists([...DEALS.keys()].flatMap((deal) => partiesOf(deal).map((party) => [party, deal])));
// Region to every party inside it, at any depth.
const INSIDE = lists([...PARTIES.keys()].flatMap((key) => withinOf(key).map((region) => [region, key])));
const FIGURES_ABOUT = lists([...FIGURES].map(([key, figure]) => [figure.about, key]));
const STATEMENTS_ABOUT = lists(DATA.statements.map((statement) => [statement.about, statement]));
const PARTS_OF = lists([...DEALS].flatMap(([key, deal]) => (deal.partOf || []).map((whole) => [whole, key])));
const FIGURES_OF_PROGRAMME = lists([...FIGURES].flatMap(([key, f]) => (f.programmes || []).map((p) => [p, key])));
const DEALS_OF_PROGRAMME = lists([...DEALS].flatMap(([key, d]) => (d.programmes || []).map((p) => [p, key])));

// The island of each party that is drawn.
const ISLAND_OF = new Map();
for (const island of DATA.islands) {
  if (NODES.has(island.key)) ISLAND_OF.set(island.key, island.key);
  for (const key of island.members) ISLAND_OF.set(key, island.key);
}
const EDGES = NETWORK.edges.map((edge) => ({ id: `${edge.from}|${edge.to}`, party: edge.from, deal: edge.to }));
const EDGES_OF = lists(EDGES.flatMap((edge) => [[edge.party, edge], [edge.deal, edge]]));

/** The regions that a party is in: said, or what its direct regions are in. */
function withinOf(key, below = []) {
  const { within, regions } = PARTIES.get(key);
  if (within) return within;
  const parents = (regions || []).filter((region) => PARTIES.has(region) && !below.includes(region));
  return unique(parents.flatMap((region) => [region, ...withinOf(region, [...below, key])])).filter((region) => region !== key);
}

/** A party and, for a region, everything in it. */
const membersOf = (key) => new Set([key, ...INSIDE.get(key)]);

/** The partnerships of a party and, for a region, of everything in it. */
function dealsOf(key) {
  return unique([...membersOf(key)].flatMap((member) => DEALS_OF.get(member))).sort(byName);
}

/** The partnerships in which a party in one end and another party in the other end both take part. */
function dealsBetween(a, b) {
  const endA = membersOf(a), endB = membersOf(b);
  return dealsOf(a).filter((deal) => {
    const parties = partiesOf(deal);
    return parties.some((p) => endA.has(p) && parties.some((q) => q !== p && endB.has(q)));
  });
}

/** The figures that say what went from one end to the other, either way. */
function flowsBetween(a, b) {
  const endA = membersOf(a), endB = membersOf(b);
  const some = (keys, end) => (keys || []).some((key) => end.has(key));
  return [...FIGURES.keys()].filter((key) => {
    const { origin, destination } = FIGURES.get(key);
    return (some(origin, endA) && some(destination, endB)) || (some(origin, endB) && some(destination, endA));
  });
}

/** The record of any key, or undefined. */
function recordOf(key) {
  return PARTIES.get(key) || DEALS.get(key) || PROGRAMMES.get(key) || PEOPLE.get(key);
}

/** The name of any key as [en, zh] or one text. */
function nameOf(key) {
  if (key === "nowhere" && ISLANDS.has(key)) return ISLANDS.get(key).label;
  const record = recordOf(key);
  return record ? record.label : key.split("/").pop();
}

// Code lists write English in lower case, as inside a sentence; standing alone it begins with a capital.
const capital = (text) => (Array.isArray(text) ? [upper(text[0]), text[1]] : upper(text));
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const codeLabel = (code) => capital(CODES.get(code));
const classLabel = (name) => capital(DATA.classes[name] || name);

/** Order of two keys by their English name, then by key: the same in every browser. */
function byName(a, b) {
  const [x, y] = [a, b].map((key) => [].concat(nameOf(key))[0].toLowerCase());
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

/** All passages that speak of a partnership: its own, its parts', its claims' and its figures'. */
function sourcesOf(deal) {
  const record = DEALS.get(deal);
  const figures = FIGURES_ABOUT.get(deal).map((key) => FIGURES.get(key));
  const places = [record, ...(record.parts || []), ...(record.stages || []), ...figures].flatMap((r) => r.evidence || []);
  return unique(places.map((place) => DATA.passages[place][0]));
}

/** The years in which any claim about a partnership's stage is dated. */
const yearsOf = (deal) => unique((DEALS.get(deal).stages || []).map((s) => s.date && +s.date.slice(0, 4)).filter(Boolean));
