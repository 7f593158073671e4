// What is kept in this browser: what is typed and not yet decided, and what is decided and not yet written. Which
// sentences were read is among the decisions. It is named after the package and the source's hash, so that no other review finds it.

let memory = { drafts: {}, outbox: [], log: [], current: "" };
let memoryName = "";

function recall(packageName, hash) {
  memoryName = `kg-review:${packageName}:${hash}`;
  const nothing = { drafts: {}, outbox: [], log: [], current: "" };
  try {
    memory = { ...nothing, ...JSON.parse(localStorage.getItem(memoryName) || "{}") };
  } catch {
    memory = nothing;
  }
}

function remember() {
  try {
    localStorage.setItem(memoryName, JSON.stringify(memory));
    state.keeps = true;
  } catch {
    // No room, or not allowed: the reader is told, and the page goes on.
    if (state.keeps !== false) warn("keepsNot", say("keepsNot"));
    state.keeps = false;
  }
}

const slot = (name, group) => `${name}/${group}`;

const draftOf = (id, name, group) => (memory.drafts[id] || {})[slot(name, group)];

/** Keep what is typed into a field; undefined forgets it. */
function keepDraft(id, name, group, value) {
  const mine = { ...memory.drafts[id] };
  if (value === undefined) delete mine[slot(name, group)];
  else mine[slot(name, group)] = value;
  memory.drafts[id] = mine;
  if (!Object.keys(mine).length) delete memory.drafts[id];
  remember();
}
