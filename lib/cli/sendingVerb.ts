import { concatMap, defer } from 'rxjs';
import { checkedUrl, type HttpMethod } from 'rxmodem';
import { bodyOf } from './bodyOf';
import { type DataOptions, dataOptions } from './dataOptions';
import { type HttpOptions, httpOptions } from './httpOptions';
import { type OutputOptions, outputOptions } from './outputOptions';
import { schemed } from './schemed';
import { transfer } from './transfer';
import { HTTP_URL } from './urlArgument';
import type { Verb } from './verb';

/** What verbs that send a body are called with. */
export type SendingOptions = HttpOptions & OutputOptions & DataOptions;

/** Makes the verb of a method that sends a body. */
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
      // A wrong URL is told before the standard input is waited for.
      checkedUrl(schemed(call.args[0] ?? '', 'http'));
      return bodyOf(call.options).pipe(concatMap((body) => transfer(method, call, body)));
    }),
});
