import type { Subscription } from 'rxjs';
import type { Link } from './link';

/** A port that the modem listens on. */
export interface ListeningPort {
  readonly port: number;
  readonly listening: Subscription;
}

/** The TCP/IP stack of a modem; a restart resets it. */
export interface SocketState {
  /** Connections by number. One that the peer closed stays until the host closes it or opens another in its place. */
  readonly links: Map<number, Link>;
  readonly servers: Map<number, ListeningPort>;
  /** A76XX: NETOPEN was done. */
  isOpen: boolean;
  /** A76XX: the TLS sockets, which have numbers of their own. */
  readonly secure: {
    isOpen: boolean;
    readonly links: Map<number, Link>;
    readonly contexts: Map<number, number>;
  };
  /** A76XX: echo requests that are under way. */
  pinging: Subscription | undefined;
}

export const freshSockets = (): SocketState => ({
  links: new Map(),
  servers: new Map(),
  isOpen: false,
  secure: { isOpen: false, links: new Map(), contexts: new Map() },
  pinging: undefined,
});

/** Closes all connections and listening ports at once, without a word. */
export const dropSockets = ({ links, servers, secure }: SocketState): void => {
  for (const { running } of [...links.values(), ...secure.links.values()]) running?.unsubscribe();
  for (const { listening } of servers.values()) listening.unsubscribe();
  links.clear();
  secure.links.clear();
  servers.clear();
};
