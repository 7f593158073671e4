// Search in both languages, by name, other name, id or code, all folded alike.
const HAYSTACK = [...PARTIES, ...DEALS, ...PROGRAMMES]
  .filter(([key]) => NODES.has(key) || DEALS.has(key) || PROGRAMMES.has(key))
  .map(([key, record]) => ({ key, names: [...pair(record.label), ...(record.alt || []), key.split("/").pop(), record.code || ""].map(fold) }));

let hits = [];
let active = -1;

/** The keys whose names have all the words, names that begin with them first. */
function find(query) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const score = (names) => {
    const all = names.join("\n");
    if (!wanted.every((word) => all.includes(word))) return 0;
    if (names.some((name) => name === wanted.join(" "))) return 4;
    return names.some((name) => name.startsWith(wanted[0])) ? 3 : 1;
  };
  const weight = (key) => (PARTIES.has(key) ? 1 + Math.min(DEALS_OF.get(key).length, 900) / 1000 : 0);
  return HAYSTACK.map(({ key, names }) => [score(names), key]).filter(([points]) => points)
    .map(([points, key]) => [points + weight(key), key])
    .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1)).slice(0, 12).map(([, key]) => key);
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

function showHits(found, asked) {
  hits = found;
  active = found.length ? 0 : -1;
  const rows = found.map((key, i) => {
    const row = el("li", "hit", [mark(key), words(brief(nameOf(key), 90), "span", "name"), isHiddenHit(key) ? words(say("hiddenHit"), "span", "role") : null], { role: "option", id: `hit-${i}` });
    row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(i); });
    return row;
  });
  const none = el("li", "quiet", [words(say("noHits"))], { role: "option", "aria-disabled": "true", "aria-selected": "false" });
  fill($("hits"), rows.length || !asked ? rows : [none]);
  $("hits").hidden = !asked;
  $("search").setAttribute("aria-expanded", String(asked));
  if (asked) announce(rows.length ? say("hits", { n: rows.length }) : say("noHits"));
  markActive();
}

function markActive() {
  [...$("hits").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
  if (active >= 0) $("hits").children[active].scrollIntoView({ block: "nearest" });
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `hit-${active}`);
  else $("search").removeAttribute("aria-activedescendant");
}

function onSearchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
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

const isHiddenHit = (key) => (DEALS.has(key) && !SHOWN.deals.has(key)) || (NODES.has(key) && PARTIES.has(key) && !SHOWN.parties.has(key));

/** Open a hit; one that filters hide clears them. */
function choose(index) {
  const key = hits[index];
  $("search").value = "";
  showHits([], false);
  const cleared = isHiddenHit(key);
  if (cleared) change(noFilters());
  if (state.drawing === "regions" && !ISLANDS.has(key)) {
    const islands = DEALS.has(key) ? partiesOf(key).slice(0, 1).map((party) => ISLAND_OF.get(party)) : [ISLAND_OF.get(key)];
    change({ expanded: new Set([...state.expanded, ...islands.filter(Boolean)]) });
  }
  open({ key });
  if (cleared) notify(say("filtersCleared", { name: plain(brief(nameOf(key), 60)) }));
  const focus = SCENE.focus ? [...SCENE.focus.nodes] : [key];
  reveal(focus.length > 40 ? [key] : focus);
}
