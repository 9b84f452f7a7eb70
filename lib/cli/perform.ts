import { type Observable, tap } from 'rxjs';
import { timeLimits } from 'rxmodem/operators';
import { failure } from './errors/failure';
import { openPorts } from './modem/openPorts';
import { report } from './output/report';

/** Signals that end the command, and their usual exit codes. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** A reader of our output may be stuck. Output that can't be written this long after the port closed is dropped. */
const MAX_OUTPUT_MS = 1_000;
/** Longer than the library's own limit for winding up. The process exits then in any case. */
const MAX_WIND_UP_MS = 20_000;
/** As long as a timer can be. */
const FOREVER_MS = 2 ** 31 - 1;

const exitAfter = (ms: number): unknown => setTimeout(() => process.exit(), ms).unref();

/** Drops output that no reader accepts once the port is closed, so that it does not keep the process. */
const giveOutputUp = (): unknown => openPorts.none.subscribe(() => exitAfter(MAX_OUTPUT_MS));

/** Settings of a run. */
export interface Performance {
  readonly json: boolean;
  /** Overall time limit. Omitted means no limit. */
  readonly timeoutMs: number | undefined;
  /** A first signal is success. */
  readonly endsWell: boolean;
}

/**
 * Runs a verb until it succeeds, fails, exceeds its time limit, or a signal arrives.
 *
 * Unsubscribing makes the library wind up the modem and close the port. Then nothing keeps the process alive, and it exits
 * with the code that was set. A second signal exits at once.
 */
export const perform = (work: Observable<unknown>, { json, timeoutMs, endsWell }: Performance): void => {
  let settled = false;
  // Otherwise Node would exit while the work waits for the embedded emulator, which holds no handle.
  const alive = setInterval(() => undefined, FOREVER_MS);
  const settle = (code: number): void => {
    if (settled) return;
    settled = true;
    process.exitCode = code;
    clearInterval(alive);
    exitAfter(MAX_WIND_UP_MS);
  };
  const limited = timeoutMs === undefined ? work : work.pipe(timeLimits({ totalMs: timeoutMs }));
  const subscription = limited.pipe(tap({ complete: () => settle(0) })).subscribe({
    error: (error: unknown) => {
      const failed = failure(error);
      report(failed, json);
      settle(failed.exit);
      giveOutputUp();
    },
  });
  let signals = 0;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(code);
      settle(endsWell ? 0 : code);
      subscription.unsubscribe();
      giveOutputUp();
    });
  }
};
