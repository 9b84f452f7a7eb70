import { integer } from '../../../lib/grammar/codecs/integer';
import { optional } from '../../../lib/grammar/codecs/optional';
import { keyOf } from '../../../lib/grammar/forms/lineForm';
import { progressForm } from '../../../lib/grammar/forms/progressForm';

const form = progressForm('+GET', { received: optional(integer), stored: optional(integer) });

describe('progressForm', () => {
  it.each([
    ['+GET: 0', {}],
    ['+GET: 1,5,3', { received: 5, stored: 3 }],
    ['+GET: 1,5', { received: 5 }],
  ])('reads and writes %s', (line, values) => {
    expect(form.read(line)).toMatchObject(values);
    expect(form.write(form.read(line) ?? {})).toBe(line);
  });

  it.each(['+GET: 1', '+GET: 0,5', '+GET: 2,5', '+GET', '+GETS: 0', '+PUT: 0', '+GET: 1,x'])(
    'does not read %s',
    (line) => {
      expect(form.read(line)).toBeUndefined();
    },
  );

  it('is shown, and found by its name', () => {
    expect(form.shows).toBe('+GET: 0 | +GET: 1,<received>,<stored>');
    expect(form.key).toBe('+GET');
  });
});

describe('the first word of a line', () => {
  it.each([
    ['+CSQ: 20,0', '+CSQ'],
    ['CONNECT OK', 'CONNECT'],
    ['0, CLOSED', '0'],
    [' OK', ' OK'],
    [' A B', ' A'],
    ['RING', 'RING'],
    [':x', ''],
    [',x', ''],
    ['', ''],
  ])('of %j is %j', (line, key) => {
    expect(keyOf(line)).toBe(key);
  });
});
