import { choice } from '../../lib/grammar/codecs/choice';
import type { Codec } from '../../lib/grammar/codecs/codec';
import { digits, flag, integer, integerBetween } from '../../lib/grammar/codecs/integer';
import { optional } from '../../lib/grammar/codecs/optional';
import { quoted, remainder, text, word } from '../../lib/grammar/codecs/text';
import { unheaded } from '../../lib/grammar/forms/unheaded';
import { refused } from '../helpers/refused';

const method = choice({ GET: 0, POST: 1, LAST: 'last' });
const codecs = {
  integer,
  'integerBetween(1, 3)': integerBetween(1, 3),
  flag,
  choice: method,
  text,
  quoted,
  word,
  remainder,
  'optional(text)': optional(text),
};
const codec = (name: string): Codec<unknown> => codecs[name as keyof typeof codecs];

describe('a codec', () => {
  it.each([
    ['integer', 5, '5'],
    ['integer', 0, '0'],
    ['integer', -7, '-7'],
    ['integer', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['integerBetween(1, 3)', 1, '1'],
    ['integerBetween(1, 3)', 3, '3'],
    ['flag', true, '1'],
    ['flag', false, '0'],
    ['choice', 'GET', '0'],
    ['choice', 'LAST', 'last'],
    ['text', 'CMNET', '"CMNET"'],
    ['text', '', '""'],
    ['text', ' a, b ', '" a, b "'],
    ['text', 'caf\u00e9', '"caf\u00e9"'],
    ['quoted', '00C3', '"00C3"'],
    ['word', '10.83.214.110', '10.83.214.110'],
    ['remainder', '1,"a",b', '1,"a",b'],
    ['optional(text)', 'a', '"a"'],
    ['optional(text)', '', '""'],
    ['optional(text)', undefined, ''],
  ])('%s writes %j as %s and reads it back', (name, value, field) => {
    expect(codec(name).write(value, 'it')).toBe(field);
    expect(codec(name).read(field)).toEqual(value);
  });

  it.each([
    ['integer', '+28', 28],
    ['integer', '007', 7],
    ['choice', '"1"', 'POST'],
    ['text', 'CMNET', 'CMNET'],
    ['text', '', ''],
  ])('%s reads %j, too: %j', (name, field, value) => {
    expect(codec(name).read(field)).toEqual(value);
  });

  it.each([
    ['integer', ''],
    ['integer', '"5"'],
    ['integer', '5.5'],
    ['integer', '0x10'],
    ['integer', 'five'],
    ['integer', '9007199254740993'],
    ['integer', '12345678901234567890'],
    ['integerBetween(1, 3)', '0'],
    ['integerBetween(1, 3)', '4'],
    ['integerBetween(1, 3)', ''],
    ['flag', '2'],
    ['flag', ''],
    ['choice', '2'],
    ['choice', 'GET'],
    ['choice', 'toString'],
    ['text', '"open'],
    ['text', '"'],
    ['quoted', '00C3'],
    ['quoted', ''],
    ['word', '"READY"'],
  ])('%s does not read %j', (name, field) => {
    expect(codec(name).read(field)).toBeUndefined();
  });

  it.each([
    ['integer', 1.5, '1.5 is not a whole number'],
    ['integer', NaN, 'NaN is not a whole number'],
    ['integer', 2 ** 53, '9007199254740992 is not a whole number'],
    ['integer', '5', '5 is not a whole number'],
    ['integerBetween(1, 3)', 0, '0 is not between 1 and 3'],
    ['integerBetween(1, 3)', 4, '4 is not between 1 and 3'],
    ['integerBetween(1, 3)', NaN, 'NaN is not between 1 and 3'],
    ['integerBetween(1, 3)', 1.5, '1.5 is not a whole number'],
    ['choice', 'PATCH', 'PATCH is none of GET, POST, LAST'],
    ['choice', 'toString', 'toString is none of GET, POST, LAST'],
    ['text', 'say "hi"', expect.stringContaining('0x22')],
    ['text', 'a\rb', expect.stringContaining('0x0d')],
    ['quoted', 'a\nb', expect.stringContaining('0x0a')],
    ['word', 'a,b', expect.stringContaining('0x2c')],
    ['word', '"a"', expect.stringContaining('0x22')],
    ['remainder', 'a\u001a', expect.stringContaining('0x1a')],
    ['optional(text)', '\u001b', expect.stringContaining('0x1b')],
  ])('%s refuses to write %j and names the field', (name, value, problem) => {
    expect(refused(() => codec(name).write(value, 'it'))).toEqual({
      kind: 'invalid-argument',
      name: 'it',
      problem,
    });
  });
});

describe('unheaded', () => {
  it('takes bare words and lines under its own header, and nobody else’s line', () => {
    const codec = unheaded('+CGMM');

    expect(codec.read('SIMCOM_SIM800L')).toBe('SIMCOM_SIM800L');
    expect(codec.read('Revision:1418B05SIM800L24')).toBe('Revision:1418B05SIM800L24');
    expect(codec.read('+CGMM: A7600E')).toBe('+CGMM: A7600E');
    expect(codec.read('+DOOR: 2,"open"')).toBeUndefined();
    expect(codec.read('*DOOR: 2')).toBeUndefined();
  });
});

describe('digits', () => {
  it('keeps zeros, and takes nothing else', () => {
    expect(digits.read('00123')).toBe('00123');
    expect(digits.read('8986011285101234567F')).toBe('8986011285101234567F');
    expect(digits.read('+DOOR: 2')).toBeUndefined();
    expect(() => digits.write('12 34', 'imei')).toThrow('imei');
  });
});
