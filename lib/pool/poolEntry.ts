import type { Observable } from 'rxjs';
import type { Modem } from '../modem/modem';

/** A modem, or a way to one: `connect(…)`. It is in the pool while this is open; of several that it emits, the last one. */
export type PoolSource = Modem | Observable<Modem>;

/** What a pool is given: a source, and maybe how it shall be called there. Default: `modem-1`, `modem-2` … */
export type PoolEntry = PoolSource | { readonly name: string; readonly modem: PoolSource };
