import {
  concat,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  map,
  merge,
  type Observable,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { checkOptions, is } from '../grammar/checkOptions';
import { latin1Bytes } from '../grammar/latin1';
import { checkTransport } from '../wire/checkTransport';
import type { Port, Transport } from '../wire/transport';
import { monotonicNow } from '../../operators/monotonicNow';

/** How a modem that may sleep is woken. */
export interface WakeOptions {
  /**
   * By a character, which is lost (`AT+CSCLK=2`), or by DTR (`AT+CSCLK=1`), which is then taken back while the line is idle, so
   * that the modem may sleep. Default `character`.
   */
  readonly by?: 'character' | 'dtr' | undefined;
  /** How long the line is idle before the modem may be asleep. Default 4 s: a SIM800 sleeps after 5. */
  readonly afterMs?: number | undefined;
  /** How long the modem needs to wake. Default 100 ms. */
  readonly wakeMs?: number | undefined;
}

/** A port that has DTR, as `serialPort` opens it. */
type WithDtr = Port & { readonly setDtr?: (on: boolean) => Observable<never> };

/** An empty line: a modem that is awake answers nothing to it. */
const WAKER = latin1Bytes('\r');

/**
 * A transport to a modem that may sleep: a command that is written after a while without traffic wakes it first, so that no
 * character of it is lost. Data is never preceded by anything.
 *
 *     openModem(wakingUp(serialPort('/dev/ttyUSB0')), sim800)
 *
 *     … 6 s …    > (CR)    100 ms    > AT+CSQ    < +CSQ: 20,0    < OK
 *
 * Source: SIM800 AT manual V1.09 page 160 (wait 100 ms), A76XX AT manual V1.09 page 263 (DTR 20 ms), hardware manual (DTR 50 ms).
 */
export const wakingUp = (transport: Transport, options: WakeOptions = {}): Transport => {
  checkOptions(options, { by: is.oneOf('character', 'dtr'), afterMs: is.ms, wakeMs: is.ms });
  const { by = 'character', afterMs = 4_000, wakeMs = 100 } = options;
  return checkTransport(transport).pipe(
    map((port: WithDtr) => {
      let lastMs = monotonicNow();
      const activity = new Subject<void>();
      const active = (): void => {
        lastMs = monotonicNow();
        activity.next();
      };
      const mayRest = by === 'dtr' && port.setDtr ? port.setDtr : undefined;
      const resting = mayRest
        ? activity.pipe(switchMap(() => concat(timer(afterMs).pipe(ignoreElements()), mayRest(false))))
        : EMPTY;
      const woken = defer(() =>
        concat(mayRest ? mayRest(true) : port.write(WAKER), timer(wakeMs).pipe(ignoreElements())),
      );
      return {
        ...port,
        incoming: merge(
          port.incoming.pipe(
            tap(active),
            finalize(() => activity.complete()),
          ),
          resting,
        ),
        write: (bytes, what) =>
          defer(() => {
            const mayBeAsleep = what?.kind === 'said' && monotonicNow() - lastMs >= afterMs;
            active();
            const written = defer(() => (active(), port.write(bytes, what)));
            return mayBeAsleep ? concat(woken, written) : port.write(bytes, what);
          }),
      } satisfies Port;
    }),
  );
};
