// The list: the same things as the drawing, in words, for those who cannot or do not want to see it.
function renderList() {
  const sheet = $("list");
  sheet.hidden = state.sheet !== "list";
  if (sheet.hidden) return fill(sheet, []);
  const deals = [...SHOWN.deals].sort(byName);
  const parties = [...SHOWN.taking].sort(byName), others = [...SHOWN.parties].filter(isAside).sort(byName);
  return fill(sheet, [
    counted("listPartnerships", deals.length),
    words(say("listHelp"), "p", "quiet"),
    deals.length ? dealTable(deals) : emptyNote(),
    ...(parties.length ? [counted("listParties", parties.length), partyTable("parties", parties)] : []),
    ...tieTable(),
    ...(others.length ? [counted("listAside", others.length), partyTable("aside", others)] : []),
  ]);
}

/**
 * A heading with how many rows stand below it.
 * @param {string} name
 * @param {number} count
 */
function counted(name, count) {
  const heading = words(say(name), "h2");
  heading.append(raw(` (${grouped(count)})`, "span", "count"));
  return heading;
}

/** Why there is nothing. */
const emptyNote = () => el("p", "empty-note", [words(say(DEALS.size ? "emptyFiltered" : TIES ? "emptyTies" : "empty")), document.createTextNode(" "),
  isFiltered() ? button("plain", [words(say("clearFilters"))], clearFilters) : null]);

/** @param {any} keys */
function dealTable(keys) {
  const last = (/** @type {string} */ key) => /** @type {any} */ ((DEALS.get(key).stages || []).slice(-1)[0]);
  const stage = (/** @type {string} */ key) => (DEALS.get(key).stage ? codeLabel(DEALS.get(key).stage) : say("unknown"));
  const sectors = (/** @type {string} */ key) => join((DEALS.get(key).sectors || []).map(codeLabel), [", ", "、"]);
  // Who says so goes before the row of a sheet in which it was found.
  const told = (/** @type {string} */ key) => (DEALS.get(key).stages || []).map((stage) => stage.told).find(Boolean);
  const source = (/** @type {string} */ key) => told(key) ? pair(told(key)[0]) : ((DEALS.get(key).evidence || []).length ? placeInBrief(DATA.passages[(DEALS.get(key).evidence || [])[0]]) : say("noSource"));
  const parties = (/** @type {string} */ key) => partiesOf(key).slice().sort(byName);
  return sortableTable({ id: "deals", keys, own: [0, 1], columns: [
    nameColumn,
    textColumn("kind", (/** @type {string} */ key) => classLabel(DEALS.get(key).class)),
    textColumn("stage", stage),
    { title: say("date"), value: (/** @type {string} */ key) => (last(key) ? dateOf(last(key)) : ""), cell: (/** @type {string} */ key) => raw(last(key) ? dateOf(last(key)) : "—", "span", "day") },
    { title: say("parties"), wide: true, value: (/** @type {string} */ key) => parties(key).map(nameOf).map(plain).join(" "), cell: (/** @type {string} */ key) => el("span", "", spaced(parties(key).map((party) => openerOf(party, null, "inline")))) },
    textColumn("sector", sectors),
    ...(hasSome(keys, "places") ? [placesColumn] : []),
    ...(hasSome(keys, "start") || hasSome(keys, "end") ? [textColumn("term", (/** @type {string} */ key) => termOf(DEALS.get(key)) || "—")] : []),
    { ...textColumn("source", source), wide: true },
  ] });
}

/**
 * Whether any of some partnerships says something: a column that nothing stands in would only take room.
 * @param {string[]} keys
 * @param {"places" | "start" | "end"} field
 */
const hasSome = (keys, field) => keys.some((key) => (DEALS.get(key)[field] || []).length);

const placesColumn = { title: say("carriedOutIn"), value: (/** @type {string} */ key) => (DEALS.get(key).places || []).map(nameOf).map(plain).join(" "),
  cell: (/** @type {string} */ key) => el("span", "", spaced((DEALS.get(key).places || []).map((/** @type {string} */ place) => openerOf(place, null, "inline")))) };

/**
 * @param {string} id
 * @param {any} keys
 */
function partyTable(id, keys) {
  const count = (/** @type {string} */ key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  const regions = (/** @type {string} */ key) => PARTIES.get(key).regions || [];
  return sortableTable({ id, keys, own: [0, 1], columns: [
    nameColumn,
    textColumn("kind", (/** @type {string} */ key) => (PARTIES.get(key).kind ? codeLabel(PARTIES.get(key).kind) : classLabel(PARTIES.get(key).class))),
    { title: say("isIn"), value: (/** @type {string} */ key) => regions(key).map(nameOf).map(plain).join(" "), cell: (/** @type {string} */ key) => el("span", "", spaced(regions(key).map((region) => openerOf(region, null, "inline")))) },
    { title: say("count"), number: true, value: count, cell: (/** @type {string} */ key) => raw(String(count(key))) },
  ] });
}

/**
 * Which places partnerships join, and how many; those of the overview where none are given.
 * @param {{a: string, b: string, count: number}[]} [those]
 * @param {(one: any) => Chosen} [opened] what a tie opens
 */
function tieTable(those = arcsOf([...SHOWN.deals]), opened = tieOf) {
  const ties = /** @type {Known<any>} */ (new Map(those.map(({ a, b, count }) => [`${a}|${b}`, { a, b, count }])));
  if (!ties.size) return [];
  const name = (/** @type {string} */ key) => join([brief(nameOf(ties.get(key).a)), brief(nameOf(ties.get(key).b))], [" – ", "—"]);
  const keys = [...ties.keys()].sort((x, y) => ties.get(y).count - ties.get(x).count || (x < y ? -1 : 1));
  const link = (/** @type {string} */ key) => button("inline", [words(name(key))], () => openDetails(opened(ties.get(key))));
  return [counted("listTies", keys.length), sortableTable({ id: "ties", keys, own: [1, -1], columns: [
    { title: say("viewRegions"), head: true, value: (/** @type {string} */ key) => plain(name(key)), cell: link },
    { title: say("count"), number: true, value: (/** @type {string} */ key) => ties.get(key).count, cell: (/** @type {string} */ key) => raw(String(ties.get(key).count)) },
  ] })];
}

const nameColumn = { title: say("name"), head: true, value: (/** @type {string} */ key) => plain(nameOf(key)), cell: (/** @type {string} */ key) => openerOf(key, null, "inline") };
/**
 * @param {string} name
 * @param {any} text
 */
const textColumn = (name, text) => ({ title: say(name), value: (/** @type {string} */ key) => plain(text(key)), cell: (/** @type {string} */ key) => words(brief(text(key), 80)) });
/** @param {any} elements */
const spaced = (elements) => elements.flatMap((/** @type {any} */ element, /** @type {number} */ i) => (i ? [document.createTextNode(" "), element] : [element]));
