import { concatMap } from 'rxjs';
import { infoText, modemInfo } from '../modem/modemInfo';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { printed } from '../output/stdoutSink';
import type { Verb } from '../options/verb';
import { withModem } from '../modem/withModem';

/** Shows modem, SIM, signal, registration, bearer and address: `rxmodem info`. */
export const info: Verb<ModemOptions> = {
  usage: 'info',
  does: 'Shows modem, SIM, signal, registration, bearer and address.',
  examples: [
    ['rxmodem info', 'the embedded emulator'],
    ['rxmodem info --port /dev/ttyUSB0 --json', 'a real modem, as JSON for a script'],
  ],
  asks: true,
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      modemInfo(modem).pipe(concatMap((known) => printed(options.json ? known : infoText(known)))),
    ),
};
