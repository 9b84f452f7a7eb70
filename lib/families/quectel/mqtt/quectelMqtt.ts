import {
  concat,
  defer,
  filter,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import type { MqttBroker, MqttDialect, NewMqttMessage } from '../../../dialects/mqttDialect';
import { checkByteCount } from '../../../dialects/steps/checkByteCount';
import { anyhow, endOnFailure } from '../../../dialects/steps/endOnFailure';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { untilFailure } from '../../../dialects/steps/untilFailure';
import type { Command } from '../../../grammar/command';
import { spellable } from '../../../grammar/codecs/spellable';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';
import { retryWith } from '../../../../operators/retryWith';
import { latin1 } from '../../../grammar/latin1';
import { lackOfTls } from '../http/quectelTls';
import * as mqtt from './quectelMqttCommands';
import { type Coded, type CodedWork, quectelMqttCoded } from './quectelMqttCoded';
import { meaningOf, quectelMqttFailure } from './quectelMqttFailure';
import { quectelMqttMessages } from './quectelMqttMessages';
import { quectelMqttPublishing } from './quectelMqttPublishing';
import { quectelMqttRecall } from './quectelMqttRecall';
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

const checkText = (value: string, name: string, maxBytes: number): void =>
  checkByteCount(new TextEncoder().encode(value).length, name, maxBytes);

const opened = (
  channel: CommandChannel,
  { host, port }: MqttBroker,
  inUse?: () => Observable<never>,
): Observable<never> =>
  quectelMqttCoded(channel, mqtt.quectelMqttOpen({ client: CLIENT, host, port }), {
    ...{ result: mqtt.quectelMqttOpened, withinMs: OPEN_MS, what: `connecting to ${host}:${port}` },
    recall: (asked) =>
      quectelMqttRecall
        .opened(asked)
        .pipe(tap((answer) => (quectelMqttMemory(channel).isOpenAssumed = typeof answer === 'object'))),
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
  quectelMqttCoded(
    channel,
    mqtt.quectelMqttConnect({
      ...{ client: CLIENT, id: onLine(clientId) },
      ...(user !== undefined && { user: onLine(user) }),
      ...(password !== undefined && { password: onLine(password) }),
    }),
    {
      ...{ result: mqtt.quectelMqttConnected, withinMs: RESULT_MS, what: `connecting to ${host}:${port}` },
      recall: quectelMqttRecall.connected,
      fits: ({ code }) => code !== SENT_AGAIN,
      answerOf: ({ answer = 0 }) => answer,
    },
  );

/** How often the client is connected over a network connection that is only assumed to be open, and the pause in between, in milliseconds. */
const [OPEN_TRIES, OPEN_TRY_MS] = [8, 10_000];

/** Connects to the broker. If the network connection is only assumed to be open, a refusal means that it is not open yet: the client tries again. */
const connectedSoon = (channel: CommandChannel, broker: MqttBroker): Observable<never> => {
  if (!quectelMqttMemory(channel).isOpenAssumed) return connected(channel, broker);
  const failed = channel.urcs.pipe(
    ofUrc(mqtt.quectelMqttOpened),
    filter(({ client, code }) => client === CLIENT && code !== 0),
    mergeMap((said) => {
      const line = mqtt.quectelMqttOpened.form.write(said);
      return throwError(() => quectelMqttFailure('connecting', meaningOf('+QMTOPEN', said.code), line));
    }),
  );
  const tried = concat(connected(channel, broker), of(null)).pipe(
    retryWith({ attempts: OPEN_TRIES, delay: OPEN_TRY_MS, when: ({ kind }) => kind === 'refused' }),
  );
  return untilFailure(failed, tried).pipe(ignoreElements());
};

/** Ends what is left of an earlier client, in order; each may be refused. */
const ended = (channel: CommandChannel): Observable<never> => {
  const end = (command: Command, how: Pick<CodedWork<Coded>, 'result' | 'recall'>): Observable<never> =>
    anyhow(quectelMqttCoded(channel, command, { ...how, withinMs: CLOSE_MS, what: 'closing' }));
  return concat(
    end(mqtt.quectelMqttDisconnect({ client: CLIENT }), {
      ...{ result: mqtt.quectelMqttDisconnected, recall: quectelMqttRecall.disconnected },
    }),
    // On some firmware the first one has closed the connection, too.
    end(mqtt.quectelMqttClose({ client: CLIENT }), {
      ...{ result: mqtt.quectelMqttClosed, recall: quectelMqttRecall.closed },
    }),
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
      defer(() => connectedSoon(channel, broker)),
    ).pipe(endOnFailure(() => ended(channel))),
  close: ended,
  publish: (channel, message) =>
    quectelMqttPublishing(channel, message, message.qos === 0 ? 0 : nextId(channel)),
  subscribe: (channel, topics, qos) => {
    const id = nextId(channel);
    return quectelMqttCoded(
      channel,
      mqtt.quectelMqttSubscribe({ client: CLIENT, id, filter: onLine(topics), qos }),
      {
        ...{ result: mqtt.quectelMqttSubscribed, withinMs: RESULT_MS, what: 'subscribing' },
        recall: quectelMqttRecall.answer,
        fits: (said) => said.id === id && said.code !== SENT_AGAIN,
        answerOf: ({ value = 0 }) => (value === REFUSED_FILTER ? value : 0),
      },
    );
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
