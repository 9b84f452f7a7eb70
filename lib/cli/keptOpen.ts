import { ReplaySubject, share, timer } from 'rxjs';
import type { Port, Transport } from 'rxmodem';

/** Lets one open port serve several connections in turn: it is closed when nobody takes over from the last. */
export const keptOpen = (transport: Transport): Transport =>
  transport.pipe(share({ connector: () => new ReplaySubject<Port>(1), resetOnRefCountZero: () => timer(0) }));
