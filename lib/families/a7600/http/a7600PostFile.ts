import { map, type Observable, ignoreElements } from 'rxjs';
import { httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone } from './a7600HttpCommands';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { lateResult } from '../../../../operators/lateResult';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { HttpCall } from '../../../dialects/httpDialect';
import { httpHeadOf } from '../../simcom/simcomHttpResult';
import { ModemError, invalidArgument } from '../../../grammar/errors/modemError';
import { spellable } from '../../../grammar/codecs/spellable';

const DRIVES: Readonly<Record<string, 'local' | 'card'>> = { c: 'local', d: 'card' };
const NAMED = /^(?:([a-z]):[/\\])?([^/\\]+)$/i;

/**
 * Which file is meant: its name, and the drive where one was said. `C:/log.txt`, `D:/log.txt`, `log.txt`.
 *
 * Fails with `invalid-argument` of the given name where it is none, or can't be spelled.
 */
export const placedFile = (
  path: string,
  name: string,
): { readonly file: string; readonly path: 'local' | 'card' } => {
  const [, letter = 'c', file] = NAMED.exec(spellable(path, name, '"')) ?? [];
  const drive = DRIVES[letter.toLowerCase()];
  if (file === undefined || drive === undefined)
    return invalidArgument(name, `${JSON.stringify(path)} is no file at the top of C: or D:`);
  return { file, path: drive };
};

/**
 * Sends a request whose body is a file of the modem's.
 *
 *     > AT+HTTPPOSTFILE="log.txt",1  < OK  …  < +HTTPPOSTFILE: 200,14615
 *
 * The URC leads with the method only where one was told: a POST tells none, as the note shows it (HTTP(S) note § 3.1;
 * A76XX AT manual V1.09 pages 354–368).
 */
export const a7600PostFile = (
  channel: CommandChannel,
  call: HttpCall,
  path: string,
): Observable<HttpHead> => {
  const { file, path: drive } = placedFile(path, 'fromFile');
  const { method } = call;
  const told = method === 'POST' ? {} : { method };
  return lateResult(channel, httpPostFile({ file, path: drive, ...told }), {
    urc: httpPostFileDone,
    withinMs: call.resultMs,
  }).pipe(
    map(({ first, second, third }) =>
      third === undefined ? httpHeadOf(first, second) : httpHeadOf(second, third),
    ),
  );
};

/**
 * Stores the response's body in a file of the modem's; completes when it is there.
 *
 *     > AT+HTTPREADFILE="page.htm",1  < OK  …  < +HTTPREADFILE: 0
 */
export const readToFile = (
  channel: CommandChannel,
  { resultMs }: HttpCall,
  path: string,
): Observable<never> =>
  lateResult(channel, httpReadFile(placedFile(path, 'toFile')), {
    urc: httpReadFileDone,
    withinMs: resultMs,
  }).pipe(
    map(({ code }) => {
      if (code !== 0) throw new ModemError({ kind: 'http', code });
    }),
    ignoreElements(),
  );
