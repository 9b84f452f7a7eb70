import type { DataCoding } from './dataCoding';
import { gsm7 } from './gsm7';
import { OctetReader } from './octetReader';
import { ucs2 } from './ucs2';
import { userDataHeader, type HeaderElement, type HeaderMeaning } from './userDataHeader';

/** What a message carries: a header, and text or data. */
export interface UserData extends HeaderMeaning {
  readonly coding: DataCoding;
  /** Whether a header is there, though it may be empty. */
  readonly hasHeader: boolean;
  /** Every element of the header, also those that this library does not know. */
  readonly header: readonly HeaderElement[];
  /** Septets one a byte, or octets: what stands behind the header. Parts are joined by it, before they are decoded. */
  readonly units: Uint8Array;
  /** Missing if the coding is `binary`. A letter may be cut at the end of a part: use `userData.join` for several. */
  readonly text: string | undefined;
  /** Missing unless the coding is `binary`. */
  readonly data: Uint8Array | undefined;
}

/** What user data is made of. */
export interface UserDataRequest {
  readonly coding: DataCoding;
  readonly header?: readonly HeaderElement[];
  readonly units: Uint8Array;
}

const FIELD = 'user data';

/** Septets that a header fills, its length octet included. */
const headerSeptets = (headerOctets: number): number => Math.ceil((headerOctets * 8) / 7);
const fillBits = (headerOctets: number): number => headerSeptets(headerOctets) * 7 - headerOctets * 8;

/** User data of a coding, a header and units; text and meaning of the header are found out. */
const make = ({ coding, header, units }: UserDataRequest): UserData => {
  const meaning = userDataHeader.meaning(header ?? []);
  const isText = coding.encoding !== 'binary';
  return {
    ...meaning,
    coding,
    hasHeader: header !== undefined,
    header: header ?? [],
    units,
    text: isText ? textOf([{ coding, units, ...meaning }]) : undefined,
    data: isText ? undefined : units,
  };
};

/** Reads the count of the units, the header and the units. What stands behind them is ignored. */
const read = (reader: OctetReader, coding: DataCoding, hasHeader: boolean): UserData => {
  const count = reader.octet(FIELD);
  const isPacked = coding.encoding === 'gsm7';
  const octets = reader.take(isPacked ? Math.ceil((count * 7) / 8) : count, FIELD);
  const headerOctets = hasHeader ? (octets[0] ?? 0) + 1 : 0;
  if (headerOctets > octets.length || (isPacked && headerSeptets(headerOctets) > count))
    reader.fail('user data header', 'is longer than the user data');
  if (reader.problem) return make({ coding, units: new Uint8Array() });
  const behind = octets.subarray(headerOctets);
  const units = isPacked
    ? gsm7.unpack(behind, count - headerSeptets(headerOctets), fillBits(headerOctets))
    : behind;
  if (!hasHeader) return make({ coding, units });
  return make({
    coding,
    header: userDataHeader.read(new OctetReader(octets.subarray(1, headerOctets))),
    units,
  });
};

/** The octets of user data, the count of the units in front. */
const write = ({ coding, hasHeader, header, units }: UserData): Uint8Array => {
  const front = hasHeader ? userDataHeader.write(header) : new Uint8Array();
  if (coding.encoding !== 'gsm7') return Uint8Array.from([front.length + units.length, ...front, ...units]);
  const packed = gsm7.pack(units, fillBits(front.length));
  return Uint8Array.from([headerSeptets(front.length) + units.length, ...front, ...packed]);
};

/**
 * Joins the parts of a message, in their order: units first, then letters, so that one that was cut in two is whole again.
 * `data` if all parts are binary, else `text`.
 */
const join = (parts: readonly UserData[]): Pick<UserData, 'text' | 'data'> => {
  const isBinary = parts.length > 0 && parts.every(({ coding }) => coding.encoding === 'binary');
  return isBinary
    ? { text: undefined, data: together(parts.map(({ units }) => units)) }
    : { text: textOf(parts), data: undefined };
};

/** User data of messages (3GPP 23.040 § 9.2.3.16 and 24). */
export const userData = Object.freeze({ make, read, write, join });

type Run = Pick<UserData, 'coding' | 'units' | 'singleShift' | 'lockingShift'>;

const together = (pieces: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(pieces.flatMap((piece) => [...piece]));

const isAlike = (one: Run, other: Run): boolean =>
  one.coding.encoding === other.coding.encoding &&
  one.singleShift === other.singleShift &&
  one.lockingShift === other.lockingShift;

/** Neighbours of one alphabet are decoded together. */
const textOf = (parts: readonly Run[]): string => {
  const runs: Run[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last && isAlike(last, part))
      runs[runs.length - 1] = { ...last, units: together([last.units, part.units]) };
    else runs.push(part);
  }
  return runs.map(runText).join('');
};

const runText = ({ coding, units, singleShift, lockingShift }: Run): string => {
  switch (coding.encoding) {
    case 'gsm7':
      return gsm7.decode(units, { singleShift, lockingShift });
    case 'ucs2':
      return ucs2.decode(units);
    default:
      return String.fromCharCode(...units);
  }
};
