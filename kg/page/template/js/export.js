// Saving what is shown: the drawing as PNG or SVG with title, key, sources and filters; what it holds as CSV and GEXF.

function startExports() {
  translate($("exports"), "aria-label", say("export"));
  const more = button("", [words(say("saveMore"))], openSaving, { "aria-haspopup": "dialog" });
  fill($("exports"), [...[["PNG", () => savePng(2)], ["SVG", saveSvg], ["CSV", saveCsv]].map(([name, act]) => button("", [raw(name)], act)), more]);
  const ways = /** @type {[string, () => unknown][]} */ ([["savePicture", () => savePng(3)], ["saveDeals", saveCsv], ["saveParties", () => saveTable("parties", partiesAsRows())],
    ["saveTies", () => saveTable("ties", tiesAsRows())], DATA.rankings.length ? ["saveRanking", () => saveTable("ranking", rankingsAsRows())] : null,
    ["saveGexf", saveGexf], ["saveEmbed", () => copyText(embedCode(), say("embedCopied"))]].filter(Boolean));
  const close = button("plain", [words(say("close"))], () => $("saving").close());
  const list = el("ul", "saving", ways.map(([name, act]) => el("li", "", [button("plain", [words(say(name))], () => { $("saving").close(); act(); }, { "data-way": name })])));
  fill($("saving"), [words(say("saveTitle"), "h2"), list, close]);
  translate($("saving"), "aria-label", say("saveTitle"));
}

function openSaving() {
  if (!$("saving").open) $("saving").showModal();
  $("saving").scrollTop = 0;
}

/**
 * @param {any} blob
 * @param {string} ending
 * @param {string} [part]
 */
function download(blob, ending, part = "") {
  const link = el("a", "", [], { download: `${fileName()}${part && `-${part}`}.${ending}`, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

const fileName = () => pair(DATA.meta.title)[0].replace(/[^A-Za-z0-9\u3400-\u9fff]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "network";

/**
 * The drawing as it is on the screen, painted anew so many times as fine.
 * @param {any} times
 */
function savePng(times) {
  /** @type {any} */
  const view = viewNow() ? planePicture() : networkPicture(), frame = frameOf(view.width, view.notes);
  const canvas = el("canvas", "", [], { width: Math.round(view.width * times), height: Math.round((frame.top + view.height + frame.bottom) * times) });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(times, times);
  ctx.fillStyle = theme().paper;
  ctx.fillRect(0, 0, view.width, frame.top + view.height + frame.bottom);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, frame.top, view.width, view.height);
  ctx.clip();
  ctx.translate(0, frame.top);
  view.paint(ctx);
  ctx.restore();
  paintFrame(ctx, frame, view);
  network.redraw();
  canvas.toBlob((blob) => download(blob, "png", view.part), "image/png");
}

/** The network as a picture: what the screen shows of it. */
function networkPicture() {
  const view = screenView();
  const paint = (/** @type {Pen} */ ctx) => paintDrawing(ctx, view);
  return { width: view.width, height: view.height, paint };
}

function saveSvg() {
  download(new Blob([drawingAsSvg()], { type: "image/svg+xml;charset=utf-8" }), "svg");
}

function saveCsv() {
  download(new Blob([shownAsCsv()], { type: "text/csv;charset=utf-8" }), "csv");
}

/**
 * @param {any} part
 * @param {any[]} rows
 */
const saveTable = (part, rows) => download(new Blob([asCsv(rows)], { type: "text/csv;charset=utf-8" }), "csv", part);

/**
 * A cell that no spreadsheet takes for a formula.
 * @param {any} value
 */
function csvCell(value) {
  const text = String(value);
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * Rows as CSV, with a byte order mark so that Excel reads them as UTF-8.
 * @param {any[]} rows
 */
const asCsv = (rows) => "\ufeff" + rows.map((/** @type {any} */ row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";

/** The filtered partnerships, one row each. */
function shownAsCsv() {
  const header = ["id", "name_en", "name_zh", "class_en", "class_zh", "stage", "stage_en", "stage_zh", "as_of", "date_basis", "parties_en", "parties_zh",
    "sectors_en", "sectors_zh", "open_ended", "ambiguity", "sources_en", "sources_zh", "urls", "passages"];
  if (hasArchives()) header.push("archived");
  if (hasTerms()) header.push("carried_out_in_en", "carried_out_in_zh", "term_start", "term_end");
  return asCsv([header, ...[...SHOWN.deals].sort(byName).map(csvRow)]);
}

/** @param {string} key */
function csvRow(key) {
  const deal = DEALS.get(key);
  const last = (deal.stages || []).slice(-1)[0];
  const sources = sourcesOf(key).map((source) => DATA.sources[source]).filter(Boolean);
  const passages = (deal.evidence || []).map((index) => DATA.passages[index]).map(([, start, end, , place]) => (isNumber(start) ? `${start}-${end}` : place)).filter(Boolean);
  const both = (/** @type {any} */ texts) => join(texts, ["; ", "；"]);
  return [
    key, ...pair(deal.label), ...pair(classLabel(deal.class)), codeOf(deal.stage), ...pair(deal.stage ? codeLabel(deal.stage) : ""),
    last ? dateOf(last) : "", codeOf(last && last.basis), ...both(partiesOf(key).map(nameOf)), ...both((deal.sectors || []).map(codeLabel)),
    deal.open ? "true" : "false", plainPair(deal.ambiguity), ...both(sources.map((source) => source.label)),
    unique(sources.map((source) => source.url).filter(Boolean)).join(" "), passages.join("; "),
    ...(hasArchives() ? [unique(sources.map((source) => source.archived).filter(Boolean)).join(" ")] : []),
    ...(hasTerms() ? [...both((deal.places || []).map(nameOf)), deal.start || "", deal.end || ""] : []),
  ];
}

/** Whether any source has an archived copy: the table has a column for their addresses then, behind the others. */
const hasArchives = () => DATA.sources.some((/** @type {Source} */ source) => source.archived);

/** Whether any partnership has a place or a term of its own, for which the table has columns then. */
const hasTerms = () => [...DEALS.values()].some((deal) => deal.places || deal.start || deal.end);

/** @param {string} code */
const codeOf = (code) => (code || "").split("/").pop();
/** @param {any} text */
const plainPair = (text) => (text ? unique(pair(text)).join(" ") : "");

/** The shown parties: what they are, where, and in how many of the shown partnerships. */
function partiesAsRows() {
  const kind = (/** @type {string} */ key) => (NODES.has(key) ? NODES.get(key).kind : "");
  const rows = [...SHOWN.taking].sort(byName).map((key) => {
    /** @type {Partial<Party>} */
    const party = PARTIES.get(key) || {};
    return [key, ...pair(nameOf(key)), kind(key), codeOf(party.level || party.kind), (party.regions || []).join("; "), dealsOf(key).filter((deal) => SHOWN.deals.has(deal)).length];
  });
  return [["id", "name_en", "name_zh", "kind", "code", "regions", "partnerships"], ...rows];
}

/** The shown ties between what stands for regions, as the overview draws them, with the partnerships behind each. */
function tiesAsRows() {
  const rows = arcsOf([...SHOWN.deals]).map(({ a, b, count }) => [a, b, ...[a, b].flatMap((key) => pair(nameOf(key))), count])
    .sort((x, y) => y[6] - x[6] || (x[0] + x[1] < y[0] + y[1] ? -1 : 1));
  return [["a", "b", "a_en", "a_zh", "b_en", "b_zh", "partnerships"], ...rows];
}

/** Every ranking, a row a number: measured on all the data, whatever the filters. */
function rankingsAsRows() {
  const rows = DATA.rankings.flatMap(({ title, columns, rows: own, intervals }) => own.flatMap(([key, ...cells], i) => cells.map((value, j) => (
    [...pair(title), key, ...pair(nameOf(key)), ...pair((columns || [])[j]), value, ((intervals || [])[i] || [])[j] || ""]))));
  return [["ranking_en", "ranking_zh", "id", "name_en", "name_zh", "measure_en", "measure_zh", "value", "rank_from_to"], ...rows];
}

/**
 * What a file says of itself: its title, the filters that are on, sources, data and licence, in the language of the page.
 * @param {any[]} texts
 */
const inOneLine = (texts) => texts.flatMap((text) => (state.lang === "both" ? unique(pair(text)) : [plain(text)])).filter(Boolean).join(" · ");

/** The shown network as GEXF 1.3 (https://gexf.net): parties and partnerships, each with its place on the drawing. */
function shownAsGexf() {
  const attribute = (/** @type {any} */ text) => escapeXml(String(text)).replace(/[\n\r\t]/g, " ");
  const keys = [...SHOWN.parties, ...[...SHOWN.deals].filter((key) => NODES.has(key))].sort();
  const has = new Set(keys);
  const nodes = keys.map((key) => {
    const { x, y, kind } = NODES.get(key), [en, zh] = pair(nameOf(key));
    return `<node id="${attribute(key)}" label="${attribute(en)}"><attvalues><attvalue for="kind" value="${attribute(kind)}"/><attvalue for="name_zh" value="${attribute(zh)}"/></attvalues><viz:position x="${x}" y="${-y}"/></node>`;
  });
  // What a tie weighs is what those of its partnerships weigh that the filters leave.
  const weighed = (/** @type {any} */ { deals, weights }) => Math.round(deals.reduce((/** @type {any} */ sum, /** @type {any} */ deal, /** @type {number} */ i) => (SHOWN.deals.has(deal) ? sum + (weights ? weights[i] : 1) : sum), 0) * 1e6) / 1e6;
  const ends = TIES ? TIES.filter(({ deals }) => shownOf(deals).length).map((tie) => [tie.a, tie.b, weighed(tie)]) : EDGES.map(({ party, deal }) => [party, deal, 1]);
  const edges = ends.filter(([a, b]) => has.has(a) && has.has(b)).map(([a, b, weight], i) => `<edge id="${i}" source="${attribute(a)}" target="${attribute(b)}" weight="${weight}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><meta><description>${attribute(inOneLine([DATA.meta.title, ...filtersInWords(), ...notesBelow()]))}</description></meta>`
    + `<graph defaultedgetype="undirected"><attributes class="node"><attribute id="kind" title="kind" type="string"/><attribute id="name_zh" title="name_zh" type="string"/></attributes>\n<nodes>\n${nodes.join("\n")}\n</nodes>\n<edges>\n${edges.join("\n")}\n</edges></graph></gexf>\n`;
}

function saveGexf() {
  download(new Blob([shownAsGexf()], { type: "application/gexf+xml;charset=utf-8" }), "gexf");
}
