// A sentence to cite, the same as `kg cite` writes: count, stages, dates, sources, data set. Filters do not change it.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/**
 * A date in words, as exactly as its source gives it.
 * @param {string} date
 * @param {any} [precision]
 */
function dayInWords(date, precision) {
  const [year, month, day] = date.split("-").map(Number);
  if (!month || precision === "year") return [`${year}`, `${year}年`];
  if (precision === "quarter") return [`${year} Q${Math.ceil(month / 3)}`, `${year}年第${Math.ceil(month / 3)}季度`];
  if (precision === "half") return [`${year} H${month > 6 ? 2 : 1}`, `${year}年${month > 6 ? "下" : "上"}半年`];
  if (!day || precision === "month") return [`${MONTHS[month - 1]} ${year}`, `${year}年${month}月`];
  return [`${day} ${MONTHS[month - 1]} ${year}`, `${year}年${month}月${day}日`];
}

/**
 * Parts in both languages put into a template for each.
 * @param {any} en
 * @param {any} zh
 * @param {...any} parts
 */
const put = (en, zh, ...parts) => [en, zh].map((text, i) => text.replace(/\{(\d)\}/g, (/** @type {any} */ _, /** @type {number} */ n) => pair(parts[n])[i]));

/** @param {any} deals */
function stagesInWords(deals) {
  const counts = new Map();
  for (const deal of deals) counts.set(DEALS.get(deal).stage || "", (counts.get(DEALS.get(deal).stage || "") || 0) + 1);
  const name = (/** @type {string} */ code) => (code ? CODES.get(code) : ["stage not stated", "阶段未载明"]);
  const order = [...counts].sort(([a, m], [b, n]) => Number(a === "") - Number(b === "") || n - m || (a < b ? -1 : 1));
  if (order.length === 1) return deals.length === 1 ? name(order[0][0]) : put("all {0}", "均{0}", name(order[0][0]));
  return join(order.map(([code, n]) => put(`${n} {0}`, `{0}${n}项`, name(code))), [", ", "，"]);
}

/** @param {any} deals */
function datesInWords(deals) {
  const latest = deals.map((/** @type {string} */ key) => (DEALS.get(key).stages || []).filter((claim) => claim.stage === DEALS.get(key).stage).pop()).filter(Boolean);
  if (!latest.length) return ["", ""];
  const when = (/** @type {any} */ { date, precision }) => `${date} ${precision || ""}`;
  const inOrder = latest.slice().sort((/** @type {any} */ a, /** @type {any} */ b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
  const [first, last] = [inOrder[0], inOrder[inOrder.length - 1]].map((claim) => dayInWords(claim.date, claim.precision));
  const said = plain(first) === plain(last) ? put(", as of {0}", "，截至{0}", first) : put(", as of dates from {0} to {1}", "，截至{0}至{1}各日", first, last);
  const assumed = latest.filter((/** @type {any} */ claim) => (claim.basis || "").endsWith("/assumed")).length;
  return assumed ? put(`{0} (${assumed} of ${latest.length} dates assumed)`, `{0}（其中推定日期${assumed}个）`, said) : said;
}

/** @param {any} deals */
function sourcesInWords(deals) {
  const places = new Map();
  for (const key of deals) {
    const deal = DEALS.get(key);
    for (const record of [deal, ...(deal.parts || []), ...(deal.stages || [])]) {
      for (const index of record.evidence || []) {
        const [source] = DATA.passages[index];
        places.set(source, (places.get(source) || new Set()).add(index));
      }
    }
  }
  return [...places].sort(([a], [b]) => a - b).map(([number, passages]) => {
    const quoted = [...passages].every((index) => isNumber(DATA.passages[index][1]));
    const word = quoted ? "passage" : "place";
    return put(`{0} (${passages.size} ${word}${passages.size === 1 ? "" : "s"})`, `{0}（${quoted ? "引文" : "出处"}${passages.size}处）`, sourceInWords(number));
  });
}

/** @param {number} number */
function sourceInWords(number) {
  const { label, publisher, issued } = DATA.sources[number];
  return join([label, publisher, issued && dayInWords(issued)].filter(Boolean), [", ", "，"]);
}

/** Title, version and licence of the data set. */
function dataInWords() {
  const { dataSet, version, licence } = DATA.meta;
  const data = join([plain(dataSet) && dataSet, version && put("version {0}", "版本{0}", version), licence && licenceName(licence)].filter(Boolean), [", ", "，"]);
  return plain(data) ? [put("Data: {0}.", "数据：{0}。", data)] : [];
}

/** @param {any[]} names */
const listedSources = (names) => (names.length ? [put(`Source${names.length === 1 ? "" : "s"}: {0}.`, "来源：{0}。", join(names, ["; ", "；"]))] : []);

/**
 * From when to when sources came out.
 * @param {any} numbers
 */
function datesOf(numbers) {
  const days = numbers.map((/** @type {number} */ number) => DATA.sources[number].issued).filter(Boolean).sort();
  return days.length ? put(", {0} to {1}", "，{0}至{1}", dayInWords(days[0]), dayInWords(days[days.length - 1])) : ["", ""];
}

/** What stands below a saved picture: what it leaves out, its sources (of more than three their number), and the data. */
function notesBelow() {
  const numbers = unique(DATA.passages.map(([source]) => source)).filter((number) => number >= 0);
  const sources = numbers.length > 3 ? [put(`Sources: ${numbers.length}{0}.`, `来源：${numbers.length}个{0}。`, datesOf(numbers))] : listedSources(numbers.map(sourceInWords));
  return [...DATA.meta.remarks, join([...sources, ...dataInWords()], [" ", ""])].filter((text) => plain(text).trim());
}

/**
 * The partnerships that a sentence counts: those between two parties, of a party or a programme, or the one itself.
 * @param {string} key
 * @param {string} [other]
 */
function citedDeals(key, other) {
  if (other) return dealsBetween(key, other);
  if (DEALS.has(key)) return [key];
  return PROGRAMMES.has(key) ? DEALS_OF_PROGRAMME.get(key) : dealsOf(key);
}

/**
 * What there is to cite of the tie of two parties, or of one thing.
 * @param {...any} keys
 */
function citationOf(...keys) {
  const deals = citedDeals(.../** @type {[any, any]} */ (keys)), n = deals.length;
  const who = join(keys.map(nameOf), [" and ", "与"]);
  const itself = keys.length === 1 && DEALS.has(keys[0]);
  const told = itself ? put("{0}: {1}{2}.", "{0}：{1}{2}。", who, stagesInWords(deals), datesInWords(deals)) : n
    ? put(`{0}: ${n} partnership${n === 1 ? "" : "s"} ({1}){2}.`, `{0}：合作${n}项（{1}）{2}。`, who, stagesInWords(deals), datesInWords(deals))
    : put("{0}: no partnership is recorded.", "{0}：未见合作记录。", who);
  return join([told, ...listedSources(sourcesInWords(deals)), ...dataInWords()], [" ", ""]);
}

/**
 * The sentence, folded, with a button that copies it in the language of the page.
 * @param {...any} keys
 */
function citeBox(...keys) {
  if (TIES) return null; // a projection's page has not all partnerships of its nodes
  const text = citationOf(...keys);
  const copy = button("plain", [words(say("copy"))], () => copyText(plain(text), say("copied")));
  const sentence = prose(text);
  return el("details", "folded cite", [words(say("cite"), "summary"), sentence, copy]);
}
