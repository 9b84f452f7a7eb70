import {
  BehaviorSubject,
  concat,
  defer,
  dematerialize,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  map,
  materialize,
  merge,
  mergeMap,
  Observable,
  repeat,
  switchMap,
  take,
  takeUntil,
  tap,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { checkTransport } from '../wire/checkTransport';
import type { Port, Transport } from '../wire/transport';
import { graceful } from '../../operators/graceful';
import { enterMux } from './enterMux';
import { leaveMux } from './leaveMux';
import type { MuxLife } from './muxLife';
import { type MultiplexOptions, type MuxPlan, muxPlan } from './muxPlan';
import type { MuxChannel } from './muxPort';
import { muxWire } from './muxWire';
import { whileRunning } from './whileRunning';

/** What the channels of one `multiplex` share. */
interface Shared {
  readonly plan: MuxPlan;
  /** The life that channels are opened in; `undefined` while there is none. */
  readonly life: BehaviorSubject<MuxLife | undefined>;
  /** How many channels are in use. */
  readonly used: BehaviorSubject<number>;
  readonly channels: readonly MuxChannel[];
}

/**
 * Carries several channels on one port (CMUX, 27.010 basic option): emits the channels once, each a `Transport` for
 * `openModem`, so that a download, the URCs and another program use one modem at once.
 *
 *     port       --p
 *     AT+CMUX=0    > AT … OK > AT+CMUX=0 < OK > SABM 0 < UA 0
 *     result     ------c------------…         c: [channel 1, channel 2, …]
 *
 *     multiplex(serialPort('/dev/ttyUSB0'), { profile: sim800 }).pipe(
 *       switchMap(([first, second]) => merge(app(openModem(first, sim800)), watch(openModem(second, sim800)))),
 *     )
 *
 * A modem that somebody left in the multiplexer is taken out of it first. One that restarts is entered again: the channels
 * that were open fail with `closed`, and `openModem(channel, profile, { reconnect: true })` opens them anew.
 *
 * Unsubscribing leaves the multiplexer when the last channel is closed: CLD is said, and AT is proved to answer. `until`
 * leaves at once and says how it went. Fails with `port` where the multiplexer can't be entered or left (it says what to do),
 * `closed` when the port goes away, `unsupported` where the family has no multiplexer.
 */
export const multiplex = (
  transport: Transport,
  options: MultiplexOptions = {},
): Observable<readonly MuxChannel[]> =>
  graceful((left) => defer(() => multiplexed(transport, options, left)));

const multiplexed = (
  transport: Transport,
  options: MultiplexOptions,
  left: Observable<void>,
): Observable<readonly MuxChannel[]> => {
  const shared = sharedOf(muxPlan(options));
  const unused = shared.used.pipe(filter((count) => count === 0));
  const stop = merge(options.until ?? EMPTY, left.pipe(switchMap(() => unused))).pipe(take(1));
  let isOpen = false;
  return checkTransport(transport).pipe(
    tap(() => (isOpen = true)),
    mergeMap((port) => onPort(port, shared, stop).pipe(materialize())),
    dematerialize(),
    // Before the port is open there is nothing to leave.
    // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows ends the channels
    takeUntil(stop.pipe(filter(() => !isOpen))),
    // Who opens a channel after that waits for nothing.
    tap({ error: (error: unknown) => shared.life.error(error) }),
    finalize(() => shared.life.error(new ModemError({ kind: 'cancelled' }))),
  );
};

const onPort = (
  port: Port,
  { plan, life, channels }: Shared,
  stop: Observable<unknown>,
): Observable<readonly MuxChannel[]> => {
  const wire = muxWire(port);
  const ended = (): void => {
    life.value?.endAll();
    life.next(undefined);
  };
  const lives = enterMux(wire, plan).pipe(
    tap({ next: (entered) => life.next(entered), complete: ended }),
    repeat(),
    map(() => channels),
    distinctUntilChanged(),
    takeUntil(stop),
  );
  const leaving = defer(() => {
    const last = life.value;
    life.next(undefined);
    return leaveMux(wire, plan, last);
  });
  return whileRunning(wire.run, concat(lives, leaving)).pipe(tap({ error: ended }));
};

const sharedOf = (plan: MuxPlan): Shared => {
  const life = new BehaviorSubject<MuxLife | undefined>(undefined);
  const used = new BehaviorSubject(0);
  const channels = Array.from({ length: plan.channels }, (_, at) => channelOf(at + 1, life, used));
  return { plan, life, used, channels: Object.freeze(channels) };
};

/** One reader at a time has a channel, as a serial port. It waits where the multiplexer is being entered again. */
const channelOf = (channel: number, life: Shared['life'], used: Shared['used']): MuxChannel => {
  let isTaken = false;
  return new Observable((reader) => {
    if (isTaken) {
      reader.error(
        new ModemError({ kind: 'port', where: `channel ${channel}`, problem: 'it is open already' }),
      );
      return undefined;
    }
    isTaken = true;
    used.next(used.value + 1);
    const opened = life
      .pipe(
        filter((there) => there !== undefined),
        take(1),
        switchMap((there) => there.open(channel)),
      )
      .subscribe(reader);
    return () => {
      opened.unsubscribe();
      isTaken = false;
      used.next(used.value - 1);
    };
  });
};
