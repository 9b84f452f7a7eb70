import { defer, EMPTY, map, mergeMap, type Observable, throwError } from 'rxjs';
import { ask } from '../../../dialects/ask';
import type { ClockDialect, NtpRequest } from '../../../dialects/clockDialect';
import { optionally } from '../../../dialects/steps/optionally';
import { socketFailure } from '../../../dialects/steps/socketName';
import { type ClockTime, readClock } from '../../../grammar/clockTime';
import { ModemError } from '../../../grammar/errors/modemError';
import { lateResult } from '../../../../operators/lateResult';
import { clock } from '../../standard/clockCommands';
import { quectelClockUpdate, quectelNetworkTime } from '../device/quectelDeviceCommands';
import { quectelClockUpdateState, quectelNtp, quectelNtpDone } from './quectelClockCommands';

const CONTEXT = 1;
const NTP_PORT = 123;
const NTP_MS = 125_000;
const LOCAL = 2;
/** `AT+CTZU`: the network sets the clock to UTC, or to local time. */
export const BY_UTC = 1;
const BY_LOCAL = 3;

/**
 * The clock of a Quectel modem. With `AT+CTZU=1`, its factory setting, `AT+CCLK?` shows UTC with the zone behind it; with 3, or set by
 * hand, local time. The time of the network is kept besides (`AT+QLTS`).
 *
 *     > AT+CTZU?   < +CTZU: 1   > AT+CCLK?   < +CCLK: "24/05/17,07:30:00+08"     09:30 local time
 *
 * Source: EC2x AT Commands Manual V2.0 chapter 6; the clock in UTC observed on BG96.
 */
export const quectelClock: ClockDialect = Object.freeze({
  read: (channel) =>
    ask(
      quectelClockUpdateState(),
      ({ mode }) => mode,
    )(channel).pipe(
      // A modem that does not say how its clock is set has it as from the factory.
      mergeMap((mode) => ask(clock(), ({ time }) => readClock(time, (mode ?? BY_UTC) === BY_UTC))(channel)),
    ),
  network: {
    isOn: ask(quectelClockUpdateState(), ({ mode }) =>
      mode === undefined ? undefined : mode === BY_UTC || mode === BY_LOCAL,
    ),
    setting: 'AT+CTZU=1',
    switchOn: [quectelClockUpdate({ mode: BY_UTC })],
    last: ask(quectelNetworkTime({ mode: LOCAL }), ({ time }) => readLast(time)),
  },
  ntp: (channel, request) =>
    defer(() => {
      const command = quectelNtp({ context: CONTEXT, host: request.host, port: NTP_PORT, set: 1 });
      // Setting the clock twice does no harm; a modem that is still at work refuses.
      const recall = () => optionally(channel, command).pipe(map((asked) => (asked ? 'running' : 'unknown')));
      return lateResult(channel, command, { urc: quectelNtpDone, withinMs: NTP_MS, recall });
    }).pipe(
      map(({ code }) => code),
      mergeMap((code) => (code === 0 ? EMPTY : failing(request, code))),
    ),
} satisfies ClockDialect);

/** Four digits of a year, and whether daylight saving time is in force, which the zone counts already. */
const readLast = (text: string): ClockTime | undefined => {
  const [, time] = /^20(\d\d\/[^+-]*[+-]\d{1,2})(?:,\d)?$/.exec(text) ?? [];
  return time === undefined ? undefined : readClock(time);
};

const [DNS_BUSY, DNS, NO_CONTEXT, TIMED_OUT] = [564, 565, 561, 569];

const failing = ({ host }: NtpRequest, code: number): Observable<never> =>
  throwError(() => {
    const seen = `code ${code} of +QNTP`;
    const target = { protocol: 'udp', host, port: NTP_PORT } as const;
    if (code === DNS || code === DNS_BUSY) return socketFailure(target, 'name', seen);
    if (code === NO_CONTEXT) return new ModemError({ kind: 'network', step: 'clock', seen });
    const what = code === TIMED_OUT ? 'the time server did not answer' : 'the time server was of no use';
    return new ModemError({
      kind: 'network',
      step: 'clock',
      seen: `${what} (${seen})`,
      advice: 'try another server; some networks let no NTP through',
    });
  });
