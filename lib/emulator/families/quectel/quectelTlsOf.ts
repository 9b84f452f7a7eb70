import type { HandlerContext } from '../../core/handler';
import type { SocketTls } from '../../origins/socketOrigin';
import { quectelPath } from './quectelFilesHandlers';

/** What a TLS context says, with the certificates that it names: HTTPS and TLS sockets have them in common. */
export const quectelTlsOf = (modem: HandlerContext, number: number): SocketTls => {
  const context = modem.state.tlsContexts.get(number);
  const stored = (name: string): Uint8Array | undefined => {
    const path = quectelPath(modem, context?.get(name) ?? '');
    return path === undefined ? undefined : modem.storage.read(path);
  };
  const [authority, clientCertificate, clientKey] = ['cacert', 'clientcert', 'clientkey'].map(stored);
  return {
    verifies: ['1', '2'].includes(context?.get('seclevel') ?? '0'),
    namesServer: context?.get('sni') === '1',
    ...(authority && { authority }),
    ...(clientCertificate && { clientCertificate }),
    ...(clientKey && { clientKey }),
  };
};
