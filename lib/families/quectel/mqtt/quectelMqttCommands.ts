import type { Shape } from '../../../grammar/forms/shape';
import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { count, exactCount, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, remainder, text, textUpTo } from '../../../grammar/codecs/text';
import { patternForm } from '../../../grammar/forms/patternForm';
import { urc } from '../../../grammar/urc';

/** Quectel's own MQTT client: six clients, each with settings that a restart forgets. */

const SOURCE = 'BG96 MQTT Application Note V1.0 pages 8–23';
/** Not in the manual of the BG96; seen in clients of EC20, EC25, EC200 and BG77, and in the examples of Quectel's open SDK. */
const LENGTHS = 'observed on EC20, EC25, EC200, BG77';
const SETTING_MS = 5_000;
const WAIT_MS = 15_000;
const MAX_PAYLOAD_BYTES = 4_096;
/** The longest message that is believed. */
const MAX_RECEIVED_BYTES = 10_240;

const client = integerBetween(0, 5);
const qos = integerBetween(0, 2);
const id = integerBetween(0, 65_535);
const prompt = { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true } as const;

const setting = <S extends Shape>(key: string, values: S, does: string, example: string) =>
  command(`+QMTCFG="${key}",`, {
    does,
    source: SOURCE,
    takes: { client, ...values },
    timeoutMs: SETTING_MS,
    example: `
    > AT+QMTCFG="${key}",0,${example}
    < OK`,
  });

export const quectelMqttVersion = setting(
  'version',
  { version: integerBetween(3, 4) },
  'Chooses the version of MQTT: 3 is 3.1, 4 is 3.1.1.',
  '4',
);
export const quectelMqttContext = setting(
  'pdpcid',
  { context: integerBetween(1, 16) },
  'Chooses the PDP context of a client.',
  '1',
);
export const quectelMqttTls = setting(
  'ssl',
  { on: flag, context: optional(integerBetween(0, 5)) },
  'Sets whether a client uses TLS, and which TLS context.',
  '1,5',
);
export const quectelMqttKeepAlive = setting(
  'keepalive',
  { seconds: integerBetween(0, 3_600) },
  'Sets how often a client shows the broker that it is there; 0 never.',
  '60',
);
export const quectelMqttSession = setting(
  'session',
  { clean: flag },
  'Sets whether the broker forgets the client’s subscriptions and messages when it leaves.',
  '1',
);
export const quectelMqttTimeout = setting(
  'timeout',
  { seconds: integerBetween(1, 60), tries: integerBetween(0, 10), reports: flag },
  'Sets how long a client waits for the broker’s answer, how often it sends a packet again, and whether it reports each time.',
  '15,3,0',
);
export const quectelMqttReceive = setting(
  'recv/mode',
  { isStored: flag, withLength: optional(flag) },
  'Sets whether messages wait in the modem (five at the most) or come with +QMTRECV, and whether their length comes with them.',
  '0,1',
);

const will = {
  on: flag,
  qos: optional(qos),
  retain: optional(flag),
  topic: optional(text),
  message: optional(text),
};

export const quectelMqttWill = command('+QMTCFG="will",', {
  does: 'Sets what the broker publishes when the client is gone without a word.',
  source: SOURCE,
  takes: { client, ...will },
  secret: () => ['message'],
  timeoutMs: SETTING_MS,
  example: `
    > AT+QMTCFG="will",0,1,1,0,"state","gone"
    < OK`,
});

export const quectelMqttOpen = command('+QMTOPEN=', {
  does: 'Opens the network connection of a client; the result comes later.',
  source: SOURCE,
  takes: { client, host: textUpTo(100), port: integerBetween(1, 65_535) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTOPEN=0,"broker.example",1883
    < OK`,
});

export const quectelMqttOpenState = command('+QMTOPEN?', {
  does: 'Reads which clients have a network connection, or open one, and to where; OK alone where none has.',
  source: SOURCE,
  answers: { client, host: text, port: integer },
  mayBeEmpty: true,
  timeoutMs: SETTING_MS,
  example: `
    > AT+QMTOPEN?
    < +QMTOPEN: 0,"broker.example",1883
    < OK`,
});

export const quectelMqttClose = command('+QMTCLOSE=', {
  does: 'Closes the network connection of a client; the result comes later. Refused where there is none.',
  source: SOURCE,
  takes: { client },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTCLOSE=0
    < OK`,
});

export const quectelMqttConnect = command('+QMTCONN=', {
  does: 'Connects a client to the broker, by the name that the broker knows it by; the result comes later.',
  source: SOURCE,
  takes: { client, id: textUpTo(256), user: optional(textUpTo(256)), password: optional(textUpTo(256)) },
  secret: () => ['user', 'password'],
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTCONN=0,"board-7"
    < OK`,
});

export const quectelMqttConnectState = command('+QMTCONN?', {
  does: 'Reads the state of the clients: 1 not connected to the broker, 2 connecting, 3 connected, 4 disconnecting; OK alone where there is none.',
  source: SOURCE,
  answers: { client, state: unlisted(integer) },
  mayBeEmpty: true,
  timeoutMs: SETTING_MS,
  example: `
    > AT+QMTCONN?
    < +QMTCONN: 0,3
    < OK`,
});

export const quectelMqttDisconnect = command('+QMTDISC=', {
  does: 'Disconnects a client from the broker; the result comes later.',
  source: SOURCE,
  takes: { client },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTDISC=0
    < OK`,
});

export const quectelMqttSubscribe = command('+QMTSUB=', {
  does: 'Subscribes to a topic filter; the result comes later.',
  source: SOURCE,
  takes: { client, id, filter: text, qos },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTSUB=0,1,"state/#",1
    < OK`,
});

export const quectelMqttUnsubscribe = command('+QMTUNS=', {
  does: 'Ends a subscription; the result comes later.',
  source: SOURCE,
  takes: { client, id, filter: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTUNS=0,1,"state/#"
    < OK`,
});

const message = { client, id, qos, retain: flag, topic: text };
const size = integerBetween(1, MAX_PAYLOAD_BYTES);

export const quectelMqttPublish = command('+QMTPUBEX=', {
  does: 'Publishes a message of so many bytes, which follow the prompt; the result comes later. The packet’s number is 0 at QoS 0 alone.',
  source: LENGTHS,
  takes: { ...message, size },
  prompt,
  hidesData: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTPUBEX=0,0,0,0,"state",2
    < >
    >> up
    < OK`,
});

export const quectelMqttPublishCounted = command('+QMTPUB=', {
  does: 'Publishes a message of so many bytes, on firmware that takes the length here.',
  source: 'seen on EG25: AT+QMTPUB=0,1,1,0,"…",33',
  takes: { ...message, size },
  prompt,
  hidesData: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTPUB=0,0,0,0,"state",2
    < >
    >> up
    < OK`,
});

export const quectelMqttPublishText = command('+QMTPUB=', {
  does: 'Publishes a message, which follows the prompt and ends with Ctrl-Z; the result comes later.',
  source: SOURCE,
  takes: message,
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, cancelledBy: '\x1b' },
  hidesData: true,
  holdsTexts: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QMTPUB=0,0,0,0,"state"
    < >
    >> up\\x1a
    < OK`,
});

export const quectelMqttOpened = urc('+QMTOPEN', {
  tells: 'Reports whether the network connection is open: 0, or a code.',
  source: SOURCE,
  gives: { client, code: integer },
  example: '+QMTOPEN: 0,0',
});

export const quectelMqttClosed = urc('+QMTCLOSE', {
  tells: 'Reports that the network connection is closed: 0, or -1.',
  source: SOURCE,
  gives: { client, code: integer },
  example: '+QMTCLOSE: 0,0',
});

export const quectelMqttConnected = urc('+QMTCONN', {
  tells: 'Reports whether the broker has answered (0 yes, 1 sent again, 2 no), and its return code.',
  source: SOURCE,
  gives: { client, code: count, answer: optional(count) },
  example: '+QMTCONN: 0,0,0',
});

export const quectelMqttDisconnected = urc('+QMTDISC', {
  tells: 'Reports that the client is disconnected: 0, or -1.',
  source: SOURCE,
  gives: { client, code: integer },
  example: '+QMTDISC: 0,0',
});

const packet = { client, id, code: count, value: optional(count) };

export const quectelMqttSubscribed = urc('+QMTSUB', {
  tells:
    'Reports whether the broker has answered a subscription, and the QoS that it grants; 128 is a refusal.',
  source: SOURCE,
  gives: packet,
  example: '+QMTSUB: 0,1,0,1',
});

export const quectelMqttUnsubscribed = urc('+QMTUNS', {
  tells: 'Reports whether the broker has ended a subscription.',
  source: SOURCE,
  gives: packet,
  example: '+QMTUNS: 0,1,0',
});

export const quectelMqttPublished = urc('+QMTPUBEX', {
  tells: 'Reports whether a message was published (0 yes, 1 sent again, 2 no).',
  source: LENGTHS,
  gives: packet,
  example: '+QMTPUBEX: 0,1,0',
});

export const quectelMqttTextPublished = urc('+QMTPUB', {
  tells: 'Reports whether a message of QMTPUB was published.',
  source: SOURCE,
  gives: packet,
  example: '+QMTPUB: 0,1,0',
});

export const quectelMqttState = urc('+QMTSTAT', {
  tells: 'Reports that the connection to the broker has ended, and why.',
  source: SOURCE,
  gives: { client, code: count },
  example: '+QMTSTAT: 0,1',
});

const counted = { client, id, topic: quoted, length: exactCount };
const bare = { client, id, topic: quoted, payload: remainder };

export const quectelMqttArrived = urc('+QMTRECV', {
  tells:
    'Brings a message with its length: whatever its bytes are, line ends and quotes included, they are counted.',
  source: LENGTHS,
  gives: counted,
  // A topic may hold quotes and commas, which no modem escapes.
  form: patternForm(counted, {
    shows: '+QMTRECV: <client>,<id>,<topic>,<length>',
    pattern: /^\+QMTRECV: ?(\d),(\d{1,5}),(".*?"),(\d{1,5})$/s,
    write: ({ client: of, id: number, topic, length }) => `+QMTRECV: ${of},${number},"${topic}",${length}`,
  }),
  followedBy: {
    bytes: ({ length }: { readonly length: number }) => length,
    maxBytes: MAX_RECEIVED_BYTES,
    behind: /^\+QMTRECV: ?\d,\d{1,5},".*?",\d{1,5},/s,
  },
  hides: true,
  example: '+QMTRECV: 0,0,"state",11,"{"is":"up"}"',
});

export const quectelMqttTextArrived = urc('+QMTRECV', {
  tells: 'Brings a message without its length: it ends with its line, wherever it should.',
  source: SOURCE,
  gives: bare,
  form: patternForm(bare, {
    shows: '+QMTRECV: <client>,<id>,<topic>,<payload>',
    pattern: /^\+QMTRECV: ?(\d),(\d{1,5}),(".*?"),(.*)$/s,
    write: ({ client: of, id: number, topic, payload }) => `+QMTRECV: ${of},${number},"${topic}",${payload}`,
  }),
  hides: true,
  example: '+QMTRECV: 0,0,"state",up',
});
