import { type Observable, tap } from 'rxjs';
import { timeLimits } from 'rxmodem/operators';
import { failure } from './errors/failure';
import { openPorts } from './modem/openPorts';
import { report } from './output/report';

/** Signals that end the command, and the exit codes that shells know for them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** Who reads our output may be stuck: what can't be written by then, with the port closed, is given up. */
const MAX_OUTPUT_MS = 1_000;
/** Longer than the library's own limit for winding up; who is not done by then is not waited for. */
const MAX_WIND_UP_MS = 20_000;
/** As long as a timer can be. */
const FOREVER_MS = 2 ** 31 - 1;

const exitAfter = (ms: number): unknown => setTimeout(() => process.exit(), ms).unref();

/** Sees to it that output which nobody takes does not keep the process once the port is closed. */
const giveOutputUp = (): unknown => openPorts.none.subscribe(() => exitAfter(MAX_OUTPUT_MS));

/** How a verb's work is performed. */
export interface Performance {
  readonly json: boolean;
  /** Limit for all of it; none where missing. */
  readonly timeoutMs: number | undefined;
  /** A first signal is success. */
  readonly endsWell: boolean;
}

/**
 * Performs a verb's work and sees to its end: success, failure, deadline or signal.
 *
 * It ends by unsubscribing, whereupon the library winds up the modem and closes the port; then nothing keeps the process
 * alive, and it exits by itself with the code that was set. A second signal exits at once.
 */
export const perform = (work: Observable<unknown>, { json, timeoutMs, endsWell }: Performance): void => {
  let settled = false;
  // Work that waits for nothing but a word from the embedded emulator would else be the end of the process.
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
