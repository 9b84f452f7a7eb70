import type { Observable, ObservableInput } from 'rxjs';
import type { Command } from '../grammar/command';
import type { RetryPolicy } from '../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../operators/timeoutPolicy';
import type { ApnSettings } from './bearerDialect';

/** An HTTP method. Each family has some of them. */
export type HttpMethod = 'GET' | 'POST' | 'HEAD' | 'DELETE' | 'PUT';

/** A request's body as the dialects take it: its length, and its bytes in chunks. */
export interface HttpContent {
  readonly length: number;
  readonly chunks: Observable<Uint8Array>;
}

/** A part of a body: from an offset to another, inclusive, or to the end of the body. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

/** A request with its defaults filled in, checked against a family, and spelled as that family's commands. */
export interface HttpCall extends HttpPolicies {
  readonly method: HttpMethod;
  /** Spelled as AT can carry it. */
  readonly url: string;
  /** Header fields by name, as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: HttpContent | undefined;
  /** A file on the modem that is sent instead of `content`. */
  readonly fromFile: string | undefined;
  /** A file on the modem that the response's body goes into. */
  readonly toFile: string | undefined;
  /** Whether the modem keeps the response, so that it can be read again. */
  readonly keepsResponse: boolean;
  /** The part of the body that the library asks for by itself; `undefined` for the whole. */
  readonly range: ByteRange | undefined;
  /** Whether the modem follows redirects. */
  readonly followsRedirects: boolean;
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
  readonly tls: TlsOptions;
  readonly access: ApnSettings;
  /** How long the server may take, in milliseconds; `undefined` leaves it to the modem. */
  readonly serverMs: number | undefined;
  /** How long the modem may take for the result, in milliseconds. */
  readonly resultMs: number;
  /** How long the body may take to reach the modem, in milliseconds. */
  readonly inputMs: number;
  /** The commands that set the request up, in order; what `HttpDialect.prepare` gave. */
  readonly commands: readonly Command[];
}

/** A call that its family has not spelled yet. */
export type HttpDraft = Omit<HttpCall, 'commands'>;

/** How the tries of a call go: what `HttpRequest` says of them, with its defaults. */
export interface HttpPolicies {
  readonly retry: RetryPolicy;
  readonly idempotent: boolean;
  readonly resume: boolean;
  readonly timeout: TimeoutPolicy;
  readonly windowBytes: number | 'auto';
  readonly workingEveryMs: number | undefined;
  readonly into: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
  /** How long a chunk may stay untaken while another flow waits, in milliseconds; `undefined` for no limit. */
  readonly unreadMs: number | undefined;
  readonly accepts: (status: number) => boolean;
}

/** How HTTPS is secured. Files are certificates on the modem: `certificates.put` stores them. */
export interface TlsOptions {
  /**
   * `true` demands that the server is verified: the request is refused where the modem can't verify, or has no `ca` to
   * verify by. Default: verified where `ca` is given; where it is not, the trace says that nothing was verified.
   */
  readonly verify?: boolean | undefined;
  /** The CA certificate that the server is verified by. */
  readonly ca?: string | undefined;
  /** The client's certificate and key, for servers that ask for them. */
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  /** Sends the server's name in the handshake. Default true: many servers need it. */
  readonly sni?: boolean | undefined;
  /** Checks the dates of certificates by the modem's clock. Default false: the clock may never have been set. */
  readonly checkDates?: boolean | undefined;
  /** The modem's TLS context, 0 to 9. Default 0. */
  readonly context?: number | undefined;
}
