import { catchError, concat, EMPTY, merge, type Observable, take, tap, throwError } from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { serialize } from '../../../operators/serialize';
import type { InputFeed } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import type { Work } from '../../../operators/work';
import type { Interruptions } from './interruptions';
import type { PortTraffic } from './portTraffic';
import { exchange } from './exchange';
import type { Timings } from './timings';
import { quietSpell } from './resynchronise';
import { lineState } from './lineState';
import { failWith } from '../../../operators/failWith';

/** The one line that commands share: one at a time, in the order asked. */
export interface CommandLine {
  /** Brings the modem up, in its turn. */
  readonly bringUp: Work<never>;
  /** A command as work: left while it waits it is never written, left in flight it is heard out. */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Work<Response<A>>;
  /** The modem restarted, its settings are gone: it is brought up again before the next command. */
  readonly reset: () => void;
  /** Whether the modem was brought up and nothing spoke against it since. */
  readonly isUp: () => boolean;
}

const streams = ({ definition }: Command): boolean => definition.ending.by === 'last-answer';

/** A line that was taken for the answer may be the echo of a secret that came late. */
const unrevealing = (error: unknown, { redact }: PortTraffic): unknown => {
  if (!(error instanceof ModemError) || error.reason.kind !== 'unreadable') return error;
  const { reason } = error;
  const line = redact(reason.line);
  return line === reason.line ? error : new ModemError({ ...reason, line });
};

/** The argument that makes up most of a line; the command itself where none does. */
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
 * Makes the command line of a conversation.
 *
 * A command that meets silence fails with `timeout`, one whose bytes were lost with `corrupt`; before the next one the line
 * is resynchronised, since a late `OK` would else be taken for the next one's. After a restart the modem is brought up
 * again first.
 */
export const commandLine = (
  traffic: PortTraffic,
  profile: Profile,
  timings: Timings,
  { closed, broken }: Pick<Interruptions, 'closed' | 'broken'>,
): CommandLine => {
  const turn = serialize();
  const { ensureReady, suspect, reset, isUp, isReady } = lineState(traffic, profile, timings, closed);
  let streamed = false;
  const answer = <A>(
    command: Command<A>,
    feed: InputFeed | undefined,
    leaving: Observable<void>,
  ): Observable<Response<A>> =>
    merge(broken, exchange(traffic, command, { baudRate: timings.baudRate, feed, leaving })).pipe(
      take(1),
      tap(() => (streamed = streams(command))),
      catchError((error: unknown) => {
        traffic.drop();
        suspect(error);
        return throwError(() => unrevealing(error, traffic));
      }),
    );
  // Some firmware says a stray `OK` behind a streamed answer: only another one of the kind can bear it.
  const isStray = (command: Command): boolean => streamed && !streams(command);
  const prepare = (command: Command): Observable<never> =>
    isReady() && !isStray(command)
      ? EMPTY
      : concat(ensureReady.pipe(failWith(broken)), isStray(command) ? quietSpell(traffic, timings) : EMPTY);
  return {
    bringUp: turn(() => ensureReady),
    send: (command, feed) => {
      const problem = tooLong(profile, command);
      if (problem) return () => throwError(() => problem);
      return turn((leaving) => concat(prepare(command), answer(command, feed, leaving)));
    },
    reset,
    isUp,
  };
};
