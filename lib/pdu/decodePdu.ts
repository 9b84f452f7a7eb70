import { address } from './address';
import { dataCoding } from './dataCoding';
import { hex } from './hex';
import { OctetReader } from './octetReader';
import type { DeliverFields, Malformed, Pdu, StatusReportFields, SubmitFields } from './pdu';
import { reportStatus } from './reportStatus';
import { timestamp } from './timestamp';
import { userData } from './userData';
import { validity } from './validity';

/** What is known of a PDU beside its digits. */
export interface DecodeOptions {
  /**
   * The number that stood beside it (`+CMGR: 0,,28`): octets without the service centre. It tells whether the service centre is
   * there, which a few modems leave out.
   */
  readonly tpduLength?: number;
  /**
   * `'received'`: only what comes from the network (stat 0 and 1). `'sent'`: only what goes to it (stat 2 and 3). By default the
   * type in the first octet decides.
   */
  readonly direction?: 'received' | 'sent';
}

const [DELIVER, SUBMIT, STATUS_REPORT, RESERVED] = [0, 1, 2, 3];
const SILENT = 0x40;
const FLAG = { more: 0x04, duplicates: 0x04, loop: 0x08, report: 0x20, header: 0x40, replyPath: 0x80 };

/**
 * Reads a message as a modem gives it, in hexadecimal digits: `+CMGR`, `+CMGL`, `+CMT`, `+CDS` (3GPP 27.005 § 3.1, 23.040 § 9.2).
 *
 *     07915155009099F9 04 0B915155100000F1 00 00 20806291731408 0CC8F71D14969741F977FD07
 *     { kind: 'deliver', from: { number: '+15550100001' … }, text: 'How are you?', sentAt: { at: '2002-08-26T19:37:41+00:00' … } … }
 *
 * It never throws: what can't be read is `{ kind: 'malformed' }`, with its octets, what is wrong and where. Octets behind the last
 * field are ignored; a time that is none is `undefined`.
 */
export const decodePdu = (pdu: string, options: DecodeOptions = {}): Pdu => {
  const raw = pdu.trim().toUpperCase();
  const octets = hex.read(raw);
  const malformed = (field: string, problem: string, atOctet: number): Malformed =>
    Object.freeze({ kind: 'malformed', raw, octets, field, problem, atOctet });
  if (2 * octets.length !== raw.length)
    return malformed('hexadecimal digits', 'two digits 0-9 A-F are an octet', octets.length);
  const reader = new OctetReader(octets);
  const serviceCentre = hasCentre(octets, options) ? address.readCentre(reader) : undefined;
  const tpduLength = reader.left;
  const fields = readTpdu(reader, serviceCentre, options);
  if (reader.problem || !fields) {
    const { field, problem, atOctet } = reader.problem ?? UNKNOWN;
    return malformed(field, problem, atOctet);
  }
  return Object.freeze({ ...fields, raw, tpduLength });
};

const UNKNOWN = { field: 'type', problem: 'is none that is read', atOctet: 0 };

type Centre = DeliverFields['serviceCentre'];
type Fields = DeliverFields | SubmitFields | StatusReportFields;

/** Without a fitting count the service centre is taken to be there. */
const hasCentre = (octets: Uint8Array, { tpduLength }: DecodeOptions): boolean =>
  tpduLength !== octets.length || 1 + (octets[0] ?? 0) + tpduLength === octets.length;

const readTpdu = (reader: OctetReader, centre: Centre, { direction }: DecodeOptions): Fields | undefined => {
  const first = reader.octet('type');
  const type = first & 3;
  if (direction !== 'sent') {
    if (type === DELIVER || type === RESERVED) return deliver(reader, centre, first);
    if (type === STATUS_REPORT) return report(reader, centre, first);
  }
  if (type === SUBMIT && direction !== 'received') return submit(reader, centre, first);
  const [one, other] =
    direction === 'sent' ? ['DELIVER-REPORT', 'COMMAND'] : ['SUBMIT-REPORT', 'SUBMIT-REPORT'];
  reader.fail('type', `a ${type === STATUS_REPORT ? other : one} is no message`);
  return undefined;
};

const deliver = (reader: OctetReader, serviceCentre: Centre, first: number): DeliverFields => {
  const from = address.read(reader, 'originating address');
  const protocol = reader.octet('protocol identifier');
  const coding = dataCoding.read(reader.octet('data coding scheme'));
  const sentAt = timestamp.read(reader.take(timestamp.OCTETS, 'service centre time stamp'));
  return {
    kind: 'deliver',
    serviceCentre,
    from,
    sentAt,
    protocol,
    isSilent: protocol === SILENT,
    hasMore: (first & FLAG.more) === 0,
    isLoopPrevented: (first & FLAG.loop) !== 0,
    isReportWanted: (first & FLAG.report) !== 0,
    hasReplyPath: (first & FLAG.replyPath) !== 0,
    ...userData.read(reader, coding, (first & FLAG.header) !== 0),
  };
};

const submit = (reader: OctetReader, serviceCentre: Centre, first: number): SubmitFields => {
  const reference = reader.octet('message reference');
  const to = address.read(reader, 'destination address');
  const protocol = reader.octet('protocol identifier');
  const coding = dataCoding.read(reader.octet('data coding scheme'));
  return {
    kind: 'submit',
    serviceCentre,
    to,
    reference,
    protocol,
    isSilent: protocol === SILENT,
    validity: validity.read(reader, first >> 3),
    isReportWanted: (first & FLAG.report) !== 0,
    isDuplicateRejected: (first & FLAG.duplicates) !== 0,
    hasReplyPath: (first & FLAG.replyPath) !== 0,
    ...userData.read(reader, coding, (first & FLAG.header) !== 0),
  };
};

const report = (reader: OctetReader, serviceCentre: Centre, first: number): StatusReportFields => {
  const reference = reader.octet('message reference');
  const to = address.read(reader, 'recipient address');
  return {
    kind: 'status-report',
    serviceCentre,
    reference,
    to,
    sentAt: timestamp.read(reader.take(timestamp.OCTETS, 'service centre time stamp')),
    dischargedAt: timestamp.read(reader.take(timestamp.OCTETS, 'discharge time')),
    status: reportStatus(reader.octet('status')),
    hasMore: (first & FLAG.more) === 0,
    isLoopPrevented: (first & FLAG.loop) !== 0,
    isOfCommand: (first & FLAG.report) !== 0,
    ...optionalFields(reader.rest(), (first & FLAG.header) !== 0),
  };
};

const [HAS_PROTOCOL, HAS_CODING, HAS_USER_DATA, HAS_NEXT] = [1, 2, 4, 0x80];
const GSM7 = 0;

/** What may stand behind the status (23.040 § 9.2.3.27). Other octets stand there, too: what can't be read is no field. */
const optionalFields = (
  reader: OctetReader,
  hasHeader: boolean,
): Pick<StatusReportFields, 'protocol' | 'userData'> => {
  const indicator = reader.left > 0 ? reader.octet('parameter indicator') : 0;
  for (let next = indicator; (next & HAS_NEXT) !== 0;) next = reader.octet('parameter indicator');
  const protocol = indicator & HAS_PROTOCOL ? reader.octet('protocol identifier') : undefined;
  const coding = dataCoding.read(indicator & HAS_CODING ? reader.octet('data coding scheme') : GSM7);
  const text = indicator & HAS_USER_DATA ? userData.read(reader, coding, hasHeader) : undefined;
  return reader.problem ? { protocol: undefined, userData: undefined } : { protocol, userData: text };
};
