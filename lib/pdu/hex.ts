/** Octets as hexadecimal digits in upper case, as the AT side writes them. */
const write = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join('');

/** How many octets stand at the front of a text before the first that is none. */
const wellFormed = (digits: string): number => Math.floor((/^[0-9A-F]*/i.exec(digits)?.[0].length ?? 0) / 2);

/** The octets of hexadecimal digits, up to the first pair that is none. */
const read = (digits: string): Uint8Array =>
  Uint8Array.from({ length: wellFormed(digits) }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );

/** Hexadecimal digits and octets, both ways. */
export const hex = Object.freeze({ write, read });
