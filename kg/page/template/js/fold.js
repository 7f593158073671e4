// Names for comparing, as kg.nearest.folded has them: without case, width, accents and what is not seen, Chinese simplified.
/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ" };
// Simplified characters of this page's names, each with the traditional ones and variants behind it.
const SIMPLE = new Map(PACKED.folds.split(" ").flatMap((/** @type {string} */ group) => [...group].slice(1).map((other) => [other, [...group][0]])));

/**
 * A name for comparing.
 * @param {string} text
 */
function fold(text) {
  const plain = text.replace(/\p{Cf}|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, "").normalize("NFKC").toLowerCase();
  const bare = plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  const letters = [...bare].map((letter) => LETTERS[letter] || SIMPLE.get(letter) || letter);
  return letters.join("").split(/[\s\u0085\u001c-\u001f]+/).filter(Boolean).join(" ");
}
