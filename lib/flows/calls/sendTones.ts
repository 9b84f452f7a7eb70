import {
  catchError,
  concat,
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { monotonicNow } from '../../../operators/monotonicNow';
import { ofUrc } from '../../../operators/ofUrc';
import type { CallsDialect, ReceivedTone } from '../../dialects/callsDialect';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { invalidArgument } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { atEachStart } from './incomingCalls';

const TONES = /^[0-9A-D*#]{1,100}$/i;
/** A key lasts 100 ms by default; a pause as long makes two of the same key two. */
const GAP_MS = 200;
/** No person presses a key twice as fast: a modem that measures no length may report one key twice. */
const SAME_KEY_MS = 80;

/** Checks DTMF keys before anything is written. Fails with `invalid-argument`, which never shows them. */
export const checkedTones = (keys: string): string =>
  typeof keys === 'string' && TONES.test(keys)
    ? keys.toUpperCase()
    : invalidArgument('keys', 'it is not made of DTMF keys: 0 to 9, A to D, * and #');

/** Sends DTMF keys one by one: families differ in how they take several at once. Completes after the last one. */
export const sendTones = (modem: Modem, dialect: CallsDialect, keys: string): Observable<never> =>
  modem.exclusive(
    'tones',
    (channel) => (leaving) =>
      concat(
        ...[...keys].map((key, at) =>
          concat(
            at === 0 ? [] : timer(GAP_MS).pipe(ignoreElements()),
            defer(() => channel.send(dialect.sendTone(key)).pipe(ignoreElements())),
          ),
        ),
      ).pipe(
        // The other side may have heard the key whose answer was lost.
        catchError((error: unknown) => throwError(() => mayBeDone(error))),
        takeUntil(leaving),
      ),
  );

/** Emits each DTMF key that the other side presses. */
export const receivedTones = (modem: Modem, dialect: CallsDialect): Observable<ReceivedTone> =>
  defer(() => {
    let last: { readonly key: string; readonly atMs: number } | undefined;
    const isNew = ({ key, lastedMs }: ReceivedTone): boolean => {
      const atMs = monotonicNow();
      const isSame = lastedMs === undefined && last?.key === key && atMs - last.atMs < SAME_KEY_MS;
      last = { key, atMs };
      return !isSame;
    };
    const heard = merge(...dialect.tones.map((urc) => modem.urcs.pipe(ofUrc(urc)))).pipe(
      map(({ key, lastedMs }): ReceivedTone =>
        Object.freeze({ key, ...(lastedMs !== undefined && { lastedMs }) }),
      ),
      filter(isNew),
    );
    return modem.keepOpen(merge(atEachStart(modem, dialect.reportTones ? [dialect.reportTones] : []), heard));
  });
