import { catchError, defer, map, type Observable, of, throwError } from 'rxjs';
import { isLostAnswer, isNoAnswer } from '../../../dialects/ask';
import type { HttpCall } from '../../../dialects/httpCall';
import { ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import type { quectelHttpGetDone } from './quectelHttpCommands';
import { quectelHttpMemory } from './quectelHttpMemory';
import { quectelResponse } from './quectelResponse';

/** What a modem says of a request that is done. */
export type Done = typeof quectelHttpGetDone extends UrcDefinition<infer V> ? V : never;

const NOTHING_TO_READ = 705;

/**
 * Asks about a request whose result does not come, by storing the response: a modem that is at work refuses that, and what it has
 * stored begins with the status.
 *
 *     > AT+QHTTPGET=120   < OK   …   > AT+QHTTPREADFILE="RAM:r",60   < +CME ERROR: 703      ⇒ running
 *     > AT+QHTTPREADFILE="RAM:r",60   < OK   < +QHTTPREADFILE: 0   > AT+QFREAD=…   << HTTP/1.1 200 OK      ⇒ 200
 *
 * 705, no request, counts only where the modem said before that it is at work. A response that is stored without its head shows no
 * status: that it was there says that the request is done.
 *
 * Source: BG96 HTTP(S) AT Commands Manual V1.0 pages 17–18, 31.
 */
export const quectelHttpRecall = (
  channel: CommandChannel,
  { resultMs }: HttpCall,
): (() => Observable<Recalled<Done>>) => {
  let wasBusy = false;
  let isDone = false;
  const read = (head: { readonly status: number; readonly length: number }): Recalled<Done> => {
    isDone = true;
    const { status, length } = head;
    return status === 0 ? 'over' : { values: { code: 0, status, length } };
  };
  return () =>
    defer(() => {
      if (isDone) return of('over' as const);
      return quectelResponse(channel, { resultMs }).pipe(
        map((head) => {
          const { status } = head;
          if (status !== 0) quectelHttpMemory(channel).recalled = head;
          return read(head);
        }),
        catchError((error: unknown): Observable<Recalled<Done>> => {
          const reason = error instanceof ModemError ? error.reason : undefined;
          if (!reason) return throwError(() => error);
          if (reason.kind === 'http' && reason.row?.cause === 'busy') {
            wasBusy = true;
            return of('running');
          }
          if (reason.kind === 'http' && reason.code === NOTHING_TO_READ)
            return of(wasBusy ? 'over' : 'unknown');
          return isNoAnswer(reason) || isLostAnswer(reason) ? of('unknown') : throwError(() => error);
        }),
      );
    });
};
