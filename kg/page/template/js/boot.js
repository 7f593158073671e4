// Starts the page once its data is there: as it stands in the file, or unpacked where there is so much of it that it stands
// packed. The policy of the page lets run the scripts whose hashes it names, whatever the data holds.

/**
 * Say in both languages, in place of an empty page, why there is none: the browser is too old, or the file is damaged.
 * @param {"tooOld" | "damaged"} why
 */
function sayInstead(why) {
  const strings = JSON.parse(String(/** @type {HTMLElement} */ (document.getElementById("strings")).textContent));
  document.body.prepend(...strings[why].map((/** @type {string} */ text, /** @type {number} */ i) => {
    const said = document.createElement("p");
    Object.assign(said, { className: "notice instead", lang: ["en", "zh"][i], textContent: text });
    return said;
  }));
}

(() => {
  const text = String(/** @type {HTMLElement} */ (document.getElementById("data")).textContent);
  const damaged = () => sayInstead("damaged");
  if (text.startsWith("{")) return text.trimEnd().endsWith("}") ? runPage(text) : damaged();
  if (typeof DecompressionStream === "undefined") return sayInstead("tooOld");
  try {
    // What a mail or an editor has cut or changed is no longer what its own checksum says.
    const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text().then(runPage, damaged);
  } catch {
    return damaged();
  }
})();
