import {
  catchError,
  concat,
  EMPTY,
  type MonoTypeOperatorFunction,
  type Observable,
  throwError,
  defaultIfEmpty,
  filter,
  map,
  mergeMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { serialize } from '../../../operators/serialize';
import type { InputFeed } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import type { Work } from '../../../operators/work';
import type { Interruptions } from './interruptions';
import type { PortTraffic } from './portTraffic';
import { changesNothing } from '../../grammar/changesNothing';
import { exchange, type ExchangeOptions } from './exchange';
import { LATE_ANSWER_MS } from './lateOk';
import type { Timings } from './timings';
import { quietSpell } from './resynchronise';
import { isLateOk, lineState, type LineState } from './lineState';
import { failWith } from '../../../operators/failWith';
import { hasLeft } from '../../../operators/unlessLeft';

/** The line that all commands share: one at a time, in the order of subscription. */
export interface CommandLine {
  /** Brings the modem up, in its turn. */
  readonly bringUp: Work<never>;
  /**
   * A command as work. If its reader leaves while it waits, it is never written; if its reader leaves later, the line stays
   * its own until it ends.
   */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Work<Response<A>>;
  /** The modem restarted, its settings are gone: it is brought up again before the next command. */
  readonly reset: () => void;
  /** Whether the modem was brought up and has not restarted since. */
  readonly isUp: () => boolean;
}

/** What may end an exchange from outside, and the means to find out from counted bytes that it did. */
export interface LineInterruptions
  extends
    Pick<Interruptions, 'closed' | 'broken' | 'off' | 'started'>,
    Pick<ExchangeOptions, 'interrupted'> {}

const streams = ({ definition }: Command): boolean => definition.ending.by === 'last-answer';

const isSilence = (error: unknown): boolean => error instanceof ModemError && error.reason.kind === 'timeout';

const silence = ({ definition: { probeMs = 0 }, redacted }: Command): ModemError =>
  new ModemError({ kind: 'timeout', phase: 'answer', waitedMs: probeMs, command: redacted });

/** Emits when a line follows that no command explains: the answer, or its own `OK`. Completes without, after a while. */
const leftover = ({ news }: PortTraffic): Observable<unknown> =>
  news.pipe(
    filter(({ kind }) => kind === 'unknown'),
    take(1),
    takeUntil(timer(LATE_ANSWER_MS)),
  );

/** A question that is open, and whether `AT` was written into its silence. */
interface Asked {
  readonly command: Command;
  readonly traffic: PortTraffic;
  readonly leaving: Observable<void>;
  readonly isProbed: (command: Command) => boolean;
}

/**
 * Asks a question again whose answer was the late `OK` of an earlier command, or that of the `AT` that was written into its silence:
 * then its own was lost. Not where its reader has left.
 */
const askAgain = <T>(
  { command, traffic, leaving, isProbed }: Asked,
  again: () => Observable<T>,
): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    const failed = throwError(() => error);
    if (!isLateOk(error) || !changesNothing(command) || hasLeft(leaving)) return failed;
    // A modem that is silent then has said all that it had to say.
    const asked = again().pipe(
      catchError((next: unknown) => (isSilence(next) ? failed : throwError(() => next))),
    );
    return leftover(traffic).pipe(
      map(() => asked),
      defaultIfEmpty(isProbed(command) ? asked : failed),
      mergeMap((next) => next),
    );
  });

/** A line that was taken for the answer may be the late echo of a secret. */
const redactedError = (error: unknown, { redact }: PortTraffic): unknown => {
  if (!(error instanceof ModemError) || error.reason.kind !== 'unreadable') return error;
  const { reason } = error;
  const line = redact(reason.line);
  return line === reason.line ? error : new ModemError({ ...reason, line });
};

/** A CME code means what the profile says, where it says something. */
const describedError = (error: unknown, { cmeCodes }: Profile): unknown => {
  if (!(error instanceof ModemError) || error.reason.kind !== 'cme') return error;
  const { reason } = error;
  const row = reason.code === undefined ? undefined : cmeCodes?.[reason.code];
  return row ? new ModemError({ ...reason, row }) : error;
};

/** Closes the command in the fold, and fails with what its error means on this modem; the line may have to be resynchronised. */
const failing =
  (traffic: PortTraffic, profile: Profile, suspect: (error: unknown) => void) =>
  (error: unknown): Observable<never> => {
    traffic.drop();
    suspect(error);
    return throwError(() => describedError(redactedError(error, traffic), profile));
  };

/** The argument that makes up most of a line; otherwise `command`. */
const longest = ({ args, text }: Command): string => {
  const lengthOf = (name: string): number => {
    const value = args[name];
    return typeof value === 'string' ? value.length : 0;
  };
  const name = Object.keys(args).reduce((one, next) => (lengthOf(next) > lengthOf(one) ? next : one), '');
  return lengthOf(name) * 2 > text.length ? name : 'command';
};

const tooLong = ({ maxLineChars, title }: Profile, command: Command): ModemError | undefined => {
  const { text } = command;
  const chars = text.length - 'AT'.length;
  if (chars <= maxLineChars) return undefined;
  const problem = `it has ${chars} characters; a ${title} takes ${maxLineChars} on a line`;
  return new ModemError({ kind: 'invalid-argument', name: longest(command), problem });
};

/**
 * Makes what writes a command and waits for its answer, and knows what its last command was: whether it streamed, and whether `AT` was
 * written into its silence.
 */
const answering = (
  traffic: PortTraffic,
  profile: Profile,
  { baudRate }: Timings,
  { broken, interrupted }: LineInterruptions,
  { suspect, proveBy, doubtMs }: LineState,
) => {
  let streamed = false;
  let lastProbed: Command | undefined;
  const failed = failing(traffic, profile, suspect);
  const answer = <A>(command: Command<A>, feed: InputFeed | undefined, leaving: Observable<void>) => {
    // Of two answers to a command and its probe, the other one may follow.
    const probed = (): void => {
      lastProbed = command;
      suspect(silence(command));
    };
    const answered = (hadValue: boolean): void => {
      streamed = streams(command);
      proveBy(hadValue);
    };
    // Each field by name: to spread objects here cost as much as the rest of an exchange.
    const options = { baudRate, feed, leaving, broken, interrupted, probed, answered, doubtMs };
    return exchange(traffic, command, options).pipe(catchError(failed));
  };
  return {
    answer,
    // Some firmware says a stray `OK` behind a streamed answer: only another command of that kind is safe from it.
    isStray: (command: Command): boolean => streamed && !streams(command),
    isProbed: (command: Command): boolean => lastProbed === command,
  };
};

/**
 * Makes the command line of a session.
 *
 * A command that gets no answer fails with `timeout`, one whose bytes were lost with `corrupt`; before the next one the line
 * is resynchronised, otherwise a late `OK` would be taken for the next command's. After a restart the modem is brought up
 * again first. Where `OK` comes without the answer, the line is resynchronised, too, and a question is asked again, once: that
 * was the late `OK` of an earlier command. A command that may not be repeated, or whose answer may be empty, takes what follows.
 */
export const commandLine = (
  traffic: PortTraffic,
  profile: Profile,
  timings: Timings,
  breaks: LineInterruptions,
): CommandLine => {
  const turn = serialize();
  const state = lineState(traffic, profile, timings, breaks);
  const { ensureReady, reset, isUp, isReady } = state;
  const { answer, isStray, isProbed } = answering(traffic, profile, timings, breaks, state);
  const prepared = (command: Command): Observable<never> =>
    concat(
      ensureReady.pipe(failWith(breaks.broken)),
      isStray(command) ? quietSpell(traffic, timings) : EMPTY,
    );
  return {
    bringUp: turn(() => ensureReady),
    send: <A>(command: Command<A>, feed?: InputFeed) => {
      const problem = tooLong(profile, command);
      if (problem) return () => throwError(() => problem);
      return turn((leaving) => {
        const answered = answer(command, feed, leaving);
        const again = (): Observable<Response<A>> => concat(prepared(command), answered);
        return (isReady() && !isStray(command) ? answered : again()).pipe(
          askAgain({ command, traffic, leaving, isProbed }, again),
        );
      });
    },
    reset,
    isUp,
  };
};
