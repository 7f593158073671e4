// How things are told: what a record is called in a line, what a reference stands for.

const KNOWN = new Map(); // reference to {reference, kind, label, names, more}

/** These are the known things now. */
function know(things) {
  KNOWN.clear();
  knowMore(things);
}

/** These are known besides: regions of the registries that were asked for. */
function knowMore(things) {
  for (const [reference, en, zh, names, more] of things) KNOWN.set(reference, { reference, kind: reference.split("/")[0], label: [en, zh], names, more });
}

/** What a reference is called. */
function nameOf(reference, column = null) {
  if (!reference) return "";
  if (reference.startsWith("new/")) {
    const other = RECORDS.get(reference.slice(4));
    return other ? labelOf(other) : reference;
  }
  const whole = column && column.references && column.references.length === 1 && !reference.includes("/") ? `${column.references[0]}/${reference}` : reference;
  const thing = KNOWN.get(whole);
  return thing ? plain(thing.label) : reference;
}

const codeName = (list, code) => {
  const found = (OPEN.codes[list] || []).find(([one]) => one === code);
  return found ? plain([found[1], found[2]]) : code;
};

/** A name in the reader's language, or in the other. */
const nameIn = (record, stem = "name") => plain([valueOf(record, `${stem}_en`), valueOf(record, `${stem}_zh`)]);

/** What kind of record a table holds, one of them. */
const kindOf = (table) => (STRINGS[`kind_${table}`] ? say(`kind_${table}`) : table);

/** A record in a few words. */
function labelOf(record) {
  const told = TOLD[record.kind];
  return (told && told(record)) || nameIn(record) || kindOf(record.kind);
}

const TOLD = {
  partnerships: (record) => groupsOf(record).map((group) => nameOf(valueOf(record, "party", group))).filter(Boolean).join(" – ") || nameIn(record),
  stages: (record) => codeName("stage", valueOf(record, "stage")),
  observations: (record) => [codeName("measure", valueOf(record, "measure")), grouped(valueOf(record, "value")), codeName("unit", valueOf(record, "unit"))].filter(Boolean).join(" "),
  statements: (record) => [codeName("statement-kind", valueOf(record, "kind")), nameIn(record, "gist")].filter(Boolean).join(": "),
  officials: (record) => [nameIn(record), nameIn(record, "post")].filter(Boolean).join(", "),
};

const grouped = (text) => (/^\d{5,}(\.\d+)?$/.test(text) ? text.replace(/\B(?=(\d{3})+(?!\d))/g, " ") : text);

/** The number of a record as the article and the list have it: its place in the text. */
const numberOf = (id) => NUMBERS.get(id) || 0;

/** The records that belong to one: what is said about it. */
const belongingTo = (id) => [...RECORDS.values()].filter((record) => record.about === id && record.state !== "joined" && record.state !== "rejected");

/** The parties of a record that are suggestions themselves, and wait; before each, where it is, if that waits too. */
function partiesWaiting(record, seen = new Set()) {
  if (seen.has(record.id)) return [];
  seen.add(record.id);
  const ids = record.fields.filter((field) => field.value.includes("new/")).flatMap((field) => field.value.split(";")).filter((one) => one.startsWith("new/")).map((one) => one.slice(4));
  const waiting = [...new Set(ids)].map((id) => RECORDS.get(id)).filter((one) => one && isOpen(one));
  return [...new Set(waiting.flatMap((one) => [...partiesWaiting(one, seen), one]))];
}
