import { type HttpOptions, httpOptions } from '../httpOptions';
import { type OutputOptions, outputOptions } from '../outputOptions';
import { transfer } from '../transfer';
import type { Verb } from '../verb';

/** Gets a page: `rxmodem get <url>`. */
export const get: Verb<HttpOptions & OutputOptions> = {
  usage: 'get <url>',
  does: 'Gets a page: its body to the standard output or a file, byte for byte.',
  declare: (command) => outputOptions(httpOptions(command)),
  run: (call) => transfer('GET', call),
};
