import {
  catchError,
  concat,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  type Unsubscribable,
  using,
} from 'rxjs';
import { socketTrouble } from './a7600SocketUrcs';
import { beforeGiving } from '../../../dialects/steps/giveBytes';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { Token } from '../../../wire/token';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';

/** The result of a command: a code, 0 for success, and the line that stated it. Words without a code count as `WORDS`. */
export interface SocketResult {
  readonly code: number;
  readonly seen: string;
}

/** The code of a refusal that came with words alone: `+IP ERROR: Network not opened`. */
const WORDS = -1;

/** How a result is waited for. */
export interface AwaitedResult {
  /** Reads the result from what the modem says by itself. */
  readonly results: (urcs: Observable<Token>) => Observable<SocketResult>;
  /** How long it may take after `OK`, in milliseconds. */
  readonly withinMs: number;
  /** Whether the result may come before `OK`, as those of UDP do. Default: one that does counts only where no other follows. */
  readonly mayBeEarly?: boolean;
  readonly feed?: InputFeed;
  /** Asks the modem about a result that does not come; emits it, or nothing. */
  readonly recall?: () => Observable<SocketResult>;
}

/** How long a code may come behind `ERROR`. */
const LATE_CODE_MS = 300;
/** How long another result may follow one that came in front of the command's `OK`, where the modem can't be asked. */
const EARLY_MS = 5_000;
/** How long a result may take before the modem is asked about it. */
const RECALL_MS = 9_700;

/**
 * Sends a command of the A76XX's sockets whose result comes as a URC, and emits that result.
 *
 *     > AT+CIPOPEN=0,"TCP","h",80      < OK   …   < +CIPOPEN: 0,0         behind OK
 *     > AT+CIPOPEN=1,"UDP",,,5000      < +CIPOPEN: 1,0   < OK             before it, where `mayBeEarly`
 *     > AT+CIPOPEN=0,"TCP","h",80      < +CIPOPEN: 0,4   < ERROR          the code of a refusal, before or behind it
 *     > AT+NETOPEN                     < +IP ERROR: …    < ERROR          the words of a refusal: code -1
 *
 * Fails with `timeout` of phase `result` where no result comes. Source: A76XX AT manual V1.09 pages 316–352.
 */
export const a7600SocketResult = (
  channel: CommandChannel,
  command: Command,
  awaited: AwaitedResult,
): Observable<SocketResult> => {
  const codes = awaited.results(channel.urcs);
  return using(
    () => hearing(channel, codes),
    (resource) => {
      const heard = resource as Hearing;
      let isAccepted = false;
      const { feed } = awaited;
      let isFed = feed === undefined;
      const feeding = feed && beforeGiving(feed, () => (isFed = true));
      const sent = channel.send(command, feeding).pipe(
        tap(() => {
          // A modem that has not asked for the bytes has no result.
          if (!isFed) throw new ModemError({ kind: 'unreadable', command: command.redacted, line: 'OK' });
          isAccepted = true;
        }),
        mergeMap(() => acceptedResult(command, awaited, heard)),
        catchError((error: unknown) =>
          isAccepted || !isRefusal(error) ? throwError(() => error) : refusedResult(error, codes, heard),
        ),
      );
      const behind = codes.pipe(filter(() => isAccepted));
      return merge(behind, sent).pipe(take(1));
    },
  );
};

/** What the modem said while the command was open. */
interface Hearing extends Unsubscribable {
  early: SocketResult | undefined;
  trouble: string | undefined;
}

const hearing = ({ urcs }: CommandChannel, codes: Observable<SocketResult>): Hearing => {
  const heard: Hearing = { early: undefined, trouble: undefined, unsubscribe: () => listening.unsubscribe() };
  const listening = merge(
    codes.pipe(tap((result) => (heard.early = result))),
    urcs.pipe(
      ofUrc(socketTrouble),
      tap(({ reason }) => (heard.trouble = reason)),
    ),
  ).subscribe({ error: () => undefined });
  return heard;
};

/** The code or the words of a refusal, which may come behind it; the refusal itself where there are none. */
const refusedResult = (
  error: ModemError,
  codes: Observable<SocketResult>,
  { early, trouble }: Hearing,
): Observable<SocketResult> => {
  if (trouble !== undefined) return of({ code: WORDS, seen: socketTrouble.form.write({ reason: trouble }) });
  const late = early === undefined ? codes.pipe(take(1), takeUntil(timer(LATE_CODE_MS))) : of(early);
  return concat(
    late.pipe(filter(({ code }) => code !== 0)),
    throwError(() => error),
  ).pipe(take(1));
};

/**
 * The result behind `OK`: one that came before it where that is its place, or what the modem says when it is asked. Where it can't be
 * asked, one that came before counts when no other follows.
 */
const acceptedResult = (
  { redacted: command }: Command,
  { withinMs, mayBeEarly = false, recall }: AwaitedResult,
  { early }: Hearing,
): Observable<SocketResult> => {
  if (mayBeEarly && early) return of(early);
  const late = (): ModemError =>
    new ModemError({ kind: 'timeout', phase: 'result', waitedMs: withinMs, command });
  const kept = early ? timer(EARLY_MS).pipe(map(() => early)) : NEVER;
  const asked = recall ? timer(RECALL_MS, RECALL_MS).pipe(exhaustMap(recall)) : kept;
  return merge(asked, timer(withinMs).pipe(mergeMap(() => throwError(late))));
};

/** Completes where a result is 0; fails as `failure` says of it otherwise. */
export const expectDone =
  (failure: (result: SocketResult) => ModemError) =>
  (result: Observable<SocketResult>): Observable<never> =>
    result.pipe(mergeMap((one) => (one.code === 0 ? EMPTY : throwError(() => failure(one)))));

/** Reads the codes that a URC states, of those that belong to a command. */
export const codesOf =
  <V extends { readonly code: number }>(
    definition: UrcDefinition<V>,
    fits: (values: V) => boolean = () => true,
  ) =>
  (urcs: Observable<Token>): Observable<SocketResult> =>
    urcs.pipe(
      ofUrc(definition),
      filter(fits),
      map((values) => ({ code: values.code, seen: definition.form.write(values) })),
    );

/** Ends a service. A code other than 0 refuses that, too. */
export const a7600ServiceEnded = (
  channel: CommandChannel,
  stop: Command,
  result: Pick<AwaitedResult, 'results' | 'withinMs' | 'recall'>,
): Observable<never> =>
  a7600SocketResult(channel, stop, { ...result, mayBeEarly: true }).pipe(
    expectDone(() => new ModemError({ kind: 'refused', command: stop.redacted })),
  );
