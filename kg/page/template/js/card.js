// What stands on the drawing at first sight: a sentence on what it shows, and the signs that one needs to read it. Below
// it how much of everything is drawn.
let isCardClosed = false;

/**
 * The two sides that most partnerships join, with how many those are and whether other two have as many; null where no two
 * sides are joined. A city and the province that it lies in are no two sides.
 */
function foremostSides() {
  if (sides.of !== SHOWN.deals) sides = { of: SHOWN.deals, found: sidesOf() };
  return sides.found;
}

let sides = { of: /** @type {Set<string> | null} */ (null), found: /** @type {{sides: string[], count: number, isShared: boolean} | null} */ (null) };

function sidesOf() {
  const counts = new Map();
  for (const deal of SHOWN.deals) {
    // What has no place is on no side: it would be one with all that has none either.
    const touched = unique(TRAITS.get(deal).regions.map((key) => ISLANDS.get(key).group)).filter((key) => key !== "nowhere").sort();
    touched.forEach((a, i) => touched.slice(i + 1).filter((b) => !INSIDE.get(a).includes(b) && !INSIDE.get(b).includes(a)).forEach((b) => addTo(counts, `${a}|${b}`, deal)));
  }
  const [best, next] = [...counts].sort((x, y) => y[1].size - x[1].size || (x[0] < y[0] ? -1 : 1));
  return best ? { sides: best[0].split("|"), count: best[1].size, isShared: Boolean(next) && next[1].size === best[1].size } : null;
}

/** What the drawing shows, in a sentence. */
function gistOfDrawing() {
  const n = SHOWN.deals.size;
  if (TIES) return say("cardTies", { ties: countTies(), n });
  const found = foremostSides();
  if (!found || found.count < 2) return SHOWN.places.size > 2 ? say("cardPlaces", { n, places: SHOWN.places.size }) : say("cardOne", { n });
  const isMany = 2 * found.count < n && SHOWN.places.size > 2;
  // Of several that are first one would be named by chance.
  if (isMany && found.isShared) return say("cardEven", { n: found.count, all: n });
  const [a, b] = found.sides.map((key) => brief(nameOf(key), 40));
  return say(isMany ? "cardMany" : "cardSides", { n: found.count, a: "\u0001", b: "\u0002", all: n })
    .map((text, i) => text.replace("\u0001", () => pair(a)[i]).replace("\u0002", () => pair(b)[i]));
}

/** The signs of the card: four at most, those without which the drawing cannot be read. */
function firstSigns() {
  const drawn = signsOfKey().filter((sign) => sign.drawn());
  const wanted = state.drawing === "regions" && !TIES ? ["disc", "arc", "hollow", "shoal"] : TIES ? ["region", "institution", "arc", "disc"] : ["region", "institution", "partnership", "dash"];
  return wanted.map((name) => drawn.find((sign) => sign.name === name)).filter((sign) => sign !== undefined);
}

function renderCard() {
  const hidden = isCardClosed || state.sheet !== "" || state.selection !== null || !SHOWN.deals.size || isPart() || (narrow() && state.step !== null);
  $("card").hidden = hidden;
  renderDrawn();
  if (hidden) return fill($("card"), []);
  const close = button("plain close", [glyph("close")], () => {
    isCardClosed = true;
    renderCard();
    $("canvas").focus();
  });
  close.setAttribute("aria-label", plain(say("close")));
  const signs = firstSigns().map(({ name, paint, text }) => el("li", "", [icon(name === "institution" ? name : "", paint), words(text, "span", "name")]));
  $("card").setAttribute("aria-label", plain(say("cardTitle")));
  const help = state.drawing === "regions" ? say("overviewHint") : null;
  return fill($("card"), [words(gistOfDrawing(), "p"), tiesUndrawn(), el("ul", "legend key", signs), help && !narrow() && state.lang !== "both" ? words(help, "p", "quiet") : null, close]);
}

/** How many of the ties are drawn, where it is not all of them: what has no line may be tied all the same. */
function tiesUndrawn() {
  const { ties } = SCENE;
  return ties && ties.drawn < ties.all ? words(say("tiesDrawnOnly", { n: ties.drawn, all: ties.all }), "p") : null;
}

/** How much is drawn of what passes the filters, and how many of the regions have their names; null where it is all. */
function drawnInWords() {
  const { ties } = SCENE, parts = [partInWords(), ties && ties.drawn < ties.all ? say("tiesDrawn", { n: ties.drawn, all: ties.all }) : null, arrangedInWords(), namedInWords()].filter(Boolean);
  return parts.length ? join(parts, ["; ", "；"]) : null;
}

/** Up to so many regions that found no place for their names are named in words. */
const FEW_NAMELESS = 3;

/** How many of the regions have their names on the drawing, and of few others which they are; null where all have. */
function namedInWords() {
  const { n, all, missing } = NAMED;
  if (n >= all) return null;
  if (missing.length > FEW_NAMELESS) return say(matchMedia("(pointer: coarse)").matches ? "namedTap" : "namedPoint", { n, all });
  const names = join(missing.map((key) => brief(nameOf(key), 40)), [", ", "、"]);
  return say("namedBut", { n, all, names: "\u0000" }).map((text, i) => text.replace("\u0000", () => names[i]));
}

/** What place means where the page itself has given the foremost of very many theirs. */
const arrangedInWords = () => (isPart() && isCrowded && arrangedBy && SCENE.nodes.size ? say(arrangedBy, { by: "\u0000" }).map((text, i) => text.replace("\u0000", () => pair(measureNow().label)[i].toLowerCase())) : null);

/** How much is drawn of what passes the filters; null where it is all. */
function partInWords() {
  if (SCENE.foremost !== null) return foremostInWords(SCENE.foremost);
  if (state.drawing === "regions" && !TIES && !isCrowded) {
    const islands = [...SCENE.nodes.keys()].filter(isIslandRegion).length, all = NODES.size;
    return SCENE.nodes.size < all ? say("drawnRegions", { n: SCENE.nodes.size, all: all, regions: islands }) : null;
  }
  return SCENE.nodes.size < NODES.size ? say("drawnOf", { n: SCENE.nodes.size, all: NODES.size }) : null;
}

/**
 * Of a large network which part is drawn: how many, by what, of how many.
 * @param {number} n
 */
function foremostInWords(n) {
  const all = state.drawing === "regions" ? SHOWN.places.size : SHOWN.taking.size, deals = [...SCENE.nodes.keys()].filter((key) => DEALS.has(key)).length;
  const own = `drawnMost_${state.measure}`, said = say(own in STRINGS ? own : "drawnMost", { n, all, by: "\u0000" });
  const by = pair(measureNow().label), first = said.map((text, i) => text.replace("\u0000", () => by[i]));
  return deals ? join([first, say("drawnBetween", { n: deals })], [", ", "，"]) : first;
}

function renderDrawn() {
  const text = state.sheet ? null : drawnInWords();
  $("drawn").hidden = text === null;
  fill($("drawn"), text ? [words(text)] : []);
}

/** Put the card into that corner of the drawing where it covers least. */
function placeCard() {
  const card = $("card");
  if (card.hidden) return;
  const view = screenView(), { offsetWidth: w, offsetHeight: h } = card;
  const corners = [["start", "top"], ["end", "top"], ["end", "bottom"]];
  const boxes = SCENE.lands.map(({ place: [x, y, r] }) => ({ at: view.toScreen({ x, y }), r: r * view.scale + 14 }))
    .concat([...SCENE.nodes.values()].map((node) => ({ at: view.toScreen(node), r: 14 })));
  /** @param {string[]} corner */
  const cost = ([side, end]) => {
    const x = side === "start" ? 14 : view.width - 14 - w, y = end === "top" ? 12 : view.height - 40 - h;
    return boxes.filter(({ at, r }) => at.x + r > x && at.x - r < x + w && at.y + r > y && at.y - r < y + h).length;
  };
  const [, [side, end]] = corners.map((corner, i) => /** @type {const} */ ([cost(corner) + i / 10, corner])).sort((a, b) => a[0] - b[0])[0];
  card.className = `card ${side} ${end}`;
}
