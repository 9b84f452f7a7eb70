import { fit } from '../../pdu/fit';
import { inbox } from './inbox/inbox';
import { sendMessage } from './sending/sendMessage';
import { storedFlows } from './storedFlows';

/**
 * Short messages, whatever the family: cold Observables. Always as PDUs, so that no letter is lost; long texts are split and joined.
 *
 *     sms.send(modem, { to: '+15550100', text: 'Höhe 12 m 😀' })      ⇒ queued, sent
 *     sms.inbox(modem, { into: (message) => store(message) })         ⇒ what is stored, then what comes
 *
 * Fails with `unsupported` where the family or its firmware has no messages.
 */
export const sms = Object.freeze({
  /** Sends a message, in parts if it is long. */
  send: sendMessage,
  /** Receives messages: what is stored, then what comes. */
  inbox,
  /** Lists what the modem holds. */
  list: storedFlows.list,
  /** Reads places. */
  read: storedFlows.read,
  /** Deletes places, all, or what was read. */
  remove: storedFlows.remove,
  /** Tells how many messages a text takes, and which alphabet; needs no modem. */
  fit,
});
