import { gsmAlphabet } from './gsmAlphabet';

/** What a message says, and whom it came from or goes to. */
export interface MessageContent {
  readonly number: string;
  readonly text: string;
}

/** A message that came: 23.040 § 9.2.2.1. */
interface Delivered extends MessageContent {
  /** When the service centre had it: `yy/MM/dd,hh:mm:ss±zz`, zz in quarters of an hour. */
  readonly time: string;
}

const SEPTETS = 0x00;
const UCS2 = 0x08;
const HAS_HEADER = 0x40;
const MAX_SEPTETS = 160;
const MAX_LETTERS = 70;

const hex = (octets: readonly number[]): string =>
  octets.map((octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join('');
const octetsOf = (digits: string): readonly number[] =>
  (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** Digits stand in octets with their halves swapped; an odd one is filled with F. */
const swapped = (digits: string): string =>
  (digits.length % 2 === 0 ? digits : `${digits}F`).replace(/(.)(.)/g, '$2$1');
const digitsOf = (number: string): string => number.replace(/^\+/, '');
/** 145 international, 129 as dialled. */
const kindOf = (number: string): string => (number.startsWith('+') ? '91' : '81');

const byteCount = (digits: string): string => hex([digits.length / 2]);
const centreOf = (number: string): string => {
  const address = `${kindOf(number)}${swapped(digitsOf(number))}`;
  return `${byteCount(address)}${address}`;
};
const addressOf = (number: string): string =>
  `${hex([digitsOf(number).length])}${kindOf(number)}${swapped(digitsOf(number))}`;

/** The time zone counts quarters of an hour; its sign is a bit of the first digit. */
const timeOf = (time: string): string => {
  const [, stamp = '', sign, zone = '00'] = /^(.*)([+-])(\d\d)$/.exec(time) ?? [];
  const west = sign === '-' ? 8 : 0;
  const quarters = hex([((Number(zone[0]) | west) << 4) | Number(zone[1])]);
  return swapped(stamp.replace(/\D/g, '') + quarters);
};

const codesOf = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** Coding, count and data of a text; `undefined` if it is too long for one message. */
const dataOf = (text: string): { readonly coding: number; readonly data: string } | undefined => {
  const septets = gsmAlphabet.encode(text);
  if (septets) {
    if (septets.length > MAX_SEPTETS) return undefined;
    return { coding: SEPTETS, data: hex([septets.length, ...gsmAlphabet.pack(septets)]) };
  }
  if (text.length > MAX_LETTERS) return undefined;
  const octets = codesOf(text).flatMap((code) => [code >> 8, code & 0xff]);
  return { coding: UCS2, data: hex([octets.length, ...octets]) };
};

/** Writes a message that came, in hexadecimal digits; `undefined` if it is too long for one. */
const writeDeliver = ({ number, text, time }: Delivered, centre: string): string | undefined => {
  const found = dataOf(text);
  return (
    found && `${centreOf(centre)}04${addressOf(number)}00${hex([found.coding])}${timeOf(time)}${found.data}`
  );
};

/** Writes a message to be sent, valid for a day; `undefined` if it is too long for one. */
const writeSubmit = ({ number, text }: MessageContent): string | undefined => {
  const found = dataOf(text);
  return found && `001100${addressOf(number)}00${hex([found.coding])}AA${found.data}`;
};

/** The data behind a user data header: the text of one part of a long message. */
const textOf = (coding: number, count: number, data: readonly number[], hasHeader: boolean): string => {
  const header = hasHeader ? (data[0] ?? 0) + 1 : 0;
  if ((coding & 0x0c) === SEPTETS) {
    const skipped = Math.ceil((header * 8) / 7);
    return gsmAlphabet.decode(gsmAlphabet.unpack(data, count).slice(skipped));
  }
  const said = data.slice(header, count);
  if ((coding & 0x0c) !== UCS2) return String.fromCharCode(...said);
  return said.reduce((text, high, at) => {
    return at % 2 === 0 ? text + String.fromCharCode((high << 8) | (said[at + 1] ?? 0)) : text;
  }, '');
};

/** Octets of the validity period, by the bits of the first octet (23.040 § 9.2.3.3). */
const VALIDITY_OCTETS: readonly number[] = [0, 7, 1, 7];

/** A number, or a name: 23.040 § 9.1.2.5. */
const numberOf = (digits: number, kind: number, octets: readonly number[]): string => {
  if ((kind & 0x70) === 0x50)
    return gsmAlphabet.decode(gsmAlphabet.unpack(octets, Math.floor((digits * 4) / 7)));
  const number = swapped(hex(octets)).slice(0, digits);
  return (kind & 0x70) === 0x10 ? `+${number}` : number;
};

const stampOf = (octets: readonly number[]): string => {
  const [year, month, day, hour, minute, second, zone = ''] = octets.map((octet) => swapped(hex([octet])));
  const quarters = Number.parseInt(zone, 16);
  const west = (quarters & 0x80) !== 0;
  const quarterDigits = (quarters & 0x7f).toString(16).padStart(2, '0');
  return `${year}/${month}/${day},${hour}:${minute}:${second}${west ? '-' : '+'}${quarterDigits}`;
};

const TIME_OCTETS = 7;

/** Reads a message that came or is to be sent (23.040 § 9.2.2); `undefined` if it is not a message of that many octets. */
const read = (pdu: string, octetCount: number): (MessageContent & { readonly time?: string }) | undefined => {
  if (!/^(?:[0-9A-F]{2})+$/i.test(pdu)) return undefined;
  const all = octetsOf(pdu);
  const tpdu = all.slice(1 + (all[0] ?? 0));
  const [first = 0] = tpdu;
  const came = (first & 0x03) === 0;
  if (tpdu.length !== octetCount || (first & 0x03) > 1) return undefined;
  const [digits = 0, kind = 0] = tpdu.slice(came ? 1 : 2);
  const addressAt = came ? 3 : 4;
  const addressEnd = addressAt + Math.ceil(digits / 2);
  const number = numberOf(digits, kind, tpdu.slice(addressAt, addressEnd));
  const extra = came ? TIME_OCTETS : (VALIDITY_OCTETS[(first >> 3) & 3] ?? 0);
  const dataAt = addressEnd + 2 + extra;
  const coding = tpdu[addressEnd + 1] ?? 0;
  const text = textOf(coding, tpdu[dataAt] ?? 0, tpdu.slice(dataAt + 1), (first & HAS_HEADER) !== 0);
  return came ? { number, text, time: stampOf(tpdu.slice(addressEnd + 2, dataAt)) } : { number, text };
};

/** How many octets of a PDU count: all but the service centre’s. */
const octetsIn = (pdu: string): number => pdu.length / 2 - 1 - Number.parseInt(pdu.slice(0, 2), 16);

/** Messages as PDUs in hexadecimal digits, service centre in front (23.040 § 9.2). */
export const messagePdu = Object.freeze({ writeDeliver, writeSubmit, read, octetsIn });
