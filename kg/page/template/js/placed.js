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
 * The nearest place around another one that has coordinates, at which ties of that one end for want of its own.
 * @type {(key: string) => string | undefined}
 */
const hostOf = (key) => outwards(key).find((around) => around !== key && COORDINATES.has(around));

/**
 * The coordinates that a thing stands at: its own, those of the region that it stands on in the network, or, where a
 * projection draws the thing itself, those of the nearest place around it.
 * @param {string} key
 */
const coordinatesOf = (key) => placeOnMap(key) || placeOnMap(ISLAND_OF.get(key)) || (TIES && PARTIES.has(key) && COORDINATES.get(hostOf(key))) || null;

/** @type {Known<string[]>} */
const ENDS_ON_MAP = new Map();
/**
 * Of a partnership the places without coordinates that are drawn at one around them, each with that one.
 * @type {Known<[string, string][]>}
 */
const HOSTED_OF = new Map();

/**
 * The places that a partnership joins on the map: the regions on which its parties stand in the overview, or of one
 * without coordinates the nearest place in it, around each party, that has them; else the nearest one beyond, which the
 * map marks, as what is in a district must not look as if it were the whole city's.
 * @param {string} deal
 * @returns {string[]}
 */
function endsOnMap(deal) {
  const known = ENDS_ON_MAP.get(deal);
  if (known) return known;
  const places = unique((DEALS.get(deal).parts || []).flatMap(standsAt).filter((place) => PARTIES.has(place)));
  /** @type {[string, string][]} */
  const hosted = [];
  const own = unique(places.flatMap((place) => {
    const island = ISLAND_OF.get(place), inside = INSIDE.get(island), around = outwards(place).filter((key) => key === place || key === island || inside.includes(key));
    const at = COORDINATES.has(island) ? island : around.find((key) => COORDINATES.has(key)) || around.find((key) => AMID.has(key)), host = at ? undefined : hostOf(place);
    if (host) hosted.push([place, host]);
    else if (at && at !== island && COORDINATES.has(at) && outwards(place).slice(0, outwards(place).indexOf(at)).some((key) => PARTIES.get(key).region)) hosted.push([place, at]);
    return at || [];
  }));
  // What has a place in it that is an end itself needs none around it.
  HOSTED_OF.set(deal, hosted.filter(([place, host]) => own.includes(host) || !own.some((other) => INSIDE.get(place).includes(other))));
  const ends = unique([...own, ...HOSTED_OF.get(deal).map(([, host]) => host)]);
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

/**
 * What is drawn at a place around it for want of coordinates: these places by that one, and the partnerships that end so.
 * `at` has under a place, and under each without coordinates between, which one that is.
 * @typedef {{places: Map<string, Set<string>>, deals: Set<string>, at: Map<string, string>}} Hosted
 */

/** What is so of what is shown, which is worked out once for each choice of it. */
const HOSTED = { /** @type {Set<string> | null} */ of: null, /** @type {Hosted} */ found: { places: new Map(), deals: new Set(), at: new Map() } };

/** @returns {Hosted} */
function hostedOnMap() {
  if (HOSTED.of === SHOWN.parties) return HOSTED.found;
  /** @type {Hosted} */
  const found = { places: new Map(), deals: new Set(), at: new Map() };
  const add = (/** @type {string} */ place, /** @type {string} */ host, /** @type {string[]} */ ended) => {
    // Of an institution the region is named that has no coordinates.
    const within = outwards(place).filter((key) => key !== host && !placeOnMap(key)), named = within.find((key) => PARTIES.get(key).region) || place;
    found.places.set(host, (found.places.get(host) || new Set()).add(named));
    within.slice(0, within.indexOf(named) + 1).forEach((key) => found.at.set(key, host));
    ended.forEach((deal) => found.deals.add(deal));
  };
  if (TIES) {
    /** @type {Map<string, string>} */
    const hosts = new Map();
    for (const key of SHOWN.parties) {
      const host = PARTIES.has(key) && !placeOnMap(key) && !placeOnMap(ISLAND_OF.get(key)) ? hostOf(key) : undefined;
      if (host) hosts.set(key, host);
    }
    for (const { a, b, deals } of hosts.size ? TIES : []) {
      const [from, to] = [coordinatesOf(a), coordinatesOf(b)], shown = deals.filter((deal) => SHOWN.deals.has(deal));
      if (!shown.length || !from || !to || (from.lat === to.lat && from.lon === to.lon)) continue;
      for (const key of [a, b]) if (hosts.has(key)) add(key, /** @type {string} */ (hosts.get(key)), shown);
    }
  } else {
    for (const deal of SHOWN.deals) if (endsOnMap(deal).length > 1) HOSTED_OF.get(deal).forEach(([place, host]) => add(place, host, [deal]));
  }
  Object.assign(HOSTED, { of: SHOWN.parties, found });
  return found;
}
