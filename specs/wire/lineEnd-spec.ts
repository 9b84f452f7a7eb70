import { lineEnd } from '../../lib/wire/lineEnd';
import { latin1Bytes } from '../../lib/grammar/latin1';

/** Line lengths on both sides of the place where the engine goes on with the search. */
const LENGTHS = [0, 1, 63, 64, 65, 200];

describe('lineEnd', () => {
  it.each(LENGTHS)('finds the CR behind %i characters', (length) => {
    expect(lineEnd(latin1Bytes(`${'x'.repeat(length)}\r\n`), 0)).toBe(length);
  });

  it.each(LENGTHS)('finds none in %i characters without one', (length) => {
    expect(lineEnd(latin1Bytes('x'.repeat(length)), 0)).toBe(-1);
  });

  it.each(LENGTHS)('looks from a place on: a CR in front of it is another line’s (%i)', (length) => {
    const bytes = latin1Bytes(`a\r\n${'x'.repeat(length)}\r`);
    expect(lineEnd(bytes, 3)).toBe(3 + length);
  });

  it('finds none behind the end', () => {
    expect(lineEnd(latin1Bytes('a\r'), 2)).toBe(-1);
    expect(lineEnd(new Uint8Array(0), 0)).toBe(-1);
  });
});
