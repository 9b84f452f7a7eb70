import type { OctetReader } from './octetReader';

/** An element of a user data header, as it stands: 23.040 § 9.2.3.24. */
export interface HeaderElement {
  readonly id: number;
  readonly data: Uint8Array;
}

/** Which part of a message this is. References of 8 and of 16 bits are different numbers. */
export interface Concatenation {
  readonly reference: number;
  readonly bits: 8 | 16;
  readonly total: number;
  /** From 1. */
  readonly part: number;
}

/** Application ports: 2948 is WAP push (an MMS waits), 9204 a visiting card. */
export interface Ports {
  readonly destination: number;
  readonly source: number;
  readonly bits: 8 | 16;
}

/** A message that waits, with its count (element 01). */
export interface WaitingCount {
  readonly what: 'voice' | 'fax' | 'email' | 'other';
  readonly count: number;
  readonly isStored: boolean;
}

/** What the known elements of a header mean; all the others are stepped over. */
export interface HeaderMeaning {
  readonly concat: Concatenation | undefined;
  readonly ports: Ports | undefined;
  readonly singleShift: number | undefined;
  readonly lockingShift: number | undefined;
  readonly waitingCounts: readonly WaitingCount[];
  /** It is meant for an application on the SIM (elements 70 to 7F): its text is none to show. */
  readonly isForSim: boolean;
}

const CONCAT_8 = 0x00;
const WAITING = 0x01;
const PORTS_8 = 0x04;
const PORTS_16 = 0x05;
const CONCAT_16 = 0x08;
const SINGLE_SHIFT = 0x24;
const LOCKING_SHIFT = 0x25;
const [FIRST_FOR_SIM, LAST_FOR_SIM] = [0x70, 0x7f];
const WAITING_KINDS = ['voice', 'fax', 'email', 'other'] as const;

/** Reads the elements of a header. One that passes the end of the header is left out, with what stands behind it. */
const read = (header: OctetReader): readonly HeaderElement[] => {
  const elements: HeaderElement[] = [];
  while (header.left > 1) {
    const id = header.octet('header element');
    const length = header.octet('header element');
    if (length > header.left) break;
    elements.push(Object.freeze({ id, data: header.take(length, 'header element') }));
  }
  return elements;
};

/** The octets of a header, its length in front; none for no elements. */
const write = (elements: readonly HeaderElement[]): Uint8Array => {
  const octets = elements.flatMap(({ id, data }) => [id, data.length, ...data]);
  return Uint8Array.from([octets.length, ...octets]);
};

/** What a header says. Elements of a wrong length or with impossible values do not count; of two alike the last one does. */
const meaning = (elements: readonly HeaderElement[]): HeaderMeaning => {
  const last = <T>(of: (element: HeaderElement) => T | undefined): T | undefined =>
    elements.map(of).findLast((found) => found !== undefined);
  return {
    concat: last(concatenation),
    ports: last(ports),
    singleShift: last(({ id, data }) => (id === SINGLE_SHIFT && data.length === 1 ? data[0] : undefined)),
    lockingShift: last(({ id, data }) => (id === LOCKING_SHIFT && data.length === 1 ? data[0] : undefined)),
    waitingCounts: elements.flatMap(waitingCount),
    isForSim: elements.some(({ id }) => id >= FIRST_FOR_SIM && id <= LAST_FOR_SIM),
  };
};

const element = (id: number, ...octets: readonly number[]): HeaderElement =>
  Object.freeze({ id, data: Uint8Array.from(octets) });
const wide = (value: number): readonly number[] => [value >> 8, value & 0xff];

const ofConcat = ({ reference, bits, total, part }: Concatenation): HeaderElement =>
  bits === 8
    ? element(CONCAT_8, reference, total, part)
    : element(CONCAT_16, ...wide(reference), total, part);
const ofPorts = ({ destination, source, bits }: Ports): HeaderElement =>
  bits === 8
    ? element(PORTS_8, destination, source)
    : element(PORTS_16, ...wide(destination), ...wide(source));
const ofSingleShift = (language: number): HeaderElement => element(SINGLE_SHIFT, language);
const ofLockingShift = (language: number): HeaderElement => element(LOCKING_SHIFT, language);

/** The header in front of user data (3GPP 23.040 § 9.2.3.24). */
export const userDataHeader = Object.freeze({
  read,
  write,
  meaning,
  ofConcat,
  ofPorts,
  ofSingleShift,
  ofLockingShift,
});

const concatenation = ({ id, data }: HeaderElement): Concatenation | undefined => {
  const bits = id === CONCAT_8 && data.length === 3 ? 8 : id === CONCAT_16 && data.length === 4 ? 16 : 0;
  if (bits === 0) return undefined;
  const [reference = 0, total = 0, part = 0] =
    bits === 8 ? data : [((data[0] ?? 0) << 8) | (data[1] ?? 0), ...data.subarray(2)];
  return part < 1 || part > total ? undefined : Object.freeze({ reference, bits, total, part });
};

const ports = ({ id, data }: HeaderElement): Ports | undefined => {
  const [one = 0, two = 0, three = 0, four = 0] = data;
  if (id === PORTS_8 && data.length === 2) return Object.freeze({ destination: one, source: two, bits: 8 });
  return id === PORTS_16 && data.length === 4
    ? Object.freeze({ destination: (one << 8) | two, source: (three << 8) | four, bits: 16 })
    : undefined;
};

const waitingCount = ({
  id,
  data: [what = 0, count = 0, ...rest],
}: HeaderElement): readonly WaitingCount[] =>
  id === WAITING && rest.length === 0
    ? [{ what: WAITING_KINDS[what & 3] ?? 'other', count, isStored: (what & 0x80) !== 0 }]
    : [];
