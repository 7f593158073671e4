// What can be done, each by a key; the buttons and the list of keys are made from this.

const current = () => RECORDS.get(state.current);

const ACTS = {
  next: { key: "n", also: ["j"], act: () => step(1) },
  previous: { key: "p", also: ["k"], act: () => step(-1) },
  nextUnread: { key: ".", act: nextUnread },
  accept: { key: "a", act: () => accept(false) },
  acceptAll: { key: "A", act: () => accept(true) },
  edit: { key: "e", act: () => editCurrent() },
  reject: { key: "r", act: () => ifOpen((record) => decide([{ suggestion: record.id, decision: "reject" }], nextOpen)) },
  rejectAll: { key: "R", act: () => ifOpen(rejectAll) },
  split: { key: "s", act: () => ifOpen(openSplit) },
  join: { key: "m", act: () => ifOpen(openJoin) },
  same: { key: "=", act: () => ifOpen(openSame) },
  newParty: { key: "+", act: () => ifOpen((record) => openNewParty(record, null)) },
  undo: { key: "u", also: ["Ctrl+Z"], act: () => undo() },
  reopen: { key: "o", act: () => reopen() },
  select: { key: "v", act: () => startDrawing(null, null) },
  draw: { key: "d", also: ["F2"], act: () => drawLast() },
  widen: { key: "w", act: () => ifOpen(widen) },
  addRecord: { key: "c", act: () => openAdd(selected()) },
  order: { key: "x", act: () => choose("order", state.order === "text" ? "unsure" : "text") },
  language: { key: "l", act: () => choose("lang", state.lang === "zh" ? "en" : "zh") },
  help: { key: "?", act: () => openHelp() },
};

/** Whatever is done to a record needs one that waits. */
function ifOpen(act) {
  const record = current();
  if (record && isOpen(record)) act(record);
  else tell(say(record ? "decided" : "noneChosen"));
}

// What the server refused once may go another time.
const isGrave = (problem) => !problem.refused && (!problem.severity || problem.severity === "violation");

/** What is said of a record may be accepted with it, though the rules say that it waits for that. */
const waitsFor = (all, problem) => all.length > 1 && problem.code === "not-decided";

/** Accept the record, with what belongs to it if that is asked for: its new parties first, what is said of it last. */
function accept(withAll) {
  ifOpen((record) => {
    // Its new parties are accepted with it.
    const all = [...partiesWaiting(record), record, ...(withAll ? belongingTo(record.id).filter(isOpen) : [])];
    const wrong = all.find((one) => problemsOf(one).some((problem) => isGrave(problem) && !waitsFor(all, problem)));
    if (wrong) {
      if (wrong !== record) {
        // From what has to be mended first, the way leads back.
        go(wrong.id);
        state.backTo = record.id;
      }
      const problem = problemsOf(wrong).find((one) => isGrave(one) && !waitsFor(all, one));
      tell(plain(problem.text));
      if (problem.name) focusKey(problem.name === MORE ? "more/party" : `${slot(problem.name, problem.group)}/input`);
      return;
    }
    decide(all.map((one) => ({ suggestion: one.id, decision: "accept" })), nextOpen);
  });
}

/** Reject the record with what is said of it, and its new parties that no other record names. */
function rejectAll(record) {
  const waiting = partiesWaiting(record);
  const others = [...RECORDS.values()].filter((one) => one.id !== record.id && !waiting.includes(one) && one.state !== "rejected" && one.state !== "joined");
  const namedBy = (records) => records.flatMap((one) => one.fields.flatMap((field) => field.value.split(";")));
  const named = new Set(namedBy(others));
  // A place stands before those who are there: from the last one back, who stays keeps the place.
  const parties = [...waiting].reverse().filter((one) => {
    if (named.has(`new/${one.id}`)) namedBy([one]).forEach((value) => named.add(value));
    return !named.has(`new/${one.id}`);
  });
  const all = [record, ...belongingTo(record.id).filter(isOpen), ...parties];
  decide(all.map((one) => ({ suggestion: one.id, decision: "reject" })), nextOpen);
}

function editCurrent() {
  const input = $("records").querySelector(".record.current .body [data-key$='/input']");
  if (input) focusOn(input);
  else tell(say("noneChosen"));
}

/** What was selected becomes the passage of the last field; without a selection it is drawn now. */
function drawLast() {
  const record = current();
  if (!record) return;
  const last = state.lastField || { name: "", group: 0 };
  const target = { id: record.id, name: last.name, group: last.group };
  if (selected() && !drawing) takeDrawn(target);
  else {
    const field = last.name && fieldOf(record, last.name, last.group);
    startDrawing(target, field && field.start !== null ? field : last.name ? null : record);
  }
}

/** Have the record cite a passage that holds everything that was read for it. */
function widen(record) {
  const span = widened(record);
  if (span.start === record.start && span.end === record.end) tell(say("nothingOutside"));
  else decide([{ suggestion: record.id, decision: "edit", ...span }]);
}

/** An accepted or rejected record waits again: what was decided of it as a whole is taken back. */
function reopen() {
  const record = current();
  if (!record || isOpen(record)) return;
  const row = holding(OPEN.log).reverse().find((one) => one.suggestion === record.id && one.field === "" && ["accept", "reject", "same", "new"].includes(one.decision));
  if (row) decide([{ decision: "undo", value: String(row.number) }]);
}

/** Take back the last thing that was done here. */
function undo() {
  const counts = (row) => row.decision !== "read";
  const waiting = memory.outbox.findLastIndex((batch) => batch.rows.some(counts));
  if (waiting >= 0 && !LINK.isSending()) {
    memory.outbox.splice(waiting, 1);
    remember();
    rebuild();
    tell(say("undone"));
    return;
  }
  const held = holding(OPEN.log).filter(counts); // that a sentence was read stays
  const batch = (memory.batches || []).filter((numbers) => numbers.some((number) => held.some((row) => row.number === number))).pop();
  const rows = batch ? held.filter((row) => batch.includes(row.number)) : held.slice(-1);
  if (!rows.length) {
    tell(say("nothingToUndo"));
    return;
  }
  // Of a record with its new parties, it is the record that one goes back to.
  const touched = rows.map((row) => row.suggestion), id = touched.find((one) => (RECORDS.get(one) || {}).kind === "partnerships") || touched[0];
  decide([...rows].reverse().map((row) => ({ decision: "undo", value: String(row.number) })), () => {
    if (RECORDS.has(id)) go(id);
    else render();
    tell(say("undone"));
  });
}

function choose(name, value) {
  state[name] = value;
  try {
    localStorage.setItem(`kg-review:${name}`, value);
  } catch {
    // Only the choice is not kept.
  }
  if (name === "lang") translatePage();
  render();
  if (state.current) focusCurrent();
}

function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.closest("dialog")) return;
    if (onDrawingKey(event)) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) onTypingKey(event);
    else onKey(event);
  });
}

function onTypingKey(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.target.dispatchEvent(new Event("forget"));
    focusCurrent();
  } else if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    const withAll = event.shiftKey;
    event.target.blur();
    // Behind what leaving the field keeps.
    afterwards(() => accept(withAll));
  } else if (event.key === "F2") {
    event.preventDefault();
    drawLast();
  } else if (event.key === "Delete" && event.ctrlKey) {
    const party = event.target.closest(".party"), record = current();
    if (party && record) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("forget"));
      busy(event.target, false);
      removeParty(record, Number(party.dataset.group));
    }
  }
}

/** The party of that place in the record that waits; behind the last one, where a further one is added. */
function toParty(place) {
  const record = current();
  if (!record || !isOpen(record) || record.kind !== "partnerships") return;
  const group = groupsOf(record)[place - 1];
  focusKey(group ? `${slot("party", group)}/input` : "more/party");
}

function onKey(event) {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey;
  if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return;
  const found = isUndo ? ACTS.undo : Object.values(ACTS).find(({ key, also = [] }) => key === event.key || also.includes(event.key));
  if (found) {
    event.preventDefault();
    $("told").hidden = true;
    found.act();
  } else if (/^[1-9]$/.test(event.key)) {
    // Else the number would be typed where it leads.
    event.preventDefault();
    toParty(Number(event.key));
  } else if (event.key === "Escape" && event.target.closest(".body")) {
    focusCurrent();
  }
}
