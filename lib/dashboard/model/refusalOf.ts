import { EMPTY, type Observable, throwError } from 'rxjs';
import { ModemError } from 'rxmodem';
import type { Board } from './board';
import type { Order } from './order';

const invalid = (name: string, problem: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'invalid-argument', name, problem }));

/** Completes where an order can be taken, fails with why it can't. */
export const refusalOf = ({ modems, mayAct }: Board, order: Order): Observable<never> => {
  if (order.kind === 'cancel') {
    const isKnown = modems.some(({ transfers }) => transfers.some(({ id }) => id === order.transfer));
    return isKnown ? EMPTY : invalid('transfer', 'there is none of this name');
  }
  if (order.kind === 'act' && !mayAct)
    return throwError(
      () =>
        new ModemError({ kind: 'not-allowed', where: 'this dashboard', what: 'actions (--allow-actions)' }),
    );
  const face = modems.find(({ id }) => id === order.modem);
  if (!face) return invalid('modem', 'there is none of this name');
  const isThere = face.connection === 'connected' || face.connection === 'reconnecting';
  return isThere ? EMPTY : invalid('modem', 'it is not connected yet');
};
