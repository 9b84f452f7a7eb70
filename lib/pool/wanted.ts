import type { Seat } from './seat';

/** Which modems of a pool a flow may be given. */
export interface Wanted {
  /** The one of this name; any where missing. */
  readonly name: string | undefined;
  /** Not these: it failed there. */
  readonly tried: ReadonlySet<Seat>;
}
