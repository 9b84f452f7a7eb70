import { concat, defer, EMPTY, Observable, of, Subject } from 'rxjs';
import type { Board } from './board';
import type { DashboardModel } from './dashboardModel';
import type { News } from './news';
import { nextBoard } from './nextBoard';
import type { Order } from './order';
import type { Begun, Orders, Texted } from './orders';
import { refusalOf } from './refusalOf';

/**
 * Keeps a board of what happens, and hands orders on: its model is emitted once. What happens is followed while somebody is
 * subscribed, whether anybody looks at the board or not, so that a later visitor sees what was before.
 */
export const keptBoard = (
  first: Board,
  happenings: (orders: Orders) => Observable<News>,
): Observable<DashboardModel> =>
  new Observable((owner) => {
    const happened = new Subject<News>();
    const starts = new Subject<Begun>();
    const cancels = new Subject<string>();
    const texts = new Subject<Texted>();
    let board = first;
    let begun = 0;
    const start = (modem: string, url: string): void =>
      starts.next({ id: `get-${(begun += 1)}`, modem, url });
    const obey = (order: Order): Observable<never> => {
      if (order.kind === 'start') start(order.modem, order.url);
      else if (order.kind === 'cancel') cancels.next(order.transfer);
      else texts.next({ id: `sms-${(begun += 1)}`, modem: order.modem, to: order.to, text: order.text });
      return EMPTY;
    };
    const following = happenings({ starts, cancels, texts, start }).subscribe({
      next: (news) => {
        board = nextBoard(board, news);
        happened.next(news);
      },
      error: (error: unknown) => owner.error(error),
      complete: () => owner.complete(),
    });
    owner.next({
      news: defer(() => concat(of<News>({ kind: 'board', board }), happened)),
      tell: (order) =>
        concat(
          defer(() => refusalOf(board, order)),
          defer(() => obey(order)),
        ),
    });
    return following;
  });
