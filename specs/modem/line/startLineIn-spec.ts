import { a7600, sim800 } from '../../../lib';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { startLineIn } from '../../../lib/modem/line/startLineIn';

const found = (text: string, profile = sim800) => startLineIn(latin1Bytes(text), profile);

describe('a line among counted bytes that says that the modem restarted', () => {
  it.each([
    ['hello\r\nRDY\r\n', { line: 'RDY', isOff: false }],
    ['RDY\r\n', { line: 'RDY', isOff: false }],
    ['hello\nRDY\n', { line: 'RDY', isOff: false }],
    ['hello\rRDY\r', { line: 'RDY', isOff: false }],
    ['RDY\r\n+CFUN: 1\r\n\r\nhalf a li', { line: 'RDY', isOff: false }],
    ['hello\r\nNORMAL POWER DOWN\r\n', { line: 'NORMAL POWER DOWN', isOff: true }],
    ['RDY\r\nNORMAL POWER DOWN\r\n', { line: 'NORMAL POWER DOWN', isOff: true }],
    ['hello\r\nUNDER_VOLTAGE POWER DOWN\r\n', { line: 'UNDER_VOLTAGE POWER DOWN', isOff: true }],
    ['NORMAL POWER DOWN\r\nRDY\r\n', { line: 'RDY', isOff: false }],
  ])('is the last whole one: %j', (text, evidence) => {
    expect(found(text)).toEqual(evidence);
  });

  it.each(['', 'hello\r\n', 'RDY', 'hello\r\nRDY', ' RDY\r\n', 'RDY!\r\n', 'RDY now\r\n', 'xRDY\r\n'])(
    'is none in %j',
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );

  it('is that of the family', () => {
    expect(found('*ATREADY: 1\r\n', a7600)).toEqual({ line: '*ATREADY: 1', isOff: false });
    expect(found('*ATREADY: 1\r\n', sim800)).toBeUndefined();
  });

  it('is looked for in the last 4,096 bytes alone, and begins there', () => {
    const line = 'RDY\r\n';
    expect(found(`${line}${'x'.repeat(4_096 - line.length)}`)?.line).toBe('RDY');
    expect(found(`\n${line}${'x'.repeat(4_096 - line.length)}`)).toBeUndefined();
    expect(found(`hello ${line}${'x'.repeat(4_096 - line.length)}`)).toBeUndefined();
    expect(found(`${line}${'x'.repeat(4_097 - line.length)}`)).toBeUndefined();
  });
});
