import { latin1Bytes } from '../wire/latin1Bytes';
import type { OriginResponse } from './origin';

/** Writes the start of a response as the server sent it: status line, header fields, empty line. */
export const headText = ({ status, reason, headers }: OriginResponse): Uint8Array => {
  const first = `HTTP/1.1 ${status}${reason ? ` ${reason}` : ''}`;
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return latin1Bytes(`${lines.join('\r\n')}\r\n\r\n`);
};
