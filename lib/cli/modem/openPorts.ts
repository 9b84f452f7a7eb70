import { BehaviorSubject, defer, filter, finalize, take } from 'rxjs';
import type { Transport } from 'rxmodem';

const count = new BehaviorSubject(0);

/** Keeps count of the ports that the command has open, so that it knows when everything is wound up. */
export const openPorts = Object.freeze({
  /** Counts a port from its opening to its closing. */
  counted: (transport: Transport): Transport =>
    defer(() => {
      count.next(count.value + 1);
      return transport.pipe(finalize(() => count.next(count.value - 1)));
    }),
  /** Emits once, when no port is open. */
  none: count.pipe(
    filter((open) => open === 0),
    take(1),
  ),
});
