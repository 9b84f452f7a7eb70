import type { ObservableInput } from 'rxjs';
import type { RetryPolicy } from '../../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../../operators/timeoutPolicy';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { HttpMethod, TlsOptions } from '../../dialects/httpCall';
import type { HttpBody } from './httpBody';

/** An HTTP request. Only `url` is required. A field that is `undefined` has its default. */
export interface HttpRequest {
  /** `http://…` or `https://…`. */
  readonly url: string | URL;
  /** Default `GET`. */
  readonly method?: HttpMethod | undefined;
  /** Header fields. Default: the modem's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What is sent. Default: nothing. A SIM800 takes 319,488 bytes, an A7600 153,600. */
  readonly body?: HttpBody | undefined;
  /** A file on the modem that is sent instead of a body, on A7600: `C:/log.txt`. */
  readonly fromFile?: string | undefined;
  /** A file on the modem that takes the response's body instead of the line, on A7600. Emits `stored`. */
  readonly toFile?: string | undefined;
  /** Makes an A7600 keep the response (READMODE 1, less than 1 MB), so that a damaged window can be read again. Default false. */
  readonly keep?: boolean | undefined;
  /** How often a SIM800 is asked for its progress (`HTTPSTATUS?`) while the result is awaited; emits `working`. Default: never. */
  readonly workingEveryMs?: number | undefined;
  /**
   * Follows redirects (`follow`), or emits the 30x as it is. Default `manual`. `follow` asks again where the redirect points: 303,
   * and 301 and 302 of a POST, become a GET; another origin gets no credentials; HTTPS does not become HTTP. A SIM800 follows by
   * itself (`REDIR`) where nothing is to be kept from another origin: GET and HEAD over HTTP without credentials.
   */
  readonly redirect?: 'follow' | 'manual' | undefined;
  /** How many redirects are followed before the request fails with `invalid-argument` named `redirect`. Default 20. */
  readonly maxRedirects?: number | undefined;
  /** A proxy, on SIM800. Default: none. */
  readonly proxy?: { readonly host: string; readonly port: number } | undefined;
  /** How HTTPS is secured. Default: the server is not verified, and the trace says so. */
  readonly tls?: TlsOptions | undefined;
  /** APN, user and password of the bearer or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
  /**
   * When and how often it is tried again. Default: three tries, pauses of 500 ms that double, transient failures only;
   * `Retry-After` is obeyed. A POST is not repeated once it may have reached the server, unless `idempotent` says so.
   */
  readonly retry?: RetryPolicy | undefined;
  /** Whether it may reach the server twice. Default: true but for POST. */
  readonly idempotent?: boolean | undefined;
  /** Resumes a GET whose connection is lost in the middle of the body. Default true. */
  readonly resume?: boolean | undefined;
  /**
   * Continues a body that was begun elsewhere: this many of its bytes are there, and are not emitted again. GET only; needs `version`, or
   * `known`. Fails with `range` where the server serves another body by now. Default 0.
   */
  readonly fromByte?: number | undefined;
  /** The ETag (a strong one), or else the Last-Modified, of the body that was begun. What the server names now must be the same. */
  readonly version?: string | undefined;
  /** The bytes before `fromByte`. Without a `version` they are compared: the body is read from its beginning, and emitted from `fromByte`. */
  readonly known?: (() => ObservableInput<Uint8Array>) | undefined;
  /** Time limits of one try: to the head, between two windows, in total. Default: those of the commands themselves. */
  readonly timeout?: TimeoutPolicy | undefined;
  /** How long the server may take, in milliseconds: the modem's TIMEOUT, or CONNECTTO and RECVTO. Default: the modem's own. */
  readonly serverMs?: number | undefined;
  /** How long the modem may take for the result once the request was sent, in milliseconds. Default 125,000: a little more than it allows itself; with a longer `serverMs`, twice that and 5,000. */
  readonly resultMs?: number | undefined;
  /** How long the body may take to reach the modem, in milliseconds. Default 120,000, the most that a SIM800 allows. */
  readonly inputMs?: number | undefined;
  /**
   * Bytes per window. Default `'auto'`: windows begin with 4,096 bytes, grow while they come in full, up to what line and consumer
   * take in 0.7 s and to the family's limit (65,536 at most), and halve at damage.
   */
  readonly windowBytes?: number | 'auto' | undefined;
  /** Takes each chunk; the next window is asked for when it completes. Default: the next window follows at once. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
  /**
   * How long a chunk may stay untaken while another flow waits for the modem, in milliseconds; then the request fails with
   * `timeout`, phase `reader`, and the other flow begins. Default: 10,000 for `createFetch`, `http.readable` and
   * `http.iterate`, whose readers may forget a body; no limit for `into`.
   */
  readonly unreadMs?: number | undefined;
  /** Which statuses are no failure. Default: those below 400, as in `rxjs/ajax`. */
  readonly accepts?: ((status: number) => boolean) | undefined;
}

/** Whether a request's own header fields ask for a part of a body. */
export const hasOwnRange = ({ headers = {} }: Pick<HttpRequest, 'headers'>): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'range');
