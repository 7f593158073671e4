// The panel: beside the drawing on a wide window, where it folds away; below 1,000 pixels a sheet over the drawing's
// lower part (or right part, of a telephone held across) that leaves in sight what was tapped.
/** Of windows alone: paper is narrower, and has no sheet over it. */
const NARROW = "screen and (max-width: 999px)";
const narrow = () => matchMedia(NARROW).matches;

/** Whether the panel is open. */
const isPanelOpen = () => document.documentElement.dataset.panel !== "closed";

function startDrawer() {
  $("handle").addEventListener("click", () => openPanel(!isPanelOpen()));
  $("fold").addEventListener("click", () => openPanel(!isPanelOpen()));
  matchMedia(NARROW).addEventListener("change", ({ matches }) => openPanel(!matches));
  openPanel(!narrow());
  // What the header leaves of a small screen is the drawing's.
  const note = () => document.documentElement.style.setProperty("--head", `${$("head").offsetHeight}px`);
  note();
  onResize($("head"), note);
}

/**
 * Open the panel or fold it away.
 * @param {boolean} isOpen
 */
function openPanel(isOpen) {
  document.documentElement.dataset.panel = isOpen ? "open" : "closed";
  for (const element of [$("handle"), $("fold")]) element.setAttribute("aria-expanded", String(isOpen));
  renderHandle();
}

/** What the handle says: what is selected, or what the panel holds. */
function renderHandle() {
  const text = state.selection ? brief(titleOf(state.selection), 40) : say("panel");
  fill($("handle"), [words(text), glyph(isPanelOpen() ? "down" : "up")]);
  fill($("fold"), [glyph(isPanelOpen() ? "fold" : "unfold")]);
  for (const name of ["aria-label", "title"]) $("fold").setAttribute(name, plain(say(isPanelOpen() ? "foldPanel" : "unfoldPanel")));
}

/** @type {(selection: Chosen) => any} */
const titleOf = ({ key, a, b, party, deal }) => (key ? nameOf(key) : join([nameOf(a || party), nameOf(b || deal)], " – "));

/** The part of the drawing that the sheet leaves in sight, in pixels of the drawing. */
function inSight() {
  const { width, height, left, top } = $("canvas").getBoundingClientRect();
  const whole = { x: 0, y: 0, w: width, h: height };
  if (!narrow()) return whole;
  const sheet = $("panel").getBoundingClientRect();
  const down = Math.min(height, innerHeight - top);
  // Beside the sheet where it stands at the right, else above it.
  if (sheet.width < width * 0.9) return { x: 0, y: Math.max(0, -top), w: Math.max(60, sheet.left - left), h: down - Math.max(0, -top) };
  return { x: 0, y: Math.max(0, -top), w: width, h: Math.max(60, Math.min(down, sheet.top - top) - Math.max(0, -top)) };
}
