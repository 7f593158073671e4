// The way past the drawing to the list, and the list of keys.
const KEYS_OF_HELP = [["/", "keySearch"], ["Tab", "keyTab"], ["← ↑ → ↓", "keyWalk"], ["Enter", "keyOpen"], ["Esc", "keyBack"], ["+ − 0", "keyZoom"], ["?", "keyHelp"]];

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

function openHelp() {
  if (!$("help").open) $("help").showModal();
}
