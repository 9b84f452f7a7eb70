import { concat, defer, filter, mergeMap, Observable, of, Subject, throwError, EMPTY } from 'rxjs';
import { ModemError } from 'rxmodem';
import type { Board, Transfer } from './board';
import type { DashboardModel } from './dashboardModel';
import { emptyBoard } from './emptyBoard';
import type { News } from './news';
import { nextBoard } from './nextBoard';
import type { Order } from './order';
import type { Source } from './source';
import { watchedModem } from './watchedModem';

/** Modems on a desk, and a board that shows them. */
export interface Desk extends DashboardModel {
  /** Puts one more modem on it. */
  readonly add: (source: Source) => void;
}

const invalid = (name: string, problem: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'invalid-argument', name, problem }));

/** Why an order can't be taken. */
const refusalOf = ({ modems }: Board, order: Order): Observable<never> => {
  if (order.kind === 'cancel') {
    const isKnown = modems.some(({ transfers }) => transfers.some(({ id }) => id === order.transfer));
    return isKnown ? EMPTY : invalid('transfer', 'there is none of this name');
  }
  const face = modems.find(({ id }) => id === order.modem);
  if (!face) return invalid('modem', 'there is none of this name');
  const isThere = face.connection === 'connected' || face.connection === 'reconnecting';
  return isThere ? EMPTY : invalid('modem', 'it is not connected yet');
};

/**
 * Sets up a desk: it is emitted once, and its modems are connected while somebody is subscribed. They are watched whether
 * anybody looks at the board or not, so that whoever comes sees what was before.
 */
export const desk = (sources: readonly Source[]): Observable<Desk> =>
  new Observable((owner) => {
    const happened = new Subject<News>();
    const added = new Subject<Source>();
    const starts = new Subject<Pick<Transfer, 'id' | 'modem' | 'url'>>();
    const cancels = new Subject<string>();
    let board = emptyBoard;
    let begun = 0;
    const start = (modem: string, url: string): void =>
      starts.next({ id: `get-${(begun += 1)}`, modem, url });
    const watched = ({ ...source }: Source): Observable<News> => {
      const { id, profile, where, pages } = source;
      const title = profile === 'auto' ? 'Modem' : profile.title;
      const own = starts.pipe(filter(({ modem }) => modem === id));
      const orders = { starts: own, cancels, get: (url: string) => start(id, url) };
      return concat(
        of<News>({ kind: 'came', modem: { id, title, where, pages } }),
        watchedModem(source, orders),
      );
    };
    const tell = (order: Order): Observable<never> =>
      concat(
        defer(() => refusalOf(board, order)),
        defer(() => {
          if (order.kind === 'start') start(order.modem, order.url);
          else cancels.next(order.transfer);
          return EMPTY;
        }),
      );
    const watching = added.pipe(mergeMap(watched)).subscribe((news) => {
      board = nextBoard(board, news);
      happened.next(news);
    });
    for (const source of sources) added.next(source);
    const news = defer(() => concat(of<News>({ kind: 'board', board }), happened));
    owner.next({ news, tell, add: (source) => added.next(source) });
    return watching;
  });
