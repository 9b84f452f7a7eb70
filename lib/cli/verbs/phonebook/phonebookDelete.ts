import { defer } from 'rxjs';
import { phonebook } from 'rxmodem';
import { withSim } from '../../modem/withSim';
import type { Verb } from '../../options/verb';
import { type BookOptions, bookOptions, placeOf, storageOf } from './phonebookOptions';

/** Deletes an entry: `rxmodem phonebook delete 3`. */
export const phonebookDelete: Verb<BookOptions> = {
  usage: 'phonebook delete <index>',
  does: 'Deletes the entry at a place.',
  takes: { index: 'the place, as phonebook list prints it' },
  examples: [['rxmodem phonebook delete 3', 'at the embedded emulator']],
  declare: bookOptions,
  run: ({ args: [index = ''], options }) =>
    defer(() => {
      const place = placeOf(index);
      return withSim(options, (modem) => phonebook.remove(modem, place, storageOf(options)));
    }),
};
