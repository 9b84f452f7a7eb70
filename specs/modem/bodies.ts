import { latin1Bytes } from '../../lib/grammar/latin1';

/** So many bytes of every value, no window like another. */
export const patterned = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 7 + (at >> 16) * 3) & 0xff);

/** A body full of what modems say. */
export const lookAlike = latin1Bytes(
  '\r\nOK\r\n\r\nERROR\r\n\r\n+HTTPREAD: 5\r\nhello\r\nOK\r\n\r\n+HTTPREAD: DATA,5\r\n+HTTPREAD: 0\r\n' +
    '\r\n+CME ERROR: 3\r\n\r\nDOWNLOAD\r\n\r\n> \r\nRING\r\nRDY\r\n*ATREADY: 1\r\n\0\x1a\x1b\xff\xff\r\n' +
    '+HTTPACTION: 0,200,5\r\n\r\nAT+HTTPTERM\r\n\r\nOK\r\nOK\r\n\r\n',
);

/** The same bytes over and over, up to a length. */
export const repeated = (part: Uint8Array, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => part[at % part.length] as number);
