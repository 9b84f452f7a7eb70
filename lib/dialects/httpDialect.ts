import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { HttpHead } from '../grammar/errors/httpHead';
import type { Sent, Working } from '../../operators/transferEvent';
import type { CommandChannel } from '../../operators/commandChannel';

/** The methods that modems have, each family some of them. */
export type HttpMethod = 'GET' | 'POST' | 'HEAD' | 'DELETE' | 'PUT';

/** A request's body as the dialects take it: so many bytes, in chunks. */
export interface HttpContent {
  readonly length: number;
  readonly chunks: Observable<Uint8Array>;
}

/** A part of a body: from an offset to another, inclusive, or to its end. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

/** A request as the dialects take it: checked, nothing missing. */
export interface HttpCall {
  readonly method: HttpMethod;
  readonly url: string;
  /** Header fields by name, as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: HttpContent | undefined;
  /** A file of the modem's that is sent instead, and one that the response goes into. */
  readonly fromFile: string | undefined;
  readonly toFile: string | undefined;
  /** Whether the modem keeps the response, so that it can be read again. */
  readonly keeps: boolean;
  readonly range: ByteRange | undefined;
  /** Whether the modem follows redirects. */
  readonly follows: boolean;
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
  readonly tls: TlsOptions;
  /** How long the server may take, in milliseconds; the modem's own default where missing. */
  readonly serverMs: number | undefined;
  /** How long the modem may take for the result. */
  readonly resultMs: number;
  /** How long the body may take to reach the modem. */
  readonly inputMs: number;
}

/** How a modem tells that a response is too large for it. */
export interface TooLarge {
  readonly code: number;
  /** Whether the code says just that; else it may be any failure of receiving. */
  readonly isCertain: boolean;
  /** The size of the parts that are asked for instead. */
  readonly partBytes: number;
}

/** How a family does HTTP: the words; the flow is the same for all. */
export interface HttpDialect {
  readonly methods: readonly HttpMethod[];
  /** What of a call the family can't do, by name; nothing where it can do all. Asked before anything is written. */
  readonly lacks: (call: HttpCall) => string | undefined;
  /** The longest body of a request that the modem takes. */
  readonly maxContentBytes: number;
  /** Whether a window can be read again. */
  readonly rereads: (call: HttpCall) => boolean;
  /** What the modem says when it can't hold the response, and of what size it is asked for instead. */
  readonly tooLarge: TooLarge;
  /** Begins a session, also where somebody left one open. Emits once. */
  readonly open: (channel: CommandChannel) => Observable<unknown>;
  /** What says URL, header fields and the rest to the modem, in order. Checked before anything is written. */
  readonly parameters: (call: HttpCall) => readonly (Command | undefined)[];
  /** Sets URL, header fields, TLS, range and the rest; completes. */
  readonly configure: (channel: CommandChannel, call: HttpCall) => Observable<never>;
  /** Gives the modem the request's body; emits how far it is. */
  readonly upload: (channel: CommandChannel, call: HttpCall, content: HttpContent) => Observable<Sent>;
  /** Sends the request and emits its head. Fails with `http` where the modem gives a code of its own. */
  readonly act: (channel: CommandChannel, call: HttpCall) => Observable<HttpHead>;
  /** Fails when the modem takes back what it told: another result comes while the body is read. */
  readonly contradicted: (channel: CommandChannel) => Observable<never>;
  /** Asks how far the request is, where the family can; the line is free meanwhile. */
  readonly working?: (channel: CommandChannel) => Observable<Omit<Working, 'kind'>>;
  /** Stores the body in a file of the modem's, where the family can; completes when it is there. */
  readonly store?: (channel: CommandChannel, call: HttpCall, file: string) => Observable<never>;
  /** Reads a window of the body: emits its slices once, none where nothing is stored. */
  readonly read: (channel: CommandChannel, offset: number, size: number) => Observable<readonly Uint8Array[]>;
  /** Ends the session. */
  readonly close: (channel: CommandChannel) => Observable<unknown>;
}

/** How HTTPS is secured. Files are certificates on the modem: `certificates.put` stores them. */
export interface TlsOptions {
  /**
   * True demands that the server is verified: the request is refused where the modem can't, or has no authority to do it
   * by. Default: verified where an authority is given, and said in the trace where none is.
   */
  readonly verify?: boolean;
  /** The certificate of the authority that the server is verified by. */
  readonly ca?: string;
  /** The client's certificate and key, for servers that ask for them. */
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** Sends the server's name in the handshake. Default true: many servers need it. */
  readonly sni?: boolean;
  /** Checks the dates of certificates by the modem's clock. Default false: the clock may never have been set. */
  readonly checkDates?: boolean;
  /** The modem's TLS context, 0 to 9. Default 0. */
  readonly context?: number;
}
