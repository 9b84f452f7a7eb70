import { ReplaySubject, share, timer } from 'rxjs';
import { checkTransport } from '../wire/checkTransport';
import type { Port, Transport } from '../wire/transport';

/**
 * Lets one open port serve several connections, one after the other: it closes when the last one ends and no other one
 * follows at once. A serial server may refuse a second connection while it is still closing the first, and opening a port
 * can restart the modem on it.
 *
 *     const kept = keptOpen(transport);
 *     detectProfile(kept).pipe(switchMap((profile) => openModem(kept, profile)))
 */
export const keptOpen = (transport: Transport): Transport =>
  checkTransport(transport).pipe(
    share({ connector: () => new ReplaySubject<Port>(1), resetOnRefCountZero: () => timer(0) }),
  );
