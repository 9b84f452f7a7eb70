import type { Observable } from 'rxjs';

/** Where a body goes. */
export interface Sink {
  /** Writes when subscribed to; completes when the bytes were taken, so that no more are asked for before. */
  readonly write: (bytes: Uint8Array | string) => Observable<never>;
  /** Makes what was written stay. Without it, leaving undoes it where that is possible. */
  readonly keep: Observable<never>;
}
