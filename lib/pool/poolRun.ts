import type { Observable } from 'rxjs';
import type { Reason } from '../grammar/errors/reason';
import type { Modem } from '../modem/modem';

/** Something that is done with whichever modem of a pool is best; it is told that one's name there. */
export type PoolFlow<T> = (modem: Modem, name: string) => Observable<T>;

/** What is known of a flow of one's own. */
export interface PoolRunOptions<T> {
  /** Whether it may be done again on another modem, as long as it has emitted nothing. Default false. */
  readonly idempotent?: boolean;
  /** For a flow that knows where it was: what it emits before it goes on elsewhere, `undefined` where it may not. */
  readonly elsewhere?: (reason: Reason) => Observable<T> | undefined;
}

/** Runs a flow of one's own on the best modem. */
export type PoolRun = <T>(flow: PoolFlow<T>, options?: PoolRunOptions<T>) => Observable<T>;
