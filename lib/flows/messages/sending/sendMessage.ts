import { concat, defer, type Observable, of } from 'rxjs';
import type { Modem } from '../../../modem/modem';
import { messagesOf } from '../messagesOf';
import { partStates } from './partStates';
import { reportedSending } from './reportedSending';
import type { SendEvent } from './sendEvent';
import { sendParts, unsure } from './sendParts';
import { outgoingOf, type SmsRequest } from './outgoingOf';

/**
 * Sends a message, in parts if it is long: a cold Observable of what happens to each part.
 *
 *     sms.send(modem, { to: '+15550100', text: 'Höhe 12 m', report: true })
 *     subscribe   s
 *     modem         CMGF=0 CMGS=23 > … +CMGS: 17          +CDS
 *     events      q-------------------s---------------------d|
 *     q queued    s sent, reference 17    d delivered
 *
 * Without `report` it completes when the network took all parts; with it when each was delivered, was given up by the service
 * centre (`failed`), or nothing was reported in time (`unreported`). A part that was surely not sent is tried again by the class of
 * the refusal (3GPP 24.011 annex E, 27.005 § 3.2.5). A part that may have been sent is never sent again: it is `unknown`, the others
 * go on, and the flow fails at its end with `mayBeDone`, unless a report says that it was delivered.
 *
 * Unsubscribing leaves the prompt by ESC before the message is given; a message that was given is on its way.
 *
 * Fails with `invalid-argument` and `unsupported` before anything is written; `cms`, `cme` and `refused` as the modem refuses;
 * `timeout`, `reset`, `closed`.
 */
export const sendMessage = (modem: Modem, request: SmsRequest): Observable<SendEvent> =>
  defer(() => {
    const dialect = messagesOf(modem);
    const outgoing = outgoingOf(modem, request);
    const sending = { modem, dialect, outgoing, parts: partStates(outgoing.pdus) };
    const sent = outgoing.wantsReport ? reportedSending(sending) : sendParts(sending);
    return modem.keepOpen(
      concat(
        of(outgoing.queued),
        sent,
        defer(() => unsure(sending)),
      ),
    );
  });
