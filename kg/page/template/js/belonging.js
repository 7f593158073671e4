// Whether a name is read as the name of its own mark: the nearest mark to it is its own, by a clear difference (Imhof,
// Positioning names on maps, 1962), else a line leads from it to the mark that crosses nothing. A name for which neither
// is so is not written: it would be read as another's.

/** So many pixels farther off than its own mark any other one lies from a name, at least. */
const NEARER = 3;
/** So many pixels off a name at the end of a line any mark lies, at least. */
const OFF_LINE = 12;
/** How far apart the boxes lie that stand for a line among what is taken, and how wide they are. */
const STITCH = { step: 5, wide: 4 };

/**
 * How far a mark's edge is from a name, 0 where it touches it.
 * @param {Box} box
 * @param {any} mark
 */
const gapTo = ({ x, y, w, h }, mark) => Math.max(0, Math.hypot(Math.max(x - mark.x, 0, mark.x - x - w), Math.max(y - mark.y, 0, mark.y - y - h)) - mark.r);

/** Marks as discs, kept in a grid of cells, that are asked which of them lie near a name. */
class Marks {
  constructor() {
    /** @type {Map<number, any[]>} */
    this.cells = new Map();
  }
  /** @param {any} mark */
  add(mark) {
    const [left, right, top, bottom] = cellsOf({ x: mark.x - mark.r, y: mark.y - mark.r, w: 2 * mark.r, h: 2 * mark.r });
    for (let i = left; i <= right; i += 1) {
      for (let j = top; j <= bottom; j += 1) {
        const own = this.cells.get(i * 1e4 + j);
        if (own) own.push(mark);
        else this.cells.set(i * 1e4 + j, [mark]);
      }
    }
  }
  /**
   * Whether another mark than a name's own lies within so many pixels of a box.
   * @param {Box} box
   * @param {string} own
   * @param {number} within
   */
  isNear(box, own, within) {
    const [left, right, top, bottom] = cellsOf({ x: box.x - within, y: box.y - within, w: box.w + 2 * within, h: box.h + 2 * within });
    for (let i = left; i <= right; i += 1) {
      for (let j = top; j <= bottom; j += 1) {
        if ((this.cells.get(i * 1e4 + j) || []).some((mark) => mark.key !== own && gapTo(box, mark) < within)) return true;
      }
    }
    return false;
  }
}

/**
 * What a name names, as a disc: the node's mark, or the whole disc where no mark stands on it.
 * @param {any} label
 */
const markOf = ({ key, at, r, disc }) => disc || { key, x: at.x, y: at.y, r };

/**
 * Whether a name that stands so is read as its own mark's, without a line.
 * @param {Box} box
 * @param {any} label
 * @param {any} view
 */
const isOwnName = (box, label, view) => !view.marks.isNear(box, label.key, gapTo(box, markOf(label)) + NEARER);

/**
 * The line from a name to the edge of its mark: where it begins and ends.
 * @param {Box} box
 * @param {any} mark
 * @returns {[Point, Point]}
 */
function lineTo({ x, y, w, h }, mark) {
  const from = { x: Math.min(Math.max(mark.x, x + 3), x + w - 3), y: Math.min(Math.max(mark.y, y + 2), y + h - 2) };
  const length = Math.hypot(mark.x - from.x, mark.y - from.y) || 1;
  return [from, between(from, { x: mark.x, y: mark.y }, Math.max(0, 1 - (mark.r + 1) / length))];
}

/**
 * The boxes that stand for a line.
 * @param {string} key
 * @param {[Point, Point]} line
 * @returns {Box[]}
 */
function stitches(key, [from, to]) {
  const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STITCH.step), half = STITCH.wide / 2;
  return Array.from({ length: count + 1 }, (_, i) => between(from, to, count ? i / count : 0)).map(({ x, y }) => ({ key, x: x - half, y: y - half, w: STITCH.wide, h: STITCH.wide }));
}

/**
 * Whether a name at the end of a line can only be its own mark's: no mark near the name, and nothing on the line's way.
 * @param {Box} box
 * @param {any} label
 * @param {Boxes} taken
 * @param {any} view
 */
function isLedClearly(box, label, taken, view) {
  if (view.marks.isNear(box, label.key, OFF_LINE)) return false;
  return stitches(label.key, lineTo(box, markOf(label))).every((one) => taken.overlap(one, label.key, 0) === 0);
}

/**
 * Note that a name stands where it does, and its line: other names keep off both, and a little more to the sides, where two
 * in one row would be read as one.
 * @param {Boxes} taken
 * @param {any} found
 */
function takePlace(taken, found) {
  taken.add({ ...found, x: found.x - 4, w: found.w + 8, weight: 3 });
  if (found.leader) for (const one of stitches(`line ${found.key}`, lineTo(found, leaderEnd(found)))) taken.add({ ...one, weight: 3 });
}

/**
 * The mark at the end of a name's line.
 * @param {any} label
 */
const leaderEnd = ({ x, y, leader }) => ({ x: x + leader.dx, y: y + leader.dy, r: leader.r });
