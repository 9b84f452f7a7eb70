import { hex } from '../../../../pdu/hex';
import type { Deliver, Malformed, Pdu, StatusReport, Submit } from '../../../../pdu/pdu';
import type { Timestamp } from '../../../../pdu/timestamp';
import { userData } from '../../../../pdu/userData';
import type { HandlerContext } from '../../../core/handler';
import { charset } from './charset';
import { details } from './messageSettings';

/** Messages as text mode shows them: 27.005 § 3.4. */

const QUARTER_MINUTES = 15;
const UNKNOWN_TIME = '00/00/00,00:00:00+00';

/** A moment as text mode has it: `yy/MM/dd,hh:mm:ss±zz`, zz in quarters of an hour. */
export const clockOf = (moment: Timestamp | undefined): string => {
  if (!moment) return UNKNOWN_TIME;
  const { at, offsetMinutes } = moment;
  const quarters = String(Math.abs(offsetMinutes) / QUARTER_MINUTES).padStart(2, '0');
  const local = at.slice(2, 'yyyy-mm-ddThh:mm:ss'.length).replaceAll('-', '/').replace('T', ',');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${quarters}`;
};

type Message = Deliver | Submit;
type Fields = readonly (string | number)[];

const isPlainText = ({ coding, hasHeader }: Message): boolean => coding.encoding === 'gsm7' && !hasHeader;

/** Header and data as octets, the count in front left out. */
const octetsOf = (message: Message): Uint8Array => userData.write(message).subarray(1);

/** What a message says: hexadecimal digits if it is not in the GSM alphabet or has a header, in any character set. */
export const shownBody = (pdu: Pdu, { state }: HandlerContext): string => {
  if (pdu.kind === 'malformed' || pdu.kind === 'status-report') return pdu.raw;
  return isPlainText(pdu) ? charset.show7(pdu.text ?? '', state) : hex.write(octetsOf(pdu));
};

const lengthOf = (message: Message): number =>
  isPlainText(message) ? (message.text ?? '').length : octetsOf(message).length;

/** The first octet of a PDU, behind the service centre. */
const firstOctet = ({ raw }: Pdu): number => {
  const behind = 2 + 2 * Number.parseInt(raw.slice(0, 2), 16);
  return Number.parseInt(raw.slice(behind, behind + 2), 16) || 0;
};

const quoted = (text: string, { state }: HandlerContext): string => `"${charset.show(text, state)}"`;

/** What `AT+CSDH=1` adds: all of it, or as in lists type and length alone. */
const tail = (message: Message, modem: HandlerContext, isWhole: boolean): Fields => {
  if (!details.of(modem.state).on) return [];
  const { type } = message.kind === 'deliver' ? message.from : message.to;
  if (!isWhole) return [type, lengthOf(message)];
  const { centre } = modem.card;
  const validity =
    message.kind === 'deliver' ? [] : [message.validity?.format === 'relative' ? message.validity.code : ''];
  return [
    ...[type, firstOctet(message), message.protocol, message.coding.octet, ...validity],
    ...[quoted(centre, modem), centre.startsWith('+') ? 145 : 129, lengthOf(message)],
  ];
};

const reportFields = (report: StatusReport, modem: HandlerContext): Fields => [
  ...[firstOctet(report), report.reference, quoted(report.to.number, modem), report.to.type],
  ...[`"${clockOf(report.sentAt)}"`, `"${clockOf(report.dischargedAt)}"`, report.status.code],
];

const unreadable = ({ raw }: Malformed): Fields => ['""', '', `"${UNKNOWN_TIME}"`, raw.length / 2];

/** The fields of a message in `+CMT`, or behind its state in `+CMGR`; in lists fewer. */
export const shownFields = (pdu: Pdu, modem: HandlerContext, isWhole = true): Fields => {
  switch (pdu.kind) {
    case 'deliver':
      return [
        ...[quoted(pdu.from.number, modem), '', `"${clockOf(pdu.sentAt)}"`],
        ...tail(pdu, modem, isWhole),
      ];
    case 'submit':
      return [quoted(pdu.to.number, modem), '', ...tail(pdu, modem, isWhole)];
    case 'status-report':
      return reportFields(pdu, modem);
    default:
      return unreadable(pdu);
  }
};

/** Octets that count: all but those of the service centre. */
export const countedOctets = (pdu: Pdu): number =>
  pdu.kind === 'malformed' ? Math.max(0, pdu.octets.length - 1 - (pdu.octets[0] ?? 0)) : pdu.tpduLength;
