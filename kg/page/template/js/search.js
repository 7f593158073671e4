// Search in both languages: parties, partnerships, programmes, sectors and sources, by name, other name, id or code, all
// folded alike; two names at once open their tie. One slip of the keys is forgiven, and initials of pinyin are enough.
/** @type {any[] | null} */
let haystack = null; // made when somebody searches: of tens of thousands of names it takes a while
function haystackNow() {
  haystack = haystack || [
  ...[...PARTIES, ...DEALS, ...PROGRAMMES]
    .filter(([key]) => NODES.has(key) || DEALS.has(key) || PROGRAMMES.has(key))
    .map(([key, record]) => ({ hit: { key }, names: [...pair(record.label), ...(record.alt || []), key.split("/").pop(), record.code || ""].map(fold) })),
  ...valuesOf("sectors").map((value) => ({ hit: { facet: "sectors", value }, names: [...pair(CODES.get(value)), value.split("/").pop()].map(fold) })),
  ...valuesOf("sources").filter((value) => DATA.sources[value])
    .map((value) => ({ hit: { facet: "sources", value }, names: [DATA.sources[value].label, DATA.sources[value].publisher || ""].flatMap(pair).map(fold) })),
  ].map((entry) => ({ ...entry, all: entry.names.join("\n") }));
  return haystack;
}

/** @type {any[]} */
let hits = [];
let active = -1;

const MOST_HITS = 12;
const weights = new Map();
/**
 * Of things that a query says alike, a party comes first, the one with most partnerships; a region has those of all that lie in it.
 * @param {any} about
 */
function weightOf({ key }) {
  if (!key) return 0.5;
  if (!weights.has(key)) weights.set(key, PARTIES.has(key) ? 1 + Math.min(dealsOf(key).length, 900) / 1000 : 0);
  return weights.get(key);
}

/**
 * What a query finds, the best first: what has all its words, then a tie of two names, then what it nearly says.
 * @param {string} query
 */
function find(query) {
  const wanted = fold(query).split(" ").filter(Boolean);
  if (!wanted.length) return [];
  const found = ranked((/** @type {any} */ { names, all }) => {
    if (!wanted.every((word) => all.includes(word))) return 0;
    if (names.some((/** @type {string} */ name) => name === wanted.join(" "))) return 4;
    return names.some((/** @type {string} */ name) => name.startsWith(wanted[0])) ? 3 : 1;
  });
  const tie = wanted.length > 1 ? tieSaid(wanted) : null;
  if (found.length || tie) return [...(tie ? [tie] : []), ...found];
  const near = nearlySaid(wanted);
  return near.length ? near : untiedSaid(wanted);
}

/** @param {any} score */
function ranked(score) {
  return haystackNow().map((entry) => [score(entry), entry]).filter(([points]) => points)
    .map(([points, { hit }]) => [points + weightOf(hit), hit])
    .sort((a, b) => b[0] - a[0] || (idOf(a[1]) < idOf(b[1]) ? -1 : 1)).map(([, hit]) => hit);
}

/** @param {any} about */
const idOf = ({ key, facet, value, a, b }) => key || (facet ? `${facet}/${value}` : `${a}|${b}`);

/** How many parties that some words may name are tried for a tie. */
const NAMESAKES = 8;

/**
 * The parties that some words name, the best first; those that they nearly name where they name none.
 * @param {any[]} words
 */
function partiesSaid(words) {
  const said = words.join(" ");
  const named = (/** @type {any} */ test) => ranked((/** @type {any} */ entry) => (entry.hit.key && PARTIES.has(entry.hit.key) ? test(entry) : 0)).slice(0, NAMESAKES).map(({ key }) => key);
  const found = named((/** @type {any} */ { names, all }) => {
    if (!words.every((/** @type {string} */ word) => all.includes(word))) return 0;
    return names.includes(said) ? 5 : names.some((/** @type {string} */ name) => name.startsWith(words[0])) ? 3 : 1;
  });
  return found.length ? found : named((/** @type {any} */ { names }) => (words.every((/** @type {string} */ word) => names.some((/** @type {string} */ name) => name.split(" ").some((/** @type {any} */ part) => nearlyEqual(word, part)))) ? 1 : 0));
}

/**
 * The tie of two parties that the words name one after the other, if there is one.
 * @param {any[]} words
 */
function tieSaid(words) {
  for (let i = 1; i < words.length; i += 1) {
    // Of namesakes, as a town and the zone that is called after it, the first two that are tied.
    const others = partiesSaid(words.slice(i));
    for (const a of others.length ? partiesSaid(words.slice(0, i)) : []) {
      const b = others.find((one) => one !== a && dealsBetween(a, one).length);
      if (b) return { a, b };
    }
  }
  return null;
}

/**
 * The two parties that the words name one after the other, which nothing ties: each is offered, and that is said.
 * @param {string[]} wanted
 */
function untiedSaid(wanted) {
  for (let i = 1; i < wanted.length; i += 1) {
    const [a] = partiesSaid(wanted.slice(0, i)), [b] = partiesSaid(wanted.slice(i)).filter((one) => one !== a);
    if (a && b) return [a, b].map((key) => ({ key, untied: true }));
  }
  return [];
}

/**
 * What a query says but for one slip of the keys in each word, or by the initials of pinyin.
 * @param {string[]} wanted
 */
function nearlySaid(wanted) {
  return ranked((/** @type {any} */ { hit, names }) => {
    if (wanted.length === 1 && wanted[0].length > 1 && hit.key && PARTIES.has(hit.key) && names.some((/** @type {string} */ name) => (initialsOf(name) + levelOf(names)).startsWith(wanted[0]) && initialsOf(name))) return 2;
    const parts = names.flatMap((/** @type {string} */ name) => name.split(" "));
    if (!wanted.every((/** @type {string} */ word) => parts.some((/** @type {any} */ part) => nearlyEqual(word, part)))) return 0;
    return names.some((/** @type {string} */ name) => nearlyEqual(wanted.join(" "), name) && Math.abs(name.length - wanted.join(" ").length) < 2) ? 2 : 1;
  });
}

/**
 * Whether a word is another, or the beginning of it, with one letter wrong, missing, too many or changed with its neighbour.
 * @param {string} word
 * @param {any} other
 */
function nearlyEqual(word, other) {
  const least = /[\u2e80-\uffef]/.test(word) ? 3 : 4;
  if (word.length < least || Math.abs(word.length - other.length) > 1 && word.length > other.length) return other.startsWith(word);
  let i = 0;
  while (i < word.length && word[i] === other[i]) i += 1;
  const rest = word.slice(i), there = other.slice(i);
  return !rest || there.startsWith(rest.slice(1)) || there.slice(1).startsWith(rest) || there.slice(1).startsWith(rest.slice(1))
    || (rest.length > 1 && there[0] === rest[1] && there[1] === rest[0] && there.slice(2).startsWith(rest.slice(2)));
}

// The syllables of pinyin, as far as they tell where one ends: the longest comes first.
const SYLLABLE = /(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)(?![aeiou])|(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)/y;

/**
 * The first letters of the syllables of a name in pinyin: hy of haiyan; empty if it is none.
 * @param {string} name
 */
function initialsOf(name) {
  const [word] = name.split(" ");
  if (!/^[a-z]+$/.test(word)) return "";
  let initials = "";
  SYLLABLE.lastIndex = 0;
  while (SYLLABLE.lastIndex < word.length) {
    const start = SYLLABLE.lastIndex;
    if (!SYLLABLE.test(word)) return "";
    initials += word[start];
  }
  return initials;
}

const LEVEL = /(?:新区|街道|(?:自治)?[省市县区州盟旗]|[镇乡])$/;
/** @type {Record<string, string>} */
const LEVEL_INITIALS = { 新: "x", 区: "q", 街: "j", 道: "d", 自: "z", 治: "z", 省: "s", 市: "s", 县: "x", 州: "z", 盟: "m", 旗: "q", 镇: "z", 乡: "x" };

/**
 * The initials of what the Chinese name of a region ends with, which its English name has not: the s of txs, 桐乡市.
 * @param {string[]} names
 */
function levelOf(names) {
  const [level] = names.map((/** @type {string} */ name) => LEVEL.exec(name)).find(Boolean) || [""];
  return [...level].map((sign) => LEVEL_INITIALS[sign]).join("");
}

function startSearch() {
  const input = $("search");
  translate(input, "placeholder", say("search"));
  translate(input, "aria-label", say("search"));
  translate($("hits"), "aria-label", say("searchHits"));
  input.addEventListener("input", () => showHits(find(input.value), input.value.trim() !== ""));
  input.addEventListener("keydown", onSearchKey);
  // Later, as the press on a hit takes the focus away; unless the reader has come back meanwhile.
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && showHits([], false), 150));
}

/**
 * What a hit is called, with its picture and what else is to be said of it.
 * @param {any} hit
 */
function hitParts(hit) {
  if (hit.a) return [words(join([brief(nameOf(hit.a), 50), brief(nameOf(hit.b), 50)], " – "), "span", "name"), words(say("tie"), "span", "role")];
  if (hit.facet) {
    const text = hit.facet === "sectors" ? codeLabel(hit.value) : DATA.sources[hit.value].label;
    return [words(brief(text, 90), "span", "name"), words(say(hit.facet === "sectors" ? "sector" : "source"), "span", "role")];
  }
  return [mark(hit.key), words(brief(nameOf(hit.key), 90), "span", "name"), isHiddenHit(hit.key) ? words(say("hiddenHit"), "span", "role") : null];
}

/**
 * @param {any} found
 * @param {any} asked
 */
function showHits(found, asked) {
  hits = found.slice(0, MOST_HITS);
  active = found.length ? 0 : -1;
  const rows = hits.map((/** @type {any} */ hit, /** @type {number} */ i) => {
    const row = el("li", "hit", hitParts(hit), { role: "option", id: `hit-${i}` });
    row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(i); });
    return row;
  });
  const isUntied = rows.length > 0 && hits[0].untied === true;
  const none = el("li", "quiet", [words(say(isUntied ? "noTie" : "noHits"))], { role: "option", "aria-disabled": "true", "aria-selected": "false" });
  const text = found.length > hits.length ? say("hitsOf", { n: hits.length, all: found.length }) : say("hits", { n: found.length });
  // What is not to be chosen stands last: hits are told by their places.
  fill($("hits"), !asked || (rows.length && !isUntied) ? rows : [...rows, none]);
  $("hits").dataset.count = rows.length ? plain(text) : "";
  $("hits").hidden = !asked;
  $("search").setAttribute("aria-expanded", String(asked));
  if (asked) announce(rows.length && !isUntied ? text : say(isUntied ? "noTie" : "noHits"));
  markActive();
}

function markActive() {
  [...$("hits").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
  if (active >= 0) $("hits").children[active].scrollIntoView({ block: "nearest" });
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `hit-${active}`);
  else $("search").removeAttribute("aria-activedescendant");
}

/** @param {any} event */
function onSearchKey(event) {
  const step = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
  if (step && hits.length) {
    event.preventDefault();
    active = (active + step + hits.length) % hits.length;
    markActive();
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if ($("hits").hidden) $("search").blur();
    $("search").value = "";
    showHits([], false);
  }
}

/** @param {string} key */
const isHiddenHit = (key) => (DEALS.has(key) && !SHOWN.deals.has(key)) || (NODES.has(key) && PARTIES.has(key) && !SHOWN.parties.has(key));

/**
 * Open a hit: a sector or a source filters, anything else opens; one that filters hide clears them.
 * @param {number} index
 */
function choose(index) {
  const hit = hits[index];
  $("search").value = "";
  showHits([], false);
  if (hit.facet) return toggle(hit.facet, hit.value, true);
  if (hit.a) {
    openDetails({ a: hit.a, b: hit.b }, { sheet: "" });
    return reveal([hit.a, hit.b]);
  }
  const { key } = hit;
  const cleared = isHiddenHit(key), more = cleared ? noFilters() : {};
  if (state.drawing === "regions" && !ISLANDS.has(key)) {
    const islands = DEALS.has(key) ? partiesOf(key).slice(0, 1).map((party) => ISLAND_OF.get(party)) : [ISLAND_OF.get(key)];
    more.expanded = new Set([...state.expanded, ...islands.filter(Boolean)]);
  }
  openDetails({ key }, more);
  if (cleared) notify(say("filtersCleared", { name: plain(brief(nameOf(key), 60)) }));
  const focus = SCENE.focus ? [...SCENE.focus.nodes] : [key];
  return reveal(focus.length > 40 ? [key] : focus);
}
