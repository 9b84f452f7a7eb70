/** What became of a message, as a report says it. */
export interface ReportStatus {
  readonly code: number;
  /** `pending`: the centre goes on trying, and another report follows. */
  readonly state: 'delivered' | 'pending' | 'failed';
  readonly meaning: string;
}

const MEANINGS: Readonly<Record<number, string>> = {
  0x00: 'received by the recipient',
  0x01: 'handed on; the centre cannot say whether it was received',
  0x02: 'replaced by the centre',
  0x40: 'error of the remote procedure',
  0x41: 'incompatible destination',
  0x42: 'rejected by the recipient',
  0x43: 'recipient not obtainable',
  0x44: 'quality of service not available',
  0x45: 'no interworking available',
  0x46: 'validity period expired',
  0x47: 'deleted by the sender',
  0x48: 'deleted by the administration of the centre',
  0x49: 'the centre does not know the message',
};

/** 20 to 25 while the centre goes on trying, 60 to 65 after it gave up. */
const TEMPORARY: readonly string[] = [
  'congestion',
  'recipient busy',
  'no response from the recipient',
  'service rejected',
  'quality of service not available',
  'error at the recipient',
];

const [FIRST_PENDING, FIRST_FAILED, FIRST_GIVEN_UP, FIRST_RESERVED] = [0x20, 0x40, 0x60, 0x80];

const stateOf = (code: number): ReportStatus['state'] => {
  if (code < FIRST_PENDING) return 'delivered';
  return code < FIRST_FAILED ? 'pending' : 'failed';
};

const temporary = (code: number): string => TEMPORARY[code & 0x1f] ?? `temporary error ${code}`;

const meaningOf = (code: number): string => {
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  if (code < FIRST_PENDING) return `done (${code})`;
  if (code < FIRST_FAILED) return `${temporary(code)}; the centre goes on trying`;
  if (code < FIRST_GIVEN_UP) return `permanent error ${code}`;
  return code < FIRST_RESERVED
    ? `${temporary(code)}; the centre gave up`
    : `unknown status ${code}, taken as a failure`;
};

/** Reads the status of a report (3GPP 23.040 § 9.2.3.15); unknown codes by their range. */
export const reportStatus = (code: number): ReportStatus =>
  Object.freeze({ code, state: stateOf(code), meaning: meaningOf(code) });
