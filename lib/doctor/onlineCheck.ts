import { catchError, concat, map, type Observable, of, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { ftp } from '../flows/ftp/ftp';
import { http } from '../flows/http/http';
import type { Modem } from '../modem/modem';
import { collect } from '../../operators/collect';
import type { ApnSettings } from '../dialects/bearerDialect';
import type { FtpServer } from '../dialects/ftpDialect';
import { type Check, failed, passed } from './doctorEvent';

const TOTAL_MS = 60_000;
const ONCE = { retry: { attempts: 1, delay: 0 }, timeout: { totalMs: TOTAL_MS } } as const;

/** What is fetched: a page by its URL, or a file or directory of an FTP server. */
export type OnlinePlace = string | { readonly server: FtpServer; readonly path: string };

/**
 * Fetches pages and asks FTP servers, each once: the proof that all of it works. The checks are named `online`, `online-tls` and
 * `online-ftp`; the second of a name `online-2` and so on, so that none takes another's place.
 */
export const onlineChecks = (
  modem: Modem,
  places: readonly OnlinePlace[],
  access: ApnSettings,
): Observable<Check> => {
  const names = places.map(nameOf);
  const checks = places.map((place, at) => {
    const kind = nameOf(place);
    const before = names.slice(0, at).filter((one) => one === kind).length;
    const context = { modem, access, name: before === 0 ? kind : `${kind}-${before + 1}` };
    return typeof place === 'string' ? pageCheck(context, place) : ftpCheck(context, place);
  });
  return concat(...checks);
};

const nameOf = (place: OnlinePlace): string => {
  if (typeof place !== 'string') return 'online-ftp';
  return isSecure(place) ? 'online-tls' : 'online';
};
const isSecure = (url: string): boolean => /^https:/i.test(url);

interface Context {
  readonly modem: Modem;
  readonly access: ApnSettings;
  readonly name: string;
}

const pageCheck = ({ modem, access, name }: Context, url: string): Observable<Check> => {
  const next = isSecure(url)
    ? 'compare with an http:// page; set the clock (rxmodem clock --sync), which TLS needs, and update the firmware'
    : 'try another server';
  return http.get(modem, { url, access, ...ONCE, redirect: 'manual' }).pipe(
    collect(),
    map(({ status, bytes }) => passed(name, `${url} answered ${status} with ${bytes.length} bytes`)),
    catchError((error: unknown) =>
      error instanceof ModemError && error.reason.kind === 'http-status'
        ? of(passed(name, `${url} answered ${error.reason.head.status}`))
        : failedOf(error, name, url, next),
    ),
  );
};

/** A directory is listed, of a file the size is asked: neither changes anything. User and password are not shown. */
const ftpCheck = (
  { modem, access, name }: Context,
  { server, path }: Exclude<OnlinePlace, string>,
): Observable<Check> => {
  const where = `ftp${server.tls ? 's' : ''}://${server.host}${path}`;
  const at = { access, ...server };
  const asked = path.endsWith('/')
    ? ftp.listText(modem, at, path, ONCE).pipe(map((text) => `listed ${linesOf(text)} entries`))
    : ftp.size(modem, at, path, ONCE).pipe(map((size) => `has ${String(size)} bytes`));
  return asked.pipe(
    map((seen) => passed(name, `${where} ${seen}`)),
    catchError((error: unknown) => failedOf(error, name, where, 'try another server')),
  );
};

const linesOf = (text: string): number => text.split(/\r?\n/).filter((line) => line.trim() !== '').length;

const failedOf = (error: unknown, name: string, where: string, otherwise: string): Observable<Check> => {
  if (!(error instanceof ModemError)) return throwError(() => error);
  const [what = '', ...next] = error.message.split('; ');
  return of(failed(name, `${where}: ${what}`, next.join('; ') || otherwise));
};
