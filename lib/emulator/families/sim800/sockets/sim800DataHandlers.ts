import { defaultIfEmpty, map, type Observable, of, switchMap, tap } from 'rxjs';
import * as ip from '../../../../families/sim800/sockets/sim800SocketCommands';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { answerLine, payload, prompt } from '../../../core/utterance';
import type { Link } from '../../../sockets/link';
import { hexOf } from '../../simcom/sockets/hexOf';
import { isLostNow, sendOver, takeBytes } from '../../standard/sockets/sendOver';
import { isMulti, LINKS, named } from './sim800Links';
import { switchOf } from './sim800SocketSettings';

/** Sending and reading: SIM800 AT manual V1.09 pages 225–231 and 243–245. */

/** The most bytes that one CIPSEND takes. */
const MAX_SENT = 1_460;

const result = (modem: HandlerContext, link: Link, values: ip.SendResult): Reply => ({
  ...ok(answerLine(ip.ipSend, { ...named(modem.state, link), ...values }, 'final')),
  mute: true,
});

/** Sends, and answers when the modem has the bytes (CIPQSEND=1) or when the peer has them. */
const send = (modem: HandlerContext, link: Link, bytes: Uint8Array): Observable<Reply> => {
  const wasOpen = link.state === 'connected';
  const outcome = sendOver(modem, link, bytes);
  const answers = outcome.pipe(
    map((how) => result(modem, link, { result: how === 'lost' ? 'failed' : 'sent' })),
  );
  if (switchOf(modem.state, '+CIPQSEND') === 0 || !wasOpen) return answers;
  // A send that fails at once fails with SEND FAIL in this mode, too.
  return isLostNow(outcome) ? answers : of(result(modem, link, { result: 'accepted', length: bytes.length }));
};

const openLink = ({ state: { sockets } }: HandlerContext, number: number): Link | undefined => {
  const link = sockets.links.get(number);
  return link?.state === 'connected' ? link : undefined;
};

const showPrompt = (modem: HandlerContext): void => {
  if (switchOf(modem.state, '+CIPSPRT') === 1) modem.say(prompt);
};

const sendCounted = (modem: HandlerContext, number: number, size: number): Reply | Observable<Reply> => {
  const link = openLink(modem, number);
  if (!link) return refused(NOT_ALLOWED);
  if (size < 1 || size > Math.min(MAX_SENT, modem.settings.sendWindow() ?? MAX_SENT)) return refused();
  showPrompt(modem);
  return takeBytes(modem, size, modem.state.echo).pipe(
    switchMap((bytes) => send(modem, link, bytes)),
    defaultIfEmpty(refused()),
  );
};

const sendText = (modem: HandlerContext, number: number): Reply | Observable<Reply> => {
  const link = openLink(modem, number);
  if (!link) return refused(NOT_ALLOWED);
  const windowBytes = modem.settings.sendWindow() ?? MAX_SENT;
  showPrompt(modem);
  const echo = (bytes: Uint8Array | undefined): void => {
    if (modem.state.echo && bytes) modem.say({ kind: 'bytes', role: 'echo', bytes });
  };
  return modem.rawEntry(false).pipe(
    tap(echo),
    switchMap((bytes) => {
      if (!bytes) return of(ok());
      // More than it takes is refused behind the data (page 226).
      return bytes.length === 0 || bytes.length > windowBytes ? of(refused()) : send(modem, link, bytes);
    }),
  );
};

const sizes = ({ state }: HandlerContext): Reply => {
  const sizeOf = (number: number): number =>
    state.sockets.links.get(number)?.state === 'connected' ? MAX_SENT : 0;
  if (!isMulti(state)) return ok(answerLine(ip.ipSendSizesSingle, { size: sizeOf(0) }));
  return ok(...LINKS.map((link) => answerLine(ip.ipSendSizes, { link, size: sizeOf(link) })));
};

/** The bytes that wait, and how many wait behind them. Without any, the answer counts none (SIM800). */
const read = (
  modem: HandlerContext,
  number: number,
  { size, isHex = false }: { readonly size: number; readonly isHex?: boolean },
): Reply => {
  const { state } = modem;
  const link = state.sockets.links.get(number);
  if (!link || switchOf(state, '+CIPRXGET') === 0) return refused(NOT_ALLOWED);
  const bytes = link.read(size);
  const counts = { length: bytes.length, left: link.unread };
  const definition = isHex ? ip.ipReadHex : ip.ipRead;
  const header = isMulti(state)
    ? answerLine(definition, { link: number, ...counts }, 'header')
    : answerLine(isHex ? ip.ipReadHexSingle : ip.ipReadSingle, counts, 'header');
  const data = bytes.length === 0 ? [] : [payload(isHex ? hexOf(bytes) : bytes)];
  return { ...ok(header, ...data), later: () => link.resume() };
};

const unread = ({ state }: HandlerContext, number: number): Reply => {
  const link = state.sockets.links.get(number);
  if (!link || switchOf(state, '+CIPRXGET') === 0) return refused(NOT_ALLOWED);
  const left = link.unread;
  return ok(
    isMulti(state)
      ? answerLine(ip.ipUnread, { link: number, left })
      : answerLine(ip.ipUnreadSingle, { left }),
  );
};

/** The same for a command with a connection's number, which only `CIPMUX=1` has, and for one without. */
const ofMode = (modem: HandlerContext, multi: boolean, then: () => Reply): Reply =>
  isMulti(modem.state) === multi ? then() : refused(NOT_ALLOWED);

export const sim800DataHandlers: readonly Handler[] = [
  handle(ip.ipSend, ({ link, size }, modem) =>
    isMulti(modem.state) ? sendCounted(modem, link, size) : refused(NOT_ALLOWED),
  ),
  handle(ip.ipSendText, ({ linkOrSize }, modem) =>
    isMulti(modem.state) ? sendText(modem, linkOrSize) : sendCounted(modem, 0, linkOrSize),
  ),
  handle(ip.ipSendTextSingle, (_, modem) =>
    isMulti(modem.state) ? refused(NOT_ALLOWED) : sendText(modem, 0),
  ),
  handle(ip.ipSendSizes, (_, modem) => sizes(modem)),
  handle(ip.ipRead, ({ link, size }, modem) => ofMode(modem, true, () => read(modem, link, { size }))),
  handle(ip.ipReadSingle, ({ size }, modem) => ofMode(modem, false, () => read(modem, 0, { size }))),
  handle(ip.ipReadHex, ({ link, size }, modem) =>
    ofMode(modem, true, () => read(modem, link, { size, isHex: true })),
  ),
  handle(ip.ipReadHexSingle, ({ size }, modem) =>
    ofMode(modem, false, () => read(modem, 0, { size, isHex: true })),
  ),
  handle(ip.ipUnread, ({ link }, modem) => ofMode(modem, true, () => unread(modem, link))),
  handle(ip.ipUnreadSingle, (_, modem) => ofMode(modem, false, () => unread(modem, 0))),
];
