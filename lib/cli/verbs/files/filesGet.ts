import { defer, map, of } from 'rxjs';
import { files } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { fileOption } from '../../options/fileOption';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import { type ProgressOptions, progressOptions } from '../../options/outputOptions';
import type { Verb } from '../../options/verb';
import { fileSink } from '../../output/fileSink';
import { progress } from '../../output/progress';
import { untilKept } from '../../output/sink';
import { stdoutSink } from '../../output/stdoutSink';
import { directoryOf, missingFile } from './missingFile';

interface FilesGetOptions extends ModemOptions, ProgressOptions {
  readonly output?: string;
}

/** Reads a file of the modem: `rxmodem files get NAME`. */
export const filesGet: Verb<FilesGetOptions> = {
  usage: 'files get <name>',
  does: 'Writes a file of the modem unchanged to the standard output or a file.',
  takes: { name: 'the name; without a directory, the family’s usual one' },
  examples: [
    ['rxmodem files get page.html --port /dev/ttyUSB0', 'to the standard output'],
    ['rxmodem files get -o page.html page.html --port /dev/ttyUSB0', 'to a file'],
  ],
  declare: (command) =>
    modemOptions(
      progressOptions(
        command
          .optionsGroup('Output:')
          .addOption(fileOption('-o, --output <file>', 'write to a file (created only when complete)')),
      ),
    ),
  run: ({ args: [name = ''], options }) =>
    defer(() => {
      const { output } = options;
      const sinks = output === undefined || output === '-' ? of(stdoutSink) : fileSink(output);
      return sinks.pipe(
        untilKept(({ write: into }) =>
          withModem(options, (modem) =>
            files
              .read(modem, name, { into })
              .pipe(
                missingFile(name, () =>
                  files.list(modem, directoryOf(name)).pipe(map((entry) => entry.name)),
                ),
              ),
          ).pipe(progress(options)),
        ),
      );
    }),
};
