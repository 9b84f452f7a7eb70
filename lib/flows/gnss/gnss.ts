import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  repeat,
  take,
  throwError,
  throwIfEmpty,
} from 'rxjs';
import { namingForeign } from '../transfer/namingModel';
import type { GnssFix, GnssWay } from '../../dialects/gnssDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { checkOptions, is } from '../../grammar/checkOptions';
import { ModemError } from '../../grammar/errors/modemError';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Modem } from '../../modem/modem';

/** How positions are read. */
export interface GnssOptions {
  /** The time between two of them, in milliseconds. Default 1,000: receivers find one a second. */
  readonly everyMs?: number;
}

const EVERY_MS = 1_000;
const CHECKS = { everyMs: is.intervalMs };
/** A receiver that has just been switched on refuses questions for a while. */
const MAX_REFUSALS = 30;

/**
 * Positions by satellites (GNSS), on modems that have a receiver: A7670, SIM7600, SIM808, SIM868, EC25 … with GNSS.
 *
 *     gnss.fixes(modem, { everyMs: 5_000 })
 *     ⇒ { latitude: 31.2221783, longitude: -121.354528, altitudeMeters: 44.1, speedKmh: 0, at: '2026-03-25T07:28:09.330Z', … }
 *
 *     > AT+CGPS?   < +CGPS: 0,1   > AT+CGPS=1   < OK   > AT+CGPSINFO   < +CGPSINFO: 3113.343286,N,12121.234064,E,…   …   > AT+CGPS=0
 *
 * Source: A76XX AT manual V1.09 pages 479–498; SIM7500/7600 AT manual V3.00; SIM868 GNSS note; EC2x&EG9x GNSS manual V1.1.
 */
export const gnss = Object.freeze({
  /**
   * Switches the receiver on, unless it is, and emits each position as it is asked for; off again when it is left, unless it was on
   * before. Emits nothing until there is a first position: under the open sky that takes a minute, or much longer. One flow at a time
   * has the receiver; the next waits.
   *
   * Fails with `unsupported` where the modem has no receiver, and as the modem does.
   */
  fixes: (modem: Modem, options: GnssOptions = {}): Observable<GnssFix> =>
    defer(() => {
      const { everyMs = EVERY_MS } = checkOptions(options, CHECKS);
      const { gnss: dialect, title } = modem.profile;
      if (!dialect) return throwError(() => missing(title));
      const fixes = modem.exclusive('gnss', (channel) =>
        bracket(
          receiverOf(channel, dialect.ways, title),
          (receiver) => fixesOf(channel, receiver, everyMs),
          ({ way, wasOn }) => (wasOn ? EMPTY : channel.send(way.switchOff)),
        ),
      );
      return fixes.pipe(namingForeign(modem));
    }),
});

interface Receiver {
  readonly way: GnssWay;
  readonly wasOn: boolean;
}

/** The modem has no receiver: its family has none, or it refused the command that would switch it on. */
const missing = (family: string, refused?: string): ModemError =>
  new ModemError({
    kind: 'unsupported',
    family,
    feature: refused === undefined ? 'GNSS receiver' : `GNSS receiver: ${refused} was refused`,
  });

/** The first way that the modem knows, switched on. */
const receiverOf = (channel: CommandChannel, ways: readonly GnssWay[], title: string): Observable<Receiver> =>
  from(ways).pipe(
    concatMap((way) =>
      way.isOn(channel).pipe(
        filter((isOn) => isOn !== null),
        map((wasOn): Receiver => ({ way, wasOn })),
      ),
    ),
    take(1),
    throwIfEmpty(() => missing(title, ways.map(({ switchOn }) => switchOn.text).join(', '))),
    mergeMap((receiver) =>
      receiver.wasOn ? of(receiver) : concat(switchedOn(channel, receiver.way, title), of(receiver)),
    ),
  );

/** A model without the receiver may know the question, and refuse to switch on. */
const switchedOn = (channel: CommandChannel, way: GnssWay, title: string): Observable<never> =>
  channel.send(way.switchOn).pipe(
    ignoreElements(),
    catchError((error: unknown) =>
      throwError(() => (isRefusal(error) ? missing(title, way.switchOn.text) : error)),
    ),
  );

const fixesOf = (channel: CommandChannel, { way, wasOn }: Receiver, everyMs: number): Observable<GnssFix> => {
  let refusals = 0;
  const one = defer(() => way.read(channel)).pipe(
    map((fix) => {
      refusals = 0;
      return fix;
    }),
    catchError((error: unknown) => {
      refusals += 1;
      return isRefusal(error) && refusals < MAX_REFUSALS ? of(null) : throwError(() => error);
    }),
  );
  const fixes = one.pipe(
    repeat({ delay: everyMs }),
    filter((fix) => fix !== null),
  );
  return concat(wasOn ? EMPTY : (way.ready?.(channel) ?? EMPTY), fixes);
};
