import { chmodSync, createReadStream, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { defer, type Observable, tap } from 'rxjs';
import type { HttpHead, HttpRequest } from 'rxmodem';
import { wordsOf } from '../errors/wordsOf';
import { CliError } from '../errors/cliError';
import type { HttpOptions } from '../options/httpOptions';
import type { OutputOptions } from '../options/outputOptions';
import type { Call } from '../options/verb';
import { resumingSink } from '../output/fileSink';
import { progress } from '../output/progress';
import { untilKept } from '../output/sink';
import { httpExchange } from './httpExchange';
import { requestOf } from './requestOf';

/**
 * Continues a download at the end of its file, and keeps what arrives. The server's name for the version (ETag or Last-Modified)
 * is kept beside the file until it is complete. Without it the bytes that are there are compared with those of the server. A file that
 * has another beginning is left as it is: fails with `range`.
 */
export const resumedGet = (call: Call<HttpOptions & OutputOptions>): Observable<unknown> =>
  defer(() => {
    const { options } = call;
    const { output, include } = options;
    if (output === undefined || output === '-')
      throw usage('--resume needs the file to continue; name it with -o');
    if (include) throw usage('--resume continues a body; leave -i out');
    // The page of an error is no part of the body.
    const { accepts: _, ...request } = requestOf('GET', call);
    const note = noteBeside(output, String(request.url));
    return resumingSink(output).pipe(
      untilKept(({ write: into, fromByte }) =>
        httpExchange(options, { ...request, ...begunOf(output, fromByte, note.version()), into }).pipe(
          tap((event) => {
            if (event.kind === 'head') note.keep(event);
          }),
          progress(options),
          tap({ complete: note.forget }),
        ),
      ),
    );
  });

const usage = (message: string): CliError => new CliError({ kind: 'usage', message });

const begunOf = (
  path: string,
  fromByte: number,
  version: string | undefined,
): Pick<HttpRequest, 'fromByte' | 'version' | 'known'> => {
  if (fromByte === 0) return {};
  return version === undefined
    ? { fromByte, known: () => createReadStream(path, { end: fromByte - 1 }) }
    : { fromByte, version };
};

/** Only the owner reads it: a URL may hold a password. */
const OWNER_ONLY = 0o600;

const write = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { mode: OWNER_ONLY });
    // The mode above counts for a new file only.
    chmodSync(path, OWNER_ONLY);
  } catch (error) {
    rmSync(path, { force: true });
    throw new CliError({ kind: 'output', where: path, problem: wordsOf(error) });
  }
};

/** What is kept beside a file that is not complete: which version of what it is the beginning of. */
const noteBeside = (file: string, url: string) => {
  const path = join(dirname(file), `.${basename(file)}.version`);
  return {
    version: (): string | undefined => {
      try {
        const known = JSON.parse(readFileSync(path, 'utf8')) as { url: string; version: string };
        return known.url === url ? known.version : undefined;
      } catch {
        return undefined;
      }
    },
    keep: ({ headers }: HttpHead): void => {
      const { etag, 'last-modified': modified } = headers;
      const version = etag !== undefined && !etag.startsWith('W/') ? etag : modified;
      if (version === undefined) rmSync(path, { force: true });
      else write(path, JSON.stringify({ url, version }));
    },
    forget: (): void => rmSync(path, { force: true }),
  };
};
