import { invalidArgument } from '../grammar/errors/modemError';
import { dataCoding, type MessageClass } from './dataCoding';
import { capacity, splitText, type SplitOptions } from './splitText';
import { userData, type UserData } from './userData';
import { userDataHeader, type HeaderElement } from './userDataHeader';

/** What a message says, and how. Exactly one of `text` and `data`. */
export interface MessageBody extends Omit<SplitOptions, 'headerOctets'> {
  readonly text?: string | undefined;
  readonly data?: Uint8Array | undefined;
  /** 0 flash, 1 the modem's memory, 2 the SIM's, 3 the equipment behind the modem. Default none. */
  readonly class?: MessageClass | undefined;
  /** Ports of the application that it is for; above 255 or by `bits: 16` in 16 bits. Default none. */
  readonly ports?:
    { readonly destination: number; readonly source: number; readonly bits?: 8 | 16 } | undefined;
  /** The number that joins the parts. It must be given for a message of several parts, and be another for the next one. */
  readonly reference?: number | undefined;
  /** Default 255, which is what a header can count. */
  readonly maxParts?: number | undefined;
}

const MAX_PARTS = 255;

/** The user data of each part of a message. Fails with `invalid-argument` for what can't be spelled. */
export const messageParts = (body: MessageBody): readonly UserData[] => {
  const header = portsOf(body);
  const { encoding, elements, pieces } = piecesOf(body, [...header]);
  const { maxParts = MAX_PARTS } = body;
  if (pieces.length > Math.min(maxParts, MAX_PARTS))
    return invalidArgument(
      body.text === undefined ? 'data' : 'text',
      `it takes ${pieces.length} messages, ${Math.min(maxParts, MAX_PARTS)} are allowed: shorten it or raise maxParts`,
    );
  const coding = dataCoding.of({ encoding, class: body.class });
  return pieces.map((units, at) => {
    const all = [...concatOf(body, at + 1, pieces.length), ...elements];
    return userData.make({ coding, units, ...(all.length > 0 && { header: all }) });
  });
};

interface Pieces {
  readonly encoding: 'gsm7' | 'ucs2' | 'binary';
  readonly elements: readonly HeaderElement[];
  readonly pieces: readonly Uint8Array[];
}

const octetsIn = (elements: readonly HeaderElement[]): number =>
  elements.reduce((sum, { data }) => sum + 2 + data.length, 0);

const piecesOf = (body: MessageBody, ports: readonly HeaderElement[]): Pieces => {
  const { text, data } = body;
  if ((text === undefined) === (data === undefined))
    return invalidArgument('text', 'a message has either text or data');
  if (data) return { encoding: 'binary', elements: ports, pieces: chunks(data, body, octetsIn(ports)) };
  const split = splitText(text ?? '', { ...body, headerOctets: octetsIn(ports) });
  const { encoding, singleShift, lockingShift, parts } = split;
  const shifts = [
    ...(singleShift === undefined ? [] : [userDataHeader.ofSingleShift(singleShift)]),
    ...(lockingShift === undefined ? [] : [userDataHeader.ofLockingShift(lockingShift)]),
  ];
  return { encoding, elements: [...ports, ...shifts], pieces: parts.map(({ units }) => units) };
};

const chunks = (
  data: Uint8Array,
  { referenceBits = 8 }: MessageBody,
  elementOctets: number,
): readonly Uint8Array[] => {
  if (data.length <= capacity('binary', elementOctets)) return [data];
  const size = capacity('binary', elementOctets + (referenceBits === 8 ? 5 : 6));
  return Array.from({ length: Math.ceil(data.length / size) }, (_, at) =>
    data.subarray(at * size, (at + 1) * size),
  );
};

const isBetween = (value: number, max: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= max;

const concatOf = (body: MessageBody, part: number, total: number): readonly HeaderElement[] => {
  if (total === 1) return [];
  const { reference, referenceBits: bits = 8 } = body;
  if (reference === undefined || !isBetween(reference, 2 ** bits - 1))
    return invalidArgument(
      'reference',
      `a message of ${total} parts needs a reference from 0 to ${2 ** bits - 1}`,
    );
  return [userDataHeader.ofConcat({ reference, bits, total, part })];
};

const portsOf = ({ ports }: MessageBody): readonly HeaderElement[] => {
  if (!ports) return [];
  const { destination, source } = ports;
  const bits = ports.bits ?? (destination > 255 || source > 255 ? 16 : 8);
  return [destination, source].every((port) => isBetween(port, 2 ** bits - 1))
    ? [userDataHeader.ofPorts({ destination, source, bits })]
    : invalidArgument('ports', `a port of ${bits} bits is 0 to ${2 ** bits - 1}`);
};
