import type { Ports } from '../../pdu/userDataHeader';

/** What a push says (WAP-235, OMA MMS encapsulation). */
export type PushContent =
  /** A multimedia message waits at `url`. */
  | {
      readonly what: 'mms';
      readonly url: string | undefined;
      readonly sizeBytes: number | undefined;
      readonly transaction: string | undefined;
    }
  /** Another application's. */
  | { readonly what: 'wap' };

/** The port of WAP pushes without security. */
const WAP_PUSH_PORT = 2948;
/** The content type of a push, as a well-known number or as text. */
const MMS_TYPE = [0xbe];
const MMS_NAME = 'application/vnd.wap.mms-message';
const PUSH = 0x06;
/** Fields of the MMS header; the highest bit marks a field. */
const [MESSAGE_TYPE, NOTIFICATION, TRANSACTION, SIZE, LOCATION] = [0x8c, 0x82, 0x98, 0x8e, 0x83];
const MAX_SIZE_OCTETS = 4;

/** What a message pushes; `undefined` if it is none. */
export const pushOf = ({
  ports,
  data,
}: {
  readonly ports: Ports | undefined;
  readonly data: Uint8Array | undefined;
}): PushContent | undefined => {
  if (ports?.destination !== WAP_PUSH_PORT) return undefined;
  return Object.freeze((data && notification(data)) ?? { what: 'wap' });
};

/** Transaction, type, length of the header, content type, then the fields of the notification. */
const notification = (data: Uint8Array): PushContent | undefined => {
  const headerOctets = data[2] ?? 0;
  const header = data.subarray(3, 3 + headerOctets);
  const isMms = header[0] === MMS_TYPE[0] || letters(header).startsWith(MMS_NAME);
  const body = data.subarray(3 + headerOctets);
  if (data[1] !== PUSH || !isMms || body[0] !== MESSAGE_TYPE || body[1] !== NOTIFICATION) return undefined;
  const transaction = body[2] === TRANSACTION ? textAt(body, 3) : undefined;
  return { what: 'mms', url: urlIn(body), sizeBytes: sizeIn(body), transaction };
};

const letters = (octets: Uint8Array): string => String.fromCharCode(...octets);

/** A text that ends with NUL. */
const textAt = (octets: Uint8Array, from: number): string => {
  const end = octets.indexOf(0, from);
  return letters(octets.subarray(from, end < 0 ? octets.length : end));
};

/** The location is a text that begins with a scheme, mostly the last field. */
const urlIn = (body: Uint8Array): string | undefined => {
  for (let at = body.indexOf(LOCATION); at >= 0; at = body.indexOf(LOCATION, at + 1)) {
    const url = textAt(body, at + 1);
    if (/^[a-z]+:\/\/[!-~]+$/i.test(url)) return url;
  }
  return undefined;
};

/** A number of some octets, their count in front. */
const sizeIn = (body: Uint8Array): number | undefined => {
  for (let at = body.indexOf(SIZE); at >= 0; at = body.indexOf(SIZE, at + 1)) {
    const count = body[at + 1] ?? 0;
    if (count < 1 || count > MAX_SIZE_OCTETS) continue;
    return body.subarray(at + 2, at + 2 + count).reduce((size, octet) => size * 256 + octet, 0);
  }
  return undefined;
};
