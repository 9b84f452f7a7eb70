import { invalidArgument } from '../grammar/errors/modemError';
import type { OctetReader } from './octetReader';
import { timestamp, type Timestamp } from './timestamp';

/** How long the service centre tries to deliver a message. */
export type Validity =
  | { readonly format: 'relative'; readonly code: number; readonly seconds: number }
  | { readonly format: 'absolute'; readonly until: Timestamp | undefined }
  /** `seconds` is missing if it names no period; `isSingleShot`: the centre tries once. */
  | {
      readonly format: 'enhanced';
      readonly octets: Uint8Array;
      readonly isSingleShot: boolean;
      readonly seconds: number | undefined;
    };

/** By the bits 3 and 4 of the first octet. */
const FORMATS = [undefined, 'enhanced', 'relative', 'absolute'] as const;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MAX_CODE = 255;
const SINGLE_SHOT = 0x40;
const ENHANCED_OCTETS = 7;

const secondsOf = (code: number): number => {
  if (code < 144) return (code + 1) * 5 * MINUTE;
  if (code < 168) return 12 * HOUR + (code - 143) * 30 * MINUTE;
  return code < 197 ? (code - 166) * DAY : (code - 192) * WEEK;
};

const relative = (code: number): Validity =>
  Object.freeze({ format: 'relative', code, seconds: secondsOf(code) });

/** At least this long, up to 63 weeks; the centre knows steps from 5 minutes to a week. Fails with `invalid-argument`. */
const ofMs = (validityMs: number): Validity => {
  if (!(validityMs > 0)) return invalidArgument('validityMs', 'a validity is more than 0 ms');
  for (let code = 0; code <= MAX_CODE; code += 1)
    if (secondsOf(code) * 1_000 >= validityMs) return relative(code);
  return invalidArgument('validityMs', 'a message is valid for 63 weeks at the most');
};

/** Until a moment. Many centres know periods only. Fails with `invalid-argument`. */
const until = (moment: Date | string): Validity =>
  Object.freeze({ format: 'absolute', until: timestamp.of(moment, 'validUntil') });

/** Reads a validity in the format that the bits 3 and 4 of the first octet say. */
const read = (reader: OctetReader, formatBits: number): Validity | undefined => {
  const field = 'validity';
  switch (FORMATS[formatBits & 3]) {
    case 'relative':
      return relative(reader.octet(field));
    case 'absolute':
      return Object.freeze({
        format: 'absolute',
        until: timestamp.read(reader.take(timestamp.OCTETS, field)),
      });
    case 'enhanced':
      return enhanced(reader.take(ENHANCED_OCTETS, field));
    default:
      return undefined;
  }
};

/** The octets of a validity. */
const write = (validity: Validity | undefined): Uint8Array => {
  switch (validity?.format) {
    case 'relative':
      return Uint8Array.of(validity.code);
    case 'absolute':
      return timestamp.write(validity.until);
    case 'enhanced':
      return validity.octets;
    default:
      return new Uint8Array();
  }
};

const formatBits = (validity: Validity | undefined): number => FORMATS.indexOf(validity?.format);

/** The validity period (3GPP 23.040 § 9.2.3.12). */
export const validity = Object.freeze({ ofMs, until, read, write, formatBits });

/** Functionality, what it says, and filler (23.040 § 9.2.3.12.3). */
const enhanced = (octets: Uint8Array): Validity => {
  const [functionality = 0, one = 0, two = 0, three = 0] = octets;
  const decimal = (octet: number): number => 10 * (octet & 0xf) + (octet >> 4);
  const seconds = [
    undefined,
    secondsOf(one),
    one,
    decimal(one) * HOUR + decimal(two) * MINUTE + decimal(three),
  ][functionality & 7];
  return Object.freeze({
    format: 'enhanced',
    octets,
    isSingleShot: (functionality & SINGLE_SHOT) !== 0,
    seconds,
  });
};
