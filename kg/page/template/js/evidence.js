// Where something is stated: source, date, place (code points, a row, a page, an address), hash. "No source" is said aloud.

/**
 * The evidence of a record, every passage in full.
 * @param {{evidence?: number[]}} record
 */
function evidenceOf(record) {
  const places = (record.evidence || []).map((index) => passage(index));
  return places.length ? el("ul", "evidence", places) : words(say("noSource"), "p", "evidence none");
}

/** @param {number} index */
function passage(index) {
  const [source, start, end, hash, place] = DATA.passages[index];
  const record = DATA.sources[source];
  const line = el("p", "", [record ? words(record.label, "cite") : raw("?")]);
  const more = record && cut(line, join([record.label, record.publisher || ""]));
  const details = [];
  if (record && record.publisher) details.push(record.publisher);
  if (record && record.issued) details.push(say("published", { date: record.issued }));
  if (details.length) line.append(" · ", words(join(details)));
  const where = el("p", "where");
  const at = placeInWords(start, end, place);
  if (!isAddress(place)) where.append(words(at || say("placeNone"), "span", "offsets"));
  if (hash) where.append(hashOf(hash));
  where.append(...linkOrAddress(addressOf(record, place), say("openSource")), ...linkOrAddress(archivedOf(record, place), say("archivedCopy")));
  return el("li", "passage", [line, more, where, quoted(index)]);
}

/**
 * Whether a place is an address of its own.
 * @param {string | null | undefined} place
 */
const isAddress = (place) => ADDRESS.test(place || "");
const ADDRESS = /^https?:\/\//i;

/**
 * Where to read a place: its own address, or the source's with the page or part that browsers can go to.
 * @param {{url?: string} | undefined} record
 * @param {any} place
 * @returns {string}
 */
function addressOf(record, place) {
  return isAddress(place) ? place : placeAt((record && record.url) || "", place);
}

/**
 * Where to read a place in the archived copy of its source; nothing of a place with an address that is not the source's.
 * @param {{url?: string, archived?: string} | undefined} record
 * @param {any} place
 * @returns {string}
 */
function archivedOf(record, place) {
  if (!record || !record.archived) return "";
  if (!isAddress(place)) return placeAt(record.archived, place);
  const [page, part] = place.split(/#(.*)/);
  if (page !== (record.url || "").replace(/#.*/, "")) return "";
  return part ? placeAt(record.archived, "#" + part) : record.archived;
}

/**
 * An address with the page or part that browsers can go to.
 * @param {string} url
 * @param {any} place
 */
const placeAt = (url, place) => (url && /^(page=|#)/.test(place || "") ? url.replace(/#.*/, "") + "#" + place.replace(/^#/, "") : url);

/**
 * A link, or the address where it is none, so that nobody has to guess why there is no link; nothing without one.
 * @param {string} address
 * @param {any} text
 */
const linkOrAddress = (address, text) => [linkTo(address, text) || (address && words(brief(address), "span", "address"))].filter(Boolean);

/**
 * A place in words: characters, rows of a table, a page; an address or a part as it is; nothing where none is said.
 * @param {any} start
 * @param {any} end
 * @param {any} place
 */
function placeInWords(start, end, place) {
  if (isNumber(start)) return say("place", { start: String(start), end: String(end) });
  const [, kind, first, last, column] = /^(row|cell|page)=(\d+)(?:-(\d+))?(?:,(\d+))?$/.exec(place || "") || [];
  if (kind === "page") return say("placePage", { first });
  if (column) return say("placeCell", { first, column });
  if (last && last !== first) return say("placeRows", { first, last });
  return kind ? say("placeRow", { first }) : brief(place || "");
}

/** @type {(value: any) => boolean} */
const isNumber = (value) => typeof value === "number";

/** @param {any} packed */
function hashOf(packed) {
  const hash = digestOf(packed);
  const short = raw(hash.slice(0, 12) + "…", "summary", "hash");
  translate(short, "title", say("hash"));
  return el("details", "hash-box", [short, raw(hash, "code")]);
}

/**
 * A link, only to http or https.
 * @param {string | undefined} url
 * @param {any} text what the link is called
 */
function linkTo(url, text = say("openSource")) {
  if (!url) return null;
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (!["http:", "https:"].includes(parsed.protocol)) return null;
  const link = words(text, "a", "link");
  link.href = parsed.href;
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  link.title = parsed.hostname;
  return link;
}

/**
 * Evidence behind a summary, for lists where it would be too much at once.
 * @param {{evidence?: number[]}} record
 */
function foldedEvidence(record, open = false) {
  const first = (record.evidence || []).map((index) => DATA.passages[index])[0];
  const gist = first ? brief(placeInBrief(first)) : say("noSource");
  const summary = el("summary", "", [words(gist, "span", "gist")]);
  const box = el("details", first ? "folded" : "folded none", [summary, first ? evidenceOf(record) : null]);
  box.open = open;
  return box;
}

/**
 * Publisher, date and place in one line.
 * @param {any[]} passage
 */
function placeInBrief([source, start, end, , place]) {
  /** @type {Partial<Source>} */
  const record = DATA.sources[source] || {};
  const at = placeInWords(start, end, place);
  return join([brief(record.publisher || record.label || "?", 80), record.issued || "", at].filter((text) => text !== ""));
}

/**
 * What is uncertain about a record: an open list, another reading, a note.
 * @param {any} record
 */
function caveats(record) {
  const notes = [
    record.ambiguity && el("div", "caveat", [words(say("ambiguity"), "b"), prose(record.ambiguity, "span")]),
    record.open && el("p", "caveat", [words(say("openEnded"))]),
    record.note && el("div", "note", [words(say("note"), "b"), prose(record.note, "span")]),
  ].filter(Boolean);
  return notes.length ? el("div", "caveats", notes) : null;
}
