import { ModemError } from '../../lib';
import { checkedNumber } from '../../lib/flows/checkedNumber';

describe('a number to call or to write to', () => {
  it.each([
    ['+49 (170) 123-45', '+4917012345'],
    ['0170/123.45', '017012345'],
    ['*#21#', '*#21#'],
    ['112', '112'],
  ])('%s is %s', (written, bare) => {
    expect(checkedNumber(written, 'to')).toBe(bare);
  });

  it.each(['', '+', ' - ', 'abc', '12;AT', '12"', '12\r', '12\n', '1\r\n2', '++12', '12+', '1'.repeat(41)])(
    'refuses %j, and does not show it',
    (written) => {
      let thrown: unknown;
      try {
        checkedNumber(written, 'to');
      } catch (error) {
        thrown = error;
      }

      expect(thrown).toBeInstanceOf(ModemError);
      expect((thrown as ModemError).reason).toEqual({
        ...{ kind: 'invalid-argument', name: 'to' },
        problem: 'it is not made of digits, * and #, with + in front of an international one',
      });
    },
  );
});
