// The sheet about the data: what it covers, in numbers, and what is left out and why.

/** How many of the partnerships say something, of those that there are. */
/** @type {(test: (deal: any, key: string) => any) => [string, string] | string[]} */
const coveredBy = (test) => say("shareOf", { n: [...DEALS].filter(([key, deal]) => test(deal, key)).length, all: DEALS.size });

function coverageRows() {
  const named = [...PARTIES.keys()].filter((key) => NODES.has(key));
  const taking = new Set([...DEALS.keys()].flatMap(partiesOf));
  const days = [...DEALS.values()].flatMap((deal) => (deal.stages || []).map((/** @type {any} */ claim) => claim.date)).filter(Boolean).sort();
  const placed = named.filter((key) => ISLAND_OF.get(key) !== "nowhere");
  return [
    ["coverParties", say("coverPartiesOf", { n: [...taking].filter((key) => PARTIES.has(key)).length, all: named.length })],
    ["coverStage", coveredBy((deal) => deal.stage)],
    ["coverDates", days.length ? `${days[0].slice(0, 4)}–${days[days.length - 1].slice(0, 4)}` : say("unknown")],
    ["coverDated", coveredBy((_, key) => yearsOf(key).length)],
    ["coverSector", coveredBy((deal) => (deal.sectors || []).length)],
    ["coverEvidence", coveredBy((_, key) => sourcesOf(key).length)],
    ["coverExact", coveredBy((deal) => (deal.evidence || []).some((/** @type {number} */ place) => isNumber(DATA.passages[place][1])))],
    ["coverOpen", coveredBy((deal) => deal.open || deal.ambiguity)],
    ["coverPlaced", say("shareOf", { n: placed.length, all: named.length })],
    ["coverFigures", say("coverFiguresOf", { targets: [...FIGURES.values()].filter((one) => one.target).length, done: [...FIGURES.values()].filter((one) => !one.target).length, said: DATA.statements.length })],
  ];
}

/** How many names have no English, or none of a part of theirs. */
const unenglish = () => [...NODES.keys()].filter((key) => isChinese(pair(nameOf(key))[0])).length;

/** What is not on the page, each with the reason. */
function leftOut() {
  const apart = PARTIES.size - [...PARTIES.keys()].filter((key) => NODES.has(key)).length;
  const missing = DATA.meta.whole - DEALS.size;
  return [
    say("leftUnreported"),
    say("leftSentences"),
    missing > 0 ? say("leftProjection", { n: missing, all: DATA.meta.whole }) : null,
    ...DATA.meta.remarks.map(pair),
    apart > 0 ? say("leftRegions", { n: apart }) : null,
    unenglish() ? say("leftEnglish", { n: unenglish() }) : null,
    ISLANDS.has("nowhere") ? say("leftNowhere", { n: ISLANDS.get("nowhere").members.length }) : null,
    [...DEALS.values()].some((deal) => deal.ended) ? say("leftEnded", { n: [...DEALS.values()].filter((deal) => deal.ended).length }) : null,
    say("leftBearing"),
  ].filter(Boolean);
}

function startCoverage() {
  fill($("data-sheet"), [words(say("aboutData"))]);
  $("data-sheet").addEventListener("click", openCoverage);
  translate($("coverage"), "aria-label", say("aboutData"));
}

/** Show the sheet; it is written anew each time, as copies that the reader has opened are named in it. */
function openCoverage() {
  const { dataSet, version, licence } = DATA.meta;
  const rows = coverageRows().flatMap(([name, value]) => [words(say(String(name)), "dt"), el("dd", "", [words(value)])]);
  const cited = unique(DATA.passages.map((/** @type {any[]} */ [source]) => source)).filter((number) => DATA.sources[number]);
  const sources = cited.slice(0, MOST_NAMED).map((number) => {
    const { publisher, issued, characters } = DATA.sources[number];
    const more = [publisher ? plainPair(publisher) : "", issued || "", characters ? plain(say("characters", { n: characters })) : ""].filter(Boolean);
    return el("li", "", [sourceNamed(number), more.length ? raw(` · ${brief(more.join(" · "), 200)}`, "span", "quiet") : null]);
  });
  fill($("coverage"), [
    words(say("aboutData"), "h2"),
    prose(join([dataSet || DATA.meta.title, version ? say("footVersion", { version }) : null].filter(Boolean))),
    licence ? el("p", "", [licenceOf(licence)]) : null,
    words(say("coverTitle"), "h3"),
    el("dl", "facts", rows),
    words(say("leftTitle"), "h3"),
    el("ul", "left-out", leftOut().map((text) => el("li", "", [prose(text, "span")]))),
    words(say("sources"), "h3"),
    el("ul", "left-out", sources),
    button("plain", [words(say("close"))], () => $("coverage").close()),
  ]);
  if (!$("coverage").open) $("coverage").showModal();
  $("coverage").scrollTop = 0;
}
