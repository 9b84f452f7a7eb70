import { concatMap } from 'rxjs';
import { phonebook } from 'rxmodem';
import { withSim } from '../../modem/withSim';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';
import { type BookOptions, bookOptions, entryJson, entryText, storageOf } from './phonebookOptions';

/** Finds entries by name: `rxmodem phonebook find Ann`. */
export const phonebookFind: Verb<BookOptions> = {
  usage: 'phonebook find <name>',
  does: 'Prints the entries whose names begin with a text.',
  takes: { name: 'the beginning of a name' },
  examples: [['rxmodem phonebook find An', 'at the embedded emulator']],
  asks: true,
  declare: bookOptions,
  run: ({ args: [name = ''], options }) =>
    withSim(options, (modem) =>
      phonebook
        .find(modem, name, storageOf(options))
        .pipe(concatMap((entry) => printed(options.json ? entryJson(entry) : entryText(entry)))),
    ),
};
