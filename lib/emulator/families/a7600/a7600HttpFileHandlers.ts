import { of, type Observable } from 'rxjs';
import {
  httpPostFile,
  httpPostFileDone,
  httpReadFile,
  httpReadFileDone,
} from '../../../families/a7600/http/a7600HttpCommands';
import { HTTP_METHODS } from '../../../families/simcom/httpMethods';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { headText, httpExchange, type Outcome } from '../standard/httpExchange';
import { ok, refused, type Reply } from '../../core/reply';
import { type HttpSession, isAttached } from '../../core/state';
import { limitMs, requestOf, withHttp } from './a7600HttpHandlers';

/** Files as bodies of requests and responses: A76XX AT manual V1.09 pages 354–368, § 16.2.9; HTTP(S) note § 3.1. */

/** The file is not there, or memory ran out (MA76 pages 354–368). */
const NO_FILE = 707;

type Method = HttpSession['method'];
type Drive = 'local' | 'card' | undefined;

const pathOf = ({ storage }: HandlerContext, file: string, drive: Drive): string =>
  `${drive === 'card' ? 'D:' : storage.disk.drive}/${file}`;

/** The result names the method only if one was given (MA76 pages 354–368). */
const report = (modem: HandlerContext, method: Method | undefined, status: number, length: number): void => {
  const values =
    method === undefined
      ? { first: status, second: length }
      : { first: HTTP_METHODS[method], second: status, third: length };
  modem.urc(httpPostFileDone, values, 'result');
};

const finish = (
  modem: HandlerContext,
  session: HttpSession,
  method: Method | undefined,
  outcome: Outcome,
): void => {
  session.running = undefined;
  if ('code' in outcome) return report(modem, method, outcome.code, 0);
  const { response } = outcome;
  session.stored = { head: headText(response), body: response.body };
  report(modem, method, response.status, response.body.length);
};

const outcomeOf = (
  modem: HandlerContext,
  session: HttpSession,
  method: Method,
  path: string,
): Observable<Outcome> => {
  const data = modem.storage.read(path);
  if (!data) return of({ code: NO_FILE });
  if (!isAttached(modem.state) || modem.state.contexts.get(1)?.active !== true)
    return of({ code: modem.family.failureCodes.network });
  const withinMs = limitMs(session);
  return httpExchange(modem, requestOf(modem, { ...session, method, data }), { withinMs });
};

/** OK comes at once, the result later, as with HTTPACTION. */
const a7600PostFile = (
  modem: HandlerContext,
  path: string,
  method: Method | undefined,
): Reply | Observable<Reply> =>
  withHttp(modem, (session) => {
    if (session.running || !session.parameters.has('URL')) return refused();
    modem.counts.httpActions += 1;
    Object.assign(session, { method: method ?? 'POST', stored: undefined, at: 0 });
    const outcome = outcomeOf(modem, session, session.method, path);
    const later = (): void => {
      const running = modem.inBackground(outcome, (one) => finish(modem, session, method, one));
      session.running = running.closed ? undefined : running;
    };
    return { ...ok(), later };
  });

/** Stores the response's body, replacing an existing file. */
const readFile = (modem: HandlerContext, path: string): Reply | Observable<Reply> =>
  withHttp(modem, ({ stored }) => {
    if (!stored) return refused();
    const code = modem.storage.write(path, stored.body) ? 0 : NO_FILE;
    return { ...ok(), later: () => modem.urc(httpReadFileDone, { code }, 'result') };
  });

export const a7600HttpFileHandlers: readonly Handler[] = [
  handle(httpPostFile, ({ file, path, method }, modem) =>
    a7600PostFile(modem, pathOf(modem, file, path), method),
  ),
  handle(httpReadFile, ({ file, path }, modem) => readFile(modem, pathOf(modem, file, path))),
];
