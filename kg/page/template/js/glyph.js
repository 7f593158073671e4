// Signs on buttons, drawn: a letter such as × stands where its font has it, which is seldom the middle of the button.

/** Each sign as the strokes of a path in a square of 16. */
const GLYPHS = {
  close: "M4 4L12 12M12 4L4 12",
  plus: "M3 8H13M8 3V13",
  minus: "M3 8H13",
  fit: "M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10",
  up: "M3.5 10.5L8 6L12.5 10.5",
  down: "M3.5 6L8 10.5L12.5 6",
  fold: "M4 4L8 8L4 12M8.5 4L12.5 8L8.5 12",
  unfold: "M12 4L8 8L12 12M7.5 4L3.5 8L7.5 12",
  // A disc of which one half is filled: light and dark.
  theme: "M8 2.5A5.5 5.5 0 1 0 8 13.5A5.5 5.5 0 1 0 8 2.5ZM8 2.5A5.5 5.5 0 0 0 8 13.5Z",
};

/**
 * A sign for the inside of a button; what the button does is said by its label.
 * @param {keyof typeof GLYPHS} name
 */
function glyph(name) {
  const space = "http://www.w3.org/2000/svg", picture = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true", "data-glyph": name })) picture.setAttribute(key, value);
  path.setAttribute("d", GLYPHS[name]);
  picture.append(path);
  return picture;
}
