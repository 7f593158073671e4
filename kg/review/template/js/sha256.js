// The hash of a text, by which a copy is proved to be the one that was read. Where the browser lends none to a page of
// this kind, it is worked out here (FIPS 180-4).

/** The SHA-256 of bytes, in hexadecimal. */
async function sha256(bytes) {
  if (globalThis.crypto && crypto.subtle) {
    try {
      return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    } catch {
      // Fall through: some browsers have the function and refuse it.
    }
  }
  return hex(digest(bytes));
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The first 32 bits of the fractional parts of a root of the first primes. */
function rootsOf(count, root) {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false;
    if (isPrime) found.push(((n ** (1 / root)) % 1) * 2 ** 32 | 0);
  }
  return found;
}

function digest(bytes) {
  const K = rootsOf(64, 3), H = rootsOf(8, 2);
  const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const W = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let t = 0; t < 16; t++) W[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const a = W[t - 15], b = W[t - 2];
      W[t] = (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)) + W[t - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[t - 16];
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let t = 0; t < 64; t++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { H[i] = (H[i] + x) | 0; });
  }
  const out = new DataView(new ArrayBuffer(32));
  H.forEach((x, i) => out.setInt32(4 * i, x));
  return new Uint8Array(out.buffer);
}

/** What a file's bytes may have been as a text when they were read: editors change encoding, marks and line ends. */
function copiesOf(bytes) {
  const found = new Set();
  for (const encoding of [bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8", "gb18030"]) {
    let text;
    try {
      text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      continue;
    }
    const plain = text.replace(/^\ufeff/, ""), feeds = plain.replace(/\r\n?/g, "\n");
    for (const one of [text, plain, feeds, feeds.replace(/\n/g, "\r\n")]) {
      const bare = one.replace(/[\r\n]+$/, "");
      for (const variant of [one, bare, bare + (one.includes("\r\n") ? "\r\n" : "\n")]) found.add(variant);
    }
    break;
  }
  return [...found];
}

/** The text of a file that has a hash; null if none of what it may have been has it, and the hash that it has. */
async function provedCopy(bytes, wanted) {
  const encoder = new TextEncoder();
  let first = "";
  for (const text of copiesOf(bytes)) {
    const found = await sha256(encoder.encode(text));
    if (found === wanted) return { text, found };
    first = first || found;
  }
  return { text: null, found: first || (await sha256(bytes)) };
}
