// What has become of each suggestion: the queue as it was read, with every decision applied in order. The same
// happens on the server and in the file, so that what was decided a moment ago is seen before it is written.

const COLUMNS = ["number", "suggestion", "field", "group", "decision", "value", "start", "end", "reviewer", "decided_on", "comment"];

/** The decisions that hold: those that no undo took back that holds itself. */
function holding(log) {
  const undone = new Set(), found = [];
  for (const row of [...log].reverse()) {
    if (undone.has(row.number)) continue;
    if (row.decision === "undo") undone.add(Number(row.value));
    else found.push(row);
  }
  return found.reverse();
}

const asRead = new WeakMap(); // a queue's records as they were read; none of them is ever changed

/**
 * The records of a queue, in the order of the text, by id; each with its state. A record that nobody decided on is the
 * same object every time.
 */
function foldLog(queue, log) {
  if (!asRead.has(queue)) asRead.set(queue, queue.suggestions.map(asRecord));
  const records = new Map(asRead.get(queue).map((record) => [record.id, record]));
  const rows = holding(log), named = new Set(rows.flatMap((row) => [row.suggestion, row.decision === "join" ? row.value : ""]));
  for (const id of named) if (records.has(id)) records.set(id, copyOf(records.get(id)));
  for (const row of rows) applyRow(records, row);
  return new Map([...records].sort(([, a], [, b]) => a.start - b.start || a.end - b.end));
}

const copyOf = (record) => ({ ...record, fields: record.fields.map((field) => ({ ...field })) });

/** A suggestion as a record: several values of one field are one, and what it is about stands apart. */
function asRecord(one) {
  const fields = [];
  let about = one.about;
  for (const field of one.fields) {
    const before = fields.find((other) => other.name === field.name && other.group === field.group);
    if (field.name === "about" && !field.group) about = field.value;
    else if (before) before.value += `;${field.value}`;
    else fields.push({ ...field });
  }
  return { ...one, about, note: [one.note_en || "", one.note_zh || ""], fields, state: "open", touched: false };
}

const fieldOf = (record, name, group = 0) => record.fields.find((field) => field.name === name && field.group === group);
const valueOf = (record, name, group = 0) => (fieldOf(record, name, group) || { value: "" }).value;
const groupsOf = (record) => [...new Set(record.fields.map((field) => field.group))].filter((group) => group > 0).sort((a, b) => a - b);

const STATE_OF = { accept: "accepted", reject: "rejected", same: "same", new: "accepted" };

const added = (id, kind, { start, end }) => ({ id, kind, start, end, fields: [], rule: "person", score: 1, about: "", present: "", relation: "", note: ["", ""], state: "open", touched: true, added: true });

function applyRow(records, row) {
  if (row.decision === "add") {
    records.set(row.suggestion, added(row.suggestion, row.value.split("/")[0], row));
    return;
  }
  const record = records.get(row.suggestion);
  if (!record) return;
  if (row.decision === "split") splitRow(records, record, row);
  else if (row.decision === "join") joinRow(records, record, row);
  else if (row.decision === "edit" && row.field === "") Object.assign(record, { start: row.start, end: row.end, touched: true });
  else if (row.decision === "new" && row.field) newParty(records, record, row);
  else if (row.field) fieldRow(record, row);
  else {
    record.state = STATE_OF[row.decision] || record.state;
    if (row.decision !== "reject") record.present = row.value || record.present;
  }
}

/** A decision on one field: it is taken out, or gets a value, a span or both. */
function fieldRow(record, row) {
  if (row.decision === "accept") return;
  record.touched = true;
  if (row.field === "about") {
    record.about = row.value;
    return;
  }
  const field = fieldOf(record, row.field, row.group);
  if (row.decision === "reject" || (row.value === "" && row.start === null)) {
    // Without its party, a participation is none.
    const isGone = (one) => one.group === row.group && (one.name === row.field || (row.field === "party" && row.group > 0));
    record.fields = record.fields.filter((one) => !isGone(one));
    return;
  }
  const changes = { touched: true, ...(row.value === "" ? {} : { value: row.value }), ...(row.start === null ? {} : { start: row.start, end: row.end }) };
  if (field) Object.assign(field, changes);
  else record.fields.push({ name: row.field, value: "", start: null, end: null, group: row.group, rule: "", ...changes });
}

/**
 * A part goes to a second record: the value lists groups and fields by semicolons, those with a plus sign stay in the
 * first too. Other fields of the record itself are in both.
 */
function splitRow(records, record, row) {
  const parts = row.value.split(";").filter(Boolean);
  const named = new Set(parts.map((part) => part.replace(/^\+/, ""))), both = new Set(parts.filter((part) => part.startsWith("+")).map((part) => part.slice(1)));
  const nameOf = (field) => (field.group > 0 ? String(field.group) : field.name);
  const second = secondOf(records, record.id);
  const going = record.fields.filter((field) => named.has(nameOf(field)) || field.group === 0);
  records.set(second, { ...record, id: second, fields: going.map((field) => ({ ...field })), state: "open", touched: true });
  record.fields = record.fields.filter((field) => !named.has(nameOf(field)) || both.has(nameOf(field)));
  record.touched = true;
}

/** The id of the record that a split makes. */
const secondOf = (records, id) => freeId(records, `${id}-2`);

function freeId(records, id) {
  let free = id;
  for (let number = 2; records.has(free); number++) free = `${id}-${number}`;
  return free;
}

/** A party that is new: the value is its kind and its name, and a record of it is made. */
function newParty(records, record, row) {
  const [kind, ...rest] = row.value.split("/"), name = rest.join("/");
  const old = fieldOf(record, row.field, row.group), place = row.start !== null ? row : old && old.start !== null ? old : record;
  const id = freeId(records, `${record.id}-p${row.group}`), at = { start: place.start, end: place.end };
  const named = { name: /[\u3400-\u9fff]/.test(name) ? "name_zh" : "name_en", value: name, group: 0, rule: "person", ...at };
  records.set(id, { ...added(id, kind === "region" ? "regions" : "institutions", at), fields: [named] });
  fieldRow(record, { ...row, decision: "edit", value: `new/${id}` });
}

/** Another record becomes a part of this one: what this one lacks is taken over, and the other is told to be joined. */
function joinRow(records, record, row) {
  const other = records.get(row.value);
  if (!other) return;
  for (const field of other.fields) if (field.group === 0 && !fieldOf(record, field.name)) record.fields.push({ ...field });
  const parties = new Set(groupsOf(record).map((group) => valueOf(record, "party", group)));
  let last = Math.max(0, ...groupsOf(record));
  for (const group of groupsOf(other).filter((one) => !parties.has(valueOf(other, "party", one)))) {
    last++;
    for (const field of other.fields.filter((one) => one.group === group)) record.fields.push({ ...field, group: last });
  }
  const place = row.start === null ? { start: Math.min(record.start, other.start), end: Math.max(record.end, other.end) } : { start: row.start, end: row.end };
  Object.assign(record, place, { touched: true });
  other.state = "joined";
}

const isOpen = (record) => record.state === "open";
const isIn = (record) => record.state === "accepted" || record.state === "same";
