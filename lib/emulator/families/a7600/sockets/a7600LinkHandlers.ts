import { catchError, EMPTY, Observable } from 'rxjs';
import * as net from '../../../../families/a7600/sockets/a7600SocketCommands';
import {
  clientArrived,
  serverStopped,
  socketClosed,
  socketOpened,
} from '../../../../families/a7600/sockets/a7600SocketUrcs';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, type Reply } from '../../../core/reply';
import { answerLine, spokenLine } from '../../../core/utterance';
import type { SocketClient } from '../../../origins/socketOrigin';
import { type LinkReports, runTcp, runUdp } from '../../standard/sockets/runLink';
import { openTransparent } from '../../standard/sockets/transparentLink';
import { inTrouble, isTransparent, LINKS, linkReports, refusedAs, SOCKET_CODES } from './a7600Links';
import { limitOf } from './a7600NetHandlers';

/** Opening and closing connections, clients of listening ports: A76XX AT manual V1.09 pages 320–330 and 341–345. */

const opened = (link: number, code: number): string => socketOpened.form.write({ link, code });

/** Why a connection can't be opened under this number. */
const obstacle = ({ state: { sockets } }: HandlerContext, number: number): number | undefined => {
  if (!sockets.isOpen) return SOCKET_CODES.notOpened;
  return (sockets.links.get(number)?.state ?? 'ended') === 'ended' ? undefined : SOCKET_CODES.unsupported;
};

const openTcp = (
  modem: HandlerContext,
  number: number,
  host: string,
  port: number,
): Reply | Observable<Reply> => {
  const code = obstacle(modem, number);
  if (code !== undefined) return refusedAs(opened(number, code));
  if (isTransparent(modem.state)) return openData(modem, number, host, port);
  const { state, sockets } = modem;
  const connect = (): void => {
    const start = { number, protocol: 'TCP', host, port } as const;
    const { links } = state.sockets;
    const kept = { links, limitMs: limitOf(modem, 'connectMs'), reports: linkReports(modem) };
    runTcp(modem, start, sockets.connect({ host, port }), kept);
  };
  return { ...ok(), later: connect };
};

/** `CONNECT` or `CONNECT FAIL`, and no `OK`: link 0 alone, not on a channel of the multiplexer here. */
const openData = (
  modem: HandlerContext,
  number: number,
  host: string,
  port: number,
): Reply | Observable<Reply> => {
  if (number !== 0 || modem.channel !== undefined) return refusedAs(opened(number, SOCKET_CODES.unsupported));
  const { state, sockets } = modem;
  const { links } = state.sockets;
  return openTransparent(modem, {
    run: (reports) => {
      const kept = { links, limitMs: limitOf(modem, 'connectMs'), reports };
      runTcp(modem, { number, protocol: 'TCP', host, port }, sockets.connect({ host, port }), kept);
    },
    failed: () => {
      links.delete(number);
      return { ...ok(spokenLine('CONNECT FAIL', 'final')), mute: true };
    },
    ended: () => modem.say(spokenLine('CLOSED', 'urc')),
  });
};

/** The result comes before OK. A peer can't be named here: CIPSEND names it. */
const openUdp = (
  modem: HandlerContext,
  { link: number, protocol, host, localPort }: Parameters<typeof net.socketOpenUdp>[0],
): Reply | Observable<Reply> => {
  const code = obstacle(modem, number) ?? (host ? SOCKET_CODES.parameter : undefined);
  if (code !== undefined) return refusedAs(opened(number, code));
  const { links } = modem.state.sockets;
  return new Observable<Reply>((out) => {
    const reply = (result: Reply): void => {
      out.next(result);
      out.complete();
    };
    const reports: LinkReports = {
      ...linkReports(modem),
      opened: () => reply(ok(spokenLine(opened(number, SOCKET_CODES.done), 'info'))),
      failed: () => {
        links.delete(number);
        reply(refusedAs(opened(number, BIND_FAILED)));
      },
    };
    runUdp(modem, { number, protocol, host: '', port: 0 }, localPort, { links, reports });
  });
};

const BIND_FAILED = 6;

/** TCP says OK first, UDP behind the result. */
const close = (modem: HandlerContext, number: number): Reply => {
  const { sockets } = modem.state;
  const link = sockets.links.get(number);
  const isOpen = link && (link.state !== 'ended' || link.unread > 0);
  const code = isOpen ? SOCKET_CODES.done : SOCKET_CODES.unsupported;
  const values = { link: number, code };
  if (!isOpen) return refusedAs(socketClosed.form.write(values));
  link.running?.unsubscribe();
  sockets.links.delete(number);
  if (link.protocol !== 'TCP') return ok(spokenLine(socketClosed.form.write(values), 'info'));
  return { ...ok(), later: () => modem.urc(socketClosed, values, 'result') };
};

/** All ten; an unused one has its number alone (page 323). */
const states = ({ state: { sockets } }: HandlerContext): Reply =>
  ok(
    ...LINKS.map((number) => {
      const link = sockets.links.get(number);
      if (link?.state !== 'connected') return answerLine(net.socketStates, { link: number });
      const { protocol, remote, server = OPENED_HERE } = link;
      return answerLine(net.socketStates, { link: number, protocol, ...remote, server });
    }),
  );

const OPENED_HERE = -1;

const welcome = (modem: HandlerContext, server: number, client: SocketClient): void => {
  const { links } = modem.state.sockets;
  const number = LINKS.find((one) => (links.get(one)?.state ?? 'ended') === 'ended');
  if (number === undefined) return client.reject();
  const { address: host, port } = client.remote;
  const reports: LinkReports = {
    ...linkReports(modem),
    opened: () => modem.urc(clientArrived, { link: number, server, address: `${host}:${port}` }),
  };
  const start = { number, protocol: 'TCP', host, port, server } as const;
  runTcp(modem, start, client.accepted, { links, limitMs: limitOf(modem, 'connectMs'), reports });
  return undefined;
};

const serve = (modem: HandlerContext, port: number, server: number): Reply => {
  const { servers, isOpen } = modem.state.sockets;
  if (!isOpen) return inTrouble(modem, 'Network not opened');
  const isTaken = servers.has(server) || [...servers.values()].some((other) => other.port === port);
  if (isTaken) return inTrouble(modem, 'Operation not supported');
  const clients = modem.sockets.listen(port).pipe(catchError(() => EMPTY));
  const listening = modem.inBackground(clients, (client) => welcome(modem, server, client));
  servers.set(server, { port, listening });
  return ok();
};

const stopServing = (modem: HandlerContext, server: number): Reply => {
  const { servers } = modem.state.sockets;
  const before = servers.get(server);
  if (!before) return inTrouble(modem, 'Operation not supported');
  before.listening.unsubscribe();
  servers.delete(server);
  return {
    ...ok(),
    later: () => modem.urc(serverStopped, { server, code: SOCKET_CODES.done }, 'result'),
  };
};

export const a7600LinkHandlers: readonly Handler[] = [
  handle(net.socketOpen, ({ link, host, port }, modem) => openTcp(modem, link, host, port)),
  handle(net.socketOpenUdp, (args, modem) => openUdp(modem, args)),
  handle(net.socketStates, (_, modem) => states(modem)),
  handle(net.socketClose, ({ link }, modem) => close(modem, link)),
  handle(net.serverStart, ({ port, server }, modem) => serve(modem, port, server)),
  handle(net.serverStop, ({ server }, modem) => stopServing(modem, server)),
];
