import type { Observable } from 'rxjs';
import type { HttpHead } from '../grammar/httpHead';
import type { HTTP_METHODS } from '../commands/http';
import type { Talk } from './talk';

/** The methods of the notes. */
export type HttpMethod = keyof typeof HTTP_METHODS;

/** A request as the dialects take it: checked, nothing missing. */
export interface HttpCall {
  readonly method: HttpMethod;
  readonly url: string;
  /** How long the modem may take for the request's result. */
  readonly resultMs: number;
}

/** What a request rides on. */
export interface Access {
  /** Access point name; the modem's own where missing. */
  readonly apn?: string;
  readonly user?: string;
  readonly password?: string;
}

/** How a family does HTTP: the words; the flow is the same for all. */
export interface HttpDialect {
  readonly methods: readonly HttpMethod[];
  /** The longest body that the modem holds. */
  readonly mostBodyBytes: number;
  /** Sees to the bearer and begins a session, also where somebody left one open. Emits once. */
  readonly open: (talk: Talk, access: Access) => Observable<unknown>;
  /** Sends the request and emits its head. Fails with `http` where the modem gives a code of its own. */
  readonly ask: (talk: Talk, call: HttpCall) => Observable<HttpHead>;
  /** Reads a window of the body: emits its slices once, none where nothing is stored. */
  readonly read: (talk: Talk, offset: number, size: number) => Observable<readonly Uint8Array[]>;
  /** Ends the session. */
  readonly close: (talk: Talk) => Observable<unknown>;
}
