import { concat, concatMap, EMPTY } from 'rxjs';
import { http } from 'rxmodem';
import { type HeaderFields, headerOption } from '../headerOption';
import { headShown } from '../headShown';
import { ready } from '../ready';
import { requestOf } from '../requestOf';
import { stdoutSink } from '../stdoutSink';
import type { Verb } from '../verb';
import { withModem } from '../withModem';

/** Gets a page's head: `rxmodem head <url>`. */
export const head: Verb<{ readonly header?: HeaderFields }> = {
  usage: 'head <url>',
  does: 'Gets the status and the header fields of a page.',
  declare: (command) => command.addOption(headerOption()),
  run: ({ args: [url = ''], options }) =>
    withModem(options, (modem) =>
      concat(
        ready(modem, options.readyTimeout * 1_000),
        http
          .head(modem, requestOf(url, options))
          .pipe(
            concatMap((event) =>
              event.kind === 'head' ? stdoutSink.write(headShown(event, options.json)) : EMPTY,
            ),
          ),
      ),
    ),
};
