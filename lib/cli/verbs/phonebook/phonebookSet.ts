import { defer } from 'rxjs';
import { phonebook } from 'rxmodem';
import { withSim } from '../../modem/withSim';
import type { Verb } from '../../options/verb';
import { type BookOptions, bookOptions, placeOf, storageOf } from './phonebookOptions';

/** Writes an entry: `rxmodem phonebook set 3 +15550100 Ann`. */
export const phonebookSet: Verb<BookOptions> = {
  usage: 'phonebook set <index> <number> <name>',
  does: 'Writes an entry at a place, over the one that is there.',
  takes: {
    index: 'the place, as phonebook list prints it',
    number: 'digits, with + in front of an international number',
    name: 'letters of any script',
  },
  examples: [['rxmodem phonebook set 3 +15550100 Ann', 'at the embedded emulator']],
  declare: bookOptions,
  run: ({ args: [index = '', number = '', name = ''], options }) =>
    defer(() => {
      const place = placeOf(index);
      return withSim(options, (modem) =>
        phonebook.write(modem, { index: place, number, name }, storageOf(options)),
      );
    }),
};
