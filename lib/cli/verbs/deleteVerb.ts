import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { transfer } from '../requests/transfer';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

/** Deletes a resource: `rxmodem delete <url>`. A SIM800 has no DELETE. */
export const deleteVerb: Verb<HttpOptions & OutputOptions> = {
  usage: 'delete <url>',
  does: 'Sends a DELETE request and writes the response body; not on SIM800.',
  takes: { url: HTTP_URL },
  examples: [
    ['rxmodem delete --profile a7600 http://example.com/item/7', 'on an A7600; a SIM800 has no DELETE'],
    ['rxmodem delete --profile a7600 --fail http://example.com/item/7', 'exit with 22 if the server refuses'],
  ],
  declare: (command) => httpOptions(outputOptions(command)),
  run: (call) => transfer('DELETE', call),
};
