import { concat, defer, EMPTY, filter, map, mergeMap, type Observable, throwError } from 'rxjs';
import type { MqttBroker, MqttDialect, NewMqttMessage } from '../../../dialects/mqttDialect';
import { checkByteCount } from '../../../dialects/steps/checkByteCount';
import { anyhow, endOnFailure } from '../../../dialects/steps/endOnFailure';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import type { Command } from '../../../grammar/command';
import { spellable } from '../../../grammar/codecs/spellable';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import { latin1 } from '../../../grammar/latin1';
import { lackOfTls } from '../http/quectelTls';
import * as mqtt from './quectelMqttCommands';
import { meaningOf, NO_ANSWER, quectelMqttFailure } from './quectelMqttFailure';
import { quectelMqttMessages } from './quectelMqttMessages';
import { quectelMqttPublishing } from './quectelMqttPublishing';
import {
  CLIENT,
  nextId,
  onLine,
  quectelMqttMemory,
  quectelMqttSettings,
  RESULT_MS,
} from './quectelMqttSettings';

const [MAX_TOPIC_BYTES, MAX_PAYLOAD_BYTES, MAX_WILL_BYTES, MAX_KEEP_ALIVE_SECONDS] = [255, 4_096, 256, 3_600];
const IN_USE = 2;
const REFUSED_FILTER = 128;
const [CLOSE_MS, OPEN_MS] = [30_000, 150_000];

type Coded = { readonly client: number; readonly code: number };

interface CodedWork<V extends Coded> {
  readonly result: UrcDefinition<V>;
  readonly withinMs: number;
  readonly what: string;
  readonly fits?: (values: V) => boolean;
  /** The code that decides, where the first one only says whether the broker has answered. */
  readonly answerOf?: (values: V) => number;
  /** Another way on, where the code is no failure. */
  readonly otherwise?: (values: V) => Observable<never> | undefined;
}

/** Sends a command whose result comes later, with a code; completes where it is 0. */
const coded = <V extends Coded>(
  channel: CommandChannel,
  command: Command,
  { result, withinMs, what, fits = () => true, answerOf, otherwise }: CodedWork<V>,
): Observable<never> =>
  lateResult(channel, command, {
    ...{ urc: result, withinMs },
    fits: (said) => said.client === CLIENT && fits(said),
  }).pipe(
    mergeMap((said) => {
      const answer = said.code === 0 ? (answerOf?.(said) ?? 0) : 0;
      if (said.code === 0 && answer === 0) return EMPTY;
      const row = said.code === 0 || !answerOf ? meaningOf(result.name, answer || said.code) : NO_ANSWER;
      return otherwise?.(said) ?? throwError(() => quectelMqttFailure(what, row, result.form.write(said)));
    }),
  );

const checkText = (value: string, name: string, maxBytes: number): void =>
  checkByteCount(new TextEncoder().encode(value).length, name, maxBytes);

const opened = (
  channel: CommandChannel,
  { host, port }: MqttBroker,
  inUse?: () => Observable<never>,
): Observable<never> =>
  coded(channel, mqtt.quectelMqttOpen({ client: CLIENT, host, port }), {
    ...{ result: mqtt.quectelMqttOpened, withinMs: OPEN_MS, what: `connecting to ${host}:${port}` },
    otherwise: ({ code }) => (code === IN_USE ? inUse?.() : undefined),
  });

/** Configures the client and opens its connection. One that somebody left open is closed, whether it refuses settings or a second opening. */
const begun = (channel: CommandChannel, broker: MqttBroker): Observable<never> => {
  const afresh = (): Observable<never> =>
    concat(
      ended(channel),
      defer(() => quectelMqttSettings(channel, broker)),
    );
  return concat(
    quectelMqttSettings(channel, broker).pipe(onRefusal(afresh)),
    defer(() =>
      opened(channel, broker, () =>
        concat(
          afresh(),
          defer(() => opened(channel, broker)),
        ),
      ),
    ),
  );
};

const connected = (channel: CommandChannel, { clientId, user, password, host, port }: MqttBroker) =>
  coded(
    channel,
    mqtt.quectelMqttConnect({
      ...{ client: CLIENT, id: onLine(clientId) },
      ...(user !== undefined && { user: onLine(user) }),
      ...(password !== undefined && { password: onLine(password) }),
    }),
    {
      ...{ result: mqtt.quectelMqttConnected, withinMs: RESULT_MS, what: `connecting to ${host}:${port}` },
      fits: ({ code }) => code !== SENT_AGAIN,
      answerOf: ({ answer = 0 }) => answer,
    },
  );

/** Ends what is left of an earlier client, in order; each may be refused. */
const ended = (channel: CommandChannel): Observable<never> => {
  const end = (command: Command, result: UrcDefinition<Coded>): Observable<never> =>
    anyhow(coded(channel, command, { result, withinMs: CLOSE_MS, what: 'closing' }));
  return concat(
    end(mqtt.quectelMqttDisconnect({ client: CLIENT }), mqtt.quectelMqttDisconnected),
    // On some firmware the first one has closed the connection, too.
    end(mqtt.quectelMqttClose({ client: CLIENT }), mqtt.quectelMqttClosed),
  );
};

/** An interim report, where the firmware sends it unasked. */
const SENT_AGAIN = 1;

const checkMessage = ({ topic, payload }: Pick<NewMqttMessage, 'topic' | 'payload'>): void => {
  checkText(topic, 'topic', MAX_TOPIC_BYTES);
  checkByteCount(payload.length, 'payload', MAX_PAYLOAD_BYTES);
};

/**
 * Quectel's own MQTT client (3.1.1), client 0.
 *
 *     > AT+QMTCFG="recv/mode",0,0,1   > AT+QMTOPEN=0,"broker.example",1883   < OK   < +QMTOPEN: 0,0
 *     > AT+QMTCONN=0,"board-7"   < OK   < +QMTCONN: 0,0,0
 *     > AT+QMTPUBEX=0,1,1,0,"state",2   < >   >> up   < OK   < +QMTPUBEX: 0,1,0
 *     > AT+QMTSUB=0,2,"orders/#",1   < OK   < +QMTSUB: 0,2,0,1   < +QMTRECV: 0,0,"orders/7",2,"up"
 *
 * Messages come with +QMTRECV and their length. The modem's own store (`recv/mode` 1) is not used: it holds five messages, and what
 * comes while it is full is lost. A client that somebody left open is closed first.
 *
 * Source: BG96 MQTT Application Note V1.0 pages 8–23.
 */
export const quectelMqtt: MqttDialect = Object.freeze({
  check: ({ host, clientId, user = '-', password = '-', keepAliveSeconds, will, tls }, message) => {
    checkText(host, 'host', 100);
    for (const [name, value] of Object.entries({ clientId, user, password })) checkText(value, name, 256);
    if (keepAliveSeconds > MAX_KEEP_ALIVE_SECONDS)
      invalidArgument(
        'keepAliveSeconds',
        `it is ${keepAliveSeconds}; the modem takes up to ${MAX_KEEP_ALIVE_SECONDS}`,
      );
    if (will) {
      checkText(will.topic, 'will.topic', MAX_TOPIC_BYTES);
      checkByteCount(will.payload.length, 'will.payload', MAX_WILL_BYTES);
      spellable(latin1(will.payload), 'will.payload', '"');
    }
    const lack = tls && lackOfTls(tls);
    if (lack !== undefined) throw new ModemError({ kind: 'unsupported', family: 'Quectel', feature: lack });
    if (message) checkMessage(message);
  },
  open: (channel, broker) =>
    concat(
      begun(channel, broker),
      defer(() => connected(channel, broker)),
    ).pipe(endOnFailure(() => ended(channel))),
  close: ended,
  publish: (channel, message) =>
    quectelMqttPublishing(channel, message, message.qos === 0 ? 0 : nextId(channel)),
  subscribe: (channel, topics, qos) => {
    const id = nextId(channel);
    return coded(channel, mqtt.quectelMqttSubscribe({ client: CLIENT, id, filter: onLine(topics), qos }), {
      ...{ result: mqtt.quectelMqttSubscribed, withinMs: RESULT_MS, what: 'subscribing' },
      fits: (said) => said.id === id && said.code !== SENT_AGAIN,
      answerOf: ({ value = 0 }) => (value === REFUSED_FILTER ? value : 0),
    });
  },
  messages: (channel) =>
    quectelMqttMessages(channel.urcs, CLIENT, () => quectelMqttMemory(channel).hasLengths),
  lost: ({ urcs }) =>
    urcs.pipe(
      ofUrc(mqtt.quectelMqttState),
      filter(({ client }) => client === CLIENT),
      map((said) => `${meaningOf('+QMTSTAT', said.code)[0]}: ${mqtt.quectelMqttState.form.write(said)}`),
    ),
} satisfies MqttDialect);
