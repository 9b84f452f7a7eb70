import type { Observable } from 'rxjs';
import type { Transfer } from './board';

/** A GET that starts; it has its name already. */
export type Begun = Pick<Transfer, 'id' | 'modem' | 'url'>;

/** A short message that is to be sent; it has its name already. */
export interface Texted {
  readonly id: string;
  readonly modem: string;
  readonly to: string;
  readonly text: string;
}

/** What modems are told to do. */
export interface Orders {
  readonly starts: Observable<Begun>;
  readonly texts: Observable<Texted>;
  /** Names of transfers. */
  readonly cancels: Observable<string>;
  /** Starts a GET on a modem. */
  readonly start: (modem: string, url: string) => void;
}
