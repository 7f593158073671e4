// The keyboard does everything: "/" searches, arrows walk on the drawing, Enter opens, Esc goes back.
function startKeyboard() {
  translate($("canvas"), "aria-label", say("canvas"));
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLInputElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest("dialog")) return;
    const typing = at.id === "search" && at.value !== "";
    const act = { "/": () => $("search").focus(), "?": openHelp }[event.key];
    if (act && !typing) {
      event.preventDefault();
      act();
    } else if (event.key === "Escape") {
      stepBack();
    }
  });
  $("canvas").addEventListener("keydown", onCanvasKey);
}

/** Esc goes back: through the details that were opened, then out of the list or the ranking. */
function stepBack() {
  if (state.step !== null && $("told").contains(document.activeElement)) return closeStory();
  if (state.selection) return goBack();
  if (!state.sheet) return null;
  const inside = $(state.sheet).contains(document.activeElement);
  change({ sheet: "" });
  return inside && $("canvas").focus();
}

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** @param {KeyboardEvent} event */
function onCanvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  /** @type {Record<string, () => void>} */
  const acts = { "+": () => zoomBy(1.4), "=": () => zoomBy(1.4), "-": () => zoomBy(1 / 1.4), 0: () => fitView(), "[": () => walkTies(-1), "]": () => walkTies(1) };
  if (DIRECTIONS[event.key]) {
    event.preventDefault();
    walk(DIRECTIONS[event.key]);
  } else if (event.key === "Enter" && state.selection) {
    event.preventDefault();
    openWalked();
  } else if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
}

/** Open the tie that the keyboard is at, or go to the details of what is selected. */
function openWalked() {
  const tie = tieWalkedTo(), key = state.selection && state.selection.key;
  if (tie) return openDetails(tie);
  if (state.drawing === "regions" && ISLANDS.has(key)) openFromCanvas(String(key));
  cameFrom = $("canvas");
  return $("details").focus();
}

/**
 * Go to the neighbour that lies nearest in a direction; to anything there if no neighbour does.
 * @param {[number, number]} direction
 */
function walk([dx, dy]) {
  const here = (state.selection && state.selection.key) || lastWalked;
  const start = here && SCENE.nodes.has(here) ? here : [...SCENE.nodes.keys()].filter((key) => ISLANDS.has(key)).sort()[0] || [...SCENE.nodes.keys()][0];
  if (!start) return;
  if (start !== here || !state.selection) {
    walkTo(start);
    return;
  }
  const from = NODES.get(start);
  /** @type {(key: string) => number} */
  const cost = (key) => {
    const x = NODES.get(key).x - from.x, y = NODES.get(key).y - from.y;
    const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    return along > 0 && aside < along * 2.2 ? along + 1.6 * aside : Infinity;
  };
  /** @type {(keys: string[]) => [number, string] | undefined} */
  const nearest = (keys) => keys.map((key) => /** @type {[number, string]} */ ([cost(key), key])).filter(([c]) => c < Infinity).sort((a, b) => a[0] - b[0])[0];
  const ends = [...EDGES_OF.get(start).map((/** @type {{party: string, deal: string}} */ edge) => (edge.party === start ? edge.deal : edge.party)),
    ...SCENE.arcs.filter((one) => one.a === start || one.b === start).map((one) => (one.a === start ? one.b : one.a))];
  const neighbours = ends.filter((key) => SCENE.nodes.has(key));
  const found = nearest(neighbours) || nearest([...SCENE.nodes.keys()].filter((key) => key !== start));
  if (found) walkTo(found[1]);
}

/** @type {string | null} */
let lastWalked = null; // where walking goes on after the details were closed

/** @param {string} key */
function walkTo(key) {
  lastWalked = key;
  select({ key }, { remember: false });
  reveal([key]);
}
