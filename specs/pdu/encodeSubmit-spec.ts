import type { Reason } from '../../lib/grammar/errors/reason';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { decodePdu } from '../../lib/pdu/decodePdu';
import { encodeDeliver, encodeStatusReport } from '../../lib/pdu/encodeDeliver';
import { encodeSubmit, type SubmitRequest } from '../../lib/pdu/encodeSubmit';
import { vectors } from './vectors';

const to = '+15550100123';

const pduOf = (name: string): string => vectors.vectors.find((vector) => vector.name === name)?.pdu ?? '';

/** Why it is refused; fails if it is not. */
const refusal = (request: Partial<SubmitRequest>): Reason | undefined => {
  try {
    encodeSubmit({ to, ...request });
    return undefined;
  } catch (error) {
    if (error instanceof ModemError) return error.reason;
    throw error;
  }
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('a message to be sent', () => {
  const data = Uint8Array.from({ length: 16 }, (_, at) => at);
  it.each<[vector: string, request: SubmitRequest]>([
    ['submit-relative-validity', { to: '+15550100011', text: 'hellohello', validityMs: 4 * DAY_MS }],
    ['submit-vp-5-minutes', { to, text: 'hi', validityMs: 1 }],
    ['submit-vp-12h30', { to, text: 'hi', validityMs: 12.25 * HOUR_MS }],
    ['submit-vp-63-weeks', { to, text: 'hi', validityMs: 63 * 7 * DAY_MS }],
    ['submit-vp-absolute-negative-zone', { to, text: 'hi', validUntil: '2024-12-31T23:59:59-03:30' }],
    ['submit-replace-type-1', { to, text: 'latest state', replaces: 1 }],
    ['submit-silent-type-0', { to, text: '', protocol: 64 }],
    ['submit-short-code', { to: '70700', text: 'STOP' }],
    ['submit-service-code', { to: '*#100#', text: 'hi' }],
    ['submit-seven-letters', { to, text: '1234567' }],
    ['submit-flash-ucs2', { to, text: 'Внимание', class: 0, validityMs: 4 * DAY_MS }],
    ['submit-8bit-ports', { to, data, ports: { destination: 9204, source: 10000 } }],
    [
      'submit-8bit-port8',
      { to, data: Uint8Array.of(0, 0x1a, 0x1b, 0xff), ports: { destination: 240, source: 241 } },
    ],
    ['submit-ucs2-zwj-family', { to, text: '👨‍👩‍👧' }],
  ])('is written as %s', (name, request) => {
    expect(encodeSubmit(request).map(({ raw }) => raw)).toEqual([pduOf(name)]);
  });

  it('is split before an escaped letter, and before a surrogate pair', () => {
    const escaped = encodeSubmit({ to, text: `${'A'.repeat(152)}€${'B'.repeat(10)}`, reference: 0x42 });
    expect(escaped.map(({ raw }) => raw)).toEqual(
      ['submit-split-escape-1of2', 'submit-split-escape-2of2'].map(pduOf),
    );

    const [first] = encodeSubmit({ to, text: `${'я'.repeat(66)}😀${'я'.repeat(5)}`, reference: 0x44 });
    expect(first?.raw).toBe(pduOf('submit-ucs2-67-surrogate-1of2'));

    const [wide] = encodeSubmit({ to, text: 'D'.repeat(153 + 10), reference: 3000, referenceBits: 16 });
    expect(wide?.raw).toBe(pduOf('submit-concat16-152-1of2'));
  });

  it('has a report, a centre and the flags that were asked for', () => {
    const [sent] = encodeSubmit({
      to,
      text: 'hi',
      report: true,
      rejectDuplicates: true,
      replyPath: true,
      serviceCentre: '+15550009999',
    });

    expect(sent?.raw).toMatch(/^07915155009099F9A5/);
    expect(decodePdu(sent?.raw ?? '')).toMatchObject({
      isReportWanted: true,
      isDuplicateRejected: true,
      hasReplyPath: true,
      serviceCentre: { number: '+15550009999' },
    });
  });

  it('is written in 7 bits of a language that is asked for, if that takes fewer parts', () => {
    const text = 'ğşı'.repeat(30);
    const [turkish, ...more] = encodeSubmit({ to, text, languages: ['tr'] });

    expect(encodeSubmit({ to, text, reference: 1 })).toHaveLength(2);
    expect(turkish).toMatchObject({ text, lockingShift: 1, coding: { encoding: 'gsm7' } });
    expect(more).toEqual([]);
  });

  it('has letters changed that the alphabet lacks, if that is allowed', () => {
    const [sent] = encodeSubmit({ to, text: 'It’s “fine” – ça va… ó\u00a0ž', lossy: true });

    expect(sent?.text).toBe('It\'s "fine" - Ça va... o z');
    expect(encodeSubmit({ to, text: 'я’', lossy: true })[0]?.text).toBe("я'");
  });
});

describe('what can’t be spelled is refused, and said', () => {
  it.each<[argument: string, request: Partial<SubmitRequest>, problem: string]>([
    ['to', { to: '', text: 'hi' }, '1 to 20 digits'],
    ['to', { to: '1'.repeat(21), text: 'hi' }, '1 to 20 digits'],
    ['to', { to: 'Sender', text: 'hi' }, '1 to 20 digits'],
    ['text', {}, 'either text or data'],
    ['text', { text: 'hi', data: new Uint8Array() }, 'either text or data'],
    ['text', { text: 'ab\ud83d' }, 'half a surrogate pair stands alone at 2'],
    ['text', { text: 'it’s', encoding: 'gsm7' }, '"’" at 2 is not in the GSM 7-bit alphabet'],
    ['text', { text: 'x'.repeat(161), reference: 1, maxParts: 1 }, 'it takes 2 messages, 1 are allowed'],
    ['text', { text: 'x'.repeat(255 * 153 + 1), reference: 1 }, 'it takes 256 messages, 255 are allowed'],
    ['data', { data: new Uint8Array(141), reference: 1, maxParts: 1 }, 'it takes 2 messages'],
    ['reference', { text: 'x'.repeat(161) }, 'a message of 2 parts needs a reference from 0 to 255'],
    ['reference', { text: 'x'.repeat(161), reference: 256 }, 'from 0 to 255'],
    ['ports', { text: 'hi', ports: { destination: 70_000, source: 1 } }, 'a port of 16 bits is 0 to 65535'],
    ['class', { text: 'hi', class: Number('4') as 0 }, 'class 0, 1, 2 or 3'],
    ['languages', { text: 'ş', languages: ['de'] }, 'de has no table'],
    ['validityMs', { text: 'hi', validityMs: 0 }, 'more than 0 ms'],
    ['validityMs', { text: 'hi', validityMs: Number.NaN }, 'more than 0 ms'],
    ['validityMs', { text: 'hi', validityMs: 64 * 7 * DAY_MS }, '63 weeks'],
    ['validUntil', { text: 'hi', validUntil: '2024-02-30T00:00:00Z' }, 'ISO 8601'],
    ['validUntil', { text: 'hi', validUntil: 'tomorrow' }, 'ISO 8601'],
    ['validUntil', { text: 'hi', validUntil: new Date(Number.NaN) }, 'the date is invalid'],
    ['replaces', { text: 'hi', replaces: 8 }, '1 to 7'],
    ['protocol', { text: 'hi', protocol: 256 }, '0 to 255'],
    ['serviceCentre', { text: 'hi', serviceCentre: 'centre' }, '1 to 20 digits'],
  ])('%s: %j', (name, request, problem) => {
    expect(refusal(request)).toEqual({
      kind: 'invalid-argument',
      name,
      problem: expect.stringContaining(problem),
    });
  });
});

describe('the side of the network', () => {
  const common = { sentAt: '2024-05-17T09:30:00+02:00', serviceCentre: '+15550009999' };

  it('delivers from a number and from a name', () => {
    const [named] = encodeDeliver({ ...common, from: 'A&B [x]', text: 'hi' });
    const [long] = encodeDeliver({ ...common, from: 'Information', text: 'code 123456' });

    expect(named?.raw).toBe(pduOf('deliver-alnum-extension'));
    expect(long?.raw).toBe(pduOf('deliver-eleven-letters'));
    expect(() => encodeDeliver({ ...common, from: 'twelve chars', text: 'hi' })).toThrow(
      'at most 11 letters',
    );
  });

  it('reports what became of a message', () => {
    const report = encodeStatusReport({
      ...common,
      reference: 42,
      to,
      dischargedAt: '2024-05-17T09:30:04+02:00',
      status: 0,
    });

    expect(report.raw).toBe(pduOf('status-report-delivered'));
    expect(report.status).toEqual({ code: 0, state: 'delivered', meaning: 'received by the recipient' });
  });
});
