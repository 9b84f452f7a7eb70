import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { type OutputOptions, outputOptions } from '../options/outputOptions';
import { resumedGet } from '../requests/resumedGet';
import { transfer } from '../requests/transfer';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

interface GetOptions extends HttpOptions, OutputOptions {
  readonly resume?: boolean;
}

/** Gets a page: `rxmodem get <url>`. */
export const get: Verb<GetOptions> = {
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
    ['rxmodem get --resume -o image.bin http://example.com/image.bin', 'continue an interrupted download'],
    [
      'rxmodem get --port /dev/ttyUSB0 --trace http://example.com/',
      'through a real modem, with the conversation shown',
    ],
  ],
  declare: (command) =>
    httpOptions(
      outputOptions(command).option(
        '--resume',
        'continue at the end of the file of -o, if the server still has the same body, and keep what arrives',
      ),
    ),
  run: (call) => (call.options.resume ? resumedGet(call) : transfer('GET', call)),
};
