import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { transfer } from '../requests/transfer';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

/** Gets a page: `rxmodem get <url>`. */
export const get: Verb<HttpOptions & OutputOptions> = {
  usage: 'get <url>',
  does: 'Sends a GET request and writes the response body unchanged to the standard output or a file.',
  takes: { url: HTTP_URL },
  examples: [
    [
      'rxmodem get http://example.com/',
      'through the embedded emulator of a SIM800 and the network of this machine',
    ],
    [
      'rxmodem get -L -o page.html --profile a7600 https://example.com/',
      'to a file, with redirects followed',
    ],
    [
      'rxmodem get --port /dev/ttyUSB0 --trace http://example.com/',
      'through a real modem, with the conversation shown',
    ],
  ],
  declare: (command) => httpOptions(outputOptions(command)),
  run: (call) => transfer('GET', call),
};
