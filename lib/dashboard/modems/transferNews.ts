import { filter, map, mergeMap, type Observable } from 'rxjs';
import type { Transfer } from '../model/board';
import type { News } from '../model/news';
import type { Begun, Orders } from '../model/orders';

/** Does a GET until it is cancelled, and tells how far it is. */
export type Get = (begun: Begun, cancelled: Observable<unknown>) => Observable<Transfer>;

/** Does the transfers that are ordered. */
export const transferNews = (
  { starts, cancels }: Pick<Orders, 'starts' | 'cancels'>,
  get: Get,
): Observable<News> =>
  starts.pipe(
    mergeMap((begun) => get(begun, cancels.pipe(filter((id) => id === begun.id)))),
    map((now): News => ({ kind: 'transfer', transfer: now })),
  );
