import { concat, defer, EMPTY, type Observable } from 'rxjs';
import { httpSslContext } from './a7600HttpCommands';
import {
  tlsAuthMode,
  tlsAuthority,
  tlsClientCertificate,
  tlsClientKey,
  tlsIgnoreTime,
  tlsSni,
} from './a7600TlsCommands';
import type { Command } from '../../../grammar/command';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionalSetting } from '../../../dialects/steps/optionally';
import type { TlsOptions } from '../../../dialects/httpCall';

const MODES = { none: 0, server: 1, both: 2, client: 3 } as const;

const isVerified = ({ verify, ca }: TlsOptions): boolean => verify !== false && ca !== undefined;

const modeOf = (options: TlsOptions): number => {
  const { clientCertificate } = options;
  if (!isVerified(options)) return clientCertificate === undefined ? MODES.none : MODES.client;
  return clientCertificate === undefined ? MODES.server : MODES.both;
};

/** Says so where the server will not be verified. */
const noteUnverified = (channel: CommandChannel, { ca }: TlsOptions, what: string): void => {
  const why = ca === undefined ? 'no CA certificate was given' : 'the request wants none';
  channel.note(`${what} without verification: ${why}`);
};

/**
 * Sets up a TLS context of the A76XX, and says so where the server will not be verified; `chosen` makes a service use it.
 *
 *     > AT+CSSLCFG="cacert",0,"ca.pem"   > AT+CSSLCFG="authmode",0,1   > AT+CSSLCFG="enableSNI",0,1
 *
 * Source: A76XX AT manual V1.09 pages 422–429; HTTP(S) note § 1.4. Who is verified is set in any case: a context keeps what
 * somebody else left in it.
 */
export const a7600TlsContext = (
  channel: CommandChannel,
  options: TlsOptions,
  what: string,
  chosen?: Command,
): Observable<never> =>
  defer(() => {
    const { ca, clientCertificate, clientKey, sni = true, checkDates = false, context = 0 } = options;
    const known = isVerified(options) ? ca : undefined;
    if (known === undefined) noteUnverified(channel, options, what);
    const mode = modeOf(options);
    const security = [
      known === undefined ? undefined : tlsAuthority({ context, file: known }),
      clientCertificate === undefined
        ? undefined
        : tlsClientCertificate({ context, file: clientCertificate }),
      clientKey === undefined ? undefined : tlsClientKey({ context, file: clientKey }),
      tlsIgnoreTime({ context, on: !checkDates }),
      tlsAuthMode({ context, mode }),
    ];
    const anyhow = (command: Command | undefined): Observable<never> =>
      command ? optionalSetting(channel, command) : EMPTY;
    const named = anyhow(tlsSni({ context, on: sni }));
    // Where nothing is to be secured, firmware that has no contexts is no hindrance; else another context must not do.
    if (mode === MODES.none) return concat(...security.map(anyhow), named, anyhow(chosen));
    return concat(inOrder(channel, ...security), named, inOrder(channel, chosen));
  });

/**
 * Sets up the A76XX's TLS context for an HTTPS request.
 *
 *     > AT+CSSLCFG="authmode",0,1   > AT+CSSLCFG="cacert",0,"ca.pem"   > AT+CSSLCFG="enableSNI",0,1   > AT+HTTPPARA="SSLCFG",0
 */
export const a7600Tls = (channel: CommandChannel, options: TlsOptions): Observable<never> =>
  a7600TlsContext(channel, options, 'HTTPS', httpSslContext({ context: options.context ?? 0 }));
