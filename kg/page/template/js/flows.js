// Flows: figures by where they come from and where they go, a scale for each measure. Figures of one kind, way and period are
// added where the data allow it; every other figure is a bar of its own that says why it is in no sum.
const APART = new Map(Object.entries(PACKED.views.apart).flatMap(([reason, numbers]) => numbers.map((/** @type {number} */ number) => [`f${number}`, reason])));
const FLOW = { head: 32, axis: 24, way: 24, bar: 20, left: 14 };

VIEWS.flows = {
  name: "flows", help: "flowsHelp",
  lay: layFlows,
  paint: paintFlows,
  table: flowsTable,
  signs: flowSigns,
  key: flowSigns,
};

/** The four signs of flows: two kinds of bars, the pale one, and the arrow of a bound; those that are drawn. */
function flowSigns() {
  const bars = flowGroups().flatMap((group) => group.ways.flatMap((/** @type {any} */ way) => way.bars.map((/** @type {any} */ bar) => ({ bar, target: way.target }))));
  /** @type {(about: {target: boolean, apart: boolean}) => (ctx: Pen, x: number, y: number, r?: number) => void} */
  const like = (about) => (ctx, x, y, r = KEY.sign) => flowBar(ctx, x - r * 1.15, y - r * 0.7, r * 2.3, r * 1.4, about);
  /** @type {[boolean, (ctx: Pen, x: number, y: number, r?: number) => void, any][]} */
  const signs = [
    [bars.some(({ target }) => !target), like({ target: false, apart: false }), say("achieved")],
    [bars.some(({ target }) => target), like({ target: true, apart: false }), say("target")],
    [bars.some(({ bar, target }) => !target && bar.reason), like({ target: false, apart: true }), say("flowApart")],
    [bars.some(({ bar }) => boundWay(bar) !== 0), (ctx, x, y, r = KEY.sign) => arrow(ctx, x - r, x + r, y, r * 0.6, r * 0.23), say("flowBound")],
  ];
  return signs.filter(([is]) => is).map(([, paint, text]) => [paint, text]);
}

const flows = () => [...FIGURES.keys()].filter((id) => ["origin", "destination", "via"].some((end) => (FIGURES.get(id)[end] || []).length));

/**
 * Whether a figure passes the filters: as what it is about does, and by its own sectors, sources, years and days.
 * @param {string} id
 */
function isFigureShown(id) {
  const figure = FIGURES.get(id), { about } = figure;
  if (DEALS.has(about) ? !SHOWN.deals.has(about) : state.hidden.has((NODES.get(about) || {}).kind)) return false;
  if (!counts(/** @type {any} */ (figure), state.asOf, state.knownBy)) return false;
  if (DEALS.has(about)) return true;
  const regions = [about, ...(figure.origin || []), ...(figure.destination || []), ...(figure.via || [])].map((key) => ISLAND_OF.get(key) || key);
  const sources = (figure.evidence || []).map((index) => String(DATA.passages[index][0]));
  const year = figure.date ? [Number(figure.date.slice(0, 4))] : [];
  const some = (/** @type {Set<string>} */ set, /** @type {any} */ values) => !set.size || values.some((/** @type {any} */ value) => set.has(value));
  return some(state.regions, regions) && some(state.sectors, figure.sectors || []) && some(state.sources, sources)
    && some(state.kinds, [PARTIES.get(about)?.kind]) && (!state.years || year.some(inYears));
}

/**
 * The sum of decimals that are written out, exactly.
 * @param {any} texts
 */
function addDecimals(texts) {
  const places = highest(texts.map((/** @type {any} */ text) => (text.split(".")[1] || "").length));
  const whole = texts.reduce((/** @type {any} */ sum, /** @type {any} */ text) => {
    const [before, after = ""] = text.split(".");
    return sum + BigInt(before + after.padEnd(places, "0"));
  }, 0n);
  if (!places) return String(whole);
  const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, "0");
  return `${whole < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}

/**
 * The flows that are shown, by measure and unit; in each by way, target or achievement, and kind of capital; there one bar
 * for what may be added, period by period, and one for each figure that may not.
 */
function flowGroups() {
  const groups = new Map(), join3 = (/** @type {any[]} */ ...parts) => parts.join("\n");
  for (const id of flows().filter(isFigureShown)) {
    const f = FIGURES.get(id), name = join3(f.measure || "", f.unit || "");
    if (!groups.has(name)) groups.set(name, { measure: f.measure, unit: f.unit, ways: new Map() });
    const { ways } = groups.get(name), ends = [f.origin, f.destination, f.via].map((keys) => (keys || []).slice().sort());
    const way = join3(...ends.map((keys) => keys.join("|")), f.target ? 1 : 0, f.capital || "");
    if (!ways.has(way)) ways.set(way, { ends, target: Boolean(f.target), capital: f.capital, added: new Map(), bars: [] });
    const held = ways.get(way), period = join3(f.start || "", f.end || "");
    if (APART.has(id) || !/^-?\d+(\.\d+)?$/.test(f.value || "")) held.bars.push({ figures: [id], value: f.value || "0", reason: APART.get(id) || "measure" });
    else if (held.added.has(period)) held.added.get(period).push(id);
    else held.added.set(period, [id]);
  }
  const ordered = [...groups.values()].map((group) => ({ ...group, ways: [...group.ways.values()].map(withSums) }));
  const size = (/** @type {any} */ group) => highest(group.ways.flatMap((/** @type {any} */ { bars }) => bars.map((/** @type {any} */ { value }) => Math.abs(Number(value)))));
  for (const group of ordered) {
    group.most = size(group) || 1;
    group.ways.sort((/** @type {any} */ a, /** @type {any} */ b) => Number(b.bars[0].value) - Number(a.bars[0].value) || (plain(wayInWords(a)) < plain(wayInWords(b)) ? -1 : 1));
  }
  return ordered.sort((a, b) => b.ways.length - a.ways.length || ((a.measure || "") < (b.measure || "") ? -1 : 1));
}

/** @param {any} about */
function withSums({ added, bars, ...way }) {
  const sums = [...added.values()].map((figures) => ({ figures, value: addDecimals(figures.map((/** @type {string} */ id) => FIGURES.get(id).value)), reason: "" }));
  const all = [...sums, ...bars].sort((a, b) => Number(a.reason !== "") - Number(b.reason !== "") || Number(b.value) - Number(a.value));
  return { ...way, bars: all };
}

/**
 * From whom to whom, and through whom.
 * @param {any} way
 */
const wayInWords = (way) => join(wayParts(way), [", ", "，"]);

/** @param {any} about */
function wayParts({ ends: [origin, destination, via] }) {
  const named = (/** @type {any} */ keys) => (keys.length ? join(keys.map((/** @type {string} */ key) => brief(nameOf(key), 60)), [", ", "、"]) : say("notStated"));
  const way = join([named(origin), named(destination)], [" → ", " → "]);
  return [way, via.length ? join([say("via"), named(via)], [" ", ""]) : null].filter(Boolean);
}

/**
 * A bar in words: what it comes to, of when, and why it is in no sum or of how many figures it is one.
 * @param {any} bar
 */
const barInWords = (bar) => join(barParts(bar), [" · ", " · "]);

/** @param {any} about */
function barParts({ figures, value, reason }) {
  const first = FIGURES.get(figures[0]);
  const amountOf = figures.length > 1 ? measured({ ...first, value }) : quantity(first);
  const about = figures.length === 1 && !["origin", "destination"].some((end) => (first[end] || []).includes(first.about)) ? brief(nameOf(first.about), 60) : null;
  return [amountOf, periodOf(first) || null, figures.length > 1 ? say("flowSum", { n: figures.length }) : null, about, reason ? say(`apart_${reason}`) : null].filter(Boolean);
}

/**
 * Parts of a text in a row of the drawing: of two languages each part in both, side by side, so that an amount stands
 * beside the same amount and a period once; where that does not fit, the reader's own.
 * @param {any[]} parts
 * @param {number} width
 * @param {number} size
 * @param {number} [weight]
 */
function partsInRow(parts, width, size, weight = 400) {
  const measuring = measure2d(), row = parts.map((part) => painted(brief(part, 60))).join(" · ");
  measuring.font = `${weight} ${size}px ${FONT}`;
  return measuring.measureText(row).width <= width ? row : fit(lines(join(parts, [" · ", " · "]))[0], width, size, weight);
}

/**
 * The round values that are written along the scale of a measure, so few that they can be read: from nothing up to the
 * first that no bar goes beyond, at which the scale ends.
 * @param {any} group
 * @param {number} longest how many pixels the scale has
 */
function flowTicks(group, longest) {
  const measuring = measure2d(), { unit } = group;
  measuring.font = `400 10.5px ${FONT}`;
  const told = (/** @type {number} */ value) => fit(lines(measured({ value: String(Number(value.toPrecision(6))), unit }))[0], Math.min(110, longest), 10.5);
  for (const share of [4, 2.5, 1.6, 1]) {
    const rough = group.most / share, power = 10 ** Math.floor(Math.log10(rough)), step = ([5, 2, 1].find((one) => one * power <= rough * 1.0001) || 1) * power;
    const ticks = Array.from({ length: Math.ceil(group.most / step * 0.9999) + 1 }, (_, i) => ({ at: i * step, x: 0, text: i ? told(i * step) : "0" })), end = ticks[ticks.length - 1].at;
    for (const tick of ticks) tick.x = FLOW.left + tick.at / end * longest;
    const widest = highest(ticks.slice(1).map(({ text }) => measuring.measureText(text).width));
    if (step / end * longest > widest + 14) return ticks;
    // Of one that is wider than the scale there is only the greatest, at its end.
    if (share === 1) return [ticks[0], ticks[ticks.length - 1]];
  }
  return [];
}

/** @param {any} about */
function layFlows({ width }) {
  const groups = flowGroups(), rows = /** @type {any[]} */ ([]), marks = /** @type {Mark[]} */ ([]);
  const longest = Math.max(60, Math.round(width * (width < 560 ? 0.28 : 0.42)));
  let y = 6;
  for (const group of groups) {
    const ticks = flowTicks(group, longest), end = ticks.length ? ticks[ticks.length - 1].at : group.most;
    rows.push({ group, ticks, y });
    y += FLOW.head + FLOW.axis;
    for (const way of group.ways) {
      rows.push({ way, y });
      y += FLOW.way;
      for (const bar of way.bars) {
        const length = Math.max(2, Math.abs(Number(bar.value)) / end * longest), first = FIGURES.get(bar.figures[0]);
        const [origin, destination] = way.ends;
        const tie = origin.length === 1 && destination.length === 1 && origin[0] !== destination[0] && PARTIES.has(origin[0]) && PARTIES.has(destination[0]);
        /** @type {any} */
        const mark = {
          x: FLOW.left, y: y + 2, w: Math.max(length, 16), h: FLOW.bar - 5, bar, way, length, thing: tie ? { a: origin[0], b: destination[0] } : { key: first.about },
          lights: unique([...origin, ...destination, ...bar.figures.map((/** @type {string} */ id) => FIGURES.get(id).about)]),
          text: join([group.measure ? codeLabel(group.measure) : say("figures"), wayInWords(way), say(way.target ? "target" : "achieved"), barInWords(bar)], [", ", "，"]),
        };
        rows.push({ mark, y });
        marks.push(mark);
        y += FLOW.bar;
      }
      y += 4;
    }
    y += 8;
  }
  const find = (/** @type {any} */ _, /** @type {any} */ top, /** @type {Frame} */ sight) => (top < FLOW.head + FLOW.axis && headOver(rows, sight.y) ? null : marks.find((mark) => top + sight.y >= mark.y - 2 && top + sight.y <= mark.y + FLOW.bar - 3) || null);
  const named = new Set(flows()), silent = [...FIGURES.keys()].filter((id) => !named.has(id));
  const targets = silent.filter((id) => FIGURES.get(id).target).length;
  const notes = silent.length ? [join([say("flowSilent", { n: silent.length }), ...(targets ? [say("flowSilentTargets", { n: targets })] : [])], [", ", "，"])] : [];
  const beyond = (/** @type {Frame} */ sight) => ({ below: marks.filter((mark) => mark.y + mark.h / 2 > sight.y + sight.height - 14).length, unit: "barsBelow" });
  return { width, height: y + 8, rows, marks, find, beyond, pad: { left: 0, top: FLOW.head + FLOW.axis }, notes, note: silent.length ? words(notes[0], "p") : null };
}

/**
 * A bar: filled is achieved, hollow and dashed a target; one that is in no sum is pale.
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {any} about
 */
function flowBar(ctx, x, y, w, h, { target, apart }) {
  // No kind of partnership has this colour: a bar may be of any.
  const colour = theme().arc;
  if (!target) {
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = alpha * (apart ? 0.3 : 0.9);
    fillBox(ctx, x, y, w, h, colour);
    ctx.globalAlpha = alpha;
  }
  if (target) ctx.setLineDash([4, 3]);
  if (target || apart) frameBox(ctx, x + 0.5, y + 0.5, Math.max(1, w - 1), h - 1, colour, 1.2);
  ctx.setLineDash([]);
}

/**
 * An arrow at the end of a bar whose figure is a bound: the true one may be greater, or smaller.
 * @param {Pen} ctx
 * @param {any} about
 */
function boundArrow(ctx, { bar, x, y, h, length }) {
  const way = boundWay(bar);
  if (!way) return 0;
  const from = x + length + (way > 0 ? 2 : 14);
  arrow(ctx, from, from + way * 12, y + h / 2, 4, 1.6);
  return 16;
}

/**
 * Whether the true figure may be greater (1) or smaller (-1) than what a bar says; 0 where it is no bound.
 * @param {any} bar
 */
function boundWay({ figures }) {
  const bound = figures.length === 1 && FIGURES.get(figures[0]).bound;
  return !bound ? 0 : /(atLeast|moreThan)$/.test(bound) ? 1 : /(upTo|atMost|lessThan)$/.test(bound) ? -1 : 0;
}

/**
 * A level arrow.
 * @param {Pen} ctx
 * @param {number} from
 * @param {number} to
 * @param {number} y
 * @param {number} head how far its head spreads
 * @param {number} width
 */
function arrow(ctx, from, to, y, head, width) {
  const way = Math.sign(to - from);
  rule(ctx, from, y, to, y, theme().ink, width);
  ctx.beginPath();
  ctx.moveTo(to - way * head, y - head);
  ctx.lineTo(to, y);
  ctx.lineTo(to - way * head, y + head);
  ctx.stroke();
}

/**
 * The head that stays at the upper edge while the bars of its measure roll under it, and how far the next one has pushed it
 * out; null where no measure begins above.
 * @param {any[]} rows
 * @param {number} y
 */
function headOver(rows, y) {
  const heads = rows.filter(({ group }) => group), at = heads.findLastIndex((head) => head.y < y);
  if (at < 0) return null;
  const next = heads[at + 1], high = FLOW.head + FLOW.axis;
  return { row: heads[at], top: next ? Math.min(0, next.y - y - high) : 0 };
}

/**
 * The head of a measure: its name, and the scale that its bars have.
 * @param {Pen} ctx
 * @param {any} row
 * @param {number} top
 * @param {number} width
 */
function paintFlowHead(ctx, { group, ticks }, top, width) {
  const { soft } = theme(), y = top + FLOW.head + FLOW.axis - 8;
  const title = [group.measure ? brief(codeLabel(group.measure), 60) : say("figures"), group.unit && CODES.has(group.unit) ? brief(CODES.get(group.unit), 30) : null].filter(Boolean);
  write(ctx, partsInRow(title, width - 28, 13.5, 600), FLOW.left, top + 18, { size: 13.5, weight: 600 });
  if (!ticks.length) return;
  const last = ticks[ticks.length - 1].x;
  rule(ctx, FLOW.left, y, last, y, soft);
  for (const { x, text } of ticks) {
    rule(ctx, x, y - 4, x, y, soft);
    write(ctx, text, x, y - 11, { size: 10.5, align: x === FLOW.left ? "left" : "center", colour: soft });
  }
}

/**
 * @param {Pen} ctx
 * @param {any} laid
 * @param {Frame} sight
 */
function paintFlows(ctx, laid, sight) {
  const { rows } = laid, { ink, soft, land, select } = theme();
  if (!rows.length) return sayNothing(ctx, say(flows().length ? "flowsFiltered" : "flowsEmpty"), sight);
  for (const { group, ticks, way, mark, y } of rows) {
    const top = y - sight.y;
    if (top < -60 || top > sight.height + 10) continue;
    if (group) paintFlowHead(ctx, { group, ticks }, top, sight.width);
    else if (way) {
      const parts = [...wayParts(way), say(way.target ? "target" : "achieved"), way.capital ? brief(codeLabel(way.capital), 40) : null].filter(Boolean);
      write(ctx, partsInRow(parts, sight.width - 28, 12.5), FLOW.left, top + 13, { size: 12.5, colour: ink });
    } else {
      const lit = LIT.size > 0 && mark.lights.some(isLit) && (LIT.size === 1 || mark.lights.every(isLit));
      if (lit) fillBox(ctx, 0, top, sight.width, FLOW.bar - 1, land);
      ctx.globalAlpha = stands(mark.lights) ? 1 : 0.3;
      const seen = { ...mark, y: mark.y - sight.y };
      flowBar(ctx, mark.x, seen.y, mark.length, mark.h, { target: mark.way.target, apart: mark.bar.reason !== "" });
      if (lit) frameBox(ctx, mark.x - 1, seen.y - 1, mark.length + 2, mark.h + 2, select, 1.5);
      const at = mark.x + mark.length + 8 + boundArrow(ctx, seen);
      write(ctx, partsInRow(barParts(mark.bar), sight.width - at - 8, 11.5), at, seen.y + mark.h / 2, { size: 11.5, colour: mark.bar.reason ? soft : ink });
      ctx.globalAlpha = 1;
    }
  }
  const over = headOver(rows, sight.y);
  if (over) {
    fillBox(ctx, 0, over.top, sight.width, FLOW.head + FLOW.axis, theme().paper);
    paintFlowHead(ctx, over.row, over.top, sight.width);
    rule(ctx, 0, over.top + FLOW.head + FLOW.axis, sight.width, over.top + FLOW.head + FLOW.axis, theme().landEdge);
  }
  return null;
}

/** Every bar, a row each. */
function flowsTable() {
  const bars = flowGroups().flatMap((group) => group.ways.flatMap((/** @type {any} */ way) => way.bars.map((/** @type {any} */ bar) => ({ group, way, bar }))));
  if (!bars.length) return [words(say(flows().length ? "flowsFiltered" : "flowsEmpty"), "p", "empty-note")];
  const of = new Map(bars.map((one) => [one.bar.figures.join(" "), one])), keys = [...of.keys()], first = (/** @type {string} */ id) => FIGURES.get(of.get(id).bar.figures[0]);
  const ends = (/** @type {any} */ place) => ({
    title: say(place ? "flowTo" : "flowFrom"), value: (/** @type {string} */ id) => of.get(id).way.ends[place].map(nameOf).map(plain).join(" "),
    cell: (/** @type {string} */ id) => (of.get(id).way.ends[place].length ? el("span", "", spaced(of.get(id).way.ends[place].map((/** @type {string} */ key) => openerOf(key, null, "inline")))) : words(say("notStated"), "span", "quiet")),
  });
  const value = (/** @type {string} */ id) => (of.get(id).bar.figures.length > 1 ? measured({ ...first(id), value: of.get(id).bar.value }) : quantity(first(id)));
  return [sortableTable({ id: "flows", keys, caption: say("flowsCaption"), columns: [
    { ...textColumn("flowMeasure", (/** @type {string} */ id) => (first(id).measure ? codeLabel(first(id).measure) : say("figures"))), head: true },
    ends(0), ends(1),
    textColumn("kind", (/** @type {string} */ id) => say(of.get(id).way.target ? "target" : "achieved")),
    { title: say("flowValue"), number: true, value: (/** @type {string} */ id) => Number(of.get(id).bar.value), cell: (/** @type {string} */ id) => words(brief(value(id), 120)) },
    textColumn("period", (/** @type {string} */ id) => periodOf(first(id)) || "—"),
    textColumn("flowAdded", (/** @type {string} */ id) => { const { figures, reason } = of.get(id).bar; return reason ? say(`apart_${reason}`) : figures.length > 1 ? say("flowSum", { n: figures.length }) : say("flowAlone"); }),
  ] })];
}
