import { EMPTY, type Observable, of } from 'rxjs';
import type { Reason } from '../grammar/reason';
import type { Resumed } from '../../operators/transferEvent';
import type { FtpProgress } from './ftpProgress';

/** What a transfer of a file emits before it goes on on another modem; `undefined` where it can't. */
export const ftpElsewhere = (
  { loaded: offset, isBegun, mayGoOn }: FtpProgress,
  reason: Reason,
): Observable<Resumed> | undefined => {
  if (!isBegun) return EMPTY;
  return mayGoOn ? of<Resumed>(Object.freeze({ kind: 'resumed', offset, reason })) : undefined;
};
