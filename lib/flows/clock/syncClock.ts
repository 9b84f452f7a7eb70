import {
  catchError,
  concat,
  concatMap,
  defer,
  filter,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  repeat,
  take,
  takeUntil,
  throwError,
  throwIfEmpty,
  timer,
} from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { ClockDialect } from '../../dialects/clockDialect';
import { inOrder } from '../../dialects/steps/inOrder';
import { checkOptions, is, type OptionChecks } from '../../grammar/checkOptions';
import { spellable } from '../../grammar/codecs/spellable';
import { isClockSet } from '../../grammar/clockTime';
import { namingForeign } from '../transfer/namingModel';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { failWith } from '../../../operators/failWith';
import { restart } from '../device/restart';
import { checkedAccess } from '../transfer/checkedAccess';
import { isHost } from '../transfer/isHost';
import { onClock, readingOf, type SetClock } from './clockReading';

/** How a clock is set. */
export interface ClockSyncOptions {
  /** By what the mobile network sends, or by a time server. */
  readonly from: 'network' | { readonly ntp: string };
  /** `from: 'network'`: switches the setting on where it is off, and restarts the modem. Default: false, nothing is changed. */
  readonly fix?: boolean;
  /** `from: 'network'`: how long the network may take to send its time after a restart. Default: 90 s. */
  readonly withinMs?: number;
  /** `from: { ntp }`: the zone that the clock gets, a multiple of 15. Default: the clock’s own, or 0 where it was never set. */
  readonly offsetMinutes?: number;
  /** `from: { ntp }`: APN, user and password of the bearer or context, used when it is opened. Default: the modem’s own. */
  readonly access?: ApnSettings;
}

const MINUTES_A_QUARTER = 15;
const MAX_OFFSET_MINUTES = 15 * 96;

const CHECKS: OptionChecks = {
  fix: is.flag,
  withinMs: is.ms,
  offsetMinutes: (value) =>
    typeof value === 'number' && value % MINUTES_A_QUARTER === 0 && Math.abs(value) <= MAX_OFFSET_MINUTES
      ? undefined
      : `it is no multiple of ${MINUTES_A_QUARTER} up to ${MAX_OFFSET_MINUTES}`,
  access: { apn: is.text, user: is.text, password: is.text },
};

/** Sets a clock; emits what it shows then. */
export const syncClock = (modem: Modem, options: ClockSyncOptions): Observable<SetClock> => {
  checkOptions(options, CHECKS);
  const { from } = options;
  if (from === 'network') return fromNetwork(modem, options);
  if (typeof from !== 'object' || from === null || typeof from.ntp !== 'string' || !isHost(from.ntp))
    return invalidArgument('from', "it is neither 'network' nor { ntp } with the name of a host");
  return fromServer(modem, spellable(from.ntp, 'from', '"'), options);
};

const problem = (seen: string, advice: string): ModemError =>
  new ModemError({ kind: 'network', step: 'clock', seen, advice });

/** How long a clock is waited for that the network has not set: its time comes when a modem registers, and then no more. */
const WAIT_MS = 10_000;
const WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 2_000;

const fromNetwork = (
  modem: Modem,
  { fix = false, withinMs = WITHIN_MS }: ClockSyncOptions,
): Observable<SetClock> => {
  const restarted = (waitMs: number): Observable<SetClock> => concat(restart(modem), awaited(modem, waitMs));
  return onClock(
    modem,
    (channel, { network }) =>
      () =>
        network.isOn(channel),
  ).pipe(
    mergeMap((isOn) => {
      // A modem that does not say is looked at: its clock shows whether it was set.
      if (isOn !== false)
        return awaited(modem, Math.min(WAIT_MS, withinMs)).pipe(
          fix ? orElse(() => restarted(withinMs)) : map((reading) => reading),
        );
      const { setting } = (modem.profile.clock as ClockDialect).network;
      if (!fix)
        return throwError(() =>
          problem(
            `the modem does not take the network’s time, since ${setting} was never sent`,
            'let it be sent, with a restart: fix: true, or --fix',
          ),
        );
      const on = onClock(
        modem,
        (channel, { network }) =>
          () =>
            inOrder(channel, ...network.switchOn),
      );
      return concat(on, restarted(withinMs));
    }),
  );
};

/** Waits until the clock shows a time, and emits it. */
const awaited = (modem: Modem, waitMs: number): Observable<SetClock> =>
  defer(() => onClock(modem, (channel, dialect) => () => networkTime(channel, dialect))).pipe(
    repeat({ delay: LOOK_EVERY_MS }),
    filter((reading) => reading !== null),
    take(1),
    takeUntil(timer(waitMs)),
    throwIfEmpty(() =>
      problem(
        'the network sent no time',
        'ask a time server (ntp) instead; networks send their time when a modem registers, and some never do',
      ),
    ),
  );

const networkTime = (channel: CommandChannel, dialect: ClockDialect): Observable<SetClock | null> => {
  const { last } = dialect.network;
  const shown = defer(() => readingOf(channel, dialect)).pipe(
    map((reading): SetClock | null => (reading.isSet ? { ...reading, source: 'network' } : null)),
  );
  if (!last) return shown;
  return last(channel).pipe(
    concatMap((time) =>
      time !== null && isClockSet(time) ? of<SetClock>({ isSet: true, ...time, source: 'network' }) : shown,
    ),
  );
};

/** Goes another way where the network sent no time. */
const orElse =
  (otherwise: () => Observable<SetClock>) =>
  (first: Observable<SetClock>): Observable<SetClock> =>
    first.pipe(
      catchError((error: unknown) =>
        error instanceof ModemError && error.reason.kind === 'network'
          ? otherwise()
          : throwError(() => error),
      ),
    );

const fromServer = (
  modem: Modem,
  host: string,
  { offsetMinutes, access = {} }: ClockSyncOptions,
): Observable<SetClock> => {
  const settled = checkedAccess(access);
  return onClock(modem, (channel, dialect) => {
    const { ntp } = dialect;
    if (!ntp) {
      const missing = {
        kind: 'unsupported',
        family: modem.profile.title,
        feature: 'time servers (NTP)',
      } as const;
      return () => throwError(() => new ModemError(missing));
    }
    // Its result is waited for when the reader leaves: the next question would take it for its own.
    return modem.withBearer(channel, settled, (lost) => () => {
      const set = zoneOf(channel, dialect, offsetMinutes).pipe(
        mergeMap((zone) => ntp(channel, { host, offsetMinutes: zone })),
        ignoreElements(),
      );
      return concat(
        set,
        defer(() => shownAfter(channel, dialect)),
      ).pipe(failWith(lost));
    });
  }).pipe(namingForeign(modem));
};

/** The zone that was asked for, or the clock’s own. */
const zoneOf = (
  channel: CommandChannel,
  { read }: ClockDialect,
  wanted: number | undefined,
): Observable<number> =>
  wanted !== undefined
    ? of(wanted)
    : read(channel).pipe(map((time) => (time && isClockSet(time) ? (time.offsetMinutes ?? 0) : 0)));

const shownAfter = (channel: CommandChannel, dialect: ClockDialect): Observable<SetClock> =>
  readingOf(channel, dialect).pipe(
    map((reading): SetClock => {
      if (reading.isSet) return Object.freeze({ ...reading, source: 'ntp' as const });
      throw problem(
        'the modem says that the time server set the clock, and shows a clock that was never set',
        'try again, then another server',
      );
    }),
  );
