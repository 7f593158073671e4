// The records beside the article: one line each, and the one that is worked on with its fields.

const drawnCards = new Map(); // id to {element, signature}

/** The records in the order of the list. */
function listed() {
  const all = [...RECORDS.values()].filter((record) => record.state !== "joined");
  const chosen = state.only === "open" ? all.filter((record) => isOpen(record) || record.id === state.current) : all;
  return state.order === "unsure" ? chosen.sort((a, b) => a.score - b.score || numberOf(a.id) - numberOf(b.id)) : chosen;
}

function renderRecords() {
  const list = $("records"), held = document.activeElement && list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const records = listed();
  const items = records.map((record) => {
    const isCurrent = record.id === state.current, label = labelOf(record);
    const before = drawnCards.get(record.id), shown = `${isCurrent} ${numberOf(record.id)} ${state.lang} ${label}`;
    if (before && before.record === record && before.shown === shown && !isCurrent) return before.element;
    const signature = JSON.stringify([record, isCurrent && cardSignature(record)]);
    // A card that somebody types in stays as it is until that is done.
    if (before && ((before.signature === signature && before.shown === shown) || isBusy(before.element))) return before.element;
    const element = cardOf(record, label, isCurrent);
    drawnCards.set(record.id, { element, signature, shown, record });
    return element;
  });
  arrange(list, items);
  $("none").hidden = items.length > 0;
  $("none").textContent = say(RECORDS.size ? "noneOpen" : "noneAtAll");
  if (held && !list.contains(document.activeElement)) focusKey(held);
}

/** Have a list hold these items. Where only some are new they take their places, since moving all takes a while. */
function arrange(list, items) {
  const now = [...list.children], fresh = items.filter((item) => item.parentElement !== list);
  if (items.length === now.length && items.every((item, i) => item === now[i] || fresh.includes(item))) {
    items.forEach((item, i) => { if (item !== now[i]) now[i].replaceWith(item); });
  } else if (items.length !== now.length || fresh.length || items.some((item, i) => item !== now[i])) fill(list, items);
}

/** What the card of the record that is worked on shows besides the record itself. */
const cardSignature = (record) => [problemsOf(record), belongingTo(record.id).map((one) => [one.id, one.state, labelOf(one)]), memory.drafts[record.id], partiesWaiting(record).length, Boolean(WHOLE), RECORDS.size, SHOWN_EMPTY.size];

/** Whether a field of a card is being typed in, or has its list open. */
function isBusy(element) {
  const input = document.activeElement;
  return Boolean(input && input.dataset && input.dataset.busy && element.contains(input));
}

/** Say that a field is typed in, or no longer. */
function busy(input, is) {
  if (is) input.dataset.busy = "true";
  else delete input.dataset.busy;
}

/** Do something when the browser has moved the focus to where it goes. */
const afterwards = (act) => setTimeout(act);

function cardOf(record, label, isCurrent) {
  const look = lookOf(record);
  const head = button("head", [
    el("span", "number", [String(numberOf(record.id))]),
    el("span", `sign ${look}`, [SIGNS[look]], { title: say(`look_${look}`), role: "img", "aria-label": say(`look_${look}`) }),
    el("span", "what", [el("span", "kind", [kindOf(record.kind)]), said(brief(label), "label")]),
    record.added || record.score >= 1 ? null : el("span", `score ${record.score < 0.6 ? "low" : ""}`, [record.score.toFixed(2)], { title: say("score") }),
  ], () => go(isCurrent ? "" : record.id), { "aria-expanded": String(isCurrent), "data-key": `head/${record.id}`, tabindex: isCurrent ? "0" : "-1" });
  const element = el("li", `record is-${look}${isCurrent ? " current" : ""}`, [head, isCurrent ? bodyOf(record) : null], { "data-id": record.id });
  // What was not drawn while somebody typed is drawn now.
  element.addEventListener("focusout", () => afterwards(() => { if (element.isConnected && !isBusy(element)) renderRecords(); }));
  return element;
}

function bodyOf(record) {
  const problems = problemsOf(record), groups = groupsOf(record);
  const own = record.fields.filter((field) => field.group === 0);
  const order = tableOf(record).fields.map((column) => column.name);
  // A column that has no value is shown where one is needed, was asked for, or is what a rule complains of.
  const isShown = (column) => (column.required && !MADE.has(column.name)) || SHOWN_EMPTY.has(`${record.id}/${column.name}`) || (ALWAYS[record.kind] || []).includes(column.name) || (!MADE.has(column.name) && problems.some((one) => one.name === column.name && one.group === 0));
  const needed = tableOf(record).fields.filter((column) => !own.some((field) => field.name === column.name) && isShown(column));
  const rows = [...own, ...needed.map((column) => ({ name: column.name, value: "", start: null, end: null, group: 0, rule: "" }))].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const hasRow = (one) => rows.some((field) => field.name === one.name && one.group === 0) || (one.group > 0 && groups.includes(one.group)) || (one.name === "about" && NEEDS_ABOUT.has(record.kind)) || one.name === MORE;
  const whole = problems.filter((one) => !hasRow(one));
  return el("div", "body", [
    plain(record.note) ? said(plain(record.note), "note", "p") : null,
    presentOf(record),
    NEEDS_ABOUT.has(record.kind) ? aboutRow(record, problems) : null,
    ...whole.map(problemOf),
    el("div", "fields", rows.map((field) => fieldRowOf(record, field, problems))),
    record.kind === "partnerships" ? el("fieldset", "parties", [el("legend", "", [say("parties")]), ...groups.map((group) => groupOf(record, group, problems)), moreParties(record, groups, problems)]) : null,
    moreFields(record, rows),
    spanRow(record),
    belongings(record),
  ]);
}

/** Columns that are there from the beginning: without them a record says nothing. */
const ALWAYS = { statements: ["gist_zh", "gist_en"], institutions: ["name_zh", "name_en"], regions: ["name_zh", "name_en", "level", "parent"] };

const problemOf = (problem) => el("p", `problem ${problem.severity || ""}`, [said(plain(problem.text), "", "span")]);

/** What is in the package already, and how this stands to it. */
function presentOf(record) {
  if (!record.present) return null;
  return el("p", "present", [say(`relation_${record.relation || "same"}`), " ", said(nameOf(record.present)), " ", el("code", "", [record.present])]);
}

function aboutRow(record, problems) {
  const about = RECORDS.get(record.about);
  const value = about ? `new/${about.id}` : record.about;
  const column = { name: "about", title: STRINGS.about, references: ["partnership", "region", "institution", "programme"], required: true };
  const commit = (chosen) => {
    keepDraft(record.id, "about", 0, undefined);
    if (chosen !== value) decide([{ suggestion: record.id, field: "about", decision: "edit", value: chosen.replace(/^new\//, "") }]);
    else render();
  };
  return rowOf(record, { name: "about", group: 0, value, start: null, end: null }, column, problems, commit, false);
}

function fieldRowOf(record, field, problems) {
  const column = columnOf(record, field.name, field.group);
  return rowOf(record, field, column, problems, (value) => commitField(record, field, value), true);
}

function commitField(record, field, value) {
  keepDraft(record.id, field.name, field.group, undefined);
  if (value === field.value) return render();
  if (field.name === "party" && field.group > 0 && value === "") return removeParty(record, field.group);
  return decide([{ suggestion: record.id, field: field.name, group: field.group, decision: "edit", value }, ...basisWith(record, field, value)]);
}

/** A day that somebody writes instead of the day of publication is assumed no longer. */
function basisWith(record, field, value) {
  const isAssumed = field.name === "as_of" && valueOf(record, "time_basis") === "assumed" && value !== OPEN.queue.source.published;
  if (!isAssumed || wrongValue(columnOf(record, "as_of", 0), value)) return [];
  tell(say("basisStated"));
  return [{ suggestion: record.id, field: "time_basis", decision: "edit", value: "stated" }];
}

/** Take one who takes part out of a record: without its party, a participation is none, and the desk drops its other fields. */
function removeParty(record, group) {
  const mine = record.fields.filter((field) => field.group === group), party = mine.filter((field) => field.name === "party");
  decide((party.length ? party.slice(0, 1) : mine).map((field) => ({ suggestion: record.id, field: field.name, group, decision: "reject" })), () => {
    render();
    // The control that had the focus is gone with the party.
    if (document.activeElement === document.body) focusCurrent();
  });
}

/** One field: its name, its value, the passage it was read from, and what is wrong with it. */
function rowOf(record, field, column, problems, commit, hasSpan) {
  const key = slot(field.name, field.group), all = problems.filter((one) => one.name === field.name && one.group === field.group);
  // Of several values that lack the same, it is said once.
  const wrong = all.filter((one, i) => all.findIndex((other) => plain(other.text) === plain(one.text)) === i);
  const typed = draftOf(record.id, field.name, field.group);
  const describedBy = wrong.length ? `wrong-${key.replace("/", "-")}` : null;
  const control = controlOf({ key, label: plain(column.title), value: field.value, typed, column, describedBy, isWrong: wrong.some(isGrave),
    onTyped: (text) => keepDraft(record.id, field.name, field.group, text), onCommit: commit });
  const row = el("div", `field of-${field.name}${wrong.some(isGrave) ? " wrong" : ""}${field.touched ? " touched" : ""}`, [
    el("span", "name", [plain(column.title)], { title: column.name, "aria-hidden": "true" }),
    control,
    hasSpan ? spanButton(record, field, key) : el("span"),
    wrong.length ? el("div", "problems", wrong.map(problemOf), { id: describedBy }) : null,
  ]);
  const light = () => lightUp(field.start === null ? null : field, { name: field.name, group: field.group });
  row.addEventListener("focusin", light);
  row.addEventListener("mouseenter", light);
  row.addEventListener("mouseleave", () => lightUp(null));
  return row;
}

/** The control of a value: a combobox for lists, a text otherwise. */
function controlOf({ key, label, value, typed, column, describedBy, isWrong, onTyped, onCommit }) {
  if (column.codelist || column.enum || column.references) {
    return combobox({ key: `${key}/input`, label, value, typed, options: () => optionsOf(column), further: column.references ? furtherOf(column.references) : null, separator: column.separator, describedBy, column, onTyped, onCommit });
  }
  if (column.type === "boolean") {
    const choice = el("select", "", ["", "true", "false"].map((one) => el("option", "", [one && say(one)], { value: one })), { "data-key": `${key}/input`, "aria-label": label, "aria-describedby": describedBy });
    choice.value = value;
    choice.addEventListener("change", () => onCommit(choice.value));
    return choice;
  }
  const isLong = /^(note|gist|ambiguity|original)/.test(column.name) || value.length > 60;
  const input = el(isLong ? "textarea" : "input", "", [], { ...(isLong ? { rows: "2" } : { type: "text" }), autocomplete: "off", spellcheck: "false", dir: "auto", "aria-label": label, "aria-describedby": describedBy, "aria-invalid": isWrong ? "true" : null, "data-key": `${key}/input` });
  input.value = typed === undefined ? value : typed;
  if (typed !== undefined) input.dataset.draft = "true";
  let committed = false;
  const commit = () => {
    busy(input, false);
    if (committed || (input.value === value && typed === undefined)) return;
    committed = true;
    afterwards(() => onCommit(input.value.trim()));
  };
  input.addEventListener("input", () => { busy(input, true); committed = false; onTyped(input.value); });
  input.addEventListener("change", commit);
  input.addEventListener("blur", commit);
  // Escape leaves the field as if nothing had been typed.
  input.addEventListener("forget", () => { input.value = value; committed = true; onTyped(undefined); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      commit();
      focusNext(`${key}/input`);
    }
  });
  return input;
}

/** The passage of a field, which a press draws anew. */
function spanButton(record, field, key) {
  const has = field.start !== null && field.start !== undefined;
  const text = has ? (WHOLE ? brief(WHOLE.slice(field.start, field.end), 18) : `${field.start}–${field.end}`) : field.rule ? say("derived") : say("noSpan");
  return button(`span${has ? "" : " empty"}`, [said(text)], () => startDrawing({ id: record.id, name: field.name, group: field.group }, has ? field : null), {
    "data-key": `${key}/span`, title: has ? `${field.start}–${field.end}${field.rule ? ` · ${field.rule}` : ""}` : say("drawIt"), "aria-label": `${say("spanOf", { name: plain(columnOf(record, field.name, field.group).title) })}: ${text}`,
  });
}

/** A party with its role. */
function groupOf(record, group, problems) {
  const fields = record.fields.filter((field) => field.group === group);
  for (const name of ["party", "role"]) if (!fields.some((field) => field.name === name)) fields.push({ name, value: "", start: null, end: null, group, rule: "" });
  const remove = button("remove", ["×"], () => removeParty(record, group), { "aria-label": say("removeParty", { name: nameOf(valueOf(record, "party", group)) }) });
  const place = (field) => ["party", "role", field.name].indexOf(field.name);
  fields.sort((a, b) => place(a) - place(b));
  return el("div", "party", [...fields.map((field) => fieldRowOf(record, field, problems)), remove], { "data-group": group });
}

/** What is typed where a further party goes is kept under this name until it is one. */
const MORE = "more";

/** A further party: a known one, or one that is new. */
function moreParties(record, groups, problems) {
  const group = Math.max(0, ...groups) + 1, wrong = problems.filter((one) => one.name === MORE);
  const control = combobox({ key: "more/party", label: say("addParty"), value: "", typed: draftOf(record.id, MORE, 0), options: () => thingOptions(["region", "institution"]), further: furtherOf(["region", "institution"]),
    describedBy: wrong.length ? "wrong-more" : null, onTyped: (text) => keepDraft(record.id, MORE, 0, text || undefined),
    onCommit: (value) => {
      keepDraft(record.id, MORE, 0, undefined);
      if (value) decide([{ suggestion: record.id, field: "party", group, decision: "edit", value }, { suggestion: record.id, field: "role", group, decision: "edit", value: "partner" }]);
      else render();
    } });
  control.querySelector("input").placeholder = say("addParty");
  return el("div", `field more${wrong.length ? " wrong" : ""}`, [el("span", "name", ["+"]), control, button("plain", [say("newParty"), kbd("+")], () => openNewParty(record, null)),
    wrong.length ? el("div", "problems", wrong.map(problemOf), { id: "wrong-more" }) : null]);
}

/** Columns that the record does not fill, to be added. */
function moreFields(record, rows) {
  const rest = tableOf(record).fields.filter((column) => !MADE.has(column.name) && !rows.some((field) => field.name === column.name));
  if (!rest.length) return null;
  const control = combobox({ key: "more/field", label: say("addField"), value: "", typed: undefined, describedBy: null, onTyped: () => {},
    options: () => rest.map((column) => ({ value: column.name, label: plain(column.title), also: column.title, more: column.name })),
    onCommit: (name) => { if (name) { SHOWN_EMPTY.add(`${record.id}/${name}`); render(); focusKey(`${name}/0/input`); } } });
  control.querySelector("input").placeholder = say("addField");
  return el("div", "field more", [el("span", "name", ["+"]), control]);
}

/** Fields that were asked for and have no value yet. */
const SHOWN_EMPTY = new Set();

/** The passage that the record as a whole cites. */
function spanRow(record) {
  const text = WHOLE ? brief(WHOLE.slice(record.start, record.end), 60) : `${record.start}–${record.end}`;
  const control = button("span whole", [said(text)], () => startDrawing({ id: record.id, name: "", group: 0 }, record), { "data-key": "record/0/span", title: `${record.start}–${record.end}`, "aria-label": `${say("cites")}: ${text}` });
  const outside = [...new Set(outsideOf(record).map((field) => plain(columnOf(record, field.name, field.group).title)))];
  const { start, end } = widened(record);
  const told = outside.length ? el("p", "outside", [said(say("readOutside", { names: outside.join(state.lang === "zh" ? "、" : ", ") }), "", "span"), " ", isOpen(record) && (start !== record.start || end !== record.end) ? button("plain", [say("widen"), kbd("w")], () => ACTS.widen.act()) : null]) : null;
  return el("div", "field cites", [el("span", "name", [say("cites")]), control, told]);
}

/** What is said about this record, each a record of its own. */
function belongings(record) {
  const all = [...partiesWaiting(record), ...belongingTo(record.id)];
  if (!all.length) return null;
  return el("div", "belongs", [el("span", "name", [say("belongs")]), ...all.map((one) => button(`chip is-${lookOf(one)}`, [
    `${numberOf(one.id)}${SIGNS[lookOf(one)]} `, el("span", "quiet", [kindOf(one.kind)]), " ", said(brief(labelOf(one), 30))], () => go(one.id)))]);
}

/** What can be done with the record that is worked on: a line that stays where it is. */
function renderActions() {
  const record = current();
  fill($("actions"), record ? actionsOf(record) : []);
  $("actions").hidden = !record;
}

function actionsOf(record) {
  const acts = isOpen(record) ? ["accept", "acceptAll", "reject", "rejectAll", "split", "join", "same", "newParty", "undo"] : ["reopen", "undo"];
  const hasMore = () => belongingTo(record.id).some(isOpen) || partiesWaiting(record).length;
  const can = { acceptAll: hasMore, rejectAll: hasMore, split: () => record.kind === "partnerships" && groupsOf(record).length > 1, join: () => record.kind === "partnerships", newParty: () => record.kind === "partnerships" };
  return acts.filter((name) => !can[name] || can[name]()).map((name) => button(`plain ${name}`, [say(name), kbd(ACTS[name].key)], () => ACTS[name].act()));
}
