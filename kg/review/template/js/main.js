// The whole: what was opened, what is shown, and what happens when something is decided.

const BOOT = JSON.parse($("boot").textContent);
const STRINGS = JSON.parse($("strings").textContent);
const state = { lang: "en", order: "text", only: "all", current: "", sentence: -1, lit: null, lastField: null, backTo: "", keeps: true, reviewer: "" };
let OPEN = null; // what the server, or the file, says of the package
let RECORDS = new Map();
let NUMBERS = new Map();
const CHECKED = new Map(); // what the rules say of a record, as it stands
const REFUSED = new Map(); // what the server said of a record, until it is changed

const lastNumber = () => (OPEN.log.length ? OPEN.log[OPEN.log.length - 1].number : 0);

function mergeLog(log, rows) {
  const known = new Set(log.map((row) => row.number));
  return [...log, ...rows.filter((row) => !known.has(row.number))].sort((a, b) => a.number - b.number);
}

/** Decide: shown at once, kept in the browser until it is written. */
function decide(rows, then = null) {
  const full = rows.map((row) => ({ suggestion: "", field: "", group: 0, decision: "", value: "", start: null, end: null, comment: "", ...row }));
  for (const row of full) REFUSED.delete(row.suggestion);
  // What was said of the others may rest on this one.
  CHECKED.clear();
  memory.outbox.push({ key: newKey(), seen: lastNumber(), rows: full });
  remember();
  refold();
  if (then) then();
  else render();
  LINK.flush();
}

/** What a batch is called, so that it is not written twice. */
const newKey = () => hex(crypto.getRandomValues(new Uint8Array(9)));

/** What the server, or a check, has against a record; it stays until the record is changed. */
function refuse(id, problems) {
  REFUSED.set(id, problems.map((one) => ({ ...one, refused: true })));
  rebuild();
  announce(problems.map((one) => plain(one.text)).join(" "));
}

/** Work out the records anew, and show them. */
function rebuild() {
  refold();
  render();
}

function refold() {
  let number = lastNumber();
  const waiting = memory.outbox.flatMap((batch) => batch.rows).map((row) => ({ ...row, number: ++number }));
  RECORDS = foldLog(OPEN.queue, [...OPEN.log, ...waiting]);
  NUMBERS = new Map([...RECORDS.values()].filter((record) => record.state !== "joined").map((record, i) => [record.id, i + 1]));
}

function render() {
  countRead();
  renderRecords();
  renderActions();
  paint();
  renderProgress();
  renderBar();
}

/** How far the reading has come. */
function renderProgress() {
  if (!OPEN) return;
  const all = [...RECORDS.values()].filter((record) => record.state !== "joined"), left = all.filter(isOpen).length;
  const sentences = SENTENCES.length || OPEN.queue.sentences;
  const parts = [
    say("readSoFar", { read: READ.size, all: sentences }),
    say("left", { left, all: all.length }),
    say("claims", { n: all.filter(isIn).length }),
    here(),
  ];
  $("counts").textContent = parts.filter(Boolean).join(" · ");
  $("meter").max = Math.max(1, all.length);
  $("meter").value = all.length - left;
  const waits = memory.outbox.length;
  $("link").textContent = BOOT.mode === "file" ? say("keptHere") : waits ? say("waiting", { n: waits }) : LINK.isGone() ? say("away") : say("written");
  $("link").className = `link${waits || (BOOT.mode === "server" && LINK.isGone()) ? " waits" : ""}`;
}

/** How many claims the paragraph has that is read now. */
function here() {
  if (!WHOLE || state.sentence < 0) return null;
  const block = BLOCKS[indexOf(BLOCKS, SENTENCES[state.sentence].start, (one) => one.start)];
  return say("thisParagraph", { n: block.number + 1, of: OPEN.queue.paragraphs.length, claims: block.told || "0" });
}

/** Say something that stays until it is no longer so. */
function warn(name, text, extra = []) {
  const known = $("warnings").querySelector(`[data-name="${name}"]`);
  if (known && known.dataset.text === text) return;
  const element = el("p", `warning ${name}`, [said(text, "", "span"), " ", ...extra], { "data-name": name, "data-text": text });
  if (known) known.replaceWith(element);
  else $("warnings").append(element);
}

function unwarn(name) {
  const known = $("warnings").querySelector(`[data-name="${name}"]`);
  if (known) known.remove();
}

/** The article is proved: it is shown, and spans can be drawn. */
function showOwnText(text) {
  unwarn("noText");
  showText(text);
  rebuild();
  if (state.current) reveal(RECORDS.get(state.current).start);
}

/** What was opened is shown. */
function begin(opened) {
  OPEN = opened;
  recall(OPEN.package, OPEN.queue.source.sha256);
  if (BOOT.mode === "file") OPEN.log = memory.log;
  know(OPEN.known);
  state.reviewer = OPEN.reviewer || kept("reviewer") || "";
  $("reviewer").value = state.reviewer;
  drawnCards.clear();
  REFUSED.clear();
  CHECKED.clear();
  if (OPEN.text !== null) showText(OPEN.text);
  else {
    WHOLE = null;
    BLOCKS = [];
    SENTENCES = [];
    $("article").hidden = true;
    $("missing").hidden = false;
  }
  for (const told of OPEN.told) warn("told", plain(told));
  fillSources();
  translatePage();
  rebuild();
  const first = RECORDS.has(memory.current) ? memory.current : (listed().find(isOpen) || listed()[0] || {}).id;
  if (first) go(first);
  document.documentElement.dataset.ready = "true";
}

function fillSources() {
  const choice = $("sources");
  choice.hidden = OPEN.sources.length < 2;
  fill(choice, OPEN.sources.map((id) => el("option", "", [id], { value: id })));
  choice.value = OPEN.queue.source.id;
}

function kept(name) {
  try {
    return localStorage.getItem(`kg-review:${name}`);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`kg-review:${name}`, value);
  } catch {
    // Only a choice is not kept.
  }
}

/** Everything that stands in the page itself, in the reader's language. */
function translatePage() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.lang = state.lang;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
    if (element.tagName === "INPUT" && !element.readOnly) element.placeholder = say(element.dataset.label);
  }
  for (const item of $("languages").children) item.setAttribute("aria-pressed", String(item.dataset.value === state.lang));
  for (const item of $("orders").children) item.setAttribute("aria-pressed", String(item.dataset.value === state.order));
  if (!OPEN) return;
  const { id, title_guess: title, published, sha256: hash } = OPEN.queue.source;
  $("title").textContent = `${OPEN.package} · ${title || id}`;
  document.title = `${say("page")} – ${OPEN.package}`;
  $("about").textContent = [id, published, `SHA-256 ${hash.slice(0, 12)}…`].filter(Boolean).join(" · ");
  $("wanted").textContent = hash;
}

async function openCopy(file) {
  if (/\.pdf$/i.test(file.name)) {
    warn("noText", say("pdfCopy", { name: file.name }));
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = await LINK.giveText(bytes, /\.x?html?$/i.test(file.name) || OPEN.queue.source.media_type === "text/html");
  if (found) warn("noText", say("otherText", { found: `${found.slice(0, 12)}…`, wanted: `${OPEN.queue.source.sha256.slice(0, 12)}…`, records: RECORDS.size, name: file.name }));
}

function start() {
  const language = BOOT.lang || kept("lang") || (navigator.language.startsWith("zh") ? "zh" : "en");
  state.lang = language === "zh" ? "zh" : "en";
  state.order = kept("order") || "text";
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  for (const item of $("languages").children) item.addEventListener("click", () => choose("lang", item.dataset.value));
  for (const item of $("orders").children) item.addEventListener("click", () => choose("order", item.dataset.value));
  $("only").addEventListener("change", () => { state.only = $("only").checked ? "open" : "all"; render(); });
  $("keys").addEventListener("click", openHelp);
  $("theme").addEventListener("click", () => { const root = document.documentElement.dataset; root.theme = root.theme === "dark" ? "light" : "dark"; });
  $("copy").addEventListener("change", () => { if ($("copy").files[0]) openCopy($("copy").files[0]); });
  $("sources").addEventListener("change", () => { location.hash = $("sources").value; location.reload(); });
  if (BOOT.mode === "file") $("save").addEventListener("click", saveDecisions);
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) openCopy(event.dataTransfer.files[0]); });
  translatePage();
  startKeyboard();
  startArticle();
  LINK.start();
}

/** What a test may ask: it cannot change anything. */
globalThis.kgReview = Object.freeze({
  records: () => [...RECORDS.values()].map(({ id, kind, start: from, end, state: status, about, present, fields }) => ({
    id, kind, start: from, end, state: status, about, present, fields: fields.map((field) => [field.name, field.group, field.value, field.start, field.end]),
  })),
  current: () => state.current,
  read: () => READ.size,
  waiting: () => memory.outbox.length,
  sentences: () => SENTENCES.map(({ start: from, end }) => [from, end]),
  shown: (source) => shownText(source),
  digest: (text) => hex(digest(new TextEncoder().encode(text))),
  selected: () => drawn(),
  table: (log) => LINK.table(log),
});

start();
