// Puts the page together, and brings what is shown up to date after each change.

/** What has to be done again when some fields of the state have changed. */
function refresh(fields) {
  const any = (...names) => names.some((name) => fields.includes(name));
  if (any("lang")) applyLanguage();
  if (any("theme")) applyTheme();
  if (any("hidden", "years", ...FACETS)) applyFilters();
  composeScene();
  if (any("hidden", "years", ...FACETS, "colourBy")) {
    renderSummary();
    renderLegend();
    renderFacets();
    renderYears();
  }
  if (any("selection", "hidden", "years", ...FACETS)) renderDetails();
  if (any("sheet", "hidden", "years", ...FACETS)) renderSheets();
  if (any("lang", "theme", "drawing", "sheet")) renderSwitches();
  if (any("theme", "colourBy", "lang")) repaintIcons();
  if (any("drawing")) renderHint();
  syncCanvas();
  if (any("drawing")) fitView(true);
  writeAddress();
}

function renderSummary() {
  const regions = new Set([...SHOWN.deals].flatMap((deal) => TRAITS.get(deal).regions));
  const parties = new Set([...SHOWN.deals].flatMap(partiesOf));
  const text = say("summary", { shown: SHOWN.deals.size, all: DEALS.size, parties: parties.size, regions: regions.size });
  fill($("summary"), [words(text), isFiltered() ? button("plain clear", [words(say("clearFilters"))], () => change(noFilters())) : null]);
  const none = SHOWN.deals.size === 0;
  $("empty").hidden = !none;
  fill($("empty"), none ? [emptyNote()] : []);
}

function renderSheets() {
  renderList();
  renderRanking();
  const open = state.sheet !== "";
  $("canvas").classList.toggle("covered", open);
  $("canvas").tabIndex = open ? -1 : 0;
  $("zoom").hidden = open;
}

function renderSwitches() {
  press($("languages"), state.lang);
  press($("themes"), state.theme);
  press($("views"), state.sheet || state.drawing);
}

function renderHint() {
  $("hint").hidden = state.drawing !== "regions";
  fill($("hint"), [words(say("overviewHint"))]);
}

function startHead() {
  const title = pair(DATA.meta.title);
  fill($("title"), [words(title)]);
  segmented($("languages"), say("language"), LANGUAGES.map(([value, text]) => [value, text]), state.lang, (value) => change({ lang: value }));
  segmented($("themes"), say("theme"), [["light", say("light")], ["dark", say("dark")]], state.theme, (value) => change({ theme: value }));
}

function startFoot() {
  const choose = (value) => change(value === "list" || value === "ranking" ? { sheet: state.sheet === value ? "" : value } : { drawing: value, sheet: "" });
  const views = [["all", say("viewAll")], ["regions", say("viewRegions")], ["list", say("viewList")], ...(DATA.rankings.length ? [["ranking", say("viewRanking")]] : [])];
  segmented($("views"), say("views"), views, state.drawing, choose);
  fill($("reset"), [words(say("reset"))]);
  $("reset").addEventListener("click", reset);
  startExports();
  const { dataSet, version, licence } = DATA.meta;
  const sources = DATA.sources.length;
  const parts = [
    [].concat(dataSet).join("") ? dataSet : null,
    version ? say("footVersion", { version }) : null,
    sources === 1 ? say("footSource") : say("footSources", { n: sources }),
    licence ? say("footLicence", { licence }) : null,
    say("footTool"),
  ];
  fill($("about"), [words(join(parts.filter(Boolean)))]);
}

/** Everything as it was when the page opened, but for language and appearance. */
function reset() {
  past.length = 0;
  change({ ...noFilters(), selection: null, sheet: "", drawing: first.drawing, expanded: new Set(), colourBy: "class" });
  fitView(true);
}

function startReading() {
  const texts = ["reading1", "reading2", "reading3", "reading4"].map((name) => words(say(name), "li"));
  fill($("reading"), [el("details", "how", [words(say("reading"), "summary"), el("ul", "", texts)])]);
}

function start() {
  startHead();
  startSearch();
  const legend = startLegend();
  const yearFacet = startYears();
  fill($("facets"), [...legend, yearFacet, ...startFacets()]);
  startReading();
  startFoot();
  startZoom();
  startCanvas();
  startKeyboard();
  Object.assign(state, fromAddress(location.hash));
  refresh(Object.keys(state));
  fitView(false);
  addEventListener("hashchange", () => change(fromAddress(location.hash)));
  addEventListener("beforeprint", () => change({ sheet: "list" }));
  document.documentElement.dataset.ready = "true";
}

start();
