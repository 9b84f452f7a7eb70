import { map, type Observable } from 'rxjs';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import * as mqtt from './quectelMqttCommands';
import type { Coded } from './quectelMqttCoded';
import { CLIENT } from './quectelMqttSettings';

/** Asks the modem about a result that does not come. */
type MqttRecall<V> = (channel: CommandChannel) => Observable<Recalled<V>>;

const [CONNECTING, CONNECTED, DISCONNECTING] = [2, 3, 4];
const DONE: Recalled<Coded> = { values: { client: CLIENT, code: 0 } };

/** Asks for the state of the client; `none` where there is none, `undefined` where the modem does not say. */
const stateOf = (channel: CommandChannel): Observable<number | 'none' | undefined> =>
  optionally(channel, mqtt.quectelMqttConnectState()).pipe(
    map((said) => said && (said.values.filter((one) => one.client === CLIENT).at(-1)?.state ?? 'none')),
  );

/** Asks whether the client has a network connection. */
const isOpen = (channel: CommandChannel): Observable<boolean | undefined> =>
  optionally(channel, mqtt.quectelMqttOpenState()).pipe(
    map((said) => said?.values.some((one) => one.client === CLIENT)),
  );

/**
 * A network connection: a client that is listed has one, or is still opening it. The following `QMTCONN` shows which.
 *
 *     > AT+QMTOPEN=0,"h",1883   < OK   …   > AT+QMTOPEN?   < +QMTOPEN: 0,"h",1883   < OK      ⇒ taken as open
 *
 * A client that is not listed may still be opening, on firmware that lists open connections only.
 */
const opened: MqttRecall<Coded> = (channel) => isOpen(channel).pipe(map((open) => (open ? DONE : 'unknown')));

/** The end of a network connection. */
const closed: MqttRecall<Coded> = (channel) =>
  isOpen(channel).pipe(map((open) => (open === false ? DONE : 'unknown')));

/**
 * A connection to the broker.
 *
 *     > AT+QMTCONN=0,"board-7"   < OK   …   > AT+QMTCONN?   < +QMTCONN: 0,3   < OK      ⇒ connected
 *
 * State 1 decides nothing: a client that the broker has not answered yet may have it, too.
 */
const connected: MqttRecall<Coded & { readonly answer?: number }> = (channel) =>
  stateOf(channel).pipe(
    map((state) => {
      if (state === CONNECTED) return { values: { client: CLIENT, code: 0, answer: 0 } };
      if (state === CONNECTING) return 'running';
      return state === 'none' || state === DISCONNECTING ? 'over' : 'unknown';
    }),
  );

/** The end of a connection to the broker. */
const disconnected: MqttRecall<Coded> = (channel) =>
  stateOf(channel).pipe(
    map((state) => {
      if (state === undefined || state === CONNECTED) return 'unknown';
      return state === DISCONNECTING ? 'running' : DONE;
    }),
  );

/** An answer of the broker: no question tells it, but none comes once the connection is gone. */
const answer: MqttRecall<never> = (channel) =>
  stateOf(channel).pipe(map((state) => (state === undefined || state === CONNECTED ? 'unknown' : 'over')));

/** The questions about MQTT results that do not come. */
export const quectelMqttRecall = Object.freeze({ opened, closed, connected, disconnected, answer });
