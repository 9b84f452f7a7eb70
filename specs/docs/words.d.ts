import type { FtpServer as Server, Modem as AModem } from 'rxmodem';
import type { Observable } from 'rxjs';

// Names that the pieces of code in the docs use without saying again where they come from.
declare global {
  const modem: AModem;
  const server: Server;
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
