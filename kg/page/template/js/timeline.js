// The time line: a row for each partnership with the stages that were claimed of it, when each was true and from when it
// was known; and the bar of two days that every view follows.
const TIMES = { row: 24, two: 30, axis: 68, low: 46, pad: 14 };
/** A narrower time line writes names in two lines, a lower one gives less room to its axis. */
const SMALL_TIMES = { width: 560, height: 230 };
/** On so many days a source may have spoken for each to have its line; of more none has. */
const MOST_REPORTS = 12;

VIEWS.time = {
  name: "time", help: "timeHelp",
  lay: layTime,
  paint: paintTime,
  table: timeTable,
  signs: () => timeSigns(),
  key: () => [[(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => drawDeal(ctx, "building", x, y, r * 0.9, theme().deals[5]), say("timeStage")], ...timeSigns()],
  start: startClock,
};

/** What the time line has beside the signs of stages: the line of a report, the ring of a source, the span of a date. */
const timeSigns = () => [
  ...(PLANE.laid && PLANE.laid.reports && PLANE.laid.reports.length ? [[(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => rule(ctx, x, y - r, x, y + r, theme().arc, r * 0.24), say("timeReport")]] : []),
  [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => knownRing(ctx, x, y, r * 0.95), say("timeKnown")],
  [(/** @type {Pen} */ ctx, /** @type {number} */ x, /** @type {number} */ y, r = KEY.sign) => rule(ctx, x - r, y, x + r, y, theme().soft, r * 0.4), say("timeSpan")],
];

/** @param {any} day */
const dayNumber = (day) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 864e5;
/** @param {number} number */
const dayOf = (number) => new Date(number * 864e5).toISOString().slice(0, 10);

/** The partnerships that pass the other filters, those with the oldest claims first; the rest of the days only dims them. */
function timeRows() {
  const dated = (/** @type {string} */ key) => (DEALS.get(key).stages || []).filter(({ date }) => isDay(String(date)));
  const rows = [...DEALS.keys()].filter((key) => passes(key, "days")).map((key) => ({ key, claims: dated(key), y: 0 }));
  const start = (/** @type {any} */ { claims }) => (claims.length ? lastDayOf(claims[0]) : "\uffff");
  const phase = (/** @type {any} */ { key }) => PHASE_ORDER.indexOf(SPOKEN.get(key).phase);
  return rows.sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : phase(b) - phase(a) || byName(a.key, b.key)));
}

/** @param {any} about */
function layTime({ width, height }) {
  const rows = timeRows(), isNarrow = width < SMALL_TIMES.width, high = isNarrow ? TIMES.two : TIMES.row, axis = height < SMALL_TIMES.height ? TIMES.low : TIMES.axis, left = nameWidth(rows, width);
  const claims = rows.flatMap((row) => row.claims), dated = claims.length > 0;
  const days = [...claims.flatMap((claim) => [firstDayOf(claim), lastDayOf(claim), knownFrom(claim)]), state.asOf, state.knownBy].filter(isDay).map(dayNumber);
  const from = lowest(days), to = highest(days), room = Math.max(width - left - 2 * TIMES.pad - 8, 60);
  const margin = Math.max((to - from) * 0.03, 15);
  const at = (/** @type {any} */ day) => left + TIMES.pad + (dayNumber(day) - from + margin) / (to - from + 2 * margin) * room;
  /** @type {any[]} */
  const marks = [];
  rows.forEach((row, i) => {
    row.y = axis + i * high;
    const base = { h: 14, y: row.y + high / 2 - 7, thing: { key: row.key }, lights: [row.key] };
    for (const claim of row.claims) marks.push({ ...base, x: at(lastDayOf(claim)) - 7, w: 14, text: claimInWords(row.key, claim) });
    if (!row.claims.length) marks.push({ ...base, x: left + TIMES.pad, w: 14, text: join([nameOf(row.key), say("noDay")], [": ", "："]) });
  });
  const find = (/** @type {any} */ x, /** @type {any} */ y, /** @type {Frame} */ sight) => {
    const row = rows[Math.floor((y + sight.y - axis) / high)];
    if (!row || y < axis) return null;
    const own = marks.filter((mark) => mark.thing.key === row.key).sort((a, b) => Math.abs(a.x + 7 - x) - Math.abs(b.x + 7 - x));
    return own[0] || null;
  };
  const reports = unique(claims.map(knownFrom).filter(isDay)).sort();
  /** Of how many rows only the day of a report is told, by that day. @type {Map<string, number>} */
  const alone = new Map();
  for (const row of rows) {
    const told = unique(row.claims.flatMap((claim) => [firstDayOf(claim), lastDayOf(claim), knownFrom(claim)]));
    if (told.length === 1 && isDay(told[0])) alone.set(told[0], (alone.get(told[0]) || 0) + 1);
  }
  const beyond = (/** @type {Frame} */ sight) => ({ below: rows.length - Math.floor((sight.y + sight.height - axis) / high + 0.3) });
  return { width: Math.min(width, left + room + 2 * TIMES.pad), height: axis + rows.length * high + 12, high, axis, isNarrow, rows, marks, find, beyond, left, at, dated, reports: reports.length <= MOST_REPORTS ? reports : [], alone, from: from - margin, to: to + margin, pad: { left: 0, top: axis } };
}

/**
 * How much room the names have: as much as they need, and no more than nearly half; those far down are as long as the first.
 * @param {any[]} rows
 * @param {any} width
 */
function nameWidth(rows, width) {
  const measuring = measure2d();
  measuring.font = `600 12px ${FONT}`;
  const longest = Math.max(0, ...rows.slice(0, 200).map((/** @type {any} */ { key }) => measuring.measureText(painted(brief(nameOf(key), 120))).width));
  return Math.round(Math.min(width * 0.46, Math.max(110, longest + 24)));
}

/**
 * A row's name as far as there is room; the end of it where the row above or below has the same beginning.
 * @param {any[]} rows
 * @param {number} i
 * @param {number} room
 * @param {number} weight
 */
function nameOfRow(rows, i, room, weight) {
  const cut = (/** @type {any} */ one) => (one ? fit(nameOf(one.key), room) : ""), name = cut(rows[i]);
  const isAlike = name.endsWith("…") && [rows[i - 1], rows[i + 1]].some((one) => cut(one) === name);
  return isAlike ? fitEnd(nameOf(rows[i].key), room, 12, weight) : fit(nameOf(rows[i].key), room, 12, weight);
}

/**
 * A row's name on a narrow time line: in two lines, of both languages one in each.
 * @param {any[]} rows
 * @param {number} i
 * @param {number} room
 * @param {number} weight
 */
function nameInTwo(rows, i, room, weight) {
  const own = lines(brief(nameOf(rows[i].key), 120));
  if (own.length > 1) return own.map((one) => fit(one, room, 12, weight));
  const cut = (/** @type {any} */ one) => (one ? twoLines(lines(brief(nameOf(one.key), 120))[0], room, weight) : []), name = cut(rows[i]), last = name.length - 1;
  const isAlike = name[last].endsWith("…") && [rows[i - 1], rows[i + 1]].some((one) => cut(one).join() === name.join());
  return isAlike ? [name[0], fitEnd(nameOf(rows[i].key), room, 12, weight)] : name;
}

/**
 * A text in two lines of some width at most, broken between words.
 * @param {string} text
 * @param {number} room
 * @param {number} weight
 */
function twoLines(text, room, weight) {
  const measuring = measure2d(), words = inWords(text);
  measuring.font = `${weight} 12px ${FONT}`;
  let first = "";
  while (words.length && measuring.measureText((first + words[0]).trimEnd()).width <= room) first += words.shift();
  return first && words.length ? [first.trimEnd(), fit(words.join(""), room, 12, weight)] : [fit(text, room, 12, weight)];
}

/**
 * What was claimed, when it was true and from when it was known.
 * @param {string} key
 * @param {any} claim
 */
function claimInWords(key, claim) {
  const known = knownFrom(claim);
  return join([nameOf(key), join([codeLabel(claim.stage), dateOf(claim), known ? say("knownFrom", { day: known }) : null].filter(Boolean), [", ", "，"])], [": ", "："]);
}

/**
 * The days that are written on the axis: years, or months where the whole is short; never more than there is room for.
 * @param {any} about
 * @param {number} most
 */
function ticksOf({ from, to }, most) {
  const months = (to - from) / 30.44, steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];
  const step = steps.find((one) => months / one <= most) || 12000;
  const start = dayOf(from), ticks = [];
  for (let month = Math.floor((Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1) / step) * step; ticks.length < 60; month += step) {
    const day = `${String(Math.floor(month / 12)).padStart(4, "0")}-${String(month % 12 + 1).padStart(2, "0")}-01`;
    if (dayNumber(day) > to) break;
    if (dayNumber(day) >= from) ticks.push([day, step >= 12 ? day.slice(0, 4) : day.slice(0, 7)]);
  }
  return ticks;
}

/**
 * @param {Pen} ctx
 * @param {any} laid
 * @param {Frame} sight
 */
function paintTime(ctx, laid, sight) {
  const { rows, left, at, dated, high, axis } = laid, { ink, soft, paper, land } = theme(), bottom = Math.min(sight.height, laid.height - sight.y);
  if (!rows.length) {
    sayNothing(ctx, say(DEALS.size ? "emptyFiltered" : "empty"), sight);
    return;
  }
  const ticks = dated ? ticksOf(laid, (sight.width - left) / 74) : [];
  for (const [day] of ticks) rule(ctx, at(day), axis, at(day), bottom, theme().landEdge);
  for (const day of laid.reports) rule(ctx, at(day), axis - 38, at(day), bottom, theme().arc, 1.2);
  const first = Math.max(0, Math.floor(sight.y / high) - 1), last = Math.min(rows.length, first + Math.ceil(sight.height / high) + 2);
  for (let i = first; i < last; i++) {
    const row = rows[i], weight = isSelected(row.key) ? 600 : 400;
    const y = row.y - sight.y, middle = y + high / 2, lit = isDealLit(row.key);
    if (lit) fillBox(ctx, 0, y, sight.width, high, land);
    ctx.globalAlpha = SHOWN.deals.has(row.key) && stands([row.key]) ? 1 : 0.4;
    paintClaims(ctx, row, middle, at, left);
    const name = laid.isNarrow ? nameInTwo(rows, i, left - 12, weight) : [nameOfRow(rows, i, left - 12, weight)];
    name.forEach((text, line) => write(ctx, text, 8, middle + 13 * (line - (name.length - 1) / 2), { weight, colour: ink }));
    ctx.globalAlpha = 1;
    if (isSelected(row.key)) frameBox(ctx, 1, y + 1, sight.width - 2, high - 2, theme().select, 1.5);
  }
  fillBox(ctx, 0, 0, sight.width, axis, paper);
  rule(ctx, 0, axis, sight.width, axis, soft);
  let written = -Infinity;
  for (const [day, text] of ticks) {
    if (at(day) < written) continue;
    write(ctx, text, at(day), axis - 11, { size: 11.5, align: "center", colour: soft, halo: true });
    written = at(day) + 52;
  }
  paintReports(ctx, laid, sight.width, axis === TIMES.low && (state.asOf || state.knownBy));
  if (!dated) write(ctx, fit(say("noDays"), sight.width - left - 20), left + TIMES.pad, axis - 11, { colour: soft });
  for (const [day, name, dash] of /** @type {[string | null, string, number[]][]} */ ([[state.asOf, "asOfDay", []], [state.knownBy, "knownByDay", [5, 4]]])) {
    if (!day || !dated) continue;
    const x = at(day);
    ctx.setLineDash(dash);
    rule(ctx, x, 16, x, bottom, dash.length ? theme().arc : theme().select, 2);
    ctx.setLineDash([]);
    const text = painted(say(name, { day }));
    const right = x > (left + sight.width) / 2;
    write(ctx, text, x + (right ? 4 : -4), state.asOf && state.knownBy && dash.length ? 24 : 10, { size: 11.5, weight: 600, align: right ? "right" : "left", colour: dash.length ? theme().arc : ink, halo: true });
  }
  if (!rows.some((/** @type {any} */ { key }) => SHOWN.deals.has(key))) sayBefore(ctx, sight);
}

/**
 * The days on which sources spoke, each over its line, the latest first as far as there is room: what stands on the line is
 * what a source says of that day, not what came about on it.
 * @param {Pen} ctx
 * @param {any} laid
 * @param {number} width
 * @param {any} areLinesAlone where the two days are written in their place
 */
function paintReports(ctx, { reports, at, left, alone, axis }, width, areLinesAlone) {
  const style = { size: 11.5, weight: 600, colour: theme().arc, halo: true }, measuring = measure2d(), first = reports.length > 1 ? left - 40 : 4;
  measuring.font = `600 11.5px ${FONT}`;
  let free = width;
  for (const day of reports.slice().reverse()) {
    rule(ctx, at(day), axis - 38, at(day), axis, theme().arc, 1.2);
    if (areLinesAlone) continue;
    const place = reportPlace(measuring, day, alone.get(day), { x: at(day), first, free });
    if (!place) continue;
    write(ctx, place.text, place.left, axis - 30, style);
    free = place.left;
  }
}

/**
 * What is said of a report and where: all there is to say if there is room for it, of two languages at least the reader's
 * own. It stands beside its line, so that nothing crosses it: before it, or behind it where that is free.
 * @param {Pen} measuring
 * @param {string} day
 * @param {number | undefined} alone how many rows tell no other day
 * @param {{x: number, first: number, free: number}} about its line, and between which places there is room
 */
function reportPlace(measuring, day, alone, { x, first, free }) {
  const said = [...(alone ? [say("reportAlone", { day, n: alone })] : []), say("reportOf", { day })].flatMap((text) => [painted(text), lines(text)[0]]);
  for (const text of said) {
    const wide = measuring.measureText(text).width, left = [x - wide - 5, x + 5].find((one) => one > first && one + wide <= free);
    if (left !== undefined) return { text, left };
  }
  return null;
}

/**
 * Where the two days leave nothing of all the rows: a sentence that says so and what to do.
 * @param {Pen} ctx
 * @param {Frame} sight
 */
function sayBefore(ctx, sight) {
  const said = fitted([say("noneByThen")], Math.min(sight.width - 60, 460), 14), high = 20 * said.length + 16, top = Math.max(TIMES.axis + 12, (sight.height - high) / 2);
  fillBox(ctx, 0, top, sight.width, high, theme().paper);
  said.forEach((/** @type {string} */ row, /** @type {number} */ i) => write(ctx, row, sight.width / 2, top + 18 + 20 * i, { size: 14, align: "center" }));
}

/**
 * @param {Pen} ctx
 * @param {any} about
 * @param {any} y
 * @param {any} at
 * @param {number} left
 */
function paintClaims(ctx, { key, claims }, y, at, left) {
  const { soft } = theme(), colour = dealColour(key);
  if (!claims.length) return write(ctx, "?", left + TIMES.pad + 4, y, { weight: 600, colour: soft });
  const places = claims.map((/** @type {any} */ claim) => [at(firstDayOf(claim)), at(lastDayOf(claim)), knownFrom(claim)]);
  rule(ctx, places[0][1], y, places[places.length - 1][1], y, soft);
  paintKnown(ctx, places, y, at);
  places.forEach((/** @type {any} */ [start, end], /** @type {number} */ i) => {
    if (end - start > 3) rule(ctx, start, y, end, y, soft, 3);
    const is = counts(claims[i], state.asOf, state.knownBy), alpha = ctx.globalAlpha;
    if (!is) ctx.globalAlpha = alpha * 0.3;
    drawDeal(ctx, PHASES.get(claims[i].stage) || "unknown", end, y, 6.5, colour);
    ctx.globalAlpha = alpha;
  });
  return null;
}

/**
 * One ring for each day on which a source spoke, with a line to the nearest of the stages that it told of.
 * @param {Pen} ctx
 * @param {[number, number, string][]} places
 * @param {number} y
 * @param {(day: string) => number} at
 */
function paintKnown(ctx, places, y, at) {
  for (const known of unique(places.map(([, , day]) => day).filter(Boolean))) {
    const x = at(known), end = places.filter(([, , day]) => day === known).map(([, one]) => one).sort((a, b) => Math.abs(a - x) - Math.abs(b - x))[0];
    if (Math.abs(x - end) > 18) {
      const way = Math.sign(x - end);
      ctx.setLineDash([2, 3]);
      rule(ctx, end + 7 * way, y, x - RING * way, y, theme().arc, 1.4);
      ctx.setLineDash([]);
    }
    knownRing(ctx, x, y);
  }
}

/** The ring around the day on which a source first said so: a stage that was known on its own day stands inside it. */
const RING = 9;

/**
 * @param {Pen} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} [r]
 */
function knownRing(ctx, x, y, r = RING) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.lineWidth = r * 0.15;
  ctx.strokeStyle = theme().arc;
  ctx.stroke();
}

/** Every claim of a stage, a row each. */
function timeTable() {
  const rows = new Map(/** @type {any} */ (timeRows().flatMap(({ key, claims }) => (claims.length ? claims : [null]).map((claim, i) => [`${key}|${i}`, { key, claim }]))));
  if (!rows.size) return [emptyNote()];
  const of = (/** @type {string} */ id) => rows.get(id), when = (/** @type {string} */ id) => (of(id).claim ? dateOf(of(id).claim) : "");
  return [sortableTable({ id: "times", keys: [...rows.keys()], caption: say("timeCaption"), columns: [
    { title: say("name"), head: true, value: (/** @type {string} */ id) => plain(nameOf(of(id).key)), cell: (/** @type {string} */ id) => openerOf(of(id).key, null, "inline") },
    textColumn("stage", (/** @type {string} */ id) => (of(id).claim ? codeLabel(of(id).claim.stage) : say("unknown"))),
    { title: say("date"), value: when, cell: (/** @type {string} */ id) => raw(when(id) || "—", "span", "day") },
    { title: say("knownSince"), value: (/** @type {string} */ id) => (of(id).claim ? knownFrom(of(id).claim) : ""), cell: (/** @type {string} */ id) => raw((of(id).claim && knownFrom(of(id).claim)) || "—", "span", "day") },
    textColumn("countsNow", (/** @type {string} */ id) => say(SHOWN.deals.has(of(id).key) && of(id).claim && counts(of(id).claim, state.asOf, state.knownBy) ? "yes" : "no")),
  ] })];
}

// ---- the bar of two days, which every view follows

/** @type {any} */
let clock = null; // {bar, asOf, knownBy, play, timer}

function startClock() {
  const slider = (/** @type {string} */ name, /** @type {any} */ field) => {
    const input = el("input", "", [], { type: "range", min: 0, max: DAYS.length, step: 1, value: DAYS.length });
    translate(input, "aria-label", say(name));
    input.addEventListener("input", () => change({ [field]: DAYS[Number(input.value)] || null }));
    const said = el("output");
    return { input, said, row: el("label", `clock-row ${field === "asOf" ? "true-by" : "known-by"}`, [words(say(name), "span", "clock-name"), input, said]) };
  };
  clock = { asOf: slider("trueBy", "asOf"), knownBy: slider("knownBy", "knownBy"), said: el("p", "clock-said"), timer: 0 };
  clock.play = button("plain play", [words(say("play"))], play);
  clock.all = button("plain", [words(say("allDays"))], () => change({ asOf: null, knownBy: null }));
  clock.bar = el("div", "clock", [el("div", "clock-acts", [words(say("clockTitle"), "strong"), clock.play, clock.all]), clock.asOf.row, clock.knownBy.row, clock.said], { id: "clock", role: "group" });
  translate(clock.bar, "aria-label", say("clock"));
  $("stage").append(clock.bar);
}

/** Go through the days, one after another; of very many a stride at a time. */
function play() {
  if (clock.timer) return stopPlay();
  const stride = Math.max(1, Math.ceil(DAYS.length / 60));
  let at = state.asOf && DAYS.indexOf(state.asOf) < DAYS.length - 1 ? DAYS.indexOf(state.asOf) : -1;
  const next = () => {
    at = Math.min(at + (at < 0 ? 1 : stride), DAYS.length - 1);
    change({ asOf: DAYS[at] });
    if (at >= DAYS.length - 1) stopPlay();
  };
  clock.timer = setInterval(next, 900);
  next();
  return renderClock();
}

function stopPlay() {
  clearInterval(clock.timer);
  clock.timer = 0;
  renderClock();
}

function renderClock() {
  const on = DAYS.length > 0 && (state.sheet === "time" || state.asOf !== null || state.knownBy !== null);
  clock.bar.hidden = !on;
  $("stage").toggleAttribute("data-clock", on);
  if (!on) return;
  for (const field of ["asOf", "knownBy"]) {
    const { input, said } = clock[field], day = state[field];
    const place = day === null ? DAYS.length : DAYS.filter((one) => one <= day).length - 1;
    if (document.activeElement !== input || clock.timer) input.value = String(Math.max(0, place));
    input.setAttribute("aria-valuetext", plain(day || say("everyDay")));
    fill(said, [day ? raw(day) : words(say("everyDay"))]);
  }
  fill(clock.play, [words(say(clock.timer ? "pause" : "play"))]);
  clock.all.disabled = state.asOf === null && state.knownBy === null;
  fill(clock.said, [words(say("thereNow", { n: SHOWN.deals.size, all: [...DEALS.keys()].filter((deal) => passes(deal, "days")).length }))]);
}
