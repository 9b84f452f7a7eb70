import { concatMap, defer, map, type Observable, of } from 'rxjs';
import { checkedUrl, type HttpMethod, type StreamedBody } from 'rxmodem';
import { type DataOptions, dataOptions } from '../options/dataOptions';
import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { withScheme, HTTP_URL } from '../options/withScheme';
import { transfer } from './transfer';
import type { Verb } from '../options/verb';
import { CliError } from '../errors/cliError';
import { inputOf } from './inputOf';

const FORM = 'application/x-www-form-urlencoded';
const BINARY = 'application/octet-stream';

/** The body of a call. Fails with `usage` if there is none, `input` if it can't be read. */
const bodyOf = ({ data, dataFile, contentType }: DataOptions): Observable<StreamedBody> => {
  if (data !== undefined) {
    const bytes = new TextEncoder().encode(data);
    return of({ length: bytes.length, chunks: of(bytes), type: contentType ?? FORM });
  }
  if (dataFile === undefined) {
    throw new CliError({
      kind: 'usage',
      message: 'there is nothing to send; add -d TEXT or --data-file FILE',
    });
  }
  return inputOf(dataFile).pipe(map((body) => ({ ...body, type: contentType ?? BINARY })));
};

/** Options of verbs that send a body. */
export type SendingOptions = HttpOptions & OutputOptions & DataOptions;

/** The verb of a method that sends a body. */
export const sendingVerb = (
  method: HttpMethod,
  does: string,
  examples: Verb['examples'],
): Verb<SendingOptions> => ({
  usage: `${method.toLowerCase()} <url>`,
  does,
  takes: { url: HTTP_URL },
  examples,
  declare: (command) => httpOptions(outputOptions(dataOptions(command))),
  run: (call) =>
    defer(() => {
      // A wrong URL is reported before the standard input is read.
      checkedUrl(withScheme(call.args[0] ?? '', 'http'));
      return bodyOf(call.options).pipe(concatMap((body) => transfer(method, call, body)));
    }),
});
