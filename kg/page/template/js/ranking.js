// The ranking: tables of measures that came with the page.
function renderRanking() {
  const sheet = $("ranking");
  sheet.hidden = state.sheet !== "ranking";
  if (sheet.hidden) return fill(sheet, []);
  return fill(sheet, [words(say("viewRanking"), "h2"), words(say("rankingHelp"), "p", "quiet"), ...DATA.rankings.flatMap(rankingTable)]);
}

function rankingTable(ranking) {
  const head = el("tr", "", [words(say("rank"), "th"), words(say("name"), "th"), ...ranking.columns.map((column) => words(column, "th"))]);
  const rows = (ranking.rows || []).slice(0, ROWS).map(([key, ...cells], i) => el("tr", "", [
    raw(String(i + 1), "td"), el("th", "", [recordOf(key) ? opener(key, null, "inline") : words(nameOf(key))], { scope: "row" }),
    ...cells.map((cell) => raw(cell, "td")),
  ]));
  return [words(ranking.title, "h3"), ranking.note ? words(ranking.note, "p", "quiet") : null,
    el("div", "table", [el("table", "", [el("thead", "", [head]), el("tbody", "", rows)])])].filter(Boolean);
}
