import { type Frame, FLAG, FRAME_CODES, POLL } from './frame';
import { frameCheck } from './frameCheck';

/** Longest data that a length of one byte can count. */
const MAX_SHORT = 127;

/**
 * Writes a frame: flag, address, control, length in one or two bytes, data, check sum, flag (27.010 § 5.2.1).
 *
 *     frameBytes({ channel: 1, type: 'uih', command: true, poll: false, bytes: latin1Bytes('AT\r') })
 *     // F9 07 EF 07 41 54 0D D3 F9
 */
export const frameBytes = ({ channel, type, command, poll, bytes }: Frame): Uint8Array => {
  const headerBytes = bytes.length > MAX_SHORT ? 4 : 3;
  const whole = new Uint8Array(1 + headerBytes + bytes.length + 2);
  whole[0] = FLAG;
  whole[1] = (channel << 2) | (command ? 2 : 0) | 1;
  whole[2] = FRAME_CODES[type] | (poll ? POLL : 0);
  whole[3] = headerBytes === 3 ? (bytes.length << 1) | 1 : (bytes.length << 1) & 0xfe;
  if (headerBytes === 4) whole[4] = bytes.length >> 7;
  whole.set(bytes, 1 + headerBytes);
  const checkedTo = 1 + headerBytes + (type === 'ui' ? bytes.length : 0);
  whole[whole.length - 2] = frameCheck(whole, 1, checkedTo);
  whole[whole.length - 1] = FLAG;
  return whole;
};
