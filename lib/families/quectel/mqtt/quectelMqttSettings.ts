import { concat, defer, EMPTY, type Observable } from 'rxjs';
import type { MqttBroker } from '../../../dialects/mqttDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { perTurn } from '../../../dialects/steps/perTurn';
import type { Command } from '../../../grammar/command';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { latin1 } from '../../../grammar/latin1';
import { quectelTls } from '../http/quectelTls';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import * as mqtt from './quectelMqttCommands';

/** The client that is used, of six. */
export const CLIENT = 0;
/** HTTP and FTP use context 0, TLS sockets those from 2 on. */
const TLS_CONTEXT = 1;
const MAX_PACKET_ID = 65_535;
/** How long the client waits for an answer of the broker, and how often it sends a packet. */
const [ANSWER_SECONDS, TRIES] = [15, 3];
/** How long a result takes at the most, in milliseconds. */
export const RESULT_MS = (TRIES + 1) * ANSWER_SECONDS * 1_000;

/** What is remembered of a session. */
export const quectelMqttMemory = perTurn(() => ({
  ...{ lastId: 0, hasLengths: false },
  /** The result of `QMTOPEN` was lost, and the modem lists the client: it may still be opening the connection. */
  isOpenAssumed: false,
}));

/** The number of the next packet, which is never 0. */
export const nextId = (channel: CommandChannel): number => {
  const memory = quectelMqttMemory(channel);
  memory.lastId = (memory.lastId % MAX_PACKET_ID) + 1;
  return memory.lastId;
};

/** Names stand in the command line as UTF-8. */
export const onLine = (text: string): string => latin1(new TextEncoder().encode(text));

/** The settings of a client: every one is set, since the modem keeps what another host left. */
export const quectelMqttSettings = (
  channel: CommandChannel,
  { keepAliveSeconds, cleanSession, will, tls }: MqttBroker,
): Observable<never> => {
  const client = CLIENT;
  const context = tls?.context ?? TLS_CONTEXT;
  return concat(
    tls ? quectelTls(channel, { ...tls, context }) : EMPTY,
    inOrder(
      channel,
      mqtt.quectelMqttVersion({ client, version: 4 }),
      mqtt.quectelMqttContext({ client, context: QUECTEL_CONTEXT }),
      mqtt.quectelMqttTls({ client, on: tls !== undefined, ...(tls && { context }) }),
      mqtt.quectelMqttKeepAlive({ client, seconds: keepAliveSeconds }),
      mqtt.quectelMqttSession({ client, clean: cleanSession }),
      mqtt.quectelMqttTimeout({ client, seconds: ANSWER_SECONDS, tries: TRIES, reports: false }),
      mqtt.quectelMqttWill(
        will
          ? {
              client,
              on: true,
              qos: will.qos,
              retain: false,
              topic: onLine(will.topic),
              message: latin1(will.payload),
            }
          : { client, on: false },
      ),
    ),
    lengthsAsked(channel),
  );
};

/** Has messages come with their length; firmware that knows none of it sends them without. */
const lengthsAsked = (channel: CommandChannel): Observable<never> =>
  defer(() => {
    const memory = quectelMqttMemory(channel);
    const receive = (withLength?: boolean): Command =>
      mqtt.quectelMqttReceive({ client: CLIENT, isStored: false, ...(withLength && { withLength }) });
    memory.hasLengths = true;
    return inOrder(channel, receive(true)).pipe(
      onRefusal(() => {
        memory.hasLengths = false;
        channel.note('MQTT messages come without their length: one with a line end in it is cut there');
        return inOrder(channel, receive()).pipe(onRefusal(() => EMPTY));
      }),
    );
  });
