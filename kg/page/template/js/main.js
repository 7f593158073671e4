// Puts the page together, and brings what is shown up to date after each change.

/**
 * What has to be done again when some fields of the state have changed.
 * @param {any} fields
 */
function refresh(fields) {
  if (!$("notice").hidden) $("notice").hidden = true;
  forget(translated, (/** @type {any} */ [element]) => element);
  forget(icons, (/** @type {any} */ [canvas]) => canvas);
  // The days are a filter as the years are.
  if (fields.includes("asOf") || fields.includes("knownBy")) {
    applyDays();
    fields = [...fields, "years"];
  }
  const any = (/** @type {string[]} */ ...names) => names.some((name) => fields.includes(name));
  if (any("lang")) applyLanguage();
  if (any("theme")) applyTheme();
  if (any("hidden", "years", ...FACETS)) applyFilters();
  if (any("sizes", "tints", "hidden", "years", ...FACETS)) renewScales();
  if (state.sizes !== sizedBy) {
    sizedBy = state.sizes;
    SCENE.drawn += 1; // larger nodes push names away
  }
  composeScene();
  if (any("hidden", "years", ...FACETS, "colourBy")) {
    renderSummary();
    renderLegend();
    renderFacets();
    renderYears();
  }
  if (any("selection", "hidden", "years", ...FACETS)) renderDetails();
  if (any("sheet", "beside", "hidden", "years", ...FACETS)) renderSheets();
  if (any("sort", "lang")) renderOrder();
  else if (any("selection", "sheet")) markRows();
  if (any("lang", "theme", "drawing", "sheet")) renderSwitches();
  if (any("theme", "colourBy", "lang")) repaintIcons();
  if (any("drawing", "selection", "sheet", "hidden", "years", "lang", "theme", "expanded", "most", "measure", "steps", ...FACETS)) renderCard();
  renderHandle();
  closeChooser();
  renderClock();
  renderStory();
  renderPlane();
  if (any("sizes", "tints", "theme", "selection", "hidden", "years", ...FACETS)) renderScales();
  renderLens();
  syncCanvas(any("drawing"));
  // Where others are drawn in other places, they come into sight.
  if (any("drawing") || (isPart() && TIES && any("most", "measure"))) fitView(!isArriving);
  writeAddress();
  tellHost();
}

/**
 * A value of the state as a text that another one of the same meaning has too.
 * @param {any} value
 */
const asText = (value) => JSON.stringify(value instanceof Set || value instanceof Map ? [...value] : value);

/** @type {Measured} */
let sizedBy = null; // what nodes were sized by when names were placed last

/**
 * Drop what has left the document, once there is much of it.
 * @param {any} kept
 * @param {any} elementOf
 */
function forget(kept, elementOf) {
  if (kept.length > 500) kept.splice(0, kept.length, ...kept.filter((/** @type {any} */ one) => elementOf(one).isConnected));
}

/** What is shown, in numbers. */
function summaryNow() {
  const over = [...SHOWN.deals].filter((deal) => DEALS.get(deal).ended).length;
  const counted = say(TIES ? "summaryTies" : "summary", {
    nodes: SHOWN.taking.size, ties: TIES && countTies(), shown: SHOWN.deals.size, all: DATA.meta.whole, parties: SHOWN.taking.size, places: SHOWN.places.size,
  });
  return over ? join([counted, say("summaryEnded", { n: over })], [" · ", " · "]) : counted;
}

function renderSummary() {
  const text = summaryNow();
  // The button keeps its room while there is nothing to clear, so that no row below moves under the reader's hand.
  const clear = button("plain clear", [words(say("clearFilters"))], clearFilters);
  clear.classList.toggle("idle", !isFiltered());
  clear.disabled = !isFiltered();
  fill($("summary"), [words(text), clear]);
  const none = SHOWN.deals.size === 0;
  $("empty").hidden = !none;
  fill($("empty"), none ? [emptyNote()] : []);
  const said = plain(text);
  if (lastSummary && said !== lastSummary) announce(text);
  lastSummary = said;
}

let lastSummary = ""; // what a screen reader has heard of the counts

/** Show everything again; the button that did it may go away, the keyboard's place may not. */
function clearFilters() {
  const here = document.activeElement;
  change(noFilters());
  if (here && !here.isConnected) $("summary").focus();
}

function renderSheets() {
  renderList();
  renderRanking();
  const open = state.sheet !== "" && !(state.beside && viewNow());
  $("canvas").classList.toggle("covered", open);
  $("canvas").tabIndex = open ? -1 : 0;
  $("zoom").hidden = open;
}

function renderSwitches() {
  press($("languages"), state.lang);
  $("theme").setAttribute("aria-pressed", String(state.theme === "dark"));
  renderViewBar();
}

function startHead() {
  const title = pair(DATA.meta.title);
  fill($("title"), [words(title)]);
  const more = cut($("title"), DATA.meta.title);
  if (more) $("title").after(more);
  // What a projection leaves out stands beside its numbers.
  $("scope").hidden = !DATA.meta.remarks.length;
  const [foremost, ...others] = DATA.meta.remarks;
  const rest = others.map((/** @type {any} */ remark) => words(remark, "p"));
  if (foremost) fill($("scope"), [rest.length ? el("details", "", [words(foremost, "summary"), ...rest]) : words(foremost, "p")]);
  segmented($("languages"), say("language"), LANGUAGES.map(([value, text]) => [value, text]), state.lang, (/** @type {any} */ value) => change({ lang: value }));
  fill($("theme"), [glyph("theme")]);
  translate($("theme"), "aria-label", say("theme"));
  translate($("theme"), "title", say("theme"));
  $("theme").addEventListener("click", () => change({ theme: state.theme === "dark" ? "light" : "dark" }));
  // The page follows the system as long as the reader has not chosen otherwise.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    const own = state.theme !== first.theme;
    first.theme = matches ? "dark" : "light";
    change(own ? {} : { theme: first.theme });
  });
}

function startFoot() {
  startViews();
  startStory();
  fill($("reset"), [words(say("reset"))]);
  $("reset").addEventListener("click", reset);
  fill($("link"), [words(say("copyLink"))]);
  $("link").addEventListener("click", () => copyText(location.href, say("linkCopied")));
  startExports();
  startCoverage();
  const { dataSet, version, licence } = DATA.meta;
  const parts = [
    [].concat(dataSet).join("") && plain(dataSet) !== plain(DATA.meta.title) ? pair(dataSet).map(apart) : null,
    version ? say("footVersion", { version }) : null,
    say("footTool"),
  ];
  fill($("about"), [words(join(parts.filter(Boolean))), document.createTextNode(" "), licence ? licenceOf(licence) : null]);
  renderSources();
  const more = cut($("about"), join([dataSet || "", version || "", licence || ""], ["", ""]));
  if (more) $("about").after(more);
}

const renderSources = () => fill($("sources"), sourcesNamed());

/** The sources that are cited: up to three by name, more in a list to unfold. */
function sourcesNamed() {
  const cited = unique(DATA.passages.map(([source]) => source)).filter((number) => DATA.sources[number]);
  if (!cited.length) return [];
  if (cited.length <= 3) return [words(join([say("source"), ""], [": ", "："])), ...cited.flatMap((number, i) => [raw(i ? "; " : ""), sourceNamed(number)])];
  const list = el("ul", "", cited.slice(0, MOST_NAMED).map((number) => el("li", "", [sourceNamed(number)])));
  return [el("details", "", [words(say("footSources", { n: cited.length }), "summary"), list])];
}

/** How many sources the list names. */
const MOST_NAMED = 500;

/**
 * A source as it is cited, linked if it has an address, and its archived copy beside it.
 * @param {number} number
 */
function sourceNamed(number) {
  const name = words(brief(sourceInWords(number), 120));
  const { url, archived } = DATA.sources[number];
  const link = linkTo(url), kept = linkTo(archived, say("archivedCopy"));
  if (link) link.replaceChildren(name);
  const copy = COPIES.has(number) ? words(copySaid(number), "span", "copy-said") : quotedFrom(number).length ? copyButton(number) : null;
  return el("span", "", [link || name, kept && raw(" · "), kept, copy && raw(" · "), copy]);
}

/** @param {any} licence */
function licenceName(licence) {
  const known = /^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/.exec(licence);
  return known ? `CC ${known[1].toUpperCase()} ${known[2]}` : licence;
}

/**
 * The licence by its usual name, linked if it is an address.
 * @param {any} licence
 */
function licenceOf(licence) {
  const name = licenceName(licence);
  const link = linkTo(licence);
  if (link) link.replaceChildren(raw(name));
  return el("span", "", [words(say("footLicence")), raw(" "), link || raw(name.length > LONG ? brief(name, LONG) : name)]);
}

/** Everything as it was when the page opened, but for language and appearance. */
function reset() {
  past.length = 0;
  $("search").value = "";
  change({ ...noFilters(), selection: null, step: null, sheet: "", beside: false, asTable: false, drawing: first.drawing, expanded: new Set(), colourBy: "class", sizes: null, tints: null, sort: new Map() });
  $("panel").scrollTop = 0;
  fitView(true);
}

function startReading() {
  const texts = ["reading1", TIES ? "readingTies" : "reading2", "reading3", "reading4"].map((name) => words(say(name), "li"));
  fill($("reading"), [el("details", "how", [words(say("reading"), "summary"), el("ul", "", texts)])]);
}

function start() {
  startHead();
  startSearch();
  const legend = startLegend();
  const yearFacet = startYears();
  fill($("facets"), [...legend, startScales(), yearFacet, ...startFacets(), otherSigns()]);
  startReading();
  startFoot();
  startZoom();
  startLens();
  startEdges();
  startDrawer();
  startCanvas();
  startKeyboard();
  startSheetEnds();
  startHelp();
  startFirstKeys();
  startEmbed();
  Object.assign(state, fromAddress(location.hash));
  const { look } = state;
  refresh(Object.keys(state));
  fitView(false);
  const lookAgain = (/** @type {any} */ view) => {
    state.look = view;
    applyLook();
    writeAddress();
  };
  lookAgain(look);
  addEventListener("hashchange", () => {
    const patch = fromAddress(location.hash);
    lastOpen = null; // going back is no new step
    arrive(Object.fromEntries(Object.entries(patch).filter(([name, value]) => asText(value) !== asText(state[name]))));
    if (patch.look) lookAgain(patch.look);
  });
  startPrint();
  startHost();
  expose();
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
}

/**
 * @param {any} a
 * @param {any} b
 * @param {number} t
 */
const between = (a, b, t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/** The names that stand on the open drawing, and the marks that they may be names of, each as the disc that it takes. */
function namesNow() {
  const brief = (/** @type {any[]} */ names) => names.filter(({ isSide }) => !isSide).map(({ key, x, y, w, h, rows, leader }) => ({ key, x, y, w, h, rows, led: Boolean(leader) }));
  const parts = state.sheet === "map" && PLANE.laid ? [PLANE.laid.main, PLANE.laid.inset].filter(Boolean) : [];
  if (parts.length) {
    const [{ frame: { width, height } }] = parts, isSeen = (/** @type {any} */ { x, y }, /** @type {any} */ part) => part !== parts[0] || !parts[1] || !isWithin(parts[1].frame, x, y);
    return { width, height, names: brief(parts.flatMap(({ names }) => names)), marks: parts.flatMap((part) => part.dots.filter((/** @type {any} */ dot) => isSeen(dot, part)).map((/** @type {any} */ { key, x, y, r }) => ({ key, x, y, r }))) };
  }
  const view = screenView(), disc = (/** @type {string} */ key, /** @type {number} */ r) => ({ key, ...view.toScreen(placeOf(key)), r: r * view.scale });
  const bare = SCENE.lands.filter(({ key }) => !SCENE.nodes.has(key)).map(({ key, place }) => disc(key, place[2]));
  return { width: view.width, height: view.height, names: brief(placedLabels), marks: [...[...SCENE.nodes.keys()].map((key) => disc(key, radiusOf(key, view.scale))), ...bare] };
}

/** What a test, or a page around this one, may ask: it cannot change anything. */
function expose() {
  const fromCanvas = (/** @type {any} */ { x, y }) => {
    const { left, top } = $("canvas").getBoundingClientRect();
    return { x: x + left, y: y + top };
  };
  const onScreen = (/** @type {any} */ point) => fromCanvas(screenView().toScreen(point));
  /** @type {any} */ (globalThis).kgPage = Object.freeze({
    where: (/** @type {string} */ key) => onScreen(placeOf(key)),
    onLine: (/** @type {string} */ party, /** @type {string} */ deal, /** @type {number} */ t) => onScreen(between(placeOf(party), placeOf(deal), t)),
    arcs: () => SCENE.arcs.map((one) => ({ a: one.a, b: one.b, count: one.count, at: one.badge && fromCanvas(one.badge) })),
    way: (/** @type {any} */ a, /** @type {any} */ b) => SCENE.arcs.filter((one) => one.a === a ? one.b === b : one.a === b && one.b === a).slice(0, 1).flatMap((one) => Array.from({ length: 17 }, (_, i) => onScreen(onArc(one, i / 16)))),
    drawn: () => [...SCENE.nodes.keys()],
    lines: () => SCENE.lines.length,
    looks: (/** @type {string} */ key) => ({ share: growthOf(key), rings: ringsOf(key), tint: tintOf(key) }),
    labels: () => placedLabels.map(({ key, x, y, w, h, rows, leader }) => ({ key, x, y, w, h, rows, led: Boolean(leader) })),
    names: namesNow,
    mapArcs: () => (state.sheet === "map" && PLANE.laid ? PLANE.laid.arcs.map((/** @type {any} */ one) => ({ a: one.a, b: one.b, count: one.count, at: one.badge, way: Array.from({ length: 17 }, (_, i) => onBend(one, i / 16)) })) : []),
    discs: () => SCENE.lands.map(({ key, place: [x, y, r] }) => ({ key, ...screenView().toScreen({ x, y }), r: r * screenView().scale })),
    shown: () => ({ deals: SHOWN.deals.size, parties: SHOWN.taking.size }),
    nameOf: (/** @type {string} */ key) => plain(nameOf(key)),
    signs: () => signsOfKey().filter((sign) => sign.exists()).map((sign) => [sign.name, sign.drawn()]),
    marks: () => (PLANE.laid ? PLANE.laid.marks.map((/** @type {any} */ { x, y, w, h, text, lights }) => ({ x, y, w, h, text: pair(text), lights })) : []),
    lit: () => [...LIT],
    there: () => Object.fromEntries([...SHOWN.deals].map((key) => [key, DEALS.get(key).stage || ""])),
    csv: () => shownAsCsv(),
    withStory: () => pageWithStory(),
    gexf: () => shownAsGexf(),
    tables: () => ({ parties: partiesAsRows(), ties: tiesAsRows(), ranking: rankingsAsRows() }),
    svg: () => drawingAsSvg(),
    digest: (/** @type {any} */ text) => sha256(new TextEncoder().encode(text)),
  });
}

if (typeof DecompressionStream === "undefined") sayInstead("tooOld");
else loadLibrary().then(start, () => sayInstead("damaged"));
