// Building the document. Text enters it here, through `textContent`, and nowhere else.

const $ = (id) => document.getElementById(id);

/** An element with a class, children (elements or texts; null for none) and attributes. */
function el(tag, className = "", children = [], attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** A text of the data: its direction is its own, and turns nothing beside it. */
function said(text, className = "", tag = "bdi") {
  const element = el(tag, className, [], { dir: "auto" });
  element.textContent = text;
  return element;
}

/** A button; what is inside it says what it does. */
function button(className, children, onClick, attributes = {}) {
  const element = el("button", className, children, { type: "button", ...attributes });
  element.addEventListener("click", onClick);
  return element;
}

/** Put other children into an element. */
function fill(element, children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== ""));
}

/** A text that is no longer than a line. */
const brief = (text, most = 80) => (text.length > most ? [...text.slice(0, 2 * most)].slice(0, most).join("") + "…" : text);

/** The text of a pair in the reader's language. */
const plain = (pair) => (Array.isArray(pair) ? pair[state.lang === "zh" ? 1 : 0] || pair[0] || pair[1] : String(pair));

/** A string of the page itself, with numbers and names filled in. */
function say(name, values = {}) {
  const texts = STRINGS[name];
  if (!texts) throw new Error(`No string ${name}`);
  return plain(texts).replace(/\{(\w+)\}/g, (_, key) => (key in values ? String(values[key]) : ""));
}

/** Have a screen reader say something, when it has finished what it is saying. */
function announce(text) {
  $("said").textContent = text;
}

let told = 0;

/** Tell what a key did, or why it did nothing: seen for a while, and said to a screen reader. */
function tell(text) {
  announce(text);
  $("told").textContent = text;
  $("told").hidden = false;
  clearTimeout(told);
  told = setTimeout(() => { $("told").hidden = true; }, 4000 + 60 * text.length);
}

/** A name for comparing: without case, width and accents. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase().trim();
