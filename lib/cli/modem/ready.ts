import { ignoreElements, type Observable } from 'rxjs';
import { type Modem, ready as untilReady } from 'rxmodem';

/**
 * Waits until the SIM is ready and the modem registered for data, so long at most; the bearer is opened by what follows, and
 * nobody restarts the modem behind a script's back. A modem that does not tell of either is believed. Fails with `network`
 * when that takes too long, and at once where a PIN is missing.
 */
export const ready = (modem: Modem, withinMs: number): Observable<never> =>
  untilReady(modem, {
    stages: ['sim', 'packet'],
    restarts: 0,
    simWithinMs: withinMs,
    registrationWithinMs: withinMs,
    totalMs: withinMs,
  }).pipe(ignoreElements());
