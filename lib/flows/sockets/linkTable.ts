import { Observable, type Subscriber } from 'rxjs';
import type { LinkDialect } from '../../dialects/socketsDialect';
import type { Modem } from '../../modem/modem';
import { serialize, type Turn } from '../../../operators/serialize';

/** The links of one kind on one modem: which are in use, and who waits for one. */
export interface LinkTable {
  /** Emits the number of a free link, in turn, and keeps it until it is unsubscribed. */
  readonly take: Observable<number>;
  /** Takes a link that the modem has given to somebody, until the returned function is called. */
  readonly claim: (link: number) => () => void;
  /** How many are in use. */
  readonly used: () => number;
  /** One connection is begun at a time. */
  readonly turn: Turn;
}

/**
 * Makes the table of a modem's links. The link that has been free longest is taken first: a late word about its last connection
 * has had the most time to come.
 */
export const linkTable = (links: number): LinkTable => {
  const free = Array.from({ length: links }, (_, link) => link);
  const waiting: Subscriber<number>[] = [];
  let used = 0;
  const give = (taker: Subscriber<number>, link: number): void => {
    used += 1;
    taker.add(() => release(link));
    taker.next(link);
  };
  const release = (link: number): void => {
    used -= 1;
    const next = waiting.shift();
    if (next) give(next, link);
    else free.push(link);
  };
  return {
    take: new Observable((taker) => {
      const link = free.shift();
      if (link !== undefined) {
        give(taker, link);
        return undefined;
      }
      waiting.push(taker);
      return () => {
        const at = waiting.indexOf(taker);
        if (at >= 0) waiting.splice(at, 1);
      };
    }),
    claim: (link) => {
      const at = free.indexOf(link);
      if (at < 0) return () => undefined;
      free.splice(at, 1);
      used += 1;
      return () => release(link);
    },
    used: () => used,
    turn: serialize(),
  };
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
