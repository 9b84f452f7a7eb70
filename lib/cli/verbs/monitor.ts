import { concatMap } from 'rxjs';
import type { Token } from 'rxmodem';
import { printed } from '../printed';
import type { Verb } from '../verb';
import { withModem } from '../withModem';

/** What a line is called: its header, or all of it where it has none. */
const nameOf = (text: string): string => text.split(':')[0] ?? text;

const asJson = (token: Token & { kind: 'urc' | 'unknown' }): object => ({
  at: new Date().toISOString(),
  name: nameOf(token.kind === 'urc' ? token.definition.name : token.text),
  values: token.kind === 'urc' ? token.values : {},
  text: token.text,
});

/** Prints what the modem says on its own: `rxmodem monitor`. */
export const monitor: Verb = {
  usage: 'monitor',
  does: 'Prints what the modem says on its own, until Ctrl-C.',
  endless: true,
  run: ({ options }) =>
    withModem(options, (modem) =>
      modem.urcs.pipe(
        concatMap((token) => {
          if (token.kind !== 'urc' && token.kind !== 'unknown') return [];
          if (options.json) return printed(asJson(token));
          const body = token.kind === 'urc' ? token.body : undefined;
          return printed(body === undefined ? token.text : `${token.text}\n${body}`);
        }),
      ),
    ),
};
