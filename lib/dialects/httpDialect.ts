import type { ReadWindow } from './readWindow';
import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { HttpHead } from '../grammar/errors/httpHead';
import type { Sent, Working } from '../../operators/transferEvent';
import type { CommandChannel } from '../../operators/commandChannel';
import type { HttpCall, HttpContent, HttpDraft, HttpMethod } from './httpCall';

/** How a modem reports that a response is too large for it. */
export interface TooLarge {
  readonly code: number;
  /** Whether the code means only that; otherwise it may stand for any failure of receiving. */
  readonly isCertain: boolean;
  /** The size of the parts that are asked for instead. */
  readonly partBytes: number;
  /** The longest response that can be read, in bytes. A longer stated length counts as this code. Default: no limit. */
  readonly maxBytes?: number;
}

/** How a family does HTTP: the commands. The flow is the same for all families. */
export interface HttpDialect {
  readonly methods: readonly HttpMethod[];
  /** The first feature of the request that the family lacks, or `undefined`. Asked before anything is written. */
  readonly unsupportedFeature: (call: HttpDraft) => string | undefined;
  /** Whether the modem can follow redirects by itself; otherwise the flow asks again. */
  readonly followsRedirects?: boolean;
  /** The longest body of a request that the modem takes. */
  readonly maxContentBytes: number;
  /** Whether a window can be read again. */
  readonly canReread: (call: HttpCall) => boolean;
  /** The most bytes of a body that are read at once. */
  readonly maxWindowBytes: number;
  /** What the modem reports when it can't hold the response, and how large the parts are that are asked for instead. */
  readonly tooLarge: TooLarge;
  /** Begins a session, also where another one was left open. Emits once. */
  readonly open: (channel: CommandChannel) => Observable<unknown>;
  /**
   * The commands that give the modem URL, header fields, range and the rest, in order. Their lengths are checked before
   * anything is written; `configure` finds them in `call.commands`.
   */
  readonly prepare: (call: HttpDraft) => readonly Command[];
  /**
   * Sends `call.commands` and sets up TLS; completes. `isAlone` tells whether nothing else uses the bearer now, so that it may be
   * closed and opened.
   */
  readonly configure: (channel: CommandChannel, call: HttpCall, isAlone: () => boolean) => Observable<never>;
  /** Gives the modem the request's body; emits the progress. */
  readonly upload: (channel: CommandChannel, call: HttpCall, content: HttpContent) => Observable<Sent>;
  /** Sends the request and emits its head. Fails with `http` where the modem answers with a code of its own. */
  readonly sendRequest: (channel: CommandChannel, call: HttpCall) => Observable<HttpHead>;
  /** Fails when the modem contradicts the head: a second result comes while the body is read. */
  readonly conflictingResult: (channel: CommandChannel) => Observable<never>;
  /** Asks for the progress of the request, where the family can; the line is free meanwhile. */
  readonly queryProgress?: (channel: CommandChannel) => Observable<Omit<Working, 'kind'>>;
  /** Stores the body in `file` on the modem, where the family can; completes when it is stored. */
  readonly store?: (
    channel: CommandChannel,
    task: { readonly file: string; readonly resultMs: number },
  ) => Observable<never>;
  /** Reads a window of the body: emits it once, without slices where nothing is stored. */
  readonly read: (channel: CommandChannel, offset: number, size: number) => Observable<ReadWindow>;
  /**
   * Asks how many bytes of the body are unread, if the family can tell: all of them, or those that have arrived so far. Emits once;
   * `undefined` if the modem does not say.
   */
  readonly unreadBytes?: (channel: CommandChannel) => Observable<number | undefined>;
  /**
   * Asks for the length of a body that the server does not state. Emits whether the modem shows that it is this one; fails with `length`
   * where it shows another.
   */
  readonly confirmLength?: (channel: CommandChannel, length: number) => Observable<boolean>;
  /** Ends the session. */
  readonly close: (channel: CommandChannel) => Observable<unknown>;
}
