import {
  defer,
  filter,
  ignoreElements,
  from,
  mergeMap,
  type Observable,
  switchMap,
  take,
  throwError,
  timer,
} from 'rxjs';
import { failWith } from '../../../operators/failWith';
import { ModemError } from '../../grammar/errors/modemError';
import type { HttpRequest } from './httpRequest';

type Into = NonNullable<HttpRequest['into']>;

/** How long a stream's reader may leave a body unread while another request waits, unless the request says otherwise. */
export const UNREAD_MS = 10_000;

/**
 * Makes a sink fail that does not take a chunk for `unreadMs` while another flow waits for the modem: one body that nobody reads
 * would hold the modem for ever. So does a modem that is being closed (`awaited` fails, and the sink with it). While no other
 * flow waits, the sink may take as long as it likes.
 *
 *     chunk      c
 *     awaited    f-------t           another request begins to wait
 *     sink       c-------#           `timeout`, phase `reader`: the session is closed, the other request begins
 */
export const givingWay =
  (into: Into, unreadMs: number, awaited: Observable<boolean>): Into =>
  (chunk) => {
    const unread = defer(() => timer(unreadMs)).pipe(
      switchMap(() => awaited),
      filter(Boolean),
      take(1),
      mergeMap(() =>
        throwError(() => new ModemError({ kind: 'timeout', phase: 'reader', waitedMs: unreadMs })),
      ),
    );
    return defer(() => from(into(chunk))).pipe(ignoreElements(), failWith(unread));
  };
