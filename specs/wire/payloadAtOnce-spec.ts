import { fc } from '../helpers/seeded';
import { signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { fileRead } from '../../lib/families/sim800/files/sim800FilesCommands';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { bytewise, cutBy, sizes, whole } from '../helpers/cuts';
import { spell } from '../../lib/testing/spell';
import { fullOr } from '../helpers/thin';

const known = vocabulary([fileRead, signal], [circuitRegistrationChanged]);
const read = (size: number) => fileRead({ path: 'C:\\a', mode: 'start', size, position: 0 });
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const answering = (size: number, text: string): readonly Traffic[] => [
  { kind: 'said', command: read(size) },
  heard(text),
];
const spelled = (traffic: readonly Traffic[]): readonly string[] => spell(listen(known, traffic).tokens);

/** However it is cut. */
const hears = (size: number, text: string, tokens: readonly string[]): void => {
  const traffic = answering(size, text);

  expect(spelled(traffic)).toEqual(tokens);
  expect(spelled(bytewise(traffic))).toEqual(tokens);
};

describe('hear: bytes that nothing announces', () => {
  it('begin behind the first line end', () => {
    hears(5, '\r\nhello\r\nOK\r\n', ['payload hello', 'final OK']);
  });

  it('may be followed by an empty line, which is doubted once', () => {
    const window = '\r\nhello\r\n\r\nOK\r\n';
    const twice = [...answering(5, window), ...answering(5, window)];

    expect(spelled(twice)).toEqual(['payload hello', 'corrupt 5', 'unknown OK', 'payload hello', 'final OK']);
  });

  it('stand behind the echo', () => {
    const { text } = read(5);
    hears(5, `${text}\r\r\nhello\r\nOK\r\n`, [
      `echo ${text.replace('\\', '\\\\')}`,
      'payload hello',
      'final OK',
    ]);
  });

  it.each([
    '\n\n\n',
    '\r\n\r\n\r\n',
    'ERROR\r\n',
    'ERROR',
    'OK\r\n',
    '\r\nOK\r\n',
    '+CME ERROR: 3\r\n\r\nx',
    '+CREG: 1\r\nx',
    '+CREG: 1',
    '+',
    '\r',
    '\n',
    'AT+CSQ\r',
  ])('may look like anything: %j', (content) => {
    const tokens = listen(known, answering(content.length, `\r\n${content}\r\nOK\r\n`)).tokens;

    expect(spell(tokens)).toEqual(spelled(bytewise(answering(content.length, `\r\n${content}\r\nOK\r\n`))));
    expect(tokens.map(({ kind }) => kind)).toEqual(['payload', 'final']);
    expect(tokens[0]).toMatchObject({ bytes: latin1Bytes(content), left: 0 });
  });

  it('are none where none were asked for', () => {
    hears(0, '\r\n\r\nOK\r\n', ['final OK']);
  });

  it('let URCs in front, known or not', () => {
    hears(2, '\r\n+CREG: 1\r\n\r\n+XYZ: 5\r\n\r\n+CREG: 2\r\n\r\nhi\r\nOK\r\n', [
      'urc +CREG: 1',
      'unknown +XYZ: 5',
      'urc +CREG: 2',
      'payload hi',
      'final OK',
    ]);
  });

  it('let URCs behind', () => {
    hears(2, '\r\nhi\r\n+CREG: 1\r\n\r\nOK\r\n', ['payload hi', 'urc +CREG: 1', 'final OK']);
  });

  it('show that some of them were lost', () => {
    hears(9, '\r\nhello\r\nOK\r\n', ['payload hello\\r\\nOK']);
    expect(spelled(answering(6, '\r\nhello\r\nOK\r\n'))).toEqual([
      'payload hello\\r',
      'corrupt 6',
      'unknown OK',
    ]);
  });

  it('show a refusal of more bytes than it has as bytes that are missing, never as a refused command', () => {
    hears(100, '\r\nERROR\r\n', ['payload ERROR\\r\\n (93 left)']);
  });

  it('show a refusal of fewer bytes than it has as damage', () => {
    expect(spelled(answering(3, '\r\nERROR\r\n'))).toContain('corrupt 3');
  });

  it('are forgotten with their command', () => {
    const traffic: readonly Traffic[] = [
      ...answering(100, '\r\n+CREG'),
      { kind: 'dropped' },
      heard(': 1\r\n'),
      { kind: 'said', command: signal() },
      heard('\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
    ];

    expect(spelled(traffic)).toEqual(['urc +CREG: 1', 'info +CSQ: 20,0', 'final OK']);
    expect(spelled(bytewise(traffic))).toEqual(spelled(traffic));
  });

  it.each([
    ['a URC whose line end came', '\r\n+CREG: 1\r\n', ['urc +CREG: 1', 'urc +CREG: 2']],
    ['a URC without its line end', '\r\n+CREG: 1', ['urc +CREG: 12']],
    ['a line that no URC is', '\r\n+XYZ: 5\r\n', ['unknown +XYZ: 5', 'urc +CREG: 2']],
    ['nothing', '\r\n', ['urc +CREG: 2']],
  ])('that turn out not to come give back what was held in front of them: %s', (_, text, tokens) => {
    const rest = text.endsWith(': 1') ? '2\r\n' : '\r\n+CREG: 2\r\n';
    const traffic: readonly Traffic[] = [...answering(100, text), { kind: 'dropped' }, heard(rest)];

    expect(spelled(traffic)).toEqual(tokens);
    expect(spelled(bytewise(traffic))).toEqual(tokens);
  });

  it.each([
    ['a whole URC is told at once', '\r\n+CREG: 1\r\n', ['urc +CREG: 1']],
    ['a line that no URC is waits', '\r\n+XYZ: 5\r\n', []],
    ['a URC without its end waits', '\r\n+CREG: 1', []],
    ['bytes behind a URC wait with it', '\r\n+CREG: 1\r\nx', ['payload +CREG: 1\\r\\nx (89 left)']],
  ])('where their command is dropped: %s', (_, text, tokens) => {
    expect(spelled([...answering(100, text), { kind: 'dropped' }])).toEqual(tokens);
  });

  it('are the same wherever they are cut, sense or nonsense, and leave the same knowledge', () => {
    const fragment = fc.constantFrom(
      ...['\r', '\n', '\r\n', '\r\nOK\r\n', '\r\nERROR\r\n', '+CREG: 1', '+XYZ: 5', '+', ' ', '\0', 'hello'],
      ...['\r\n+CREG: 1\r\n', '+CME ERROR: 3', read(5).text, 'x'.repeat(250)],
    );
    const item: fc.Arbitrary<Traffic> = fc.oneof(
      { weight: 5, arbitrary: fc.array(fragment, { maxLength: 8 }).map((parts) => heard(parts.join(''))) },
      {
        weight: 3,
        arbitrary: fc
          .integer({ min: 0, max: 12 })
          .map((size) => ({ kind: 'said' as const, command: read(size) })),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'dropped' as const }) },
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), sizes, (traffic, list) => {
        const once = listen(known, whole(traffic));
        const cut = listen(known, cutBy(traffic, list));

        expect(spell(cut.tokens)).toEqual(spell(once.tokens));
        expect(cut.state).toEqual(once.state);
        expect(spelled(bytewise(traffic))).toEqual(spell(once.tokens));
      }),
      { numRuns: fullOr(1_000, 200) },
    );
  });
});
