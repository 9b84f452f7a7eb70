import { map, of } from 'rxjs';
import { systemInformation } from '../commands/network';
import { found } from './found';
import type { Stage } from './networkDialect';

/**
 * The system that the modem camps on: any but NO SERVICE.
 *
 *     > AT+CPSI?  < +CPSI: NO SERVICE,Online  < OK   …   > AT+CPSI?  < +CPSI: LTE,Online,460-00,…  < OK
 *
 * Source: A7600 HTTP(S) note § 1.4; A76XX AT manual V1.09 page 98.
 */
export const systemStage: Stage = {
  name: 'system',
  limit: 'registration',
  look: (talk) =>
    talk
      .send(systemInformation())
      .pipe(
        map(({ value: { system } }) =>
          /^NO SERVICE/.test(system) ? found.notYet(system) : found.passed({ step: 'system', system }),
        ),
      ),
  advice: () => of('there is something wrong with the network, check coverage and subscription'),
};
