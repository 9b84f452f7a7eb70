import type { Observable } from 'rxjs';
import type { HTTP_METHODS } from '../commands/httpMethods';
import type { HttpHead } from '../grammar/httpHead';
import type { Talk } from '../../operators/talk';
import type { Access } from './access';

/** The methods of the notes. */
export type HttpMethod = keyof typeof HTTP_METHODS;

/** A request as the dialects take it: checked, nothing missing. */
export interface HttpCall {
  readonly method: HttpMethod;
  readonly url: string;
  /** How long the modem may take for the result. */
  readonly resultMs: number;
}

/** How a family does HTTP: the words; the flow is the same for all. */
export interface HttpDialect {
  readonly methods: readonly HttpMethod[];
  /** The longest body that the modem holds. */
  readonly mostBodyBytes: number;
  /** Whether a window can be read again. */
  readonly rereads: boolean;
  /** Sees to bearer or context; completes when it is there. */
  readonly prepare: (talk: Talk, access: Access) => Observable<never>;
  /** Begins a session, also where somebody left one open. Emits once. */
  readonly open: (talk: Talk) => Observable<unknown>;
  /** Sends the request and emits its head. Fails with `http` where the modem gives a code of its own. */
  readonly ask: (talk: Talk, call: HttpCall) => Observable<HttpHead>;
  /** Reads a window of the body: emits its slices once, none where nothing is stored. */
  readonly read: (talk: Talk, offset: number, size: number) => Observable<readonly Uint8Array[]>;
  /** Ends the session. */
  readonly close: (talk: Talk) => Observable<unknown>;
}
