/** Start, eight bits, stop. */
const FRAME_BITS = 10;
const DATA_BITS = 8;

/** The bits of bytes as a line carries them: a start bit of 0, the lowest bit first, a stop bit of 1. */
const lineOf = (bytes: Uint8Array): Uint8Array => {
  const bits = new Uint8Array(bytes.length * FRAME_BITS);
  bytes.forEach((byte, at) => {
    const from = at * FRAME_BITS;
    for (let bit = 0; bit < DATA_BITS; bit += 1) bits[from + 1 + bit] = (byte >> bit) & 1;
    bits[from + FRAME_BITS - 1] = 1;
  });
  return bits;
};

/**
 * What a receiver reads of bytes that were sent at another rate: it looks for a start bit, then samples the middle of each of its
 * own bits. A byte whose stop bit is missing is given as it was read, as most drivers do.
 *
 *     heardAt(latin1Bytes('AT\r'), 115_200, 9_600)      one or two bytes of noise
 */
export const heardAt = (bytes: Uint8Array, sentBaud: number, heardBaud: number): Uint8Array => {
  if (sentBaud === heardBaud) return bytes;
  const bits = lineOf(bytes);
  /** Length of a bit of the receiver, in bits of the sender. */
  const step = sentBaud / heardBaud;
  const level = (at: number): number => bits[Math.floor(at)] ?? 1;
  const read: number[] = [];
  let at = 0;
  while (at < bits.length) {
    if (level(at) !== 0 || (at > 0 && level(at - 1) === 0)) {
      at += 1;
      continue;
    }
    if (level(at + step / 2) !== 0) {
      at += 1;
      continue;
    }
    let byte = 0;
    for (let bit = 0; bit < DATA_BITS; bit += 1) byte |= level(at + (bit + 1.5) * step) << bit;
    read.push(byte);
    at = Math.floor(at + (FRAME_BITS - 0.5) * step) + 1;
  }
  return Uint8Array.from(read);
};
