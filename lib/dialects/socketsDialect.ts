import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { BearerDialect } from './bearerDialect';
import type { TlsOptions } from './httpCall';

/** What a socket connects to, checked. */
export interface SocketTarget {
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
  readonly port: number;
  /** TLS by the modem; `undefined` for none. */
  readonly tls: TlsOptions | undefined;
}

/** What the modem says about one link by itself. */
export type LinkNews =
  /** Bytes may have come. */
  | { readonly kind: 'readable' }
  /** The far end has closed the link. What came before may still be read. `seen` is the line that says so. */
  | { readonly kind: 'closed'; readonly seen: string }
  /**
   * The link is lost, and the far end did not close it. `seen` is the line that says so. `isOpen` says that the modem still holds
   * it: it is closed then.
   */
  | { readonly kind: 'lost'; readonly seen: string; readonly isOpen?: boolean };

/** One reading of a link's received bytes. */
export interface LinkWindow {
  readonly slices: readonly Uint8Array[];
  /** How many bytes the modem still holds; `undefined` where it does not say: then the next reading shows it. */
  readonly leftBytes: number | undefined;
}

/** What a modem says of a link when it is asked. */
export type LinkState = 'open' | 'closed' | 'unknown';

/** Does a piece of work while no other socket begins a connection: for settings that hold for all connections begun after them. */
export type ConnectTurn = <T>(work: Observable<T>) => Observable<T>;

/**
 * Links of one kind that a family has: how they are connected, read, written and closed. The flows are the same for all. A link
 * has a number, from 0 to `links` - 1.
 */
export interface LinkDialect {
  /** What its links are called: `socket`, `TLS socket`. */
  readonly name: string;
  /** How many links there are at once. */
  readonly links: number;
  /** The most bytes that one reading asks for. */
  readonly maxReadBytes: number;
  /** The most bytes that are sent at once. */
  readonly maxWriteBytes: number;
  /** The stack under the links, opened before the first one, and asked before each one whether it is open. */
  readonly stack: BearerDialect;
  /** Whether the stack needs the bearer or context of the other services under it. */
  readonly onBearer: boolean;
  /** True where the links ride on the bearer alone: there is no stack to close and open. */
  readonly isBearer?: boolean;
  /** Whether a socket takes an address only, no name: the name is resolved first. Default: it takes both. */
  readonly needsAddress?: (target: SocketTarget) => boolean;
  /** Connects a link; completes when it is connected. Fails with `socket` where the far end can't be reached. */
  readonly connect: (
    channel: CommandChannel,
    link: number,
    target: SocketTarget,
    how: { readonly withinMs: number; readonly inTurn: ConnectTurn },
  ) => Observable<never>;
  /** What the modem says about a link by itself. Listen before you connect. */
  readonly news: (channel: CommandChannel, link: number) => Observable<LinkNews>;
  /** Reads at most `maxBytes` of what was received; emits once. A window without slices means that nothing is there. */
  readonly read: (channel: CommandChannel, link: number, maxBytes: number) => Observable<LinkWindow>;
  /** How many bytes the modem takes now, where it can be asked; otherwise `send` is refused while it takes none. */
  readonly room?: (channel: CommandChannel, link: number) => Observable<number>;
  /**
   * Sends bytes, at most `maxWriteBytes`; `given` is called when they are given to the modem. Completes when the modem has
   * accepted them all. A refusal before `given` means that the modem takes none now.
   */
  readonly send: (
    channel: CommandChannel,
    link: number,
    bytes: Uint8Array,
    how: {
      readonly target: SocketTarget;
      readonly given: () => void;
      /** Called where the modem says that it has taken none of the bytes that it was given: the failure after it means that it takes none now. */
      readonly notTaken: () => void;
      /** How many bytes the modem has taken over this link before. */
      readonly sentBefore: number;
    },
  ) => Observable<never>;
  /** How many sent bytes the far end has not acknowledged, where the modem can be asked. Emits once. */
  readonly unacknowledged?: (channel: CommandChannel, link: number) => Observable<number>;
  /** Asks for the state of a link. Emits once. */
  readonly state: (channel: CommandChannel, link: number) => Observable<LinkState>;
  /**
   * Closes a link in any state; one that is closed already is no failure. Completes when the link can be used again. `isEnded`
   * says that the modem reported the end of the link before.
   */
  readonly close: (channel: CommandChannel, link: number, isEnded: boolean) => Observable<never>;
}

/** A client that connected to a port of the modem. */
export interface LinkClient {
  /** The link that the modem gave it. */
  readonly link: number;
  /** Its address. */
  readonly address: string;
}

/** One try of a ping: how long the answer took, or that none came. */
export interface PingTry {
  readonly sequence: number;
  /** Milliseconds; `undefined` where no answer came. */
  readonly tookMs: number | undefined;
  /** The address that answered, where the modem says it. */
  readonly address?: string;
}

/** A port of the modem's that clients connect to. */
export interface ListenDialect {
  /** Listens; emits each client. */
  readonly clients: (channel: CommandChannel, port: number) => Observable<LinkClient>;
  /** Stops listening; one that does not listen is no failure. */
  readonly stop: (channel: CommandChannel, port: number) => Observable<never>;
}

/** How a family does sockets. */
export interface SocketsDialect {
  /** The first feature that the family lacks for a socket, or `undefined`. Asked before anything is written. */
  readonly lacks: (target: SocketTarget) => string | undefined;
  /** The links that carry a socket. */
  readonly linksFor: (target: Pick<SocketTarget, 'protocol' | 'tls'>) => LinkDialect;
  /** Resolves a name to its addresses; emits once. The stack of plain links is open. Fails with `socket` where there is none. */
  readonly resolve: (
    channel: CommandChannel,
    name: string,
    withinMs: number,
  ) => Observable<readonly string[]>;
  /** Pings a host; emits each try. The stack of plain links is open. */
  readonly ping: (
    channel: CommandChannel,
    host: string,
    how: { readonly count: number; readonly eachMs: number },
  ) => Observable<PingTry>;
  /** Stops a ping that was left. Missing where each try is a command of its own. */
  readonly stopPing?: (channel: CommandChannel) => Observable<never>;
  /** Missing where the family has no server. */
  readonly listen?: ListenDialect;
}
