// The small map of the whole, for a map whose places lie together but for some far away, as a city's partners abroad do:
// on one map that shows all of them the near ones would be one dot, on one that shows the near ones the far are missing.

/** Pixels between the two maps. */
const INSET_GAP = 8;
const INSET_ROOM = { across: 150, down: 56, wide: 0.4, high: 0.36 };

/**
 * Where the two maps stand: the small one beside the large one or below it, whichever leaves that more room.
 * @param {{width: number, height: number}} size
 * @param {Point[]} near
 * @param {Point[]} all
 * @param {boolean} isApart whether there are two
 * @returns {{main: Frame, inset: Frame | null}}
 */
function framesOfMap({ width, height }, near, all, isApart) {
  const whole = { x: 0, y: 0, width, height };
  if (!isApart) return { main: whole, inset: null };
  /** @type {(numbers: number[]) => number} */
  const spanOf = (numbers) => highest(numbers) - lowest(numbers);
  const shape = Math.min(3, Math.max(0.6, spanOf(all.map(({ x }) => x)) / Math.max(spanOf(all.map(({ y }) => y)), 1e-6)));
  // As high as its places and the names beside them need, and at most half of what there is.
  const besideWide = Math.min(460, Math.max(width * 0.38, Math.min(180, width / 2))), besideHigh = Math.min(height, Math.max(130, besideWide * 0.6 / shape + 60));
  const belowHigh = Math.min(320, Math.max(height * 0.36, Math.min(130, height / 2))), belowWide = Math.min(width, Math.max(240, belowHigh * 0.64 * shape + 150));
  const ways = [
    { main: { ...whole, width: width - besideWide - INSET_GAP }, inset: { x: width - besideWide, y: height - besideHigh, width: besideWide, height: besideHigh } },
    { main: { ...whole, height: height - belowHigh - INSET_GAP }, inset: { x: width - belowWide, y: height - belowHigh, width: belowWide, height: belowHigh } },
  ];
  // In a corner where the large map has nothing it takes no room from it.
  const look = fittingLook(near, whole), wide = besideWide, high = besideHigh;
  for (const [x, y] of [[width - wide, height - high], [width - wide, 0], [0, 0]]) {
    const isFree = near.every((one) => {
      const u = (one.x - look.x) * look.scale + width / 2, v = (one.y - look.y) * look.scale + height / 2;
      return !isWithin({ x: x - INSET_ROOM.across / 2, y: y - 40, width: wide + INSET_ROOM.across, height: high + 80 }, u, v);
    });
    if (isFree) return { main: whole, inset: { x, y, width: wide, height: high } };
  }
  const [beside, below] = ways.map(({ main }) => fittingLook(near, main).scale);
  return beside >= below ? ways[0] : ways[1];
}

/** @type {(frame: Frame) => Box} */
const boxOfFrame = ({ x, y, width, height }) => ({ x, y, w: width, h: height });

/**
 * What the large map shows, as a box on the small one.
 * @param {Point[]} near
 * @param {{toScreen: (at: Point) => Point}} inset
 * @returns {Box}
 */
function extentOf(near, { toScreen }) {
  const places = near.map(toScreen), [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [x, y] = [lowest(xs) - 6, lowest(ys) - 6];
  return { x, y, w: highest(xs) + 6 - x, h: highest(ys) + 6 - y };
}

/**
 * The small map, over what of the large one lies under it.
 * @param {any} ctx
 * @param {any} inset
 */
function paintInset(ctx, inset) {
  const { frame, extent } = inset, { paper, soft, region } = theme();
  fillBox(ctx, frame.x, frame.y, frame.width, frame.height, paper);
  paintMapArcs(ctx, inset);
  frameBox(ctx, extent.x, extent.y, extent.w, extent.h, region, 1.5);
  paintMapDots(ctx, inset.dots);
  paintMapBadges(ctx, inset);
  paintMapNames(ctx, inset, 1);
  frameBox(ctx, frame.x + 0.5, frame.y + 0.5, frame.width - 1, frame.height - 1, soft);
}

/**
 * What the box on the small map means, where there is one.
 * @returns {any[]}
 */
function insetSigns() {
  if (!layMap({ width: 800, height: 600 }).inset) return [];
  /** @type {(ctx: any, x: number, y: number) => void} */
  const paint = (ctx, x, y) => frameBox(ctx, x - 6, y - 5, 12, 10, theme().region, 1.5);
  return [[paint, say("mapExtent")]];
}
