/** What two multiplexers say to each other on channel 0 (27.010 § 5.4.6.3). */
export type ControlType =
  /** Modem status: flow control and the control lines of one channel. */
  | 'msc'
  /** Power saving. */
  | 'psc'
  /** Closes the multiplexer. */
  | 'cld'
  /** Is sent back as it came. */
  | 'test'
  /** Data may flow on all channels. */
  | 'fcon'
  /** Data must stop on all channels. */
  | 'fcoff'
  /** The command is not known. */
  | 'nsc';

/** One message on channel 0. `code` names a type that is not in the list. */
export interface ControlMessage {
  readonly type: ControlType | 'other';
  /** The type's code, without C/R and EA bits. */
  readonly code: number;
  /** A command wants an answer with the same values. */
  readonly command: boolean;
  readonly values: Uint8Array;
}

/** Codes of the types: the type octet without its EA and C/R bits. */
const CODES: Readonly<Record<ControlType, number>> = Object.freeze({
  msc: 0x38,
  psc: 0x10,
  cld: 0x30,
  test: 0x08,
  fcon: 0x28,
  fcoff: 0x18,
  nsc: 0x04,
});

const typeOf = (code: number): ControlMessage['type'] =>
  (Object.keys(CODES) as ControlType[]).find((type) => CODES[type] === code) ?? 'other';

const NONE = new Uint8Array(0);

/** Makes a message of a known type. */
export const controlMessage = (
  type: ControlType,
  values: Uint8Array = NONE,
  command = true,
): ControlMessage => ({ type, code: CODES[type], command, values });

/**
 * Writes a message: type, length, values; each number in bytes of seven bits.
 *
 *     controlBytes(controlMessage('cld'))   // C3 01
 */
export const controlBytes = ({ code, command, values }: ControlMessage): Uint8Array => {
  const lengthBytes = values.length > 127 ? 2 : 1;
  const whole = new Uint8Array(1 + lengthBytes + values.length);
  whole[0] = (code << 2) | (command ? 2 : 0) | 1;
  whole[1] = lengthBytes === 1 ? (values.length << 1) | 1 : (values.length << 1) & 0xfe;
  if (lengthBytes === 2) whole[2] = ((values.length >> 7) << 1) | 1;
  whole.set(values, 1 + lengthBytes);
  return whole;
};

/** Reads the messages of one frame on channel 0; what is cut short at its end is left out. */
export const controlMessages = (bytes: Uint8Array): readonly ControlMessage[] => {
  const messages: ControlMessage[] = [];
  for (let at = 0; at + 1 < bytes.length;) {
    const head = bytes[at] as number;
    const short = bytes[at + 1] as number;
    const isShort = (short & 1) === 1;
    const length = isShort ? short >> 1 : (short >> 1) | (((bytes[at + 2] ?? 0) >> 1) << 7);
    const from = at + (isShort ? 2 : 3);
    if (from + length > bytes.length) break;
    const code = head >> 2;
    messages.push({
      type: typeOf(code),
      code,
      command: (head & 2) !== 0,
      values: bytes.subarray(from, from + length),
    });
    at = from + length;
  }
  return messages;
};
