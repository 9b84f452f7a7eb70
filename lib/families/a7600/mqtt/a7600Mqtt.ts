import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  throwError,
} from 'rxjs';
import { a7600TlsContext } from '../http/a7600Tls';
import type { MqttBroker, MqttDialect, NewMqttMessage } from '../../../dialects/mqttDialect';
import { checkByteCount } from '../../../dialects/steps/checkByteCount';
import { anyhow, endOnFailure } from '../../../dialects/steps/endOnFailure';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { optionally, orWithout } from '../../../dialects/steps/optionally';
import { startService } from '../../../dialects/steps/startService';
import type { Command } from '../../../grammar/command';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import { lateResult, type Recalled } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import * as mqtt from './a7600MqttCommands';
import { mqttFailure } from './mqttFailure';
import { mqttMessages } from './mqttMessages';

const CLIENT = 0;
/** HTTP and FTP use context 0, sockets 8 and 9. */
const TLS_CONTEXT = 7;
const [MAX_TOPIC_BYTES, MAX_PAYLOAD_BYTES] = [1_024, 10_240];
const [RUNS_ALREADY, BUSY] = [23, 14];
const PUBLISH_SECONDS = 60;
const [SERVICE_MS, NETWORK_MS] = [12_000, 130_000];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface CodedWork {
  readonly result: UrcDefinition<{ readonly code: number }>;
  readonly withinMs: number;
  readonly what: string;
  readonly feed?: InputFeed;
  /** A code beside 0 that is no failure. */
  readonly accepts?: number;
  /** Which results belong to the command. Default: all. */
  readonly fits?: (values: { readonly code: number }) => boolean;
  /** Asks the modem about a result that does not come: it may have been lost on the line. */
  readonly recall?: () => Observable<Recalled<{ readonly code: number }>>;
}

/** Sends a command whose result comes later, with a code; completes where it is 0. */
const coded = (
  channel: CommandChannel,
  command: Command,
  { result: urc, what, accepts = 0, ...waiting }: CodedWork,
): Observable<never> =>
  lateResult(channel, command, { urc, ...waiting }).pipe(
    mergeMap(({ code }) =>
      code === 0 || code === accepts ? EMPTY : throwError(() => mqttFailure(what, code)),
    ),
  );

const given = (channel: CommandChannel, command: Command, bytes: Uint8Array): Observable<never> =>
  channel.send(command, giveBytes(bytes)).pipe(ignoreElements());

const checkMessage = ({ topic, payload }: Pick<NewMqttMessage, 'topic' | 'payload'>, name: string): void => {
  checkByteCount(bytesOf(topic).length, `${name}topic`, MAX_TOPIC_BYTES);
  checkByteCount(payload.length, `${name}payload`, MAX_PAYLOAD_BYTES);
};

/** Ends what is left of an earlier client, in order; each may be refused. Fails where the service refuses to stop. */
const stopped = (channel: CommandChannel): Observable<never> =>
  concat(
    anyhow(channel.send(mqtt.mqttDisconnect({ client: CLIENT, seconds: PUBLISH_SECONDS }))),
    anyhow(channel.send(mqtt.mqttRelease({ client: CLIENT }))),
    coded(channel, mqtt.mqttStop(), { result: mqtt.mqttStopped, withinMs: SERVICE_MS, what: 'stopping' }),
  );

const ended = (channel: CommandChannel): Observable<never> => anyhow(stopped(channel));

const started = (channel: CommandChannel): Observable<never> =>
  coded(channel, mqtt.mqttStart(), {
    result: mqtt.mqttStarted,
    withinMs: SERVICE_MS,
    what: 'starting',
    accepts: RUNS_ALREADY,
  });

/** Asks about a connection to the broker whose result does not come: `> AT+CMQTTDISC?  < +CMQTTDISC: 0,0`, the client is connected. */
const recallConnected = (channel: CommandChannel): Observable<Recalled<{ readonly code: number }>> =>
  optionally(channel, mqtt.mqttLinkState()).pipe(
    map((answer) => answer?.values.find(({ client }) => client === CLIENT)?.isDisconnected),
    map((isDisconnected) => (isDisconnected === false ? { values: { code: 0 } } : 'unknown')),
  );

const willOf = (channel: CommandChannel, will: MqttBroker['will']): Observable<never> => {
  if (!will) return EMPTY;
  const topic = bytesOf(will.topic);
  return concat(
    given(channel, mqtt.mqttWillTopic({ client: CLIENT, size: topic.length }), topic),
    given(
      channel,
      mqtt.mqttWillMessage({ client: CLIENT, size: will.payload.length, qos: will.qos }),
      will.payload,
    ),
  );
};

const connected = (channel: CommandChannel, broker: MqttBroker): Observable<never> => {
  const { host, port, clientId: id, user, password, keepAliveSeconds, cleanSession: clean, tls } = broker;
  const context = tls?.context ?? TLS_CONTEXT;
  const secured = tls
    ? a7600TlsContext(channel, { ...tls, context }, 'MQTT', mqtt.mqttTls({ client: CLIENT, context }))
    : EMPTY;
  const url = `tcp://${host}:${port}`;
  return concat(
    inOrder(channel, mqtt.mqttAcquire({ client: CLIENT, id, ...(tls && { secure: true }) })),
    secured,
    willOf(channel, broker.will),
    coded(channel, mqtt.mqttConnect({ client: CLIENT, url, keepAliveSeconds, clean, user, password }), {
      result: mqtt.mqttConnected,
      withinMs: NETWORK_MS,
      what: `connecting to ${host}:${port}`,
      recall: () => recallConnected(channel),
    }),
  );
};

/**
 * The A76XX's own MQTT client (3.1.1), client 0.
 *
 *     > AT+CMQTTSTART  < OK  < +CMQTTSTART: 0   > AT+CMQTTACCQ=0,"board-7"   > AT+CMQTTCONNECT=0,"tcp://…:1883",60,1  < +CMQTTCONNECT: 0,0
 *     > AT+CMQTTTOPIC=0,5  < >  >> state   > AT+CMQTTPAYLOAD=0,2  < >  >> up   > AT+CMQTTPUB=0,1,60  < OK  < +CMQTTPUB: 0,0
 *
 * A service that somebody left running is ended first. Source: A76XX AT manual V1.09 pages 394–421.
 */
export const a7600Mqtt: MqttDialect = Object.freeze({
  check: (broker, message) => {
    checkByteCount(bytesOf(broker.clientId).length, 'clientId', 128);
    if (broker.will) checkMessage(broker.will, 'will.');
    if (message) checkMessage(message, '');
  },
  open: (channel, broker) =>
    concat(
      startService(channel, {
        service: 'MQTT',
        start: started(channel),
        end: stopped(channel).pipe(
          catchError((error: unknown) =>
            isRefusal(error) ? throwError(() => error) : anyhow(throwError(() => error)),
          ),
        ),
      }),
      defer(() => connected(channel, broker)),
    ).pipe(endOnFailure(() => ended(channel))),
  close: ended,
  publish: (channel, { topic, payload, qos, retain }) => {
    const name = bytesOf(topic);
    return concat(
      given(channel, mqtt.mqttTopic({ client: CLIENT, size: name.length }), name),
      given(channel, mqtt.mqttPayload({ client: CLIENT, size: payload.length }), payload),
      coded(
        channel,
        mqtt.mqttPublish({ client: CLIENT, qos, seconds: PUBLISH_SECONDS, ...(retain && { retain }) }),
        { result: mqtt.mqttPublished, withinMs: PUBLISH_SECONDS * 1_000 + SERVICE_MS, what: 'publishing' },
      ),
    );
  },
  subscribe: (channel, topics, qos) => {
    const name = bytesOf(topics);
    const command = mqtt.mqttSubscribe({ client: CLIENT, size: name.length, qos });
    return coded(channel, command, {
      result: mqtt.mqttSubscribed,
      withinMs: NETWORK_MS,
      what: 'subscribing',
      feed: giveBytes(name),
      // Subscribing again changes nothing (MQTT 3.1.1 § 3.8.4), and its result counts as well. A client that is still at work answers 14.
      fits: ({ code }) => code !== BUSY,
      recall: () =>
        given(channel, command, name).pipe(
          orWithout(channel, () => null),
          defaultIfEmpty(null),
          map(() => 'unknown'),
        ),
    });
  },
  messages: ({ urcs }) => mqttMessages(urcs, CLIENT),
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(mqtt.mqttLost),
        filter(({ client }) => client === CLIENT),
        map((values) => mqtt.mqttLost.form.write(values)),
      ),
      urcs.pipe(
        ofUrc(mqtt.mqttNoNetwork),
        map(() => mqtt.mqttNoNetwork.name),
      ),
    ),
} satisfies MqttDialect);
