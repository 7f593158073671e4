// One file without a server: decisions are kept in this browser, and leave as a table that `kg accept` takes.

const LINK = (() => {
  function flush() {
    for (const batch of memory.outbox) {
      const first = lastNumber() + 1;
      const rows = batch.rows.map((row, i) => ({ ...row, number: first + i, reviewer: state.reviewer, decided_on: "" }));
      memory.log.push(...rows);
      memory.batches = [...(memory.batches || []), rows.map((row) => row.number)].slice(-500);
      OPEN.log = memory.log;
    }
    memory.outbox = [];
    remember();
    rebuild();
    return Promise.resolve();
  }

  return {
    table: (log) => decisionsAsCsv(log),
    check: () => {},
    isSending: () => false,
    isGone: () => false,
    flush,
    start() {
      state.order = kept("order") || "unsure";
      begin(BOOT.opened);
      $("save").hidden = false;
      $("reviewer").addEventListener("input", () => { state.reviewer = $("reviewer").value.trim(); keep("reviewer", state.reviewer); });
      // A reviewer who closes the page without the table is asked by the browser.
      addEventListener("beforeunload", (event) => { if (memory.log.length && memory.saved !== memory.log.length) event.preventDefault(); });
    },
    async giveText(bytes, isPage = false) {
      const { text, found } = await (isPage ? provedPage : provedCopy)(bytes, OPEN.queue.source.sha256);
      if (text === null) return found;
      showOwnText(text);
      return null;
    },
  };
})();

const NEEDS_QUOTES = /[,"\r\n]/;

/** A cell that no spreadsheet takes for a formula, and that is read back as it was. */
function cell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  const isFormula = /^'*\s*[=+\-@＝＋－＠]|^'*[\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  if (isFormula) text = `'${text}`;
  return NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The decisions as the table `decisions.csv`. */
function decisionsAsCsv(log = memory.log) {
  const rows = log.map((row) => COLUMNS.map((name) => (name === "group" && !row.group ? "" : name === "reviewer" ? state.reviewer : row[name])));
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

function saveDecisions() {
  const link = el("a", "", [], { download: `decisions-${OPEN.queue.source.id}${state.reviewer ? `-${state.reviewer.replace(/[^\p{L}\p{N}]+/gu, "-")}` : ""}.csv` });
  link.href = URL.createObjectURL(new Blob([decisionsAsCsv()], { type: "text/csv" }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  memory.saved = memory.log.length;
  remember();
  tell(say("savedTable", { n: memory.log.length }));
}
