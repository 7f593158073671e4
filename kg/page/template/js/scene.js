// What is drawn, in the drawing's own coordinates: which nodes, which lines, which arcs, and what of it
// stands out. Worked out when the state changes; painting only reads it.
/** @type {Scene} */
const SCENE = { nodes: new Map(), lines: [], arcs: [], painted: [], lands: [...ISLANDS.values()], focus: null, foremost: null, ties: null, most: 0, strong: 0, version: 0, drawn: 0 };

/** @param {Key} key */
const placeOf = (key) => {
  const node = NODES.get(key);
  if (node) return node;
  const { place } = ISLANDS.get(key) || PACKS.get(key);
  return { x: place[0], y: place[1] };
};

/** Work out the scene of the current view. */
function composeScene() {
  const before = SCENE.nodes;
  SCENE.focus = focusOf(state.selection) || marked(state.highlight);
  SCENE.lines = [];
  SCENE.arcs = [];
  SCENE.foremost = null;
  SCENE.ties = null;
  if (state.drawing === "regions") composeOverview();
  else composeNetwork();
  SCENE.most = highest(SCENE.arcs.map((one) => one.count), 0);
  SCENE.strong = leastOf(SCENE.arcs);
  // The strong ones over the others; sorted here, and not for each picture.
  SCENE.painted = SCENE.arcs.slice().sort((a, b) => a.count - b.count);
  SCENE.version += 1;
  // Names move only where other things are drawn.
  if (before.size !== SCENE.nodes.size || [...SCENE.nodes.keys()].some((key) => !before.has(key))) SCENE.drawn += 1;
}

function composeNetwork() {
  const { parties, deals, foremost: most } = isLarge ? lensed() : { ...SHOWN, foremost: null };
  SCENE.foremost = most;
  if (isCrowded) arrange([...parties]);
  SCENE.nodes = nodesIn([...parties, ...deals]);
  if (isCrowded) SCENE.lands = unique([...parties].map((key) => ISLAND_OF.get(key)).filter(Boolean)).map((key) => ISLANDS.get(key));
  if (TIES) {
    SCENE.arcs = tiedArcs((/** @type {string} */ key) => key);
    foremostTies();
  } else SCENE.lines = EDGES.filter((edge) => deals.has(edge.deal) && parties.has(edge.party)).map((edge) => line(edge, edge.party));
}

/** @param {any} keys */
const nodesIn = (keys) => new Map(keys.filter((/** @type {string} */ key) => NODES.has(key)).map((/** @type {string} */ key) => [key, NODES.get(key)]));

/** Regions and the arcs between them; islands that were opened show what is on them. */
function composeOverview() {
  const isOpen = (/** @type {string} */ key) => state.expanded.has(ISLAND_OF.get(key));
  const near = isCrowded ? foremostRegions() : null;
  if (near && !(state.selection && SCENE.focus)) SCENE.foremost = near.size;
  if (near) arrange([...near]);
  const isNear = (/** @type {string} */ key) => !near || near.has(key);
  const parties = [...SHOWN.parties].filter((key) => (isIslandRegion(key) ? isNear(key) : (!near && !ISLAND_OF.has(key)) || isOpen(key)));
  if (near) SCENE.lands = [...ISLANDS.values()].filter((island) => near.has(island.key) || state.expanded.has(island.key));
  if (TIES) {
    SCENE.nodes = nodesIn([...parties, ...SHOWN.deals]);
    SCENE.arcs = tiedArcs((/** @type {string} */ key) => (SCENE.nodes.has(key) ? key : ISLAND_OF.get(key)));
    foremostTies();
    return;
  }
  // What is in packs would be a heap of lines: its partnerships stay arcs, those of one pack in one.
  const opened = new Set([...SHOWN.deals].filter((deal) => partiesOf(deal).some((party) => isOpen(party) && !PACK_OF.has(party))));
  SCENE.nodes = nodesIn([...parties, ...opened]);
  SCENE.lines = EDGES.filter((edge) => opened.has(edge.deal))
    .map((edge) => line(edge, SCENE.nodes.has(edge.party) ? edge.party : ISLAND_OF.get(edge.party)));
  const folded = [...SHOWN.deals].filter((deal) => !opened.has(deal));
  const ends = near ? (/** @type {any} */ deal) => endsOnDrawing(deal).filter((key) => isNear(key) || PACKS.has(key)) : endsOnDrawing;
  SCENE.arcs = [...arcsOf(folded, ends), ...arcsOfOne(folded)];
}

/**
 * What stands for a partnership's parties in the overview: their islands, of one that is open in packs their packs.
 * @param {any} deal
 */
function endsOnDrawing(deal) {
  const { regions } = TRAITS.get(deal);
  if (!PACKS.size || !state.expanded.size) return regions;
  const packs = partiesOf(deal).filter((party) => PACK_OF.has(party) && state.expanded.has(ISLAND_OF.get(party))).map((party) => PACK_OF.get(party));
  const opened = new Set(packs.map(homeOf));
  return unique([...regions.filter((key) => !opened.has(key)), ...packs]);
}

/**
 * The arcs of the one member of a pack that is selected, each to where its partners are.
 * @param {any} deals
 */
function arcsOfOne(deals) {
  const key = state.selection && state.selection.key;
  if (!PACK_OF.has(key) || !state.expanded.has(ISLAND_OF.get(key))) return [];
  const behind = new Map();
  for (const deal of deals.filter((/** @type {any} */ one) => partiesOf(one).includes(String(key)))) {
    for (const end of endsOnDrawing(deal)) if (end !== PACK_OF.get(key)) addTo(behind, end, deal);
  }
  return [...behind].map(([end, own]) => arc(key, end, own));
}

/**
 * @param {any} edge
 * @param {Key} end
 */
const line = (edge, end) => ({ ...edge, from: placeOf(end), to: placeOf(edge.deal) });

/**
 * One arc for each two islands that partnerships join; of a projection, one for each of its ties.
 * @param {any} [deals]
 * @param {any} [ends]
 */
function arcsOf(deals, ends = (/** @type {any} */ deal) => TRAITS.get(deal).regions) {
  if (TIES) return TIES.map((tie) => arc(tie.a, tie.b, new Set(shownOf(tie.deals)))).filter((one) => one.count);
  return pairsOf(deals, ends).map(([a, b, own]) => arc(a, b, own));
}

/**
 * Each two ends that partnerships join, with these, in the order of their ends.
 * @param {string[]} deals
 * @param {(deal: string) => string[]} ends
 * @returns {[string, string, Set<string>][]}
 */
function pairsOf(deals, ends) {
  const behind = new Map();
  for (const deal of deals) {
    const touched = ends(deal).slice().sort();
    touched.forEach((/** @type {string} */ a, /** @type {number} */ i) => touched.slice(i + 1).forEach((/** @type {string} */ b) => addTo(behind, `${a}|${b}`, deal)));
  }
  return [...behind].sort(([x], [y]) => (x < y ? -1 : 1)).map(([id, own]) => [.../** @type {[string, string]} */ (id.split("|")), own]);
}

/**
 * @param {any} map
 * @param {string} id
 * @param {any} value
 */
function addTo(map, id, value) {
  if (!map.has(id)) map.set(id, new Set());
  map.get(id).add(value);
}

/** How many ties of a projection have a partnership that passes the filters. */
const countTies = () => (TIES || []).filter(({ deals }) => deals.some((deal) => SHOWN.deals.has(deal))).length;

/**
 * One arc for each two nodes that a projection ties, or for those that stand for them.
 * @param {any} standIn
 */
function tiedArcs(standIn) {
  const behind = new Map();
  for (const { a, b, deals } of TIES || []) {
    const [from, to] = [standIn(a), standIn(b)];
    if (from === to || !from || !to || [from, to].some((key) => NODES.has(key) && !SCENE.nodes.has(key))) continue;
    for (const deal of deals) if (SHOWN.deals.has(deal)) addTo(behind, from < to ? `${from}|${to}` : `${to}|${from}`, deal);
  }
  return [...behind].map(([id, own]) => arc(.../** @type {[string, string]} */ (id.split("|")), own));
}

/**
 * An arc; between the same two places there is only one, and arcs of many bend to the same side of their way.
 * @param {any} a
 * @param {any} b
 * @param {any} deals
 */
function arc(a, b, deals) {
  const from = placeOf(a), to = placeOf(b), way = isRegions() ? aroundDiscs(a, b, { from, to, ...wayOf(a, b, from, to) }) : wayOf(a, b, from, to);
  return { a, b, deals, count: deals.size, ...way, from: edgeOf(a, from, way.first), to: edgeOf(b, to, way.second), badge: /** @type {Point | null} */ (null) };
}

/**
 * Where an arc ends: at the edge of a pack, so that it crosses none of its members, and in the middle of anything else.
 * @param {string} key
 * @param {Point} at
 * @param {any} next
 */
function edgeOf(key, at, next) {
  if (!PACKS.has(key)) return at;
  const r = PACKS.get(key).place[2], distance = Math.hypot(next.x - at.x, next.y - at.y) || 1;
  return towards(at, next, Math.min(1, r / distance));
}

/** How far arcs between the same two sides are drawn together: 0 not at all, 1 through one line. */
const BUNDLED = 0.82;

/**
 * The two points that a cubic curve bends to. Arcs between regions of two cities run together between these, side by
 * side as the strands of a ribbon (Holten 2006, hierarchical edge bundles, with the two sides as the hierarchy).
 * @param {any} a
 * @param {any} b
 * @param {any} from
 * @param {any} to
 */
function wayOf(a, b, from, to) {
  const bend = 0.16;
  const middle = { x: (from.x + to.x) / 2 - (to.y - from.y) * bend, y: (from.y + to.y) / 2 + (to.x - from.x) * bend };
  const own = { first: towards(from, middle, 2 / 3), second: towards(to, middle, 2 / 3), isBundled: false };
  // In a ring they bend to its middle, and leave its edge free.
  if (isPart() && arrangedBy === "inRing") return { first: towards(from, { x: 0, y: 0 }, 0.5), second: towards(to, { x: 0, y: 0 }, 0.5), isBundled: false };
  const [one, other] = [a, b].map(landOf), strand = isRegions() && !isCrowded && strands().get(`${one}|${other}`);
  if (!strand) return own;
  return { first: towards(own.first, strand[0], BUNDLED), second: towards(own.second, strand[1], BUNDLED), isBundled: true };
}

/**
 * The island that the end of an arc lies on.
 * @param {string} key
 */
const landOf = (key) => (ISLANDS.has(homeOf(key)) ? homeOf(key) : ISLAND_OF.get(key));

/**
 * @param {any} from
 * @param {any} to
 * @param {any} share
 */
const towards = (from, to, share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });

/** How far the strands of a ribbon lie from one another, and how wide it may be in all, as a share of its length. */
const STRAND = { gap: 17, wide: 0.5 };

/** @type {Map<string, Point[]> | null} */
let strandsFound = null;

/**
 * Through which two points the arc of each two islands of different sides runs: beside those of the same sides, in the
 * order in which their ends lie, so that they do not cross. All that the data has count, whatever the filters leave, so
 * that no arc moves for them.
 */
function strands() {
  if (strandsFound) return strandsFound;
  /** @type {Map<string, Point[]>} */
  const found = new Map();
  const groupOf = (/** @type {string} */ key) => (ISLANDS.get(key) || {}).group, ribbons = new Map();
  const pairs = TIES ? TIES.map(({ a, b }) => [landOf(a), landOf(b)]) : [...TRAITS.values()].flatMap(({ regions }) => regions.flatMap((a, i) => regions.slice(i + 1).map((b) => [a, b])));
  for (const pair of pairs) {
    const [one, other] = pair.map(groupOf);
    if (one === undefined || other === undefined || one === other) continue;
    const [a, b] = one < other ? pair : pair.slice().reverse();
    addTo(ribbons, [one, other].sort().join("|"), `${a}|${b}`);
  }
  for (const [sides, ids] of ribbons) {
    const [from, to] = sides.split("|").map(middleOfSide), length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
    const at = (/** @type {string} */ id) => id.split("|").reduce((/** @type {any} */ sum, /** @type {string} */ key) => sum + placeOf(key).x * across.x + placeOf(key).y * across.y, 0);
    const ordered = [...ids].map((id) => ({ id, at: at(id) })).sort((x, y) => x.at - y.at || (x.id < y.id ? -1 : 1)), gap = Math.min(STRAND.gap, STRAND.wide * length / ordered.length);
    ordered.forEach(({ id }, i) => {
      const off = (i - (ordered.length - 1) / 2) * gap, beside = (/** @type {any} */ { x, y }) => ({ x: x + across.x * off, y: y + across.y * off });
      const [a, b] = id.split("|"), way = [beside(towards(from, to, 0.36)), beside(towards(from, to, 0.64))];
      found.set(`${a}|${b}`, way);
      found.set(`${b}|${a}`, way.slice().reverse());
    });
  }
  strandsFound = found;
  return found;
}

/** The places of the regions of each city or province. */
const placesOfSides = lists(/** @type {[string, number[]][]} */ ([...ISLANDS.values()].map((island) => [island.group, island.place])));
/** @type {Map<string, Point>} */
const middles = new Map();

/**
 * The middle of the regions of one city or province.
 * @param {string} group
 */
function middleOfSide(group) {
  if (!middles.has(group)) middles.set(group, middleOf(placesOfSides.get(group)));
  return /** @type {Point} */ (middles.get(group));
}

/** @param {number[][]} places */
function middleOf(places) {
  const mean = (/** @type {number} */ i) => places.reduce((sum, place) => sum + place[i], 0) / places.length;
  return { x: mean(0), y: mean(1) };
}

/**
 * A point of an arc, `t` from 0 to 1.
 * @param {any} about
 * @param {number} t
 */
function onArc({ from, to, first, second }, t) {
  const u = 1 - t, [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: p * from.x + q * first.x + r * second.x + s * to.x,
    y: p * from.y + q * first.y + r * second.y + s * to.y,
  };
}

/**
 * What stands out while something is selected: keys of nodes, ids of lines, and a test for arcs; null for all.
 * @param {any} selection
 */
function focusOf(selection) {
  if (!selection) return null;
  if (TIES) return tiedFocus(selection);
  if (selection.party) {
    return { nodes: new Set([selection.party, selection.deal]), lines: new Set([`${selection.party}|${selection.deal}`]), arcs: () => false };
  }
  if (selection.a) return tieFocus(selection);
  if (DEALS.has(selection.key)) return dealFocus([selection.key], [], (/** @type {any} */ one) => one.deals.has(selection.key));
  if (PROGRAMMES.has(selection.key)) return dealFocus(DEALS_OF_PROGRAMME.get(selection.key), [], () => false);
  const islands = new Set([...membersOf(selection.key)].map((key) => ISLAND_OF.get(key)));
  return dealFocus(shownOf(dealsOf(selection.key)), [selection.key],
    PACK_OF.has(selection.key) && state.expanded.has(ISLAND_OF.get(selection.key)) ? (/** @type {any} */ one) => one.a === selection.key || one.b === selection.key
      : (/** @type {any} */ one) => islands.has(homeOf(one.a)) || islands.has(homeOf(one.b)));
}

/**
 * What stands out where a notebook names it: these nodes, and the lines and arcs between them; null for all.
 * @param {any} keys
 */
function marked(keys) {
  if (!keys) return null;
  const inside = (/** @type {any} */ one) => keys.has(one.party) && keys.has(one.deal);
  return { nodes: keys, lines: new Set(EDGES.filter(inside).map((edge) => edge.id)), arcs: (/** @type {Arc} */ arc) => keys.has(arc.a) && keys.has(arc.b) };
}

/** @param {any} deals */
const shownOf = (deals) => deals.filter((/** @type {any} */ deal) => SHOWN.deals.has(deal));

/** @param {any} tie */
function tieFocus(tie) {
  const ends = new Set(tie.arc ? [tie.a, tie.b] : endsOf(tie).flatMap((end) => [...end]));
  return dealFocus(shownOf(dealsOfTie(tie)), [tie.a, tie.b], (/** @type {any} */ one) => ends.has(one.a) && ends.has(one.b));
}

/**
 * @param {any} deals
 * @param {any} more
 * @param {any} arcs
 */
function dealFocus(deals, more, arcs) {
  const edges = deals.flatMap((/** @type {any} */ deal) => EDGES_OF.get(deal));
  // In the overview a region stands for those on it that are not drawn.
  const ends = state.drawing === "regions" ? edges.map((/** @type {any} */ edge) => ISLAND_OF.get(edge.party)).filter((/** @type {string} */ key) => NODES.has(key)) : [];
  return {
    nodes: new Set([...more, ...deals, ...edges.map((/** @type {any} */ edge) => edge.party), ...ends]),
    lines: new Set(edges.map((/** @type {any} */ edge) => edge.id)),
    arcs,
  };
}

/**
 * On a page of ties: a node with those that it is tied to, a tie, or all that a partnership ties.
 * @param {any} about
 */
function tiedFocus({ key, a, b, party, deal }) {
  if (a || party) {
    const [one, other] = [standFor(a || party), standFor(b || deal)];
    const both = (/** @type {Arc} */ arc) => [[arc.a, arc.b], [arc.b, arc.a]].some(([x, y]) => one.has(x) && other.has(y));
    return { nodes: new Set([a || party, b || deal]), lines: new Set(), arcs: both };
  }
  const own = new Set(NODES.has(key) ? standFor(key) : membersOf(key));
  const deals = new Set(DEALS.has(key) ? [key] : PROGRAMMES.has(key) ? DEALS_OF_PROGRAMME.get(key) : []);
  const joins = (/** @type {any} */ tie) => own.has(tie.a) || own.has(tie.b) || tie.deals.some((/** @type {any} */ one) => deals.has(one));
  const nodes = (TIES || []).filter((tie) => joins(tie) && shownOf(tie.deals).length).flatMap((tie) => [tie.a, tie.b]);
  const inOverview = state.drawing === "regions" ? nodes.map((one) => ISLAND_OF.get(one)) : [];
  return {
    nodes: new Set([key, ...nodes, ...inOverview]),
    lines: new Set(),
    arcs: (/** @type {Arc} */ arc) => own.has(arc.a) || own.has(arc.b) || [...arc.deals].some((one) => deals.has(one)),
  };
}

/** @param {string} key */
const isDim = (key) => SCENE.focus !== null && !SCENE.focus.nodes.has(key);
/** @param {string} key */
const isSelected = (key) => {
  const s = state.selection;
  return s !== null && [s.key, s.a, s.b, s.party, s.deal].includes(key);
};
