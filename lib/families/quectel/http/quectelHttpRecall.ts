import { catchError, defer, map, type Observable, of, throwError } from 'rxjs';
import { isUnanswered } from '../../../dialects/ask';
import type { HttpCall } from '../../../dialects/httpCall';
import { ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import type { quectelHttpGetDone } from './quectelHttpCommands';
import { quectelHttpMemory } from './quectelHttpMemory';
import { quectelResponse } from './quectelResponse';

/** The values of a request's result: `+QHTTPGET: 0,200,500`. */
export type Done = typeof quectelHttpGetDone extends UrcDefinition<infer V> ? V : never;

/** The code of a modem that has no response to read. */
export const NOTHING_TO_READ = 705;

/**
 * Asks about a request whose result does not come, by storing the response: a modem that is still at work refuses that, and a stored
 * response begins with the status.
 *
 *     > AT+QHTTPGET=120   < OK   …   > AT+QHTTPREADFILE="RAM:r",60   < +CME ERROR: 703      ⇒ running
 *     > AT+QHTTPREADFILE="RAM:r",60   < OK   < +QHTTPREADFILE: 0   > AT+QFREAD=…   << HTTP/1.1 200 OK      ⇒ 200
 *
 * 705 (nothing to read) counts as over only if the modem said before that it is at work. A response that is stored without its head
 * shows no status, but shows that the request is done.
 *
 * Source: BG96 HTTP(S) AT Commands Manual V1.0 pages 17–18, 31.
 */
export const quectelHttpRecall = (
  channel: CommandChannel,
  { resultMs }: HttpCall,
): (() => Observable<Recalled<Done>>) => {
  let wasBusy = false;
  let isDone = false;
  return () =>
    defer(() => {
      if (isDone) return of('over' as const);
      return quectelResponse(channel, { resultMs }).pipe(
        map((head): Recalled<Done> => {
          isDone = true;
          const { status, length } = head;
          if (status === 0) return 'over';
          quectelHttpMemory(channel).recalled = head;
          return { values: { code: 0, status, length } };
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
          return isUnanswered(error) ? of('unknown') : throwError(() => error);
        }),
      );
    });
};
