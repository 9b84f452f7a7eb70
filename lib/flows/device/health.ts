import { defer, type Observable, takeUntil } from 'rxjs';
import { askAll } from '../../dialects/ask';
import type { Supply } from '../../dialects/healthDialect';
import type { ClockTime } from '../../grammar/clockTime';
import type { Modem } from '../../modem/modem';

/** How a modem is; `null` for what it refuses. */
export interface Health {
  /** 0 to 31, the same in dBm, and the class of the bit error rate, 0 to 7; `undefined` where the modem does not know. */
  readonly signal: {
    readonly rssi: number | undefined;
    readonly dBm: number | undefined;
    readonly ber: number | undefined;
  } | null;
  readonly supply: Supply | null;
  /** As the modem names it; `null` also where it is not registered. */
  readonly operator: string | null;
  /** The modem's clock, set or not: a clock that was never set reports years like 2004 and 1970. */
  readonly clock: ClockTime | null;
}

/**
 * Asks a modem how it is: signal, supply, operator, clock. Emits once; `repeat({ delay: 60_000 })` watches it.
 *
 *     health(modem)
 *     ⇒ { signal: { rssi: 20, dBm: -73, ber: 0 }, supply: { milliVolts: 4012, percent: 87, isCharging: false },
 *         operator: 'CHINA MOBILE', clock: { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 } }
 *
 * What it refuses, or does not answer twice, is `null` and no failure. Fails with `timeout` where the modem answers nothing at
 * all, with `reset` and `closed`.
 */
export const health = (modem: Modem): Observable<Health> =>
  defer(() =>
    modem.exclusive(
      'questions',
      (channel) => (leaving) => askAll(channel, modem.profile.health).pipe(takeUntil(leaving)),
    ),
  );
