import { concat, defer, from, map, merge, mergeMap, type Observable, of, Subject } from 'rxjs';
import type { DashboardModel } from './dashboardModel';
import { emptyBoard } from './emptyBoard';
import { keptBoard } from './keptBoard';
import type { News } from './news';
import type { Orders } from './orders';
import type { Source } from './source';
import { watchedModem } from './watchedModem';

/** Modems on a desk, and a board that shows them. */
export interface Desk extends DashboardModel {
  /** Puts one more modem on it. */
  readonly add: (source: Source) => void;
}

const watched = (source: Source, orders: Orders): Observable<News> => {
  const { id, profile, where, pages } = source;
  const title = profile === 'auto' ? 'Modem' : profile.title;
  return concat(of<News>({ kind: 'came', modem: { id, title, where, pages } }), watchedModem(source, orders));
};

/** Sets up a desk: it is emitted once, and its modems are connected while somebody is subscribed. */
export const desk = (sources: readonly Source[]): Observable<Desk> =>
  defer(() => {
    const added = new Subject<Source>();
    return keptBoard(emptyBoard, (orders) =>
      merge(from(sources), added).pipe(mergeMap((source) => watched(source, orders))),
    ).pipe(map((model): Desk => ({ ...model, add: (source) => added.next(source) })));
  });
