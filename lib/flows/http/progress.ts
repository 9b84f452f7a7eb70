import type { HttpHead } from '../../grammar/errors/httpHead';
import { Fingerprint } from './fingerprint';
import type { HttpCall, HttpDialect } from '../../dialects/httpDialect';
import type { SettledRequest } from './httpRequest';

/** How far a request is: what one try hands on to the next. */
export interface Progress {
  /** The head that was emitted. */
  head: HttpHead | undefined;
  /** Bytes of the body that were emitted, of how many. */
  loaded: number;
  total: number;
  /** What was emitted, in short: where the server does not tell versions apart, it must come again before more does. */
  readonly fingerprint: Fingerprint;
  /** What the server calls this version of the body: ETag or Last-Modified. */
  validator: string | undefined;
  /** The body is asked for in parts of this size: the modem can't hold it whole. */
  partBytes: number | undefined;
  /** How long a window was that came shorter than it should: damage, unless the modem gives no more at once. */
  shortBytes: number | undefined;
  /** The request is off: it may have reached the server. */
  sent: boolean;
}

/** The start. */
export const noProgress = (): Progress => ({
  head: undefined,
  loaded: 0,
  total: 0,
  fingerprint: new Fingerprint(),
  validator: undefined,
  partBytes: undefined,
  shortBytes: undefined,
  sent: false,
});

/** What a try has to go by. */
export interface Attempt {
  readonly dialect: HttpDialect;
  readonly request: SettledRequest;
  readonly call: HttpCall;
  readonly progress: Progress;
}
