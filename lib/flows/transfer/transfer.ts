import type { Observable } from 'rxjs';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';

/** One piece of work that keeps how far it is, so that it can go on on another modem than it began on. */
export interface Transfer<T> {
  /** Does it, or what is left of it, on a modem; the policies that it was given hold there. */
  readonly on: (modem: Modem) => Observable<T>;
  /**
   * What is emitted before it goes on on another modem after it failed for this reason; `undefined` where it may not, since
   * it may have reached the server and must not do so twice, or can't go on where it was.
   */
  readonly elsewhere: (reason: Reason) => Observable<T> | undefined;
}
