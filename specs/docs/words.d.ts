import type { FtpServer as Server, Modem as AModem, Pool, PoolEntry } from 'rxmodem';
import type { Remote } from 'rxmodem/mqtt';
import type { Observable } from 'rxjs';

// Names that the pieces of code in the docs use without saying again where they come from.
declare global {
  const modem: AModem;
  const server: Server;
  /** Several modems, and what is made of them. */
  const modems: readonly PoolEntry[];
  const fleet: Pool;
  const far: Remote;
  const url: string;
  const password: string;
  /** The text of a recording. */
  const session: string;
  const bytes: Uint8Array;
  const csv: Uint8Array;
  const pem: Uint8Array;
  const bar: { start(total: number): void; update(loaded: number): void };
  const log: (text: string) => void;
  const show: (thing: unknown) => void;
  const stopped: Observable<unknown>;
  /** Takes a chunk; completes when there is room for the next. */
  const write: (chunk: Uint8Array) => Observable<unknown>;
}
