import { concat, defer, EMPTY, type Observable } from 'rxjs';
import { httpSslContext } from '../commands/httpA76';
import {
  tlsAuthMode,
  tlsAuthority,
  tlsClientCertificate,
  tlsClientKey,
  tlsIgnoreTime,
  tlsSni,
} from '../commands/tls';
import type { Talk } from '../../operators/talk';
import { inOrder } from './inOrder';
import { onRefusal } from './onRefusal';
import type { TlsOptions } from './tlsOptions';

const MODES = { none: 0, server: 1, both: 2, client: 3 } as const;

const modeOf = ({ authority, clientCertificate }: TlsOptions): number => {
  if (authority === undefined) return clientCertificate === undefined ? MODES.none : MODES.client;
  return clientCertificate === undefined ? MODES.server : MODES.both;
};

/**
 * Sets up the A76XX's TLS context for an HTTPS request, and says so where the server will not be verified.
 *
 *     > AT+CSSLCFG="authmode",0,1   > AT+CSSLCFG="cacert",0,"ca.pem"   > AT+CSSLCFG="enableSNI",0,1   > AT+HTTPPARA="SSLCFG",0
 *
 * Source: A76XX AT manual V1.09 § 19.2.1; HTTP(S) note § 1.4. Who is verified is set in any case: a context keeps what
 * somebody else left in it.
 */
export const a76Tls = (talk: Talk, options: TlsOptions): Observable<never> =>
  defer(() => {
    const { authority, clientCertificate, clientKey, sni = true, checkDates = false, context = 0 } = options;
    if (authority === undefined) talk.note('HTTPS without verification: no CA certificate was given');
    const security = inOrder(
      talk,
      authority === undefined ? undefined : tlsAuthority({ context, file: authority }),
      clientCertificate === undefined
        ? undefined
        : tlsClientCertificate({ context, file: clientCertificate }),
      clientKey === undefined ? undefined : tlsClientKey({ context, file: clientKey }),
      tlsIgnoreTime({ context, on: !checkDates }),
      tlsAuthMode({ context, mode: modeOf(options) }),
    );
    // Where nothing is to be verified, firmware that has no contexts is no hindrance.
    const secured = modeOf(options) === MODES.none ? security.pipe(onRefusal(() => EMPTY)) : security;
    const named = inOrder(talk, tlsSni({ context, on: sni }), httpSslContext({ context }));
    return concat(secured, named.pipe(onRefusal(() => EMPTY)));
  });
