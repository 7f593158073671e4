// The text that an HTML page shows, as `kg read` has it (kg/documents/html.py): the browser's own parser makes a
// document of it that nobody sees. No script of it runs, and nothing of it is loaded. That the text is the very one that
// was read, its hash proves.

const LEFT_OUT = new Set("script style noscript template head title iframe object embed svg canvas audio video select datalist nav button".split(" "));
const BLOCK_TAGS = new Set((
  "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
  + "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup option p pre search section summary table tbody tfoot thead tr ul"
).split(" "));
const CELL_TAGS = new Set(["td", "th"]), CELL = "\x1f";
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const WIDE = "\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3134f}";
const BREAK_IN_HAN = new RegExp(`(?<=[${WIDE}])[ \\t]*[\\r\\n][ \\t\\r\\n]*(?=[${WIDE}])`, "gu");
const LINE_ENDS = /\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/;
const SPACE = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS_BLANK = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");

/**
 * The lines that a page shows: of its one article or main part, if it marks one, else of its body.
 * @param {string} source the page's own text
 * @returns {string}
 */
function shownText(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  const part = ["article", "main"].map((name) => page.querySelectorAll(name)).filter((found) => found.length === 1).map(([one]) => one)[0] || page.body;
  const lines = [];
  let pieces = [];
  for (const piece of piecesOf(part)) {
    if (piece === "\n") {
      lines.push(shownLine(pieces.join("")));
      pieces = [];
    } else pieces.push(piece);
  }
  lines.push(shownLine(pieces.join("")));
  return lines.filter(Boolean).join("\n");
}

/** The texts below a node in order, a line feed at each begin and end of a block; deep pages are no reason to recurse. */
function* piecesOf(part) {
  const left = part ? [{ node: part, pre: false }] : [];
  while (left.length) {
    const { node, pre, end } = left.pop();
    if (end) {
      if (BLOCK_TAGS.has(end)) yield "\n";
      continue;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      yield* textOf(node.data, pre);
      continue;
    }
    const tag = node.localName || "";
    if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(tag) || node.hasAttribute("hidden") || HIDDEN.test(node.getAttribute("style") || "")) continue;
    if (BLOCK_TAGS.has(tag)) yield "\n";
    else if (CELL_TAGS.has(tag)) yield CELL;
    if (node.childNodes.length && node !== part) left.push({ end: tag });
    for (const child of [...node.childNodes].reverse()) left.push({ node: child, pre: pre || tag === "pre" });
  }
}

function* textOf(text, isPreformatted) {
  if (!isPreformatted) {
    yield text.replaceAll(CELL, " ");
    return;
  }
  const lines = text.split(LINE_ENDS);
  if (lines.at(-1) === "") lines.pop();
  for (const [at, line] of lines.entries()) {
    if (at) yield "\n";
    yield line;
  }
}

function shownLine(text) {
  const cells = text.replace(BREAK_IN_HAN, "").split(CELL).map((cell) => cell.replace(/[ \t\n\r\f]+/g, " ").replace(ENDS_BLANK, ""));
  return cells.filter(Boolean).join("\t");
}

/** What the bytes of a page may be as its own text: by their mark, as UTF-8, as the page declares, as GB 18030. */
function* pagesOf(bytes) {
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 4096));
  const declared = /(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)/i.exec(head);
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  for (const encoding of new Set([marked, declared ? declared[1].toLowerCase() : "utf-8", "gb18030"])) {
    try {
      yield new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding, or none that the browser knows.
    }
  }
}

/** The text of a page that has a hash; null if none of what it may show has it, and the hash of the likeliest. */
async function provedPage(bytes, wanted) {
  const encoder = new TextEncoder();
  let first = "";
  for (const page of pagesOf(bytes)) {
    const text = shownText(page), found = await sha256(encoder.encode(text));
    if (found === wanted) return { text, found };
    first = first || found;
  }
  // Passages may be cited in the page's own text, too.
  const own = await provedCopy(bytes, wanted);
  return { text: own.text, found: own.text === null ? first || own.found : own.found };
}
