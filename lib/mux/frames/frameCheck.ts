/** x⁸ + x² + x + 1, bits reversed (27.010 § 5.2.1.6 and annex B). */
const POLYNOMIAL = 0xe0;
const START = 0xff;

const entryOf = (octet: number): number => {
  let rest = octet;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >> 1) ^ POLYNOMIAL : rest >> 1;
  return rest;
};

const TABLE = Uint8Array.from({ length: 256 }, (_, octet) => entryOf(octet));

/**
 * The check sum (FCS) of some bytes of a frame: address, control and length, and for `ui` the data.
 *
 *     frameCheck(Uint8Array.of(0x03, 0x3f, 0x01))   // 0x1c, the FCS of SABM on channel 0
 */
export const frameCheck = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let rest = START;
  for (let at = from; at < to; at += 1) rest = TABLE[rest ^ (bytes[at] as number)] as number;
  return START - rest;
};
