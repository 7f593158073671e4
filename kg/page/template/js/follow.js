// One line among many, followed from end to end: what is pointed at, or has the keyboard's focus, keeps its strength
// while the others recede. A selection does the same by its focus; where there is one, this adds to it.

/** @type {{of: string, focus: Focus | null}} */
const FOLLOWED = { of: "", focus: null };

/** What stands out by being pointed at: its lines, and what they end at; null where nothing is. */
function followed() {
  const of = [SCENE.version, ...LIT].join("\n");
  if (FOLLOWED.of !== of) Object.assign(FOLLOWED, { of, focus: LIT.size && state.drawing === "all" && !TIES ? focusOfLit() : null });
  return FOLLOWED.focus;
}

/** A partnership is followed to everybody who takes part in it, a party to all that its partnerships lead to. */
function focusOfLit() {
  const [deal] = [...LIT].filter((key) => DEALS.has(key)), [a, b] = LIT;
  return focusOf(deal ? { key: deal } : b ? tieOf({ a, b }) : { key: a });
}

/** @param {any} one */
const isFollowed = (one) => FOLLOWED.focus !== null && FOLLOWED.focus.lines.has(one.id);

/**
 * How strong a thing is drawn: what is out of focus is dim; what is not followed recedes, but stays to be read.
 * @param {string} key
 * @param {number} dim
 * @param {number} receding
 */
function strengthOf(key, dim, receding) {
  if (isDim(key)) return FOLLOWED.focus && FOLLOWED.focus.nodes.has(key) ? 1 : dim;
  return FOLLOWED.focus && !SCENE.focus && !FOLLOWED.focus.nodes.has(key) ? receding : 1;
}

/**
 * The lines: those that stand out over the others, those that are followed over all.
 * @param {Pen} ctx
 * @param {number} scale
 */
function paintAllLines(ctx, scale) {
  const { focus } = SCENE, follows = followed() !== null;
  const strength = focus ? 0.08 : follows ? 0.16 : SCENE.lines.length > 600 ? 0.25 : 0.55;
  paintLines(ctx, SCENE.lines.filter((one) => !(focus && isLineInFocus(one)) && !isFollowed(one)), strength, scale);
  if (focus) for (const one of SCENE.lines.filter((line) => isLineInFocus(line) && !isFollowed(line))) paintLine(ctx, one, scale, follows ? 0.3 : 0.95);
  if (!follows) return;
  const own = SCENE.lines.filter(isFollowed);
  // An edge of paper tells, where one crosses others, which goes on where.
  for (const one of own) casing(ctx, one, scale);
  for (const one of own) paintLine(ctx, one, scale, 1, isLit(one.party) && isLit(one.deal) ? 3.2 : 2.2);
}

/**
 * The paper on both sides of a line that is followed.
 * @param {Pen} ctx
 * @param {any} one
 * @param {number} scale
 */
function casing(ctx, one, scale) {
  ctx.strokeStyle = theme().paper;
  ctx.lineWidth = 6 / scale;
  ctx.globalAlpha = 0.8;
  stroke(ctx, [[one.from, one.to]]);
  ctx.globalAlpha = 1;
}

/** Up to so many things at a line that is followed all have their names. */
const FEW_ENDS = 4;
/** Of more lines than this a name lies on some wherever it stands. */
const FEW_FOLLOWED = 12;

/**
 * The boxes that stand for the lines that are followed, or chosen, on the screen.
 * @param {ScreenView} view
 * @returns {Box[]}
 */
function followedWay(view) {
  const focus = followed() || SCENE.focus, own = focus ? SCENE.lines.filter((one) => focus.lines.has(one.id)) : [];
  return own.length > FEW_FOLLOWED ? [] : own.flatMap((one) => stitches(`line ${one.id}`, [view.toScreen(one.from), view.toScreen(one.to)]).map((box) => ({ ...box, weight: 20 })));
}

/** @type {{of: string, at: number}} */
const WALKED = { of: "", at: -1 };

/**
 * Go through the ties of what is selected, one after the other, without leaving it: each is followed, and said.
 * @param {number} by
 */
function walkTies(by) {
  const key = state.selection && state.selection.key;
  if (!key) return;
  const lines = SCENE.lines.filter((one) => one.party === key || one.deal === key).map(({ party, deal }) => ({ keys: [party, deal], thing: { party, deal } }));
  const arcs = SCENE.arcs.filter((one) => one.a === key || one.b === key).map((one) => ({ keys: [one.a, one.b], thing: tieOf(one) }));
  const ties = [...lines, ...arcs], of = `${SCENE.version} ${key}`;
  if (!ties.length) return;
  const at = WALKED.of === of ? (WALKED.at + by + ties.length) % ties.length : by > 0 ? 0 : ties.length - 1;
  Object.assign(WALKED, { of, at });
  const { keys, thing } = ties[at];
  light(keys);
  announce(join([`${at + 1} / ${ties.length}`, gistOf(thing)]));
}

/** Another thing is selected: the keyboard is at none of its ties yet. */
function leaveTies() {
  if (WALKED.at < 0) return;
  WALKED.at = -1;
  light([]);
}

/** The tie that the keyboard is at; null for none, or where something else is lit. */
function tieWalkedTo() {
  const key = state.selection && state.selection.key, [a, b] = LIT;
  if (!key || LIT.size !== 2 || WALKED.at < 0 || WALKED.of !== `${SCENE.version} ${key}`) return null;
  return tieOf({ a, b });
}
