/**
 * The checksum that Quectel's files are stored and read with: the exclusive or of all 16-bit words, high byte first; an odd last
 * byte is a high one (BG96 FILE manual V1.0 page 19).
 *
 *     abc  →  0x0262        1234567890  →  0x3938
 */
export const quectelChecksum = (bytes: Uint8Array): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2)
    sum ^= ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
  return sum;
};
