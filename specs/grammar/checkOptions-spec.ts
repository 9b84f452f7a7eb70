import { ModemError } from '../../lib';
import { checkOptions, checkValue, is, withDefaults } from '../../lib/grammar/checkOptions';

const problem = (act: () => unknown): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ModemError && error.reason.kind === 'invalid-argument'
      ? `${error.reason.name}: ${error.reason.problem}`
      : error;
  }
};

describe('checkOptions', () => {
  const CHECKS = { size: is.positive, retry: { attempts: is.attempts } };

  it('returns what it was given', () => {
    const given = { size: 1, retry: { attempts: Infinity }, other: 'unknown ones pass' };
    expect(checkOptions(given, CHECKS)).toBe(given);
    expect(checkOptions({ size: undefined, retry: undefined }, CHECKS)).toEqual({});
  });

  it.each([
    [undefined, 'options: undefined is not an object with options'],
    [null, 'options: null is not an object with options'],
    ['text', 'options: a string is not an object with options'],
    [{ size: 0 }, 'size: 0 is not a whole number from 1 on'],
    [{ size: '1' }, 'size: a string is not a whole number from 1 on'],
    [{ size: [1] }, 'size: a list is not a whole number from 1 on'],
    [{ size: null }, 'size: null is not a whole number from 1 on'],
    [{ retry: 5 }, 'retry: 5 is not an object with options'],
    [{ retry: { attempts: 0 } }, 'retry.attempts: 0 is not a whole number from 1 on, or Infinity'],
  ])('refuses %j', (given, words) => {
    expect(problem(() => checkOptions(given, CHECKS))).toBe(words);
  });

  it('gives the defaults where nothing is given', () => {
    expect(withDefaults({ a: 1, b: 2 }, { a: undefined, b: 3 })).toEqual({ a: 1, b: 3 });
    expect(withDefaults({ a: 1 }, {})).toEqual({ a: 1 });
  });

  it('names a single argument', () => {
    expect(checkValue(5, is.port, 'port')).toBe(5);
    expect(problem(() => checkValue(0, is.port, 'port'))).toBe('port: 0 is not between 1 and 65535');
  });
});

const MAX_MS = 2 ** 31 - 1;

describe('the kinds of options', () => {
  it.each([
    { kind: 'count', right: [0, 1, 2 ** 53 - 1], wrong: [-1, 0.5, NaN, Infinity, 2 ** 53, '0', undefined] },
    { kind: 'positive', right: [1, 2], wrong: [0, -1, 1.5, NaN, Infinity, '1'] },
    { kind: 'attempts', right: [1, Infinity], wrong: [0, 1.5, -Infinity, NaN, '1'] },
    { kind: 'repeats', right: [0, 1, Infinity], wrong: [-1, 0.5, NaN] },
    { kind: 'ms', right: [0, 0.5, MAX_MS], wrong: [-1, MAX_MS + 1, Infinity, NaN, '5'] },
    { kind: 'limitMs', right: [0, MAX_MS + 1, Infinity], wrong: [-1, NaN, null] },
    { kind: 'intervalMs', right: [1, 1.5], wrong: [0, 0.9, NaN] },
    { kind: 'seconds', right: [0, 7], wrong: [-1, 0.5, Infinity] },
    { kind: 'factor', right: [0.1, 2], wrong: [0, -1, NaN] },
    { kind: 'port', right: [1, 65_535], wrong: [0, 65_536, 1.5, '80'] },
    { kind: 'flag', right: [true, false], wrong: [0, 'true', null] },
    { kind: 'text', right: ['', 'a'], wrong: [0, null] },
    { kind: 'url', right: ['', new URL('http://a/')], wrong: [0, null, {}] },
    { kind: 'call', right: [() => 0], wrong: [0, {}] },
    { kind: 'name', right: ['a'], wrong: ['', ' ', 0] },
    { kind: 'bytes', right: [new Uint8Array(0)], wrong: ['a', [1], new Uint16Array(1)] },
    { kind: 'texts', right: [{}, { a: 'b' }], wrong: [null, 'a', { a: 1 }] },
  ] as const)('$kind', ({ kind, right, wrong }) => {
    for (const value of right) expect(is[kind](value)).toBeUndefined();
    for (const value of wrong) expect(is[kind](value)).toEqual(expect.any(String));
  });

  it('oneOf, listOf, either', () => {
    expect(is.oneOf('a', 1)('a')).toBeUndefined();
    expect(is.oneOf('a', 1)('b')).toBe('it is none of a, 1');
    expect(is.listOf(is.port)([1, 2])).toBeUndefined();
    expect(is.listOf(is.port)([])).toBeUndefined();
    expect(is.listOf(is.port)([1, 0])).toBe('0 is not between 1 and 65535');
    expect(is.listOf(is.port)(1)).toBe('1 is not a list');
    expect(is.either(is.call, is.ms)(5)).toBeUndefined();
    expect(is.either(is.call, is.ms)(() => 0)).toBeUndefined();
    expect(is.either(is.call, is.port)(0)).toBe('0 is not between 1 and 65535');
    expect(is.texts({ a: 'b', c: 1 })).toBe('the value of "c" is not a text');
  });
});
