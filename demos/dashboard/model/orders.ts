import type { Observable } from 'rxjs';
import type { Transfer } from './board';

/** A GET that starts; it has its name already. */
export type Begun = Pick<Transfer, 'id' | 'modem' | 'url'>;

/** What modems are told to do. */
export interface Orders {
  readonly starts: Observable<Begun>;
  /** Names of transfers. */
  readonly cancels: Observable<string>;
  /** Starts a GET on a modem. */
  readonly start: (modem: string, url: string) => void;
}
