import { Observable, ReplaySubject, type Subscriber } from 'rxjs';
import type { LinkDialect, LinkWindow } from '../../dialects/socketsDialect';
import type { Modem } from '../../modem/modem';
import { serialize, type Turn } from '../../../operators/serialize';

/** The next holder of a link: a client that the modem gave the link to while somebody still used it. */
export interface LinkSuccessor {
  /** Takes bytes that a reading for the last holder brought: they came from this client. */
  readonly take: (window: LinkWindow) => void;
  /** Says that the modem asked for bytes of the last holder, and sent others in their place to this client: it can't go on. */
  readonly spoil: () => void;
}

/** The link went to another client: nothing can be read from it or written to it any more. */
export interface LinkReplaced {
  readonly kind: 'replaced';
  readonly by: LinkSuccessor;
}

/** A link that is in use. */
export interface LinkLease {
  readonly link: number;
  /** Replays that the modem has given the link to a client. */
  readonly replaced: Observable<LinkReplaced>;
}

/** A link that a client has. */
export interface LinkClaim extends LinkLease {
  /** The lowest number that no other client has, whatever their links: what waits for the end of one client keeps nobody else. */
  readonly client: number;
  readonly release: () => void;
}

/** The links of one kind on one modem: which are in use, and who waits for one. */
export interface LinkTable {
  /** Emits a free link, in turn, and keeps it until it is unsubscribed. */
  readonly take: Observable<LinkLease>;
  /** Takes a link that the modem has given to a client, until it is released. Where somebody holds it, that holder has lost it. */
  readonly claim: (link: number, by: LinkSuccessor) => LinkClaim;
  /** One connection is begun at a time. */
  readonly turn: Turn;
}

/**
 * Makes the table of a modem's links. The link that has been free longest is taken first: a late word about its last connection
 * has had the most time to come.
 */
export const linkTable = (links: number): LinkTable => new Table(links);

/** Who holds a link: told once where the modem gives it to a client. */
type Holder = ReplaySubject<LinkReplaced>;

class Table implements LinkTable {
  private readonly free: number[];
  private readonly waiting: Subscriber<LinkLease>[] = [];
  private readonly holders = new Map<number, Holder>();
  private readonly clients = new Set<number>();
  readonly turn = serialize();

  constructor(links: number) {
    this.free = Array.from({ length: links }, (_, link) => link);
  }

  readonly take = new Observable<LinkLease>((taker) => {
    const link = this.free.shift();
    if (link !== undefined) {
      this.give(taker, link);
      return undefined;
    }
    this.waiting.push(taker);
    return () => {
      const at = this.waiting.indexOf(taker);
      if (at >= 0) this.waiting.splice(at, 1);
    };
  });

  readonly claim = (link: number, by: LinkSuccessor): LinkClaim => {
    const at = this.free.indexOf(link);
    if (at >= 0) this.free.splice(at, 1);
    const last = this.holders.get(link);
    const replaced = this.hold(link);
    const client = lowestFree(this.clients);
    this.clients.add(client);
    last?.next({ kind: 'replaced', by });
    return {
      link,
      replaced,
      client,
      release: () => (this.clients.delete(client), this.release(link, replaced)),
    };
  };

  private hold(link: number): Holder {
    const holder: Holder = new ReplaySubject(1);
    this.holders.set(link, holder);
    return holder;
  }

  private give(taker: Subscriber<LinkLease>, link: number): void {
    const replaced = this.hold(link);
    taker.add(() => this.release(link, replaced));
    taker.next({ link, replaced });
  }

  /** Does nothing where another holder has come. */
  private release(link: number, holder: Holder): void {
    if (this.holders.get(link) !== holder) return;
    this.holders.delete(link);
    const next = this.waiting.shift();
    if (next) this.give(next, link);
    else this.free.push(link);
  }
}

const lowestFree = (used: ReadonlySet<number>): number => {
  let number = 0;
  while (used.has(number)) number += 1;
  return number;
};

/** The tables live as long as their modem. */
const tables = new WeakMap<Modem, Map<LinkDialect, LinkTable>>();

/** The table of a modem's links of one kind. */
export const linkTableOf = (modem: Modem, dialect: LinkDialect): LinkTable => {
  const own = tables.get(modem) ?? new Map<LinkDialect, LinkTable>();
  tables.set(modem, own);
  const table = own.get(dialect) ?? linkTable(dialect.links);
  own.set(dialect, table);
  return table;
};
