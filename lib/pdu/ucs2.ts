const REPLACEMENT = '\ufffd';
/** Half of a surrogate pair without the other half. */
const LONE = /\p{Surrogate}/gu;

/** The text of octets, two a unit. Half a pair becomes U+FFFD, an odd octet at the end is dropped. */
const decode = (octets: Uint8Array): string => {
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2)
    text += String.fromCharCode(((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0));
  return text.replace(LONE, REPLACEMENT);
};

/** The octets of a text, two a unit. */
const encode = (text: string): Uint8Array => {
  const octets = new Uint8Array(2 * text.length);
  for (let at = 0; at < text.length; at += 1) {
    octets[2 * at] = text.charCodeAt(at) >> 8;
    octets[2 * at + 1] = text.charCodeAt(at) & 0xff;
  }
  return octets;
};

/** Where half a surrogate pair stands without the other half; -1 if nowhere. */
const loneAt = (text: string): number => text.search(LONE);

/** What messages call UCS-2, which is UTF-16 in practice: higher octet first, pairs for letters above U+FFFF. */
export const ucs2 = Object.freeze({ decode, encode, loneAt });
