// What stands around a saved picture, so that it says by itself what it shows: title, counts and filters above; below
// the key, what is left out, the sources, the data and their licence. One painting for PNG and SVG.
const KEY = { row: 22, sign: 7, gap: 16 };

/**
 * Texts cut into lines that fit a width, in the language of the page.
 * @param {any} texts
 * @param {number} width
 * @param {number} size
 * @param {number} [weight]
 */
function fitted(texts, width, size, weight = 400) {
  const measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  measuring.font = `${weight} ${size}px ${FONT}`;
  const isWide = (/** @type {string} */ row) => measuring.measureText(row.trimEnd()).width > width;
  return texts.map((/** @type {any} */ text) => brief(text, 600)).flatMap((/** @type {any} */ text) => (state.lang === "both" ? unique(pair(text)) : [plain(text)])).flatMap((/** @type {any} */ text) => {
    const rows = [""];
    const add = (/** @type {string} */ part) => {
      if (rows[rows.length - 1] && isWide(rows[rows.length - 1] + part)) rows.push("");
      rows[rows.length - 1] += part;
    };
    // A word that is wider than a line, an address say, goes on in the next one.
    for (const part of text.match(PARTS_OF_LINES) || []) (isWide(part) ? [...part] : [part]).forEach(add);
    return rows.map((row) => row.trimEnd());
  });
}

// Where a line may end: before and behind a sign of Chinese, and behind blanks.
const PARTS_OF_LINES = /[\u2e80-\ud7ff\uf900-\uffef\u{20000}-\u{3ffff}]|[^\s\u2e80-\ud7ff\uf900-\uffef\u{20000}-\u{3ffff}]+\s*|\s+/gu;

/** The filters that are on, in words. */
function filtersInWords() {
  const sign = (/** @type {any} */ value) => (STRINGS[value] ? say(value) : classLabel(value));
  const list = (/** @type {any} */ values) => join(values, [", ", "、"]);
  const parts = [
    state.hidden.size ? say("without", { names: "\u0000" }).map((text, i) => text.replace("\u0000", () => list([...state.hidden].sort().map(sign))[i])) : null,
    state.sectors.size ? list([...state.sectors].map(codeLabel)) : null,
    state.regions.size ? list([...state.regions].map(nameOf)) : null,
    state.kinds.size ? list([...state.kinds].map(codeLabel)) : null,
    state.sources.size ? list([...state.sources].map((source) => sourceInWords(Number(source)))) : null,
    state.years ? state.years.join("–") : null,
    ...daysInWords(),
  ].filter(Boolean);
  return parts.length ? [say("withFilters", { filters: "\u0000" }).map((text, i) => text.replace("\u0000", () => join(parts, ["; ", "；"])[i]))] : [];
}

/** The signs that are drawn: how to paint each, and what it means. */
function signsDrawn() {
  const drawn = [...SCENE.nodes.keys()];
  return [...keySigns(), ...dealSigns(drawn.filter((key) => DEALS.has(key))), ...scaleSigns()];
}

/** What the key explains and the drawing holds, but for the classes and phases of partnerships. */
function keySigns() {
  const signs = signsOfKey().filter(({ name, drawn }) => name !== "partnership" && drawn());
  return signs.map(({ paint, text }) => [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => paint(ctx, x, y, KEY.sign), text]);
}

/** @param {any} drawn */
function partySigns(drawn) {
  const kinds = PARTY_KINDS.filter((kind) => drawn.some((/** @type {string} */ key) => (NODES.get(key) || {}).kind === kind));
  return kinds.map((kind) => [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => drawParty(ctx, kind, x, y, KEY.sign, kindColour(kind)), say(kind)]);
}

/** @param {any} drawn */
function dealSigns(drawn) {
  const deals = drawn.map((/** @type {string} */ key) => DEALS.get(key));
  const classes = state.colourBy === "class" ? unique(deals.map((/** @type {any} */ deal) => deal.class)).sort() : [];
  const phases = PHASE_ORDER.filter((phase) => deals.some((/** @type {any} */ deal) => deal.phase === phase));
  return [
    ...classes.map((name) => [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => drawDeal(ctx, "operating", x, y, KEY.sign, classColour(name)), classLabel(name)]),
    ...phases.map((phase) => [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y) => drawDeal(ctx, phase, x, y, KEY.sign, theme().deals[5]), phaseName(phase)]),
  ];
}

/**
 * What a view shows, in the first sentence of its help.
 * @param {any} text
 */
const firstSentence = (text) => pair(text).map((one) => (/^.*?(?:\.(?= |$)|。)/.exec(one) || [one])[0]);

/**
 * How the frame around a picture of some width is made up, and how high its parts are.
 * @param {number} width
 * @param {any[]} [more]
 */
function frameOf(width, more = []) {
  const room = width - 2 * NOTE.margin;
  const view = viewNow();
  const title = fitted([DATA.meta.title], room, 16, 600);
  const gist = view ? firstSentence(say(view.help)) : "";
  const told = [view ? say(VIEW_TITLES[state.sheet]) : "", $("summary").firstChild ? summaryNow() : "", view ? "" : drawnInWords() || ""];
  const selected = state.selection ? [join([say("selectedNow"), gistOf(state.selection)], [" ", ""])] : [];
  const counts = fitted([gist, join(told.filter((text) => plain(text))), ...filtersInWords(), ...selected].filter((text) => plain(text)), room, NOTE.size + 1);
  /** @type {any[][]} */
  const rows = [[]];
  const measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  measuring.font = `400 ${NOTE.size}px ${FONT}`;
  let across = 0;
  for (const [paint, text] of view ? viewSigns() : signsDrawn()) {
    const words = fit(brief(text, 90), room - 2 * KEY.sign - 6, NOTE.size), wide = 2 * KEY.sign + 6 + measuring.measureText(words).width + KEY.gap;
    if (across + wide > room && across) {
      rows.push([]);
      across = 0;
    }
    rows[rows.length - 1].push([paint, words, across]);
    across += wide;
  }
  const notes = fitted([...more, ...notesBelow()], room, NOTE.size);
  const top = NOTE.margin + 21 * title.length + 17 * counts.length + 4;
  const keyRows = rows.filter((row) => row.length);
  return { title, counts, rows: keyRows, notes, top, bottom: KEY.row * keyRows.length + NOTE.line * notes.length + 2 * NOTE.margin };
}

/**
 * Paint the frame; the drawing lies between its parts.
 * @param {Pen} ctx
 * @param {any} about
 * @param {any} theAbout
 */
function paintFrame(ctx, { title, counts, rows, notes, top }, { height }) {
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  const write = (/** @type {any} */ text, /** @type {number} */ y, /** @type {number} */ size, /** @type {number} */ weight, /** @type {string} */ colour) => {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.fillStyle = colour;
    ctx.fillText(text, NOTE.margin, y);
  };
  title.forEach((/** @type {any} */ text, /** @type {number} */ i) => write(text, NOTE.margin + 21 * i, 16, 600, theme().ink));
  counts.forEach((/** @type {any} */ text, /** @type {number} */ i) => write(text, NOTE.margin + 21 * title.length + 17 * i, NOTE.size + 1, 400, theme().soft));
  let y = top + height + NOTE.margin;
  for (const row of rows) {
    for (const [paint, words, across] of row) {
      const x = NOTE.margin + across + KEY.sign;
      paint(ctx, x, y + KEY.sign + 2);
      ctx.font = `400 ${NOTE.size}px ${FONT}`;
      ctx.fillStyle = theme().ink;
      ctx.textAlign = "left";
      ctx.textBaseline = "top";
      ctx.fillText(words, x + KEY.sign + 6, y + 3);
    }
    y += KEY.row;
  }
  notes.forEach((/** @type {any} */ text, /** @type {number} */ i) => write(text, y + NOTE.line * i, NOTE.size, 400, theme().soft));
}
