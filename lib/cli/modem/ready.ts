import { ignoreElements, type Observable } from 'rxjs';
import { type Modem, ready as untilReady } from 'rxmodem';
import { pinOf } from './unlocked';

/**
 * Waits until the SIM is ready and the modem is registered for data. The flow that follows opens the bearer, and the modem is
 * never restarted. A modem that can't report one of them passes. Fails with `network` when the time is over, and at once
 * when a PIN is missing or wrong: RXMODEM_PIN gives it.
 */
export const ready = (modem: Modem, withinMs: number): Observable<never> => {
  const pin = pinOf();
  return untilReady(modem, {
    stages: ['sim', 'packet'],
    restarts: 0,
    simWithinMs: withinMs,
    registrationWithinMs: withinMs,
    totalMs: withinMs,
    ...(pin !== undefined && { pin }),
  }).pipe(ignoreElements());
};
