import { ReplaySubject, share, timer } from 'rxjs';
import type { Port, Transport } from '../wire/transport';

/**
 * Lets one open port serve several connections in turn: it is closed when nobody takes over from the last. A serial server may
 * refuse a second connection while it is still closing the first, and opening a port can restart what is on it.
 *
 *     const kept = keptOpen(transport);
 *     detectProfile(kept).pipe(switchMap((profile) => connect(kept, profile)))
 */
export const keptOpen = (transport: Transport): Transport =>
  transport.pipe(share({ connector: () => new ReplaySubject<Port>(1), resetOnRefCountZero: () => timer(0) }));
