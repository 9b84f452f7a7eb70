import { latin1Bytes } from '../../../../grammar/latin1';

/** Bytes as hexadecimal digits, two for each, as `CIPRXGET=3` prints them. */
export const hexOf = (bytes: Uint8Array): Uint8Array =>
  latin1Bytes([...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(''));
