// The details of what is selected: a party, a partnership, a tie, one part in a partnership, a programme.

/** Put the details of the selection into the panel. */
function renderDetails() {
  const box = $("details");
  const content = contentOf(state.selection);
  // The button that led here goes away with the old details: the keyboard stays in the new ones.
  const inside = content && box.contains(document.activeElement);
  box.hidden = !content;
  document.documentElement.dataset.details = content ? "open" : "";
  fill(box, content ? [detailsBar(), ...content] : []);
  if (inside) box.focus();
}

/** Make the details of what is open again: the reader's place in them, and what was unfolded, stay. */
function renewDetails() {
  const folded = () => /** @type {HTMLDetailsElement[]} */ ([...$("details").querySelectorAll("details.folded")]);
  const isOpen = folded().map((one) => one.open), { scrollTop } = $("panel");
  renderDetails();
  folded().forEach((one, index) => { one.open = isOpen[index]; });
  $("panel").scrollTop = scrollTop;
}

/**
 * What a selection is, in a few words.
 * @param {Chosen} selection
 */
function gistOf({ key, a, b, party, deal }) {
  if (a) return join([say("tie"), join([nameOf(a), nameOf(b)], " – ")], [": ", "："]);
  if (party) return join([say("part"), join([nameOf(party), nameOf(deal)], " – ")], [": ", "："]);
  const kind = DEALS.has(key) ? classLabel(DEALS.get(key).class) : PARTIES.has(key) ? classLabel(PARTIES.get(key).class) : say("programme");
  const count = PARTIES.has(key) ? [say("arcCount", { n: split(dealsOf(key))[0].length })] : [];
  return join([brief(nameOf(key), 80), kind, ...count], [", ", "，"]);
}

/** @param {any} selection */
function contentOf(selection) {
  if (!selection) return null;
  if (selection.party) return partContent(selection);
  if (selection.a) return tieContent(selection);
  if (DEALS.has(selection.key)) return dealContent(selection.key);
  if (PROGRAMMES.has(selection.key)) return programmeContent(selection.key);
  if (PARTIES.has(selection.key)) return partyContent(selection.key);
  return null;
}

function detailsBar() {
  const close = button("plain close", [glyph("close")], closeDetails);
  translate(close, "aria-label", say("close"));
  const back = past.length ? button("plain back", [raw("‹ "), words(say("back"))], goBack) : null;
  return el("div", "bar", [back || el("span"), close]);
}

/** Bring the details into view, as a click asks for. */
function showDetails() {
  $("panel").scrollTop = 0;
  openPanel(true);
  // What was tapped stays in sight beside the sheet.
  if (narrow() && state.selection && !state.sheet) reveal([state.selection.key || state.selection.a || state.selection.party]);
}

/**
 * @param {string} key
 * @param {any} kind
 */
function heading(key, kind) {
  return el("div", "title", [
    el("p", "kind", [mark(key), words(kind)]),
    prose(nameOf(key), "h2"),
  ]);
}

/** @param {any} record */
const also = (record) => (record.alt || []).length ? [prose(record.alt.join(" · "), "span", "alt")] : null;
/** @param {any} keys */
const openers = (keys) => (keys || []).length ? keys.map((/** @type {string} */ key) => openerOf(key, null, "inline")) : null;
/** @param {string | undefined} name */
const code = (name) => (name ? prose(codeLabel(name), "span") : null);
/** @param {string[]} names */
const codes = (names) => (names || []).length ? [prose(join(names.map(codeLabel), [", ", "、"]), "span")] : null;

// ---- a partnership

/** @param {string} key */
function dealContent(key) {
  const deal = DEALS.get(key);
  return [
    heading(key, classLabel(deal.class)),
    stageChip(deal),
    facts([
      ["agreement", code(deal.agreement)],
      ["sector", codes(deal.sectors)],
      ["programme", openers(deal.programmes)],
      ["partOf", openers(deal.partOf)],
      ["hasParts", openers(PARTS_OF.get(key))],
      ["carriedOutIn", openers(deal.places)],
      ["term", termOf(deal) ? words(termOf(deal)) : null],
      ["alsoCalled", also(deal)],
    ]),
    caveats(deal),
    section(say("evidence"), [evidenceOf(deal)]),
    section(say("parties"), [el("ul", "rows", (deal.parts || []).map((part) => partRow(part)))], "", (deal.parts || []).length),
    section(say("history"), [stageHistory(deal)]),
    section(say("figures"), figureCards(FIGURES_ABOUT.get(key), key)),
    section(say("statements"), STATEMENTS_ABOUT.get(key).map(statementCard)),
    citeBox(key),
  ];
}

/**
 * From when to when a partnership is agreed or planned to run; null where neither is said.
 * @param {any} deal
 */
function termOf({ start, end }) {
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (!start && !end) return null;
  // A year alone needs its word in Chinese: 自2018年起.
  const day = end || start, isYear = /^\d{4}$/.test(day);
  if (end) return say(isYear ? "termUntilYear" : "termUntil", { day });
  return say(isYear ? "termFromYear" : "termFrom", { day });
}

/** @param {any} deal */
function stageChip(deal) {
  const text = deal.stage ? codeLabel(deal.stage) : say("noStage");
  const last = (deal.stages || []).filter((/** @type {any} */ claim) => claim.stage === deal.stage).pop();
  return el("p", `stage-chip ${deal.phase}`, [words(brief(text)), last ? raw(` · ${dateOf(last)}`) : null]);
}

/** @param {any} part */
function partRow(part) {
  const role = part.role ? words(brief(codeLabel(part.role)), "span", "role") : null;
  const at = part.places ? el("span", "quiet", spaced([words(say("isIn")), ...openers(part.places)])) : null;
  return el("li", "", [openerOf(part.party, role), at, caveats(part), foldedEvidence(part)]);
}

/** @param {any} deal */
function stageHistory(deal) {
  const claims = deal.stages || [];
  if (!claims.length) return words(say("noStage"), "p", "quiet");
  return el("ol", "history", claims.map((/** @type {any} */ claim) => el("li", "", [
    el("p", "", spaced([raw(dateOf(claim), "time"), words(brief(codeLabel(claim.stage)), "b"), basisOf(claim)].filter(Boolean))),
    saidBy(claim),
    caveats(claim),
    foldedEvidence(claim),
  ])));
}

// ---- a party

/** @param {string} key */
function partyContent(key) {
  const party = PARTIES.get(key);
  const [shown, hidden] = split(dealsOf(key));
  return [
    heading(key, party.kind ? codeLabel(party.kind) : classLabel(party.class)),
    facts([
      ["level", code(party.level)],
      ["isIn", openers(party.regions)],
      ["affiliated", openers(party.affiliated)],
      ["code", party.code ? prose(party.code, "span") : null],
      ["alsoCalled", also(party)],
    ]),
    caveats(party),
    partnerList(key, shown),
    dealList(say("partnerships"), shown, hidden, true),
    section(say("figures"), [foldedCards(figureCards(figuresOf(key), key))]),
    section(say("statedAbout"), [foldedCards(STATEMENTS_ABOUT.get(key).map(statementCard))]),
    section(say("inside"), [foldedRows(INSIDE.get(key).slice().sort(byName).filter((k) => NODES.has(k)))], "", INSIDE.get(key).filter((k) => NODES.has(k)).length),
    section(say("evidence"), [evidenceOf(party)]),
    citeBox(key),
  ];
}

/**
 * The figures about a party, then those that flow from or to it, then those about what lies in it.
 * @param {string} key
 */
function figuresOf(key) {
  const flows = [...FIGURES.keys()].filter((f) => ["origin", "destination"].some((end) => (FIGURES.get(f)[end] || []).includes(key)));
  return unique([...FIGURES_ABOUT.get(key), ...flows, ...INSIDE.get(key).flatMap((inner) => FIGURES_ABOUT.get(inner))]);
}

/**
 * Partners with the number of shared partnerships; a partner opens the tie, which shows as many.
 * @param {string} key
 * @param {any} deals
 */
function partnerList(key, deals) {
  const counts = TIES ? tiedCounts(key) : partnerCounts(key, deals);
  const keys = [...counts.keys()].filter((other) => counts.get(other)).sort((a, b) => counts.get(b) - counts.get(a) || byName(a, b));
  const rows = keys.map((other) => el("li", "", [button("opener", [mark(other), words(brief(nameOf(other)), "span", "name"), raw(`×${counts.get(other)}`, "span", "times")], () => openDetails({ a: key, b: other }))]));
  return section(say(PARTIES.get(key).region ? "partnerRegions" : "partners"), [rows.length ? folded(rows) : null, rows.length ? endedNote(deals) : null], "", keys.length);
}

/** @param {string} key */
const tiedCounts = (key) => new Map(TIES_OF.get(key).map(({ a, b, deals }) => [a === key ? b : a, split(deals)[0].length]));

/**
 * The partners of a party, those of a region being regions; each counts what it and all inside it takes part in.
 * @param {string} key
 * @param {any} deals
 */
function partnerCounts(key, deals) {
  const own = membersOf(key);
  const named = (/** @type {any} */ part) => (PARTIES.get(key).region ? standsAt(part) : [part.party]);
  const othersOf = (/** @type {any} */ deal) => unique((DEALS.get(deal).parts || []).filter((part) => !countsFor(part, key, own)).flatMap(named));
  const others = new Map(deals.map((/** @type {any} */ deal) => [deal, othersOf(deal).filter((party) => PARTIES.has(party))]));
  const end = (/** @type {any} */ party) => (PARTIES.get(key).region ? ISLAND_OF.get(party) || party : party);
  const partners = new Set([...others.values()].flat().map(end).filter((one) => one !== "nowhere" && !own.has(one)));
  const counts = new Map();
  for (const parties of others.values()) {
    for (const one of unique(parties.flatMap((/** @type {any} */ party) => [party, ...withinOf(party)]))) {
      if (partners.has(one)) counts.set(one, (counts.get(one) || 0) + 1);
    }
  }
  return counts;
}

/**
 * How many of the partnerships that are counted have ended, if any has.
 * @param {any} deals
 */
function endedNote(deals) {
  const over = deals.filter((/** @type {any} */ deal) => DEALS.get(deal).ended).length;
  return over ? words(say("endedOf", { n: over }), "p", "quiet") : null;
}

/**
 * @param {any} title
 * @param {any} shown
 * @param {any} hidden
 * @param {boolean} [empty]
 */
function dealList(title, shown, hidden, empty = false) {
  const rows = shown.map((/** @type {any} */ deal) => el("li", "", [openerOf(deal, phaseTag(deal))]));
  const more = hidden ? words(say("hiddenByFilters", { n: hidden }), "p", "quiet") : null;
  const none = !rows.length && empty && !hidden ? words(say("noPartnerships"), "p", "quiet") : null;
  return section(title, [rows.length ? folded(rows) : null, none, endedNote(shown), more], "", shown.length);
}

/** @param {any} deal */
const phaseTag = (deal) => words(DEALS.get(deal).stage ? brief(codeLabel(DEALS.get(deal).stage)) : say("unknown"), "span", "role");
/** @param {any} keys */
const foldedRows = (keys) => (keys.length ? folded(keys.map((/** @type {string} */ key) => el("li", "", [openerOf(key)]))) : null);

/**
 * Cards of which the first ones are shown until more are asked for.
 * @param {any} cards
 * @param {number} [most]
 */
function foldedCards(cards, most = 5) {
  if (!cards.length) return null;
  const box = el("div", "", cards.slice(0, most));
  if (cards.length > most) {
    const more = button("plain more", [words(say("more", { n: cards.length - most }))], () => more.replaceWith(...cards.slice(most)));
    box.append(more);
  }
  return box;
}

/**
 * A list of which the first rows are shown until more are asked for.
 * @param {any[]} rows
 * @param {number} [most]
 */
function folded(rows, most = 12) {
  const list = el("ul", "rows", rows.slice(0, most));
  if (rows.length <= most) return list;
  const more = button("plain more", [words(say("more", { n: rows.length - most }))], () => {
    list.append(...rows.slice(most));
    more.remove();
  });
  return el("div", "", [list, more]);
}

// ---- a tie

/** @param {any} tie */
function tieContent(tie) {
  const { a, b } = tie;
  const [shown, hidden] = split(dealsOfTie(tie));
  const apart = tie.arc && [a, b].some((key) => INSIDE.get(key).some((inner) => ISLANDS.has(inner)));
  return [
    el("div", "title", [
      words(say("tie"), "p", "kind"),
      el("h2", "ends", [endNamed(a), raw("—", "span", "dash"), endNamed(b)]),
    ]),
    apart ? words(say("arcNote"), "p", "quiet") : null,
    section(say("behindTie"), [...shown.map(dealCard), endedNote(shown), hidden ? words(say("hiddenByFilters", { n: hidden }), "p", "quiet") : null,
      shown.length || hidden ? null : words(say("noPartnerships"), "p", "quiet")], "", shown.length),
    section(say("flows"), figureCards(flowsBetween(endsOf(tie)))),
    PACKS.has(a) || PACKS.has(b) ? null : citeBox(a, b),
  ];
}

/**
 * An end of a tie: a button to its details; a pack has none of its own.
 * @param {string} key
 */
const endNamed = (key) => (PACKS.has(key) ? words(brief(nameOf(key)), "span", "inline end") : openerOf(key, null, "inline end"));

/**
 * A partnership with its parties, stage and evidence, in brief.
 * @param {string} key
 */
function dealCard(key) {
  const deal = DEALS.get(key);
  return el("article", "deal", [
    openerOf(key),
    stageChip(deal),
    el("p", "with", partiesOf(key).flatMap((party) => [openerOf(party, null, "inline"), document.createTextNode(" ")])),
    foldedEvidence(deal),
  ]);
}

// ---- one part

/** @param {any} about */
function partContent({ party, deal }) {
  // A party can take part in one partnership more than once, in different roles.
  const parts = (DEALS.get(deal).parts || []).filter((one) => one.party === party);
  return [
    el("div", "title", [words(say("part"), "p", "kind"),
      el("h2", "ends", [openerOf(party, null, "inline end"), raw("—", "span", "dash"), openerOf(deal, null, "inline end")])]),
    ...parts.flatMap((part) => [
      facts([["role", code(part.role)]]),
      caveats(part),
      section(say("evidence"), [evidenceOf(part)]),
    ]),
    section(say("partnership"), [dealCard(deal)]),
    citeBox(deal),
  ];
}

// ---- a programme, a statement

/** @param {string} key */
function programmeContent(key) {
  const programme = PROGRAMMES.get(key);
  const [shown, hidden] = split(DEALS_OF_PROGRAMME.get(key));
  const period = [programme.start, programme.end].filter(Boolean).join(" – ");
  return [
    heading(key, say("programme")),
    facts([["owner", openers(programme.owners)], ["period", period ? raw(period) : null], ["alsoCalled", also(programme)]]),
    caveats(programme),
    section(say("evidence"), [evidenceOf(programme)]),
    dealList(say("runs"), shown, hidden),
    section(say("sets"), figureCards(unique([...FIGURES_OF_PROGRAMME.get(key), ...FIGURES_ABOUT.get(key)]))),
    section(say("statements"), STATEMENTS_ABOUT.get(key).map(statementCard)),
    citeBox(key),
  ];
}

/** @param {any} statement */
function statementCard(statement) {
  return el("article", "statement", [
    el("p", "", [statement.kind ? words(brief(codeLabel(statement.kind)), "span", "tag") : null]),
    prose(statement.label, "p", "said-gist"),
    facts([["sector", codes(statement.sectors)], ["partners", openers(statement.counterparts)], ["date", dateOf(statement) ? [raw(dateOf(statement)), basisOf(statement)].filter(Boolean) : null]]),
    saidBy(statement),
    caveats(statement),
    foldedEvidence(statement),
  ]);
}
