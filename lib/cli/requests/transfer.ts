import { concatMap, defer, EMPTY, type Observable, of } from 'rxjs';
import type { HttpMethod, StreamedBody, TransferEvent } from 'rxmodem';
import { httpExchange } from './httpExchange';
import { fileSink } from '../output/fileSink';
import { headShown } from '../output/headText';
import type { HttpOptions } from '../options/httpOptions';
import type { OutputOptions } from '../options/outputOptions';
import { progress } from '../output/progress';
import { requestOf } from './requestOf';
import { sinkAfter } from '../output/afterDone';
import { stdoutSink } from '../output/stdoutSink';
import { type Sink, untilKept } from '../output/sink';
import type { Call } from '../options/verb';

/** Makes a request and writes the response: its head with `--include`, and its body unchanged. */
export const transfer = (
  method: HttpMethod,
  call: Call<HttpOptions & OutputOptions>,
  body?: StreamedBody,
): Observable<unknown> =>
  defer(() => {
    const { options } = call;
    const { output, include, json } = options;
    const request = requestOf(method, call, body);
    const sinks = output === undefined || output === '-' ? of(stdoutSink) : fileSink(output);
    return sinks.pipe(
      untilKept((opened) => {
        const after = (one: Sink): Sink =>
          method === 'GET' || method === 'HEAD' ? one : sinkAfter(one, `the ${method} was done`);
        const sink = after(opened);
        // As in curl, the header fields go to the file, too. JSON goes to the standard output.
        const headSink = json ? after(stdoutSink) : sink;
        const show = (event: TransferEvent): Observable<unknown> =>
          event.kind === 'head' && include ? headSink.write(headShown(event, json)) : EMPTY;
        return httpExchange(options, { ...request, into: sink.write }).pipe(
          progress(options),
          concatMap(show),
        );
      }),
    );
  });
