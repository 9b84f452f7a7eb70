import { certificates } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { missingFile } from './missingFile';

/** Deletes a certificate of the modem: `rxmodem certs rm NAME`. */
export const certsRm: Verb<ModemOptions> = {
  usage: 'certs rm <name>',
  does: 'Deletes a certificate or key of the modem; not on SIM800.',
  takes: { name: 'the name, as certs ls prints it' },
  examples: [['rxmodem certs rm ca.pem --port /dev/ttyUSB0', 'a certificate']],
  declare: modemOptions,
  run: ({ args: [name = ''], options }) =>
    withModem(options, (modem) =>
      certificates.remove(modem, name).pipe(missingFile(name, () => certificates.list(modem))),
    ),
};
