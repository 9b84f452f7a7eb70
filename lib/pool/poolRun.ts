import type { Observable } from 'rxjs';
import type { Reason } from '../grammar/errors/reason';
import type { Modem } from '../modem/modem';

/** A flow that runs on the best modem of a pool; it receives the modem and its name in the pool. */
export type PoolFlow<T> = (modem: Modem, name: string) => Observable<T>;

/** How a flow may be repeated. */
export interface PoolRunOptions<T> {
  /** Whether it may begin again on another modem while it has emitted nothing. Default false. */
  readonly idempotent?: boolean | undefined;
  /** For a flow that can continue: what it emits before it continues on another modem; `undefined` where it may not. */
  readonly elsewhere?: ((reason: Reason) => Observable<T> | undefined) | undefined;
}

/** Runs any flow on the best modem. */
export type PoolRun = <T>(flow: PoolFlow<T>, options?: PoolRunOptions<T>) => Observable<T>;
