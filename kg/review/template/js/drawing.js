// A span is drawn with the mouse, or by the keyboard: arrows move, Shift with them extends, Enter takes it.

let drawing = null; // {target, anchor, head, wanted}; target: {id, name, group}, or null for a new record; wanted: words looked for

/** Go into the text to draw a span: of a field, of a record (name ""), or for what comes after (null). */
function startDrawing(target, from) {
  if (!WHOLE) {
    warn("noText", say("noTextYet"));
    return;
  }
  const start = from ? from.start : state.current && RECORDS.get(state.current) ? RECORDS.get(state.current).start : 0;
  const end = from ? from.end : start;
  drawing = { target, anchor: start, head: end };
  reveal(start);
  $("text").focus();
  showDrawn();
  renderBar();
}

function stopDrawing() {
  drawing = null;
  const selection = getSelection();
  if (selection) selection.removeAllRanges();
  renderBar();
}

/** Where nothing is extended yet, the sign that the next key begins at is shown. */
function showDrawn() {
  const { anchor, head } = drawing;
  const end = anchor === head ? Math.min(head + 1, WHOLE.length) : head;
  getSelection().setBaseAndExtent(...placeAt(anchor), ...placeAt(end));
  const piece = pieceAt(head);
  if (piece) piece.scrollIntoView({ block: "nearest" });
}

const STEPS = { ArrowLeft: ["backward", "character"], ArrowRight: ["forward", "character"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"], Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"] };

function onDrawingKey(event) {
  if (!drawing) return false;
  if (event.target.closest("#bar input")) return onFindKey(event);
  const step = STEPS[event.key];
  if (step) {
    event.preventDefault();
    const [direction, unit] = step;
    const head = stepped(drawing.head, direction, (event.ctrlKey || event.altKey) && unit === "character" ? "word" : unit);
    drawing = { ...drawing, head, anchor: event.shiftKey ? drawing.anchor : head };
    showDrawn();
    renderBar();
    return true;
  }
  if (event.key === "/") {
    event.preventDefault();
    focusOn($("bar").querySelector("input"));
    return true;
  }
  if (event.key === "Enter") {
    event.preventDefault();
    takeDrawn();
    return true;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    const { target } = drawing;
    stopDrawing();
    backTo(target);
    return true;
  }
  return false;
}

/** While words to find are typed: Enter goes to where they are, Escape back to the arrows. */
function onFindKey(event) {
  if (event.key !== "Enter" && event.key !== "Escape") return true;
  event.preventDefault();
  const text = event.target.value.trim(), found = event.key === "Enter" && text ? placeOf(text) : null;
  if (event.key === "Enter" && text && !found) {
    tell(say("notInText", { text: brief(text, 40) }));
    return true;
  }
  // What was looked for last stays in the field, so that Enter goes on to the next place.
  if (found) Object.assign(drawing, { anchor: found.start, head: found.end, wanted: text });
  $("text").focus();
  showDrawn();
  renderBar();
  return true;
}

/** Where a text stands next, from what is drawn now on, else from the beginning; null if it is nowhere. */
function placeOf(text) {
  const now = Math.min(drawing.anchor, drawing.head), from = WHOLE.slice(0, now).length;
  const isHere = drawing.anchor !== drawing.head && WHOLE.slice(now, Math.max(drawing.anchor, drawing.head)) === text;
  const ahead = WHOLE.text.indexOf(text, from + (isHere ? 1 : 0)), at = ahead < 0 ? WHOLE.text.indexOf(text) : ahead;
  return at < 0 ? null : { start: WHOLE.point(at), end: WHOLE.point(at + text.length) };
}

/** One step from a code point; the browser knows where lines and words end. */
function stepped(from, direction, unit) {
  if (unit === "character") return Math.max(0, Math.min(WHOLE.length, from + (direction === "forward" ? 1 : -1)));
  const selection = getSelection();
  selection.collapse(...placeAt(from));
  selection.modify("move", direction, unit);
  const found = pointAt(selection.focusNode, selection.focusOffset);
  return found === null ? from : found;
}

/** What the keyboard or the mouse has drawn. */
function drawn() {
  const chosen = selected();
  if (!drawing) return chosen;
  return chosen || (drawing.anchor === drawing.head ? trimmed(drawing.head, drawing.head + 1) : trimmed(Math.min(drawing.anchor, drawing.head), Math.max(drawing.anchor, drawing.head)));
}

/** Use what is drawn for what it was drawn for. */
function takeDrawn(target = drawing && drawing.target) {
  const span = drawn();
  if (!span) return;
  if (!target) {
    stopDrawing();
    openAdd(span);
    return;
  }
  stopDrawing();
  const record = RECORDS.get(target.id);
  if (!record) return;
  if (target.name === "") decide([{ suggestion: target.id, decision: "edit", ...span }]);
  else {
    const has = valueOf(record, target.name, target.group);
    const column = columnOf(record, target.name, target.group);
    const isFree = !column.codelist && !column.enum && !column.references && column.type === "string";
    // A name that is not there yet is what stands there; nothing that is typed is replaced.
    const value = has === "" && isFree ? WHOLE.slice(span.start, span.end) : has;
    decide([{ suggestion: target.id, field: target.name, group: target.group, decision: "edit", value, ...span }]);
  }
  backTo(target);
}

function backTo(target) {
  if (!target) return $("text").focus();
  if (target.name === "") return focusCurrent();
  return focusKey(`${slot(target.name, target.group)}/span`) || focusCurrent();
}

/** What can be done with what is drawn: a line above the article. */
function renderBar() {
  const span = drawn(), bar = $("bar");
  bar.hidden = !drawing && !span;
  if (bar.hidden) return;
  const target = drawing && drawing.target;
  const what = !target ? say("drawAny") : target.name ? say("drawField", { name: plain(columnOf(RECORDS.get(target.id), target.name, target.group).title) }) : say("drawRecord");
  const place = span ? `${span.start}–${span.end}` : "";
  const last = state.lastField && RECORDS.get(state.current) && !target ? state.lastField : null;
  fill(bar, [
    el("span", "", [drawing ? what : say("selectedNow"), " ", el("b", "", [place])]),
    target && span ? button("plain", [say("takeSpan"), kbd("Enter")], () => takeDrawn()) : null,
    last && span ? button("plain", [say("useFor", { name: plain(columnOf(RECORDS.get(state.current), last.name, last.group).title) }), kbd("d")], () => takeDrawn({ id: state.current, ...last })) : null,
    span && !target ? button("plain", [say("addRecord"), kbd("c")], () => openAdd(span)) : null,
    drawing ? el("input", "", [], { type: "text", placeholder: say("findWords"), "aria-label": say("findWords"), autocomplete: "off", spellcheck: "false", dir: "auto", value: drawing.wanted || "" }) : null,
    drawing ? el("span", "quiet", [say("drawKeys")]) : null,
  ]);
}

const kbd = (key) => el("kbd", "", [key]);

function startArticle() {
  document.addEventListener("selectionchange", () => {
    if (!drawing || drawing.mouse) renderBar();
  });
  $("text").addEventListener("mousedown", () => { if (drawing) drawing.mouse = true; });
  $("text").addEventListener("mouseup", () => {
    // The click of a drawing ends in a selection; where it does not, it opens the passage.
    setTimeout(() => {
      const span = selected();
      if (drawing && span) Object.assign(drawing, { anchor: span.start, head: span.end, mouse: false });
      renderBar();
    });
  });
  $("article").addEventListener("click", (event) => {
    if (drawing || selected()) return;
    const piece = event.target.closest("[data-id]");
    if (piece) go(piece.dataset.id);
  });
}
