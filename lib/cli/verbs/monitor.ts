import { concatMap } from 'rxjs';
import { printable, type Token } from 'rxmodem';
import { coloursOf } from '../output/coloursOf';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { printed, printedAsItStands } from '../output/stdoutSink';
import type { Verb } from '../options/verb';
import { withModem } from '../modem/withModem';

/** The name of a line: its header, or the whole line if it has none. */
const nameOf = (text: string): string => text.split(':')[0] ?? text;

const asJson = (token: Token & { kind: 'urc' | 'unknown' }): object => ({
  at: new Date().toISOString(),
  name: nameOf(token.kind === 'urc' ? token.definition.name : token.text),
  values: token.kind === 'urc' ? token.values : {},
  text: token.text,
});

/** The header is bold if there are colours. */
const asText = (token: Token & { kind: 'urc' | 'unknown' }): string => {
  const text = printable(token.text);
  const name = nameOf(text);
  const line = coloursOf(process.stdout).bold(name) + text.slice(name.length);
  return token.kind === 'urc' && token.body !== undefined ? `${line}\n${printable(token.body)}` : line;
};

/** Prints the URCs of the modem: `rxmodem monitor`. */
export const monitor: Verb<ModemOptions> = {
  usage: 'monitor',
  does: 'Prints the URCs of the modem (what it sends unasked) until Ctrl-C.',
  endless: true,
  examples: [
    ['rxmodem monitor --port /dev/ttyUSB0', 'URCs of a real modem'],
    ['rxmodem monitor --port tcp://127.0.0.1:7000 --json', 'one JSON object a line'],
  ],
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      modem.urcs.pipe(
        concatMap((token) => {
          if (token.kind !== 'urc' && token.kind !== 'unknown') return [];
          return options.json ? printed(asJson(token)) : printedAsItStands(asText(token));
        }),
      ),
    ),
};
