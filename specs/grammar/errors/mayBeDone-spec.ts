import { ModemError, type Reason } from '../../../lib';
import { mayBeDone, maybeDoneAfter } from '../../../lib/grammar/errors/mayBeDone';

const unsure: readonly Reason[] = [
  { kind: 'timeout', phase: 'answer', waitedMs: 1 },
  { kind: 'unreadable', command: 'AT+X', line: 'x' },
  { kind: 'corrupt', command: 'AT+X', expectedBytes: 1 },
  { kind: 'length', expectedBytes: 1, gotBytes: 0 },
  { kind: 'reset', line: 'RDY' },
  { kind: 'closed', where: 'a port' },
  { kind: 'http', code: 601 },
  ...[61, 64, 70].map((code): Reason => ({ kind: 'ftp', code })),
  ...[2, 4, 5, 10, 16, 421].map((code): Reason => ({ kind: 'cftps', code, step: 'work' })),
];
const sure: readonly Reason[] = [
  { kind: 'refused', command: 'AT+X' },
  { kind: 'cme', command: 'AT+X', code: 3, text: '3' },
  { kind: 'invalid-argument', name: 'x', problem: 'is none' },
  { kind: 'ftp', code: 77 },
  { kind: 'cftps', code: 9, step: 'work' },
  { kind: 'cftps', code: 4, step: 'login' },
];

describe('mayBeDone', () => {
  it.each(unsure)('says that it may have been done: %j', (reason) => {
    expect(maybeDoneAfter(reason)).toBe(true);
    const error = mayBeDone(new ModemError(reason)) as ModemError;
    expect(error.reason).toEqual({ ...reason, mayBeDone: true });
    expect(error.message).toMatch(/It may have been done/);
  });

  it.each(sure)('leaves what was not done as it is: %j', (reason) => {
    const error = new ModemError(reason);
    expect(maybeDoneAfter(reason)).toBe(false);
    expect(mayBeDone(error)).toBe(error);
  });

  it('leaves other errors as they are', () => {
    const error = new Error('timeout');
    expect(mayBeDone(error)).toBe(error);
  });
});
