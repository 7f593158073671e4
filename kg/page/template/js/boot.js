// Starts the page once its data is there: as it stands in the file, or unpacked where there is so much of it that it stands
// packed. The policy of the page lets run the scripts whose hashes it names, whatever the data holds.

(() => {
  const text = String(/** @type {HTMLElement} */ (document.getElementById("data")).textContent);
  if (text.startsWith("{")) return runPage(text);
  if (typeof DecompressionStream === "undefined") {
    const strings = JSON.parse(String(/** @type {HTMLElement} */ (document.getElementById("strings")).textContent));
    return document.body.prepend(strings.tooOld.join(" "));
  }
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text().then(runPage);
})();
