import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { transfer } from '../requests/transfer';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

/** Deletes what is under the URL: `rxmodem delete <url>`. A SIM800 has no DELETE. */
export const deleteVerb: Verb<HttpOptions & OutputOptions> = {
  usage: 'delete <url>',
  does: 'Deletes what is there, and writes the response’s body; not on SIM800.',
  takes: { url: HTTP_URL },
  examples: [
    ['rxmodem delete --profile a7600 http://example.com/item/7', 'an A76XX can, a SIM800 can’t'],
    ['rxmodem delete --profile a7600 --fail http://example.com/item/7', 'exit 22 where the server refuses'],
  ],
  declare: (command) => httpOptions(outputOptions(command)),
  run: (call) => transfer('DELETE', call),
};
