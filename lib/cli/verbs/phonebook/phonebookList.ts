import { concatMap } from 'rxjs';
import { phonebook } from 'rxmodem';
import { withSim } from '../../modem/withSim';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';
import { type BookOptions, bookOptions, entryJson, entryText, storageOf } from './phonebookOptions';

/** Lists a phonebook: `rxmodem phonebook list`. */
export const phonebookList: Verb<BookOptions> = {
  usage: 'phonebook list',
  does: 'Lists a phonebook, one entry a line: index, number, name.',
  examples: [
    ['rxmodem phonebook list', 'the phonebook of the embedded emulator'],
    ['rxmodem phonebook list --port /dev/ttyUSB0 --storage SM --json', 'the SIM, one JSON object a line'],
  ],
  asks: true,
  declare: bookOptions,
  run: ({ options }) =>
    withSim(options, (modem) =>
      phonebook
        .list(modem, storageOf(options))
        .pipe(concatMap((entry) => printed(options.json ? entryJson(entry) : entryText(entry)))),
    ),
};
