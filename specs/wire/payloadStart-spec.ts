import { attention } from '../../lib/families/standard/generalCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { count, integer } from '../../lib/grammar/codecs/integer';
import { urc } from '../../lib/grammar/urc';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { LineMemory } from '../../lib/wire/lineMemory';
import { payloadStart } from '../../lib/wire/payloadStart';

const declared = { tells: 'Tells.', source: 'the spec' };
const bare = urc('RING', { ...declared, gives: {}, example: 'RING' });
const withLine = urc('+TEXT', {
  ...declared,
  gives: { size: integer },
  followedBy: 'text',
  example: '+TEXT: 5\r\nhello',
});
const withBytes = urc('+CAME', {
  ...declared,
  gives: { size: count },
  followedBy: { bytes: ({ size }: { readonly size: number }) => size, maxBytes: 100 },
  example: '+CAME: 5\r\nhello',
});
const lines = new LineMemory(
  vocabulary([attention], [circuitRegistrationChanged, bare, withLine, withBytes]),
);
const begins = (text: string) => payloadStart(text, (line) => lines.lineOf(line).token());

describe('what begins in front of unannounced bytes', () => {
  it.each([
    ['a sign that a line may begin with', 'h'],
    ['a line so far', '+CREG: 1'],
    ['a line and its CR', '+CREG: 1\r'],
    ['a line and its end, behind which the bytes may still begin otherwise', '+CREG: 1\r\n'],
    ['a URC that a line follows, without that line', '+TEXT: 5\r\n\r'],
    ['a URC that a line follows, with the beginning of that line', '+TEXT: 5\r\nhel'],
    ['a URC that a line follows, with the end of that line', '+TEXT: 5\r\nhello\r\n'],
    ['a URC that bytes follow', '+CAME: 5\r\nhello\r'],
    ['200 signs without an end', 'x'.repeat(200)],
  ])('is not clear yet: %s', (_, text) => {
    expect(begins(text)).toBe('unclear');
  });

  it.each([
    ['a sign that no line has', 'hel\0'],
    ['a line that nothing explains', 'hello\r'],
    ['201 signs', 'x'.repeat(201)],
    ['a result code, which a file may begin with', 'ERROR\r\n'],
    ['an extended result code', '+CME ERROR: 3\r\n\r'],
    ['the same for messages', '+CMS ERROR: 500\r\n\r'],
    ['an empty line', '\r\n'],
    ['a line end of one sign', '+CREG: 1\n'],
    ['a URC that nothing follows, with a line behind it', '+CREG: 1\r\nhello'],
    ['an undeclared one, with a line behind it', '+OTHER: 1\r\nhello'],
    ['a line behind a line that nothing explains', 'hello\r\nhello'],
  ])('are the bytes: %s', (_, text) => {
    expect(begins(text)).toBe('bytes');
  });

  it.each([
    ['a URC', '+CREG: 1\r\n\r', { line: '+CREG: 1', body: '' }],
    ['an undeclared one', '+OTHER: 1\r\n\r', { line: '+OTHER: 1', body: '' }],
    ['one without a header', 'RING\r\n\r', { line: 'RING', body: '' }],
    ['one with the line that follows it', '+TEXT: 5\r\nhello\r\n\r', { line: '+TEXT: 5', body: 'hello' }],
    ['one with an empty line behind it', '+TEXT: 0\r\n\r\n\r', { line: '+TEXT: 0', body: '' }],
  ])('is a foreign line: %s', (_, text, found) => {
    expect(begins(text)).toEqual(found);
  });
});
