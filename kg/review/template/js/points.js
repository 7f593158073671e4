// Places in the text. They are counted in code points, as everywhere in kg; JavaScript counts UTF-16 units.

/** A text that is asked by code points. */
function pointed(text) {
  const starts = /[\ud800-\udfff]/.test(text) ? unitsOf(text) : null;
  const unit = (point) => (starts ? starts[Math.max(0, Math.min(point, starts.length - 1))] : point);
  return {
    text,
    length: starts ? starts.length - 1 : text.length,
    slice: (start, end) => text.slice(unit(start), unit(end)),
    point: (at) => (starts ? indexOf(starts, at) : at),
  };
}

/** Where each code point begins in UTF-16 units, and where the last one ends. */
function unitsOf(text) {
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) starts[count++] = at;
  starts[count++] = text.length;
  return starts.subarray(0, count);
}

/** The last place in a sorted list whose value is at most the one that is asked for. */
function indexOf(sorted, value, by = (one) => one) {
  let low = 0, high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (by(sorted[middle]) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many code points a text has. */
function lengthOf(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) count++;
  return count;
}

const touches = (one, other) => one.start < other.end && other.start < one.end;

// A sentence ends at a sign that ends one, with what closes behind it, or at the end of a line.
const SENTENCE = /[^。！？!?.\n]*(?:\.(?!\s+["'“‘(]?\p{Lu}|\s*\n|\s*$)[^。！？!?.\n]*)*(?:[。！？!?.]+["'”’」』）)]*|(?=\n)|$)/gu;

/** The sentences of a text, by code points; for counting what was read. */
function sentencesOf(whole) {
  const found = [];
  let line = 0;
  for (const text of whole.text.split("\n")) {
    for (const match of text.matchAll(SENTENCE)) {
      const lead = match[0].length - match[0].trimStart().length;
      const start = line + match.index + lead, end = line + match.index + match[0].trimEnd().length;
      if (end > start) found.push({ start: whole.point(start), end: whole.point(end) });
    }
    line += text.length + 1;
  }
  return found;
}

// A block of the page is a paragraph, or a part of one that is longer than this.
const LONGEST_BLOCK = 4000;

/** The blocks that the text is shown in: the paragraphs, and what stands between them if it is more than blanks. */
function blocksOf(whole, paragraphs) {
  const found = [];
  const add = (start, end, number) => {
    for (let at = start; at < end; at += LONGEST_BLOCK) found.push({ start: at, end: Math.min(at + LONGEST_BLOCK, end), number });
  };
  let last = 0;
  paragraphs.forEach(([start, end], number) => {
    if (start > last && whole.slice(last, start).trim()) add(last, start, -1);
    add(Math.max(start, last), Math.min(end, whole.length), number);
    last = Math.max(last, end);
  });
  if (last < whole.length && whole.slice(last, whole.length).trim()) add(last, whole.length, -1);
  return found;
}
