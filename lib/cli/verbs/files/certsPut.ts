import { concatMap, defer } from 'rxjs';
import { certificates } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { wholeInput } from '../../requests/wholeInput';

/** Stores a certificate on the modem: `rxmodem certs put FILE NAME`. */
export const certsPut: Verb<ModemOptions> = {
  usage: 'certs put <file> <name>',
  does: 'Stores a certificate or key on the modem, and replaces one of the same name; not on SIM800.',
  takes: {
    file: 'the file to store; - is the standard input',
    name: 'its name on the modem, which --cacert, --cert and --key take',
  },
  examples: [
    ['rxmodem certs put ca.pem ca.pem --port /dev/ttyUSB0', 'then: rxmodem get --cacert ca.pem --verify …'],
  ],
  declare: modemOptions,
  run: ({ args: [file = '', name = ''], options }) =>
    defer(() =>
      wholeInput(file).pipe(
        concatMap((bytes) => withModem(options, (modem) => certificates.put(modem, name, bytes))),
      ),
    ),
};
