import { timer } from 'rxjs';
import { carrierLost } from '../../../families/standard/callUrcs';
import {
  answerCall,
  currentCalls,
  dial,
  hangUp,
  hangUpAll,
  online,
} from '../../../families/standard/callCommands';
import { callerIdsState } from '../../../families/standard/reportCommands';
import { remainder } from '../../../grammar/codecs/text';
import { isRegistered } from '../../../grammar/isRegistered';
import { emulatedForm } from '../../core/emulatedForm';
import { answerLine } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { statusOf } from './networkHandlers';

/** Calls: none is answered, and none comes in unless `emulator.say` simulates it. */

/** How long it rings at the other end. */
const RINGING_MS = 10_000;
const PROVISIONED = 1;

/**
 * A voice call is OK at once; its end is a URC that comes later. A data call, or one without a network, ends at once (SIM800 AT
 * manual V1.09 pages 29–31).
 */
const ring = (modem: HandlerContext, number: string): Reply => {
  const { state } = modem;
  if (!number.endsWith(';') || !isRegistered(statusOf(modem, true))) return refused('NO CARRIER');
  if (state.call) return refused();
  state.settings.set('last number', number);
  const later = (): void => {
    state.call = modem.inBackground(timer(RINGING_MS), () => {
      state.call = undefined;
      modem.urc(carrierLost, {}, 'result');
    });
  };
  return { ...ok(), later };
};

/** `>3;` or `>"Ada";` dials an entry of the phonebook, `L` the last number again (SIM800 pages 31–33). */
const dialFrom = (modem: HandlerContext, from: string): Reply => {
  const last = modem.state.settings.get('last number');
  if (/^L;?$/i.test(from)) return last === undefined ? refused() : ring(modem, last);
  const [, place, name] = /^>(?:[A-Z]{2})?(?:(\d+)|"([^"]*)");?$/i.exec(from) ?? [];
  const book = modem.card.phonebooks.get(modem.state.settings.get('+CPBS') ?? 'SM');
  const entry =
    place === undefined
      ? [...(book?.values() ?? [])].find((one) => one.name === name)
      : book?.get(Number(place));
  return entry ? ring(modem, `${entry.number}${from.endsWith(';') ? ';' : ''}`) : refused();
};

const end = (_: unknown, { state }: HandlerContext): Reply => {
  state.call?.unsubscribe();
  state.call = undefined;
  return ok();
};

/** 27.007 § 7.18: call 1, outgoing, alerting, voice, no conference. */
const RINGING_CALL = { id: 1, direction: 0, state: 3, mode: 0, multiparty: 0 };

export const callHandlers: readonly Handler[] = [
  handle(dial, ({ number }, modem) => ring(modem, number)),
  handle(emulatedForm('D', { from: remainder }), ({ from }, modem) => dialFrom(modem, from)),
  handle(answerCall, () => refused('NO CARRIER')),
  handle(online, () => refused('NO CARRIER')),
  handle(hangUp, end),
  handle(hangUpAll, end),
  handle(currentCalls, (_, { state }) => (state.call ? ok(answerLine(currentCalls, RINGING_CALL)) : ok())),
  handle(callerIdsState, (_, { state }) =>
    ok(
      answerLine(callerIdsState, {
        on: state.settings.get('+CLIP') === '1',
        provision: PROVISIONED,
      }),
    ),
  ),
];
