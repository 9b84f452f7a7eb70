import { invalidArgument } from '../grammar/errors/modemError';
import { address } from './address';
import { encodePdu } from './encodePdu';
import { messageParts, type MessageBody } from './messageParts';
import type { Submit, SubmitFields } from './pdu';
import { validity } from './validity';

/** A message to be sent. */
export interface SubmitRequest extends MessageBody {
  /** The number, with `+` if it is international. */
  readonly to: string;
  /** Asks the centre for a report. Default no. */
  readonly report?: boolean | undefined;
  /** How long the centre tries, in milliseconds, rounded up to what it knows: up to 63 weeks. Default the centre's own. */
  readonly validityMs?: number | undefined;
  /** Until when the centre tries, instead of `validityMs`. Many centres do not know it. */
  readonly validUntil?: Date | string | undefined;
  /** Replaces the last message of this kind from the same sender, 1 to 7. Default none. */
  readonly replaces?: number | undefined;
  /** The protocol identifier, instead of `replaces`; 64 is a silent message. Default 0. */
  readonly protocol?: number | undefined;
  /** The centre refuses a message that it has already. Default no. */
  readonly rejectDuplicates?: boolean | undefined;
  /** Asks for the reply to go through the same centre. Default no. */
  readonly replyPath?: boolean | undefined;
  /** Default the one that the modem knows (`AT+CSCA`). */
  readonly serviceCentre?: string | undefined;
}

const REPLACE = 0x40;

/**
 * Writes a message as PDUs for `AT+CMGS=<tpduLength>`, one a part (SMS-SUBMIT, 3GPP 23.040 § 9.2.2.2).
 *
 *     encodeSubmit({ to: '+15550100001', text: 'hellohello' })
 *     [{ raw: '0001000B915155100000F100000AE8329BFD4697D9EC37', tpduLength: 22, … }]
 *
 * Fails with `invalid-argument` for what can't be spelled.
 */
export const encodeSubmit = (request: SubmitRequest): readonly Submit[] => {
  const { report = false, rejectDuplicates = false, replyPath = false, serviceCentre } = request;
  const common = {
    kind: 'submit' as const,
    serviceCentre: serviceCentre === undefined ? undefined : address.dialled(serviceCentre, 'serviceCentre'),
    to: address.dialled(request.to),
    reference: 0,
    protocol: protocolOf(request),
    isSilent: protocolOf(request) === REPLACE,
    validity: validityOf(request),
    isReportWanted: report,
    isDuplicateRejected: rejectDuplicates,
    hasReplyPath: replyPath,
  };
  return messageParts(request).map((part) => {
    const fields: SubmitFields = { ...common, ...part };
    return Object.freeze({ ...fields, ...encodePdu(fields) });
  });
};

const validityOf = ({ validityMs, validUntil }: SubmitRequest): SubmitFields['validity'] => {
  if (validityMs !== undefined) return validity.ofMs(validityMs);
  return validUntil === undefined ? undefined : validity.until(validUntil);
};

const protocolOf = ({ replaces, protocol = 0 }: SubmitRequest): number => {
  if (replaces === undefined)
    return Number.isInteger(protocol) && protocol >= 0 && protocol <= 255
      ? protocol
      : invalidArgument('protocol', 'a protocol identifier is 0 to 255');
  return Number.isInteger(replaces) && replaces >= 1 && replaces <= 7
    ? REPLACE + replaces
    : invalidArgument('replaces', 'kinds of messages that are replaced are 1 to 7');
};
