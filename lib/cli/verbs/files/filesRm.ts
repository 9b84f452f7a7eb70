import { map } from 'rxjs';
import { files } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { directoryOf, missingFile } from './missingFile';

/** Deletes a file of the modem: `rxmodem files rm NAME`. */
export const filesRm: Verb<ModemOptions> = {
  usage: 'files rm <name>',
  does: 'Deletes a file of the modem.',
  takes: { name: 'the name; without a directory, the family’s usual one' },
  examples: [['rxmodem files rm page.html --port /dev/ttyUSB0', 'a file in the usual directory']],
  declare: modemOptions,
  run: ({ args: [name = ''], options }) =>
    withModem(options, (modem) =>
      files
        .remove(modem, name)
        .pipe(missingFile(name, () => files.list(modem, directoryOf(name)).pipe(map((entry) => entry.name)))),
    ),
};
