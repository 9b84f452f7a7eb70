import { asyncScheduler, finalize, timer } from 'rxjs';
import type { Subscription } from 'rxjs';
import * as urcs from '../../../../families/standard/callUrcs';
import type { HandlerContext } from '../../../core/handler';
import { spokenLine } from '../../../core/utterance';
import { callOutside } from '../../../network/callee';
import {
  type CallEnd,
  callLink,
  type CallRelease,
  type CallSignal,
  type NetworkCall,
} from '../../../network/callLink';
import type { EmulatedCall } from '../../../network/emulatedCall';

/** The calls of a virtual modem: how they begin, change and end, and what it says then. */

const ACTIVE = 0;
const RINGING = 4;
const WAITING = 5;
const INTERNATIONAL = 145;
const UNKNOWN_TYPE = 129;
const WITHHELD_TYPE = 128;

/** The type of a number's spelling: 145 with `+` in front. */
export const typeOf = (number: string): number => (number.startsWith('+') ? INTERNATIONAL : UNKNOWN_TYPE);

const isOn = ({ state }: HandlerContext, name: string): boolean =>
  state.settings.get(name)?.startsWith('1') === true;

/** The fields of a call in a list (27.007 § 7.18). */
export const listedFields = ({ id, direction, state, number, name }: EmulatedCall) => ({
  ...{ id, direction, state, mode: 0, multiparty: 0 },
  ...(number === '' ? {} : { number, type: typeOf(number), name }),
});

/** `AT+CLCC=1`, or the family's own setting: each change of a call is reported; 6 is ended. */
const reportList = (modem: HandlerContext, call: EmulatedCall, state: number = call.state): void => {
  if (isOn(modem, '+CLCC')) modem.urc(urcs.callListed, { ...listedFields(call), state });
  const { changes } = modem.family.calls;
  if (changes && isOn(modem, changes.asked)) modem.say(spokenLine(changes.line(call, state), 'urc'));
};

const freeId = (calls: readonly EmulatedCall[]): number => {
  let id = 1;
  while (calls.some((call) => call.id === id)) id += 1;
  return id;
};

const nameOf = ({ card }: HandlerContext, number: string): string =>
  [...card.phonebooks.values()].flatMap((book) => [...book.values()]).find((entry) => entry.number === number)
    ?.name ?? '';

const addCall = (
  modem: HandlerContext,
  call: Pick<EmulatedCall, 'direction' | 'state' | 'number' | 'end'>,
): EmulatedCall => {
  const { state, settings } = modem;
  const added: EmulatedCall = {
    ...call,
    id: freeId(state.calls),
    name: nameOf(modem, call.number),
    sinceMs: undefined,
    rings: undefined,
    listedFromMs: asyncScheduler.now() + settings.callListMs,
  };
  state.calls = [...state.calls, added];
  return added;
};

const removeCall = ({ state }: HandlerContext, call: EmulatedCall): void => {
  call.rings?.unsubscribe();
  state.calls = state.calls.filter((one) => one !== call);
};

const hasCall = ({ state }: HandlerContext, call: EmulatedCall): boolean => state.calls.includes(call);

/** Seconds as the A76XX prints them. */
const connected = (call: EmulatedCall): number =>
  call.sinceMs === undefined ? 0 : Math.floor((asyncScheduler.now() - call.sinceMs) / 1_000);

/** What an unanswered outgoing call ends with (V.250 § 5.7.1). */
const UNANSWERED: Readonly<Record<CallRelease, string>> = {
  'hung-up': 'NO CARRIER',
  busy: 'BUSY',
  'no-answer': 'NO ANSWER',
  rejected: 'BUSY',
  unreachable: 'NO CARRIER',
};

const sayEnd = (modem: HandlerContext, call: EmulatedCall, cause: CallRelease): void => {
  const { saysVoiceCall, missed } = modem.family.calls;
  const line = (text: string): void => modem.say(spokenLine(text, 'result'));
  reportList(modem, call, 6);
  if (call.sinceMs !== undefined) {
    if (saysVoiceCall) modem.urc(urcs.callEnded, { seconds: connected(call) }, 'result');
    else line('NO CARRIER');
  } else if (call.direction === 0) line(UNANSWERED[cause]);
  else if (missed === 'MISSED_CALL') line(`MISSED_CALL: 08:40AM ${call.number}`.trim());
  else if (missed === 'NO CARRIER' && call.state === RINGING) line('NO CARRIER');
};

const connect = (modem: HandlerContext, call: EmulatedCall): void => {
  call.rings?.unsubscribe();
  call.state = ACTIVE;
  call.sinceMs = asyncScheduler.now();
  reportList(modem, call);
};

const sayConnected = (modem: HandlerContext, call: EmulatedCall): void => {
  if (modem.family.calls.saysVoiceCall) modem.urc(urcs.callBegun, {}, 'result');
  else if (call.direction === 0 && isOn(modem, '+MORING')) modem.urc(urcs.calledAnswers, {}, 'result');
};

const sayTone = (modem: HandlerContext, key: string): void => {
  const { asked, urc } = modem.family.calls.tones;
  if (asked === undefined || isOn(modem, asked)) modem.urc(urc, { key }, 'result');
};

/** What the other end tells changes the call. */
const hear = (modem: HandlerContext, call: EmulatedCall, signal: CallSignal): void => {
  switch (signal.kind) {
    case 'alerting':
      if (call.state !== 2) return;
      call.state = 3;
      reportList(modem, call);
      if (isOn(modem, '+MORING')) modem.urc(urcs.calledRings, {}, 'result');
      return;
    case 'answered':
      connect(modem, call);
      sayConnected(modem, call);
      return;
    case 'tone':
      sayTone(modem, signal.key);
      return;
    case 'ended':
      removeCall(modem, call);
      modem.state.settings.set('+CEER', signal.cause);
      sayEnd(modem, call, signal.cause);
  }
};

/** Listens to the other end until the call ends. A restart ends it. */
const follow = (modem: HandlerContext, call: EmulatedCall): Subscription =>
  modem.inBackground(
    call.end.heard.pipe(finalize(() => call.end.tell({ kind: 'ended', cause: 'unreachable' }))),
    (signal) => {
      if (hasCall(modem, call)) hear(modem, call, signal);
    },
  );

/** The other end of a call to a number: a modem of the network, or a phone outside. */
const reach = ({ network, settings }: HandlerContext, number: string): CallEnd => {
  const subscriber = network.find(number);
  if (!subscriber) return callOutside(settings.callees, number);
  const [mine, theirs] = callLink();
  if (subscriber.number === settings.number) theirs.tell({ kind: 'ended', cause: 'busy' });
  else if (!subscriber.isReachable()) theirs.tell({ kind: 'ended', cause: 'unreachable' });
  else subscriber.ring({ from: settings.number, end: theirs });
  return mine;
};

/** Dials a number; `begin` listens to the other end. */
const dial = (
  modem: HandlerContext,
  number: string,
): { readonly call: EmulatedCall; readonly begin: () => Subscription } => {
  const call = addCall(modem, { direction: 0, state: 2, number, end: reach(modem, number) });
  reportList(modem, call);
  return { call, begin: () => follow(modem, call) };
};

/** The line that reports who calls, where `AT+CLIP=1` asked for it (27.007 § 7.6). */
const sayCaller = (modem: HandlerContext, { number, name }: EmulatedCall): void => {
  const { family, settings } = modem;
  if (!isOn(modem, '+CLIP') || settings.clipMissing) return;
  const text =
    number === '' ? `"",${WITHHELD_TYPE},,,,1` : family.calls.callerId(number, typeOf(number), name);
  modem.say(spokenLine(`+CLIP: ${text}`, 'urc'));
};

const ringOnce = (modem: HandlerContext, call: EmulatedCall): void => {
  if (isOn(modem, '+CRC')) modem.urc(urcs.ringType, { type: 'VOICE' });
  else modem.urc(urcs.ring, {});
  const { clipMs } = modem.settings;
  if (clipMs === 0) return sayCaller(modem, call);
  modem.inBackground(timer(clipMs), () => {
    if (hasCall(modem, call) && call.state === RINGING) sayCaller(modem, call);
  });
};

/** A call comes in: it rings, waits while another one is active, or finds the modem busy. */
const ring = (modem: HandlerContext, { from, end }: NetworkCall): void => {
  const isBusy = modem.state.calls.length > 0;
  if (isBusy && !isOn(modem, '+CCWA')) return end.tell({ kind: 'ended', cause: 'busy' });
  const call = addCall(modem, { direction: 1, state: isBusy ? WAITING : RINGING, number: from, end });
  end.tell({ kind: 'alerting' });
  reportList(modem, call);
  follow(modem, call);
  if (isBusy) modem.urc(urcs.waitingCall, { number: from, type: typeOf(from), class: 1 });
  else call.rings = modem.inBackground(timer(0, modem.family.calls.ringEveryMs), () => ringOnce(modem, call));
};

/** Answers a call; what is said behind the `OK` is returned. */
const take = (modem: HandlerContext, call: EmulatedCall): (() => void) => {
  connect(modem, call);
  call.end.tell({ kind: 'answered' });
  return () => sayConnected(modem, call);
};

/** Ends a call from this side; what is said behind the `OK` is returned. */
const release = (modem: HandlerContext, call: EmulatedCall): (() => void) => {
  const isUnanswered = call.state === RINGING || call.state === WAITING;
  removeCall(modem, call);
  call.end.tell({ kind: 'ended', cause: isUnanswered ? 'rejected' : 'hung-up' });
  return () => {
    reportList(modem, call, 6);
    const saysEnd = modem.family.calls.saysVoiceCall && call.sinceMs !== undefined;
    if (saysEnd) modem.urc(urcs.callEnded, { seconds: connected(call) }, 'result');
  };
};

/** The calls of a virtual modem. */
export const callLegs = Object.freeze({ dial, ring, take, release });
