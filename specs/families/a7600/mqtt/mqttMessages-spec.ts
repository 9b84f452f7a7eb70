import { from } from 'rxjs';
import { a7600 } from '../../../../lib';
import { mqttMessages } from '../../../../lib/families/a7600/mqtt/mqttMessages';
import { latin1, latin1Bytes } from '../../../../lib/grammar/latin1';
import { listen } from '../../../../lib/testing/listen';
import { virtually } from '../../../modem/virtually';
import { watch } from '../../../modem/watch';

const START = '+CMQTTRXSTART: 0,5,2';
const TOPIC = '+CMQTTRXTOPIC: 0,5\r\nstate';
const PAYLOAD = '+CMQTTRXPAYLOAD: 0,2\r\nup';
const END = '+CMQTTRXEND: 0';

/** What comes of these URCs; the stream stays open, as a port does. */
const heard = (...urcs: readonly string[]) => {
  const bytes = latin1Bytes(urcs.map((text) => `\r\n${text}\r\n`).join(''));
  const { tokens } = listen(a7600.vocabulary, [{ kind: 'heard', bytes }]);
  const { values, end, reason, endedAt } = virtually(() => watch(mqttMessages(from([...tokens]), 0)));
  const messages = values.map(({ topic, payload }) => `${topic}=${latin1(payload)}`);
  return { messages, end, reason, endedAt };
};

const damaged = (expectedBytes: number, endedAt = 0) => ({
  messages: [],
  end: 'corrupt',
  reason: { kind: 'corrupt', command: '+CMQTTRXPAYLOAD', expectedBytes },
  endedAt,
});

describe('mqttMessages', () => {
  it('puts pieces together, message after message', () => {
    const pieces = [
      '+CMQTTRXSTART: 0,6,4',
      ...['+CMQTTRXTOPIC: 0,2\r\nst', '+CMQTTRXTOPIC: 0,4\r\nates'],
      ...['+CMQTTRXPAYLOAD: 0,1\r\nd', '+CMQTTRXPAYLOAD: 0,3\r\nown'],
      END,
    ];

    expect(heard(START, TOPIC, PAYLOAD, END, ...pieces)).toMatchObject({
      messages: ['state=up', 'states=down'],
      end: 'completed',
    });
  });

  it('leaves other clients and other news alone', () => {
    const other = [START, TOPIC, PAYLOAD, END].map((urc) => urc.replace(': 0', ': 1'));

    expect(heard(...other).messages).toEqual([]);
    expect(heard(START, '+CREG: 1', ...other, TOPIC, PAYLOAD, END).messages).toEqual(['state=up']);
  });

  it('fails where a message begins before the one before it has ended', () => {
    expect(heard(START, TOPIC, START.replace('5,2', '5,9'), TOPIC, PAYLOAD, END)).toEqual(damaged(2));
  });

  it.each([
    [[TOPIC, PAYLOAD, END], 5],
    [[PAYLOAD, END], 2],
    [[END], 0],
  ])('fails where the start of a message was not heard: %j', (urcs, expectedBytes) => {
    expect(heard(...urcs)).toEqual(damaged(expectedBytes));
  });

  it.each([
    ['a topic is missing', [START, PAYLOAD, END]],
    ['a payload is missing', [START, TOPIC, END]],
    ['a payload is longer than announced', [START, TOPIC, PAYLOAD, PAYLOAD, END]],
  ])('fails where %s', (_, urcs) => {
    expect(heard(...urcs)).toEqual(damaged(2));
  });

  it('fails where the next piece does not come within 15 s', () => {
    expect(heard(START, TOPIC)).toEqual(damaged(2, 15_000));
    expect(heard('+CMQTTRXSTART: 0,5,7')).toEqual(damaged(7, 15_000));
  });

  it('takes a payload that ends in a line end', () => {
    const told = ['+CMQTTRXSTART: 0,5,4', TOPIC, '+CMQTTRXPAYLOAD: 0,4\r\nup\r\n', END];

    expect(heard(...told).messages).toEqual(['state=up\r\n']);
  });

  it('fails where a payload that ends in a line end has fewer line ends behind it than others', () => {
    // Two bytes were lost: the line ends behind the payload are in their place.
    const bytes = latin1Bytes(
      `\r\n+CMQTTRXSTART: 0,5,4\r\n\r\n${TOPIC}\r\n\r\n\r\n+CMQTTRXPAYLOAD: 0,4\r\nup\r\n\r\n${END}\r\n`,
    );
    const { tokens } = listen(a7600.vocabulary, [{ kind: 'heard', bytes }]);
    const { values, end } = virtually(() => watch(mqttMessages(from([...tokens]), 0)));

    expect({ values, end }).toEqual({ values: [], end: 'corrupt' });
  });
});
