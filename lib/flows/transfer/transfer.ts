import type { Observable } from 'rxjs';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';

/** A piece of work that keeps its progress, so that it can go on on another modem than it began on. */
export interface Transfer<T> {
  /** Does the work, or the rest of it, on a modem; the policies that it was given hold there. */
  readonly on: (modem: Modem) => Observable<T>;
  /**
   * What is emitted before the work goes on on another modem after a failure for this reason. `undefined` where it may not go
   * on: it may have reached the server and must not do so twice, or can't resume.
   */
  readonly elsewhere: (reason: Reason) => Observable<T> | undefined;
}

/** Runs a transfer, begun anew for each subscriber. */
export type RunTransfer = <T>(begin: () => Transfer<T>) => Observable<T>;
