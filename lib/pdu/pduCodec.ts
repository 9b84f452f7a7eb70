import { decodePdu } from './decodePdu';
import { encodeDeliver, encodeStatusReport } from './encodeDeliver';
import { encodeSubmit } from './encodeSubmit';
import { fit } from './fit';

/**
 * Messages as octets, both ways and pure (3GPP 23.040, 23.038): for those who have PDUs from elsewhere. `sms` uses it.
 *
 *     pduCodec.decode('07915155009099F904…')                       ⇒ { kind: 'deliver', from: { number: '+15550100001' … }, text … }
 *     pduCodec.encodeSubmit({ to: '+15550100001', text: 'hello' })   ⇒ [{ raw: '0001000B91…', tpduLength: 18 … }]
 */
export const pduCodec = Object.freeze({
  /** Reads what a modem gives. It never throws: what can't be read is `{ kind: 'malformed' }`. */
  decode: decodePdu,
  /** Writes a message to the network, one PDU a part. */
  encodeSubmit,
  /** Writes a message from the network, one PDU a part. */
  encodeDeliver,
  /** Writes a report from the network. */
  encodeStatusReport,
  /** Tells how many messages a text takes. */
  fit,
});
