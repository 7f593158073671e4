// The list: the same things as the drawing, in words, for those who cannot or do not want to see it.
const ROWS = 200;

function renderList() {
  const sheet = $("list");
  sheet.hidden = state.sheet !== "list";
  if (sheet.hidden) return fill(sheet, []);
  const deals = [...SHOWN.deals].sort(byName);
  const parties = [...SHOWN.parties].filter((key) => DEALS_OF.has(key) || PARTIES.get(key).kind || FIGURES_ABOUT.has(key)).sort(byName);
  return fill(sheet, [
    words(say("listPartnerships"), "h2"),
    words(say("listHelp"), "p", "quiet"),
    deals.length ? dealTable(deals) : emptyNote(),
    words(say("listParties"), "h2"),
    parties.length ? partyTable(parties) : null,
  ]);
}

/** Why there is nothing. */
const emptyNote = () => words(say(DEALS.size ? "emptyFiltered" : "empty"), "p", "empty-note");

function dealTable(keys) {
  return table(["name", "kind", "stage", "date", "parties", "sector", "source"], keys, (key) => {
    const deal = DEALS.get(key);
    const last = (deal.stages || []).slice(-1)[0];
    return [
      opener(key, null, "inline"), words(classLabel(deal.class)), deal.stage ? words(codeLabel(deal.stage)) : words(say("unknown")),
      raw(last ? dateOf(last) : "—", "span", "day"), el("span", "", spaced(partiesOf(key).map((party) => opener(party, null, "inline")))),
      el("span", "", codes(deal.sectors) || []),
      words((deal.evidence || []).length ? placeInBrief(DATA.passages[deal.evidence[0]]) : say("noSource")),
    ];
  });
}

function partyTable(keys) {
  return table(["name", "kind", "isIn", "count"], keys, (key) => {
    const party = PARTIES.get(key);
    return [
      opener(key, null, "inline"), words(party.kind ? codeLabel(party.kind) : classLabel(party.class)),
      el("span", "", spaced((party.regions || []).map((region) => opener(region, null, "inline")))),
      raw(String(dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length)),
    ];
  });
}

const spaced = (elements) => elements.flatMap((element, i) => (i ? [document.createTextNode(" "), element] : [element]));

/** A table with a heading for each column; long ones grow on demand. */
function table(columns, keys, cells) {
  const row = (key) => el("tr", "", cells(key).map((cell, i) => el(i ? "td" : "th", "", [cell], i ? {} : { scope: "row" })));
  const body = el("tbody", "", keys.slice(0, ROWS).map(row));
  const head = el("thead", "", [el("tr", "", columns.map((name) => words(say(name), "th")))]);
  const more = keys.length > ROWS ? button("plain more", [words(say("more", { n: keys.length - ROWS }))], () => {
    body.append(...keys.slice(ROWS).map(row));
    more.remove();
  }) : null;
  return el("div", "table", [el("table", "", [head, body]), more]);
}
