import { CME_CODES } from '../../../lib/grammar/errors/cmeCodes';
import { refusal } from '../../../lib/grammar/errors/refusal';
import { finalResult } from '../../../lib/grammar/errors/resultCodes';

const command = 'AT+CPIN?';

describe('refusal', () => {
  it.each([
    ['ERROR', { kind: 'refused', command }],
    ['+CME ERROR: 10', { kind: 'cme', command, code: 10, text: '10' }],
    ['+CME ERROR:10', { kind: 'cme', command, code: 10, text: '10' }],
    ['+CME ERROR: SIM not inserted', { kind: 'cme', command, code: 10, text: 'SIM not inserted' }],
    ['+CME ERROR: sim busy', { kind: 'cme', command, code: 14, text: 'sim busy' }],
    ['+CME ERROR: the moon is full', { kind: 'cme', command, code: undefined, text: 'the moon is full' }],
    ['+CME ERROR:', { kind: 'cme', command, code: undefined, text: '' }],
    ['+CMS ERROR: 500', { kind: 'cms', command, code: 500, text: '500' }],
    ['+CMS ERROR: memory full', { kind: 'cms', command, code: 322, text: 'memory full' }],
  ])('makes a reason of %s', (line, reason) => {
    expect(refusal(finalResult(line) ?? { ok: true, code: 'none' }, command)).toEqual(reason);
  });

  it('calls any other result code an ending', () => {
    expect(refusal({ ok: false, code: 'NO CARRIER' }, 'ATD1')).toEqual({
      kind: 'ended',
      command: 'ATD1',
      result: 'NO CARRIER',
    });
  });

  it.each(Object.entries(CME_CODES))('gives CME code %s back for its text', (code, text) => {
    const reason = refusal({ ok: false, code: '+CME ERROR', detail: text }, command);

    expect(reason).toEqual({ kind: 'cme', command, code: Number(code), text });
  });
});

describe('finalResult', () => {
  it.each(['OK', 'ERROR', '+CME ERROR: 10', '+CMS ERROR: 500'])('knows %s', (line) => {
    expect(finalResult(line)?.code).toBe(line.replace(/:.*/, ''));
  });

  it.each(['', 'OKAY', 'ok', 'NO CARRIER', '+CMTI: "SM",1', '+CME', 'x+CME ERROR: 1'])(
    'does not know %j',
    (line) => {
      expect(finalResult(line)).toBeUndefined();
    },
  );
});
