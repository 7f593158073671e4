// Names that would read alike on the drawing are told apart: what is cut loses what it shares with the others; things of one
// name say what differs of them, a year, a partner or the place.

/** The letters of names that are not regions', and in how many lines they are written. */
const SMALL_PRINT = { font: `400 11.5px ${FONT}`, rows: 2 };

/**
 * Give names that would read alike other words.
 * @param {Pen} ctx
 * @param {any[]} labels
 */
function tellApart(ctx, labels) {
  const own = labels.filter(({ key }) => !ISLANDS.has(key));
  for (const alike of readAlike(ctx, own)) {
    // The beginning is what cut names share; things that are one name keep it.
    if (areSeveral(alike) && wrapName(ctx, alike[0].text, SMALL_PRINT.font, 0, SMALL_PRINT.rows).join("").includes("…")) for (const label of alike) label.text = pair(label.text).map((text) => tail(ctx, text, SMALL_PRINT.font));
  }
  for (const alike of readAlike(ctx, own)) {
    if (areSeveral(alike)) fromFirstDifference(alike);
  }
  for (const alike of readAlike(ctx, own)) addDifference(ctx, alike);
}

/**
 * Names that read alike, in groups of two and more.
 * @param {Pen} ctx
 * @param {any[]} labels
 * @returns {any[][]}
 */
function readAlike(ctx, labels) {
  /** @type {Map<string, any[]>} */
  const heads = new Map();
  for (const label of labels) {
    const head = wrapName(ctx, label.text, SMALL_PRINT.font, 0, SMALL_PRINT.rows).join("\n"), same = heads.get(head);
    if (same) same.push(label);
    else heads.set(head, [label]);
  }
  return [...heads.values()].filter((same) => same.length > 1);
}

/** @param {any[]} alike */
const areSeveral = (alike) => unique(alike.map(({ key }) => pair(nameOf(key)).join("\n"))).length > 1;

/**
 * The end of a name that is too long for two lines.
 * @param {Pen} ctx
 * @param {any} text
 * @param {string} font
 */
const tail = (ctx, text, font) => lastWords(text, (/** @type {string} */ end) => !wrap(ctx, `…${end}`, font, SMALL_PRINT.rows).join("").endsWith("…"));

/** @param {string} text */
const inWords = (text) => text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) || [];

/**
 * The end of a text, from a break between words on: as much of it as fits.
 * @param {any} text
 * @param {any} fits
 */
function lastWords(text, fits) {
  const pieces = inWords(text);
  let end = "";
  while (pieces.length && fits(pieces[pieces.length - 1] + end)) end = pieces.pop() + end;
  return pieces.length ? `…${end}` : end;
}

/**
 * Names that are cut alike at both ends begin where they differ.
 * @param {any[]} alike
 */
function fromFirstDifference(alike) {
  const names = alike.map(({ key }) => pair(nameOf(key)).map(inWords));
  // How many pieces all of them share, of each language: found once, however many they are.
  const shared = [0, 1].map((side) => names.slice(1).reduce((most, name) => {
    let at = 0;
    while (at < most && name[side][at] === names[0][side][at]) at += 1;
    return at;
  }, names[0][side].length));
  alike.forEach((label, i) => {
    label.text = names[i].map((pieces, side) => (shared[side] > 0 && shared[side] < pieces.length ? `…${pieces.slice(shared[side]).join("")}` : pieces.join("")));
  });
}

/**
 * Say of things of one name what differs of them, behind it, or before it where it is long; nothing if nothing does.
 * @param {Pen} ctx
 * @param {any[]} alike
 */
function addDifference(ctx, alike) {
  const said = differences(alike.map(({ key }) => key));
  if (said) alike.forEach((label, i) => {
    const [[en, zh], [whatEn, whatZh]] = [pair(label.text), pair(brief(said[i], 30))], behind = [`${en} (${whatEn})`, `${zh}（${whatZh}）`];
    label.text = wrapName(ctx, behind, SMALL_PRINT.font, 0, SMALL_PRINT.rows).join("").includes("…") ? [`${whatEn}: ${en}`, `${whatZh}：${zh}`] : behind;
  });
}

/**
 * What differs of some things: of partnerships their first years or who else takes part, of parties where they are.
 * @param {string[]} keys
 * @returns {any[] | null}
 */
function differences(keys) {
  const inHowMany = new Map();
  if (keys.every((key) => DEALS.has(key))) for (const key of keys) for (const party of new Set(partiesOf(key))) inHowMany.set(party, (inHowMany.get(party) || 0) + 1);
  /** @type {((key: string) => any)[]} */
  const ways = keys.every((key) => DEALS.has(key))
    ? [(key) => String(Math.min(...yearsOf(key), 9999)).replace("9999", ""), (key) => otherParty(key, (party) => inHowMany.get(party) < keys.length)]
    : [(key) => (((PARTIES.get(key) || {}).regions || [])[0] ? nameOf(PARTIES.get(key).regions?.[0]) : "")];
  for (const way of ways) {
    const said = keys.map(way);
    if (said.every((text) => plain(text)) && unique(said.map((text) => plain(text))).length === keys.length) return said;
  }
  return null;
}

/**
 * Who takes part in a partnership and not in all the others of a list.
 * @param {string} deal
 * @param {(party: string) => boolean} isOfSome
 */
function otherParty(deal, isOfSome) {
  const own = partiesOf(deal).find(isOfSome);
  return own ? nameOf(own) : "";
}
