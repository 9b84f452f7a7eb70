import { concat, defer, map } from 'rxjs';
import type { LinkDialect, LinkWindow } from '../../../dialects/socketsDialect';
import { quectelTls } from '../http/quectelTls';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import { quectelLink, quectelStack } from './quectelLink';
import {
  quectelTlsClose,
  quectelTlsDataArrived,
  quectelTlsOpen,
  quectelTlsOpened,
  quectelTlsPeerClosed,
  quectelTlsRead,
  quectelTlsSend,
  quectelTlsState,
} from './quectelTlsSocketCommands';

/** The TLS contexts of sockets, one for each link: HTTPS and FTPS use the first ones, and must not change that of an open socket. */
const FIRST_CONTEXT = 2;
const LINKS = 4;
const CLOSE_SECONDS = 5;

const link = quectelLink({
  open: (of, { host, port }) =>
    quectelTlsOpen({
      ...{ context: QUECTEL_CONTEXT, tlsContext: FIRST_CONTEXT + of, link: of, host, port, mode: 0 },
    }),
  opened: quectelTlsOpened,
  send: (of, size) => quectelTlsSend({ link: of, size }),
  state: (of) => quectelTlsState({ link: of }),
  close: (of) => quectelTlsClose({ link: of, seconds: CLOSE_SECONDS }),
  arrived: quectelTlsDataArrived,
  ended: quectelTlsPeerClosed,
});

/**
 * TLS connections of a Quectel modem: one for each TLS context that HTTPS and FTPS leave free.
 *
 *     > AT+QSSLCFG="seclevel",2,1   > AT+QSSLOPEN=1,2,0,"example.com",443,0   < OK   < +QSSLOPEN: 0,0
 *     > AT+QSSLSEND=0,5   < >   >> hello   < SEND OK
 *     < +QSSLURC: "recv",0   > AT+QSSLRECV=0,1500   < +QSSLRECV: 5   << world   < OK
 *
 * Source: BG96 SSL AT Commands Manual V1.0 pages 11–20.
 */
export const quectelTlsLinks: LinkDialect = {
  name: 'TLS socket',
  links: LINKS,
  maxReadBytes: 1_500,
  maxWriteBytes: 1_460,
  stack: quectelStack,
  onBearer: true,
  isBearer: true,
  ...link,
  connect: (channel, of, target, how) =>
    concat(
      quectelTls(channel, { ...target.tls, context: FIRST_CONTEXT + of }),
      defer(() => link.connect(channel, of, target, how)),
    ),
  read: (channel, of, maxBytes) =>
    channel
      .send(quectelTlsRead({ link: of, size: maxBytes }))
      .pipe(map(({ payload }): LinkWindow => ({ slices: payload, leftBytes: undefined }))),
};
