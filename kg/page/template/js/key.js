// Every sign of the drawing with what it means, in one list: the panel's legend, the card on the drawing and the key of a
// saved picture read it, so that no sign is drawn that none of them explains.

/**
 * @typedef {object} Sign
 * @property {string} name
 * @property {(ctx: any, x: number, y: number, r: number) => void} paint
 * @property {string[] | string} text
 * @property {() => boolean} exists whether this page can draw it
 * @property {() => boolean} drawn whether it is on the drawing now
 */

/**
 * Whether a node is a region in the middle of whose island a hollow hexagon stands.
 * @param {string} key
 */
const isHollow = (key) => NODES.get(key).kind === "region" && !DEALS_OF.has(key);
/** How the one diamond of the key is filled: as all that are drawn are, or fully where they differ. */
function phaseInKey() {
  const phases = unique([...SCENE.nodes.keys()].filter((key) => DEALS.has(key)).map((key) => DEALS.get(key).phase));
  return phases.length === 1 ? phases[0] : "operating";
}

const isRegions = () => state.drawing === "regions";

/** @returns {Sign[]} */
function signsOfKey() {
  const some = (/** @type {any} */ keys, /** @type {any} */ test) => [...keys].some(test);
  /** @type {(kind: string) => Sign} */
  const party = (kind) => ({
    name: kind, text: say(kind), paint: (ctx, x, y, r) => drawParty(ctx, kind, x, y, r, kindColour(kind)),
    exists: () => some(NODES.keys(), (/** @type {string} */ key) => NODES.get(key).kind === kind && !isHollow(key)),
    drawn: () => some(SCENE.nodes.keys(), (/** @type {string} */ key) => NODES.get(key).kind === kind && !isHollow(key)),
  });
  /** @type {(name: string, paint: Sign["paint"], exists: () => boolean, drawn?: () => boolean) => Sign} */
  const one = (name, paint, exists, drawn = exists) => ({ name, text: say(SIGN_TEXTS[name] || name), paint, exists, drawn: () => exists() && drawn() });
  /** @type {(ctx: Pen, x: number, y: number, r: number, dash: boolean) => void} */
  const across = (ctx, x, y, r, dash) => {
    ctx.strokeStyle = theme().edge;
    ctx.lineWidth = r * 0.18;
    ctx.setLineDash(dash ? [r * 0.5, r * 0.36] : []);
    stroke(ctx, [[{ x: x - r * 1.1, y }, { x: x + r * 1.1, y }]]);
    ctx.setLineDash([]);
  };
  /** @type {(ctx: Pen, x: number, y: number, r: number, fill: string, edge?: string, dash?: number[], width?: number) => void} */
  const circle = (ctx, x, y, r, fill, edge, dash = [], width = 0.12) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fillStyle = fill;
    ctx.fill();
    if (!edge) return;
    ctx.strokeStyle = edge;
    ctx.lineWidth = r * width;
    ctx.setLineDash(dash);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  return [
    ...PARTY_KINDS.map(party),
    one("hollow", (ctx, x, y, r) => drawParty(ctx, "region", x, y, r, theme().region, true), () => some(NODES.keys(), isHollow), () => some(SCENE.nodes.keys(), isHollow)),
    one("partnership", (ctx, x, y, r) => drawDeal(ctx, phaseInKey(), x, y, r * 0.92, theme().deals[5]), () => DEALS.size > 0 && !TIES, () => some(SCENE.nodes.keys(), (/** @type {string} */ key) => DEALS.has(key))),
    one("disc", (ctx, x, y, r) => circle(ctx, x, y, r, theme().land, theme().landEdge), () => ISLANDS.size > 0),
    one("shoal", (ctx, x, y, r) => {
      circle(ctx, x - r * 0.4, y, r * 0.75, theme().group);
      circle(ctx, x + r * 0.4, y, r * 0.75, theme().group);
      circle(ctx, x - r * 0.4, y, r * 0.36, theme().land, theme().landEdge);
      circle(ctx, x + r * 0.4, y, r * 0.36, theme().land, theme().landEdge);
    }, () => GROUPS.length > 0),
    one("nowhere", (ctx, x, y, r) => circle(ctx, x, y, r, theme().land, theme().soft, [r * 0.4, r * 0.3]), () => ISLANDS.has("nowhere")),
    one("arc", (ctx, x, y, r) => {
      ctx.strokeStyle = theme().arc;
      ctx.lineWidth = r * 0.3;
      stroke(ctx, [[{ x: x - r * 1.2, y }, { x: x + r * 1.2, y }]]);
      circle(ctx, x, y, r * 0.5, theme().badge, theme().arc, [], 0.3);
    }, () => DEALS.size > 0, () => SCENE.arcs.length > 0),
    one("line", (ctx, x, y, r) => across(ctx, x, y, r, false), () => EDGES.length > 0 && !TIES, () => SCENE.lines.length > 0),
    one("dash", (ctx, x, y, r) => across(ctx, x, y, r, true), () => !TIES && some(DEALS.values(), (/** @type {any} */ deal) => deal.phase === "planned"), () => some(SCENE.lines, isPlanned)),
    one("selected", (ctx, x, y, r) => {
      ctx.beginPath();
      ctx.arc(x, y, r * 0.9, 0, 2 * Math.PI);
      ctx.strokeStyle = theme().select;
      ctx.lineWidth = r * 0.22;
      ctx.stroke();
    }, () => NODES.size > 0, () => state.selection !== null),
  ];
}

/** @type {Record<string, string>} */
const SIGN_TEXTS = { hollow: "signHollow", partnership: "partnership", disc: "signDisc", shoal: "signShoal", nowhere: "signNowhere", arc: "signArc", line: "signLine", dash: "signDash", selected: "signSelected" };

/** The signs of the key that are neither switches of the legend nor colours or fillings: what else one may see. */
function otherSigns() {
  const rows = signsOfKey().filter(({ name, exists }) => name in SIGN_TEXTS && name !== "partnership" && exists())
    .map(({ name, paint, text }) => el("li", "", [icon("", paint), words(text, "span", "name")], { "data-sign": name }));
  return section(say("otherSigns"), [el("ul", "legend key", rows)], "facet");
}
