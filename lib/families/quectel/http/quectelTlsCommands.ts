import type { Codec } from '../../../grammar/codecs/codec';
import { flag, integerBetween } from '../../../grammar/codecs/integer';
import { text, word } from '../../../grammar/codecs/text';
import { command } from '../../../grammar/command';

/** Quectel's TLS contexts, 0 to 5; a restart forgets what is set. */

const setting = <T>(key: string, value: Codec<T>, does: string, example: string) =>
  command(`+QSSLCFG="${key}",`, {
    does,
    source: 'BG96 SSL AT Commands Manual V1.0 pages 11–14',
    takes: { context: integerBetween(0, 5), value },
    timeoutMs: 5_000,
    example: `
    > AT+QSSLCFG="${key}",1,${example}
    < OK`,
  });

export const quectelTlsVersion = setting(
  'sslversion',
  integerBetween(0, 5),
  'Chooses the version of TLS: 3 is 1.2, 4 any.',
  '4',
);
export const quectelTlsCiphers = setting(
  'ciphersuite',
  word,
  'Chooses the cipher suites; 0XFFFF for all.',
  '0XFFFF',
);
export const quectelTlsLevel = setting(
  'seclevel',
  integerBetween(0, 2),
  'Chooses who is verified: 0 nobody, 1 the server, 2 both.',
  '0',
);
export const quectelTlsAuthority = setting(
  'cacert',
  text,
  'Chooses the file of the CA certificate.',
  '"ca.pem"',
);
export const quectelTlsClientCertificate = setting(
  'clientcert',
  text,
  'Chooses the file of the client’s certificate.',
  '"client.pem"',
);
export const quectelTlsClientKey = setting(
  'clientkey',
  text,
  'Chooses the file of the client’s key.',
  '"key.pem"',
);
export const quectelTlsIgnoreTime = setting(
  'ignorelocaltime',
  flag,
  'Sets whether the dates of certificates are ignored.',
  '1',
);
export const quectelTlsSni = setting(
  'sni',
  flag,
  'Sets whether the handshake names the server; off from the factory, and unknown to old firmware.',
  '1',
);
