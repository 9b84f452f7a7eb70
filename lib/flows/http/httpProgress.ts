import type { HttpCall } from '../../dialects/httpCall';
import type { HttpDialect } from '../../dialects/httpDialect';
import type { HttpHead } from '../../grammar/errors/httpHead';
import type { CommandChannel } from '../../../operators/commandChannel';
import { type WindowPace, windowPace } from '../../../operators/windowPace';
import { Fingerprint } from './fingerprint';

/** How far a request is: what one try leaves to the next. */
export interface HttpProgress {
  /** The head that was emitted. */
  head: HttpHead | undefined;
  /** Bytes of the body that were emitted. */
  loaded: number;
  /** The length of the body. */
  total: number;
  /** The server itself stated that length. */
  isStated: boolean;
  /** Nothing confirms that length: the last window asks for a byte more, which shows a longer body. */
  overreads: boolean;
  /** Of the bytes that were emitted. Where the server does not name versions, they are read again and compared by it. */
  readonly fingerprint: Fingerprint;
  /** The server's name for this version of the body: ETag or Last-Modified. */
  validator: string | undefined;
  /** The body is asked for in parts of this size: the modem can't hold it whole. */
  partBytes: number | undefined;
  /** How long a window was that came shorter than it should: damage, unless the modem gives no more at once. */
  shortBytes: number | undefined;
  /** Windows come as short as the modem likes: it was seen that nothing is lost then. */
  isShort: boolean;
  /** The modem is asked before each window how many bytes it can give, since a window of several blocks was too short. */
  asksUnread: boolean;
  /** No more is asked for at once than the modem gave in one block, since nothing shows whether one of several was lost. */
  blockBytes: number | undefined;
  /** How large windows are on this modem, over all tries. */
  windows: WindowPace | undefined;
  /** What was emitted came from elsewhere, and is not proved yet to be of this body: by its version, or by its bytes. */
  elsewhere: 'version' | 'bytes' | undefined;
  /** Those bytes are in the fingerprint. */
  hasKnown: boolean;
  /** The request was sent off: it may have reached the server. */
  sent: boolean;
}

/** The start. */
export const noProgress = (): HttpProgress => ({
  head: undefined,
  loaded: 0,
  total: 0,
  isStated: false,
  overreads: false,
  fingerprint: new Fingerprint(),
  validator: undefined,
  partBytes: undefined,
  shortBytes: undefined,
  isShort: false,
  asksUnread: false,
  blockBytes: undefined,
  windows: undefined,
  elsewhere: undefined,
  hasKnown: false,
  sent: false,
});

/** One HTTP session on a modem: a try of a call. */
export interface HttpSession {
  readonly channel: CommandChannel;
  readonly dialect: HttpDialect;
  readonly call: HttpCall;
  readonly progress: HttpProgress;
}

/** How large the windows of a session are. */
export const windowsOf = ({ call, channel, dialect, progress }: HttpSession): WindowPace =>
  (progress.windows ??= windowPace(call.windowBytes, dialect.maxWindowBytes, channel));
