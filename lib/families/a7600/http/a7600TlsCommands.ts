import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { parameter, text } from '../../../grammar/codecs/text';
import { isSecretTlsSetting } from '../../../grammar/secrets';

/** The A76XX’s TLS contexts (`CSSLCFG`) and its store of certificates (`CCERT…`), which is not the file system. */

const SOURCE = 'A76XX AT manual V1.09 pages 422–430';
const context = integerBetween(0, 9);
const file = text;

export const tlsVersion = command('+CSSLCFG="sslversion",', {
  does: 'Chooses the TLS version: 0 SSL 3.0, 1 to 3 TLS 1.0 to 1.2, 4 all.',
  source: SOURCE,
  takes: { context, version: integerBetween(0, 4) },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="sslversion",0,4
    < OK`,
});

export const tlsAuthMode = command('+CSSLCFG="authmode",', {
  does: 'Chooses who is verified: 0 nobody, 1 the server, 2 both, 3 the client.',
  source: SOURCE,
  takes: { context, mode: integerBetween(0, 3) },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="authmode",0,1
    < OK`,
});

export const tlsIgnoreTime = command('+CSSLCFG="ignorelocaltime",', {
  does: 'Ignores the dates of certificates, or checks them by the modem’s clock.',
  source: SOURCE,
  takes: { context, on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="ignorelocaltime",0,1
    < OK`,
});

export const tlsNegotiationTime = command('+CSSLCFG="negotiatetime",', {
  does: 'Sets how many seconds the handshake may take.',
  source: SOURCE,
  takes: { context, seconds: integerBetween(10, 300) },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="negotiatetime",0,120
    < OK`,
});

export const tlsAuthority = command('+CSSLCFG="cacert",', {
  does: 'Chooses the certificate of the authority that servers are verified by.',
  source: SOURCE,
  takes: { context, file },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="cacert",0,"ca.pem"
    < OK`,
});

export const tlsClientCertificate = command('+CSSLCFG="clientcert",', {
  does: 'Chooses the client’s certificate.',
  source: SOURCE,
  takes: { context, file },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="clientcert",0,"client.pem"
    < OK`,
});

export const tlsClientKey = command('+CSSLCFG="clientkey",', {
  does: 'Chooses the client’s key.',
  source: SOURCE,
  takes: { context, file },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="clientkey",0,"key.pem"
    < OK`,
});

export const tlsSni = command('+CSSLCFG="enableSNI",', {
  does: 'Sends the server’s name in the TLS handshake, or not.',
  source: SOURCE,
  takes: { context, on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="enableSNI",0,1
    < OK`,
});

export const tlsSetting = command('+CSSLCFG=', {
  does: 'Sets a value of a TLS context, by its name.',
  source: SOURCE,
  takes: { name: text, context, value: parameter },
  secret: ({ name }) => (isSecretTlsSetting(name) ? ['value'] : []),
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="sslversion",0,4
    < OK`,
});

export const tlsContext = command('+CSSLCFG=', {
  does: 'Reads a TLS context.',
  source: SOURCE,
  takes: { context },
  answers: {
    context: integer,
    version: unlisted(integer),
    authMode: unlisted(integer),
    ignoreTime: unlisted(integer),
    negotiationSeconds: integer,
    authority: text,
    clientCertificate: text,
    clientKey: text,
    password: text,
    sni: unlisted(integer),
  },
  hidesAnswer: true,
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+CSSLCFG=6
    < +CSSLCFG: 6,4,0,1,300,"","","","",0
    < OK`,
});

export const certificateDown = command('+CCERTDOWN=', {
  does: 'Stores a certificate or key: a prompt, then `size` bytes, then OK.',
  source: SOURCE,
  takes: { file, size: integerBetween(1, 10_240) },
  prompt: { by: 'mark', mark: '>' },
  hidesData: true,
  timeoutMs: 120_000,
  example: `
    > AT+CCERTDOWN="ca.pem",5
    < >
    >> hello
    < OK`,
});

export const certificateList = command('+CCERTLIST', {
  does: 'Lists the certificates that are stored; none: OK alone.',
  source: SOURCE,
  answers: { file },
  mayBeEmpty: true,
  timeoutMs: 120_000,
  example: `
    > AT+CCERTLIST
    < +CCERTLIST: "ca.pem"
    < OK`,
});

export const certificateDelete = command('+CCERTDELE=', {
  does: 'Deletes a certificate.',
  source: SOURCE,
  takes: { file },
  timeoutMs: 120_000,
  example: `
    > AT+CCERTDELE="ca.pem"
    < OK`,
});
