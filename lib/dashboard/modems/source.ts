import type { Observable } from 'rxjs';
import type { Modem, Profile, TransferEvent, Transport } from 'rxmodem';

/** What `metrics` of rxmodem/metrics offers, which needs Node: the page has none. */
export interface Meter {
  readonly modem: (name: string, source: Observable<Modem>) => Observable<Modem>;
  readonly transfer: (
    modem: string,
    flow: string,
    source: Observable<TransferEvent>,
  ) => Observable<TransferEvent>;
}

/** A modem to watch, and how it is reached. */
export interface Source {
  readonly id: string;
  /** Unique on the board. */
  readonly name: string;
  /** Which port it is on, for people. */
  readonly where: string;
  readonly transport: Transport;
  /** `auto` asks it which model it is. */
  readonly profile: Profile | 'auto';
  /** The port's rate. Default: the library's. */
  readonly baudRate?: number;
  /** URLs that are offered for a GET. Any other one may be typed. */
  readonly pages: readonly string[];
  /** How often it is asked for its signal. Default: never, since it reports it by itself. */
  readonly signalEveryMs?: number;
  /** Counts what it does. */
  readonly metrics?: Meter | undefined;
  /** What keeps the modem at work from its opening on, such as entering the PIN of its SIM. */
  readonly kept?: ((modems: Observable<Modem>) => Observable<Modem>) | undefined;
  /** What goes on around it meanwhile; `get` starts a GET. */
  readonly life?: (get: (url: string) => void) => Observable<never>;
}
