import { ignoreElements, type Observable } from 'rxjs';
import { type Modem, ready as untilReady } from 'rxmodem';

/**
 * Waits until the SIM is ready and the modem is registered for data. The flow that follows opens the bearer, and the modem is
 * never restarted. A modem that can't report one of them passes. Fails with `network` when the time is over, and at once
 * when a PIN is missing.
 */
export const ready = (modem: Modem, withinMs: number): Observable<never> =>
  untilReady(modem, {
    stages: ['sim', 'packet'],
    restarts: 0,
    simWithinMs: withinMs,
    registrationWithinMs: withinMs,
    totalMs: withinMs,
  }).pipe(ignoreElements());
