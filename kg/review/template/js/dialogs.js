// Questions that are asked before something is done; each is a dialog that Escape leaves.

/** Ask: a heading, a form of rows, and what is wrong with it, or what to do with it. */
function ask(title, rows, okay, act) {
  const dialog = $("dialog"), before = document.activeElement;
  const wrong = el("p", "problem", [], { role: "alert" });
  const send = () => {
    const done = act();
    if (typeof done === "string") wrong.textContent = done;
    else {
      // First, since closing puts the focus back to where it was.
      dialog.close();
      done();
    }
  };
  const form = el("form", "", [el("h2", "", [title], { id: "dialog-title" }), ...rows, wrong, el("div", "actions", [button("plain go", [okay, kbd("Ctrl+Enter")], send), button("plain", [say("cancel"), kbd("Esc")], () => dialog.close())])]);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); event.target.blur(); afterwards(send); } });
  fill(dialog, [form]);
  dialog.onclose = () => { fill(dialog, []); if (!document.activeElement || document.activeElement === document.body) (before && before.isConnected ? before.focus() : focusCurrent()); };
  dialog.showModal();
  const first = form.querySelector("input, select, textarea");
  if (first) first.focus();
}

const asked = (label, control) => el("div", "field", [el("span", "name", [label], { "aria-hidden": "true" }), control]);

/** A combobox of a dialog: what is chosen stays in it. */
function choice(label, options, value, onChosen = () => {}, further = null) {
  const holder = el("span", "holder");
  const draw = (now) => {
    holder.value = now;
    fill(holder, [combobox({ key: "", label, value: now, options: () => options, further, describedBy: null, onTyped: () => {}, onCommit: (chosen) => { draw(chosen); onChosen(chosen); const input = holder.querySelector("input"); if (document.activeElement === document.body) input.focus(); } })]);
  };
  draw(value);
  return holder;
}

function textBox(label, value = "") {
  const input = el("input", "", [], { type: "text", "aria-label": label, autocomplete: "off", spellcheck: "false", dir: "auto" });
  input.value = value;
  return input;
}

/** This record, or the party of the field that was last looked at, is something that is known. */
function openSame(record) {
  const field = state.lastField && fieldOf(record, state.lastField.name, state.lastField.group);
  const column = field && columnOf(record, field.name, field.group);
  const ofField = field && column.references && field.value;
  const kinds = ofField ? column.references : [OPEN.kinds[record.kind]];
  const options = thingOptions(kinds).filter((option) => option.value !== `new/${record.id}` && (ofField || !option.value.startsWith("new/")));
  const title = ofField ? say("sameField", { name: nameOf(field.value, column) }) : say("sameRecord", { name: labelOf(record) });
  const box = choice(say("knownThing"), options, "", () => {}, furtherOf(kinds));
  ask(title, [asked(say("knownThing"), box)], say("same"), () => {
    if (!box.value) return say("choose");
    if (ofField) return () => decide([{ suggestion: record.id, field: field.name, group: field.group, decision: box.value.startsWith("new/") ? "edit" : "same", value: box.value }]);
    return () => decide([{ suggestion: record.id, decision: "same", value: box.value.includes("/") ? box.value : `${OPEN.kinds[record.kind]}/${box.value}` }], nextOpen);
  });
}

/** A party that the package does not know: a region or an institution of its own, and a party of this record. */
function openNewParty(record, from) {
  const span = from || selected();
  const text = span ? WHOLE.slice(span.start, span.end) : "";
  const isChinese = /[\u3400-\u9fff]/.test(text);
  const zh = textBox(say("nameZh"), isChinese ? text : ""), en = textBox(say("nameEn"), isChinese ? "" : text);
  const kinds = OPEN.codes["institution-kind"].map(([code, one, other]) => ({ value: `institutions:${code}`, label: plain([one, other]), also: [one, other], more: code }));
  const levels = OPEN.codes.level.map(([code, one, other]) => ({ value: `regions:${code}`, label: `${say("region")} · ${plain([one, other])}`, also: [one, other], more: code }));
  const zone = { value: "regions:Zone", label: plain(OPEN.classes.Zone), also: OPEN.classes.Zone, more: "Zone" };
  const kind = choice(say("kind"), [...kinds, zone, ...levels], "institutions:company");
  const within = choice(say("within"), thingOptions(["region"]), "", () => {}, furtherOf(["region"]));
  const roles = OPEN.codes.role.map(([code, one, other]) => ({ value: code, label: plain([one, other]), also: [one, other], more: code }));
  const role = choice(say("role"), roles, "partner");
  const rows = [[say("nameZh"), zh], [say("nameEn"), en], [say("kind"), kind], [say("within"), within], [say("role"), role]];
  ask(say("newParty"), rows.map(([label, control]) => asked(label, control)), say("add"), () => {
    if (!zh.value.trim() && !en.value.trim()) return say("needsName");
    const [table, code] = kind.value.split(":"), at = span || { start: record.start, end: record.end };
    const id = addedId(table, at);
    const add = (field, value, place = {}) => ({ suggestion: id, field, decision: "edit", value, ...place });
    const group = Math.max(0, ...groupsOf(record)) + 1;
    return () => decide([
      { suggestion: id, decision: "add", value: `${table}/${OPEN.queue.source.id}`, ...at },
      ...(zh.value.trim() ? [add("name_zh", zh.value.trim(), isChinese ? at : {})] : []),
      ...(en.value.trim() ? [add("name_en", en.value.trim(), isChinese || !span ? {} : at)] : []),
      ...(table === "institutions" ? [add("kind", code)] : code === "Zone" ? [add("kind", code)] : [add("kind", "AdministrativeRegion"), add("level", code)]),
      ...(within.value && !within.value.startsWith("new/") ? [add(table === "institutions" ? "located_in" : "parent", within.value.replace("region/", ""))] : []),
      { suggestion: record.id, field: "party", group, decision: "edit", value: `new/${id}`, ...(span || {}) },
      { suggestion: record.id, field: "role", group, decision: "edit", value: role.value || "partner" },
    ]);
  });
}

/** Some of the parties go to a record of their own. */
function openSplit(record) {
  const groups = groupsOf(record);
  if (record.kind !== "partnerships" || groups.length < 2) {
    tell(say("noSplit"));
    return;
  }
  const select = (group) => {
    const control = el("select", "", [["stay", say("stays")], ["go", say("goes")], ["both", say("both")]].map(([value, text]) => el("option", "", [text], { value })), { "aria-label": nameOf(valueOf(record, "party", group)) });
    control.value = group > groups[Math.ceil(groups.length / 2) - 1] ? "go" : "stay";
    return control;
  };
  const controls = groups.map(select);
  ask(say("splitTitle"), groups.map((group, i) => asked(nameOf(valueOf(record, "party", group)), controls[i])), say("split"), () => {
    const going = groups.map((group, i) => ({ go: String(group), both: `+${group}` })[controls[i].value]).filter(Boolean);
    if (!going.length || controls.every((control) => control.value === "go")) return say("splitSome");
    return () => decide([{ suggestion: record.id, decision: "split", value: going.join(";") }]);
  });
}

/** Another record says the same: it becomes a part of this one. */
function openJoin(record) {
  const others = [...RECORDS.values()].filter((one) => one.kind === record.kind && one.id !== record.id && isOpen(one));
  if (!others.length) {
    tell(say("noJoin"));
    return;
  }
  others.sort((a, b) => Math.abs(a.start - record.start) - Math.abs(b.start - record.start));
  const options = others.map((one) => ({ value: one.id, label: `${numberOf(one.id)} ${labelOf(one)}`, also: [], more: `${one.start}–${one.end}` }));
  const box = choice(say("otherRecord"), options, others[0].id);
  ask(say("joinTitle", { name: labelOf(record) }), [asked(say("otherRecord"), box)], say("join"), () => {
    if (!box.value) return say("choose");
    return () => decide([{ suggestion: record.id, decision: "join", value: box.value }]);
  });
}

/** A record that no rule proposed, from what is selected. */
function openAdd(span) {
  if (!span) {
    startDrawing(null, null);
    return;
  }
  const owner = current();
  const kinds = Object.keys(OPEN.kinds).map((table) => ({ value: table, label: kindOf(table), also: OPEN.tables[table].title, more: table }));
  const kind = choice(say("kindOfRecord"), kinds, "partnerships");
  ask(say("addTitle"), [el("blockquote", "", [said(brief(WHOLE.slice(span.start, span.end), 200))]), asked(say("kindOfRecord"), kind)], say("add"), () => {
    if (!kind.value) return say("choose");
    const id = addedId(kind.value, span), rows = [{ suggestion: id, decision: "add", value: `${kind.value}/${OPEN.queue.source.id}`, ...span }];
    const partnership = owner && (owner.kind === "partnerships" ? owner.id : owner.about);
    if (NEEDS_ABOUT.has(kind.value) && partnership) rows.push({ suggestion: id, field: "about", decision: "edit", value: partnership });
    for (const [name, value] of Object.entries(OPEN.defaults[kind.value] || {})) rows.push({ suggestion: id, field: name, decision: "edit", value });
    return () => decide(rows, () => { go(id); editCurrent(); });
  });
}

/** The id of a record that a person adds: by where it is, so that two people who add one add the same. */
function addedId(kind, { start, end }) {
  const bytes = new TextEncoder().encode(`${OPEN.queue.source.id}\n${kind}\n${start}\n${end}`);
  return freeId(RECORDS, `s-${hex(digest(bytes)).slice(0, 12)}`);
}

const keysOf = (keys) => keys.flatMap((key) => [kbd(key), " "]);

function openHelp() {
  const dialog = $("dialog"), before = document.activeElement;
  const rows = Object.entries(ACTS).flatMap(([name, { key, also = [] }]) => [el("dt", "", keysOf([key, ...also])), el("dd", "", [say(`help_${name}`)])]);
  const typing = [["1…9", "helpParty"], ["Ctrl+Delete", "helpRemove"], ["Tab", "helpTab"], ["Enter", "helpEnter"], ["Ctrl+Enter", "helpCtrlEnter"], ["Esc", "helpEsc"], ["Shift+← ↑ → ↓", "helpShift"], ["/", "helpFind"]].flatMap(([key, name]) => [el("dt", "", keysOf(key.split(" "))), el("dd", "", [say(name)])]);
  const looks = ["open", "changed", "accepted", "edited", "rejected", "same"].map((look) => el("li", "", [el("span", `sign ${look}`, [SIGNS[look]]), " ", el("span", `in ${look} sample`, [say(`look_${look}`)])]));
  fill(dialog, [
    el("h2", "", [say("help")], { id: "dialog-title", tabindex: "-1" }), el("dl", "keys", [...rows, ...typing]),
    el("h3", "", [say("colours")]), el("ul", "looks", [...looks, el("li", "", [el("span", "to-read sample", [say("look_toRead")])])]),
    button("plain", [say("close"), kbd("Esc")], () => dialog.close()),
  ]);
  dialog.onclose = () => { fill(dialog, []); dialog.className = ""; if (before && before.isConnected) before.focus(); };
  dialog.className = "wide";
  dialog.showModal();
  $("dialog-title").focus();
}
