import { invalidArgument } from '../grammar/errors/modemError';

/** How the units of a message are spelled: septets, UTF-16 units or octets. */
export type Encoding = 'gsm7' | 'ucs2' | 'binary';

/** 0 flash (shown at once, not stored), 1 the modem's memory, 2 the SIM's, 3 the equipment behind the modem. */
export type MessageClass = 0 | 1 | 2 | 3;

/** Something waits for the owner of the number (23.038 § 4, groups 1100 to 1110). */
export interface MessageWaiting {
  readonly what: 'voice' | 'fax' | 'email' | 'other';
  /** Whether something waits, or no longer does. */
  readonly isActive: boolean;
  /** Whether the text is kept, or only the sign is shown. */
  readonly isStored: boolean;
}

/** The data coding scheme of a message. */
export interface DataCoding {
  readonly octet: number;
  /** Compressed text is `binary`: nobody compresses, so it is kept as octets. */
  readonly encoding: Encoding;
  readonly class: MessageClass | undefined;
  readonly isCompressed: boolean;
  /** The sender wishes that it is deleted once it was read. */
  readonly isDeletedWhenRead: boolean;
  readonly waiting: MessageWaiting | undefined;
}

const WAITING = ['voice', 'fax', 'email', 'other'] as const;
const ENCODINGS: readonly Encoding[] = ['gsm7', 'binary', 'ucs2', 'gsm7'];
const COMPRESSED = 0x20;
const HAS_CLASS = 0x10;
const ACTIVE = 0x08;

const classOf = (octet: number): MessageClass => (octet & 3) as MessageClass;

/** Groups 00xx and 01xx: class, compression, encoding. */
const general = (octet: number): Omit<DataCoding, 'octet' | 'waiting'> => {
  const isCompressed = (octet & COMPRESSED) !== 0;
  return {
    encoding: isCompressed ? 'binary' : (ENCODINGS[(octet >> 2) & 3] ?? 'gsm7'),
    class: (octet & HAS_CLASS) === 0 ? undefined : classOf(octet),
    isCompressed,
    isDeletedWhenRead: octet >= 0x40,
  };
};

const plain = { class: undefined, isCompressed: false, isDeletedWhenRead: false, waiting: undefined };

/** Reads a data coding scheme (3GPP 23.038 § 4). Reserved groups are read as the default alphabet. */
const read = (octet: number): DataCoding => {
  const group = octet >> 4;
  if (group < 8) return Object.freeze({ octet, ...general(octet), waiting: undefined });
  if (group < 0xc) return Object.freeze({ octet, ...plain, encoding: 'gsm7' });
  if (group === 0xf) {
    const encoding = (octet & 4) === 0 ? 'gsm7' : 'binary';
    return Object.freeze({ octet, ...plain, encoding, class: classOf(octet) });
  }
  const waiting = {
    what: WAITING[octet & 3] ?? 'other',
    isActive: (octet & ACTIVE) !== 0,
    isStored: group > 0xc,
  };
  return Object.freeze({ octet, ...plain, encoding: group === 0xe ? 'ucs2' : 'gsm7', waiting });
};

/** What a data coding scheme is made of. */
export interface DataCodingRequest {
  readonly encoding: Encoding;
  readonly class?: MessageClass | undefined;
}

const CLASSES: readonly number[] = [0, 1, 2, 3];

/** The data coding scheme of the general group: 00, 04, 08, with a class 10 to 1B. Fails with `invalid-argument`. */
const of = ({ encoding, class: wanted }: DataCodingRequest): DataCoding => {
  const group = ENCODINGS.indexOf(encoding) << 2;
  if (wanted === undefined) return read(group);
  return CLASSES.includes(wanted)
    ? read(group | HAS_CLASS | wanted)
    : invalidArgument('class', 'a message has class 0, 1, 2 or 3, or none');
};

/** The data coding scheme, TP-DCS: `read` takes any octet, `of` makes one of the general group. */
export const dataCoding = Object.freeze({ read, of });
