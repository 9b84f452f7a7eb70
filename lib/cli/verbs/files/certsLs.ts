import { concatMap } from 'rxjs';
import { certificates } from 'rxmodem';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';

/** Lists the certificates of the modem: `rxmodem certs ls`. */
export const certsLs: Verb<ModemOptions> = {
  usage: 'certs ls',
  does: 'Lists the certificates and keys on the modem, one name a line; not on SIM800.',
  examples: [['rxmodem certs ls --profile a7600 --json', 'one JSON object a line']],
  asks: true,
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      certificates.list(modem).pipe(concatMap((name) => printed(options.json ? { name } : name))),
    ),
};
