import {
  catchError,
  defer,
  EMPTY,
  filter,
  merge,
  mergeMap,
  type Observable,
  of,
  type OperatorFunction,
  race,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../lib/grammar/command';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { UrcDefinition } from '../lib/grammar/urc';
import type { Token } from '../lib/wire/token';
import { ofUrc } from './ofUrc';
import type { CommandChannel, InputFeed } from './commandChannel';
import { monotonicNow } from './monotonicNow';

/** What a modem says of a command whose result does not come: it works on it, it has done with it, or nothing; or the result itself. */
export type Recalled<V> = 'running' | 'over' | 'unknown' | { readonly values: V };

/** Which URC is the result, and how long it may take after the command's `OK`, in milliseconds. */
export interface LateResult<V> {
  /** Its definition, or what reads it where several URCs may be the result. */
  readonly urc: UrcDefinition<V> | OperatorFunction<Token, V>;
  readonly withinMs: number;
  /** Which of its values belong to this command. Default: all. */
  readonly fits?: (values: V) => boolean;
  /** Asks the modem about a result that does not come: it may have been lost on the line. Emits once. */
  readonly recall?: () => Observable<Recalled<V>>;
  /** A URC after which the result must come within seconds: the server has closed the connection. */
  readonly endedBy?: UrcDefinition<unknown>;
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
/** How long the result may take after the URC that ends the wait for it. */
const ENDED_MS = 5_000;

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
  { urc, withinMs, fits = () => true, recall, endedBy, feed }: LateResult<V>,
): Observable<V> =>
  defer(() => {
    let accepted = false;
    let early: { readonly values: V } | undefined;
    const results = channel.urcs.pipe(
      typeof urc === 'function' ? urc : ofUrc(urc),
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
      const late = lateness(command, withinMs);
      const asked = recall ?? (() => of('unknown' as const));
      const limit = timer(withinMs).pipe(mergeMap(() => (early ? of(early.values) : late())));
      return merge(
        limit,
        endedBy ? afterEnd(channel, endedBy, asked, late) : EMPTY,
        askedAgain(channel, () => early, asked, late),
      );
    };
    return merge(results, sent.pipe(mergeMap(afterwards))).pipe(take(1));
  });

/** Fails with the time that was waited since it was made, and what the modem said last. */
const lateness = (command: Command, withinMs: number): ((said?: string) => Observable<never>) => {
  const began = monotonicNow();
  return (said) =>
    throwError(() => {
      const waitedMs = Math.min(withinMs, monotonicNow() - began);
      return new ModemError({
        ...{ kind: 'timeout', phase: 'result', waitedMs, command: command.redacted },
        ...(said === undefined ? {} : { said }),
      });
    });
};

/** Behind a URC that says that nothing more comes, the result has seconds; then the modem is asked. */
const afterEnd = <V>(
  { urcs }: CommandChannel,
  endedBy: UrcDefinition<unknown>,
  asked: () => Observable<Recalled<V>>,
  late: (said?: string) => Observable<never>,
): Observable<V> =>
  urcs.pipe(
    ofUrc(endedBy),
    take(1),
    mergeMap(() => timer(ENDED_MS)),
    mergeMap(asked),
    mergeMap((answer) => (typeof answer === 'object' ? of(answer.values) : late(endedBy.name))),
  );

const isSilence = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'timeout' && error.reason.phase === 'answer';

/**
 * Asks the modem about a result that does not come, again and again: when nothing came for a while, or a line that nothing
 * explains. Emits the result when the modem gives it, or has done with the command and an early one was kept; fails as `late`
 * does when the modem says twice that it has done with it.
 */
export const askedAgain = <V>(
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
