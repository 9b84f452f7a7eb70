import {
  catchError,
  concat,
  distinctUntilChanged,
  map,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  share,
  switchMap,
  throwError,
  timer,
} from 'rxjs';
import type { MessageAnnouncement } from '../../dialects/messagesDialect';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';
import { exponential } from '../../../operators/retryPolicy';
import { messagesTurn } from './messagesOf';

/** The modem announces new messages, or it did not take the settings yet. */
export type Announcing =
  | { readonly kind: 'announced'; readonly announcement: MessageAnnouncement }
  | { readonly kind: 'trouble'; readonly reason: Reason };

const FATAL = new Set<Reason['kind']>(['unsupported', 'invalid-argument', 'cancelled', 'port', 'off-script']);

/** Whether a failure ends what watches messages: time does not help. */
export const isFatal = (error: unknown): boolean =>
  !(error instanceof ModemError) || isFatalReason(error.reason);

export const isFatalReason = (reason: Reason): boolean =>
  FATAL.has(reason.kind) || (reason.kind === 'closed' && !reason.reconnects);

const pause = exponential({ fromMs: 5_000, upToMs: 60_000 });
const shared = new WeakMap<Modem, Map<boolean, Observable<Announcing>>>();

/**
 * Has new messages announced, now and after each start of the modem, which forgets the settings; all readers of a modem share it.
 *
 *     modem     --up--------------restart----up---
 *     settings    CMGF CNMI                    CMGF CNMI
 *     result    ----a-----------------------------a--     announced
 *
 * A failure that time may mend is emitted (`trouble`), and the settings are tried again.
 */
export const announcing = (modem: Modem, direct = false): Observable<Announcing> => {
  const known = shared.get(modem) ?? new Map<boolean, Observable<Announcing>>();
  shared.set(modem, known);
  const one =
    known.get(direct) ?? announced(modem, direct).pipe(share({ connector: () => new ReplaySubject(1) }));
  known.set(direct, one);
  return one;
};

const announced = (modem: Modem, direct: boolean): Observable<Announcing> =>
  modem.state.connection.pipe(
    map(({ isUp, starts }) => (isUp ? starts : 0)),
    distinctUntilChanged(),
    switchMap((starts) => (starts === 0 ? [] : settingUp(modem, direct))),
  );

const settingUp = (modem: Modem, direct: boolean, failures = 1): Observable<Announcing> =>
  messagesTurn(modem, (channel, dialect) => dialect.announce(channel, { direct })).pipe(
    map((announcement): Announcing => ({ kind: 'announced', announcement })),
    catchError((error: unknown) => {
      if (isFatal(error) || !(error instanceof ModemError)) return throwError(() => error);
      const again = timer(pause(failures)).pipe(mergeMap(() => settingUp(modem, direct, failures + 1)));
      return concat(of<Announcing>({ kind: 'trouble', reason: error.reason }), again);
    }),
  );
