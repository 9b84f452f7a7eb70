import { address, type Address } from '../../../../pdu/address';
import { dataCoding, type DataCoding } from '../../../../pdu/dataCoding';
import { encodePdu } from '../../../../pdu/encodePdu';
import { gsm7 } from '../../../../pdu/gsm7';
import { hex } from '../../../../pdu/hex';
import { messageParts } from '../../../../pdu/messageParts';
import { OctetReader } from '../../../../pdu/octetReader';
import type { Submit, SubmitFields } from '../../../../pdu/pdu';
import { userData, type UserData } from '../../../../pdu/userData';
import { userDataHeader } from '../../../../pdu/userDataHeader';
import { validity } from '../../../../pdu/validity';
import { ModemError } from '../../../../grammar/errors/modemError';
import type { HandlerContext } from '../../../core/handler';
import { charset } from './charset';
import { parameters } from './messageSettings';

/** A message of text mode as PDUs: what is typed, and what `AT+CSMP` says of it (27.005 § 3.3.2, § 3.5.1). */

const BIT = { duplicates: 0x04, report: 0x20, header: 0x40, replyPath: 0x80 };
const SILENT = 0x40;
const MAX_DIGITS = 20;
const MAX_OCTETS = 140;
const INTERNATIONAL = 145;
const NO_ADDRESS: Address = Object.freeze({ number: '', type: 129, kind: 'unknown' });

/** The address of a number, as it is typed; `undefined` if it is none. An empty one is no address yet. */
export const addressOf = (typed: string, type?: number): Address | undefined => {
  if (typed === '') return NO_ADDRESS;
  const number = type === INTERNATIONAL && !typed.startsWith('+') ? `+${typed}` : typed;
  return /^\+?[\d*#]+$/.test(number) && number.replace('+', '').length <= MAX_DIGITS
    ? address.dialled(number)
    : undefined;
};

/** The parts of a message; none if it can't be spelled, or is too long for the family. */
export const submitsOf = (modem: HandlerContext, to: Address, typed: string): readonly Submit[] => {
  const { firstOctet = 0, protocol = 0, coding = 0, validity: period = 0 } = parameters.of(modem.state);
  const parts = partsOf(modem, typed, dataCoding.read(coding), (firstOctet & BIT.header) !== 0);
  return parts.map((part) => {
    const fields: SubmitFields = {
      kind: 'submit',
      serviceCentre: undefined,
      to,
      reference: 0,
      protocol,
      isSilent: protocol === SILENT,
      validity: validity.read(new OctetReader(Uint8Array.of(period)), (firstOctet >> 3) & 2),
      isReportWanted: (firstOctet & BIT.report) !== 0,
      isDuplicateRejected: (firstOctet & BIT.duplicates) !== 0,
      hasReplyPath: (firstOctet & BIT.replyPath) !== 0,
      ...part,
    };
    return Object.freeze({ ...fields, ...encodePdu(fields) });
  });
};

const partsOf = (
  modem: HandlerContext,
  typed: string,
  coding: DataCoding,
  hasHeader: boolean,
): readonly UserData[] => {
  if (hasHeader || coding.encoding !== 'gsm7') return fromDigits(typed, coding, hasHeader);
  const text = charset.read(typed.replaceAll('\r', '\n'), modem.state);
  return text === undefined ? [] : fromText(modem, text, coding);
};

/** Data, UCS-2 and headers are typed in hexadecimal digits, two for an octet. */
const fromDigits = (typed: string, coding: DataCoding, hasHeader: boolean): readonly UserData[] => {
  const digits = typed.trim();
  const octets = hex.read(digits);
  if (2 * octets.length !== digits.length || octets.length > MAX_OCTETS) return [];
  if (!hasHeader) return [userData.make({ coding, units: octets })];
  const length = (octets[0] ?? 0) + 1;
  if (length > octets.length || coding.encoding === 'gsm7') return [];
  const header = userDataHeader.read(new OctetReader(octets.subarray(1, length)));
  return [userData.make({ coding, header, units: octets.subarray(length) })];
};

/** Letters that the GSM alphabet lacks make it UCS-2. */
const fromText = (
  { family, card }: HandlerContext,
  text: string,
  coding: DataCoding,
): readonly UserData[] => {
  const encoding = gsm7.encode(text) ? 'gsm7' : 'ucs2';
  try {
    return messageParts({
      text,
      encoding,
      class: coding.class,
      maxParts: family.messages.maxTextParts,
      reference: card.nextJoining(),
    });
  } catch (error) {
    if (error instanceof ModemError && error.reason.kind === 'invalid-argument') return [];
    throw error;
  }
};
