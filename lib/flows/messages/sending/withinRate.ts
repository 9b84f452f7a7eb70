import { defer, EMPTY, ignoreElements, type Observable, timer } from 'rxjs';
import type { Modem } from '../../../modem/modem';
import { monotonicNow } from '../../../../operators/monotonicNow';

const MINUTE_MS = 60_000;

/** When the last messages of a modem were sent. */
const sent = new WeakMap<Modem, number[]>();

/** Completes when a modem may send one more message in this minute; a modem without a limit at once. */
export const withinRate = (modem: Modem, maxPerMinute: number): Observable<never> =>
  defer(() => {
    const now = monotonicNow();
    const recent = (sent.get(modem) ?? []).filter((at) => at > now - MINUTE_MS);
    sent.set(modem, recent);
    const oldest = recent.at(-maxPerMinute);
    if (recent.length < maxPerMinute || oldest === undefined) return EMPTY;
    return timer(oldest + MINUTE_MS - now).pipe(ignoreElements());
  });

/** Takes note of a message that may have been sent. */
export const countSent = (modem: Modem): void => {
  sent.set(modem, [...(sent.get(modem) ?? []), monotonicNow()]);
};
