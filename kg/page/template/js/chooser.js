// A finger is wider than a dot: a tap goes to the nearest, and asks where several are as near.
const FINGER = 24; // how far a tap may miss, in pixels
const AS_NEAR = 9; // how much farther another thing may be to be meant as well

/**
 * The nodes near a place on the screen, the nearest first.
 * @param {{x: number, y: number}} at
 * @returns {{key: string, distance: number}[]}
 */
function nodesNear(at) {
  const view = screenView();
  return [...SCENE.nodes.keys()].map((key) => {
    const { x, y } = view.toScreen(NODES.get(key));
    return { key, distance: Math.max(0, Math.hypot(x - at.x, y - at.y) - radiusOf(key, view.scale) * view.scale) };
  }).filter(({ distance }) => distance <= FINGER).sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1));
}

/**
 * What a tap means: the nearest thing; a question where others are as near; false where nothing is near.
 * @param {Point} at
 */
function onTap(at) {
  const near = nodesNear(at);
  if (!near.length) return false;
  const alike = near.filter(({ distance }) => distance <= near[0].distance + AS_NEAR);
  if (alike.length === 1) openFromCanvas(near[0].key);
  else askWhich(near.slice(0, 8).map(({ key }) => key), at);
  return true;
}

/**
 * Ask which of several things is meant, beside the place that was tapped.
 * @param {string[]} keys
 * @param {Point} at
 */
function askWhich(keys, at) {
  const box = $("chooser");
  /** @type {(key: string) => void} */
  const choose = (key) => {
    closeChooser();
    openFromCanvas(key);
  };
  const rows = keys.map((key) => button("opener", [mark(key), words(brief(nameOf(key), 60), "span", "name")], () => choose(key)));
  fill(box, [words(say("which"), "p", "quiet"), ...rows]);
  box.setAttribute("aria-label", plain(say("which")));
  box.hidden = false;
  const free = inSight(), clear = 18, bottom = free.y + free.h;
  box.style.maxHeight = `${Math.max(120, free.h - 16)}px`;
  const below = at.y + clear + box.offsetHeight < bottom;
  box.style.left = `${Math.max(10, Math.min(free.x + free.w - box.offsetWidth - 10, at.x - box.offsetWidth / 2))}px`;
  box.style.top = `${below ? at.y + clear : Math.max(free.y + 8, Math.min(at.y - clear, bottom - 8) - box.offsetHeight)}px`;
  rows[0].focus({ preventScroll: true });
}

function closeChooser() {
  if ($("chooser").hidden) return false;
  $("chooser").hidden = true;
  fill($("chooser"), []);
  return true;
}

/** Strips at both edges of the drawing that leave a finger's move to the page; a tap on them goes to the drawing. */
function startEdges() {
  for (const side of ["left", "right"]) {
    const strip = el("div", `edge ${side}`, [], { "aria-hidden": "true" });
    strip.addEventListener("click", (/** @type {MouseEvent} */ { clientX, clientY }) => {
      const box = $("canvas").getBoundingClientRect();
      tapAt({ x: clientX - box.left, y: clientY - box.top }, true);
    });
    $("stage").append(strip);
  }
  $("chooser").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    closeChooser();
    $("canvas").focus();
  });
}
