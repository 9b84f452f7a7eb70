import type { ObservableInput } from 'rxjs';
import { type RetryPolicy, exponential } from '../../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../../operators/timeoutPolicy';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { HttpMethod, TlsOptions } from '../../dialects/httpDialect';
import type { HttpBody } from './httpBody';

/** An HTTP request. Only the URL must be there. */
export interface HttpRequest {
  readonly url: string;
  /** Default `GET`. */
  readonly method?: HttpMethod;
  /** Header fields. Default: the modem's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent. Default: nothing. A SIM800 takes 319,488 bytes, an A7600 153,600. */
  readonly body?: HttpBody;
  /** A file of the modem's that is sent instead of a body, on A7600: `C:/log.txt`. The URC tells when it is done. */
  readonly fromFile?: string;
  /** A file of the modem's that the response's body goes into instead of over the line, on A7600. Emits `stored`. */
  readonly toFile?: string;
  /** Makes an A7600 keep the response (READMODE 1, less than 1 MB), so that a damaged window can be read again. Default false. */
  readonly keep?: boolean;
  /** How often a SIM800 is asked how far it is (`HTTPSTATUS?`) while a result is awaited; emits `working`. Default: never. */
  readonly workingEveryMs?: number;
  /** Follows redirects (`follow`, SIM800 only), or gives the 30x as it is. Default `manual`. */
  readonly redirect?: 'follow' | 'manual';
  /** A proxy, on SIM800. Default: none. */
  readonly proxy?: { readonly host: string; readonly port: number };
  /** How HTTPS is secured. Default: not verified, and said so in the trace. */
  readonly tls?: TlsOptions;
  /** APN, user and password of the bearer or context, where it is not open already. Default: the modem's own. */
  readonly access?: ApnSettings;
  /**
   * When and how often it is tried again. Default: three tries, half a second and doubling between, transient failures only;
   * `Retry-After` is obeyed. A POST is not repeated once it may have reached the server, unless `idempotent` says so.
   */
  readonly retry?: RetryPolicy;
  /** Whether it may reach the server twice. Default: true but for POST. */
  readonly idempotent?: boolean;
  /** Goes on where it was when the connection is lost in the middle of a GET's body. Default true. */
  readonly resume?: boolean;
  /** Time limits of one try: to the head, between two windows, in all. Default: those of the commands themselves. */
  readonly timeout?: TimeoutPolicy;
  /** How long the server may take, in milliseconds: the modem's TIMEOUT, or CONNECTTO and RECVTO. Default: the modem's own. */
  readonly serverMs?: number;
  /** How long the modem may take for the result once the request is off. Default 125 s, a little more than it allows itself. */
  readonly resultMs?: number;
  /** How long the body may take to reach the modem. Default 120 s, the most that a SIM800 allows. */
  readonly inputMs?: number;
  /** Bytes that are asked for at once. Default 4,096. */
  readonly windowBytes?: number;
  /** Takes each chunk; the next window is asked for when it completes. Default: whoever subscribes, at once. */
  readonly into?: (chunk: Uint8Array) => ObservableInput<unknown>;
  /** Which statuses are no failure. Default: those below 400, as `rxjs/ajax` has it. */
  readonly accepts?: (status: number) => boolean;
}

/** What a request means where it says nothing. */
const httpDefaults = Object.freeze({
  method: 'GET',
  headers: {},
  redirect: 'manual',
  tls: {},
  access: {},
  retry: { attempts: 3, delay: exponential({ fromMs: 500, upToMs: 10_000 }) },
  resume: true,
  timeout: {},
  resultMs: 125_000,
  inputMs: 120_000,
  windowBytes: 4_096,
  accepts: (status: number) => status < 400,
} satisfies Partial<HttpRequest>);

/** A request with nothing missing that has a default. */
export type SettledRequest = HttpRequest & Required<Pick<HttpRequest, keyof typeof httpDefaults>>;

/** The most that a modem takes for `serverMs`, and how much more its result may take. */
const MAX_SERVER_MS = 1_000_000;
const SLACK_MS = 5_000;

/** Fills in what a request leaves out or gives as `undefined`; a server that is given its time is waited for as long. */
export const httpSettled = (request: HttpRequest): SettledRequest => {
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  // Connecting may take that long, and receiving again.
  const serverMs = Math.min(MAX_SERVER_MS, 2 * (request.serverMs ?? 0));
  const resultMs = Math.max(httpDefaults.resultMs, serverMs + SLACK_MS);
  return { ...httpDefaults, resultMs, ...(given as Partial<HttpRequest>), url: request.url };
};

/** Whether a request asks for a part of a body by itself. */
export const hasOwnRange = ({ headers = {} }: HttpRequest): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'range');
