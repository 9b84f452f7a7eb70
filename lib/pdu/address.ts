import { invalidArgument } from '../grammar/errors/modemError';
import { gsm7 } from './gsm7';
import type { OctetReader } from './octetReader';

/** The kinds of numbers, in the order of their codes (23.040 § 9.1.2.5). */
const KINDS = [
  'unknown',
  'international',
  'national',
  'network',
  'subscriber',
  'alphanumeric',
  'abbreviated',
  'reserved',
] as const;

/** A number or name of a message. */
export interface Address {
  /** With `+` if it is international; a name if it is alphanumeric. Digits are `0-9 * # a b c`. */
  readonly number: string;
  /** The octet that stands in front of the digits: 145 international, 129 unknown, 208 a name. */
  readonly type: number;
  readonly kind: (typeof KINDS)[number];
}

const DIGITS = '0123456789*#abc';
const FILLER = 0xf;
const INTERNATIONAL = 0x91;
const AS_DIALLED = 0x81;
const NAME = 0xd0;
const MAX_NAME_SEPTETS = 11;

const kindOf = (type: number): Address['kind'] => KINDS[(type >> 4) & 7] ?? 'reserved';
const make = (number: string, type: number): Address => Object.freeze({ number, type, kind: kindOf(type) });

/** The address of a number that can be dialled: with `+` international, else as it is. Fails with `invalid-argument`. */
const dialled = (number: string, argument = 'to'): Address =>
  /^\+?[\d*#abc]{1,20}$/.test(number)
    ? make(number, number.startsWith('+') ? INTERNATIONAL : AS_DIALLED)
    : invalidArgument(
        argument,
        'a number has 1 to 20 digits (0-9 * # a b c), with + in front if it is international',
      );

/** The address of a sender: a number, or a name of at most 11 letters. Fails with `invalid-argument`. */
const of = (sender: string, argument = 'from'): Address => {
  if (/^\+?[\d*#]{1,20}$/.test(sender)) return dialled(sender, argument);
  const septets = gsm7.encode(sender);
  return septets && septets.length <= MAX_NAME_SEPTETS
    ? make(sender, NAME)
    : invalidArgument(
        argument,
        'a name has at most 11 letters of the GSM 7-bit alphabet, a number 20 digits',
      );
};

/** Reads an address: the count of its half octets, its type, its digits. */
const read = (reader: OctetReader, field: string): Address => {
  const count = reader.octet(field);
  const type = reader.octet(field);
  const octets = reader.take(Math.ceil(count / 2), field);
  if (kindOf(type) === 'alphanumeric')
    return make(gsm7.decode(gsm7.unpack(octets, Math.floor((count * 4) / 7))), type);
  return make(signed(digitsOf(octets, count), type), type);
};

/** The octets of an address. */
const write = ({ number, type }: Address): Uint8Array => {
  if (kindOf(type) === 'alphanumeric') {
    const septets = gsm7.encode(number) ?? new Uint8Array();
    return Uint8Array.from([Math.ceil((septets.length * 7) / 4), type, ...gsm7.pack(septets)]);
  }
  const digits = number.replace('+', '');
  return Uint8Array.from([digits.length, type, ...octetsOf(digits)]);
};

/** Reads the service centre, whose length counts octets; `undefined` if the modem is to use the one that it knows. */
const readCentre = (reader: OctetReader): Address | undefined => {
  const length = reader.octet('service centre');
  if (length === 0) return undefined;
  const type = reader.octet('service centre');
  const octets = reader.take(length - 1, 'service centre');
  return make(signed(digitsOf(octets, 2 * octets.length), type), type);
};

/** The octets of a service centre; one nought for the one that the modem knows. */
const writeCentre = (centre: Address | undefined): Uint8Array => {
  if (!centre) return Uint8Array.of(0);
  const octets = octetsOf(centre.number.replace('+', ''));
  return Uint8Array.from([octets.length + 1, centre.type, ...octets]);
};

/** Addresses of messages (3GPP 23.040 § 9.1.2.5): `of` and `dialled` make them from what a user wrote. */
export const address = Object.freeze({ of, dialled, read, write, readCentre, writeCentre });

const signed = (digits: string, type: number): string =>
  kindOf(type) === 'international' ? `+${digits}` : digits;

/** The lower half of an octet comes first; a filler is no digit. */
const digitsOf = (octets: Uint8Array, count: number): string =>
  Array.from(octets)
    .flatMap((octet) => [octet & 0xf, octet >> 4])
    .slice(0, count)
    .map((half) => DIGITS[half] ?? '')
    .join('');

const octetsOf = (digits: string): readonly number[] => {
  const halves = Array.from(digits, (digit) => DIGITS.indexOf(digit));
  return Array.from(
    { length: Math.ceil(halves.length / 2) },
    (_, at) => (halves[2 * at] ?? 0) | ((halves[2 * at + 1] ?? FILLER) << 4),
  );
};
