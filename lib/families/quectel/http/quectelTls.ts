import { concat, defer, EMPTY, type Observable } from 'rxjs';
import type { TlsOptions } from '../../../dialects/httpCall';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import type { Command } from '../../../grammar/command';
import type { CommandChannel } from '../../../../operators/commandChannel';
import {
  quectelTlsAuthority,
  quectelTlsCiphers,
  quectelTlsClientCertificate,
  quectelTlsClientKey,
  quectelTlsIgnoreTime,
  quectelTlsLevel,
  quectelTlsSni,
  quectelTlsVersion,
} from './quectelTlsCommands';

const ANY_VERSION = 4;
const ALL_CIPHERS = '0XFFFF';
const LEVELS = { none: 0, server: 1, both: 2 } as const;

/** The feature of TLS that Quectel's modems lack, or `undefined`. */
export const lackOfTls = ({ verify, ca, clientCertificate }: TlsOptions): string | undefined => {
  if (verify === true && ca === undefined) return 'verification without a certificate of a CA';
  if (clientCertificate !== undefined && (ca === undefined || verify === false))
    return 'client certificates without verification of the server';
  return undefined;
};

/**
 * Sets up a TLS context of a Quectel modem, and says so where the server will not be verified.
 *
 *     > AT+QSSLCFG="sslversion",0,4   > AT+QSSLCFG="ciphersuite",0,0XFFFF   > AT+QSSLCFG="seclevel",0,1
 *     > AT+QSSLCFG="cacert",0,"ca.pem"   > AT+QSSLCFG="sni",0,1
 *
 * Every value is set, since a context keeps what another host left in it. Source: BG96 SSL manual V1.0 pages 11–14.
 */
export const quectelTls = (channel: CommandChannel, options: TlsOptions): Observable<never> =>
  defer(() => {
    const { verify, ca, clientCertificate, clientKey } = options;
    const { sni = true, checkDates = false, context = 0 } = options;
    const known = verify === false ? undefined : ca;
    if (known === undefined) {
      const why = ca === undefined ? 'no CA certificate was given' : 'the request wants none';
      channel.note(`TLS without verification: ${why}`);
    }
    const level =
      known === undefined ? LEVELS.none : clientCertificate === undefined ? LEVELS.server : LEVELS.both;
    const anyhow = (command: Command): Observable<never> =>
      inOrder(channel, command).pipe(onRefusal(() => EMPTY));
    return concat(
      anyhow(quectelTlsVersion({ context, value: ANY_VERSION })),
      anyhow(quectelTlsCiphers({ context, value: ALL_CIPHERS })),
      inOrder(
        channel,
        known === undefined ? undefined : quectelTlsAuthority({ context, value: known }),
        clientCertificate === undefined
          ? undefined
          : quectelTlsClientCertificate({ context, value: clientCertificate }),
        clientKey === undefined ? undefined : quectelTlsClientKey({ context, value: clientKey }),
        quectelTlsLevel({ context, value: level }),
      ),
      anyhow(quectelTlsIgnoreTime({ context, value: !checkDates })),
      anyhow(quectelTlsSni({ context, value: sni })),
    );
  });
