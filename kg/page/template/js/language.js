// Text in EN, 中文 or both. Every text stands in the document in both languages, each marked with its
// own `lang`; the style sheet hides the other one. So nothing is ever left in the wrong language.
// Attributes (placeholder, aria-label) and the drawing are put in the current language by hand.
const LANGUAGES = [["en", "EN"], ["zh", "中文"], ["both", "双语"]];

/**
 * A text as a pair, whatever form it has.
 * @type {(text: any) => any[]}
 */
const pair = (text) => (Array.isArray(text) ? text : [String(text), String(text)]);

/**
 * A string of the page itself, with numbers, their thousands parted, and names filled in; `{n:s}` is what stands behind a
 * word of which there is not just one, and `{n:has:have}` what stands for one, and for any other number.
 * @param {string} name
 * @param {Record<string, any>} values
 */
function say(name, values = {}) {
  /** @type {(value: any) => string} */
  const put = (value) => (typeof value === "number" ? grouped(value) : apart(String(value)));
  /** @type {(text: string) => string} */
  const fill = (text) =>
    text.replace(/\{(\w+)(?::([\w ]+))?(?::([\w ]*))?\}/g, (_, /** @type {string} */ key, /** @type {string | undefined} */ one, /** @type {string | undefined} */ many) => {
      if (one === undefined) return key in values ? put(values[key]) : "";
      return many === undefined ? (values[key] === 1 ? "" : one) : values[key] === 1 ? one : many;
    });
  return pair(STRINGS[name]).map(fill);
}

/**
 * A number, or a decimal that is written out, with its thousands parted, the same in every language.
 * @type {(number: number | string) => string}
 */
const grouped = (number) => String(number).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));

/**
 * A text that, if it turns the direction of writing, turns only its own.
 * @type {(text: string) => string}
 */
const apart = (text) => (/[\u202a-\u202e\u2066-\u2069]/.test(text) ? `\u2068${text.replace(/\u2069/g, "")}\u2069` : text);

/**
 * Texts put together, in each language for itself.
 * @param {any[]} texts
 * @param {string | string[]} separators
 */
function join(texts, separators = [" · ", " · "]) {
  const pairs = texts.map(pair);
  return [0, 1].map((i) => pairs.map((text) => text[i]).join(pair(separators)[i]));
}

/**
 * The text in the current language, as one line; in both, the reader's own first. It may be read out: a stroke would be too.
 * @param {any} text
 */
function plain(text) {
  return inOneRow(lines(text), "; ");
}

/**
 * The same as it is written on a drawing.
 * @param {any} text
 */
const painted = (text) => inOneRow(lines(text), " | ");

/**
 * A text's two languages in one row. Where there are figures in it they are parted by more than a space: digits of the one
 * that run on into those of the other are another number.
 * @param {string[]} rows
 * @param {string} sign
 */
const inOneRow = (rows, sign) => rows.join(rows.every((row) => /\d/.test(row)) ? sign : " ");

/** The reader's own language, as the browser says; the page's where it says neither of the two. */
const READER = [...(navigator.languages || []), document.documentElement.lang].map((one) => one.slice(0, 2)).find((one) => one === "zh" || one === "en") || "en";

/**
 * The lines that the drawing writes: one, or in both languages two, the reader's own first.
 * @param {any} text
 * @returns {string[]}
 */
function lines(text) {
  const [en, zh] = pair(text);
  if (state.lang === "both") return en === zh ? [en] : READER === "zh" ? [zh, en] : [en, zh];
  return [state.lang === "zh" ? zh : en];
}

/** @type {[Element, string, any][]} */
const translated = [];

/**
 * Keep an attribute in the current language.
 * @param {Element} element
 * @param {string} attribute
 * @param {any} text
 */
function translate(element, attribute, text) {
  translated.push([element, attribute, text]);
  element.setAttribute(attribute, plain(text));
}

/** Put the document in a language. */
function applyLanguage() {
  const root = document.documentElement;
  root.dataset.lang = state.lang;
  root.lang = state.lang === "zh" ? "zh" : "en";
  document.title = plain(DATA.meta.title);
  for (const [element, attribute, text] of translated) element.setAttribute(attribute, plain(text));
}
