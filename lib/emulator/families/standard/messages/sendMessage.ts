import { asyncScheduler, concatMap, map, type Observable, of, timer } from 'rxjs';
import { encodePdu } from '../../../../pdu/encodePdu';
import type { Submit } from '../../../../pdu/pdu';
import { reportOn } from '../../../network/deliverOf';
import type { SentSms } from '../../../network/smsOutcome';
import type { HandlerContext } from '../../../core/handler';
import { NO_NETWORK, type Refusal } from '../../../core/reply';
import { isRegistered } from '../../../../grammar/isRegistered';
import { receiveMessage } from './receiveMessage';

/** Hands a message to the network, which takes time: 27.005 § 3.5. */

/** The reference of a message that the network took, or why it was refused. */
export type Sent = { readonly reference: number } | { readonly refusal: Refusal };

const [LINK_FOR_A_WHILE, LINK_KEPT] = [1, 2];
/** How long `AT+CMMS=1` keeps the link after a message: 1 to 5 seconds. */
const LINK_MS = 3_000;

/** Sends one PDU. Emits once. */
export const sendMessage = (modem: HandlerContext, pdu: Submit): Observable<Sent> => {
  const { state, smsFaults } = modem;
  if (state.functionality !== 1 || !isRegistered(state.registration)) return of({ refusal: NO_NETWORK });
  const code = smsFaults.nextCode();
  if (code !== undefined) return of({ refusal: { cms: code } });
  const ms = linkedMs(modem);
  return (ms === 0 ? of(ms) : timer(ms)).pipe(
    map(() => submitted(modem, pdu)),
    concatMap((sent) => {
      const late = smsFaults.strikes('lateSms');
      return late ? timer(late.ms).pipe(map(() => sent)) : of(sent);
    }),
  );
};

/** How long it takes, the link included if it is not open; the link stays open as `AT+CMMS` says. */
const linkedMs = ({ state, settings }: HandlerContext): number => {
  const { smsSendMs, smsLinkMs } = settings;
  const now = asyncScheduler.now();
  const ms = smsSendMs + (now <= state.smsLinkUntilMs ? 0 : smsLinkMs);
  const keeps = Number(state.settings.get('+CMMS') ?? 0);
  const keptMs = keeps === LINK_KEPT ? Infinity : keeps === LINK_FOR_A_WHILE ? LINK_MS : -1;
  state.smsLinkUntilMs = now + ms + keptMs;
  return ms;
};

const submitted = (modem: HandlerContext, given: Submit): Sent => {
  const { network, settings, card, smsFaults } = modem;
  const reference = card.nextReference();
  const isEarly = given.isReportWanted && smsFaults.strikes('earlyReports') !== undefined;
  const pdu = withReference(given, reference, given.isReportWanted && !isEarly);
  const message: SentSms = { from: settings.number, to: pdu.to.number, text: pdu.text, reference, pdu };
  const cms = network.submit(message);
  if (cms !== undefined) return { refusal: { cms } };
  if (isEarly) reportEarly(modem, message);
  return { reference };
};

/** The modem counts the messages itself (23.040 § 9.2.3.6). */
const withReference = (pdu: Submit, reference: number, isReportWanted: boolean): Submit => {
  const fields = { ...pdu, reference, isReportWanted };
  return Object.freeze({ ...fields, ...encodePdu(fields) });
};

const RECEIVED = 0;

const reportEarly = (modem: HandlerContext, message: SentSms): void => {
  const now = asyncScheduler.now();
  const stamp = { serviceCentre: modem.network.serviceCentre, takenAtMs: now };
  receiveMessage(modem, reportOn(message, stamp, { status: RECEIVED, atMs: now })).subscribe();
};
