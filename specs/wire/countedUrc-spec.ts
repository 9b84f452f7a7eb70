import { attention } from '../../lib/families/standard/generalCommands';
import { signal } from '../../lib/families/standard/networkCommands';
import { ready } from '../../lib/families/simcom/simcomPowerUrcs';
import { count } from '../../lib/grammar/codecs/integer';
import { urc } from '../../lib/grammar/urc';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { listen } from '../../lib/testing/listen';
import { spell } from '../../lib/testing/spell';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { bytewise } from '../helpers/cuts';

const came = urc('+CAME', {
  tells: 'Brings bytes.',
  source: 'the spec',
  gives: { size: count },
  followedBy: { bytes: ({ size }: { readonly size: number }) => size, maxBytes: 100 },
  example: '+CAME: 5\r\nhello',
});
const known = vocabulary([attention, signal], [came, ready]);
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const hears = (traffic: readonly Traffic[], tokens: readonly string[]): void => {
  expect(spell(listen(known, traffic).tokens)).toEqual(tokens);
  expect(spell(listen(known, bytewise(traffic)).tokens)).toEqual(tokens);
};

/** As `spell` shows what is no letter. */
const escaped = (text: string): string =>
  text.replace(/[^ -~]/g, (one) =>
    one === '\r' ? '\\r' : one === '\n' ? '\\n' : `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

describe('hear: a URC that counted bytes follow', () => {
  it.each(['OK', '\r\nOK\r\n', '\r\n\r\n', '> ', '\r\nRDY\r\n', '+CAME: 3\r\nabc', '\0\x1a\x1b\xff', ''])(
    'takes %j for its bytes, while a command waits',
    (bytes) => {
      hears(
        [
          { kind: 'said', command: signal() },
          heard(`\r\n+CAME: ${bytes.length}\r\n${bytes}\r\n`),
          heard('\r\nRDY\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
        ],
        [`urc +CAME: ${bytes.length} with ${escaped(bytes)}`, 'urc RDY', 'info +CSQ: 20,0', 'final OK'],
      );
    },
  );

  it('believes no count beyond its limit', () => {
    hears([heard('\r\n+CAME: 101\r\n\r\nRDY\r\n')], ['urc +CAME: 101 with ', 'urc RDY']);
  });

  it('gives up when the line is resynchronised, and hears what comes behind', () => {
    hears(
      [
        heard('\r\n+CAME: 50\r\nabc'),
        { kind: 'dropped' },
        { kind: 'said', command: attention() },
        heard('\r\nOK\r\n'),
      ],
      ['urc +CAME: 50 with abc', 'final OK'],
    );
  });

  it.each([
    ['\r\n\r\nRDY\r\n', 2],
    ['\r\nRDY\r\n', 1],
    ['RDY\r\n', 0],
    ['\r\n\r\n\r\nRDY\r\n', 3],
  ])('counts the line ends in front of the next URC: %j has %d', (behind, lineEnds) => {
    for (const cut of [(traffic: readonly Traffic[]) => traffic, bytewise]) {
      const { tokens } = listen(known, cut([heard(`\r\n+CAME: 2\r\n\r\n${behind}\r\nRDY\r\n`)]));
      expect(tokens.map((token) => token.kind === 'urc' && token.lineEnds)).toEqual([
        undefined,
        lineEnds,
        undefined,
      ]);
    }
  });

  it('counts none behind a URC that only a line follows, and none in front of what is no URC', () => {
    const line = urc('+TEXT', {
      tells: 'Brings a line.',
      source: 'the spec',
      gives: { size: count },
      followedBy: 'text',
      example: '+TEXT: 5\r\nhello',
    });
    const both = vocabulary([signal], [came, line, ready]);
    const ends = (text: string) =>
      listen(both, [heard(text)]).tokens.map((token) => ('lineEnds' in token ? token.lineEnds : token.kind));

    expect(ends('\r\n+TEXT: 5\r\nhello\r\n\r\nRDY\r\n')).toEqual(['urc', 'urc']);
    expect(ends('\r\n+CAME: 1\r\na\r\nnews\r\n\r\nRDY\r\n')).toEqual(['urc', 'unknown', 'urc']);
  });
});
