// Reads the payload back into objects: records by key, with the keys, codes and texts that they name by number.
const PACKED = JSON.parse(PAGE_DATA);
const STRINGS = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("strings")).textContent);

// The same lists as in packing.py: which fields hold what.
const TEXT_FIELDS = ["label", "note", "ambiguity", "class", "date", "start", "end", "spelling"];
const KEY_FIELDS = ["key", "group", "party", "about", "body", "by", "regions", "within", "affiliated", "programmes",
  "partOf", "places", "owners", "origin", "destination", "via", "counterparts"];
const CODE_FIELDS = ["kind", "level", "role", "agreement", "stage", "bound", "unit", "measure", "capital", "basis", "sectors"];
const FIGURE_FIELDS = ["subsetOf", "pairedWith", "targetFor", "results"];

/** @type {(group: [string, string[]][]) => string[]} */
const keysOf = (group) => group.flatMap(([start, ends]) => ends.map((end) => start + end));
/** @type {Record<string, string[]>} */
const GROUPED_KEYS = Object.fromEntries(Object.entries(PACKED.keys).map(([name, group]) => [name, keysOf(group)]));
const KEYS = [...new Set(Object.values(GROUPED_KEYS).flat())];

const CODE_KEYS = keysOf(PACKED.codes.key);

/**
 * The values or the list of values that numbers stand for.
 * @type {(table: (number: number) => any) => (value: any) => any}
 */
const looked = (table) => (value) => (Array.isArray(value) ? value.map(table) : table(value));
/** @type {Map<string, (value: any) => any>} */
const readers = new Map(/** @type {[string, (value: any) => any][]} */ ([
  ...KEY_FIELDS.map((name) => [name, looked((number) => KEYS[number])]),
  ...CODE_FIELDS.map((name) => [name, looked((number) => CODE_KEYS[number])]),
  ...FIGURE_FIELDS.map((name) => [name, looked((number) => `f${number}`)]),
  ...TEXT_FIELDS.map((name) => [name, (/** @type {any} */ value) => (typeof value === "number" ? PACKED.texts[value] : value)]),
  ...["parts", "stages"].map((name) => [name, (/** @type {any[][]} */ rows) => rows.map(unpack)]),
]));
/** @type {[string, ((value: any) => any) | undefined][][]} */
const shapes = PACKED.shapes.map((/** @type {string} */ shape) => [...shape].map((letter) => PACKED.fields[letter.charCodeAt(0) - 63]).map((name) => [name, readers.get(name)]));

/**
 * A row as the object that it stands for.
 * @param {any[]} row
 * @returns {any}
 */
function unpack(row) {
  /** @type {Record<string, any>} */
  const record = {};
  shapes[row[0]].forEach(([name, read], i) => { record[name] = read ? read(row[i + 1]) : row[i + 1]; });
  return record;
}

/**
 * Columns of equal length as rows of objects.
 * @type {(table: Record<string, any[]>) => Record<string, any>[]}
 */
const rowsOf = (table) => Object.values(table)[0].map((_, i) => Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values[i]])));

/**
 * A map from key to record.
 * @type {(name: string) => Known<any>}
 */
const keyed = (name) => /** @type {Known<any>} */ (new Map(PACKED[name].map((/** @type {any[]} */ row, /** @type {number} */ i) => [GROUPED_KEYS[name][i], unpack(row)])));

/**
 * Places in sources: source, start, end and hash, what says the place without code points, and the words if they are here.
 * @param {{source: number[], start: any[], length: (number | null)[], hash: string, place?: Record<number, any>, text?: Record<number, string>}} packed
 * @returns {Passage[]}
 */
function passagesOf({ source, start, length, hash, place = {}, text = {} }) {
  const hashes = hash.split(" ");
  return source.map((number, i) => [number, start[i], length[i] === null ? null : start[i] + length[i], hashes[i], place[i] || "", text[i] || ""]);
}

/**
 * A SHA-256 in hexadecimal.
 * @param {string} short
 */
function digestOf(short) {
  if (short.startsWith("=")) return decodeURIComponent(short.slice(1));
  return [...atob(short)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
