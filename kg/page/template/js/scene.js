// What is drawn, in the drawing's own coordinates: which nodes, which lines, which arcs, and what of it
// stands out. Worked out when the state changes; painting only reads it.
const SCENE = { nodes: new Map(), lines: [], arcs: [], focus: null, version: 0, left: 0 };

// Above this many nodes the network view draws the parties with the most partnerships, or, while
// something is selected, its surroundings: more would be a hairball that nobody can read or move.
const MANY = 3000;
const MOST = 400;

const placeOf = (key) => {
  const node = NODES.get(key);
  if (node) return node;
  const island = ISLANDS.get(key);
  return { x: island.place[0], y: island.place[1] };
};

/** Work out the scene of the current view. */
function composeScene() {
  SCENE.focus = focusOf(state.selection);
  if (state.drawing === "regions") composeOverview();
  else composeNetwork();
  SCENE.version += 1;
}

function composeNetwork() {
  const { parties, deals } = NODES.size > MANY ? fewer() : SHOWN;
  SCENE.nodes = new Map();
  for (const key of parties) SCENE.nodes.set(key, NODES.get(key));
  for (const key of deals) SCENE.nodes.set(key, NODES.get(key));
  SCENE.lines = EDGES.filter((edge) => deals.has(edge.deal) && parties.has(edge.party))
    .map((edge) => line(edge, edge.party));
  SCENE.arcs = [];
  SCENE.left = SHOWN.parties.size - parties.size;
}

/** The surroundings of the selection, or else the parties with the most partnerships and what joins them. */
function fewer() {
  const regions = [...SHOWN.parties].filter(isIslandRegion);
  if (SCENE.focus) {
    const around = [...SCENE.focus.nodes];
    return {
      parties: new Set([...regions, ...around.filter((key) => SHOWN.parties.has(key))]),
      deals: new Set(around.filter((key) => SHOWN.deals.has(key))),
    };
  }
  const degree = (key) => DEALS_OF.get(key).filter((deal) => SHOWN.deals.has(deal)).length;
  const ranked = [...SHOWN.parties].map((key) => [degree(key), key]).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
  const parties = new Set([...regions, ...ranked.slice(0, MOST).map(([, key]) => key)]);
  const joins = (deal) => partiesOf(deal).filter((party) => parties.has(party)).length > 1;
  return { parties, deals: new Set([...SHOWN.deals].filter(joins)) };
}

/** Regions and the arcs between them; islands that were opened show what is on them. */
function composeOverview() {
  SCENE.nodes = new Map();
  for (const key of SHOWN.parties) if (isIslandRegion(key) || state.expanded.has(ISLAND_OF.get(key))) SCENE.nodes.set(key, NODES.get(key));
  const open = (deal) => partiesOf(deal).some((party) => state.expanded.has(ISLAND_OF.get(party)));
  const opened = new Set([...SHOWN.deals].filter(open));
  for (const deal of opened) SCENE.nodes.set(deal, NODES.get(deal));
  SCENE.lines = EDGES.filter((edge) => opened.has(edge.deal))
    .map((edge) => line(edge, SCENE.nodes.has(edge.party) ? edge.party : ISLAND_OF.get(edge.party)));
  SCENE.arcs = arcsOf([...SHOWN.deals].filter((deal) => !opened.has(deal)));
  SCENE.left = 0;
}

const line = (edge, end) => ({ ...edge, from: placeOf(end), to: placeOf(edge.deal) });

/** One arc for each two islands that partnerships join. */
function arcsOf(deals) {
  const counts = new Map();
  for (const deal of deals) {
    const touched = TRAITS.get(deal).regions.slice().sort();
    touched.forEach((a, i) => touched.slice(i + 1).forEach((b) => {
      const id = `${a}|${b}`;
      counts.set(id, (counts.get(id) || 0) + 1);
    }));
  }
  return [...counts].sort().map(([id, count]) => arc(...id.split("|"), count));
}

function arc(a, b, count) {
  const from = placeOf(a), to = placeOf(b);
  const bend = 0.16;
  const middle = {
    x: (from.x + to.x) / 2 - (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 + (to.x - from.x) * bend,
  };
  return { a, b, count, from, to, middle, badge: null };
}

/** A point of an arc, `t` from 0 to 1. */
function onArc({ from, to, middle }, t) {
  const u = 1 - t;
  return {
    x: u * u * from.x + 2 * u * t * middle.x + t * t * to.x,
    y: u * u * from.y + 2 * u * t * middle.y + t * t * to.y,
  };
}

/** What stands out while something is selected: keys of nodes, ids of lines, and a test for arcs; null for all. */
function focusOf(selection) {
  if (!selection) return null;
  if (selection.party) {
    return { nodes: new Set([selection.party, selection.deal]), lines: new Set([`${selection.party}|${selection.deal}`]), arcs: () => false };
  }
  if (selection.a) return tieFocus(selection);
  if (DEALS.has(selection.key)) return dealFocus([selection.key], [], () => false);
  if (PROGRAMMES.has(selection.key)) return dealFocus(DEALS_OF_PROGRAMME.get(selection.key), [], () => false);
  const members = membersOf(selection.key);
  const deals = dealsOf(selection.key).filter((deal) => SHOWN.deals.has(deal));
  const islands = new Set([...members].map((key) => ISLAND_OF.get(key)));
  return dealFocus(deals, [selection.key], (a) => islands.has(a.a) || islands.has(a.b));
}

function tieFocus({ a, b }) {
  const ends = new Set([...membersOf(a), ...membersOf(b)]);
  const deals = dealsBetween(a, b).filter((deal) => SHOWN.deals.has(deal));
  const focus = dealFocus(deals, [a, b], (arc) => ends.has(arc.a) && ends.has(arc.b));
  return focus;
}

function dealFocus(deals, more, arcs) {
  const edges = deals.flatMap((deal) => EDGES_OF.get(deal));
  // In the overview a region stands for those on it that are not drawn.
  const ends = state.drawing === "regions" ? edges.map((edge) => ISLAND_OF.get(edge.party)).filter((key) => NODES.has(key)) : [];
  return {
    nodes: new Set([...more, ...deals, ...edges.map((edge) => edge.party), ...ends]),
    lines: new Set(edges.map((edge) => edge.id)),
    arcs,
  };
}

const isDim = (key) => SCENE.focus !== null && !SCENE.focus.nodes.has(key);
const isSelected = (key) => {
  const s = state.selection;
  return s !== null && [s.key, s.a, s.b, s.party, s.deal].includes(key);
};
