// Saving what is shown: the drawing as PNG or SVG, the filtered partnerships as CSV.

function startExports() {
  translate($("exports"), "aria-label", say("export"));
  fill($("exports"), [["PNG", savePng], ["SVG", saveSvg], ["CSV", saveCsv]].map(([name, act]) => button("", [raw(name)], act)));
}

function download(blob, ending) {
  const link = el("a", "", [], { download: `${fileName()}.${ending}`, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

const fileName = () => pair(DATA.meta.title)[0].replace(/[^A-Za-z0-9\u3400-\u9fff]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "network";

function savePng() {
  const source = $("canvas").querySelector("canvas");
  const scale = source.width / source.clientWidth, lines = noteLines(source.clientWidth);
  const below = Math.ceil((NOTE.line * lines.length + NOTE.margin) * scale);
  const copy = el("canvas", "", [], { width: source.width, height: source.height + below });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = theme().paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(source, 0, 0);
  ctx.fillStyle = theme().soft;
  ctx.font = `400 ${NOTE.size * scale}px ${FONT}`;
  lines.forEach((line, i) => ctx.fillText(line, NOTE.margin * scale, source.height + NOTE.line * (i + 1) * scale));
  copy.toBlob((blob) => download(blob, "png"), "image/png");
}

function saveSvg() {
  download(new Blob([drawingAsSvg()], { type: "image/svg+xml;charset=utf-8" }), "svg");
}

function saveCsv() {
  download(new Blob([shownAsCsv()], { type: "text/csv;charset=utf-8" }), "csv");
}

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value) {
  const text = String(value);
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The filtered partnerships, one row each, with a byte order mark so that Excel reads them as UTF-8. */
function shownAsCsv() {
  const header = ["id", "name_en", "name_zh", "class_en", "class_zh", "stage", "stage_en", "stage_zh", "as_of", "date_basis", "parties_en", "parties_zh",
    "sectors_en", "sectors_zh", "open_ended", "ambiguity", "sources_en", "sources_zh", "urls", "passages"];
  const rows = [...SHOWN.deals].sort(byName).map(csvRow);
  return "\ufeff" + [header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function csvRow(key) {
  const deal = DEALS.get(key);
  const last = (deal.stages || []).slice(-1)[0];
  const sources = sourcesOf(key).map((source) => DATA.sources[source]).filter(Boolean);
  const passages = (deal.evidence || []).map((index) => DATA.passages[index]).map(([, start, end, , place]) => (isNumber(start) ? `${start}-${end}` : place)).filter(Boolean);
  const both = (texts) => join(texts, ["; ", "；"]);
  return [
    key, ...pair(deal.label), ...pair(classLabel(deal.class)), codeOf(deal.stage), ...pair(deal.stage ? codeLabel(deal.stage) : ""),
    last ? dateOf(last) : "", codeOf(last && last.basis), ...both(partiesOf(key).map(nameOf)), ...both((deal.sectors || []).map(codeLabel)),
    deal.open ? "true" : "false", plainPair(deal.ambiguity), ...both(sources.map((source) => source.label)),
    unique(sources.map((source) => source.url).filter(Boolean)).join(" "), passages.join("; "),
  ];
}

const codeOf = (code) => (code || "").split("/").pop();
const plainPair = (text) => (text ? unique(pair(text)).join(" ") : "");
