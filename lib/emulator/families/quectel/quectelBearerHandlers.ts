import type { Observable } from 'rxjs';
import {
  quectelActivate,
  quectelActive,
  quectelContext,
  quectelContextState,
  quectelDeactivate,
  quectelLastError,
} from '../../../families/quectel/network/quectelBearerCommands';
import { choice } from '../../../grammar/codecs/choice';
import { integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { textUpTo } from '../../../grammar/codecs/text';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { answerLine } from '../../core/utterance';
import { dropSockets } from '../../sockets/socketState';
import { refusedLate, takesApn } from '../standard/takesApn';
import { quectelService } from './quectelService';

/** PDP contexts as Quectel spells them: BG96 TCP/IP manual V1.0 chapter 2.1, pages 40–42. */

const OPEN_FAILED = 561;
const WORDS: Readonly<Record<number, string>> = {
  0: 'operate successfully',
  561: 'open PDP context failed',
  563: 'identity has been used',
  565: 'dns parse failed',
  566: 'socket connect failed',
  569: 'operation timeout',
};
const TYPES = { ipv4: 'IP', ipv6: 'IPV6', ipv4v6: 'IPV4V6' } as const;

const AUTHENTICATIONS: readonly string[] = ['none', 'pap', 'chap', 'either'];

const activate = (modem: HandlerContext, context: number): Reply | Observable<Reply> => {
  const { state, counts } = modem;
  const known = state.contexts.get(context) ?? { type: 'IP', apn: '', active: false };
  quectelService(modem).lastError = OPEN_FAILED;
  if (known.active || !isAttached(state)) return refused();
  if (!takesApn(modem, known.apn)) return refusedLate();
  state.contexts.set(context, { ...known, active: true });
  quectelService(modem).lastError = 0;
  counts.bearerOpens += 1;
  return ok();
};

const define = (
  modem: HandlerContext,
  { context, type, apn, user, password, authentication }: Parameters<typeof quectelContext>[0],
): Reply => {
  const { contexts } = modem.state;
  const active = contexts.get(context)?.active ?? false;
  contexts.set(context, { type: TYPES[type], apn, active });
  quectelService(modem).access.set(context, { user, password, authentication });
  return ok();
};

export const quectelBearerHandlers: readonly Handler[] = [
  handle(quectelContext, (args, modem) => define(modem, args)),
  // User, password and authentication may be left out (page 40).
  handle(
    emulatedForm('+QICSGP=', {
      context: integerBetween(1, 16),
      type: choice({ ipv4: 1, ipv6: 2, ipv4v6: 3 }),
      apn: textUpTo(127),
      user: optional(textUpTo(127)),
      password: optional(textUpTo(127)),
    }),
    ({ user = '', password = '', ...rest }, modem) =>
      define(modem, { ...rest, user, password, authentication: 'none' }),
  ),
  handle(quectelContextState, ({ context }, modem) => {
    const {
      user = '',
      password = '',
      authentication = 'none',
    } = quectelService(modem).access.get(context) ?? {};
    const { apn = '', type = 'IP' } = modem.state.contexts.get(context) ?? {};
    const number = 1 + Math.max(0, Object.values<string>(TYPES).indexOf(type));
    const by = AUTHENTICATIONS.indexOf(authentication);
    return ok(answerLine(quectelContextState, { type: number, apn, user, password, authentication: by }));
  }),
  handle(quectelActivate, ({ context }, modem) => activate(modem, context)),
  handle(quectelActive, (_, { state, family }) =>
    ok(
      ...[...state.contexts]
        .filter(([, { active }]) => active)
        .map(([context]) =>
          answerLine(quectelActive, { context, state: 1, type: 1, address: family.identity.address }),
        ),
    ),
  ),
  handle(quectelDeactivate, ({ context }, modem) => {
    const known = modem.state.contexts.get(context);
    if (known?.active) {
      known.active = false;
      modem.counts.bearerCloses += 1;
      // What was under way on it is over (observed on an EG91, whose HTTP is freed so).
      quectelService(modem).running?.unsubscribe();
      modem.state.http = undefined;
      dropSockets(modem.state.sockets);
    }
    return ok();
  }),
  handle(quectelLastError, (_, modem) => {
    const { lastError: code } = quectelService(modem);
    const words = WORDS[code] ?? 'unknown error';
    return ok(answerLine(quectelLastError, { code, words }));
  }),
];
