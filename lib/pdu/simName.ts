import { gsm7 } from './gsm7';
import { hex } from './hex';
import { ucs2 } from './ucs2';

/** The codings of a name on the SIM, by its first octet (3GPP 11.11 annex B). */
const [UCS2, HALF_PAGE, ANY_HALF_PAGE] = [0x80, 0x81, 0x82];
const UNUSED = 0xff;
const HALF_PAGE_LETTERS = 0x80;

/**
 * Reads a name that the modem prints as the SIM holds it, in hexadecimal digits; `undefined` where it is no such name.
 *
 *     80042F       →  Я        (units of two octets)
 *     8103089097B0 →  АЗ0 …    (letters of the half page at 8 · 128, and of GSM)
 *
 * Source: 3GPP 11.11 annex B.
 */
export const simName = (digits: string): string | undefined => {
  if (!/^8[0-2](?:[0-9A-F]{2})+$/i.test(digits)) return undefined;
  const [coding, ...octets] = hex.read(digits);
  if (coding === UCS2) return fromUnits(octets);
  if (coding === HALF_PAGE) return fromHalfPage(octets.slice(2), octets[0], (octets[1] ?? 0) << 7);
  const start = ((octets[1] ?? 0) << 8) | (octets[2] ?? 0);
  return coding === ANY_HALF_PAGE ? fromHalfPage(octets.slice(3), octets[0], start) : undefined;
};

/** Unused octets at the end are FF. */
const fromUnits = (octets: readonly number[]): string | undefined => {
  const end = octets.findIndex((octet, at) => at % 2 === 0 && octet === UNUSED && octets[at + 1] === UNUSED);
  const used = octets.slice(0, end < 0 ? octets.length : end);
  return used.length % 2 === 0 ? ucs2.decode(Uint8Array.from(used)) : undefined;
};

const fromHalfPage = (
  octets: readonly number[],
  length: number | undefined,
  start: number,
): string | undefined => {
  if (length === undefined || octets.length < length) return undefined;
  const letters = octets.slice(0, length);
  let text = '';
  let septets: number[] = [];
  const flush = (): void => {
    text += gsm7.decode(Uint8Array.from(septets));
    septets = [];
  };
  for (const octet of letters) {
    if (octet < HALF_PAGE_LETTERS) septets.push(octet);
    else {
      flush();
      text += String.fromCharCode(start + (octet & 0x7f));
    }
  }
  flush();
  return text;
};
