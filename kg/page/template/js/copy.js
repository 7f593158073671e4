// The reader's own copy of a source. The page holds no sentence of it: the reader opens a file of theirs, which stays
// on their machine; each passage is proved by its hash, and shown where it stands.
const COPIES = new Map(); // number of a source to the copy of it

const CONTEXT = 90; // code points shown on each side of a passage
const NEAR = 400; // how far from where it is expected a passage is looked for first
const MOST_WINDOWS = 6e6; // more places than this are not all looked through

/**
 * The numbers of the passages that a source is cited by with code points.
 * @param {number} source
 */
const quotedFrom = (source) => DATA.passages.flatMap(([number, start], index) => (number === source && isNumber(start) ? [index] : []));

/**
 * A text with the bytes that hashes are of, and where in them each code point begins.
 * @param {any} text
 */
function encoded(text) {
  const bytes = new TextEncoder().encode(text);
  /** @type {number[]} */
  const points = [];
  for (let i = 0; i < bytes.length; i += 1) if ((bytes[i] & 0xc0) !== 0x80) points.push(i);
  points.push(bytes.length);
  return { bytes, points, length: points.length - 1, digest: (/** @type {number} */ start, /** @type {number} */ end) => sha256(bytes, points[start], points[end]) };
}

/**
 * @param {any} about
 * @param {number} start
 * @param {number} end
 */
const wordsAt = ({ bytes, points, length }, start, end) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(points[Math.max(0, start)], points[Math.min(length, end)]));

/**
 * What a file says, as far as it is a text: editors change encoding, byte order mark, line ends and the last one.
 * @param {any} buffer
 * @param {string} name
 */
function variantsOf(buffer, name) {
  const bytes = new Uint8Array(buffer);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encodings = isUtf16 ? [bytes[0] === 0xff ? "utf-16le" : "utf-16be"] : ["utf-8", "gb18030"];
  /** @type {string | null} */
  let text = null;
  for (const encoding of encodings) {
    try {
      text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
      break;
    } catch {
      // The next encoding, then.
    }
  }
  if (text === null || text.includes("\u0000")) return [];
  if (/\.x?html?$/i.test(name)) return [shownText(text)];
  const bare = text.replace(/^\ufeff/, ""), lf = bare.replace(/\r\n?/g, "\n"), crlf = lf.replace(/\n/g, "\r\n");
  return unique([text, bare, lf, crlf, ...[bare, lf, crlf].flatMap((one) => [one.replace(/\r?\n$/, ""), `${one}\n`])]);
}

/** Radicals that fonts draw like characters, each before its character: kg/documents/signs.py says why. */
const RADICALS = new Map(("⺁厂⺄乙⺎兀⺒巳⺓幺⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟".match(/../g) || []).map((two) => /** @type {[string, string]} */ ([two[0], two[1]])));

/**
 * A text as it was before it became a PDF: characters for radicals, no blanks beside Chinese, one where a line ends.
 * @param {string} text
 */
function restored(text) {
  const plain = text.replace(/[\u2e80-\u2fd5\uf900-\ufad9]/g, (sign) => RADICALS.get(sign) || sign.normalize("NFKC")).replace(/\s+/g, " ");
  // In a Chinese text dashes and quotation marks are as wide as its characters.
  const isWide = (plain.match(/[\u3400-\u9fff]/g) || []).length > plain.length / 4;
  return plain.replace(isWide ? /(?<=[\u2010-\u2027\u2e80-\uffef]) | (?=[\u2010-\u2027\u2e80-\uffef])/g : /(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])/g, "");
}

/**
 * The text of a page of HTML; nothing in it runs, as it is in no window.
 * @param {string} html
 */
function shownText(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  parsed.querySelectorAll("script, style, template, noscript").forEach((one) => one.remove());
  return parsed.body.textContent;
}

/**
 * Ask for a file, and read a source in it.
 * @param {number} source
 */
function openCopy(source) {
  const input = el("input", "", [], { type: "file", accept: ".txt,.md,.text,.html,.htm,text/plain,text/html,text/markdown" });
  input.addEventListener("change", async () => {
    const [file] = input.files || [];
    if (file) await readCopy(source, await file.arrayBuffer(), file.name);
  });
  input.click();
}

/**
 * @param {number} source
 * @param {any} buffer
 * @param {string} name
 */
async function readCopy(source, buffer, name) {
  const texts = variantsOf(buffer, name);
  if (!texts.length) return notify(say("copyNoText", { name }));
  const expected = DATA.sources[source].sha256;
  const whole = texts.map(encoded);
  const same = whole.find((one) => expected && one.digest(0, one.length) === expected);
  // Without the source's own hash, the variant in which most passages stand where they are said to.
  const score = (/** @type {any} */ one) => quotedFrom(source).filter((index) => standsAtIts(one, index)).length;
  const text = same || whole.map((one) => /** @type {[number, any]} */ ([score(one), one])).sort((a, b) => b[0] - a[0])[0][1];
  let copy = { text, proved: Boolean(same), joined: false, places: new Map() };
  await placePassages(source, copy);
  if (copy.places.size < quotedFrom(source).length) {
    // A PDF's text has blanks and breaks that the article has not.
    const other = { text: encoded(restored(wordsAt(text, 0, text.length))), proved: false, joined: true, places: new Map() };
    await placePassages(source, other);
    if (other.places.size > copy.places.size) copy = other;
  }
  COPIES.set(source, copy);
  renewDetails();
  renderSources();
  return notify(copySaid(source));
}

/**
 * The hash of a passage; empty where none is known.
 * @param {number} index
 */
const digestAt = (index) => digestOf(DATA.passages[index][3]);
/**
 * @param {any} text
 * @param {number} index
 */
const standsAtIts = (text, index) => {
  const [, start, end] = DATA.passages[index];
  return end <= text.length && text.digest(start, end) === digestAt(index);
};
/**
 * Whether nothing can be proved of a passage: it is shown where it is said to stand.
 * @param {number} index
 */
const isHashless = (index) => !digestAt(index);

/**
 * Find each passage in a copy: where it is said to be, near where its neighbours went, then anywhere.
 * @param {number} source
 * @param {any} about
 */
async function placePassages(source, { text, places }) {
  for (const index of quotedFrom(source).filter(isHashless)) if (DATA.passages[index][2] <= text.length) places.set(index, DATA.passages[index].slice(1, 3));
  const inOrder = quotedFrom(source).filter((index) => !isHashless(index)).sort((a, b) => DATA.passages[a][1] - DATA.passages[b][1]);
  let shift = 0;
  const lost = [];
  for (const index of inOrder) {
    const [, start, end] = DATA.passages[index];
    const at = standsAtIts(text, index) ? start : nearestPlace(text, index, start + shift);
    if (at === null) lost.push(index);
    else {
      shift = at - start;
      places.set(index, [at, at + end - start]);
    }
  }
  const lengths = unique(lost.map((index) => DATA.passages[index][2] - DATA.passages[index][1]));
  if (lengths.length * text.length > MOST_WINDOWS) return;
  for (const length of lengths) {
    const wanted = new Map(lost.filter((index) => DATA.passages[index][2] - DATA.passages[index][1] === length).map((index) => [digestAt(index), index]));
    for (let at = 0; at + length <= text.length && wanted.size; at += 1) {
      const digest = text.digest(at, at + length);
      if (wanted.has(digest)) {
        places.set(wanted.get(digest), [at, at + length]);
        wanted.delete(digest);
      }
      // The page stays alive meanwhile.
      if (at % 20000 === 19999) await new Promise((done) => setTimeout(done));
    }
  }
}

/**
 * @param {any} text
 * @param {number} index
 * @param {any} expected
 */
function nearestPlace(text, index, expected) {
  const [, start, end] = DATA.passages[index], digest = digestAt(index), length = end - start;
  for (let far = 0; far <= NEAR; far += 1) {
    for (const at of far ? [expected - far, expected + far] : [expected]) {
      if (at >= 0 && at + length <= text.length && text.digest(at, at + length) === digest) return at;
    }
  }
  return null;
}

/**
 * What became of a source's passages in a copy.
 * @param {number} source
 */
function copySaid(source) {
  const { proved, joined, places } = COPIES.get(source), all = quotedFrom(source).length;
  if (proved) return say("copyProved");
  const n = [...places.keys()].filter((index) => !isHashless(index)).length;
  const said = say(!DATA.sources[source].sha256 ? "copyUnknown" : n === all ? "copyOther" : "copyMissing", { n, all });
  return joined ? join([said, say("copyJoined")], [" ", ""]) : said;
}

/** @param {number} source */
const copyButton = (source) => button("inline open-copy", [words(say("openCopy"))], () => openCopy(source));

/**
 * A passage as it stands in the reader's copy, or the way to open one; nothing where no code points are given.
 * @param {number} index
 */
function quoted(index) {
  const [source, start, end, , , text] = DATA.passages[index];
  if (text) return el("blockquote", "quote", [span(text, "", ""), words(say("embedded"), "p", "quiet")]);
  if (!isNumber(start) || !DATA.sources[source]) return null;
  const copy = COPIES.get(source);
  if (!copy) return copyButton(source);
  const place = copy.places.get(index);
  if (!place) return el("div", "quote none", [words(say("copyNotThere"), "p", "quiet"), copyButton(source)]);
  const [from, to] = place;
  const mark = el("mark", "", [span(wordsAt(copy.text, from, to), "", "")]);
  const before = span((from > CONTEXT ? "…" : "") + wordsAt(copy.text, from - CONTEXT, from), "around", "");
  const after = span(wordsAt(copy.text, to, to + CONTEXT) + (to + CONTEXT < copy.text.length ? "…" : ""), "around", "");
  const moved = from !== start || to !== end;
  return el("blockquote", "quote", [el("p", "", [before, mark, after]), words(say(isHashless(index) ? "copyUnproved" : copy.joined ? "copyInJoined" : moved ? "copyMoved" : "copyThere", { start: String(from), end: String(to) }), "p", "quiet")]);
}
