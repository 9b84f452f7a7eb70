import type { Observable } from 'rxjs';
import type { News } from './news';
import type { Order } from './order';

/** What a dashboard needs, wherever the modems are: in the page itself, or behind a server. */
export interface DashboardModel {
  /** The board as it is, then what is new. */
  readonly news: Observable<News>;
  /** Gives an order when subscribed to; completes when it was taken. Fails with a message for people. */
  readonly tell: (order: Order) => Observable<never>;
}
