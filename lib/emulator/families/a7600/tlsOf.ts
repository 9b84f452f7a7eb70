import type { HandlerContext } from '../../core/handler';
import type { SocketTls } from '../../origins/socketOrigin';

/** What a TLS context says, with the certificates that it names: HTTPS and TLS sockets have them in common. */
export const tlsOf = ({ state, storage }: HandlerContext, number: number): SocketTls => {
  const context = state.tlsContexts.get(number);
  const stored = (name: string): Uint8Array | undefined => storage.certificates.get(context?.get(name) ?? '');
  const [authority, clientCertificate, clientKey] = ['CACERT', 'CLIENTCERT', 'CLIENTKEY'].map(stored);
  return {
    verifies: ['1', '2'].includes(context?.get('AUTHMODE') ?? '0'),
    namesServer: context?.get('ENABLESNI') === '1',
    ...(authority && { authority }),
    ...(clientCertificate && { clientCertificate }),
    ...(clientKey && { clientKey }),
  };
};
