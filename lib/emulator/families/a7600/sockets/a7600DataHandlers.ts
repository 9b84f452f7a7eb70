import { defaultIfEmpty, map, type Observable, of, switchMap, tap } from 'rxjs';
import * as net from '../../../../families/a7600/sockets/a7600SocketCommands';
import { socketRefused, socketSent } from '../../../../families/a7600/sockets/a7600SocketUrcs';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine, payload, prompt } from '../../../core/utterance';
import type { Link } from '../../../sockets/link';
import { hexOf } from '../../simcom/sockets/hexOf';
import { isLostNow, sendOver, type SendOutcome, takeBytes } from '../../standard/sockets/sendOver';
import { inTrouble, refusedAs, SOCKET_CODES } from './a7600Links';

/** Sending and reading: A76XX AT manual V1.09 pages 324–341. */

const MAX_SENT = 1_500;
const LOST = -1;

interface Peer {
  readonly host: string;
  readonly port: number;
}

const openLink = ({ state: { sockets } }: HandlerContext, number: number): Link | undefined => {
  const link = sockets.links.get(number);
  return link?.state === 'connected' ? link : undefined;
};

/** DATAECHO is on unless it is switched off, whatever ATE says. */
const echoes = ({ state }: HandlerContext): boolean => state.settings.get('DATAECHO') !== 'OFF';

/** OK says that the modem has the bytes; how many it took comes later, with CIPSENDMODE=1 when the peer has them. */
const send = (modem: HandlerContext, link: Link, bytes: Uint8Array, to: Peer | undefined): Reply => {
  const { number } = link;
  const fits = modem.settings.sendWindow() ?? bytes.length;
  const report = (taken: number): void =>
    modem.urc(socketSent, { link: number, wanted: bytes.length, taken }, 'result');
  const later = (): void => {
    const part = bytes.subarray(0, fits);
    if (part.length === 0) return report(0);
    const outcome = sendOver(modem, link, part, to);
    const done = (how: SendOutcome): void => report(how === 'lost' ? LOST : part.length);
    if (modem.state.settings.get('+CIPSENDMODE') === '1') {
      modem.inBackground(outcome, done);
      return undefined;
    }
    return done(isLostNow(outcome) ? 'lost' : 'acknowledged');
  };
  return { ...ok(), later };
};

/** Whether the connection takes bytes, to this peer. */
const obstacle = (modem: HandlerContext, number: number, to: Peer | undefined): Reply | undefined => {
  const code = !modem.state.sockets.isOpen
    ? SOCKET_CODES.notOpened
    : !openLink(modem, number)
      ? SOCKET_CODES.unsupported
      : (openLink(modem, number)?.protocol === 'TCP') === (to !== undefined)
        ? SOCKET_CODES.parameter
        : undefined;
  return code === undefined ? undefined : refusedAs(socketRefused.form.write({ code }));
};

const sendCounted = (
  modem: HandlerContext,
  number: number,
  size: number | undefined,
  to?: Peer,
): Reply | Observable<Reply> => {
  const refusal = obstacle(modem, number, to);
  if (refusal) return refusal;
  const link = openLink(modem, number) as Link;
  modem.say(prompt);
  if (size !== undefined)
    return takeBytes(modem, size, echoes(modem)).pipe(
      map((bytes) => send(modem, link, bytes, to)),
      defaultIfEmpty(refused()),
    );
  // Up to Ctrl-Z: 0x03 escapes Ctrl-Z, ESC and itself (page 325).
  return modem.rawEntry(true).pipe(
    tap((bytes) => bytes && echoes(modem) && modem.say({ kind: 'bytes', role: 'echo', bytes })),
    switchMap((bytes) =>
      of(!bytes ? ok() : bytes.length > MAX_SENT ? refused() : send(modem, link, bytes, to)),
    ),
  );
};

const read = (
  modem: HandlerContext,
  number: number,
  { size, isHex = false }: { readonly size: number; readonly isHex?: boolean },
): Reply => {
  const { sockets, settings } = modem.state;
  if (!sockets.isOpen) return inTrouble(modem, 'Network not opened');
  const link = sockets.links.get(number);
  if (settings.get('+CIPRXGET') !== '1' || !link) return inTrouble(modem, 'Operation not supported');
  if (link.unread === 0) return inTrouble(modem, 'No data');
  const bytes = link.read(size);
  const definition = isHex ? net.socketReadHex : net.socketRead;
  const header = answerLine(definition, { link: number, length: bytes.length, left: link.unread }, 'header');
  return { ...ok(header, payload(isHex ? hexOf(bytes) : bytes)), later: () => link.resume() };
};

const unread = (modem: HandlerContext, number: number): Reply => {
  const { sockets } = modem.state;
  if (!sockets.isOpen) return inTrouble(modem, 'Network not opened');
  const left = sockets.links.get(number)?.unread ?? 0;
  return ok(answerLine(net.socketUnread, { link: number, left }));
};

const acknowledged = (modem: HandlerContext, number: number): Reply => {
  const link = modem.state.sockets.links.get(number);
  if (!link) return inTrouble(modem, 'Operation not supported');
  const { sentBytes: sent, acknowledgedBytes, receivedBytes: received } = link;
  return ok(answerLine(net.socketAcknowledged, { sent, acknowledged: acknowledgedBytes, received }));
};

export const a7600DataHandlers: readonly Handler[] = [
  handle(net.socketSend, ({ link, size }, modem) => sendCounted(modem, link, size)),
  handle(net.socketSendTo, ({ link, size, address: host, port }, modem) =>
    sendCounted(modem, link, size, { host, port }),
  ),
  handle(net.socketSendText, ({ link }, modem) => sendCounted(modem, link, undefined)),
  handle(net.socketRead, ({ link, size = MAX_SENT }, modem) => read(modem, link, { size })),
  handle(net.socketReadHex, ({ link, size = MAX_SENT / 2 }, modem) =>
    read(modem, link, { size, isHex: true }),
  ),
  handle(net.socketUnread, ({ link }, modem) => unread(modem, link)),
  handle(net.socketAcknowledged, ({ link }, modem) => acknowledged(modem, link)),
];
