// SHA-256 (FIPS 180-4), at once and of a part of some bytes: the browser's own is asynchronous, and there only for
// pages that it trusts, while a passage that has moved is looked for among thousands of places.
const ROUND = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 2, count = 0; count < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  // The first 32 bits of the fractions of roots of primes.
  if (count < 8) START[count] = Math.floor((Math.sqrt(n) % 1) * 2 ** 32);
  ROUND[count] = Math.floor((Math.cbrt(n) % 1) * 2 ** 32);
  count += 1;
}

const schedule = new Uint32Array(64);

/**
 * @param {Uint32Array} hash
 * @param {(i: number) => number} byteAt
 * @param {number} at
 */
function compress(hash, byteAt, at) {
  for (let i = 0; i < 16; i += 1) {
    const j = at + 4 * i;
    schedule[i] = (byteAt(j) << 24) | (byteAt(j + 1) << 16) | (byteAt(j + 2) << 8) | byteAt(j + 3);
  }
  /** @type {(x: number, by: number) => number} */
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  for (let i = 16; i < 64; i += 1) {
    const x = schedule[i - 15], y = schedule[i - 2];
    schedule[i] = schedule[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + schedule[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + schedule[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { hash[i] += word; });
}

/**
 * The SHA-256 of the bytes from `from` to before `to`, in hexadecimal.
 * @param {Uint8Array} bytes
 */
function sha256(bytes, from = 0, to = bytes.length) {
  const length = to - from, whole = (Math.floor((length + 8) / 64) + 1) * 64, bits = length * 8;
  /** @type {(i: number) => number} */
  const byteAt = (i) => {
    if (i < length) return bytes[from + i];
    if (i === length) return 0x80;
    const left = whole - 1 - i;
    return left < 6 ? Math.floor(bits / 2 ** (8 * left)) & 255 : 0;
  };
  const hash = START.slice();
  for (let at = 0; at < whole; at += 64) compress(hash, byteAt, at);
  return [...hash].map((word) => word.toString(16).padStart(8, "0")).join("");
}
