// The ranking: tables of measures that came with the page, each number with its rank and how far that swings.
function renderRanking() {
  const sheet = $("ranking");
  sheet.hidden = state.sheet !== "ranking";
  if (sheet.hidden) return fill(sheet, []);
  return fill(sheet, [...DATA.rankings.flatMap(rankingTable), words(say("rankingHelp"), "p", "quiet")]);
}

/**
 * @param {any} ranking
 * @param {number} number
 */
function rankingTable(ranking, number) {
  const rows = new Map((ranking.rows || []).map((/** @type {any} */ [key, ...cells], /** @type {number} */ i) => [key, { cells, intervals: (ranking.intervals || [])[i] || [] }]));
  const keys = [...rows.keys()];
  const columns = ranking.columns || [];
  const ranks = columns.map((/** @type {any} */ _, /** @type {number} */ j) => ranksOf(keys.map((key) => rows.get(key).cells[j])));
  keys.forEach((key, i) => { rows.get(key).ranks = ranks.map((/** @type {any} */ column) => column[i]); });
  const name = {
    title: say("name"), head: true, value: (/** @type {string} */ key) => plain(nameOf(key)),
    cell: (/** @type {string} */ key) => [recordOf(key) ? openerOf(key, null, "inline") : words(nameOf(key)), hiddenMark(key)].filter(Boolean),
  };
  const meanings = ranking.meanings || [];
  const measures = columns.map((/** @type {any} */ title, /** @type {number} */ j) => ({
    title, number: true, gist: (meanings[j] || [])[0], told: (meanings[j] || [])[1],
    value: (/** @type {string} */ key) => (rows.get(key).cells[j] === "" ? NaN : Number(rows.get(key).cells[j])),
    cell: (/** @type {string} */ key) => measureCell(rows.get(key), j, keys.length),
  }));
  // What is ranked comes first, then the table; how to read it and what it leaves out are below, a click away.
  const notes = [meaningsOf(ranking), ranking.note ? prose(ranking.note, "p", "quiet", 1500) : null, ranking.intervals ? words(say("rankingIntervals"), "p", "quiet") : null].filter(Boolean);
  return [
    prose(ranking.title, "h2", "ranked"),
    words(rankedInWords(ranking, keys, rows), "p", "quiet"),
    filteredNote(keys),
    keys.length ? sortableTable({ id: `r${number}`, columns: [name, ...measures], keys, own: isInOrder(keys.map((key) => Number(rows.get(key).cells[0]))) ? [1, -1] : null, each: pickRow }) : words(say("rankingEmpty"), "p", "quiet"),
    notes.length ? el("details", "how", [words(say("rankingHow"), "summary"), ...notes]) : null,
    carriersOf(ranking.carriers),
  ].filter(Boolean);
}

/**
 * What each column says, in a sentence.
 * @param {any} ranking
 */
function meaningsOf({ columns = [], meanings = [] }) {
  const said = columns.flatMap((/** @type {any} */ title, /** @type {number} */ j) => (meanings[j] ? [words(title, "dt"), words(meanings[j][1], "dd")] : []));
  return said.length ? el("dl", "facts meanings", said) : null;
}

/**
 * Whether numbers fall from the first to the last: then the table says that it is sorted by them.
 * @param {number[]} numbers
 */
const isInOrder = (numbers) => numbers.length > 1 && numbers.every((x, i) => !i || x <= numbers[i - 1]);

/**
 * A number as it can be taken in: three figures of one that is no whole number. The file for tables has it in full.
 * @param {string} text
 */
const inBrief = (text) => (/^-?\d+\.\d+$/.test(text) ? String(Number(Number(text).toPrecision(Math.abs(Number(text)) >= 100 ? 4 : 3))) : text);

/**
 * What a table ranks and how far its ranks hold, said once for all of its cells.
 * @param {any} about
 * @param {any} keys
 * @param {any} rows
 */
function rankedInWords({ kept, columns = [] }, keys, rows) {
  const tried = keys.flatMap((/** @type {string} */ key) => columns.map((/** @type {any} */ _, /** @type {number} */ j) => [intervalAt(rows.get(key), j), rows.get(key).ranks[j]])).filter((/** @type {any} */ [interval, rank]) => interval && rank !== null);
  const firm = tried.filter((/** @type {any} */ [interval]) => !swings(interval, keys.length)).length;
  return join([
    keys.length ? say("rankedRows", { n: keys.length }) : null,
    isNumber(kept) ? say("rankedKept", { n: kept, all: DATA.meta.whole }) : null,
    tried.length ? say(firm ? "rankedFirm" : "rankedNone", { n: firm, all: tried.length }) : null,
    keys.length > 1 ? say("rankedSorted") : null,
  ].filter(Boolean), [" ", ""]);
}

/**
 * The ranks between which a row moves by a column, as the table writes them; empty where it was not tried.
 * @param {any} about
 * @param {number} j
 */
const intervalAt = ({ intervals }, j) => (intervals[j] || "").slice(0, 20).replace(/\s*[-–]\s*/, "–");

/**
 * The fewest passages whose loss changes who is first, each partnership that goes with them a button to its record.
 * @param {any} carriers
 */
function carriersOf(carriers) {
  if (!carriers.length) return null;
  return el("section", "carriers", [
    words(say("rankingCarriers"), "h3"),
    words(say("rankingCarriersHelp"), "p", "quiet"),
    ...carriers.flatMap((/** @type {any} */ { title, told, lost }) => [
      prose(join([title, told], [": ", "："]), "p", "", 1500),
      el("ul", "", lost.map((/** @type {any} */ [key, places]) => el("li", "", [
        recordOf(key) ? openerOf(key, null, "inline") : words(brief(nameOf(key))), ...places.flatMap((/** @type {any} */ place) => [" · ", carrierPlace(.../** @type {[any, any, any, any]} */ (place))]),
      ]))),
    ]),
  ]);
}

/**
 * A place in a source, in brief.
 * @param {number} source
 * @param {number} start
 * @param {number} end
 * @param {any} place
 */
function carrierPlace(source, start, end, place) {
  const record = DATA.sources[source];
  const label = record ? brief(record.label, 60) : "?";
  const at = placeInWords(start, end, place);
  return words(at ? join([label, at]) : label, "span", "quiet");
}

/**
 * The rank of each number: one more than there are greater ones; null where there is none.
 * @param {any} cells
 */
function ranksOf(cells) {
  const numbers = cells.map((/** @type {any} */ cell) => (cell === "" ? NaN : Number(cell)));
  const sorted = numbers.filter((/** @type {number} */ x) => !Number.isNaN(x)).sort((/** @type {any} */ a, /** @type {any} */ b) => b - a);
  const first = new Map();
  sorted.forEach((/** @type {number} */ x, /** @type {number} */ i) => { if (!first.has(x)) first.set(x, i + 1); });
  return numbers.map((/** @type {number} */ x) => first.get(x) || null);
}

/**
 * A number and, where that was tried, its rank with those between which it moves; these alone where it does not hold.
 * @param {any} row
 * @param {number} j
 * @param {number} count
 */
function measureCell(row, j, count) {
  const { cells, ranks } = row;
  const text = cells[j] === "" ? "–" : cells[j];
  const value = words(brief(inBrief(text), 30), "span", "value"), interval = intervalAt(row, j);
  if (inBrief(text) !== text) value.title = text;
  // Without an interval nobody has said that the column ranks anything: a number of a group does not.
  if (!interval || ranks[j] === null) return value;
  const firm = !swings(interval, count);
  // A rank that does not hold is not told as one: only between which it moves.
  const rank = words(firm ? say("rankSwings", { rank: ranks[j], interval }) : say("rankSpan", { interval }), "span", firm ? "rank firm" : "rank");
  // Where a column is narrow, it breaks before the bracket, or the span, and nowhere else.
  for (const one of rank.children) one.replaceChildren(...one.textContent.split(firm ? /(?=[(（])/ : /(?<= )/).flatMap((part) => [el("span", "", [part.trimEnd()]), ...(part.endsWith(" ") ? [" "] : [])]));
  return spaced([value, rank]);
}

/**
 * Whether a rank moves over more than a quarter of the table, and over more than one place.
 * @param {any} interval
 * @param {number} count
 */
function swings(interval, count) {
  const [low, high] = interval.split("–").map(Number);
  return high - low > Math.max(1, count / 4);
}

/** @param {string} key */
const hiddenMark = (key) => (PARTIES.has(key) && isFiltered() && !takesPart(key) ? words(say("hiddenHit"), "span", "tag") : null);

/**
 * Whether anything that passes the filters has to do with a party.
 * @param {string} key
 */
const takesPart = (key) => dealsOf(key).some((deal) => SHOWN.deals.has(deal));

/**
 * What filters mean for a ranking: the numbers stay, and some of the rows take no part in what is shown.
 * @param {any} keys
 */
function filteredNote(keys) {
  if (!isFiltered()) return null;
  return words(say("rankingFiltered", { n: keys.filter((/** @type {string} */ key) => PARTIES.has(key) && takesPart(key)).length, all: keys.length }), "p", "caveat");
}

/**
 * A click anywhere on a row opens what the row is about.
 * @param {any} row
 * @param {string} key
 */
function pickRow(row, key) {
  if (!recordOf(key)) return;
  row.classList.add("pick");
  row.addEventListener("click", (/** @type {any} */ event) => {
    if (!event.target.closest("button, a") && !String(getSelection())) select({ key });
  });
}
