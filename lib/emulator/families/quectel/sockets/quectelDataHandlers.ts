import { defaultIfEmpty, map, type Observable } from 'rxjs';
import * as socket from '../../../../families/quectel/sockets/quectelSocketCommands';
import { quoted } from '../../../../grammar/codecs/text';
import { integerBetween } from '../../../../grammar/codecs/integer';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine, payload, prompt, spokenLine } from '../../../core/utterance';
import type { Link } from '../../../sockets/link';
import { isLostNow, sendOver, takeBytes } from '../../standard/sockets/sendOver';

/** Sending and reading: BG96 TCP/IP manual V1.0 pages 22–28. */

const MAX_SENT = 1_460;
const MAX_READ = 1_500;
const LINK = integerBetween(0, 11);
const SEND_ECHO = '+QISDE';

/** SEND OK and SEND FAIL stand in place of a result code. */
const word = (text: 'SEND OK' | 'SEND FAIL'): Reply => ({ ...ok(spokenLine(text, 'final')), mute: true });

/** Whether a link is a UDP port without a fixed peer: each `QISEND` names one. */
const isService = ({ protocol }: Link): boolean => protocol === 'UDP SERVER';

/** Takes counted bytes for a connection. A buffer that is full takes none of them. */
export const takenFor = (
  modem: HandlerContext,
  link: Link | undefined,
  { size, echoes, to }: { size: number; echoes: boolean; to?: { host: string; port: number } },
): Reply | Observable<Reply> => {
  if (link?.state !== 'connected' || isService(link) !== (to !== undefined)) return refused();
  modem.say(prompt);
  const room = modem.settings.sendWindow() ?? MAX_SENT;
  return takeBytes(modem, size, echoes).pipe(
    map((bytes) => {
      if (bytes.length > room) return word('SEND FAIL');
      return word(isLostNow(sendOver(modem, link, bytes, to)) ? 'SEND FAIL' : 'SEND OK');
    }),
    defaultIfEmpty(refused()),
  );
};

/** Takes what is typed up to Ctrl-Z; ESC cancels it (page 23). */
const typed = (modem: HandlerContext, link: Link | undefined): Reply | Observable<Reply> => {
  if (link?.state !== 'connected' || isService(link)) return refused();
  modem.say(prompt);
  return modem.rawEntry(false).pipe(
    map((bytes) => {
      if (!bytes) return ok();
      if (bytes.length > MAX_SENT) return word('SEND FAIL');
      return word(isLostNow(sendOver(modem, link, bytes)) ? 'SEND FAIL' : 'SEND OK');
    }),
    defaultIfEmpty(refused()),
  );
};

const read = (modem: HandlerContext, number: number, size: number): Reply => {
  const link = modem.state.sockets.links.get(number);
  if (!link) return refused();
  const { address, port } = link.nextFrom;
  const bytes = link.read(size);
  const sender = isService(link) && bytes.length > 0 ? { address, port } : {};
  const header = answerLine(socket.quectelRead, { length: bytes.length, ...sender }, 'header');
  return { ...ok(header, ...(bytes.length > 0 ? [payload(bytes)] : [])), later: () => link.resume() };
};

const unread = (modem: HandlerContext, number: number): Reply => {
  const link = modem.state.sockets.links.get(number);
  if (!link) return refused();
  const { receivedBytes: received, unread: waiting } = link;
  return ok(answerLine(socket.quectelUnread, { received, read: received - waiting, unread: waiting }));
};

const sent = (modem: HandlerContext, number: number): Reply => {
  const link = modem.state.sockets.links.get(number);
  if (!link) return refused();
  const { sentBytes, acknowledgedBytes: acknowledged } = link;
  const unacknowledged = sentBytes - acknowledged;
  return ok(answerLine(socket.quectelSent, { sent: sentBytes, acknowledged, unacknowledged }));
};

const echoesData = ({ state }: HandlerContext): boolean => state.settings.get(SEND_ECHO) !== '0';

export const quectelDataHandlers: readonly Handler[] = [
  handle(socket.quectelSend, ({ link, size }, modem) =>
    takenFor(modem, modem.state.sockets.links.get(link), { size, echoes: echoesData(modem) }),
  ),
  handle(
    emulatedForm('+QISEND=', {
      ...{ link: LINK, size: integerBetween(1, MAX_SENT) },
      ...{ host: quoted, port: integerBetween(1, 65_535) },
    }),
    ({ link, size, host, port }, modem) => {
      const echoes = echoesData(modem);
      return takenFor(modem, modem.state.sockets.links.get(link), { size, echoes, to: { host, port } });
    },
  ),
  handle(socket.quectelSent, ({ link }, modem) => sent(modem, link)),
  handle(socket.quectelRead, ({ link, size }, modem) => read(modem, link, size)),
  // Without a size as many as fit one answer.
  handle(emulatedForm('+QIRD=', { link: LINK }), ({ link }, modem) => read(modem, link, MAX_READ)),
  handle(emulatedForm('+QISEND=', { link: LINK }), ({ link }, modem) =>
    typed(modem, modem.state.sockets.links.get(link)),
  ),
  handle(socket.quectelUnread, ({ link }, modem) => unread(modem, link)),
  handle(socket.quectelSendEcho, ({ on }, { state }) => {
    state.settings.set(SEND_ECHO, on ? '1' : '0');
    return ok();
  }),
];
