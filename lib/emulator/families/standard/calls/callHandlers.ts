import { asyncScheduler, filter, map, type Observable, take } from 'rxjs';
import * as commands from '../../../../families/standard/callCommands';
import { callerIdsState } from '../../../../families/standard/reportCommands';
import { remainder } from '../../../../grammar/codecs/text';
import { isRegistered } from '../../../../grammar/isRegistered';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';
import { answerLine } from '../../../core/utterance';
import type { EmulatedCall } from '../../../network/emulatedCall';
import { statusOf } from '../networkHandlers';
import { connectReply, packetCall } from '../sockets/transparentLink';
import { callLegs, listedFields } from './callLegs';
import { sendUssd } from './ussdHandlers';

/** Calls: to phones outside (`callees`), to other modems of its network, and from either (V.250 § 6.3, 27.007 § 7). */

const PROVISIONED = 1;
const [ACTIVE, HELD, , , INCOMING, WAITING] = [0, 1, 2, 3, 4, 5];

/** With `AT+COLP=1` the command is answered when the call is connected, or has ended (27.007 § 7.8). */
const whenConnected = (call: EmulatedCall, begin: () => void): Observable<Reply> =>
  call.end.heard.pipe(
    filter(({ kind }) => kind === 'answered' || kind === 'ended'),
    take(1),
    map(({ kind }) => ({
      ...(kind === 'answered' ? ok() : refused('NO CARRIER')),
      later: () => void begin(),
    })),
  );

/**
 * A voice call is OK at once; its progress and its end come later. A data call, or one without a network, ends at once (SIM800 AT
 * manual V1.09 pages 29–31).
 */
const dial = (modem: HandlerContext, dialled: string): Reply | Observable<Reply> => {
  const { state } = modem;
  const [, number] = /^([^;]+?)[IG]*;$/i.exec(dialled) ?? [];
  if (number !== undefined && USSD_CODE.test(number)) return sendUssd(modem, number);
  if (PACKET_SERVICE.test(dialled) && modem.channel === undefined && isAttached(state) && !state.dataCall)
    return connectReply(state, packetCall(modem));
  if (number === undefined || !isRegistered(statusOf(modem, true))) return refused('NO CARRIER');
  if (state.calls.some((call) => call.state !== HELD)) return refused();
  state.settings.set('last number', dialled);
  const { call, begin } = callLegs.dial(modem, number);
  if (state.settings.get('+COLP') === '1') return whenConnected(call, begin);
  return { ...ok(), later: () => void begin() };
};

/** `*100#` behind `ATD` is no number to call. */
const USSD_CODE = /^[*#][\d*#]*#$/;
/** `*99#`, `*99***1#` (27.007 § 10.2.1). The channels of the multiplexer have no data mode here. */
const PACKET_SERVICE = /^\*99(?:\*[^*#]*\*[^*#]*(?:\*\d+)?)?#$/;

/** `>3;` or `>"Ada";` dials an entry of the phonebook, `L` the last number again (SIM800 pages 31–33). */
const dialFrom = (modem: HandlerContext, from: string): Reply | Observable<Reply> => {
  const last = modem.state.settings.get('last number');
  if (/^L;?$/i.test(from)) return last === undefined ? refused() : dial(modem, last);
  const [, place, name] = /^>(?:[A-Z]{2})?(?:(\d+)|"([^"]*)");?$/i.exec(from) ?? [];
  const book = modem.card.phonebooks.get(modem.state.settings.get('+CPBS') ?? 'SM');
  const entry =
    place === undefined
      ? [...(book?.values() ?? [])].find((one) => one.name === name)
      : book?.get(Number(place));
  return entry ? dial(modem, `${entry.number}${from.endsWith(';') ? ';' : ''}`) : refused();
};

const answer = (modem: HandlerContext): Reply => {
  const call = modem.state.calls.find(({ state }) => state === INCOMING);
  return call ? { ...ok(), later: callLegs.take(modem, call) } : refused('NO CARRIER');
};

/** Ends calls; all that is said of it comes behind the `OK`. */
const releaseAll = (modem: HandlerContext, isOver: (call: EmulatedCall) => boolean): Reply => {
  const said = modem.state.calls.filter(isOver).map((call) => callLegs.release(modem, call));
  return { ...ok(), later: () => said.forEach((say) => say()) };
};

const isCurrent = ({ state }: EmulatedCall): boolean => state !== HELD && state !== WAITING;

/** Ends the calls that are neither held nor wait. */
export const hangUpCurrent = (modem: HandlerContext): Reply => releaseAll(modem, isCurrent);

const hangUp = (modem: HandlerContext): Reply => {
  const { family, state } = modem;
  const doesNothing = (state.settings.get('+CVHU') ?? family.calls.hangUpControl) === '1';
  return doesNothing ? ok() : hangUpCurrent(modem);
};

/** 27.007 § 7.13: 0 ends what waits or is held, 1 ends the active call and takes the other, 2 changes over. */
const hold = (modem: HandlerContext, action: number): Reply => {
  const { calls } = modem.state;
  const waiting = calls.find(({ state }) => state === WAITING);
  const other = waiting ?? calls.find(({ state }) => state === HELD);
  if (action === 0) return other ? releaseAll(modem, (call) => call === other) : refused();
  if (action > 2 || action < 0) return refused();
  const active = calls.find(({ state }) => state === ACTIVE);
  const released = action === 1 ? releaseAll(modem, (call) => call === active) : ok();
  if (active && action === 2) active.state = 1;
  const taken = other === waiting && waiting ? callLegs.take(modem, waiting) : undefined;
  if (other) other.state = 0;
  return { ...ok(), later: () => [released.later, taken].forEach((say) => say?.()) };
};

const list = ({ state }: HandlerContext): Reply =>
  ok(
    ...state.calls
      .filter(({ listedFromMs }) => listedFromMs <= asyncScheduler.now())
      .map((call) => answerLine(commands.currentCalls, listedFields(call))),
  );

const tones = ({ state }: HandlerContext, keys: readonly string[]): Reply => {
  const active = state.calls.find((call) => call.state === ACTIVE);
  for (const key of keys) active?.end.tell({ kind: 'tone', key });
  return active ? ok() : refused();
};

/**
 * Several keys, or one with its duration: `"1,2,3"`, `{5,10}` (SIM800 pages 94–95), `"135"`, `1,600` (A76XX pages 198–201);
 * `undefined` if these are no keys.
 */
const keysOf = (typed: string): readonly string[] | undefined => {
  const [, list] = /^"([0-9A-D*#,]{1,59})"(?:,\d+)?$/i.exec(typed) ?? [];
  if (list !== undefined) return [...list.toUpperCase().replaceAll(',', '')];
  const [, held, timed] = /^(?:\{([0-9A-D*#]),\d+\}|([0-9A-D*#]),\d+)$/i.exec(typed) ?? [];
  const key = held ?? timed;
  return key === undefined ? undefined : [key.toUpperCase()];
};

export const callHandlers: readonly Handler[] = [
  handle(commands.dial, ({ number }, modem) => dial(modem, number)),
  handle(emulatedForm('D', { from: remainder }), ({ from }, modem) => dialFrom(modem, from)),
  handle(commands.answerCall, (_, modem) => answer(modem)),
  handle(commands.online, (_, { state, enterData, family }) => {
    const call = state.dataCall;
    if (!call) return refused(family.calls.withoutCall);
    return connectReply(state, () => enterData(call));
  }),
  handle(commands.hangUp, (_, modem) => {
    if (modem.state.dataCall?.kind === 'call') modem.state.dataCall = undefined;
    return hangUp(modem);
  }),
  handle(commands.hangUpAll, (_, modem) => hangUpCurrent(modem)),
  handle(commands.callHold, ({ action }, modem) => hold(modem, action)),
  handle(commands.currentCalls, (_, modem) => list(modem)),
  handle(commands.callEndCause, (_, { state }) =>
    ok(
      answerLine(commands.callEndCause, {
        report: state.settings.get('+CEER') ?? 'No cause information available',
      }),
    ),
  ),
  handle(commands.toneSend, ({ key }, modem) => tones(modem, [key])),
  handle(emulatedForm('+VTS=', { typed: remainder }), ({ typed }, modem) => {
    const keys = keysOf(typed);
    return keys === undefined ? refused() : tones(modem, keys);
  }),
  handle(callerIdsState, (_, { state }) =>
    ok(
      answerLine(callerIdsState, {
        on: state.settings.get('+CLIP') === '1',
        provision: PROVISIONED,
      }),
    ),
  ),
];
