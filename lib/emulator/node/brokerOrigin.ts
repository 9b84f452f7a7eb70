import type * as MqttPackage from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Observable, Subject } from 'rxjs';
import {
  BrokerFailure,
  type BrokerClient,
  type BrokerMessage,
  type BrokerServer,
  type BrokerSession,
  type MqttOrigin,
} from '../origins/mqttOrigin';

/** The modem says that its service works while a broker takes its time; no longer. */
const CONNECT_MS = 30_000;

/**
 * Real brokers behind the emulator’s MQTT client, by the package `mqtt`, which must be installed. MQTT 3.1.1, as the modem speaks it.
 *
 *     emulator({ family: 'a7600', origin: httpOrigin(), mqtt: brokerOrigin() })
 */
export const brokerOrigin = (): MqttOrigin => Object.assign(connection, { reach });

const connection = (client: BrokerClient): Observable<BrokerSession> =>
  new Observable<BrokerSession>((modem) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded where it is used only: the package is optional
    const { connect } = require('mqtt') as typeof MqttPackage;
    const mqtt = connect(
      `${client.secure ? 'mqtts' : 'mqtt'}://${client.host}:${client.port}`,
      optionsOf(client),
    );
    let isOpen = false;
    mqtt.on('connect', () => {
      isOpen = true;
      modem.next(sessionOf(mqtt));
    });
    mqtt.on('error', (error) => modem.error(new BrokerFailure(isOpen ? 'closed' : kindOf(error))));
    mqtt.on('close', () => modem.error(new BrokerFailure(isOpen ? 'closed' : 'connect')));
    return () => {
      mqtt.removeAllListeners();
      mqtt.on('error', () => undefined);
      mqtt.end(!isOpen);
    };
  });

/** Opens a connection, and closes it again. */
const reach = ({ host, port, secure }: BrokerServer): Observable<never> =>
  new Observable((out) => {
    const opened = (): void => out.complete();
    const socket = secure
      ? connectTls({ host, port, rejectUnauthorized: false }, opened)
      : connectTcp({ host, port }, opened);
    socket.on('error', (error: Error) => out.error(new BrokerFailure(kindOf(error))));
    return () => socket.destroy();
  });

const optionsOf = ({ id, user, password, keepAliveSeconds, clean, will }: BrokerClient): IClientOptions => ({
  clientId: id,
  clean,
  protocolVersion: 4,
  keepalive: keepAliveSeconds,
  reconnectPeriod: 0,
  connectTimeout: CONNECT_MS,
  // The modem verifies nothing unless it is set up to.
  rejectUnauthorized: false,
  ...(user !== undefined && { username: user }),
  ...(password !== undefined && { password }),
  ...(will && { will: { ...will, payload: Buffer.from(will.payload) } }),
});

/** CONNACK codes of MQTT 3.1.1: bad user or password, not authorized. */
const kindOf = (error: Error & { readonly code?: unknown }): BrokerFailure['kind'] => {
  if (error.code === 4 || error.code === 5) return 'refused';
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'dns';
  return /certificate|TLS|SSL/i.test(error.message) ? 'tls' : 'connect';
};

const sessionOf = (connection: MqttClient): BrokerSession => {
  const messages = new Subject<BrokerMessage>();
  connection.on('message', (topic, payload, { qos, retain }) =>
    messages.next({ topic, payload: new Uint8Array(payload), qos, retain }),
  );
  const settled = (begin: (done: (error?: Error | null) => void) => unknown): Observable<never> =>
    new Observable((out) => {
      begin((error) => (error ? out.error(new BrokerFailure('closed')) : out.complete()));
    });
  return {
    messages,
    publish: ({ topic, payload, qos, retain }) =>
      settled((done) => connection.publish(topic, Buffer.from(payload), { qos, retain }, done)),
    subscribe: (filter, qos) => settled((done) => connection.subscribe(filter, { qos }, done)),
  };
};
