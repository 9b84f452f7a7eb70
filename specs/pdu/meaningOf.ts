import type { Address } from '../../lib/pdu/address';
import { hex } from '../../lib/pdu/hex';
import type { Deliver, Pdu, StatusReport, Submit } from '../../lib/pdu/pdu';
import type { UserData } from '../../lib/pdu/userData';
import type { Validity } from '../../lib/pdu/validity';

/** Fields without a value are left out, as the vectors do it. */
const present = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const addressOf = ({ number, type, kind }: Address): object => ({ number, typeOfAddress: type, kind });

const two = (value: number): string => String(value).padStart(2, '0');

const validityOf = (validity: Validity | undefined): object | null => {
  switch (validity?.format) {
    case 'relative':
      return { format: 'relative', value: validity.code, minutes: validity.seconds / 60 };
    case 'absolute':
      return { format: 'absolute', until: validity.until?.at };
    case 'enhanced': {
      const { octets, seconds = 0 } = validity;
      const [functionality = 0, value] = octets;
      const common = { format: 'enhanced', functionality, singleShot: validity.isSingleShot };
      if ((functionality & 7) === 1) return { ...common, value, minutes: seconds / 60 };
      if ((functionality & 7) === 2) return { ...common, seconds };
      const hms = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => two(Math.floor(part)));
      return { ...common, hms: hms.join(':') };
    }
    default:
      return null;
  }
};

const userDataOf = (userData: UserData): object => {
  const { coding, header, hasHeader, concat, ports, singleShift, lockingShift, text, data } = userData;
  const { encoding, waiting } = coding;
  return present({
    dcs: coding.octet,
    alphabet: encoding === 'binary' ? '8bit' : encoding,
    class: coding.class ?? null,
    waiting: waiting && { kind: waiting.what, active: waiting.isActive, discard: !waiting.isStored },
    udh: hasHeader ? header.map(({ id, data: octets }) => ({ iei: id, data: hex.write(octets) })) : undefined,
    concat,
    ports,
    singleShift,
    lockingShift,
    text,
    data: data && hex.write(data),
  });
};

const deliverOf = (pdu: Deliver): object => ({
  type: 'DELIVER',
  moreMessages: pdu.hasMore,
  loopPrevention: pdu.isLoopPrevented,
  statusReportIndication: pdu.isReportWanted,
  udhi: pdu.hasHeader,
  replyPath: pdu.hasReplyPath,
  originator: addressOf(pdu.from),
  ...present({ scts: pdu.sentAt?.at }),
  pid: pdu.protocol,
  ...userDataOf(pdu),
});

const submitOf = (pdu: Submit): object => ({
  type: 'SUBMIT',
  rejectDuplicates: pdu.isDuplicateRejected,
  statusReportRequest: pdu.isReportWanted,
  udhi: pdu.hasHeader,
  replyPath: pdu.hasReplyPath,
  reference: pdu.reference,
  destination: addressOf(pdu.to),
  validity: validityOf(pdu.validity),
  pid: pdu.protocol,
  ...userDataOf(pdu),
});

const reportOf = (pdu: StatusReport): object => ({
  type: 'STATUS-REPORT',
  moreMessages: pdu.hasMore,
  loopPrevention: pdu.isLoopPrevented,
  commandReport: pdu.isOfCommand,
  udhi: pdu.userData?.hasHeader ?? false,
  reference: pdu.reference,
  recipient: addressOf(pdu.to),
  scts: pdu.sentAt?.at,
  discharge: pdu.dischargedAt?.at,
  status: pdu.status.code,
  ...present({ pid: pdu.protocol }),
  ...(pdu.userData && userDataOf(pdu.userData)),
});

/** What was decoded, by the names of the vectors. */
export const meaningOf = (pdu: Pdu): object => {
  if (pdu.kind === 'malformed') return pdu;
  const { number, type } = pdu.serviceCentre ?? {};
  const centre = { smsc: number ?? null, ...present({ smscType: type }) };
  if (pdu.kind === 'deliver') return { ...centre, ...deliverOf(pdu) };
  return { ...centre, ...(pdu.kind === 'submit' ? submitOf(pdu) : reportOf(pdu)) };
};
