/** The GSM 7 bit default alphabet and its extension (3GPP 23.038 § 6.2.1). */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const ESCAPE = 0x1b;
const EXTENSION: Readonly<Record<number, string>> = {
  0x0a: '\f',
  0x14: '^',
  0x28: '{',
  0x29: '}',
  0x2f: '\\',
  0x3c: '[',
  0x3d: '~',
  0x3e: ']',
  0x40: '|',
  0x65: '€',
};

const septetsOf = new Map<string, readonly number[]>([
  ...[...BASIC].map((letter, code): [string, number[]] => [letter, [code]]),
  ...Object.entries(EXTENSION).map(([code, letter]): [string, number[]] => [letter, [ESCAPE, Number(code)]]),
]);

/** The septets of a text; `undefined` if a letter is not in the alphabet. */
const encode = (text: string): readonly number[] | undefined => {
  const septets = [...text].map((letter) => (letter === '\u001b' ? undefined : septetsOf.get(letter)));
  return septets.every((one) => one !== undefined) ? septets.flat() : undefined;
};

/** The text of septets. */
const decode = (septets: readonly number[]): string => {
  let text = '';
  let escaped = false;
  for (const code of septets) {
    if (code === ESCAPE) escaped = true;
    else {
      text += (escaped ? EXTENSION[code] : BASIC[code]) ?? ' ';
      escaped = false;
    }
  }
  return text;
};

/** Packs septets into octets, from the lowest bit on (23.038 § 6.1.2.1.1). */
const pack = (septets: readonly number[]): readonly number[] => {
  const octets: number[] = new Array<number>(Math.ceil((septets.length * 7) / 8)).fill(0);
  septets.forEach((septet, at) => {
    const bit = at * 7;
    const wide = septet << (bit % 8);
    const first = bit >> 3;
    octets[first] = (octets[first] ?? 0) | (wide & 0xff);
    if (wide > 0xff) octets[first + 1] = (octets[first + 1] ?? 0) | (wide >> 8);
  });
  return octets;
};

const unpack = (octets: readonly number[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => {
    const bit = at * 7;
    const first = bit >> 3;
    const wide = (octets[first] ?? 0) | ((octets[first + 1] ?? 0) << 8);
    return (wide >> (bit % 8)) & 0x7f;
  });

/** Text as septets, and septets as octets, both ways. */
export const gsmAlphabet = Object.freeze({ encode, decode, pack, unpack });
