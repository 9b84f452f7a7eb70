import { isTransient } from '../../../lib/grammar/errors/isTransient';
import type { Reason } from '../../../lib/grammar/errors/reason';
import { everyReason } from '../../helpers/reasons';

const command = 'AT+X';
const cme = (code: number | undefined): Reason => ({ kind: 'cme', command, code, text: '' });
const cms = (code: number): Reason => ({ kind: 'cms', command, code, text: '' });
const http = (code: number): Reason => ({ kind: 'http', code });
const ftp = (code: number): Reason => ({ kind: 'ftp', code });
const status = (code: number): Reason => ({
  kind: 'http-status',
  head: { status: code, length: 0, headers: {} },
  body: new Uint8Array(),
});
const late = (phase: Extract<Reason, { kind: 'timeout' }>['phase']): Reason => ({
  kind: 'timeout',
  phase,
  waitedMs: 1,
});

describe('isTransient', () => {
  it.each<[Reason]>([
    [cme(14)],
    [cme(31)],
    [cme(151)],
    [cms(42)],
    [cms(314)],
    [{ kind: 'closed', where: 'port', reconnects: true }],
    [http(601)],
    [http(604)],
    [http(703)],
    [http(705)],
    [http(714)],
    [ftp(61)],
    [ftp(64)],
    [status(408)],
    [status(429)],
    [status(503)],
    [late('answer')],
    [late('input')],
    [late('result')],
    [late('data')],
    [late('resynchronise')],
    [everyReason.corrupt],
    [everyReason.reset],
    [everyReason.unreadable],
    [everyReason.length],
    [everyReason.network],
  ])('takes %j for something that passes', (reason) => {
    expect(isTransient(reason)).toBe(true);
  });

  it.each<[Reason]>([
    [cme(10)],
    [cme(undefined)],
    [cms(310)],
    [{ kind: 'closed', where: 'port' }],
    [http(600)],
    [http(602)],
    [http(719)],
    [http(9_999)],
    [ftp(72)],
    [ftp(77)],
    [ftp(9_999)],
    [status(301)],
    [status(404)],
    [status(501)],
    [late('total')],
    [late('bring-up')],
    [everyReason.refused],
    [everyReason.cms],
    [everyReason.ended],
    [everyReason.port],
    [everyReason.closed],
    [everyReason['invalid-argument']],
    [everyReason.unsupported],
    [everyReason.cancelled],
    [everyReason.range],
  ])('takes %j for something that stays', (reason) => {
    expect(isTransient(reason)).toBe(false);
  });
});
