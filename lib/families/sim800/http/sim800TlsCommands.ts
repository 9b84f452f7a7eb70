import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { flag } from '../../../grammar/codecs/integer';
import { choice } from '../../../grammar/codecs/choice';

/** TLS options of the SIM800. */

const SOURCE = 'SIM800 SSL note V1.05 pages 9–13';
const option = choice({ ignoresInvalidCertificate: 0, clientAuthentication: 1 });

export const sslOption = command('+SSLOPT=', {
  does: 'Sets a TLS option: 0 accepts invalid certificates of servers, 1 authenticates the client.',
  source: SOURCE,
  takes: { option, on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+SSLOPT=0,1
    < OK`,
});

export const sslOptionState = command('+SSLOPT?', {
  does: 'Reads the TLS options, a line each.',
  source: SOURCE,
  answers: { option, on: unlisted(flag) },
  timeoutMs: 5_000,
  example: `
    > AT+SSLOPT?
    < +SSLOPT: 0,1
    < +SSLOPT: 1,0
    < OK`,
});
