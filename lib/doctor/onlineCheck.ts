import { catchError, map, type Observable, of, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { http } from '../flows/http/http';
import type { Modem } from '../modem/modem';
import { collect } from '../../operators/collect';
import type { ApnSettings } from '../dialects/bearerDialect';
import { type Check, failed, passed } from './doctorEvent';

const TOTAL_MS = 60_000;

/** Fetches a page, once: the proof that all of it works. */
export const onlineCheck = (modem: Modem, url: string, access: ApnSettings): Observable<Check> =>
  http
    .get(modem, {
      url,
      access,
      retry: { attempts: 1, delay: 0 },
      timeout: { totalMs: TOTAL_MS },
      redirect: 'manual',
    })
    .pipe(
      collect(),
      map(({ status, bytes }) => passed('online', `${url} answered ${status} with ${bytes.length} bytes`)),
      catchError((error: unknown) => {
        if (!(error instanceof ModemError)) return throwError(() => error);
        const { reason } = error;
        if (reason.kind === 'http-status')
          return of(passed('online', `${url} answered ${reason.head.status}`));
        const [what = '', ...next] = error.message.split('; ');
        return of(
          failed(
            'online',
            `${url}: ${what}`,
            next.join('; ') || 'try http:// in place of https://, and another server',
          ),
        );
      }),
    );
