import { concatMap } from 'rxjs';
import { infoText } from '../infoText';
import { modemInfo } from '../modemInfo';
import { modemOptions, type ModemOptions } from '../modemOptions';
import { printed } from '../printed';
import type { Verb } from '../verb';
import { withModem } from '../withModem';

/** Shows modem, SIM, signal, registration, bearer and address: `rxmodem info`. */
export const info: Verb<ModemOptions> = {
  usage: 'info',
  does: 'Shows modem, SIM, signal, registration, bearer and address.',
  examples: [
    ['rxmodem info', 'of the embedded emulator'],
    ['rxmodem info --port /dev/ttyUSB0 --json', 'of a real modem, for a script'],
  ],
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      modemInfo(modem).pipe(concatMap((known) => printed(options.json ? known : infoText(known)))),
    ),
};
