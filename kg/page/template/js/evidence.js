// Where something is stated: source, date, place by code points, hash. "No source" is said aloud.

/** The evidence of a record, every passage in full. */
function evidenceOf(record) {
  const places = (record.evidence || []).map((index) => passage(...DATA.passages[index]));
  return places.length ? el("ul", "evidence", places) : words(say("noSource"), "p", "evidence none");
}

function passage(source, start, end, hash) {
  const record = DATA.sources[source];
  const line = el("p", "", [record ? words(record.label, "cite") : raw("?")]);
  const more = record && cut(line, join([record.label, record.publisher || ""]));
  const details = [];
  if (record && record.publisher) details.push(record.publisher);
  if (record && record.issued) details.push(say("published", { date: record.issued }));
  if (details.length) line.append(" · ", words(join(details)));
  const where = el("p", "where");
  if (isNumber(start)) where.append(words(say("place", { start, end }), "span", "offsets"));
  if (hash) where.append(hashOf(hash));
  const link = record && linkTo(record.url);
  // An address that is no link is shown, so that nobody has to guess why there is none.
  if (link) where.append(link);
  else if (record && record.url) where.append(words(brief(record.url), "span", "address"));
  return el("li", "passage", [line, more, where]);
}

const isNumber = (value) => typeof value === "number";

function hashOf(packed) {
  const hash = digestOf(packed);
  const short = raw(hash.slice(0, 12) + "…", "summary", "hash");
  translate(short, "title", say("hash"));
  return el("details", "hash-box", [short, raw(hash, "code")]);
}

/** A link, only to http or https. */
function linkTo(url) {
  if (!url) return null;
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (!["http:", "https:"].includes(parsed.protocol)) return null;
  const link = words(say("openSource"), "a", "link");
  link.href = parsed.href;
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  link.title = parsed.hostname;
  return link;
}

/** Evidence behind a summary, for lists where it would be too much at once. */
function foldedEvidence(record, open = false) {
  const first = (record.evidence || []).map((index) => DATA.passages[index])[0];
  const gist = first ? brief(placeInBrief(first)) : say("noSource");
  const summary = el("summary", "", [words(gist, "span", "gist")]);
  const box = el("details", first ? "folded" : "folded none", [summary, first ? evidenceOf(record) : null]);
  box.open = open;
  return box;
}

/** Publisher, date and place in one line. */
function placeInBrief([source, start, end]) {
  const record = DATA.sources[source] || {};
  const place = isNumber(start) ? say("place", { start, end }) : "";
  return join([brief(record.publisher || record.label || "?", 80), record.issued || "", place].filter((text) => text !== ""));
}

/** What is uncertain about a record: an open list, another reading, a note. */
function caveats(record) {
  const notes = [
    record.ambiguity && el("div", "caveat", [words(say("ambiguity"), "b"), prose(record.ambiguity, "span")]),
    record.open && el("p", "caveat", [words(say("openEnded"))]),
    record.note && el("div", "note", [words(say("note"), "b"), prose(record.note, "span")]),
  ].filter(Boolean);
  return notes.length ? el("div", "caveats", notes) : null;
}
