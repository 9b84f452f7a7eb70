import { type Command, Option } from 'commander';
import type { PhonebookEntry, PhonebookOptions } from 'rxmodem';
import { printable } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';

/** Options of the verbs of the phonebook. */
export interface BookOptions extends ModemOptions {
  readonly storage?: string;
}

/** Declares them. */
export const bookOptions = (command: Command): Command =>
  modemOptions(command)
    .optionsGroup('Phonebook:')
    .addOption(
      new Option(
        '--storage <name>',
        'SM the SIM, ME the modem, ON your own numbers (default: the one that is chosen)',
      ),
    );

/** The options as the library takes them. */
export const storageOf = ({ storage }: BookOptions): PhonebookOptions =>
  storage === undefined ? {} : { storage };

/** An entry as text: place, number, name, with tabs between. */
export const entryText = ({ index, number, name }: PhonebookEntry): string =>
  [String(index), number, name].map((field) => printable(field).replaceAll('\t', '\\t')).join('\t');

/** An entry as JSON. */
export const entryJson = ({ index, number, name }: PhonebookEntry): object => ({ index, number, name });

/** The place that an argument names. */
export const placeOf = (text: string): number => {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new CliError({
    kind: 'usage',
    message: `the index is no place of a phonebook; use a number that rxmodem phonebook list prints`,
  });
};
