import {
  asyncScheduler,
  catchError,
  defer,
  filter,
  merge,
  mergeMap,
  type Observable,
  of,
  race,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../lib/grammar/command';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { UrcDefinition } from '../lib/grammar/urc';
import { ofUrc } from './ofUrc';
import type { CommandChannel, InputFeed } from './commandChannel';

/** What a modem says of a command whose result does not come: it works on it, it has done with it, or nothing; or the result itself. */
export type Recalled<V> = 'running' | 'over' | 'unknown' | { readonly values: V };

/** Which URC is the result, and how long it may take after the command's `OK`, in milliseconds. */
export interface LateResult<V> {
  readonly urc: UrcDefinition<V>;
  readonly withinMs: number;
  /** Which of its values belong to this command. Default: all. */
  readonly fits?: (values: V) => boolean;
  /** Asks the modem about a result that does not come: it may have been lost on the line. Emits once. */
  readonly recall?: () => Observable<Recalled<V>>;
  /** Gives the command the data that it asks for before its `OK`. */
  readonly feed?: InputFeed;
}

/** How long another result may follow one that came in front of the command's `OK`. */
const EARLY_MS = 5_000;
/** How long nothing may come before the modem is asked, and how long after a line that nothing explains. */
const SILENT_MS = 10_000;
const DAMAGED_MS = 3_000;
/** `over` is believed the second time: the result may be on its way. */
const CROSSING_MS = 3_000;

/**
 * Sends a command whose result comes later as a URC: subscribes first, then writes.
 *
 *     send     --o|             AT+HTTPACTION=0, OK
 *     urcs     -x----c---r--    x: a result in front of OK   c: +CREG: 1   r: +HTTPACTION: 0,200,5
 *     result   ----------(r|)
 *
 * A result that comes before the command's own `OK` mostly belongs to an earlier command: it is kept, and taken where no
 * other one follows within 5 s, and the modem does not say that it still works. Where no result comes at all, or a damaged
 * line, the modem is asked (`recall`). Fails as the command does, and with `timeout` of phase `result` when the time is over,
 * or the modem has done with the command and the result was lost.
 */
export const lateResult = <V>(
  channel: CommandChannel,
  command: Command,
  { urc, withinMs, fits = () => true, recall, feed }: LateResult<V>,
): Observable<V> =>
  defer(() => {
    let accepted = false;
    let early: { readonly values: V } | undefined;
    const results = channel.urcs.pipe(
      ofUrc(urc),
      filter(fits),
      tap((values) => {
        if (!accepted) early = { values };
      }),
      filter(() => accepted),
    );
    const sent = channel.send(command, feed).pipe(
      catchError((error: unknown) => (early && isSilence(error) ? of(null) : throwError(() => error))),
      tap(() => (accepted = true)),
    );
    const afterwards = (): Observable<V> => {
      const began = asyncScheduler.now();
      const late = (): Observable<never> =>
        throwError(
          () =>
            new ModemError({
              kind: 'timeout',
              phase: 'result',
              waitedMs: Math.min(withinMs, asyncScheduler.now() - began),
              command: command.redacted,
            }),
        );
      const limit = timer(withinMs).pipe(mergeMap(() => (early ? of(early.values) : late())));
      return merge(
        limit,
        asked(channel, () => early, recall ?? (() => of('unknown')), late),
      );
    };
    return merge(results, sent.pipe(mergeMap(afterwards))).pipe(take(1));
  });

const isSilence = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'timeout' && error.reason.phase === 'answer';

/** Asks again and again, until the modem gives the result or says twice that it has done with the command. */
const asked = <V>(
  { urcs }: CommandChannel,
  early: () => { readonly values: V } | undefined,
  recall: () => Observable<Recalled<V>>,
  late: () => Observable<never>,
): Observable<V> => {
  const damaged = urcs.pipe(
    filter(({ kind }) => kind === 'unknown'),
    take(1),
    mergeMap(() => timer(DAMAGED_MS)),
  );
  const ask = (waitMs: number, wasOver: boolean): Observable<V> =>
    race(timer(waitMs), damaged).pipe(
      take(1),
      mergeMap(recall),
      mergeMap((answer) => {
        const kept = early();
        if (answer === 'running') return ask(SILENT_MS, false);
        if (typeof answer === 'object') return of(answer.values);
        if (kept) return of(kept.values);
        if (answer === 'unknown') return ask(SILENT_MS, false);
        return wasOver ? late() : ask(CROSSING_MS, true);
      }),
    );
  return ask(early() ? EARLY_MS : SILENT_MS, false);
};
