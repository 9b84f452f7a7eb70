import { concat, defer, EMPTY, map, mergeMap, type Observable, throwError } from 'rxjs';
import type { ClockDialect, NtpRequest } from '../../../dialects/clockDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionally } from '../../../dialects/steps/optionally';
import { socketFailure } from '../../../dialects/steps/socketName';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import { lateResult } from '../../../../operators/lateResult';
import { clockSynchronised } from '../simcomClockUrcs';
import { ntpRun, ntpServer } from './simcomClockCommands';

/** What a code of `+CNTP` means. */
export type NtpProblem = 'name' | 'refused' | 'network' | 'late' | 'unusable';

/** The codes of a family: the one for success differs, too. */
export interface NtpCodes {
  readonly success: number;
  readonly problems: Readonly<Record<number, NtpProblem>>;
  /** What is said before, such as the bearer. */
  readonly before?: Command;
}

const WITHIN_MS = 90_000;
const NTP_PORT = 123;
const MINUTES_A_QUARTER = 15;

/**
 * Sets the clock of a SIMCom modem by a time server.
 *
 *     > AT+CNTP="pool.ntp.org",8   < OK   > AT+CNTP   < OK   …   < +CNTP: 1        SIM800: done
 *                                                           …   < +CNTP: 0        A76XX: done
 *
 * `+CNTP: 1` is success on a SIM800 and a failure on an A76XX. Source: A76XX AT manual V1.09 pages 312–314; SIM800 observed.
 */
export const simcomNtp =
  ({ success, problems, before }: NtpCodes): NonNullable<ClockDialect['ntp']> =>
  (channel, request) =>
    concat(
      inOrder(
        channel,
        before,
        ntpServer({ host: request.host, zone: request.offsetMinutes / MINUTES_A_QUARTER }),
      ),
      defer(() =>
        lateResult(channel, ntpRun(), {
          ...{ urc: clockSynchronised, withinMs: WITHIN_MS },
          // Setting the clock twice does no harm, and the second result counts as well. A modem that is still at work refuses.
          recall: () => optionally(channel, ntpRun()).pipe(map(() => 'unknown')),
        }),
      ).pipe(mergeMap(({ code }) => (code === success ? EMPTY : failing(request, code, problems[code])))),
    );

const failing = ({ host }: NtpRequest, code: number, problem: NtpProblem = 'unusable'): Observable<never> =>
  throwError(() => {
    const seen = `NTP code ${code}`;
    if (problem === 'name' || problem === 'refused')
      return socketFailure({ protocol: 'udp', host, port: NTP_PORT }, problem, seen);
    return new ModemError({ kind: 'network', step: 'clock', ...WORDS[problem](seen) });
  });

const WORDS = {
  network: (seen: string) => ({ seen: `there is no network for the time server (${seen})` }),
  late: (seen: string) => ({
    seen: `the time server did not answer (${seen})`,
    advice: 'try another server; some networks let no NTP through',
  }),
  unusable: (seen: string) => ({
    seen: `the time server was of no use (${seen})`,
    advice: 'try again, then another server',
  }),
} as const;
