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

/** A heading with how many rows stand below it. */
function counted(name, count) {
  const heading = words(say(name), "h2");
  heading.append(raw(` (${grouped(count)})`, "span", "count"));
  return heading;
}

/** Why there is nothing. */
const emptyNote = () => el("p", "empty-note", [words(say(DEALS.size ? "emptyFiltered" : TIES ? "emptyTies" : "empty")), document.createTextNode(" "),
  isFiltered() ? button("plain", [words(say("clearFilters"))], clearFilters) : null]);

function dealTable(keys) {
  const last = (key) => (DEALS.get(key).stages || []).slice(-1)[0];
  const stage = (key) => (DEALS.get(key).stage ? codeLabel(DEALS.get(key).stage) : say("unknown"));
  const sectors = (key) => join((DEALS.get(key).sectors || []).map(codeLabel), [", ", "、"]);
  // Who says so goes before the row of a sheet in which it was found.
  const told = (key) => (DEALS.get(key).stages || []).map((stage) => stage.told).find(Boolean);
  const source = (key) => told(key) ? pair(told(key)[0]) : ((DEALS.get(key).evidence || []).length ? placeInBrief(DATA.passages[DEALS.get(key).evidence[0]]) : say("noSource"));
  const parties = (key) => partiesOf(key).slice().sort(byName);
  return sortableTable({ id: "deals", keys, own: [0, 1], columns: [
    nameColumn,
    textColumn("kind", (key) => classLabel(DEALS.get(key).class)),
    textColumn("stage", stage),
    { title: say("date"), value: (key) => (last(key) ? dateOf(last(key)) : ""), cell: (key) => raw(last(key) ? dateOf(last(key)) : "—", "span", "day") },
    { title: say("parties"), wide: true, value: (key) => parties(key).map(nameOf).map(plain).join(" "), cell: (key) => el("span", "", spaced(parties(key).map((party) => openerOf(party, null, "inline")))) },
    textColumn("sector", sectors),
    { ...textColumn("source", source), wide: true },
  ] });
}

function partyTable(id, keys) {
  const count = (key) => dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length;
  const regions = (key) => PARTIES.get(key).regions || [];
  return sortableTable({ id, keys, own: [0, 1], columns: [
    nameColumn,
    textColumn("kind", (key) => (PARTIES.get(key).kind ? codeLabel(PARTIES.get(key).kind) : classLabel(PARTIES.get(key).class))),
    { title: say("isIn"), value: (key) => regions(key).map(nameOf).map(plain).join(" "), cell: (key) => el("span", "", spaced(regions(key).map((region) => openerOf(region, null, "inline")))) },
    { title: say("count"), number: true, value: count, cell: (key) => raw(String(count(key))) },
  ] });
}

/** The arcs of the overview: which regions partnerships join, and how many. */
function tieTable() {
  const ties = new Map(arcsOf([...SHOWN.deals]).map(({ a, b, count }) => [`${a}|${b}`, { a, b, count }]));
  if (!ties.size) return [];
  const name = (key) => join([brief(nameOf(ties.get(key).a)), brief(nameOf(ties.get(key).b))], [" – ", "—"]);
  const keys = [...ties.keys()].sort((x, y) => ties.get(y).count - ties.get(x).count || (x < y ? -1 : 1));
  const link = (key) => button("inline", [words(name(key))], () => openDetails(tieOf(ties.get(key))));
  return [counted("listTies", keys.length), sortableTable({ id: "ties", keys, own: [1, -1], columns: [
    { title: say("viewRegions"), head: true, value: (key) => plain(name(key)), cell: link },
    { title: say("count"), number: true, value: (key) => ties.get(key).count, cell: (key) => raw(String(ties.get(key).count)) },
  ] })];
}

const nameColumn = { title: say("name"), head: true, value: (key) => plain(nameOf(key)), cell: (key) => openerOf(key, null, "inline") };
const textColumn = (name, text) => ({ title: say(name), value: (key) => plain(text(key)), cell: (key) => words(brief(text(key), 80)) });
const spaced = (elements) => elements.flatMap((element, i) => (i ? [document.createTextNode(" "), element] : [element]));
