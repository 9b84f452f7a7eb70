import {
  quectelMqttArrived,
  quectelMqttTextArrived,
} from '../../lib/families/quectel/mqtt/quectelMqttCommands';
import { attention } from '../../lib/families/standard/generalCommands';
import { signal } from '../../lib/families/standard/networkCommands';
import { ready } from '../../lib/families/simcom/simcomPowerUrcs';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Token } from '../../lib/wire/token';
import type { Traffic } from '../../lib/wire/traffic';
import { patterned } from '../modem/bodies';
import { bytewise } from '../helpers/cuts';

const known = vocabulary([attention, signal], [quectelMqttArrived, quectelMqttTextArrived, ready]);
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });

/** What stands in a message, or the line or result of anything else. */
const shortOf = (token: Token): unknown => {
  if (token.kind === 'final') return token.result.code;
  if (token.kind !== 'urc')
    return token.kind === 'info' || token.kind === 'unknown' ? token.text : token.kind;
  const { topic, body, payload } = token.values;
  return topic === undefined ? token.text : { topic, said: body ?? payload, counted: body !== undefined };
};

const hears = (traffic: readonly Traffic[], tokens: readonly unknown[]): void => {
  expect(listen(known, traffic).tokens.map(shortOf)).toEqual(tokens);
  expect(listen(known, bytewise(traffic)).tokens.map(shortOf)).toEqual(tokens);
};

const BODIES = [
  ...['OK', '\r\nOK\r\n', '\r', '\r\n', '"', '""', 'a"\r\n', '> ', '\r\nRDY\r\n', '\0\x1a\x1b\xff  ', '  '],
  ...['+QMTRECV: 0,0,"t",3,"abc"', '","', ''],
  Buffer.from(patterned(3_000)).toString('latin1'),
  'x'.repeat(9_000),
  `${'x'.repeat(5_000)}\r\n`,
];

describe('a URC with its counted bytes in its own line', () => {
  it.each(BODIES)('takes the bytes for its bytes, whatever they are (%#), while a command waits', (said) => {
    hears(
      [
        { kind: 'said', command: signal() },
        heard(`\r\n+QMTRECV: 0,1,"a/b",${said.length},"${said}"\r\n`),
        heard('\r\nRDY\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
      ],
      [{ topic: 'a/b', said, counted: true }, 'RDY', '+CSQ: 20,0', 'OK'],
    );
  });

  it.each(BODIES.filter((said) => !said.startsWith('"')))('takes them without quotes (%#)', (said) => {
    hears(
      [heard(`\r\n+QMTRECV: 0,1,"a/b",${said.length},${said}\r\n\r\nRDY\r\n`)],
      [{ topic: 'a/b', said, counted: true }, 'RDY'],
    );
  });

  it('takes a topic with quotes and commas in it', () => {
    hears(
      [heard('\r\n+QMTRECV: 0,1,"a"b,"c",2,"\r\r"\r\n\r\nRDY\r\n')],
      [{ topic: 'a"b,"c', said: '\r\r', counted: true }, 'RDY'],
    );
  });

  it.each([
    ['a line with more bytes than were counted', '+QMTRECV: 0,1,"a",2,"abc"'],
    ['a line with more bare bytes than were counted', '+QMTRECV: 0,1,"a",2,abc'],
    ['a line without a count', '+QMTRECV: 0,1,"a","abc"'],
  ])('takes %s for a message without one', (_, line) => {
    const said = line.slice('+QMTRECV: 0,1,"a",'.length);
    hears([heard(`\r\n${line}\r\n\r\nRDY\r\n`)], [{ topic: 'a', said, counted: false }, 'RDY']);
  });

  it('gives up when the line is resynchronised, with fewer bytes than were counted', () => {
    hears(
      [
        heard('\r\n+QMTRECV: 0,1,"a",50,"abc\r\ndef'),
        { kind: 'dropped' },
        { kind: 'said', command: attention() },
        heard('\r\nOK\r\n'),
      ],
      [expect.objectContaining({ topic: 'a', counted: true }), 'OK'],
    );
  });

  it('never takes fewer bytes for all of them, whichever is lost', () => {
    const line = '+QMTRECV: 0,1,"a",6,"a\r\nb"c"';
    for (let at = line.indexOf('6'); at < line.length; at += 1) {
      const { tokens } = listen(known, [
        heard(`\r\n${line.slice(0, at)}${line.slice(at + 1)}\r\n`),
        { kind: 'dropped' },
      ]);
      for (const token of tokens) {
        const { body, length } = token.kind === 'urc' ? token.values : {};
        if (typeof body === 'string' && body.length === length)
          expect({ at, body }).toEqual({ at, body: 'a\r\nb"c' });
      }
    }
  });
});
