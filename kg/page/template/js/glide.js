// While the drawing is dragged, a picture of it glides with the pointer; it is painted anew once it has come far, and
// where it comes to rest. To paint thousands of nodes and names for each frame would be too slow.

/** How far, in pixels, a picture reaches beyond what is in sight; before the view has moved by so much it is made anew. */
const GLIDE_MARGIN = 160;

/** The picture, what it shows, and where on the screen the drawing's origin was when it was made. */
const GLIDE = { on: false, key: "", x: 0, y: 0, picture: /** @type {HTMLCanvasElement | null} */ (null) };

function startGlide() {
  network.on("dragStart", () => { GLIDE.on = true; });
  network.on("dragEnd", endGlide);
}

/** The drawing rests: it is painted anew, and the view that it came to goes into the address. */
function endGlide() {
  if (!GLIDE.on) return;
  Object.assign(GLIDE, { on: false, picture: null, key: "" });
  network.redraw();
  noteLook();
}

/**
 * Paint the picture where the view is now.
 * @param {CanvasRenderingContext2D} ctx
 */
function paintGliding(ctx) {
  const view = screenView(), ratio = ctx.canvas.width / ctx.canvas.clientWidth, zero = view.toScreen({ x: 0, y: 0 });
  const key = [SCENE.version, view.scale, view.width, view.height, ratio].join(" ");
  const isNear = Math.abs(zero.x - GLIDE.x) < GLIDE_MARGIN && Math.abs(zero.y - GLIDE.y) < GLIDE_MARGIN;
  if (!GLIDE.picture || GLIDE.key !== key || !isNear) Object.assign(GLIDE, { key, x: zero.x, y: zero.y, picture: pictureBeyond(view, ratio) });
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(/** @type {HTMLCanvasElement} */ (GLIDE.picture), Math.round((zero.x - GLIDE.x - GLIDE_MARGIN) * ratio), Math.round((zero.y - GLIDE.y - GLIDE_MARGIN) * ratio));
  ctx.restore();
}

/**
 * What is in sight and a margin around it.
 * @param {ScreenView} view
 * @param {number} ratio
 */
function pictureBeyond(view, ratio) {
  const [width, height] = [view.width, view.height].map((size) => Math.round((size + 2 * GLIDE_MARGIN) * ratio));
  const canvas = GLIDE.picture || document.createElement("canvas"), ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  Object.assign(canvas, { width, height }); // which clears it
  ctx.setTransform(ratio, 0, 0, ratio, GLIDE_MARGIN * ratio, GLIDE_MARGIN * ratio);
  /** @type {(at: Point) => boolean} */
  const near = ({ x, y }) => x > -GLIDE_MARGIN && y > -GLIDE_MARGIN && x < view.width + GLIDE_MARGIN && y < view.height + GLIDE_MARGIN;
  paintDrawing(ctx, view, (/** @type {DrawnNode} */ node) => near(view.toScreen(node)));
  return canvas;
}
