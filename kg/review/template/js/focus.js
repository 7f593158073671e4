// Where the keyboard is: the record that is worked on, its fields, the sentence that is read.

/** Light the passage of a field; null puts it out. */
function lightUp(span, field = null) {
  if (field) state.lastField = field;
  const lit = span ? { start: span.start, end: span.end } : null;
  if (JSON.stringify(lit) === JSON.stringify(state.lit)) return;
  state.lit = lit;
  paint();
  if (lit) reveal(lit.start);
}

/** Put the focus on a control by its name in the card; false if it is not there. */
function focusKey(key) {
  const control = $("records").querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (control) focusOn(control);
  return Boolean(control);
}

/** The focus on a control, its text chosen, as Tab does it. */
function focusOn(control) {
  control.focus();
  if (control.select) control.select();
}

const focusCurrent = () => focusKey(`head/${state.current}`);

/** The next value behind one. */
function focusNext(key) {
  const inputs = [...$("records").querySelectorAll(".body [data-key$='/input']")];
  const next = inputs[inputs.findIndex((one) => one.dataset.key === key) + 1];
  if (next) focusOn(next);
  else focusCurrent();
}

/** Work on a record. */
function go(id) {
  state.current = id;
  state.lit = null;
  memory.current = id;
  remember();
  const record = RECORDS.get(id);
  if (record && SENTENCES.length) state.sentence = indexOf(SENTENCES, record.start, (one) => one.start);
  render();
  if (!record) return;
  LINK.check(id);
  reveal(record.start);
  focusCurrent();
  const card = drawnCards.get(id);
  if (card) card.element.scrollIntoView({ block: "nearest" });
  announce(`${numberOf(id)} ${kindOf(record.kind)} ${labelOf(record)}. ${say(`look_${lookOf(record)}`)}`);
}

/** The next record of the list, or the one before. */
function step(by) {
  const records = listed(), at = records.findIndex((record) => record.id === state.current);
  const next = records[at < 0 ? (by > 0 ? 0 : records.length - 1) : Math.max(0, Math.min(records.length - 1, at + by))];
  if (next) go(next.id);
}

/** The next record that waits, behind the one that is worked on, else from the beginning. */
function nextOpen() {
  const back = RECORDS.get(state.backTo);
  state.backTo = "";
  if (back && isOpen(back)) {
    go(back.id);
    return;
  }
  const records = listed(), at = records.findIndex((record) => record.id === state.current);
  const next = [...records.slice(at + 1), ...records.slice(0, Math.max(at, 0))].find(isOpen);
  if (next) go(next.id);
  else {
    render();
    focusCurrent();
    tell(say("noneOpen"));
  }
}

const wasRead = (start) => SENTENCES.length > 0 && READ.has(indexOf(SENTENCES, start, (one) => one.start));

/** Which sentences are read: those that were gone through, and those of which every record is decided. */
let READ = new Set();

function countRead() {
  const waits = new Set(), decided = new Set();
  for (const record of RECORDS.values()) {
    if (record.state === "joined" || !SENTENCES.length) continue;
    for (let at = indexOf(SENTENCES, record.start, (one) => one.start); at < SENTENCES.length && SENTENCES[at].start < record.end; at++) (isOpen(record) ? waits : decided).add(at);
  }
  const read = readRows().map((row) => (SENTENCES.length ? indexOf(SENTENCES, row.start, (one) => one.start) : row.start));
  READ = new Set([...read, ...decided].filter((at) => !waits.has(at)));
}

/** The decisions that say of a sentence of this source that it was read; those that are not written yet too. */
function readRows() {
  const rows = [...holding(OPEN.log), ...memory.outbox.flatMap((batch) => batch.rows)];
  return rows.filter((row) => row.decision === "read" && row.value === OPEN.queue.source.id);
}

/** Count the sentence here as read, and go to the next that is not. */
function nextUnread() {
  if (!SENTENCES.length) return;
  const here = SENTENCES[state.sentence];
  if (here && !readRows().some((row) => row.start === here.start && row.end === here.end)) {
    decide([{ decision: "read", value: OPEN.queue.source.id, start: here.start, end: here.end }]);
  }
  const order = [...SENTENCES.keys()], from = state.sentence + 1;
  const next = [...order.slice(from), ...order.slice(0, from)].find((at) => !READ.has(at) && at !== state.sentence);
  if (next === undefined) {
    render();
    tell(say("allRead"));
    return;
  }
  const sentence = SENTENCES[next];
  const first = [...RECORDS.values()].find((record) => isOpen(record) && touches(record, sentence));
  if (first) state.current = first.id;
  state.sentence = next;
  render();
  reveal(sentence.start);
  if (first) focusCurrent();
  else $("text").focus();
  announce(WHOLE.slice(sentence.start, sentence.end));
}
