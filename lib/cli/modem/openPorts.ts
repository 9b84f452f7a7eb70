import { BehaviorSubject, defer, filter, finalize, take } from 'rxjs';
import type { Transport } from 'rxmodem';

const count = new BehaviorSubject(0);

/** Counts the open ports of the command, which may exit when none is left. */
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
