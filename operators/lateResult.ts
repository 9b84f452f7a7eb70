import {
  defer,
  filter,
  merge,
  mergeMap,
  type Observable,
  ReplaySubject,
  skipUntil,
  take,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../lib/grammar/command';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { UrcDefinition } from '../lib/grammar/urc';
import { ofUrc } from './ofUrc';
import type { CommandChannel } from './commandChannel';

/** Which URC is the result, and how long it may take after the command's `OK`, in milliseconds. */
export interface LateResult<V> {
  readonly urc: UrcDefinition<V>;
  readonly withinMs: number;
  /** Which of its values belong to this command. Default: all. */
  readonly fits?: (values: V) => boolean;
}

/**
 * Sends a command whose result comes later as a URC: subscribes first, then writes.
 *
 *     send     --o|             AT+HTTPACTION=0, OK
 *     urcs     -x----c---r--    x: the late result of an earlier flow   c: +CREG: 1   r: +HTTPACTION: 0,200,5
 *     result   ----------(r|)
 *
 * A result that comes before the command's own `OK` belongs to an earlier command. Fails as the command does, or with `timeout` of
 * phase `result`.
 */
export const lateResult = <V>(
  channel: CommandChannel,
  command: Command,
  { urc, withinMs, fits = () => true }: LateResult<V>,
): Observable<V> =>
  defer(() => {
    const accepted = new ReplaySubject<void>(1);
    const late = (): ModemError =>
      new ModemError({ kind: 'timeout', phase: 'result', waitedMs: withinMs, command: command.redacted });
    const result = channel.urcs.pipe(skipUntil(accepted), ofUrc(urc), filter(fits));
    const alarm = channel.send(command).pipe(
      mergeMap(() => {
        accepted.next();
        return timer(withinMs);
      }),
      mergeMap(() => throwError(late)),
    );
    return merge(result, alarm).pipe(take(1));
  });
