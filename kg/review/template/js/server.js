// The way to the server. What is decided waits in this browser until the server says that it is written: it is sent
// again when the server was away, and the server knows what it has written already.

const LINK = (() => {
  const RETRY = 2000, WATCH = 4000;
  const tab = newTab();
  let sending = null, isGone = false;

  function newTab() {
    const kept = sessionStorage.getItem("kg-review:tab") || `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
    sessionStorage.setItem("kg-review:tab", kept);
    return kept;
  }

  /** Ask the server; null if it cannot be reached. */
  async function call(path, body) {
    try {
      const response = await fetch(`api/${path}`, body === undefined ? { cache: "no-store" } : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      const answer = (response.headers.get("content-type") || "").startsWith("application/json") ? await response.json() : { error: STRINGS.notFound };
      setGone(false);
      return { status: response.status, answer };
    } catch {
      setGone(true);
      return null;
    }
  }

  function setGone(gone) {
    if (gone === isGone) return;
    isGone = gone;
    if (gone) warn("gone", say("gone"));
    else {
      unwarn("gone");
      tell(say("back"));
      flush();
    }
    renderProgress();
  }

  async function send() {
    while (memory.outbox.length) {
      const batch = memory.outbox[0];
      // What this page wrote after it made the batch is no other's decision.
      const mine = (memory.batches || []).flat().filter((number) => number > batch.seen);
      const got = await call("decide", { ...batch, mine });
      if (!got || got.status >= 500) return void setTimeout(flush, RETRY);
      memory.outbox.shift();
      if (got.status === 200) took(batch, got.answer);
      else refused(batch, got.answer);
      remember();
      rebuild();
    }
    if (state.current && !CHECKED.has(state.current)) LINK.check(state.current);
  }

  function took(batch, answer) {
    OPEN.log = mergeLog(OPEN.log, answer.rows);
    if (answer.known) know(answer.known);
    forgetChecks();
    for (const [id, problems] of Object.entries(answer.problems)) CHECKED.set(id, problems);
    memory.batches = [...(memory.batches || []), answer.numbers].slice(-500);
    unwarn("refused");
  }

  /** What was said of a record rests on others: once one of those is decided, it is asked anew. */
  function forgetChecks() {
    CHECKED.clear();
    for (const [id, problems] of REFUSED) if (problems.some((one) => one.code === "not-decided")) REFUSED.delete(id);
  }

  /** Nothing was written: what was typed goes back into its field. */
  function refused(batch, answer) {
    if (answer.rows) OPEN.log = mergeLog(OPEN.log, answer.rows);
    for (const row of batch.rows) if (row.decision === "edit" && row.field && row.value) keepDraft(row.suggestion, row.field, row.group, row.value);
    const id = (batch.rows.find((row) => row.suggestion) || {}).suggestion;
    const findings = answer.findings && answer.findings.length ? answer.findings : [{ name: "", group: 0, text: answer.error }];
    refuse(id, findings);
    warn("refused", [plain(answer.error), ...(answer.findings || []).slice(0, 3).map((one) => plain(one.text))].join(" "));
    if (RECORDS.has(id)) go(id);
    if (answer.changed) offerReload();
  }

  function flush() {
    if (sending) return sending;
    sending = send().finally(() => { sending = null; renderProgress(); });
    return sending;
  }

  async function watch() {
    if (OPEN) {
      const got = await call("alive", { tab, source: OPEN.queue.source.id, seen: lastNumber() });
      if (got && got.status === 200) {
        const { others, changed, rows } = got.answer;
        if (others) warn("others", say("others"));
        else unwarn("others");
        if (changed) offerReload();
        if (rows.length) {
          OPEN.log = mergeLog(OPEN.log, rows);
          forgetChecks();
          rebuild();
          if (state.current) LINK.check(state.current);
        }
        if (memory.outbox.length) flush();
      } else if (got) warn("gone", say("anew"));
    }
    setTimeout(watch, WATCH);
  }

  function offerReload() {
    warn("changed", say("changed"), [button("plain", [say("readAgain")], async () => {
      const got = await call("reopen", { source: OPEN.queue.source.id, tab });
      if (got && got.status === 200) { unwarn("changed"); unwarn("refused"); begin(got.answer); }
      else if (got) warn("changed", plain(got.answer.error));
    })]);
  }

  return {
    /** What the rules say of a record that is worked on. */
    async check(id) {
      if (memory.outbox.length) return;
      const asked = lastNumber();
      const got = await call(`check?suggestion=${encodeURIComponent(id)}`);
      // What was decided meanwhile may have changed the answer.
      if (!got || got.status !== 200 || memory.outbox.length || lastNumber() !== asked) return;
      CHECKED.set(id, got.answer.problems);
      renderRecords();
    },
    /** The regions of the registries that what is typed may mean, by their references; they are known from then on. */
    async regions(text) {
      const got = await call(`regions?source=${encodeURIComponent(OPEN.queue.source.id)}&like=${encodeURIComponent(text)}`);
      if (!got || got.status !== 200) return [];
      const fresh = got.answer.known.filter(([reference]) => !KNOWN.has(reference));
      knowMore(fresh);
      return got.answer.known.map(([reference]) => reference);
    },
    isSending: () => sending !== null,
    isGone: () => isGone,
    flush,
    async start() {
      const got = await call(`open?source=${encodeURIComponent(location.hash.slice(1))}`);
      if (!got) return void setTimeout(() => LINK.start(), RETRY);
      if (got.status !== 200) return warn("gone", plain(got.answer.error));
      begin(got.answer);
      if (memory.outbox.length) flush();
      addEventListener("pagehide", () => fetch("api/alive", { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ tab, leaves: true }) }).catch(() => {}));
      return watch();
    },
    /** The reviewer's own copy of the source. */
    async giveText(bytes, isPage = false) {
      const { text, found } = await (isPage ? provedPage : provedCopy)(bytes, OPEN.queue.source.sha256);
      if (text === null) return found;
      const got = await call("text", { source: OPEN.queue.source.id, text });
      if (got && got.status === 200) showOwnText(text);
      else if (got) warn("noText", plain(got.answer.error));
      return null;
    },
  };
})();
