import { signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistration } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged, simChanged } from '../../lib/families/standard/networkUrcs';
import { integer } from '../../lib/grammar/codecs/integer';
import { text } from '../../lib/grammar/codecs/text';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { urc } from '../../lib/grammar/urc';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { LineMemory } from '../../lib/wire/lineMemory';

const declared = { tells: 'Tells.', source: 'the spec' };
const short = urc('+NEWS', { ...declared, gives: { code: integer }, example: '+NEWS: 1' });
const long = urc('+NEWS', { ...declared, gives: { code: integer, name: text }, example: '+NEWS: 1,"a"' });
const withLine = urc('+TEXT', {
  ...declared,
  gives: { size: integer },
  followedBy: 'text',
  example: '+TEXT: 5\r\nhello',
});
const spanning = urc('+OVER', {
  ...declared,
  gives: { words: text },
  spansLines: true,
  example: '+OVER: "a"',
});
const known = vocabulary(
  [signal, circuitRegistration],
  [circuitRegistrationChanged, simChanged, short, long, withLine, spanning],
);

const lineAt = (memory: LineMemory, line: string) => {
  const bytes = latin1Bytes(`xx${line}yy`);
  return memory.at(bytes, 2, 2 + line.length);
};

describe('the memory of lines', () => {
  it('makes a line once for the same bytes, wherever they stand', () => {
    const memory = new LineMemory(known);
    const first = lineAt(memory, '+CREG: 1');
    expect(first.raw).toBe('+CREG: 1');
    expect(memory.at(latin1Bytes('+CREG: 1'), 0, 8)).toBe(first);
    expect(lineAt(memory, '+CREG: 2')).not.toBe(first);
    expect(lineAt(memory, '+CREG: 1')).toBe(first);
  });

  it('never gives one line for another, though they share a place', () => {
    const memory = new LineMemory(known);
    // Same length, first letters and last three signs: the same place.
    const pairs = [
      ['+CREG: 1,5', '+CREG: 2,5'],
      ['+NEWS: 123456', '+NEWS: 923456'],
      ['+NEWS: 1a3', '+NEWS:11a3'],
    ] as const;
    for (const [one, other] of pairs) {
      for (const line of [one, other, one, other]) expect(lineAt(memory, line).raw).toBe(line);
    }
  });

  it.each([1, 2, 3, 128, 129, 500])('reads a line of %d signs', (length) => {
    const memory = new LineMemory(known);
    const line = '+'.padEnd(length, 'x');
    expect(lineAt(memory, line).raw).toBe(line);
    expect(lineAt(memory, line).raw).toBe(line);
  });

  it('knows a URC to the letter', () => {
    const line = lineAt(new LineMemory(known), ' +CPIN: READY ');
    expect(line.definition).toBe(simChanged);
    expect(line.token()).toEqual({
      kind: 'urc',
      definition: simChanged,
      values: { state: 'READY' },
      text: '+CPIN: READY',
    });
    expect(lineAt(new LineMemory(known), '+OTHER: 1').token()).toBeNull();
    expect(lineAt(new LineMemory(known), '+NEWS: x').token()).toBeNull();
  });
});

describe('a URC that is spelled in another way', () => {
  const loosely = (line: string) => lineAt(new LineMemory(known), line).looseToken();

  it.each(['+creg: 1', '+CREG : "1"', '+CREG:  1 '])('is known: %s', (line) => {
    expect(loosely(line)?.definition).toBe(circuitRegistrationChanged);
    expect(loosely(line)?.values).toMatchObject({ status: 1 });
  });

  it('is the one of several with a header that explains most of it', () => {
    expect(loosely('+news: "1","a"')).toMatchObject({ definition: long, values: { code: 1, name: 'a' } });
    expect(loosely('+news: "1"')).toMatchObject({ definition: short, values: { code: 1 } });
  });

  it.each([
    ['a line that answers a command to the letter', '+CREG: 2,1'],
    ['a header that nobody declared', '+other: 1'],
    ['values that do not fit', '+news: x'],
    ['one that a line follows: nothing shows that it comes', '+text: "5"'],
    ['one whose text may span lines', '+over: a'],
  ])('is none: %s', (_, line) => {
    expect(loosely(line)).toBeNull();
  });
});
