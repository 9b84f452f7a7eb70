import { concatMap } from 'rxjs';
import { infoText } from '../infoText';
import { modemInfo } from '../modemInfo';
import { printed } from '../printed';
import type { Verb } from '../verb';
import { withModem } from '../withModem';

/** Shows modem, SIM, signal, registration, bearer and address: `rxmodem info`. */
export const info: Verb = {
  usage: 'info',
  does: 'Shows modem, SIM, signal, registration, bearer and address.',
  run: ({ options }) =>
    withModem(options, (modem) =>
      modemInfo(modem).pipe(concatMap((known) => printed(options.json ? known : infoText(known)))),
    ),
};
