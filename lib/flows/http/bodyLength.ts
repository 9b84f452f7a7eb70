import { type Observable, of } from 'rxjs';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { ModemError } from '../../grammar/errors/modemError';
import type { HttpSession } from './httpProgress';

/** Statuses that may state the length of a body that they do not have (RFC 9110 § 8.6). */
const BODILESS = new Set([204, 304]);

/** The length of the body that the server states, if it does; a field that is no count is damaged on the line, and says nothing. */
const statedBytes = ({ headers }: HttpHead): number | undefined => {
  const stated = headers['content-length'];
  const isUsable = stated !== undefined && /^\d+$/.test(stated) && headers['transfer-encoding'] === undefined;
  return isUsable ? Number(stated) : undefined;
};

/** Whether the server states how long a body is: by its length, or by the part that it gave of a whole. */
export const isStated = ({ call }: Pick<HttpSession, 'call'>, head: HttpHead): boolean =>
  statedBytes(head) !== undefined || (call.range !== undefined && 'content-range' in head.headers);

/**
 * Checks the modem's count of a body: a digit may be lost on the line. Where the server states a length, it must be the same, since the
 * modem's may also be of another response, or of a part of one. Where it states none, the modem is asked once more.
 *
 * Emits whether the length is confirmed; fails with `length` where it is another.
 */
export const bodyLength = (session: HttpSession, head: HttpHead): Observable<boolean> => {
  const { channel, dialect } = session;
  if (BODILESS.has(head.status)) return of(true);
  const expectedBytes = statedBytes(head);
  if (expectedBytes !== undefined && expectedBytes !== head.length)
    throw new ModemError({ kind: 'length', expectedBytes, gotBytes: head.length, shownBy: 'statement' });
  if (isStated(session, head)) return of(true);
  return dialect.confirmLength?.(channel, head.length) ?? of(false);
};
