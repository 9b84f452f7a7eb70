import { concatMap, defer, EMPTY } from 'rxjs';
import { httpExchange } from '../requests/httpExchange';
import { headShown } from '../output/headText';
import { type HttpOptions, httpOptions } from '../options/httpOptions';
import { requestOf } from '../requests/requestOf';
import { stdoutSink } from '../output/stdoutSink';
import { HTTP_URL } from '../options/withScheme';
import type { Verb } from '../options/verb';

/** Gets a page's head: `rxmodem head <url>`. */
export const head: Verb<HttpOptions> = {
  usage: 'head <url>',
  does: 'Sends a HEAD request and prints status and header fields.',
  takes: { url: HTTP_URL },
  examples: [
    ['rxmodem head --profile a7600 http://example.com/', 'status line and header fields'],
    ['rxmodem head --profile a7600 --json http://example.com/', 'the same for a script: { status, headers }'],
  ],
  asks: true,
  declare: httpOptions,
  run: (call) =>
    defer(() => httpExchange(call.options, requestOf('HEAD', call))).pipe(
      concatMap((event) =>
        event.kind === 'head' ? stdoutSink.write(headShown(event, call.options.json)) : EMPTY,
      ),
    ),
};
