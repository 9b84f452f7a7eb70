import { concatMap } from 'rxjs';
import { files, type FreeSpace } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';

const asJson = ({ drive, totalBytes, freeBytes }: FreeSpace): object => ({
  drive,
  totalBytes: totalBytes ?? null,
  freeBytes,
});

const asText = ({ drive, totalBytes, freeBytes }: FreeSpace): string =>
  `${drive}: ${freeBytes} bytes free${totalBytes === undefined ? '' : ` of ${totalBytes}`}`;

/** Shows the free space of the modem: `rxmodem files df`. */
export const filesDf: Verb<ModemOptions> = {
  usage: 'files df',
  does: 'Shows the free space of each drive of the modem.',
  examples: [
    ['rxmodem files df --port /dev/ttyUSB0', 'as text'],
    ['rxmodem files df --profile a7600 --json', 'one JSON object a line'],
  ],
  asks: true,
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      files.free(modem).pipe(concatMap((space) => printed(options.json ? asJson(space) : asText(space)))),
    ),
};
