import { concat, defer, EMPTY, Observable, of, Subject } from 'rxjs';
import type { Board } from './board';
import type { DashboardModel } from './dashboardModel';
import type { News } from './news';
import { nextBoard } from './nextBoard';
import type { Order } from './order';
import type { Acted, Begun, Coded, Orders, Texted } from './orders';
import { refusalOf } from './refusalOf';

/**
 * Keeps a board of what happens, and hands orders on: its model is emitted once. What happens is followed while the model has
 * a subscriber, with or without a page, so that a page that comes later sees what was before.
 */
export const keptBoard = (
  first: Board,
  happenings: (orders: Orders) => Observable<News>,
): Observable<DashboardModel> =>
  new Observable((owner) => {
    const happened = new Subject<News>();
    const { orders, obey } = orderBook();
    let board = first;
    const following = happenings(orders).subscribe({
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
          defer(() => (obey(order), EMPTY)),
        ),
    });
    return following;
  });

/** Orders as streams. Each thing that is begun gets a name. */
const orderBook = (): { readonly orders: Orders; readonly obey: (order: Order) => void } => {
  const starts = new Subject<Begun>();
  const cancels = new Subject<string>();
  const texts = new Subject<Texted>();
  const codes = new Subject<Coded>();
  const acts = new Subject<Acted>();
  let begun = 0;
  const nameOf = (kind: string): string => `${kind}-${(begun += 1)}`;
  const start = (modem: string, url: string): void => starts.next({ id: nameOf('get'), modem, url });
  const obey = (order: Order): void => {
    const { kind } = order;
    if (kind === 'start') start(order.modem, order.url);
    else if (kind === 'cancel') cancels.next(order.transfer);
    else if (kind === 'sms')
      texts.next({ id: nameOf('sms'), modem: order.modem, to: order.to, text: order.text });
    else if (kind === 'ussd') codes.next({ modem: order.modem, code: order.code });
    else {
      const { modem, action, line = '' } = order;
      acts.next({ id: nameOf('act'), modem, action, line });
    }
  };
  return { orders: { starts, cancels, texts, codes, acts, start }, obey };
};
