// @ts-check
// Solves a challenge of the public API (ALTCHA, version 1); a module that booking.js loads only when one is asked for. In slices on the main thread and not
// in a worker, which the security policy of a host page may forbid: between two slices the page does what it has to. SHA-256 is our own, for the browser's
// is missing on pages served without https and slow for short texts.

const slice = 20; // milliseconds
const shown = 250; // milliseconds after which the visitor is told

// The fractions of the cube and square roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3).
const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (/** @type {number} */ root) => (root % 1) * 2 ** 32 | 0;
const rounds = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const begin = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));

const words = new Int32Array(64);
const state = new Int32Array(8);

/** Leaves the hash of a padded message in the state. @param {DataView} message */
function hash(message) {
  state.set(begin);
  for (let at = 0; at < message.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = message.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15], y = words[i - 2];
      words[i] = words[i - 16] + words[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + rounds[i] + words[i] | 0;
      const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
}

/** The text with room for a number behind it, padded anew for each number.
 * @param {string} salt */
function tryer(salt) {
  const head = new TextEncoder().encode(salt), most = head.length + 16;
  const bytes = new Uint8Array(Math.ceil((most + 9) / 64) * 64), view = new DataView(bytes.buffer);
  bytes.set(head);
  return (/** @type {number} */ number) => {
    const digits = String(number), end = head.length + digits.length, length = Math.ceil((end + 9) / 64) * 64;
    for (let i = 0; i < digits.length; i++) bytes[head.length + i] = digits.charCodeAt(i);
    bytes[end] = 128;
    bytes.fill(0, end + 1);
    view.setUint32(length - 4, end * 8);
    hash(length === bytes.length ? view : new DataView(bytes.buffer, 0, length));
    return state;
  };
}

/** The number whose hash is asked for; -1 for none. @param {Challenge} challenge @param {(part: number) => void} tell */
async function search({ challenge, salt, maxnumber }, tell) {
  const wanted = Int32Array.from(challenge.match(/.{8}/g) ?? [], (word) => parseInt(word, 16) | 0), attempt = tryer(salt);
  let until = performance.now() + slice;
  for (let number = 0; number <= maxnumber; number++) {
    if (attempt(number)[0] === wanted[0] && state.every((word, i) => word === wanted[i])) return number;
    if (number % 256 || performance.now() < until) continue;
    tell(number / maxnumber);
    await new Promise((go) => setTimeout(go));
    until = performance.now() + slice;
  }
  return -1;
}

/** What the header Altcha wants. Where it takes more than a moment, a quiet line under the step says so.
 * @param {SharedElement} host @param {Challenge} challenge */
export async function solve(host, challenge) {
  const { h } = /** @type {typeof SharedElement} */ (host.constructor), begun = performance.now(), text = host.t('proof');
  const part = h('span', { 'aria-hidden': 'true' }), note = h('p', { class: 'mute small' }, text + ' ', part);
  try {
    const number = await search(challenge, (done) => {
      if (performance.now() - begun < shown) return;
      part.textContent = `${Math.floor(done * 100)} %`;
      if (note.isConnected) return;
      host.card.insertBefore(note, host.status);
      host.status.textContent = text;
    });
    const { algorithm, challenge: hashed, salt, signature } = challenge;
    return btoa(JSON.stringify({ algorithm, challenge: hashed, number, salt, signature }));
  } finally {
    note.remove();
  }
}
