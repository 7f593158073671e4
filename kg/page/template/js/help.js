// The way past the drawing to the list, and the list of keys.
const KEYS_OF_HELP = [["/", "keySearch"], ["Tab", "keyTab"], ["← ↑ → ↓", "keyWalk"], ["[ ]", "keyTies"], ["Enter", "keyOpen"], ["Esc", "keyBack"], ["+ − 0", "keyZoom"], ["?", "keyHelp"]];

function startHelp() {
  const skip = $("skip");
  fill(skip, [words(say("skip"))]);
  skip.addEventListener("click", () => {
    change({ sheet: "list" });
    $("list").focus();
  });
  fill($("keys"), [raw("?")]);
  translate($("keys"), "aria-label", say("keys"));
  translate($("keys"), "title", say("keys"));
  $("keys").addEventListener("click", openHelp);
  const list = el("dl", "keys", KEYS_OF_HELP.flatMap(([keys, does]) => [
    el("dt", "", keys.split(" ").map((key) => raw(key, "kbd"))), words(say(does), "dd")]));
  const close = button("plain", [words(say("close"))], () => $("help").close());
  fill($("help"), [words(say("keys"), "h2"), list, close]);
  translate($("help"), "aria-label", say("keys"));
  fill($("walk"), [words(say("walkHint"))]);
}

const SEEN = "kg-keys-seen";

/** Whether this reader has seen the keys; a browser that keeps nothing for files forgets it. */
function haveSeenKeys() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}

function noteKeysSeen() {
  try {
    localStorage.setItem(SEEN, "1");
  } catch {
    // Then they are shown again.
  }
}

/** On a first visit, who takes to the keyboard is told the keys; who uses a pointer is not disturbed. */
function startFirstKeys() {
  if (haveSeenKeys()) return;
  const rows = KEYS_OF_HELP.filter(([keys]) => keys !== "Tab" && keys !== "?").flatMap(([keys, does]) => [
    el("dt", "", keys.split(" ").map((key) => raw(key, "kbd"))), words(say(does), "dd")]);
  const box = el("div", "first-keys", [words(say("firstKeys"), "p"), el("dl", "keys", rows), words(say("firstKeysMore"), "p", "quiet")], { role: "note", id: "first-keys" });
  /** @type {(event: KeyboardEvent) => void} */
  const show = ({ key }) => {
    // The arrows of a story walk through it.
    if (state.step !== null || (key !== "Tab" && !DIRECTIONS[key])) return;
    removeEventListener("keydown", show, true);
    $("canvas").after(box);
    announce(join([say("firstKeys"), say("walkHint"), say("firstKeysMore")], [" ", ""]));
    noteKeysSeen();
    /** @type {(event: Event) => void} */
    const close = (event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape" && event.key !== "?") return;
      box.remove();
      for (const kind of ["keydown", "pointerdown"]) removeEventListener(kind, close, true);
    };
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, close, true);
  };
  addEventListener("keydown", show, true);
}

function openHelp() {
  if (!$("help").open) $("help").showModal();
  // The focus is on the button at the end, which a low window would show first.
  $("help").scrollTop = 0;
}
