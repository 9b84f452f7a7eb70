import {
  concatMap,
  defer,
  EMPTY,
  finalize,
  from,
  merge,
  NEVER,
  Observable,
  ReplaySubject,
  type Subscription,
} from 'rxjs';
import type { LinkClient, LinkDialect, LinkWindow, SocketTarget } from '../../dialects/socketsDialect';
import { socketFailure } from '../../dialects/steps/socketName';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { windowPace } from '../../../operators/windowPace';
import type { Work } from '../../../operators/work';
import { type LinkClaim, linkTableOf } from './linkTable';
import { type LinkEvent, socketLink } from './socketLink';
import type { SocketPort, SocketTransport } from './socketPort';

/** What clients come to. */
export interface Listening {
  readonly modem: Modem;
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly port: number;
}

/** The clients of a port. */
export interface ListeningClients {
  /** Makes a transport of a client that has come: the first subscription takes the client. */
  readonly transportOf: (client: LinkClient) => SocketTransport;
  /** Closes the clients that nobody has taken. */
  readonly closeUntaken: Observable<never>;
}

const FULL_MS = 60_000;
const TAKEN = 'the client was taken already, or the listening has ended';
const SPOILED = 'bytes of the last client with its link reached it';

/**
 * Keeps the clients of a port until they are taken. The link of a client is its own from the moment that the modem reports it, and
 * its news is heard from then on: its first bytes, and its end, may be reported in the same breath. The link may still be read for a
 * client that has just left: what that reading brings from now on is this client's.
 */
export const listeningClients = (listening: Listening): ListeningClients => {
  const untaken = new Set<Client>();
  return {
    transportOf: (arrived) => {
      const client = new Client(listening, arrived);
      untaken.add(client);
      return new Observable((reader) => {
        if (!untaken.delete(client)) {
          reader.error(client.failure(TAKEN));
          return undefined;
        }
        return client.socket.subscribe(reader);
      });
    },
    closeUntaken: defer(() => {
      const left = [...untaken];
      untaken.clear();
      return from(left).pipe(concatMap(({ closed }) => closed));
    }),
  };
};

/** A client with its link, from the moment that it has come. */
class Client {
  private readonly early: LinkWindow[] = [];
  private readonly news = new ReplaySubject<LinkEvent>(Infinity);
  private readonly claim: LinkClaim;
  private readonly hearing: Subscription;
  private readonly target: SocketTarget;
  private isOpen = true;

  constructor(
    private readonly listening: Listening,
    { link, address }: LinkClient,
  ) {
    const { modem, channel, dialect, port } = listening;
    this.target = { protocol: 'tcp', host: address, port, tls: undefined };
    this.claim = linkTableOf(modem, dialect).claim(link, {
      take: (window) => {
        this.early.push(window);
        this.news.next({ kind: 'readable' });
      },
      spoil: () => this.news.next({ kind: 'lost', seen: SPOILED, isOpen: true }),
    });
    this.hearing = merge(dialect.news(channel, link), this.claim.replaced).subscribe({
      next: (said) => {
        if (said.kind === 'replaced') this.isOpen = false;
        this.news.next(said);
      },
      error: () => undefined,
    });
  }

  readonly failure = (seen: string) => socketFailure(this.target, 'lost', seen);

  /** Its socket; its link is free when that has been closed, however long the reader has left before. */
  readonly socket: Observable<SocketPort> = defer(() => {
    const { modem, dialect } = this.listening;
    let isBegun = false;
    return modem
      .exclusive(`client ${this.claim.client} of a listening ${dialect.name}`, (channel) => (leaving) => {
        isBegun = true;
        return this.linkOn(channel)(leaving).pipe(finalize(() => this.forget()));
      })
      .pipe(
        finalize(() => {
          if (!isBegun) this.forget();
        }),
      );
  });

  /** Closes it, unless the modem has given its link to another client. */
  readonly closed: Observable<never> = defer(() => {
    const { channel, dialect } = this.listening;
    return this.isOpen ? dialect.close(channel, this.claim.link, false) : EMPTY;
  }).pipe(finalize(() => this.forget()));

  private linkOn(channel: CommandChannel): Work<SocketPort> {
    const { claim, target, news, early, listening } = this;
    const { dialect } = listening;
    return socketLink({
      ...{ channel, dialect, link: claim.link, target, news, early, fullMs: FULL_MS, connectMs: 0 },
      isConnected: true,
      windows: windowPace('auto', dialect.maxReadBytes),
      confirm: 'modem',
      lost: NEVER,
      inTurn: (work) => work,
      connecting: (work) => work,
    });
  }

  private forget(): void {
    this.hearing.unsubscribe();
    this.claim.release();
  }
}
