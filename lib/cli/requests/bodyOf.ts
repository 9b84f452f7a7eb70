import { concat, concatMap, map, type Observable, of, reduce, toArray } from 'rxjs';
import type { StreamedBody } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { DataOptions, DataPart } from '../options/dataOptions';
import { inputOf } from './inputOf';

const FORM = 'application/x-www-form-urlencoded';
const BINARY = 'application/octet-stream';
const AND = Buffer.from('&');

/**
 * The body of a call, with its Content-Type: the values of `--data` joined with `&`, or a file as it stands.
 *
 *     -d a=1 -d @form.txt      a=1&b=2      form.txt has b=2 and a line end, which is left out, as in curl
 *
 * Fails with `usage` if there is none, `input` if it can't be read.
 */
export const bodyOf = (options: DataOptions): Observable<StreamedBody> => {
  const { data, dataBinary, dataRaw, dataFile, contentType } = options;
  const parts = data ?? dataBinary ?? dataRaw;
  if (parts !== undefined) return joined(parts).pipe(map((body) => ({ ...body, type: contentType ?? FORM })));
  if (dataFile !== undefined)
    return inputOf(dataFile).pipe(map((body) => ({ ...body, type: contentType ?? BINARY })));
  throw new CliError({
    kind: 'usage',
    message: 'there is nothing to send; add -d TEXT, -d @FILE or --data-file FILE',
  });
};

const joined = (parts: readonly DataPart[]): Observable<StreamedBody> =>
  concat(...parts.map(partBytes)).pipe(
    toArray(),
    map((all) => {
      const bytes = Buffer.concat(all.flatMap((one, at) => (at === 0 ? [one] : [AND, one])));
      return { length: bytes.length, chunks: of<Uint8Array>(bytes) };
    }),
  );

/** The bytes of a part, once. */
const partBytes = (part: DataPart): Observable<Uint8Array> => {
  if (part.kind === 'text') return of(new TextEncoder().encode(part.text));
  return inputOf(part.path).pipe(
    concatMap(({ chunks }) => chunks),
    reduce((all, chunk) => Buffer.concat([all, chunk]), Buffer.alloc(0)),
    map((bytes) => (part.isBinary ? bytes : bytes.filter((byte) => !STRIPPED.has(byte)))),
  );
};

/** What curl leaves out of a file: NUL, LF and CR. */
const STRIPPED: ReadonlySet<number> = new Set([0x00, 0x0a, 0x0d]);
