import { timer } from 'rxjs';
import { ussdSend } from '../../../../families/standard/callCommands';
import { isRegistered } from '../../../../grammar/isRegistered';
import type { ModemState } from '../../../core/state';
import { gsm7 } from '../../../../pdu/gsm7';
import { hex } from '../../../../pdu/hex';
import { ussdString } from '../../../../pdu/ussdString';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, type Refusal, refused, type Reply } from '../../../core/reply';
import { spokenLine } from '../../../core/utterance';
import { ussdAnswerOf } from '../../../network/ussdService';
import { charset } from '../messages/charset';
import { statusOf } from '../networkHandlers';

/** USSD (27.007 § 7.15). The network behind it is the setting `ussd`. */

const NO_SERVICE = 30;
const SESSION_BUSY = 258;
const GSM7_SCHEME = 15;
const UCS2_SCHEME = 72;

/** Why no code can be sent now. */
const problemOf = (modem: HandlerContext): Refusal | undefined => {
  const { state, settings } = modem;
  if (settings.ims) return 'ERROR';
  if (!isRegistered(statusOf(modem, true))) return NO_SERVICE;
  return state.ussd?.coming && !state.ussd.coming.closed ? SESSION_BUSY : undefined;
};

const chosenCharset = ({ settings }: ModemState): string =>
  (settings.get('+CSCS') ?? '').replaceAll('"', '').toUpperCase();

/** The text as the host spelled it; `undefined` where this firmware does not take that spelling. */
const heardText = (code: string, { state, settings }: HandlerContext): string | undefined => {
  if (chosenCharset(state) === 'HEX')
    return /^(?:[0-9A-F]{2})+$/i.test(code) ? gsm7.decode(hex.read(code)) : undefined;
  const text = charset.read(code, state);
  if (settings.ussdForm !== 'packed' || text !== code) return text;
  const read = ussdString.decode(code, { scheme: GSM7_SCHEME, sentAs: 'packed' });
  return read.form === 'packed' ? read.text : undefined;
};

/** A text as this firmware prints it, and the number behind it. */
const printed = (
  text: string,
  { state, settings }: HandlerContext,
): readonly [text: string, coding: number] => {
  const isGsm = gsm7.encode(text) !== undefined;
  const coding = isGsm ? GSM7_SCHEME : UCS2_SCHEME;
  const chosen = chosenCharset(state);
  if (chosen === 'UCS2' || !isGsm) return [ussdString.encode(text, 'ucs2'), coding];
  if (chosen === 'HEX') return [ussdString.encode(text, 'octets'), coding];
  if (settings.ussdForm !== 'plain') return [ussdString.encode(text, settings.ussdForm), coding];
  // Quotes and line ends stand as the network sent them: the modem has no escapes.
  return [text.replace(/[^"\r\n]+/g, (part) => charset.show(part, state)), coding];
};

/** Says `+CUSD`, as the family spaces it. */
export const sayUssd = (modem: HandlerContext, status: number, text: string | undefined): void => {
  const [shown, coding] = text === undefined ? [] : printed(text, modem);
  const fields = shown === undefined ? [] : [`"${shown}"`, String(coding)];
  const comma = modem.family.spacesUssd ? ', ' : ',';
  modem.say(spokenLine(`+CUSD: ${[String(status), ...fields].join(comma)}`, 'result'));
};

/** Sends a code; the answer of the network comes later. */
export const sendUssd = (modem: HandlerContext, code: string): Reply => {
  const { state, settings } = modem;
  const problem = problemOf(modem);
  const text = problem === undefined ? heardText(code, modem) : undefined;
  if (text === undefined) return refused(problem);
  const said = [...(state.ussd?.said ?? []), text];
  const { status, text: answer, afterMs = settings.ussdMs } = ussdAnswerOf(settings.ussd, said);
  const arrive = (): void => {
    state.ussd = status === 1 ? { said, coming: undefined } : undefined;
    sayUssd(modem, status, answer);
  };
  if (settings.ussdEarly) {
    arrive();
    return ok();
  }
  state.ussd = { said, coming: undefined };
  const later = (): void => {
    if (afterMs === 0) arrive();
    else state.ussd = { said, coming: modem.inBackground(timer(afterMs), arrive) };
  };
  return { ...ok(), later };
};

const cancel = ({ state }: HandlerContext): Reply => {
  state.ussd?.coming?.unsubscribe();
  state.ussd = undefined;
  return ok();
};

/** The network begins a session, where `AT+CUSD=1` asked for its reports. */
export const beginUssd = (modem: HandlerContext, text: string, asks: boolean): void => {
  const { state } = modem;
  if (state.settings.get('+CUSD') !== '1') return;
  state.ussd = asks ? { said: [], coming: undefined } : undefined;
  sayUssd(modem, asks ? 1 : 0, text);
};

export const ussdHandlers: readonly Handler[] = [
  // Without a code it only enables +CUSD.
  handle(ussdSend, ({ mode, code }, modem) => {
    if (mode < 0 || mode > 2) return refused();
    modem.state.settings.set('+CUSD', mode === 0 ? '0' : '1');
    if (mode === 2) return cancel(modem);
    return mode === 1 && code !== undefined ? sendUssd(modem, code) : ok();
  }),
  handle(emulatedForm('+CUSD?'), (_, { state }) =>
    ok(spokenLine(`+CUSD: ${state.settings.get('+CUSD') ?? '0'}`, 'info')),
  ),
];
