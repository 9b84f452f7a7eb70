import { map, type Observable, ignoreElements } from 'rxjs';
import { httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone } from './a7600HttpCommands';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { lateResult, type Recalled } from '../../../../operators/lateResult';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { HttpCall } from '../../../dialects/httpCall';
import type { HttpDialect } from '../../../dialects/httpDialect';
import { type HttpDone, httpHeadOf, type HttpRecall } from '../../simcom/simcomHttpResult';
import { ModemError, invalidArgument } from '../../../grammar/errors/modemError';
import { spellable } from '../../../grammar/codecs/spellable';

const DRIVES: Readonly<Record<string, 'local' | 'card'>> = { c: 'local', d: 'card' };
const NAMED = /^(?:([a-z]):[/\\])?([^/\\]+)$/i;

/**
 * Splits a path into file name and drive: `C:/log.txt`, `D:/log.txt`, `log.txt` (C:).
 *
 * Fails with `invalid-argument` of the given name where the path is not at the top of a drive, or can't be spelled.
 */
export const placedFile = (
  path: string,
  name: string,
): { readonly file: string; readonly path: 'local' | 'card' } => {
  const [, letter = 'c', file] = NAMED.exec(spellable(path, name, '"')) ?? [];
  const drive = DRIVES[letter.toLowerCase()];
  if (file === undefined || drive === undefined)
    return invalidArgument(name, `${JSON.stringify(path)} is not at the top of C: or D:; write C:/log.txt`);
  return { file, path: drive };
};

type Posted = NonNullable<ReturnType<typeof httpPostFileDone.form.read>>;

/** The result of HTTPACTION as HTTPPOSTFILE spells it. */
const asPosted = (recalled: Recalled<HttpDone>): Recalled<Posted> =>
  typeof recalled === 'object'
    ? {
        values: Object.freeze({
          first: recalled.values.status,
          second: recalled.values.length,
          third: undefined,
        }),
      }
    : recalled;

/**
 * Sends a request whose body is a file on the modem.
 *
 *     > AT+HTTPPOSTFILE="log.txt",1  < OK  …  < +HTTPPOSTFILE: 200,14615
 *
 * The URC begins with the method only where the command names one: a POST names none, as the note shows it (HTTP(S) note
 * § 3.1; A76XX AT manual V1.09 pages 354–368). A result that does not come is asked for, as that of HTTPACTION is.
 */
export const a7600PostFile = (
  channel: CommandChannel,
  fromFile: string,
  { method, resultMs }: Pick<HttpCall, 'method' | 'resultMs'>,
  recall: HttpRecall,
): Observable<HttpHead> => {
  const named = method === 'POST' ? {} : { method };
  return lateResult(channel, httpPostFile({ ...placedFile(fromFile, 'fromFile'), ...named }), {
    urc: httpPostFileDone,
    withinMs: resultMs,
    recall: () => recall(channel, method).pipe(map(asPosted)),
  }).pipe(
    map(({ first, second, third }) =>
      third === undefined ? httpHeadOf(first, second) : httpHeadOf(second, third),
    ),
  );
};

/**
 * Stores the response's body in a file on the modem; completes when it is stored.
 *
 *     > AT+HTTPREADFILE="page.htm",1  < OK  …  < +HTTPREADFILE: 0
 */
export const readToFile: NonNullable<HttpDialect['store']> = (channel, { file, resultMs }) =>
  lateResult(channel, httpReadFile(placedFile(file, 'toFile')), {
    urc: httpReadFileDone,
    withinMs: resultMs,
  }).pipe(
    map(({ code }) => {
      if (code !== 0) throw new ModemError({ kind: 'http', code });
    }),
    ignoreElements(),
  );
