import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import {
  concat,
  defer,
  filter,
  finalize,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  repeat,
  retry,
  switchMap,
  take,
  tap,
  timer,
} from 'rxjs';
import { a7600, openModem, http, ModemError, sim7600, sim800, type Profile } from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import type { FamilyName } from '../../lib/emulator/families/families';
import { random } from '../../lib/emulator/faults/random';

/** How many, and how long. */
export interface FleetWishes {
  readonly modems: number;
  readonly measureMs: number;
}

/** What a number of modems cost, and what each got for it. */
export interface FleetRow {
  readonly modems: number;
  /** Of one core, system time included. */
  readonly cpuPercent: number;
  /** More than before the first modem was made, after a collection. */
  readonly heapBytes: number;
  /** How late the event loop was. */
  readonly delay: {
    readonly p50Ms: number;
    readonly meanMs: number;
    readonly p99Ms: number;
    readonly maxMs: number;
  };
  /** Bytes of bodies, of what a line carries. */
  readonly throughput: { readonly meanPercent: number; readonly minPercent: number };
  /** Downloads that failed and were begun anew, by reason. */
  readonly failures: ReadonlyMap<string, number>;
}

const BAUD = 115_200;
const BYTES_A_SECOND = BAUD / 10;
const FAMILIES = Object.entries({ sim800, a7600, sim7600 }) as [FamilyName, Profile][];
/** Some ten seconds of download: as much as a SIM800 holds would take half a minute. */
const BODY_BYTES = 100_000;
const MAX_MODEMS = 100_000;
/** Starts are spread over this time, and so are the ticks of all their timers. */
const SPREAD_MS = 2_000;
const SETTLE_MS = 2_000;
/** How much longer is waited for all to have begun their downloads, where the core is full. */
const MAX_SETTLE_MS = 30_000;
const RESOLUTION_MS = 10;
const PAUSE_MS = 50;

/** Noise that all bodies are windows of, each another one: a byte from another modem's line shows. */
const next = random(1);
const noise = Uint8Array.from({ length: BODY_BYTES + MAX_MODEMS }, () => Math.floor(next() * 256));

/** What all modems of a fleet report to. */
interface Account {
  readonly received: number[];
  readonly failures: Map<string, number>;
  open: number;
}

const check = (body: Uint8Array, bytes: Uint8Array, loaded: number): void => {
  if (Buffer.compare(body.subarray(loaded - bytes.length, loaded), bytes) === 0) return;
  throw new RangeError(`wrong bytes before ${loaded}`);
};

/** One download after another, every byte compared. */
const downloads = (at: number, account: Account): Observable<never> => {
  const [family, profile] = FAMILIES[at % FAMILIES.length] as [FamilyName, Profile];
  const body = noise.subarray(at, at + BODY_BYTES);
  const url = `http://modem${at}.example/file`;
  const virtual = emulator({
    family,
    origin: simulatedWeb({ [url]: body }),
    baud: BAUD,
  });
  let loaded = 0;
  const whole = (): void => {
    if (loaded !== BODY_BYTES) throw new RangeError(`${loaded} bytes of ${BODY_BYTES}`);
    loaded = 0;
  };
  return openModem(virtual.transport.pipe(finalize(() => (account.open -= 1))), profile).pipe(
    switchMap((modem) =>
      defer(() => http.get(modem, url)).pipe(
        tap({
          next: (event) => {
            if (event.kind !== 'chunk') return;
            check(body, event.bytes, event.loaded);
            loaded = event.loaded;
            account.received[at] = (account.received[at] as number) + event.bytes.length;
          },
          complete: whole,
        }),
        repeat(),
      ),
    ),
    ignoreElements(),
  );
};

/** A modem that could not be served in time begins anew, and is counted; a wrong byte is the end. */
const persistent = (at: number, account: Account): Observable<never> =>
  defer(() => {
    account.open += 1;
    return downloads(at, account);
  }).pipe(
    retry({
      delay: (error: unknown) => {
        if (!(error instanceof ModemError)) throw error;
        const { kind } = error.reason;
        account.failures.set(kind, (account.failures.get(kind) ?? 0) + 1);
        return timer(SETTLE_MS);
      },
    }),
  );

const heapBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const delayOf = (histogram: IntervalHistogram): FleetRow['delay'] => {
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    p50Ms: late(histogram.percentile(50)),
    meanMs: late(histogram.mean),
    p99Ms: late(histogram.percentile(99)),
    maxMs: late(histogram.max),
  };
};

/** Measures what goes on, so long. */
const measured = (
  { modems, measureMs }: FleetWishes,
  account: Account,
  before: number,
): Observable<FleetRow> =>
  defer(() => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    histogram.enable();
    const [received, began, used] = [[...account.received], performance.now(), process.cpuUsage()];
    return timer(measureMs).pipe(
      map(() => {
        const seconds = (performance.now() - began) / 1_000;
        const { user, system } = process.cpuUsage(used);
        histogram.disable();
        const percents = account.received.map(
          (bytes, at) => (100 * (bytes - (received[at] as number))) / (seconds * BYTES_A_SECOND),
        );
        return {
          modems,
          cpuPercent: (user + system) / 1e4 / seconds,
          heapBytes: heapBytes() - before,
          delay: delayOf(histogram),
          throughput: {
            meanPercent: percents.reduce((all, percent) => all + percent, 0) / modems,
            minPercent: Math.min(...percents),
          },
          failures: account.failures,
        };
      }),
    );
  });

/**
 * Starts so many modems, the starts spread, lets them settle, measures, and leaves when all have wound up.
 *
 * Fails with a wrong byte, or a wrong number of them.
 */
export const measuredFleet = (wishes: FleetWishes): Observable<FleetRow> =>
  defer(() => {
    const { modems } = wishes;
    const account: Account = { received: Array<number>(modems).fill(0), failures: new Map(), open: 0 };
    const before = heapBytes();
    const fleet = merge(
      ...Array.from({ length: modems }, (_, at) =>
        timer((SPREAD_MS * at) / modems).pipe(switchMap(() => persistent(at, account))),
      ),
    );
    const underWay = timer(SPREAD_MS + SETTLE_MS, PAUSE_MS).pipe(
      filter((turn) => turn * PAUSE_MS > MAX_SETTLE_MS || account.received.every((bytes) => bytes > 0)),
      take(1),
      switchMap(() => measured(wishes, account, before)),
    );
    const over = interval(PAUSE_MS).pipe(
      filter(() => account.open === 0),
      take(1),
      ignoreElements(),
    );
    return concat(merge(fleet, underWay).pipe(take(1)), over);
  });
