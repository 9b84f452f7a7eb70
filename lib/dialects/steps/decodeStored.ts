import { decodePdu } from '../../pdu/decodePdu';
import type { Pdu } from '../../pdu/pdu';
import type { StoredPdu } from '../messagesDialect';

/** Reads what lies in the modem: a message that came, or one of its own; `malformed` where it is neither. */
export const decodeStored = ({ digits, tpduLength, status }: StoredPdu): Pdu =>
  decodePdu(digits, {
    direction: status.startsWith('stored-') ? 'sent' : 'received',
    ...(tpduLength === undefined ? {} : { tpduLength }),
  });
