import { decodePdu } from './decodePdu';
import type { Pdu } from './pdu';

/** A message as a listing shows it: its digits and what the modem says of them. */
interface Stored {
  readonly digits: string;
  /** Octets without the service centre, as the modem says; missing where it says none. */
  readonly tpduLength?: number | undefined;
  /** `unread`, `read`, `stored-unsent` or `stored-sent`. */
  readonly status: string;
}

/** Reads a message that lies in the modem: one that came, or an outgoing one; `malformed` if it is neither. */
export const decodeStored = ({ digits, tpduLength, status }: Stored): Pdu =>
  decodePdu(digits, {
    direction: status.startsWith('stored-') ? 'sent' : 'received',
    ...(tpduLength === undefined ? {} : { tpduLength }),
  });
