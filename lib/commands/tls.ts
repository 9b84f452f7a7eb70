import { command } from '../grammar/command';
import { flag } from '../grammar/flag';
import { integerBetween } from '../grammar/integerBetween';

/** The A76XX’s TLS contexts (`CSSLCFG`). */

export const tlsSni = command('+CSSLCFG="enableSNI",', {
  does: 'Sends the server’s name in the TLS handshake, or not.',
  source: 'A76XX AT manual V1.09 § 19.2.1',
  takes: { context: integerBetween(0, 9), on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="enableSNI",0,1
    < OK`,
});
