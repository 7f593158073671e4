// The drawing as an SVG file: a pen with the few strokes of a canvas that the painting uses.
class SvgPen {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  lineCap = "butt";
  lineJoin = "miter";
  textAlign = "left";
  textBaseline = "top";
  font = "";
  turn = "";
  /** @type {number[]} */
  dash = [];
  /** @type {string[]} */
  path = [];
  /** @type {string[]} */
  out = [];
  measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  beginPath() { this.path = []; }
  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) { this.path.push(`M${n(x)} ${n(y)}`); }
  /**
   * @param {number} x
   * @param {number} y
   */
  lineTo(x, y) { this.path.push(`L${n(x)} ${n(y)}`); }
  /**
   * @param {any} a
   * @param {any} b
   * @param {number} x
   * @param {number} y
   */
  quadraticCurveTo(a, b, x, y) { this.path.push(`Q${n(a)} ${n(b)} ${n(x)} ${n(y)}`); }
  /**
   * @param {any} a
   * @param {any} b
   * @param {any} c
   * @param {any} d
   * @param {number} x
   * @param {number} y
   */
  bezierCurveTo(a, b, c, d, x, y) { this.path.push(`C${n(a)} ${n(b)} ${n(c)} ${n(d)} ${n(x)} ${n(y)}`); }
  closePath() { this.path.push("Z"); }
  /**
   * @param {number} x
   * @param {number} y
   * @param {number} r
   */
  arc(x, y, r) { this.path.push(`M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0`); }
  /** @param {any} dash */
  setLineDash(dash) { this.dash = dash; }
  fill() { this.out.push(`<path d="${this.path.join("")}" fill="${this.fillStyle}"${this.alpha()}/>`); }
  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(n).join(" ")}"` : "";
    this.out.push(`<path d="${this.path.join("")}" fill="none" stroke="${this.strokeStyle}" stroke-width="${n(this.lineWidth)}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}${this.alpha()}/>`);
  }
  /** @param {any} text */
  measureText(text) { this.measuring.font = this.font; return this.measuring.measureText(text); }
  /**
   * @param {any} text
   * @param {number} x
   * @param {number} y
   */
  strokeText(text, x, y) { this.text(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${n(this.lineWidth)}" stroke-linejoin="round"`); }
  /**
   * @param {any} text
   * @param {number} x
   * @param {number} y
   */
  fillText(text, x, y) { this.text(text, x, y, `fill="${this.fillStyle}"`); }
  /**
   * @param {any} text
   * @param {number} x
   * @param {number} y
   * @param {any} paint
   */
  text(text, x, y, paint) {
    const [weight, size] = (/^(\d+) ([\d.]+)px/.exec(this.font) || ["", "400", "12"]).slice(1).map(Number);
    const anchor = { center: "middle", right: "end", left: "start" }[this.textAlign];
    const drop = this.textBaseline === "top" ? size * 0.86 : size * 0.36;
    this.out.push(`<text x="${n(x)}" y="${n(y + drop)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" ${paint}${this.alpha()}${this.turned()}>${escapeXml(text)}</text>`);
  }
  turned() { return this.turn ? " transform=\"" + this.turn + "\"" : ""; }
  alpha() { return this.globalAlpha < 1 ? ` opacity="${n(this.globalAlpha)}"` : ""; }
}

/** @param {number} x */
const n = (x) => String(Math.round(x * 100) / 100);
// XML has no way to write most control characters and halves of surrogate pairs.
/** @param {any} text */
const escapeXml = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
  .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
  .replace(/[&<>"]/g, (/** @type {string} */ c) => /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// Of what stands below a saved picture: letters, line and margin, in pixels of the screen.
const NOTE = { size: 11, line: 15, margin: 10 };

/** What is shown, the network or an open view, in the frame that says what it is. */
function drawingAsSvg() {
  /** @type {any} */
  const view = viewNow() ? planePicture() : screenView(), frame = frameOf(view.width, view.notes);
  const drawn = viewNow() ? viewAsSvg(view) : networkAsSvg(view);
  const around = new SvgPen();
  paintFrame(around, frame, view);
  const height = frame.top + view.height + frame.bottom, paper = `fill="${theme().paper}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${height}" viewBox="0 0 ${view.width} ${height}" font-family="${FONT.replace(/"/g, "'")}">`
    + `<title>${escapeXml(plain(DATA.meta.title))}</title><rect width="100%" height="100%" ${paper}/>`
    + `<svg y="${frame.top}" width="${view.width}" height="${view.height}">${drawn}</svg>${around.out.join("")}</svg>\n`;
}

/** @param {any} view */
function viewAsSvg(view) {
  const pen = new SvgPen();
  view.paint(pen);
  return pen.out.join("");
}

/** @param {any} view */
function networkAsSvg(view) {
  const zero = view.toScreen({ x: 0, y: 0 });
  const below = new SvgPen();
  paintBelow(below, view.scale);
  for (const key of SCENE.nodes.keys()) drawNode(below, key, view.scale);
  const above = new SvgPen();
  paintAbove(above, view);
  network.redraw();
  return `<g transform="translate(${n(zero.x)} ${n(zero.y)}) scale(${view.scale})">${below.out.join("")}</g>${above.out.join("")}`;
}
