import { fc } from '../helpers/seeded';
import { conversation } from '../../lib/recording/recordedConversation';
import { latin1 } from '../../lib/grammar/latin1';
import { spelledPiece } from '../../lib/recording/spelledPiece';
import { lookAlike } from '../modem/bodies';
import { fullOr } from '../helpers/thin';

const wire = (script: string): readonly string[] =>
  conversation(script).turns.map(({ bytes }) => latin1(bytes));
const readBack = (text: string): string => wire(spelledPiece(text).join('\n')).join('');

describe('conversation', () => {
  it('reads lines, bytes, a prompt and an empty line', () => {
    expect(wire('> AT\n< OK\n<< a\\r\\x00 b\n>> \\x1a\n< >\n<')).toEqual([
      'AT\r',
      '\r\nOK\r\n',
      'a\r\0 b',
      '\x1a',
      '\r\n> ',
      '\r\n',
    ]);
  });

  it('reads times, parts of a millisecond too, and what came in one piece', () => {
    const { turns } = conversation('> AT\n12ms << AT\\r\n  + < OK\n0.25ms < RING');

    expect(turns.map(({ afterMs, joined }) => [afterMs, joined])).toEqual([
      [0, false],
      [12, false],
      [0, true],
      [0.25, false],
    ]);
  });

  it('reads every unit of time that marbles have', () => {
    const { turns } = conversation('1ms < A\n1.5s < B\n2m < C\n0.5m < D');

    expect(turns.map(({ afterMs }) => afterMs)).toEqual([1, 1_500, 120_000, 30_000]);
    expect(() => conversation('3h < A')).toThrow('line 1');
  });

  it('reads openings of the port, and that it went away', () => {
    const { openings, turns } = conversation('^\n> AT\n!\n5ms ^\n> ATE0\n7ms |');

    expect(openings.map(({ turns: said, goneAfterMs }) => [said.length, goneAfterMs])).toEqual([
      [1, undefined],
      [1, 7],
    ]);
    expect(turns).toHaveLength(2);
    expect(conversation('> AT').openings).toHaveLength(1);
  });

  it('reads data that nobody shall see by its number', () => {
    expect(conversation('>> *** 12 bytes').turns).toEqual([
      expect.objectContaining({ hidden: true, bytes: new Uint8Array(12) }),
    ]);
    expect(wire('>> \\x2a** 12 bytes')).toEqual(['*** 12 bytes']);
  });

  it('names the line that is none', () => {
    expect(() => conversation('> AT\n? what')).toThrow('line 2, "? what", is no line of one');
  });
});

describe('spelledPiece', () => {
  it('shows lines as lines, and echo and body as bytes', () => {
    expect(spelledPiece('AT+X\r\r\n+X: 2\r\n')).toEqual(['<< AT+X\\r', '< +X: 2']);
    expect(spelledPiece('hi\r\nOK\r\n')).toEqual(['<< hi', '< OK']);
    expect(spelledPiece('\r\n> ')).toEqual(['< >']);
    expect(spelledPiece('one\ntwo ')).toEqual(['<< one\\n', '<< two\\x20']);
  });

  it('is read back as it was, whatever it is', () => {
    const fragments = [
      '\r',
      '\n',
      '\r\n',
      ' ',
      '>',
      '> ',
      '\\',
      'AT',
      'OK',
      '\r\nOK\r\n',
      '\0',
      '\xff',
      '***',
      'x',
    ];
    const pieces = fc.oneof(
      fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
      fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => latin1(bytes)),
    );
    fc.assert(
      fc.property(pieces, (text) => {
        expect(readBack(text)).toBe(text);
        expect(spelledPiece(text).every((line) => /^<<? [ -~]*[!-~]$/.test(line))).toBe(true);
      }),
      { numRuns: fullOr(2_000, 400) },
    );
    expect(readBack(latin1(lookAlike))).toBe(latin1(lookAlike));
  });
});
