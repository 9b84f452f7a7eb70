import type { Observable } from 'rxjs';
import type { Transfer } from './board';
import type { Action } from './order';

/** A GET that starts; it has its name already. */
export type Begun = Pick<Transfer, 'id' | 'modem' | 'url'>;

/** A short message that is to be sent; it has its name already. */
export interface Texted {
  readonly id: string;
  readonly modem: string;
  readonly to: string;
  readonly text: string;
}

/** A USSD code, or a reply. */
export interface Coded {
  readonly modem: string;
  readonly code: string;
}

/** Something that is to be done by hand; it has its name already. */
export interface Acted {
  readonly id: string;
  readonly modem: string;
  readonly action: Action;
  readonly line: string;
}

/** What modems are asked to do. */
export interface Orders {
  readonly starts: Observable<Begun>;
  readonly texts: Observable<Texted>;
  readonly codes: Observable<Coded>;
  readonly acts: Observable<Acted>;
  /** Names of transfers. */
  readonly cancels: Observable<string>;
  /** Starts a GET on a modem. */
  readonly start: (modem: string, url: string) => void;
}
