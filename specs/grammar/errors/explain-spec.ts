import { explain as describeReason } from '../../../lib/grammar/errors/explain';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import type { Phase, Reason } from '../../../lib/grammar/errors/reason';
import { everyReason } from '../../helpers/reasons';

const phases: Readonly<Record<Phase, RegExp>> = {
  'bring-up': /baud rate/,
  answer: /busy or restarting/,
  input: /ask for the data/,
  result: /signal and server/,
  data: /no more data/,
  total: /more time/,
  reader: /was not read while another request waited.*; read a body at once/,
  resynchronise: /restart it/,
};

describe('describe', () => {
  it.each(Object.values<Reason>(everyReason))('says in words what $kind means', (reason) => {
    const sentence = describeReason(reason);

    expect(sentence).toMatch(/^\S.*\S$/);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    expect(new ModemError(reason).message).toBe(sentence);
  });

  it.each(Object.values<Reason>(everyReason))('says what to do next about $kind', (reason) => {
    expect(describeReason(reason)).toMatch(/^[^;]+; [^;]+$/);
  });

  it('says another sentence for each kind', () => {
    const sentences = Object.values<Reason>(everyReason).map(describeReason);

    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each(Object.entries(phases))('says what phase %s waited for, and how long', (phase, words) => {
    const sentence = describeReason({ kind: 'timeout', phase: phase as Phase, waitedMs: 1_234 });

    expect(sentence).toMatch(words);
    expect(sentence).toContain('1234 ms');
    expect(sentence).not.toContain('undefined');
  });

  it.each<[Reason, string]>([
    [
      { kind: 'refused', command: 'AT+SAPBR=1,1' },
      'AT+SAPBR=1,1 was refused (ERROR); check spelling and profile, then SIM and registration',
    ],
    [
      { kind: 'cme', command: 'AT+CPIN?', code: 10, text: '10' },
      'AT+CPIN?: CME error 10: SIM not inserted; check SIM, PIN and registration first',
    ],
    [
      { kind: 'cme', command: 'AT', code: undefined, text: 'odd' },
      'AT: CME error: odd; check SIM, PIN and registration first',
    ],
    [
      { kind: 'cme', command: 'AT', code: 9_999, text: '9999' },
      'AT: CME error 9999: a code the manuals do not know; check SIM, PIN and registration first',
    ],
    [
      { kind: 'http', code: 603 },
      'HTTP code 603: the name could not be resolved; check the host name and the bearer',
    ],
    [
      { kind: 'network', step: 'sim', seen: 'it waits for its PIN', advice: 'give the PIN' },
      'sim: it waits for its PIN; give the PIN',
    ],
    [
      { kind: 'network', step: 'bearer', seen: '+SAPBR 1: DEACT' },
      'bearer: +SAPBR 1: DEACT; check SIM, signal and registration, then the APN',
    ],
    [
      { kind: 'closed', where: 'SIM800', left: true },
      'the connection to the SIM800 was left; keep connect subscribed while its modem is used',
    ],
    [{ kind: 'http', code: 999 }, 'HTTP code 999, which the manuals do not know; try again'],
    [{ kind: 'ftp', code: 99 }, 'FTP code 99, which the manuals do not know; check server and network'],
    [
      { kind: 'timeout', phase: 'answer', waitedMs: 5, command: 'AT' },
      'AT: the modem did not answer in time; try again, it may be busy or restarting (after 5 ms)',
    ],
  ])('says %j so', (reason, sentence) => {
    expect(describeReason(reason)).toBe(sentence);
  });
});

describe('ModemError', () => {
  it('carries its reason, frozen, and is told apart from other errors', () => {
    const error = new ModemError({ kind: 'cancelled' });

    expect(error).toBeInstanceOf(ModemError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ModemError');
    expect(Object.isFrozen(error.reason)).toBe(true);
    expect(new Error('other') instanceof ModemError).toBe(false);
    expect((undefined as unknown) instanceof ModemError).toBe(false);
  });
});
