// A story: views in an order, a sentence for each. It came with the file, or the reader collects it here and saves the page
// with it. A step is kept as the address of its view, so whatever a link can say a step can show.
const TOLD = JSON.parse($("story").textContent);
const STORY = { title: TOLD.title || ["Story", "故事"], steps: (TOLD.steps || []).map((/** @type {any} */ [address, en, zh]) => ({ address, text: en === zh ? en : [en, zh] })) };

// The page as it came, before anything was put into it: what is saved again, with another story.
const PRISTINE = (() => {
  const head = [...document.head.childNodes].filter((node) => node.nodeName !== "STYLE" || node === document.head.querySelector("style"));
  const body = [...document.body.childNodes].filter((node) => node.nodeName !== "SCRIPT");
  return { root: attributesOf(document.documentElement), head: head.map(htmlOf).join(""), body: body.map(htmlOf).join("") };
})();

/** @param {any} element */
function attributesOf(element) {
  return [...element.attributes].map(({ name, value }) => ` ${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`).join("");
}

/**
 * A node of the page as it is written in the file.
 * @param {any} node
 * @returns {string}
 */
function htmlOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  if (node.nodeType === Node.COMMENT_NODE) return `<!--${node.data}-->`;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const name = node.tagName.toLowerCase(), start = `<${name}${attributesOf(node)}>`;
  if (["meta", "input", "link", "br"].includes(name)) return start;
  const raw = ["script", "style", "noscript"].includes(name);
  return `${start}${raw ? node.textContent : [...node.childNodes].map(htmlOf).join("")}</${name}>`;
}

/** What `kg build --watch` lets its page fetch besides, in the policy. */
const SERVED = /(script-src )'(?:self)' |connect-src '(?:self)'; /g;

/** The whole page as a file, with the story as it is now. */
function pageWithStory() {
  const told = { title: STORY.title, steps: STORY.steps.map((/** @type {any} */ { address, text }) => [address, ...pair(text)]) };
  const safe = JSON.stringify(told).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // What a server or a notebook has put in (a script of an address, a way to its host) is no part of the page.
  const scripts = [...document.body.querySelectorAll("script:not([src]):not(#host)")].map((script) => (script.id === "story" ? `<script type="application/json" id="story">${safe}</${"script"}>` : htmlOf(script)));
  return `<!DOCTYPE html>\n<html${PRISTINE.root}>\n<head>${PRISTINE.head.replace(SERVED, "$1")}</head>\n<body>${PRISTINE.body}${scripts.join("\n")}\n</${"body"}>\n</html>\n`;
}

/** The story as a file for `kg page --story`. A text of JSON is one of YAML too. */
function storyAsYaml() {
  const both = (/** @type {any} */ text) => `{en: ${JSON.stringify(pair(text)[0])}, zh: ${JSON.stringify(pair(text)[1])}}`;
  return [`title: ${both(STORY.title)}`, "steps:", ...STORY.steps.flatMap((/** @type {any} */ { address, text }) => [`- address: ${JSON.stringify(address)}`, `  text: ${both(text)}`])].join("\n") + "\n";
}

// ---- walking through it

/** @type {any} */
let storyParts = null;

function startStory() {
  const act = (/** @type {string} */ name, /** @type {any} */ run, className = "plain") => button(className, [words(say(name))], run);
  const sentence = (/** @type {string} */ name, /** @type {string} */ lang) => {
    const input = el("textarea", "", [], { rows: 2, maxlength: 600, lang });
    translate(input, "aria-label", say(name));
    return input;
  };
  /** @type {Record<string, any>} */
  const parts = {
    count: raw("", "span", "story-count"), text: el("div", "story-text"), en: sentence("storyEnglish", "en"), zh: sentence("storyChinese", "zh"),
    before: act("storyBefore", () => tellStep(Number(state.step) - 1)), next: act("storyNext", () => tellStep(Number(state.step) + 1)),
    replace: act("storyReplace", () => keepStep(state.step)), remove: act("storyRemove", removeStep),
    pageOut: act("storySavePage", () => download(new Blob([pageWithStory()], { type: "text/html;charset=utf-8" }), "html", "story")),
    yamlOut: act("storySaveYaml", () => download(new Blob([storyAsYaml()], { type: "application/yaml;charset=utf-8" }), "yaml", "story")),
  };
  const close = button("plain close", [glyph("close")], () => closeStory());
  translate(close, "aria-label", say("storyClose"));
  const add = act("storyAdd", () => keepStep(null));
  const edit = el("details", "story-edit", [words(say("storyEdit"), "summary"), el("div", "story-fields", [parts.en, parts.zh]),
    el("div", "story-acts", [add, parts.replace, parts.remove, parts.pageOut, parts.yamlOut])]);
  parts.card = el("section", "story", [el("div", "story-bar", [parts.count, parts.before, parts.next, close]), parts.text, edit], { id: "told", tabindex: "-1" });
  translate(parts.card, "aria-label", say("story"));
  parts.card.hidden = true;
  storyParts = parts;
  $("stage").append(parts.card);
  onResize(parts.card, () => {
    $("stage").style.setProperty("--told", `${parts.card.hidden ? 0 : parts.card.offsetHeight + 8}px`);
    $("stage").style.setProperty("--told-side", `${parts.card.hidden ? 0 : parts.card.offsetWidth + 18}px`);
  });
  document.addEventListener("keydown", onStoryKey);
}

/**
 * Arrows go through the story, but where they mean something else: on a drawing, in a list, in a text.
 * @param {any} event
 */
function onStoryKey(event) {
  if (state.step === null || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("#canvas, .plane-scroll, input, select, textarea, dialog")) return;
  const by = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 })[event.key];
  if (!by) return;
  event.preventDefault();
  tellStep(state.step + by);
}

/**
 * Open a step: what it shows comes into force, the reader's language and appearance stay.
 * @param {number} number
 * @param {boolean} [focus]
 */
function tellStep(number, focus = true) {
  const step = Math.max(0, Math.min(number, STORY.steps.length - 1));
  const view = STORY.steps.length ? fromAddress(STORY.steps[step].address) : {};
  const { lang, theme: colours } = state;
  past.length = 0;
  arrive({ ...noFilters(), ...view, lang, theme: colours, step });
  if (view.look) applyLook();
  else if (STORY.steps.length) fitView(false);
  if (focus) storyParts.card.focus();
  if (STORY.steps.length) announce(STORY.steps[step].text);
}

function closeStory() {
  change({ step: null });
  const chooser = /** @type {HTMLElement | null} */ ($("views").querySelector('[data-value="story"]'));
  if (chooser) chooser.focus();
}

function renderStory() {
  const { card, count, text, before, next, replace, remove, pageOut, yamlOut } = storyParts, { steps } = STORY, { step } = state;
  const open = step !== null;
  const opener = $("views").querySelector('[data-value="story"]');
  if (opener) opener.setAttribute("aria-pressed", String(open));
  $("stage").toggleAttribute("data-story", open);
  const opens = open && card.hidden;
  card.hidden = !open;
  // On a small screen the header gives way to what is told of.
  if (opens && narrow()) requestAnimationFrame(() => $("stage").scrollIntoView({ block: "end" }));
  if (!open) return $("stage").style.setProperty("--told", "0px");
  count.textContent = steps.length ? `${step + 1} / ${steps.length}` : "";
  fill(text, steps.length ? [prose(steps[step].text, "p", "", 700)] : [words(say("storyNone"), "p", "quiet")]);
  before.disabled = !step;
  next.disabled = step >= steps.length - 1;
  for (const one of [replace, remove, pageOut, yamlOut]) one.disabled = !steps.length;
  return null;
}

/**
 * Keep what is shown as a step: a new one behind the one that is open, or in its place.
 * @param {any} place
 */
function keepStep(place) {
  const { en, zh } = storyParts, said = [en.value, zh.value].map((text) => text.trim());
  if (!said[0] && !said[1]) {
    notify(say("storyNoSentence"));
    return en.focus();
  }
  const { step } = state;
  state.step = null;
  const parts = new URLSearchParams(toAddress());
  state.step = step;
  for (const name of ["lang", "theme"]) parts.delete(name);
  const kept = { address: parts.toString(), text: said[0] && said[1] ? said : said[0] || said[1] };
  const at = place === null ? (STORY.steps.length ? Number(state.step) + 1 : 0) : place;
  STORY.steps.splice(at, place === null ? 0 : 1, kept);
  en.value = zh.value = "";
  change({ step: at });
  return announce(say("storyKept", { n: at + 1 }));
}

function removeStep() {
  STORY.steps.splice(Number(state.step), 1);
  change({ step: Math.max(0, Math.min(Number(state.step), STORY.steps.length - 1)) });
  storyParts.card.focus();
}
