// Where things are on the map, and between which of these places a partnership is drawn.
/** @type {Known<{lat: number, lon: number}>} */
const COORDINATES = /** @type {any} */ (new Map(rowsOf(PACKED.views.places).map(({ key, lat, lon }) => [KEYS[key], { lat, lon }])));

/**
 * Of what is around a party the nearest first: itself, then what has the least inside it.
 * @param {string} key
 */
const outwards = (key) => [key, ...withinOf(key).sort((a, b) => INSIDE.get(a).length - INSIDE.get(b).length || (a < b ? -1 : 1))];

/**
 * The middle of points on the globe; null where they lie all around it.
 * @param {{lat: number, lon: number}[]} points
 */
function middleOnGlobe(points) {
  const turn = Math.PI / 180, sum = [0, 0, 0];
  for (const { lat, lon } of points) {
    const across = Math.cos(lat * turn);
    [across * Math.cos(lon * turn), across * Math.sin(lon * turn), Math.sin(lat * turn)].forEach((side, i) => { sum[i] += side / points.length; });
  }
  const [x, y, z] = sum;
  return Math.hypot(x, y, z) < 0.05 ? null : { lat: Math.atan2(z, Math.hypot(x, y)) / turn, lon: Math.atan2(y, x) / turn };
}

// A region that takes part and has no coordinates stands amid those of its places that have, from two on: at the one
// place that it has it would be that place.
/** @type {Known<{lat: number, lon: number}>} */
const AMID = new Map();
for (const key of unique([...DEALS.values()].flatMap((deal) => (deal.parts || []).flatMap(standsAt)).flatMap((place) => [place, ISLAND_OF.get(place)]))) {
  if (COORDINATES.has(key) || !PARTIES.has(key) || !PARTIES.get(key).region) continue;
  const within = INSIDE.get(key).flatMap((inner) => COORDINATES.get(inner) || []), middle = within.length > 1 ? middleOnGlobe(within) : null;
  if (middle) AMID.set(key, middle);
}

/**
 * Where a region or another place is on the map.
 * @param {Key} key
 */
const placeOnMap = (key) => COORDINATES.get(key) || AMID.get(key) || null;

/**
 * The coordinates that a thing stands at: its own, or those of the region that it stands on in the network.
 * @param {string} key
 */
const coordinatesOf = (key) => placeOnMap(key) || placeOnMap(ISLAND_OF.get(key));

/** @type {Known<string[]>} */
const ENDS_ON_MAP = new Map();

/**
 * The places that a partnership joins on the map: the regions on which its parties stand in the overview, or of one
 * without coordinates the nearest place in it, around each party, that has them.
 * @param {string} deal
 * @returns {string[]}
 */
function endsOnMap(deal) {
  const known = ENDS_ON_MAP.get(deal);
  if (known) return known;
  const ends = unique((DEALS.get(deal).parts || []).flatMap(standsAt).filter((place) => PARTIES.has(place)).flatMap((place) => {
    // Nothing wider than its region in the overview: what is in a district is not drawn as if it were the whole city's.
    const island = ISLAND_OF.get(place), inside = INSIDE.get(island), around = outwards(place).filter((key) => key === place || key === island || inside.includes(key));
    return (COORDINATES.has(island) ? island : around.find((key) => COORDINATES.has(key)) || around.find((key) => AMID.has(key))) || [];
  }));
  // What stands amid its places is no end beside one of these.
  const apart = ends.filter((key) => !AMID.has(key) || !ends.some((other) => INSIDE.get(key).includes(other)));
  ENDS_ON_MAP.set(deal, apart);
  return apart;
}

// What no tie of the map ends at is not drawn as if it lay where its places are: it is named below.
if (AMID.size) {
  const met = new Set([...DEALS.keys()].map(endsOnMap).filter((ends) => ends.length > 1).flat());
  for (const key of AMID.keys()) if (!met.has(key)) AMID.delete(key);
}
