import { concat, defer, from, map, merge, mergeMap, type Observable, of, Subject } from 'rxjs';
import type { DashboardModel } from '../model/dashboardModel';
import { emptyBoard } from '../model/emptyBoard';
import { keptBoard } from '../model/keptBoard';
import type { News } from '../model/news';
import type { Orders } from '../model/orders';
import type { Source } from './source';
import { watchedModem } from './watchedModem';

/** Modems on a desk, and a board that shows them. */
export interface Desk extends DashboardModel {
  /** Puts one more modem on it. */
  readonly add: (source: Source) => void;
}

/** What a desk allows. */
export interface DeskOptions {
  /** Whether modems may be restarted, and sent raw commands, from the page. Default: no. */
  readonly mayAct?: boolean;
}

const watched = (source: Source, orders: Orders): Observable<News> => {
  const { id, name, profile, where, pages } = source;
  const title = profile === 'auto' ? 'Modem' : profile.title;
  return concat(
    of<News>({ kind: 'came', modem: { id, name, title, where, pages } }),
    watchedModem(source, orders),
  );
};

/** Sets up a desk: it is emitted once, and its modems are connected while it has a subscriber. */
export const desk = (sources: readonly Source[], { mayAct = false }: DeskOptions = {}): Observable<Desk> =>
  defer(() => {
    const added = new Subject<Source>();
    return keptBoard({ ...emptyBoard, mayAct }, (orders) =>
      merge(from(sources), added).pipe(mergeMap((source) => watched(source, orders))),
    ).pipe(map((model): Desk => ({ ...model, add: (source) => added.next(source) })));
  });
