import { concat, concatMap, EMPTY, type Observable, of } from 'rxjs';
import { http, type Modem, type TransferEvent } from 'rxmodem';
import { fileSink } from '../fileSink';
import { type HeaderFields, headerOption } from '../headerOption';
import { headShown } from '../headShown';
import { progress } from '../progress';
import { ready } from '../ready';
import { requestOf } from '../requestOf';
import type { Sink } from '../sink';
import { stdoutSink } from '../stdoutSink';
import type { Call, Verb } from '../verb';
import { withModem } from '../withModem';
import { untilKept } from '../untilKept';

interface GetOptions {
  readonly header?: HeaderFields;
  readonly output?: string;
  readonly include?: boolean;
}

/** The response into a sink: its head where asked for, its body byte for byte. */
const transfer = (
  modem: Modem,
  { args: [url = ''], options }: Call<GetOptions>,
  sink: Sink,
): Observable<unknown> => {
  // As curl does, a file gets the header fields, too; JSON goes to the standard output.
  const headSink = options.json ? stdoutSink : sink;
  const show = (event: TransferEvent): Observable<unknown> =>
    event.kind === 'head' && options.include ? headSink.write(headShown(event, options.json)) : EMPTY;
  const page = http.get(modem, { ...requestOf(url, options), into: sink.write });
  return concat(ready(modem, options.readyTimeout * 1_000), page.pipe(progress(options), concatMap(show)));
};

/** Gets a page: `rxmodem get <url>`. */
export const get: Verb<GetOptions> = {
  usage: 'get <url>',
  does: 'Gets a page: its body to the standard output or a file, byte for byte.',
  declare: (command) =>
    command
      .addOption(headerOption())
      .option('-o, --output <file>', 'write the body to a file, which appears when all of it is there')
      .option('-i, --include', 'status and header fields, too; with --json as one line of JSON on stdout'),
  run: (call) => {
    const { output } = call.options;
    const sink = output === undefined || output === '-' ? of(stdoutSink) : fileSink(output);
    return sink.pipe(untilKept((open) => withModem(call.options, (modem) => transfer(modem, call, open))));
  },
};
