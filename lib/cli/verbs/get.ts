import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { transfer } from '../requests/transfer';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

/** Gets a page: `rxmodem get <url>`. */
export const get: Verb<HttpOptions & OutputOptions> = {
  usage: 'get <url>',
  does: 'Gets a page: its body to the standard output or a file, byte for byte.',
  takes: { url: HTTP_URL },
  examples: [
    ['rxmodem get http://example.com/', 'by the embedded emulator of a SIM800, over this machine’s network'],
    ['rxmodem get -L -o page.html --profile a7600 https://example.com/', 'into a file, redirects followed'],
    ['rxmodem get --port /dev/ttyUSB0 --trace http://example.com/', 'by a real modem, and show what it said'],
  ],
  declare: (command) => httpOptions(outputOptions(command)),
  run: (call) => transfer('GET', call),
};
