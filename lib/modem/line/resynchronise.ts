import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  retry,
  take,
  throwError,
  timeout,
  timer,
  debounce,
  filter,
  finalize,
  race,
  startWith,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Phase } from '../../grammar/errors/reason';
import { NUMERIC_RESULTS } from '../../grammar/errors/resultCodes';
import type { Profile } from '../../dialects/profile';
import { exchange } from './exchange';
import type { PortTraffic } from './portTraffic';
import type { Timings } from './timings';
import { monotonicNow } from '../../../operators/monotonicNow';

/** A line that never gets quiet is used again after this many quiet spells, and after `MAX_MS` at the latest. */
const MAX_SPELLS = 20;
const MAX_MS = 5_000;

/** Waits until no unexplained line has come for a while: then all late answers are in. */
export const quietSpell = ({ news }: PortTraffic, { quietMs }: Timings): Observable<never> =>
  race(
    news.pipe(
      filter(({ kind }) => kind === 'unknown'),
      startWith(null),
      // Not `debounceTime`: that one asks the clock on the wall.
      debounce(() => timer(quietMs)),
      take(1),
    ),
    timer(Math.min(quietMs * MAX_SPELLS, MAX_MS)),
  ).pipe(ignoreElements());

/** How long the late answers of repeated `AT` are waited for. */
const MAX_LATE_MS = 2_000;

const answeredWithin = <T>(waitedMs: number, phase: Phase): MonoTypeOperatorFunction<T> =>
  timeout({
    first: waitedMs,
    with: () => throwError(() => new ModemError({ kind: 'timeout', phase, waitedMs })),
  });

/** How much of a line an error shows. */
const MAX_SHOWN = 80;

/**
 * Adds to the failure of some work what the modem said meanwhile: that it goes off, which is why it does not answer, or else the last
 * line that is no answer (another rate, another result code).
 */
const withLastWords =
  ({ news, redact }: PortTraffic, { off }: Pick<Profile, 'off'>) =>
  (work: Observable<never>): Observable<never> =>
    defer(() => {
      let goesOff: string | undefined;
      let unknown: string | undefined;
      const hearing = news.subscribe((token) => {
        if (token.kind === 'unknown') unknown = redact(token.text).slice(0, MAX_SHOWN);
        else if (token.kind === 'urc' && off.includes(token.definition)) goesOff = token.text;
      });
      return work.pipe(
        catchError((error: unknown) => {
          const said = goesOff ?? unknown;
          const isSaid = error instanceof ModemError && said !== undefined;
          return throwError(() => (isSaid ? new ModemError({ ...error.reason, said }) : error));
        }),
        finalize(() => hearing.unsubscribe()),
      );
    });

/** How many `AT` stay unanswered before the modem is asked for result codes in words. */
const MAX_SILENT = 4;

/** After `MAX_SILENT` calls every second call asks for words. */
const isTimeForWords = (calls: number): boolean => calls > MAX_SILENT && (calls - MAX_SILENT) % 2 === 1;

/** Fails with `unreadable` when `AT` is answered by a result code in numbers (V.250 § 6.2.6). */
const inNumbers = ({ news }: PortTraffic, command: Command): Observable<never> =>
  news.pipe(
    mergeMap((token) => {
      if (
        token.kind !== 'unknown' ||
        token.command !== command ||
        !Object.hasOwn(NUMERIC_RESULTS, token.text)
      )
        return EMPTY;
      return throwError(
        () => new ModemError({ kind: 'unreadable', command: command.redacted, line: token.text }),
      );
    }),
  );

/** Ends a prompt that an earlier program left open: a modem that waits for a text takes each `AT` for a part of it. */
const ESC = Uint8Array.of(0x1b);
/** After which call it is given, and how often then. */
const [ESC_AT, ESC_EVERY] = [6, 8];
const isTimeForEsc = (calls: number): boolean => calls >= ESC_AT && (calls - ESC_AT) % ESC_EVERY === 0;

/**
 * Resynchronises the line: `AT` until it is answered, then a quiet spell, so that a late `OK` can't be taken for the next
 * command's.
 *
 *     > AT        …        > AT     < OK     (late) < OK     ···quiet···|
 *
 * An earlier user may have set the modem to no result codes (`ATQ1`) or to numbers (`ATV0`): after a number, or silence
 * for a while, the modem is asked for words.
 *
 *     > AT     < 0      > ATQ0V1     < OK     ···quiet···|
 *
 * Or a program that was ended has left a prompt open (`AT+CMGS`), to which an `AT` is text: after some silence it is given ESC.
 *
 * Completes when the next command may be written. Fails with `timeout` of the given phase, or as the port does.
 */
export const resynchronise = (
  traffic: PortTraffic,
  profile: Pick<Profile, 'attention' | 'attentionInWords' | 'off'>,
  timings: Timings,
  phase: Phase & ('bring-up' | 'resynchronise'),
): Observable<never> => {
  const limitMs = phase === 'bring-up' ? timings.bringUpMs : timings.resynchroniseMs;
  let [calls, since, numbered] = [0, 0, false];
  const call = defer(() => {
    calls += 1;
    if (calls === 1) since = monotonicNow();
    const command = profile[numbered || isTimeForWords(calls) ? 'attentionInWords' : 'attention'];
    const asked = merge(inNumbers(traffic, command), exchange(traffic, command, timings));
    return concat(isTimeForEsc(calls) ? traffic.give(ESC) : EMPTY, asked).pipe(take(1));
  }).pipe(
    answeredWithin(timings.attentionEveryMs, phase),
    catchError((error: unknown) => {
      traffic.drop();
      return throwError(() => error);
    }),
  );
  const answered = call.pipe(
    retry({
      delay: (error: unknown) => {
        if (!(error instanceof ModemError)) return throwError(() => error);
        const [wasNumbered, { kind }] = [numbered, error.reason];
        numbered = kind === 'unreadable';
        // An answer other than OK proves that the modem works; it ends what stood on the line before. A modem that was asked for words
        // and answers in numbers is not asked again at once.
        return timer(kind === 'timeout' || (numbered && !wasNumbered) ? 0 : timings.quietMs);
      },
    }),
    answeredWithin(limitMs, phase),
    ignoreElements(),
    withLastWords(traffic, profile),
  );
  // After several calls the answers of the others may follow, each as late as the first one was.
  const quiet = defer(() => {
    const lateMs = calls > 1 ? Math.min(MAX_LATE_MS, monotonicNow() - since) : 0;
    return quietSpell(traffic, { ...timings, quietMs: timings.quietMs + lateMs });
  });
  return concat(answered, quiet);
};
