import type { HttpHead } from '../grammar/httpHead';

/** How far a request is: what one try hands on to the next. */
export interface Progress {
  /** The head that was emitted. */
  head: HttpHead | undefined;
  /** Bytes of the body that were emitted, of how many. */
  loaded: number;
  total: number;
  /** What the server calls this version of the body: ETag or Last-Modified. */
  validator: string | undefined;
  /** The body is asked for in parts of this size: the modem can't hold it whole. */
  partBytes: number | undefined;
  /** The request is off: it may have reached the server. */
  sent: boolean;
}

/** The start. */
export const noProgress = (): Progress => ({
  head: undefined,
  loaded: 0,
  total: 0,
  validator: undefined,
  partBytes: undefined,
  sent: false,
});
