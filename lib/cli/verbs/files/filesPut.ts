import { concatMap, defer } from 'rxjs';
import { files } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import { type ProgressOptions, progressOptions } from '../../options/outputOptions';
import type { Verb } from '../../options/verb';
import { progress } from '../../output/progress';
import { wholeInput } from '../../requests/wholeInput';

/** Writes a file on the modem: `rxmodem files put FILE NAME`. */
export const filesPut: Verb<ModemOptions & ProgressOptions> = {
  usage: 'files put <file> <name>',
  does: 'Writes a file or, with -, the standard input on the modem, and replaces an existing file.',
  takes: { file: 'the file to write; - is the standard input', name: 'its name on the modem' },
  examples: [
    ['rxmodem files put ca.der ca.der --port /dev/ttyUSB0', 'a file'],
    ['date | rxmodem files put - date.txt --profile a7600', 'the standard input'],
  ],
  declare: (command) => modemOptions(progressOptions(command)),
  run: ({ args: [file = '', name = ''], options }) =>
    defer(() =>
      wholeInput(file).pipe(
        concatMap((bytes) =>
          withModem(options, (modem) => files.write(modem, name, bytes)).pipe(progress(options)),
        ),
      ),
    ),
};
