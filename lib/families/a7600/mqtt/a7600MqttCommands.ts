import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text, textUpTo } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** The MQTT client of A76XX and SIM7600. */

const SOURCE = 'A76XX AT manual V1.09 pages 394–421';
const client = integerBetween(0, 1);
const qos = integerBetween(0, 2);
const prompt = { by: 'mark', mark: '>' } as const;
const MS = 12_000;

export const mqttStart = command('+CMQTTSTART', {
  does: 'Starts the service; the result comes later. Refused while it runs.',
  source: SOURCE,
  timeoutMs: MS,
  example: `
    > AT+CMQTTSTART
    < OK`,
});

export const mqttStop = command('+CMQTTSTOP', {
  does: 'Stops the service; the result comes later.',
  source: SOURCE,
  timeoutMs: MS,
  example: `
    > AT+CMQTTSTOP
    < OK`,
});

export const mqttAcquire = command('+CMQTTACCQ=', {
  does: 'Takes a client, by the name that the broker knows it by; `secure` for TLS.',
  source: SOURCE,
  takes: { client, id: textUpTo(128), secure: optional(flag) },
  timeoutMs: MS,
  example: `
    > AT+CMQTTACCQ=0,"board-7",1
    < OK`,
});

export const mqttRelease = command('+CMQTTREL=', {
  does: 'Gives a client back.',
  source: SOURCE,
  takes: { client },
  timeoutMs: MS,
  example: `
    > AT+CMQTTREL=0
    < OK`,
});

export const mqttTls = command('+CMQTTSSLCFG=', {
  does: 'Chooses the TLS context of a client.',
  source: SOURCE,
  takes: { client, context: integerBetween(0, 9) },
  timeoutMs: MS,
  example: `
    > AT+CMQTTSSLCFG=0,7
    < OK`,
});

export const mqttWillTopic = command('+CMQTTWILLTOPIC=', {
  does: 'Gives the topic of the will.',
  source: SOURCE,
  takes: { client, size: integerBetween(1, 1_024) },
  prompt,
  timeoutMs: MS,
  example: `
    > AT+CMQTTWILLTOPIC=0,5
    < >
    >> state
    < OK`,
});

export const mqttWillMessage = command('+CMQTTWILLMSG=', {
  does: 'Gives the payload of the will, and its quality of service.',
  source: SOURCE,
  takes: { client, size: integerBetween(1, 10_240), qos },
  prompt,
  hidesData: true,
  timeoutMs: MS,
  example: `
    > AT+CMQTTWILLMSG=0,4,1
    < >
    >> gone
    < OK`,
});

export const mqttConnect = command('+CMQTTCONNECT=', {
  does: 'Connects to a broker; the result comes later. The URL begins with tcp:// also for TLS.',
  source: SOURCE,
  takes: {
    client,
    url: textUpTo(256),
    keepAliveSeconds: integerBetween(1, 64_800),
    clean: flag,
    user: optional(text),
    password: optional(text),
  },
  secret: () => ['user', 'password'],
  timeoutMs: MS,
  example: `
    > AT+CMQTTCONNECT=0,"tcp://broker.example:1883",60,1
    < OK`,
});

export const mqttDisconnect = command('+CMQTTDISC=', {
  does: 'Disconnects from the broker; the result comes before or behind OK.',
  source: SOURCE,
  takes: { client, seconds: integerBetween(0, 180) },
  timeoutMs: 30_000,
  example: `
    > AT+CMQTTDISC=0,60
    < OK`,
});

export const mqttLinkState = command('+CMQTTDISC?', {
  does: 'Reads whether each client is disconnected.',
  source: SOURCE,
  answers: { client, isDisconnected: unlisted(flag) },
  timeoutMs: MS,
  example: `
    > AT+CMQTTDISC?
    < +CMQTTDISC: 0,0
    < +CMQTTDISC: 1,1
    < OK`,
});

export const mqttTopic = command('+CMQTTTOPIC=', {
  does: 'Gives the topic of the next message.',
  source: SOURCE,
  takes: { client, size: integerBetween(1, 1_024) },
  prompt,
  timeoutMs: MS,
  example: `
    > AT+CMQTTTOPIC=0,5
    < >
    >> state
    < OK`,
});

export const mqttPayload = command('+CMQTTPAYLOAD=', {
  does: 'Gives the payload of the next message.',
  source: SOURCE,
  takes: { client, size: integerBetween(1, 10_240) },
  prompt,
  hidesData: true,
  timeoutMs: MS,
  example: `
    > AT+CMQTTPAYLOAD=0,5
    < >
    >> hello
    < OK`,
});

export const mqttPublish = command('+CMQTTPUB=', {
  does: 'Publishes the message; the result comes later.',
  source: SOURCE,
  takes: { client, qos, seconds: integerBetween(1, 180), retain: optional(flag) },
  timeoutMs: MS,
  example: `
    > AT+CMQTTPUB=0,1,60
    < OK`,
});

export const mqttSubscribe = command('+CMQTTSUB=', {
  does: 'Subscribes to a topic filter; the result comes later.',
  source: SOURCE,
  takes: { client, size: integerBetween(1, 1_024), qos },
  prompt,
  timeoutMs: MS,
  example: `
    > AT+CMQTTSUB=0,7,1
    < >
    >> state/#
    < OK`,
});

const result = { client, code: count };

export const mqttStarted = urc('+CMQTTSTART', {
  tells: 'Tells whether the service has started: 0, or 23 where it runs.',
  source: SOURCE,
  gives: { code: count },
  example: '+CMQTTSTART: 0',
});

export const mqttStopped = urc('+CMQTTSTOP', {
  tells: 'Tells whether the service has stopped.',
  source: SOURCE,
  gives: { code: count },
  example: '+CMQTTSTOP: 0',
});

export const mqttConnected = urc('+CMQTTCONNECT', {
  tells: 'Tells whether the broker has accepted the client.',
  source: SOURCE,
  gives: result,
  example: '+CMQTTCONNECT: 0,0',
});

export const mqttDisconnected = urc('+CMQTTDISC', {
  tells: 'Tells that the client is disconnected.',
  source: SOURCE,
  gives: result,
  example: '+CMQTTDISC: 0,0',
});

export const mqttPublished = urc('+CMQTTPUB', {
  tells: 'Tells whether a message was published.',
  source: SOURCE,
  gives: result,
  example: '+CMQTTPUB: 0,0',
});

export const mqttSubscribed = urc('+CMQTTSUB', {
  tells: 'Tells whether the broker has accepted a subscription.',
  source: SOURCE,
  gives: result,
  example: '+CMQTTSUB: 0,0',
});

export const mqttLost = urc('+CMQTTCONNLOST', {
  tells: 'Tells that the connection to the broker is lost.',
  source: SOURCE,
  gives: { client, cause: integer },
  example: '+CMQTTCONNLOST: 0,1',
});

export const mqttNoNetwork = urc('+CMQTTNONET', {
  tells: 'Tells that there is no network any more.',
  source: SOURCE,
  example: '+CMQTTNONET',
});

export const mqttArriving = urc('+CMQTTRXSTART', {
  tells: 'Tells that a message comes, and how long its topic and payload are; both follow in pieces.',
  source: SOURCE,
  gives: { client, topicBytes: count, payloadBytes: count },
  example: '+CMQTTRXSTART: 0,5,2',
});

const piece = { client, size: count };
const counted = { bytes: ({ size }: { readonly size: number }) => size, maxBytes: 10_240 };

export const mqttTopicPiece = urc('+CMQTTRXTOPIC', {
  tells: 'Brings a piece of the topic of the message that comes.',
  source: SOURCE,
  gives: piece,
  followedBy: counted,
  hides: true,
  example: '+CMQTTRXTOPIC: 0,5\r\nstate',
});

export const mqttPayloadPiece = urc('+CMQTTRXPAYLOAD', {
  tells: 'Brings a piece of the payload of the message that comes.',
  source: SOURCE,
  gives: piece,
  followedBy: counted,
  hides: true,
  example: '+CMQTTRXPAYLOAD: 0,2\r\nup',
});

export const mqttArrived = urc('+CMQTTRXEND', {
  tells: 'Tells that a message is whole.',
  source: SOURCE,
  gives: { client },
  example: '+CMQTTRXEND: 0',
});
