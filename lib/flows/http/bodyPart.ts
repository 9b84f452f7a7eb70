import type { HttpHead } from '../../grammar/errors/httpHead';
import { ModemError } from '../../grammar/errors/modemError';
import type { ByteRange } from '../../dialects/httpCall';

const OK = 200;

/** The head of the whole, made of the head of a part that the library asked for by itself. */
export const wholeHead = (head: HttpHead, total: number): HttpHead => {
  const { 'content-range': _, ...headers } = head.headers;
  const status = head.status === PARTIAL ? OK : head.status;
  return { status, length: total, headers: { ...headers, 'content-length': String(total) } };
};

/** Which bytes of a body a response brings: `skip` of what the modem holds are known already. */
export interface BodyPart {
  /** Where in the body the modem's first byte belongs. */
  readonly from: number;
  /** How many bytes the modem holds. */
  readonly bytes: number;
  /** How long the body is in all. */
  readonly total: number;
}

const PARTIAL = 206;
const CONTENT_RANGE = /^bytes\s+(\d+)-(\d+)\/(\d+|\*)$/i;

const wrong = (problem: string): never => {
  throw new ModemError({ kind: 'range', problem });
};

const told = (head: HttpHead, range: ByteRange): BodyPart => {
  const [, from, to, total] = CONTENT_RANGE.exec(head.headers['content-range'] ?? '') ?? [];
  if (from === undefined || to === undefined) return wrong('the server gave a part and did not say which');
  const bytes = Number(to) - Number(from) + 1;
  if (Number(from) !== range.from || bytes !== head.length)
    return wrong('the server gave another part than was asked for');
  if (total === '*' || total === undefined) return wrong('the server does not say how long the whole is');
  if (Number(total) <= Number(to))
    return wrong('the server gave a part that lies behind the end of the whole');
  return { from: range.from, bytes, total: Number(total) };
};

/**
 * Finds out which bytes a response brings, and checks that they are those that were asked for, so that a body is never put
 * together of what does not belong together.
 *
 *     asked for bytes 2000 to the end; 206, Content-Range: bytes 2000-16383/16384   ⇒ { from: 2000, bytes: 14384, total: 16384 }
 *     asked for a part, 200                                                        ⇒ the whole: the server has no ranges
 *
 * Fails with `range` where it does not fit.
 */
export const bodyPart = (head: HttpHead, range: ByteRange | undefined): BodyPart => {
  // Some firmware tells a part with 200: the field says more than the status.
  if (range && (head.status === PARTIAL || 'content-range' in head.headers)) return told(head, range);
  return { from: 0, bytes: head.length, total: head.length };
};
