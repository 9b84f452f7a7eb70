import { integer } from '../../../lib/grammar/codecs/integer';
import { lineForm } from '../../../lib/grammar/forms/lineForm';
import { optional } from '../../../lib/grammar/codecs/optional';
import { remainder, text } from '../../../lib/grammar/codecs/text';

const creg = lineForm('+CREG', { status: integer, area: optional(text), cell: optional(text) });
const ftpData = lineForm('+FTPGET: 2,', { length: integer });
const stored = lineForm('+HTTPREAD: LEN,', { length: integer });
const ring = lineForm('RING', {});
const pdp = lineForm('+PDP: DEACT', {});
const bare = lineForm('', { text: remainder });

describe('lineForm', () => {
  it.each([
    [creg, { status: 1 }, '+CREG: 1'],
    [creg, { status: 1, area: '28B4' }, '+CREG: 1,"28B4"'],
    [creg, { status: 1, cell: '9DC1' }, '+CREG: 1,,"9DC1"'],
    [ftpData, { length: 50 }, '+FTPGET: 2,50'],
    [stored, { length: 7 }, '+HTTPREAD: LEN,7'],
    [ring, {}, 'RING'],
    [pdp, {}, '+PDP: DEACT'],
    [bare, { text: 'SIMCOM_Ltd' }, 'SIMCOM_Ltd'],
    [bare, { text: 'a,b: "c"' }, 'a,b: "c"'],
  ])('writes and reads back, form %#', (form, values, line) => {
    const { write, read } = form as typeof bare;
    expect(write(values as never)).toBe(line);
    expect(read(line)).toEqual(values);
  });

  it.each([
    [creg, '+CREG:1', { status: 1 }],
    [creg, '+CREG:  1 , "28B4"', { status: 1, area: '28B4' }],
    [ftpData, '+FTPGET:2,50', { length: 50 }],
    [stored, '+HTTPREAD: len,7', { length: 7 }],
    [stored, '+HTTPREAD: "LEN",7', { length: 7 }],
  ])('takes spelling lightly, form %#', (form, line, values) => {
    expect(form.read(line)).toEqual(values);
  });

  it.each([
    [creg, '+CREG: 1,2,3,4', 'one field too many'],
    [creg, '+CREG:', 'a field too few'],
    [creg, '+CREG: x', 'another kind'],
    [creg, '+CREGX: 1', 'a longer header'],
    [creg, '+CGREG: 1', 'another header'],
    [creg, 'CREG: 1', 'no header'],
    [ftpData, '+FTPGET: 1,1', 'another first field'],
    [ftpData, '+FTPGET: 2', 'the first field alone'],
    [ring, 'RING ', 'more than its words'],
    [ring, 'ring', 'other words'],
    [pdp, '+PDP: DEACT,1', 'more than its fields'],
    [pdp, '+PDP: ACT', 'another word'],
  ])('does not read %#: %s, %s', (form, line) => {
    expect(form.read(line)).toBeUndefined();
  });

  it.each([
    [creg, '+CREG', '+CREG: <status>,<area>,<cell>'],
    [ftpData, '+FTPGET', '+FTPGET: 2,<length>'],
    [ring, 'RING', 'RING'],
    [pdp, '+PDP', '+PDP: DEACT'],
    [bare, '', '<text>'],
  ])('has a key to be found by and is shown, form %#', (form, key, shows) => {
    expect({ key: form.key, shows: form.shows }).toEqual({ key, shows });
  });
});
