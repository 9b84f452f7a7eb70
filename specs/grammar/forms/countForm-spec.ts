import { countForm } from '../../../lib/grammar/forms/countForm';

const plain = countForm('+HTTPREAD');
const marked = countForm('+HTTPREAD', 'DATA');

describe('countForm', () => {
  it.each([
    [plain, 5, '+HTTPREAD: 5'],
    [plain, 0, '+HTTPREAD: 0'],
    [marked, 5, '+HTTPREAD: DATA,5'],
    [marked, 0, '+HTTPREAD: 0'],
  ])('writes the family’s own and reads it back, %#', (form, length, line) => {
    expect(form.write({ length })).toBe(line);
    expect(form.read(line)).toEqual({ length });
  });

  it.each([
    ['+HTTPREAD:5', 5],
    ['+HTTPREAD: DATA,5', 5],
    ['+HTTPREAD:DATA, 5', 5],
    ['+HTTPREAD : 5', 5],
  ])('reads the spelling of any family: %s', (line, length) => {
    expect(plain.read(line)).toEqual({ length });
    expect(marked.read(line)).toEqual({ length });
  });

  it.each([
    '+HTTPREAD: ',
    '+HTTPREAD: -5',
    '+HTTPREAD: 5,6',
    '+HTTPREAD: LEN,5',
    '+HTTPHEAD: 5',
    'HTTPREAD: 5',
    'x+HTTPREAD: 5',
  ])('does not read %j', (line) => {
    expect(plain.read(line)).toBeUndefined();
  });

  it('is shown with its mark', () => {
    expect([plain.shows, marked.shows]).toEqual(['+HTTPREAD: <length>', '+HTTPREAD: DATA,<length>']);
  });
});
