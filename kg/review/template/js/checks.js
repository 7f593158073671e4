// The checks that run as one edits: what a table's cell may hold. All others run where records are accepted.

const tableOf = (record) => OPEN.tables[record.kind] || { title: [record.kind, record.kind], fields: [] };

/** The column of a field: of the record's own table, or of the table of participations for a party. */
function columnOf(record, name, group) {
  const table = group > 0 ? OPEN.tables.participations : tableOf(record);
  const column = table.fields.find((one) => one.name === name);
  if (column && group > 0 && name === "party") return { ...column, title: STRINGS.party };
  return column || { name, title: [name, name], type: "string", required: false };
}

/** What is wrong with a value in a column, as a pair of texts; null if nothing is. */
function wrongValue(column, value) {
  if (value === "") return column.required ? STRINGS.needed : null;
  const parts = column.separator ? value.split(column.separator).map((part) => part.trim()).filter(Boolean) : [value];
  for (const part of parts) {
    const wrong = wrongPart(column, part);
    if (wrong) return wrong;
  }
  return null;
}

function wrongPart(column, part) {
  if (column.codelist) return OPEN.codes[column.codelist].some(([code]) => code === part) ? null : STRINGS.noCode;
  if (column.enum) return column.enum.includes(part) ? null : STRINGS.noCode;
  if (column.references) return wrongReference(column, part);
  if (column.type === "date") return /^\d{4}-\d\d-\d\d$/.test(part) && !Number.isNaN(Date.parse(part)) && new Date(part).toISOString().startsWith(part) ? null : STRINGS.noDate;
  if (column.type === "number") return /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(part) ? null : STRINGS.noNumber;
  if (column.type === "integer") return /^-?\d+$/.test(part) ? null : STRINGS.noNumber;
  if (column.type === "boolean") return part === "true" || part === "false" ? null : STRINGS.noTruth;
  if (column.pattern && !new RegExp(`^(?:${column.pattern})$`, "u").test(part)) return STRINGS.noPattern;
  return null;
}

/** A reference is to a thing of the package, or to a suggestion that is not refused. */
function wrongReference(column, part) {
  if (part.startsWith("new/")) {
    const other = RECORDS.get(part.slice(4));
    if (!other || other.state === "rejected") return STRINGS.refusedParty;
    return null;
  }
  const one = column.references.length === 1 && !part.includes("/") ? `${column.references[0]}/${part}` : part;
  return KNOWN.has(one) ? null : STRINGS.noThing;
}

/** What is typed into fields and is no value of theirs yet: nobody may accept a record and think that it went with it. */
function typedOnly(record) {
  const found = [];
  for (const [key, text] of Object.entries(memory.drafts[record.id] || {})) {
    const cut = key.lastIndexOf("/"), name = key.slice(0, cut), group = Number(key.slice(cut + 1));
    if (text.trim() !== (name === "about" ? record.about : valueOf(record, name, group))) found.push({ name, group, text: STRINGS.typedOnly });
  }
  return found;
}

/** Everything that is wrong with a record, by field: ``{name, group, text}``; name is empty for the record itself. */
function problemsOf(record) {
  const found = [];
  const look = (table, group, fields) => {
    const has = new Map(fields.map((field) => [field.name, field]));
    const columns = (OPEN.tables[table] || { fields: [] }).fields;
    for (const column of columns) {
      const field = has.get(column.name);
      if (!field && !(column.required && !MADE.has(column.name) && !USUAL.has(column.name))) continue;
      const wrong = wrongValue(column, field ? field.value : "");
      if (wrong) found.push({ name: column.name, group, text: wrong });
    }
  };
  look(record.kind, 0, record.fields.filter((field) => field.group === 0));
  for (const group of groupsOf(record)) look("participations", group, record.fields.filter((field) => field.group === group));
  if (record.kind === "partnerships" && groupsOf(record).length < 2 && valueOf(record, "open_ended") !== "true") found.push({ name: "", group: 0, text: STRINGS.fewParties });
  if (record.kind === "regions" && valueOf(record, "kind") !== "Zone" && !valueOf(record, "level")) found.push({ name: "level", group: 0, text: STRINGS.needed });
  if (NEEDS_ABOUT.has(record.kind) && !record.about) found.push({ name: "about", group: 0, text: STRINGS.needed });
  if (WHOLE && (record.start < 0 || record.end > WHOLE.length || record.start >= record.end)) found.push({ name: "", group: 0, text: STRINGS.outside });
  found.push(...typedOnly(record));
  const told = (REFUSED.get(record.id) || CHECKED.get(record.id) || []).filter((one) => !SHOWN_ELSEWHERE.has(one.code) && !found.some((other) => other.name === one.name && other.group === one.group));
  return [...found, ...told];
}

/** What the card shows in another way: new parties below, what was read elsewhere beside the record's passage. */
const SHOWN_ELSEWHERE = new Set(["new-party", "outside-passage"]);

/** The fields of a record that were read outside the passage that it cites. */
const outsideOf = (record) => record.fields.filter((field) => field.start !== null && field.value !== "" && (field.start < record.start || field.end > record.end));

/** How far a passage is widened, in code points: what stands further away is no passage that anybody reads. */
const WIDEST = 600;

/** The passage that holds what was read, as far as it stands near. */
function widened(record) {
  let { start, end } = record;
  for (const field of outsideOf(record)) {
    const from = Math.min(start, field.start), to = Math.max(end, field.end);
    if (to - from <= WIDEST) [start, end] = [from, to];
  }
  return { start, end };
}

/** Columns that are made where a record is accepted, and never typed. */
const MADE = new Set(["id", "source", "start", "end", "place", "partnership", "about"]);
/** Columns that get the usual value where they have none, which is told with the record. */
const USUAL = new Set(["class", "role", "as_of", "precision", "time_basis", "bound"]);
const NEEDS_ABOUT = new Set(["stages", "observations", "statements"]);
