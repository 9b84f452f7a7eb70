import { type HttpOptions, httpOptions } from '../httpOptions';
import { type OutputOptions, outputOptions } from '../outputOptions';
import { transfer } from '../transfer';
import type { Verb } from '../verb';

/** Deletes what is under the URL: `rxmodem delete <url>`. A SIM800 has no DELETE. */
export const deleteVerb: Verb<HttpOptions & OutputOptions> = {
  usage: 'delete <url>',
  does: 'Deletes what is there, and writes the response’s body; not on SIM800.',
  declare: (command) => outputOptions(httpOptions(command)),
  run: (call) => transfer('DELETE', call),
};
