// The article: every paragraph as text, cut where a passage begins or ends. A passage has the colour of its state and
// a line below it; passages that overlap have their lines in different heights.

let WHOLE = null; // the text, asked by code points; null until the reviewer's copy is proved
let BLOCKS = []; // {start, end, number, element, drawn}
let SENTENCES = [];
const LANES = 3;

/** Show a text. */
function showText(text) {
  WHOLE = pointed(text);
  BLOCKS = blocksOf(WHOLE, OPEN.queue.paragraphs);
  SENTENCES = sentencesOf(WHOLE);
  for (const block of BLOCKS) {
    block.element = el("p", "block", [], { dir: "auto" });
    block.claims = el("span", "claims", [], { "aria-hidden": "true" });
    block.told = "";
    block.drawn = "";
    fill(block.element, segmentsOf(block, []));
  }
  fill($("article"), BLOCKS.map((block) => el("div", "row", [block.claims, block.element])));
  $("article").lang = OPEN.queue.source.language;
  $("missing").hidden = true;
  $("article").hidden = false;
}

/** The height of each record's line: the lowest that no other passage has which it touches; the same for the same one. */
function lanesOf(records) {
  const ends = [], found = new Map(), taken = new Map();
  for (const record of records) {
    const place = `${record.start}-${record.end}`;
    let lane = taken.get(place);
    if (lane === undefined) {
      lane = [...Array(LANES).keys()].find((one) => !(ends[one] > record.start));
      if (lane === undefined) lane = LANES - 1;
      taken.set(place, lane);
    }
    ends[lane] = Math.max(ends[lane] || 0, record.end);
    found.set(record.id, lane);
  }
  return found;
}

/** Everything that is marked in the text: ``{start, end, className, id, first}``. */
function marksOf() {
  const found = [];
  const shown = [...RECORDS.values()].filter((record) => record.state !== "joined");
  const lanes = lanesOf(shown);
  for (const record of shown) {
    const look = lookOf(record), isCurrent = record.id === state.current;
    found.push({ start: record.start, end: record.end, className: `in l${lanes.get(record.id)}-${look}${isCurrent ? " current" : ""}`, look, id: record.id, sign: SIGNS[look] });
  }
  for (const [start, end] of OPEN.queue.to_read) found.push({ start, end, className: wasRead(start) ? "to-read done" : "to-read" });
  const sentence = SENTENCES[state.sentence];
  if (sentence) found.push({ ...sentence, className: "sentence" });
  const lit = state.lit;
  if (lit && lit.start !== null) found.push({ start: lit.start, end: lit.end, className: "lit" });
  return found;
}

/** Which of the states people tell apart a record has. */
function lookOf(record) {
  if (isIn(record)) return record.touched ? "edited" : "accepted";
  if (record.state === "open" && record.touched) return "changed";
  return record.state;
}

const SIGNS = { open: "○", changed: "✎", accepted: "✓", edited: "✓", same: "=", rejected: "×", joined: "⊂" };

/** Draw what has changed. */
function paint() {
  if (!WHOLE) return;
  const marks = new Map(BLOCKS.flatMap((block) => (block.drawn ? [[block, []]] : [])));
  for (const mark of marksOf()) {
    for (let at = indexOf(BLOCKS, mark.start, (block) => block.start); at < BLOCKS.length && BLOCKS[at].start < mark.end; at++) {
      if (!touches(mark, BLOCKS[at])) continue;
      if (!marks.has(BLOCKS[at])) marks.set(BLOCKS[at], []);
      marks.get(BLOCKS[at]).push(mark);
    }
  }
  for (const [block, over] of marks) {
    const drawn = over.length ? over.map((mark) => `${mark.start} ${mark.end} ${mark.className} ${mark.id ? numberOf(mark.id) : ""}`).join("|") : "";
    if (drawn === block.drawn) continue;
    block.drawn = drawn;
    fill(block.element, segmentsOf(block, over));
  }
  paintClaims();
}

/** The pieces of a block, each with all that covers it. */
function segmentsOf(block, marks) {
  const cuts = new Set([block.start, block.end]);
  for (const mark of marks) {
    if (mark.start > block.start) cuts.add(mark.start);
    if (mark.end < block.end) cuts.add(mark.end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => {
    const over = marks.filter((mark) => mark.start <= start && mark.end > start);
    const ids = over.filter((mark) => mark.id);
    // A click means the shortest passage there, and its state is the colour.
    const shortest = ids.length ? ids.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a)) : null;
    const piece = el("span", [...over.map((mark) => mark.className), shortest ? shortest.look : ""].join(" ").trim());
    piece.textContent = WHOLE.slice(start, places[i + 1]);
    piece.dataset.start = start;
    if (shortest) piece.dataset.id = shortest.id;
    const begun = ids.filter((mark) => mark.start === start);
    if (begun.length) piece.dataset.sign = begun.map((mark) => `${numberOf(mark.id)}${mark.look === "open" ? "" : mark.sign}`).join(" ");
    return piece;
  });
}

/** How many claims of each paragraph are in, of how many. */
function paintClaims() {
  const all = BLOCKS.map(() => 0), accepted = BLOCKS.map(() => 0);
  for (const record of RECORDS.values()) {
    if (record.state === "joined" || record.state === "rejected") continue;
    const at = indexOf(BLOCKS, record.start, (block) => block.start);
    all[at]++;
    if (isIn(record)) accepted[at]++;
  }
  BLOCKS.forEach((block, i) => {
    const told = all[i] ? `${accepted[i]}/${all[i]}` : "";
    if (block.told === told) return;
    block.told = told;
    block.claims.textContent = told;
    block.claims.title = told && say("claimsHere", { accepted: accepted[i], all: all[i] });
  });
}

/** Bring a passage into sight. */
function reveal(start, smooth = false) {
  if (!WHOLE) return;
  const piece = pieceAt(start);
  if (!piece) return;
  const box = piece.getBoundingClientRect(), frame = $("text").getBoundingClientRect();
  if (box.top < frame.top + 60 || box.bottom > frame.bottom - 60) piece.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
}

/** The piece that a code point stands in. */
function pieceAt(point) {
  const block = BLOCKS[indexOf(BLOCKS, point, (one) => one.start)];
  if (!block || !block.element.children.length) return null;
  return block.element.children[indexOf([...block.element.children], point, (piece) => Number(piece.dataset.start))];
}

/** A code point as a place in the document. */
function placeAt(point) {
  const piece = pieceAt(point), start = Number(piece.dataset.start);
  const inside = [...piece.textContent].slice(0, Math.max(0, point - start)).join("").length;
  return [piece.firstChild || piece, Math.min(inside, piece.textContent.length)];
}

/** A place in the document as a code point; null where it is not in the article. */
function pointAt(node, offset) {
  if (!node || !$("article").contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) return Number(node.parentElement.dataset.start) + lengthOf(node.data.slice(0, offset));
  const next = node.childNodes[offset] || node.childNodes[offset - 1] || node;
  const inside = next.dataset && next.dataset.start ? next : next.querySelector && next.querySelector("[data-start]");
  if (!inside) return null;
  const start = Number(inside.dataset.start);
  return node.childNodes[offset] || next === node ? start : start + lengthOf(inside.textContent);
}

/** What is selected in the article, without blanks at its ends; null if nothing is. */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !WHOLE) return null;
  const ends = [pointAt(selection.anchorNode, selection.anchorOffset), pointAt(selection.focusNode, selection.focusOffset)];
  if (ends.includes(null)) return null;
  return trimmed(Math.min(...ends), Math.max(...ends));
}

function trimmed(start, end) {
  const text = WHOLE.slice(start, end);
  const from = start + lengthOf(text.slice(0, text.length - text.trimStart().length));
  const to = end - lengthOf(text.slice(text.trimEnd().length));
  return to > from ? { start: from, end: to } : null;
}
