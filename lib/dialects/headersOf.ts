import type { HttpHead } from '../grammar/httpHead';
import { joinBytes } from '../../operators/joinBytes';
import { parseHeaders } from './parseHeaders';

/** Reads the header fields of a head that came as counted bytes. */
export const headersOf = (payload: readonly Uint8Array[]): HttpHead['headers'] =>
  parseHeaders(new TextDecoder('latin1').decode(joinBytes(payload)));
