// Building the document. Text enters it here, through `textContent`, and nowhere else.

/**
 * An element with a class, attributes and children: elements, or null for none.
 * @template {string} T
 * @param {T} tag
 * @param {string} [className]
 * @param {any[]} [children]
 * @param {Record<string, any>} [attributes]
 * @returns {Made<T>}
 */
function el(tag, className = "", children = [], attributes = {}) {
  const element = /** @type {Made<T>} */ (document.createElement(tag));
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

/**
 * A text in both languages, of which the style sheet shows what was chosen.
 * @template {string} [T="span"]
 * @param {any} text
 * @param {T} [tag]
 * @param {string} [className]
 * @returns {Made<T>}
 */
function words(text, tag = /** @type {any} */ ("span"), className = "") {
  const [en, zh] = pair(text);
  const element = el(tag, className);
  if (en === zh) {
    element.append(span(en, "", isChinese(en) ? "zh" : ""));
  } else {
    // The reader's language comes first: where room is short, it is the other one that goes.
    const both = [[en, "en"], [zh, "zh"]];
    if (READER === "zh") both.reverse();
    const [[first, own], [second, other]] = both;
    // Digits of two languages do not run together.
    element.append(span(first, own, own), " ", span(second, `${other} other${both.every(([one]) => /\d/.test(one)) ? " parted" : ""}`, other));
  }
  return element;
}

/**
 * @param {any} text
 * @param {string} className
 * @param {string} lang
 */
function span(text, className, lang) {
  const element = el("span", className, [], lang ? { lang } : {});
  element.dir = "auto";
  // What of a name has no English stays Chinese: it is read out as that, and in its letters.
  if (lang === "zh" || !isChinese(text)) element.textContent = text;
  else element.append(...String(text).split(CHINESE_RUN).map((part, i) => (i % 2 ? span(part, "", "zh") : part)));
  return element;
}

/** Chinese characters, with the signs between them. */
const CHINESE_RUN = /([\u3400-\u9fff](?:[\u3000-\u303f\u3400-\u9fff\uff00-\uffef·…]*[\u3400-\u9fff])?)/;

/** @param {any} text */
const isChinese = (text) => /[\u3400-\u9fff]/.test(text);

/**
 * A text that is the same in every language: a number, a date, a hash.
 * @param {any} text
 * @param {string} [tag]
 * @param {string} [className]
 */
function raw(text, tag = "span", className = "") {
  const element = el(tag, className);
  element.textContent = text;
  return element;
}

/**
 * A button; what is inside it says what it does.
 * @param {string} className
 * @param {any} children
 * @param {any} onClick
 * @param {any} [attributes]
 */
function button(className, children, onClick, attributes = {}) {
  const element = el("button", className, children, { type: "button", ...attributes });
  element.addEventListener("click", onClick);
  return element;
}

/**
 * A button that shows something's details.
 * @param {string} key
 * @param {any} [extra]
 * @param {string} [className]
 */
function openerOf(key, extra = null, className = "opener") {
  const picture = className === "inline" ? null : mark(key);
  return button(className, [picture, words(brief(nameOf(key)), "span", "name"), extra], () => openDetails({ key }), { "data-key": key });
}

/**
 * A heading with the rows below it; nothing without rows.
 * @param {any} title
 * @param {any[]} rows
 * @param {string} className
 * @param {number | null} count
 */
function section(title, rows, className = "", count = null) {
  const filled = rows.filter(Boolean);
  if (!filled.length) return null;
  const heading = words(title, className === "facet" ? "h2" : "h3");
  if (count !== null) heading.append(raw(` (${count})`, "span", "count"));
  return el("section", className, [heading, ...filled]);
}

/**
 * A list of name and value, in two columns; null values are left out.
 * @param {any} pairs
 */
function facts(pairs) {
  const rows = pairs.filter((/** @type {any} */ [, value]) => value);
  if (!rows.length) return null;
  const list = el("dl", "facts");
  for (const [name, value] of rows) list.append(words(say(name), "dt"), el("dd", "", [].concat(value)));
  return list;
}

/**
 * Put other children into an element.
 * @param {any} element
 * @param {any} children
 */
function fill(element, children) {
  element.replaceChildren(...children.filter(Boolean));
}

/**
 * Buttons of which one is pressed.
 * @param {any} element
 * @param {any} label
 * @param {any} options
 * @param {any} current
 * @param {any} choose
 */
function segmented(element, label, options, current, choose) {
  translate(element, "aria-label", label);
  fill(element, options.map((/** @type {any} */ [value, text]) => {
    const item = button("", [words(text)], () => choose(value));
    item.dataset.value = value;
    return item;
  }));
  press(element, current);
}

/**
 * @param {any} element
 * @param {any} current
 */
function press(element, current) {
  for (const item of element.children) item.setAttribute("aria-pressed", String(item.dataset.value === current));
}

// A text longer than this is cut where it stands; the rest is a click away.
const LONG = 400;
const BRIEF = 150;

/**
 * The beginning of a text, for places that lead to the whole of it.
 * @param {any} text
 * @param {number} [most]
 * @returns {any}
 */
function brief(text, most = BRIEF) {
  const [en, zh] = pair(text).map((one) => (one.length > most ? [...one.slice(0, 2 * most)].slice(0, most).join("") + "…" : one));
  return en === zh ? en : [en, zh];
}

/**
 * A text that may be very long: of such a one the first lines, with a button for the rest.
 * @param {any} text
 * @param {string} [tag]
 * @param {string} [className]
 * @param {number} [most]
 */
function prose(text, tag = "p", className = "", most = LONG) {
  const element = words(text, tag, className);
  const more = cut(element, text, most);
  return more ? el("div", "long", [element, more]) : element;
}

/**
 * Cut an element's text to a few lines if it is very long; the button that shows the rest, or null.
 * @param {any} element
 * @param {any} text
 * @param {number} [most]
 */
function cut(element, text, most = LONG) {
  if (pair(text).every((one) => one.length <= most)) return null;
  element.classList.add("cut");
  const more = button("plain more", [words(say("showAll"))], () => {
    const isCut = element.classList.toggle("cut");
    more.setAttribute("aria-expanded", String(!isCut));
    fill(more, [words(say(isCut ? "showAll" : "fewer"))]);
  });
  more.setAttribute("aria-expanded", "false");
  return more;
}

/**
 * Do something when an element's size has changed: a frame later, as within the same one it could be a loop.
 * @param {any} element
 * @param {() => void} act
 */
function onResize(element, act) {
  new ResizeObserver(() => requestAnimationFrame(act)).observe(element);
}

/**
 * Have a screen reader say something, when it has finished what it is saying.
 * @param {any} text
 */
function announce(text) {
  fill($("said"), [words(brief(text))]);
}

/**
 * Say something that the reader did not ask for, until the next change.
 * @param {any} text
 */
function notify(text) {
  fill($("notice"), [words(text)]);
  $("notice").hidden = false;
  announce(text);
}

/**
 * A part of the page by its id; page.html has every one that is asked for.
 * @template {string} Id
 * @param {Id} id
 * @returns {Id extends keyof Parts ? Parts[Id] : HTMLElement}
 */
const $ = (id) => /** @type {any} */ (document.getElementById(id));
