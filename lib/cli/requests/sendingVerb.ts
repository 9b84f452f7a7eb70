import { concatMap, defer } from 'rxjs';
import { checkedUrl, type HttpMethod } from 'rxmodem';
import { type DataOptions, dataOptions } from '../options/dataOptions';
import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { withScheme, HTTP_URL } from '../options/withScheme';
import { transfer } from './transfer';
import type { Verb } from '../options/verb';
import { bodyOf } from './bodyOf';

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
